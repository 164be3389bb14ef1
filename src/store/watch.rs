//! The major cases: what the list of supervision shows of each, out of derived rows, however many there are.

use super::rows::WATCH;
use super::{Store, StoreError};
use rusqlite::params;

/// A major case; days as `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchRow {
    /// The docket.
    pub docket: i64,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Who has it.
    pub officer: String,
    /// How far supervision has come, by name.
    pub track: String,
    /// Key of the ground.
    pub ground: String,
    /// The supervising unit.
    pub unit: String,
    /// Since when it is supervised.
    pub opened: Option<String>,
    /// The report that is due next; 0 for the closing report.
    pub n: u32,
    /// Its day, where one is due.
    pub due: Option<String>,
    /// Reports that answered a day, and how many were late or are missing, on the day of derivation.
    pub reports: (i64, i64),
    /// The day of the last report, and the key of its pace.
    pub last: (Option<String>, String),
}

impl Store {
    /// All major cases: by the day of the next report, then those without one.
    pub fn watched(&self) -> Result<Vec<WatchRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT line.docket, number, title, officer, line.status, label, line.party, start, n, line.due, round, effort, \
             met_on, owner FROM deadline AS line CROSS JOIN inbox ON inbox.docket = line.docket \
             WHERE line.open = 1 AND line.nature = 'task' AND line.safe = ?1 ORDER BY line.due IS NULL, line.due, number, line.docket",
        )?;
        let rows = statement.query_map(params![WATCH], |row| {
            Ok(WatchRow {
                docket: row.get(0)?,
                number: row.get(1)?,
                title: row.get(2)?,
                officer: row.get(3)?,
                track: row.get(4)?,
                ground: row.get(5)?,
                unit: row.get(6)?,
                opened: row.get(7)?,
                n: row.get(8)?,
                due: row.get(9)?,
                reports: (row.get(10)?, row.get(11)?),
                last: (row.get(12)?, row.get(13)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
