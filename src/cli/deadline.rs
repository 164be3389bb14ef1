//! `deadline list`: of everything, whatever its state; open ones within some days; as a workbook or a calendar file.

mod show;

use super::args::{Deadline as DeadlineCommand, Format, List, Whose};
use super::call::Call;
use super::out::{self, Answer, Failure};
use crate::law::Status;
use crate::ops::Desk;
use crate::papers::{fresh, table};
use crate::store::{DeadlineRow, Wanted};
use crate::text::deadlines::{self as text, left, status};
use crate::text::{fill, law as words};
use serde_json::json;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

/// Runs it.
pub fn run(call: &Call, command: &DeadlineCommand) -> Answer {
    match command {
        DeadlineCommand::List { within, duties, whose, list, out } => {
            listed(call, &Asked { within: within.as_deref(), office: *duties, whose, list: *list, out: out.as_deref() })
        }
        DeadlineCommand::Show { id, rule, party, occurrence, format, out } => {
            show::run(call, &show::Which { id, rule, party: party.as_deref(), n: *occurrence }, *format, out.as_deref())
        }
    }
}

/// What is asked for.
struct Asked<'a> {
    within: Option<&'a str>,
    office: bool,
    whose: &'a Whose,
    list: List,
    out: Option<&'a Path>,
}

/// Whose deadlines are wanted; a department is known by its key or its name.
pub fn wanted(call: &Call, desk: &Desk, whose: &Whose) -> Result<Wanted, Failure> {
    let officer = whose.of_officer.clone().or_else(|| whose.mine.then(|| desk.officer.clone()));
    let law = desk.office_law();
    let known = law.profile.lists.get("department").map(Vec::as_slice).unwrap_or_default();
    let department = match &whose.department {
        None => None,
        Some(typed) => {
            let is = |item: &&crate::law::profile::Item| {
                *item.key == **typed || *item.label.zh == **typed || item.label.en.eq_ignore_ascii_case(typed)
            };
            let keys = || known.iter().map(|item| &*item.key).collect::<Vec<_>>().join(", ");
            let found =
                known.iter().find(is).ok_or_else(|| Failure::usage(fill(call.words.bad_department, &[typed, &keys()])))?;
            Some(found.key.to_string())
        }
    };
    Ok(Wanted { officer, department, ..Wanted::default() })
}

fn listed(call: &Call, asked: &Asked<'_>) -> Answer {
    let known = [Format::Table, Format::Json, Format::Csv, Format::Ics, Format::Xlsx];
    let format = call.only(asked.list.print, &known)?;
    let desk = call.reading()?;
    let until = match asked.within {
        Some(typed) => {
            let days = typed.trim_end_matches(['d', 'D']).parse::<u64>().ok().filter(|days| *days <= 100_000);
            let days = days.ok_or_else(|| Failure::usage(fill(call.words.bad_within, &[&typed])))?;
            desk.today.checked_add_days(chrono::Days::new(days)).map(|day| day.to_string())
        }
        None => None,
    };
    let wanted = wanted(call, &desk, asked.whose)?;
    if format == Format::Ics {
        let mut events = desk.feed(&wanted).map_err(|error| call.store(&error))?;
        events.retain(|event| !asked.office || event.row.docket == 0);
        events.retain(|event| until.is_none() || event.row.safe <= until);
        events.truncate(asked.list.most());
        return send(call, asked.out, text::calendar(&desk, call.lang, &events, (call.clock)()).as_bytes());
    }
    let rows = rows(call, &desk, asked, format, &wanted, until.as_deref())?;
    match format {
        Format::Json => {
            let values: Vec<_> = rows.iter().map(|row| value(call, &desk, row)).collect();
            match asked.out {
                Some(path) => send(call, Some(path), serde_json::to_string_pretty(&values).unwrap_or_default().as_bytes()),
                None => out::print_json(&json!(values)),
            }
        }
        Format::Csv => {
            let lines: Vec<Vec<String>> = rows.iter().map(|row| cells(call, &desk, row)).collect();
            send(call, asked.out, out::csv(&HEADER, &lines).as_bytes())
        }
        Format::Xlsx => {
            let cells = rows.iter().map(|row| Ok(text::cells(&desk, call.lang, row)));
            let mut book = Vec::new();
            table::write(&mut book, table::Format::Xlsx, &text::headers(call.lang), cells)
                .map_err(|error| Failure { code: 70, lines: vec![error.to_string()] })?;
            if asked.out.is_none() && io::stdout().is_terminal() {
                return Err(Failure::refused(fill(call.words.to_terminal, &[&"xlsx"])));
            }
            send(call, asked.out, &book)
        }
        _ => send(call, asked.out, readable(call, &desk, &rows).as_bytes()),
    }
}

/// Those asked for, earliest first: of dockets; for people the office's own among them, for programs only where asked for.
fn rows(
    call: &Call,
    desk: &Desk,
    asked: &Asked<'_>,
    format: Format,
    wanted: &Wanted,
    until: Option<&str>,
) -> Result<Vec<DeadlineRow>, Failure> {
    let (open, all) = (until.is_some(), *wanted == Wanted::default());
    let for_people = matches!(format, Format::Table | Format::Xlsx);
    let most = asked.list.most();
    let mut rows = Vec::new();
    if !asked.office {
        let limit = if all { most } else { usize::MAX };
        rows = desk.store.deadlines(open, None, until, None, limit).map_err(|error| call.store(&error))?;
        rows.retain(|row| wanted.holds(row));
    }
    if asked.office || all && for_people {
        let duties = desk.office_record().map_err(|error| call.store(&error))?;
        let own = duties.iter().map(crate::ops::OfficeDuty::row);
        let asked = own.filter(|row| until.is_none_or(|until| row.met_on.is_none() && row.safe.as_deref() <= Some(until)));
        rows.extend(asked);
        // What has no day comes last.
        rows.sort_by(|a, b| (a.safe.is_none(), &a.safe).cmp(&(b.safe.is_none(), &b.safe)));
    }
    rows.truncate(most);
    Ok(rows)
}

/// To standard output, or into a new file.
fn send(call: &Call, to: Option<&Path>, bytes: &[u8]) -> Answer {
    let Some(path) = to else {
        let mut out = io::stdout().lock();
        return match out.write_all(bytes).and_then(|()| out.flush()) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Failure { code: 0, lines: Vec::new() }),
            Err(error) => Err(Failure { code: 70, lines: vec![error.to_string()] }),
        };
    };
    let text = crate::text::calendar::CalendarWords::of(call.lang);
    fresh::whole(path, |mut file| file.write_all(bytes)).map_err(|error| {
        Failure::refused(fill(text.not_saved, &[&path.display(), &crate::text::fault::system(call.lang, &error)]))
    })?;
    out::print(&fill(text.saved, &[&path.display()]))
}

const HEADER: [&str; 13] = [
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

fn cells(call: &Call, desk: &Desk, row: &DeadlineRow) -> Vec<String> {
    let (days, working) = left(desk, row);
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    vec![
        if row.docket > 0 { row.docket.to_string() } else { String::new() },
        row.number.clone(),
        row.rule.clone(),
        text::name(desk, call.lang, row),
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
}

fn value(call: &Call, desk: &Desk, row: &DeadlineRow) -> serde_json::Value {
    let (days, working) = left(desk, row);
    let cite = desk.rule_of(row).map_or_else(Vec::new, |period| super::answer::cites(&period.cites));
    let mut value = json!({
        "docket": row.docket, "number": row.number, "docket_title": row.title, "rule": row.rule,
        "title": text::name(desk, call.lang, row), "party": row.party, "n": (row.n > 0).then_some(row.n),
        "round": row.round, "start": row.start, "due": row.due, "safe": row.safe, "latest": row.latest,
        "status": status(row, desk.today), "provisional": row.provisional, "binding": row.binding, "nature": row.nature,
        "begin": row.begin, "effort": (row.effort > 0).then_some(row.effort),
        "by": row.owner, "met_on": row.met_on, "cite": cite, "days_left": days, "working_days_left": working,
    });
    if let (0, Some(value)) = (row.docket, value.as_object_mut()) {
        // The office's own: no docket, and the occurrence by its year.
        value.insert("docket".to_owned(), json!(null));
        value.insert("party".to_owned(), json!(""));
        value.insert("occurrence".to_owned(), json!(row.party));
    }
    value
}

fn readable(call: &Call, desk: &Desk, rows: &[DeadlineRow]) -> String {
    let (text, law) = (call.words, desk.office_law());
    let header = ["", text.due, text.safe, text.days_left, text.number, text.rule, text.party, text.status, text.by, text.cite];
    let line = |row: &DeadlineRow| {
        let state = status(row, desk.today);
        let known = Status::parse(state);
        let (days, _) = left(desk, row);
        let days = days.filter(|_| known.is_some_and(Status::is_open));
        let name = text::name(desk, call.lang, row);
        vec![
            known.map_or("", |known| super::docket::sign(known, row.provisional)).to_owned(),
            row.due.clone().unwrap_or_default(),
            row.safe.clone().filter(|safe| Some(safe) != row.due.as_ref()).unwrap_or_default(),
            days.map_or(String::new(), |days| days.to_string()),
            text::number(call.lang, row).to_owned(),
            if row.n > 0 { format!("{name} {}", row.n) } else { name },
            row.party.clone(),
            known.map_or(state, |known| words::status(call.lang, known)).to_owned(),
            law.profile
                .item("owner", &row.owner)
                .map_or_else(|| row.owner.clone(), |item| words::label(call.lang, &item.label).to_owned()),
            desk.rule_of(row).map_or(String::new(), |period| words::cites(&desk.library, &period.cites)),
        ]
    };
    out::table(&header, &rows.iter().map(line).collect::<Vec<_>>())
}
