//! Ledgers: file → [`Book`] of rows → header found and [`Mapping`] guessed → [`LeadDraft`]s with questions, or rejects with reasons.
//! Writes nothing but the file of rejects; whether a lead is already known is for the store to say, by its fingerprint.

mod amount;
mod biff;
mod book;
mod clean;
mod csv_file;
mod day;
mod draft;
mod error;
mod guard;
mod import;
mod limits;
mod mapping;
mod plan;
mod rejects;
mod say;
mod sniff;
mod words;
mod workbook;

pub use amount::{AmountFault, AmountRead, read_amount};
pub use book::{Book, Cell, CellKind, Row, Sheet};
pub use clean::{Cleaned, clean};
pub use day::{DayRead, read_day};
pub use draft::{LeadDraft, Question, Reason};
pub use error::LedgerError;
pub use import::{Doubled, Import, ReadOptions, Reject, Skipped, import};
pub use limits::Limits;
pub use mapping::{Column, Field, Mapping, MappingError};
pub use plan::{Guess, How, Plan, SheetNote, Table, plan};
pub use rejects::write_rejects;
pub use sniff::FileKind;
pub use words::Words;

use std::path::Path;

/// What a long reading does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Looks at the file before anything is read from it.
    Checking,
    /// Reads rows.
    Reading,
    /// Makes leads of rows.
    Understanding,
}

/// How far a long reading is; the total is zero while unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub work: Work,
    /// Rows done.
    pub done: u64,
    /// Rows in all.
    pub total: u64,
}

/// Told now and then; `false` cancels.
pub type Watch<'a> = &'a mut dyn FnMut(Progress) -> bool;

/// Rows between two words of progress.
const STRIDE: u64 = 500;

/// Reads a file as what it is: all its sheets as rows of cells, nothing understood yet.
pub fn read(path: &Path, limits: &Limits, watch: Watch<'_>) -> Result<Book, LedgerError> {
    if !watch(Progress { work: Work::Checking, done: 0, total: 0 }) {
        return Err(LedgerError::Cancelled);
    }
    let (kind, size) = sniff::sniff(path, limits)?;
    match kind {
        FileKind::Text => csv_file::read(path, limits, watch),
        FileKind::Xlsx | FileKind::Ods | FileKind::Xls => workbook::read(path, kind, size, limits, watch),
        found => Err(LedgerError::NotALedger { found }),
    }
}

/// The whole way in one call: read, find the headers, make the leads.
pub fn take(path: &Path, options: &ReadOptions, watch: Watch<'_>) -> Result<Import, LedgerError> {
    let book = read(path, &options.limits, watch)?;
    let plan = plan(&book, options.mapping.as_ref(), &options.words)?;
    import(&book, &plan, options, watch)
}
