//! What is shown, read anew: lists, the case, the month; other writers and midnight.

use super::{App, COUNTED, Listing, Pane, Tone};
use crate::docket::Day;
use crate::store::StoreError;
use crate::tui::lines;

impl App {
    /// What was read, or the error on the status line: what stood there before stays, it is not shown as empty.
    pub(super) fn told<T>(&mut self, read: Result<T, StoreError>) -> Option<T> {
        read.map_err(|error| self.say(Tone::Error, crate::text::ops::store(self.lang, &error))).ok()
    }

    /// Reads everything anew; the selection follows its records. News goes on waiting.
    pub fn refresh(&mut self) {
        self.seen = self.desk.store.data_version().unwrap_or(self.seen);
        self.recount();
        self.reload_leads();
        self.reload_beside();
    }

    /// Counts the views anew.
    pub(super) fn recount(&mut self) {
        let words = crate::text::query::words(self.lang);
        let counts: Result<Vec<i64>, StoreError> = (self.leads.saved.iter())
            .map(|view| self.desk.store.count_to(&self.desk.filter_of(view, words).0, COUNTED))
            .collect();
        if let Some(counts) = self.told(counts) {
            self.leads.counts = counts;
        }
    }

    /// What stands beside the list of leads.
    pub(super) fn reload_beside(&mut self) {
        self.reload_case();
        self.reload_month();
        self.reload_agenda();
        self.reload_talks();
        self.reload_approvals();
        self.reload_watch();
    }

    pub(super) fn reload_case(&mut self) {
        let wanted = match self.focus {
            Pane::Leads => self.selected(),
            Pane::Calendar | Pane::Talks | Pane::Watch | Pane::Approvals => self.current(),
            Pane::Case => self.case.as_ref().map(|case| case.stored.docket.id),
        };
        if let Some(id) = wanted.or_else(|| self.case.as_ref().map(|case| case.stored.docket.id)) {
            self.show(id);
        }
    }

    /// Shows a docket in the case pane.
    pub fn show(&mut self, id: i64) {
        let same = self.case.as_ref().is_some_and(|case| case.stored.docket.id == id);
        let read = self.desk.case(id);
        match self.told(read) {
            Some(Some(case)) => {
                let lines = lines::case(&self.desk, self.lang, &case, &self.papers);
                if !same {
                    self.change_lines(id);
                }
                self.case_lines.put(lines);
                self.case = Some(case);
            }
            Some(None) => self.case = None,
            None => {}
        }
    }

    /// Another docket: the lines of the one before stay as they were left, where the officer moved about in them.
    fn change_lines(&mut self, id: i64) {
        let next = self.case_places.remove(&id).unwrap_or_else(Listing::folding);
        let left = std::mem::replace(&mut self.case_lines, next);
        if let Some(case) = self.case.as_ref().filter(|_| left.at > 0) {
            self.case_places.insert(case.stored.docket.id, left);
        }
    }

    /// The officer says that the clock is right, though the database was used on a later day.
    pub(super) fn trust_clock(&mut self) {
        if self.desk.ahead().is_none() {
            let text = self.words().clock_fine;
            return self.say(Tone::Info, text);
        }
        let done = self.desk.trust_clock();
        if self.told(done).is_some() {
            self.refresh();
            let text = crate::text::fill(self.words().clock_trusted, &[&self.desk.today]);
            self.say(Tone::Done, text);
        }
    }

    /// Says which years of the calendar were taken in by themselves; whether any were.
    pub(super) fn tell_taken_up(&mut self) -> bool {
        let Some(taken) = self.desk.taken_up.take() else { return false };
        let years = taken.years.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let text = crate::text::moving::MovingWords::of(self.lang).taken_up;
        self.say(Tone::Info, crate::text::fill(text, &[&years, &taken.moved]));
        true
    }

    /// Looks after other writers and midnight; whether anything on the screen may have changed. News waits while a
    /// dialog is open.
    pub fn tick(&mut self, today: Day) -> bool {
        let moved = !self.fixed_day && today != self.desk.today;
        if moved {
            if self.calendar.day == self.desk.today {
                self.calendar.day = today;
            }
            self.desk.today = today;
            let turned = self.desk.turn_day();
            self.told(turned);
        }
        let version = self.desk.store.data_version().unwrap_or(self.seen);
        if moved {
            // Days of the filter are counted from today.
            let text = self.leads.text.clone();
            self.ask(&text);
            self.refresh();
            return true;
        }
        if version != self.seen && self.dialogs.is_empty() {
            self.desk.follow_years();
            let taken = self.tell_taken_up();
            return self.news(version) || taken;
        }
        false
    }
}
