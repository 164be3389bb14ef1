//! The last day to begin, walked back day by day over the three calendars, and the facts that say how much work it is and
//! whether it has begun.

use super::calendar::{Which, plus};
use super::checker::Checker;
use super::proof::{Checked, Facts, at, day, int, maybe_day, same, text};
use chrono::{Datelike, NaiveDate};
use serde_json::Value;

impl Checker<'_> {
    /// Both ends are worked: the last one is the safe day, or the day worked before it.
    fn back(&self, which: Which, by: NaiveDate, days: i64) -> NaiveDate {
        let (mut at, mut left) = (by, days);
        loop {
            left -= i64::from(self.calendar.worked(which, at));
            if left == 0 {
                return at;
            }
            at = plus(at, -1);
        }
    }

    /// What the work asks, where something is told of it.
    pub fn effort(&self, one: &Value, facts: &Facts<'_>) -> Checked {
        let effort = at(one, "effort")?;
        if effort.is_null() {
            return Ok(());
        }
        let (rule, days, by) = (text(one, "rule")?, int(effort, "days")?, day(one, "safe")?);
        let about = |fact: &Value| fact.pointer("/data/rule").and_then(Value::as_str) == Some(rule);
        let of = |kind: &str, fact: &Value| fact.get("kind").and_then(Value::as_str) == Some(kind);
        let told = facts.all.values().filter(|(fact, _)| of("effort.estimated", fact) && about(fact));
        let usual = self.efforts.iter().find(|(known, ..)| known == rule);
        match told.max_by_key(|(_, place)| *place) {
            Some((fact, _)) => {
                same!("estimate", (int(at(fact, "data")?, "days")?, int(fact, "id")?), (days, int(effort, "fact")?));
            }
            None => {
                same!("estimate", (Some(days), at(effort, "fact")?), (usual.map(|(_, days, _)| *days), &Value::Null));
            }
        }
        let mut begin = self.back(Which::Files, by, days);
        if !(begin.year()..=by.year()).all(|year| self.calendar.published(year)) || !self.calendar.firm(by) {
            begin = begin.min(self.back(Which::Most, by, days)).min(self.back(Which::Least, by, days));
        }
        same!("last day to begin", day(effort, "begin")?, begin);
        let (start, party) = (maybe_day(one, "start")?, one.get("party").and_then(Value::as_str));
        let works = facts.all.values().map(|(fact, _)| *fact).filter(|fact| {
            let whose = fact.pointer("/data/party").and_then(Value::as_str);
            let named = usual.is_some_and(|(_, _, kinds)| kinds.iter().any(|kind| of(kind, fact)));
            named && (party.is_none() || whose.is_none() || whose == party) || of("effort.begun", fact) && about(fact)
        });
        let begun = works.filter_map(|fact| day(fact, "on").ok()).filter(|on| start.is_none_or(|start| *on >= start)).min();
        same!("begun", maybe_day(effort, "begun")?, begun);
        Ok(())
    }
}
