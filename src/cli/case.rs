//! `case list`, `case show`.

use super::args::{Case, Format};
use super::call::Call;
use super::out::{self, Answer, Failure};
use super::{answer, docket, lead};
use crate::docket::{Attributes, Docket};
use crate::text::fill;
use serde_json::{Value, json};
use std::fmt::Write;

/// Runs it.
pub fn run(call: &Call, command: &Case) -> Answer {
    match command {
        Case::List(list) => lead::list(call, list, Some(true)),
        Case::Show { id, print } => show(call, id, call.only(*print, &[Format::Table, Format::Json, Format::Docket])?),
    }
}

fn show(call: &Call, name: &str, format: Format) -> Answer {
    let desk = call.desk(false)?;
    let found = desk.store.find(name).map_err(|error| call.store(&error))?;
    let read = match found {
        Some(id) => desk.derived(id).map_err(|error| call.store(&error))?,
        None => None,
    };
    let Some((stored, derived)) = read else { return Err(Failure::refused(fill(call.words.no_docket, &[&name]))) };
    let law = desk.law(&stored.docket.profile);
    match format {
        Format::Json => {
            let mut value = answer::derived(call.lang, &law, &stored.docket, &derived);
            if let Value::Object(map) = &mut value {
                map.insert("id".into(), json!(stored.docket.id));
                map.insert("revision".into(), json!(stored.revision));
                map.insert("profile".into(), json!(stored.docket.profile));
                map.insert("attributes".into(), json!(stored.docket.attributes));
                map.insert("facts".into(), json!(stored.docket.facts.iter().map(super::fact::value).collect::<Vec<_>>()));
            }
            out::print_json(&value)
        }
        Format::Docket => out::print(&to_toml(&stored.docket)),
        _ => out::print(&docket::report(call, &desk.library, &law, &stored.docket, &derived, desk.today)),
    }
}

/// A docket as a file that reads back to the same docket.
pub fn to_toml(docket: &Docket) -> String {
    let mut text = format!("profile = {}\n\n[attributes]\n", literal(&json!(docket.profile)));
    if let Ok(Value::Object(map)) = serde_json::to_value(&docket.attributes) {
        for name in Attributes::NAMES {
            if let Some(value) = map.get(*name) {
                let _ = writeln!(text, "{name} = {}", literal(value));
            }
        }
    }
    for fact in &docket.facts {
        let _ = write!(text, "\n[[fact]]\nkind = \"{}\"\non = {}\n", fact.kind.name(), fact.on);
        if fact.kind != crate::docket::Kind::FactWithdrawn {
            let _ = writeln!(text, "id = {}", fact.id);
        }
        if !fact.by.is_empty() {
            let _ = writeln!(text, "by = {}", literal(&json!(fact.by)));
        }
        for (key, value) in &fact.data.0 {
            let _ = writeln!(text, "{key} = {}", literal(value));
        }
    }
    text
}

/// A JSON value in TOML.
fn literal(value: &Value) -> String {
    match value {
        Value::Null => "\"\"".to_owned(),
        Value::Array(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Value::Object(map) => format!(
            "{{ {} }}",
            map.iter().map(|(key, value)| format!("{key} = {}", literal(value))).collect::<Vec<_>>().join(", ")
        ),
        Value::String(text) => toml::Value::String(text.clone()).to_string(),
        other => other.to_string(),
    }
}
