//! Rows into drafts or rejects. Every row is accounted for: taken, doubled, refused with reasons, or read past and counted.

mod row;

use super::{Book, LeadDraft, LedgerError, Limits, Mapping, Plan, Progress, Reason, STRIDE, SheetNote, Watch, Words, Work};
use crate::docket::Day;
use row::{Reader, RowKind};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// What a reading needs to know.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The day after which a date lies in the future.
    pub today: Day,
    /// Caps.
    pub limits: Limits,
    /// How ledgers say things.
    pub words: Words,
    /// A saved mapping.
    pub mapping: Option<Mapping>,
    /// Who reads the file.
    pub reader: super::Reader,
}

impl ReadOptions {
    /// The shipped words and caps, no saved mapping, read in this process.
    #[must_use]
    pub fn new(today: Day) -> Self {
        Self { today, limits: Limits::default(), words: Words::shipped(), mapping: None, reader: super::Reader::Here }
    }
}

/// A row that was not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// The place of its table in `Import::plan`.
    pub table: usize,
    /// Its sheet; empty for a text file.
    pub sheet: String,
    /// Its row in the file.
    pub row: u64,
    /// Its cells as they stood.
    pub cells: Vec<String>,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// A row that says the same as an earlier one; not taken twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubled {
    /// Its sheet; empty for a text file.
    pub sheet: String,
    /// Its row.
    pub row: u64,
    /// The title.
    pub title: String,
    /// The row that was taken.
    pub first_row: u64,
}

/// Rows read past, by why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Skipped {
    /// Titles, units and the like above the header.
    pub before_header: u64,
    /// Blank, or with nothing but a serial number.
    pub blank: u64,
    /// The header again.
    pub header: u64,
    /// Totals.
    pub total: u64,
    /// Closing lines: who filled it in, remarks on the form.
    pub footer: u64,
}

/// What a file comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Import {
    /// Leads to take, in the order of the file.
    pub drafts: Vec<LeadDraft>,
    /// Rows refused.
    pub rejects: Vec<Reject>,
    /// Rows that stand twice.
    pub doubled: Vec<Doubled>,
    /// Rows read past.
    pub skipped: Skipped,
    /// How it was read.
    pub plan: Plan,
}

impl Import {
    /// What became of each sheet.
    #[must_use]
    pub fn notes(&self) -> &[SheetNote] {
        &self.plan.notes
    }
}

/// Makes leads of the rows of a book as planned.
pub fn import(book: &Book, plan: &Plan, options: &ReadOptions, watch: Watch<'_>) -> Result<Import, LedgerError> {
    let mut out = Import { plan: plan.clone(), ..Import::default() };
    let mut seen: HashMap<String, u64> = HashMap::new();
    let total = plan
        .tables
        .iter()
        .filter(|table| table.taken)
        .filter_map(|table| book.sheets.get(table.sheet))
        .map(|sheet| sheet.rows.len() as u64)
        .sum();
    let mut done = 0;
    for (place, table) in plan.tables.iter().enumerate().filter(|(_, table)| table.taken) {
        let Some(sheet) = book.sheets.get(table.sheet) else { continue };
        out.skipped.blank += sheet.blank_rows;
        let reader = Reader { table, options, from_1904: book.from_1904 };
        let header = sheet.rows.iter().find(|row| row.number == table.header_row);
        for row in &sheet.rows {
            if u64::is_multiple_of(done, STRIDE) && !watch(Progress { work: Work::Understanding, done, total }) {
                return Err(LedgerError::Cancelled);
            }
            done += 1;
            match reader.kind(row, header) {
                RowKind::BeforeHeader => out.skipped.before_header += 1,
                RowKind::TheHeader => {}
                RowKind::Blank => out.skipped.blank += 1,
                RowKind::Header => out.skipped.header += 1,
                RowKind::Total => out.skipped.total += 1,
                RowKind::Footer => out.skipped.footer += 1,
                RowKind::Lead => match reader.draft(row) {
                    Ok(mut draft) => {
                        draft.sheet.clone_from(&sheet.name);
                        match seen.entry(draft.fingerprint()) {
                            Entry::Vacant(place) => {
                                place.insert(row.number);
                                out.drafts.push(draft);
                            }
                            Entry::Occupied(first) => out.doubled.push(Doubled {
                                sheet: draft.sheet,
                                row: row.number,
                                title: draft.title,
                                first_row: *first.get(),
                            }),
                        }
                    }
                    Err(reasons) => out.rejects.push(Reject {
                        table: place,
                        sheet: sheet.name.clone(),
                        row: row.number,
                        cells: row.cells.iter().map(|cell| cell.text.clone()).collect(),
                        reasons,
                    }),
                },
            }
        }
    }
    Ok(out)
}
