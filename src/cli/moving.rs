//! `profile move`, and what a change of rules or calendar does to the deadlines of the open dockets.

use super::args::Format;
use super::call::Call;
use super::out::{Answer, Failure, csv, print, print_json, table};
use crate::ops::moving::{Change, MovePreview, Shift, Shifts, Side};
use crate::ops::pin::Pin;
use crate::text::{fill, law as words};
use serde_json::{Value, json};
use std::io::{IsTerminal as _, Write as _};

/// What is asked for beside the profile.
#[derive(Debug, Clone, Copy)]
pub struct How<'a> {
    /// Show only.
    pub dry: bool,
    /// Take it without asking.
    pub yes: bool,
    /// Why it is taken.
    pub reason: Option<&'a str>,
    /// New dockets are opened under it too.
    pub office: bool,
    /// How it is printed.
    pub format: Format,
}

/// Shows what moving the open dockets would do, and does it after a yes.
pub fn run(call: &Call, to: &str, how: How<'_>) -> Answer {
    let mut desk = if how.dry { call.existing()? } else { call.changing()? };
    let mut library = (*desk.library).clone();
    let name = call.shelve(&mut library, to)?;
    desk.library = std::sync::Arc::new(library);
    let preview = desk.preview_move(&name, &mut |_| true).map_err(|error| call.open(&error))?;
    let Some(preview) = preview else { return Ok(()) };
    let asks = !how.dry && !how.yes && !preview.dockets.is_empty();
    if how.format != Format::Json || asks {
        print(&report(call, &preview, how.format))?;
    }
    if asks && !confirmed(call)? {
        return Err(Failure::refused(call.words.move_not_taken));
    }
    let mut done = None;
    if !how.dry {
        if !preview.dockets.is_empty() {
            let why = reason(call, how.reason)?;
            done = Some(desk.take(&preview, &why, &mut |_| true).map_err(|error| call.act(&error))?);
        }
        if how.office {
            let unit = desk.office.unit.clone();
            desk.set_up(&name, &unit).map_err(|error| call.open(&error))?;
        }
    }
    if how.format == Format::Json {
        return print_json(&value(call, &preview, done.as_ref().map(|done| done.link)));
    }
    if how.format == Format::Csv {
        return Ok(());
    }
    if done.is_some() {
        print(&fill(call.words.move_taken, &[&preview.dockets.len()]))?;
    } else if how.dry {
        print(call.words.dry)?;
    }
    if desk.office.profile == name || how.dry {
        return Ok(());
    }
    print(&fill(call.words.move_office, &[&desk.office.profile]))
}

/// Asks on the terminal; without one nothing is taken.
fn confirmed(call: &Call) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::refused(call.words.move_ask_flag));
    }
    let answer = asked(call.words.move_ask).to_lowercase();
    Ok(call.words.yes_words.split(' ').any(|word| word == answer))
}

/// A line from the terminal.
fn asked(question: &str) -> String {
    let mut stderr = std::io::stderr().lock();
    let _ = write!(stderr, "{question}");
    let _ = stderr.flush();
    let mut answer = String::new();
    let _ = std::io::stdin().read_line(&mut answer);
    answer.trim().to_owned()
}

/// The reason that was given, or what is answered on the terminal; without one nothing is taken.
pub fn reason(call: &Call, given: Option<&str>) -> Result<String, Failure> {
    let why = match given {
        Some(why) => why.trim().to_owned(),
        None if std::io::stdin().is_terminal() => asked(call.words.move_ask_reason),
        None => String::new(),
    };
    if why.is_empty() { Err(Failure::refused(call.words.move_reason)) } else { Ok(why) }
}

fn report(call: &Call, preview: &MovePreview, format: Format) -> String {
    if format == Format::Csv {
        return shifts_csv(call, &preview.shifts);
    }
    let named = |pin: &Pin| if pin.version.is_empty() { pin.profile.clone() } else { pin.version.clone() };
    let mut out = String::new();
    for (pin, count) in &preview.from {
        out.push_str(&fill(call.words.move_from, &[count, &named(pin), &named(&preview.to)]));
        out.push('\n');
    }
    if preview.unkept > 0 {
        out.push_str(&fill(call.words.move_unkept, &[&preview.unkept]));
        out.push('\n');
    }
    if preview.already > 0 || preview.dockets.is_empty() {
        out.push_str(&fill(call.words.move_already, &[&preview.already, &named(&preview.to)]));
        out.push('\n');
    }
    out + &shifts(call, &preview.shifts)
}

/// The counts, and below them every deadline that changes.
pub fn shifts(call: &Call, found: &Shifts) -> String {
    let counts = Change::ALL.map(|change| found.count(change));
    let [moved, added, dropped] = counts;
    let mut out = fill(call.words.shift_counts, &[&found.dockets, &moved, &added, &dropped, &found.unchanged]);
    out.push('\n');
    if !found.rows.is_empty() {
        let text = call.words;
        let header = [text.number, text.subject, text.change, text.title, text.before, text.after];
        out.push_str(&table(&header, &found.rows.iter().map(|row| cells(call, row, true)).collect::<Vec<_>>()));
    }
    out
}

fn shifts_csv(call: &Call, found: &Shifts) -> String {
    let header = ["number", "title", "change", "deadline", "before", "after"];
    csv(&header, &found.rows.iter().map(|row| cells(call, row, false)).collect::<Vec<_>>())
}

/// The day, the safe day where it is another one, and `~` where both rest on a year not published.
fn side(side: Option<Side>) -> String {
    let Some((due, safe, provisional)) = side else { return "-".to_owned() };
    let day = due.map_or_else(|| "-".to_owned(), |due| due.to_string());
    let safe = safe.filter(|safe| Some(*safe) != due).map_or_else(String::new, |safe| format!(" ({safe})"));
    format!("{}{day}{safe}", if provisional { "~" } else { "" })
}

fn cells(call: &Call, row: &Shift, people: bool) -> Vec<String> {
    let one = &row.deadline;
    let mut what = if people { words::label(call.lang, &one.rule.label).to_owned() } else { one.rule.id.to_string() };
    for part in [one.party.clone(), one.n.map(|n| n.to_string())].into_iter().flatten() {
        what.push(' ');
        what.push_str(&part);
    }
    let change = match (people, row.change) {
        (false, change) => change.name(),
        (true, Change::Moved) => call.words.shift_moved,
        (true, Change::Added) => call.words.shift_added,
        (true, Change::Dropped) => call.words.shift_dropped,
    };
    let title = if people { row.title.chars().take(24).collect() } else { row.title.clone() };
    vec![row.number.clone(), title, change.to_owned(), what, side(row.before), side(row.after)]
}

/// What changes, as JSON.
pub fn shifts_json(call: &Call, found: &Shifts) -> Value {
    let side =
        |side: Option<Side>| side.map(|(due, safe, provisional)| json!({ "due": due, "safe": safe, "provisional": provisional }));
    let rows = found.rows.iter().map(|row| {
        let one = &row.deadline;
        json!({
            "docket": row.docket, "number": row.number, "title": row.title, "change": row.change.name(), "rule": &*one.rule.id,
            "deadline": words::label(call.lang, &one.rule.label), "party": one.party, "n": one.n, "round": one.round,
            "before": side(row.before), "after": side(row.after),
        })
    });
    json!({
        "dockets": found.dockets,
        "counts": {
            "moved": found.count(Change::Moved), "added": found.count(Change::Added),
            "dropped": found.count(Change::Dropped), "unchanged": found.unchanged,
        },
        "rows": rows.collect::<Vec<_>>(),
    })
}

fn value(call: &Call, preview: &MovePreview, link: Option<i64>) -> Value {
    let pin = |pin: &Pin| json!({ "profile": pin.profile, "version": pin.version });
    json!({
        "to": pin(&preview.to),
        "from": preview.from.iter().map(|(from, count)| json!({ "pin": pin(from), "dockets": count })).collect::<Vec<_>>(),
        "already": preview.already,
        "unkept": preview.unkept,
        "moves": preview.dockets.len(),
        "shifts": shifts_json(call, &preview.shifts),
        "taken": link.is_some(),
        "link": link,
    })
}
