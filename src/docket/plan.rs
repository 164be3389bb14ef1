//! The plan of performance that an agreement carries in `payments`: instalments in money with their days, and parts that
//! are performed in kind. What was also recorded as a fact `payment.due` of its own counts once.

use super::{AMOUNTS, Cents, Day, Fact, FactId};
use serde_json::Value;

/// The heads of compensation by the keys of facts, in the order of the article.
pub const HEADS: [&str; 5] =
    ["interim_loss_cents", "permanent_loss_cents", "costs_cents", "restoration_cents", "prevention_cents"];

/// What a part of the plan names as its head where it is not performed in money.
pub const IN_KIND: [&str; 4] = ["in-kind", "works", "labour", "carbon-sinks"];

/// The name of a head in files and JSON: `interim_loss_cents` is `interim-loss`.
#[must_use]
pub fn head_name(key: &str) -> String {
    key.strip_suffix("_cents").unwrap_or(key).replace('_', "-")
}

/// The place in [`HEADS`] of a head by its name.
#[must_use]
pub fn head_of(name: &str) -> Option<usize> {
    HEADS.iter().position(|key| head_name(key) == name)
}

/// The whole that a fact names, else the sum of its heads; none where it names no amount.
#[must_use]
pub fn whole(fact: &Fact) -> Option<Cents> {
    fact.data.cents("amount_cents").or_else(|| heads(fact, &HEADS))
}

/// The damage that an appraisal found, without costs: as it says, else the sum of its heads.
#[must_use]
pub fn appraised(fact: &Fact) -> Option<Cents> {
    let without = HEADS.iter().copied().filter(|key| *key != "costs_cents").collect::<Vec<_>>();
    fact.data.cents("damage_cents").or_else(|| heads(fact, &without))
}

fn heads(fact: &Fact, keys: &[&str]) -> Option<Cents> {
    keys.iter().filter_map(|key| fact.data.cents(key)).reduce(Cents::saturating_add)
}

/// One part of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its place in the list.
    pub at: usize,
    /// The last day, if one is set.
    pub due: Option<Day>,
    /// Its amount, or its value in kind.
    pub cents: Option<Cents>,
    /// The place in [`HEADS`].
    pub head: Option<usize>,
    /// The place in [`IN_KIND`] of what is not money.
    pub in_kind: Option<usize>,
}

/// The parts that a fact lists; entries that are no table are text and none of them.
#[must_use]
pub fn parts(fact: &Fact) -> Vec<Part> {
    let list = fact.data.get("payments").and_then(Value::as_array);
    let part = |(at, one): (usize, &Value)| {
        let one = one.as_object()?;
        let text = |key: &str| one.get(key).and_then(Value::as_str);
        let cents = one.get("amount_cents").and_then(Value::as_i64).filter(|cents| *cents > 0 && AMOUNTS.contains(cents));
        let named = text("head").unwrap_or_default();
        let in_kind = IN_KIND.iter().position(|known| *known == named);
        let due = text("due").and_then(super::day);
        (cents.is_some() || in_kind.is_some()).then(|| Part { at, due, cents, head: head_of(named), in_kind })
    };
    list.into_iter().flatten().enumerate().filter_map(part).collect()
}

/// What a part says in words: `what` it is, or its `note`.
#[must_use]
pub fn words(fact: &Fact, at: usize) -> Option<&str> {
    let one = fact.data.get("payments")?.get(at)?;
    ["what", "note"].into_iter().find_map(|key| one.get(key)?.as_str())
}

/// A part with whose it is and the agreement that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned<'d> {
    /// The liable party; none for what names nobody.
    pub party: Option<&'d str>,
    /// The agreement.
    pub fact: FactId,
    /// The part.
    pub part: Part,
}

/// An instalment that was recorded as a fact of its own: whose, when, how much.
pub type Own<'d> = (Option<&'d str>, Option<Day>, Cents);

/// The instalments of a plan that no fact of their own stands for: the same amount and day first, then the same amount;
/// of the same party first, then where one of both names nobody.
#[must_use]
pub fn open<'d>(planned: &[Planned<'d>], own: &[Own<'d>]) -> Vec<Planned<'d>> {
    let money = |one: &&Planned<'d>| one.part.in_kind.is_none() && one.part.cents.is_some();
    let mut left: Vec<Planned<'d>> = planned.iter().filter(money).copied().collect();
    let mut own = own.to_vec();
    for (mine, exact) in [(true, true), (true, false), (false, true), (false, false)] {
        own.retain(|(party, due, cents)| {
            let fits = |one: &Planned<'d>| {
                let whose = one.party == *party || !mine && (party.is_none() || one.party.is_none());
                whose && one.part.cents == Some(*cents) && (!exact || one.part.due == *due)
            };
            let found = left.iter().position(fits);
            found.map(|at| left.remove(at)).is_none()
        });
    }
    left
}

/// What is performed in kind, at the value that the plan gives it.
#[must_use]
pub fn in_kind(planned: &[Planned<'_>]) -> Cents {
    let parts = planned.iter().filter(|one| one.part.in_kind.is_some());
    parts.filter_map(|one| one.part.cents).fold(0, Cents::saturating_add)
}
