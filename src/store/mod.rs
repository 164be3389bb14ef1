//! The only SQL: opening and migrating, appending facts in one transaction with their log link and derived rows,
//! reading, searching, drafts, verification, backup.

mod agenda;
mod append;
mod approvals;
mod backup;
mod chain;
mod changes;
mod column;
mod dues;
mod error;
mod files;
mod filter;
mod lines;
mod lock;
mod log;
mod marks;
mod officers;
mod open;
mod page;
mod plan;
mod prior;
mod read;
mod related;
mod rows;
mod same;
mod search;
mod sieve;
mod talks;
mod tasks;
mod texts;
mod watch;

pub use agenda::{Part, Place, Span, Wanted, WorkRow};
pub use append::{Batch, Entry, Receipt, Target};
pub use approvals::ApprovalRow;
pub use chain::ChainError;
pub use column::{Column, Cursor, Sort};
pub use error::StoreError;
pub use files::{FileFault, Kept, LARGEST};
pub use filter::{Condition, Filter, Flag, Term, View};
pub use log::{LogRow, YEAR_ADDED};
pub use prior::Prior;
pub use read::{DeadlineRow, InboxRow, StoredDocket};
pub use related::{Candidate, Probe};
pub use rows::{DeadlineRecord, InboxRecord, OFFICE, RETURNED, ROUTINE, Rows, TALK, TASK, TASKS, WAITING, WATCH};
pub use same::Alike;
pub use search::{begins_so, tokens};
pub use talks::TalkKey;
pub use tasks::{TaskGroup, TaskRow};
pub use watch::WatchRow;

use rusqlite::Connection;
use std::path::PathBuf;

/// Settings that hold the source of a profile version begin so.
const KEPT: &str = "profile-source ";

/// An open database.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: Option<PathBuf>,
    read_only: bool,
    notices: Vec<Notice>,
    sieve: sieve::Sieve,
    memory: std::sync::Mutex<lines::Memory>,
}

/// Something to tell at the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Written by a newer program: opened for reading only.
    Newer(i64),
    /// The chain's head is not the one that the witness beside the file remembers.
    Witness {
        /// The link it remembers.
        expected: i64,
        /// The last link in the file.
        found: i64,
    },
    /// The file cannot be written.
    ReadOnly,
    /// A copy was made before the schema was brought up to date.
    Migrated(PathBuf),
}

impl Store {
    /// What to tell at the start.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Whether nothing can be written.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// The file; `None` in memory.
    pub fn path(&self) -> Option<&std::path::Path> {
        self.path.as_deref()
    }

    /// A number that changes when another process has written.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        Ok(self.connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// A setting.
    pub fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        use rusqlite::OptionalExtension as _;
        let mut statement = self.connection.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Keeps a setting.
    pub fn set_setting(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        let _lock = self.lock()?;
        keep_setting(&self.connection, key, value)
    }

    /// The sources of profiles that dockets are pinned to, by version.
    pub fn kept_profiles(&self) -> Result<Vec<(String, String)>, StoreError> {
        let from = KEPT.to_owned();
        let mut statement = self.connection.prepare_cached("SELECT key, value FROM setting WHERE key >= ?1 AND key < ?2")?;
        let rows = statement
            .query_map([&from, &format!("{KEPT}\u{10ffff}")], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        rows.map(|row| row.map(|(key, value)| (key.strip_prefix(KEPT).unwrap_or_default().to_owned(), value)))
            .collect::<Result<_, _>>()
            .map_err(StoreError::from)
    }

    /// Keeps the source of a profile version: a docket stays under it whatever the files say later.
    pub fn keep_profile(&mut self, version: &str, source: &str) -> Result<(), StoreError> {
        let _lock = self.lock()?;
        self.connection.execute("INSERT OR IGNORE INTO setting VALUES (?1, ?2)", [&format!("{KEPT}{version}"), source])?;
        Ok(())
    }

    /// What was typed at a place and not sent.
    pub fn draft(&self, place: &str, by: &str) -> Result<Option<String>, StoreError> {
        use rusqlite::OptionalExtension as _;
        let mut statement = self.connection.prepare_cached("SELECT content FROM draft WHERE place = ?1 AND by = ?2")?;
        Ok(statement.query_row([place, by], |row| row.get(0)).optional()?)
    }

    /// The places of what an officer typed and did not send, the newest first, each with its moment.
    pub fn drafts(&self, by: &str) -> Result<Vec<(String, i64)>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT place, at FROM draft WHERE by = ?1 ORDER BY at DESC, place")?;
        Ok(statement.query_map([by], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
    }

    /// Keeps what is being typed; an empty text forgets it.
    pub fn set_draft(&mut self, place: &str, by: &str, content: &str, at: i64) -> Result<(), StoreError> {
        if self.read_only {
            return Err(StoreError::ReadOnly);
        }
        let _lock = self.lock()?;
        if content.is_empty() {
            self.connection.execute("DELETE FROM draft WHERE place = ?1 AND by = ?2", [place, by])?;
        } else {
            self.connection.execute(
                "INSERT INTO draft VALUES (?1, ?2, ?3, ?4) ON CONFLICT (place, by) DO UPDATE SET content = excluded.content, at = excluded.at",
                rusqlite::params![place, by, content, at],
            )?;
        }
        Ok(())
    }
}

fn keep_setting(connection: &Connection, key: &str, value: &str) -> Result<(), StoreError> {
    connection
        .execute("INSERT INTO setting VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", [key, value])?;
    Ok(())
}

/// The version of the bundled SQLite.
#[must_use]
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}
