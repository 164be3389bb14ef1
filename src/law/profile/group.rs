//! The tables of one name over all layers: rule by rule, key by key, and the versions of a time limit.

use super::fields::{Fields, Reader};
use crate::docket::Day;
use crate::docket::tree::{FaultKind, Node};
use crate::law::period::Period;
use std::sync::Arc;

/// Rules of one table over all layers, by id, in the order in which they were first written.
pub struct Group<'t> {
    /// The rules with their ids.
    pub rules: Vec<(String, Fields<'t>)>,
    /// Further versions of a time limit, with the day on which each begins.
    pub versions: Vec<(String, String, Fields<'t>)>,
}

impl<'t> Group<'t> {
    /// The version of a rule that a layer above means: the one that begins on its day, else the newest.
    fn newest(&mut self, id: &str, begins: Option<&str>) -> Option<&mut Fields<'t>> {
        let (_, first) = self.rules.iter_mut().find(|(known, _)| known == id)?;
        let own = first.see("in_force_from").map(|(_, entry)| begin(&entry.node));
        let later = self.versions.iter_mut().filter(|(of, _, _)| of == id).max_by(|one, other| one.1.cmp(&other.1));
        match later {
            Some((_, day, fields)) if begins.is_none() && own.as_ref().is_none_or(|own| own < day) => Some(fields),
            _ => Some(first),
        }
    }
}

/// The day on which a version begins, as text.
fn begin(node: &Node) -> String {
    node.day().map_or_else(|| node.describe(), |day| day.to_string())
}

impl Reader<'_> {
    /// Collects the tables `[[name]]` of all layers by their key; `remove = true` takes a rule of a lower layer out.
    /// A time limit may stand several times in one layer, each time with another day on which that version begins.
    pub fn group<'t>(&mut self, roots: &'t [Node], name: &'static str, key: &'static str) -> Group<'t> {
        let mut group = Group { rules: Vec::new(), versions: Vec::new() };
        for (layer, root) in roots.iter().enumerate() {
            let mut seen: Vec<(&str, Option<String>)> = Vec::new();
            let mut fields = Fields::of(layer, root);
            for (_, node) in self.tables(&mut fields, name) {
                let Some(id) = node.get(key).and_then(Node::text) else {
                    self.fault(layer, node, FaultKind::Missing { key: key.to_owned() });
                    continue;
                };
                let begins = (name == "period").then(|| node.get("in_force_from")).flatten().map(begin);
                let again = seen.iter().any(|(known, _)| *known == id);
                if again && (begins.is_none() || seen.iter().any(|(known, day)| *known == id && *day == begins)) {
                    let at = node.get(key).unwrap_or(node);
                    self.fault(layer, at, FaultKind::Double { what: name, name: id.to_owned() });
                    continue;
                }
                seen.push((id, begins.clone()));
                let same = |of: &str, day: &str| of == id && begins.as_deref() == Some(day);
                if node.get("remove").and_then(Node::flag) == Some(true) {
                    if group.rules.iter().all(|(known, _)| known != id) {
                        let near = crate::docket::tree::nearest(id, group.rules.iter().map(|(known, _)| known.as_str()));
                        let at = node.get(key).unwrap_or(node);
                        self.fault(layer, at, FaultKind::UnknownName { what: "rule", name: id.to_owned(), near });
                    }
                    group.rules.retain(|(known, _)| known != id);
                    group.versions.retain(|(known, _, _)| known != id);
                } else if let Some((_, _, fields)) = group.versions.iter_mut().find(|(of, day, _)| same(of, day)) {
                    fields.put(layer, node);
                } else if let (true, Some(day)) = (again, begins.clone()) {
                    group.versions.push((id.to_owned(), day, Fields::of(layer, node)));
                } else if let Some(fields) = group.newest(id, begins.as_deref()) {
                    fields.put(layer, node);
                } else {
                    group.rules.push((id.to_owned(), Fields::of(layer, node)));
                }
            }
        }
        group
    }

    /// A time limit with its other versions, which say only what differs.
    pub fn with_versions(&mut self, mut fields: Fields<'_>, others: Vec<Fields<'_>>) -> Period {
        if others.is_empty() {
            return self.period(&mut fields);
        }
        let mut common = fields.clone();
        common.forget("in_force_from");
        common.forget("in_force_to");
        let mut all = vec![(self.period(&mut fields), fields)];
        for mut other in others {
            other.inherit(&common);
            all.push((self.period(&mut other), other));
        }
        all.sort_by_key(|(period, _)| period.in_force_from);
        let mut before: Option<(Option<Day>, Option<Day>)> = None;
        for (period, fields) in &all {
            if before.is_some_and(|(from, to)| from == period.in_force_from || to.is_some() && to >= period.in_force_from) {
                self.odd(fields, "in_force_from", "rule-versions-overlap");
            }
            before = Some((period.in_force_from, period.in_force_to));
        }
        let mut versions: Vec<Period> = all.into_iter().map(|(period, _)| period).collect();
        let mut last = versions.pop().unwrap_or_else(|| self.period(&mut common));
        last.earlier = versions.into_iter().map(Arc::new).collect();
        last
    }
}
