//! Finds the tables of a book: which sheet is a ledger, where its header stands, what each column means, with samples to show.

use super::amount::unit_of;
use super::clean::clean;
use super::{Book, Cell, CellKind, Column, DayRead, Field, LedgerError, Mapping, Row, Sheet, Words, read_day};
use serde::{Deserialize, Serialize};

/// Rows in which the header must stand.
const HEADER_WITHIN: usize = 30;
/// Rows looked at for what a column holds.
const LOOK: usize = 200;
/// Samples shown for a column.
const SAMPLES: usize = 3;
/// How sure a header's meaning must be, of 1000.
const SURE: usize = 350;
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
    /// A saved mapping or the officer says so.
    Told,
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
                (guess.field, guess.how) = (field, How::Told);
            } else if field.is_some_and(|field| field != Field::Ignored && guess.field == Some(field)) {
                (guess.field, guess.how) = (None, How::Unknown);
            }
        }
    }

    /// This table's mapping, to be saved.
    #[must_use]
    pub fn mapping(&self) -> Mapping {
        let columns = self.columns.iter().filter_map(|guess| Some(Column { header: guess.header.clone(), field: guess.field? }));
        Mapping { columns: columns.collect() }
    }
}

/// Finds headers and guesses what columns mean; with a saved mapping, its headers are looked for instead.
pub fn plan(book: &Book, told: Option<&Mapping>, words: &Words) -> Result<Plan, LedgerError> {
    let mut plan = Plan::default();
    for (place, sheet) in book.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.rows.is_empty()) {
        let found = match told {
            Some(mapping) => told_table(place, sheet, mapping, words),
            None => guessed_table(place, sheet, book.from_1904, words),
        };
        match found {
            Some((at, table)) => {
                let rows = (sheet.rows.len() - at - 1) as u64;
                plan.notes.push(SheetNote::Ledger { sheet: sheet.name.clone(), header_row: table.header_row, rows });
                plan.tables.push(table);
            }
            None => plan.notes.push(SheetNote::NoHeader { sheet: sheet.name.clone(), rows: sheet.rows.len() as u64 }),
        }
    }
    if !plan.tables.is_empty() {
        return Ok(plan);
    }
    match told {
        Some(mapping) => Err(LedgerError::MappingDoesNotFit { missing: missing(book, mapping) }),
        None => Err(LedgerError::NoHeader),
    }
}

fn missing(book: &Book, mapping: &Mapping) -> Vec<String> {
    let rows = || book.sheets.iter().flat_map(|sheet| sheet.rows.iter().take(HEADER_WITHIN));
    let stands = |header: &str| rows().any(|row| row.cells.iter().any(|cell| cell.text.trim() == header.trim()));
    mapping.columns.iter().map(|column| column.header.clone()).filter(|header| !stands(header)).collect()
}

fn told_table(place: usize, sheet: &Sheet, mapping: &Mapping, words: &Words) -> Option<(usize, Table)> {
    let fits = |row: &Row| {
        let fields: Vec<_> = row.cells.iter().filter_map(|cell| mapping.field_of(&cell.text)).collect();
        (fields.contains(&Field::Title) && fields.len() * 2 >= mapping.columns.len()).then_some(fields.len())
    };
    let found = sheet.rows.iter().take(HEADER_WITHIN).enumerate().filter_map(|(at, row)| Some((at, row, fits(row)?)));
    let (at, row, _) = found.max_by_key(|(at, _, count)| (*count, std::cmp::Reverse(*at)))?;
    let mut columns = columns(sheet, at);
    for guess in &mut columns {
        let own = row.cells.get(guess.index).and_then(|cell| mapping.field_of(&cell.text));
        if own.is_some() {
            (guess.field, guess.how) = (own, How::Told);
        } else if words.field_of(&guess.header).is_some_and(|(field, score)| field == Field::Ignored && score >= 900) {
            (guess.field, guess.how) = (Some(Field::Ignored), How::Header);
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
    by_header(&mut columns, words);
    keep_reasons_only_as_a_pair(&mut columns);
    by_contents(&mut columns, sheet, at, from_1904, words);
    let known = columns.iter().filter(|guess| guess.field.is_some_and(|field| field != Field::Ignored)).count();
    let titled = columns.iter().any(|guess| guess.field == Some(Field::Title));
    (titled && known >= FIELDS).then(|| (at, finish(place, sheet, at, columns, words)))
}

fn finish(place: usize, sheet: &Sheet, at: usize, columns: Vec<Guess>, words: &Words) -> Table {
    let own = columns.iter().find(|guess| guess.field == Some(Field::Damage)).and_then(|guess| unit_of(&guess.header, words));
    let above = || {
        let cells = sheet.rows.iter().take(at).flat_map(|row| &row.cells);
        cells.filter(|cell| !cell.is_blank()).find_map(|cell| unit_of(&cell.text, words))
    };
    let unit = own.or_else(above).unwrap_or(1);
    Table { sheet: place, header_row: sheet.rows.get(at).map_or(0, |row| row.number), columns, unit }
}

fn letters(index: usize) -> String {
    let letter = |place: usize| char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    if index < 26 { letter(index).to_string() } else { format!("{}{}", letter(index / 26 - 1), letter(index)) }
}

fn columns(sheet: &Sheet, at: usize) -> Vec<Guess> {
    let header = sheet.rows.get(at).map(|row| row.cells.as_slice()).unwrap_or_default();
    let body = || sheet.rows.iter().skip(at + 1).take(LOOK);
    let width = body().map(|row| row.cells.len()).max().unwrap_or(0).max(header.len());
    (0..width)
        .filter_map(|index| {
            let samples: Vec<_> = body()
                .filter_map(|row| row.cells.get(index))
                .filter(|cell| !cell.is_blank())
                .map(|cell| clean(&cell.text).text)
                .take(SAMPLES)
                .collect();
            let text = header.get(index).map(|cell| clean(&cell.text).text).unwrap_or_default();
            if text.is_empty() && samples.is_empty() {
                return None;
            }
            let header = if text.is_empty() { letters(index) } else { text };
            Some(Guess { index, header, field: None, how: How::Unknown, samples })
        })
        .collect()
}

/// Gives each field the column that says it best.
fn by_header(columns: &mut [Guess], words: &Words) {
    let mut wishes: Vec<_> = columns
        .iter()
        .enumerate()
        .filter_map(|(at, guess)| words.field_of(&guess.header).map(|(field, score)| (score, at, field)))
        .filter(|(score, ..)| *score >= SURE)
        .collect();
    wishes.sort_by_key(|(score, at, _)| (std::cmp::Reverse(*score), *at));
    let mut given = Vec::new();
    for (_, at, field) in wishes {
        if field != Field::Ignored && given.contains(&field) {
            continue;
        }
        given.push(field);
        if let Some(guess) = columns.get_mut(at) {
            (guess.field, guess.how) = (Some(field), How::Header);
        }
    }
}

/// Row number and reason are read past only together, as a file of rejects has them: one alone is the office's own column.
fn keep_reasons_only_as_a_pair(columns: &mut [Guess]) {
    let ignored: Vec<_> = columns.iter().filter(|guess| guess.field == Some(Field::Ignored)).map(|guess| guess.index).collect();
    let last = columns.last().map_or(0, |guess| guess.index);
    if ignored != [last.saturating_sub(1), last] {
        for guess in columns.iter_mut().filter(|guess| guess.field == Some(Field::Ignored) && guess.how == How::Header) {
            (guess.field, guess.how) = (None, How::Unknown);
        }
    }
}

/// Whether a cell is what a field holds.
type Test<'a> = &'a dyn Fn(&Cell) -> bool;

/// Fields that no header named, by what most cells of a column are.
fn by_contents(columns: &mut [Guess], sheet: &Sheet, at: usize, from_1904: bool, words: &Words) {
    let is_day = |cell: &Cell| {
        matches!(cell.kind, CellKind::Day(_))
            || matches!(read_day(&cell.text, from_1904, words), DayRead::Day(_) | DayRead::NoDay)
    };
    let tests: [(Field, Test<'_>); 5] = [
        (Field::On, &is_day),
        (Field::Channel, &|cell| words.channel(&cell.text).is_some()),
        (Field::Department, &|cell| words.department(&cell.text).is_some()),
        (Field::Medium, &|cell| words.medium(&cell.text).is_some()),
        (Field::RedLine, &|cell| cell.kind == CellKind::Text && words.yes_no(&cell.text).is_some()),
    ];
    let cells = |index: usize| {
        sheet.rows.iter().skip(at + 1).take(LOOK).filter_map(move |row| row.cells.get(index)).filter(|cell| !cell.is_blank())
    };
    for (field, test) in tests {
        if columns.iter().any(|guess| guess.field == Some(field)) {
            continue;
        }
        let found = columns.iter_mut().filter(|guess| guess.field.is_none()).find(|guess| {
            let all = cells(guess.index).count();
            all >= 2 && cells(guess.index).filter(|cell| test(cell)).count() * 10 >= all * 7
        });
        if let Some(guess) = found {
            (guess.field, guess.how) = (Some(field), How::Contents);
        }
    }
    if columns.iter().all(|guess| guess.field != Some(Field::Title)) {
        let length = |guess: &Guess| {
            let (all, letters) = cells(guess.index).fold((0, 0), |(all, sum), cell| (all + 1, sum + cell.text.chars().count()));
            letters / usize::max(all, 1)
        };
        let longest = columns
            .iter_mut()
            .filter(|guess| guess.field.is_none())
            .map(|guess| (length(guess), guess))
            .max_by_key(|(length, _)| *length);
        if let Some((6.., guess)) = longest {
            (guess.field, guess.how) = (Some(Field::Title), How::Contents);
        }
    }
}
