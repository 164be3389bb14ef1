//! Looks into a zip before a spreadsheet reader may: what it holds, how much it becomes, what it would be spread out to.

use super::{FileKind, LedgerError, Limits};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use zip::ZipArchive;
use zip::result::ZipError;

fn archive(path: &Path) -> Result<ZipArchive<BufReader<File>>, LedgerError> {
    ZipArchive::new(BufReader::new(File::open(path)?)).map_err(fault)
}

fn fault(error: ZipError) -> LedgerError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => LedgerError::Password,
        ZipError::Io(cause) => LedgerError::broken(cause),
        other => LedgerError::broken(other),
    }
}

/// Which workbook a zip holds, by its list of entries alone.
pub(super) fn zip_kind(path: &Path, limits: &Limits) -> Result<FileKind, LedgerError> {
    let zip = archive(path)?;
    if zip.len() > limits.entries {
        return Err(LedgerError::over("entries", zip.len() as u64, limits.entries as u64));
    }
    let has = |wanted: &str| zip.file_names().flatten().any(|name| name.eq_ignore_ascii_case(wanted));
    Ok(if has("xl/workbook.bin") {
        FileKind::Xlsb
    } else if has("xl/workbook.xml")
        || (has("[Content_Types].xml") && zip.file_names().flatten().any(|name| name.contains("worksheets/")))
    {
        FileKind::Xlsx
    } else if has("content.xml") && has("mimetype") {
        FileKind::Ods
    } else {
        FileKind::Zip
    })
}

/// Unpacks every entry into nothing and counts: what a list of entries says about sizes may be a lie.
pub(super) fn weigh(path: &Path, kind: FileKind, limits: &Limits) -> Result<(), LedgerError> {
    let mut zip = archive(path)?;
    let mut total = 0_u64;
    let mut buffer = vec![0_u8; 64 * 1024];
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).map_err(fault)?;
        if entry.encrypted() {
            return Err(LedgerError::Password);
        }
        let packed = entry.compressed_size().max(1);
        let spreads = kind == FileKind::Ods && entry.name().is_ok_and(|name| name == "content.xml");
        let mut spread = Spread::default();
        let mut size = 0_u64;
        loop {
            let count = entry.read(&mut buffer).map_err(LedgerError::broken)?;
            if count == 0 {
                break;
            }
            size += count as u64;
            total += count as u64;
            if total > limits.unpacked_bytes {
                return Err(LedgerError::over("unpacked", total, limits.unpacked_bytes));
            }
            if size > limits.ratio_from && size / packed > limits.ratio {
                return Err(LedgerError::over("ratio", size / packed, limits.ratio));
            }
            if spreads {
                for byte in buffer.iter().take(count) {
                    spread.feed(*byte);
                }
                if spread.cells > limits.cells {
                    return Err(LedgerError::over("cells", spread.cells, limits.cells));
                }
            }
        }
    }
    Ok(())
}

/// How many cells an `OpenDocument` table becomes when its repeated rows and cells are spread out.
#[derive(Default)]
struct Spread {
    tag: Vec<u8>,
    inside: bool,
    rows: u64,
    row_repeat: u64,
    column: u64,
    filled_to: u64,
    widest: u64,
    cell_repeat: u64,
    cells: u64,
    past: u64,
    pending: u64,
}

/// Bytes of a tag that are looked at; a repeat count stands well before.
const TAG: usize = 4096;

impl Spread {
    fn feed(&mut self, byte: u8) {
        match byte {
            b'<' => {
                self.tag.clear();
                self.inside = true;
            }
            b'>' if self.inside => {
                self.inside = false;
                let tag = std::mem::take(&mut self.tag);
                self.meet(&String::from_utf8_lossy(&tag));
            }
            _ if self.inside && self.tag.len() < TAG => self.tag.push(byte),
            _ => {}
        }
    }

    fn meet(&mut self, tag: &str) {
        let closed = tag.ends_with('/');
        if tag.starts_with("table:table ") {
            self.past = self.past.saturating_add(self.rows.saturating_mul(self.widest));
            (self.rows, self.widest, self.pending) = (0, 0, 0);
        } else if tag.starts_with("table:table-row") {
            (self.column, self.filled_to) = (0, 0);
            self.row_repeat = repeat(tag, "number-rows-repeated");
            if closed {
                self.end_row();
            }
        } else if tag.starts_with("/table:table-row") {
            self.end_row();
        } else if tag.starts_with("table:table-cell") || tag.starts_with("table:covered-table-cell") {
            self.cell_repeat = repeat(tag, "number-columns-repeated");
            self.column = self.column.saturating_add(self.cell_repeat);
            if !closed || tag.contains("office:value") {
                self.filled_to = self.column;
            }
        }
    }

    fn end_row(&mut self) {
        // Empty rows count only when a filled one follows, as readers cut the empty end.
        if self.filled_to > 0 {
            self.rows = self.rows.saturating_add(self.pending).saturating_add(self.row_repeat);
            self.widest = self.widest.max(self.filled_to);
            self.pending = 0;
        } else {
            self.pending = self.pending.saturating_add(self.row_repeat);
        }
        self.cells = self.past.saturating_add(self.rows.saturating_mul(self.widest));
    }
}

fn repeat(tag: &str, name: &str) -> u64 {
    tag.split_once(name)
        .and_then(|(_, rest)| rest.split(['"', '\'']).nth(1))
        .and_then(|number| number.trim().parse().ok())
        .unwrap_or(1)
}
