//! What the fact being recorded says, held against others: names on a list, amounts in another unit, days counted from it.

use super::eval::Context;
use super::{Names, Term};
use crate::docket::{Data, Day, Fact, Kind, MICRO};
use crate::law::count;
use crate::law::period::Length;
use serde_json::Value;
use std::sync::Arc;

/// Amounts that lie within so many times of each other are of one unit.
const NEAR: i128 = 30;

impl Context<'_, '_> {
    /// Whether an amount of the fact is off by so many times from what is said elsewhere, and near nothing of that.
    pub(super) fn wrong_unit(&self, times: i64, kinds: &[Kind], terms: &[Term]) -> bool {
        let Some(fact) = self.fact else { return false };
        let said: Vec<i128> = terms.iter().filter_map(|term| self.value(term).number()).collect();
        fact.data.0.keys().filter(|key| key.ends_with("_cents")).any(|key| {
            let Some(own) = micros(&fact.data, key) else { return false };
            let known = kinds.iter().flat_map(|kind| self.state.newest_first(*kind));
            let mine = known.filter(|(_, known)| self.concerns(known)).filter_map(|(_, known)| micros(&known.data, key));
            let all: Vec<i128> = mine.chain(said.iter().copied()).collect();
            all.iter().any(|other| off_by(own, *other, i128::from(times))) && !all.iter().any(|other| near(own, *other))
        })
    }

    /// Whether everybody whom the fact names is listed.
    pub(super) fn among(&self, asked: &Names) -> bool {
        let Some(fact) = self.fact else { return true };
        let mut listed: Vec<String> = asked.own.iter().flat_map(|key| names(fact, key)).collect();
        for (kind, key) in &asked.lists {
            for (place, known) in self.state.newest_first(*kind) {
                let here = if asked.same_day { known.on == fact.on } else { self.state.in_round(place, known, self.party) };
                if here && self.concerns(known) {
                    listed.extend(names(known, key));
                }
            }
        }
        listed.is_empty() || names(fact, &asked.key).iter().all(|name| listed.contains(name))
    }

    /// The last day of a rule that is counted, begun on a day of the fact.
    pub(super) fn end(&self, rule: &str, key: &str) -> Option<Day> {
        let fact = self.fact?;
        let start = if key == "on" { fact.on } else { fact.data.day(key)? };
        let period = self.profile.period(rule)?;
        let Length::Count(length, unit) = period.length else { return None };
        let after = count::plus(start, -i64::from(period.first_day_counted));
        let (last, _) = count::count(self.calendar, after, length, unit, &[]);
        Some(count::roll(self.calendar, last, period.roll))
    }
}

/// An amount in millionths of a fen, as conditions compare it.
fn micros(data: &Data, key: &str) -> Option<i128> {
    data.cents(key).map(|cents| i128::from(cents) * i128::from(MICRO))
}

/// Whether one of two amounts is about so many times the other: between a third of it and thrice.
pub(super) fn off_by(one: i128, other: i128, times: i128) -> bool {
    let (small, large) = (one.min(other), one.max(other));
    small > 0 && large.saturating_mul(3) >= small.saturating_mul(times) && large <= small.saturating_mul(times).saturating_mul(3)
}

fn near(one: i128, other: i128) -> bool {
    let (small, large) = (one.min(other), one.max(other));
    small > 0 && large <= small.saturating_mul(NEAR)
}

/// Who stands in a key: a list, or names in one line. What says only yes or no names nobody.
fn names(fact: &Fact, key: &Arc<str>) -> Vec<String> {
    let cut = |text: &str| -> Vec<String> {
        let parts = text.split(['、', '，', ',', '；', ';', '\n']).map(str::trim).filter(|name| !name.is_empty());
        parts.map(str::to_owned).collect()
    };
    match fact.data.get(key) {
        Some(Value::String(text)) => cut(text),
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).flat_map(cut).collect(),
        _ => Vec::new(),
    }
}
