//! A docket written as a TOML file: profile, today, attributes and dated facts. Reads what can be read and says
//! every place that cannot; judges nothing.

use super::money::AMOUNTS;
use super::tree::{Entry, Fault, FaultKind, MOST_FAULTS, Node, Source, nearest};
use super::{Attributes, Data, Day, Docket, Fact, KeyShape, Kind};
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::ops::RangeInclusive;

/// Numbers of days, meetings and people that a file may state.
const NUMBERS: RangeInclusive<i64> = 0..=99_999;

/// More facts and liable parties than any case has had: every party is looked at for every fact.
const MOST_FACTS: usize = 2_000;
const MOST_PARTIES: usize = 100;

/// A docket file as read.
#[derive(Debug, Clone, Default)]
pub struct DocketFile {
    /// The day to judge it on, if the file says so.
    pub today: Option<Day>,
    /// The docket; its profile is the one the file names.
    pub docket: Docket,
}

/// Reads a docket file; on failure every fault at once.
pub fn parse(name: &str, text: &str) -> Result<DocketFile, Vec<Fault>> {
    let source = Source { name, text };
    let root = source.parse()?;
    let mut reader = Reader { source, faults: Vec::new() };
    let file = reader.file(&root);
    let parties = file.docket.attributes.parties.iter().map(|party| party.name.as_str());
    let parties: HashSet<&str> = parties.chain(file.docket.facts.iter().filter_map(Fact::party)).collect();
    if parties.len() > MOST_PARTIES {
        let values = vec![parties.len().to_string(), MOST_PARTIES.to_string()];
        reader.faults.push(source.whole(FaultKind::Other { code: "docket-too-many-parties", values }));
    }
    if reader.faults.is_empty() { Ok(file) } else { Err(reader.faults) }
}

struct Reader<'a> {
    source: Source<'a>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn wrong(&mut self, entry: &Entry, expected: &'static str) {
        let expected = if expected == "day" { "fact-day" } else { expected };
        let kind = FaultKind::WrongShape { key: entry.key.clone(), expected, found: entry.node.describe() };
        self.faults.push(self.source.fault(&entry.node.span, kind));
    }

    fn unknown(&mut self, entry: &Entry, allowed: &[&str]) {
        let near = nearest(&entry.key, allowed.iter().copied());
        let allowed = if near.is_empty() { allowed.iter().map(|name| (*name).to_owned()).collect() } else { near };
        self.faults.push(self.source.fault(&entry.span, FaultKind::UnknownKey { key: entry.key.clone(), allowed }));
    }

    fn file(&mut self, root: &Node) -> DocketFile {
        let mut file = DocketFile::default();
        for entry in root.table().unwrap_or_default() {
            match entry.key.as_str() {
                "profile" => match entry.node.text() {
                    Some(name) => file.docket.profile = name.to_owned(),
                    None => self.wrong(entry, "text"),
                },
                "today" => match entry.node.day() {
                    Some(day) => file.today = Some(day),
                    None => self.wrong(entry, "day"),
                },
                "attributes" => file.docket.attributes = self.attributes(entry),
                "fact" => self.facts(entry, &mut file.docket.facts),
                _ => self.unknown(entry, &["profile", "today", "attributes", "fact"]),
            }
        }
        file
    }

    fn attributes(&mut self, entry: &Entry) -> Attributes {
        let Some(entries) = entry.node.table() else {
            self.wrong(entry, "table");
            return Attributes::default();
        };
        let mut map = Map::new();
        for entry in entries {
            if !Attributes::NAMES.contains(&entry.key.as_str()) {
                self.unknown(entry, Attributes::NAMES);
                continue;
            }
            // One key at a time, so that the fault stands at its own place.
            let value = entry.node.json();
            let amount = |node: &Node| node.int().is_some_and(|cents| AMOUNTS.contains(&cents));
            let fits = match entry.key.as_str() {
                "prior_damage_on" => entry.node.day().is_some(),
                "damage_cents" | "costs_cents" => amount(&entry.node),
                _ => true,
            };
            let expected = match entry.key.as_str() {
                "prior_damage_on" => "day",
                "damage_cents" | "costs_cents" => "cents",
                "parties" => "parties",
                "metrics" => "metrics",
                "prior_damage_days" => "days",
                "red_line"
                | "protected_area"
                | "province_requires_start"
                | "estimated"
                | "liability_disputed"
                | "facts_simple"
                | "effect_small"
                | "criminal_case"
                | "across_provinces"
                | "across_leagues"
                | "national_influence" => "bool",
                "places" => "texts",
                _ => "text",
            };
            if !fits || Attributes::from_map(Map::from_iter([(entry.key.clone(), value.clone())])).is_err() {
                self.wrong(entry, expected);
            } else {
                map.insert(entry.key.clone(), value);
            }
        }
        Attributes::from_map(map).unwrap_or_default()
    }

    fn facts(&mut self, entry: &Entry, facts: &mut Vec<Fact>) {
        let Some(items) = entry.node.list() else {
            self.wrong(entry, "list");
            return;
        };
        if items.len() > MOST_FACTS {
            let values = vec![items.len().to_string(), MOST_FACTS.to_string()];
            self.faults.push(self.source.fault(&entry.span, FaultKind::Other { code: "docket-too-many-facts", values }));
            return;
        }
        for (index, item) in items.iter().enumerate() {
            if self.faults.len() >= MOST_FAULTS {
                break;
            }
            if let Some(fact) = self.fact(entry, item, index as i64 + 1) {
                facts.push(fact);
            }
        }
    }

    fn fact(&mut self, whole: &Entry, item: &Node, place: i64) -> Option<Fact> {
        let Some(entries) = item.table() else {
            self.wrong(whole, "table");
            return None;
        };
        let kind = if let Some(entry) = item.entry("kind") {
            match entry.node.text().map(|name| (name, Kind::parse(name))) {
                Some((_, Some(kind))) => Some(kind),
                Some((name, None)) => {
                    let near = nearest(name, Kind::ALL.iter().map(|kind| kind.name()));
                    let kind = FaultKind::UnknownName { what: "fact", name: name.to_owned(), near };
                    self.faults.push(self.source.fault(&entry.node.span, kind));
                    None
                }
                None => {
                    self.wrong(entry, "text");
                    None
                }
            }
        } else {
            self.faults.push(self.source.fault(&item.span, FaultKind::Missing { key: "kind".to_owned() }));
            None
        };
        let on = if let Some(entry) = item.entry("on") {
            entry.node.day().or_else(|| {
                self.wrong(entry, "day");
                None
            })
        } else {
            self.faults.push(self.source.fault(&item.span, FaultKind::Missing { key: "on".to_owned() }));
            None
        };
        let kind = kind?;
        let mut data = Data::default();
        let mut id = place;
        let mut by = String::new();
        for entry in entries.iter().filter(|entry| !matches!(entry.key.as_str(), "kind" | "on")) {
            if self.faults.len() >= MOST_FAULTS {
                break;
            }
            let Some(shape) = kind.key(&entry.key) else {
                let mut allowed = vec!["kind", "on", "by", "paper", "note", "party", "id"];
                allowed.extend(kind.keys().iter().map(|(key, _)| *key));
                self.unknown(entry, &allowed);
                continue;
            };
            if entry.key == "payments" {
                self.plan(entry);
            }
            let Some(value) = self.value(entry, shape) else { continue };
            match entry.key.as_str() {
                "by" => value.as_str().unwrap_or_default().clone_into(&mut by),
                // On a withdrawal the id names the fact taken back, elsewhere it is the fact's own.
                "id" if kind != Kind::FactWithdrawn => id = value.as_i64().unwrap_or(place),
                _ => data.set(&entry.key, value),
            }
        }
        let withdraws = (kind == Kind::FactWithdrawn).then(|| data.int("id")).flatten();
        Some(Fact { id, kind, on: on?, at: 0, by, data, withdraws })
    }

    /// The amounts of a plan are amounts like all others, each said at its place.
    fn plan(&mut self, plan: &Entry) {
        for part in plan.node.list().unwrap_or_default() {
            let amounts = part.table().unwrap_or_default().iter().filter(|entry| entry.key.ends_with("_cents"));
            for entry in amounts {
                if !entry.node.int().is_some_and(|cents| AMOUNTS.contains(&cents)) {
                    self.wrong(entry, "cents");
                }
            }
        }
    }

    fn value(&mut self, entry: &Entry, shape: KeyShape) -> Option<Value> {
        let node = &entry.node;
        let (fits, expected) = match shape {
            KeyShape::Text => (node.text().is_some(), "text"),
            KeyShape::Day => (node.day().is_some(), "day"),
            KeyShape::Days => (node.list().is_some_and(|items| items.iter().all(|item| item.day().is_some())), "days"),
            KeyShape::Cents => (node.int().is_some_and(|cents| AMOUNTS.contains(&cents)), "cents"),
            // A fact's number is the database's; every other integer counts days, meetings or people.
            KeyShape::Int if entry.key == "id" => (node.int().is_some(), "int"),
            KeyShape::Int => (node.int().is_some_and(|number| NUMBERS.contains(&number)), "small-int"),
            KeyShape::Bool => (node.flag().is_some(), "bool"),
            KeyShape::Texts => (node.list().is_some_and(|items| items.iter().all(|item| item.text().is_some())), "texts"),
            KeyShape::Any => (true, "any"),
        };
        if fits {
            Some(node.json())
        } else {
            self.wrong(entry, expected);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
profile = "inner-mongolia"
today = 2026-06-30
[attributes]
channel = "procuratorate"
damage_cents = 41230000
[[fact]]
kind = "lead.received"
on = 2026-03-02
[[fact]]
kind = "notice.received"
on = "2026-05-06"
party = "某厂"
"#;

    #[test]
    fn reads_dates_and_texts() {
        let file = parse("x.toml", GOOD).unwrap();
        assert_eq!(file.docket.attributes.damage_cents, Some(41_230_000));
        assert_eq!(file.docket.facts[1].party(), Some("某厂"));
        assert_eq!(file.docket.facts[1].on, Day::from_ymd_opt(2026, 5, 6).unwrap());
    }

    #[test]
    fn every_fault_at_once_with_its_place() {
        let text = "profil = \"x\"\n[[fact]]\nkind = \"lead.recieved\"\non = 2026-05-01\n[[fact]]\nkind = \"check.concluded\"\non = \"2026-02-30\"\nfoo = 1\n";
        let faults = parse("x.toml", text).unwrap_err();
        let lines: Vec<_> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [1, 3, 7, 8]);
        assert!(matches!(&faults[1].kind, FaultKind::UnknownName { near, .. } if near[0] == "lead.received"));
    }

    #[test]
    fn an_impossible_toml_date_is_a_syntax_fault() {
        let faults = parse("x.toml", "today = 2026-02-30\n").unwrap_err();
        assert_eq!(faults[0].line, 1);
    }
}
