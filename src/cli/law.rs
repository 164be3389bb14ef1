//! `law`: the texts, and where each clause of the register lives.

use super::args::{Format, LawCommand};
use super::call::Call;
use super::out::{Answer, Failure, csv, print, print_json, table};
use crate::law::coverage::{self as law, Standing};
use crate::text::{fill, law as words};
use serde_json::json;

/// Runs it.
pub fn run(call: &Call, command: &LawCommand) -> Answer {
    match command {
        LawCommand::Show { citation, print } => show(call, citation, call.only(*print, &[Format::Table, Format::Json])?),
        LawCommand::Coverage(print) => coverage(call, call.only(*print, &[Format::Table, Format::Json, Format::Csv])?),
    }
}

fn show(call: &Call, citation: &str, format: Format) -> Answer {
    let library = call.library()?;
    let Some(article) = library.article(citation) else {
        let documents: Vec<String> =
            library.documents.values().map(|document| format!("{} {}", document.id, document.short)).collect();
        return Err(Failure::refused(fill(call.words.no_article, &[&citation, &documents.join("; ")])));
    };
    if format == Format::Json {
        return print_json(&json!({
            "cite": article.cite, "document": article.document, "article": article.number,
            "text": article.text, "quote": article.quote,
        }));
    }
    print(&format!("{}  {}\n\n{}", article.cite, article.document, article.text))
}

fn coverage(call: &Call, format: Format) -> Answer {
    let library = call.library()?;
    let mut profiles = Vec::new();
    for name in library.names() {
        profiles.push(library.profile(name).map_err(|faults| call.faults(&faults))?);
    }
    let placed = law::coverage(&library, profiles.iter().map(AsRef::as_ref));
    if format == Format::Json {
        let rows = placed.iter().map(|one| {
            let clause = one.clause;
            json!({
                "clause": clause.id, "source": clause.source, "cite": format!("{}#{}", clause.document, clause.article),
                "state": one.standing.name(), "carried_by": one.by, "waits_for": one.waits, "software": clause.software,
            })
        });
        return print_json(&rows.collect());
    }
    // A table is for the eye: many places are a number there, and all of them in the other formats.
    let join = |places: &[String]| match places {
        [] => "-".to_owned(),
        [first, second, rest @ ..] if format == Format::Table && !rest.is_empty() => {
            format!("{first}; {second} (+{})", rest.len())
        }
        all => all.join("; "),
    };
    let rows: Vec<Vec<String>> = placed
        .iter()
        .map(|one| {
            let state = match format {
                Format::Csv => one.standing.name(),
                _ => words::standing(call.lang, one.standing),
            };
            vec![one.clause.id.clone(), one.clause.source.clone(), state.to_owned(), join(&one.by), join(&one.waits)]
        })
        .collect();
    if format == Format::Csv {
        return print(&csv(&["clause", "source", "state", "carried_by", "waits_for"], &rows));
    }
    let text = call.words;
    let mut out = table(&[text.clause, text.source, text.stage, text.carried_by, text.waits_for], &rows);
    let counts: Vec<String> = Standing::ALL
        .iter()
        .map(|standing| (standing, placed.iter().filter(|one| one.standing == *standing).count()))
        .filter(|(standing, count)| *count > 0 || **standing != Standing::Nowhere)
        .map(|(standing, count)| format!("{} {count}", words::standing(call.lang, *standing)))
        .collect();
    out.push_str(&fill(text.carried, &[&rows.len(), &counts.join(call.lang.pick("，", ", "))]));
    print(&out)
}
