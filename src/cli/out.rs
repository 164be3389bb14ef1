//! What a command answers: text for standard output, or a failure with its exit code.

use std::fmt::Write as _;
use std::io::{self, Write as _};

/// How a command ended otherwise than done.
#[derive(Debug)]
pub struct Failure {
    /// 0 nobody reads any more, 1 refused or bad data, 2 usage, 70 internal.
    pub code: u8,
    /// Plain lines for standard error.
    pub lines: Vec<String>,
}

impl Failure {
    /// Refused, or bad data.
    pub fn refused(line: impl Into<String>) -> Self {
        Self { code: 1, lines: vec![line.into()] }
    }

    /// Wrong usage.
    pub fn usage(line: impl Into<String>) -> Self {
        Self { code: 2, lines: vec![line.into()] }
    }
}

/// The result of a command.
pub type Answer = Result<(), Failure>;

/// Writes to standard output; a reader that went away ends the command quietly.
pub fn print(text: &str) -> Answer {
    let mut out = io::stdout().lock();
    let end = if text.ends_with('\n') || text.is_empty() { "" } else { "\n" };
    let done = out.write_all(text.as_bytes()).and_then(|()| out.write_all(end.as_bytes())).and_then(|()| out.flush());
    done.map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure { code: 0, lines: Vec::new() },
        _ => Failure { code: 70, lines: vec![error.to_string()] },
    })
}

/// A JSON value, indented. Characters that would act on a terminal stand as escapes: the data is the same.
pub fn print_json(value: &serde_json::Value) -> Answer {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\u{7f}' || crate::text::safe::hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    print(&out)
}

/// Rows under a header, columns padded by their width on screen.
pub fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let width = |text: &str| unicode_width::UnicodeWidthStr::width(text);
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| crate::text::safe::line(cell)).collect()).collect();
    let mut widths: Vec<usize> = header.iter().map(|cell| width(cell)).collect();
    for row in &rows {
        for (known, cell) in widths.iter_mut().zip(row) {
            *known = (*known).max(width(cell));
        }
    }
    let line = |cells: &[String]| -> String {
        let padded =
            cells.iter().zip(&widths).map(|(cell, room)| format!("{cell}{}", " ".repeat(room.saturating_sub(width(cell)))));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let head: Vec<String> = header.iter().map(|cell| (*cell).to_owned()).collect();
    let mut text = line(&head);
    for row in &rows {
        text.push('\n');
        text.push_str(&line(row));
    }
    text.push('\n');
    text
}

/// Rows as CSV with a header.
pub fn csv(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.write_record(row.iter().map(|cell| defused(&crate::text::safe::line(cell))));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A cell in which a spreadsheet sees no formula; numbers stay numbers.
fn defused(cell: &str) -> String {
    if cell.len() == 1 || cell.parse::<f64>().is_ok() { cell.to_owned() } else { crate::papers::table::defuse(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_neither_formulas_nor_controls() {
        let rows = [vec!["=1+1".to_owned(), " @x".to_owned(), "-5".to_owned(), "-".to_owned(), "a\u{1b}b".to_owned()]];
        assert_eq!(csv(&["a", "b", "c", "d", "e"], &rows), "a,b,c,d,e\n'=1+1,' @x,-5,-,a\u{241b}b\n");
    }

    #[test]
    fn columns_stand_by_their_width() {
        assert_eq!(table(&["a", "b"], &[vec!["中".into(), "x".into()], vec!["y".into(), "z".into()]]), "a   b\n中  x\ny   z\n");
    }
}
