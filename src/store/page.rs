//! Pages of the lists: sorted by any column and read on from a line, never by counting lines past.

use super::column::{Column, Cursor, Sort};
use super::filter::Filter;
use super::plan::{FAR, Plan};
use super::read::{INBOX, inbox_row};
use super::sieve::too_far;
use super::{InboxRow, Store, StoreError};
use crate::docket::Stage;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use std::cmp::Ordering;

/// A stretch of a sorted list that one index holds in order: lines with the same value, or all lines that say something.
struct Stretch {
    /// Which lines.
    sql: String,
    /// The column that orders it; empty where all its lines have the same value.
    order: &'static str,
    /// That value; `None` where nothing is said.
    value: Option<Value>,
    /// The index that holds its order; none where the lines follow as they came.
    index: Option<&'static str>,
}

/// The stretches of a list, in order. What says nothing comes last, whichever way the list is sorted.
fn stretches(sort: Sort, filter: &Filter) -> Vec<Stretch> {
    let (column, void) = (sort.column.sql(), sort.column.void());
    let index = index(sort.column, filter);
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
            index,
        }));
    } else if sort.column == Column::RedLine {
        found.push(Stretch { sql: "inbox.red_line = 1".to_owned(), order: "", value: Some(Value::Integer(1)), index });
    } else {
        found.push(Stretch { sql: void.said(column), order: column, value: None, index });
    }
    // The indexes of what is rarely said do not hold the rest.
    let rare = matches!(sort.column, Column::Questions | Column::Snoozed | Column::RedLine);
    found.push(Stretch { sql: void.silent(column), order: "", value: None, index: index.filter(|_| !rare) });
    found
}

/// The index in the order of a column. Without a kind of docket no index holds the order.
fn index(column: Column, filter: &Filter) -> Option<&'static str> {
    filter.is_case?;
    Some(match column {
        Column::Due if filter.view.is_open() => "inbox_order",
        Column::Due => "inbox_kind",
        Column::Number => "inbox_by_number",
        Column::Title => "inbox_by_title",
        Column::Channel => "inbox_by_channel",
        Column::Place => "inbox_by_place",
        Column::Department => "inbox_by_department",
        Column::Stage => "inbox_by_stage",
        Column::Party => "inbox_by_party",
        Column::Officer => "inbox_by_officer",
        Column::Medium => "inbox_by_medium",
        Column::Matter => "inbox_by_matter",
        Column::Damage => "inbox_by_damage",
        Column::Received => "inbox_by_received",
        Column::Rule => "inbox_by_rule",
        Column::Questions => "inbox_by_questions",
        Column::Snoozed => "inbox_by_snoozed",
        Column::RedLine => "inbox_red_line",
    })
}

/// Where a line stands in a sorted list: its stretch, its value there, when it came.
fn place(sort: Sort, key: Option<&Value>, docket: i64) -> (usize, Option<Value>, i64) {
    let Some(key) = key else { return (usize::MAX, None, docket) };
    match (sort.column, key) {
        (Column::Stage, Value::Text(name)) => {
            let rank = Stage::ALL.iter().position(|stage| stage.name() == name).unwrap_or(usize::MAX - 1);
            (if sort.descending { usize::MAX - 1 - rank } else { rank }, None, docket)
        }
        _ => (0, Some(key.clone()), docket),
    }
}

fn order(sort: Sort, one: &(usize, Option<Value>, i64), other: &(usize, Option<Value>, i64)) -> Ordering {
    let value = |one: &Option<Value>, other: &Option<Value>| match (one, other) {
        (Some(Value::Text(one)), Some(Value::Text(other))) => one.cmp(other),
        (Some(Value::Integer(one)), Some(Value::Integer(other))) => one.cmp(other),
        _ => Ordering::Equal,
    };
    let within = value(&one.1, &other.1).then(one.2.cmp(&other.2));
    one.0.cmp(&other.0).then(if sort.descending { within.reverse() } else { within })
}

impl Store {
    /// A page of a list, behind a line of it or from the start.
    pub fn page(&self, filter: &Filter, after: Option<&Cursor>, limit: usize) -> Result<Vec<InboxRow>, StoreError> {
        let mut plan = self.plan(filter, false)?;
        if let Plan::Walk(sets) = &plan {
            self.sieve.hold(sets.clone(), FAR.max(limit.saturating_mul(20)));
            match self.walk(filter, sets.len(), after, limit) {
                Err(StoreError::Sql(error)) if too_far(&error) => {}
                done => return done,
            }
            plan = self.plan(filter, true)?;
        }
        match plan {
            Plan::Few(ids) => self.sorted(filter, &ids, after, limit),
            Plan::Walk(sets) => {
                let count = sets.len();
                self.sieve.hold(sets, usize::MAX);
                self.walk(filter, count, after, limit)
            }
        }
    }

    /// Of a few dockets those that the filter holds, sorted.
    fn sorted(&self, filter: &Filter, ids: &[i64], after: Option<&Cursor>, limit: usize) -> Result<Vec<InboxRow>, StoreError> {
        let (clause, mut values) = filter.clause();
        let sort = filter.sort;
        values.push(Value::Text(list(ids)));
        let sql = format!(
            "SELECT inbox.docket, {}, {} FROM json_each(?{}) AS few JOIN inbox ON inbox.docket = few.value WHERE {clause}",
            sort.column.sql(),
            sort.column.void().said(sort.column.sql()),
            values.len()
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut places = Vec::new();
        while let Some(row) = rows.next()? {
            let key: Option<Value> = if row.get(2)? { Some(row.get(1)?) } else { None };
            places.push(place(sort, key.as_ref(), row.get(0)?));
        }
        if let Some(after) = after {
            let behind = place(sort, after.key.as_ref(), after.docket);
            places.retain(|place| order(sort, place, &behind) == Ordering::Greater);
        }
        places.sort_unstable_by(|one, other| order(sort, one, other));
        places.truncate(limit);
        let wanted: Vec<i64> = places.iter().map(|(.., docket)| *docket).collect();
        let sql = format!(
            "SELECT {INBOX} FROM json_each(?1) AS few JOIN inbox ON inbox.docket = few.value JOIN docket ON docket.id = inbox.docket ORDER BY few.key"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_map([list(&wanted)], inbox_row)?.collect::<Result<_, _>>()?)
    }

    /// Along the order of the list until the page is full.
    fn walk(&self, filter: &Filter, sets: usize, after: Option<&Cursor>, limit: usize) -> Result<Vec<InboxRow>, StoreError> {
        let (clause, values) = filter.asked(Some(sets));
        let (way, beyond) = if filter.sort.descending { ("DESC", "<") } else { ("ASC", ">") };
        let mut rows: Vec<InboxRow> = Vec::new();
        let mut reached = after.is_none();
        for stretch in stretches(filter.sort, filter) {
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
            let index = stretch.index.map_or_else(|| "NOT INDEXED".to_owned(), |index| format!("INDEXED BY {index}"));
            values.push(Value::Integer(i64::try_from(limit - rows.len()).unwrap_or(i64::MAX)));
            let sql = format!(
                "SELECT {INBOX} FROM inbox {index} JOIN docket ON docket.id = inbox.docket WHERE {sql} ORDER BY {by}inbox.docket {way} LIMIT ?{}",
                values.len()
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
        let narrowed = !filter.conditions.is_empty() || super::search::query(&filter.text).is_some();
        if !narrowed {
            // The view's own index holds all that it asks.
            let (sql, values) = filter.clause();
            let from = if filter.is_case.is_some() { format!("INDEXED BY {} ", filter.view.index()) } else { String::new() };
            let sql = format!("SELECT count(*) FROM (SELECT 1 FROM inbox {from}WHERE {sql} LIMIT {most})");
            let mut statement = self.connection.prepare_cached(&sql)?;
            return Ok(statement.query_row(params_from_iter(values), |row| row.get(0))?);
        }
        let (from, (clause, mut values)) = match self.plan(filter, false)? {
            Plan::Few(ids) => {
                let (clause, mut values) = filter.clause();
                values.push(Value::Text(list(&ids)));
                (format!("json_each(?{}) AS few JOIN inbox ON inbox.docket = few.value", values.len()), (clause, values))
            }
            Plan::Walk(sets) => {
                let count = sets.len();
                self.sieve.hold(sets, usize::MAX);
                ("inbox".to_owned(), filter.asked(Some(count)))
            }
        };
        values.push(Value::Integer(i64::try_from(most).unwrap_or(i64::MAX)));
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {from} WHERE {clause} LIMIT ?{})", values.len());
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row(params_from_iter(values), |row| row.get(0))?)
    }
}

/// Numbers as a JSON list.
fn list(ids: &[i64]) -> String {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    format!("[{}]", ids.join(","))
}
