//! Why a file cannot be taken at all. Sentences for people are made in `say`.

use super::FileKind;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What an error of the system means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IoKind {
    /// No such file.
    Missing,
    /// It may not be read.
    Forbidden,
    /// Anything else.
    #[default]
    Other,
}

/// How the process that reads went away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// It could not be started.
    NotStarted,
    /// Over its time.
    Time,
    /// It broke off: over its memory, or it stumbled.
    Broke,
}

/// Why a whole file is refused; nothing of it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum LedgerError {
    /// It cannot be opened or read.
    #[error("cannot read the file: {cause}")]
    Io {
        /// What the system says.
        cause: String,
        /// What that means.
        #[serde(default)]
        kind: IoKind,
    },
    /// Somebody wrote into it while it was read.
    #[error("the file changed while it was read")]
    Changed,
    /// A quotation mark that is never closed swallows the rest of the file.
    #[error("the quotation mark in line {line} is never closed")]
    Unclosed {
        /// The line on which the record begins.
        line: u64,
    },
    /// A quotation mark that is closed lines later, with whole rows between.
    #[error("the quotation from line {line} to line {until} holds whole rows")]
    Swallowed {
        /// The line on which the record begins.
        line: u64,
        /// The line on which it ends.
        until: u64,
    },
    /// The process that reads went away: over its memory or time, or it stumbled.
    #[error("the reader ended: {how:?}")]
    Reader {
        /// How it ended.
        how: Ended,
    },
    /// A folder, a pipe, a device.
    #[error("not a plain file")]
    NotAFile,
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// The content is not what the name says.
    #[error("the name ends in .{named}, the content is {found:?}")]
    NotAsNamed {
        /// The ending of its name.
        named: String,
        /// What it really is.
        found: FileKind,
    },
    /// Content that is no ledger, whatever the name.
    #[error("no ledger: {found:?}")]
    NotALedger {
        /// What it really is.
        found: FileKind,
    },
    /// Protected by a password.
    #[error("protected by a password")]
    Password,
    /// Cut short or damaged.
    #[error("damaged: {cause}")]
    Broken {
        /// What the reader met.
        cause: String,
    },
    /// Over a cap.
    #[error("too many or too much of {what}: {found} over {cap}")]
    TooMuch {
        /// Which cap: `bytes`, `unpacked`, `ratio`, `entries`, `sheets`, `rows`, `columns`, `cells`, `text`.
        what: String,
        /// What was found, or the first beyond the cap.
        found: u64,
        /// The cap.
        cap: u64,
    },
    /// No sheet has a header that can be read.
    #[error("no header that can be read")]
    NoHeader,
    /// The saved mapping fits no sheet.
    #[error("the mapping names columns that the file does not have")]
    MappingDoesNotFit {
        /// The missing headers.
        missing: Vec<String>,
    },
    /// The officer stopped it.
    #[error("cancelled")]
    Cancelled,
}

impl LedgerError {
    /// Over a cap.
    pub(super) fn over(what: &str, found: u64, cap: u64) -> Self {
        Self::TooMuch { what: what.to_owned(), found, cap }
    }

    /// Damaged, in the reader's words.
    pub(super) fn broken(cause: impl std::fmt::Display) -> Self {
        Self::Broken { cause: cause.to_string() }
    }
}

impl From<std::io::Error> for LedgerError {
    fn from(error: std::io::Error) -> Self {
        let kind = match error.kind() {
            std::io::ErrorKind::NotFound => IoKind::Missing,
            std::io::ErrorKind::PermissionDenied => IoKind::Forbidden,
            _ => IoKind::Other,
        };
        Self::Io { cause: error.to_string(), kind }
    }
}
