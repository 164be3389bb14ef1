//! What is seen is corrected where it is seen: the form of the fact or of the registration behind a line, what the
//! correction would move, and taking it.

use super::entry::Entry;
use super::work::Work;
use super::{App, Dialog, Pane, Tone};
use crate::docket::Kind;
use crate::ops::ActError;
use crate::ops::correct::WHY;
use crate::ops::field::{Field, Shape};
use crate::ops::moving::Cause;
use crate::store::{StoreError, StoredDocket};
use crate::text::case::Words;
use crate::text::{fill, law as words};
use crate::tui::lines::{self, Target};
use serde_json::Value;

type Values = [(&'static str, Value)];

impl App {
    /// The fact behind the selected line of the case, and what the line shows of it by key, if one stands there.
    fn fact_here(&self) -> Option<(i64, &'static str)> {
        if self.focus != Pane::Case {
            return None;
        }
        match self.case_lines.current()?.target {
            Some(Target::Fact(fact) | Target::Paper(fact)) => Some((fact, "")),
            Some(Target::Value { fact, key }) => Some((fact, key)),
            _ => None,
        }
    }

    /// `E`: corrects what stands on the line: a fact, what a date counts from, else what the docket was registered with.
    pub(super) fn open_correction(&mut self) {
        if self.focus != Pane::Case {
            return self.open_amendment("title");
        }
        if let Some((fact, key)) = self.fact_here() {
            return self.open_fact_again(fact, key);
        }
        match self.case_lines.current().and_then(|line| line.target.clone()) {
            Some(Target::Attribute(key)) => self.open_amendment(key),
            Some(Target::Deadline { .. }) if self.own_here().is_some() => self.open_own(),
            Some(Target::Deadline { .. }) => match self.deadline_here().and_then(|(_, one)| one.start) {
                Some((_, fact)) => self.open_fact_again(fact, "on"),
                None => self.say(Tone::Info, Words::of(self.lang).no_start),
            },
            Some(Target::Talk(party)) => match self.answered_by(party.as_deref()) {
                Some(fact) => self.open_fact_again(fact, ""),
                None => self.enter(),
            },
            Some(Target::Step { .. } | Target::Record { .. } | Target::Absent(_) | Target::Entry { .. }) => self.enter(),
            _ => self.open_amendment("title"),
        }
    }

    /// The fact that says how a liable party stands to the notice: its reply, else how far the notice came.
    fn answered_by(&self, party: Option<&str>) -> Option<i64> {
        let state = self.case.as_ref()?.stored.docket.state();
        let last = |kind| {
            let mut facts = state.newest_first(kind).map(|(_, fact)| fact);
            facts.find(|fact| party.is_none() || fact.party().is_none() || fact.party() == party).map(|fact| fact.id)
        };
        [Kind::ReplyReceived, Kind::NoticeReceived, Kind::NoticeServed, Kind::NoticeServiceFailed, Kind::NoticeIssued]
            .into_iter()
            .find_map(last)
    }

    /// The docket that is corrected; the one with the keys.
    fn docket_here(&mut self) -> Option<StoredDocket> {
        let Some(id) = self.current() else {
            let text = self.words().no_docket;
            self.say(Tone::Info, text);
            return None;
        };
        self.show(id);
        let read = self.desk.docket(id);
        self.told(read)?
    }

    /// The form of a fact as it stands, the caret on the field of a key, or on its first one.
    pub(super) fn open_fact_again(&mut self, id: i64, key: &str) {
        let Some(stored) = self.docket_here() else { return };
        let fact = match self.desk.correctable(&stored, id) {
            Ok(fact) => fact.clone(),
            Err(fixed) => return self.fail(&ActError::Fixed(fixed)),
        };
        let fields = self.desk.fields_of(&stored, &fact);
        let title = fill(Words::of(self.lang).correct, &[&words::kind(self.lang, fact.kind), &fact.on]);
        self.open_form(title, fields, Entry::Correct { docket: stored.docket.id, revision: stored.revision, fact: id });
        if self.resumed() {
            return;
        }
        self.caret_to_first();
        if let Some(Dialog::Form(form, _)) = self.dialogs.last_mut() {
            form.put_caret(key);
        }
    }

    /// The form of what the docket was registered with, the caret on one of its fields.
    pub(super) fn open_amendment(&mut self, key: &str) {
        let Some(stored) = self.docket_here() else { return };
        let fields = self.desk.amend_fields(&stored);
        let number = self.case.as_ref().map(|case| case.number.clone()).unwrap_or_default();
        let title = fill(Words::of(self.lang).amend, &[&number]);
        self.open_form(title, fields, Entry::Amend { docket: stored.docket.id, revision: stored.revision });
        let resumed = self.resumed();
        if let Some(Dialog::Form(form, _)) = self.dialogs.last_mut().filter(|_| !resumed) {
            form.put_caret(key);
        }
    }

    /// The registration with the caret on its parties, and one more written there.
    pub(super) fn open_parties(&mut self, name: &str) {
        self.open_amendment("parties");
        let resumed = self.resumed();
        let Some(Dialog::Form(form, _)) = self.dialogs.last_mut().filter(|_| !resumed && !name.is_empty()) else { return };
        let at = form.fields.iter().position(|field| field.key == "parties");
        let known = at.and_then(|at| form.content().get(at).cloned()).filter(|known| !known.is_empty());
        form.paste(&known.map_or_else(|| name.to_owned(), |_| format!("、{name}")));
    }

    /// The caret stands on the first field, not on the reason that is still asked.
    fn caret_to_first(&mut self) {
        if let Some(Dialog::Form(form, _)) = self.dialogs.last_mut()
            && let Some(key) = form.fields.iter().map(|field| field.key).find(|key| *key != "on")
        {
            form.put_caret(key);
        }
    }

    /// `W`: takes the fact of the line back; the reason is asked.
    pub(super) fn open_retraction(&mut self) {
        let Some((id, _)) = self.fact_here() else {
            let text = Words::of(self.lang).no_fact;
            return self.say(Tone::Info, text);
        };
        self.open_retraction_of(id);
    }

    /// The form that takes a fact of the docket back.
    pub(super) fn open_retraction_of(&mut self, id: i64) {
        let Some(stored) = self.docket_here() else { return };
        let fact = match self.desk.correctable(&stored, id) {
            Ok(fact) => fact.clone(),
            Err(fixed) => return self.fail(&ActError::Fixed(fixed)),
        };
        let title = fill(Words::of(self.lang).retract, &[&lines::told(self.lang, &self.desk.law_of(&stored), &fact)]);
        let fields = vec![Field::new(WHY, Shape::Text, true)];
        self.open_form(title, fields, Entry::Retract { docket: stored.docket.id, revision: stored.revision, fact: id });
    }

    /// A form of a correction is sent.
    pub(super) fn send_correction(&mut self, entry: &Entry, fields: &[Field], values: &Values) {
        let (docket, revision) = match entry {
            Entry::Correct { docket, revision, .. }
            | Entry::Amend { docket, revision }
            | Entry::Retract { docket, revision, .. } => (*docket, *revision),
            _ => return,
        };
        let read = self.desk.docket(docket);
        let Some(Some(stored)) = self.told(read) else { return };
        // What is put right may be gone, or another, by what a colleague wrote: that is said first.
        if stored.revision != revision {
            return self.fail(&StoreError::Stale { docket, have: stored.revision, expected: revision }.into());
        }
        let cause = match entry {
            Entry::Correct { fact, .. } => self.desk.correction(&stored, *fact, fields, values),
            Entry::Retract { fact, .. } => {
                let why = values.first().and_then(|(_, value)| value.as_str()).unwrap_or_default();
                self.desk.retraction(&stored, *fact, why)
            }
            _ => self.desk.amendment(&stored, fields, values),
        };
        match cause.and_then(|cause| self.desk.look(revision, &cause)) {
            Ok(preview) if preview.shifts.rows.is_empty() && preview.warnings.is_empty() => {
                match self.desk.take_correction(&preview) {
                    Ok(done) => {
                        self.drop_draft(entry);
                        self.dialogs.pop();
                        self.settle(&done);
                    }
                    Err(error) => self.fail(&error),
                }
            }
            // What it moves is seen before it is written; the form stays below.
            Ok(preview) => self.show_moves(preview),
            Err(error) => self.fail(&error),
        }
    }

    /// What moves is taken: at once where the reason was written with it, else it is asked.
    pub(super) fn take_shown(&mut self) {
        let reasoned = match self.waiting() {
            Some(Work::Move(preview, _)) => match &preview.cause {
                Cause::Facts { command, .. } => !matches!(*command, "date.changed" | "pause.inserted"),
                _ => false,
            },
            _ => false,
        };
        if !reasoned {
            return self.open_reason();
        }
        let Some(Work::Move(preview, _)) = self.take_waiting() else { return };
        self.dialogs.pop();
        match self.desk.take_correction(&preview) {
            Ok(done) => {
                if let Some(Dialog::Form(_, entry)) = self.dialogs.last() {
                    let entry = entry.clone();
                    self.drop_draft(&entry);
                }
                self.dialogs.clear();
                self.settle(&done);
            }
            Err(error) => self.fail(&error),
        }
    }
}
