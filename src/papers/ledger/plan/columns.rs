//! The columns below a header, with their names and samples.

use super::super::Sheet;
use super::super::clean::{clean, folded};
use super::{Guess, How, LOOK};

/// Samples shown for a column.
const SAMPLES: usize = 3;

fn letters(index: usize) -> String {
    let letter = |place: usize| char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    if index < 26 { letter(index).to_string() } else { format!("{}{}", letter(index / 26 - 1), letter(index)) }
}

pub(super) fn columns(sheet: &Sheet, at: usize) -> Vec<Guess> {
    let header = sheet.rows.get(at).map(|row| row.cells.as_slice()).unwrap_or_default();
    let body = || sheet.rows.iter().skip(at + 1).take(LOOK);
    let width = body().map(|row| row.cells.len()).max().unwrap_or(0).max(header.len());
    let mut seen: Vec<String> = Vec::new();
    let mut column = |index: usize| {
        let text = header.get(index).map(|cell| clean(&cell.text).text).unwrap_or_default();
        let samples: Vec<_> = body()
            .filter_map(|row| row.cells.get(index))
            .filter(|cell| !cell.is_blank())
            .map(|cell| clean(&cell.text).text)
            // The header again, further down, is no sample.
            .filter(|sample| *sample != text)
            .take(SAMPLES)
            .collect();
        if text.is_empty() && samples.is_empty() {
            return None;
        }
        // A mapping names columns by their headers: the second of one name is told apart.
        let same = seen.iter().filter(|known| **known == folded(&text)).count();
        seen.push(folded(&text));
        let header = match (text.is_empty(), same) {
            (true, _) => letters(index),
            (false, 0) => text,
            (false, times) => format!("{text} #{}", times + 1),
        };
        Some(Guess { index, header, field: None, how: How::Unknown, sure: 0, samples })
    };
    (0..width).filter_map(&mut column).collect()
}

impl Guess {
    /// The letters of its column.
    #[must_use]
    pub fn letters(&self) -> String {
        letters(self.index)
    }
}
