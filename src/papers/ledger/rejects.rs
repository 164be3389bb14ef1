//! Refused rows as a file beside the ledger: the original columns, the row's number and the reasons. Corrected, it can be taken again.

use super::{Field, FileKind, Import, Reason};
use crate::papers::{fresh, table};
use crate::text::Lang;
use crate::text::ledger::Ledger;
use std::io;
use std::path::{Path, PathBuf};

/// Writes `NAME.rejects.xlsx` beside a workbook, `NAME.rejects.csv` beside a text file, one file a table with refused rows;
/// never over an existing file.
pub fn write_rejects(ledger: &Path, import: &Import, lang: Lang) -> io::Result<Vec<PathBuf>> {
    let folder = ledger.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut written = Vec::new();
    let done = write(folder, ledger, import, lang, &mut written);
    if done.is_err() {
        // All of them or none: the first would be taken for the whole.
        for file in &written {
            let _ = std::fs::remove_file(file);
        }
    }
    done.map(|()| written)
}

/// The same; where nothing can be written beside the ledger (a stick that is locked, somebody else's folder), beside `other`.
pub fn write_rejects_or(ledger: &Path, other: Option<&Path>, import: &Import, lang: Lang) -> io::Result<Vec<PathBuf>> {
    let there = |error: &io::Error| matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem);
    match write_rejects(ledger, import, lang) {
        Err(error) if there(&error) => match (other.and_then(Path::parent), ledger.file_name()) {
            (Some(folder), Some(name)) => write_rejects(&folder.join(name), import, lang),
            _ => Err(error),
        },
        done => done,
    }
}

fn write(folder: &Path, ledger: &Path, import: &Import, lang: Lang, written: &mut Vec<PathBuf>) -> io::Result<()> {
    let stem = ledger.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let words = Ledger::of(lang);
    let is_text = import.plan.kind == FileKind::Text;
    for (place, planned) in import.plan.tables.iter().enumerate() {
        let rejects: Vec<_> = import.rejects.iter().filter(|reject| reject.table == place).collect();
        if rejects.is_empty() {
            continue;
        }
        // A file of rejects that comes back carries the two columns already: they are written anew.
        let kept: Vec<_> = planned.columns.iter().filter(|guess| guess.field != Some(Field::Ignored)).collect();
        let mut headers: Vec<String> = kept.iter().map(|guess| guess.header.clone()).collect();
        headers.extend([words.column_row.to_owned(), words.column_reason.to_owned()]);
        let rows = rejects.iter().map(|reject| {
            let mut cells: Vec<String> =
                kept.iter().map(|guess| reject.cells.get(guess.index).cloned().unwrap_or_default()).collect();
            let reasons: Vec<String> = reject.reasons.iter().map(|reason: &Reason| reason.say(lang)).collect();
            cells.extend([reject.row.to_string(), reasons.join(words.between)]);
            cells
        });
        // A unit that stood above the header still holds for the amounts below it.
        let (first, headers) = match &planned.unit_text {
            Some(unit) => (vec![unit.clone()], Some(headers)),
            None => (headers, None),
        };
        let rows = headers.into_iter().chain(rows);
        let ending = if is_text { "csv" } else { "xlsx" };
        let (file, path) = fresh::create_numbered(folder, &format!("{stem}.rejects"), ending)?;
        written.push(path);
        if is_text {
            table::write_csv(&file, &first, rows)?;
        } else {
            table::write_xlsx(&file, &first, rows)?;
        }
        file.sync_all()?;
    }
    Ok(())
}
