//! TOML with places: values that remember where they stood, and faults that say line, column and what was expected.

use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong at a place of a file; the words are `text`'s.
#[allow(missing_docs)] // each field is named in its variant's sentence
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// Not TOML; the parser's own words.
    Syntax(String),
    /// A key that nobody reads, and those that would be read.
    UnknownKey { key: String, allowed: Vec<String> },
    /// A name (of a fact, rule, profile, citation, …) that does not exist. `what` is a stable word such as `fact` or `citation`.
    UnknownName { what: &'static str, name: String, near: Vec<String> },
    /// A value of the wrong shape; `expected` is a stable word such as `day`, `text`, `cents`, `bool`, `list`, `table`.
    WrongShape { key: String, expected: &'static str, found: String },
    /// A required key is missing.
    Missing { key: String },
    /// Written twice; `what` as in `UnknownName`.
    Double { what: &'static str, name: String },
    /// A quote that does not stand in the cited article.
    QuoteNotFound { cite: String, quote: String },
    /// The layers of a profile go round in a circle.
    Cycle { name: String },
    /// Anything else, by a stable code and its values.
    Other { code: &'static str, values: Vec<String> },
}

/// A fault at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file's name as the officer gave it.
    pub file: String,
    /// Line from 1; 0 when the file as a whole is meant.
    pub line: usize,
    /// Column in characters from 1.
    pub column: usize,
    /// The line as it stands.
    pub source: String,
    /// How many characters to underline.
    pub width: usize,
    /// What is wrong.
    pub kind: FaultKind,
}

/// More faults than anybody reads at once; each costs a look through the file.
pub const MOST_FAULTS: usize = 100;

/// A file being read: its name and text, for turning spans into places.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The name to show.
    pub name: &'a str,
    /// The text.
    pub text: &'a str,
}

impl Source<'_> {
    /// A fault at a span of bytes.
    #[must_use]
    pub fn fault(&self, span: &Range<usize>, kind: FaultKind) -> Fault {
        let before = self.text.get(..span.start.min(self.text.len())).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let source = self.text.get(start..).unwrap_or("").lines().next().unwrap_or("").to_owned();
        let column = before.get(start..).unwrap_or("").chars().count() + 1;
        let marked = self.text.get(span.clone()).unwrap_or("").lines().next().unwrap_or("").chars().count();
        Fault { file: self.name.to_owned(), line, column, source, width: marked.max(1), kind }
    }

    /// A fault of the whole file.
    #[must_use]
    pub fn whole(&self, kind: FaultKind) -> Fault {
        Fault { file: self.name.to_owned(), line: 0, column: 0, source: String::new(), width: 0, kind }
    }

    /// Reads the text as TOML; every fault of its form at once.
    pub fn parse(&self) -> Result<Node, Vec<Fault>> {
        let (node, faults) = self.parse_all();
        if faults.is_empty() { Ok(node) } else { Err(faults) }
    }

    /// What can be read of a text, and every fault of its form.
    #[must_use]
    pub fn parse_all(&self) -> (Node, Vec<Fault>) {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        let mut faults: Vec<Fault> = Vec::new();
        for error in errors.into_iter().take(MOST_FAULTS) {
            let fault = self.fault(&error.span().unwrap_or(0..0), FaultKind::Syntax(error.message().to_owned()));
            // What follows from a fault on the same line says nothing new.
            if faults.iter().all(|known| known.line != fault.line) {
                faults.push(fault);
            }
        }
        faults.sort_by_key(|fault| (fault.line, fault.column));
        (Node { span: table.span(), value: Value::Table(Node::entries(table.get_ref())) }, faults)
    }
}

/// A key with the place where it stands, and its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub span: Range<usize>,
    /// Its value.
    pub node: Node,
}

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Bytes of the file.
    pub span: Range<usize>,
    /// The value.
    pub value: Value,
}

/// A TOML value; days and times are kept as they were written.
#[derive(Debug, Clone)]
pub enum Value {
    /// A text.
    Text(String),
    /// An integer.
    Int(i64),
    /// A float, as written.
    Float(String),
    /// A yes or no.
    Bool(bool),
    /// A date or time, as written.
    Date(String),
    /// A list.
    List(Vec<Node>),
    /// A table, in the order of the file.
    Table(Vec<Entry>),
}

impl Node {
    fn entries(table: &DeTable<'_>) -> Vec<Entry> {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry { key: key.get_ref().to_string(), span: key.span(), node: Self::of(value) })
            .collect();
        entries.sort_by_key(|entry| entry.span.start);
        entries
    }

    fn of(value: &Spanned<DeValue<'_>>) -> Self {
        let inner = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => {
                let digits = number.as_str().replace('_', "");
                i64::from_str_radix(&digits, number.radix()).map_or_else(|_| Value::Float(digits.clone()), Value::Int)
            }
            DeValue::Float(number) => Value::Float(number.as_str().to_owned()),
            DeValue::Boolean(yes) => Value::Bool(*yes),
            DeValue::Datetime(when) => Value::Date(when.to_string()),
            DeValue::Array(items) => Value::List(items.iter().map(Self::of).collect()),
            DeValue::Table(table) => Value::Table(Self::entries(table)),
        };
        Self { span: value.span(), value: inner }
    }

    /// The text of a text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// A day, written as a TOML date or as a quoted text: `YYYY-MM-DD`, of the years 1900 to 9999.
    #[must_use]
    pub fn day(&self) -> Option<super::Day> {
        match &self.value {
            Value::Text(text) | Value::Date(text) => super::day(text),
            _ => None,
        }
    }

    /// An integer.
    #[must_use]
    pub fn int(&self) -> Option<i64> {
        if let Value::Int(number) = self.value { Some(number) } else { None }
    }

    /// A yes or no.
    #[must_use]
    pub fn flag(&self) -> Option<bool> {
        if let Value::Bool(yes) = self.value { Some(yes) } else { None }
    }

    /// The items of a list.
    #[must_use]
    pub fn list(&self) -> Option<&[Node]> {
        if let Value::List(items) = &self.value { Some(items) } else { None }
    }

    /// The entries of a table.
    #[must_use]
    pub fn table(&self) -> Option<&[Entry]> {
        if let Value::Table(entries) = &self.value { Some(entries) } else { None }
    }

    /// The entry of a key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.table()?.iter().find(|entry| entry.key == key)
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// A word for what it is, as written or by shape.
    #[must_use]
    pub fn describe(&self) -> String {
        match &self.value {
            Value::Text(text) => format!("\"{text}\""),
            Value::Int(number) => number.to_string(),
            Value::Float(text) | Value::Date(text) => text.clone(),
            Value::Bool(yes) => yes.to_string(),
            Value::List(_) => "[…]".to_owned(),
            Value::Table(_) => "{…}".to_owned(),
        }
    }

    /// The same value as JSON, days as texts.
    pub fn json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Text(text) | Value::Float(text) | Value::Date(text) => Json::String(text.clone()),
            Value::Int(number) => Json::from(*number),
            Value::Bool(yes) => Json::Bool(*yes),
            Value::List(items) => Json::Array(items.iter().map(Self::json).collect()),
            Value::Table(entries) => Json::Object(entries.iter().map(|entry| (entry.key.clone(), entry.node.json())).collect()),
        }
    }
}

/// The names nearest to a mistyped one, by shared characters in order; at most three.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut scored: Vec<(usize, &str)> = known.into_iter().map(|candidate| (distance(name, candidate), candidate)).collect();
    scored.sort_unstable();
    let limit = name.chars().count() / 2 + 1;
    scored.into_iter().filter(|(far, _)| *far <= limit).take(3).map(|(_, candidate)| candidate.to_owned()).collect()
}

/// Edits between two short words.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, a) in left.chars().enumerate() {
        let mut diagonal = index;
        let mut before = index + 1;
        for (b, cell) in right.iter().zip(row.iter_mut().skip(1)) {
            let value = (*cell + 1).min(before + 1).min(diagonal + usize::from(a != *b));
            diagonal = *cell;
            *cell = value;
            before = value;
        }
    }
    // The first cell is only a border: the answer is the last one.
    row.last().copied().unwrap_or(0)
}
