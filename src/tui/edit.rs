//! One line that is being typed: its text and its caret, counted in graphemes.

use super::key::Key;
use unicode_segmentation::UnicodeSegmentation;

/// A line with a caret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    text: String,
    caret: usize,
}

impl Edit {
    /// What stands there.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The mark before which the caret stands.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// The caret as a place in the text, in bytes.
    pub fn place(&self) -> usize {
        self.text.grapheme_indices(true).nth(self.caret).map_or(self.text.len(), |(at, _)| at)
    }

    /// Puts another text there, the caret at its end.
    pub fn set(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.caret = self.count();
    }

    /// Puts a text in the place of a stretch of bytes, the caret behind it.
    pub fn replace(&mut self, from: usize, to: usize, with: &str) {
        let (Some(before), Some(after)) = (self.text.get(..from), self.text.get(to..)) else { return };
        let caret = format!("{before}{with}");
        self.text = format!("{caret}{after}");
        self.caret = caret.graphemes(true).count();
    }

    /// Types or pastes: control characters stay out, line breaks become blanks.
    pub fn insert(&mut self, text: &str) {
        let text: String =
            text.trim_end_matches(['\r', '\n']).chars().map(|c| if matches!(c, '\r' | '\n' | '\t') { ' ' } else { c }).collect();
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        let at = self.place();
        self.replace(at, at, &text);
    }

    fn count(&self) -> usize {
        self.text.graphemes(true).count()
    }

    fn cut(&mut self, from: usize, to: usize) {
        let marks: Vec<&str> = self.text.graphemes(true).collect();
        let kept: String = marks.iter().enumerate().filter(|(at, _)| *at < from || *at >= to).map(|(_, mark)| *mark).collect();
        self.text = kept;
        self.caret = from.min(self.count());
    }

    /// Where the word before the caret begins: blanks before the caret go with it.
    fn word(&self) -> usize {
        let marks: Vec<&str> = self.text.graphemes(true).take(self.caret).collect();
        let blank = |mark: &str| mark.chars().all(char::is_whitespace);
        let end = marks.iter().rposition(|mark| !blank(mark)).map_or(0, |at| at + 1);
        marks.iter().take(end).rposition(|mark| blank(mark)).map_or(0, |at| at + 1)
    }

    /// A key of the line; whether it was one.
    pub fn key(&mut self, key: Key) -> bool {
        match key {
            Key::Left | Key::Ctrl('b') => self.caret = self.caret.saturating_sub(1),
            Key::Right | Key::Ctrl('f') => self.caret = (self.caret + 1).min(self.count()),
            Key::Home | Key::Ctrl('a') => self.caret = 0,
            Key::End | Key::Ctrl('e') => self.caret = self.count(),
            Key::Backspace | Key::Ctrl('h') if self.caret > 0 => self.cut(self.caret - 1, self.caret),
            Key::Backspace | Key::Ctrl('h') => {}
            Key::Delete | Key::Ctrl('d') => self.cut(self.caret, self.caret + 1),
            Key::Ctrl('w') => self.cut(self.word(), self.caret),
            Key::Ctrl('u') => self.cut(0, self.caret),
            Key::Ctrl('k') => self.cut(self.caret, self.count()),
            Key::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(script: &str) -> (String, usize) {
        let mut line = Edit::default();
        for key in Key::script(script) {
            line.key(key);
        }
        (line.text().to_owned(), line.caret())
    }

    #[test]
    fn a_line_is_typed_and_mended() {
        assert_eq!(typed("\"红山 采砂\""), ("红山 采砂".into(), 5));
        assert_eq!(typed("\"红山\" Left Backspace"), ("山".into(), 0));
        assert_eq!(typed("\"红山 采砂  \" C-w"), ("红山 ".into(), 3));
        assert_eq!(typed("\"红山 采砂\" Home Delete Right Delete"), ("山采砂".into(), 1));
        assert_eq!(typed("\"红山 采砂\" Left*2 C-u"), ("采砂".into(), 0));
        assert_eq!(typed("\"红山 采砂\" Home C-k"), (String::new(), 0));
        // A combining mark goes with its letter.
        assert_eq!(typed("\"ae\u{301}\" Backspace"), ("a".into(), 1));
        let mut line = Edit::default();
        line.insert("红\r\n山\u{1b}[31m\n");
        assert_eq!(line.text(), "红  山[31m");
        line.replace(0, 3, "松");
        assert_eq!((line.text(), line.caret(), line.place()), ("松  山[31m", 1, 3));
    }
}
