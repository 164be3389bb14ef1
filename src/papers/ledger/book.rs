//! A ledger as rows of cells, before anything is understood. Can be handed from process to process.

use super::{FileKind, LedgerError, Limits};
use crate::docket::Day;
use serde::{Deserialize, Serialize};

/// What a cell was in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum CellKind {
    /// Written as text.
    #[default]
    Text,
    /// A number.
    Number,
    /// A number shown as a day.
    Day(Day),
}

/// A cell: its text as it stood, and what it was.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cell {
    /// As it stood; a number in plain decimals, a day as `YYYY-MM-DD`.
    pub text: String,
    /// What it was in the file.
    pub kind: CellKind,
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: CellKind::Text }
    }

    /// Whether nothing is written in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// A row with its number in the file, from 1; trailing blank cells are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Row {
    /// The row's number in the sheet, or the line in a text file.
    pub number: u64,
    /// Its cells from the first column on.
    pub cells: Vec<Cell>,
    /// Bytes that were no text in the file's encoding.
    pub garbled: bool,
}

/// A sheet; a text file has one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name; empty for a text file.
    pub name: String,
    /// Rows that have a filled cell.
    pub rows: Vec<Row>,
    /// Blank rows left out between the first and the last.
    pub blank_rows: u64,
    /// The sheet is hidden.
    #[serde(default)]
    pub hidden: bool,
    /// Cells that got the value of the merged cell they are part of.
    #[serde(default)]
    pub filled: u64,
}

/// A file read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// What it is.
    pub kind: FileKind,
    /// Its name without the ending, as far as known.
    #[serde(default)]
    pub name: String,
    /// `UTF-8`, `GB18030`, …; empty for workbooks.
    pub encoding: String,
    /// Days are counted from 1904.
    pub from_1904: bool,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Hidden rows of all sheets; they are read like any other.
    #[serde(default)]
    pub hidden_rows: u64,
}

/// Counts what is taken against the caps.
pub(super) struct Meter<'a> {
    limits: &'a Limits,
    rows: u64,
    cells: u64,
    bytes: u64,
}

impl<'a> Meter<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self { limits, rows: 0, cells: 0, bytes: 0 }
    }

    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    pub(super) fn row(&mut self) -> Result<(), LedgerError> {
        self.rows += 1;
        if self.rows > self.limits.rows {
            return Err(LedgerError::over("rows", self.rows, self.limits.rows));
        }
        Ok(())
    }

    pub(super) fn cell(&mut self, column: usize, bytes: usize) -> Result<(), LedgerError> {
        let limits = self.limits;
        if column >= limits.columns {
            return Err(LedgerError::over("columns", column as u64 + 1, limits.columns as u64));
        }
        self.cells += 1;
        self.bytes = self.bytes.saturating_add(bytes as u64);
        if self.cells > limits.cells {
            return Err(LedgerError::over("cells", self.cells, limits.cells));
        }
        if self.bytes > limits.text_bytes {
            return Err(LedgerError::over("text", self.bytes, limits.text_bytes));
        }
        Ok(())
    }
}

/// A merged cell: its rows in the file from 1 on, first and last, and its first column from 0.
pub(super) type Merged = (u64, u64, usize);

impl Sheet {
    /// Gives the rows that a cell is merged over its value: what stands once beside five rows is said of all five. Rows
    /// that hold nothing else stay blank.
    pub(super) fn fill(&mut self, merged: &[Merged], meter: &mut Meter<'_>) -> Result<(), LedgerError> {
        for (first, last, column) in merged.iter().filter(|(first, last, _)| last > first) {
            let from = self.rows.partition_point(|row| row.number < *first);
            let until = self.rows.partition_point(|row| row.number <= *last);
            let Some(rows) = self.rows.get_mut(from..until) else { continue };
            let Some((head, below)) = rows.split_first_mut().filter(|(head, _)| head.number == *first) else { continue };
            let Some(value) = head.cells.get(*column).filter(|cell| !cell.is_blank()).cloned() else { continue };
            for row in below {
                if row.cells.len() <= *column {
                    row.cells.resize_with(column + 1, Cell::default);
                }
                if let Some(place) = row.cells.get_mut(*column).filter(|place| place.is_blank()) {
                    meter.cell(*column, value.text.len())?;
                    *place = value.clone();
                    self.filled += 1;
                }
            }
        }
        Ok(())
    }

    /// Puts a cell at its place; rows come in order.
    pub(super) fn put(&mut self, meter: &mut Meter<'_>, number: u64, column: usize, cell: Cell) -> Result<(), LedgerError> {
        if cell.is_blank() {
            return Ok(());
        }
        meter.cell(column, cell.text.len())?;
        if self.rows.last().is_none_or(|row| row.number != number) {
            meter.row()?;
            let before = self.rows.last().map_or(0, |row| row.number);
            if before > 0 && number > before + 1 {
                self.blank_rows += number - before - 1;
            }
            self.rows.push(Row { number, ..Row::default() });
        }
        if let Some(row) = self.rows.last_mut() {
            if row.cells.len() <= column {
                row.cells.resize_with(column + 1, Cell::default);
            }
            if let Some(place) = row.cells.get_mut(column) {
                *place = cell;
            }
        }
        Ok(())
    }
}
