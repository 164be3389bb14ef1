//! `officer`: who works at this database, in which role, under which account. The role says who is in charge and consents.

use super::args::{Format, Officer};
use super::call::Call;
use super::out::{self, Answer};
use crate::text::fill;
use serde_json::{Value, json};

/// Runs it.
pub fn run(call: &Call, command: &Officer) -> Answer {
    match command {
        Officer::List(print) => {
            let format = call.only(*print, &[Format::Table, Format::Json, Format::Csv])?;
            let desk = call.reading()?;
            let officers = desk.store.officers().map_err(|error| call.store(&error))?;
            let heads = desk.in_charge().map_err(|error| call.store(&error))?;
            let header = ["name", "role", "uid", "in_charge"];
            let row = |(name, role, uid): &(String, String, Option<i64>)| {
                let uid = uid.map_or_else(String::new, |uid| uid.to_string());
                vec![name.clone(), role.clone(), uid, heads.contains(name).to_string()]
            };
            let rows: Vec<Vec<String>> = officers.iter().map(row).collect();
            match format {
                Format::Json => {
                    let value = |(name, role, uid): &(String, String, Option<i64>)| json!({ "name": name, "role": role, "uid": uid, "in_charge": heads.contains(name) });
                    out::print_json(&Value::Array(officers.iter().map(value).collect()))
                }
                Format::Csv => out::print(&out::csv(&header, &rows)),
                _ => out::print(&out::table(&header, &rows)),
            }
        }
        Officer::Set { who, role, uid } => {
            let mut desk = call.writing()?;
            desk.name_officer(who, role.as_deref(), *uid).map_err(|error| call.act(&error))?;
            let head = desk.in_charge().map_err(|error| call.store(&error))?.contains(who);
            out::print(&fill(if head { call.words.officer_head } else { call.words.officer_set }, &[who]))
        }
    }
}
