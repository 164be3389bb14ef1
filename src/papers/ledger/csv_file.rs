//! Text ledgers: encoding and separator found, records read one by one, each knowing whether its bytes were text.

use super::book::Meter;
use super::source::Source;
use super::{Book, Cell, FileKind, LedgerError, Limits, Row, STRIDE, Sheet, Watch, Work, progress};
use crate::papers::table;
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes looked at for the separator.
const LOOK: usize = 64 * 1024;

/// A text file as one sheet.
pub(super) fn read(source: &Source, limits: &Limits, watch: Watch<'_>) -> Result<Book, LedgerError> {
    let bytes = source.bytes()?;
    let (bytes, encoding) = settle(bytes);
    let separator = separator(&bytes);
    let records = records(&bytes, separator);
    let total = bytes.split(|byte| *byte == b'\n').count() as u64;
    let mut sheet = Sheet::default();
    let mut meter = Meter::new(limits);
    let mut last = (0, 1);
    let mut widest = 0;
    let mut lines = Lines { rest: bytes.iter().copied().peekable(), past: 0, line: 1 };
    for (index, record) in records.enumerate() {
        let record = record.map_err(LedgerError::broken)?;
        if (index as u64).is_multiple_of(STRIDE) {
            progress(watch, Work::Reading, index as u64, total)?;
        }
        let start = record.position().map_or(0, csv::Position::byte);
        let line = lines.at(start);
        last = (start, line);
        let inside = swallowed(&record, separator, widest);
        if inside > 0 {
            let rest = bytes.get(usize::try_from(start).unwrap_or_default()..).unwrap_or_default();
            if swallows(rest) {
                return Err(LedgerError::Unclosed { line });
            }
            return Err(LedgerError::Swallowed { line, until: line + inside });
        }
        widest = widest.max(record.len());
        let (texts, garbled) = decode(&record, encoding);
        for (column, text) in texts.into_iter().enumerate() {
            sheet.put(&mut meter, line, column, Cell::text(table::undo_defuse(text)))?;
        }
        if let Some(row) = sheet.rows.last_mut().filter(|row: &&mut Row| row.number == line) {
            row.garbled = garbled;
        }
    }
    if swallows(bytes.get(usize::try_from(last.0).unwrap_or_default()..).unwrap_or_default()) {
        return Err(LedgerError::Unclosed { line: last.1 });
    }
    if sheet.rows.is_empty() {
        return Err(LedgerError::Empty);
    }
    // A field over several lines makes the next line number jump: blank lines are those the reader skipped, not these.
    sheet.blank_rows = 0;
    let encoding = encoding.name().to_owned();
    Ok(Book { kind: FileKind::Text, name: String::new(), encoding, from_1904: false, sheets: vec![sheet], hidden_rows: 0 })
}

/// Whether the last record begins with a quotation that is never closed and runs over several lines: those are rows that
/// would vanish in one cell.
fn swallows(record: &[u8]) -> bool {
    let record = record.trim_ascii_end();
    record.contains(&b'\n') && record.iter().filter(|byte| **byte == b'"').count() % 2 == 1
}

/// How many lines a quotation runs over that has whole rows inside: lines with separators in the quotation, and as many
/// columns as the rows before. A remark over several lines has none, and neither has a header.
fn swallowed(record: &ByteRecord, separator: u8, widest: usize) -> u64 {
    let count = |line: &[u8]| line.iter().filter(|byte| **byte == separator).count();
    for (index, field) in record.iter().enumerate().filter(|(_, field)| field.contains(&b'\n')) {
        let breaks = count_breaks(field);
        let mut whole = field.split(|byte| *byte == b'\n').enumerate().filter(|(at, line)| {
            let inside = count(line);
            let rest = if *at == breaks { record.len() - index } else { 1 };
            // The first line has the columns before the quotation; a title may have separators, seldom just as many.
            let fills = if *at == 0 { index + inside + 1 == widest } else { inside + rest >= widest };
            inside > 0 && widest > 2 && fills
        });
        if whole.next().is_some() {
            return breaks as u64;
        }
    }
    0
}

fn count_breaks(field: &[u8]) -> usize {
    field.iter().filter(|byte| **byte == b'\n').count()
}

/// Counts lines along the bytes: the reader's own count is one behind after CRLF.
struct Lines<I: Iterator<Item = u8>> {
    rest: std::iter::Peekable<I>,
    past: u64,
    line: u64,
}

impl<I: Iterator<Item = u8>> Lines<I> {
    /// The line on which the record that begins at or after this byte stands.
    fn at(&mut self, byte: u64) -> u64 {
        while self.past < byte || self.rest.peek().is_some_and(|next| matches!(next, b'\r' | b'\n')) {
            let Some(next) = self.rest.next() else { break };
            self.past += 1;
            self.line += u64::from(next == b'\n');
        }
        self.line
    }
}

fn records(bytes: &[u8], separator: u8) -> csv::ByteRecordsIntoIter<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(bytes).into_byte_records()
}

/// Bytes without a mark, and their encoding: mark, else valid UTF-8, else what most records are.
fn settle(bytes: Vec<u8>) -> (Vec<u8>, &'static Encoding) {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        if encoding == UTF_16LE || encoding == UTF_16BE {
            let (text, _) = encoding.decode_with_bom_removal(&bytes);
            return (text.into_owned().into_bytes(), UTF_8);
        }
        return (bytes.into_iter().skip(mark).collect(), UTF_8);
    }
    if std::str::from_utf8(&bytes).is_ok() {
        return (bytes, UTF_8);
    }
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_ascii());
    let (mut good, mut bad) = (0_usize, 0_usize);
    for line in lines {
        if std::str::from_utf8(line).is_ok() { good += 1 } else { bad += 1 }
    }
    let encoding = if good > bad { UTF_8 } else { GB18030 };
    (bytes, encoding)
}

/// The fields as text, and whether the record was not wholly in the file's encoding.
fn decode(record: &ByteRecord, encoding: &'static Encoding) -> (Vec<String>, bool) {
    let other = if encoding == UTF_8 { GB18030 } else { UTF_8 };
    let whole = |with: &'static Encoding| -> Option<Vec<String>> {
        record
            .iter()
            .map(|field| with.decode_without_bom_handling_and_without_replacement(field).map(std::borrow::Cow::into_owned))
            .collect()
    };
    if encoding == GB18030
        && !record.as_slice().is_ascii()
        && let Some(texts) = whole(UTF_8)
        && texts.iter().flat_map(|text| text.chars()).filter(|letter| letter.len_utf8() > 2).count() > 2
    {
        return (texts, true);
    }
    if let Some(texts) = whole(encoding) {
        return (texts, false);
    }
    if let Some(texts) = whole(other) {
        return (texts, true);
    }
    let texts = record.iter().map(|field| match std::str::from_utf8(field) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(field).0.into_owned(),
    });
    (texts.collect(), true)
}

/// Comma, tab or semicolon: the one that cuts the first lines into the most equal fields.
fn separator(bytes: &[u8]) -> u8 {
    let head: Vec<u8> = bytes.iter().copied().take(LOOK).collect();
    let score = |separator: u8| -> usize {
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        for record in records(&head, separator).flatten().take(50) {
            if record.len() > 1 {
                *counts.entry(record.len()).or_default() += 1;
            }
        }
        counts.into_iter().map(|(fields, times)| (fields - 1) * times * times).max().unwrap_or(0)
    };
    [b',', b'\t', b';'].into_iter().max_by_key(|separator| (score(*separator), u8::from(*separator == b','))).unwrap_or(b',')
}
