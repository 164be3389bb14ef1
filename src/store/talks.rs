//! The negotiations of all dockets in the order of the tracker: which views hold each, without working any of them out.

use super::rows::TALK;
use super::{Filter, Store, StoreError};
use rusqlite::params;

/// The place of a negotiation in the tracker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TalkKey {
    /// The docket.
    pub docket: i64,
    /// Its revision.
    pub revision: i64,
    /// The liable party with a track of its own, else empty.
    pub party: String,
    /// The views that hold it, one bit each.
    pub views: i64,
    /// Who has the docket.
    pub officer: String,
}

impl Store {
    /// The day as of which the derived rows stand, `YYYY-MM-DD`.
    pub fn derived_on(&self) -> Result<Option<String>, StoreError> {
        self.setting("derived_on")
    }

    /// What has a day by that day, then what has waited longest; of the dockets that a filter holds.
    pub fn talks(&self, filter: &Filter) -> Result<Vec<TalkKey>, StoreError> {
        let held = if filter.is_plain() { None } else { Some(self.lines(|lines| self.held(filter, lines))?) };
        let mut statement = self.connection.prepare_cached(
            "SELECT deadline.docket, docket.revision, deadline.party, deadline.n, inbox.officer FROM deadline \
             CROSS JOIN inbox ON inbox.docket = deadline.docket CROSS JOIN docket ON docket.id = deadline.docket \
             WHERE deadline.open = 1 AND deadline.safe = ?1 \
             ORDER BY deadline.due IS NULL, deadline.due, deadline.start IS NULL, deadline.start, deadline.docket, deadline.place",
        )?;
        let rows = statement.query_map(params![TALK], |row| {
            Ok(TalkKey {
                docket: row.get(0)?,
                revision: row.get(1)?,
                party: row.get(2)?,
                views: row.get(3)?,
                officer: row.get(4)?,
            })
        })?;
        let all: Vec<TalkKey> = rows.collect::<Result<_, _>>()?;
        Ok(all.into_iter().filter(|key| held.as_ref().is_none_or(|held| held.has(key.docket))).collect())
    }
}
