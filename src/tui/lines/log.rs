//! The log of the docket: who recorded, changed or took back what, newest first.

use super::Line;
use super::case::Page;
use crate::docket::office_day;
use crate::text::ops as ops_words;

/// Its lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    // As of a day gone by the docket ends with what was recorded until then, and so does its log.
    let last = page.view.stored.docket.facts.iter().map(|fact| fact.at).max().unwrap_or(0);
    let seen = page.desk.store.log_of(page.view.stored.docket.id, last).unwrap_or_default();
    let line = |link: &crate::store::LogRow| {
        let day = office_day(link.at);
        Line::plain(format!("  #{} {day} {} {}", link.n, link.by, ops_words::command(page.lang, &link.command)))
    };
    seen.iter().map(line).collect()
}
