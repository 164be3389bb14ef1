//! `lead import`, `lead list`.

use super::args::{Format, Lead, List};
use super::call::Call;
use super::out::{self, Answer, Failure};
use crate::papers::ledger::{self, Import, LedgerError};
use crate::store::{Filter, InboxRow, StoreError};
use crate::text::{fill, law as words, ledger as ledger_words, safe};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Runs it.
pub fn run(call: &Call, command: &Lead) -> Answer {
    match command {
        Lead::Import { file, map, dry_run, print } => {
            let format = call.only(*print, &[Format::Table, Format::Json])?;
            import(call, file, map.as_deref(), *dry_run, format == Format::Json)
        }
        Lead::List(list) => self::list(call, list, Some(false)),
    }
}

fn import(call: &Call, path: &Path, map: Option<&Path>, dry: bool, as_json: bool) -> Answer {
    let refused =
        |error: &LedgerError| Failure::refused(format!("{}: {}", path.display(), ledger_words::refusal(call.lang, error)));
    let book = ledger::read(path, &mut |_| true).map_err(|error| refused(&error))?;
    let map = match map {
        Some(map) => Some((map.display().to_string(), call.read(map)?)),
        None => None,
    };
    let mut faults = Vec::new();
    let found = ledger::import(&book, call.today(), &mut |mapping| {
        if let Some((name, text)) = &map
            && let Err(wrong) = mapping.correct(name, text)
        {
            faults = wrong;
        }
    })
    .map_err(|error| refused(&error))?;
    if !faults.is_empty() {
        return Err(call.faults(&faults));
    }
    if dry {
        let standing = preview(call, &found)?;
        return report(call, as_json, &found, standing, None, true);
    }
    let mut desk = call.desk(true)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let done = desk.import(&found, &name, &mut |_| true).map_err(|error| call.act(&error))?;
    let rejects = write_rejects(call, path, &found)?;
    report(call, as_json, &found, (done.taken, done.doubled, done.questioned), rejects.as_deref(), false)
}

/// What would be taken, doubled and questioned, against the database if there is one.
fn preview(call: &Call, found: &Import) -> Result<(usize, usize, usize), Failure> {
    use crate::ops::Standing;
    let questioned = |drafts: &Import| drafts.drafts.iter().filter(|draft| !draft.questions.is_empty()).count();
    if !call.database().exists() {
        return Ok((found.drafts.len(), found.doubled.len(), questioned(found)));
    }
    let preview = call.desk(false)?.preview(found).map_err(|error| call.store(&error))?;
    let asked = preview.count(Standing::Questioned);
    Ok((preview.count(Standing::New) + asked, preview.count(Standing::Doubled) + found.doubled.len(), asked))
}

fn write_rejects(call: &Call, path: &Path, found: &Import) -> Result<Option<PathBuf>, Failure> {
    if found.rejects.is_empty() {
        return Ok(None);
    }
    ledger::write_rejects(call.lang, path, found)
        .map(Some)
        .map_err(|error| Failure::refused(fill(call.words.cannot_write, &[&path.display(), &error])))
}

fn report(
    call: &Call,
    as_json: bool,
    found: &Import,
    counts: (usize, usize, usize),
    rejects: Option<&Path>,
    dry: bool,
) -> Answer {
    let (taken, doubled, questioned) = counts;
    if as_json {
        return out::print_json(&json!({
            "imported": taken, "doubled": doubled, "questioned": questioned, "rejected": found.rejects.len(), "skipped": found.skipped, "dry_run": dry,
            "rejects_file": rejects,
            "questions": found.drafts.iter().filter(|draft| !draft.questions.is_empty()).map(|draft| json!({
                "row": draft.row, "title": safe::line(&draft.title),
                "reasons": draft.questions.iter().map(|q| ledger_words::question(call.lang, q.code, &q.value)).collect::<Vec<_>>(),
                "codes": draft.questions.iter().map(|q| q.code).collect::<Vec<_>>() })).collect::<Vec<_>>(),
            "rejects": found.rejects.iter().map(|reject| json!({
                "row": reject.row,
                "reasons": reject.reasons.iter().map(|q| ledger_words::question(call.lang, q.code, &q.value)).collect::<Vec<_>>(),
                "codes": reject.reasons.iter().map(|q| q.code).collect::<Vec<_>>() })).collect::<Vec<_>>(),
        }));
    }
    let mut lines = vec![fill(call.words.imported, &[&taken, &doubled, &questioned, &found.rejects.len(), &found.skipped])];
    for draft in found.drafts.iter().filter(|draft| !draft.questions.is_empty()) {
        let asked =
            draft.questions.iter().map(|q| ledger_words::question(call.lang, q.code, &q.value)).collect::<Vec<_>>().join("；");
        lines.push(format!("  ? {} {}：{asked}", draft.row, draft.title.chars().take(30).collect::<String>()));
    }
    for reject in &found.rejects {
        let why =
            reject.reasons.iter().map(|q| ledger_words::question(call.lang, q.code, &q.value)).collect::<Vec<_>>().join("；");
        lines.push(format!("  × {}：{why}", reject.row));
    }
    if let Some(path) = rejects {
        lines.push(fill(call.words.rejects_at, &[&path.display()]));
    }
    if dry {
        lines.push(call.words.dry.to_owned());
    }
    out::print(&lines.iter().map(|line| safe::line(line)).collect::<Vec<_>>().join("\n"))
}

/// Lists leads or cases: everything in the database, whatever its state.
pub fn list(call: &Call, list: &List, is_case: Option<bool>) -> Answer {
    let format = call.only(list.print, &[Format::Table, Format::Json, Format::Csv])?;
    let desk = call.desk(false)?;
    let filter = Filter { is_case, ..Filter::all(desk.today) };
    let rows = desk.store.page(&filter, None, list.most()).map_err(|error| call.store(&error))?;
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
        Format::Csv => out::print(&out::csv(
            &header,
            &rows.iter().map(|row| cells(row).map(|cell| crate::papers::table::defuse(&cell)).to_vec()).collect::<Vec<_>>(),
        )),
        _ => {
            let rows: Vec<Vec<String>> = rows
                .iter()
                .map(|row| {
                    let mut cells = cells(row).to_vec();
                    if let (Some(slot), Some(stage)) = (cells.get_mut(3), crate::docket::Stage::parse(&row.stage)) {
                        words::stage(call.lang, stage).clone_into(slot);
                    }
                    cells
                })
                .collect();
            out::print(&out::table(&header, &rows))
        }
    }
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
    let questions: Vec<Value> = if row.questions > 0 {
        let stored = store.docket(row.docket)?;
        stored.and_then(|stored| serde_json::from_str::<Vec<Value>>(&stored.questions).ok()).unwrap_or_default()
    } else {
        Vec::new()
    };
    let said: Vec<Value> = questions
        .iter()
        .map(|question| {
            let word = |key: &str| question.get(key).and_then(Value::as_str).unwrap_or_default();
            json!({ "code": word("code"), "text": ledger_words::question(call.lang, word("code"), word("value")) })
        })
        .collect();
    Ok(json!({
        "id": row.docket, "number": row.number, "title": row.title, "stage": row.stage, "is_case": row.is_case, "ended": row.ended, "channel": row.channel,
        "place": row.place, "department": row.department, "medium": row.medium, "party": row.party, "officer": row.officer, "received": row.received,
        "due": row.due, "safe": row.safe, "rule": row.rule, "status": row.status, "provisional": row.provisional, "damage_cents": row.damage_cents,
        "questions": said, "revision": row.revision,
    }))
}
