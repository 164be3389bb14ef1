//! Loading a profile: its layers, merged rule by rule, key by key; every fault at once.

use super::fields::{Fields, Layer, Reader};
use super::{Cap, Item, Limit, Notice, Part, Profile};
use crate::docket::tree::{Fault, FaultKind, Node, Source};
use crate::docket::{Attributes, Kind};
use crate::law::answer::{Force, Label};
use crate::law::cond::{Cond, Term};
use crate::law::library::Library;
use sha2::{Digest, Sha256};
use std::sync::Arc;

impl Profile {
    /// Loads a profile of the shelf with all layers it extends.
    pub fn load(library: &Library, name: &str) -> Result<Self, Vec<Fault>> {
        let layers = layers(library, name)?;
        let mut reader = Reader { library, layers, faults: Vec::new(), common: Vec::new() };
        let profile = reader.profile();
        if reader.faults.is_empty() { Ok(profile) } else { Err(reader.faults) }
    }
}

/// The chain of `extends`, base first.
fn layers<'a>(library: &'a Library, name: &str) -> Result<Vec<Layer<'a>>, Vec<Fault>> {
    let mut chain: Vec<Layer<'a>> = Vec::new();
    let mut next = name.to_owned();
    loop {
        let Some((file, text)) = library.sources.get(&next) else {
            let near = library.names().map(str::to_owned).collect();
            let kind = FaultKind::UnknownName { what: "profile", name: next, near };
            let fault = match chain.last() {
                Some(layer) => match layer.root.get("extends") {
                    Some(node) => layer.source.fault(&node.span, kind),
                    None => layer.source.whole(kind),
                },
                None => Source { name, text: "" }.whole(kind),
            };
            return Err(vec![fault]);
        };
        let source = Source { name: file, text };
        let root = source.parse()?;
        if let Some(again) = chain.iter().find(|layer| *layer.name == next) {
            let span = again.root.get("extends").map_or(0..0, |node| node.span.clone());
            return Err(vec![again.source.fault(&span, FaultKind::Cycle { name: next })]);
        }
        let base = root.get("extends").and_then(Node::text).map(str::to_owned);
        chain.push(Layer { name: next.as_str().into(), source, root });
        match base {
            Some(base) => next = base,
            None => break,
        }
    }
    chain.reverse();
    Ok(chain)
}

/// Rules of one table over all layers, by id, in the order in which they were first written.
pub struct Group<'t> {
    /// The rules with their ids.
    pub rules: Vec<(String, Fields<'t>)>,
}

impl Reader<'_> {
    fn profile(&mut self) -> Profile {
        // Trees are moved aside so that rules may borrow them while faults are noted.
        let roots: Vec<Node> = self.layers.iter().map(|layer| layer.root.clone()).collect();
        let mut profile = Profile { layers: self.layers.iter().map(|layer| layer.name.clone()).collect(), ..Profile::default() };
        self.heads(&roots, &mut profile);
        for (id, mut fields) in self.group(&roots, "limit", "id").rules {
            let limit = self.limit(&mut fields, &mut profile.notices);
            profile.limits.insert(id, limit);
        }
        for (id, mut fields) in self.group(&roots, "cap", "id").rules {
            if let Some(cap) = self.cap(&mut fields) {
                profile.caps.insert(id, cap);
            }
        }
        self.lists(&roots, &mut profile);
        self.sharing(&roots, &mut profile);
        for (layer, root) in roots.iter().enumerate() {
            let mut fields = Fields::of(layer, root);
            let tables = self.tables(&mut fields, "reading");
            let readings = self.reading_tables(tables);
            self.common.retain(|known| readings.iter().all(|reading| reading.id != known.id));
            self.common.extend(readings);
        }
        for (of, mut fields) in self.group(&roots, "choice", "of").rules {
            self.required(&mut fields, "of");
            let list = self.required(&mut fields, "list");
            self.finish(&fields);
            profile.choices.insert(of, list);
        }
        for (_, mut fields) in self.group(&roots, "period", "id").rules {
            let period = self.period(&mut fields);
            profile.periods.push(Arc::new(period));
        }
        for (_, mut fields) in self.group(&roots, "step", "id").rules {
            if let Some(step) = self.step(&mut fields) {
                profile.steps.push(Arc::new(step));
            }
        }
        for (layer, root) in roots.iter().enumerate() {
            for (_, node) in self.tables(&mut Fields::of(layer, root), "part") {
                let part = self.part(&mut Fields::of(layer, node), &profile);
                profile.parts.push(part);
            }
        }
        self.names(&roots, &profile);
        profile
    }

    /// Clauses that a part of the program carries. The parts of the two edges (`cli`, `screen`) are theirs to know:
    /// a test asks them.
    fn part(&mut self, fields: &mut Fields<'_>, profile: &Profile) -> Part {
        let is = self.required(fields, "is");
        let mut carries = Vec::new();
        for (layer, node, id) in self.texts(fields, "carries") {
            if self.library.clauses.contains_key(id) {
                carries.push(id.into());
            } else {
                let near = crate::docket::tree::nearest(id, self.library.clauses.keys().map(String::as_str));
                self.fault(layer, node, FaultKind::UnknownName { what: "citation", name: id.to_owned(), near });
            }
        }
        let (kind, name) = is.split_once(' ').unwrap_or((&is, ""));
        let there = match kind {
            "cli" | "screen" => !name.is_empty(),
            "fact" => Kind::parse(name).is_some(),
            "key" => {
                name.rsplit_once('.').is_some_and(|(fact, key)| Kind::parse(fact).is_some_and(|fact| fact.key(key).is_some()))
            }
            "attribute" => Attributes::NAMES.contains(&name),
            "list" => profile.lists.contains_key(name),
            "period" => profile.period(name).is_some(),
            _ => false,
        };
        if let Some((layer, entry)) = fields.take("is")
            && !there
        {
            let near = ["attribute", "cli", "fact", "key", "list", "period", "screen"].map(str::to_owned).to_vec();
            self.fault(layer, &entry.node, FaultKind::UnknownName { what: "part", name: is.to_string(), near });
        }
        self.finish(fields);
        Part { is, carries }
    }

    fn heads(&mut self, roots: &[Node], profile: &mut Profile) {
        let known = [
            "name",
            "title",
            "title_en",
            "version",
            "extends",
            "in_force_from",
            "limit",
            "cap",
            "list",
            "route",
            "routing",
            "jurisdiction",
            "area",
            "period",
            "step",
            "context_only",
            "reading",
            "choice",
            "part",
        ];
        let mut hash = Sha256::new();
        for (layer, root) in roots.iter().enumerate() {
            if let Some(layer) = self.layers.get(layer) {
                hash.update(layer.source.text.as_bytes());
            }
            let mut fields = Fields::of(layer, root);
            for key in known {
                fields.take(key);
            }
            self.finish(&fields);
            profile.title = self.label(&mut fields, "title", "title_en");
            profile.version = self.required(&mut fields, "version");
            profile.name = self.required(&mut fields, "name");
            profile.in_force_from = self.day(&mut fields, "in_force_from").or(profile.in_force_from);
            for (at, node, id) in self.texts(&mut fields, "context_only") {
                if self.library.clauses.contains_key(id) {
                    profile.context_only.push(id.into());
                } else {
                    self.fault(at, node, FaultKind::UnknownName { what: "citation", name: id.to_owned(), near: Vec::new() });
                }
            }
        }
        profile.hash = hash.finalize().iter().take(8).fold(String::new(), |text, byte| format!("{text}{byte:02x}")).into();
    }

    /// Collects the tables `[[name]]` of all layers by their key; `remove = true` takes a rule of a lower layer out.
    pub fn group<'t>(&mut self, roots: &'t [Node], name: &'static str, key: &'static str) -> Group<'t> {
        let mut group = Group { rules: Vec::new() };
        for (layer, root) in roots.iter().enumerate() {
            let mut seen: Vec<&str> = Vec::new();
            let mut fields = Fields::of(layer, root);
            for (_, node) in self.tables(&mut fields, name) {
                let Some(id) = node.get(key).and_then(Node::text) else {
                    self.fault(layer, node, FaultKind::Missing { key: key.to_owned() });
                    continue;
                };
                if seen.contains(&id) {
                    let at = node.get(key).unwrap_or(node);
                    self.fault(layer, at, FaultKind::Double { what: name, name: id.to_owned() });
                    continue;
                }
                seen.push(id);
                if node.get("remove").and_then(Node::flag) == Some(true) {
                    group.rules.retain(|(known, _)| known != id);
                } else if let Some((_, fields)) = group.rules.iter_mut().find(|(known, _)| known == id) {
                    fields.put(layer, node);
                } else {
                    group.rules.push((id.to_owned(), Fields::of(layer, node)));
                }
            }
        }
        group
    }

    fn limit(&mut self, fields: &mut Fields<'_>, notices: &mut Vec<Notice>) -> Limit {
        let id = self.required(fields, "id");
        let limit = Limit {
            label: self.label(fields, "zh", "en"),
            cents: self.int(fields, "cents").unwrap_or(0),
            ceiling: self.int(fields, "ceiling"),
            origin: self.origin(fields.layer()),
            cites: self.cites(fields),
        };
        self.finish(fields);
        if limit.ceiling.is_some_and(|ceiling| limit.cents > ceiling) {
            let values = vec![id.to_string(), limit.cents.to_string(), limit.ceiling.unwrap_or(0).to_string()];
            notices.push(Notice { code: "limit-above-ceiling", values, cites: limit.cites.clone() });
        }
        limit
    }

    fn cap(&mut self, fields: &mut Fields<'_>) -> Option<Cap> {
        self.required(fields, "id");
        let label = self.label(fields, "zh", "en");
        let limit = self.int(fields, "limit");
        if limit.is_none() {
            self.missing(fields, "limit");
        }
        let counts = self.select(fields, "counts");
        if counts.is_none() {
            self.missing(fields, "counts");
        }
        let per_round = self.flag(fields, "per_round", false);
        let force = self.force(fields, Force::Must);
        let origin = self.origin(fields.layer());
        let cites = self.cites(fields);
        self.finish(fields);
        Some(Cap { label, limit: limit?, counts: counts?, per_round, force, origin, cites })
    }

    fn lists(&mut self, roots: &[Node], profile: &mut Profile) {
        for (layer, root) in roots.iter().enumerate() {
            let Some(lists) = root.get("list") else { continue };
            for entry in lists.table().unwrap_or_default() {
                let items = profile.lists.entry(entry.key.clone()).or_default();
                let Some(nodes) = entry.node.list() else {
                    self.wrong(layer, entry, "list");
                    continue;
                };
                for node in nodes {
                    let mut fields = Fields::of(layer, node);
                    let key = self.required(&mut fields, "key");
                    if self.flag(&mut fields, "remove", false) {
                        items.retain(|item| item.key != key);
                        continue;
                    }
                    let item = self.item(&mut fields, key, layer);
                    match items.iter_mut().find(|known| known.key == item.key) {
                        Some(known) => *known = item,
                        None => items.push(item),
                    }
                }
            }
        }
    }

    fn item(&mut self, fields: &mut Fields<'_>, key: Arc<str>, layer: usize) -> Item {
        let label = self.label(fields, "zh", "en");
        let asks = self.texts(fields, "asks").into_iter().map(|(_, _, text)| text.to_owned()).collect::<Vec<_>>();
        let asks_en: Vec<_> = self.texts(fields, "asks_en").into_iter().map(|(_, _, text)| text.to_owned()).collect();
        let asks = asks
            .iter()
            .enumerate()
            .map(|(place, zh)| Label { zh: zh.as_str().into(), en: asks_en.get(place).unwrap_or(zh).as_str().into() })
            .collect();
        let item = Item {
            key,
            label,
            origin: self.origin(layer),
            asks,
            when: self.cond(fields, "when"),
            opinion: self.flag(fields, "opinion", false),
            ready: self.flag(fields, "ready", false),
            cites: self.cites(fields),
        };
        self.finish(fields);
        item
    }

    /// Names inside conditions and steps that only the whole profile can check: limits, caps, time limits.
    fn names(&mut self, roots: &[Node], profile: &Profile) {
        let mut unknown: Vec<String> = Vec::new();
        let mut look = |cond: &Cond| {
            cond.walk(&mut |inner| {
                match inner {
                    Cond::Passed(id) | Cond::Over(id) | Cond::Within(_, id) if profile.period(id).is_none() => {
                        unknown.push(id.to_string());
                    }
                    Cond::Capped(id) if !profile.caps.contains_key(&**id) => unknown.push(id.to_string()),
                    _ => {}
                }
                for term in inner.terms() {
                    match term {
                        Term::Limit(id) if !profile.limits.contains_key(&**id) => unknown.push(id.to_string()),
                        Term::Cap(id) if !profile.caps.contains_key(&**id) => unknown.push(id.to_string()),
                        _ => {}
                    }
                }
            });
        };
        for step in &profile.steps {
            step.when.iter().chain(&step.must_when).chain(step.needs.iter().map(|need| &need.cond)).for_each(&mut look);
        }
        profile.periods.iter().filter_map(|period| period.applies.as_ref()).for_each(&mut look);
        profile.lists.values().flatten().filter_map(|item| item.when.as_ref()).for_each(&mut look);
        profile.routes.iter().filter_map(|route| route.when.as_ref()).for_each(&mut look);
        profile.jurisdictions.iter().filter_map(|rule| rule.when.as_ref()).for_each(&mut look);
        for step in &profile.steps {
            unknown.extend(step.papers.iter().filter(|paper| profile.item("paper", paper).is_none()).map(ToString::to_string));
            if let Some(id) = &step.period
                && profile.period(id).is_none()
            {
                unknown.push(id.to_string());
            }
        }
        for name in unknown {
            let known = profile.periods.iter().map(|period| &*period.id);
            let known = known.chain(profile.limits.keys().map(String::as_str)).chain(profile.caps.keys().map(String::as_str));
            let near = crate::docket::tree::nearest(&name, known);
            let kind = FaultKind::UnknownName { what: "rule", name: name.clone(), near };
            // The newest layer that writes the name is where it has to be mended.
            let place = self.layers.iter().rev().find_map(|layer| layer.source.text.rfind(&name).map(|at| (layer.source, at)));
            match place {
                Some((source, at)) => self.faults.push(source.fault(&(at..at + name.len()), kind)),
                None => {
                    if let Some(root) = roots.last() {
                        self.fault(roots.len() - 1, root, kind);
                    }
                }
            }
        }
    }
}
