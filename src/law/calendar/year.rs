//! One year of the calendar: the days its notices name, and the file it is written as. What a file must look like to
//! be believed is `read`'s.

use super::limits::Limits;
use crate::docket::Day;
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
    /// Where it was published.
    pub url: Option<String>,
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
    /// Days that are not ordinary: of the year, and of the December before where its notices name them.
    pub days: BTreeMap<Day, Mark>,
}

impl Year {
    /// The year as a file; reads back to the same year.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = format!("year = {}\n", self.year);
        if !self.published {
            text.push_str("provisional = true\n");
        }
        if !self.notices.is_empty() {
            text.push_str("notice = [\n");
            for notice in &self.notices {
                let date = notice.date.map(|date| format!(", date = {date}")).unwrap_or_default();
                let url = notice.url.as_deref().map(|url| format!(", url = {}", quoted(url))).unwrap_or_default();
                let _ = writeln!(text, "  {{ number = {}{date}{url} }},", quoted(&notice.number));
            }
            text.push_str("]\n");
        }
        text.push_str(&days_to_toml(&self.days));
        text
    }

    /// The year as it would stand before its notice: the statutory days only.
    #[must_use]
    pub fn hidden(&self) -> Self {
        let days = self.days.iter().filter(|(_, mark)| mark.statutory).map(|(day, mark)| (*day, mark.clone())).collect();
        Self { year: self.year, published: false, notices: Vec::new(), days }
    }

    /// The notices' numbers, of a published year.
    pub(super) fn numbers(&self) -> Option<String> {
        let numbers: Vec<&str> = self.notices.iter().map(|notice| notice.number.as_str()).collect();
        (self.published && !numbers.is_empty()).then(|| numbers.join("、"))
    }
}

pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Days as a file lists them: runs of one kind and name in one line.
pub(super) fn days_to_toml(days: &BTreeMap<Day, Mark>) -> String {
    let mut runs: Vec<(Day, Day, &Mark, Vec<Day>)> = Vec::new();
    for (on, mark) in days {
        let own = if mark.statutory { vec![*on] } else { Vec::new() };
        match runs.last_mut() {
            Some((from, to, first, statutory))
                if to.succ_opt() == Some(*on)
                    && (first.rest, &first.name) == (mark.rest, &mark.name)
                    && (*on - *from).num_days() < Limits::get().most_days_at_once =>
            {
                *to = *on;
                statutory.extend(own);
            }
            _ => runs.push((*on, *on, mark, own)),
        }
    }
    let mut text = String::from("day = [\n");
    for (on, to, mark, statutory) in runs {
        let until = if to > on { format!(", to = {to}") } else { String::new() };
        let kind = if mark.rest { "rest" } else { "workday" };
        let own: Vec<String> = statutory.iter().map(ToString::to_string).collect();
        let own = match own.len() as i64 {
            0 => String::new(),
            all if all > (to - on).num_days() => ", statutory = true".to_owned(),
            _ => format!(", statutory = [{}]", own.join(", ")),
        };
        let weekday = on.weekday().number_from_monday();
        let name = quoted(&mark.name);
        let _ = writeln!(text, "  {{ on = {on}{until}, weekday = {weekday}, kind = \"{kind}\", name = {name}{own} }},");
    }
    text.push_str("]\n");
    text
}
