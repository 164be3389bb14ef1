//! Finds the tables of a book: which sheet is a ledger, where its header stands, what each column means, with samples to show.

mod columns;

use super::amount::unit_of;
use super::clean::folded;
use super::{Book, Column, Field, FileKind, LedgerError, Mapping, Row, Sheet, Words, guess};
use columns::columns;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Rows in which the header must stand.
const HEADER_WITHIN: usize = 30;
/// Rows looked at for what a column holds.
pub(super) const LOOK: usize = 200;
/// How sure a header's meaning must be, of 1000.
pub(super) const SURE: usize = 350;
/// Fields that a header must have.
const FIELDS: usize = 3;

/// Why a column is believed to mean what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Its header says so.
    Header,
    /// What it holds says so.
    Contents,
    /// A mapping file or the officer says so.
    Told,
    /// The office said so the last time a ledger with these headers came.
    Saved,
    /// Nothing does: kept as further words.
    Unknown,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// Its place, from 0.
    pub index: usize,
    /// Its header, or its letters where it has none.
    pub header: String,
    /// What it means.
    pub field: Option<Field>,
    /// Why.
    pub how: How,
    /// How sure that is, of 1000.
    #[serde(default)]
    pub sure: u16,
    /// Its first filled cells.
    pub samples: Vec<String>,
}

/// A sheet that is a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its place in the book.
    pub sheet: usize,
    /// The row of the header in the file, from 1.
    pub header_row: u64,
    /// Its columns.
    pub columns: Vec<Guess>,
    /// The unit of the amounts in yuan, where a cell names none.
    pub unit: i64,
    /// The words above the header that name that unit, where the header of the amounts does not.
    #[serde(default)]
    pub unit_text: Option<String>,
    /// The one year that stands above the header or in the name of the sheet, else of the file: days without a year are of that year.
    #[serde(default)]
    pub year: Option<i32>,
    /// What its headers are, in any order: tables of one shape are read the same way.
    #[serde(default)]
    pub shape: String,
    /// Its rows are taken; a sheet can be left out.
    #[serde(default = "yes")]
    pub taken: bool,
}

fn yes() -> bool {
    true
}

/// What became of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum SheetNote {
    /// A ledger.
    Ledger {
        /// Its name.
        sheet: String,
        /// The row of its header.
        header_row: u64,
        /// Rows below the header.
        rows: u64,
    },
    /// Hidden in the file; read like any other.
    Hidden {
        /// Its name.
        sheet: String,
    },
    /// No header that can be read: instructions or something else, read past.
    NoHeader {
        /// Its name.
        sheet: String,
        /// Its filled rows.
        rows: u64,
    },
}

/// How a book will be read; shown and corrected before anything is written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Plan {
    /// What the file is.
    #[serde(default)]
    pub kind: FileKind,
    /// Hidden rows of all sheets; they are read like any other.
    #[serde(default)]
    pub hidden_rows: u64,
    /// Its ledgers.
    pub tables: Vec<Table>,
    /// Every filled sheet, taken or not.
    pub notes: Vec<SheetNote>,
}

impl Table {
    /// The place of a field's column.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().find(|guess| guess.field == Some(field)).map(|guess| guess.index)
    }

    /// Says what a column means; another column of that meaning loses it.
    pub fn set(&mut self, index: usize, field: Option<Field>) {
        for guess in &mut self.columns {
            if guess.index == index {
                (guess.field, guess.how, guess.sure) = (field, How::Told, 1000);
            } else if field.is_some_and(|field| field != Field::Ignored && guess.field == Some(field)) {
                (guess.field, guess.how, guess.sure) = (None, How::Unknown, 0);
            }
        }
    }

    /// The column that has a field already, other than one.
    #[must_use]
    pub fn holder(&self, field: Field, index: usize) -> Option<&Guess> {
        let same = |guess: &&Guess| guess.field == Some(field) && field != Field::Ignored && guess.index != index;
        self.columns.iter().find(same)
    }

    /// What a ledger must say and no column of this one does.
    #[must_use]
    pub fn missing(&self) -> Vec<Field> {
        Field::REQUIRED.into_iter().filter(|field| self.column(*field).is_none()).collect()
    }

    /// Whether everything in it was said by the office before.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.columns.iter().any(|guess| guess.how == How::Saved)
    }

    /// This table's mapping, to be saved.
    #[must_use]
    pub fn mapping(&self) -> Mapping {
        let columns = self.columns.iter().filter_map(|guess| Some(Column { header: guess.header.clone(), field: guess.field? }));
        Mapping { columns: columns.collect() }
    }
}

/// What the office said about ledgers of a shape.
pub type Known<'a> = &'a dyn Fn(&str) -> Option<Mapping>;

/// Finds headers and guesses what columns mean; with a mapping, its headers are looked for instead.
pub fn plan(book: &Book, told: Option<&Mapping>, words: &Words) -> Result<Plan, LedgerError> {
    plan_known(book, told, &|_| None, words)
}

/// The same; headers of a shape that is known are read as they were the last time.
pub fn plan_known(book: &Book, told: Option<&Mapping>, known: Known<'_>, words: &Words) -> Result<Plan, LedgerError> {
    let find = |place: usize, sheet: &Sheet| match told {
        Some(mapping) => told_table(place, sheet, &|_| Some(mapping.clone()), How::Told, words),
        None => told_table(place, sheet, known, How::Saved, words).or_else(|| guessed_table(place, sheet, book.from_1904, words)),
    };
    let plan = planned(book, &|place, sheet| find(place, sheet).map(|(at, table)| (at, dated(table, book, words))));
    if !plan.tables.is_empty() {
        return Ok(plan);
    }
    match told {
        Some(mapping) => Err(LedgerError::MappingDoesNotFit { missing: missing(book, mapping) }),
        None => Err(LedgerError::NoHeader),
    }
}

/// A plan to be corrected by hand: sheets whose header says nothing stand in it too, left out unless there is no other.
#[must_use]
pub fn propose(book: &Book, known: Known<'_>, words: &Words) -> Plan {
    let mut plan = plan_known(book, None, known, words).unwrap_or_else(|_| planned(book, &|_, _| None));
    for (place, sheet) in book.sheets.iter().enumerate() {
        if plan.tables.iter().all(|table| table.sheet != place)
            && let Some(table) = loose_table(book, place, loose_header(sheet), words)
        {
            plan.tables.push(Table { taken: false, ..table });
        }
    }
    plan.tables.sort_by_key(|table| table.sheet);
    if plan.tables.iter().all(|table| !table.taken)
        && let Some(first) = plan.tables.first_mut()
    {
        first.taken = true;
    }
    plan
}

/// The table of a sheet with its header in another of its filled rows, counted from 0.
#[must_use]
pub fn loose_table(book: &Book, place: usize, at: usize, words: &Words) -> Option<Table> {
    let sheet = book.sheets.get(place).filter(|sheet| at + 1 < sheet.rows.len())?;
    let mut columns = columns(sheet, at);
    guess::by_header(&mut columns, sheet, at, book.from_1904, words);
    keep_reasons_only_as_a_pair(&mut columns);
    guess::by_contents(&mut columns, sheet, at, book.from_1904, words);
    Some(dated(finish(place, sheet, at, columns, words), book, words))
}

/// Where the sheet names no year, the file's name may.
fn dated(table: Table, book: &Book, words: &Words) -> Table {
    let year = table.year.or_else(|| words.year_of_name(&book.name));
    Table { year, ..table }
}

/// The first row that is as full as the rows below it.
fn loose_header(sheet: &Sheet) -> usize {
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.is_blank()).count();
    let most = sheet.rows.iter().take(HEADER_WITHIN).map(filled).max().unwrap_or(0);
    sheet.rows.iter().take(HEADER_WITHIN).position(|row| filled(row) * 10 >= most * 8).unwrap_or(0)
}

fn planned(book: &Book, find: &dyn Fn(usize, &Sheet) -> Option<(usize, Table)>) -> Plan {
    let mut plan = Plan { kind: book.kind, hidden_rows: book.hidden_rows, ..Plan::default() };
    for (place, sheet) in book.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.rows.is_empty()) {
        match find(place, sheet) {
            Some((at, table)) => {
                let rows = (sheet.rows.len() - at - 1) as u64;
                plan.notes.push(SheetNote::Ledger { sheet: sheet.name.clone(), header_row: table.header_row, rows });
                plan.tables.push(table);
            }
            None => plan.notes.push(SheetNote::NoHeader { sheet: sheet.name.clone(), rows: sheet.rows.len() as u64 }),
        }
        if sheet.hidden {
            plan.notes.push(SheetNote::Hidden { sheet: sheet.name.clone() });
        }
    }
    plan
}

fn missing(book: &Book, mapping: &Mapping) -> Vec<String> {
    let rows = || book.sheets.iter().flat_map(|sheet| sheet.rows.iter().take(HEADER_WITHIN));
    let stands = |header: &str| rows().any(|row| row.cells.iter().any(|cell| cell.text.trim() == header.trim()));
    mapping.columns.iter().map(|column| column.header.clone()).filter(|header| !stands(header)).collect()
}

fn told_table(place: usize, sheet: &Sheet, known: Known<'_>, how: How, words: &Words) -> Option<(usize, Table)> {
    let fits = |(at, row): (usize, &Row)| {
        let mapping = known(&shape(row, words))?;
        let fields: Vec<_> = columns(sheet, at).iter().filter_map(|guess| mapping.field_of(&guess.header)).collect();
        let enough = fields.contains(&Field::Title) && fields.len() * 2 >= mapping.columns.len();
        enough.then_some((at, mapping, fields.len()))
    };
    let found = sheet.rows.iter().take(HEADER_WITHIN).enumerate().filter_map(fits);
    let (at, mapping, _) = found.max_by_key(|(at, _, count)| (*count, std::cmp::Reverse(*at)))?;
    let mut columns = columns(sheet, at);
    for guess in &mut columns {
        if let Some(own) = mapping.field_of(&guess.header) {
            (guess.field, guess.how, guess.sure) = (Some(own), how, 1000);
        } else if words.field_of(&guess.header).is_some_and(|(field, score)| field == Field::Ignored && score >= 900) {
            (guess.field, guess.how, guess.sure) = (Some(Field::Ignored), How::Header, 1000);
        }
    }
    keep_reasons_only_as_a_pair(&mut columns);
    Some((at, finish(place, sheet, at, columns, words)))
}

fn guessed_table(place: usize, sheet: &Sheet, from_1904: bool, words: &Words) -> Option<(usize, Table)> {
    let fields = |row: &Row| {
        let mut fields: Vec<_> = row
            .cells
            .iter()
            .filter_map(|cell| words.field_of(&cell.text).filter(|(_, score)| *score >= SURE).map(|(field, _)| field))
            .collect();
        fields.sort_unstable();
        fields.dedup();
        fields.len()
    };
    let (at, count) = sheet
        .rows
        .iter()
        .take(HEADER_WITHIN)
        .enumerate()
        .map(|(at, row)| (at, fields(row)))
        .max_by_key(|(at, count)| (*count, std::cmp::Reverse(*at)))?;
    if count < 2 {
        return None;
    }
    let mut columns = columns(sheet, at);
    guess::by_header(&mut columns, sheet, at, from_1904, words);
    keep_reasons_only_as_a_pair(&mut columns);
    guess::by_contents(&mut columns, sheet, at, from_1904, words);
    let known = columns.iter().filter(|guess| guess.field.is_some_and(|field| field != Field::Ignored)).count();
    let titled = columns.iter().any(|guess| guess.field == Some(Field::Title));
    (titled && known >= FIELDS).then(|| (at, finish(place, sheet, at, columns, words)))
}

fn finish(place: usize, sheet: &Sheet, at: usize, columns: Vec<Guess>, words: &Words) -> Table {
    let own = columns.iter().find(|guess| guess.field == Some(Field::Damage)).and_then(|guess| unit_of(&guess.header, words));
    let above = || sheet.rows.iter().take(at).flat_map(|row| &row.cells).filter(|cell| !cell.is_blank());
    let unit_above = above().find_map(|cell| Some((unit_of(&cell.text, words)?, cell.text.clone())));
    let (unit, unit_text) = match (own, unit_above) {
        (Some(own), _) => (own, None),
        (None, Some((unit, text))) => (unit, Some(text)),
        (None, None) => (1, None),
    };
    let texts = above().map(|cell| cell.text.as_str()).chain([sheet.name.as_str()]);
    let year = words.only_year(texts);
    let header = sheet.rows.get(at);
    Table {
        sheet: place,
        header_row: header.map_or(0, |row| row.number),
        columns,
        unit,
        unit_text,
        year,
        shape: header.map_or_else(String::new, |row| shape(row, words)),
        taken: true,
    }
}

/// The headers of a row, in any order, without the two columns that a file of rejects adds.
fn shape(row: &Row, words: &Words) -> String {
    let texts: Vec<String> = row.cells.iter().map(|cell| folded(&cell.text)).filter(|text| !text.is_empty()).collect();
    let added = |text: &String| words.field_of(text).is_some_and(|(field, score)| field == Field::Ignored && score >= 900);
    let own = texts.len().saturating_sub(2);
    let pair = texts.get(own..).is_some_and(|last| last.len() == 2 && last.iter().all(added));
    let mut texts: Vec<&String> = texts.iter().take(if pair { own } else { texts.len() }).collect();
    texts.sort_unstable();
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.as_bytes());
        hash.update([0x1F]);
    }
    hash.finalize().iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Row number and reason are read past only together, as a file of rejects has them: one alone is the office's own column.
fn keep_reasons_only_as_a_pair(columns: &mut [Guess]) {
    let ignored: Vec<_> = columns.iter().filter(|guess| guess.field == Some(Field::Ignored)).map(|guess| guess.index).collect();
    let last = columns.last().map_or(0, |guess| guess.index);
    if ignored != [last.saturating_sub(1), last] {
        for guess in columns.iter_mut().filter(|guess| guess.field == Some(Field::Ignored) && guess.how == How::Header) {
            (guess.field, guess.how, guess.sure) = (None, How::Unknown, 0);
        }
    }
}
