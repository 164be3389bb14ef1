//! Facts in words: one in a line, and all of them as a timeline.

use super::case::Page;
use super::{Line, Target};
use crate::docket::{Fact, Kind, office_day, yuan};
use crate::law::Law;
use crate::ops::field;
use crate::text::desk::DeskWords;
use crate::text::{Lang, fill, law as words};
use chrono::Datelike;
use serde_json::Value;

/// All facts, newest first: the day it happened, the day it was recorded and by whom, where it led and what it changed of the
/// time limits; withdrawn ones are struck.
pub(super) fn lines(page: &Page<'_>) -> Vec<Line> {
    let docket = &page.view.stored.docket;
    let mut facts: Vec<&Fact> = docket.facts.iter().collect();
    facts.sort_by_key(|fact| std::cmp::Reverse((fact.on, fact.id)));
    let mut lines = Vec::new();
    for fact in facts {
        lines.push(line(page, fact));
        lines.extend(changed(page, fact));
    }
    lines
}

/// What a fact changed of the time limits that hold now: which it starts, stops, lets go on and answers, each with its proof.
fn changed(page: &Page<'_>, fact: &Fact) -> Vec<Line> {
    let say = page.say;
    let mut lines: Vec<Line> = Vec::new();
    for one in page.view.derived.deadlines.iter().filter(|one| !one.rule.hidden) {
        let label = words::label(page.lang, &one.rule.label);
        let mut said = Vec::new();
        if one.start.is_some_and(|(_, id)| id == fact.id) {
            said.push(match one.due {
                Some(due) => fill(say.fact_starts_until, &[&label, &due]),
                None => fill(say.fact_starts, &[&label]),
            });
        }
        for gap in one.proof.way.as_ref().map_or(&one.proof.pauses, |way| &way.pauses) {
            if gap.facts.0 == fact.id {
                said.push(fill(say.fact_stops, &[&label]));
            }
            if gap.facts.1 == Some(fact.id) {
                said.push(fill(say.fact_goes_on, &[&label]));
            }
        }
        if one.met.is_some_and(|(_, id)| id == fact.id) {
            said.push(fill(say.fact_answers, &[&label]));
        }
        let target = Target::deadline(page.view.stored.docket.id, one);
        let line = |text: String| Line { faint: true, target: Some(target.clone()), ..Line::plain(format!("      {text}")) };
        lines.extend(said.into_iter().map(line));
    }
    lines
}

fn line(page: &Page<'_>, fact: &Fact) -> Line {
    let (lang, law, docket) = (page.lang, page.law, &page.view.stored.docket);
    // The year is said where it is another one.
    let at = office_day(fact.at);
    let at = at.format(if at.year() == fact.on.year() { "%m-%d" } else { "%Y-%m-%d" });
    let recorded = fill(page.say.recorded, &[&at, &fact.by]);
    if fact.kind == Kind::FactWithdrawn {
        let gone = fact.withdraws.and_then(|id| docket.facts.iter().find(|known| known.id == id));
        let what = gone.map_or_else(String::new, |gone| format!("{} {}", gone.on, words::kind(lang, gone.kind)));
        let why = details(lang, law, fact, &["id"]);
        let text = format!("  {} {recorded} {}{why}", fact.on, fill(page.say.withdraws, &[&what]));
        return Line { faint: true, ..Line::plain(text) };
    }
    let mut text = format!("  {} {recorded} {}", fact.on, words::kind(lang, fact.kind));
    let gone = !page.state.live.iter().any(|live| live.id == fact.id);
    if let Some(passage) = page.state.passages.iter().find(|passage| passage.fact == fact.id) {
        text.push(' ');
        text.push_str(&fill(page.say.becomes, &[&words::stage(lang, passage.stage)]));
    }
    text.push_str(&details(lang, law, fact, &[]));
    if gone {
        text = format!("× {}{}", text.trim_start(), DeskWords::of(lang).withdrawn);
        let by = docket.facts.iter().rev().find(|other| other.withdraws == Some(fact.id));
        if let Some((by, why)) = by.and_then(|by| Some((by, by.data.text("reason")?))) {
            let said = crate::text::tasks::Words::of(lang).because;
            text.push_str(&fill(said, &[&why, &by.paper().map_or_else(String::new, |paper| format!(" {paper}"))]));
        }
    }
    let target = (!gone).then_some(Target::Fact(fact.id));
    Line { faint: gone, struck: gone, target, ..Line::plain(text) }
}

/// A key of a fact as it is read: the label of a value of a list, else the text.
pub(super) fn word(lang: Lang, law: &Law, fact: &Fact, key: &str) -> Option<String> {
    fact.data.text(key).map(|text| choice(lang, law, &format!("{}.{key}", fact.kind.name()), text))
}

/// A fact in one line: its day, its kind, and what it says by key.
pub fn told(lang: Lang, law: &Law, fact: &Fact) -> String {
    format!("{} {}{}", fact.on, words::kind(lang, fact.kind), details(lang, law, fact, &[]))
}

/// What a fact says by key, without some keys.
pub(super) fn details(lang: Lang, law: &Law, fact: &Fact, without: &[&str]) -> String {
    let mut line = String::new();
    // What a merged lead said is read on the lead itself; the hash of a file is for machines.
    for (key, value) in fact.data.0.iter().filter(|(key, _)| *key != "said" && !without.contains(&key.as_str())) {
        match value {
            // What a registration says anew, attribute by attribute.
            Value::Object(changes) if (fact.kind, &**key) == (Kind::DocketAmended, "attributes") => {
                let said = changes.iter().map(|(key, value)| one(lang, law, None, key, value));
                line.extend(said);
            }
            _ => line.push_str(&one(lang, law, Some(fact.kind), key, value)),
        }
    }
    line
}

/// A key with its value in words; without a kind it is an attribute of the docket.
fn one(lang: Lang, law: &Law, kind: Option<Kind>, key: &str, value: &Value) -> String {
    let text = DeskWords::of(lang);
    let list = kind.map_or_else(|| key.to_owned(), |kind| format!("{}.{key}", kind.name()));
    let word = |text: &str| choice(lang, law, &list, text);
    let value = match value {
        Value::String(text) => word(text),
        Value::Bool(yes) => (if *yes { text.yes } else { text.no }).to_owned(),
        Value::Number(number) if key.ends_with("_cents") => number.as_i64().map_or_else(String::new, yuan),
        Value::Array(_) if key == "payments" => {
            field::plan::typed(value).unwrap_or_else(|| value.to_string()).replace('\n', lang.pick("；", "; "))
        }
        Value::Array(items) => {
            let named = |item: &Value| {
                let text = item.as_str().map(word).or_else(|| item.get("name").and_then(Value::as_str).map(str::to_owned));
                text.unwrap_or_else(|| item.to_string())
            };
            items.iter().map(named).collect::<Vec<_>>().join(lang.pick("、", ", "))
        }
        Value::Null => "—".to_owned(),
        other => other.to_string(),
    };
    format!(" {}:{value}", crate::text::desk::field(lang, key))
}

fn choice(lang: Lang, law: &Law, key: &str, value: &str) -> String {
    if key == "progress.entered.stage" {
        return crate::docket::Stage::parse(value).map_or_else(|| value.to_owned(), |stage| words::stage(lang, stage).to_owned());
    }
    if key == "dates.kept.dates" {
        let mut words_of = value.splitn(5, ' ');
        let (day, rule) = (words_of.next().unwrap_or_default(), words_of.next().unwrap_or_default());
        let rule = law.profile.period(rule).map_or(rule, |rule| words::label(lang, &rule.label));
        return format!("{rule} {day}");
    }
    let list = law.profile.choices.get(key);
    let item = list.and_then(|list| law.profile.item(list, value));
    item.map_or_else(|| value.to_owned(), |item| words::label(lang, &item.label).to_owned())
}
