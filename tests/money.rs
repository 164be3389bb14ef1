//! The money of a docket: who owes what by which head, and that every total is the sum of its parts on random dockets.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may fail loudly

use proptest::prelude::*;
use sunpei::docket::{Accounts, Amounts, Attributes, Cents, Day, Docket, Fact, HEADS, Kind, Party};

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
            let heads = ["interim-loss", "permanent-loss", "costs", "restoration", "prevention", "other", ""];
            fact.data.set("head", heads[head]);
            fact.data.set("party", ["甲", "乙", "丙", ""][party]);
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
        // Against the facts themselves: what is due and paid is what they say, whatever the rows make of it.
        let said = |kind| state.all(kind).iter().filter_map(|fact| fact.data.cents("amount_cents")).fold(0, Cents::saturating_add);
        prop_assert_eq!((total.due.unwrap_or(0), total.paid.unwrap_or(0)), (said(Kind::PaymentDue), said(Kind::PaymentMade)));
        // Nothing that was paid, due or agreed is negative for a party, whatever the heads say.
        for party in accounts.parties() {
            let own = accounts.of_party(party);
            prop_assert!(own.due.unwrap_or(0) >= 0 && own.paid.unwrap_or(0) >= 0);
        }
    }
}
