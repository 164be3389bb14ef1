//! The queue of approvals: proposals that wait for whoever is in charge, and those that came back.

use super::rows::{RETURNED, WAITING};
use super::{Store, StoreError};
use rusqlite::{OptionalExtension as _, params};

/// A proposal in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ApprovalRow {
    /// The docket.
    pub docket: i64,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Who has it.
    pub officer: String,
    /// The liable party, empty if not by party.
    pub party: String,
    /// The step that consents.
    pub step: String,
    /// Who proposed it.
    pub by: String,
    /// The day on which it was proposed, or came back.
    pub since: String,
    /// It came back.
    pub returned: bool,
}

/// Proposals are counted no further.
const COUNTED: i64 = 1_000;

impl Store {
    /// Proposals without a consent: those that came back first, then the longest waiting; at most so many.
    pub fn approvals(&self, limit: usize) -> Result<Vec<ApprovalRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT deadline.docket, number, title, officer, deadline.party, deadline.rule, owner, coalesce(start, ''), \
             deadline.safe = ?1 FROM deadline JOIN inbox ON inbox.docket = deadline.docket \
             WHERE open = 1 AND deadline.safe IN (?1, ?2) ORDER BY deadline.safe, start, deadline.docket LIMIT ?3",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![RETURNED, WAITING, limit], |row| {
            Ok(ApprovalRow {
                docket: row.get(0)?,
                number: row.get(1)?,
                title: row.get(2)?,
                officer: row.get(3)?,
                party: row.get(4)?,
                step: row.get(5)?,
                by: row.get(6)?,
                since: row.get(7)?,
                returned: row.get(8)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many proposals of others wait, and how many of the officer's own came back; counted to a thousand each.
    pub fn approvals_of(&self, officer: &str) -> Result<(i64, i64), StoreError> {
        let count = |safe: &str, own: bool| -> Result<i64, StoreError> {
            let mut statement = self.connection.prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM deadline WHERE open = 1 AND safe = ?1 AND (owner = ?2) = ?3 LIMIT ?4)",
            )?;
            Ok(statement.query_row(params![safe, officer, own, COUNTED], |row| row.get(0))?)
        };
        Ok((count(WAITING, false)?, count(RETURNED, true)?))
    }

    /// Since when the one of others that has waited longest has waited, among those that some steps consent to.
    pub fn waiting_since(&self, officer: &str, steps: &[&str]) -> Result<Option<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT start FROM deadline WHERE open = 1 AND nature = 'task' AND safe = ?1 AND rule = ?2 AND owner <> ?3 \
             ORDER BY start LIMIT 1",
        )?;
        let mut first: Option<String> = None;
        for step in steps {
            let found: Option<String> =
                statement.query_row(params![WAITING, step, officer], |row| row.get(0)).optional()?.flatten();
            first = [first, found].into_iter().flatten().min();
        }
        Ok(first)
    }
}
