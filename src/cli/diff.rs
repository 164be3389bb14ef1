//! `profile diff`: what changes from one profile to another, in words.

use super::answer::cites;
use super::args::Format;
use super::call::Call;
use super::out::{Answer, csv, print, print_json};
use crate::law::{Citation, Library, Profile};
use crate::text::difference::{Difference, Group, Turn, differences};
use crate::text::{fill, law as words, safe};
use serde_json::{Value, json};
use std::sync::Arc;

/// Runs it.
pub fn run(call: &Call, left: &str, right: &str, format: Format) -> Answer {
    let mut library = call.library()?;
    let before = side(call, &mut library, left)?;
    let after = side(call, &mut library, right)?;
    let found = differences(call.lang, &before, &after);
    match format {
        Format::Json => print_json(&found.iter().map(value).collect()),
        Format::Csv => {
            let header = ["group", "id", "title", "change", "facet", "before", "after", "origin", "cite"];
            print(&csv(&header, &found.iter().map(cells).collect::<Vec<_>>()))
        }
        _ => print(&safe::lines(&report(call, &library, &found, before.hash == after.hash))),
    }
}

fn side(call: &Call, library: &mut Library, name: &str) -> Result<Arc<Profile>, super::out::Failure> {
    // Two files of the same name are two profiles: each is read before the other takes its place on the shelf.
    let name = call.shelve(library, name)?;
    library.profile(&name).map_err(|faults| call.faults(&faults))
}

fn path(one: &Difference) -> String {
    let facet = one.facet.as_ref().map(|(key, _)| *key);
    [one.group.name(), &one.id].into_iter().chain(facet).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
}

fn value(one: &Difference) -> Value {
    json!({
        "path": path(one), "group": one.group.name(), "id": one.id, "title": one.title, "change": one.turn.name(),
        "facet": one.facet.as_ref().map(|(key, _)| *key), "name": one.facet.as_ref().map(|(_, name)| name),
        "before": one.before, "after": one.after, "origin": one.origin, "cite": cites(&one.cites),
    })
}

fn cells(one: &Difference) -> Vec<String> {
    vec![
        one.group.name().to_owned(),
        one.id.clone(),
        one.title.clone(),
        one.turn.name().to_owned(),
        one.facet
            .as_ref()
            .map_or_else(String::new, |(key, name)| if *key == "need" { format!("need {name}") } else { (*key).to_owned() }),
        one.before.clone(),
        one.after.clone(),
        one.origin.clone(),
        cites(&one.cites).join(" "),
    ]
}

fn report(call: &Call, library: &Library, found: &[Difference], same: bool) -> String {
    if found.is_empty() {
        return if same { call.words.diff_same } else { call.words.diff_text }.to_owned();
    }
    let mut out = String::new();
    let mut group = None;
    for one in found {
        if group != Some(one.group) {
            let count = found.iter().filter(|other| other.group == one.group).count();
            if group.is_some() {
                out.push('\n');
            }
            out.push_str(&format!("{} ({count})\n", one.group.title(call.lang)));
            group = Some(one.group);
        }
        out.push_str("  ");
        out.push_str(&sentence(call, library, one));
        let mut tail = vec![words::cites(library, &one.cites)];
        if matches!(one.facet, Some(("cite", _))) {
            tail.clear();
        }
        if !one.origin.is_empty() {
            tail.push(one.origin.clone());
        }
        tail.retain(|part| !part.is_empty());
        if !tail.is_empty() {
            out.push_str(&format!("  · {}", tail.join(" · ")));
        }
        out.push('\n');
    }
    out
}

fn sentence(call: &Call, library: &Library, one: &Difference) -> String {
    let text = call.words;
    let none = |side: &str| if side.is_empty() { text.none.to_owned() } else { side.to_owned() };
    match (&one.facet, one.turn) {
        (_, Turn::Added) if one.after.is_empty() => fill(text.diff_new, &[&one.title]),
        (_, Turn::Removed) if one.before.is_empty() => fill(text.diff_gone, &[&one.title]),
        (_, Turn::Added) => fill(text.diff_added, &[&one.title, &one.after]),
        (_, Turn::Removed) => fill(text.diff_removed, &[&one.title, &one.before]),
        // What a step needs comes and goes as rules do.
        (Some(("need", name)), _) if one.before.is_empty() => fill(text.diff_need_added, &[&one.title, name, &one.after]),
        (Some(("need", name)), _) if one.after.is_empty() => fill(text.diff_need_removed, &[&one.title, name, &one.before]),
        (Some(("cite", name)), _) => {
            let said = |side: &str| {
                let at = side.split(' ').filter(|at| !at.is_empty());
                let cite = |at: &str| Arc::new(Citation { at: at.to_owned(), clause: None, quote: String::new() });
                none(&words::cites(library, &at.map(cite).collect::<Vec<_>>()))
            };
            fill(text.diff_facet, &[&one.title, name, &said(&one.before), &said(&one.after)])
        }
        (Some(("other", _)), _) => fill(text.diff_other, &[&one.title]),
        // The profile as a whole needs no name.
        (Some((_, name)), _) if one.group == Group::Head => {
            fill(text.diff_changed, &[name, &none(&one.before), &none(&one.after)])
        }
        // The first thing that a rule says needs no name: the number of days, the amount, the department.
        (Some(("length" | "amount" | "count" | "department" | "right-holder", _)), _) => {
            fill(text.diff_changed, &[&one.title, &none(&one.before), &none(&one.after)])
        }
        (Some((_, name)), _) => fill(text.diff_facet, &[&one.title, name, &none(&one.before), &none(&one.after)]),
        (None, _) => fill(text.diff_changed, &[&one.title, &none(&one.before), &none(&one.after)]),
    }
}
