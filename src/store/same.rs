//! Is a lead of a ledger here already? By its fingerprint, by its number, by its title.

use super::{Store, StoreError};
use rusqlite::OptionalExtension as _;

/// Lines of one title that are looked at: a title as general as that says nothing.
const ALIKE: usize = 20;

/// A docket of the title asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// The docket.
    pub docket: i64,
    /// Its parties, as the lists show them.
    pub party: String,
    /// Its place.
    pub place: String,
}

impl Store {
    /// The docket that was made of a row that says the same.
    pub fn of_fingerprint(&self, fingerprint: &str) -> Result<Option<i64>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM docket WHERE fingerprint = ?1 AND live = 1")?;
        Ok(statement.query_row([fingerprint], |row| row.get(0)).optional()?)
    }

    /// The one docket of a number; `None` where there are several.
    pub fn of_number(&self, number: &str) -> Result<Option<i64>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT docket FROM inbox WHERE number = ?1 LIMIT 2")?;
        let found: Vec<i64> = statement.query_map([number], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(if let [one] = found.as_slice() { Some(*one) } else { None })
    }

    /// Dockets of a title, the newest first.
    pub fn of_title(&self, title: &str) -> Result<Vec<Alike>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT docket, party, place FROM inbox INDEXED BY inbox_title WHERE title = ?1 ORDER BY docket DESC LIMIT ?2",
        )?;
        let row = |row: &rusqlite::Row<'_>| Ok(Alike { docket: row.get(0)?, party: row.get(1)?, place: row.get(2)? });
        let found = statement.query_map(rusqlite::params![title, ALIKE as i64], row)?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}
