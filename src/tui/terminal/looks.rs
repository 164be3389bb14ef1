//! What a terminal can show: colours or none, line and mark characters or ASCII. Laid over the finished picture, so that
//! nothing else has to know.

use ratatui::buffer::Buffer;
use ratatui::style::Color;

/// Line and mark characters with what stands for them, each one cell wide.
const SIGNS: &[(&str, &str)] = &[
    ("│", "|"),
    ("─", "-"),
    ("┌", "+"),
    ("┐", "+"),
    ("└", "+"),
    ("┘", "+"),
    ("├", "+"),
    ("┤", "+"),
    ("┬", "+"),
    ("┴", "+"),
    ("┼", "+"),
    ("…", "~"),
    ("·", "."),
    ("●", "*"),
    ("○", "o"),
    ("▓", "#"),
    ("░", "="),
    ("█", "#"),
    ("▎", "|"),
    ("‖", "\""),
    ("✓", "v"),
    ("×", "x"),
    ("‹", "<"),
    ("›", ">"),
    ("—", "-"),
    ("→", ">"),
    ("←", "<"),
    ("↑", "^"),
    ("↓", "v"),
    ("“", "\""),
    ("”", "\""),
    ("§", "S"),
];

/// What the terminal is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Looks {
    /// No colour is sent.
    pub plain: bool,
    /// Lines and marks are ASCII.
    pub ascii: bool,
}

impl Looks {
    /// From the environment: `NO_COLOR`, and a terminal that is known to have no such characters.
    #[must_use]
    pub fn of(term: &str, no_color: bool) -> Self {
        Self { plain: no_color, ascii: matches!(term, "" | "linux" | "dumb" | "unknown" | "vt100" | "vt220" | "ansi") }
    }

    /// Lays it over a picture.
    pub fn over(self, buffer: &mut Buffer) {
        if !self.plain && !self.ascii {
            return;
        }
        for cell in &mut buffer.content {
            if self.plain {
                (cell.fg, cell.bg) = (Color::Reset, Color::Reset);
            }
            if self.ascii
                && !cell.symbol().is_ascii()
                && let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == cell.symbol())
            {
                cell.set_symbol(sign);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::width::cells;

    #[test]
    fn what_stands_for_a_sign_is_as_wide_and_ascii() {
        for (sign, ascii) in SIGNS {
            assert!(ascii.is_ascii() && cells(sign) == cells(ascii), "{sign}");
        }
        assert!(Looks::of("linux", false).ascii && Looks::of("xterm", true).plain && !Looks::of("xterm-256color", false).ascii);
    }
}
