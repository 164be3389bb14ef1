//! The officer's clipboard, reached through the terminal (OSC 52): the only way over SSH. What is written here is a
//! control sequence around base64: no character of the text reaches the terminal as such.

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

/// Bytes of base64 that common terminals take at once.
const MOST: usize = 74_000;
/// Bytes of text that fit into them.
pub const ROOM: usize = MOST / 4 * 3;
/// Bytes that screen passes through in one piece.
const PIECE: usize = 700;

/// What stands between the desk and the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Between {
    /// Nothing.
    #[default]
    Direct,
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
    /// A terminal that would print the sequence.
    Nothing,
}

impl Between {
    /// From the environment, which is only asked for what it is.
    #[must_use]
    pub fn of(term: &str, tmux: bool) -> Self {
        match term {
            "" | "dumb" | "unknown" | "linux" => Self::Nothing,
            _ if tmux || term.starts_with("tmux") => Self::Tmux,
            _ if term.starts_with("screen") => Self::Screen,
            _ => Self::Direct,
        }
    }

    /// The sequence that puts a text into the clipboard; nothing where there is none.
    #[must_use]
    pub fn sequence(self, text: &str) -> String {
        let mut plain = String::new();
        if self == Self::Nothing || text.len() > ROOM || CopyToClipboard::to_clipboard_from(text).write_ansi(&mut plain).is_err()
        {
            return String::new();
        }
        match self {
            Self::Direct | Self::Nothing => plain,
            // With `set-clipboard on` tmux takes the sequence itself, with `allow-passthrough` it hands it on.
            Self::Tmux => format!("{plain}\u{1b}Ptmux;{}\u{1b}\\", plain.replace('\u{1b}', "\u{1b}\u{1b}")),
            Self::Screen => {
                let bytes: Vec<char> = plain.chars().collect();
                bytes.chunks(PIECE).map(|piece| format!("\u{1b}P{}\u{1b}\\", piece.iter().collect::<String>())).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clipboard_is_reached_through_what_lies_between() {
        assert_eq!(Between::Direct.sequence("26-1"), "\u{1b}]52;c;MjYtMQ==\u{1b}\\");
        let wrapped = Between::of("tmux-256color", false).sequence("26-1");
        assert!(wrapped.ends_with("\u{1b}Ptmux;\u{1b}\u{1b}]52;c;MjYtMQ==\u{1b}\u{1b}\\\u{1b}\\"), "{wrapped:?}");
        assert_eq!(Between::of("linux", false).sequence("26-1"), "");
        assert_eq!(Between::Direct.sequence(&"x".repeat(ROOM + 1)), "");
        assert!(Between::Direct.sequence(&"x".repeat(ROOM)).len() < MOST + 20);
    }
}
