//! A ledger on its way in: its columns, its rows and what would become of each.

use crate::ops::{Preview, Standing, Take};
use crate::papers::ledger::{Book, Field, Import, Plan, Table};
use crate::tui::command::Scope;
use std::collections::HashMap;
use std::path::PathBuf;

/// What is shown of a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// What its columns mean.
    Columns,
    /// What would become of its rows.
    Rows,
}

/// What a row comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// A new lead.
    New,
    /// Another state of a lead that is here.
    Changed,
    /// Here already, or twice in the file.
    Doubled,
    /// A new lead with a question.
    Asked,
    /// Not taken.
    Rejected,
}

impl Fate {
    /// In the order of the counts.
    pub const ALL: [Self; 5] = [Self::New, Self::Changed, Self::Doubled, Self::Asked, Self::Rejected];
}

/// A row of the list, by its place in the import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// A draft.
    Draft(usize),
    /// A row that says the same as one before it.
    Twice(usize),
    /// A row that is refused.
    Reject(usize),
}

/// A ledger on its way in.
#[derive(Debug)]
pub struct Intake {
    /// The file.
    pub path: PathBuf,
    /// Its rows.
    pub book: Book,
    /// What its columns mean.
    pub plan: Plan,
    /// What its rows come to.
    pub found: Import,
    /// What the database says about them.
    pub preview: Preview,
    /// What is shown.
    pub room: Room,
    /// The table whose columns are shown.
    pub table: usize,
    /// The selected line of the columns: 0 goes on, the columns follow.
    pub column: usize,
    /// All rows, in the order of the file.
    pub(super) items: Vec<Item>,
    /// Those shown.
    pub shown: Vec<Item>,
    /// The selected one.
    pub at: usize,
    /// Only these are shown.
    pub only: Option<Fate>,
    /// Only rows that hold this are shown.
    pub text: String,
    /// It is being typed.
    pub typing: bool,
    /// What is done with changed rows.
    pub takes: HashMap<usize, Take>,
    /// What the routing table suggests is taken over.
    pub route: bool,
}

impl Intake {
    /// Where its commands stand in the table.
    pub fn scope(&self) -> Scope {
        match self.room {
            Room::Columns => Scope::Columns,
            Room::Rows => Scope::Rows,
        }
    }

    /// The table whose columns are shown.
    pub fn shown_table(&self) -> Option<&Table> {
        self.plan.tables.get(self.table)
    }

    /// What a row comes to.
    pub fn fate(&self, item: Item) -> Fate {
        match item {
            Item::Twice(_) => Fate::Doubled,
            Item::Reject(_) => Fate::Rejected,
            Item::Draft(at) => match self.preview.rows.get(at).map(|known| known.standing) {
                Some(Standing::Changed) => Fate::Changed,
                Some(Standing::Doubled) => Fate::Doubled,
                Some(Standing::Questioned) => Fate::Asked,
                _ => Fate::New,
            },
        }
    }

    /// How many rows there are.
    pub fn count_all(&self) -> usize {
        self.items.len()
    }

    /// How many rows come to that.
    pub fn count(&self, fate: Fate) -> usize {
        let standing = |standing| self.preview.count(standing);
        match fate {
            Fate::New => standing(Standing::New),
            Fate::Changed => standing(Standing::Changed),
            Fate::Doubled => standing(Standing::Doubled) + self.found.doubled.len(),
            Fate::Asked => standing(Standing::Questioned),
            Fate::Rejected => self.found.rejects.len(),
        }
    }

    /// Rows that would be written.
    pub fn taken(&self) -> usize {
        let changed = self.takes.values().filter(|take| **take != Take::Leave).count();
        self.count(Fate::New) + self.count(Fate::Asked) + changed
    }

    /// What is done with a changed row.
    pub fn take(&self, at: usize) -> Take {
        self.takes.get(&at).copied().unwrap_or_default()
    }

    /// Sheet, row and title of a row.
    pub fn head(&self, item: Item) -> (&str, u64, &str) {
        let found = &self.found;
        let of = match item {
            Item::Draft(at) => found.drafts.get(at).map(|draft| (draft.sheet.as_str(), draft.row, draft.title.as_str())),
            Item::Twice(at) => found.doubled.get(at).map(|twice| (twice.sheet.as_str(), twice.row, twice.title.as_str())),
            Item::Reject(at) => found.rejects.get(at).map(|reject| {
                let title = found.plan.tables.get(reject.table).and_then(|table| table.column(Field::Title));
                let title = title.and_then(|index| reject.cells.get(index)).map_or("", String::as_str);
                (reject.sheet.as_str(), reject.row, title)
            }),
        };
        of.unwrap_or_default()
    }

    fn holds(&self, item: Item, typed: &str) -> bool {
        let (sheet, row, title) = self.head(item);
        if title.contains(typed) || sheet.contains(typed) || row.to_string() == typed {
            return true;
        }
        match item {
            Item::Draft(at) => self.found.drafts.get(at).is_some_and(|draft| {
                [&draft.party, &draft.place, &draft.number, &draft.channel_text].iter().any(|text| text.contains(typed))
            }),
            Item::Reject(at) => {
                self.found.rejects.get(at).is_some_and(|reject| reject.cells.iter().any(|cell| cell.contains(typed)))
            }
            Item::Twice(_) => false,
        }
    }

    /// The rows in the order of the file.
    pub(super) fn list(&mut self) {
        let sheet = |name: &str| self.book.sheets.iter().position(|sheet| sheet.name == name).unwrap_or(0);
        let drafts = (0..self.found.drafts.len()).map(Item::Draft);
        let twice = (0..self.found.doubled.len()).map(Item::Twice);
        let rejects = (0..self.found.rejects.len()).map(Item::Reject);
        let mut items: Vec<(usize, u64, Item)> = drafts
            .chain(twice)
            .chain(rejects)
            .map(|item| {
                let (name, row, _) = self.head(item);
                (sheet(name), row, item)
            })
            .collect();
        items.sort_by_key(|(sheet, row, _)| (*sheet, *row));
        self.items = items.into_iter().map(|(.., item)| item).collect();
        self.sift();
    }

    /// Those that are shown; the selection stays on its row while that is shown.
    pub(super) fn sift(&mut self) {
        let selected = self.shown.get(self.at).copied();
        let shown: Vec<Item> = self
            .items
            .iter()
            .copied()
            .filter(|item| self.only.is_none_or(|only| self.fate(*item) == only))
            .filter(|item| self.text.is_empty() || self.holds(*item, &self.text))
            .collect();
        self.at = selected.and_then(|item| shown.iter().position(|known| *known == item)).unwrap_or(0);
        self.shown = shown;
    }

    pub(super) fn step(&mut self, by: isize) {
        let moved = |at: usize, last: usize| (at as isize).saturating_add(by).clamp(0, last as isize) as usize;
        match self.room {
            Room::Columns => {
                let last = self.shown_table().map_or(0, |table| table.columns.len());
                self.column = moved(self.column, last);
            }
            Room::Rows => self.at = moved(self.at, self.shown.len().saturating_sub(1)),
        }
    }
}
