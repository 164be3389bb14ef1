//! Workbooks: xlsx cell by cell under caps; ods and xls, which have no such reader, under a cap on the file and on what it becomes.

use super::book::{Merged, Meter};
use super::guard::Weighed;
use super::source::Source;
use super::{Book, Cell, CellKind, FileKind, LedgerError, Limits, STRIDE, Sheet, Watch, Work, biff, guard, progress};
use crate::docket::Day;
use calamine::{
    Data, DataRef, DataType, Dimensions, ExcelDateTime, Ods, OdsError, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError,
    open_workbook_from_rs,
};
use std::fs::File;
use std::io::BufReader;

/// A workbook with all its sheets.
pub(super) fn read(source: &Source, kind: FileKind, limits: &Limits, watch: Watch<'_>) -> Result<Book, LedgerError> {
    let weighed = if kind == FileKind::Xls {
        biff::weigh(source, limits)?;
        Weighed::default()
    } else {
        guard::weigh(source, kind, limits, watch)?
    };
    // A spreadsheet reader that stumbles over a crafted file must not take the desk with it.
    let book = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| open(source, kind, &weighed, limits, watch)))
        .unwrap_or_else(|_| Err(LedgerError::broken("reader")))?;
    if book.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(LedgerError::Empty);
    }
    Ok(Book { hidden_rows: weighed.hidden_rows, ..book })
}

fn open(source: &Source, kind: FileKind, weighed: &Weighed, limits: &Limits, watch: Watch<'_>) -> Result<Book, LedgerError> {
    match kind {
        FileKind::Xlsx => xlsx(source, weighed, limits, watch),
        FileKind::Ods => {
            let mut ods: Ods<BufReader<File>> = open_workbook_from_rs(source.reader()?).map_err(|error| match error {
                OdsError::Password => LedgerError::Password,
                other => LedgerError::broken(other),
            })?;
            // Its reader has no word for merged cells: they were met while unpacking, sheet by sheet.
            let merged = |book: &Ods<BufReader<File>>, name: &str| {
                let place = book.sheet_names().iter().position(|own| own == name);
                place.and_then(|place| weighed.spans.get(place)).cloned().unwrap_or_default()
            };
            ranges(&mut ods, kind, &merged, limits, watch)
        }
        _ => {
            let mut xls: Xls<BufReader<File>> = open_workbook_from_rs(source.reader()?).map_err(|error| match error {
                XlsError::Password => LedgerError::Password,
                other => LedgerError::broken(other),
            })?;
            let merged = |book: &Xls<BufReader<File>>, name: &str| {
                book.merge_cells_by_sheet_name(name).unwrap_or_default().iter().map(merged).collect()
            };
            let from_1904 = xls.has_1904_epoch();
            Ok(Book { from_1904, ..ranges(&mut xls, kind, &merged, limits, watch)? })
        }
    }
}

fn merged(place: &Dimensions) -> Merged {
    (u64::from(place.start.0) + 1, u64::from(place.end.0) + 1, place.start.1 as usize)
}

/// The sheets with what the book says of them; a cap on how many.
fn sheets<R>(book: &R, limits: &Limits) -> Result<Vec<Sheet>, LedgerError>
where
    R: Reader<BufReader<File>>,
{
    let known = book.sheets_metadata();
    if known.len() > limits.sheets {
        return Err(LedgerError::over("sheets", known.len() as u64, limits.sheets as u64));
    }
    let sheet = |name: &String| {
        let hidden = known.iter().any(|sheet| sheet.name == *name && sheet.visible != SheetVisible::Visible);
        Sheet { name: name.clone(), hidden, ..Sheet::default() }
    };
    Ok(book.sheet_names().iter().map(sheet).collect())
}

fn xlsx(source: &Source, weighed: &Weighed, limits: &Limits, watch: Watch<'_>) -> Result<Book, LedgerError> {
    let fault = |error: XlsxError| match error {
        XlsxError::Password => LedgerError::Password,
        other => LedgerError::broken(other),
    };
    let mut book: Xlsx<BufReader<File>> = open_workbook_from_rs(source.reader()?).map_err(fault)?;
    let mut sheets = sheets(&book, limits)?;
    let from_1904 = book.has_1904_epoch();
    let mut meter = Meter::new(limits);
    for sheet in &mut sheets {
        // A sheet that is a chart or a dialog has no cells to read.
        if let Ok(mut cells) = book.worksheet_cells_reader(&sheet.name) {
            let total = u64::from(cells.dimensions().end.0).min(limits.rows);
            let mut told = 0;
            while let Some(cell) = cells.next_cell().map_err(fault)? {
                let (row, column) = cell.get_position();
                if meter.rows() >= told + STRIDE {
                    told = meter.rows();
                    progress(watch, Work::Reading, told, total.max(told))?;
                }
                if let Some(cell) = cell_ref(cell.get_value()) {
                    sheet.put(&mut meter, u64::from(row) + 1, column as usize, cell)?;
                }
            }
        }
        if weighed.merges > 0 && weighed.merges <= guard::MERGES && !sheet.rows.is_empty() {
            let found = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
            sheet.fill(&found.iter().map(merged).collect::<Vec<_>>(), &mut meter)?;
        }
    }
    Ok(Book { kind: FileKind::Xlsx, name: String::new(), encoding: String::new(), from_1904, sheets, hidden_rows: 0 })
}

fn ranges<R>(
    book: &mut R,
    kind: FileKind,
    merged: &dyn Fn(&R, &str) -> Vec<Merged>,
    limits: &Limits,
    watch: Watch<'_>,
) -> Result<Book, LedgerError>
where
    R: Reader<BufReader<File>>,
    R::Error: std::fmt::Display,
{
    let mut sheets = sheets(book, limits)?;
    let mut meter = Meter::new(limits);
    for sheet in &mut sheets {
        let range = book.worksheet_range(&sheet.name).map_err(LedgerError::broken)?;
        let (top, left) = range.start().unwrap_or_default();
        let total = range.height() as u64;
        for (index, cells) in range.rows().enumerate() {
            if (index as u64).is_multiple_of(STRIDE) {
                progress(watch, Work::Reading, index as u64, total)?;
            }
            for (column, value) in cells.iter().enumerate() {
                if let Some(cell) = cell(value) {
                    sheet.put(&mut meter, u64::from(top) + index as u64 + 1, left as usize + column, cell)?;
                }
            }
        }
        sheet.fill(&merged(book, &sheet.name), &mut meter)?;
    }
    Ok(Book { kind, name: String::new(), encoding: String::new(), from_1904: false, sheets, hidden_rows: 0 })
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
