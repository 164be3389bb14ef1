//! Whole lives typed at the desk: every fact of every story goes in by keys alone, through the form of its step. After each
//! the desk says what the file says of the same facts, and taking it back and bringing it back changes nothing; at each look
//! the desk says what the story expects, and every line of what is asked or possible opens its form.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may fail loudly

#[path = "../common/mod.rs"]
mod common;
mod hands;
mod looks;
mod steps;

use common::desk::desk;
use common::files::beside;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use sunpei::docket::tree::Source;
use sunpei::docket::{Docket, Kind, file};
use sunpei::law::calendar::Calendar;
use sunpei::law::{Law, Library, Profile};
use sunpei::text::Lang;
use sunpei::tui::App;

fn folder() -> PathBuf {
    beside("law/stories")
}

/// The rules of the stories, loaded once.
fn profile() -> Arc<Profile> {
    static LOADED: Mutex<Option<Arc<Profile>>> = Mutex::new(None);
    LOADED.lock().unwrap().get_or_insert_with(|| Library::built_in().profile("inner-mongolia").unwrap()).clone()
}

/// Whether something is seen for the first time in any of the stories: many of them begin alike.
fn first_time(what: String) -> bool {
    static SEEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    SEEN.lock().unwrap().insert(what)
}

fn life(name: &str, lang: Lang) {
    let whole = std::fs::read_to_string(folder().join(format!("{name}.toml"))).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let all = file::parse(name, &whole).unwrap().docket;
    let law = Law::new(profile(), Calendar::built_in());
    let today = all.facts.first().unwrap().on;
    let mut app = App::new(desk(&today.to_string()), lang, true);
    hands::new_lead(&mut app, name, &all);
    let divided = all.facts.iter().position(|fact| fact.kind == Kind::LeadJoined).unwrap_or(0);
    let (mut done, mut looks, mut line) = (1, 0, 0);
    while line < lines.len() {
        let from = line;
        while line < lines.len() && lines[line].starts_with("#:") && (line == from || !lines[line].starts_with("#: today")) {
            line += 1;
        }
        if line == from {
            line += 1;
            continue;
        }
        let at = format!("{name}:{} ({lang:?})", from + 1);
        let facts = file::parse(name, &lines[..from].join("\n")).unwrap().docket.facts;
        for upto in done..facts.len() {
            let fact = &facts[upto];
            let at = format!("{at} {}", fact.kind.name());
            let before = hands::record(&mut app, &at, fact, upto % 3 == 0);
            let mut told = Docket { facts: facts[..=upto].to_vec(), ..all.clone() };
            // Until the lead is divided it names the others too.
            if upto >= divided {
                looks::same(&app, &at, &law, &mut told);
            }
            if fact.kind != Kind::LeadJoined && first_time(format!("undo {} {}", fact.kind.name(), before[0])) {
                hands::back_and_again(&mut app, &at, &before);
            }
        }
        done = done.max(facts.len());
        let told: String = lines[from..line].iter().map(|line| format!("{}\n", line.trim_start_matches("#:"))).collect();
        let expect = Source { name: &at, text: &told }.parse().unwrap();
        looks::look(&mut app, &at, &expect);
        steps::open_all(&mut app, &at);
        looks += 1;
    }
    assert!(done == all.facts.len() && looks >= 6, "{name}: {done} facts, {looks} looks");
}

macro_rules! lives {
    ($($test:ident: $name:literal, $lang:expr;)*) => {
        $(#[test] fn $test() { life($name, $lang); })*

        /// No story is left out.
        #[test]
        fn every_story_is_typed() {
            let typed = [$($name),*];
            let left: Vec<String> = std::fs::read_dir(folder())
                .unwrap()
                .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
                .filter(|name| !typed.contains(&name.as_str()))
                .collect();
            assert!(left.is_empty(), "{left:?}");
        }
    };
}

lives! {
    a_plain_agreement_that_is_confirmed: "straight", Lang::Zh;
    two_parties_one_agrees_and_one_is_sued: "two-parties-one-agrees-one-is-sued", Lang::Zh;
    a_restoration_that_fails_its_evaluation_twice: "evaluation-fails-twice", Lang::En;
    an_unconfirmed_agreement_that_is_broken: "breach-unconfirmed-then-suit", Lang::Zh;
    a_confirmed_agreement_that_is_enforced: "breach-confirmed-then-enforcement", Lang::En;
    restoration_before_the_agreement: "restored-before-the-agreement", Lang::En;
    a_termination_during_the_negotiation: "terminated-in-the-negotiation", Lang::Zh;
    a_refused_confirmation_renegotiated_and_sued: "refused-renegotiated-sued", Lang::Zh;
    labour_days: "labour-days", Lang::En;
    carbon_sinks: "carbon-sinks", Lang::Zh;
    a_deposit_with_a_notary: "deposit-with-a-notary", Lang::En;
    a_set_off_in_kind: "in-kind-offset", Lang::Zh;
    instalments_with_a_guarantee: "instalments-with-guarantee", Lang::Zh;
    an_appraiser_commissioned_together: "joint-appraiser", Lang::En;
    a_public_interest_suit_beside: "public-interest-suit-beside", Lang::Zh;
    performance_in_stages: "staged-performance", Lang::En;
    two_right_holders: "two-right-holders", Lang::Zh;
    the_first_of_a_series: "series-of-one-lead-first", Lang::Zh;
    the_second_of_a_series: "series-of-one-lead-second", Lang::En;
    a_payment_order_that_is_enforced: "payment-order-then-enforcement", Lang::Zh;
    a_payment_order_that_is_objected_to: "payment-order-objected-then-suit", Lang::En;
    an_end_after_the_check: "ended-after-the-check", Lang::Zh;
    a_lead_that_is_not_screened: "not-screened", Lang::En;
    a_start_that_the_right_holder_requires: "instructed-after-non-filing", Lang::Zh;
    a_termination_after_the_filing: "terminated-after-the-filing", Lang::En;
    a_termination_during_the_restoration: "terminated-in-the-restoration", Lang::Zh;
    supervision_every_thirty_working_days: "supervised-every-thirty-working-days", Lang::Zh;
    supervision_by_fixed_days: "supervised-by-fixed-days", Lang::En;
    early_restoration_after_a_return: "restored-early-after-a-return", Lang::Zh;
    a_renegotiation_that_is_agreed: "refused-renegotiated-agreed", Lang::En;
    a_confirmation_refused_twice: "refused-twice-then-suit", Lang::En;
    an_exception_found_after_the_proposal: "exception-found-after-the-proposal", Lang::Zh;
    a_notice_that_cannot_be_served: "not-served-then-suit", Lang::Zh;
    a_fourth_meeting: "fourth-meeting-with-consent", Lang::En;
    three_parties_to_the_end: "three-parties-to-the-end", Lang::Zh;
}
