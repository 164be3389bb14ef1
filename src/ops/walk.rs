//! Every line of a list, a page at a time: what is shown is one window of it, what goes out is the whole.

use super::Desk;
use crate::store::{Cursor, Filter, InboxRow, Store, StoreError};

/// Lines read at a time.
const PAGE: usize = 1_000;

/// The lines of a list, in its order.
#[derive(Debug)]
pub struct Walk<'s> {
    store: &'s Store,
    filter: Filter,
    after: Option<Cursor>,
    page: std::vec::IntoIter<InboxRow>,
    complete: bool,
}

impl Desk {
    /// Walks a list from its beginning.
    #[must_use]
    pub fn walk(&self, filter: Filter) -> Walk<'_> {
        Walk { store: &self.store, filter, after: None, page: Vec::new().into_iter(), complete: false }
    }

    /// Some lines by their dockets, in the order of the list.
    pub fn listed(&self, ids: impl IntoIterator<Item = i64>) -> Result<Vec<InboxRow>, StoreError> {
        let mut rows = Vec::new();
        for id in ids {
            rows.extend(self.store.line(id)?);
        }
        let late = || "9999".to_owned();
        rows.sort_by_cached_key(|row| (row.safe.clone().unwrap_or_else(late), row.docket));
        Ok(rows)
    }
}

impl Iterator for Walk<'_> {
    type Item = Result<InboxRow, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(row) = self.page.next() {
            return Some(Ok(row));
        }
        if self.complete {
            return None;
        }
        match self.store.page(&self.filter, self.after.as_ref(), PAGE) {
            Ok(page) => {
                self.complete = page.len() < PAGE;
                self.after = page.last().map(|row| Cursor::behind(row, self.filter.sort));
                self.page = page.into_iter();
                self.page.next().map(Ok)
            }
            Err(error) => {
                self.complete = true;
                Some(Err(error))
            }
        }
    }
}
