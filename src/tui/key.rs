//! Keys as the desk knows them: full-width forms folded, named as people write them.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A character as typed.
    Char(char),
    /// With Ctrl.
    Ctrl(char),
    /// A function key.
    F(u8),
    /// Named keys.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift-Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

impl Key {
    /// The key of an event; releases and keys that mean nothing here are left out.
    pub fn of(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        Some(match event.code {
            KeyCode::Char(c) if event.modifiers.contains(KeyModifiers::CONTROL) => Self::Ctrl(c.to_ascii_lowercase()),
            KeyCode::Char(c) => Self::Char(c),
            KeyCode::F(n) => Self::F(n),
            KeyCode::Enter => Self::Enter,
            KeyCode::Esc => Self::Esc,
            KeyCode::Tab => Self::Tab,
            KeyCode::BackTab => Self::BackTab,
            KeyCode::Backspace => Self::Backspace,
            KeyCode::Delete => Self::Delete,
            KeyCode::Up => Self::Up,
            KeyCode::Down => Self::Down,
            KeyCode::Left => Self::Left,
            KeyCode::Right => Self::Right,
            KeyCode::Home => Self::Home,
            KeyCode::End => Self::End,
            KeyCode::PageUp => Self::PageUp,
            KeyCode::PageDown => Self::PageDown,
            _ => return None,
        })
    }

    /// A full-width form as the key it stands for: an input method may be on.
    #[must_use]
    pub fn folded(self) -> Self {
        match self {
            Self::Char('\u{3000}') => Self::Char(' '),
            Self::Char(c @ '\u{ff01}'..='\u{ff5e}') => char::from_u32(u32::from(c) - 0xfee0).map_or(self, Self::Char),
            other => other,
        }
    }

    /// Its name as the command table writes it.
    pub fn name(self) -> String {
        match self {
            Self::Char(' ') => "Space".to_owned(),
            Self::Char(c) => c.to_string(),
            Self::Ctrl(c) => format!("C-{c}"),
            Self::F(n) => format!("F{n}"),
            Self::BackTab => "S-Tab".to_owned(),
            other => format!("{other:?}"),
        }
    }

    /// Reads keys as a script writes them: names parted by blanks, `"text"` typed letter by letter, `x*3` repeated.
    pub fn script(text: &str) -> Vec<Self> {
        let mut keys = Vec::new();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            if let Some(quoted) = rest.strip_prefix('"') {
                let (typed, after) = quoted.split_once('"').unwrap_or((quoted, ""));
                keys.extend(typed.chars().map(Self::Char));
                rest = after.trim_start();
                continue;
            }
            let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
            let (name, times) = match word.split_once('*') {
                Some((name, times)) if !name.is_empty() => (name, times.parse().unwrap_or(1)),
                _ => (word, 1),
            };
            keys.extend(std::iter::repeat_n(Self::named(name), times).flatten());
            rest = after.trim_start();
        }
        keys
    }

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "Enter" => Self::Enter,
            "Esc" => Self::Esc,
            "Tab" => Self::Tab,
            "S-Tab" => Self::BackTab,
            "Backspace" => Self::Backspace,
            "Delete" => Self::Delete,
            "Up" => Self::Up,
            "Down" => Self::Down,
            "Left" => Self::Left,
            "Right" => Self::Right,
            "Home" => Self::Home,
            "End" => Self::End,
            "PageUp" => Self::PageUp,
            "PageDown" => Self::PageDown,
            "Space" => Self::Char(' '),
            _ => match (name.strip_prefix("C-"), name.strip_prefix('F').and_then(|n| n.parse().ok())) {
                (Some(letter), _) => Self::Ctrl(letter.chars().next()?),
                (None, Some(n)) => Self::F(n),
                (None, None) => Self::Char(name.chars().next()?),
            },
        })
    }
}
