//! `law`: the texts, and where each clause of the register lives.

use super::args::{Format, LawCommand};
use super::call::Call;
use super::out::{Answer, Failure, csv, print, print_json, table};
use crate::law::Library;
use crate::text::fill;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Runs it.
pub fn run(call: &Call, command: &LawCommand) -> Answer {
    match command {
        LawCommand::Show { citation, print } => show(call, citation, call.only(*print, &[Format::Table, Format::Json])?),
        LawCommand::Coverage(print) => coverage(call, call.only(*print, &[Format::Table, Format::Json, Format::Csv])?),
    }
}

fn show(call: &Call, citation: &str, format: Format) -> Answer {
    let library = Library::built_in();
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
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add = |clause: &str, place: String| {
        let known = places.entry(clause.to_owned()).or_default();
        if !known.contains(&place) {
            known.push(place);
        }
    };
    for name in library.names() {
        let profile = library.profile(name).map_err(|faults| call.faults(&faults))?;
        for (place, cite) in profile.carriers() {
            if let Some(clause) = &cite.clause {
                add(clause, place);
            }
        }
        for clause in &profile.context_only {
            add(clause, "context".to_owned());
        }
    }
    let none = Vec::new();
    let clauses = library.clauses.values().map(|clause| (clause, places.get(&clause.id).unwrap_or(&none)));
    if format == Format::Json {
        let rows = clauses.map(|(clause, places)| {
            json!({
                "clause": clause.id, "source": clause.source, "cite": format!("{}#{}", clause.document, clause.article),
                "carried_by": places, "software": clause.software,
            })
        });
        return print_json(&Value::Array(rows.collect()));
    }
    let rows: Vec<Vec<String>> = clauses
        .map(|(clause, places)| {
            let carried = if places.is_empty() { "-".to_owned() } else { places.join("; ") };
            vec![clause.id.clone(), clause.source.clone(), carried]
        })
        .collect();
    if format == Format::Csv {
        return print(&csv(&["clause", "source", "carried_by"], &rows));
    }
    let carried = rows.iter().filter(|row| row.get(2).is_some_and(|place| place != "-")).count();
    let text = table(&[call.words.clause, call.words.source, call.words.carried_by], &rows);
    print(&format!("{text}{}", fill(call.words.carried, &[&carried, &rows.len()])))
}
