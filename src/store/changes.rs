//! What was changed of a docket after it was opened, and which database this is.

use super::{Store, StoreError};
use crate::docket::{FactId, Stamp};
use sha2::{Digest, Sha256};

/// The setting that holds the name of a database.
const IDENT: &str = "ident";
/// Letters of that name.
const LETTERS: usize = 12;

impl Store {
    /// The dockets that were changed since a moment, after the act that opened them: the first fact of each such act.
    pub fn changes_since(&self, at: Stamp) -> Result<Vec<(i64, Vec<FactId>)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT fact.docket, min(fact.id) FROM fact JOIN docket ON docket.id = fact.docket \
             WHERE fact.at >= ?1 AND fact.log <> docket.log AND docket.profile <> ?2 \
             GROUP BY fact.docket, fact.log ORDER BY fact.docket, fact.log",
        )?;
        let mut rows = statement.query(rusqlite::params![at, super::OFFICE])?;
        let mut found: Vec<(i64, Vec<FactId>)> = Vec::new();
        while let Some(row) = rows.next()? {
            let (docket, fact) = (row.get(0)?, row.get(1)?);
            match found.last_mut().filter(|(last, _)| *last == docket) {
                Some((_, cuts)) => cuts.push(fact),
                None => found.push((docket, vec![fact])),
            }
        }
        Ok(found)
    }

    /// A name of this database that stays, and that no other database has: it goes into what leaves the house.
    pub fn ident(&self) -> Result<String, StoreError> {
        if let Some(kept) = self.setting(IDENT)? {
            return Ok(kept);
        }
        let mut statement = self.connection.prepare_cached("SELECT hash FROM log WHERE n = 1")?;
        let first = statement.query_row([], |row| row.get::<_, String>(0));
        Ok(first.map(|hash| hash.chars().take(LETTERS).collect()).unwrap_or_default())
    }

    /// Gives a database its name, once: made of a moment and of where and by whom it was set up.
    pub fn keep_ident(&mut self, moment: Stamp, unit: &str) -> Result<(), StoreError> {
        if !self.ident()?.is_empty() {
            return Ok(());
        }
        let (process, path) = (std::process::id(), self.connection.path().unwrap_or_default());
        let hash = super::chain::hex(&Sha256::digest(format!("{moment} {process} {path} {unit}")));
        self.set_setting(IDENT, &hash.chars().take(LETTERS).collect::<String>())
    }
}
