//! Why: the proof of a date, what a step asks, the articles; from a line, a message or a form.

use super::{App, Dialog, Listing, Pane, Tone};
use crate::law::{Cite, Deadline, NextStep};
use crate::ops::OfficeDuty;
use crate::papers::page::Page;
use crate::papers::proof::{About, page};
use crate::text::calendar::CalendarWords;
use crate::text::law as words;
use crate::tui::lines::explain::{self, Reading};
use crate::tui::lines::{Line, Target};

impl App {
    fn listing(&self) -> Option<&Listing> {
        match self.focus {
            Pane::Leads => None,
            Pane::Case => Some(&self.case_lines),
            Pane::Calendar => Some(&self.agenda),
            Pane::Talks => Some(self.talk_lines()),
            Pane::Watch => Some(&self.watched.lines),
            Pane::Approvals => Some(&self.queue.lines),
        }
    }

    /// The deadline that the selected line is about: its own, or the first open one of the docket.
    pub(super) fn deadline_here(&self) -> Option<(i64, Deadline)> {
        let target = self.listing().and_then(|listing| listing.current()).and_then(|line| line.target.clone());
        if let Some(Target::Deadline { docket, rule, party, n, round } | Target::Begin { docket, rule, party, n, round }) = target
        {
            let (_, derived) = self.desk.derived(docket).ok()??;
            let found = derived.deadlines.into_iter().find(|one| {
                *one.rule.id == *rule
                    && one.party.as_deref().unwrap_or_default() == party
                    && one.n.map_or(0, i64::from) == n
                    && i64::from(one.round) == round
            });
            return found.map(|one| (docket, one));
        }
        self.first_deadline(self.current()?)
    }

    /// The first open deadline of a docket.
    fn first_deadline(&self, id: i64) -> Option<(i64, Deadline)> {
        let (_, derived) = self.desk.derived(id).ok()??;
        let first =
            derived.deadlines.iter().find(|one| one.status.is_open() && !one.rule.hidden).or_else(|| derived.deadlines.first());
        first.cloned().map(|one| (id, one))
    }

    fn line_here(&self) -> Option<&Line> {
        self.listing().and_then(Listing::current)
    }

    /// A step of the shown docket.
    pub(super) fn step_of(&self, id: &str, party: Option<&str>) -> Option<NextStep> {
        let case = self.case.as_ref()?;
        let mut steps = case.derived.next.all().map(|(_, step)| step);
        steps.find(|step| &*step.step.id == id && step.party.as_deref() == party).cloned()
    }

    /// What a step asks and what of it is on file.
    pub(super) fn explain_step(&mut self, step: &NextStep) {
        let Some(case) = &self.case else { return };
        let reading = explain::step(&self.desk, self.lang, case, step);
        let title = words::label(self.lang, &step.step.label).to_owned();
        self.read(title, reading);
    }

    /// Why the selected line stands there: the proof of its date, what its step asks, or its articles.
    pub(super) fn open_why(&mut self) {
        let line = self.line_here().cloned().unwrap_or_default();
        match &line.target {
            Some(Target::Step { id, party }) => {
                if let Some(step) = self.step_of(id, party.as_deref()) {
                    return self.explain_step(&step);
                }
            }
            Some(target @ Target::Duty { .. }) => {
                if let Some(duty) = self.duty_of(target).cloned() {
                    return self.open_duty_proof(&duty);
                }
            }
            None if !line.cites.is_empty() => {
                let reading = explain::line(&self.desk, self.lang, &line);
                let title = self.words().why;
                return self.read(title, reading);
            }
            _ => {}
        }
        self.open_proof();
    }

    /// The proof of a date, with the articles.
    pub(super) fn open_proof(&mut self) {
        self.show_proof(self.deadline_here());
    }

    /// The proof of a docket's first date.
    pub(super) fn open_first_proof(&mut self, id: i64) {
        self.show_proof(self.first_deadline(id));
    }

    fn show_proof(&mut self, found: Option<(i64, Deadline)>) {
        let shown = found.and_then(|(id, one)| Some((self.desk.docket(id).ok()??, one)));
        match shown {
            Some((stored, one)) => {
                let reading = explain::proof(&self.desk, self.lang, &stored, &one);
                let title = words::label(self.lang, &one.rule.label).to_owned();
                let law = self.desk.law_of(&stored);
                let docket = &stored.docket;
                let number = self.desk.store.line(docket.id).ok().flatten().map(|line| line.number).unwrap_or_default();
                let about = About {
                    number: &number,
                    title: &docket.state().attributes.title,
                    unit: &self.desk.office.unit,
                    officer: &self.desk.officer,
                    today: self.desk.today,
                };
                let page = page(self.lang, &self.desk.library, &law, about, &one);
                self.read_page(title, reading, page);
            }
            None => {
                let text = self.words().no_proof;
                self.say(Tone::Info, text);
            }
        }
    }

    /// The proof of a duty of the office.
    fn open_duty_proof(&mut self, duty: &OfficeDuty) {
        let (lang, law, one) = (self.lang, self.desk.office_law(), &duty.deadline);
        let title = format!("{} {}", words::label(lang, &one.rule.label), duty.key);
        let reading = explain::proof_by(&self.desk, lang, &law, one);
        let (number, unit) = (CalendarWords::of(lang).office, &self.desk.office.unit);
        let about = About { number, title: unit, unit, officer: &self.desk.officer, today: self.desk.today };
        let page = page(lang, &self.desk.library, &law, about, one);
        self.read_page(title, reading, page);
    }

    /// A proof to read, with the page that it can be saved as.
    pub(super) fn read_page(&mut self, title: String, reading: Reading, page: Page) {
        self.read(title, reading);
        if let Some(Dialog::Reader(reader)) = self.dialogs.last_mut() {
            reader.page = Some(Box::new(page));
        }
    }

    /// The articles of what was just said, else of the selected line; of a lead in the list, those of its first date.
    pub(super) fn open_article(&mut self, said: Vec<Cite>) {
        let cites = match self.line_here() {
            _ if !said.is_empty() => said,
            Some(line) => line.cites.clone(),
            None => self.deadline_here().map(|(_, one)| one.rule.cites.clone()).unwrap_or_default(),
        };
        self.open_cites(&cites);
    }

    /// The articles of the dialog on top: of a form's refusal or its step, of a picker's selected line.
    pub(super) fn dialog_articles(&mut self) {
        let cites = match self.dialogs.last() {
            Some(Dialog::Form(form, entry)) if form.cites.is_empty() => self.entry_cites(entry),
            Some(Dialog::Form(form, _)) => form.cites.clone(),
            Some(Dialog::Picker(picker)) => picker.shown().get(picker.at).map(|(line, _)| line.cites.clone()).unwrap_or_default(),
            _ => Vec::new(),
        };
        self.open_cites(&cites);
    }

    fn open_cites(&mut self, cites: &[Cite]) {
        if cites.is_empty() {
            let text = self.words().no_article;
            return self.say(Tone::Info, text);
        }
        let reading: Reading = explain::articles(&self.desk, self.lang, cites);
        self.read(words::cites(&self.desk.library, cites), reading);
    }
}
