//! Long text while it is written: lines wrapped to the room there is, a few rows around the caret in sight.

use crate::tui::width::cells;
use tui_textarea::TextArea;

/// The rows that are shown of long text while it is written.
pub const ROWS: usize = 6;

/// What is in sight of a text, and where the caret stands in it: row and cell.
pub fn rows(area: &TextArea<'_>, room: usize) -> (Vec<String>, usize, usize) {
    let tui_textarea::DataCursor(at, column) = area.cursor();
    let (mut all, mut caret) = (Vec::new(), (0, 0));
    for (n, line) in area.lines().iter().enumerate() {
        let parts = wrapped(line, room.max(2));
        if n == at {
            caret = place(&parts, column, room);
            caret.0 += all.len();
        }
        all.extend(parts);
    }
    if caret.0 == all.len() {
        all.push(String::new());
    }
    // The caret keeps a row above it in sight where there is one.
    let top = (caret.0 + 2).saturating_sub(ROWS).min(all.len().saturating_sub(1));
    let shown = all.into_iter().skip(top).take(ROWS).collect();
    (shown, caret.0 - top, caret.1)
}

/// A line in parts of at most so many cells; nothing of it is dropped, so that every place of the caret is on a row.
fn wrapped(line: &str, room: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut used = 0;
    for c in line.chars() {
        let wide = cells(c.encode_utf8(&mut [0; 4]));
        if used + wide > room {
            parts.push(String::new());
            used = 0;
        }
        used += wide;
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts
}

/// The row and cell of a character of a line.
fn place(parts: &[String], column: usize, room: usize) -> (usize, usize) {
    let mut left = column;
    for (row, part) in parts.iter().enumerate() {
        let count = part.chars().count();
        if left < count || left == count && row + 1 == parts.len() {
            let before: String = part.chars().take(left).collect();
            let cell = cells(&before);
            return if cell < room { (row, cell) } else { (row + 1, 0) };
        }
        left -= count;
    }
    (parts.len().saturating_sub(1), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_wrapped_and_the_caret_is_where_it_is_written() {
        let area = |text: &str| {
            let mut area = TextArea::new(text.lines().map(str::to_owned).collect());
            area.move_cursor(tui_textarea::CursorMove::Bottom);
            area.move_cursor(tui_textarea::CursorMove::End);
            area
        };
        // Four cells are two characters; the caret stands behind the last one.
        assert_eq!(rows(&area("损害赔偿a"), 4), (vec!["损害".to_owned(), "赔偿".to_owned(), "a".to_owned()], 2, 1));
        assert_eq!(rows(&area("损害赔偿"), 4), (vec!["损害".to_owned(), "赔偿".to_owned(), String::new()], 2, 0));
        assert_eq!(rows(&area("a损害"), 4), (vec!["a损".to_owned(), "害".to_owned()], 1, 2));
        // A text of many rows shows those around the caret.
        let many = "一\n".repeat(20) + "末";
        let (shown, row, cell) = rows(&area(&many), 10);
        assert_eq!((shown.len() <= ROWS, shown.get(row).map(String::as_str), cell), (true, Some("末"), 2));
    }
}
