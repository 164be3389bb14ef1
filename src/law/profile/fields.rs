//! Reading a merged table of a profile: the last layer that writes a key wins, and every key that nobody reads is a fault.

use crate::docket::KeyShape;
use crate::docket::tree::{Entry, Fault, FaultKind, MOST_FAULTS, Node, Source, nearest};
use crate::law::answer::{Cite, Force, Label};
use crate::law::cond::{Cond, CondError, Select};
use crate::law::library::Library;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A layer: a profile's source and its tree.
pub struct Layer<'a> {
    /// The profile's name.
    pub name: Arc<str>,
    /// Its source.
    pub source: Source<'a>,
    /// Its tree.
    pub root: Node,
}

/// What a loader collects while it reads.
pub struct Reader<'a> {
    /// The shelf.
    pub library: &'a Library,
    /// The layers, base first.
    pub layers: Vec<Layer<'a>>,
    /// Everything wrong so far.
    pub faults: Vec<Fault>,
    /// Readings that concern every counted time limit.
    pub common: Vec<crate::law::period::Reading>,
    /// What 法定休假日 means where a rule says nothing else.
    pub rest: crate::law::period::Rest,
    /// The lists of values, known before the rules that name them.
    pub lists: BTreeMap<String, Vec<super::Item>>,
}

/// A table merged over layers: key → (layer, entry).
#[derive(Clone)]
pub struct Fields<'t> {
    entries: BTreeMap<&'t str, (usize, &'t Entry)>,
    read: Vec<&'static str>,
}

impl<'t> Fields<'t> {
    /// Puts the entries of a table over those read so far.
    pub fn put(&mut self, layer: usize, node: &'t Node) {
        for entry in node.table().unwrap_or_default() {
            self.entries.insert(entry.key.as_str(), (layer, entry));
        }
    }

    /// A table of one layer.
    pub fn of(layer: usize, node: &'t Node) -> Self {
        let mut fields = Self { entries: BTreeMap::new(), read: Vec::new() };
        fields.put(layer, node);
        fields
    }

    /// The entry of a key, now read.
    pub fn take(&mut self, key: &'static str) -> Option<(usize, &'t Entry)> {
        self.read.push(key);
        self.entries.get(key).copied()
    }

    /// Whether a key is written.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Every key with the layer that wrote it.
    pub fn origins(&self) -> impl Iterator<Item = (&'t str, usize)> + use<'t, '_> {
        self.entries.iter().map(|(key, (layer, _))| (*key, *layer))
    }

    /// The entry of a key, not counted as read.
    pub fn see(&self, key: &str) -> Option<(usize, &'t Entry)> {
        self.entries.get(key).copied()
    }

    /// Puts those entries of other fields under these that these do not have.
    pub fn inherit(&mut self, other: &Self) {
        for (key, entry) in &other.entries {
            self.entries.entry(key).or_insert(*entry);
        }
    }

    /// Takes a key out.
    pub fn forget(&mut self, key: &str) {
        self.entries.remove(key);
    }

    /// The layer that wrote the last of its entries.
    pub fn layer(&self) -> usize {
        self.entries.values().map(|(layer, _)| *layer).max().unwrap_or(0)
    }

    /// Any entry, to point at when a key is missing.
    pub fn anywhere(&self) -> Option<(usize, &'t Entry)> {
        self.entries.get("id").or_else(|| self.entries.values().next()).copied()
    }
}

impl<'a> Reader<'a> {
    fn source(&self, layer: usize) -> Option<Source<'a>> {
        self.layers.get(layer).map(|layer| layer.source)
    }

    /// The name of a layer.
    pub fn origin(&self, layer: usize) -> Arc<str> {
        self.layers.get(layer).map_or_else(|| "".into(), |layer| layer.name.clone())
    }

    /// The layer that wrote each key of a rule.
    pub fn origins(&self, fields: &Fields<'_>) -> super::Origins {
        fields.origins().map(|(key, layer)| (key.into(), self.origin(layer))).collect()
    }

    /// Notes a fault at a node.
    pub fn fault(&mut self, layer: usize, node: &Node, kind: FaultKind) {
        if let Some(source) = self.source(layer).filter(|_| self.faults.len() < MOST_FAULTS) {
            self.faults.push(source.fault(&node.span, kind));
        }
    }

    /// Notes a value of the wrong shape.
    pub fn wrong(&mut self, layer: usize, entry: &Entry, expected: &'static str) {
        let kind = FaultKind::WrongShape { key: entry.key.clone(), expected, found: entry.node.describe() };
        self.fault(layer, &entry.node, kind);
    }

    /// Notes every key that nobody read.
    pub fn finish(&mut self, fields: &Fields<'_>) {
        for (key, (layer, entry)) in &fields.entries {
            if !fields.read.contains(key) {
                let near = nearest(key, fields.read.iter().copied());
                let mut allowed = near;
                if allowed.is_empty() {
                    for known in &fields.read {
                        if !allowed.iter().any(|key| key == known) {
                            allowed.push((*known).to_owned());
                        }
                    }
                }
                if let Some(source) = self.source(*layer).filter(|_| self.faults.len() < MOST_FAULTS) {
                    self.faults.push(source.fault(&entry.span, FaultKind::UnknownKey { key: (*key).to_owned(), allowed }));
                }
            }
        }
    }

    /// Notes a missing key.
    pub fn missing(&mut self, fields: &Fields<'_>, key: &str) {
        if let Some((layer, entry)) = fields.anywhere()
            && let Some(source) = self.source(layer)
        {
            self.faults.push(source.fault(&entry.span, FaultKind::Missing { key: key.to_owned() }));
        }
    }

    /// An optional text.
    pub fn text(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Option<Arc<str>> {
        let (layer, entry) = fields.take(key)?;
        let text = entry.node.text();
        if text.is_none() {
            self.wrong(layer, entry, "text");
        }
        text.map(Into::into)
    }

    /// A text that has to be there.
    pub fn required(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Arc<str> {
        if fields.entries.contains_key(key) {
            return self.text(fields, key).unwrap_or_default();
        }
        fields.read.push(key);
        self.missing(fields, key);
        Arc::default()
    }

    /// An optional integer.
    pub fn int(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Option<i64> {
        let (layer, entry) = fields.take(key)?;
        let number = entry.node.int();
        if number.is_none() {
            self.wrong(layer, entry, "int");
        }
        number
    }

    /// A number above zero that has to be there.
    pub fn positive(&mut self, fields: &mut Fields<'_>, key: &'static str) -> i64 {
        let Some((layer, entry)) = fields.take(key) else {
            self.missing(fields, key);
            return 1;
        };
        let (most, wide) = if key == "cents" { (1_000_000_000_000_000, "cents") } else { (99_999, "small-positive") };
        let expected = if entry.node.int().is_some_and(|number| number > 0) { wide } else { "positive" };
        let number = entry.node.int().filter(|number| (1..=most).contains(number));
        if number.is_none() {
            self.wrong(layer, entry, expected);
        }
        number.unwrap_or(1)
    }

    /// The list `owner`: who owes, grants or causes something.
    pub fn people(&self) -> &[super::Item] {
        self.lists.get("owner").map(Vec::as_slice).unwrap_or_default()
    }

    /// The name of a list that has to be there.
    pub fn list_name(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Arc<str> {
        let name = self.required(fields, key);
        if let Some((layer, entry)) = fields.see(key)
            && !self.lists.contains_key(&*name)
        {
            let near = nearest(&name, self.lists.keys().map(String::as_str));
            let near = if near.is_empty() { self.lists.keys().cloned().collect() } else { near };
            self.fault(layer, &entry.node, FaultKind::UnknownName { what: "list", name: name.to_string(), near });
        }
        name
    }

    /// Who owes, grants or caused something: a key of the list `owner`.
    pub fn owner(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Arc<str> {
        let name = self.text(fields, key).unwrap_or_default();
        if let Some((layer, entry)) = fields.see(key)
            && !name.is_empty()
            && self.people().iter().all(|item| item.key != name)
        {
            let near = nearest(&name, self.people().iter().map(|item| &*item.key));
            let near = if near.is_empty() { self.people().iter().map(|item| item.key.to_string()).collect() } else { near };
            self.fault(layer, &entry.node, FaultKind::UnknownName { what: "owner", name: name.to_string(), near });
        }
        name
    }

    /// Notes something that a rule says and that makes no sense there.
    pub fn odd(&mut self, fields: &Fields<'_>, key: &str, code: &'static str) {
        let place = fields.see(key).or_else(|| fields.anywhere());
        if let Some((layer, entry)) = place
            && let Some(source) = self.source(layer)
        {
            self.faults.push(source.fault(&entry.span, FaultKind::Other { code, values: vec![key.to_owned()] }));
        }
    }

    /// A yes or no, `default` where it is not written.
    pub fn flag(&mut self, fields: &mut Fields<'_>, key: &'static str, default: bool) -> bool {
        let Some((layer, entry)) = fields.take(key) else { return default };
        entry.node.flag().unwrap_or_else(|| {
            self.wrong(layer, entry, "bool");
            default
        })
    }

    /// An optional day.
    pub fn day(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Option<crate::docket::Day> {
        let (layer, entry) = fields.take(key)?;
        let day = entry.node.day();
        if day.is_none() {
            self.wrong(layer, entry, "day");
        }
        day
    }

    /// A list of texts with their nodes; a single text is a list of one.
    pub fn texts<'t>(&mut self, fields: &mut Fields<'t>, key: &'static str) -> Vec<(usize, &'t Node, &'t str)> {
        let Some((layer, entry)) = fields.take(key) else { return Vec::new() };
        let nodes = entry.node.list().unwrap_or(std::slice::from_ref(&entry.node));
        let mut found = Vec::new();
        for node in nodes {
            match node.text() {
                Some(text) => found.push((layer, node, text)),
                None => self.wrong(layer, entry, "texts"),
            }
        }
        found
    }

    /// One of a few words.
    pub fn word<T: Copy>(&mut self, fields: &mut Fields<'_>, key: &'static str, words: &[(&str, T)], default: T) -> T {
        let Some((layer, entry)) = fields.take(key) else { return default };
        let found = entry.node.text().and_then(|text| words.iter().find(|(word, _)| *word == text));
        if found.is_none() {
            let allowed = words.iter().map(|(word, _)| (*word).to_owned()).collect();
            let kind = FaultKind::UnknownName { what: "word", name: entry.node.describe(), near: allowed };
            self.fault(layer, &entry.node, kind);
        }
        found.map_or(default, |(_, value)| *value)
    }

    /// A label: `zh` (or the key given) and its `_en`.
    pub fn label(&mut self, fields: &mut Fields<'_>, zh: &'static str, en: &'static str) -> Label {
        let chinese = self.required(fields, zh);
        let english = self.text(fields, en).unwrap_or_else(|| chinese.clone());
        Label { zh: chinese, en: english }
    }

    /// How strongly a text speaks.
    pub fn force(&mut self, fields: &mut Fields<'_>, default: Force) -> Force {
        self.strength(fields, "force", default)
    }

    /// How strongly a text speaks, under any key.
    pub fn strength(&mut self, fields: &mut Fields<'_>, key: &'static str, default: Force) -> Force {
        self.word(fields, key, &[("must", Force::Must), ("in-principle", Force::InPrinciple), ("may", Force::May)], default)
    }

    /// Citations: clause ids, `document#article`, or `{ at, quote }`; quotes have to stand in their article.
    pub fn cites(&mut self, fields: &mut Fields<'_>) -> Vec<Cite> {
        let Some((layer, entry)) = fields.take("cite") else { return Vec::new() };
        let nodes = entry.node.list().unwrap_or(std::slice::from_ref(&entry.node));
        nodes.iter().filter_map(|node| self.cite(layer, node)).collect()
    }

    fn cite(&mut self, layer: usize, node: &Node) -> Option<Cite> {
        let (at, quote) = match node.text() {
            Some(text) => (text, None),
            None => (node.get("at").and_then(|at| at.text()).unwrap_or_default(), node.get("quote")),
        };
        let words = quote.and_then(|quote| quote.text());
        let Some(cite) = self.library.cite(at, words) else {
            let articles = self.library.documents.keys().map(String::as_str);
            let near = nearest(at, self.library.clauses.keys().map(String::as_str).chain(articles));
            self.fault(layer, node, FaultKind::UnknownName { what: "citation", name: at.to_owned(), near });
            return None;
        };
        if let (Some(words), Some(quote)) = (words, quote)
            && !self.library.stands(&cite.at, words)
        {
            self.fault(layer, quote, FaultKind::QuoteNotFound { cite: at.to_owned(), quote: words.to_owned() });
        }
        Some(cite)
    }

    fn language(&mut self, layer: usize, node: &Node, error: CondError) {
        // The text starts one byte after its quotation mark.
        let at = node.span.start + 1 + error.at;
        let kind = if let Some(what) = [("name", "condition"), ("fact", "fact")].iter().find(|(word, _)| *word == error.expected)
        {
            FaultKind::UnknownName { what: what.1, name: error.found.clone(), near: error.near }
        } else {
            FaultKind::WrongShape { key: "condition".to_owned(), expected: error.expected, found: error.found.clone() }
        };
        if let Some(source) = self.source(layer) {
            self.faults.push(source.fault(&(at..at + error.found.len()), kind));
        }
    }

    /// A condition.
    pub fn cond(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Option<Cond> {
        let (layer, entry) = fields.take(key)?;
        let Some(text) = entry.node.text() else {
            self.wrong(layer, entry, "text");
            return None;
        };
        Cond::parse(text).map_err(|error| self.language(layer, &entry.node, error)).ok()
    }

    /// A choice of facts at a node.
    pub fn select_at(&mut self, layer: usize, node: &Node) -> Option<Select> {
        Select::parse(node.text()?).map_err(|error| self.language(layer, node, error)).ok()
    }

    /// Choices of facts.
    pub fn selects(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Vec<Select> {
        let shape = if key == "length_from" { KeyShape::Int } else { KeyShape::Day };
        let mut found = Vec::new();
        for (layer, node, _) in self.texts(fields, key) {
            let Some(select) = self.select_at(layer, node) else { continue };
            let own = select.day_key.as_ref().and_then(|key| select.kind.key(key));
            if own.is_some_and(|own| own != shape && own != KeyShape::Any) {
                let code = if shape == KeyShape::Int { "rule-number-key" } else { "rule-day-key" };
                self.fault(layer, node, FaultKind::Other { code, values: vec![node.describe()] });
            }
            found.push(select);
        }
        found
    }

    /// One choice of facts.
    pub fn select(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Option<Select> {
        self.selects(fields, key).into_iter().next()
    }

    /// The tables of a list.
    pub fn tables<'t>(&mut self, fields: &mut Fields<'t>, key: &'static str) -> Vec<(usize, &'t Node)> {
        let Some((layer, entry)) = fields.take(key) else { return Vec::new() };
        let nodes = entry.node.list().unwrap_or(std::slice::from_ref(&entry.node));
        if nodes.iter().any(|node| node.table().is_none()) {
            self.wrong(layer, entry, "table");
        }
        nodes.iter().filter(|node| node.table().is_some()).map(|node| (layer, node)).collect()
    }
}
