//! Deadlines going out, to people and to their calendars: the columns of a list, and events with their reminders.

use super::calendar::CalendarWords;
use super::out::{Teller, Words};
use super::{Lang, fill, law as words};
use crate::docket::Day;
use crate::law::Status;
use crate::ops::{Desk, Event};
use crate::papers::ics::{IcsEvent, write_ics};
use crate::papers::table::Cell;
use crate::store::DeadlineRow;

/// Who makes the calendar, as a calendar elsewhere reads it.
const MAKER: &str = "-//sunpei//sunpei//ZH";

/// The status of a row on a day: rows keep what held when they were written, and whether a due day has passed is a
/// question of that day.
#[must_use]
pub fn status(row: &DeadlineRow, today: Day) -> &str {
    let passed = row.due.as_ref().and_then(|due| due.parse::<Day>().ok()).is_some_and(|due| due < today);
    let nags = matches!(row.nature.as_str(), "statutory" | "in-principle" | "deemed" | "internal");
    if row.status == "pending" && passed && nags { Status::Overdue.name() } else { &row.status }
}

/// Calendar days and working days left, negative when past.
#[must_use]
pub fn left(desk: &Desk, row: &DeadlineRow) -> (Option<i64>, Option<i64>) {
    let due: Option<Day> = row.due.as_ref().and_then(|due| due.parse().ok());
    (due.map(|due| (due - desk.today).num_days()), due.map(|due| desk.calendar.working_between(desk.today, due)))
}

/// What a row is about: the name of its rule.
#[must_use]
pub fn name(desk: &Desk, lang: Lang, row: &DeadlineRow) -> String {
    desk.rule_of(row).map_or_else(|| row.rule.clone(), |period| words::label(lang, &period.label).to_owned())
}

/// The number of a row's docket, or that it is the office's own.
#[must_use]
pub fn number(lang: Lang, row: &DeadlineRow) -> &str {
    if row.docket == 0 { CalendarWords::of(lang).office } else { &row.number }
}

/// The header of the columns.
#[must_use]
pub fn headers(lang: Lang) -> Vec<String> {
    let say = Words::of(lang);
    let names = [
        say.number,
        say.title,
        say.rule,
        say.party,
        say.due,
        say.left,
        say.owner,
        say.officer,
        say.cites,
        say.working_left,
        say.safe,
        say.latest,
        say.status,
        say.weight,
        say.occurrence,
    ];
    names.into_iter().map(str::to_owned).collect()
}

/// The cells of a row.
#[must_use]
pub fn cells(desk: &Desk, lang: Lang, row: &DeadlineRow) -> Vec<Cell> {
    let (law, today) = (desk.office_law(), desk.today);
    let teller = Teller { lang, law: &law, today };
    let period = desk.rule_of(row);
    let cites = period.as_ref().map_or_else(String::new, |period| words::cites(&desk.library, &period.cites));
    let (days, working) = left(desk, row);
    let state = status(row, today);
    // What is over has no days left.
    let open = Status::parse(state).is_some_and(Status::is_open);
    let count = |days: Option<i64>| days.filter(|_| open).map_or(Cell::Empty, Cell::Int);
    vec![
        Cell::text(number(lang, row)),
        Cell::text(&row.title),
        Cell::text(name(desk, lang, row)),
        Cell::text(&row.party),
        Cell::day(row.due.as_deref()),
        count(days),
        teller.item("owner", &row.owner),
        Cell::text(&row.officer),
        Cell::text(cites),
        count(working),
        Cell::day(row.safe.as_deref()),
        Cell::day(row.latest.as_deref().filter(|_| row.provisional)),
        Cell::text(Status::parse(state).map_or(state, |known| words::status(lang, known))),
        Cell::text(period.as_ref().map_or("", |period| words::weight(lang, period))),
        if row.n > 0 { Cell::Int(row.n) } else { Cell::Empty },
    ]
}

/// Events as a calendar file; `at` is the moment of making it, in seconds since 1970.
#[must_use]
pub fn calendar(desk: &Desk, lang: Lang, events: &[Event], at: i64) -> String {
    let stamp = chrono::DateTime::from_timestamp(at, 0);
    let stamp = stamp.map_or_else(String::new, |when| when.format("%Y%m%dT%H%M%SZ").to_string());
    let events: Vec<IcsEvent> = events.iter().filter_map(|one| event(desk, lang, one)).collect();
    write_ics(&events, MAKER, &stamp)
}

fn event(desk: &Desk, lang: Lang, one: &Event) -> Option<IcsEvent> {
    let (row, text) = (&one.row, CalendarWords::of(lang));
    let period = desk.rule_of(row);
    let warn = period.as_ref().map(|period| period.warn.clone()).unwrap_or_default();
    let cites = period.as_ref().map(|period| words::cites(&desk.library, &period.cites)).unwrap_or_default();
    let sign = if row.provisional { "~" } else { "" };
    let occurrence = match row.n {
        0 if row.docket == 0 => format!(" {}", row.party),
        0 => String::new(),
        n => format!(" {n}"),
    };
    let date = row.due.as_ref()?.parse().ok()?;
    let mut lines = vec![row.title.clone()];
    if row.docket != 0 {
        lines.push(row.party.clone());
    }
    if let Some(latest) = row.latest.as_ref().filter(|_| row.provisional) {
        lines.push(fill(text.page_provisional, &[&row.safe.as_deref().unwrap_or_default(), latest]));
    } else if let Some(safe) = row.safe.as_ref().filter(|safe| Some(*safe) != row.due.as_ref()) {
        lines.push(fill(text.safe_day, &[safe]));
    }
    lines.push(cites);
    lines.retain(|line| !line.is_empty());
    Some(IcsEvent {
        uid: one.uid.clone(),
        date,
        summary: format!("{sign}{} {}{occurrence}", number(lang, row), name(desk, lang, row)),
        description: lines.join("\n"),
        alarm_days: warn.iter().filter_map(|days| u32::try_from(*days).ok()).collect(),
        sequence: one.sequence,
        cancelled: one.cancelled,
    })
}
