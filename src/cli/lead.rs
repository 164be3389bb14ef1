//! `lead import`, `lead list`.

use super::args::{Format, Lead, Narrowed};
use super::call::Call;
use super::out::{self, Answer, Failure};
use crate::docket::{Day, Stage, yuan};
use crate::law::Law;
use crate::ops::{Desk, Standing};
use crate::papers::ledger::{self, Import, LedgerError, Mapping, Question, ReadOptions};
use crate::store::{Filter, InboxRow, StoreError};
use crate::text::{fill, law as words, query, safe};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Runs it.
pub fn run(call: &Call, command: &Lead) -> Answer {
    match command {
        Lead::Import { file, map, dry_run, route, print } => {
            let format = call.only(*print, &[Format::Table, Format::Json])?;
            import(call, file, map.as_deref(), (*dry_run, *route), format == Format::Json)
        }
        Lead::List(list) => self::list(call, list, Some(false)),
    }
}

fn import(call: &Call, path: &Path, map: Option<&Path>, (dry, route): (bool, bool), as_json: bool) -> Answer {
    let refused = |error: &LedgerError| Failure::refused(format!("{}: {}", path.display(), error.say(call.lang)));
    let mut options = ReadOptions::new(call.today());
    if let Some(map) = map {
        let mapping = Mapping::from_toml(&call.read(map)?);
        options.mapping =
            Some(mapping.map_err(|error| Failure::refused(format!("{}: {}", map.display(), error.say(call.lang))))?);
    }
    let found = ledger::take(path, &options, &mut |_| true).map_err(|error| refused(&error))?;
    if dry {
        let desk = call.reading()?;
        let preview = desk.preview(&found).map_err(|error| call.store(&error))?;
        let asked = preview.count(Standing::Questioned);
        let known = preview.count(Standing::Doubled) + found.doubled.len();
        let counts = [preview.count(Standing::New) + asked, known, asked, preview.routed];
        return report(call, as_json, &found, counts, &[], true);
    }
    let mut desk = call.writing()?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let routed = if route { desk.preview(&found).map_err(|error| call.store(&error))?.routed } else { 0 };
    let go = &mut |_| true;
    let done = if route { desk.import_routed(&found, &name, go) } else { desk.import(&found, &name, go) };
    let done = done.map_err(|error| call.act(&error))?;
    let rejects = write_rejects(call, path, &found)?;
    report(call, as_json, &found, [done.taken, done.doubled, done.questioned, routed], &rejects, false)
}

fn write_rejects(call: &Call, path: &Path, found: &Import) -> Result<Vec<PathBuf>, Failure> {
    if found.rejects.is_empty() {
        return Ok(Vec::new());
    }
    let unwritten = |error: &std::io::Error| Failure::refused(fill(call.words.cannot_write, &[&path.display(), error]));
    ledger::write_rejects(path, found, call.lang).map_err(|error| unwritten(&error))
}

fn report(call: &Call, as_json: bool, found: &Import, counts: [usize; 4], rejects: &[PathBuf], dry: bool) -> Answer {
    let [taken, doubled, questioned, routed] = counts;
    let skipped = &found.skipped;
    let skipped = skipped.before_header + skipped.blank + skipped.header + skipped.total + skipped.footer;
    let asked = found.drafts.iter().filter(|draft| !draft.questions.is_empty());
    if as_json {
        return out::print_json(&json!({
            "imported": taken, "doubled": doubled, "questioned": questioned, "rejected": found.rejects.len(), "skipped": skipped,
            "routed": routed, "dry_run": dry, "rejects_files": rejects,
            "questions": asked.map(|draft| json!({
                "row": draft.row, "title": draft.title, "questions": draft.questions,
                "reasons": draft.questions.iter().map(|question| question.say(call.lang)).collect::<Vec<_>>() })).collect::<Vec<_>>(),
            "rejects": found.rejects.iter().map(|reject| json!({
                "row": reject.row, "codes": reject.reasons,
                "reasons": reject.reasons.iter().map(|reason| reason.say(call.lang)).collect::<Vec<_>>() })).collect::<Vec<_>>(),
        }));
    }
    let mut lines = vec![fill(call.words.imported, &[&taken, &doubled, &questioned, &found.rejects.len(), &skipped])];
    if routed > 0 {
        lines.push(fill(if dry { call.words.routed } else { call.words.routed_done }, &[&routed]));
    }
    for draft in asked {
        let asked = draft.questions.iter().map(|question| question.say(call.lang)).collect::<Vec<_>>().join("; ");
        lines.push(format!("  ? {} {}: {asked}", draft.row, draft.title.chars().take(30).collect::<String>()));
    }
    for reject in &found.rejects {
        let why = reject.reasons.iter().map(|reason| reason.say(call.lang)).collect::<Vec<_>>().join("; ");
        lines.push(format!("  × {}: {why}", reject.row));
    }
    lines.extend(rejects.iter().map(|path| fill(call.words.rejects_at, &[&path.display()])));
    if dry {
        lines.push(call.words.dry.to_owned());
    }
    out::print(&lines.iter().map(|line| safe::line(line)).collect::<Vec<_>>().join("\n"))
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
