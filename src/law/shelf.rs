//! A region brings its own texts: `documents.toml` beside its profile lists them, and its quotes are checked against them.
//! Text in, values out; reading files is the edge's business.

use super::library::{Document, Library, articles};
use crate::docket::tree::{Entry, Fault, FaultKind, Node, Source, nearest};

/// The file that lists the texts of a folder.
pub const LIST: &str = "documents.toml";

const KEYS: &[&str] = &["id", "short", "title", "file", "style", "section", "from", "to", "note"];

impl Library {
    /// Puts a folder on the shelf, given as names and texts: the documents that its list names, and every other TOML file
    /// as a profile. `keep`: a profile that is known already stays as it is. The names of its profiles.
    pub fn add_folder(&mut self, files: &[(String, String)], keep: bool) -> Result<Vec<String>, Vec<Fault>> {
        let bare = |name: &'_ str| name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
        let mut names = Vec::new();
        let texts: Vec<(String, &str)> = files.iter().map(|(name, text)| (bare(name), text.as_str())).collect();
        let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        for (name, text) in files {
            let plain = bare(name);
            if plain == LIST {
                let faults = self.add_documents(name, text, &texts);
                if !faults.is_empty() {
                    return Err(faults);
                }
            } else if let Some(stem) = plain.strip_suffix(".toml") {
                if !(keep && self.sources.contains_key(stem)) {
                    self.add_profile(name, text);
                }
                names.push(stem.to_owned());
            }
        }
        Ok(names)
    }

    /// The profile of a folder: the one that none of the others extends.
    #[must_use]
    pub fn top(&self, names: &[String]) -> Option<String> {
        let base = |name: &String| {
            let (file, text) = self.sources.get(name)?;
            let root = Source { name: file, text }.parse().ok()?;
            root.get("extends").and_then(Node::text).map(str::to_owned)
        };
        let bases: Vec<String> = names.iter().filter_map(base).collect();
        let mut tops = names.iter().filter(|name| !bases.contains(name));
        let top = tops.next()?;
        tops.next().is_none().then(|| top.clone())
    }

    /// Adds documents from a list of them and their files' texts; every fault of the list.
    pub fn add_documents(&mut self, name: &str, list: &str, files: &[(&str, &str)]) -> Vec<Fault> {
        let source = Source { name, text: list };
        let root = match source.parse() {
            Ok(root) => root,
            Err(faults) => return faults,
        };
        let mut reader = Reader { source, faults: Vec::new() };
        for entry in root.table().unwrap_or_default().iter().filter(|entry| entry.key != "document") {
            reader.unknown(entry, &["document"]);
        }
        let entry = root.entry("document");
        if let Some(entry) = entry.filter(|entry| entry.node.list().is_none()) {
            reader.wrong(entry, "list");
        }
        for node in entry.and_then(|entry| entry.node.list()).unwrap_or_default() {
            let Some(document) = reader.document(node, files) else { continue };
            match self.documents.get(&document.id) {
                // A text that is shelved already is not replaced: the quotes of its profiles rest on it.
                Some(known) if *known != document => {
                    let at = node.get("id").unwrap_or(node);
                    let kind = FaultKind::Double { what: "document", name: document.id };
                    reader.faults.push(source.fault(&at.span, kind));
                }
                _ => {
                    self.documents.insert(document.id.clone(), document);
                }
            }
        }
        reader.faults.sort_by_key(|fault| (fault.line, fault.column));
        reader.faults
    }
}

/// The names of the files that a list of documents names, those outside its folder left out.
#[must_use]
pub fn files(list: &str) -> Vec<String> {
    let Ok(root) = (Source { name: LIST, text: list }).parse() else { return Vec::new() };
    let nodes = root.get("document").and_then(Node::list).unwrap_or_default();
    let names = nodes.iter().filter_map(|node| node.get("file").and_then(Node::text));
    names.filter(|name| !name.contains(['/', '\\']) && !name.starts_with('.')).map(str::to_owned).collect()
}

struct Reader<'a> {
    source: Source<'a>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn unknown(&mut self, entry: &Entry, allowed: &[&str]) {
        let near = nearest(&entry.key, allowed.iter().copied());
        let allowed = if near.is_empty() { allowed.iter().map(|key| (*key).to_owned()).collect() } else { near };
        self.faults.push(self.source.fault(&entry.span, FaultKind::UnknownKey { key: entry.key.clone(), allowed }));
    }

    fn wrong(&mut self, entry: &Entry, expected: &'static str) {
        let kind = FaultKind::WrongShape { key: entry.key.clone(), expected, found: entry.node.describe() };
        self.faults.push(self.source.fault(&entry.node.span, kind));
    }

    fn other(&mut self, entry: &Entry, code: &'static str) {
        let kind = FaultKind::Other { code, values: vec![entry.node.describe()] };
        self.faults.push(self.source.fault(&entry.node.span, kind));
    }

    fn text(&mut self, node: &Node, key: &str, asked: bool) -> String {
        let Some(entry) = node.entry(key) else {
            if asked {
                self.faults.push(self.source.fault(&node.span, FaultKind::Missing { key: key.to_owned() }));
            }
            return String::new();
        };
        let text = entry.node.text().filter(|text| !text.trim().is_empty());
        if text.is_none() {
            self.wrong(entry, "text");
        }
        text.unwrap_or_default().to_owned()
    }

    fn day(&mut self, node: &Node, key: &str) -> Option<crate::docket::Day> {
        let entry = node.entry(key)?;
        let day = entry.node.day();
        if day.is_none() {
            self.wrong(entry, "day");
        }
        day
    }

    fn document(&mut self, node: &Node, files: &[(&str, &str)]) -> Option<Document> {
        let before = self.faults.len();
        for entry in node.table().unwrap_or_default().iter().filter(|entry| !KEYS.contains(&entry.key.as_str())) {
            self.unknown(entry, KEYS);
        }
        let (id, short, title) = (self.text(node, "id", true), self.text(node, "short", true), self.text(node, "title", true));
        let (file, section) = (self.text(node, "file", true), self.text(node, "section", false));
        let by_article = match (self.text(node, "style", false).as_str(), node.entry("style")) {
            ("" | "articles", _) => true,
            ("sections", _) => false,
            (_, Some(entry)) => {
                self.wrong(entry, "style");
                true
            }
            _ => true,
        };
        let (from, to) = (self.day(node, "from"), self.day(node, "to"));
        let whole = files.iter().find(|(name, _)| *name == file).map(|(_, text)| *text);
        if let (None, false, Some(entry)) = (whole, file.is_empty(), node.entry("file")) {
            self.other(entry, "document-file");
        }
        let part = match (whole, node.entry("section")) {
            (Some(whole), Some(entry)) => {
                let mut parts = whole.split("\n## ");
                let found = parts.find(|part| part.lines().next().is_some_and(|line| line.contains(&section)));
                if found.is_none() {
                    self.other(entry, "document-section");
                }
                found
            }
            (whole, _) => whole,
        };
        let articles = articles(part?, by_article);
        if let (true, Some(entry)) = (articles.keys().all(|number| *number == 0), node.entry("file")) {
            self.other(entry, if by_article { "document-no-articles" } else { "document-no-sections" });
        }
        (self.faults.len() == before).then_some(Document { id, short, title, from, to, articles, by_article })
    }
}
