//! What can go wrong with the database; words are `text`'s.

use std::path::PathBuf;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else has changed the docket since it was read.
    #[error("docket {docket} has revision {have}, not {expected}")]
    Stale {
        /// The docket.
        docket: i64,
        /// Its revision now.
        have: i64,
        /// The revision that was read.
        expected: i64,
    },
    /// No such docket.
    #[error("no docket {0}")]
    NoDocket(i64),
    /// The lead is in the database already.
    #[error("lead is already docket {0}")]
    Doubled(i64),
    /// Another process holds the write lock.
    #[error("write lock held by {0}")]
    Locked(String),
    /// Written by a newer program, or the file or its folder cannot be written.
    #[error("database is open for reading only")]
    ReadOnly,
    /// Not a database of this program.
    #[error("{0} is not a sunpei database")]
    NotOurs(PathBuf),
    /// The bundled SQLite is too old.
    #[error("SQLite {0} is too old")]
    OldSqlite(String),
    /// A copy does not verify.
    #[error("copy does not verify: {0}")]
    BadCopy(String),
    /// A stored value cannot be read.
    #[error("stored value of fact {0} cannot be read")]
    BadFact(i64),
    /// The file system.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// A setting that durability rests on could not be made.
    #[error("{0} cannot be set")]
    Setting(&'static str),
    /// No space left, or the file may not grow. Nothing of the act was written.
    #[error("disk is full")]
    Full,
    /// The file is damaged.
    #[error("database is damaged: {0}")]
    Corrupt(String),
    /// Reading or writing failed below SQLite; whether the last commit stands has to be read anew.
    #[error("disk: {0}")]
    Disk(String),
    /// The target of a copy is the database itself, or a file that is none of ours.
    #[error("{0} cannot be written over")]
    Occupied(PathBuf),
    /// A folder, a link, a device or a pipe where a file is asked for, or no place for files.
    #[error("{0} is not a plain file")]
    NotAFile(PathBuf),
    /// A file above the cap.
    #[error("{0} is too large")]
    TooLarge(PathBuf),
    /// SQLite.
    #[error(transparent)]
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::Full,
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Corrupt(error.to_string()),
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Locked(String::new()),
            Some(Code::ReadOnly) => Self::ReadOnly,
            Some(Code::SystemIoFailure | Code::CannotOpen) => Self::Disk(error.to_string()),
            _ => Self::Sql(error),
        }
    }
}

impl StoreError {
    /// Whether the connection is to be given up and the file opened anew before anything else is read.
    pub(super) fn is_fatal(&self) -> bool {
        matches!(self, Self::Full | Self::Corrupt(_) | Self::Disk(_))
    }

    /// Wraps an error of the file system.
    pub fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}
