//! `fact list`: the truth, fact by fact; the first column is the fact's id.

use super::args::{Fact as FactCommand, Format};
use super::call::Call;
use super::out::{self, Answer};
use crate::docket::Fact;
use serde_json::{Value, json};

/// Runs it.
pub fn run(call: &Call, command: &FactCommand) -> Answer {
    let FactCommand::List(list) = command;
    let format = call.only(list.print, &[Format::Table, Format::Json, Format::Csv])?;
    let desk = call.reading()?;
    let facts = desk.store.facts(None, list.most()).map_err(|error| call.store(&error))?;
    let header = ["id", "docket", "kind", "on", "at", "by", "data", "withdraws"];
    let row = |(docket, fact): &(i64, Fact)| {
        let data = serde_json::to_string(&fact.data).unwrap_or_default();
        let withdraws = fact.withdraws.map_or(String::new(), |id| id.to_string());
        vec![
            fact.id.to_string(),
            docket.to_string(),
            fact.kind.name().to_owned(),
            fact.on.to_string(),
            fact.at.to_string(),
            fact.by.clone(),
            data,
            withdraws,
        ]
    };
    match format {
        Format::Json => {
            let values: Vec<Value> = facts
                .iter()
                .map(|(docket, fact)| {
                    let mut one = value(fact);
                    if let Value::Object(map) = &mut one {
                        map.insert("docket".into(), json!(docket));
                    }
                    one
                })
                .collect();
            out::print_json(&json!(values))
        }
        Format::Csv => out::print(&out::csv(&header, &facts.iter().map(row).collect::<Vec<_>>())),
        _ => out::print(&out::table(&header, &facts.iter().map(row).collect::<Vec<_>>())),
    }
}

/// A fact as JSON.
pub fn value(fact: &Fact) -> Value {
    json!({ "id": fact.id, "kind": fact.kind.name(), "on": fact.on, "at": fact.at, "by": fact.by, "data": fact.data, "withdraws": fact.withdraws })
}
