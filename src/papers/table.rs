//! Tables going out: csv and xlsx, every cell a text, nothing in it that a spreadsheet would run.

use rust_xlsxwriter::{Workbook, XlsxError};
use std::io::{self, Write};

/// Letters that begin a formula in some spreadsheet.
const TRIGGERS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'];
/// Characters that one cell of a workbook may have.
const CELL: usize = 32_767;

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
    let mut out = out;
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut csv = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(headers.iter().map(|cell| defuse(cell)))?;
    let mut count = 0;
    for row in rows {
        csv.write_record(row.iter().map(|cell| defuse(cell)))?;
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
