//! Marked dockets: which of them a filter holds, and everything that it holds.

use super::filter::Filter;
use super::{Store, StoreError};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

impl Store {
    /// Every docket that a filter holds, in no order: also those that no page has shown yet.
    pub fn ids(&self, filter: &Filter) -> Result<Vec<i64>, StoreError> {
        let (sql, values) = filter.clause();
        let mut statement = self.connection.prepare_cached(&format!("SELECT inbox.docket FROM inbox WHERE {sql}"))?;
        let rows = statement.query_map(params_from_iter(values), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many of some dockets a filter holds.
    pub fn within(&self, filter: &Filter, dockets: &[i64]) -> Result<usize, StoreError> {
        let (sql, mut values) = filter.clause();
        values.push(Value::Text(serde_json::to_string(dockets).unwrap_or_default()));
        let list = values.len();
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT count(*) FROM json_each(?{list}) AS marked CROSS JOIN inbox ON inbox.docket = marked.value WHERE {sql}"
        ))?;
        let count: i64 = statement.query_row(params_from_iter(values), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
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
