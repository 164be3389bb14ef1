//! What is shown, read anew: lists, the case, the month; other writers and midnight.

use super::{App, COUNTED, Leads, Listing, PAGE, Pane, Tone, last_of};
use crate::docket::Day;
use crate::store::{Filter, StoreError, View};
use crate::tui::lines;

impl App {
    pub(super) fn filter(&self, view: usize) -> Filter {
        let (view, is_case) = Leads::VIEWS.get(view).copied().unwrap_or((View::All, false));
        Filter {
            is_case: Some(is_case),
            view,
            text: self.leads.text.clone(),
            officer: self.desk.officer.clone(),
            ..Filter::all(self.desk.today)
        }
    }

    /// What was read, or the error on the status line: what stood there before stays, it is not shown as empty.
    pub(super) fn told<T>(&mut self, read: Result<T, StoreError>) -> Option<T> {
        read.map_err(|error| self.say(Tone::Error, crate::text::ops::store(self.lang, &error))).ok()
    }

    /// Reads everything anew; the selection follows its records.
    pub fn refresh(&mut self) {
        self.seen = self.desk.store.data_version().unwrap_or(self.seen);
        let counts: Result<Vec<i64>, StoreError> = (0..Leads::VIEWS.len())
            .map(|view| self.desk.store.count_to(&Filter { text: String::new(), ..self.filter(view) }, COUNTED))
            .collect();
        if let Some(counts) = self.told(counts) {
            self.leads.counts = counts;
        }
        self.reload_leads();
        self.reload_case();
        self.reload_month();
        let agenda = lines::agenda(&self.desk, self.lang, 500);
        if let Some(lines) = self.told(agenda) {
            self.agenda.put(lines);
        }
        let talks = self.desk.negotiations(100);
        if let Some(talks) = self.told(talks) {
            self.talks.put(talks.iter().map(|row| lines::negotiation(&self.desk, self.lang, row)).collect());
        }
    }

    pub(super) fn reload_leads(&mut self) {
        let selected = self.selected();
        let wanted = self.leads.rows.len().max(PAGE);
        let page = self.desk.store.page(&self.filter(self.leads.view), None, wanted);
        let Some(rows) = self.told(page) else { return };
        self.leads.rows = rows;
        self.leads.complete = self.leads.rows.len() < wanted;
        let found = selected.and_then(|id| self.leads.rows.iter().position(|row| row.docket == id));
        self.leads.at = found.unwrap_or(self.leads.at).min(self.leads.rows.len().saturating_sub(1));
    }

    /// Reads on when the selection nears the end of what was read.
    pub(super) fn read_on(&mut self) {
        if self.leads.complete || self.leads.at + PAGE / 2 < self.leads.rows.len() {
            return;
        }
        let Some(last) = self.leads.rows.last() else { return };
        let (safe, id) = (last.safe.clone().unwrap_or_else(|| "9999-12-31".to_owned()), last.docket);
        let more = self.desk.store.page(&self.filter(self.leads.view), Some((&safe, id)), PAGE);
        let Some(more) = self.told(more) else { return };
        self.leads.complete = more.len() < PAGE;
        self.leads.rows.extend(more);
    }

    pub(super) fn reload_case(&mut self) {
        let wanted = match self.focus {
            Pane::Leads => self.selected(),
            Pane::Calendar | Pane::Talks => self.current(),
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
                let lines = lines::case(&self.desk, self.lang, &case);
                if !same {
                    self.case_lines = Listing::default();
                }
                self.case_lines.put(lines);
                self.case = Some(case);
            }
            Some(None) => self.case = None,
            None => {}
        }
    }

    pub(super) fn reload_month(&mut self) {
        let (from, to) = (self.month.to_string(), last_of(self.month).to_string());
        let load = self.desk.store.load(&from, &to);
        let Some(load) = self.told(load) else { return };
        self.load = load.into_iter().filter_map(|(day, n)| Some((day.parse().ok()?, usize::try_from(n).ok()?))).collect();
    }

    /// Looks after other writers and midnight; whether anything on the screen may have changed. News waits while a
    /// dialog is open.
    pub fn tick(&mut self, today: Day) -> bool {
        let moved = !self.fixed_day && today != self.desk.today;
        if moved {
            self.desk.today = today;
            let turned = self.desk.turn_day();
            self.told(turned);
        }
        let version = self.desk.store.data_version().unwrap_or(self.seen);
        let news = moved || (version != self.seen && self.dialogs.is_empty());
        if news {
            self.refresh();
        }
        news
    }
}
