//! Calendars going out (RFC 5545): all-day events with alarms, lines folded at 75 octets between characters, CRLF.

use crate::docket::Day;
use std::fmt::Write;

/// Octets of a line without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// An all-day event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IcsEvent {
    /// Stays the same for the same deadline, so that a calendar updates it.
    pub uid: String,
    /// The day.
    pub date: Day,
    /// One line.
    pub summary: String,
    /// More lines.
    pub description: String,
    /// Days before on which to remind; 0 is the day itself.
    pub alarm_days: Vec<u32>,
    /// Grows with each change.
    pub sequence: u32,
    /// No longer holds.
    pub cancelled: bool,
}

/// The calendar as text; `stamp` is the moment of making it, `YYYYMMDDTHHMMSSZ`.
#[must_use]
pub fn write_ics(events: &[IcsEvent], prodid: &str, stamp: &str) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, &format!("PRODID:{}", escaped(prodid)));
    line(&mut out, "CALSCALE:GREGORIAN");
    line(&mut out, "METHOD:PUBLISH");
    for event in events {
        event_lines(&mut out, event, stamp);
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn event_lines(out: &mut String, event: &IcsEvent, stamp: &str) {
    let day = |day: Day| day.format("%Y%m%d").to_string();
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}", escaped(&event.uid)));
    line(out, &format!("DTSTAMP:{}", escaped(stamp)));
    line(out, &format!("DTSTART;VALUE=DATE:{}", day(event.date)));
    if let Some(next) = event.date.succ_opt() {
        line(out, &format!("DTEND;VALUE=DATE:{}", day(next)));
    }
    line(out, &format!("SEQUENCE:{}", event.sequence));
    line(out, if event.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    line(out, "TRANSP:TRANSPARENT");
    line(out, &format!("SUMMARY:{}", escaped(&event.summary)));
    if !event.description.is_empty() {
        line(out, &format!("DESCRIPTION:{}", escaped(&event.description)));
    }
    for days in event.alarm_days.iter().filter(|_| !event.cancelled) {
        line(out, "BEGIN:VALARM");
        line(out, "ACTION:DISPLAY");
        line(out, &format!("DESCRIPTION:{}", escaped(&event.summary)));
        // The day begins at midnight; the reminder comes at nine.
        let trigger = match days {
            0 => "TRIGGER:PT9H".to_owned(),
            days => format!("TRIGGER:-P{}DT15H", days - 1),
        };
        line(out, &trigger);
        line(out, "END:VALARM");
    }
    line(out, "END:VEVENT");
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

fn line(out: &mut String, text: &str) {
    let mut octets = 0;
    for letter in text.chars() {
        if octets + letter.len_utf8() > LINE {
            out.push_str("\r\n ");
            octets = 1;
        }
        octets += letter.len_utf8();
        let _ = out.write_char(letter);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fold_between_characters_and_unfold() {
        let summary = "\u{635f}\u{8d54}".repeat(40);
        let event = IcsEvent {
            uid: "1@x".into(),
            date: Day::from_ymd_opt(2026, 2, 28).unwrap(),
            summary: summary.clone(),
            description: "a,b;c\nd\u{1b}".into(),
            alarm_days: vec![0, 3],
            sequence: 2,
            cancelled: false,
        };
        let text = write_ics(std::slice::from_ref(&event), "-//sunpei//x", "20260101T000000Z");
        assert!(text.split("\r\n").all(|line| line.len() <= LINE));
        let whole = text.replace("\r\n ", "");
        assert!(whole.contains(&format!("SUMMARY:{summary}\r\n")));
        assert!(whole.contains("DESCRIPTION:a\\,b\\;c\\nd\r\n"));
        assert!(whole.contains("DTSTART;VALUE=DATE:20260228\r\nDTEND;VALUE=DATE:20260301\r\n"));
        assert!(whole.contains("TRIGGER:PT9H") && whole.contains("TRIGGER:-P2DT15H"));
        let gone = write_ics(&[IcsEvent { cancelled: true, ..event }], "x", "20260101T000000Z");
        assert!(gone.contains("STATUS:CANCELLED") && !gone.contains("VALARM"));
    }
}
