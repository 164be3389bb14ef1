//! Reading the routing table, the rules of jurisdiction and the areas. A department or right-holder that no list holds is
//! a fault: a suggestion that nobody can accept helps nobody.

use super::fields::{Fields, Reader};
use super::{Area, Clause, Item, Jurisdiction, Profile, Route, Sharing};
use crate::docket::tree::{FaultKind, Node, nearest};
use crate::law::answer::Label;
use crate::law::cond::{StateTerm, Term};
use std::sync::Arc;

impl Reader<'_> {
    /// Everything about who handles what.
    pub fn sharing(&mut self, roots: &[Node], profile: &mut Profile) {
        for (_, mut fields) in self.group(roots, "area", "id").rules {
            let area = self.area(&mut fields);
            profile.areas.push(Arc::new(area));
        }
        for (_, mut fields) in self.group(roots, "jurisdiction", "id").rules {
            let rule = self.jurisdiction(&mut fields, profile);
            profile.jurisdictions.push(Arc::new(rule));
        }
        for (_, mut fields) in self.group(roots, "route", "matter").rules {
            let route = self.route(&mut fields, profile);
            let matters = profile.lists.entry("matter".to_owned()).or_default();
            // The table is the list of matters: nobody writes them twice.
            if !route.task && matters.iter().all(|item| item.key != route.matter) {
                let (key, label, origin) = (route.matter.clone(), route.label.clone(), route.origin.clone());
                matters.push(Item { key, label, origin, cites: route.cites.clone(), ..Item::default() });
            }
            profile.routes.push(Arc::new(route));
        }
        for (layer, root) in roots.iter().enumerate() {
            if let Some(entry) = root.entry("routing") {
                if entry.node.table().is_none() {
                    self.wrong(layer, entry, "table");
                }
                let mut fields = Fields::of(layer, &entry.node);
                self.clauses(&mut fields, profile);
            }
        }
    }

    fn area(&mut self, fields: &mut Fields<'_>) -> Area {
        let area = Area {
            id: self.required(fields, "id"),
            government: self.label(fields, "zh", "en"),
            words: self.texts(fields, "words").into_iter().map(|(_, _, word)| word.into()).collect(),
            origin: self.origin(fields.layer()),
            cites: self.cites(fields),
        };
        if area.words.is_empty() {
            self.missing(fields, "words");
        }
        self.finish(fields);
        area
    }

    fn jurisdiction(&mut self, fields: &mut Fields<'_>, profile: &Profile) -> Jurisdiction {
        let rule = Jurisdiction {
            id: self.required(fields, "id"),
            label: self.label(fields, "zh", "en"),
            right_holder: self.required(fields, "right_holder"),
            when: self.cond(fields, "when"),
            by_place: self.flag(fields, "by_place", false),
            origin: self.origin(fields.layer()),
            cites: self.cites(fields),
        };
        self.one_of(fields, "right_holder", profile, "right-holder");
        self.finish(fields);
        rule
    }

    fn route(&mut self, fields: &mut Fields<'_>, profile: &Profile) -> Route {
        let task = self.flag(fields, "task", false);
        let departments: Vec<Arc<str>> = self.texts(fields, "department").into_iter().map(|(_, _, name)| name.into()).collect();
        if departments.is_empty() {
            self.missing(fields, "department");
        }
        self.one_of(fields, "department", profile, if task { "organ" } else { "department" });
        let route = Route {
            matter: self.required(fields, "matter"),
            label: self.label(fields, "zh", "en"),
            departments,
            words: self.texts(fields, "words").into_iter().map(|(_, _, word)| word.into()).collect(),
            when: self.cond(fields, "when"),
            task,
            origin: self.origin(fields.layer()),
            cites: self.cites(fields),
        };
        // The table may not ask how many of its own rows match.
        let mut own = false;
        if let Some(cond) = &route.when {
            cond.walk(&mut |inner| own |= inner.terms().iter().any(|term| matches!(term, Term::State(StateTerm::Departments))));
        }
        if own && let Some((layer, entry)) = fields.take("when") {
            let kind = FaultKind::Other { code: "route-asks-itself", values: vec![route.matter.to_string()] };
            self.fault(layer, &entry.node, kind);
        }
        fields.take("note");
        self.finish(fields);
        route
    }

    /// The values of a key have to stand in a list of the profile.
    fn one_of(&mut self, fields: &mut Fields<'_>, key: &'static str, profile: &Profile, list: &'static str) {
        for (layer, node, name) in self.texts(fields, key) {
            if profile.item(list, name).is_none() {
                let known = profile.lists.get(list).map(Vec::as_slice).unwrap_or_default();
                let near = nearest(name, known.iter().map(|item| &*item.key));
                let near = if near.is_empty() { known.iter().map(|item| item.key.to_string()).collect() } else { near };
                self.fault(layer, node, FaultKind::UnknownName { what: list, name: name.to_owned(), near });
            }
        }
    }

    fn clauses(&mut self, fields: &mut Fields<'_>, profile: &mut Profile) {
        let mut sharing = std::mem::take(&mut profile.sharing);
        for (key, slot) in [
            ("designation", &mut sharing.designation),
            ("several", &mut sharing.several),
            ("reform_lead", &mut sharing.reform_lead),
            ("adjusted", &mut sharing.adjusted),
        ] {
            let Some((layer, node)) = self.tables(fields, key).into_iter().next() else { continue };
            let mut inner = Fields::of(layer, node);
            let label: Label = self.label(&mut inner, "zh", "en");
            if key == "reform_lead" {
                self.one_of(&mut inner, "department", profile, "department");
                sharing.reform_department = self.text(&mut inner, "department");
            }
            *slot = Some(Clause { label, origin: self.origin(layer), cites: self.cites(&mut inner) });
            self.finish(&inner);
        }
        self.finish(fields);
        profile.sharing = sharing;
    }
}

impl Sharing {
    /// Every sentence with its key, in the order of the procedure.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &Clause)> {
        let all = [
            ("designation", &self.designation),
            ("several", &self.several),
            ("reform_lead", &self.reform_lead),
            ("adjusted", &self.adjusted),
        ];
        all.into_iter().filter_map(|(key, clause)| clause.as_ref().map(|clause| (key, clause)))
    }
}
