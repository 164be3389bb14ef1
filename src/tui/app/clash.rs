//! Two officers in one docket: what the other one wrote, when, and how it lies beside what was typed, field by field. Nothing
//! is overwritten and nothing is lost: sent again, the form goes on the docket as it stands now, or the other one's stands.

use super::entry::Entry;
use super::{App, Dialog, Tone};
use crate::docket::{Fact, Kind, office_time};
use crate::law::Law;
use crate::ops::correct::WHY;
use crate::ops::field::{self, Field, Shape};
use crate::store::StoredDocket;
use crate::text::clash::Words;
use crate::text::desk::field as label;
use crate::text::{fill, law as words};
use crate::tui::form::Merged;
use crate::tui::lines;
use std::sync::Arc;

/// What others wrote to a docket meanwhile.
struct Others {
    stored: StoredDocket,
    law: Arc<Law>,
    facts: Vec<Fact>,
    who: String,
}

impl Others {
    /// How a fact ended meanwhile: what took it back, and what stands in its place.
    fn end_of(&self, fact: i64) -> Option<(&Fact, Option<&Fact>)> {
        let gone = self.facts.iter().find(|other| other.withdraws == Some(fact))?;
        let kind = self.stored.docket.facts.iter().find(|known| known.id == fact)?.kind;
        // A correction writes both at one moment, the one after the other.
        let next = self.facts.iter().find(|other| other.id > gone.id && other.kind == kind && other.at == gone.at);
        Some((gone, next))
    }
}

impl App {
    /// The docket was written to since it was read: shows how, in the form on top or to read, and lets it be sent again.
    pub(super) fn clash(&mut self, docket: i64, have: i64, expected: i64) {
        let say = Words::of(self.lang);
        let Some(others) = self.others(docket, have, expected) else { return };
        let form = match self.dialogs.last() {
            Some(Dialog::Form(_, entry)) => Some(entry.clone()),
            _ => None,
        };
        let told = match &form {
            None => return self.read_clash(&others),
            Some(Entry::Retract { fact, .. }) => match others.end_of(*fact) {
                Some((gone, None)) => return self.retracted_already(&others, gone),
                end => {
                    let next = end.and_then(|(_, next)| next);
                    let skip: Vec<i64> = end.iter().map(|(gone, _)| gone.id).collect();
                    if let (Some(next), Some(Dialog::Form(_, Entry::Retract { fact, .. }))) = (next, self.dialogs.last_mut()) {
                        *fact = next.id;
                    }
                    self.told_of(&others, &skip)
                }
            },
            Some(Entry::Correct { fact, .. }) => self.clash_of_fact(&others, *fact),
            Some(Entry::Amend { .. }) => {
                let fields = self.desk.amend_fields(&others.stored);
                let own: Vec<&Fact> = others.facts.iter().filter(|fact| fact.kind == Kind::DocketAmended).collect();
                let heads = own.iter().map(|fact| fill(say.amended, &[&fact.by, &office_time(fact.at)])).collect();
                let told = self.merge_form(heads, &fields);
                let skip: Vec<i64> = own.iter().map(|fact| fact.id).collect();
                told.into_iter().chain(self.told_of(&others, &skip)).collect()
            }
            Some(entry) => self.compare_form(&others, entry),
        };
        let theirs = self.form().is_some_and(|form| form.theirs.is_some());
        let again = match self.dialogs.last() {
            Some(Dialog::Form(_, Entry::Fact { .. })) if matches!(form, Some(Entry::Correct { .. })) => say.again_new,
            _ if theirs => say.again_or,
            _ => say.again,
        };
        let Some(Dialog::Form(form, entry)) = self.dialogs.last_mut() else { return };
        let head = fill(say.head, &[&others.who]);
        let all = std::iter::once(head).chain(told).chain([again.to_owned()]);
        form.refusal = all.map(|line| crate::text::safe::line(&line)).collect();
        form.cites = Vec::new();
        if let Some(revision) = revision_of(entry) {
            *revision = have;
        }
        self.save_draft();
        self.say(Tone::Refused, fill(say.said, &[&others.who]));
        self.show(docket);
    }

    /// What was written since a revision, and who wrote it.
    fn others(&mut self, docket: i64, have: i64, expected: i64) -> Option<Others> {
        let read = self.desk.store.latest_facts(docket, have.saturating_sub(expected).max(1));
        let facts = self.told(read)?;
        let read = self.desk.docket(docket);
        let stored = self.told(read)??;
        let law = self.desk.law_of(&stored);
        let mut who: Vec<&str> = Vec::new();
        for fact in &facts {
            if !who.contains(&fact.by.as_str()) {
                who.push(&fact.by);
            }
        }
        let who = who.join("、");
        Some(Others { stored, law, facts, who })
    }

    /// What others wrote, without some of it: who, when, what.
    fn told_of(&self, others: &Others, skip: &[i64]) -> Vec<String> {
        let say = Words::of(self.lang);
        let known = |id: Option<i64>| others.stored.docket.facts.iter().find(|fact| Some(fact.id) == id);
        let line = |fact: &Fact| {
            let told = match known(fact.withdraws) {
                Some(gone) => {
                    let what = fill(say.takes_back, &[&lines::told(self.lang, &others.law, gone)]);
                    fact.data.text("reason").map_or(what.clone(), |why| fill(say.because, &[&what, &why]))
                }
                None => lines::told(self.lang, &others.law, fact),
            };
            fill(say.other, &[&fact.by, &office_time(fact.at), &told])
        };
        others.facts.iter().filter(|fact| !skip.contains(&fact.id)).map(line).collect()
    }

    /// No form is open: what was written is read, and the act is done again or not.
    fn read_clash(&mut self, others: &Others) {
        let say = Words::of(self.lang);
        let head = fill(say.head_read, &[&others.who]);
        let told = std::iter::once(head).chain(self.told_of(others, &[]));
        let reading = told.map(|line| crate::text::safe::line(&line)).collect();
        self.refresh();
        self.show(others.stored.docket.id);
        self.say(Tone::Refused, fill(say.said_read, &[&others.who]));
        let title = fill(say.title, &[&self.number_of(others.stored.docket.id)]);
        self.read(title, reading);
    }

    /// What was to be taken back is taken back already.
    fn retracted_already(&mut self, others: &Others, gone: &Fact) {
        let say = Words::of(self.lang);
        let why = gone.data.text("reason").unwrap_or_default();
        let text = fill(say.already, &[&gone.by, &office_time(gone.at), &why]);
        self.leave_form();
        self.show(others.stored.docket.id);
        self.say(Tone::Info, text);
    }

    /// The fact that is put right was put right, or taken back, by another: the form is about what stands there now.
    fn clash_of_fact(&mut self, others: &Others, fact: i64) -> Vec<String> {
        let say = Words::of(self.lang);
        let Some((gone, next)) = others.end_of(fact) else { return self.told_of(others, &[]) };
        let when = office_time(gone.at);
        let Some(next) = next else {
            let why = gone.data.text("reason").unwrap_or_default();
            let old = others.stored.docket.facts.iter().find(|known| known.id == fact);
            if let (Some(Dialog::Form(form, entry)), Some(old)) = (self.dialogs.last_mut(), old) {
                // Sent again it is a fact of its own: nobody asks why it is another.
                form.drop_field(WHY);
                form.theirs = Some(Vec::new());
                let party = old.party().map(str::to_owned);
                let (docket, revision, kind) = (others.stored.docket.id, others.stored.revision, old.kind);
                *entry = Entry::Fact { docket, revision, kind, party, before: Vec::new() };
            }
            let head = fill(say.withdrawn, &[&gone.by, &when, &why]);
            return std::iter::once(head).chain(self.told_of(others, &[gone.id])).collect();
        };
        if let Some(Dialog::Form(_, Entry::Correct { fact, .. })) = self.dialogs.last_mut() {
            *fact = next.id;
        }
        let fields = self.desk.fields_of(&others.stored, next);
        let told = self.merge_form(vec![fill(say.corrected, &[&gone.by, &when])], &fields);
        told.into_iter().chain(self.told_of(others, &[gone.id, next.id])).collect()
    }

    /// Lays what stands on file now below what was typed: what the officer did not touch follows the other one, what both
    /// wrote is shown side by side and stays as typed.
    fn merge_form(&mut self, heads: Vec<String>, now: &[Field]) -> Vec<String> {
        let say = Words::of(self.lang);
        let mut merged: Vec<(Field, Merged)> = Vec::new();
        let day_of = |text: &str| field::day(text, self.desk.today, &self.desk.calendar, &crate::text::day::word);
        if let Some(Dialog::Form(form, _)) = self.dialogs.last_mut() {
            for field in now {
                if let Some(one) = form.merge(field.key, &field.initial, |a, b| alike(field, a, b, &day_of)) {
                    merged.push((field.clone(), one));
                }
            }
            let both = merged.iter().filter(|(_, one)| matches!(one, Merged::Both(_)));
            form.theirs = Some(both.map(|(field, _)| (field.key, field.initial.clone())).collect());
            if let Some((key, _)) = form.theirs.iter().flatten().next().cloned() {
                form.put_caret(key);
            }
        }
        let line = |(field, one): &(Field, Merged)| {
            let (name, theirs) = (label(self.lang, field.key), self.read_value(field, &field.initial));
            match one {
                Merged::Both(mine) => fill(say.field, &[&name, &self.read_value(field, mine), &theirs]),
                Merged::Taken => fill(say.taken, &[&name, &theirs]),
            }
        };
        heads.into_iter().chain(merged.iter().map(line)).collect()
    }

    /// A new fact beside what the other one recorded: of the same kind field by field.
    fn compare_form(&mut self, others: &Others, entry: &Entry) -> Vec<String> {
        let say = Words::of(self.lang);
        let own = own_kind(entry);
        // Who decided otherwise is asked on top of the form of the fact itself.
        let under = matches!(entry, Entry::Otherwise { .. }).then(|| self.dialogs.len().saturating_sub(2));
        let at = under.unwrap_or(self.dialogs.len().saturating_sub(1));
        let Some(Dialog::Form(form, _)) = self.dialogs.get(at) else { return self.told_of(others, &[]) };
        let (fields, typed) = (form.fields.clone(), form.content());
        let day_of = |text: &str| field::day(text, self.desk.today, &self.desk.calendar, &crate::text::day::word);
        let mut told = Vec::new();
        let same: Vec<&Fact> = others.facts.iter().filter(|fact| Some(fact.kind) == own).collect();
        for fact in &same {
            told.push(fill(say.same_kind, &[&fact.by, &office_time(fact.at), &words::kind(self.lang, fact.kind)]));
            let mut equal = 0;
            for (field, mine) in fields.iter().zip(&typed) {
                let theirs = theirs(fact, field);
                match (alike(field, mine, &theirs, &day_of), theirs.is_empty()) {
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
        let skip: Vec<i64> = same.iter().map(|fact| fact.id).collect();
        if !same.is_empty()
            && let Some(Dialog::Form(form, _)) = self.dialogs.last_mut()
        {
            form.theirs = Some(Vec::new());
        }
        told.extend(self.told_of(others, &skip));
        told
    }

    /// Ctrl-T: what the other one wrote stands. What of the officer's own differs from it elsewhere stays in the form.
    pub(super) fn take_theirs(&mut self) {
        let Some(Dialog::Form(form, entry)) = self.dialogs.last_mut() else { return };
        let Some(theirs) = form.theirs.take() else { return };
        let merges = matches!(entry, Entry::Correct { .. } | Entry::Amend { .. });
        for (key, value) in theirs {
            form.put(key, value);
        }
        if merges && form.changed(&[WHY]) {
            form.refusal = vec![Words::of(self.lang).rest.to_owned()];
            self.status = None;
            return self.save_draft();
        }
        self.leave_form();
        self.dialogs.retain(|dialog| !matches!(dialog, Dialog::Form(..)));
        self.say(Tone::Info, Words::of(self.lang).theirs_stand);
    }

    /// The form on top is over, and so is what was kept of it.
    fn leave_form(&mut self) {
        if let Some(Dialog::Form(_, entry)) = self.dialogs.pop() {
            self.drop_draft(&entry);
        }
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

/// Two texts of a field say the same, however each is written.
fn alike(field: &Field, a: &str, b: &str, day_of: &dyn Fn(&str) -> Option<crate::docket::Day>) -> bool {
    let value = |text: &str| field::read(std::slice::from_ref(field), &[text.to_owned()], day_of).ok();
    level(a) == level(b) || value(a).is_some_and(|value_a| value(b) == Some(value_a))
}

/// A list is the same whatever stands between its parts.
fn level(text: &str) -> String {
    text.trim().replace(['、', '，', '；', ';'], ",")
}

/// What a fact of another says in a field, as it would be typed.
fn theirs(fact: &Fact, field: &Field) -> String {
    if field.key == "on" {
        return fact.on.to_string();
    }
    fact.data.get(field.key).map(|value| field::typed(field.key, value)).unwrap_or_default()
}

/// The kind of fact that a form records.
fn own_kind(entry: &Entry) -> Option<Kind> {
    match entry {
        Entry::Fact { kind, .. } | Entry::Paper { kind, .. } => Some(*kind),
        Entry::Otherwise { facts, .. } => facts.last().map(|fact| fact.kind),
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
