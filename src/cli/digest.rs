//! `digest`: the deadlines of the day as plain text, for cron and mail. Nothing to say is said in one line.

use super::args::Whose;
use super::call::Call;
use super::deadline;
use super::out::{Answer, print};
use crate::docket::Day;
use crate::ops::Desk;
use crate::ops::agenda::Band;
use crate::store::{DeadlineRow, Wanted};
use crate::text::calendar::{CalendarWords, band};
use crate::text::{fill, law as words, safe};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthChar as _;

/// Lines of a band; what is more is counted.
const MOST: usize = 50;
/// Cells of a line: what every mail program shows whole; a mail may have 998 octets a line (RFC 5322, 2.1.1).
const WIDTH: usize = 76;

/// Prints it.
pub fn run(call: &Call, whose: &Whose) -> Answer {
    let text = CalendarWords::of(call.lang);
    let desk = call.existing()?;
    let wanted = deadline::wanted(call, &desk, whose)?;
    let counts = desk.agenda_counts(&wanted).map_err(|error| call.store(&error))?;
    let count = |of: Band| counts.iter().find(|(known, _)| *known == of).map_or(0, |(_, count)| *count);
    let whom = [&wanted.officer, &wanted.department].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let head = fill(text.digest_head, &[&desk.today, &safe::line(&desk.office.unit)]);
    let mut out = String::new();
    put(&mut out, format!("{head} {}", safe::line(&whom)).trim_end());
    if let Some(ahead) = desk.ahead() {
        put(&mut out, &fill(crate::text::desk::DeskWords::of(call.lang).clock_back, &[&desk.today, &ahead]));
    }
    let mut said = false;
    for of in [Band::Late, Band::Near, Band::Today, Band::Week] {
        let all = usize::try_from(count(of)).unwrap_or(0);
        if all == 0 {
            continue;
        }
        said = true;
        let _ = writeln!(out, "\n{} {all}", band(call.lang, of));
        let rows = desk.agenda_band(&wanted, of, MOST).map_err(|error| call.store(&error))?;
        for row in &rows {
            put(&mut out, &format!("  {}", safe::line(&line(call, &desk, row))));
        }
        if all > rows.len() {
            let _ = writeln!(out, "  {}", fill(text.digest_more, &[&(all - rows.len())]));
        }
    }
    if !said {
        put(&mut out, text.digest_none);
    }
    let month = count(Band::Today) + count(Band::Week) + count(Band::Days(30));
    let two = month + count(Band::Days(60));
    out.push('\n');
    put(&mut out, &fill(text.digest_ahead, &[&month, &two, &(two + count(Band::Days(90)))]));
    if wanted == Wanted::default() {
        office(call, &desk, &mut out)?;
    }
    print(&out)
}

/// The office's own duties: what was missed, and what is due within a month.
fn office(call: &Call, desk: &Desk, out: &mut String) -> Answer {
    let text = CalendarWords::of(call.lang);
    let last = desk.today.checked_add_days(chrono::Days::new(30)).unwrap_or(desk.today);
    let mut duties = desk.office_duties().map_err(|error| call.store(&error))?;
    duties.retain(|duty| duty.safe().is_some_and(|day| day <= last));
    if !duties.is_empty() {
        let _ = writeln!(out, "\n{}", text.digest_office);
    }
    for duty in duties {
        let (one, name) = (&duty.deadline, words::label(call.lang, &duty.deadline.rule.label));
        let day = one.due.map(|day| day.to_string()).unwrap_or_default();
        let (left, cites) = (left(call, desk, one.due), words::cites(&desk.library, &one.rule.cites));
        put(out, &format!("  {day} {left} {name} {} · {cites}", duty.key));
    }
    Ok(())
}

/// Both countdowns.
fn left(call: &Call, desk: &Desk, day: Option<Day>) -> String {
    let text = CalendarWords::of(call.lang);
    let Some(day) = day else { return String::new() };
    let (days, working) = ((day - desk.today).num_days(), desk.calendar.working_between(desk.today, day));
    match days {
        0 => crate::text::desk::DeskWords::of(call.lang).today.to_owned(),
        ..0 => fill(text.both_late, &[&-days, &-working]),
        _ => fill(text.both_left, &[&days, &working]),
    }
}

/// A line, or several where it is long; what goes on stands further in.
fn put(out: &mut String, line: &str) {
    let mut room = WIDTH;
    for letter in line.chars() {
        let cells = letter.width().unwrap_or(0);
        if cells > room {
            out.push_str("\n      ");
            room = WIDTH - 6;
            if letter == ' ' {
                continue;
            }
        }
        room -= cells;
        out.push(letter);
    }
    out.push('\n');
}

fn line(call: &Call, desk: &Desk, row: &DeadlineRow) -> String {
    let period = desk.rule_of(row);
    let name = period.as_ref().map_or(row.rule.as_str(), |period| words::label(call.lang, &period.label));
    let cites = period.as_ref().map_or_else(String::new, |period| words::cites(&desk.library, &period.cites));
    let day: Option<Day> = row.due.as_ref().and_then(|day| day.parse().ok());
    let left = left(call, desk, day);
    let sign = if row.provisional { "~" } else { "" };
    // Which of several: the second report, the third instalment.
    let number = if row.n > 0 { format!(" {}", row.n) } else { String::new() };
    let party = if row.party.is_empty() { String::new() } else { format!(" {}", row.party) };
    let who = if row.officer.is_empty() { "—" } else { &row.officer };
    let safe = row.safe.as_ref().filter(|safe| day.is_some_and(|day| day >= desk.today) && Some(*safe) < row.due.as_ref());
    let safe = safe.map_or_else(String::new, |safe| format!("{safe}…"));
    format!(
        "{sign}{safe}{} {left} {} {name}{number}{party} {cites} {who} {}",
        row.due.as_deref().unwrap_or("—"),
        row.number,
        row.title
    )
}
