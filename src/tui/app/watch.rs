//! The list of major cases: supervision over the whole screen.

use super::entry::Entry;
use super::{App, Dialog, Listing, Pane, Tone};
use crate::docket::{Fact, Kind};
use crate::ops::watch::{self, Watch};
use crate::papers::table::Cell;
use crate::text::watch::Words;
use crate::text::{fill, law as words};
use crate::tui::lines::{Target, supervision as lines};

/// The list of major cases.
#[derive(Debug, Default)]
pub struct Watched {
    /// The cases that are listed.
    pub rows: Vec<Watch>,
    /// Their lines.
    pub lines: Listing,
    /// How many there are.
    pub count: i64,
    /// Under the supervising units instead of by what is due.
    pub by_unit: bool,
    /// Words that have to be said of a case, else it is not listed.
    pub text: String,
    /// All that are marked, listed or not.
    pub all: usize,
}

/// The named act of a report beside the rhythm.
const EXTRA: &str = "supervision.extra-report";

impl App {
    /// The name of an act that its kind of fact alone does not give: a report that answers no periodic one.
    pub(super) fn command_of(&self, facts: &[Fact]) -> Option<&'static str> {
        let last = facts.last().filter(|fact| fact.kind == Kind::SupervisionReported)?;
        let law = self.case.as_ref().map_or_else(|| self.desk.office_law(), |case| self.desk.law_of(&case.stored));
        let periodic = law.profile.period(watch::REPORT)?;
        (!periodic.satisfied_by.iter().any(|select| select.matches(last))).then_some(EXTRA)
    }

    /// The list over the whole screen.
    pub(super) fn open_watch(&mut self) {
        self.zoom(Pane::Watch);
        self.reload_watch();
        self.reload_case();
    }

    /// Counts the major cases; reads them where they are looked at.
    pub(super) fn reload_watch(&mut self) {
        let count = self.desk.major_count();
        if let Some(count) = self.told(count) {
            self.watched.count = count;
        }
        if self.focus != Pane::Watch {
            return;
        }
        let rows = self.desk.watched();
        let Some(mut rows) = self.told(rows) else { return };
        self.watched.all = rows.len();
        let asked = crate::tui::find::fold(&self.watched.text);
        if !asked.trim().is_empty() {
            let law = self.desk.office_law();
            rows.retain(|one| {
                let said = crate::tui::find::fold(&lines::said(&law, self.lang, one));
                asked.split_whitespace().all(|word| said.contains(word))
            });
        }
        if self.watched.by_unit {
            // Within a unit it stays by what is due.
            rows.sort_by(|one, other| (one.unit.is_empty(), &one.unit).cmp(&(other.unit.is_empty(), &other.unit)));
        }
        self.watched.lines.put(lines::list(&self.desk, self.lang, &rows, self.watched.by_unit));
        self.watched.rows = rows;
        // A heading is no case: on to the next line.
        while self.watched_at().is_none() && self.watched.lines.at + 1 < self.watched.lines.lines.len() {
            self.watched.lines.step(1);
        }
    }

    /// Lists those of which some words are said; all of them again without any.
    pub(super) fn find_watched(&mut self, words: &str) {
        words.trim().clone_into(&mut self.watched.text);
        self.watched.lines.at = 0;
        self.reload_watch();
        self.reload_case();
    }

    /// By what is due, or by who supervises.
    pub(super) fn turn_watched(&mut self) {
        self.watched.by_unit = !self.watched.by_unit;
        self.reload_watch();
        let say = Words::of(self.lang);
        self.say(Tone::Info, if self.watched.by_unit { say.by_unit } else { say.by_due });
    }

    /// What stands above the list: how many, and what narrows it.
    pub fn watched_title(&self) -> String {
        let (say, watched) = (Words::of(self.lang), &self.watched);
        let order = if watched.by_unit { say.by_unit } else { say.by_due };
        let title = format!("5 {} {} · {order}", say.title, watched.all);
        if watched.text.is_empty() {
            return title;
        }
        let text = crate::text::safe::line(&watched.text);
        format!("{title} · {}", fill(say.narrowed, &[&text, &watched.rows.len()]))
    }

    /// The selected case.
    pub(super) fn watched_at(&self) -> Option<i64> {
        match self.watched.lines.current()?.target {
            Some(Target::Docket(id)) => Some(id),
            _ => None,
        }
    }

    /// Enter: the supervision of the selected case.
    pub(super) fn enter_watch(&mut self) {
        let Some(id) = self.watched_at() else { return };
        self.show(id);
        (self.focus, self.left) = (Pane::Case, Some(Pane::Watch));
        self.open_sections(crate::text::case::Words::of(self.lang).supervision);
    }

    /// A report beside the rhythm: of major progress or an urgent circumstance.
    pub(super) fn extra_report(&mut self) {
        let Some(id) = self.current() else {
            return self.say(Tone::Info, Words::of(self.lang).pick);
        };
        self.show(id);
        self.open_extra_report(id);
    }

    /// Its form.
    pub(super) fn open_extra_report(&mut self, id: i64) {
        self.open_fact_with(id, Kind::SupervisionReported, None, &[("pace", "major".to_owned())]);
        let (lang, case) = (self.lang, self.case.as_ref().map(|case| case.number.clone()).unwrap_or_default());
        if let Some(Dialog::Form(form, Entry::Fact { kind: Kind::SupervisionReported, .. })) = self.dialogs.last_mut() {
            form.title = format!("{} · {case}", crate::text::ops::command(lang, EXTRA));
        }
    }

    /// The header of the list as a table.
    pub(super) fn watch_headers(&self) -> Vec<String> {
        let (say, own) = (Words::of(self.lang), crate::text::out::Words::of(self.lang));
        let names = [
            own.number,
            own.title,
            say.head_ground,
            say.head_unit,
            say.head_opened,
            say.head_nth,
            say.head_next,
            say.head_sent,
            say.head_late,
            say.head_last,
            say.head_pace,
            say.head_state,
            own.officer,
        ];
        names.into_iter().map(str::to_owned).collect()
    }

    /// The list as a table.
    pub(super) fn watch_rows(&self) -> Vec<Vec<Cell>> {
        let law = self.desk.office_law();
        let day = |day: Option<crate::docket::Day>| Cell::day(day.map(|day| day.to_string()).as_deref());
        let row = |one: &Watch| {
            let ground = law.profile.item("major", &one.ground);
            vec![
                Cell::text(&one.number),
                Cell::text(&one.title),
                Cell::text(ground.map_or(one.ground.as_str(), |item| words::label(self.lang, &item.label))),
                Cell::text(&one.unit),
                day(one.opened),
                Cell::text(one.next.map_or_else(String::new, |(n, ..)| lines::nth(self.lang, n))),
                day(one.next.map(|(_, due, _)| due)),
                Cell::Int(one.reports.0 as i64),
                Cell::Int(one.reports.1 as i64),
                day(one.last.as_ref().map(|(on, _)| *on)),
                Cell::text(one.last.as_ref().map_or("", |(_, pace)| lines::pace(self.lang, &law, pace))),
                Cell::text(lines::state(self.lang, one)),
                Cell::text(&one.officer),
            ]
        };
        self.watched.rows.iter().map(row).collect()
    }
}
