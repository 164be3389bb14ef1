//! The agreement: what it holds of what it has to hold, its dates, instalments and works; what stays open of a part.

use super::case::Page;
use super::timeline::{details, word};
use super::{Line, Target};
use crate::docket::plan::{self, Part};
use crate::docket::{Fact, Kind, yuan};
use crate::text::case::{head, way};
use crate::text::{fill, law as words};

/// Its lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for fact in page.state.all(Kind::AgreementSigned) {
        // Its parts stand below it one by one.
        let text = format!(
            "  {} {}{}",
            fact.on,
            words::kind(page.lang, fact.kind),
            details(page.lang, page.law, fact, &["contents", "payments"])
        );
        lines.push(Line { target: Some(Target::Fact(fact.id)), ..Line::plain(text) });
        contents(page, fact, &mut lines);
        let partial = fact.data.flag("partial") == Some(true);
        lines.extend(partial.then(|| {
            let open = word(page.lang, page.law, fact, "remainder").unwrap_or_else(|| "—".to_owned());
            let target = Some(Target::Value { fact: fact.id, key: "remainder" });
            Line { alarm: true, target, ..Line::plain(format!("    {}", fill(page.say.partial, &[&open]))) }
        }));
        let parts = plan::parts(fact);
        for (at, one) in fact.data.get("payments").and_then(|list| list.as_array()).into_iter().flatten().enumerate() {
            let known = parts.iter().find(|part| part.at == at).map(|part| planned(page, fact, part));
            let target = Some(Target::Value { fact: fact.id, key: "payments" });
            lines.push(Line { target, ..Line::plain(format!("    {}", known.unwrap_or_else(|| part(one)))) });
        }
    }
    lines.extend(page.steps(&[Kind::AgreementSigned]));
    lines
}

/// A part of the plan: its day, its amount or its value in kind, what it is.
fn planned(page: &Page<'_>, fact: &Fact, part: &Part) -> String {
    let day = part.due.map_or_else(|| page.say.no_day.to_owned(), |due| due.to_string());
    let cents = match (part.in_kind, part.cents) {
        (Some(at), Some(cents)) => format!("{} {}", way(page.lang, at), fill(page.say.value, &[&yuan(cents)])),
        (Some(at), None) => format!("{} {}", way(page.lang, at), page.say.no_value),
        (None, cents) => fill(page.say.amount, &[&yuan(cents.unwrap_or(0))]),
    };
    let by_head = part.head.map(|at| head(page.lang, Some(at)));
    [Some(&*day).filter(|_| part.due.is_some() || part.in_kind.is_none()), Some(&cents), by_head, plan::words(fact, part.at)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// A part of the performance as the agreement lists it: its amounts in yuan, everything else as it is written.
fn part(one: &serde_json::Value) -> String {
    let Some(map) = one.as_object() else { return one.as_str().map_or_else(|| one.to_string(), str::to_owned) };
    let said = map.iter().map(|(key, value)| match (key.ends_with("_cents"), value.as_i64(), value.as_str()) {
        (true, Some(cents), _) => yuan(cents),
        (_, _, Some(text)) => text.to_owned(),
        _ => value.to_string(),
    });
    said.collect::<Vec<_>>().join(" · ")
}

/// Each part that the rules ask for, there or not.
fn contents(page: &Page<'_>, fact: &Fact, lines: &mut Vec<Line>) {
    let list = page.law.profile.choices.get("agreement.signed.contents");
    let items = list.and_then(|list| page.law.profile.lists.get(&**list)).into_iter().flatten();
    let held: Vec<&str> = fact.data.texts("contents").collect();
    let parts: Vec<String> = items
        .map(|item| {
            let mark = if held.contains(&&*item.key) { "✓" } else { "○" };
            format!("{mark} {}", words::label(page.lang, &item.label))
        })
        .collect();
    for few in parts.chunks(3) {
        let target = Some(Target::Value { fact: fact.id, key: "contents" });
        lines.push(Line { faint: true, target, ..Line::plain(format!("    {}", few.join("  "))) });
    }
}
