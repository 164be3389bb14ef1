//! The money of a docket: who owes what by which head, and that every total is the sum of its parts on random dockets.

use proptest::prelude::*;
use sunpei::docket::{Accounts, Amounts, Attributes, Cents, Day, Docket, Fact, HEADS, Kind, Party, plan};

fn day(n: u32) -> Day {
    Day::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(u64::from(n))
}

fn docket(names: &[&str], facts: Vec<Fact>) -> Docket {
    let parties = names.iter().map(|name| Party { name: (*name).to_owned(), ..Party::default() }).collect();
    let facts = facts.into_iter().zip(1..).map(|(fact, id)| Fact { id, ..fact }).collect();
    Docket { attributes: Attributes { parties, ..Attributes::default() }, facts, ..Docket::default() }
}

fn fact(kind: Kind, on: u32, cents: Cents) -> Fact {
    Fact::new(kind, day(on)).with("amount_cents", cents)
}

#[test]
fn a_title_of_all_holds_the_parts_of_one_and_a_part_agreed_stays_beside_the_judgment() {
    let facts = vec![
        fact(Kind::AgreementSigned, 1, 100_000).with("costs_cents", 30_000),
        fact(Kind::JudgmentEffective, 2, 60_000).with("party", "甲"),
    ];
    let joint = docket(&["甲", "乙"], facts);
    let accounts = Accounts::of(&joint.state());
    let agreed = |party| accounts.of_party(party).agreed;
    assert_eq!((agreed(Some("甲")), agreed(Some("乙")), agreed(None)), (Some(60_000), None, Some(40_000)));
    assert_eq!(accounts.total().agreed, Some(100_000));
    let facts = vec![fact(Kind::AgreementSigned, 1, 100_000).with("partial", true), fact(Kind::JudgmentEffective, 2, 50_000)];
    let parts = docket(&["甲"], facts);
    assert_eq!(Accounts::of(&parts.state()).total().agreed, Some(150_000));
    let replaced = docket(&[], vec![fact(Kind::AgreementSigned, 1, 100_000), fact(Kind::JudgmentEffective, 2, 50_000)]);
    assert_eq!(Accounts::of(&replaced.state()).total().agreed, Some(50_000));
}

#[test]
fn the_claim_is_the_damage_with_costs_apart_until_it_is_itemised() {
    let issued = Fact::new(Kind::AppraisalIssued, day(1)).with("damage_cents", 500).with("costs_cents", 20);
    let mut all = docket(&[], vec![issued]);
    let claimed = |docket: &Docket, head| Accounts::of(&docket.state()).of_head(head).claimed;
    assert_eq!((claimed(&all, None), claimed(&all, Some(2))), (Some(500), Some(20)));
    let claim = Fact { id: 2, ..Fact::new(Kind::ClaimItemised, day(2)).with("costs_cents", 25).with("restoration_cents", 450) };
    all.facts.push(claim);
    assert_eq!((claimed(&all, None), claimed(&all, Some(2)), claimed(&all, Some(3))), (None, Some(25), Some(450)));
}

#[test]
fn what_is_first_demanded_of_a_party_is_the_claim_against_it() {
    let demand = |on, party: &str, cents| {
        let stated = Fact::new(Kind::PositionStated, day(on)).with("side", "right-holder").with("party", party);
        stated.with("restoration_cents", cents).with("costs_cents", 20)
    };
    let issued = Fact::new(Kind::AppraisalIssued, day(1)).with("damage_cents", 500).with("costs_cents", 40);
    let all = docket(&["甲", "乙"], vec![issued, demand(2, "甲", 300), demand(2, "乙", 100), demand(3, "甲", 250)]);
    let state = all.state();
    let accounts = Accounts::of(&state);
    let claimed = |party| accounts.of_party(party).claimed;
    // What is asked of nobody yet stands on its own, and the whole stays what it was.
    assert_eq!((claimed(Some("甲")), claimed(Some("乙")), claimed(None)), (Some(320), Some(120), Some(100)));
    assert_eq!((accounts.total().claimed, accounts.of_head(Some(3)).claimed), (Some(540), Some(400)));
}

#[test]
fn a_payment_serves_the_earliest_instalment_of_its_party_and_head() {
    let due = |on: u32, cents| fact(Kind::PaymentDue, 1, cents).with("due", day(on).to_string());
    let facts = vec![
        due(90, 300),
        due(30, 100).with("head", "costs"),
        due(60, 200),
        fact(Kind::PaymentMade, 40, 250),
        fact(Kind::PaymentMade, 41, 100).with("head", "costs"),
        fact(Kind::PaymentMade, 99, 400),
    ];
    let all = docket(&["甲"], facts);
    let accounts = Accounts::of(&all.state());
    let seen: Vec<_> = accounts.instalments.iter().map(|one| (one.n, one.cents, one.paid)).collect();
    assert_eq!(seen, [(1, 100, 100), (2, 200, 200), (3, 300, 300)]);
    assert_eq!(accounts.beyond, 150);
}

fn planned(parts: serde_json::Value) -> Fact {
    fact(Kind::AgreementSigned, 1, 1_000).with("payments", parts)
}

#[test]
fn a_plan_is_due_and_counted_once_where_its_parts_are_facts_too() {
    let parts = serde_json::json!([
        { "due": day(30), "amount_cents": 100 },
        { "due": day(60), "amount_cents": 200, "head": "costs" },
        { "amount_cents": 300, "note": "最后一期" },
        { "head": "works", "amount_cents": 400, "what": "补种" },
        "另行约定",
    ]);
    let due = |on: u32, cents| fact(Kind::PaymentDue, 2, cents).with("due", day(on).to_string());
    // The second one moved to another day, one more is not in the plan.
    let facts = vec![planned(parts), due(70, 200), due(90, 50), fact(Kind::PaymentMade, 40, 250)];
    let all = docket(&["甲"], facts);
    let state = all.state();
    let accounts = Accounts::of(&state);
    let seen: Vec<_> = accounts.instalments.iter().map(|one| (one.n, one.part, one.due, one.cents, one.paid)).collect();
    assert_eq!(
        seen,
        [
            (1, Some(0), Some(day(30)), 100, 100),
            (2, None, Some(day(70)), 200, 150),
            (3, None, Some(day(90)), 50, 0),
            (4, Some(2), None, 300, 0),
        ]
    );
    assert_eq!(accounts.instalments[0].met().map(|met| met.on), Some(day(40)));
    assert_eq!((accounts.total().due, accounts.in_money(), accounts.open(&state)), (Some(650), Some(600), Some(400)));
    assert_eq!(state.tracks[0].money.due, 650);
}

#[test]
fn a_plan_goes_with_its_agreement() {
    let parts = serde_json::json!([{ "due": day(30), "amount_cents": 1_000 }]);
    let dues = |facts: Vec<Fact>| Accounts::of(&docket(&["甲"], facts).state()).total().due;
    assert_eq!(dues(vec![planned(parts.clone())]), Some(1_000));
    // Replaced by a judgment; beside it where it was a part.
    let judgment = || fact(Kind::JudgmentEffective, 5, 700);
    assert_eq!(dues(vec![planned(parts.clone()), judgment()]), None);
    assert_eq!(dues(vec![planned(parts.clone()).with("partial", true), judgment()]), Some(1_000));
    // Taken back with the fact.
    let mut all = docket(&["甲"], vec![planned(parts)]);
    all.facts.push(Fact { id: 9, ..Fact::withdrawing(1, day(2)) });
    assert_eq!(Accounts::of(&all.state()).total().due, None);
}

#[test]
fn what_is_negotiated_anew_is_agreed_no_more() {
    let again = |party: &str| Fact::new(Kind::RenegotiationStarted, day(5)).with("party", party);
    let parts = serde_json::json!([{ "due": day(30), "amount_cents": 1_000 }]);
    let sums = |names: &[&str], facts: Vec<Fact>| {
        let all = docket(names, facts);
        let state = all.state();
        let accounts = Accounts::of(&state);
        (accounts.total().agreed, accounts.total().due, accounts.open(&state), state.tracks[0].money.agreed)
    };
    assert_eq!(sums(&["甲"], vec![planned(parts.clone()), again("")]), (None, None, None, 0));
    let anew = fact(Kind::AgreementSigned, 9, 800);
    assert_eq!(sums(&["甲"], vec![planned(parts.clone()), again(""), anew]), (Some(800), None, Some(800), 800));
    // The other party's agreement stays.
    let other = fact(Kind::AgreementSigned, 2, 600).with("party", "乙");
    let both = vec![planned(parts).with("party", "甲"), other, again("甲")];
    assert_eq!(sums(&["甲", "乙"], both), (Some(600), None, Some(600), 0));
}

#[test]
fn each_party_has_its_own_plan_and_a_common_one_is_paid_by_whoever_pays() {
    let parts = |cents: Cents| serde_json::json!([{ "due": day(30), "amount_cents": cents }]);
    let facts = vec![
        planned(parts(100)).with("party", "甲"),
        planned(parts(500)),
        fact(Kind::PaymentMade, 10, 300).with("party", "甲"),
        fact(Kind::PaymentMade, 11, 300).with("party", "乙"),
    ];
    let all = docket(&["甲", "乙"], facts);
    let accounts = Accounts::of(&all.state());
    let seen: Vec<_> = accounts.instalments.iter().map(|one| (one.party, one.cents, one.open())).collect();
    assert_eq!(seen, [(Some("甲"), 100, 0), (None, 500, 0)]);
    assert_eq!(accounts.instalments[1].met().map(|met| met.on), Some(day(11)));
}

#[test]
fn heads_alone_make_the_whole_that_is_owed() {
    let agreed = Fact::new(Kind::AgreementSigned, day(1)).with("costs_cents", 30).with("restoration_cents", 70);
    let all = docket(&["甲"], vec![agreed]);
    assert_eq!((all.state().tracks[0].money.agreed, Accounts::of(&all.state()).total().agreed), (100, Some(100)));
    let issued = Fact::new(Kind::AppraisalIssued, day(1)).with("permanent_loss_cents", 40).with("costs_cents", 9);
    let all = docket(&["甲"], vec![issued]);
    let state = all.state();
    let accounts = Accounts::of(&state);
    assert_eq!(state.damage, Some((40, true)));
    let heads = [Some(1), Some(2), None].map(|head| accounts.of_head(head).claimed);
    assert_eq!(heads, [Some(40), Some(9), None]);
}

const KINDS: [Kind; 8] = [
    Kind::ClaimItemised,
    Kind::AppraisalIssued,
    Kind::PositionStated,
    Kind::AgreementSigned,
    Kind::JudgmentEffective,
    Kind::PaymentDue,
    Kind::PaymentMade,
    Kind::RenegotiationStarted,
];

fn any_fact() -> impl Strategy<Value = Fact> {
    let cents = || proptest::option::of(0i64..1_000_000_000_000_000);
    let amounts = (cents(), cents(), cents(), cents());
    (0..KINDS.len(), 0u32..400, 0usize..4, amounts, 0usize..7, any::<(bool, bool)>()).prop_map(
        |(kind, on, party, (amount, costs, restoration, damage), head, (partial, theirs))| {
            let mut fact = Fact::new(KINDS[kind], day(on)).with("partial", partial).with("due", day(on + 30).to_string());
            fact = fact.with("side", if theirs { "liable-party" } else { "right-holder" });
            let keys = ["amount_cents", "costs_cents", "restoration_cents", "damage_cents"];
            for (key, cents) in keys.into_iter().zip([amount, costs, restoration, damage]) {
                fact.data.set(key, cents);
            }
            let plans = ["", "costs", "in-kind", "works", "money", "labour", "prevention"];
            let heads = ["interim-loss", "permanent-loss", "costs", "restoration", "prevention", "other", ""];
            fact.data.set("head", heads[head]);
            fact.data.set("party", ["甲", "乙", "丙", ""][party]);
            let part = |cents: Option<Cents>, head: usize| serde_json::json!({ "due": day(on + 40), "amount_cents": cents, "head": plans[head] });
            if theirs {
                fact.data.set("payments", serde_json::json!([part(costs, head), part(restoration, 0), part(damage, 6), "另行约定"]));
            }
            fact
        },
    )
}

proptest! {
    #[test]
    fn every_total_is_the_sum_of_its_parts(facts in proptest::collection::vec(any_fact(), 0..30), several in any::<bool>()) {
        let all = docket(if several { &["甲", "乙", "丙"] } else { &[] }, facts);
        let state = all.state();
        let accounts = Accounts::of(&state);
        let total = accounts.total();
        let sum = |parts: Vec<Amounts>| parts.into_iter().fold(Amounts::default(), Amounts::plus);
        prop_assert_eq!(sum(accounts.parties().into_iter().map(|party| accounts.of_party(party)).collect()), total);
        let heads = (0..HEADS.len()).map(Some).chain([None]);
        prop_assert_eq!(sum(heads.map(|head| accounts.of_head(head)).collect()), total);
        // The instalments are what is due; what falls on them and what is beyond them is what was paid.
        let add = |cents: &mut dyn Iterator<Item = Cents>| cents.fold(0, Cents::saturating_add);
        prop_assert_eq!(add(&mut accounts.instalments.iter().map(|one| one.cents)), total.due.unwrap_or(0));
        let served = add(&mut accounts.instalments.iter().map(|one| one.paid));
        prop_assert_eq!(served + accounts.beyond, total.paid.unwrap_or(0));
        for one in &accounts.instalments {
            prop_assert!(one.paid >= 0 && one.paid <= one.cents);
        }
        // Against the facts themselves: what is paid is what they say, whatever the rows make of it; what is due is not
        // less than they say, nor more than with every plan that was ever made.
        let said = |kind| state.all(kind).iter().filter_map(|fact| fact.data.cents("amount_cents")).fold(0, Cents::saturating_add);
        prop_assert_eq!(total.paid.unwrap_or(0), said(Kind::PaymentMade));
        let plans = add(&mut state.all(Kind::AgreementSigned).iter().chain(&state.all(Kind::JudgmentEffective)).flat_map(|fact| {
            plan::parts(fact).into_iter().filter(|part| part.in_kind.is_none()).filter_map(|part| part.cents)
        }));
        let due = total.due.unwrap_or(0);
        prop_assert!(due >= said(Kind::PaymentDue) && due <= said(Kind::PaymentDue).saturating_add(plans));
        // What is open is what is due without what was laid on it; the same of each party.
        let open = add(&mut accounts.instalments.iter().map(sunpei::docket::Instalment::open));
        prop_assert_eq!(open, due - served);
        for one in &accounts.instalments {
            prop_assert_eq!(add(&mut one.by.iter().map(|by| by.cents)), one.paid);
        }
        // Nothing in kind stands among the instalments.
        prop_assert!(accounts.in_kind.iter().all(|kind| accounts.instalments.iter().all(|one| (one.fact, one.part) != (kind.fact, Some(kind.part.at)))));
        // One party alone: the fold and the accounts agree on what it owes.
        if !several && state.tracks.len() == 1 {
            prop_assert_eq!(state.tracks[0].money.due, due);
        }
        // Nothing that was paid, due or agreed is negative for a party, whatever the heads say.
        for party in accounts.parties() {
            let own = accounts.of_party(party);
            prop_assert!(own.due.unwrap_or(0) >= 0 && own.paid.unwrap_or(0) >= 0);
        }
    }
}
