//! A frame as bytes: gathered whole, sent in one write, and not sent at all where nothing changed.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// Begin and end of what a terminal shows at once.
const BEGIN: &str = "\u{1b}[?2026h";
const END: &str = "\u{1b}[?2026l";
/// What the cursor is told begins with this.
const CURSOR: &str = "\u{1b}[?25";

/// Where the backend writes: flushing keeps, only [`Page::send`] sends.
#[derive(Debug, Clone, Default)]
pub struct Page {
    bytes: Rc<RefCell<Vec<u8>>>,
    /// What the cursor was told last.
    cursor: Rc<RefCell<String>>,
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Page {
    /// What has been gathered, framed; nothing where no cell changed and the cursor stays.
    fn take(&self) -> Option<String> {
        let bytes = std::mem::take(&mut *self.bytes.borrow_mut());
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let cursor = text.rfind(CURSOR).and_then(|at| text.get(at..)).map(without_looks).unwrap_or_default();
        let same = *self.cursor.borrow() == cursor;
        if same && without_looks(&text) == cursor {
            return None;
        }
        *self.cursor.borrow_mut() = cursor;
        Some(format!("{BEGIN}{text}{END}"))
    }

    /// Sends what was gathered.
    pub fn send(&self) -> io::Result<()> {
        self.take().map_or(Ok(()), |text| send(text.as_bytes()))
    }

    /// The terminal is in an unknown state: the next frame is sent whatever it says.
    pub fn forget(&self) {
        self.cursor.borrow_mut().clear();
    }
}

/// The text without the sequences that only set a look (`ESC [ … m`).
fn without_looks(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| ('@'..='~').contains(&c));
        match end.and_then(|end| Some((part.get(end..=end)?, part.get(end + 1..)?))) {
            Some(("m", rest)) => out.push_str(rest),
            _ => {
                out.push_str("\u{1b}[");
                out.push_str(part);
            }
        }
    }
    out
}

/// Bytes to the terminal, past every buffer.
pub fn send(bytes: &[u8]) -> io::Result<()> {
    let (out, mut rest) = (io::stdout(), bytes);
    while !rest.is_empty() {
        match rustix::io::write(&out, rest) {
            Ok(0) => return Err(io::Error::from(io::ErrorKind::WriteZero)),
            Ok(count) => rest = rest.get(count..).unwrap_or_default(),
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unchanged_frame_is_no_byte() {
        let mut page = Page::default();
        let mut frame = |text: &str| {
            page.write_all(text.as_bytes()).unwrap();
            page.take()
        };
        let quiet = "\u{1b}[39m\u{1b}[49m\u{1b}[0m\u{1b}[?25l";
        assert_eq!(frame(&format!("\u{1b}[1;1Hx{quiet}")).unwrap(), format!("{BEGIN}\u{1b}[1;1Hx{quiet}{END}"));
        assert_eq!(frame(quiet), None);
        let shown = "\u{1b}[39m\u{1b}[0m\u{1b}[?25h\u{1b}[3;4H";
        assert!(frame(shown).is_some());
        assert_eq!(frame(shown), None);
        assert!(frame("\u{1b}[39m\u{1b}[0m\u{1b}[?25h\u{1b}[3;5H").is_some());
        assert!(frame(quiet).is_some());
    }
}
