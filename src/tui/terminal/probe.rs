//! One question to the terminal, after its first frame: how many cells does a line character take? At most one round trip;
//! without an answer in time it is taken to be one. What was typed meanwhile is kept.

use super::{keys, page};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_millis(300);
/// What is asked about: it stands in every picture with a frame.
pub const LINE: &str = "│";

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// A line character takes more than one cell.
    pub wide: bool,
    /// What was typed in the meantime.
    pub typed: Vec<Event>,
}

/// Writes a line character where one stands already, at a column and row, and asks where the cursor went.
pub fn ask((x, y): (u16, u16)) -> io::Result<Found> {
    let stdin = io::stdin();
    if !stdin.is_terminal() {
        return Ok(Found::default());
    }
    page::send(format!("\u{1b}[{};{}H{LINE}\u{1b}[6n", y + 1, x + 1).as_bytes())?;
    let (start, mut bytes) = (Instant::now(), Vec::new());
    while let Some(left) = PATIENCE.checked_sub(start.elapsed()) {
        let wait = Timespec { tv_sec: 0, tv_nsec: i64::from(left.subsec_nanos()) };
        let mut line = [PollFd::new(&stdin, PollFlags::IN)];
        match poll(&mut line, Some(&wait)) {
            Ok(1..) => {}
            Err(rustix::io::Errno::INTR) => continue,
            _ => break,
        }
        let mut part = [0; 256];
        match rustix::io::read(&stdin, &mut part) {
            Ok(count @ 1..) => bytes.extend_from_slice(part.get(..count).unwrap_or_default()),
            Err(rustix::io::Errno::INTR) => {}
            _ => break,
        }
        if answer(&String::from_utf8_lossy(&bytes)).is_some() {
            break;
        }
    }
    Ok(read(&String::from_utf8_lossy(&bytes), x + 1))
}

/// The answer in what came in: where it stands, and the column that it tells, from 1.
fn answer(text: &str) -> Option<(std::ops::Range<usize>, u16)> {
    text.match_indices("\u{1b}[").find_map(|(at, intro)| {
        let rest = text.get(at + intro.len()..)?;
        let end = rest.find('R')?;
        let (row, column) = rest.get(..end)?.split_once(';')?;
        let column = row.parse::<u16>().ok().and(column.parse().ok())?;
        Some((at..at + intro.len() + end + 1, column))
    })
}

/// What came in, taken apart; `column` is where the character was written, from 1.
fn read(text: &str, column: u16) -> Found {
    let Some((place, told)) = answer(text) else { return Found { wide: false, typed: events(text) } };
    let typed = [text.get(..place.start), text.get(place.end..)].into_iter().flatten().collect::<String>();
    Found { wide: told > column + 1, typed: events(&typed) }
}

/// Bytes as the events they are.
fn events(text: &str) -> Vec<Event> {
    let key = |code, modifiers| Event::Key(KeyEvent::new(code, modifiers));
    let mut events = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(pasted) = rest.strip_prefix("\u{1b}[200~") {
            let (text, after) = pasted.split_once("\u{1b}[201~").unwrap_or((pasted, ""));
            events.push(Event::Paste(text.to_owned()));
            rest = after;
            continue;
        }
        if let Some(behind) = rest.strip_prefix('\u{1b}').filter(|behind| behind.starts_with(['[', 'O'])) {
            let end = behind.char_indices().skip(1).find(|(_, c)| ('@'..='~').contains(c)).map(|(at, c)| at + c.len_utf8());
            let end = end.unwrap_or(behind.len());
            events.extend(behind.get(..end).and_then(keys::sequence).map(Event::Key));
            rest = behind.get(end..).unwrap_or_default();
            continue;
        }
        events.push(match c {
            '\u{1b}' => key(KeyCode::Esc, KeyModifiers::NONE),
            '\r' | '\n' => key(KeyCode::Enter, KeyModifiers::NONE),
            '\t' => key(KeyCode::Tab, KeyModifiers::NONE),
            '\u{7f}' | '\u{8}' => key(KeyCode::Backspace, KeyModifiers::NONE),
            '\u{1}'..='\u{1a}' => {
                let letter = char::from_u32(u32::from(c) + 0x60).unwrap_or(c);
                key(KeyCode::Char(letter), KeyModifiers::CONTROL)
            }
            c => key(KeyCode::Char(c), KeyModifiers::NONE),
        });
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    fn char(c: char) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
    }

    #[test]
    fn the_answer_is_told_from_what_is_typed() {
        assert_eq!(read("\u{1b}[1;5R", 4), Found { wide: false, typed: Vec::new() });
        assert_eq!(read("\u{1b}[1;6R", 4), Found { wide: true, typed: Vec::new() });
        let typed = vec![char('j'), Event::Key(KeyEvent::new(KeyCode::Down, KeyModifiers::NONE)), char('查')];
        assert_eq!(read("j\u{1b}[B\u{1b}[12;6R查", 4), Found { wide: true, typed: typed.clone() });
        assert_eq!(read("j\u{1b}[B查", 4), Found { wide: false, typed });
        assert_eq!(read("\u{1b}[200~q\u{1b}[201~", 4).typed, [Event::Paste("q".to_owned())]);
        assert_eq!(read("\u{4}", 4).typed, [Event::Key(KeyEvent::new(KeyCode::Char('d'), KeyModifiers::CONTROL))]);
    }
}
