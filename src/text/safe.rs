//! Text from outside is text: no control character, bidi override, invisible or private character of it reaches a
//! terminal. The database keeps the original.

use unicode_width::UnicodeWidthChar;

/// The most combining marks that stay on one character.
const MOST_MARKS: usize = 4;

/// A text made safe for one line: controls become visible marks, tabs and line breaks spaces.
#[must_use]
pub fn line(text: &str) -> String {
    clean(text, false)
}

/// A text made safe for several lines: line breaks stay.
#[must_use]
pub fn lines(text: &str) -> String {
    clean(text, true)
}

fn clean(text: &str, breaks: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        match c {
            '\n' if breaks => {
                out.push('\n');
                marks = 0;
            }
            '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            // Control characters have pictures of their own.
            '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
            '\u{7f}' => out.push('\u{2421}'),
            c if hidden(c) => out.push('\u{fffd}'),
            c if c.width() == Some(0) => {
                marks += 1;
                if marks <= MOST_MARKS {
                    out.push(c);
                }
            }
            c => {
                marks = 0;
                out.push(c);
            }
        }
    }
    out
}

/// Characters that change what others look like, or look like nothing.
#[must_use]
pub fn hidden(c: char) -> bool {
    matches!(u32::from(c),
        0x80..=0x9f | 0xad | 0x61c | 0x180e | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfe00..=0xfe0f | 0xfeff
        | 0xfff0..=0xfffc | 0xe000..=0xf8ff | 0xe0000..=0xe0fff | 0xf0000..=0x0010_ffff | 0x115f | 0x1160 | 0x3164 | 0xffa0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_moves_the_terminal() {
        assert_eq!(line("a\u{1b}[31m红\u{7}\t\u{202e}x\u{200b}"), "a␛[31m红␇ \u{fffd}x\u{fffd}");
        assert_eq!(line("a\r\nb"), "a  b");
        assert_eq!(lines("a\nb"), "a\nb");
        let piled: String = std::iter::once('e').chain(std::iter::repeat_n('\u{301}', 2_000)).collect();
        assert_eq!(line(&piled).chars().count(), 5);
    }
}
