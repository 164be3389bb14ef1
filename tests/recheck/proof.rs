//! What an exported proof says, piece by piece: days, facts that count, steps in their order, and what a reading counts.

use super::calendar::plus;
use chrono::{Months, NaiveDate};
use serde_json::Value;
use std::collections::BTreeMap;

pub type Checked<T = ()> = Result<T, String>;

macro_rules! same {
    ($what:expr, $found:expr, $wanted:expr) => {
        let (found, wanted) = (&$found, &$wanted);
        if found != wanted {
            return Err(format!("{}: {:?} instead of {:?}", $what, found, wanted));
        }
    };
}
pub(super) use same;

pub fn at<'v>(value: &'v Value, key: &str) -> Checked<&'v Value> {
    value.get(key).ok_or_else(|| format!("no {key}"))
}

pub fn text<'v>(value: &'v Value, key: &str) -> Checked<&'v str> {
    at(value, key)?.as_str().ok_or_else(|| format!("{key} is not a text"))
}

pub fn int(value: &Value, key: &str) -> Checked<i64> {
    at(value, key)?.as_i64().ok_or_else(|| format!("{key} is not an integer"))
}

pub fn yes(value: &Value, key: &str) -> Checked<bool> {
    at(value, key)?.as_bool().ok_or_else(|| format!("{key} is not a yes or no"))
}

pub fn list<'v>(value: &'v Value, key: &str) -> Checked<&'v [Value]> {
    Ok(at(value, key)?.as_array().ok_or_else(|| format!("{key} is not a list"))?)
}

pub fn as_day(value: &Value) -> Option<NaiveDate> {
    value.as_str().filter(|text| text.len() == 10).and_then(|text| text.parse().ok())
}

pub fn day(value: &Value, key: &str) -> Checked<NaiveDate> {
    as_day(at(value, key)?).ok_or_else(|| format!("{key} is not a day"))
}

pub fn maybe_day(value: &Value, key: &str) -> Checked<Option<NaiveDate>> {
    if at(value, key)?.is_null() { Ok(None) } else { day(value, key).map(Some) }
}

/// An interval left out: every day after one up to and including the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pause {
    pub after: NaiveDate,
    pub until: NaiveDate,
    pub open: bool,
    pub facts: (i64, Option<i64>),
}

impl Pause {
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.after < day && day <= self.until
    }
}

/// What happens to a last day, and what a statutory rest day means to it.
pub type Roll = (String, Option<String>);

#[derive(Debug, PartialEq)]
pub struct Way {
    pub fact: i64,
    pub start: NaiveDate,
    pub count: i64,
    pub unit: String,
    /// Extensions in another unit, counted on from the last day.
    pub more: Vec<(i64, String)>,
    pub before: bool,
    pub first_day_counted: bool,
    pub roll: Roll,
    pub pauses: Vec<Pause>,
}

impl Way {
    pub fn works(&self) -> bool {
        self.unit == "working-days"
    }

    /// What another reading counts otherwise.
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        let all = [
            ("start", (self.fact, self.start) != (other.fact, other.start)),
            ("length", (self.count, &self.unit) != (other.count, &other.unit)),
            ("extensions", self.more != other.more),
            ("direction", self.before != other.before),
            ("first-day", self.first_day_counted != other.first_day_counted),
            ("roll", self.roll != other.roll),
            ("pauses", self.pauses != other.pauses),
        ];
        all.into_iter().filter(|(_, differs)| *differs).map(|(what, _)| what).collect()
    }

    /// The day before the first one counted.
    pub fn after(&self) -> NaiveDate {
        plus(self.start, -i64::from(self.first_day_counted))
    }

    /// The day after the last one counted backwards.
    pub fn end(&self) -> NaiveDate {
        plus(self.start, i64::from(self.first_day_counted))
    }

    pub fn paused(&self, day: NaiveDate) -> bool {
        self.pauses.iter().any(|pause| pause.holds(day))
    }
}

/// The same day so many months on, or the last day of a shorter month.
pub fn months(day: NaiveDate, count: i64) -> NaiveDate {
    let span = Months::new(count.unsigned_abs() as u32);
    if count >= 0 { day.checked_add_months(span).unwrap() } else { day.checked_sub_months(span).unwrap() }
}

/// The facts that count, by number.
pub struct Facts<'v> {
    pub all: BTreeMap<i64, (&'v Value, usize)>,
    /// Where in their order a party, or everyone, negotiates anew.
    pub anew: Vec<(usize, Option<&'v str>)>,
    /// The liable parties, where there are several.
    pub parties: Vec<&'v str>,
}

impl<'v> Facts<'v> {
    pub fn read(answer: &'v Value) -> Checked<Self> {
        let (mut all, mut anew) = (BTreeMap::new(), Vec::new());
        for (place, fact) in list(answer, "facts")?.iter().enumerate() {
            if text(fact, "kind")? == "renegotiation.started" {
                anew.push((place, at(fact, "data")?.get("party").and_then(Value::as_str)));
            }
            all.entry(int(fact, "id")?).or_insert((fact, place));
        }
        let parties = list(at(answer, "tracks")?, "parties")?.iter().map(|track| text(track, "party")).collect::<Checked<_>>()?;
        Ok(Self { all, anew, parties })
    }

    /// The round of negotiation in which a fact falls for a party; without a name, for the one that is furthest.
    pub fn round(&self, id: i64, party: Option<&str>) -> Checked<i64> {
        let place = self.all.get(&id).map(|(_, place)| *place).ok_or_else(|| format!("no fact {id}"))?;
        let of = |party: Option<&str>| {
            let mine = |whose: Option<&str>| party.is_none() || whose.is_none() || whose == party;
            self.anew.iter().filter(|(at, whose)| *at <= place && mine(*whose)).count() as i64
        };
        let furthest = self.parties.iter().map(|name| of(Some(name))).max();
        Ok(if party.is_none() { furthest.unwrap_or_else(|| of(None)) } else { of(party) })
    }

    pub fn get(&self, id: i64) -> Checked<&'v Value> {
        self.all.get(&id).map(|(fact, _)| *fact).ok_or_else(|| format!("no fact {id}"))
    }

    /// Every day that a fact names: its own and those of its paper.
    pub fn days(&self, id: i64) -> Checked<Vec<NaiveDate>> {
        let fact = self.get(id)?;
        let mut days = vec![day(fact, "on")?];
        for value in at(fact, "data")?.as_object().into_iter().flat_map(|data| data.values()) {
            days.extend(as_day(value));
            days.extend(value.as_array().into_iter().flatten().filter_map(as_day));
        }
        Ok(days)
    }

    pub fn names(&self, id: i64, on: NaiveDate) -> Checked {
        if self.days(id)?.contains(&on) { Ok(()) } else { Err(format!("fact {id} does not name {on}")) }
    }

    pub fn happened(&self, on: NaiveDate) -> bool {
        self.all.values().any(|(fact, _)| day(fact, "on") == Ok(on))
    }
}

/// The steps of a proof, taken one after the other, and the days that the written lines have to name.
pub struct Steps<'v> {
    pub left: std::slice::Iter<'v, Value>,
    pub lines: Vec<(Vec<String>, Vec<String>)>,
}

impl<'v> Steps<'v> {
    pub fn peek(&self) -> Option<&'v str> {
        self.left.as_slice().first().and_then(|step| step.get("step")).and_then(Value::as_str)
    }

    pub fn take(&mut self, name: &str) -> Checked<&'v Value> {
        same!("the next step", self.peek(), Some(name));
        self.left.next().ok_or_else(|| format!("no {name}"))
    }

    /// A line that names some days and holds some words.
    pub fn line(&mut self, days: &[NaiveDate], words: Vec<String>) {
        self.lines.push((days.iter().map(ToString::to_string).collect(), words));
    }
}

/// What starts a clock.
pub struct Head {
    pub day: NaiveDate,
    pub fact: i64,
    /// A day of the calendar after it.
    pub turned: Option<NaiveDate>,
    /// The day of the fact that ends it.
    pub until: Option<NaiveDate>,
    /// How long a paper says it runs.
    pub length: Option<i64>,
}

/// A day counted again.
pub struct Found {
    pub due: NaiveDate,
    pub safe: NaiveDate,
    pub latest: Option<NaiveDate>,
    pub total: Option<i64>,
    pub pauses: Vec<Pause>,
}
