//! Text from outside made safe to keep and compare: what cannot be seen becomes visible, the original stays with the draft.

/// A text cleaned, and what was met.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cleaned {
    /// One line, without control or direction characters.
    pub text: String,
    /// A control or direction character stood in it.
    pub control: bool,
}

/// Controls become their pictures (U+2400 block), direction marks U+FFFD; line breaks and tabs one blank; zero-width marks go.
#[must_use]
pub fn clean(raw: &str) -> Cleaned {
    let mut out = Cleaned { text: String::with_capacity(raw.len()), control: false };
    let mut blank = false;
    for letter in raw.chars() {
        if letter.is_whitespace() && letter != '\u{85}' {
            blank = true;
            continue;
        }
        let shown = match letter {
            '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => continue,
            '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(letter)),
            '\u{7F}' => Some('\u{2421}'),
            '\u{80}'..='\u{9F}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{61C}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E000}'..='\u{F8FF}'
            | '\u{E0000}'..='\u{E007F}' => Some('\u{FFFD}'),
            _ => None,
        };
        if blank && !out.text.is_empty() {
            out.text.push(' ');
        }
        blank = false;
        out.control |= shown.is_some();
        out.text.push(shown.unwrap_or(letter));
    }
    out
}

/// Full-width forms made narrow.
pub(super) fn narrow(letter: char) -> char {
    match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        '\u{3000}' => ' ',
        '\u{2212}' | '\u{2013}' | '\u{2014}' => '-',
        other => other,
    }
}

/// How words are compared: narrow, lower case, without blanks.
pub(super) fn folded(text: &str) -> String {
    text.chars().map(narrow).filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Whether full-width digits stand in it.
pub(super) fn has_wide_digits(text: &str) -> bool {
    text.chars().any(|letter| ('\u{FF10}'..='\u{FF19}').contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_seen_and_told() {
        let out = clean(" a\u{1b}[31mb\u{7}\n\tc\u{202e}d\u{200b} ");
        assert_eq!(out.text, "a\u{241b}[31mb\u{2407} c\u{fffd}d");
        assert!(out.control);
        assert_eq!(clean("x\r\ny"), Cleaned { text: "x y".into(), control: false });
    }
}
