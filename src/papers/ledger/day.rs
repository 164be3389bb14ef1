//! Days as ledgers write them. Never invents one: a month without a day stays a month.

use super::Words;
use super::clean::narrow;
use super::words::DateWords;
use crate::docket::Day;
use chrono::Days;

/// What a text says about a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayRead {
    /// A day.
    Day(Day),
    /// A bare number that Excel would show as this day.
    Serial(Day),
    /// A year, or a year and a month.
    NoDay,
    /// A month and a day without their year.
    NoYear {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
    },
    /// Two days, from one to the other.
    Stretch,
    /// A day that the calendar does not have.
    Impossible,
    /// Before 1900 or after 9999.
    OutOfRange,
    /// No date that can be read.
    Unreadable,
}

/// Reads a day: numbers with any separator, eight digits, year-month-day words, Chinese numerals, Excel's count of days.
pub fn read_day(text: &str, from_1904: bool, words: &Words) -> DayRead {
    let text: String = text.chars().map(narrow).collect();
    let text = text.split('(').next().unwrap_or_default().trim().to_ascii_lowercase();
    if let Some(day) = serial(&text, from_1904) {
        return DayRead::Serial(day);
    }
    let tight: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let read = parts(&tight, &words.date);
    if read != DayRead::Unreadable {
        return read;
    }
    match text.split_once([' ', 't']) {
        Some((head, clock)) if is_clock(clock) => parts(head, &words.date),
        _ if is_stretch(&tight, &words.date) => DayRead::Stretch,
        _ => DayRead::Unreadable,
    }
}

/// A day, a word or a line between, and something that goes on with digits.
fn is_stretch(text: &str, words: &DateWords) -> bool {
    let day = |text: &str| matches!(parts(text, words), DayRead::Day(_) | DayRead::NoYear { .. });
    let more = |text: &str| text.chars().next().is_some_and(|letter| letter.is_ascii_digit());
    words.until.iter().any(|word| {
        text.match_indices(word.as_str()).any(|(at, _)| {
            text.split_at_checked(at)
                .is_some_and(|(head, tail)| day(head) && more(tail.strip_prefix(word.as_str()).unwrap_or_default()))
        })
    })
}

fn is_clock(text: &str) -> bool {
    !text.trim().is_empty()
        && text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ':' | '.' | ' ' | 'a' | 'p' | 'm' | 'z' | '+'))
}

fn serial(text: &str, from_1904: bool) -> Option<Day> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.len() != 5 || !whole.chars().chain(part.chars()).all(|letter| letter.is_ascii_digit()) {
        return None;
    }
    // Day 60 of the 1900 count never was; five digits lie far behind it, so counting from two days earlier is exact.
    let epoch = if from_1904 { Day::from_ymd_opt(1904, 1, 1)? } else { Day::from_ymd_opt(1899, 12, 30)? };
    epoch.checked_add_days(Days::new(whole.parse().ok()?))
}

fn parts(text: &str, words: &DateWords) -> DayRead {
    let whole = text;
    let mut text = text.replace(&words.year, "-").replace(&words.month, "-");
    for word in &words.day {
        if let Some(rest) = text.strip_suffix(word.as_str()) {
            text = rest.to_owned();
        }
    }
    let text = text.strip_suffix('-').unwrap_or(&text);
    let with_month = whole.contains(&words.month);
    let Some(pieces) = text.split(['-', '/', '.']).map(|piece| number(piece, words)).collect::<Option<Vec<_>>>() else {
        return DayRead::Unreadable;
    };
    match pieces.as_slice() {
        [(whole, 8)] => day(whole / 10_000, whole / 100 % 100, whole % 100),
        [(whole, 6)] if (190_001..).contains(whole) => month(whole / 100, whole % 100),
        [(whole, 4)] if *whole >= 1900 => DayRead::NoDay,
        // Only in words: 5.6 may be anything.
        [(month @ 1..=12, 1 | 2), (day @ 1..=31, 1 | 2)] if with_month => DayRead::NoYear { month: *month, day: *day },
        [(year, 4), (part, 1 | 2)] => month(*year, *part),
        [(year, 4), (part, 1 | 2), (last, 1 | 2)] => day(*year, *part, *last),
        [(year, 5..), (_, 1 | 2), (_, 1 | 2)] if *year > 9999 => DayRead::OutOfRange,
        _ => DayRead::Unreadable,
    }
}

fn month(year: u32, month: u32) -> DayRead {
    if year < 1900 {
        DayRead::OutOfRange
    } else if (1..=12).contains(&month) {
        DayRead::NoDay
    } else {
        DayRead::Impossible
    }
}

fn day(year: u32, month: u32, day: u32) -> DayRead {
    if !(1900..=9999).contains(&year) {
        return DayRead::OutOfRange;
    }
    Day::from_ymd_opt(i32::try_from(year).unwrap_or_default(), month, day).map_or(DayRead::Impossible, DayRead::Day)
}

/// A number and how many digits it was written with.
fn number(piece: &str, words: &DateWords) -> Option<(u32, usize)> {
    if piece.is_empty() || piece.len() > 32 {
        return None;
    }
    if piece.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((piece.parse().ok()?, piece.len()));
    }
    let digit = |letter: char| words.digits.iter().find_map(|row| row.chars().position(|own| own == letter));
    if let Some((tens, ones)) = words.ten.iter().find_map(|ten| piece.split_once(ten.as_str())) {
        let one = |text: &str, empty: usize| -> Option<usize> {
            let mut letters = text.chars();
            match (letters.next(), letters.next()) {
                (None, _) => Some(empty),
                (Some(letter), None) => digit(letter),
                _ => None,
            }
        };
        return Some((u32::try_from(one(tens, 1)? * 10 + one(ones, 0)?).ok()?, 2));
    }
    let mut value = 0_u32;
    let mut count = 0;
    for letter in piece.chars() {
        value = value.checked_mul(10)?.checked_add(u32::try_from(digit(letter)?).ok()?)?;
        count += 1;
    }
    Some((value, count))
}
