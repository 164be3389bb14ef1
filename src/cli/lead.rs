//! `lead import` (its work is in `import`), `lead list`.

use super::args::{Format, Lead, Narrowed};
use super::call::Call;
use super::import::{self, How};
use super::out::{self, Answer, Failure};
use crate::docket::{Day, Stage, yuan};
use crate::law::Law;
use crate::ops::Desk;
use crate::papers::ledger::Question;
use crate::store::{Filter, InboxRow, StoreError};
use crate::text::{law as words, query};
use serde_json::{Value, json};

/// Runs it.
pub fn run(call: &Call, command: &Lead) -> Answer {
    match command {
        Lead::Import { file, map, save_map, dry_run, route, print } => {
            let as_json = call.only(*print, &[Format::Table, Format::Json])? == Format::Json;
            let how = How { map: map.as_deref(), save: save_map.as_deref(), dry: *dry_run, route: *route, as_json };
            import::run(call, file, how)
        }
        Lead::List(list) => self::list(call, list, Some(false)),
    }
}

/// The filter and the order of a list; what of it cannot be read is refused.
fn narrowed(call: &Call, desk: &Desk, narrowed: &Narrowed, is_case: Option<bool>) -> Result<Filter, Failure> {
    let mut filter = Filter { is_case, officer: desk.officer.clone(), ..Filter::all(desk.today) };
    if let Some(typed) = &narrowed.sort {
        filter.sort = query::sort(typed).ok_or_else(|| Failure::usage(query::no_sort(call.lang, typed)))?;
    }
    let Some(typed) = &narrowed.filter else { return Ok(filter) };
    let read = desk.query(typed, None, query::words(call.lang));
    if read.issues.is_empty() {
        return Ok(read.onto(filter));
    }
    let said: Vec<String> = read.issues.iter().map(|issue| query::issue(call.lang, issue)).collect();
    Err(Failure::usage(format!("--filter: {}", said.join("; "))))
}

/// Lists leads or cases: everything in the database, whatever its state, or what a filter holds.
pub fn list(call: &Call, wanted: &Narrowed, is_case: Option<bool>) -> Answer {
    let format = call.only(wanted.list.print, &[Format::Table, Format::Json, Format::Csv])?;
    let desk = call.reading()?;
    let filter = narrowed(call, &desk, wanted, is_case)?;
    let rows = desk.store.page(&filter, None, wanted.list.most()).map_err(|error| call.store(&error))?;
    let header = [
        "id",
        "number",
        "title",
        "stage",
        "channel",
        "place",
        "department",
        "officer",
        "received",
        "due",
        "safe",
        "rule",
        "status",
        "damage_cents",
        "questions",
    ];
    match format {
        Format::Json => {
            let values = rows
                .iter()
                .map(|row| value(call, &desk.store, row))
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| call.store(&error))?;
            out::print_json(&json!(values))
        }
        Format::Csv => out::print(&out::csv(&header, &rows.iter().map(|row| cells(row).to_vec()).collect::<Vec<_>>())),
        _ => {
            let law = desk.office_law();
            let rows: Vec<Vec<String>> = rows.iter().map(|row| readable(call, &law, desk.today, row)).collect();
            let text = call.words;
            let header = [
                "",
                "#",
                text.number,
                text.subject,
                text.stage,
                text.channel,
                text.place,
                text.department,
                text.officer,
                text.received,
                text.due,
                text.amount,
            ];
            out::print(&out::table(&header, &rows))
        }
    }
}

/// A line for people: the words of the profile for its keys.
fn readable(call: &Call, law: &Law, today: Day, row: &InboxRow) -> Vec<String> {
    let item = |list: &str, key: &str| {
        law.profile.item(list, key).map_or_else(|| key.to_owned(), |item| words::label(call.lang, &item.label).to_owned())
    };
    let stage = Stage::parse(&row.stage).map_or(row.stage.as_str(), |stage| words::stage(call.lang, stage));
    let passed =
        row.status == "pending" && row.due.as_ref().and_then(|due| due.parse::<Day>().ok()).is_some_and(|due| due < today);
    let sign = match (row.questions > 0, passed || row.status == "overdue", row.provisional) {
        (_, true, _) => "!",
        (true, ..) => "?",
        (.., true) => "~",
        _ => "",
    };
    vec![
        sign.to_owned(),
        row.docket.to_string(),
        row.number.clone(),
        row.title.chars().take(60).collect(),
        stage.to_owned(),
        item("channel", &row.channel),
        row.place.clone(),
        item("department", &row.department),
        row.officer.clone(),
        row.received.clone().unwrap_or_default(),
        row.due.clone().unwrap_or_default(),
        row.damage_cents.map_or(String::new(), yuan),
    ]
}

fn cells(row: &InboxRow) -> [String; 15] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        row.docket.to_string(),
        row.number.clone(),
        row.title.clone(),
        row.stage.clone(),
        row.channel.clone(),
        row.place.clone(),
        row.department.clone(),
        row.officer.clone(),
        text(&row.received),
        text(&row.due),
        text(&row.safe),
        row.rule.clone(),
        row.status.clone(),
        row.damage_cents.map_or(String::new(), |cents| cents.to_string()),
        row.questions.to_string(),
    ]
}

/// A line as JSON, with its questions.
fn value(call: &Call, store: &crate::store::Store, row: &InboxRow) -> Result<Value, StoreError> {
    let questions: Vec<Question> = if row.questions > 0 {
        let stored = store.docket(row.docket)?;
        stored.and_then(|stored| serde_json::from_str(&stored.questions).ok()).unwrap_or_default()
    } else {
        Vec::new()
    };
    let said: Vec<Value> = questions
        .iter()
        .map(|question| {
            let mut value = json!(question);
            if let Value::Object(map) = &mut value {
                map.insert("text".into(), json!(question.say(call.lang)));
            }
            value
        })
        .collect();
    Ok(json!({
        "id": row.docket, "number": row.number, "title": row.title, "stage": row.stage, "is_case": row.is_case, "ended": row.ended, "channel": row.channel,
        "place": row.place, "department": row.department, "medium": row.medium, "party": row.party, "officer": row.officer, "received": row.received,
        "due": row.due, "safe": row.safe, "rule": row.rule, "status": row.status, "provisional": row.provisional, "damage_cents": row.damage_cents,
        "questions": said, "revision": row.revision,
    }))
}
