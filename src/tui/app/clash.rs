//! Two officers in one docket: what the other one wrote stands in the form, field by field beside what was typed. Nothing is
//! overwritten and nothing is lost; sent again, the form goes on the docket as it stands now.

use super::entry::Entry;
use super::{App, Dialog, Tone};
use crate::docket::{Fact, Kind};
use crate::ops::field::{self, Field, Shape};
use crate::text::clash::Words;
use crate::text::desk::field as label;
use crate::text::{fill, law as words};
use crate::tui::lines;

impl App {
    /// The docket was written to since the form on top was opened: shows how, and lets the form be sent again.
    pub(super) fn clash(&mut self, docket: i64, have: i64, expected: i64) {
        let say = Words::of(self.lang);
        let read = self.desk.store.latest_facts(docket, have.saturating_sub(expected).max(1));
        let Some(others) = self.told(read) else { return };
        let read = self.desk.docket(docket);
        let Some(Some(stored)) = self.told(read) else { return };
        let law = self.desk.law_of(&stored);
        let Some(Dialog::Form(form, entry)) = self.dialogs.last_mut() else { return };
        let mut who: Vec<&str> = Vec::new();
        for fact in &others {
            if !who.contains(&fact.by.as_str()) {
                who.push(&fact.by);
            }
        }
        let who = who.join("、");
        let own = own_kind(entry, &stored.docket.facts);
        let mut told = vec![fill(say.head, &[&who])];
        let (fields, typed) = (form.fields.clone(), form.content());
        for fact in &others {
            if Some(fact.kind) != own {
                told.push(fill(say.other, &[&fact.by, &lines::told(self.lang, &law, fact)]));
                continue;
            }
            told.push(fill(say.same_kind, &[&fact.by, &words::kind(self.lang, fact.kind)]));
            let mut equal = 0;
            for (field, mine) in fields.iter().zip(&typed) {
                let theirs = theirs(fact, field);
                match (level(mine) == level(&theirs), theirs.is_empty()) {
                    (true, false) => equal += 1,
                    (true, true) => {}
                    _ => {
                        let (mine, theirs) = (self.read_value(field, mine), self.read_value(field, &theirs));
                        told.push(fill(say.field, &[&label(self.lang, field.key), &mine, &theirs]));
                    }
                }
            }
            if equal > 0 {
                told.push(fill(say.equal, &[&equal]));
            }
        }
        told.push(say.again.to_owned());
        let Some(Dialog::Form(form, entry)) = self.dialogs.last_mut() else { return };
        form.refusal = told.iter().map(|line| crate::text::safe::line(line)).collect();
        form.cites = Vec::new();
        if let Some(revision) = revision_of(entry) {
            *revision = have;
        }
        self.say(Tone::Refused, fill(say.said, &[&who]));
        self.show(docket);
    }

    /// What stands in a field, as it is read.
    fn read_value(&self, field: &Field, text: &str) -> String {
        let plain = if text.is_empty() { "—" } else { text };
        let (Shape::Choice(list) | Shape::Many(list)) = &field.shape else { return plain.to_owned() };
        let name =
            |key: &str| list.iter().find(|(known, _)| **known == *key).map(|(_, name)| words::label(self.lang, name).to_owned());
        let named: Vec<String> = text.split(',').filter(|key| !key.is_empty()).filter_map(name).collect();
        if named.is_empty() { "—".to_owned() } else { named.join(self.lang.pick("、", ", ")) }
    }
}

/// A list is the same whatever stands between its parts.
fn level(text: &str) -> String {
    text.trim().replace(['、', '，', '；', ';'], ",")
}

/// What a fact of another says in a field, as it would be typed.
fn theirs(fact: &Fact, field: &Field) -> String {
    if field.key == "on" && fact.kind != Kind::DocketAmended {
        return fact.on.to_string();
    }
    let value = match fact.kind {
        Kind::DocketAmended => fact.data.get("attributes").and_then(|attributes| attributes.get(field.key)),
        _ => fact.data.get(field.key),
    };
    value.map(|value| field::typed(field.key, value)).unwrap_or_default()
}

/// The kind of fact that a form records.
fn own_kind(entry: &Entry, facts: &[Fact]) -> Option<Kind> {
    match entry {
        Entry::Fact { kind, .. } => Some(*kind),
        Entry::Otherwise { facts, .. } => facts.last().map(|fact| fact.kind),
        Entry::Paper { kind, .. } => Some(*kind),
        Entry::Amend { .. } => Some(Kind::DocketAmended),
        Entry::Correct { fact, .. } => facts.iter().find(|known| known.id == *fact).map(|fact| fact.kind),
        _ => None,
    }
}

/// The revision that a form was opened on.
fn revision_of(entry: &mut Entry) -> Option<&mut i64> {
    match entry {
        Entry::Fact { revision, .. }
        | Entry::Returned { revision, .. }
        | Entry::Otherwise { revision, .. }
        | Entry::Paper { revision, .. }
        | Entry::Correct { revision, .. }
        | Entry::Amend { revision, .. }
        | Entry::Retract { revision, .. } => Some(revision),
        _ => None,
    }
}
