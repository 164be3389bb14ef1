//! One thing that happened. Append-only: a correction is another fact.

use super::{Cents, Day, Kind};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A fact's number: unique in the database, its place from 1 in a file.
pub type FactId = i64;

/// A moment: seconds since 1970-01-01T00:00:00Z.
pub type Stamp = i64;

/// Seconds by which Asia/Shanghai is ahead.
const OFFSET: i64 = 8 * 3_600;

/// The civil day of a moment in Asia/Shanghai, which has had no other offset than this since 1991.
#[must_use]
pub fn office_day(moment: Stamp) -> Day {
    chrono::DateTime::from_timestamp(moment.saturating_add(OFFSET), 0).map_or(Day::MIN, |moment| moment.date_naive())
}

/// The moment as the office reads it off the clock: month, day, hour and minute.
#[must_use]
pub fn office_time(moment: Stamp) -> String {
    let there = chrono::DateTime::from_timestamp(moment.saturating_add(OFFSET), 0);
    there.map_or_else(String::new, |moment| moment.format("%m-%d %H:%M").to_string())
}

/// One dated fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Its number.
    pub id: FactId,
    /// What kind of thing happened.
    pub kind: Kind,
    /// The day it happened, as the officer says.
    pub on: Day,
    /// When it was recorded, as the machine says; 0 for a fact read from a file.
    pub at: Stamp,
    /// Who recorded it.
    pub by: String,
    /// What else is known, by the keys of its kind.
    pub data: Data,
    /// The fact that this one takes back or replaces.
    pub withdraws: Option<FactId>,
}

impl Fact {
    /// A fact without further data, to be numbered by the store.
    #[must_use]
    pub fn new(kind: Kind, on: Day) -> Self {
        Self { id: 0, kind, on, at: 0, by: String::new(), data: Data::default(), withdraws: None }
    }

    /// The same fact with one more key.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.data.set(key, value);
        self
    }

    /// The fact that takes back another one.
    #[must_use]
    pub fn withdrawing(id: FactId, on: Day) -> Self {
        let mut fact = Self::new(Kind::FactWithdrawn, on).with("id", id);
        fact.withdraws = Some(id);
        fact
    }

    /// The liable party it concerns, where there are several.
    #[must_use]
    pub fn party(&self) -> Option<&str> {
        self.data.text("party")
    }

    /// The number or name of its paper.
    #[must_use]
    pub fn paper(&self) -> Option<&str> {
        self.data.text("paper")
    }
}

/// The keys of a fact. Days are `YYYY-MM-DD` texts, money is integer fen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Data(pub Map<String, Value>);

impl Data {
    /// Sets a key; an empty text or null removes it.
    pub fn set(&mut self, key: &str, value: impl Into<Value>) {
        let value = value.into();
        if value.is_null() || value.as_str() == Some("") {
            self.0.remove(key);
        } else {
            self.0.insert(key.to_owned(), value);
        }
    }

    /// The raw value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// A text.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(Value::as_str)
    }

    /// A day.
    #[must_use]
    pub fn day(&self, key: &str) -> Option<Day> {
        self.text(key).and_then(|text| text.parse().ok())
    }

    /// Days of a list.
    #[must_use]
    pub fn days(&self, key: &str) -> Vec<Day> {
        self.texts(key).filter_map(|text| text.parse().ok()).collect()
    }

    /// Texts of a list; a single text counts as a list of one.
    pub fn texts(&self, key: &str) -> impl Iterator<Item = &str> {
        let value = self.0.get(key);
        let many = value.and_then(Value::as_array).into_iter().flatten();
        many.chain(value.filter(|value| value.is_string())).filter_map(Value::as_str)
    }

    /// A yes or no.
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.0.get(key).and_then(Value::as_bool)
    }

    /// An integer.
    pub fn int(&self, key: &str) -> Option<i64> {
        self.0.get(key).and_then(Value::as_i64)
    }

    /// Money in fen.
    #[must_use]
    pub fn cents(&self, key: &str) -> Option<Cents> {
        self.int(key)
    }
}
