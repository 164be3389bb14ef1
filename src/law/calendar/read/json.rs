//! The JSON in which tables of rest days circulate, read into the same lines as a year's own file.

use super::{Line, Own, Reader, YEARS};
use crate::docket::Day;
use crate::docket::tree::FaultKind;
use crate::law::calendar::Year;
use crate::law::calendar::year::Notice;
use std::collections::BTreeMap;

impl Reader<'_> {
    /// The form in which such tables circulate: `{ year, notices: [{doc_no, date, url}], days: { date: { type, name,
    /// statutory, weekday } } }`; `"official": false` makes it provisional.
    pub(super) fn json(&mut self) -> Option<Year> {
        let text = self.source.text;
        let root: serde_json::Value = match serde_json::from_str(text) {
            Ok(root) => root,
            Err(error) => {
                let line: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
                let at = line + error.column().saturating_sub(1);
                let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
                self.at(&(at..at + 1), FaultKind::Syntax(error.to_string()));
                return None;
            }
        };
        let place = |key: &str| {
            let quoted = format!("\"{key}\"");
            text.find(&quoted).map_or(0..1, |at| at..at + quoted.len())
        };
        let word = |value: &serde_json::Value, key: &str| value.get(key)?.as_str().map(|text| text.trim().to_owned());
        let Some(number) = root.get("year").and_then(serde_json::Value::as_i64).filter(|year| YEARS.contains(year)) else {
            let found = root.get("year").map_or_else(|| "-".to_owned(), ToString::to_string);
            self.at(&place("year"), FaultKind::WrongShape { key: "year".into(), expected: "year", found });
            return None;
        };
        let number = i32::try_from(number).ok()?;
        let published = root.get("official").and_then(serde_json::Value::as_bool) != Some(false);
        let mut year = Year { year: number, published, notices: Vec::new(), days: BTreeMap::new() };
        for notice in root.get("notices").and_then(|notices| notices.as_array()).into_iter().flatten() {
            let Some(number) = word(notice, "doc_no").filter(|number| !number.is_empty()) else {
                self.at(&place("notices"), FaultKind::Missing { key: "doc_no".into() });
                continue;
            };
            // Some tables write a remark behind the day.
            let date = word(notice, "date").and_then(|date| date.get(..10)?.parse().ok());
            let span = place(&number);
            self.notice(&span, &mut year, Notice { number, date, url: word(notice, "url") });
        }
        for (key, mark) in root.get("days").and_then(|days| days.as_object()).into_iter().flatten() {
            let span = place(key);
            let wrong = |key: &str, expected, found: &serde_json::Value| FaultKind::WrongShape {
                key: key.into(),
                expected,
                found: found.to_string(),
            };
            let Ok(on) = key.parse::<Day>() else {
                self.at(&span, FaultKind::WrongShape { key: "days".into(), expected: "day", found: key.clone() });
                continue;
            };
            let rest = match word(mark, "type").as_deref() {
                Some("holiday" | "rest") => true,
                Some("workday") => false,
                _ => {
                    self.at(&span, wrong("type", "rest-or-workday", mark.get("type").unwrap_or(mark)));
                    continue;
                }
            };
            let Some(name) = word(mark, "name").filter(|name| !name.is_empty()) else {
                self.at(&span, FaultKind::Missing { key: "name".into() });
                continue;
            };
            let statutory = match mark.get("statutory").and_then(serde_json::Value::as_bool) {
                Some(true) => Own::All,
                _ => Own::Some(Vec::new()),
            };
            let weekday = mark.get("weekday").and_then(serde_json::Value::as_i64);
            if text.matches(&format!("\"{key}\"")).count() > 1 {
                self.say(&span, "calendar-double-day", vec![key.clone()]);
            }
            self.take(&Line { span, on, to: on, weekday, rest, name, statutory }, Some(number), &mut year.days);
        }
        self.looks(&year);
        Some(year)
    }
}
