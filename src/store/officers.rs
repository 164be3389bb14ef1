//! Who works at the database, in which role, under which account. Who may approve rests on this, so it is said by facts of
//! the office's own docket: in the log, covered by its chain. A list beside them counts only where there are none yet.

use super::{OFFICE, Store, StoreError, read};
use crate::docket::{Docket, Fact, Kind};

/// Name, role, and the account it is mapped to.
pub type Officer = (String, String, Option<i64>);

impl Store {
    /// The officers by name, each as it was last named.
    pub fn officers(&self) -> Result<Vec<Officer>, StoreError> {
        let facts = self.officer_facts()?;
        if facts.iter().all(|fact| fact.kind != Kind::OfficerNamed) {
            return self.officers_before();
        }
        let docket = Docket { facts, ..Docket::default() };
        let mut found: std::collections::BTreeMap<String, Officer> = std::collections::BTreeMap::new();
        for fact in docket.state().live.iter().filter(|fact| fact.kind == Kind::OfficerNamed) {
            let word = |key| fact.data.text(key).unwrap_or_default().to_owned();
            found.insert(word("name"), (word("name"), word("role"), fact.data.int("uid")));
        }
        Ok(found.into_values().collect())
    }

    /// Whether any officer is named by a fact, taken back or not.
    pub fn names_officers(&self) -> Result<bool, StoreError> {
        Ok(self.officer_facts()?.iter().any(|fact| fact.kind == Kind::OfficerNamed))
    }

    /// The list of before, which stands in no link of the log: with one, who may approve cannot be proved.
    pub fn officers_before(&self) -> Result<Vec<Officer>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT name, role, uid FROM officer ORDER BY name")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Forgets that list, once facts say what it said.
    pub fn forget_officers_before(&mut self) -> Result<(), StoreError> {
        let _lock = self.lock()?;
        self.connection.execute("DELETE FROM officer", [])?;
        Ok(())
    }

    fn officer_facts(&self) -> Result<Vec<Fact>, StoreError> {
        let Some(office) = self.of_fingerprint(OFFICE)? else { return Ok(Vec::new()) };
        let mut statement = self.connection.prepare_cached(
            "SELECT id, kind, on_day, at, by, data, withdraws FROM fact WHERE docket = ?1 AND kind IN (?2, ?3) ORDER BY id",
        )?;
        let mut rows = statement.query(rusqlite::params![office, Kind::OfficerNamed.name(), Kind::FactWithdrawn.name()])?;
        let mut facts = Vec::new();
        while let Some(row) = rows.next()? {
            facts.push(read::fact(row)?);
        }
        Ok(facts)
    }
}
