//! Tables going out: csv and xlsx, nothing in them that a spreadsheet would run. Numbers and days are numbers and days,
//! everything else is a text.

use crate::docket::Day;
use crate::text::safe;
use rust_xlsxwriter::{Format as Look, Workbook, Worksheet, XlsxError};
use std::io::{self, Write};

/// Letters that begin a formula in some spreadsheet.
const TRIGGERS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'];
/// Characters that one cell of a workbook may have.
const CELL: usize = 32_767;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words: never a formula, whatever they begin with.
    Text(String),
    /// A day.
    Day(Day),
    /// Fen, shown in yuan.
    Cents(i64),
    /// A number.
    Int(i64),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A text, or nothing.
    pub fn text(text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        if text.is_empty() { Self::Empty } else { Self::Text(safe::lines(text)) }
    }

    /// A day as it is stored, or nothing.
    pub fn day(text: Option<&str>) -> Self {
        text.and_then(|text| text.parse().ok()).map_or(Self::Empty, Self::Day)
    }

    /// As people read it, without anything that a spreadsheet would run.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) => defuse(text),
            Self::Day(day) => day.to_string(),
            Self::Cents(cents) => {
                let sign = if *cents < 0 { "-" } else { "" };
                format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
            }
            Self::Int(number) => number.to_string(),
            Self::Empty => String::new(),
        }
    }
}

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A workbook.
    Xlsx,
    /// UTF-8 with mark, as Excel in China opens it.
    Csv,
}

impl Format {
    /// Both, the workbook first.
    pub const ALL: [Format; 2] = [Self::Xlsx, Self::Csv];

    /// How its files end.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

/// Writes a table; a row that is an error ends it with that error. Returns how many rows were written.
pub fn write<W, R>(out: W, format: Format, headers: &[String], rows: R) -> io::Result<u64>
where
    W: Write + Send,
    R: IntoIterator<Item = io::Result<Vec<Cell>>>,
{
    match format {
        Format::Xlsx => write_book(out, headers, rows),
        Format::Csv => {
            let mut failed = None;
            let plain = rows.into_iter().map_while(|row| match row {
                Ok(row) => Some(row.iter().map(Cell::plain).collect::<Vec<_>>()),
                Err(error) => {
                    failed = Some(error);
                    None
                }
            });
            let count = write_rows(out, headers, plain)?;
            failed.map_or(Ok(count), Err)
        }
    }
}

fn fault(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

fn short(text: &str) -> String {
    if text.len() > CELL { text.chars().take(CELL).collect() } else { text.to_owned() }
}

fn write_book<W, R>(out: W, headers: &[String], rows: R) -> io::Result<u64>
where
    W: Write + Send,
    R: IntoIterator<Item = io::Result<Vec<Cell>>>,
{
    let (day, money, bold) =
        (Look::new().set_num_format("yyyy-mm-dd"), Look::new().set_num_format("#,##0.00"), Look::new().set_bold());
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().map_err(fault)?;
    sheet.set_freeze_panes(1, 0).map_err(fault)?;
    for (column, header) in (0_u16..).zip(headers) {
        sheet.write_string_with_format(0, column, short(header), &bold).map_err(fault)?;
    }
    let put = |sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell| -> Result<(), XlsxError> {
        match cell {
            Cell::Text(text) => sheet.write_string(row, column, short(text)).map(drop),
            Cell::Day(on) => sheet.write_datetime_with_format(row, column, on, &day).map(drop),
            Cell::Cents(cents) => sheet.write_number_with_format(row, column, *cents as f64 / 100.0, &money).map(drop),
            Cell::Int(number) => sheet.write_number(row, column, *number as f64).map(drop),
            Cell::Empty => Ok(()),
        }
    };
    let mut count = 0;
    for row in rows {
        count += 1;
        for (column, cell) in (0_u16..).zip(&row?) {
            put(sheet, count, column, cell).map_err(fault)?;
        }
    }
    book.save_to_writer(out).map_err(fault)?;
    Ok(u64::from(count))
}

fn runs(text: &str) -> bool {
    text.starts_with(TRIGGERS) || text.trim_start().starts_with(TRIGGERS)
}

/// The text with an apostrophe before it if a spreadsheet could take it for a formula.
#[must_use]
pub fn defuse(text: &str) -> String {
    if runs(text) { format!("'{text}") } else { text.to_owned() }
}

/// Takes back what [`defuse`] put before a text.
#[must_use]
pub fn undo_defuse(text: String) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if runs(rest) => rest.to_owned(),
        _ => text,
    }
}

/// A csv as Excel in China opens it: UTF-8 with mark, CRLF, cells defused. Returns how many rows were written.
pub fn write_csv<W, R>(out: W, headers: &[String], rows: R) -> io::Result<u64>
where
    W: Write,
    R: IntoIterator<Item = Vec<String>>,
{
    write_rows(out, headers, rows.into_iter().map(|row| row.iter().map(|cell| defuse(cell)).collect()))
}

/// The same with cells that are defused already.
fn write_rows<W: Write>(out: W, headers: &[String], rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<u64> {
    let mut out = out;
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut csv = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(headers.iter().map(|cell| defuse(cell)))?;
    let mut count = 0;
    for row in rows {
        csv.write_record(&row)?;
        count += 1;
    }
    csv.flush()?;
    Ok(count)
}

/// A workbook of one sheet, streamed; every cell written as a string. Returns how many rows were written.
pub fn write_xlsx<W, R>(out: W, headers: &[String], rows: R) -> io::Result<u64>
where
    W: Write + Send,
    R: IntoIterator<Item = Vec<String>>,
{
    let fault = |error: XlsxError| match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    };
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().map_err(fault)?;
    sheet.set_freeze_panes(1, 0).map_err(fault)?;
    let mut put = |row: u32, cells: &[String]| -> io::Result<()> {
        for (column, text) in (0_u16..).zip(cells) {
            let short: String = if text.len() > CELL { text.chars().take(CELL).collect() } else { text.clone() };
            sheet.write_string(row, column, short).map_err(fault)?;
        }
        Ok(())
    };
    put(0, headers)?;
    let mut count = 0;
    for row in rows {
        count += 1;
        put(count, &row)?;
    }
    book.save_to_writer(out).map_err(fault)?;
    Ok(u64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_come_back() {
        for text in ["=1+1", " =1", "\t=x", "\u{FF1D}1", "-5", "@a"] {
            assert!(defuse(text).starts_with('\''), "{text:?}");
            assert_eq!(undo_defuse(defuse(text)), text);
        }
        assert_eq!(defuse("a=1"), "a=1");
        assert_eq!(undo_defuse("'plain".into()), "'plain");
    }

    #[test]
    fn a_csv_has_its_mark_and_rows() {
        let mut out = Vec::new();
        let rows = vec![vec!["=1".to_owned(), "b,c".to_owned()]];
        assert_eq!(write_csv(&mut out, &["h".to_owned(), "i".to_owned()], rows).unwrap(), 1);
        assert_eq!(String::from_utf8(out).unwrap(), "\u{FEFF}h,i\r\n'=1,\"b,c\"\r\n");
    }
}
