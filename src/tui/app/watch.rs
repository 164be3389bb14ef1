//! The list of major cases: supervision over the whole screen.

use super::{App, Listing, Pane, Tone};
use crate::docket::Kind;
use crate::ops::watch::Watch;
use crate::papers::table::Cell;
use crate::text::law as words;
use crate::text::watch::Words;
use crate::tui::lines::{Target, supervision as lines};

/// The list of major cases.
#[derive(Debug, Default)]
pub struct Watched {
    /// The cases.
    pub rows: Vec<Watch>,
    /// Their lines.
    pub lines: Listing,
    /// How many there are.
    pub count: i64,
}

impl App {
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
        let Some(rows) = self.told(rows) else { return };
        self.watched.lines.put(lines::list(&self.desk, self.lang, &rows));
        self.watched.rows = rows;
        // A heading is no case: on to the next line.
        while self.watched_at().is_none() && self.watched.lines.at + 1 < self.watched.lines.lines.len() {
            self.watched.lines.step(1);
        }
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
        self.focus = Pane::Case;
        self.open_sections(crate::text::case::Words::of(self.lang).supervision);
    }

    /// A report beside the rhythm: of major progress or an urgent circumstance.
    pub(super) fn extra_report(&mut self) {
        let Some(id) = self.current() else {
            return self.say(Tone::Info, Words::of(self.lang).pick);
        };
        self.show(id);
        self.open_fact_with(id, Kind::SupervisionReported, None, &[("pace", "major".to_owned())]);
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
            say.head_next,
            say.head_sent,
            say.head_late,
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
                day(one.next.map(|(_, due, _)| due)),
                Cell::Int(one.reports.0 as i64),
                Cell::Int(one.reports.1 as i64),
                Cell::text(lines::state(self.lang, one)),
                Cell::text(&one.officer),
            ]
        };
        self.watched.rows.iter().map(row).collect()
    }
}
