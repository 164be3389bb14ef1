//! `deadline list`: of everything, whatever its state; open ones within some days; as a calendar file.

mod show;

use super::args::{Deadline as DeadlineCommand, Format, List};
use super::call::Call;
use super::out::{self, Answer, Failure};
use crate::docket::Day;
use crate::law::Status;
use crate::papers::ics;
use crate::store::DeadlineRow;
use crate::text::{fill, law as words};
use serde_json::json;

/// Days for which what was answered or fell away still goes out as cancelled.
const CANCELLED: u64 = 90;

/// Runs it.
pub fn run(call: &Call, command: &DeadlineCommand) -> Answer {
    match command {
        DeadlineCommand::List { within, list } => listed(call, within.as_deref(), *list),
        DeadlineCommand::Show { id, rule, party, occurrence, format, out } => {
            show::run(call, &show::Which { id, rule, party: party.as_deref(), n: *occurrence }, *format, out.as_deref())
        }
    }
}

fn listed(call: &Call, within: Option<&str>, list: List) -> Answer {
    let format = call.only(list.print, &[Format::Table, Format::Json, Format::Csv, Format::Ics])?;
    let desk = call.reading()?;
    let until = match within {
        Some(typed) => {
            let days = typed.trim_end_matches(['d', 'D']).parse::<u64>().ok().filter(|days| *days <= 100_000);
            let days = days.ok_or_else(|| Failure::usage(fill(call.words.bad_within, &[&typed])))?;
            desk.today.checked_add_days(chrono::Days::new(days)).map(|day| day.to_string())
        }
        None => None,
    };
    // A calendar that has an event learns that it is over: what was answered or fell away lately goes out as cancelled.
    let open = until.is_some() && format != Format::Ics;
    let rows = desk.store.deadlines(open, None, until.as_deref(), None, list.most()).map_err(|error| call.store(&error))?;
    let law = desk.office_law();
    let library = desk.library.clone();
    let title = |row: &DeadlineRow| {
        desk.rule(&row.rule).map_or_else(|| row.rule.clone(), |period| words::label(call.lang, &period.label).to_owned())
    };
    let cite = |row: &DeadlineRow| desk.rule(&row.rule).map_or_else(Vec::new, |period| super::answer::cites(&period.cites));
    let header = [
        "docket",
        "number",
        "rule",
        "title",
        "party",
        "n",
        "due",
        "safe",
        "status",
        "nature",
        "owner",
        "days_left",
        "working_days_left",
    ];
    let cells = |row: &DeadlineRow| {
        let (days, working) = left(row, desk.today, &desk.calendar);
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        vec![
            row.docket.to_string(),
            row.number.clone(),
            row.rule.clone(),
            title(row),
            row.party.clone(),
            if row.n > 0 { row.n.to_string() } else { String::new() },
            format!("{}{}", if row.provisional { "~" } else { "" }, text(&row.due)),
            text(&row.safe),
            status(row, desk.today).to_owned(),
            row.nature.clone(),
            row.owner.clone(),
            days.map_or(String::new(), |days| days.to_string()),
            working.map_or(String::new(), |days| days.to_string()),
        ]
    };
    match format {
        Format::Json => {
            let values: Vec<_> = rows
                .iter()
                .map(|row| {
                    let (days, working) = left(row, desk.today, &desk.calendar);
                    json!({
                        "docket": row.docket, "number": row.number, "docket_title": row.title, "rule": row.rule, "title": title(row), "party": row.party, "n": (row.n > 0).then_some(row.n),
                        "round": row.round, "start": row.start, "due": row.due, "safe": row.safe, "latest": row.latest, "status": status(row, desk.today), "provisional": row.provisional,
                        "binding": row.binding, "nature": row.nature, "by": row.owner, "met_on": row.met_on, "cite": cite(row),
                        "days_left": days, "working_days_left": working,
                    })
                })
                .collect();
            out::print_json(&json!(values))
        }
        Format::Csv => out::print(&out::csv(&header, &rows.iter().map(cells).collect::<Vec<_>>())),
        Format::Ics => {
            let is_open = |row: &DeadlineRow| Status::parse(&row.status).is_some_and(Status::is_open);
            let since = desk.today.checked_sub_days(chrono::Days::new(CANCELLED)).unwrap_or(desk.today).to_string();
            let told = |row: &&DeadlineRow| is_open(row) || row.due.as_ref().is_some_and(|due| *due >= since);
            // Grows with every fact of the docket, and with every year whose notice came.
            let years = desk.calendar.years().filter(|year| year.published).count();
            let sequence = |docket: i64| {
                let revision = desk.store.revision(docket).unwrap_or(0);
                u32::try_from(revision).unwrap_or(u32::MAX).saturating_add(years as u32)
            };
            let entries: Vec<ics::IcsEvent> = rows
                .iter()
                .filter(told)
                .filter_map(|row| {
                    let alarms = desk.rule(&row.rule).map(|period| period.warn.clone()).unwrap_or_default();
                    let cites = desk.rule(&row.rule).map(|period| words::cites(&library, &period.cites)).unwrap_or_default();
                    Some(ics::IcsEvent {
                        uid: format!(
                            "{}-{}-{}-{}-{}@sunpei",
                            row.docket,
                            row.rule,
                            row.round,
                            row.n,
                            crate::store::tokens(&row.party).replace(' ', "")
                        ),
                        date: row.due.as_ref()?.parse().ok()?,
                        summary: format!("{}{} {}", if row.provisional { "~" } else { "" }, row.number, title(row)),
                        description: format!("{}\n{}\n{}", row.title, row.party, cites),
                        alarm_days: alarms.iter().filter_map(|days| u32::try_from(*days).ok()).collect(),
                        sequence: sequence(row.docket),
                        cancelled: !is_open(row),
                    })
                })
                .collect();
            let stamp = chrono::DateTime::from_timestamp((call.clock)(), 0)
                .map_or_else(String::new, |when| when.format("%Y%m%dT%H%M%SZ").to_string());
            out::print(&ics::write_ics(&entries, "-//sunpei//sunpei//ZH", &stamp))
        }
        _ => {
            let text = call.words;
            let header =
                ["", text.due, text.safe, text.days_left, text.number, text.rule, text.party, text.status, text.by, text.cite];
            let readable = |row: &DeadlineRow| {
                let state = status(row, desk.today);
                let known = Status::parse(state);
                let (days, _) = left(row, desk.today, &desk.calendar);
                let days = days.filter(|_| known.is_some_and(Status::is_open));
                let period = desk.rule(&row.rule);
                vec![
                    known.map_or("", |known| super::docket::sign(known, row.provisional)).to_owned(),
                    row.due.clone().unwrap_or_default(),
                    row.safe.clone().filter(|safe| Some(safe) != row.due.as_ref()).unwrap_or_default(),
                    days.map_or(String::new(), |days| days.to_string()),
                    row.number.clone(),
                    if row.n > 0 { format!("{} {}", title(row), row.n) } else { title(row) },
                    row.party.clone(),
                    known.map_or(state, |known| words::status(call.lang, known)).to_owned(),
                    law.profile
                        .item("owner", &row.owner)
                        .map_or_else(|| row.owner.clone(), |item| words::label(call.lang, &item.label).to_owned()),
                    period.map_or(String::new(), |period| words::cites(&library, &period.cites)),
                ]
            };
            out::print(&out::table(&header, &rows.iter().map(readable).collect::<Vec<_>>()))
        }
    }
}

/// Rows keep what held when they were written; whether a due day has passed is a question of today.
pub fn status(row: &DeadlineRow, today: Day) -> &str {
    let passed = row.due.as_ref().and_then(|due| due.parse::<Day>().ok()).is_some_and(|due| due < today);
    let nags = matches!(row.nature.as_str(), "statutory" | "in-principle" | "deemed");
    if row.status == "pending" && passed && nags { "overdue" } else { &row.status }
}

/// Calendar days and working days left, negative when past.
pub fn left(row: &DeadlineRow, today: Day, calendar: &crate::law::calendar::Calendar) -> (Option<i64>, Option<i64>) {
    let due: Option<Day> = row.due.as_ref().and_then(|due| due.parse().ok());
    (due.map(|due| (due - today).num_days()), due.map(|due| calendar.working_between(today, due)))
}
