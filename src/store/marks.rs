//! Marked dockets: which of them a filter holds, and everything that it holds.

use super::filter::Filter;
use super::{Store, StoreError};

impl Store {
    /// Every docket that a filter holds, in no order: also those that no page has shown yet.
    pub fn ids(&self, filter: &Filter) -> Result<Vec<i64>, StoreError> {
        self.lines(|lines| Ok(self.held(filter, lines)?.ids().collect()))
    }

    /// How many of some dockets a filter holds.
    pub fn within(&self, filter: &Filter, dockets: &[i64]) -> Result<usize, StoreError> {
        self.lines(|lines| {
            let held = self.held(filter, lines)?;
            Ok(dockets.iter().filter(|docket| held.has(**docket)).count())
        })
    }

    /// Everybody who has an open docket.
    pub fn holders(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT officer FROM inbox WHERE officer <> '' AND ended = 0 ORDER BY officer")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
