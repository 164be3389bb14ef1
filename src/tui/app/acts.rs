//! Acts on dockets: the forms they open, undo, and the ONE place where a result, a refusal or an error reaches the screen.

use super::entry::Entry;
use super::{App, Choice, Dialog, Listing, Pane, Picker, Tone};
use crate::docket::Kind;
use crate::law::{Deadline, NextStep};
use crate::ops::field;
use crate::ops::{ActError, Done};
use crate::text::{fill, law as words, ops as ops_words};
use crate::tui::command::TABLE;
use crate::tui::lines::{self, Line, Target};

impl App {
    /// A result reaches the screen.
    pub(super) fn settle(&mut self, done: &Done) {
        self.refresh();
        if let Some(id) = done.dockets.first() {
            self.show(*id);
        }
        let mut text = fill(self.words().done, &[&done.numbers.join(" "), &ops_words::command(self.lang, &done.command)]);
        if !done.warns.is_empty() {
            let warns = done.warns.iter().map(|warn| words::missing(self.lang, warn)).collect::<Vec<_>>().join("；");
            text.push_str(&fill(self.words().warned, &[&warns]));
        }
        self.say(Tone::Done, text);
    }

    /// A refusal or an error reaches the screen.
    pub(super) fn fail(&mut self, error: &ActError) {
        let text = match error {
            ActError::Refused(guard) => {
                let cites: Vec<_> = guard.missing.iter().flat_map(|missing| missing.cites.clone()).collect();
                fill(self.words().refused, &[&ops_words::guard(self.lang, guard), &words::cites(&self.desk.library, &cites)])
            }
            error => ops_words::act(self.lang, error),
        };
        let tone = if matches!(error, ActError::Refused(_)) { Tone::Refused } else { Tone::Error };
        if let Some(Dialog::Form(form, _)) = self.dialogs.last_mut() {
            form.refusal = vec![text.clone()];
        }
        self.say(tone, text);
    }

    /// Takes back the latest act, however old.
    pub(super) fn undo(&mut self) {
        let done = self.desk.undo();
        self.turned(self.words().undone, done);
    }

    /// Brings back what was taken back.
    pub(super) fn redo(&mut self) {
        let done = self.desk.redo();
        self.turned(self.words().redone, done);
    }

    fn turned(&mut self, said: &str, done: Result<Done, ActError>) {
        match done {
            Ok(done) => {
                let text = fill(said, &[&ops_words::command(self.lang, &done.command), &done.numbers.join(" ")]);
                self.refresh();
                self.say(Tone::Done, text);
            }
            Err(error) => self.fail(&error),
        }
    }

    /// An act of the table on the current docket, or on the marked ones.
    pub(super) fn act(&mut self, name: &str) {
        let kinds: &[Kind] = match name {
            "lead.check" => &[Kind::CheckConcluded],
            "case.file" => &[Kind::FilingProposed, Kind::FilingApproved, Kind::CaseFiled],
            "case.reject" => &[Kind::NonfilingProposed, Kind::NonfilingApproved, Kind::NonfilingDecided],
            "lead.transfer" => &[Kind::LeadTransferred],
            "lead.assign" => &[Kind::LeadAssigned],
            "lead.snooze" => &[Kind::LeadSnoozed],
            "note.add" => &[Kind::NoteAdded],
            _ => return,
        };
        if self.focus == Pane::Leads
            && !self.leads.marks.is_empty()
            && let Some(kind) = kinds.first()
        {
            let Some(id) = self.leads.marks.first().copied() else { return };
            let Ok(Some(stored)) = self.desk.docket(id) else { return };
            let fields = field::fields(&self.desk.law(&stored.docket.profile).profile, &stored.docket, *kind, self.desk.today);
            let title = format!("{} · {}", words::kind(self.lang, *kind), fill(self.words().marked, &[&self.leads.marks.len()]));
            return self.open_form(title, fields, Entry::Many(*kind));
        }
        let Some(id) = self.current() else {
            let text = self.words().no_docket;
            return self.say(Tone::Info, text);
        };
        self.show(id);
        let Some(case) = &self.case else { return };
        // What is asked comes before what is allowed, the later step before the earlier; else the one that is blocked, with its reason.
        let steps: Vec<(usize, NextStep)> = case
            .derived
            .next
            .all()
            .filter(|(_, step)| kinds.contains(&step.step.fact))
            .map(|(group, step)| (group, step.clone()))
            .collect();
        let order = |step: &NextStep| kinds.iter().rposition(|kind| *kind == step.step.fact);
        let open = steps
            .iter()
            .filter(|(group, step)| *group < 2 && step.missing.is_empty())
            .min_by_key(|(group, step)| (*group, std::cmp::Reverse(order(step))));
        let known = self.desk.law(&case.stored.docket.profile).profile.steps.iter().any(|step| kinds.contains(&step.fact));
        match (open, steps.first(), kinds.first()) {
            (Some((_, step)), _, _) => {
                let (kind, party) = (step.step.fact, step.party.clone());
                self.open_fact(id, kind, party.as_deref());
            }
            (None, Some((_, step)), _) => {
                let list =
                    step.missing.iter().map(|missing| words::label(self.lang, &missing.label)).collect::<Vec<_>>().join("；");
                let cites: Vec<_> = step.missing.iter().flat_map(|missing| missing.cites.clone()).collect();
                let text = fill(
                    self.words().refused,
                    &[&fill(self.words().missing, &[&list]), &words::cites(&self.desk.library, &cites)],
                );
                self.say(Tone::Refused, text);
            }
            (None, None, Some(kind)) if !known => self.open_fact(id, *kind, None),
            _ => {
                let text = self.words().no_step;
                self.say(Tone::Refused, text);
            }
        }
    }

    /// The form of a fact.
    pub(super) fn open_fact(&mut self, id: i64, kind: Kind, party: Option<&str>) {
        let Ok(Some(stored)) = self.desk.docket(id) else { return };
        let law = self.desk.law(&stored.docket.profile);
        let mut fields = field::fields(&law.profile, &stored.docket, kind, self.desk.today);
        if let (Some(party), Some(slot)) = (party, fields.iter_mut().find(|field| field.key == "party")) {
            party.clone_into(&mut slot.initial);
        }
        if matches!(kind, Kind::LeadAssigned | Kind::DepartmentDesignated) {
            // What the routing table points to stands there already: Enter takes it.
            let found = law.routing(&stored.docket.state(), &[], self.desk.today);
            if let (Some(department), Some(slot)) =
                (found.department(), fields.iter_mut().find(|field| field.key == "department"))
            {
                department.clone_into(&mut slot.initial);
            }
        }
        let number = self.case.as_ref().map(|case| case.number.clone()).unwrap_or_default();
        let title = format!("{} · {number}", words::kind(self.lang, kind));
        self.open_form(title, fields, Entry::Fact { docket: id, revision: stored.revision, kind });
    }

    /// A step of the profile on the shown docket: its form, or why not.
    pub(super) fn open_step(&mut self, id: &str, party: Option<&str>) {
        let Some(case) = &self.case else { return };
        let found = case
            .derived
            .next
            .all()
            .map(|(_, step)| step)
            .find(|step| &*step.step.id == id && step.party.as_deref() == party)
            .cloned();
        let docket = case.stored.docket.id;
        match found {
            Some(step) if step.missing.is_empty() || step.missing.iter().all(|missing| missing.overridable) => {
                self.open_fact(docket, step.step.fact, party);
            }
            Some(step) => {
                let list =
                    step.missing.iter().map(|missing| words::label(self.lang, &missing.label)).collect::<Vec<_>>().join("；");
                let cites: Vec<_> = step.missing.iter().flat_map(|missing| missing.cites.clone()).collect();
                let text = fill(
                    self.words().refused,
                    &[&fill(self.words().missing, &[&list]), &words::cites(&self.desk.library, &cites)],
                );
                self.say(Tone::Refused, text);
            }
            None => {
                let text = self.words().no_step;
                self.say(Tone::Refused, text);
            }
        }
    }

    /// All steps of the shown docket.
    pub(super) fn open_steps(&mut self) {
        if let Some(id) = self.current() {
            self.show(id);
        }
        let Some(case) = &self.case else {
            let text = self.words().no_docket;
            return self.say(Tone::Info, text);
        };
        let names = [self.words().must, self.words().may, self.words().blocked];
        let items: Vec<(Line, Choice)> = case
            .derived
            .next
            .all()
            .map(|(group, step)| {
                let mut line = lines::step(&self.desk, self.lang, step);
                line.text = format!("{} {}", names.get(group).copied().unwrap_or_default(), line.text.trim_start());
                (line, Choice::Step(step.step.id.to_string(), step.party.clone()))
            })
            .collect();
        let title = format!("{} · {}", self.words().choose_step, case.number);
        self.dialogs.push(Dialog::Picker(Picker::new(title, items)));
    }

    /// Enter: what the selected line stands for.
    pub(super) fn enter(&mut self) {
        match self.focus {
            Pane::Leads => {
                if let Some(id) = self.selected() {
                    self.show(id);
                    self.focus = Pane::Case;
                }
            }
            Pane::Case => match self.case_lines.current().and_then(|line| line.target.clone()) {
                Some(Target::Step { id, party }) => self.open_step(&id, party.as_deref()),
                Some(Target::Deadline { .. }) => self.open_proof(),
                Some(Target::Docket(id)) => self.show(id),
                Some(Target::Cite(cite)) => self.open_cite(&cite),
                None => self.open_steps(),
            },
            Pane::Calendar | Pane::Talks => {
                if let Some(id) = self.current() {
                    self.show(id);
                    self.focus = Pane::Case;
                }
            }
        }
    }

    fn listing(&self) -> Option<&Listing> {
        match self.focus {
            Pane::Leads => None,
            Pane::Case => Some(&self.case_lines),
            Pane::Calendar => Some(&self.agenda),
            Pane::Talks => Some(&self.talks),
        }
    }

    /// The deadline that the selected line is about: its own, or the first open one of the docket.
    fn deadline_here(&self) -> Option<(i64, Deadline)> {
        let target = self.listing().and_then(|listing| listing.current()).and_then(|line| line.target.clone());
        if let Some(Target::Deadline { docket, rule, party, n, round }) = target {
            let (_, derived) = self.desk.derived(docket).ok()??;
            let found = derived.deadlines.into_iter().find(|one| {
                *one.rule.id == *rule
                    && one.party.as_deref().unwrap_or_default() == party
                    && one.n.map_or(0, i64::from) == n
                    && i64::from(one.round) == round
            });
            return found.map(|one| (docket, one));
        }
        let id = self.current()?;
        let (_, derived) = self.desk.derived(id).ok()??;
        let first =
            derived.deadlines.iter().find(|one| one.status.is_open() && !one.rule.hidden).or_else(|| derived.deadlines.first());
        first.cloned().map(|one| (id, one))
    }

    /// The proof of a date, with the article.
    pub(super) fn open_proof(&mut self) {
        let found = self.deadline_here();
        let shown = found.and_then(|(id, one)| Some((self.desk.docket(id).ok()??, one)));
        match shown {
            Some((stored, one)) => {
                let lines = lines::proof(&self.desk, self.lang, &stored.docket, &one);
                let title = words::label(self.lang, &one.rule.label).to_owned();
                self.read(title, lines);
            }
            None => {
                let text = self.words().no_proof;
                self.say(Tone::Info, text);
            }
        }
    }

    /// The article that the selected line rests on.
    pub(super) fn open_article(&mut self) {
        let cite = self.listing().and_then(|listing| listing.current()).and_then(|line| line.cite.clone());
        let cite = cite.or_else(|| self.deadline_here().and_then(|(_, one)| one.rule.cites.first().map(|cite| cite.at.clone())));
        match cite {
            Some(cite) => self.open_cite(&cite),
            None => {
                let text = self.words().no_article;
                self.say(Tone::Info, text);
            }
        }
    }

    fn open_cite(&mut self, cite: &str) {
        if let Some((title, lines)) = lines::article(&self.desk.library, cite) {
            self.read(title, lines);
        }
    }

    /// Help: the table of commands.
    pub(super) fn open_help(&mut self) {
        let items = self.commands();
        let title = self.words().help;
        self.dialogs.push(Dialog::Picker(Picker::new(title, items)));
    }

    /// The palette: the same table.
    pub(super) fn open_palette(&mut self) {
        let items = self.commands();
        let title = self.words().commands;
        self.dialogs.push(Dialog::Picker(Picker::new(title, items)));
    }

    fn commands(&self) -> Vec<(Line, Choice)> {
        let mut rows: Vec<_> = TABLE.iter().collect();
        rows.sort_by_key(|row| !row.works(self.focus));
        rows.into_iter()
            .map(|row| {
                let text = format!(
                    "{}  {}  {}",
                    crate::tui::width::fit(&row.keys.join(" "), 10),
                    crate::tui::width::fit(row.about(self.lang), 24),
                    row.name
                );
                (Line { text, faint: !row.works(self.focus), ..Line::default() }, Choice::Command(row.name))
            })
            .collect()
    }
}
