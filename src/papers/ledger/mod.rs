//! Ledgers: file → [`Book`] of rows → header found and [`Mapping`] guessed → [`LeadDraft`]s with questions, or rejects with reasons.
//! Writes nothing but the file of rejects; whether a lead is already known is for the store to say, by its fingerprint.

mod amount;
mod biff;
mod book;
mod child;
mod clean;
mod csv_file;
mod day;
mod draft;
mod error;
mod guard;
mod guess;
mod import;
mod limits;
mod mapping;
mod plan;
mod rejects;
mod say;
mod sniff;
mod source;
mod words;
mod workbook;

pub use amount::{AmountFault, AmountRead, read_amount};
pub use book::{Book, Cell, CellKind, Row, Sheet};
pub use child::{Reader, serve};
pub use clean::{Cleaned, clean};
pub use day::{DayRead, read_day};
pub use draft::{LeadDraft, Question, Reason, coded, codes, parties};
pub use error::{Ended, IoKind, LedgerError};
pub use import::{Doubled, Import, ReadOptions, Reject, Skipped, import};
pub use limits::Limits;
pub use mapping::{Column, Field, Mapping, MappingError};
pub use plan::{Guess, How, Known, Plan, SheetNote, Table, loose_table, plan, plan_known, propose};
pub use rejects::{write_rejects, write_rejects_or};
pub use sniff::FileKind;
pub use words::Words;

use std::path::Path;

/// What a long reading does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Work {
    /// Looks at the file before anything is read from it.
    Checking,
    /// Reads rows.
    Reading,
    /// Makes leads of rows.
    Understanding,
    /// Looks whether they are known.
    Comparing,
    /// Writes them.
    Writing,
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

/// Tells how far it is; a no ends the reading.
fn progress(watch: Watch<'_>, work: Work, done: u64, total: u64) -> Result<(), LedgerError> {
    if watch(Progress { work, done, total }) { Ok(()) } else { Err(LedgerError::Cancelled) }
}

/// Reads a file in this process as what it is: all its sheets as rows of cells, nothing understood yet.
pub fn read(path: &Path, limits: &Limits, watch: Watch<'_>) -> Result<Book, LedgerError> {
    progress(watch, Work::Checking, 0, 0)?;
    let book = read_source(&source::Source::open(path)?, limits, watch)?;
    Ok(Book { name: stem(path), ..book })
}

/// A file's name without its ending.
fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn read_source(source: &source::Source, limits: &Limits, watch: Watch<'_>) -> Result<Book, LedgerError> {
    let book = match sniff::sniff(source, limits)? {
        FileKind::Text => csv_file::read(source, limits, watch),
        kind @ (FileKind::Xlsx | FileKind::Ods | FileKind::Xls) => workbook::read(source, kind, limits, watch),
        found => Err(LedgerError::NotALedger { found }),
    };
    source.unchanged()?;
    book
}

/// The whole way in one call: read, find the headers, make the leads.
pub fn take(path: &Path, options: &ReadOptions, watch: Watch<'_>) -> Result<Import, LedgerError> {
    let book = options.reader.read(path, &options.limits, watch)?;
    let plan = plan(&book, options.mapping.as_ref(), &options.words)?;
    import(&book, &plan, options, watch)
}
