//! Every cap on a ledger, in one place.

use serde::{Deserialize, Serialize};

/// What a file may be at most. Beyond a cap it is refused with the cap named; nothing is cut silently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of an xlsx or text file; looked at before it is opened. 100,000 rows are about 20 MB as text.
    pub file_bytes: u64,
    /// Bytes of an xls or ods file: their readers have everything in memory at once, many times the file.
    pub old_file_bytes: u64,
    /// Bytes of everything inside an xlsx or ods together: a million rows of a ledger, and what the reader's memory holds.
    pub unpacked_bytes: u64,
    /// Unpacked bytes for one packed byte, from `ratio_from` unpacked bytes on: sheets that repeat themselves reach fifty, a
    /// bomb a thousand.
    pub ratio: u64,
    /// Unpacked bytes of one entry below which the ratio is not asked: so little does no harm, and small tables repeat.
    pub ratio_from: u64,
    /// Entries in an xlsx or ods: a few for a sheet, and its pictures.
    pub entries: usize,
    /// Sheets: one a day for most of a year.
    pub sheets: usize,
    /// Rows of all sheets together: about as many as one sheet of a workbook can have.
    pub rows: u64,
    /// Columns of a sheet: all that an xls can have; nobody maps more by hand.
    pub columns: usize,
    /// Filled cells of all sheets together: a million rows of twenty columns.
    pub cells: u64,
    /// Cells of the boxes around the filled cells of an xls, which its reader spreads out.
    pub old_cells: u64,
    /// Bytes of all cells together: a quarter of the reader's memory.
    pub text_bytes: u64,
    /// Characters of a title above which it is taken with a question: by then it is the whole description.
    pub title_long: usize,
    /// Fen from which an amount is asked about: a thousand million yuan, more likely yuan read as ten thousands.
    pub amount_asked: i64,
    /// Characters of any cell above which the row is refused: twenty pages; a workbook cell holds 32,767.
    pub cell_chars: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            old_file_bytes: 24 << 20,
            unpacked_bytes: 512 << 20,
            ratio: 200,
            ratio_from: 1 << 20,
            entries: 4096,
            sheets: 256,
            rows: 1_000_000,
            columns: 256,
            cells: 20_000_000,
            old_cells: 8_000_000,
            text_bytes: 512 << 20,
            title_long: 500,
            amount_asked: 100_000_000_000,
            cell_chars: 10_000,
        }
    }
}
