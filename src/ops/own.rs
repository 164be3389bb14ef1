//! Dates that an officer sets on a docket or for the office: the fields of their forms, and recording what becomes of them.

use super::act::{ActError, Done};
use super::desk::Desk;
use super::field::{Field, Shape};
use crate::docket::{Fact, Kind};
use crate::law::planning::Planning;
use crate::law::{Label, OWN};
use serde_json::Value;
use std::sync::Arc;

/// Which own date: the docket (none is the office), its name, and which turn of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnDate {
    /// The docket; none for the office.
    pub docket: Option<i64>,
    /// Its name, as facts speak of it.
    pub key: String,
    /// The turn, where it comes again.
    pub n: Option<u32>,
}

impl OwnDate {
    /// The own date that a rule's id stands for.
    #[must_use]
    pub fn of(docket: Option<i64>, rule: &str, n: Option<u32>) -> Option<Self> {
        Some(Self { docket, key: rule.strip_prefix(OWN)?.to_owned(), n })
    }
}

/// The fields of a new own date.
#[must_use]
pub fn fields() -> Vec<Field> {
    let planning = Planning::get();
    let sorts: Vec<(Arc<str>, Label)> = planning.sorts.iter().map(|sort| (sort.key.as_str().into(), sort.label())).collect();
    let rhythms: Vec<(Arc<str>, Label)> = planning.rhythms.iter().map(|one| (one.key.as_str().into(), one.label())).collect();
    let keys: Vec<Arc<str>> = rhythms.iter().map(|(key, _)| key.clone()).collect();
    let first = planning.sorts.first();
    let again = |field: Field| Field { with: Some(("rhythm", keys.clone())), ..field };
    vec![
        Field::new("title", Shape::Text, true),
        Field::new("due", Shape::Day, true),
        Field::new("sort", Shape::Choice(sorts), false).with_initial(first.map(|sort| sort.key.clone()).unwrap_or_default()),
        Field::new("warn", Shape::Int, false).with_initial(first.map(|sort| sort.warn.to_string()).unwrap_or_default()),
        Field::new("rhythm", Shape::Choice(rhythms), false),
        again(Field::new("every", Shape::Int, false).with_initial("1")),
        again(Field::new("until", Shape::Day, false)),
        Field::new("note", Shape::Long, false),
    ]
}

/// What is wrong with a new own date, by the key of its field.
#[must_use]
pub fn fault(values: &[(&'static str, Value)]) -> Option<&'static str> {
    let value = |key: &str| values.iter().find(|(known, _)| *known == key).map(|(_, value)| value);
    let int = |key: &str| value(key).and_then(Value::as_i64);
    let text = |key: &str| value(key).and_then(Value::as_str);
    if int("warn").is_some_and(|days| !(0..=365).contains(&days)) {
        return Some("warn");
    }
    if int("every").is_some_and(|every| !(1..=1_000).contains(&every)) {
        return Some("every");
    }
    let days = text("due").zip(text("until"));
    days.is_some_and(|(due, until)| until < due).then_some("until")
}

impl Desk {
    /// Records a new own date; its name is its own for good.
    pub fn add_date(&mut self, docket: Option<(i64, i64)>, fact: Fact) -> Result<Done, ActError> {
        let known = match docket {
            Some((id, _)) => self.store.docket(id)?,
            None => self.office_docket()?,
        };
        let count = known.map_or(0, |stored| stored.docket.facts.len());
        // Unlike any other, also where dockets are put together.
        let key = format!("{:x}.{count}", (self.clock)().unsigned_abs());
        self.record_date(docket, fact.with("key", key))
    }

    /// Records what becomes of an own date.
    pub fn change_date(&mut self, docket: Option<(i64, i64)>, date: &OwnDate, fact: Fact) -> Result<Done, ActError> {
        let mut fact = fact.with("date", date.key.as_str());
        if let (Some(n), true) = (date.n, fact.data.get("n").is_none()) {
            fact.data.set("n", n);
        }
        self.record_date(docket, fact)
    }

    fn record_date(&mut self, docket: Option<(i64, i64)>, fact: Fact) -> Result<Done, ActError> {
        let command = fact.kind.name();
        match docket {
            Some((id, revision)) => self.record(id, revision, vec![fact], command, None),
            None => {
                let summary = fact.data.text("title").or(fact.data.text("date")).unwrap_or_default().to_owned();
                let fact = Fact { by: self.officer.clone(), ..fact };
                self.record_office(&[fact], command, &summary)
            }
        }
    }

    /// Records how much work a time limit of a docket asks, and that it has begun: what is given of both.
    pub fn plan(
        &mut self,
        docket: (i64, i64),
        rule: &str,
        days: Option<i64>,
        begun: Option<crate::docket::Day>,
    ) -> Result<Done, ActError> {
        let mut facts = Vec::new();
        facts.extend(days.map(|days| Fact::new(Kind::EffortEstimated, self.today).with("rule", rule).with("days", days)));
        facts.extend(begun.map(|on| Fact::new(Kind::EffortBegun, on).with("rule", rule)));
        self.record(docket.0, docket.1, facts, Kind::EffortEstimated.name(), None)
    }
}
