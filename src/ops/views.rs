//! Saved views of the lists as data: the built-in ones, and each officer's own filters with their sort and columns.

use super::desk::Desk;
use super::query::{Issue, Words};
use crate::store::{Column, Filter, Sort, StoreError, View};
use serde_json::{Value, json};

/// A view of a list: what it holds, in what order, in which columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// The name of an own filter; empty for a built-in view, which `text` names.
    pub name: String,
    /// Which lines before the filter.
    pub view: View,
    /// Cases (true) or leads.
    pub cases: bool,
    /// The filter as it was typed.
    pub filter: String,
    /// In what order.
    pub sort: Sort,
    /// In which columns, first to last; none for the usual ones.
    pub columns: Vec<Column>,
}

/// The built-in views in the order of the bar, with whether they hold cases.
pub const BUILT_IN: &[(View, bool)] = &[
    (View::Unchecked, false),
    (View::Mine, false),
    (View::Unassigned, false),
    (View::Undecided, false),
    (View::Procuratorate, false),
    (View::DueThisWeek, false),
    (View::Overdue, false),
    (View::Snoozed, false),
    (View::Questions, false),
    (View::Feedback, false),
    (View::Receipt, false),
    (View::Tasks, false),
    (View::All, false),
    (View::Open, true),
    (View::Tasks, true),
    (View::Unentered, true),
    (View::All, true),
];

/// The usual columns of leads; where there is no room, the last give way first.
const LEADS: &[Column] = &[
    Column::Due,
    Column::Number,
    Column::Channel,
    Column::Title,
    Column::Place,
    Column::Department,
    Column::Officer,
    Column::Damage,
    Column::Received,
];
/// The usual columns of cases.
const CASES: &[Column] = &[
    Column::Due,
    Column::Number,
    Column::Stage,
    Column::Title,
    Column::Party,
    Column::Place,
    Column::Department,
    Column::Officer,
    Column::Damage,
];

impl SavedView {
    /// A built-in view as it comes.
    #[must_use]
    pub fn built_in(view: View, cases: bool) -> Self {
        Self { name: String::new(), view, cases, filter: String::new(), sort: Sort::default(), columns: Vec::new() }
    }

    /// Whether it is an officer's own.
    #[must_use]
    pub fn is_own(&self) -> bool {
        !self.name.is_empty()
    }

    /// Its columns, the usual ones where none were chosen.
    #[must_use]
    pub fn shown(&self) -> &[Column] {
        match (self.columns.is_empty(), self.cases) {
            (false, _) => &self.columns,
            (_, true) => CASES,
            (_, false) => LEADS,
        }
    }

    /// Whether both are the same view, however it is arranged.
    fn same(&self, other: &Self) -> bool {
        if self.is_own() {
            self.name == other.name
        } else {
            !other.is_own() && (self.view, self.cases) == (other.view, other.cases)
        }
    }

    fn to_json(&self) -> Value {
        json!({
            "name": self.name, "view": self.view.code(), "cases": self.cases, "filter": self.filter, "sort": self.sort.code(),
            "columns": self.columns.iter().map(|column| column.code()).collect::<Vec<_>>(),
        })
    }

    /// What a newer program wrote and this one does not know is left at what is usual.
    fn from_json(value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
        let columns = value.get("columns").and_then(Value::as_array).into_iter().flatten();
        Some(Self {
            name: text("name").to_owned(),
            view: View::parse(text("view"))?,
            cases: value.get("cases").and_then(Value::as_bool)?,
            filter: text("filter").to_owned(),
            sort: Sort::parse(text("sort")).unwrap_or_default(),
            columns: columns.filter_map(|code| Column::parse(code.as_str()?)).collect(),
        })
    }
}

impl Desk {
    fn views_key(&self) -> String {
        format!("views {}", self.officer)
    }

    fn kept_views(&self) -> Result<Vec<SavedView>, StoreError> {
        let kept = self.store.setting(&self.views_key())?.unwrap_or_default();
        let list: Vec<Value> = serde_json::from_str(&kept).unwrap_or_default();
        Ok(list.iter().filter_map(SavedView::from_json).collect())
    }

    fn keep_views(&mut self, views: &[SavedView]) -> Result<(), StoreError> {
        let list: Vec<Value> = views.iter().map(SavedView::to_json).collect();
        self.store.set_setting(&self.views_key(), &Value::Array(list).to_string())
    }

    /// The views of the officer at the desk: the built-in ones as they arranged them, then their own in the order of saving.
    pub fn views(&self) -> Result<Vec<SavedView>, StoreError> {
        let kept = self.kept_views()?;
        let built_in = BUILT_IN.iter().map(|(view, cases)| SavedView::built_in(*view, *cases));
        let mut views: Vec<SavedView> =
            built_in.map(|view| kept.iter().find(|kept| kept.same(&view)).cloned().unwrap_or(view)).collect();
        views.extend(kept.into_iter().filter(SavedView::is_own));
        Ok(views)
    }

    /// Keeps a view of the officer at the desk: an own one under its name, or how a built-in one is arranged.
    pub fn save_view(&mut self, view: &SavedView) -> Result<(), StoreError> {
        let mut kept = self.kept_views()?;
        match kept.iter_mut().find(|kept| kept.same(view)) {
            Some(place) => *place = view.clone(),
            None => kept.push(view.clone()),
        }
        self.keep_views(&kept)
    }

    /// Forgets an own view, or how a built-in one was arranged; whether there was one.
    pub fn drop_view(&mut self, view: &SavedView) -> Result<bool, StoreError> {
        let mut kept = self.kept_views()?;
        let before = kept.len();
        kept.retain(|kept| !kept.same(view));
        if kept.len() < before {
            self.keep_views(&kept)?;
        }
        Ok(kept.len() < before)
    }

    /// The filter of a view as of today, and what of its text cannot be read any more.
    #[must_use]
    pub fn filter_of(&self, view: &SavedView, words: &Words) -> (Filter, Vec<Issue>) {
        let query = self.query(&view.filter, None, words);
        let filter = Filter {
            is_case: Some(view.cases),
            view: view.view,
            sort: view.sort,
            officer: self.officer.clone(),
            ..Filter::all(self.today)
        };
        (query.onto(filter), query.issues)
    }
}
