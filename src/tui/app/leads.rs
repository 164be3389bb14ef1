//! The lead pane: its views, the search line, marks, and one window of rows.

use super::App;
use crate::store::{Cursor, Filter, InboxRow, View};
use crate::tui::key::Key;
use std::collections::BTreeSet;

/// Rows read at a time.
const PAGE: usize = 200;
/// Tabs count no further: every act counts anew.
pub(super) const COUNTED: usize = 10_000;

/// The lists that the lead pane shows: views of leads, then the cases.
#[derive(Debug)]
pub struct Leads {
    /// The rows read so far.
    pub rows: Vec<InboxRow>,
    /// The selected one.
    pub at: usize,
    /// The view, as a place in [`Leads::VIEWS`].
    pub view: usize,
    /// What is searched for.
    pub text: String,
    /// The search line is being typed.
    pub typing: bool,
    /// Marked dockets.
    pub marks: BTreeSet<i64>,
    /// What goes with the marks.
    pub marking: super::Marking,
    /// How many rows each view holds.
    pub counts: Vec<i64>,
    /// Nothing more to read.
    pub(super) complete: bool,
}

impl Leads {
    /// Views with whether they show cases.
    pub const VIEWS: &'static [(View, bool)] = &[
        (View::Unchecked, false),
        (View::Mine, false),
        (View::Unassigned, false),
        (View::Undecided, false),
        (View::Procuratorate, false),
        (View::DueThisWeek, false),
        (View::Overdue, false),
        (View::Snoozed, false),
        (View::Questions, false),
        (View::All, false),
        (View::Open, true),
        (View::All, true),
    ];

    /// Whether all rows of the view were read.
    pub fn complete(&self) -> bool {
        self.complete
    }

    /// How many rows a view holds, as far as it was counted.
    pub fn count(&self, view: usize) -> String {
        let count = self.counts.get(view).copied().unwrap_or(0);
        if count < COUNTED as i64 { count.to_string() } else { format!("{}+", COUNTED - 1) }
    }
}

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

    pub(super) fn reload_leads(&mut self) {
        let selected = self.selected();
        let wanted = self.leads.rows.len().max(PAGE);
        let page = self.desk.store.page(&self.filter(self.leads.view), None, wanted);
        let Some(rows) = self.told(page) else { return };
        self.leads.rows = rows;
        self.leads.complete = self.leads.rows.len() < wanted;
        let found = selected.and_then(|id| self.leads.rows.iter().position(|row| row.docket == id));
        self.leads.at = found.unwrap_or(self.leads.at).min(self.leads.rows.len().saturating_sub(1));
        self.count_marks();
    }

    /// Reads on when the selection nears the end of what was read.
    pub(super) fn read_on(&mut self) {
        if self.leads.complete || self.leads.at + PAGE / 2 < self.leads.rows.len() {
            return;
        }
        let Some(last) = self.leads.rows.last() else { return };
        let filter = self.filter(self.leads.view);
        let more = self.desk.store.page(&filter, Some(&Cursor::behind(last, filter.sort)), PAGE);
        let Some(more) = self.told(more) else { return };
        self.leads.complete = more.len() < PAGE;
        self.leads.rows.extend(more);
    }

    /// The search line, or at once what was typed after the command.
    pub(super) fn open_filter(&mut self, argument: &str) {
        if argument.is_empty() {
            self.leads.typing = true;
            return;
        }
        argument.clone_into(&mut self.leads.text);
        self.leads.at = 0;
        self.leads.rows.clear();
        self.reload_leads();
        self.reload_case();
    }

    pub(super) fn search_key(&mut self, key: Key) {
        match key {
            Key::Enter | Key::Tab => self.leads.typing = false,
            Key::Esc => {
                self.leads.typing = false;
                self.leads.text.clear();
            }
            Key::Backspace => drop(self.leads.text.pop()),
            Key::Ctrl('u') => self.leads.text.clear(),
            Key::Char(c) => self.leads.text.push(c),
            _ => {}
        }
        self.leads.at = 0;
        self.leads.rows.clear();
        self.reload_leads();
        self.reload_case();
    }

    pub(super) fn view(&mut self, by: isize) {
        let count = Leads::VIEWS.len() as isize;
        self.leads.view = (self.leads.view as isize + by).rem_euclid(count) as usize;
        self.leads.at = 0;
        self.leads.rows.clear();
        self.reload_leads();
        self.reload_case();
    }
}
