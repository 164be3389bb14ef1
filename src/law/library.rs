//! The shelf: the texts of the law by article, the register of clauses, and the sources of the profiles.
//! Text in, values out; reading files is the edge's business.

use super::answer::{Citation, Cite};
use super::profile::Profile;
use crate::docket::Day;
use crate::docket::tree::Fault;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A text of the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its id in citations.
    pub id: String,
    /// A short name for people.
    pub short: String,
    /// Its full title.
    pub title: String,
    /// The day it came into force.
    pub from: Option<Day>,
    /// The day it went out of force.
    pub to: Option<Day>,
    /// Articles or sections by number, verbatim; 0 is what stands before the first.
    pub articles: BTreeMap<u32, String>,
    /// Articles are 第…条 (or sections 一、).
    pub by_article: bool,
}

/// A clause of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its id.
    pub id: String,
    /// Where it stands, in words.
    pub source: String,
    /// The document.
    pub document: String,
    /// The article or section.
    pub article: u32,
    /// Verbatim.
    pub quote: String,
    /// What the software owes it.
    pub software: String,
}

/// An article to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// `document#article`.
    pub cite: String,
    /// The document's title.
    pub document: String,
    /// The number of the article.
    pub number: u32,
    /// Whether it is an article (or a section).
    pub by_article: bool,
    /// Verbatim.
    pub text: String,
    /// The words cited, if a clause was asked for.
    pub quote: Option<String>,
}

/// The shelf.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Documents by id.
    pub documents: BTreeMap<String, Document>,
    /// Clauses by id.
    pub clauses: BTreeMap<String, Clause>,
    /// Profile sources: name → (file name, text).
    pub sources: BTreeMap<String, (String, String)>,
}

const DOCUMENTS: &str = include_str!("../../config/law/documents.toml");
const CLAUSES: &str = include_str!("../../config/law/clauses.tsv");
const FILES: &[(&str, &str)] = &[
    ("national-opinions-2025.md", include_str!("../../config/law/national-opinions-2025.md")),
    ("inner-mongolia-2025.md", include_str!("../../config/law/inner-mongolia-2025.md")),
    ("civil-code.txt", include_str!("../../config/law/civil-code.txt")),
    ("civil-code-torts.txt", include_str!("../../config/law/civil-code-torts.txt")),
    ("civil-procedure-law-2023.txt", include_str!("../../config/law/civil-procedure-law-2023.txt")),
    (
        "judicial-interpretation-compensation-trial.txt",
        include_str!("../../config/law/judicial-interpretation-compensation-trial.txt"),
    ),
    ("ecological-environment-code-2026.txt", include_str!("../../config/law/ecological-environment-code-2026.txt")),
    ("judicial-interpretations-other.txt", include_str!("../../config/law/judicial-interpretations-other.txt")),
];
const PROFILES: &[(&str, &str)] = &[
    ("national.toml", include_str!("../../config/profiles/national.toml")),
    ("inner-mongolia.toml", include_str!("../../config/profiles/inner-mongolia.toml")),
];

impl Library {
    /// What is compiled in.
    pub fn built_in() -> &'static Self {
        static SHELF: OnceLock<Library> = OnceLock::new();
        SHELF.get_or_init(|| {
            let mut shelf = Self::default();
            for (name, text) in PROFILES {
                shelf.add_profile(name, text);
            }
            let faults = shelf.add_documents("documents.toml", DOCUMENTS, FILES);
            debug_assert!(faults.is_empty(), "{faults:?}");
            shelf.add_clauses(CLAUSES);
            shelf
        })
    }

    /// The shelf with an office's own profiles over it: file name and text.
    pub fn with_overrides<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut shelf = Self::built_in().clone();
        for (name, text) in files {
            shelf.add_profile(name, text);
        }
        shelf
    }

    /// The same shelf with other profile sources (name, file and text) and some more texts of the law.
    #[must_use]
    pub fn with_sources(
        &self,
        sources: impl IntoIterator<Item = (String, String, String)>,
        documents: impl IntoIterator<Item = Document>,
    ) -> Self {
        let sources = sources.into_iter().map(|(name, file, text)| (name, (file, text))).collect();
        let mut shelf = Self { sources, ..self.clone() };
        shelf.documents.extend(documents.into_iter().map(|document| (document.id.clone(), document)));
        shelf
    }

    /// The texts that were not compiled in: a region's own.
    pub fn own_documents(&self) -> impl Iterator<Item = &Document> {
        let shipped = &Self::built_in().documents;
        self.documents.values().filter(|document| shipped.get(&document.id) != Some(*document))
    }

    /// Puts a profile's source on the shelf under its file's name without the ending, returned.
    pub fn add_profile(&mut self, file: &str, text: &str) -> String {
        let base = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let name = base.strip_suffix(".toml").unwrap_or(base).to_owned();
        self.sources.insert(name.clone(), (file.to_owned(), text.to_owned()));
        name
    }

    /// The names of the profiles.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str)
    }

    /// Reads a profile with all its layers; on failure every fault at once.
    pub fn profile(&self, name: &str) -> Result<Arc<Profile>, Vec<Fault>> {
        Profile::load(self, name).map(Arc::new)
    }

    fn add_clauses(&mut self, register: &str) {
        for line in register.lines().skip(1) {
            let mut cells = line.split('\t');
            let mut cell = |skip: usize| cells.nth(skip).unwrap_or_default().to_owned();
            let (id, source) = (cell(0), cell(0));
            let (quote, software) = (cell(5), cell(1));
            let Some((short, place)) = source.split_once(' ') else { continue };
            let Some(document) = self.documents.values().find(|document| document.short == short) else { continue };
            let digits = place.trim_start_matches('第');
            let (article, _) = numeral(digits);
            let clause = Clause { document: document.id.clone(), article, source, quote, software, id: id.clone() };
            self.clauses.insert(id, clause);
        }
    }

    /// Reads a citation as people write it: `inner-mongolia-2025#23`, `规定23`, `规定第二十三条`, `意见七`, `IM-23-01`.
    #[must_use]
    pub fn article(&self, cite: &str) -> Option<Article> {
        let cite = cite.trim();
        if let Some(clause) = self.clauses.get(&cite.to_ascii_uppercase()) {
            let mut article = self.entry(&clause.document, clause.article)?;
            article.quote = Some(clause.quote.clone());
            return Some(article);
        }
        if let Some((id, number)) = cite.split_once('#') {
            return self.entry(id, number.parse().ok()?);
        }
        let document = self
            .documents
            .values()
            .filter(|document| cite.starts_with(&document.short))
            .max_by_key(|document| document.short.len())?;
        let rest = cite.strip_prefix(document.short.as_str())?.trim().trim_start_matches('第');
        let number = rest.trim_end_matches('条').parse().ok().or_else(|| {
            let (number, used) = numeral(rest);
            (used > 0).then_some(number)
        })?;
        self.entry(&document.id, number)
    }

    fn entry(&self, id: &str, number: u32) -> Option<Article> {
        let document = self.documents.get(id)?;
        let text = document.articles.get(&number)?.clone();
        let by_article = document.by_article;
        Some(Article { cite: format!("{id}#{number}"), document: document.title.clone(), number, by_article, text, quote: None })
    }

    /// Resolves a citation of a profile; `None` when there is no such clause or article.
    #[must_use]
    pub fn cite(&self, at: &str, quote: Option<&str>) -> Option<Cite> {
        if let Some(clause) = self.clauses.get(at) {
            return Some(Arc::new(Citation {
                at: format!("{}#{}", clause.document, clause.article),
                clause: Some(clause.id.clone()),
                quote: clause.quote.clone(),
            }));
        }
        let (id, number) = at.split_once('#')?;
        self.documents.get(id)?.articles.get(&number.parse().ok()?)?;
        Some(Arc::new(Citation { at: at.to_owned(), clause: None, quote: quote.unwrap_or_default().to_owned() }))
    }

    /// Whether words stand in the article cited, line breaks and list marks aside.
    #[must_use]
    pub fn stands(&self, at: &str, quote: &str) -> bool {
        let Some((id, number)) = at.split_once('#') else { return false };
        let text = number.parse().ok().and_then(|number: u32| self.documents.get(id)?.articles.get(&number));
        text.is_some_and(|text| squeeze(text).contains(&squeeze(quote)))
    }

    /// The day on which the document of a citation came into force.
    #[must_use]
    pub fn in_force_from(&self, at: &str) -> Option<Day> {
        self.documents.get(at.split('#').next()?)?.from
    }
}

fn squeeze(text: &str) -> String {
    text.lines().map(|line| line.trim_start_matches("- ").trim()).flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

/// Cuts a text into articles or sections.
pub(super) fn articles(text: &str, by_article: bool) -> BTreeMap<u32, String> {
    let mut found: BTreeMap<u32, String> = BTreeMap::new();
    let mut current = 0;
    for line in text.lines() {
        let bare = line.trim_start_matches('#').trim_start();
        let heading = if by_article {
            let after = bare.strip_prefix('第').map(numeral_at);
            after
                .filter(|(_, rest)| rest.starts_with('条'))
                .map(|(number, rest)| (number, rest.trim_start_matches('条').trim_start()))
        } else if line.starts_with("## ") {
            let (number, rest) = numeral_at(bare);
            rest.starts_with('、').then_some((number, bare))
        } else {
            None
        };
        let part = match heading {
            Some((number, rest)) => {
                current = number;
                rest
            }
            // Titles of chapters and of the whole do not belong to an article.
            None if by_article && line.starts_with("# ") || line.starts_with("## ") => continue,
            None => line.trim_start_matches('#').trim(),
        };
        let body = found.entry(current).or_default();
        if !part.is_empty() {
            if !body.is_empty() {
                body.push('\n');
            }
            body.push_str(part);
        }
    }
    found
}

fn numeral_at(text: &str) -> (u32, &str) {
    let (number, used) = numeral(text);
    (number, text.get(used..).unwrap_or(""))
}

/// A Chinese numeral at the start of a text, and how many bytes it takes.
fn numeral(text: &str) -> (u32, usize) {
    let (mut total, mut digit, mut used) = (0u32, 0u32, 0);
    for c in text.chars() {
        let place = "零一二三四五六七八九".chars().position(|known| known == c);
        match (c, place) {
            (_, Some(value)) => digit = u32::try_from(value).unwrap_or(0),
            ('十' | '百' | '千', _) => {
                let unit = match c {
                    '十' => 10,
                    '百' => 100,
                    _ => 1_000,
                };
                total += digit.max(u32::from(c == '十' && digit == 0)) * unit;
                digit = 0;
            }
            _ => break,
        }
        used += c.len_utf8();
    }
    (total + digit, used)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        for (text, number) in [
            ("二十三条", 23),
            ("十", 10),
            ("一百二十五", 125),
            ("一千零五十四条", 1054),
            ("七", 7),
            ("二百八十七", 287),
            ("五十", 50),
        ] {
            assert_eq!(numeral(text).0, number, "{text}");
        }
    }

    #[test]
    fn every_clause_stands_in_its_article() {
        let shelf = Library::built_in();
        assert_eq!(shelf.clauses.len(), 403);
        for clause in shelf.clauses.values() {
            let at = format!("{}#{}", clause.document, clause.article);
            assert!(shelf.stands(&at, &clause.quote), "{} {at}: {}", clause.id, clause.quote);
        }
    }

    #[test]
    fn citations_as_people_write_them() {
        let shelf = Library::built_in();
        for cite in ["inner-mongolia-2025#23", "规定23", "规定第二十三条", "规定二十三", "IM-23-01", "im-23-01"] {
            let article = shelf.article(cite).unwrap_or_else(|| panic!("{cite}"));
            assert!(article.text.contains("5个工作日"), "{cite}: {}", article.text);
        }
        assert!(shelf.article("意见七").unwrap().text.contains("90日"));
        assert!(shelf.article("民法典203").unwrap().text.contains("次日"));
        assert!(shelf.article("eco-code-2026#1054").unwrap().text.contains("五年"));
        assert!(shelf.article("规定99").is_none());
    }
}
