//! Workbooks: xlsx cell by cell under caps; ods and xls, which have no such reader, under a cap on the file and on what it becomes.

use super::book::Meter;
use super::{Book, Cell, CellKind, FileKind, LedgerError, Limits, Progress, STRIDE, Sheet, Watch, Work, biff, guard};
use crate::docket::Day;
use calamine::{Data, DataRef, DataType, ExcelDateTime, Ods, OdsError, Reader, Xls, XlsError, Xlsx, XlsxError, open_workbook};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// A workbook with all its sheets.
pub(super) fn read(path: &Path, kind: FileKind, _size: u64, limits: &Limits, watch: Watch<'_>) -> Result<Book, LedgerError> {
    if kind == FileKind::Xls {
        biff::weigh(path, limits)?;
    } else {
        guard::weigh(path, kind, limits)?;
    }
    // A spreadsheet reader that stumbles over a crafted file must not take the desk with it.
    let book = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| open(path, kind, limits, watch)))
        .unwrap_or_else(|_| Err(LedgerError::broken("reader")))?;
    if book.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(LedgerError::Empty);
    }
    Ok(book)
}

fn open(path: &Path, kind: FileKind, limits: &Limits, watch: Watch<'_>) -> Result<Book, LedgerError> {
    match kind {
        FileKind::Xlsx => xlsx(path, limits, watch),
        FileKind::Ods => {
            let mut ods: Ods<BufReader<File>> = open_workbook(path).map_err(|error| match error {
                OdsError::Password => LedgerError::Password,
                other => LedgerError::broken(other),
            })?;
            ranges(&mut ods, kind, limits, watch)
        }
        _ => {
            let mut xls: Xls<BufReader<File>> = open_workbook(path).map_err(|error| match error {
                XlsError::Password => LedgerError::Password,
                other => LedgerError::broken(other),
            })?;
            ranges(&mut xls, kind, limits, watch)
        }
    }
}

fn names<R>(names: Vec<String>, limits: &Limits, book: R) -> Result<(Vec<String>, R), LedgerError> {
    if names.len() > limits.sheets {
        return Err(LedgerError::over("sheets", names.len() as u64, limits.sheets as u64));
    }
    Ok((names, book))
}

fn xlsx(path: &Path, limits: &Limits, watch: Watch<'_>) -> Result<Book, LedgerError> {
    let fault = |error: XlsxError| match error {
        XlsxError::Password => LedgerError::Password,
        other => LedgerError::broken(other),
    };
    let book: Xlsx<BufReader<File>> = open_workbook(path).map_err(fault)?;
    let (names, mut book) = names(book.sheet_names(), limits, book)?;
    let from_1904 = book.has_1904_epoch();
    let mut meter = Meter::new(limits);
    let mut sheets = Vec::new();
    for name in names {
        let mut sheet = Sheet { name: name.clone(), ..Sheet::default() };
        // A sheet that is a chart or a dialog has no cells to read.
        if let Ok(mut cells) = book.worksheet_cells_reader(&name) {
            let total = u64::from(cells.dimensions().end.0).min(limits.rows);
            let mut told = 0;
            while let Some(cell) = cells.next_cell().map_err(fault)? {
                let (row, column) = cell.get_position();
                if meter.rows() >= told + STRIDE {
                    told = meter.rows();
                    if !watch(Progress { work: Work::Reading, done: told, total }) {
                        return Err(LedgerError::Cancelled);
                    }
                }
                if let Some(cell) = cell_ref(cell.get_value()) {
                    sheet.put(&mut meter, u64::from(row) + 1, column as usize, cell)?;
                }
            }
        }
        sheets.push(sheet);
    }
    Ok(Book { kind: FileKind::Xlsx, encoding: String::new(), from_1904, sheets })
}

fn ranges<R>(book: &mut R, kind: FileKind, limits: &Limits, watch: Watch<'_>) -> Result<Book, LedgerError>
where
    R: Reader<BufReader<File>>,
    R::Error: std::fmt::Display,
{
    let (names, book) = names(book.sheet_names(), limits, book)?;
    let mut meter = Meter::new(limits);
    let mut sheets = Vec::new();
    for name in names {
        let range = book.worksheet_range(&name).map_err(LedgerError::broken)?;
        let mut sheet = Sheet { name, ..Sheet::default() };
        let (top, left) = range.start().unwrap_or_default();
        let total = range.height() as u64;
        for (index, cells) in range.rows().enumerate() {
            if (index as u64).is_multiple_of(STRIDE) && !watch(Progress { work: Work::Reading, done: index as u64, total }) {
                return Err(LedgerError::Cancelled);
            }
            for (column, value) in cells.iter().enumerate() {
                if let Some(cell) = cell(value) {
                    sheet.put(&mut meter, u64::from(top) + index as u64 + 1, left as usize + column, cell)?;
                }
            }
        }
        sheets.push(sheet);
    }
    Ok(Book { kind, encoding: String::new(), from_1904: false, sheets })
}

fn cell_ref(value: &DataRef<'_>) -> Option<Cell> {
    match value {
        DataRef::SharedString(text) => Some(Cell::text(*text)),
        DataRef::DateTime(moment) => Some(moment_cell(moment)),
        DataRef::Empty => None,
        DataRef::String(text) | DataRef::DurationIso(text) => Some(Cell::text(text.as_str())),
        DataRef::DateTimeIso(text) => Some(iso_cell(text)),
        DataRef::Int(number) => Some(Cell { text: number.to_string(), kind: CellKind::Number }),
        DataRef::Float(number) => Some(number_cell(*number)),
        DataRef::Bool(yes) => Some(Cell::text(yes.to_string())),
        DataRef::Error(error) => Some(Cell::text(error.to_string())),
    }
}

fn cell(value: &Data) -> Option<Cell> {
    match value {
        Data::Empty => None,
        Data::DateTime(moment) => Some(moment_cell(moment)),
        Data::DateTimeIso(text) => Some(iso_cell(text)),
        Data::Int(number) => Some(Cell { text: number.to_string(), kind: CellKind::Number }),
        Data::Float(number) => Some(number_cell(*number)),
        Data::Bool(yes) => Some(Cell::text(yes.to_string())),
        Data::Error(error) => Some(Cell::text(error.to_string())),
        other => other.as_string().map(Cell::text),
    }
}

fn number_cell(number: f64) -> Cell {
    Cell { text: format!("{number}"), kind: CellKind::Number }
}

fn moment_cell(moment: &ExcelDateTime) -> Cell {
    if !moment.is_datetime() {
        return number_cell(moment.as_f64());
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    match Day::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)) {
        Some(day) => Cell { text: day.to_string(), kind: CellKind::Day(day) },
        None => number_cell(moment.as_f64()),
    }
}

fn iso_cell(text: &str) -> Cell {
    let day = text.get(..10).and_then(|head| head.parse::<Day>().ok());
    day.map_or_else(|| Cell::text(text), |day| Cell { text: day.to_string(), kind: CellKind::Day(day) })
}
