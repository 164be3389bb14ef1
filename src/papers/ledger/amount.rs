//! Amounts as ledgers write them, into whole fen. What cannot be read stays empty and is asked about.

use super::Words;
use super::clean::folded;
use super::words::AmountWords;
use crate::docket::Cents;

/// What is odd about an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountFault {
    /// No amount that can be read.
    Unreadable,
    /// From one amount to another: which one is meant is not for a program to say.
    Range,
    /// Below zero.
    Negative,
    /// Written in powers of ten.
    Exponent,
    /// Finer than a fen: rounded.
    Decimals,
}

/// What a text says about an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AmountRead {
    /// In fen.
    pub cents: Option<Cents>,
    /// Said to be about that much.
    pub estimated: bool,
    /// What is odd.
    pub fault: Option<AmountFault>,
}

/// A decimal number without loss: `digits / 10^scale`.
#[derive(Clone, Copy)]
struct Decimal {
    digits: i128,
    scale: u32,
    exponent: bool,
}

/// Reads an amount; `unit` is the column's unit in yuan, used where the cell names none.
#[must_use]
pub fn read_amount(text: &str, unit: i64, words: &Words) -> AmountRead {
    let words = &words.amount;
    let mut text = folded(text);
    let mut out = AmountRead::default();
    if let Some((head, tail)) = text.clone().split_once('(').filter(|(head, _)| !head.is_empty()) {
        out.estimated = words.about.iter().any(|word| tail.contains(&folded(word)));
        text = head.to_owned();
    }
    let mut said_unit = false;
    strip(&mut text, words, &mut out.estimated, &mut said_unit);
    let (below, plain) = match text.strip_prefix('-') {
        Some(rest) => (true, rest.to_owned()),
        None => (false, text),
    };
    let Some((number, times)) = value(&plain, words, &mut out.estimated) else {
        out.fault = Some(if is_range(&plain, words) { AmountFault::Range } else { AmountFault::Unreadable });
        return out;
    };
    let times = times.unwrap_or(if said_unit { 1 } else { unit });
    if below {
        out.fault = Some(AmountFault::Negative);
        return out;
    }
    let fen = number.digits.checked_mul(i128::from(times)).and_then(|yuan| yuan.checked_mul(100));
    let Some((fen, base)) = fen.zip(10_i128.checked_pow(number.scale)) else {
        out.fault = Some(AmountFault::Unreadable);
        return out;
    };
    out.cents = Cents::try_from((fen + base / 2) / base).ok();
    out.fault = if out.cents.is_none() {
        Some(AmountFault::Unreadable)
    } else if number.exponent {
        Some(AmountFault::Exponent)
    } else if fen % base != 0 {
        Some(AmountFault::Decimals)
    } else {
        None
    };
    out
}

/// Two amounts with a word or a line between.
fn is_range(text: &str, words: &AmountWords) -> bool {
    let amount = |text: &str| {
        let mut text = text.to_owned();
        strip(&mut text, words, &mut false, &mut false);
        value(&text, words, &mut false).is_some()
    };
    words.until.iter().any(|word| text.split_once(word.as_str()).is_some_and(|(head, tail)| amount(head) && amount(tail)))
}

/// The unit that a header names in brackets or after a colon, in yuan.
pub(super) fn unit_of(header: &str, words: &Words) -> Option<i64> {
    let words = &words.amount;
    let text = folded(header);
    let (_, tail) = text.split_once(['(', ':', '/', '['])?;
    let tail = tail.trim_end_matches([')', ']']).rsplit(':').next().unwrap_or_default();
    let yuan = words.yuan.iter().find(|word| tail.ends_with(word.as_str()))?;
    let head = tail.strip_suffix(yuan.as_str())?;
    if head.is_empty() {
        return Some(1);
    }
    words.units.iter().find(|(word, _)| head == word).map(|(_, times)| *times)
}

fn strip(text: &mut String, words: &AmountWords, estimated: &mut bool, said_unit: &mut bool) {
    loop {
        let before = text.len();
        for word in &words.about {
            if let Some(rest) = text.strip_prefix(word.as_str()) {
                *text = rest.to_owned();
                *estimated = true;
            }
        }
        for word in &words.money {
            if let Some(rest) = text.strip_prefix(word.as_str()).or_else(|| text.strip_suffix(word.as_str())) {
                *text = rest.to_owned();
            }
        }
        for word in &words.about_after {
            if let Some(rest) = text.strip_suffix(word.as_str()) {
                *text = rest.to_owned();
                *estimated = true;
            }
        }
        for word in &words.yuan {
            if let Some(rest) = text.strip_suffix(word.as_str()) {
                *text = rest.to_owned();
                *said_unit = true;
            }
        }
        if text.len() == before {
            return;
        }
    }
}

/// The number, and the multiplier that the text names.
fn value(text: &str, words: &AmountWords, estimated: &mut bool) -> Option<(Decimal, Option<i64>)> {
    if let Some(number) = decimal(text) {
        return Some((number, None));
    }
    let unit = words.units.iter().find_map(|(word, times)| text.strip_suffix(word.as_str()).map(|rest| (rest, *times)));
    if let Some((rest, times)) = unit {
        let mut rest = rest.to_owned();
        strip(&mut rest, words, estimated, &mut false);
        if let Some(number) = decimal(&rest).or_else(|| spoken_decimal(&rest, words)) {
            return Some((number, Some(times)));
        }
    }
    let digits = spoken(text, words)?;
    let named = words.numerals.iter().any(|(word, _)| text.contains(word.as_str()));
    Some((Decimal { digits, scale: 0, exponent: false }, named.then_some(1)))
}

fn decimal(text: &str) -> Option<Decimal> {
    let (mantissa, power) = match text.split_once('e') {
        Some((mantissa, power)) => (mantissa, power.trim_start_matches('+').parse::<u32>().ok().filter(|power| *power <= 15)?),
        None => (text, 0),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole: String = whole.chars().filter(|letter| *letter != ',').collect();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 18 || part.len() > 12 || !digits(&whole) || !digits(part) {
        return None;
    }
    let digits: i128 = format!("{whole}{part}").parse().ok()?;
    Some(Decimal {
        digits: digits.checked_mul(10_i128.checked_pow(power)?)?,
        scale: u32::try_from(part.len()).ok()?,
        exponent: text.contains('e'),
    })
}

fn digit(letter: char, words: &AmountWords) -> Option<i128> {
    if let Some(digit) = letter.to_digit(10) {
        return Some(i128::from(digit));
    }
    if words.two.contains(letter) {
        return Some(2);
    }
    words.digits.iter().find_map(|row| row.chars().position(|own| own == letter)).and_then(|place| i128::try_from(place).ok())
}

/// A point between spoken digits.
fn spoken_decimal(text: &str, words: &AmountWords) -> Option<Decimal> {
    let (whole, part) = text.split_once(words.point.as_str())?;
    let mut digits = spoken(whole, words)?;
    let mut scale = 0;
    for letter in part.chars().take(12) {
        digits = digits.checked_mul(10)?.checked_add(digit(letter, words)?)?;
        scale += 1;
    }
    (scale > 0).then_some(Decimal { digits, scale, exponent: false })
}

/// Spoken numbers by sections of ten thousand; a last digit whose place is only implied is not guessed.
fn spoken(text: &str, words: &AmountWords) -> Option<i128> {
    if text.is_empty() || text.chars().count() > 40 {
        return None;
    }
    let (mut total, mut section, mut number) = (0_i128, 0_i128, None::<i128>);
    let (mut last_unit, mut zero) = (0_i128, false);
    for letter in text.chars() {
        if let Some(digit) = digit(letter, words) {
            zero |= digit == 0 && number.is_none();
            number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
            continue;
        }
        let mut own = [0_u8; 4];
        let word: &str = letter.encode_utf8(&mut own);
        let unit = i128::from(words.numerals.iter().find(|(numeral, _)| numeral == word)?.1);
        if unit < 10_000 {
            section = section.checked_add(number.unwrap_or(1).checked_mul(unit)?)?;
        } else {
            section = section.checked_add(number.unwrap_or(0))?;
            if section == 0 {
                return None;
            }
            if unit > 10_000 {
                total = total.checked_add(section)?.checked_mul(unit)?;
            } else {
                total = total.checked_add(section.checked_mul(unit)?)?;
            }
            section = 0;
        }
        (number, last_unit, zero) = (None, unit, false);
    }
    if last_unit > 10 && !zero && number.is_some_and(|number| number < 10) {
        return None;
    }
    total.checked_add(section)?.checked_add(number.unwrap_or(0))
}
