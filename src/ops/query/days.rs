//! Days and amounts of the filter language: comparisons, ranges, distances from today.

use super::token::Piece;
use super::{Issue, Key, Scope, Span, Wrong};
use crate::docket::{Cents, Day, parse_yuan};
use crate::ops::field;
use crate::store::{Column, Flag, Term};
use chrono::{Datelike, Days, Months};

/// A comparison before a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Under,
    UpTo,
    Over,
    From,
    Equal,
    Bare,
}

fn sign(text: &str) -> (Sign, &str) {
    for (mark, sign) in [
        ("<=", Sign::UpTo),
        (">=", Sign::From),
        ("=<", Sign::UpTo),
        ("=>", Sign::From),
        ("\u{2264}", Sign::UpTo),
        ("\u{2265}", Sign::From),
        ("<", Sign::Under),
        (">", Sign::Over),
        ("=", Sign::Equal),
    ] {
        if let Some(rest) = text.strip_prefix(mark) {
            return (sign, rest.trim());
        }
    }
    (Sign::Bare, text.trim())
}

/// The two ends of a range, each possibly open.
fn ends<'t>(text: &'t str, between: &[&str]) -> Option<(&'t str, &'t str)> {
    [".."].iter().chain(between).find_map(|mark| text.split_once(mark)).map(|(from, until)| (from.trim(), until.trim()))
}

/// What is asked of a column of days.
pub(super) fn read(key: Key, column: Column, piece: &Piece, scope: &Scope<'_>) -> Result<Vec<Term>, Issue> {
    let text = piece.text.to_lowercase();
    let wrong = |wrong| Issue { wrong, at: piece.at.clone(), typed: piece.text.clone(), near: Vec::new() };
    if key == Key::Due && super::flag(&text, scope) == Some(Flag::Overdue) {
        return Ok(vec![Term::Flag(Flag::Overdue)]);
    }
    let back = key == Key::Received;
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    if let Some((from, until)) = ends(&text, scope.words.between) {
        let read = |text: &str| if text.is_empty() { Some(None) } else { stretch(text, back, scope).map(Some) };
        let (Some(from), Some(until)) = (read(from), read(until)) else { return Err(wrong(Wrong::Day(key))) };
        let (mut first, mut last) = (from, until);
        if let (Some(one), Some(other)) = (&from, &until)
            && one.distance
            && other.distance
            && other.first < one.first
        {
            // Ages count backwards.
            (first, last) = (until, from);
        }
        let (first, last) = (first.map(|stretch| stretch.first), last.map(|stretch| stretch.last));
        return match (first, last) {
            (None, None) => Err(wrong(Wrong::Day(key))),
            (Some(first), Some(last)) if last < first => Err(wrong(Wrong::Range)),
            _ => Ok(vec![Term::Days(column, day(first), day(last))]),
        };
    }
    let (mut sign, rest) = sign(&text);
    let Some(found) = stretch(rest, back, scope) else { return Err(wrong(Wrong::Day(key))) };
    if found.distance && sign == Sign::Bare {
        // "7d" alone: within seven days.
        sign = Sign::UpTo;
    }
    if found.distance && back {
        // The more days ago, the earlier the day.
        sign = match sign {
            Sign::Under => Sign::Over,
            Sign::UpTo => Sign::From,
            Sign::Over => Sign::Under,
            Sign::From => Sign::UpTo,
            same => same,
        };
    }
    let (from, until) = match sign {
        Sign::Under => (None, found.first.pred_opt()),
        Sign::UpTo => (None, Some(found.last)),
        Sign::Over => (found.last.succ_opt(), None),
        Sign::From => (Some(found.first), None),
        Sign::Equal | Sign::Bare => (Some(found.first), Some(found.last)),
    };
    Ok(vec![Term::Days(column, day(from), day(until))])
}

/// Days from one to another; `distance` when it was said as a distance from today.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    first: Day,
    last: Day,
    distance: bool,
}

fn stretch(text: &str, back: bool, scope: &Scope<'_>) -> Option<Stretch> {
    let of = |first, last| Some(Stretch { first, last, distance: false });
    if let Some((span, _)) = scope.words.spans.iter().find(|(_, names)| names.is(text)) {
        let (first, last) = named(*span, scope.today)?;
        return of(first, last);
    }
    if let Some(day) = distance(text, back, scope) {
        return Some(Stretch { first: day, last: day, distance: true });
    }
    if let Some((first, last)) = month_or_year(text) {
        return of(first, last);
    }
    let day = field::day(text, scope.today, scope.calendar, &|_, _| None)?;
    of(day, day)
}

/// `7d`, `-3d`, `2w`, `10wd`: so far from today, backwards for days gone by.
fn distance(text: &str, back: bool, scope: &Scope<'_>) -> Option<Day> {
    let digits = text.trim_start_matches(['+', '-']);
    let unit = digits.trim_start_matches(|c: char| c.is_ascii_digit()).trim();
    let number: i64 = digits.strip_suffix(unit)?.trim().parse().ok().filter(|number| *number < 100_000)?;
    let number = if text.starts_with('-') ^ back { -number } else { number };
    let [days, weeks, working] = &scope.words.units;
    if working.is(unit) {
        return Some(scope.calendar.add_working(scope.today, number));
    }
    let count = match (days.is(unit), weeks.is(unit)) {
        (true, _) => number,
        (_, true) => number * 7,
        _ => return None,
    };
    shift(scope.today, count)
}

fn shift(day: Day, by: i64) -> Option<Day> {
    let days = Days::new(by.unsigned_abs());
    if by >= 0 { day.checked_add_days(days) } else { day.checked_sub_days(days) }
}

/// `2026`, `2026-11`: a whole year or month.
fn month_or_year(text: &str) -> Option<(Day, Day)> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let year = |text: &str| text.parse::<i32>().ok().filter(|year| text.len() == 4 && (1900..=9999).contains(year));
    match parts.as_slice() {
        [one] if text.starts_with(one) => {
            let year = year(one)?;
            Some((Day::from_ymd_opt(year, 1, 1)?, Day::from_ymd_opt(year, 12, 31)?))
        }
        [one, month] if text.starts_with(one) => {
            let first = Day::from_ymd_opt(year(one)?, month.parse().ok()?, 1)?;
            Some((first, first.checked_add_months(Months::new(1))?.pred_opt()?))
        }
        _ => None,
    }
}

fn named(span: Span, today: Day) -> Option<(Day, Day)> {
    let monday = shift(today, -i64::from(today.weekday().num_days_from_monday()))?;
    let week = |by: i64| Some((shift(monday, by * 7)?, shift(monday, by * 7 + 6)?));
    let first = today.with_day(1)?;
    let month = |first: Day| Some((first, first.checked_add_months(Months::new(1))?.pred_opt()?));
    let year = |year: i32| Some((Day::from_ymd_opt(year, 1, 1)?, Day::from_ymd_opt(year, 12, 31)?));
    match span {
        Span::Today => Some((today, today)),
        Span::Tomorrow => shift(today, 1).map(|day| (day, day)),
        Span::Yesterday => shift(today, -1).map(|day| (day, day)),
        Span::ThisWeek => week(0),
        Span::NextWeek => week(1),
        Span::LastWeek => week(-1),
        Span::ThisMonth => month(first),
        Span::NextMonth => month(first.checked_add_months(Months::new(1))?),
        Span::LastMonth => month(first.checked_sub_months(Months::new(1))?),
        Span::ThisYear => year(today.year()),
        Span::LastYear => year(today.year() - 1),
    }
}

/// What is asked of the amount.
pub(super) fn amount(piece: &Piece, scope: &Scope<'_>) -> Result<Vec<Term>, Issue> {
    let text = piece.text.to_lowercase();
    let wrong = |wrong| Issue { wrong, at: piece.at.clone(), typed: piece.text.clone(), near: Vec::new() };
    let ask = |from: Option<Cents>, until: Option<Cents>| Ok(vec![Term::Cents(from, until)]);
    if let Some((from, until)) = ends(&text, scope.words.between) {
        // The unit may stand behind the second number alone.
        let unit = until.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
        let bare = from.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
        let from = if bare && !from.is_empty() { format!("{from}{unit}") } else { from.to_owned() };
        let read = |text: &str| if text.is_empty() { Some(None) } else { money(text, scope).map(Some) };
        return match (read(&from), read(until)) {
            (Some(Some(from)), Some(Some(until))) if until < from => Err(wrong(Wrong::Range)),
            (Some(None), Some(None)) | (None, _) | (_, None) => Err(wrong(Wrong::Amount)),
            (Some(from), Some(until)) => ask(from, until),
        };
    }
    let (sign, rest) = sign(&text);
    let Some(cents) = money(rest, scope) else { return Err(wrong(Wrong::Amount)) };
    match sign {
        Sign::Under => ask(None, Some(cents.saturating_sub(1))),
        Sign::UpTo => ask(None, Some(cents)),
        Sign::Over => ask(Some(cents.saturating_add(1)), None),
        Sign::From => ask(Some(cents), None),
        Sign::Equal | Sign::Bare => ask(Some(cents), Some(cents)),
    }
}

fn money(text: &str, scope: &Scope<'_>) -> Option<Cents> {
    let by_letter = scope.words.multipliers.iter().find_map(|(letter, times)| {
        let number = text.strip_suffix(letter)?;
        parse_yuan(number)?.checked_mul(*times)
    });
    by_letter.or_else(|| field::money(text).ok())
}
