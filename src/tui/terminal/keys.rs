//! Keys that arrive in pieces. Over SSH the Esc of an arrow may come in another packet than its rest: it waits a moment for
//! it, so that an arrow is not Esc and two letters.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::time::Duration;

/// How long an Esc waits for its rest.
pub const REST: Duration = Duration::from_millis(100);
/// A sequence is no longer than this.
const LONGEST: usize = 12;

/// What an event and those right behind it mean; `next` gives the next event if one comes in time.
pub fn joined(first: Event, next: &mut dyn FnMut() -> Option<Event>) -> Vec<Event> {
    if !matches!(&first, Event::Key(key) if key.code == KeyCode::Esc && key.modifiers.is_empty()) {
        return vec![first];
    }
    let Some(second) = next() else { return vec![first] };
    let Some(intro @ ('[' | 'O')) = character(&second) else { return vec![first, second] };
    let mut rest = String::from(intro);
    let mut taken = vec![second];
    while rest.len() < LONGEST {
        let Some(event) = next() else { break };
        let c = character(&event);
        taken.push(event);
        let Some(c) = c else { break };
        rest.push(c);
        if c == '~' || c.is_ascii_alphabetic() {
            if rest == "[200~" {
                return vec![paste(next)];
            }
            return sequence(&rest).map(Event::Key).into_iter().collect();
        }
    }
    // No sequence at all: somebody is quick.
    std::iter::once(first).chain(taken).collect()
}

/// Text whose first mark came in pieces: up to the next pause it is all pasted, no letter of it a command.
fn paste(next: &mut dyn FnMut() -> Option<Event>) -> Event {
    let mut text = String::new();
    while let Some(event) = next() {
        match &event {
            Event::Paste(more) => text.push_str(more),
            Event::Key(key) => match key.code {
                KeyCode::Char(c) if key.modifiers.difference(KeyModifiers::SHIFT).is_empty() => text.push(c),
                KeyCode::Enter => text.push('\n'),
                KeyCode::Tab => text.push('\t'),
                _ => {}
            },
            _ => {}
        }
    }
    Event::Paste(text)
}

fn character(event: &Event) -> Option<char> {
    match event {
        Event::Key(KeyEvent { code: KeyCode::Char(c), modifiers, .. })
            if modifiers.difference(KeyModifiers::SHIFT).is_empty() =>
        {
            Some(*c)
        }
        _ => None,
    }
}

/// The key of what stands behind an Esc: `[A`, `OP`, `[5~`, `[1;5C`.
#[must_use]
pub fn sequence(rest: &str) -> Option<KeyEvent> {
    let last = rest.chars().last()?;
    let number = rest.trim_matches(|c: char| !c.is_ascii_digit()).split(';').next().and_then(|text| text.parse::<u8>().ok());
    let code = match (last, number) {
        ('A', _) => KeyCode::Up,
        ('B', _) => KeyCode::Down,
        ('C', _) => KeyCode::Right,
        ('D', _) => KeyCode::Left,
        ('H', _) | ('~', Some(1 | 7)) => KeyCode::Home,
        ('F', _) | ('~', Some(4 | 8)) => KeyCode::End,
        ('Z', _) => KeyCode::BackTab,
        ('~', Some(2)) => KeyCode::Insert,
        ('~', Some(3)) => KeyCode::Delete,
        ('~', Some(5)) => KeyCode::PageUp,
        ('~', Some(6)) => KeyCode::PageDown,
        ('~', Some(n @ 11..=15)) => KeyCode::F(n - 10),
        ('~', Some(n @ 17..=21)) => KeyCode::F(n - 11),
        ('~', Some(n @ 23..=24)) => KeyCode::F(n - 12),
        ('P', _) => KeyCode::F(1),
        ('Q', _) => KeyCode::F(2),
        ('R', None) => KeyCode::F(3),
        ('S', _) => KeyCode::F(4),
        _ => return None,
    };
    Some(KeyEvent::new(code, KeyModifiers::NONE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(c: char) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
    }

    fn esc() -> Event {
        Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE))
    }

    fn code(code: KeyCode) -> Event {
        Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    fn join(events: &str) -> (Vec<Event>, usize) {
        let mut rest: Vec<Event> = events.chars().rev().map(key).collect();
        let joined = joined(esc(), &mut || rest.pop());
        (joined, rest.len())
    }

    #[test]
    fn an_arrow_in_pieces_is_an_arrow() {
        for (rest, wanted) in [
            ("[A", KeyCode::Up),
            ("OB", KeyCode::Down),
            ("[6~", KeyCode::PageDown),
            ("[1;5C", KeyCode::Right),
            ("OP", KeyCode::F(1)),
            ("[15~", KeyCode::F(5)),
            ("[Z", KeyCode::BackTab),
        ] {
            assert_eq!(join(rest), (vec![code(wanted)], 0), "{rest}");
        }
        // What comes behind it stays.
        assert_eq!(join("[Aj"), (vec![code(KeyCode::Up)], 1));
    }

    #[test]
    fn a_lone_esc_stays_one_and_nothing_typed_is_lost() {
        assert_eq!(join(""), (vec![esc()], 0));
        assert_eq!(join("j"), (vec![esc(), key('j')], 0));
        assert_eq!(join("["), (vec![esc(), key('[')], 0));
        // The answer of a terminal that was asked long ago.
        assert_eq!(join("[12;40R"), (Vec::new(), 0));
    }

    #[test]
    fn pasted_text_whose_mark_came_in_pieces_runs_nothing() {
        assert_eq!(join("[200~q:x"), (vec![Event::Paste("q:x".to_owned())], 0));
    }
}
