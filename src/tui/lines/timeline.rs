//! Facts in words: one in a line, and all of them as a timeline.

use super::Line;
use crate::docket::{Docket, Fact, Kind, State, yuan};
use crate::law::Law;
use crate::text::desk::DeskWords;
use crate::text::{Lang, fill, law as words};

/// All facts, newest first, withdrawn ones marked.
pub(super) fn timeline(lang: Lang, law: &Law, docket: &Docket, state: &State<'_>, lines: &mut Vec<Line>) {
    let text = DeskWords::of(lang);
    let live: std::collections::HashSet<i64> = state.live.iter().map(|fact| fact.id).collect();
    let mut facts: Vec<_> = docket.facts.iter().filter(|fact| fact.kind != Kind::FactWithdrawn).collect();
    facts.sort_by_key(|fact| std::cmp::Reverse((fact.on, fact.id)));
    for fact in facts {
        let mut line = format!("  {}", told(lang, law, fact));
        if !fact.by.is_empty() {
            line.push_str(&format!(" ({})", fact.by));
        }
        let gone = !live.contains(&fact.id);
        if gone {
            line.push_str(text.withdrawn);
            let by = docket.facts.iter().rev().find(|other| other.withdraws == Some(fact.id));
            if let Some((by, why)) = by.and_then(|by| Some((by, by.data.text("reason")?))) {
                let said = crate::text::tasks::Words::of(lang).because;
                line.push_str(&fill(said, &[&why, &by.paper().map_or_else(String::new, |paper| format!(" {paper}"))]));
            }
        }
        lines.push(Line { faint: gone, ..Line::plain(line) });
    }
}

/// A fact in one line: its day, its kind, and what it says by key.
pub fn told(lang: Lang, law: &Law, fact: &Fact) -> String {
    let text = DeskWords::of(lang);
    let mut line = format!("{} {}", fact.on, words::kind(lang, fact.kind));
    // What a merged lead said is read on the lead itself.
    for (key, value) in fact.data.0.iter().filter(|(key, _)| *key != "said") {
        let value = match value {
            serde_json::Value::String(text) => choice(lang, law, fact.kind.name(), key, text),
            serde_json::Value::Bool(yes) => (if *yes { text.yes } else { text.no }).to_owned(),
            serde_json::Value::Number(number) if key.ends_with("_cents") => number.as_i64().map_or_else(String::new, yuan),
            serde_json::Value::Array(items) => {
                let named = |item: &serde_json::Value| {
                    item.as_str().map_or_else(|| item.to_string(), |text| choice(lang, law, fact.kind.name(), key, text))
                };
                items.iter().map(named).collect::<Vec<_>>().join(lang.pick("、", ", "))
            }
            other => other.to_string(),
        };
        line.push_str(&format!(" {}:{value}", crate::text::desk::field(lang, key)));
    }
    line
}

fn choice(lang: Lang, law: &Law, kind: &str, key: &str, value: &str) -> String {
    if (kind, key) == (Kind::DatesKept.name(), "dates") {
        let mut words_of = value.splitn(5, ' ');
        let (day, rule) = (words_of.next().unwrap_or_default(), words_of.next().unwrap_or_default());
        let rule = law.profile.period(rule).map_or(rule, |rule| words::label(lang, &rule.label));
        return format!("{rule} {day}");
    }
    let list = law.profile.choices.get(&format!("{kind}.{key}"));
    let item = list.and_then(|list| law.profile.item(list, value));
    item.map_or_else(|| value.to_owned(), |item| words::label(lang, &item.label).to_owned())
}
