//! The lead pane: its views, marks, and one window of rows that follows the record through every new order.

use super::App;
use super::filter::FilterLine;
use crate::ops::query::Query;
use crate::ops::{BUILT_IN, SavedView};
use crate::store::{Column, Cursor, Filter, InboxRow, Sort, View};
use crate::text::list::ListWords;
use crate::text::query::words;
use crate::tui::window::Window;
use std::collections::{BTreeMap, BTreeSet};

/// Rows read at a time.
pub(super) const PAGE: usize = 200;
/// How far the selected record is looked for in another order.
const FAR: usize = 2_000;
/// Tabs count no further: every act counts anew.
pub(super) const COUNTED: usize = 10_000;

/// What somebody else did to a line that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touch {
    /// It has changed and is still in the view.
    Changed,
    /// It has left the view.
    Gone,
}

/// The lists that the lead pane shows: views of leads, then the cases, then what the officer keeps.
#[derive(Debug, Default)]
pub struct Leads {
    /// The rows read so far.
    pub rows: Vec<InboxRow>,
    /// The selected one.
    pub at: usize,
    /// The view, as a place in [`Leads::VIEWS`], and behind them among the officer's own.
    pub view: usize,
    /// The views: the built-in ones as the officer arranged them, then their own.
    pub saved: Vec<SavedView>,
    /// What narrows the view down.
    pub text: String,
    /// The filter line is being typed.
    pub typing: bool,
    /// The filter line.
    pub line: FilterLine,
    /// What of the text could be read: this narrows the view down.
    pub asked: Query,
    /// Marked dockets.
    pub marks: BTreeSet<i64>,
    /// What goes with the marks.
    pub marking: super::Marking,
    /// How many rows each view holds.
    pub counts: Vec<i64>,
    /// The part in sight.
    pub window: Window,
    /// Dockets that arrived and wait to be taken in.
    pub held: BTreeSet<i64>,
    /// Lines that somebody else touched.
    pub touched: BTreeMap<i64, Touch>,
    /// The record on which each view was left.
    pub(super) places: BTreeMap<usize, i64>,
    /// The place behind the last row read.
    pub(super) tail: Option<Cursor>,
    /// Nothing more to read.
    pub(super) complete: bool,
}

impl Leads {
    /// Views with whether they show cases.
    pub const VIEWS: &'static [(View, bool)] = BUILT_IN;

    /// How many views there are.
    pub fn views(&self) -> usize {
        self.saved.len()
    }

    /// The view of the officer's own at a place.
    pub fn own_at(&self, view: usize) -> Option<&SavedView> {
        self.saved.get(view).filter(|view| view.is_own())
    }

    /// The view shown.
    pub fn shown(&self) -> SavedView {
        self.saved.get(self.view).cloned().unwrap_or_else(|| SavedView::built_in(View::All, false))
    }

    /// Whether the list shown is one of cases.
    pub fn cases(&self) -> bool {
        self.saved.get(self.view).is_some_and(|view| view.cases)
    }

    /// The order of the list shown.
    pub fn sort(&self) -> Sort {
        self.saved.get(self.view).map(|view| view.sort).unwrap_or_default()
    }

    /// The columns chosen for the list shown, beside the countdown.
    pub fn chosen(&self) -> Vec<Column> {
        self.shown().shown().iter().copied().filter(|column| *column != Column::Due).collect()
    }

    /// Whether all rows of the view were read.
    pub fn complete(&self) -> bool {
        self.complete
    }

    /// How many rows a view holds, as far as it was counted.
    pub fn count(&self, view: usize) -> String {
        let count = self.counts.get(view).copied().unwrap_or(0);
        if count < COUNTED as i64 { count.to_string() } else { format!("{}+", COUNTED - 1) }
    }

    /// The docket selected.
    pub fn selected(&self) -> Option<i64> {
        self.rows.get(self.at).map(|row| row.docket)
    }

    /// Selects a docket; whether it is among the rows.
    pub fn select(&mut self, docket: i64) -> bool {
        let found = self.rows.iter().position(|row| row.docket == docket);
        self.at = found.unwrap_or(self.at);
        self.window.follow(self.at, self.rows.len());
        found.is_some()
    }

    /// What is new is known.
    pub(super) fn forget_news(&mut self) {
        self.held.clear();
        self.touched.clear();
    }
}

impl App {
    /// A view with what is typed in the filter line.
    pub(super) fn filter(&self, view: usize) -> Filter {
        let plain = self.leads.saved.get(view).cloned().unwrap_or_else(|| SavedView::built_in(View::All, false));
        let plain = SavedView { filter: String::new(), ..plain };
        self.leads.asked.onto(self.desk.filter_of(&plain, words(self.lang)).0)
    }

    /// Reads the rows anew as far as they were read; what waits goes on waiting.
    pub(super) fn reload_leads(&mut self) {
        // A list that was read to its end is read to its end again, though more may have come.
        let more = if self.leads.complete { PAGE } else { 0 };
        let wanted = self.leads.rows.len().max(PAGE) + self.leads.held.len() + more;
        self.read_leads(wanted, self.leads.selected());
    }

    /// Reads so many rows. A record stays selected and in its row of the screen; where it left, the next takes its place.
    fn read_leads(&mut self, wanted: usize, selected: Option<i64>) {
        let filter = self.filter(self.leads.view);
        let page = self.desk.store.page(&filter, None, wanted);
        let Some(mut rows) = self.told(page) else { return };
        let leads = &mut self.leads;
        leads.complete = rows.len() < wanted;
        leads.tail = rows.last().map(|last| Cursor::behind(last, filter.sort));
        rows.retain(|row| !leads.held.contains(&row.docket));
        leads.rows = rows;
        let shown: BTreeSet<i64> = leads.rows.iter().map(|row| row.docket).collect();
        leads.touched.retain(|id, touch| *touch == Touch::Changed && shown.contains(id));
        let before = leads.at;
        let found = selected.and_then(|id| leads.rows.iter().position(|row| row.docket == id));
        leads.at = found.unwrap_or(leads.at).min(leads.rows.len().saturating_sub(1));
        leads.window.shift(before, leads.at, leads.rows.len());
        self.count_marks();
    }

    /// Another list: another view, order or filter. Everything in it is shown, the selection follows the record.
    pub(super) fn relist(&mut self, selected: Option<i64>) {
        self.leads.forget_news();
        self.leads.rows.clear();
        self.leads.at = 0;
        self.leads.window.reset();
        self.read_leads(PAGE, selected);
        let listed = |leads: &Leads| selected.is_none_or(|id| leads.rows.iter().any(|row| row.docket == id));
        if !self.leads.typing && !listed(&self.leads) && !self.leads.complete {
            // It may stand further down: a list is read on, but not to the end of a hundred thousand.
            self.read_leads(FAR, selected);
            if !listed(&self.leads) {
                self.leads.rows.truncate(PAGE);
                self.leads.complete = false;
                let sort = self.leads.sort();
                self.leads.tail = self.leads.rows.last().map(|last| Cursor::behind(last, sort));
            }
        }
        self.reload_case();
    }

    /// Reads on when the selection nears the end of what was read.
    pub(super) fn read_on(&mut self) {
        if self.leads.complete || self.leads.at + PAGE / 2 < self.leads.rows.len() {
            return;
        }
        let filter = self.filter(self.leads.view);
        let more = self.desk.store.page(&filter, self.leads.tail.as_ref(), PAGE);
        let Some(more) = self.told(more) else { return };
        let leads = &mut self.leads;
        leads.complete = more.len() < PAGE;
        leads.tail = more.last().map(|last| Cursor::behind(last, filter.sort)).or(leads.tail.take());
        let shown: BTreeSet<i64> = leads.rows.iter().map(|row| row.docket).collect();
        leads.rows.extend(more.into_iter().filter(|row| !shown.contains(&row.docket) && !leads.held.contains(&row.docket)));
    }

    /// The next view, or the one before.
    pub(super) fn view(&mut self, by: isize) {
        let count = self.leads.views() as isize;
        self.show_view((self.leads.view as isize + by).rem_euclid(count) as usize);
    }

    /// The words of the list.
    pub(super) fn list_words(&self) -> &'static ListWords {
        ListWords::of(self.lang)
    }
}
