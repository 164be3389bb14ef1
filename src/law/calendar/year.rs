//! One year of the calendar, as a file says it. A file without a notice's number is never published, and one that
//! looks invented is refused with the reason.

use crate::docket::Day;
use crate::docket::tree::{Fault, FaultKind, Node, Source};
use chrono::Datelike;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A day that is not ordinary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Off (or else worked by exchange).
    pub rest: bool,
    /// As the notice calls it.
    pub name: String,
    /// One of the festival's own days.
    pub statutory: bool,
}

/// A notice of the State Council's office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its number.
    pub number: String,
    /// Its day.
    pub date: Option<Day>,
}

/// One year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// Its notice is known.
    pub published: bool,
    /// The notices.
    pub notices: Vec<Notice>,
    /// Days that are not ordinary.
    pub days: BTreeMap<Day, Mark>,
}

impl Year {
    /// Reads a year from TOML, or from JSON with `year`, `notices` and `days`; every fault at once.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Fault>> {
        let source = Source { name, text };
        if text.trim_start().starts_with('{') {
            return Self::json(source);
        }
        let root = source.parse()?;
        let mut faults = Vec::new();
        let mut year = Self { year: 0, published: true, notices: Vec::new(), days: BTreeMap::new() };
        for entry in root.table().unwrap_or_default() {
            match entry.key.as_str() {
                "year" | "provisional" | "notice" | "day" => {}
                key => {
                    let allowed = ["year", "provisional", "notice", "day"].map(str::to_owned).to_vec();
                    faults.push(source.fault(&entry.span, FaultKind::UnknownKey { key: key.to_owned(), allowed }));
                }
            }
        }
        match root.get("year") {
            Some(node) => {
                match node.int().filter(|year| (1900..=9999).contains(year)) {
                    Some(number) => year.year = i32::try_from(number).unwrap_or(0),
                    None => faults.push(source.fault(
                        &node.span,
                        FaultKind::WrongShape { key: "year".into(), expected: "year", found: node.describe() },
                    )),
                }
            }
            None => faults.push(source.whole(FaultKind::Missing { key: "year".into() })),
        }
        let provisional = root.get("provisional").and_then(Node::flag) == Some(true);
        year.published = !provisional;
        for node in root.get("notice").map(|node| node.list().unwrap_or(std::slice::from_ref(node))).unwrap_or_default() {
            let number = node.get("number").and_then(Node::text).unwrap_or_default().trim().to_owned();
            if number.is_empty() {
                faults.push(source.fault(&node.span, FaultKind::Missing { key: "number".into() }));
            } else {
                year.notices.push(Notice { number, date: node.get("date").and_then(Node::day) });
            }
        }
        for node in root.get("day").and_then(Node::list).unwrap_or_default() {
            year.take(source, node, &mut faults);
        }
        year.looks(source, &mut faults);
        if faults.is_empty() { Ok(year) } else { Err(faults) }
    }

    fn take(&mut self, source: Source<'_>, node: &Node, faults: &mut Vec<Fault>) {
        let Some(on) = node.get("on").and_then(Node::day) else {
            let at = node.get("on").unwrap_or(node);
            faults
                .push(source.fault(&at.span, FaultKind::WrongShape { key: "on".into(), expected: "day", found: at.describe() }));
            return;
        };
        let fault = |code: &'static str, values: Vec<String>| source.fault(&node.span, FaultKind::Other { code, values });
        if on.year() != self.year {
            faults.push(fault("calendar-other-year", vec![on.to_string(), self.year.to_string()]));
        }
        if let Some(stated) = node.get("weekday").and_then(Node::int) {
            let real = i64::from(on.weekday().number_from_monday());
            if stated != real {
                faults.push(fault("calendar-weekday", vec![on.to_string(), stated.to_string(), real.to_string()]));
            }
        }
        let rest = match node.get("kind").and_then(Node::text) {
            Some("rest" | "holiday") => true,
            Some("workday") => false,
            _ => {
                let at = node.get("kind").unwrap_or(node);
                faults.push(source.fault(
                    &at.span,
                    FaultKind::WrongShape { key: "kind".into(), expected: "rest-or-workday", found: at.describe() },
                ));
                return;
            }
        };
        let weekend = on.weekday().number_from_monday() > 5;
        if !rest && !weekend {
            faults.push(fault("calendar-makeup-on-weekday", vec![on.to_string()]));
        }
        let mark = Mark {
            rest,
            name: node.get("name").and_then(Node::text).unwrap_or_default().to_owned(),
            statutory: node.get("statutory").and_then(Node::flag) == Some(true),
        };
        if self.days.insert(on, mark).is_some() {
            faults.push(fault("calendar-double-day", vec![on.to_string()]));
        }
    }

    /// What every published year looks like.
    fn looks(&self, source: Source<'_>, faults: &mut Vec<Fault>) {
        let mut whole = |code: &'static str, values: Vec<String>| faults.push(source.whole(FaultKind::Other { code, values }));
        let rest = self.days.values().filter(|mark| mark.rest).count();
        if rest > MOST_REST_DAYS {
            whole("calendar-too-many-rest-days", vec![rest.to_string(), MOST_REST_DAYS.to_string()]);
        }
        if !self.published {
            return;
        }
        if self.notices.is_empty() {
            whole("calendar-no-notice", vec![self.year.to_string()]);
        }
        if !self.days.values().any(|mark| !mark.rest) {
            whole("calendar-no-makeup", vec![self.year.to_string()]);
        }
        let statutory = self.days.values().filter(|mark| mark.statutory).count();
        if !STATUTORY_DAYS.contains(&statutory) {
            whole(
                "calendar-statutory-count",
                vec![statutory.to_string(), STATUTORY_DAYS.start().to_string(), STATUTORY_DAYS.end().to_string()],
            );
        }
    }

    /// The form in which such tables circulate: `{ year, notices: [{doc_no, date}], days: { date: { type, name, … } } }`.
    fn json(source: Source<'_>) -> Result<Self, Vec<Fault>> {
        let value: serde_json::Value = serde_json::from_str(source.text).map_err(|error| {
            let at: usize = source.text.lines().take(error.line().saturating_sub(1)).map(|line| line.len() + 1).sum();
            vec![source.fault(&(at..at + 1), FaultKind::Syntax(error.to_string()))]
        })?;
        let mut text = String::new();
        let word = |value: &serde_json::Value, key: &str| {
            value.get(key).and_then(|v| v.as_str()).unwrap_or_default().replace(['"', '\\'], "")
        };
        let _ = writeln!(text, "year = {}", value.get("year").and_then(serde_json::Value::as_i64).unwrap_or(0));
        let notices = value.get("notices").and_then(|v| v.as_array()).cloned().unwrap_or_default();
        if value.get("official").and_then(serde_json::Value::as_bool) == Some(false) {
            text.push_str("provisional = true\n");
        }
        text.push_str("notice = [");
        for notice in &notices {
            let date = word(notice, "date");
            let date = date
                .get(..10)
                .filter(|date| date.parse::<Day>().is_ok())
                .map(|date| format!(", date = {date}"))
                .unwrap_or_default();
            let _ = write!(text, "{{ number = \"{}\"{date} }},", word(notice, "doc_no"));
        }
        text.push_str("]\nday = [\n");
        for (on, mark) in value.get("days").and_then(|v| v.as_object()).into_iter().flatten() {
            let kind = if word(mark, "type") == "workday" { "workday" } else { "rest" };
            let statutory = mark.get("statutory").and_then(serde_json::Value::as_bool) == Some(true);
            let weekday = mark
                .get("weekday")
                .and_then(serde_json::Value::as_i64)
                .map(|day| format!(", weekday = {day}"))
                .unwrap_or_default();
            let _ = writeln!(
                text,
                "{{ on = \"{on}\", kind = \"{kind}\", name = \"{}\", statutory = {statutory}{weekday} }},",
                word(mark, "name")
            );
        }
        text.push(']');
        Self::parse(source.name, &text)
    }

    /// The year as a file.
    pub fn to_toml(&self) -> String {
        let mut text = format!("year = {}\n", self.year);
        if !self.published {
            text.push_str("provisional = true\n");
        }
        text.push_str("notice = [\n");
        for notice in &self.notices {
            let date = notice.date.map(|date| format!(", date = {date}")).unwrap_or_default();
            let _ = writeln!(text, "  {{ number = \"{}\"{date} }},", notice.number);
        }
        text.push_str("]\nday = [\n");
        for (on, mark) in &self.days {
            let kind = if mark.rest { "rest" } else { "workday" };
            let statutory = if mark.statutory { ", statutory = true" } else { "" };
            let weekday = on.weekday().number_from_monday();
            let _ =
                writeln!(text, "  {{ on = {on}, weekday = {weekday}, kind = \"{kind}\", name = \"{}\"{statutory} }},", mark.name);
        }
        text.push_str("]\n");
        text
    }

    /// The year as it would stand before its notice: the statutory days only.
    #[must_use]
    pub fn hidden(&self) -> Self {
        let days = self.days.iter().filter(|(_, mark)| mark.statutory).map(|(day, mark)| (*day, mark.clone())).collect();
        Self { year: self.year, published: false, notices: Vec::new(), days }
    }
}

/// More rest days than any published year has had.
const MOST_REST_DAYS: usize = 45;
/// The festivals' own days, two of which may fall together.
const STATUTORY_DAYS: std::ops::RangeInclusive<usize> = 10..=13;

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        let faults = Year::parse("y.toml", text).unwrap_err();
        faults
            .into_iter()
            .map(|fault| match fault.kind {
                FaultKind::Other { code, .. } => code.to_owned(),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn a_file_that_is_not_a_year_is_refused_with_every_reason() {
        let text = "year = 2028\nday = [\n{ on = 2028-01-01, weekday = 3, kind = \"rest\", name = \"元旦\", statutory = true },\n{ on = 2028-01-01, kind = \"rest\", name = \"元旦\" },\n{ on = 2029-01-01, kind = \"rest\", name = \"x\" },\n]";
        let codes = codes(text);
        for code in [
            "calendar-weekday",
            "calendar-double-day",
            "calendar-other-year",
            "calendar-no-notice",
            "calendar-no-makeup",
            "calendar-statutory-count",
        ] {
            assert!(codes.iter().any(|known| known == code), "{code} in {codes:?}");
        }
    }

    #[test]
    fn a_year_of_holidays_is_refused() {
        let mut text = String::from("year = 2028\nnotice = [{ number = \"x\" }]\nday = [\n");
        for day in Day::from_ymd_opt(2028, 1, 1).unwrap().iter_days().take(366) {
            let _ = writeln!(text, "{{ on = {day}, kind = \"rest\", name = \"x\" }},");
        }
        text.push(']');
        assert!(codes(&text).contains(&"calendar-too-many-rest-days".to_owned()));
    }

    #[test]
    fn toml_reads_back() {
        for year in super::super::Calendar::built_in().years() {
            assert_eq!(&Year::parse("x.toml", &year.to_toml()).unwrap(), year);
        }
    }
}
