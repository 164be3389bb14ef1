//! Search text: one token a Han character, Latin words as they are, and pinyin initials, so that one and two
//! characters, the first typed letter and `hhht` all find.

use super::{Store, StoreError};
use pinyin::ToPinyin;

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

/// The pinyin initials of the Han characters, one token each; a break stays a break.
pub fn initials(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c.to_pinyin() {
            Some(sound) => {
                out.push_str(sound.first_letter());
                out.push(' ');
            }
            // A token that nobody types keeps phrases from running over a break.
            None if !c.is_alphanumeric() && !out.is_empty() && !out.ends_with("| ") => out.push_str("zzz| "),
            None => {}
        }
    }
    out
}

/// A query for the full-text index; `None` when nothing in it can be searched for.
pub fn query(typed: &str) -> Option<String> {
    let mut parts = Vec::new();
    for word in typed.split_whitespace() {
        let split = tokens(word);
        let pieces: Vec<&str> = split.split_whitespace().collect();
        let Some(last) = pieces.last() else { continue };
        let prefix = if last.chars().next().is_some_and(is_han) { "" } else { "*" };
        let phrase = format!("words : \"{}\" {prefix}", pieces.join(" "));
        if word.chars().all(|c| c.is_ascii_alphabetic()) {
            let letters: Vec<String> = word.to_ascii_lowercase().chars().map(String::from).collect();
            parts.push(format!("({phrase} OR initials : \"{}\")", letters.join(" ")));
        } else {
            parts.push(format!("({phrase})"));
        }
    }
    (!parts.is_empty()).then(|| parts.join(" AND "))
}

impl Store {
    /// The newest dockets about which everything typed is said, at most `limit`.
    pub fn search(&self, typed: &str, limit: usize) -> Result<Vec<i64>, StoreError> {
        let Some(query) = query(typed) else { return Ok(Vec::new()) };
        let mut statement =
            self.connection.prepare_cached("SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2")?;
        let rows = statement.query_map(rusqlite::params![query, limit as i64], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
