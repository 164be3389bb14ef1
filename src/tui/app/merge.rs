//! Leads that belong together on the screen: the related ones, the docket to merge into, previews, taking apart, a series.

mod target;

use super::entry::Entry;
use super::{App, Choice, Dialog, Pane, Picker, Tone};
use crate::ops::merge::{ApartPlan, Bar, MergePlan, SeriesPlan};
use crate::ops::related::Related;
use crate::store::InboxRow;
use crate::text::merge::{self as words, Words};
use crate::text::{fill, safe};
use crate::tui::key::Key;
use crate::tui::lines::{self, Line};

/// Leads that a preview names; more are counted.
pub(super) const NAMED: usize = 6;

/// What a line of these pickers does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Together {
    /// A related docket: opened, or marked.
    Related(i64),
    /// Previews merging into a docket.
    Into(i64),
    /// Opens the form of a new docket made of the leads.
    New,
    /// Merges as previewed; `true` with the liable parties of the leads.
    Merge(bool),
    /// Takes apart as previewed.
    Apart,
    /// Previews a series: by party, or a number.
    Parts(Option<usize>),
    /// Divides as previewed.
    Series,
}

/// What is being put together or taken apart.
#[derive(Debug, Default)]
pub(super) struct Merging {
    /// The leads to merge.
    leads: Vec<i64>,
    /// The docket whose related ones are listed, or that is divided.
    pub(super) of: i64,
    /// Lines of the targets that are offered before anything is typed.
    offered: Vec<(Line, Choice)>,
    plan: Option<MergePlan>,
    pub(super) apart: Option<ApartPlan>,
    pub(super) series: Option<SeriesPlan>,
    /// Leads that were marked when they were merged: marked again when they come back.
    pub(super) marked: Vec<i64>,
}

impl App {
    /// The docket asked about: in triage the lead that is shown.
    fn asked(&self) -> Option<i64> {
        match self.triage.as_ref().and_then(|triage| triage.view.as_ref()) {
            Some(view) => Some(view.case.stored.docket.id),
            None => self.current(),
        }
    }

    pub(super) fn asked_or_say(&mut self) -> Option<i64> {
        let asked = self.asked();
        if asked.is_none() {
            let text = self.words().no_docket;
            self.say(Tone::Info, text);
        }
        asked
    }

    // ---- Related ------------------------------------------------------------------------------------------------

    /// The dockets that may belong to the current one.
    pub(super) fn open_related(&mut self) {
        let Some(id) = self.asked_or_say() else { return };
        let read = self.desk.related(id);
        let Some(found) = self.told(read) else { return };
        let say = Words::of(self.lang);
        if found.is_empty() {
            return self.say(Tone::Info, say.related_none);
        }
        let number = self.desk.store.line(id).ok().flatten().map_or_else(String::new, |line| line.number);
        let items = found.iter().map(|one| (self.related_line(one), Choice::Together(Together::Related(one.line.docket))));
        let mut picker = Picker::new(fill(say.related_title, &[&number]), items.collect());
        picker.above = vec![say.related_how.to_owned()];
        self.merging.of = id;
        self.dialogs.push(Dialog::Picker(picker));
    }

    fn related_line(&self, one: &Related) -> Line {
        let law = self.desk.office_law();
        let line = lines::related(self.lang, &law, one);
        let mark = if self.leads.marks.contains(&one.line.docket) { "*" } else { " " };
        Line { text: format!("{mark}{}", line.text.trim_start()), ..line }
    }

    /// A key that these pickers take for themselves; whether they did.
    pub(super) fn together_key(&mut self, key: Key) -> bool {
        let Some(Dialog::Picker(picker)) = self.dialogs.last_mut() else { return false };
        let first = picker.items.first().map(|(_, choice)| choice.clone());
        match (first, key) {
            (Some(Choice::Together(Together::Related(_))), Key::Char(' ' | '\u{3000}')) => {
                let chosen = picker.shown().get(picker.at).map(|(_, choice)| choice.clone());
                if let Some(Choice::Together(Together::Related(id))) = chosen {
                    self.mark_related(id);
                }
                true
            }
            (_, Key::Char(_) | Key::Backspace) if picker.found => {
                match key {
                    Key::Char(c) => picker.typed.push(c),
                    _ => drop(picker.typed.pop()),
                }
                picker.at = 0;
                self.find_target();
                true
            }
            _ => false,
        }
    }

    /// Marks a related docket, and with it the one that it is related to.
    fn mark_related(&mut self, id: i64) {
        if !self.leads.marks.remove(&id) {
            self.leads.marks.insert(id);
            self.leads.marks.insert(self.merging.of);
        }
        let marks = self.leads.marks.clone();
        if let Some(Dialog::Picker(picker)) = self.dialogs.last_mut() {
            for (line, choice) in &mut picker.items {
                if let Choice::Together(Together::Related(id)) = choice {
                    let rest: String = line.text.chars().skip(1).collect();
                    line.text = format!("{}{rest}", if marks.contains(id) { "*" } else { " " });
                }
            }
            picker.at = (picker.at + 1).min(picker.shown().len().saturating_sub(1));
        }
        let text = fill(crate::text::bulk::Words::of(self.lang).marked, &[&marks.len()]);
        self.say(Tone::Info, text);
    }

    // ---- Merging ------------------------------------------------------------------------------------------------

    /// Asks into which docket the marked leads, or the current one, go.
    pub(super) fn open_merge(&mut self) {
        let marked: Vec<i64> = self.leads.marks.iter().copied().collect();
        let leads = if marked.is_empty() || self.triage.is_some() { self.asked_or_say().into_iter().collect() } else { marked };
        if leads.is_empty() {
            return;
        }
        if let [only] = leads.as_slice()
            && let Ok(plan) = self.desk.plan_merge(&leads, None)
            && let Some((_, bar)) = plan.barred.first()
        {
            let (only, why) = (*only, words::bar(self.lang, bar));
            self.show(only);
            return self.refuse(&why, Vec::new());
        }
        let read = self.targets(&leads);
        let Some(offered) = self.told(read) else { return };
        let say = Words::of(self.lang);
        let what = match leads.as_slice() {
            [only] => self.desk.store.line(*only).ok().flatten().map_or_else(String::new, |line| line.number),
            more => fill(say.merge_these, &[&more.len()]),
        };
        let mut picker = Picker::new(fill(say.merge_into, &[&what]), offered.clone());
        picker.above = vec![say.merge_how.to_owned()];
        picker.found = true;
        self.merging.leads = leads;
        self.merging.offered = offered;
        self.dialogs.push(Dialog::Picker(picker));
    }

    /// A line of these pickers was chosen.
    pub(super) fn choose_together(&mut self, choice: Together) {
        match choice {
            Together::Related(id) => {
                self.dialogs.pop();
                if self.triage.is_some() {
                    self.keep_triage();
                    self.triage = None;
                }
                self.show(id);
                self.zoom(Pane::Case);
            }
            Together::Into(id) => self.preview_merge(id),
            Together::New => self.open_made(),
            Together::Merge(unite) => self.take_merge(unite),
            Together::Apart => self.take_apart(),
            Together::Parts(number) => self.preview_series(number),
            Together::Series => self.take_series(),
        }
    }

    fn preview_merge(&mut self, target: i64) {
        let leads: Vec<i64> = self.merging.leads.iter().copied().filter(|id| *id != target).collect();
        let read = self.desk.plan_merge(&leads, Some(target));
        let Some(plan) = self.told(read) else { return };
        let say = Words::of(self.lang);
        let number = plan.target.as_ref().map_or_else(String::new, |side| side.line.number.clone());
        let mut above = Vec::new();
        let mut items = Vec::new();
        if let Some(bar) = &plan.bar {
            above.push(format!("× {number} {}", words::bar(self.lang, bar)));
            if let Bar::Merged { into, number } = bar {
                items.push((Line::head(&fill(say.instead, &[number])), Choice::Together(Together::Into(*into))));
            }
        } else {
            above.extend(self.preview_lines(&plan, &number));
            if !plan.parties.is_empty() {
                above.push(format!("  {}", say.way_back));
            }
            if !plan.members.is_empty() {
                items = self.ways_to_merge(&plan, &number);
            }
        }
        if items.is_empty() {
            let why = plan.hindrance().map_or_else(String::new, |bar| words::bar(self.lang, &bar));
            return self.refuse(&format!("{number} {why}"), Vec::new());
        }
        let title = fill(say.merge_title, &[&number, &plan.members.len()]);
        self.merging.plan = Some(plan);
        self.push_preview(title, &above, items);
    }

    /// With the liable parties of the leads or without, the likely one first.
    fn ways_to_merge(&self, plan: &MergePlan, number: &str) -> Vec<(Line, Choice)> {
        let say = Words::of(self.lang);
        let merge = |unite: bool| Choice::Together(Together::Merge(unite));
        if plan.parties.is_empty() {
            return vec![(Line::head(&fill(say.take, &[&number])), merge(false))];
        }
        let target = plan.target.as_ref();
        let own = target.map_or_else(String::new, |side| side.stored.docket.state().parties().join("、"));
        let more = plan.parties.join("、");
        let all = if own.is_empty() { more } else { format!("{own}、{more}") };
        let own = if own.is_empty() { "—".to_owned() } else { own };
        let with = (Line::head(&fill(say.take_all, &[&number, &safe::line(&all)])), merge(true));
        let without = (Line::head(&fill(say.take_own, &[&number, &safe::line(&own)])), merge(false));
        if plan.likely_united() { vec![with, without] } else { vec![without, with] }
    }

    /// What goes where, what cannot and why, and what they say differently.
    fn preview_lines(&self, plan: &MergePlan, number: &str) -> Vec<String> {
        let say = Words::of(self.lang);
        let mut above: Vec<String> = Vec::new();
        let row =
            |row: &InboxRow| format!("{} {} {} {}", row.number, row.received.as_deref().unwrap_or("—"), row.party, row.title);
        above.extend(plan.members.iter().take(NAMED).map(|side| format!("{} {}", say.goes, row(&side.line))));
        if plan.members.len() > NAMED {
            above.push(format!("  {}", fill(say.more, &[&(plan.members.len() - NAMED)])));
        }
        above.extend(plan.since.iter().map(|day| fill(say.since, &[day])));
        above.extend(
            plan.barred
                .iter()
                .take(NAMED)
                .map(|(line, bar)| format!("× {} {}：{} · {}", say.cannot, line.number, words::bar(self.lang, bar), say.silent)),
        );
        if plan.barred.len() > NAMED {
            above.push(format!("  {}", fill(say.more, &[&(plan.barred.len() - NAMED)])));
        }
        above.extend(self.differences(&plan.differs));
        if !plan.differs.is_empty() && plan.target.is_some() {
            above.push(format!("  {}", fill(say.stands, &[&number])));
        }
        above
    }

    fn differences(&self, differs: &[crate::ops::merge::Difference]) -> Vec<String> {
        let law = self.desk.office_law();
        let say = Words::of(self.lang);
        differs.iter().map(|one| format!("≠ {}", words::difference(self.lang, &law.profile, say, one))).collect()
    }

    pub(super) fn push_preview(&mut self, title: String, above: &[String], items: Vec<(Line, Choice)>) {
        let mut picker = Picker::new(title, items);
        picker.above = above.iter().map(|line| safe::line(line)).collect();
        picker.fixed = true;
        self.dialogs.push(Dialog::Picker(picker));
    }

    fn take_merge(&mut self, unite: bool) {
        let Some(mut plan) = self.merging.plan.take() else { return };
        plan.unite = unite;
        let target = plan.target.as_ref().map(|side| side.stored.docket.id);
        let number = plan.target.as_ref().map_or_else(String::new, |side| side.line.number.clone());
        match self.desk.merge(&plan) {
            Ok(done) => self.merged(&plan, &done, target, &number),
            Err(error) => self.fail(&error),
        }
    }

    /// A merge is written: what went where is said, the marks go, a sitting goes on.
    pub(super) fn merged(&mut self, plan: &MergePlan, done: &crate::ops::Done, target: Option<i64>, number: &str) {
        let members: Vec<i64> = plan.members.iter().map(|side| side.stored.docket.id).collect();
        self.merging.marked = members.iter().copied().filter(|id| self.leads.marks.contains(id)).collect();
        let marked: Vec<i64> = self.leads.marks.iter().copied().collect();
        let sitting = self.asked().filter(|_| self.triage.is_some());
        self.dialogs.clear();
        self.use_marks(&marked, done.link);
        self.settle(done);
        if let Some(id) = target {
            self.show_in_list(id);
        }
        if let Some(id) = sitting.filter(|id| members.contains(id)) {
            self.triage_done(id, done.link);
        }
        let text = words::merged(self.lang, members.len(), number, plan.barred.len());
        self.say(Tone::Done, text);
    }

    pub(super) fn show_in_list(&mut self, id: i64) {
        if let Some(at) = self.leads.rows.iter().position(|row| row.docket == id) {
            self.leads.at = at;
        }
        self.show(id);
    }

    /// The form of a new docket made of the leads: what they agree on stands there, what they do not is asked.
    fn open_made(&mut self) {
        let read = self.desk.plan_merge(&self.merging.leads, None);
        let Some(plan) = self.told(read) else { return };
        if let Some(bar) = plan.hindrance() {
            return self.refuse(&words::bar(self.lang, &bar), Vec::new());
        }
        let proposal = plan.proposal();
        let law = self.desk.office_law();
        let fields = proposal.fields(&law.profile);
        let mut hint: Vec<String> = Vec::new();
        hint.extend(
            plan.barred.iter().take(NAMED).map(|(line, bar)| format!("× {} {}", line.number, words::bar(self.lang, bar))),
        );
        hint.extend(self.differences(&plan.differs));
        if let Some(day) = plan.earliest() {
            hint.push(fill(Words::of(self.lang).since, &[&day]));
        }
        let title = fill(Words::of(self.lang).made_title, &[&plan.members.len()]);
        let ids: Vec<i64> = plan.members.iter().map(|side| side.stored.docket.id).collect();
        self.merging.plan = Some(plan);
        self.open_form(title, fields, Entry::Made(ids));
        if let Some(Dialog::Form(form, _)) = self.dialogs.last_mut() {
            form.hint = hint.iter().map(|line| safe::line(line)).collect();
        }
    }

    /// The form of a new docket was sent.
    pub(super) fn send_made(&mut self, values: Vec<(&'static str, serde_json::Value)>, entry: &Entry) {
        let Some(plan) = self.merging.plan.take() else { return };
        let proposal = plan.proposal().filled(values);
        match self.desk.merge_new(&plan, &proposal) {
            Ok(done) => {
                self.drop_draft(entry);
                let made = done.dockets.first().copied();
                let number =
                    made.and_then(|id| self.desk.store.line(id).ok().flatten()).map_or_else(String::new, |line| line.number);
                self.merged(&plan, &done, made, &number);
            }
            Err(error) => {
                self.merging.plan = Some(plan);
                self.fail(&error);
            }
        }
    }
}
