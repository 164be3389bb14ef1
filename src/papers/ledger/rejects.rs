//! Refused rows as a file beside the ledger: the original columns, the row's number and the reasons. Corrected, it can be taken again.

use super::{Import, Reason};
use crate::papers::{fresh, table};
use crate::text::Lang;
use crate::text::ledger::Ledger;
use std::io;
use std::path::{Path, PathBuf};

/// Writes `NAME.rejects.csv` beside the ledger, one file a table with refused rows; never over an existing file.
pub fn write_rejects(ledger: &Path, import: &Import, lang: Lang) -> io::Result<Vec<PathBuf>> {
    let folder = ledger.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let stem = ledger.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let words = Ledger::of(lang);
    let mut written = Vec::new();
    for (place, planned) in import.plan.tables.iter().enumerate() {
        let rejects: Vec<_> = import.rejects.iter().filter(|reject| reject.table == place).collect();
        if rejects.is_empty() {
            continue;
        }
        // A file of rejects that comes back carries the two columns already: they are written anew.
        let kept: Vec<_> = planned.columns.iter().filter(|guess| guess.field != Some(super::Field::Ignored)).collect();
        let mut headers: Vec<String> = kept.iter().map(|guess| guess.header.clone()).collect();
        headers.extend([words.column_row.to_owned(), words.column_reason.to_owned()]);
        let rows = rejects.iter().map(|reject| {
            let mut cells: Vec<String> =
                kept.iter().map(|guess| reject.cells.get(guess.index).cloned().unwrap_or_default()).collect();
            let reasons: Vec<String> = reject.reasons.iter().map(|reason: &Reason| reason.say(lang)).collect();
            cells.extend([reject.row.to_string(), reasons.join(words.between)]);
            cells
        });
        let (file, path) = fresh::create_numbered(folder, &format!("{stem}.rejects"), "csv")?;
        table::write_csv(&file, &headers, rows)?;
        file.sync_all()?;
        written.push(path);
    }
    Ok(written)
}
