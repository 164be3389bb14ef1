//! What comes next: offered directly after the act that makes it due, one key away, and kept among the open tasks; a
//! transfer that comes back.

use super::entry::Entry;
use super::{App, Choice, Dialog, Picker, Tone};
use crate::docket::{Day, Fact, Kind, Stage};
use crate::law::NextStep;
use crate::ops::field::{Field, Shape};
use crate::ops::{ActError, Done};
use crate::text::tasks::Words;
use crate::text::{fill, law as words};
use crate::tui::lines;
use crate::tui::lines::Line;

/// Dockets that a list of one task shows.
const SHOWN: usize = 500;

/// What was offered after the last act: the docket, and its steps with the liable party.
pub(super) type Offer = (i64, Vec<(String, Option<String>)>);

impl App {
    fn task_words(&self) -> &'static Words {
        Words::of(self.lang)
    }

    /// What an act made due, to be said behind it; `.` opens it.
    pub(super) fn offer_next(&mut self, done: &Done) -> String {
        self.offered = None;
        let [id] = done.dockets.as_slice() else { return String::new() };
        let text = self.task_words();
        let Ok(facts) = self.desk.store.link_facts(done.link) else { return String::new() };
        let mut said = String::new();
        for (_, fact) in &facts {
            let past = self.desk.sleeps_past(*id, fact).ok().flatten();
            said.push_str(&past.map_or_else(String::new, |due| fill(text.sleeps, &[&due])));
        }
        let Ok(Some(case)) = self.desk.case(*id) else { return said };
        let kinds: Vec<Kind> = facts.iter().map(|(_, fact)| fact.kind).collect();
        let by_this = |step: &NextStep, owed: bool| {
            let made = if owed && step.due.is_none() { &step.step.since } else { &step.step.after };
            made.iter().chain(&step.step.after).any(|kind| kinds.contains(kind))
        };
        let next = &case.derived.next;
        let owed = next.must.iter().filter(|step| by_this(step, true));
        let steps: Vec<&NextStep> = owed.chain(next.may.iter().filter(|step| by_this(step, false))).collect();
        let Some(first) = steps.first() else { return said };
        let label = words::label(self.lang, &first.step.label);
        let cited = words::cites_or_silence(self.lang, &self.desk.library, &first.step.cites);
        said.push_str(&match steps.len() {
            1 => fill(text.next, &[&label, &cited]),
            count => fill(text.next_more, &[&label, &cited, &count]),
        });
        self.offered = Some((*id, steps.iter().map(|step| (step.step.id.to_string(), step.party.clone())).collect()));
        said
    }

    /// What comes next: what was offered after the last act, else the open tasks of the docket at hand.
    pub(super) fn next_task(&mut self) {
        let text = self.task_words();
        let offered = self.offered.take();
        let (id, steps) = match offered {
            Some(offered) => offered,
            None => {
                let Some(id) = self.current() else { return self.say(Tone::Info, text.none) };
                let Ok(Some(case)) = self.desk.case(id) else { return self.say(Tone::Info, text.none) };
                let open = case.derived.next.must.iter().filter(|step| step.missing.is_empty());
                (id, open.map(|step| (step.step.id.to_string(), step.party.clone())).collect())
            }
        };
        self.show(id);
        match steps.as_slice() {
            [] => self.say(Tone::Info, text.none),
            [(step, party)] => self.open_step(step, party.as_deref()),
            _ => {
                let Some(case) = &self.case else { return };
                let law = self.desk.law_of(&case.stored);
                let found = steps.iter().filter_map(|(step, party)| self.step_of(step, party.as_deref()));
                let items: Vec<(Line, Choice)> = found
                    .map(|step| {
                        let choice = Choice::Step(step.step.id.to_string(), step.party.clone());
                        (lines::step(&self.desk, self.lang, &law, &step), choice)
                    })
                    .collect();
                let title = format!("{} · {}", text.choose_next, case.number);
                self.dialogs.push(Dialog::Picker(Picker::new(title, items)));
            }
        }
    }

    /// The dockets where a step stands open.
    pub(super) fn list_tasks(&mut self, step: &str) {
        let rows = self.desk.store.tasks(step, SHOWN);
        let Some(rows) = self.told(rows) else { return };
        let law = self.desk.office_law();
        let label = law.profile.steps.iter().find(|known| *known.id == *step).map(|known| words::label(self.lang, &known.label));
        let title = fill(self.task_words().list, &[&label.unwrap_or(step), &rows.len()]);
        let items = rows.iter().map(|row| (lines::tasks::one(&self.desk, self.lang, step, row), Choice::Docket(row.docket)));
        let picker = Picker::new(title, items.collect());
        self.dialogs.push(Dialog::Picker(picker));
    }

    /// Whether the docket at hand is handed over: its keys are the receipt and the return.
    pub(super) fn handed_over(&self) -> Option<i64> {
        let id = self.current()?;
        let row = self.desk.store.line(id).ok()??;
        (row.stage == Stage::Transferred.name()).then_some(id)
    }

    /// The other side confirms a transfer: by which paper.
    pub(super) fn open_receipt(&mut self, id: i64) {
        self.show(id);
        self.open_fact(id, Kind::LeadReceipted, None);
    }

    /// The other side sends a transfer back, or refuses it.
    pub(super) fn open_return(&mut self, id: i64) {
        self.show(id);
        let Ok(revision) = self.desk.store.revision(id) else { return };
        let fields = vec![
            Field::new("on", Shape::Day, true).with_initial(self.desk.today.to_string()),
            Field::new("paper", Shape::Text, false),
            Field::new("reason", Shape::Long, true),
        ];
        self.open_form(self.task_words().returned.to_owned(), fields, Entry::Returned { docket: id, revision });
    }

    /// The transfer is taken out of the file, with who sent it back and why.
    pub(super) fn send_return(&mut self, docket: i64, revision: i64, on: Day, fact: &Fact, entry: &Entry) {
        match self.desk.transfer_returned(docket, revision, on, fact) {
            Ok(done) => {
                self.drop_draft(entry);
                self.dialogs.clear();
                self.settle(&done);
                let said = fill(self.task_words().returned_done, &[&done.numbers.join(" ")]);
                self.say(Tone::Done, said);
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Putting aside something that has ended is told, not written.
    pub(super) fn idle_for(&self, id: i64, kind: Kind) -> Option<ActError> {
        let stored = self.desk.docket(id).ok()??;
        let deed = crate::ops::Deed::Record(Fact::new(kind, self.desk.today));
        self.desk.fact_of(&stored, &deed).err().map(ActError::Idle)
    }
}
