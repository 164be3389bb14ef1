//! Values of lists: found by key, label, another name, beginning, initials of the pinyin, or part; and the nearest ones.

use super::{Key, Scope};
use crate::docket::{Phase, Stage};
use crate::papers::ledger::Words as Ledger;
use crate::store::{Column, Term, begins_so};

/// A value of a list with its names.
pub(super) struct Value {
    /// What the column holds: one key, or several for a place on the stage rail.
    pub(super) keys: Vec<String>,
    pub(super) zh: String,
    pub(super) en: String,
}

impl Value {
    /// What is offered: the label, or in English the key where it has no blank and the label has.
    pub(super) fn offered(&self, english: bool) -> &str {
        match self.keys.as_slice() {
            [key] if english => key,
            _ if english => &self.en,
            _ => &self.zh,
        }
    }
}

/// The values of a key's list.
pub(super) fn list(key: Key, scope: &Scope<'_>) -> Vec<Value> {
    let items = |name: &str| {
        let list = scope.profile.lists.get(name).into_iter().flatten();
        list.map(|item| Value { keys: vec![item.key.to_string()], zh: item.label.zh.to_string(), en: item.label.en.to_string() })
            .collect()
    };
    match key {
        Key::Channel => items("channel"),
        Key::Department => items("department"),
        Key::Medium => items("medium"),
        Key::Matter => {
            let routes = scope.profile.routes.iter().filter(|route| !route.task);
            routes
                .map(|route| Value {
                    keys: vec![route.matter.to_string()],
                    zh: route.label.zh.to_string(),
                    en: route.label.en.to_string(),
                })
                .collect()
        }
        Key::Stage => {
            let named = |keys, [zh, en]: [&str; 2]| Value { keys, zh: zh.to_owned(), en: en.to_owned() };
            let phases = Phase::RAIL.iter().chain([&Phase::Ended]).map(|phase| {
                let inside = Stage::ALL.iter().filter(|stage| stage.phase() == *phase).map(|stage| stage.name().to_owned());
                named(inside.collect(), (scope.words.phase)(*phase))
            });
            let stages = Stage::ALL.iter().map(|stage| named(vec![stage.name().to_owned()], (scope.words.stage)(*stage)));
            phases.chain(stages).collect()
        }
        _ => Vec::new(),
    }
}

/// What the values of a key are called.
pub(super) fn labels(key: Key, scope: &Scope<'_>) -> Vec<String> {
    list(key, scope).iter().map(|value| value.offered(scope.words.english).to_owned()).collect()
}

/// What a typed value of a list asks; `None` when the list has nothing like it.
pub(super) fn listed(key: Key, column: Column, folded: &str, scope: &Scope<'_>) -> Option<Vec<Term>> {
    let values = list(key, scope);
    let by = |test: &dyn Fn(&Value) -> bool| -> Vec<&Value> { values.iter().filter(|value| test(value)).collect() };
    let exact = |value: &Value| {
        value.keys.len() == 1 && value.keys.iter().any(|key| key == folded)
            || value.zh == folded
            || value.en.to_lowercase() == folded
    };
    let ledger = Ledger::built_in();
    let other = match key {
        Key::Channel => ledger.channel(folded),
        Key::Department => ledger.department(folded),
        Key::Medium => ledger.medium(folded),
        _ => None,
    };
    let mut found = by(&exact);
    if found.is_empty() {
        found = by(&|value| other.is_some_and(|other| value.keys.iter().any(|key| key == other)));
    }
    if found.is_empty() {
        found = by(&|value| begins(value, folded));
    }
    if found.is_empty() {
        found = by(&|value| value.zh.contains(folded) || value.en.to_lowercase().contains(folded));
    }
    let mut keys: Vec<String> = found.into_iter().flat_map(|value| value.keys.clone()).collect();
    if keys.is_empty() {
        return None;
    }
    keys.sort_unstable();
    keys.dedup();
    Some(keys.into_iter().map(|key| Term::Is(column, key)).collect())
}

/// Whether a value begins with what was typed, in one of its names or in the initials of its pinyin.
pub(super) fn begins(value: &Value, folded: &str) -> bool {
    let named = [value.zh.as_str(), &value.en.to_lowercase()].iter().any(|name| name.starts_with(folded));
    let keyed = value.keys.len() == 1 && value.keys.iter().any(|key| key.starts_with(folded));
    named || keyed || begins_so(&value.zh, folded)
}

/// What a typed officer asks: those who are known so, or else the text itself.
pub(super) fn officers(typed: &str, scope: &Scope<'_>) -> Vec<Term> {
    let known = (scope.known)(Column::Officer, typed);
    if known.is_empty() {
        return vec![Term::Has(Column::Officer, typed.to_owned())];
    }
    let exact: Vec<&String> = known.iter().filter(|name| *name == typed).collect();
    let chosen = if exact.is_empty() { known.iter().collect() } else { exact };
    chosen.into_iter().map(|name| Term::Is(Column::Officer, name.clone())).collect()
}

/// The names that share most with what was typed; all where nothing is shared, as far as one can read.
pub(super) fn nearest(folded: &str, names: Vec<String>) -> Vec<String> {
    let shared = |name: &String| folded.chars().filter(|c| name.to_lowercase().contains(*c)).count();
    let mut near: Vec<(usize, String)> = names.into_iter().map(|name| (shared(&name), name)).collect();
    let best = near.iter().map(|(count, _)| *count).max().unwrap_or(0);
    near.retain(|(count, _)| *count == best);
    near.into_iter().map(|(_, name)| name).take(6).collect()
}
