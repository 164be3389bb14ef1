//! The two changes on one docket: another date of a fact, and a pause of a clock.

use super::Cause;
use crate::docket::{Day, Docket, Fact, FactId, KeyShape, Kind};
use crate::law::Law;
use crate::law::period::Pause;
use crate::ops::Desk;
use crate::store::{StoreError, StoredDocket};
use serde_json::Value;
use std::sync::Arc;

/// A pause that the profile knows, with the clocks that it stops.
#[derive(Debug, Clone)]
pub struct Stop {
    /// The pause.
    pub pause: Pause,
    /// The ids of the rules.
    pub rules: Vec<Arc<str>>,
}

/// A fact whose dates may be corrected: the day, and the days that its keys say.
#[derive(Debug, Clone)]
pub struct Dated {
    /// The fact.
    pub fact: Fact,
    /// Its keys with a day; `on` is the first.
    pub keys: Vec<(&'static str, Option<Day>)>,
}

/// What is only a record of the program, or stands on two dockets, is not given another date.
fn fixed(kind: Kind) -> bool {
    use Kind as K;
    matches!(
        kind,
        K::ProfileMoved | K::DatesKept | K::LeadMerged | K::LeadJoined | K::PaperFiled | K::PaperHanded | K::FactWithdrawn
    )
}

impl Desk {
    /// The facts of a docket whose dates may be corrected, newest first.
    #[must_use]
    pub fn dated(docket: &Docket) -> Vec<Dated> {
        let state = docket.state();
        let facts = state.live.iter().rev().filter(|fact| !fixed(fact.kind));
        facts
            .map(|fact| {
                let days = fact.kind.keys().iter().filter(|(_, shape)| *shape == KeyShape::Day);
                let keys = days.map(|(key, _)| (*key, fact.data.day(key)));
                Dated { keys: std::iter::once(("on", Some(fact.on))).chain(keys).collect(), fact: (*fact).clone() }
            })
            .collect()
    }

    /// A fact gets other dates: the old one is withdrawn, the same with the new dates takes its place. `None` where
    /// nothing would change, or the fact does not count.
    #[must_use]
    pub fn redate(&self, stored: &StoredDocket, fact: FactId, days: &[(&'static str, Option<Day>)]) -> Option<Cause> {
        let known = Self::dated(&stored.docket).into_iter().find(|known| known.fact.id == fact)?;
        let mut next = Fact { id: 0, at: 0, by: self.officer.clone(), withdraws: None, ..known.fact.clone() };
        for (key, day) in days {
            match (*key, day) {
                ("on", Some(day)) => next.on = *day,
                ("on", None) => {}
                (key, Some(day)) => next.data.set(key, day.to_string()),
                (key, None) => next.data.set(key, Value::Null),
            }
        }
        if (next.on, &next.data) == (known.fact.on, &known.fact.data) {
            return None;
        }
        let gone = Fact { by: self.officer.clone(), ..Fact::withdrawing(fact, self.today) };
        Some(Cause::Facts { docket: stored.docket.id, facts: vec![gone, next], command: "date.changed" })
    }

    /// The pauses that a docket's rules know.
    #[must_use]
    pub fn stops(law: &Law) -> Vec<Stop> {
        let mut found: Vec<Stop> = Vec::new();
        for period in law.profile.periods.iter().filter(|period| period.enabled && !period.office && !period.hidden) {
            for pause in &period.pauses {
                match found.iter_mut().find(|stop| stop.pause.from == pause.from && stop.pause.to == pause.to) {
                    Some(stop) => stop.rules.push(period.id.clone()),
                    None => found.push(Stop { pause: pause.clone(), rules: vec![period.id.clone()] }),
                }
            }
        }
        found
    }

    /// A pause from a day to another, or open: the facts that begin and end it in the docket's rules.
    #[must_use]
    pub fn pause(&self, docket: i64, stop: &Stop, from: Day, until: Option<Day>) -> Cause {
        let fact = |select: &crate::law::Select, on: Day| {
            let mut fact = Fact { by: self.officer.clone(), ..Fact::new(select.kind, on) };
            for (key, equal, value) in &select.filter {
                if *equal {
                    fact.data.set(key, value.to_string());
                }
            }
            if let Some(key) = &select.day_key {
                fact.data.set(key, on.to_string());
            }
            fact
        };
        let end = until.map(|on| fact(&stop.pause.to, on));
        let facts = std::iter::once(fact(&stop.pause.from, from)).chain(end).collect();
        Cause::Facts { docket, facts, command: "pause.inserted" }
    }

    /// A docket with its laws, for a change on it.
    pub fn to_change(&self, id: i64) -> Result<Option<(StoredDocket, Arc<Law>)>, StoreError> {
        Ok(self.docket(id)?.map(|stored| {
            let law = self.law_of(&stored);
            (stored, law)
        }))
    }
}
