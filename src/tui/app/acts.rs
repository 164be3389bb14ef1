//! Acts on dockets: the forms they open, undo, and the ONE place where a result, a refusal or an error reaches the screen.

use super::entry::Entry;
use super::work::Work;
use super::{App, Choice, Dialog, Pane, Picker, Tone};
use crate::docket::{Fact, Kind};
use crate::law::{Cite, Missing, NextStep};
use crate::ops::field;
use crate::ops::known::known;
use crate::ops::view::CaseView;
use crate::ops::{ActError, Done};
use crate::store::StoreError;
use crate::text::{fill, law as words, ops as ops_words};
use crate::tui::lines::{self, Line, Target};

/// How an act stands on a docket.
pub(super) enum Standing {
    /// It can be done: the fact that its form records, and the liable party.
    Open(Kind, Option<String>),
    /// A step that lacks something.
    Blocked(Box<NextStep>),
    /// Not now: why, and the articles.
    Refused(String, Vec<Cite>),
}

/// The facts that an act of the table leads to, in their order; none for other commands.
pub(in crate::tui) fn kinds(name: &str) -> &'static [Kind] {
    match name {
        "lead.check" => &[Kind::CheckConcluded],
        "case.file" => &[Kind::FilingProposed, Kind::FilingApproved, Kind::CaseFiled],
        "case.reject" => &[Kind::NonfilingProposed, Kind::NonfilingApproved, Kind::NonfilingDecided],
        "lead.transfer" => &[Kind::LeadTransferred],
        "lead.assign" => &[Kind::LeadAssigned],
        "lead.snooze" => &[Kind::LeadSnoozed],
        "note.add" => &[Kind::NoteAdded],
        "watch.open" => &[Kind::MajorMarked, Kind::SupervisionOpened],
        "watch.report" => &[Kind::SupervisionReported],
        "watch.act" => &[Kind::SupervisionActed],
        "watch.date" => &[Kind::DateSet],
        "watch.criminal" => &[Kind::CriminalFollowed],
        "watch.finish" => &[Kind::SupervisionMattersFinished],
        "watch.close" => &[Kind::SupervisionClosingReported],
        "watch.circulate" => &[Kind::SupervisionCirculated],
        "lead.exclude" => &[Kind::ScopeExcluded],
        "lead.send-to-ecology" => &[Kind::LeadSentToEcology],
        _ => &[],
    }
}

/// Facts that are taken back before the next key.
const AT_ONCE: usize = 200;

impl App {
    /// A result reaches the screen.
    pub(super) fn settle(&mut self, done: &Done) {
        self.refresh();
        // One lead is the current one: in the list the next takes the place of one that left it; elsewhere what was acted on.
        if let Some(id) = done.dockets.first() {
            match self.focus {
                Pane::Leads if self.leads.select(*id) => self.show(*id),
                Pane::Leads => self.reload_case(),
                _ => self.show(*id),
            }
        }
        let mut text = fill(self.words().done, &[&done.numbers.join(" "), &ops_words::command(self.lang, &done.command)]);
        if !done.warns.is_empty() {
            let warns = words::lacking(self.lang, &done.warns);
            text.push_str(&fill(self.words().warned, &[&warns]));
        }
        text.push_str(&self.offer_next(done));
        self.say(Tone::Done, text);
        self.said = done.warns.iter().flat_map(|warn| warn.cites.clone()).collect();
    }

    /// A refusal or an error reaches the screen.
    pub(super) fn fail(&mut self, error: &ActError) {
        match error {
            ActError::Refused(guard) => self.refuse(&ops_words::guard(self.lang, guard), guard.cites()),
            ActError::Store(StoreError::Stale { docket, have, expected }) => self.clash(*docket, *have, *expected),
            error => {
                let text = ops_words::act(self.lang, error);
                self.say(Tone::Error, &text);
                self.beside(text, Vec::new());
            }
        }
    }

    /// The law's "not yet", with its articles one key away.
    pub(super) fn refuse(&mut self, why: &str, cites: Vec<Cite>) {
        let text = fill(self.words().refused, &[&why, &words::cites_or_silence(self.lang, &self.desk.library, &cites)]);
        self.say(Tone::Refused, &text);
        self.said.clone_from(&cites);
        self.beside(text, cites);
    }

    /// What is said about a form also stands in it.
    pub(super) fn beside(&mut self, text: String, cites: Vec<Cite>) {
        if let Some(Dialog::Form(form, _)) = self.dialogs.last_mut() {
            form.refusal = vec![text];
            form.cites = cites;
        }
    }

    /// Takes back the latest act, however old.
    pub(super) fn undo(&mut self) {
        self.turn_back(false);
    }

    /// Brings back what was taken back.
    pub(super) fn redo(&mut self) {
        self.turn_back(true);
    }

    /// At once, or with progress where it is about a whole ledger.
    fn turn_back(&mut self, redo: bool) {
        match self.desk.weight(redo) {
            Ok(facts) if facts > AT_ONCE => self.begin(Work::Turn { redo, facts }),
            _ => self.turn_told(redo, &mut |_| true),
        }
    }

    /// Takes the latest act back, or brings it back; `progress` is told how many dockets.
    pub(super) fn turn_told(&mut self, redo: bool, progress: &mut dyn FnMut(usize) -> bool) {
        let last = self.desk.store.last_done(&self.desk.officer).ok().flatten().filter(|_| !redo);
        let done = if redo { self.desk.redo_told(progress) } else { self.desk.undo_told(progress) };
        let said = if redo { self.words().redone } else { self.words().undone };
        if let (Ok(_), Some(last)) = (&done, last) {
            self.marks_back(last.n);
        }
        self.turned(said, done);
    }

    fn turned(&mut self, said: &str, done: Result<Done, ActError>) {
        match done {
            Ok(done) => {
                let mut which = done.numbers.join(" ");
                if done.dockets.len() > done.numbers.len() {
                    which = fill(self.words().and_so_on, &[&which, &done.dockets.len()]);
                }
                let text = fill(said, &[&ops_words::command(self.lang, &done.command), &which]);
                self.refresh();
                self.say(Tone::Done, text);
            }
            Err(error) => self.fail(&error),
        }
    }

    /// An act of the table on the current docket, or on the marked ones.
    pub(super) fn act(&mut self, name: &str) {
        let kinds = kinds(name);
        if kinds.is_empty() {
            return;
        }
        if let Some(ids) = self.many() {
            return self.open_many(&ids, kinds);
        }
        let Some(id) = self.current() else {
            let text = self.words().no_docket;
            return self.say(Tone::Info, text);
        };
        self.show(id);
        if name == "lead.transfer" && self.handed_over() == Some(id) {
            return self.open_receipt(id);
        }
        if name == "lead.snooze"
            && let Some(idle) = self.idle_for(id, Kind::LeadSnoozed)
        {
            return self.fail(&idle);
        }
        let Some(case) = &self.case else { return };
        match self.standing(case, kinds) {
            Some(Standing::Open(kind, party)) => self.open_fact(id, kind, party.as_deref()),
            Some(Standing::Blocked(step)) => self.not_yet(&step),
            Some(Standing::Refused(why, cites)) => self.refuse(&why, cites),
            None => {}
        }
    }

    /// How an act stands on a docket. What is asked comes before what is allowed, the later step before the earlier; else the
    /// one that is blocked, with its reason.
    pub(super) fn standing(&self, case: &CaseView, kinds: &[Kind]) -> Option<Standing> {
        let stored = &case.stored;
        let steps: Vec<(usize, &NextStep)> =
            case.derived.next.all().filter(|(_, step)| kinds.contains(&step.step.fact)).collect();
        let order = |step: &NextStep| kinds.iter().rposition(|kind| *kind == step.step.fact);
        let open = steps
            .iter()
            .filter(|(group, step)| *group < 2 && step.missing.is_empty())
            .min_by_key(|(group, step)| (*group, std::cmp::Reverse(order(step))));
        if let Some((_, step)) = open {
            return Some(Standing::Open(step.step.fact, step.party.clone()));
        }
        if let Some((_, step)) = steps.first() {
            return Some(Standing::Blocked(Box::new((*step).clone())));
        }
        let (kind, law) = (*kinds.first()?, self.desk.law_of(stored));
        if !law.profile.steps.iter().any(|step| kinds.contains(&step.fact)) {
            return Some(Standing::Open(kind, None));
        }
        let guard = law.guard(&stored.docket, &Fact::new(kind, self.desk.today), self.desk.today);
        let why = if guard.allows() { self.words().no_step.to_owned() } else { ops_words::guard(self.lang, &guard) };
        Some(Standing::Refused(why, guard.cites()))
    }

    /// The form of a fact.
    pub(super) fn open_fact(&mut self, id: i64, kind: Kind, party: Option<&str>) {
        self.open_fact_with(id, kind, party, &[]);
    }

    /// The form of a fact with what some fields begin with.
    pub(super) fn open_fact_with(&mut self, id: i64, kind: Kind, party: Option<&str>, with: &[(&'static str, String)]) {
        // Evidence may come with its file.
        if kind == Kind::EvidenceRecorded && with.is_empty() {
            self.show(id);
            return self.open_paper_of(kind, "");
        }
        let Ok(Some(stored)) = self.desk.docket(id) else { return };
        let law = self.desk.law_of(&stored);
        let mut fields = field::fields(&law.profile, &stored.docket, kind, self.desk.today);
        if let (Some(party), Some(slot)) = (party, fields.iter_mut().find(|field| field.key == "party")) {
            party.clone_into(&mut slot.initial);
        }
        if matches!(kind, Kind::LeadAssigned | Kind::DepartmentDesignated | Kind::DesignationProposed) {
            // What it has, or what the routing table points to, stands there already: Enter takes it.
            let state = stored.docket.state();
            let department = match kind {
                Kind::LeadAssigned => self.desk.department_for(&stored.docket, &state),
                _ => law.routing(&state, &[], self.desk.today).department().map(str::to_owned),
            };
            if let (Some(department), Some(slot)) = (department, fields.iter_mut().find(|field| field.key == "department")) {
                slot.initial = department;
            }
        }
        for (key, value) in known(&stored.docket.state(), kind, party) {
            if let Some(slot) = fields.iter_mut().find(|field| field.key == key) {
                slot.initial = value;
            }
        }
        self.ask_signed(&stored, kind, party, &mut fields);
        let before = if with.is_empty() { self.desk.proposed_before(&stored, kind, party) } else { with.to_vec() };
        self.begin_talk(id, kind, party, &before, &mut fields);
        self.offer_officers(&mut fields);
        let number = self.case.as_ref().map(|case| case.number.clone()).unwrap_or_default();
        let title = format!("{} · {number}", words::kind(self.lang, kind));
        self.open_form(
            title,
            fields,
            Entry::Fact { docket: id, revision: stored.revision, kind, party: party.map(str::to_owned), before: Vec::new() },
        );
    }

    /// A step of the profile on the shown docket: its form, or why not.
    pub(super) fn open_step(&mut self, id: &str, party: Option<&str>) {
        let Some(docket) = self.case.as_ref().map(|case| case.stored.docket.id) else { return };
        let found = self.step_of(id, party);
        match found {
            Some(step) if step.missing.is_empty() || step.missing.iter().all(Missing::overridable_here) => {
                // A report beside the rhythm is no periodic one.
                if step.step.fact == Kind::SupervisionReported && step.step.period.is_none() {
                    return self.open_extra_report(docket);
                }
                self.open_fact(docket, step.step.fact, party);
            }
            Some(step) => {
                self.not_yet(&step);
            }
            None => {
                let text = self.words().no_step;
                self.say(Tone::Refused, text);
            }
        }
    }

    /// A step that is blocked: what it asks and what of it is on file, to read; the refusal on the status line.
    pub(super) fn not_yet(&mut self, step: &NextStep) {
        let list = words::lacking(self.lang, &step.missing);
        let why = fill(self.words().missing, &[&list]);
        self.refuse(&why, step.missing.iter().flat_map(|missing| missing.cites.clone()).collect());
        self.explain_step(step);
    }

    /// All steps of the shown docket.
    pub(super) fn open_steps(&mut self) {
        if self.focus == Pane::Talks {
            return self.talk_steps();
        }
        if let Some(ids) = self.many() {
            return self.choose_many(&ids);
        }
        if let Some(id) = self.current() {
            self.show(id);
        }
        if self.case.is_none() {
            let text = self.words().no_docket;
            return self.say(Tone::Info, text);
        }
        self.choose_step(|_| true);
    }

    /// Steps of the shown docket to choose from.
    pub(super) fn choose_step(&mut self, wanted: impl Fn(&NextStep) -> bool) {
        let Some(case) = &self.case else { return };
        let law = self.desk.law_of(&case.stored);
        let names = [self.words().must, self.words().may, self.words().blocked];
        let items: Vec<(Line, Choice)> = case
            .derived
            .next
            .all()
            .filter(|(_, step)| wanted(step))
            .map(|(group, step)| {
                let mut line = lines::step(&self.desk, self.lang, &law, step);
                line.text = format!("{} {}", names.get(group).copied().unwrap_or_default(), line.text.trim_start());
                (line, Choice::Step(step.step.id.to_string(), step.party.clone()))
            })
            .collect();
        let title = format!("{} · {}", self.words().choose_step, case.number);
        self.dialogs.push(Dialog::Picker(Picker::new(title, items)));
    }

    /// Enter: what the selected line stands for.
    pub(super) fn enter(&mut self) {
        if self.focus == Pane::Leads && self.end_range() {
            return;
        }
        match self.focus {
            Pane::Leads => {
                if let Some(id) = self.selected() {
                    self.show(id);
                    self.focus = Pane::Case;
                }
            }
            Pane::Case => match self.case_lines.current().and_then(|line| line.target.clone()) {
                Some(Target::Step { id, party }) => self.open_step(&id, party.as_deref()),
                Some(Target::Deadline { .. }) if self.own_here().is_some() => self.open_own(),
                Some(Target::Deadline { .. }) => self.open_proof(),
                Some(Target::Docket(id)) => self.show(id),
                Some(Target::Paper(fact)) => self.read_paper(fact),
                Some(Target::Absent(form)) => self.open_paper_form(&form),
                Some(Target::Tasks(step)) => self.list_tasks(&step),
                Some(Target::Section(_)) => self.open_sections(""),
                Some(Target::Entry { .. }) => self.tick_entry(),
                Some(target @ Target::Approval { .. }) => self.enter_standing(&target),
                Some(Target::Fact(fact)) => self.open_fact_again(fact, ""),
                Some(Target::Value { fact, key }) => self.open_fact_again(fact, key),
                Some(Target::Record { kind, with }) => self.open_record(kind, &with),
                Some(Target::Attribute(key)) => self.open_amendment(key),
                Some(Target::Talk(party)) => self.enter_talk_of(party.as_deref()),
                _ => self.open_steps(),
            },
            Pane::Talks => self.enter_talk(),
            Pane::Watch => self.enter_watch(),
            Pane::Approvals => self.enter_approval(),
            Pane::Calendar => {
                let target = self.agenda.current().and_then(|line| line.target.clone());
                match target {
                    Some(_) if self.own_here().is_some() => return self.open_own(),
                    Some(Target::Tasks(step)) => return self.list_tasks(&step),
                    Some(Target::Fold(which)) => return self.fold(which),
                    Some(Target::Collision { who, department }) => return self.list_collision(&who, department),
                    Some(Target::Duty { .. }) => return self.open_duty(),
                    _ => {}
                }
                if let Some(id) = self.current() {
                    self.show(id);
                    self.focus = Pane::Case;
                }
            }
        }
    }
}
