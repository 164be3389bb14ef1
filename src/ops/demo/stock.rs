//! The leads of earlier years of an invented office: many parties, amounts of every size, most of them decided.

use super::{Cast, Dice, back, lead as recent};
use crate::docket::{Attributes, Day, Fact, Kind};
use chrono::Days;

/// Gives a lead a party and an amount of its own.
pub(super) fn vary(attributes: &mut Attributes, cast: &Cast, dice: &mut Dice) {
    let (one, other) = (dice.word(&cast.brands), dice.word(&cast.brands));
    for party in &mut attributes.parties {
        let name = party.name.clone();
        let rest: String = name.chars().skip(1).collect();
        if name.chars().count() > 3 {
            *party = super::party(&(name.chars().take(1).collect::<String>() + &one + &other + &rest));
            attributes.title = attributes.title.replace(&name, &party.name);
        }
    }
    // From a thousand yuan to a thousand million, small ones far more often.
    let digits = 3 + dice.roll(4) + dice.roll(3);
    let size = 10_i64.pow(u32::try_from(digits).unwrap_or(3));
    if attributes.damage_cents.is_some() {
        attributes.damage_cents = Some(size * (100 + dice.roll(900) as i64));
    }
}

/// One in twenty is as fresh as any; the others came in over seven years and were decided.
pub(super) fn lead(today: Day, n: usize, cast: &Cast, dice: &mut Dice) -> Vec<Fact> {
    if dice.roll(20) == 0 {
        return recent(today, n, cast, dice);
    }
    let received = back(today, 40 + dice.roll(2_500));
    let after = |days: usize| received.checked_add_days(Days::new(days as u64)).unwrap_or(received);
    let mut facts = vec![Fact::new(Kind::LeadReceived, received)];
    if dice.roll(3) > 0 {
        facts.push(Fact::new(Kind::LeadAssigned, after(1)).with("officer", dice.word(&cast.officers)));
    }
    let done = after(3 + dice.roll(25));
    match dice.roll(10) {
        0..=2 => {
            facts.push(Fact::new(Kind::ScopeExcluded, done).with("way", "enforcement").with("proof", cast.proof.clone()));
        }
        3..=5 => facts.push(Fact::new(Kind::LeadTransferred, done).with("to", cast.supervisor.clone())),
        _ => {
            facts.push(Fact::new(Kind::CheckConcluded, done).with("result", "damage"));
            facts.push(Fact::new(Kind::NonfilingProposed, done).with("ground", "performed").with("proof", cast.proof.clone()));
            facts.push(Fact::new(Kind::NonfilingApproved, done));
            facts.push(Fact::new(Kind::NonfilingDecided, done).with("ground", "performed"));
        }
    }
    facts
}
