//! `case`: the list, one case with what the law says about it, and the same as a docket file.

use super::args::{Case, Format};
use super::call::Call;
use super::out::{Answer, Failure, print, print_json};
use super::{answer, docket, dossier, fact, lead};
use crate::docket::{Attributes, Data, Docket, Kind};
use crate::ops::{Desk, merge};
use crate::text::fill;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Runs it.
pub fn run(call: &Call, command: &Case) -> Answer {
    match command {
        Case::List(list) => lead::list(call, list, Some(true)),
        Case::Show { id, as_of, print } => {
            let format = call.only(*print, &[Format::Table, Format::Json, Format::Docket])?;
            let mut desk = call.existing()?;
            match as_of {
                None => show(call, &desk, id, format, false),
                Some(day) => {
                    let day = call.day(day)?;
                    if day > desk.today {
                        return Err(Failure::usage(fill(call.words.asof_ahead, &[&day])));
                    }
                    desk.as_of(day, |desk| show(call, desk, id, format, true))
                }
            }
        }
    }
}

/// One docket as it is, or as it was known at the end of the desk's day.
fn show(call: &Call, desk: &Desk, name: &str, format: Format, known: bool) -> Answer {
    let found = desk.store.find(name).map_err(|error| call.store(&error))?;
    let read = match found {
        Some(id) if known => desk.known_case(id).map(|case| case.map(|case| (case.stored, case.derived, case.carried))),
        Some(id) => desk.derived(id).and_then(|read| {
            let carried = |(stored, derived)| desk.carried(&stored).map(|carried| (stored, derived, carried));
            read.map(carried).transpose()
        }),
        None => Ok(None),
    };
    let read = read.map_err(|error| call.store(&error))?;
    let Some((stored, derived, carried)) = read else { return Err(Failure::refused(fill(call.words.no_docket, &[&name]))) };
    let law = desk.law_of(&stored);
    match format {
        Format::Json => {
            let mut value = answer::derived(call.lang, &law, &stored.docket, &derived, desk.today);
            if let Value::Object(map) = &mut value {
                map.insert("id".into(), json!(stored.docket.id));
                map.insert("revision".into(), json!(stored.revision));
                let pin = crate::ops::pin::pin(&stored);
                map.insert("profile".into(), json!(pin.profile));
                map.insert("profile_version".into(), json!(law.versions().0));
                let priors = stored.priors.iter().map(|prior| {
                    json!({ "docket": prior.docket, "number": prior.number, "day": prior.day, "party": prior.party, "title": prior.title })
                });
                map.insert("priors".into(), priors.collect());
                let likely = stored.likely.iter().map(|prior| {
                    json!({ "docket": prior.docket, "number": prior.number, "day": prior.day, "party": prior.party, "title": prior.title })
                });
                map.insert("likely_priors".into(), likely.collect());
                let state = stored.docket.state();
                map.insert("members".into(), json!(merge::members(&state)));
                map.insert("into".into(), json!(merge::into(&state)));
                map.insert("attributes".into(), json!(stored.docket.attributes));
                drop(state);
                dossier::value(call, &law, &stored, &derived, &carried, desk.today, map);
                map.insert("facts".into(), stored.docket.facts.iter().map(fact::value).collect());
            }
            print_json(&value)
        }
        Format::Docket => {
            let today = call.today.or(known.then_some(desk.today));
            print(&to_toml(&stored.docket, today.map(|day| day.to_string()).as_deref()))
        }
        _ => {
            let mut out = docket::report(call, &desk.library, &law, &stored.docket, &derived, desk.today);
            out.push_str(&dossier::report(call, &desk.library, &law, &stored, &derived, &carried, desk.today));
            for prior in &stored.priors {
                let line = format!("{}: {} {} {} {}", call.words.prior, prior.day, prior.party, prior.number, prior.title);
                let _ = writeln!(out, "{}", crate::text::safe::line(&line));
            }
            let state = stored.docket.state();
            let say = crate::text::merge::Words::of(call.lang);
            for (what, ids) in [(say.went, merge::into(&state)), (say.member, merge::members(&state))] {
                for id in ids {
                    let Some(row) = desk.store.line(id).map_err(|error| call.store(&error))? else { continue };
                    let _ = writeln!(out, "{}", crate::text::safe::line(&format!("{what}: {} {}", row.number, row.title)));
                }
            }
            print(&out)
        }
    }
}

/// A docket as a file that reads back to the same docket.
pub fn to_toml(docket: &Docket, today: Option<&str>) -> String {
    let mut text = format!("profile = {}\n", literal(&json!(docket.profile)));
    if let Some(today) = today {
        let _ = writeln!(text, "today = {today}");
    }
    text.push_str("\n[attributes]\n");
    if let Ok(Value::Object(map)) = serde_json::to_value(&docket.attributes) {
        for name in Attributes::NAMES {
            if let Some(value) = map.get(*name) {
                let _ = writeln!(text, "{name} = {}", literal(value));
            }
        }
    }
    // In a file a withdrawal has no number of its own but its place: where there is one, places number all facts.
    let by_place = docket.facts.iter().any(|fact| fact.kind == Kind::FactWithdrawn);
    let place = |id: i64| docket.facts.iter().position(|fact| fact.id == id).map_or(id, |at| at as i64 + 1);
    for fact in &docket.facts {
        let _ = write!(text, "\n[[fact]]\nkind = \"{}\"\non = {}\n", fact.kind.name(), fact.on);
        if !by_place {
            let _ = writeln!(text, "id = {}", fact.id);
        }
        if !fact.by.is_empty() {
            let _ = writeln!(text, "by = {}", literal(&json!(fact.by)));
        }
        let mut data: Data = fact.data.clone();
        if let Some(id) = fact.withdraws {
            data.set("id", place(id));
        }
        for (key, value) in &data.0 {
            let _ = writeln!(text, "{} = {}", word(key), literal(value));
        }
    }
    text
}

fn word(key: &str) -> String {
    let bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if bare { key.to_owned() } else { toml::Value::String(key.to_owned()).to_string() }
}

/// A JSON value in TOML; characters that would act on a terminal stand as escapes.
fn literal(value: &Value) -> String {
    match value {
        Value::Null => "\"\"".to_owned(),
        Value::Array(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Value::Object(map) => {
            let pairs = map.iter().map(|(key, value)| format!("{} = {}", word(key), literal(value)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || crate::text::safe::hidden(c) => {
                let _ = write!(out, "\\U{:08x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docket::{Day, Fact, Party, file};

    #[test]
    fn a_docket_reads_back_from_its_file() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let attributes = Attributes {
            title: "引号\" 反斜\\ 换行\n 控制\u{1b}\u{202e}".into(),
            prior_damage_on: Some(day("2025-01-02")),
            damage_cents: Some(5),
            parties: vec![Party { name: "某厂".into(), ..Party::default() }],
            ..Attributes::default()
        };
        let mut facts = vec![
            Fact { id: 7, by: "王芳".into(), ..Fact::new(Kind::LeadReceived, day("2026-03-02")).with("note", "x = [1]") },
            Fact { id: 9, ..Fact::new(Kind::SupervisionOpened, day("2026-03-03")).with("report_on", json!(["2026-04-01"])) },
        ];
        let docket = Docket { id: 0, profile: "inner-mongolia".into(), attributes, facts: facts.clone() };
        assert_eq!(file::parse("x", &to_toml(&docket, None)).unwrap().docket, docket);
        // With a withdrawal the places number the facts, and what is taken back stays the same.
        facts.push(Fact { id: 12, ..Fact::withdrawing(9, day("2026-03-04")) });
        facts.push(Fact { id: 13, ..Fact::withdrawing(12, day("2026-03-05")) });
        let read = file::parse("x", &to_toml(&Docket { facts, ..docket }, Some("2026-05-01"))).unwrap();
        assert_eq!(read.today, Some(day("2026-05-01")));
        let ids: Vec<_> = read.docket.facts.iter().map(|fact| (fact.id, fact.withdraws)).collect();
        assert_eq!(ids, [(1, None), (2, None), (3, Some(2)), (4, Some(3))]);
    }
}
