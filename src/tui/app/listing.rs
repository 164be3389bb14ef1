//! A list of lines with a selected one. Where it folds, a line that is too long goes on in the rows below it, and the window
//! counts rows; else every line is one row.

use super::moved;
use crate::tui::lines::Line;
use crate::tui::width::{cells, cut, wrap};
use crate::tui::window::Window;
use std::cell::Cell;

/// Rows that a line takes at most; the key for the whole line shows more.
const MOST: usize = 6;

/// A list of lines with a selected one.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The lines.
    pub lines: Vec<Line>,
    /// The selected one.
    pub at: usize,
    /// The part in sight.
    pub window: Window,
    folds: bool,
    /// The cells of a row where lines fold, told by the picture; 0 where they do not.
    room: Cell<usize>,
    /// The first look is longer than what is in sight, told by the picture: its lines do not fold.
    tight: Cell<bool>,
    /// The line that begins the window, until the selection is moved by a key.
    anchor: Option<usize>,
}

impl Listing {
    /// A list whose long lines go on below.
    pub fn folding() -> Self {
        Self { folds: true, ..Self::default() }
    }

    /// Other lines; the selection follows what its line stands for, not its place, and stays in its row of the screen.
    pub(super) fn put(&mut self, lines: Vec<Line>) {
        let target = self.current().and_then(|line| line.target.clone());
        self.settle();
        let (before, row) = (self.at, self.span(self.at).0);
        // The same may stand in two places: the nearest is meant.
        let places = lines.iter().enumerate().filter(|(_, line)| target.is_some() && line.target == target).map(|(at, _)| at);
        let found = places.min_by_key(|at| at.abs_diff(before));
        self.lines = lines;
        self.at = found.unwrap_or(self.at).min(self.lines.len().saturating_sub(1));
        self.window.shift(row, self.span(self.at).0, self.count());
    }

    /// Moves the selection.
    pub fn step(&mut self, by: isize) {
        self.settle();
        self.at = moved(self.at, by, self.lines.len());
        self.follow();
    }

    /// Moves the selection by so many rows of the screen, at least one line.
    pub fn turn(&mut self, by: isize) {
        self.settle();
        let from = self.span(self.at).0;
        let way = by.signum();
        loop {
            let next = moved(self.at, way, self.lines.len());
            let gone = self.span(next).0.abs_diff(from);
            // One line at least, even where it is longer than that.
            if next == self.at || gone > by.unsigned_abs() && self.span(self.at).0 != from {
                break;
            }
            self.at = next;
        }
        self.follow();
    }

    /// Selects a line and begins the window with it, as far as the list goes.
    pub fn begin(&mut self, at: usize) {
        self.at = at.min(self.lines.len().saturating_sub(1));
        self.anchor = Some(self.at);
    }

    /// The window stands where its first line has come to stand.
    fn settle(&mut self) {
        if let Some(anchor) = self.anchor.take() {
            self.window.begin(self.span(anchor).0);
        }
    }

    /// The selected line.
    pub fn current(&self) -> Option<&Line> {
        self.lines.get(self.at)
    }

    fn follow(&mut self) {
        let (span, count) = (self.span(self.at), self.count());
        self.window.follow_all(span, count);
    }

    /// The rows of the list.
    fn count(&self) -> usize {
        if self.room.get() == 0 { self.lines.len() } else { self.lines.iter().map(|line| self.height(line)).sum() }
    }

    /// The first and the last row of a line.
    fn span(&self, at: usize) -> (usize, usize) {
        if self.room.get() == 0 {
            return (at, at);
        }
        let first = self.lines.iter().take(at).map(|line| self.height(line)).sum();
        let own = self.lines.get(at).map_or(1, |line| self.height(line));
        (first, first + own.saturating_sub(1))
    }

    fn height(&self, line: &Line) -> usize {
        if line.narrow.is_some() || line.brief && self.tight.get() || cells(&line.text) <= self.room.get() {
            1
        } else {
            self.fold(&line.text).len()
        }
    }

    /// A text in rows: what goes on is set in below where it began.
    fn fold(&self, text: &str) -> Vec<String> {
        let room = self.room.get();
        let own = text.len() - text.trim_start().len();
        let inset = " ".repeat((own + 2).min(room / 3));
        // The first row has the room that the others give to the inset.
        let mut rows = Vec::new();
        let mut rest = text.to_owned();
        while cells(&rest) > room && rows.len() + 1 < MOST {
            // A closing mark may hang over by its two cells.
            let parts = wrap(&rest, room.saturating_sub(2));
            let Some(first) = parts.first().filter(|first| !first.trim().is_empty()) else { break };
            // At a blank, where there is one near the end.
            let blank = first.rfind(' ').and_then(|at| first.get(..=at)).filter(|part| cells(part) * 3 > room * 2);
            let first = blank.unwrap_or(first).to_owned();
            rest = rest.get(first.len()..).map_or_else(String::new, |left| format!("{inset}{}", left.trim_start()));
            rows.push(first);
        }
        rows.push(cut(&rest, room));
        rows
    }

    /// The rows in sight in a room of so many cells and rows: the line of each, and what stands there. Beside other panes
    /// (`short`) nothing folds: more lines are in sight there, and the key for the whole screen is near.
    pub fn rows(&self, width: usize, height: usize, short: bool) -> Vec<(usize, String)> {
        let folds = self.folds && !short;
        self.room.set(if folds { width } else { 0 });
        self.tight.set(false);
        let brief = self.lines.iter().filter(|line| line.brief).map(|line| if folds { self.height(line) } else { 1 });
        self.tight.set(brief.sum::<usize>() > height);
        let (span, count) = (self.span(self.at), self.count());
        let top = match self.anchor {
            Some(anchor) => self.window.first_from(self.span(anchor).0, height, count),
            None => self.window.first_of(span, height, count),
        };
        // One layout for all of a table: rows of two widths would not align.
        let wide = self.lines.iter().all(|line| line.narrow.is_none() || cells(&line.text) <= width);
        let mut rows = Vec::with_capacity(height);
        let mut row = 0;
        for (at, line) in self.lines.iter().enumerate() {
            if row >= top + height {
                break;
            }
            let own = if folds { self.height(line) } else { 1 };
            if row + own > top {
                let narrow = line.narrow.as_ref().filter(|_| !wide);
                let shown = if own > 1 { self.fold(&line.text) } else { vec![narrow.unwrap_or(&line.text).clone()] };
                let shown = shown.into_iter().enumerate().filter(|(nth, _)| (top..top + height).contains(&(row + nth)));
                rows.extend(shown.map(|(_, text)| (at, text)));
            }
            row += own;
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_go_on_below_and_every_row_comes_into_sight() {
        let mut listing = Listing::folding();
        let text = |n: usize| format!("  {n} {}", "敖汉旗某砂石厂，非法采砂破坏河道。".repeat(n % 5));
        listing.lines = (0..40).map(|n| Line::plain(text(n))).collect();
        for (width, height) in [(78, 20), (58, 16), (30, 8), (9, 4)] {
            let mut seen = std::collections::BTreeSet::new();
            listing.step(-100);
            for _ in 0..40 {
                let rows = listing.rows(width, height, false);
                assert!(rows.len() <= height && rows.iter().all(|(_, text)| cells(text) <= width), "{width}: {rows:?}");
                assert!(rows.iter().any(|(at, _)| *at == listing.at), "{width}: the selected line is in sight");
                seen.extend(rows);
                listing.step(1);
            }
            let said: String = seen.into_iter().map(|(_, text)| text.replace([' ', '…'], "")).collect();
            if width >= 58 {
                let whole: String = (0..40).map(|n| text(n).replace(' ', "")).collect();
                assert_eq!(said.chars().count(), whole.chars().count(), "{width}");
            }
        }
    }

    #[test]
    fn a_page_is_counted_in_rows() {
        let mut listing = Listing::folding();
        listing.lines = (0..30).map(|_| Line::plain("长".repeat(30))).collect();
        listing.rows(20, 10, false);
        // Four rows a line.
        listing.turn(5);
        assert_eq!(listing.at, 1);
        listing.turn(8);
        assert_eq!(listing.at, 3);
        listing.turn(-100);
        assert_eq!(listing.at, 0);
    }
}
