//! What stands open without a date: by step and by docket.

use super::rows::{ROUTINE, TASK};
use super::{Store, StoreError};
use rusqlite::params;

/// What is open of one step over all dockets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskGroup {
    /// The step.
    pub step: String,
    /// How many.
    pub count: i64,
    /// The earliest day since which one stands open.
    pub since: Option<String>,
    /// Nearly every docket is asked it.
    pub routine: bool,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRow {
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
    /// The day since which it stands open.
    pub since: Option<String>,
    /// The stage that it is about, by its place among all of them from one; 0 for none.
    pub n: i64,
}

impl Store {
    /// What stands open without a date, one line a step, the longest first.
    pub fn task_groups(&self) -> Result<Vec<TaskGroup>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT rule, count(*), min(start), safe = ?2 FROM deadline WHERE open = 1 AND safe IN (?1, ?2) AND nature = 'task' \
             GROUP BY safe, rule ORDER BY safe DESC, min(start)",
        )?;
        let rows = statement.query_map(params![TASK, ROUTINE], |row| {
            Ok(TaskGroup { step: row.get(0)?, count: row.get(1)?, since: row.get(2)?, routine: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Where a step stands open, the longest first.
    pub fn tasks(&self, step: &str, limit: usize) -> Result<Vec<TaskRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT deadline.docket, number, title, officer, deadline.party, start, n FROM deadline \
             JOIN inbox ON inbox.docket = deadline.docket \
             WHERE open = 1 AND deadline.safe IN (?1, ?2) AND nature = 'task' AND deadline.rule = ?3 \
             ORDER BY start, deadline.docket LIMIT ?4",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![TASK, ROUTINE, step, limit], |row| {
            Ok(TaskRow {
                docket: row.get(0)?,
                number: row.get(1)?,
                title: row.get(2)?,
                officer: row.get(3)?,
                party: row.get(4)?,
                since: row.get(5)?,
                n: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
