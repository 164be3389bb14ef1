//! What was typed into fields, read into values and back: days, amounts, lists.

use super::{Field, Issue, Shape, plan};
use crate::docket::{AMOUNTS, Day, parse_yuan, yuan};
use crate::papers::ledger::{AmountFault, AmountRead, Words, read_amount};
use chrono::{Datelike, Days};
use serde_json::{Value, json};

/// What a word for a day stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// So many days from today.
    Days(i64),
    /// So many working days from today.
    Working(i64),
    /// A day.
    On(Day),
}

/// A day as typed: `2026-5-6`, `20260506`, `5-6`, `6`; `words` reads everything that is not figures (`+3`, `+10w`, 今天).
pub fn day(
    typed: &str,
    today: Day,
    calendar: &crate::law::calendar::Calendar,
    words: &dyn Fn(&str, Day) -> Option<Typed>,
) -> Option<Day> {
    let text = typed.trim();
    match words(text, today) {
        Some(Typed::Days(days)) => return shift(today, days),
        Some(Typed::Working(days)) => return Some(calendar.add_working(today, days)),
        Some(Typed::On(day)) => return Some(day),
        None => {}
    }
    if text.len() == 8 && text.chars().all(|c| c.is_ascii_digit()) {
        return Day::parse_from_str(text, "%Y%m%d").ok().filter(|day| (1900..=9999).contains(&day.year()));
    }
    // The signs between the figures may be any that is no letter of ours; what does not begin with a figure is no date.
    if text.chars().any(|c| c.is_ascii_alphabetic()) || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::parse);
    let parts: Vec<u32> = parts.collect::<Result<_, _>>().ok()?;
    let day = match parts.as_slice() {
        [year, month, day] => Day::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day),
        [month, day] => Day::from_ymd_opt(today.year(), *month, *day),
        [day] => Day::from_ymd_opt(today.year(), today.month(), *day),
        _ => None,
    };
    day.filter(|day| (1900..=9999).contains(&day.year()))
}

fn shift(day: Day, by: i64) -> Option<Day> {
    let days = Days::new(by.unsigned_abs());
    if by >= 0 { day.checked_add_days(days) } else { day.checked_sub_days(days) }
}

/// Yuan as typed, with 万 or 亿 behind it, as fen; else the code of what is wrong with it.
pub fn money(typed: &str) -> Result<i64, &'static str> {
    let text = typed.trim();
    if !grouped(text) {
        return Err("money-comma");
    }
    let cents = match parse_yuan(text) {
        Some(cents) => cents,
        None => match read_amount(text, 1, Words::built_in()) {
            AmountRead { fault: Some(AmountFault::Decimals), .. } => return Err("money-decimals"),
            AmountRead { fault: Some(AmountFault::Negative), .. } => return Err("money-negative"),
            AmountRead { fault: Some(AmountFault::Range), .. } => return Err("money-range"),
            AmountRead { fault: None, cents: Some(cents), .. } => cents,
            _ if digits(text) => return Err("money-large"),
            _ => return Err("money"),
        },
    };
    if AMOUNTS.contains(&cents) { Ok(cents) } else { Err("money-large") }
}

/// Whether commas, if there are any, stand where thousands do: `12,5` may be meant as a decimal and is not guessed.
fn grouped(text: &str) -> bool {
    let comma = |c: char| matches!(c, ',' | '，');
    let number = text.trim_start_matches(|c: char| !c.is_numeric());
    let whole: String = number.chars().take_while(|c| c.is_numeric() || comma(*c)).collect();
    let mut groups = whole.split(comma).map(|group| group.chars().count());
    let first = groups.next().unwrap_or(0);
    let mut groups = groups.peekable();
    groups.peek().is_none() || (1..=3).contains(&first) && groups.all(|count| count == 3)
}

/// A number that is only too long to be an amount: with its first figure alone it is one.
fn digits(text: &str) -> bool {
    let mut seen = 0;
    let short: String = text
        .chars()
        .filter(|c| {
            seen += usize::from(c.is_numeric());
            !c.is_numeric() || seen == 1
        })
        .collect();
    seen > 15 && read_amount(&short, 1, Words::built_in()).cents.is_some()
}

/// The parts of a list as typed; days may have blanks between them, names hold some.
fn parts(text: &str, blanks: bool) -> impl Iterator<Item = &str> {
    let between = move |c: char| matches!(c, '、' | ',' | '，' | ';' | '；') || blanks && c.is_whitespace();
    text.split(between).map(str::trim).filter(|part| !part.is_empty())
}

/// The least of a number: every one counts something, and of some there is at least one.
fn least(key: &str) -> i64 {
    i64::from(matches!(key, "pages" | "reply_days" | "report_every" | "count"))
}

/// Reads what was typed into values; every field that cannot be read is an issue.
pub fn read(
    fields: &[Field],
    typed: &[String],
    day_of: &dyn Fn(&str) -> Option<Day>,
) -> Result<Vec<(&'static str, Value)>, Vec<Issue>> {
    let (mut values, mut issues) = (Vec::new(), Vec::new());
    for (field, text) in fields.iter().zip(typed) {
        let text = text.trim();
        if text.is_empty() {
            if field.required {
                issues.push(Issue::new(field.key, "required"));
            }
            continue;
        }
        let value = match &field.shape {
            Shape::Text | Shape::Long | Shape::Offer(_) => Some(json!(text)),
            Shape::Day => day_of(text).map(|day| json!(day)),
            Shape::Days => parts(text, true).map(day_of).collect::<Option<Vec<_>>>().map(|days| json!(days)),
            Shape::List => Some(json!(parts(text, false).collect::<Vec<_>>())),
            Shape::Money => match money(text) {
                Ok(cents) => Some(json!(cents)),
                Err(code) => {
                    issues.push(Issue::new(field.key, code));
                    continue;
                }
            },
            Shape::Plan(words) => match plan::read(text, words, day_of) {
                Ok(parts) => Some(json!(parts)),
                Err((line, code)) => {
                    issues.push(Issue { line, ..Issue::new(field.key, code) });
                    continue;
                }
            },
            Shape::Int => match text.parse::<i64>() {
                Ok(number) if number < least(field.key) => {
                    issues.push(Issue::new(field.key, if number < 0 { "int-negative" } else { "int-zero" }));
                    continue;
                }
                number => number.ok().map(|number| json!(number)),
            },
            Shape::Flag => Some(json!(text == "true")),
            Shape::Choice(list) => list.iter().find(|(key, _)| &**key == text).map(|(key, _)| json!(&**key)),
            Shape::Many(list) => {
                let keys: Vec<&str> = text.split(',').filter(|key| list.iter().any(|(known, _)| &**known == *key)).collect();
                Some(json!(keys))
            }
        };
        if let Some(value) = value {
            values.push((field.key, value));
        } else {
            let code = match field.shape {
                Shape::Day | Shape::Days => "day",
                Shape::Int => "int",
                _ => "choice",
            };
            issues.push(Issue::new(field.key, code));
        }
    }
    if issues.is_empty() { Ok(values) } else { Err(issues) }
}

/// A value of a fact as it would be typed.
#[must_use]
pub fn typed(key: &str, value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(cents) if key.ends_with("_cents") => cents.as_i64().map_or_else(String::new, yuan),
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
