//! A plan of performance as it is typed, one part a line: day, amount, and what it is; a head of compensation or a way of
//! performing in kind by its word. `2026-6-30 15万 costs guaranteed by a bank`, `in-kind 21.23万 replanting`.

use super::typed::money;
use crate::docket::plan::IN_KIND;
use crate::docket::{Day, yuan};
use crate::law::Label;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Words for heads and ways in kind: their names in files, each with its label.
pub type HeadWords = [(Arc<str>, Label)];

/// A line that cannot be read, from 1, and the code of what is wrong with it: that of an amount, `plan-day`,
/// `plan-amount`, `plan-amounts`.
pub type Wrong = (usize, &'static str);

/// The parts of a plan; the first line that cannot be read.
pub fn read(text: &str, words: &HeadWords, day_of: &dyn Fn(&str) -> Option<Day>) -> Result<Vec<Map<String, Value>>, Wrong> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| part(line, words, day_of).map_err(|code| (at + 1, code))).collect()
}

fn part(line: &str, words: &HeadWords, day_of: &dyn Fn(&str) -> Option<Day>) -> Result<Map<String, Value>, &'static str> {
    let (mut due, mut head, mut cents) = (None, None, None);
    let mut rest: Vec<&str> = Vec::new();
    let word = |text: &str| {
        let named = |label: &Label| *label.zh == *text || label.en.eq_ignore_ascii_case(text);
        words.iter().find(|(key, label)| **key == *text || named(label)).map(|(key, _)| key.to_string())
    };
    for token in line.split_whitespace() {
        let (known, amount) = (word(token), money(token));
        // Eight figures are a day; what else reads as an amount is none.
        let figures = token.len() == 8 && token.bytes().all(|byte| byte.is_ascii_digit());
        let day = if amount.is_err() || figures { day_of(token) } else { None };
        let in_kind = head.as_deref().is_some_and(|head: &str| IN_KIND.contains(&head));
        match (known, day, amount) {
            (Some(known), ..) if head.is_none() && rest.is_empty() => head = Some(known),
            (_, Some(day), _) if due.is_none() && cents.is_none() && rest.is_empty() => due = Some(day),
            (_, _, Ok(0)) => return Err("plan-amount"),
            (_, _, Ok(amount)) if cents.is_none() && rest.is_empty() => cents = Some(amount),
            (_, None, Ok(_)) => return Err("plan-amounts"),
            (.., Err(code)) if cents.is_none() && !in_kind => return Err(if due.is_none() { "plan-day" } else { code }),
            _ => rest.push(token),
        }
    }
    let in_kind = head.as_deref().is_some_and(|head| IN_KIND.contains(&head));
    if cents.is_none() && !in_kind {
        return Err("plan-amount");
    }
    let mut map = Map::new();
    let mut put = |key: &str, value: Option<Value>| value.map(|value| map.insert(key.to_owned(), value));
    put("due", due.map(|day| json!(day)));
    put("head", head.map(|head| json!(head)));
    put("amount_cents", cents.map(|cents| json!(cents)));
    put(if in_kind { "what" } else { "note" }, (!rest.is_empty()).then(|| json!(rest.join(" "))));
    Ok(map)
}

/// A plan as it would be typed, heads by their names in files; none where a part of it says what a line cannot.
#[must_use]
pub fn typed(value: &Value) -> Option<String> {
    let line = |one: &Value| {
        let one = one.as_object()?;
        let known = ["due", "head", "amount_cents", "what", "note"];
        let text = |key: &str| one.get(key).and_then(Value::as_str).map(str::to_owned);
        let cents = one.get("amount_cents").and_then(Value::as_i64).map(yuan);
        let parts = [text("due"), text("head"), cents, text("what"), text("note")];
        one.keys().all(|key| known.contains(&key.as_str())).then(|| parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    };
    let lines: Option<Vec<String>> = value.as_array()?.iter().map(line).collect();
    lines.map(|lines| lines.join("\n"))
}
