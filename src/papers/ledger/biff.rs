//! Looks into an xls (compound file, [MS-CFB]; records, [MS-XLS]) before its reader may: the reader sets memory aside by what
//! the file says of its own size, and a false word there would end the process.

use super::source::Source;
use super::{LedgerError, Limits};

/// Rows and columns that an xls can have.
const ROWS: u32 = 65_536;
const COLUMNS: u32 = 256;
/// Sector numbers from here on mean something else than a sector.
const RESERVED: u32 = 0xFFFF_FFFA;
/// Streams below this size stand in the stream of small sectors.
const SMALL_STREAM: usize = 4096;
const SMALL_SECTOR: usize = 64;

const BOUND_SHEET: u16 = 0x0085;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const DIMENSIONS: u16 = 0x0200;
/// Everything after it is encrypted.
const FILE_PASS: u16 = 0x002F;
/// Records that begin with the row and the column of a filled cell.
const CELLS: [u16; 8] = [0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD, 0x00BD, 0x0006];

/// Refuses an xls whose sheets would be spread out beyond the caps, or that says impossible things of their size.
pub(super) fn weigh(source: &Source, limits: &Limits) -> Result<(), LedgerError> {
    let bytes = source.bytes()?;
    let file = Compound::open(&bytes).ok_or_else(|| LedgerError::broken("compound file"))?;
    for stream in file.books() {
        let mut cells = 0_u64;
        if records(&stream, 0).take_while(|(kind, _)| *kind != END).any(|(kind, _)| kind == FILE_PASS) {
            return Err(LedgerError::Password);
        }
        let globals = records(&stream, 0);
        let sheets: Vec<usize> =
            globals.filter(|(kind, _)| *kind == BOUND_SHEET).filter_map(|(_, data)| Some(u32_at(data, 0)? as usize)).collect();
        if sheets.len() > limits.sheets {
            return Err(LedgerError::over("sheets", sheets.len() as u64, limits.sheets as u64));
        }
        for start in sheets {
            if start >= stream.len() {
                return Err(LedgerError::broken("sheet offset"));
            }
            cells = cells.saturating_add(spread(&stream, start)?);
            if cells > limits.old_cells {
                return Err(LedgerError::over("cells", cells, limits.old_cells));
            }
        }
    }
    Ok(())
}

/// Cells of the box around a sheet's filled cells.
fn spread(stream: &[u8], start: usize) -> Result<u64, LedgerError> {
    let mut corners: Option<(u16, u16, u16, u16)> = None;
    let mut depth = 0_u32;
    for (kind, data) in records(stream, start) {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            DIMENSIONS if !dimensions_hold(data) => return Err(LedgerError::broken("dimensions")),
            kind if CELLS.contains(&kind) => {
                let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { continue };
                // A record of several numbers names its last column at its end.
                let last =
                    if kind == 0x00BD { u16_at(data, data.len().saturating_sub(2)).unwrap_or(first).max(first) } else { first };
                let (top, bottom, left, right) = corners.unwrap_or((row, row, first, last));
                corners = Some((top.min(row), bottom.max(row), left.min(first), right.max(last)));
            }
            _ => {}
        }
    }
    Ok(corners.map_or(0, |(top, bottom, left, right)| (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1)))
}

fn dimensions_hold(data: &[u8]) -> bool {
    let wide = data.len() >= 14;
    let row = |place: usize| if wide { u32_at(data, place * 4) } else { u16_at(data, place * 2).map(u32::from) };
    let column = |place: usize| u16_at(data, if wide { 8 } else { 4 } + place * 2).map(u32::from);
    match (row(0), row(1), column(0), column(1)) {
        (Some(top), Some(bottom), Some(left), Some(right)) => {
            // An empty sheet ends where it begins; a left border out of range is taken as the first column by readers.
            let empty = bottom == 0 || right == 0;
            bottom <= ROWS && right <= COLUMNS && (empty && top <= ROWS && left <= COLUMNS || top < bottom)
        }
        _ => true,
    }
}

fn records(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = start;
    std::iter::from_fn(move || {
        let kind = u16_at(stream, at)?;
        let length = usize::from(u16_at(stream, at + 2)?);
        let data = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, data))
    })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|chunk| u32_at(chunk, 0))
}

/// What is needed of a compound file.
struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
    small_next: Vec<u32>,
    small: Vec<u8>,
    entries: Vec<u8>,
}

impl<'a> Compound<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Self { bytes, sector, next: Vec::new(), small_next: Vec::new(), small: Vec::new(), entries: Vec::new() };
        let mut list: Vec<u32> = numbers(bytes.get(76..512)?).collect();
        let mut at = u32_at(bytes, 68)?;
        let mut turns = 0;
        while at < RESERVED {
            list.extend(numbers(file.sector(at)?));
            at = list.pop()?;
            turns += 1;
            if turns > bytes.len() / sector {
                return None;
            }
        }
        for id in list.into_iter().filter(|id| *id < RESERVED) {
            file.next.extend(numbers(file.sector(id)?));
        }
        file.entries = file.chain(u32_at(bytes, 48)?);
        file.small = file.chain(u32_at(&file.entries, 116)?);
        file.small_next = numbers(&file.chain(u32_at(bytes, 60)?)).collect();
        Some(file)
    }

    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    fn chain(&self, first: u32) -> Vec<u8> {
        let mut out = Vec::new();
        let mut at = first;
        while at < RESERVED && out.len() <= self.bytes.len() {
            let Some(sector) = self.sector(at) else { break };
            out.extend_from_slice(sector);
            at = self.next.get(at as usize).copied().unwrap_or(RESERVED);
        }
        out
    }

    fn small_chain(&self, first: u32) -> Vec<u8> {
        let mut out = Vec::new();
        let mut at = first;
        while at < RESERVED && out.len() <= self.small.len() {
            let start = (at as usize).saturating_mul(SMALL_SECTOR);
            let Some(sector) = self.small.get(start..start.saturating_add(SMALL_SECTOR)) else { break };
            out.extend_from_slice(sector);
            at = self.small_next.get(at as usize).copied().unwrap_or(RESERVED);
        }
        out
    }

    /// The streams that a reader could take for the workbook.
    fn books(&self) -> Vec<Vec<u8>> {
        let named = |entry: &&[u8]| {
            let letters = entry.chunks_exact(2).take(32).filter_map(|pair| u16_at(pair, 0)).take_while(|letter| *letter != 0);
            let name: String = char::decode_utf16(letters).flatten().collect();
            name.eq_ignore_ascii_case("workbook") || name.eq_ignore_ascii_case("book")
        };
        let stream = |entry: &[u8]| {
            let (first, size) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
            let mut stream = if size < SMALL_STREAM { self.small_chain(first) } else { self.chain(first) };
            stream.truncate(size);
            Some(stream)
        };
        self.entries.chunks_exact(128).filter(named).filter_map(stream).collect()
    }
}
