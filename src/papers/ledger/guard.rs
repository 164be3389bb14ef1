//! Looks into a zip before a spreadsheet reader may: what it holds, how much it becomes, what it would be spread out to.

use super::book::Merged;
use super::source::Source;
use super::{FileKind, LedgerError, Limits, Watch, progress};
use std::fs::File;
use std::io::{BufReader, Read};
use zip::ZipArchive;
use zip::result::ZipError;

fn archive(source: &Source) -> Result<ZipArchive<BufReader<File>>, LedgerError> {
    ZipArchive::new(source.reader()?).map_err(fault)
}

fn fault(error: ZipError) -> LedgerError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => LedgerError::Password,
        ZipError::Io(cause) => LedgerError::broken(cause),
        other => LedgerError::broken(other),
    }
}

/// Which workbook a zip holds, by its list of entries alone.
pub(super) fn zip_kind(source: &Source, limits: &Limits) -> Result<FileKind, LedgerError> {
    let zip = archive(source)?;
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

/// What was met while unpacking.
#[derive(Debug, Default)]
pub(super) struct Weighed {
    /// Rows of all sheets of an xlsx that are hidden.
    pub(super) hidden_rows: u64,
    /// Cells of an xlsx that are merged.
    pub(super) merges: u64,
    /// Cells of an ods that are merged over rows, sheet by sheet.
    pub(super) spans: Vec<Vec<Merged>>,
}

/// Unpacks every entry into nothing and counts: what a list of entries says about sizes may be a lie.
pub(super) fn weigh(source: &Source, kind: FileKind, limits: &Limits, watch: Watch<'_>) -> Result<Weighed, LedgerError> {
    let mut zip = archive(source)?;
    let mut total = 0_u64;
    let mut buffer = vec![0_u8; 64 * 1024];
    let mut marks = Marks::default();
    let mut spans = Vec::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).map_err(fault)?;
        if entry.encrypted() {
            return Err(LedgerError::Password);
        }
        let packed = entry.compressed_size().max(1);
        let named = |part: &str| entry.name().is_ok_and(|name| name.starts_with(part));
        let spreads = kind == FileKind::Ods && entry.name().is_ok_and(|name| name == "content.xml");
        let is_sheet = kind == FileKind::Xlsx && named("xl/worksheets/");
        let mut spread = Spread::default();
        let mut tags = Tags::default();
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
            let read = buffer.get(..count).unwrap_or_default();
            if spreads {
                tags.feed(read, &mut |tag| spread.meet(tag));
                if spread.cells > limits.cells {
                    return Err(LedgerError::over("cells", spread.cells, limits.cells));
                }
            } else if is_sheet {
                tags.feed(read, &mut |tag| marks.meet(tag));
            }
            progress(watch, super::Work::Checking, 0, 0)?;
        }
        spans.append(&mut spread.spans);
    }
    Ok(Weighed { hidden_rows: marks.hidden, merges: marks.merges, spans })
}

/// Cuts tags out of a stream of XML.
#[derive(Default)]
struct Tags {
    tag: Vec<u8>,
    inside: bool,
}

impl Tags {
    fn feed(&mut self, bytes: &[u8], meet: &mut dyn FnMut(&str)) {
        for byte in bytes {
            match byte {
                b'<' => {
                    self.tag.clear();
                    self.inside = true;
                }
                b'>' if self.inside => {
                    self.inside = false;
                    meet(&String::from_utf8_lossy(&self.tag));
                }
                _ if self.inside && self.tag.len() < TAG => self.tag.push(*byte),
                _ => {}
            }
        }
    }
}

/// What the sheets of an xlsx say beside their cells.
#[derive(Default)]
struct Marks {
    hidden: u64,
    merges: u64,
}

impl Marks {
    fn meet(&mut self, tag: &str) {
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        match name.rsplit(':').next() {
            Some("row") if [" hidden=\"1\"", " hidden=\"true\""].iter().any(|mark| tag.contains(mark)) => self.hidden += 1,
            Some("mergeCell") => self.merges += 1,
            _ => {}
        }
    }
}

/// How many cells an `OpenDocument` table becomes when its repeated rows and cells are spread out.
#[derive(Default)]
struct Spread {
    rows: u64,
    row_repeat: u64,
    column: u64,
    filled_to: u64,
    widest: u64,
    cell_repeat: u64,
    cells: u64,
    past: u64,
    pending: u64,
    spanned: u64,
    spans: Vec<Vec<Merged>>,
}

/// Merged cells that are looked at; a ledger has a few hundred.
pub(super) const MERGES: u64 = 200_000;
/// Bytes of a tag that are looked at; a repeat count stands well before.
const TAG: usize = 4096;

impl Spread {
    fn meet(&mut self, tag: &str) {
        let closed = tag.ends_with('/');
        if tag.starts_with("table:table ") {
            self.past = self.past.saturating_add(self.rows.saturating_mul(self.widest));
            (self.rows, self.widest, self.pending) = (0, 0, 0);
            self.spans.push(Vec::new());
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
            self.span(tag);
            self.column = self.column.saturating_add(self.cell_repeat);
            if !closed || tag.contains("office:value") {
                self.filled_to = self.column;
            }
        }
    }

    /// Keeps a cell that is merged over rows; rows before it count whether filled or not.
    fn span(&mut self, tag: &str) {
        let over = repeat(tag, "number-rows-spanned");
        if over < 2 || self.spanned >= MERGES {
            return;
        }
        self.spanned += 1;
        let first = self.rows.saturating_add(self.pending).saturating_add(1);
        if let (Some(spans), Ok(column)) = (self.spans.last_mut(), usize::try_from(self.column)) {
            spans.push((first, first.saturating_add(over - 1), column));
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
