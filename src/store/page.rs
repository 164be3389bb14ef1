//! Pages of the lists: sorted by any column and read on from a line, never by counting lines past.

use super::column::{Column, Cursor};
use super::filter::{Filter, View};
use super::read::{INBOX, inbox_row};
use super::rows::NO_DUE;
use super::sieve::too_far;
use super::{InboxRow, Store, StoreError};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

/// So many lines a walk looks at before it is given up.
const FAR: usize = 2_500;

impl Store {
    /// A page of a list, behind a line of it or from the start. The whole list by what is due is walked along an index; so is
    /// a view while the lines are not in memory yet.
    pub fn page(&self, filter: &Filter, after: Option<&Cursor>, limit: usize) -> Result<Vec<InboxRow>, StoreError> {
        let whole = filter.view == View::All;
        if filter.is_case.is_some() && filter.sort.column == Column::Due && filter.is_plain() && (whole || !self.is_warm()) {
            self.sieve.allow(if whole { usize::MAX } else { FAR.max(limit.saturating_mul(20)) });
            match self.walk(filter, after, limit) {
                Err(StoreError::Sql(error)) if too_far(&error) => {}
                done => return done,
            }
        }
        let wanted = self.lines(|lines| Ok(lines.first(&self.held(filter, lines)?, filter.sort, after, limit)))?;
        let sql = format!(
            "SELECT {INBOX} FROM json_each(?1) AS few CROSS JOIN inbox ON inbox.docket = few.value \
             CROSS JOIN docket ON docket.id = inbox.docket ORDER BY few.key"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_map([list(&wanted)], inbox_row)?.collect::<Result<_, _>>()?)
    }

    /// Along what is due until the page is full; what has no day comes last, whichever way the list is sorted.
    fn walk(&self, filter: &Filter, after: Option<&Cursor>, limit: usize) -> Result<Vec<InboxRow>, StoreError> {
        let (clause, named) = filter.clause();
        let (way, beyond) = if filter.sort.descending { ("DESC", "<") } else { ("ASC", ">") };
        let index = if filter.view.is_open() { "inbox_order" } else { "inbox_kind" };
        let mut rows: Vec<InboxRow> = Vec::new();
        for silent in [false, true] {
            let mut values = named.clone();
            let mut sql = format!("inbox.safe {} '{NO_DUE}'", if silent { '=' } else { '<' });
            match after.map(|after| (after.key.clone(), after.docket)) {
                Some((Some(_), _)) if silent => {}
                Some((None, _)) if !silent => continue,
                Some((key, docket)) => {
                    values.extend([key.unwrap_or_else(|| NO_DUE.to_owned().into()), Value::Integer(docket)]);
                    sql.push_str(&format!(" AND (inbox.safe, inbox.docket) {beyond} (?4, ?5)"));
                }
                None => {}
            }
            let left = i64::try_from(limit.saturating_sub(rows.len())).unwrap_or(i64::MAX);
            let sql = format!(
                "SELECT {INBOX} FROM inbox INDEXED BY {index} JOIN docket ON docket.id = inbox.docket \
                 WHERE {clause} AND looked(inbox.docket) AND {sql} ORDER BY inbox.safe {way}, inbox.docket {way} LIMIT {left}"
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            for row in statement.query_map(params_from_iter(values), inbox_row)? {
                rows.push(row?);
            }
            if rows.len() >= limit {
                break;
            }
        }
        Ok(rows)
    }

    /// How many lines a filter holds.
    pub fn count(&self, filter: &Filter) -> Result<i64, StoreError> {
        self.count_to(filter, i64::MAX as usize)
    }

    /// How many lines a filter holds, but no further than `most`: what a tab shows at every act must not read a whole table.
    pub fn count_to(&self, filter: &Filter, most: usize) -> Result<i64, StoreError> {
        if !filter.is_plain() || self.is_warm() {
            let held = self.lines(|lines| Ok(self.held(filter, lines)?.len()))?;
            return Ok(i64::try_from(held.min(most)).unwrap_or(i64::MAX));
        }
        let sql = format!("SELECT count(*) FROM ({} LIMIT {most})", filter.counted("1"));
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row(params_from_iter(filter.named()), |row| row.get(0))?)
    }
}

/// Numbers as a JSON list.
fn list(ids: &[i64]) -> String {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    format!("[{}]", ids.join(","))
}
