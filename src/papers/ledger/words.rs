//! How ledgers say things, as data of `config/ledger`: header synonyms, values, rows to read past, dates and amounts.

use super::Field;
use super::clean::folded;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const SHIPPED: &str = include_str!("../../../config/ledger/synonyms.toml");

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    header: BTreeMap<Field, Vec<String>>,
    channel: BTreeMap<String, Vec<String>>,
    department: BTreeMap<String, Vec<String>>,
    medium: BTreeMap<String, Vec<String>>,
    yes_no: YesNo,
    rows: Rows,
    signs: BTreeMap<String, Vec<String>>,
    contents: Contents,
    date: Option<DateWords>,
    amount: Option<AmountWords>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct YesNo {
    yes: Vec<String>,
    no: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Rows {
    total: Vec<String>,
    footer: Vec<String>,
    blank: Vec<String>,
}

/// What cells end in that name a place or a party.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Contents {
    place: Vec<String>,
    party: Vec<String>,
}

/// Words of dates.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DateWords {
    pub(super) year: String,
    pub(super) month: String,
    pub(super) day: Vec<String>,
    pub(super) digits: Vec<String>,
    pub(super) ten: Vec<String>,
    /// Words between the two ends of a stretch.
    #[serde(default)]
    pub(super) until: Vec<String>,
}

/// Words of amounts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AmountWords {
    pub(super) about: Vec<String>,
    pub(super) about_after: Vec<String>,
    pub(super) money: Vec<String>,
    pub(super) yuan: Vec<String>,
    pub(super) two: String,
    pub(super) point: String,
    pub(super) digits: Vec<String>,
    pub(super) units: Vec<(String, i64)>,
    pub(super) numerals: Vec<(String, i64)>,
    /// Words between the two ends of a range.
    #[serde(default)]
    pub(super) until: Vec<String>,
}

/// The words in use.
#[derive(Debug, Clone, Default)]
pub struct Words {
    header: Vec<(String, Field)>,
    channel: BTreeMap<String, String>,
    department: BTreeMap<String, String>,
    medium: BTreeMap<String, String>,
    yes: Vec<String>,
    no: Vec<String>,
    total: Vec<String>,
    footer: Vec<String>,
    blank: Vec<String>,
    signs: BTreeMap<String, Vec<String>>,
    contents: Contents,
    pub(super) date: DateWords,
    pub(super) amount: AmountWords,
}

impl Words {
    /// The words that come with the program, read once.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Self::default().with(SHIPPED).unwrap_or_default())
    }

    /// The same, for an office's own to be laid over.
    #[must_use]
    pub fn shipped() -> Self {
        Self::built_in().clone()
    }

    /// An office's own file laid over these.
    pub fn with(mut self, source: &str) -> Result<Self, toml::de::Error> {
        let raw: Raw = toml::from_str(source)?;
        let mut header: Vec<_> =
            raw.header.into_iter().flat_map(|(field, words)| words.into_iter().map(move |word| (folded(&word), field))).collect();
        header.append(&mut self.header);
        self.header = header;
        for (own, new) in
            [(&mut self.channel, raw.channel), (&mut self.department, raw.department), (&mut self.medium, raw.medium)]
        {
            own.extend(
                new.into_iter().flat_map(|(value, words)| words.into_iter().map(move |word| (folded(&word), value.clone()))),
            );
        }
        for (own, new) in [
            (&mut self.yes, raw.yes_no.yes),
            (&mut self.no, raw.yes_no.no),
            (&mut self.total, raw.rows.total),
            (&mut self.footer, raw.rows.footer),
            (&mut self.blank, raw.rows.blank),
        ] {
            own.extend(new.iter().map(|word| folded(word)));
        }
        for (sign, words) in raw.signs {
            self.signs.entry(sign).or_default().extend(words);
        }
        self.contents.place.extend(raw.contents.place);
        self.contents.party.extend(raw.contents.party);
        self.date = raw.date.unwrap_or(self.date);
        self.amount = raw.amount.unwrap_or(self.amount);
        // A long word goes before the short one it begins or ends with.
        for words in [&mut self.amount.about, &mut self.amount.about_after, &mut self.amount.yuan] {
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        Ok(self)
    }

    /// The field a header means and how sure that is, 0 to 1000.
    pub(super) fn field_of(&self, header: &str) -> Option<(Field, usize)> {
        let whole = folded(header);
        if whole.is_empty() || whole.chars().count() > 40 {
            return None;
        }
        let bare: String = whole.split(['(', '[', '{']).next().unwrap_or_default().to_owned();
        let score = |word: &str| -> usize {
            let length = word.chars().count();
            if whole == *word {
                1000
            } else if bare == *word {
                900
            } else if length > 1 && whole.contains(word) {
                // Long parts of short headers are sure; a two-letter part of a long header is not.
                200 + 600 * length / whole.chars().count().max(1)
            } else {
                0
            }
        };
        self.header
            .iter()
            .map(|(word, field)| (*field, score(word)))
            .filter(|(_, score)| *score > 0)
            .max_by_key(|(_, score)| *score)
    }

    /// The `channel` of docket files.
    #[must_use]
    pub fn channel(&self, text: &str) -> Option<&str> {
        look(&self.channel, text)
    }

    /// The `department`.
    #[must_use]
    pub fn department(&self, text: &str) -> Option<&str> {
        look(&self.department, text)
    }

    /// The `medium`.
    #[must_use]
    pub fn medium(&self, text: &str) -> Option<&str> {
        look(&self.medium, text)
    }

    /// Yes or no.
    #[must_use]
    pub fn yes_no(&self, text: &str) -> Option<bool> {
        let text = folded(text);
        if self.yes.contains(&text) {
            Some(true)
        } else if self.no.contains(&text) {
            Some(false)
        } else {
            None
        }
    }

    /// What a text points to, each with the word that says so: `red_line`, `protected_area`, `repaired`.
    #[must_use]
    pub fn signs(&self, text: &str) -> Vec<(&str, &str)> {
        let found = |words: &'_ Vec<String>| words.iter().position(|word| text.contains(word.as_str()));
        self.signs.iter().filter_map(|(sign, words)| Some((sign.as_str(), words.get(found(words)?)?.as_str()))).collect()
    }

    /// A cell that names a place and hardly anything else.
    pub(super) fn is_place(&self, text: &str) -> bool {
        let long = text.chars().count();
        let ends = &self.contents.place;
        (2..=20).contains(&long)
            && ends.iter().any(|end| text.ends_with(end.as_str()) || long <= 12 && text.contains(end.as_str()))
    }

    /// A cell that names a body that can be liable.
    pub(super) fn is_party(&self, text: &str) -> bool {
        text.chars().count() <= 40 && self.contents.party.iter().any(|end| text.ends_with(end.as_str()))
    }

    /// A unit of money stands in it.
    pub(super) fn has_money(&self, text: &str) -> bool {
        let text = folded(text);
        let words = &self.amount;
        let units = words.units.iter().map(|(word, _)| word);
        words.yuan.iter().chain(&words.money).chain(units).any(|word| text.contains(word.as_str()))
    }

    /// The one year that some texts name.
    pub(super) fn only_year<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Option<i32> {
        let mut years: Vec<i32> = Vec::new();
        for text in texts {
            let text = folded(text);
            for (head, _) in text.match_indices(self.date.year.as_str()).filter_map(|(at, _)| text.split_at_checked(at)) {
                let digits: String = head.chars().rev().take_while(char::is_ascii_digit).collect();
                let digits: String = digits.chars().rev().collect();
                years.extend(digits.parse().ok().filter(|year| digits.len() == 4 && (1900..=2999).contains(year)));
            }
        }
        years.sort_unstable();
        years.dedup();
        match years.as_slice() {
            [year] => Some(*year),
            _ => None,
        }
    }

    /// The one year that a file's name tells, with or without the word.
    pub(super) fn year_of_name(&self, name: &str) -> Option<i32> {
        let name = folded(name);
        let runs = name.split(|letter: char| !letter.is_ascii_digit()).filter(|run| run.len() == 4);
        let mut years: Vec<i32> = runs.filter_map(|run| run.parse().ok()).filter(|year| (1990..=2099).contains(year)).collect();
        years.dedup();
        self.only_year(std::iter::once(name.as_str())).or(match years.as_slice() {
            [year] => Some(*year),
            _ => None,
        })
    }

    /// Words that say that nothing is known.
    pub(super) fn is_blank(&self, text: &str) -> bool {
        let text = folded(text);
        text.is_empty() || self.blank.contains(&text)
    }

    /// A cell that begins a row of totals: the word alone, or before a number or a colon.
    pub(super) fn is_total(&self, text: &str) -> bool {
        let text = folded(text);
        self.total
            .iter()
            .filter_map(|word| text.strip_prefix(word.as_str()))
            .any(|rest| rest.chars().next().is_none_or(|next| matches!(next, ':' | '(' | '=') || next.is_ascii_digit()))
    }

    /// A lone cell that closes a table.
    pub(super) fn is_footer(&self, text: &str) -> bool {
        let text = folded(text);
        self.footer.iter().any(|word| text.starts_with(word.as_str()))
    }
}

fn look<'a>(table: &'a BTreeMap<String, String>, text: &str) -> Option<&'a str> {
    let text = folded(text);
    let bare = text.split('(').next().unwrap_or_default();
    table.get(&text).or_else(|| table.get(bare)).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_reads() {
        let words = Words::default().with(SHIPPED).unwrap();
        assert_eq!(words.field_of(" DATE "), Some((Field::On, 1000)));
        assert!(!words.amount.units.is_empty());
    }
}
