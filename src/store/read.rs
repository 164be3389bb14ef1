//! Reading: dockets, pages of the lists, deadlines, the log. Lists are paged by key; nothing reads a whole table for a key press.

use super::prior::{self, Prior};
use super::{Store, StoreError};
use crate::docket::{Attributes, Data, Docket, Fact, Kind};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

/// A docket with what the database knows beside it.
#[derive(Debug, Clone)]
pub struct StoredDocket {
    /// The docket.
    pub docket: Docket,
    /// Its revision.
    pub revision: i64,
    /// Version of the profile it is pinned to.
    pub profile_version: String,
    /// Open questions of its import, as JSON.
    pub questions: String,
    /// The same party's earlier damage in other dockets, newest first.
    pub priors: Vec<Prior>,
    /// What is only likely the same party's: another spelling of its name, to be confirmed by a person.
    pub likely: Vec<Prior>,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs)] // the columns of `inbox`, as `InboxRecord` names them
pub struct InboxRow {
    pub docket: i64,
    pub stage: String,
    pub is_case: bool,
    pub ended: bool,
    pub number: String,
    pub title: String,
    pub channel: String,
    pub place: String,
    pub department: String,
    pub medium: String,
    pub party: String,
    pub officer: String,
    pub rule: String,
    pub due: Option<String>,
    pub safe: Option<String>,
    pub status: String,
    pub provisional: bool,
    pub damage_cents: Option<i64>,
    pub snoozed_until: Option<String>,
    pub questions: i64,
    pub received: Option<String>,
    pub revision: i64,
    pub matter: String,
    pub red_line: bool,
    pub protected_area: bool,
    pub supervised: bool,
    pub major: bool,
}

/// A deadline with its docket's number and title.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs)] // the columns of `deadline`, as `DeadlineRecord` names them
pub struct DeadlineRow {
    pub docket: i64,
    pub place: i64,
    pub number: String,
    pub title: String,
    pub officer: String,
    pub department: String,
    pub stage: String,
    pub rule: String,
    pub party: String,
    pub n: i64,
    pub round: i64,
    pub start: Option<String>,
    pub due: Option<String>,
    pub safe: Option<String>,
    pub latest: Option<String>,
    pub status: String,
    pub provisional: bool,
    pub binding: bool,
    pub nature: String,
    pub owner: String,
    pub met_on: Option<String>,
    pub begin: Option<String>,
    pub effort: i64,
    pub label: String,
    pub warn: String,
}

pub(super) const INBOX: &str = "inbox.docket, stage, is_case, ended, number, title, channel, place, department, medium, party, officer, rule, due, safe, status, \
     provisional, damage_cents, snoozed_until, inbox.questions, received, docket.revision, matter, red_line, protected_area, supervised, major";

pub(super) fn inbox_row(row: &Row<'_>) -> rusqlite::Result<InboxRow> {
    let safe: String = row.get(14)?;
    Ok(InboxRow {
        docket: row.get(0)?,
        stage: row.get(1)?,
        is_case: row.get(2)?,
        ended: row.get(3)?,
        number: row.get(4)?,
        title: row.get(5)?,
        channel: row.get(6)?,
        place: row.get(7)?,
        department: row.get(8)?,
        medium: row.get(9)?,
        party: row.get(10)?,
        officer: row.get(11)?,
        rule: row.get(12)?,
        due: row.get(13)?,
        safe: (safe != super::rows::NO_DUE).then_some(safe),
        status: row.get(15)?,
        provisional: row.get(16)?,
        damage_cents: row.get(17)?,
        snoozed_until: row.get(18)?,
        questions: row.get(19)?,
        received: row.get(20)?,
        revision: row.get(21)?,
        matter: row.get(22)?,
        red_line: row.get(23)?,
        protected_area: row.get(24)?,
        supervised: row.get(25)?,
        major: row.get(26)?,
    })
}

pub(super) const DEADLINE: &str = "deadline.docket, deadline.place, number, title, officer, department, stage, deadline.rule, deadline.party, n, round, start, deadline.due, deadline.safe, \
     latest, deadline.status, deadline.provisional, binding, nature, owner, met_on, begin, effort, label, warn";

pub(super) fn deadline_row(row: &Row<'_>) -> rusqlite::Result<DeadlineRow> {
    Ok(DeadlineRow {
        docket: row.get(0)?,
        place: row.get(1)?,
        number: row.get(2)?,
        title: row.get(3)?,
        officer: row.get(4)?,
        department: row.get(5)?,
        stage: row.get(6)?,
        rule: row.get(7)?,
        party: row.get(8)?,
        n: row.get(9)?,
        round: row.get(10)?,
        start: row.get(11)?,
        due: row.get(12)?,
        safe: Some(row.get::<_, String>(13)?).filter(|day| day != super::rows::NO_DUE),
        latest: row.get(14)?,
        status: row.get(15)?,
        provisional: row.get(16)?,
        binding: row.get(17)?,
        nature: row.get(18)?,
        owner: row.get(19)?,
        met_on: row.get(20)?,
        begin: row.get(21)?,
        effort: row.get(22)?,
        label: row.get(23)?,
        warn: row.get(24)?,
    })
}

/// Reads a docket with all its facts, without looking for earlier damage elsewhere.
pub fn docket(connection: &Connection, id: i64) -> Result<Option<StoredDocket>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT profile, profile_version, attributes, questions, revision FROM docket WHERE id = ?1")?;
    let head = statement
        .query_row([id], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, i64>(4)?,
            ))
        })
        .optional()?;
    let Some((profile, profile_version, attributes, questions, revision)) = head else { return Ok(None) };
    let attributes: Attributes = serde_json::from_str(&attributes).map_err(|_| StoreError::BadFact(0))?;
    let mut facts = Vec::new();
    let mut statement =
        connection.prepare_cached("SELECT id, kind, on_day, at, by, data, withdraws FROM fact WHERE docket = ?1 ORDER BY id")?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        facts.push(fact(row)?);
    }
    let docket = Docket { id, profile, attributes, facts };
    Ok(Some(StoredDocket { docket, revision, profile_version, questions, priors: Vec::new(), likely: Vec::new() }))
}

/// A fact from its row.
pub(super) fn fact(row: &Row<'_>) -> Result<Fact, StoreError> {
    let id: i64 = row.get(0)?;
    let (kind, on, data): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(5)?);
    let bad = || StoreError::BadFact(id);
    Ok(Fact {
        id,
        kind: Kind::parse(&kind).ok_or_else(bad)?,
        on: on.parse().map_err(|_| bad())?,
        at: row.get(3)?,
        by: row.get(4)?,
        data: serde_json::from_str::<Data>(&data).map_err(|_| bad())?,
        withdraws: row.get(6)?,
    })
}

impl Store {
    /// The dockets of which nothing counts any more, the newest first; at most so many.
    pub fn withdrawn(&self, limit: usize) -> Result<Vec<i64>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM docket WHERE live = 0 AND profile <> ?1 ORDER BY id DESC LIMIT ?2")?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        Ok(statement.query_map(params![super::OFFICE, limit], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// A docket with all its facts, and the same party's earlier damage in other dockets.
    pub fn docket(&self, id: i64) -> Result<Option<StoredDocket>, StoreError> {
        let Some(mut stored) = docket(&self.connection, id)? else { return Ok(None) };
        (stored.priors, stored.likely) = prior::priors(&self.connection, &stored.docket)?;
        Ok(Some(stored))
    }

    /// A docket without what others say about its parties.
    pub fn docket_alone(&self, id: i64) -> Result<Option<StoredDocket>, StoreError> {
        docket(&self.connection, id)
    }

    /// The docket of a number or id as people write it.
    pub fn find(&self, name: &str) -> Result<Option<i64>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT docket FROM inbox WHERE number = ?1 ORDER BY docket LIMIT 1")?;
        let by_number: Option<i64> = statement.query_row([name], |row| row.get(0)).optional()?;
        if by_number.is_some() {
            return Ok(by_number);
        }
        let Ok(id) = name.trim_start_matches('#').parse::<i64>() else { return Ok(None) };
        let mut statement = self.connection.prepare_cached("SELECT id FROM docket WHERE id = ?1 AND profile <> ?2")?;
        Ok(statement.query_row(params![id, super::OFFICE], |row| row.get(0)).optional()?)
    }

    /// The line of one docket.
    pub fn line(&self, id: i64) -> Result<Option<InboxRow>, StoreError> {
        let sql = format!("SELECT {INBOX} FROM inbox JOIN docket ON docket.id = inbox.docket WHERE inbox.docket = ?1");
        Ok(self.connection.prepare_cached(&sql)?.query_row([id], inbox_row).optional()?)
    }

    /// Deadlines, earliest first: open ones only or all, until a day, of one docket or of all, at most `limit`.
    pub fn deadlines(
        &self,
        open: bool,
        from: Option<&str>,
        until: Option<&str>,
        docket: Option<i64>,
        limit: usize,
    ) -> Result<Vec<DeadlineRow>, StoreError> {
        let mut sql = format!("SELECT {DEADLINE} FROM deadline JOIN inbox ON inbox.docket = deadline.docket WHERE 1");
        let mut values: Vec<Value> = Vec::new();
        let mut add = |text: &str, value: Value| {
            values.push(value);
            sql.push_str(&text.replace('?', &format!("?{}", values.len())));
        };
        if let Some(day) = from {
            add(" AND deadline.safe >= ?", Value::Text(day.to_owned()));
        }
        if let Some(day) = until {
            add(" AND deadline.safe <= ?", Value::Text(day.to_owned()));
        }
        if let Some(id) = docket {
            add(" AND deadline.docket = ?", Value::Integer(id));
        }
        // What has no date is no deadline: it is read as tasks.
        sql.push_str(" AND deadline.nature <> 'task'");
        if open {
            sql.push_str(" AND deadline.open = 1");
        }
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        sql.push_str(&format!(" ORDER BY deadline.safe, deadline.docket, deadline.place LIMIT {limit}"));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), deadline_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The revision of a docket.
    pub fn revision(&self, id: i64) -> Result<i64, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT revision FROM docket WHERE id = ?1")?;
        statement.query_row([id], |row| row.get(0)).optional()?.ok_or(StoreError::NoDocket(id))
    }

    /// The profiles that dockets are pinned to.
    pub fn profiles(&self) -> Result<Vec<String>, StoreError> {
        // From one name to the next by the index: DISTINCT would read every docket.
        let mut statement = self.connection.prepare_cached(
            "WITH RECURSIVE named(name) AS (SELECT min(profile) FROM docket UNION ALL \
             SELECT (SELECT min(profile) FROM docket WHERE profile > name) FROM named WHERE name IS NOT NULL) \
             SELECT name FROM named WHERE name IS NOT NULL",
        )?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// How many dockets there are.
    pub fn dockets(&self) -> Result<i64, StoreError> {
        Ok(self.connection.query_row("SELECT count(*) FROM docket", [], |row| row.get(0))?)
    }

    /// Ids of dockets that have not ended, in order, after one.
    pub fn open_ids(&self) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT docket FROM inbox WHERE ended = 0 ORDER BY docket")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}
