//! Days as officers type them: words, weekdays, sums with their unit, and dates with their Chinese signs.

use crate::docket::Day;
use crate::law::period::MonthDay;
use crate::ops::field::Typed;
use chrono::{Datelike, Months};

const WORDS: &[(&str, i64)] = &[
    ("今天", 0),
    ("今日", 0),
    ("today", 0),
    ("明天", 1),
    ("明日", 1),
    ("tomorrow", 1),
    ("后天", 2),
    ("大后天", 3),
    ("昨天", -1),
    ("昨日", -1),
    ("yesterday", -1),
    ("前天", -2),
];

/// Ways to say a week before the weekday, with its distance.
const WEEKS: &[(&str, i64)] = &[
    ("下下周", 2),
    ("下下星期", 2),
    ("下周", 1),
    ("下星期", 1),
    ("下礼拜", 1),
    ("next ", 1),
    ("上周", -1),
    ("上星期", -1),
    ("last ", -1),
    ("本周", 0),
    ("这周", 0),
    ("周", 0),
    ("星期", 0),
    ("礼拜", 0),
    ("this ", 0),
    ("", 0),
];

const WEEKDAYS: &[(&str, i64)] = &[
    ("一", 1),
    ("二", 2),
    ("三", 3),
    ("四", 4),
    ("五", 5),
    ("六", 6),
    ("日", 7),
    ("天", 7),
    ("末", 6),
    ("mon", 1),
    ("tue", 2),
    ("wed", 3),
    ("thu", 4),
    ("fri", 5),
    ("sat", 6),
    ("sun", 7),
];

/// What a word stands for; `None` where it is no word but perhaps a date in figures.
#[must_use]
pub fn word(text: &str, today: Day) -> Option<Typed> {
    let text = folded(text);
    let text = text.trim();
    if let Some((_, offset)) = WORDS.iter().find(|(word, _)| *word == text) {
        return Some(Typed::Days(*offset));
    }
    match text {
        "月底" | "月末" => return MonthDay { month: today.month(), day: 0 }.on(today.year()).map(Typed::On),
        "年底" | "年末" => return Day::from_ymd_opt(today.year(), 12, 31).map(Typed::On),
        _ => {}
    }
    if text.starts_with(['+', '-']) {
        return sum(text, today);
    }
    weekday(text, today).or_else(|| dated(text, today))
}

/// Full-width forms as what they stand for: an input method may be on.
fn folded(text: &str) -> String {
    let fold = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    text.chars().map(fold).collect::<String>().to_lowercase()
}

/// So many days, working days, weeks or months from today.
fn sum(text: &str, today: Day) -> Option<Typed> {
    let end = text.char_indices().skip(1).find(|(_, c)| !c.is_ascii_digit()).map_or(text.len(), |(at, _)| at);
    let (number, unit) = text.split_at_checked(end)?;
    let count: i64 = number.parse().ok().filter(|count: &i64| count.abs() < 100_000)?;
    match unit.trim() {
        "" | "天" | "日" | "d" | "个自然日" | "自然日" => Some(Typed::Days(count)),
        "工" | "工作日" | "个工作日" | "个工" | "w" | "wd" => Some(Typed::Working(count)),
        "周" | "星期" | "个星期" | "wk" => Some(Typed::Days(count * 7)),
        "月" | "个月" | "m" => {
            let months = Months::new(u32::try_from(count.unsigned_abs()).ok()?);
            let day = if count < 0 { today.checked_sub_months(months) } else { today.checked_add_months(months) };
            day.map(Typed::On)
        }
        _ => None,
    }
}

fn weekday(text: &str, today: Day) -> Option<Typed> {
    let named = |rest: &str| WEEKDAYS.iter().find(|(word, _)| *word == rest).map(|(_, day)| *day);
    let (week, day) = WEEKS.iter().find_map(|(before, week)| {
        let rest = text.strip_prefix(before)?;
        // A bare Chinese figure is no weekday.
        let day = named(rest).filter(|_| !before.is_empty() || rest.is_ascii())?;
        Some((week, day))
    })?;
    let own = i64::from(today.weekday().number_from_monday());
    Some(Typed::Days(week * 7 + day - own))
}

/// A date with its signs: 2027年1月15日, 1月15日, 15日.
fn dated(text: &str, today: Day) -> Option<Typed> {
    if !text.ends_with(['日', '号']) {
        return None;
    }
    let mut parts = Vec::new();
    for part in text.trim_end_matches(['日', '号']).split(['年', '月']) {
        parts.push(part.trim().parse::<u32>().ok()?);
    }
    let day = match parts.as_slice() {
        [year, month, day] => Day::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day),
        [month, day] => Day::from_ymd_opt(today.year(), *month, *day),
        [day] => Day::from_ymd_opt(today.year(), today.month(), *day),
        _ => None,
    };
    day.filter(|day| (1900..=9999).contains(&day.year())).map(Typed::On)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::calendar::Calendar;
    use crate::ops::field;

    #[test]
    fn days_as_officers_type_them() {
        // A Wednesday.
        let (today, calendar) = (Day::from_ymd_opt(2026, 11, 25).unwrap(), Calendar::built_in());
        let read = |text: &str| field::day(text, today, &calendar, &word).map(|day| day.to_string());
        for (text, found) in [
            ("2026-5-6", "2026-05-06"),
            ("20260506", "2026-05-06"),
            ("5-6", "2026-05-06"),
            ("12-31", "2026-12-31"),
            ("2027-01-15", "2027-01-15"),
            ("2027/1/15", "2027-01-15"),
            ("+3", "2026-11-28"),
            ("-1", "2026-11-24"),
            ("+3天", "2026-11-28"),
            ("今天", "2026-11-25"),
            ("3", "2026-11-03"),
            ("+5工", "2026-12-02"),
            ("＋１０工", "2026-12-09"),
            ("+10w", "2026-12-09"),
            ("+2周", "2026-12-09"),
            ("+3个月", "2027-02-25"),
            ("下周五", "2026-12-04"),
            ("周五", "2026-11-27"),
            ("星期一", "2026-11-23"),
            ("上周日", "2026-11-22"),
            ("next fri", "2026-12-04"),
            ("Fri", "2026-11-27"),
            ("月底", "2026-11-30"),
            ("年底", "2026-12-31"),
            ("2026年5月6日", "2026-05-06"),
            ("5月6日", "2026-05-06"),
            ("2024-2-29", "2024-02-29"),
        ] {
            assert_eq!(read(text).as_deref(), Some(found), "{text}");
        }
        for bad in [
            "",
            "abc",
            "abc12",
            "12abc",
            "哈哈12",
            "下周八",
            "周",
            "一",
            "2026-02-30",
            "2027-2-29",
            "13-40",
            "99999999",
            "+999999999",
            "+5年",
            "+",
            "-",
            "+工",
            "1-2-3-4",
            "--5",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
