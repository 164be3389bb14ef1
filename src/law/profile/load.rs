//! Loading a profile: its layers, merged rule by rule, key by key; every fault at once.

mod names;

use super::chain::{Chain, chain};
use super::fields::{Fields, Reader};
use super::group::Group;
use super::{Cap, Item, Level, Limit, Notice, Part, Profile};
use crate::docket::tree::{Fault, FaultKind, Node};
use crate::docket::{Attributes, Kind};
use crate::law::answer::{Force, Label};
use crate::law::library::Library;
use crate::law::period::Rest;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Profile {
    /// Loads a profile of the shelf with all layers it extends.
    pub fn load(library: &Library, name: &str) -> Result<Self, Vec<Fault>> {
        let Chain { layers, faults, whole } = chain(library, name)?;
        let (common, lists) = (Vec::new(), BTreeMap::new());
        let mut reader = Reader { library, layers, faults, common, rest: Rest::default(), lists };
        let profile = reader.profile();
        if !whole {
            // Without its base a rule is not all there: only what is wrong in itself is said.
            reader.faults.retain(|fault| match &fault.kind {
                FaultKind::Missing { .. } => false,
                FaultKind::UnknownName { what, .. } => !matches!(*what, "rule" | "owner" | "list" | "period"),
                _ => true,
            });
        }
        if reader.faults.is_empty() {
            return Ok(profile);
        }
        // As a reader goes through the files: the layers from the base up, each from its top.
        let place = |fault: &Fault| reader.layers.iter().position(|layer| layer.source.name == fault.file);
        reader.faults.sort_by_key(|fault| (place(fault), fault.line, fault.column));
        reader.faults.dedup();
        // What follows from a broken line says nothing new.
        let broken = reader.faults.iter().filter(|fault| matches!(fault.kind, FaultKind::Syntax(_)));
        let broken: Vec<(String, usize)> = broken.map(|fault| (fault.file.clone(), fault.line)).collect();
        reader.faults.retain(|fault| {
            matches!(fault.kind, FaultKind::Syntax(_))
                || broken.iter().all(|(file, line)| (file, *line) != (&fault.file, fault.line))
        });
        Err(reader.faults)
    }
}

impl Reader<'_> {
    fn profile(&mut self) -> Profile {
        // Trees are moved aside so that rules may borrow them while faults are noted.
        let roots: Vec<Node> = self.layers.iter().map(|layer| layer.root.clone()).collect();
        let mut profile = Profile { layers: self.layers.iter().map(|layer| layer.name.clone()).collect(), ..Profile::default() };
        self.heads(&roots, &mut profile);
        self.lists(&roots, &mut profile);
        self.lists.clone_from(&profile.lists);
        for (id, mut fields) in self.group(&roots, "limit", "id").rules {
            profile.origins.insert(format!("limit {id}"), self.origins(&fields));
            let limit = self.limit(&mut fields, &mut profile.notices);
            profile.limits.insert(id, limit);
        }
        for (id, mut fields) in self.group(&roots, "cap", "id").rules {
            profile.origins.insert(format!("cap {id}"), self.origins(&fields));
            if let Some(cap) = self.cap(&mut fields) {
                profile.caps.insert(id, cap);
            }
        }
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
            let list = self.list_name(&mut fields, "list");
            self.finish(&fields);
            profile.choices.insert(of, list);
        }
        for (of, mut fields) in self.group(&roots, "shown", "of").rules {
            let shown = self.shown(&mut fields, &of);
            profile.shown.insert(of, shown);
        }
        for (of, mut fields) in self.group(&roots, "needed", "of").rules {
            let needed = self.shown(&mut fields, &of);
            profile.needed.insert(of, needed);
        }
        let Group { rules, versions } = self.group(&roots, "period", "id");
        for (id, fields) in rules {
            let own = versions.iter().filter(|(of, _, _)| *of == id).map(|(_, _, fields)| fields.clone());
            let period = self.with_versions(fields, own.collect());
            profile.periods.push(Arc::new(period));
        }
        for (id, mut fields) in self.group(&roots, "step", "id").rules {
            profile.origins.insert(format!("step {id}"), self.origins(&fields));
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

    /// When a form shows a key, or marks it as needed: both keys have to be of the kind.
    fn shown(&mut self, fields: &mut Fields<'_>, of: &str) -> (Arc<str>, Vec<Arc<str>>) {
        self.required(fields, "of");
        let by = self.required(fields, "by");
        let is: Vec<Arc<str>> = self.texts(fields, "is").into_iter().map(|(_, _, text)| text.into()).collect();
        if is.is_empty() {
            self.missing(fields, "is");
        }
        let kind = of.rsplit_once('.').and_then(|(kind, key)| Kind::parse(kind).map(|kind| (kind, key)));
        for (place, known) in [
            ("of", kind.is_some_and(|(kind, key)| kind.key(key).is_some())),
            ("by", kind.is_some_and(|(kind, _)| kind.key(&by).is_some())),
        ] {
            if let Some((layer, entry)) = fields.see(place).filter(|_| !known) {
                let name = entry.node.text().unwrap_or_default().to_owned();
                let keys = kind.map_or_else(Vec::new, |(kind, _)| kind.keys().iter().map(|(key, _)| (*key).to_owned()).collect());
                self.fault(layer, &entry.node, FaultKind::UnknownName { what: "key", name, near: keys });
            }
        }
        self.finish(fields);
        (by, is)
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
            "shown",
            "needed",
            "part",
            "level",
            "statutory_rest",
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
            self.level(&mut fields, layer, profile);
            self.rest = self.word(&mut fields, "statutory_rest", Rest::WORDS, self.rest);
            profile.in_force_from = self.day(&mut fields, "in_force_from").or(profile.in_force_from);
            for (at, node, id) in self.texts(&mut fields, "context_only") {
                if self.library.clauses.contains_key(id) {
                    profile.context_only.push(id.into());
                } else {
                    self.fault(at, node, FaultKind::UnknownName { what: "citation", name: id.to_owned(), near: Vec::new() });
                }
            }
        }
        profile.rest = self.rest;
        profile.hash = hash.finalize().iter().take(8).fold(String::new(), |text, byte| format!("{text}{byte:02x}")).into();
    }

    /// A layer lies over those of higher bodies, never under one.
    fn level(&mut self, fields: &mut Fields<'_>, layer: usize, profile: &mut Profile) {
        if !fields.has("level") {
            return;
        }
        let level = self.word(fields, "level", Level::WORDS, Level::National);
        if profile.levels.iter().any(|(_, base)| *base > level) {
            self.odd(fields, "level", "level-order");
        }
        profile.levels.push((self.origin(layer), level));
    }

    /// Amounts or numbers that differ by an attribute: `per` names it, `values` lists them.
    fn by_attribute(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Option<(Arc<str>, Vec<(Arc<str>, i64)>)> {
        let place = fields.see("per");
        let per = self.text(fields, "per");
        let mut values = Vec::new();
        for (layer, node) in self.tables(fields, "values") {
            let mut inner = Fields::of(layer, node);
            let value = (self.required(&mut inner, "key"), self.positive(&mut inner, key));
            self.finish(&inner);
            values.push(value);
        }
        match (&per, values.is_empty()) {
            (Some(_), true) => self.missing(fields, "values"),
            (None, false) => self.missing(fields, "per"),
            _ => {}
        }
        if let (Some((layer, entry)), Some(name)) = (place, &per)
            && !Attributes::NAMES.contains(&&**name)
        {
            let near = crate::docket::tree::nearest(name, Attributes::NAMES.iter().copied());
            self.fault(layer, &entry.node, FaultKind::UnknownName { what: "attribute", name: name.to_string(), near });
        }
        per.map(|per| (per, values))
    }

    fn limit(&mut self, fields: &mut Fields<'_>, notices: &mut Vec<Notice>) -> Limit {
        let id = self.required(fields, "id");
        let (label, usual) = (self.label(fields, "zh", "en"), fields.has("cents"));
        let per = self.by_attribute(fields, "cents");
        if per.is_none() && !usual {
            self.missing(fields, "cents");
        }
        let limit = Limit {
            label,
            cents: if usual { self.positive(fields, "cents") } else { 0 },
            per,
            usual,
            ceiling: self.int(fields, "ceiling"),
            origin: self.origin(fields.layer()),
            cites: self.cites(fields),
        };
        fields.take("cents");
        self.finish(fields);
        let most = limit.per.iter().flat_map(|(_, values)| values).map(|(_, cents)| *cents).chain([limit.cents]).max();
        if let (Some(ceiling), Some(most)) = (limit.ceiling, most)
            && most > ceiling
        {
            let values = vec![id.to_string(), most.to_string(), ceiling.to_string()];
            notices.push(Notice { code: "limit-above-ceiling", values, cites: limit.cites.clone() });
        }
        limit
    }

    fn cap(&mut self, fields: &mut Fields<'_>) -> Option<Cap> {
        self.required(fields, "id");
        let label = self.label(fields, "zh", "en");
        let limit = self.positive(fields, "limit");
        let per = self.by_attribute(fields, "limit");
        let extension = self.extensions(fields);
        let counts = self.select(fields, "counts");
        if counts.is_none() {
            self.missing(fields, "counts");
        }
        let per_round = self.flag(fields, "per_round", false);
        let force = self.force(fields, Force::Must);
        let origin = self.origin(fields.layer());
        let cites = self.cites(fields);
        self.finish(fields);
        Some(Cap { label, limit, per, extension, counts: counts?, per_round, force, origin, cites })
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
            suggest: self.cond(fields, "suggest"),
            opinion: self.opinion(fields),
            papers: self.texts(fields, "papers").into_iter().map(|(_, _, key)| key.into()).collect(),
            ready: self.flag(fields, "ready", false),
            cites: self.cites(fields),
        };
        self.finish(fields);
        item
    }

    /// Whether a value asks for an opinion in writing: `true`, or how strongly.
    fn opinion(&mut self, fields: &mut Fields<'_>) -> Option<Force> {
        let (_, entry) = fields.take("opinion")?;
        match entry.node.flag() {
            Some(yes) => yes.then_some(Force::Must),
            None => Some(self.strength(fields, "opinion", Force::Must)),
        }
    }
}
