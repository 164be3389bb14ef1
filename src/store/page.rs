//! Pages of the lists: sorted by any column and read on from a line, never by counting lines past.

use super::column::{Column, Cursor, Sort};
use super::filter::Filter;
use super::read::{INBOX, inbox_row};
use super::{InboxRow, Store, StoreError};
use crate::docket::Stage;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

/// A stretch of a sorted list that one index holds in order: lines with the same value, or all lines that say something.
struct Stretch {
    /// Which lines.
    sql: String,
    /// The column that orders it; empty where all its lines have the same value.
    order: &'static str,
    /// That value; `None` where nothing is said.
    value: Option<Value>,
}

/// The stretches of a list, in order. What says nothing comes last, whichever way the list is sorted.
fn stretches(sort: Sort) -> Vec<Stretch> {
    let (column, void) = (sort.column.sql(), sort.column.void());
    let mut found = Vec::new();
    if sort.column == Column::Stage {
        // The order of the procedure is not that of the names.
        let mut stages: Vec<&str> = Stage::ALL.iter().map(|stage| stage.name()).collect();
        if sort.descending {
            stages.reverse();
        }
        found.extend(stages.into_iter().map(|stage| Stretch {
            sql: format!("{column} = '{stage}'"),
            order: "",
            value: Some(Value::Text(stage.to_owned())),
        }));
    } else {
        found.push(Stretch { sql: void.said(column), order: column, value: None });
    }
    found.push(Stretch { sql: void.silent(column), order: "", value: None });
    found
}

impl Store {
    /// A page of a list, behind a line of it or from the start.
    pub fn page(&self, filter: &Filter, after: Option<&Cursor>, limit: usize) -> Result<Vec<InboxRow>, StoreError> {
        let (clause, values) = filter.clause();
        let (way, beyond) = if filter.sort.descending { ("DESC", "<") } else { ("ASC", ">") };
        let mut rows: Vec<InboxRow> = Vec::new();
        let mut reached = after.is_none();
        for stretch in stretches(filter.sort) {
            let here = !reached
                && after
                    .is_some_and(|after| if stretch.order.is_empty() { stretch.value == after.key } else { after.key.is_some() });
            if !reached && !here {
                continue;
            }
            reached = true;
            let (mut sql, mut values) = (format!("{clause} AND {}", stretch.sql), values.clone());
            if let Some(after) = after.filter(|_| here) {
                values.push(Value::Integer(after.docket));
                let docket = values.len();
                match &after.key {
                    Some(key) if !stretch.order.is_empty() => {
                        values.push(key.clone());
                        sql.push_str(&format!(" AND ({}, inbox.docket) {beyond} (?{}, ?{docket})", stretch.order, docket + 1));
                    }
                    _ => sql.push_str(&format!(" AND inbox.docket {beyond} ?{docket}")),
                }
            }
            let by = if stretch.order.is_empty() { String::new() } else { format!("{} {way}, ", stretch.order) };
            let left = i64::try_from(limit - rows.len()).unwrap_or(i64::MAX);
            let sql = format!(
                "SELECT {INBOX} FROM inbox JOIN docket ON docket.id = inbox.docket WHERE {sql} ORDER BY {by}inbox.docket {way} LIMIT {left}"
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
        let (sql, values) = filter.clause();
        let mut statement = self.connection.prepare_cached(&format!("SELECT count(*) FROM inbox WHERE {sql}"))?;
        Ok(statement.query_row(params_from_iter(values), |row| row.get(0))?)
    }

    /// How many lines a filter holds, but no further than `most`: what a tab shows at every act must not read a whole table.
    pub fn count_to(&self, filter: &Filter, most: usize) -> Result<i64, StoreError> {
        let (sql, values) = filter.clause();
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT count(*) FROM (SELECT 1 FROM inbox WHERE {sql} LIMIT {most})"))?;
        Ok(statement.query_row(params_from_iter(values), |row| row.get(0))?)
    }
}
