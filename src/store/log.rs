//! The log: its links and the facts of each, what was done last and what was taken back.

use super::read::fact;
use super::{Store, StoreError};
use crate::docket::Fact;

/// A link of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // the columns of `log`
pub struct LogRow {
    pub n: i64,
    pub at: i64,
    pub by: String,
    pub command: String,
    pub summary: String,
    pub undoes: Option<i64>,
}

/// The command of the link that another year of the calendar leaves: the year is a file, so nothing is taken back.
pub const YEAR_ADDED: &str = "calendar.year";

impl Store {
    /// Facts of all dockets or of one, in the order of recording.
    pub fn facts(&self, docket: Option<i64>, limit: usize) -> Result<Vec<(i64, Fact)>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.facts_where("?1 IS NULL OR docket = ?1", &docket, limit)
    }

    /// The facts and dockets of a log link.
    pub fn link_facts(&self, link: i64) -> Result<Vec<(i64, Fact)>, StoreError> {
        self.facts_where("log = ?1", &link, i64::MAX)
    }

    /// The facts of the last links that wrote to a docket, so many of them, oldest first.
    pub fn latest_facts(&self, docket: i64, links: i64) -> Result<Vec<Fact>, StoreError> {
        let last =
            format!("docket = ?1 AND log IN (SELECT DISTINCT log FROM fact WHERE docket = ?1 ORDER BY log DESC LIMIT {links})");
        Ok(self.facts_where(&last, &docket, i64::MAX)?.into_iter().map(|(_, fact)| fact).collect())
    }

    /// How many facts a link holds.
    pub fn link_size(&self, link: i64) -> Result<usize, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT count(*) FROM fact WHERE log = ?1")?;
        Ok(statement.query_row([link], |row| row.get::<_, i64>(0)).map(|count| usize::try_from(count).unwrap_or(0))?)
    }

    /// The kind of a fact.
    pub fn fact_kind(&self, fact: i64) -> Result<Option<crate::docket::Kind>, StoreError> {
        use rusqlite::OptionalExtension as _;
        let mut statement = self.connection.prepare_cached("SELECT kind FROM fact WHERE id = ?1")?;
        let name: Option<String> = statement.query_row([fact], |row| row.get(0)).optional()?;
        Ok(name.and_then(|name| crate::docket::Kind::parse(&name)))
    }

    /// The log link that a fact was recorded with.
    pub fn link_of(&self, fact: i64) -> Result<i64, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT log FROM fact WHERE id = ?1")?;
        Ok(statement.query_row([fact], |row| row.get(0))?)
    }

    /// The dockets that hold a fact of a kind, taken back or not, in order.
    pub fn dockets_with(&self, kind: crate::docket::Kind) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT DISTINCT docket FROM fact WHERE kind = ?1 ORDER BY docket")?;
        Ok(statement.query_map([kind.name()], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    fn facts_where(&self, clause: &str, value: &dyn rusqlite::ToSql, limit: i64) -> Result<Vec<(i64, Fact)>, StoreError> {
        let sql =
            format!("SELECT id, kind, on_day, at, by, data, withdraws, docket FROM fact WHERE {clause} ORDER BY id LIMIT ?2");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(rusqlite::params![value, limit])?;
        let mut facts = Vec::new();
        while let Some(row) = rows.next()? {
            facts.push((row.get(7)?, fact(row)?));
        }
        Ok(facts)
    }

    /// Links of the log, newest first.
    pub fn log(&self, limit: usize) -> Result<Vec<LogRow>, StoreError> {
        self.log_where("1", "", limit)
    }

    fn log_where(&self, clause: &str, by: &str, limit: usize) -> Result<Vec<LogRow>, StoreError> {
        let sql = format!(
            "SELECT n, at, by, command, summary, undoes FROM log WHERE ({clause}) AND ?1 IS NOT NULL ORDER BY n DESC LIMIT ?2"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(rusqlite::params![by, limit as i64], |row| {
            Ok(LogRow {
                n: row.get(0)?,
                at: row.get(1)?,
                by: row.get(2)?,
                command: row.get(3)?,
                summary: row.get(4)?,
                undoes: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Links with a fact of a docket that were written until a moment, newest first.
    pub fn log_of(&self, docket: i64, until: i64) -> Result<Vec<LogRow>, StoreError> {
        let clause = format!("at <= {until} AND n IN (SELECT log FROM fact WHERE docket = ?1)");
        // A docket holds no more facts than this, and a link at least one of them.
        self.log_where(&clause, &docket.to_string(), usize::from(u16::MAX))
    }

    /// A link by its number.
    pub fn link(&self, n: i64) -> Result<Option<LogRow>, StoreError> {
        Ok(self.log_where("n = ?1", &n.to_string(), 1)?.into_iter().next())
    }

    /// Whether a link is there and not taken back.
    pub fn stands(&self, n: i64) -> Result<bool, StoreError> {
        let clause = "n = ?1 AND NOT EXISTS (SELECT 1 FROM log AS later WHERE later.undoes = log.n \
                      AND NOT EXISTS (SELECT 1 FROM log AS again WHERE again.undoes = later.n))";
        Ok(!self.log_where(clause, &n.to_string(), 1)?.is_empty())
    }

    /// The latest link of an officer that is neither undone nor an undoing.
    pub fn last_done(&self, by: &str) -> Result<Option<LogRow>, StoreError> {
        let clause = format!(
            "by = ?1 AND undoes IS NULL AND command <> '{YEAR_ADDED}' \
             AND NOT EXISTS (SELECT 1 FROM log AS later WHERE later.undoes = log.n \
             AND NOT EXISTS (SELECT 1 FROM log AS again WHERE again.undoes = later.n))"
        );
        Ok(self.log_where(&clause, by, 1)?.into_iter().next())
    }

    /// The latest undoing of an officer that is not itself undone, if nothing was done since.
    pub fn last_undone(&self, by: &str) -> Result<Option<LogRow>, StoreError> {
        // An undoing takes back an act; what takes back an undoing is a redo and is not redone again.
        let clause = "by = ?1 AND undoes IN (SELECT n FROM log WHERE undoes IS NULL) \
                      AND NOT EXISTS (SELECT 1 FROM log AS again WHERE again.undoes = log.n) \
                      AND NOT EXISTS (SELECT 1 FROM log AS later WHERE later.by = ?1 AND later.n > log.n AND later.undoes IS NULL)";
        Ok(self.log_where(clause, by, 1)?.into_iter().next())
    }

    /// Whether anybody else has recorded something on the dockets of a link since.
    pub fn others_since(&self, link: i64, by: &str) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM fact WHERE log > ?1 AND by <> ?2 AND docket IN \
             (SELECT docket FROM fact JOIN docket ON docket.id = fact.docket WHERE fact.log = ?1 AND profile <> ?3))",
        )?;
        // What the office records beside each other does not rest on each other.
        Ok(statement.query_row(rusqlite::params![link, by, super::OFFICE], |row| row.get(0))?)
    }
}
