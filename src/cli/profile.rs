//! `profile`: which there are, what one says, whether a file is sound, what differs.

use super::answer::{cites, force, unit};
use super::args::{Format, ProfileCommand};
use super::call::Call;
use super::diff;
use super::moving::{self, How};
use super::out::{Answer, csv, print, print_json, table};
use crate::docket::{Attributes, Kind};
use crate::law::period::{Length, MonthDay};
use crate::law::profile::{Origins, Profile};
use crate::law::{Cite, Label, Library};
use crate::text::facet::{Facet, Facets};
use crate::text::{fault, fill, law as words};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::path::Path;

/// Runs it.
pub fn run(call: &Call, command: &ProfileCommand) -> Answer {
    match command {
        ProfileCommand::List(print) => list(call, call.only(*print, &[Format::Table, Format::Json, Format::Csv])?),
        ProfileCommand::Show { name, source: true, .. } => source(call, name),
        ProfileCommand::Show { name, print, .. } => show(call, name, call.only(*print, &[Format::Table, Format::Json])?),
        ProfileCommand::Check { path, print } => check(call, path, call.only(*print, &[Format::Table, Format::Json])?),
        ProfileCommand::Move { to, dry_run, yes, office, reason, print } => {
            let format = call.only(*print, &[Format::Table, Format::Json, Format::Csv])?;
            moving::run(call, to, How { dry: *dry_run, yes: *yes, reason: reason.as_deref(), office: *office, format })
        }
        ProfileCommand::Diff { a, b, print } => {
            diff::run(call, a, b, call.only(*print, &[Format::Table, Format::Json, Format::Csv])?)
        }
    }
}

fn list(call: &Call, format: Format) -> Answer {
    let library = call.library()?;
    let mut rows = Vec::new();
    for name in library.names() {
        rows.push(library.profile(name).map_err(|faults| call.faults(&faults))?);
    }
    if format == Format::Json {
        let values = rows.iter().map(|profile| Value::Object(head(profile)));
        return print_json(&Value::Array(values.collect()));
    }
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|profile| {
            let title = words::label(call.lang, &profile.title).to_owned();
            let hash = profile.hash.chars().take(12).collect();
            vec![profile.name.to_string(), profile.version.to_string(), title, profile.layers.join(" < "), hash]
        })
        .collect();
    if format == Format::Csv {
        return print(&csv(&["name", "version", "title", "layers", "hash"], &cells));
    }
    let text = call.words;
    print(&table(&[text.name, text.version, text.title, text.layers, text.hash], &cells))
}

fn head(profile: &Profile) -> Map<String, Value> {
    let value = json!({
        "name": &*profile.name,
        "version": &*profile.version,
        "hash": &*profile.hash,
        "title": label(&profile.title),
        "layers": profile.layers.iter().map(|layer| &**layer).collect::<Vec<_>>(),
        "in_force_from": profile.in_force_from,
    });
    if let Value::Object(map) = value { map } else { Map::new() }
}

fn label(label: &Label) -> Value {
    json!({ "zh": &*label.zh, "en": &*label.en })
}

fn names(list: &[std::sync::Arc<str>]) -> Vec<&str> {
    list.iter().map(|name| &**name).collect()
}

fn length(length: &Length) -> Value {
    match length {
        Length::Count(count, of) => json!({ "count": count, "unit": unit(*of) }),
        Length::Field(from, count, of) => json!({
            "length_from": from.iter().map(|select| select.kind.name()).collect::<Vec<_>>(), "count": count, "unit": unit(*of),
        }),
        Length::Until(ends) => json!({ "until": ends.iter().map(|select| select.kind.name()).collect::<Vec<_>>() }),
        Length::Stated(from) => json!({ "stated_by": from.iter().map(|select| select.kind.name()).collect::<Vec<_>>() }),
        Length::Yearly(days) => {
            json!({ "yearly": days.iter().map(|day| month_day(*day)).collect::<Vec<_>>() })
        }
    }
}

fn origins(origins: &Origins) -> Value {
    origins.iter().map(|(key, layer)| (key.to_string(), json!(&**layer))).collect::<Map<_, _>>().into()
}

fn tiers(tiers: &[crate::law::period::Tier]) -> Vec<Value> {
    let one = |(place, tier): (usize, &crate::law::period::Tier)| {
        json!({
            "id": (place + 1).to_string(), "title": label(&tier.label), "by": &*tier.by, "add": tier.add,
            "unit": tier.unit.map(unit), "times": tier.times, "cite": cites(&tier.cites),
        })
    };
    tiers.iter().enumerate().map(one).collect()
}

/// As profiles write it; the last day of a month has no number.
fn month_day(day: MonthDay) -> String {
    if day.day == 0 { format!("{:02}-last", day.month) } else { format!("{:02}-{:02}", day.month, day.day) }
}

/// A profile as JSON: everything it says, each with origin and citation.
fn whole(profile: &Profile) -> Value {
    let mut map = head(profile);
    let kinds = |list: &[crate::law::cond::Select]| list.iter().map(|select| select.kind.name()).collect::<Vec<_>>();
    let periods = profile.periods.iter().map(|period| {
        json!({
            "id": &*period.id, "title": label(&period.label), "origin": &*period.origin, "office": period.office,
            "start": kinds(&period.start), "length": length(&period.length), "before": period.before,
            "nature": period.nature_word(), "force": force(period.force), "first_day_counted": period.first_day_counted,
            "pauses": period.pauses.iter().map(|pause| label(&pause.label)).collect::<Vec<_>>(),
            "satisfied_by": kinds(&period.satisfied_by), "ends_with": kinds(&period.ends_with),
            "warn": period.warn, "effort": period.effort, "begun_by": kinds(&period.begun_by), "by": &*period.by, "to": &*period.to,
            "in_force_from": period.in_force_from, "in_force_to": period.in_force_to, "enabled": period.enabled,
            "origins": origins(&period.origins),
            "versions": period.earlier.iter().map(|version| json!({
                "id": version.in_force_from.map_or_else(|| "-".to_owned(), |day| day.to_string()),
                "in_force_from": version.in_force_from, "in_force_to": version.in_force_to, "length": length(&version.length),
            })).collect::<Vec<_>>(),
            "extension": tiers(&period.extension), "outcome": period.outcome.as_ref().map(label),
            "attested": period.attested.as_ref().map(label),
            "readings": period.readings.iter().map(|reading| {
                json!({ "id": &*reading.id, "title": label(&reading.label), "safe": reading.safe })
            }).collect::<Vec<_>>(),
            "cite": cites(&period.cites),
        })
    });
    map.insert("periods".into(), periods.collect());
    let steps = profile.steps.iter().map(|step| {
        json!({
            "id": &*step.id, "command": &*step.command, "title": label(&step.label), "fact": step.fact.name(),
            "from": step.from.iter().map(|stage| stage.name()).collect::<Vec<_>>(), "force": force(step.force),
            "by": &*step.by, "period": step.period.as_deref(), "task": step.task.as_deref(),
            "papers": step.papers.iter().map(|key| &**key).collect::<Vec<_>>(),
            "asks": step.asks.iter().map(|key| &**key).collect::<Vec<_>>(),
            "needs": step.needs.iter().map(|need| {
                json!({
                    "id": &*need.label.zh, "title": label(&need.label), "force": force(need.force),
                    "overridable": need.overridable, "consent": need.consent, "cite": cites(&need.cites),
                })
            }).collect::<Vec<_>>(),
            "offers": step.offers.as_ref().map(|(list, _)| &**list), "effect": step.effect.as_ref().map(label),
            "checklist": step.checklist,
            "cite": cites(&step.cites),
        })
    });
    map.insert("steps".into(), steps.collect());
    let lists = profile.lists.iter().map(|(name, items)| {
        let items = items.iter().map(|item| {
            json!({
                "id": &*item.key, "title": label(&item.label), "origin": &*item.origin,
                "asks": item.asks.iter().map(label).collect::<Vec<_>>(), "opinion": item.opinion.map(force),
                "conditional": item.when.is_some(), "cite": cites(&item.cites),
            })
        });
        (name.clone(), items.collect::<Value>())
    });
    map.insert("lists".into(), Value::Object(lists.collect()));
    let none = Origins::new();
    let limits = profile.limits.iter().map(|(id, limit)| {
        json!({
            "id": id, "title": label(&limit.label), "cents": limit.cents, "ceiling": limit.ceiling,
            "origin": &*limit.origin, "origins": origins(profile.origins.get(&format!("limit {id}")).unwrap_or(&none)), "cite": cites(&limit.cites),
        })
    });
    map.insert("limits".into(), limits.collect());
    let caps = profile.caps.iter().map(|(id, cap)| {
        json!({
            "id": id, "title": label(&cap.label), "limit": cap.limit, "counts": cap.counts.kind.name(),
            "force": force(cap.force), "origin": &*cap.origin,
            "origins": origins(profile.origins.get(&format!("cap {id}")).unwrap_or(&none)), "cite": cites(&cap.cites),
        })
    });
    map.insert("caps".into(), caps.collect());
    let routes = profile.routes.iter().map(|route| {
        json!({
            "id": &*route.matter, "title": label(&route.label), "department": route.departments.first().map(|name| &**name), "departments": names(&route.departments),
            "words": names(&route.words), "condition": route.when.is_some(), "task": route.task,
            "origin": &*route.origin, "cite": cites(&route.cites),
        })
    });
    map.insert("routes".into(), routes.collect());
    let rules = profile.jurisdictions.iter().map(|rule| {
        json!({
            "id": &*rule.id, "title": label(&rule.label), "right_holder": &*rule.right_holder, "condition": rule.when.is_some(),
            "by_place": rule.by_place, "origin": &*rule.origin, "cite": cites(&rule.cites),
        })
    });
    map.insert("jurisdictions".into(), rules.collect());
    let areas = profile.areas.iter().map(
        |area| json!({ "id": &*area.id, "title": label(&area.government), "words": names(&area.words), "origin": &*area.origin }),
    );
    map.insert("areas".into(), areas.collect());
    let sharing = profile.sharing.all().map(|(id, clause)| {
        json!({ "id": id, "title": label(&clause.label), "origin": &*clause.origin, "cite": cites(&clause.cites) })
    });
    map.insert("sharing".into(), sharing.collect());
    let facts = Kind::ALL
        .iter()
        .map(|kind| json!({ "kind": kind.name(), "keys": kind.keys().iter().map(|(key, _)| *key).collect::<Vec<_>>() }));
    map.insert("facts".into(), facts.collect());
    map.insert("attributes".into(), json!(Attributes::NAMES));
    Value::Object(map)
}

/// The file of a profile as it stands, to be copied.
fn source(call: &Call, name: &str) -> Answer {
    let mut library = call.library()?;
    let name = call.shelve(&mut library, name)?;
    // A name that is not there is said as every other fault of a profile.
    let Some((_, text)) = library.sources.get(&name) else {
        return library.profile(&name).map(drop).map_err(|faults| call.faults(&faults));
    };
    print(text)
}

fn show(call: &Call, name: &str, format: Format) -> Answer {
    let mut library = call.library()?;
    let name = call.shelve(&mut library, name)?;
    let profile = library.profile(&name).map_err(|faults| call.faults(&faults))?;
    if format == Format::Json { print_json(&whole(&profile)) } else { print(&readable(call, &library, &profile)) }
}

fn readable(call: &Call, library: &Library, profile: &Profile) -> String {
    let (lang, text) = (call.lang, call.words);
    let title = words::label(lang, &profile.title);
    let mut out = format!("{} {} {title}  {}\n{}\n", profile.name, profile.version, profile.layers.join(" < "), profile.hash);
    let rows: Vec<Vec<String>> = profile
        .periods
        .iter()
        .filter(|period| !period.hidden)
        .map(|period| {
            let long = Facets { lang, profile }.length(&period.length);
            vec![
                period.id.to_string(),
                words::label(lang, &period.label).to_owned(),
                long,
                words::weight(lang, period).to_owned(),
                words::cites(library, &period.cites),
                period.origin.to_string(),
            ]
        })
        .collect();
    let _ = writeln!(out, "\n{}", text.deadlines);
    out.push_str(&table(&[text.rule, text.title, text.length, text.weight, text.cite, text.origin], &rows));
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (id, limit) in &profile.limits {
        let amount = crate::docket::yuan(limit.cents);
        rows.push(vec![id.clone(), words::label(lang, &limit.label).to_owned(), amount, words::cites(library, &limit.cites)]);
    }
    for (id, cap) in &profile.caps {
        rows.push(vec![
            id.clone(),
            words::label(lang, &cap.label).to_owned(),
            cap.limit.to_string(),
            words::cites(library, &cap.cites),
        ]);
    }
    let _ = write!(out, "\n{}\n{}", text.limits, table(&[text.rule, text.title, text.value, text.cite], &rows));
    for (name, items) in &profile.lists {
        let rows: Vec<Vec<String>> = items
            .iter()
            .map(|item| {
                vec![item.key.to_string(), words::label(lang, &item.label).to_owned(), words::cites(library, &item.cites)]
            })
            .collect();
        let _ = write!(out, "\n{name}\n{}", table(&[text.value, text.title, text.cite], &rows));
    }
    let rows: Vec<Vec<String>> = profile
        .steps
        .iter()
        .map(|step| {
            vec![
                step.id.to_string(),
                words::label(lang, &step.label).to_owned(),
                step.fact.name().to_owned(),
                words::cites(library, &step.cites),
            ]
        })
        .collect();
    let _ = write!(out, "\n{}\n{}", text.steps, table(&["", text.title, text.fact, text.cite], &rows));
    out.push_str(&sharing(call, library, profile));
    let _ = writeln!(out, "\n{}", text.facts);
    for kind in Kind::ALL {
        let keys: Vec<&str> = kind.keys().iter().map(|(key, _)| *key).collect();
        let _ = writeln!(out, "{}  {}  {}", kind.name(), words::kind(lang, *kind), keys.join(" "));
    }
    let _ = writeln!(out, "\n{}\n{}", text.attributes, Attributes::NAMES.join(" "));
    out
}

/// Whose claim it is and who handles it.
fn sharing(call: &Call, library: &Library, profile: &Profile) -> String {
    let (lang, text, say) = (call.lang, call.words, Facets { lang: call.lang, profile });
    // The first facet is who; the condition and the words say when.
    let row = |title: &Label, facets: Vec<Facet>, cites: &[Cite]| {
        let said = |key: &str| facets.iter().find(|(known, ..)| *known == key).map(|(.., said)| said.clone());
        let who = facets.first().map(|(.., said)| said.clone()).unwrap_or_default();
        let when = [said("when"), said("words")].into_iter().flatten().filter(|part| !part.is_empty());
        let when = when.collect::<Vec<_>>().join(" / ");
        vec![words::label(lang, title).to_owned(), who, when, words::cites(library, cites)]
    };
    let rules = profile.jurisdictions.iter().map(|one| row(&one.label, say.jurisdiction(one), &one.cites));
    let routes = profile.routes.iter().map(|one| row(&one.label, say.route(one), &one.cites));
    let rows: Vec<Vec<String>> = rules.chain(routes).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!("\n{}\n{}", text.routing, table(&[text.title, text.by, text.condition, text.cite], &rows))
}

fn check(call: &Call, path: &Path, format: Format) -> Answer {
    let mut library = call.library()?;
    let name = call.shelve_file(&mut library, path)?;
    let profile = library.profile(&name).map_err(|faults| {
        if format == Format::Json {
            let all = faults.iter().map(|one| {
                json!({
                    "file": one.file, "line": one.line, "column": one.column, "width": one.width,
                    "text": fault::sentence(call.lang, &one.kind), "advice": fault::todo(call.lang, &one.kind),
                })
            });
            // On standard output for programs, and below on standard error as for everybody.
            let _ = print_json(&json!({ "name": name, "sound": false, "faults": all.collect::<Vec<_>>() }));
        }
        call.faults(&faults)
    })?;
    if format == Format::Json {
        let mut map = head(&profile);
        map.insert("sound".into(), json!(true));
        map.insert("notices".into(), profile.notices.iter().map(|notice| notice_json(call, notice)).collect());
        return print_json(&Value::Object(map));
    }
    let counts: [&dyn std::fmt::Display; 4] = [&profile.name, &profile.version, &profile.periods.len(), &profile.steps.len()];
    let mut out = fill(call.words.profile_ok, &counts);
    for notice in &profile.notices {
        let _ = write!(out, "\n{}", notice_text(call, notice));
    }
    print(&out)
}

fn notice_text(call: &Call, notice: &crate::law::profile::Notice) -> String {
    let warning = crate::law::Warning {
        code: notice.code,
        fact: None,
        values: notice.values.clone(),
        label: None,
        cites: notice.cites.clone(),
    };
    words::warning(call.lang, &warning)
}

fn notice_json(call: &Call, notice: &crate::law::profile::Notice) -> Value {
    json!({ "code": notice.code, "text": notice_text(call, notice), "cite": cites(&notice.cites) })
}
