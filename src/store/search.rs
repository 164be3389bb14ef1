//! Search text: one token a Han character, Latin words as they are, and pinyin initials in pairs, so that one and two
//! characters, the first typed letter and `hhht` all find.

use super::{Column, Store, StoreError};
use pinyin::{Pinyin, ToPinyin, ToPinyinMulti};

/// Whether a character is written without spaces between words.
fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x9fff | 0x0002_0000..=0x0003_ffff | 0xf900..=0xfaff)
}

/// A text as tokens: Han characters apart, the rest folded and in words.
#[must_use]
pub fn tokens(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        if is_han(c) {
            out.push(' ');
            out.push(c);
            out.push(' ');
        } else if c.is_alphanumeric() {
            out.extend(fold(c).to_lowercase());
        } else {
            out.push(' ');
        }
    }
    out
}

/// Full-width Latin letters and digits as their ordinary forms.
fn fold(c: char) -> char {
    match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// How many characters around one with several readings are written again for each further reading.
const AROUND: usize = 4;
/// Further readings of one text that are written down at most.
const READINGS: usize = 60;
/// Different values of a column that are looked at for one that fits.
const LOOKED_AT: usize = 500;
/// A token that nobody types keeps phrases from running over a break.
const BREAK: &str = "zzz ";

/// The pinyin initials of the Han characters in pairs, each character's with the next one's, a break between stretches;
/// characters with several readings stand there once for each, among their neighbours. A pair is rare where a letter is not.
pub fn initials(text: &str) -> String {
    let mut out = String::new();
    let mut further = READINGS;
    for stretch in text.split(|c: char| !is_han(c)).filter(|stretch| !stretch.is_empty()) {
        let letters: Vec<Vec<&str>> = stretch.chars().map(readings).collect();
        let first: Vec<&str> = letters.iter().map(|found| found.first().copied().unwrap_or("zzz")).collect();
        push(&mut out, &first);
        for (at, found) in letters.iter().enumerate() {
            for other in found.iter().skip(1) {
                if further == 0 {
                    break;
                }
                further -= 1;
                let from = at.saturating_sub(AROUND);
                let around = first.iter().enumerate().skip(from).take(at - from + AROUND + 1);
                let around: Vec<&str> = around.map(|(place, usual)| if place == at { *other } else { *usual }).collect();
                push(&mut out, &around);
            }
        }
    }
    out
}

fn push(out: &mut String, letters: &[&str]) {
    for pair in letters.windows(2) {
        out.extend(pair.iter().copied());
        out.push(' ');
    }
    out.push_str(BREAK);
}

/// The bit of a letter or a digit that something begins with.
fn bit(c: char) -> i64 {
    match c {
        'a'..='z' => 1 << (u32::from(c) - u32::from('a')),
        '0'..='9' => 1 << (26 + u32::from(c) - u32::from('0')),
        _ => 0,
    }
}

/// Which letters and digits the words of a text and the pinyin of its characters begin with, a bit each.
pub fn starts(tokens: &str, text: &str) -> i64 {
    let words = tokens.split_whitespace().filter_map(|word| word.chars().next()).fold(0, |bits, c| bits | bit(c));
    let sounds = text.chars().filter(|c| is_han(*c)).flat_map(readings).filter_map(|sound| sound.chars().next());
    sounds.fold(words, |bits, c| bits | bit(c))
}

/// The first letters of a character's readings, the usual one first.
fn readings(c: char) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = c.to_pinyin().map(Pinyin::first_letter).into_iter().collect();
    for sound in c.to_pinyin_multi().into_iter().flatten() {
        if !found.contains(&sound.first_letter()) {
            found.push(sound.first_letter());
        }
    }
    found
}

/// Whether a text begins with characters whose pinyin begins with these letters.
#[must_use]
pub fn begins_so(text: &str, letters: &str) -> bool {
    let mut signs = text.chars();
    !letters.is_empty()
        && letters.chars().all(|letter| {
            let sounds = signs.next().map(readings).unwrap_or_default();
            sounds.iter().any(|sound| sound.starts_with(letter))
        })
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// In the full-text index; `None` where only single letters and digits are.
    pub index: Option<String>,
    /// Letters and digits with which something begins, a bit each.
    pub starts: i64,
}

/// A query; `None` when nothing in it can be searched for.
pub fn query(typed: &str) -> Option<Query> {
    let (mut parts, mut starts) = (Vec::new(), 0);
    for word in typed.split_whitespace() {
        let split = tokens(word);
        let pieces: Vec<&str> = split.split_whitespace().collect();
        let Some(last) = pieces.last() else { continue };
        let mut signs = pieces.iter().flat_map(|piece| piece.chars());
        if let (Some(sign), None) = (signs.next().map(bit).filter(|bit| *bit > 0), signs.next()) {
            starts |= sign;
            continue;
        }
        let prefix = if last.chars().next().is_some_and(is_han) { "" } else { "*" };
        let phrase = format!("words : \"{}\" {prefix}", pieces.join(" "));
        let narrow: Vec<char> = word.chars().map(fold).map(|c| c.to_ascii_lowercase()).collect();
        if narrow.iter().all(char::is_ascii_alphabetic) {
            let pairs: Vec<String> = narrow.windows(2).map(String::from_iter).collect();
            parts.push(format!("({phrase} OR initials : \"{}\")", pairs.join(" ")));
        } else {
            parts.push(format!("({phrase})"));
        }
    }
    let index = (!parts.is_empty()).then(|| parts.join(" AND "));
    (index.is_some() || starts > 0).then_some(Query { index, starts })
}

impl Store {
    /// Different values of a column that begin with, sound like or hold a text, the first so many; of those that a list may
    /// hold, a bounded number is looked at.
    pub fn values(&self, column: Column, typed: &str, limit: usize) -> Result<Vec<String>, StoreError> {
        let mut all = self.lines(|lines| Ok(lines.said(column.shown(), LOOKED_AT)))?;
        all.sort_unstable();
        let folded = typed.to_lowercase();
        let (first, rest): (Vec<String>, Vec<String>) =
            all.into_iter().partition(|said| said.to_lowercase().starts_with(&folded) || begins_so(said, &folded));
        let held = rest.into_iter().filter(|said| said.to_lowercase().contains(&folded));
        Ok(first.into_iter().chain(held).take(limit).collect())
    }

    /// The newest dockets about which everything typed is said, at most `limit`.
    pub fn search(&self, typed: &str, limit: usize) -> Result<Vec<i64>, StoreError> {
        let Some(query) = query(typed) else { return Ok(Vec::new()) };
        let bits = "rowid IN (SELECT docket FROM inbox WHERE starts & ?3 = ?3)";
        let sql = match query.index {
            Some(_) => {
                format!("SELECT rowid FROM search WHERE search MATCH ?1 AND (?3 = 0 OR {bits}) ORDER BY rowid DESC LIMIT ?2")
            }
            None => "SELECT docket FROM inbox WHERE ?1 IS NULL AND starts & ?3 = ?3 ORDER BY docket DESC LIMIT ?2".to_owned(),
        };
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(rusqlite::params![query.index, limit as i64, query.starts], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
