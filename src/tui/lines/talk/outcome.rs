//! The outcome: grounds of failure with the facts they rest on, the agreement, confirmation, renegotiation, suit.

use super::Pen;
use crate::docket::{Fact, Kind, yuan};
use crate::law::{CheckState, Label};
use crate::ops::talk::{Basis, Ground, ended};
use crate::text::{fill, law as words};
use crate::tui::lines::{Line, told};

const KINDS: &[Kind] = &[
    Kind::NegotiationFailed,
    Kind::AgreementSigned,
    Kind::ConfirmationApplied,
    Kind::ConfirmationNoticePosted,
    Kind::ConfirmationGranted,
    Kind::ConfirmationRefused,
    Kind::RenegotiationStarted,
    Kind::SuitProcuratorateNotified,
    Kind::SuitFiled,
    Kind::JudgmentEffective,
];

pub(super) fn outcome(pen: &mut Pen<'_>) {
    pen.head(pen.say.s_outcome);
    let talk = pen.talk;
    if !ended(talk.row.stage) {
        talk.grounds.iter().for_each(|one| ground(pen, one));
        contents(pen);
    }
    let mut facts: Vec<_> = KINDS.iter().flat_map(|kind| talk.all(*kind)).collect();
    facts.sort_by_key(|fact| (fact.on, fact.id));
    for fact in &facts {
        let bad = matches!(fact.kind, Kind::NegotiationFailed | Kind::ConfirmationRefused);
        pen.fact(if bad { "×" } else { "✓" }, fact);
        if fact.data.flag("partial") == Some(true) {
            let open = fact.data.text("remainder").unwrap_or("—").to_owned();
            pen.line(format!("     {}", fill(pen.say.partial, &[&open])));
        }
    }
    pen.steps(KINDS);
}

/// A ground, whether the facts meet it, and those facts.
fn ground(pen: &mut Pen<'_>, one: &Ground) {
    let say = pen.say;
    let (mark, state) = match (one.met, one.asks.is_empty()) {
        (Some(true), true) => ("✓", say.ground_met),
        (Some(true), false) => ("✓", say.ground_opinion),
        (Some(false), _) => ("·", ""),
        (None, _) => ("·", say.ground_own),
    };
    let cites = words::cites(&pen.desk.library, &one.cites);
    let text = format!(" {mark} {} {} {state} · {cites}", one.key, words::label(pen.lang, &one.label));
    pen.lines.push(Line { faint: one.met != Some(true), cites: one.cites.clone(), ..Line::plain(text) });
    for basis in &one.basis {
        let text = match basis {
            Basis::Fact(fact) => told(pen.lang, pen.law, fact),
            Basis::Rule(label, due) => {
                let due = due.map_or_else(|| "—".to_owned(), |due| due.to_string());
                fill(say.until, &[&words::label(pen.lang, label), &due])
            }
            Basis::Count(held, most) => fill(say.count, &[held, most]),
        };
        pen.line(format!("     {text}"));
    }
}

/// What an agreement has to hold, as far as it can be told before it is written.
fn contents(pen: &mut Pen<'_>) {
    let Some((_, step)) = pen.talk.steps(&[Kind::AgreementSigned]).into_iter().next() else { return };
    pen.faint(format!("   {}", pen.say.contents));
    for check in step.checks.iter().filter(|check| check.item.as_ref().is_some_and(|(key, _)| *key == "contents")) {
        let mark = if check.state == CheckState::Met { "✓" } else { "○" };
        let cites = words::cites(&pen.desk.library, &check.cites);
        let text = format!("     {mark} {} · {cites}", words::label(pen.lang, &check.label));
        pen.lines.push(Line { faint: true, cites: check.cites.clone(), ..Line::plain(text) });
    }
    // Beyond the list: what the law misses in an agreement that holds nothing but what it must not hold.
    let (docket, today) = (&pen.talk.case.stored.docket, pen.desk.today);
    let mut bare = Fact::new(Kind::AgreementSigned, today).with("existing_duties", true);
    if let Some(party) = pen.talk.row.track() {
        bare = bare.with("party", party);
    }
    let listed = |label: &Label| step.checks.iter().any(|check| check.item.is_some() && check.label == *label);
    for missing in pen.law.guard(docket, &bare, today).missing.iter().filter(|missing| !listed(&missing.label)) {
        let cites = words::cites(&pen.desk.library, &missing.cites);
        let text = format!("     ○ {} · {cites}", words::label(pen.lang, &missing.label));
        pen.lines.push(Line { faint: true, cites: missing.cites.clone(), ..Line::plain(text) });
    }
    if let Some((least, most)) = pen.talk.row.mandate.0.zip(pen.talk.row.mandate.1) {
        pen.faint(format!("     {} {}", pen.say.mandate, fill(pen.say.range, &[&yuan(least), &yuan(most)])));
    }
}
