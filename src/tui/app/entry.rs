//! Forms of the desk: what each is for, how it opens, and what sending it does.

use super::{App, Choice, Dialog, Pane, Picker, Tone};
use crate::docket::{Fact, Kind};
use crate::law::Cite;
use crate::ops::field::{self, Field, Shape};
use crate::ops::{ActError, Demo, Desk, Override};
use crate::store::Store;
use crate::text::{desk::field as field_label, fields, law as law_words, ops as ops_words};
use crate::tui::key::Key;
use crate::tui::lines::Line;
use serde_json::Value;
use std::path::Path;

/// What a form is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A fact of a docket read at a revision.
    Fact {
        /// The docket.
        docket: i64,
        /// Its revision when the form opened.
        revision: i64,
        /// The kind.
        kind: Kind,
        /// The liable party it is about, where there are several.
        party: Option<String>,
        /// Facts that go before it in the same act.
        before: Vec<Fact>,
    },
    /// An outcome of triage that needs no form.
    Triage {
        /// The lead.
        docket: i64,
    },
    /// The same fact on all marked dockets.
    Many(Kind),
    /// Who decided otherwise on those of the marked that ask for it, and why.
    ManyOtherwise,
    /// A transfer that comes back.
    Returned {
        /// The docket.
        docket: i64,
        /// Its revision when the form opened.
        revision: i64,
    },
    /// The text by which to mark.
    Pattern,
    /// A reason to decide otherwise than the guard says.
    Otherwise {
        /// The docket.
        docket: i64,
        /// Its revision.
        revision: i64,
        /// The facts of the act that was refused.
        facts: Vec<Fact>,
    },
    /// A paper for a docket read at a revision.
    Paper {
        /// The docket.
        docket: i64,
        /// Its revision when the form opened.
        revision: i64,
        /// A paper, or evidence.
        kind: Kind,
    },
    /// A new docket made of leads.
    Made(Vec<i64>),
    /// A lead written by hand.
    NewLead,
    /// The path of a ledger.
    Path,
    /// A day to go to in the calendar.
    GoTo,
    /// How a duty of the office was answered: rule and key of the occurrence.
    Duty(String, String),
    /// The name of the unit, for a profile.
    Unit(String),
    /// A file of a pane's list.
    Export(Pane),
    /// A fact of a docket read at a revision, put right.
    Correct {
        /// The docket.
        docket: i64,
        /// Its revision when the form opened.
        revision: i64,
        /// The fact.
        fact: i64,
    },
    /// A fact taken back.
    Retract {
        /// The docket.
        docket: i64,
        /// Its revision when the form opened.
        revision: i64,
        /// The fact.
        fact: i64,
    },
    /// What a docket was registered with, amended.
    Amend {
        /// The docket.
        docket: i64,
        /// Its revision when the form opened.
        revision: i64,
    },
    /// Other dates of a fact: docket and fact.
    Redate(i64, i64),
    /// A pause of a docket, by its place among those that its rules know.
    Pause(i64, usize),
    /// A year's file.
    Year,
    /// Why what moves is taken.
    Moves,
    /// Own dates and efforts.
    Planned(super::own::Planned),
}

impl Entry {
    /// The name of its draft.
    pub fn place(&self) -> String {
        match self {
            Self::Fact { docket, kind, party, .. } => {
                format!("fact {docket} {} {}", kind.name(), party.as_deref().unwrap_or_default())
            }
            Self::Triage { docket } => format!("triage {docket}"),
            Self::Many(kind) => format!("many {}", kind.name()),
            Self::ManyOtherwise => "many otherwise".to_owned(),
            Self::Returned { docket, .. } => format!("returned {docket}"),
            Self::Pattern => "pattern".to_owned(),
            Self::Otherwise { docket, facts, .. } => {
                format!("otherwise {docket} {}", facts.last().map_or("", |fact| fact.kind.name()))
            }
            Self::Paper { docket, kind, .. } => format!("paper {docket} {}", kind.name()),
            Self::Made(leads) => format!("made {leads:?}"),
            Self::NewLead => "lead.new".to_owned(),
            Self::Path => "path".to_owned(),
            Self::GoTo => "goto".to_owned(),
            Self::Duty(rule, key) => format!("duty {rule} {key}"),
            Self::Unit(_) => "unit".to_owned(),
            Self::Export(pane) => format!("export {pane:?}"),
            Self::Correct { docket, fact, .. } => format!("correct {docket} {fact}"),
            Self::Retract { docket, fact, .. } => format!("retract {docket} {fact}"),
            Self::Amend { docket, .. } => format!("amend {docket}"),
            Self::Redate(docket, fact) => format!("redate {docket} {fact}"),
            Self::Pause(docket, stop) => format!("pause {docket} {stop}"),
            Self::Year => "year".to_owned(),
            Self::Moves => "moves".to_owned(),
            Self::Planned(planned) => format!("planned {planned:?}"),
        }
    }
}

/// Who decided otherwise, and why, from a form.
fn decision(values: &[(&'static str, Value)]) -> Override {
    let word = |key: &str| values.iter().find(|(known, _)| *known == key).and_then(|(_, value)| value.as_str());
    let word = |key: &str| word(key).unwrap_or_default().to_owned();
    Override { by: word("by_role"), reason: word("reason") }
}

impl App {
    /// The articles of the step that a form records.
    pub(super) fn entry_cites(&self, entry: &Entry) -> Vec<Cite> {
        let kind = match entry {
            Entry::Fact { kind, .. } | Entry::Many(kind) => *kind,
            Entry::Otherwise { facts, .. } => match facts.last() {
                Some(fact) => fact.kind,
                None => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        let law = self.case.as_ref().map_or_else(|| self.desk.office_law(), |case| self.desk.law_of(&case.stored));
        let steps = law.profile.steps.iter().filter(|step| step.fact == kind);
        steps.flat_map(|step| step.cites.iter().chain(step.needs.iter().flat_map(|need| &need.cites))).cloned().collect()
    }

    /// The form of a lead written by hand.
    pub(super) fn open_new_lead(&mut self) {
        let fields = field::lead_fields(&self.desk.office_law().profile, self.desk.today);
        self.open_form(self.words().new_lead.to_owned(), fields, Entry::NewLead);
        self.suggest();
    }

    /// Sends the form on top.
    pub(super) fn submit(&mut self) {
        let Some(Dialog::Form(form, entry)) = self.dialogs.last() else { return };
        let (entry, today) = (entry.clone(), self.desk.today);
        let read = self.read_form(form, &entry);
        if let Some(Dialog::Form(form, _)) = self.dialogs.last_mut() {
            form.unsay();
            form.complain(read.as_ref().err().cloned().unwrap_or_default());
        }
        self.say_issue();
        let Ok((fields, values)) = read else { return };
        if self.asks_ahead(&entry, &values) || self.asks_received(&entry, &values) {
            return;
        }
        match entry.clone() {
            Entry::Fact { docket, revision, kind, mut before, .. } => {
                before.push(field::fact(kind, values, today));
                if self.asks_once(docket, revision, &before) {
                    return;
                }
                let command = self.command_of(&before).unwrap_or(kind.name());
                self.send(docket, revision, before, command, None, &entry);
            }
            Entry::Triage { .. } => {}
            Entry::ManyOtherwise => self.run_many(Some(decision(&values))),
            Entry::Returned { docket, revision } => {
                let fact = field::fact(Kind::FactWithdrawn, values, today);
                self.send_return(docket, revision, fact.on, &fact, &entry);
            }
            Entry::Pattern => {
                let typed = values.first().and_then(|(_, value)| value.as_str()).unwrap_or_default().to_owned();
                self.dialogs.pop();
                self.drop_draft(&entry);
                self.mark_pattern(&typed);
            }
            Entry::Otherwise { docket, revision, facts } => {
                let decision = decision(&values);
                let command = facts.last().map_or("", |fact| fact.kind.name());
                let command = self.command_of(&facts).unwrap_or(command);
                self.send(docket, revision, facts, command, Some(&decision), &entry);
            }
            Entry::Many(kind) => self.send_many(field::fact(kind, values, today)),
            Entry::Paper { docket, revision, kind } => {
                if self.send_paper(docket, revision, kind, values) {
                    self.drop_draft(&entry);
                }
            }
            Entry::Made(_) => self.send_made(values, &entry),
            Entry::NewLead => self.send_lead(values, &entry),
            Entry::GoTo => {
                let day = values.first().and_then(|(_, value)| value.as_str()?.parse().ok());
                self.dialogs.pop();
                self.drop_draft(&entry);
                self.go_to(day.unwrap_or(today));
            }
            Entry::Duty(rule, key) => self.send_duty(&rule, &key, &values, &entry),
            Entry::Path => {
                let path = values.first().and_then(|(_, value)| value.as_str()).unwrap_or_default().to_owned();
                self.dialogs.pop();
                self.drop_draft(&entry);
                self.choose_file(Path::new(&path));
            }
            Entry::Export(pane) => {
                self.drop_draft(&entry);
                self.take_export(pane, &values);
            }
            Entry::Correct { .. } | Entry::Retract { .. } | Entry::Amend { .. } => {
                self.send_correction(&entry, &fields, &values);
            }
            Entry::Redate(docket, fact) => self.send_redate(docket, fact, &fields, &values, &entry),
            Entry::Pause(docket, stop) => self.send_pause(docket, stop, &values, &entry),
            Entry::Year => self.send_year(&values, &entry),
            Entry::Moves => self.send_reason(&values, &entry),
            Entry::Planned(planned) => self.send_planned(&planned, values, &entry),
            Entry::Unit(profile) => {
                let unit = values.first().and_then(|(_, value)| value.as_str()).unwrap_or_default().to_owned();
                self.dialogs.clear();
                self.drop_draft(&entry);
                self.set_up(&profile, &unit);
            }
        }
    }

    /// What follows a key that left the form open.
    pub(super) fn typed_in_form(&mut self, key: Key) {
        if key == Key::Enter && self.form().is_some_and(|form| form.area.is_none()) {
            self.say_issue();
        }
        self.save_draft();
        self.suggest();
        self.sum_up();
    }

    /// The first thing that is wrong with a field of the form on top, on the last line; an older refusal is not true any more.
    pub(super) fn say_issue(&mut self) {
        let Some(issue) = self.form().and_then(|form| form.issues.first()) else { return };
        let told = [field_label(self.lang, issue.key), &fields::issue(self.lang, issue)].join(self.lang.pick("：", ": "));
        self.say(Tone::Refused, told);
    }

    /// Records facts of one act; where the text leaves room and something speaks against it, asks for name and reason.
    pub(super) fn send(
        &mut self,
        docket: i64,
        revision: i64,
        facts: Vec<Fact>,
        command: &str,
        otherwise: Option<&Override>,
        entry: &Entry,
    ) {
        let last = facts.last().map(|fact| (fact.kind, fact.party().map(str::to_owned)));
        match self.desk.record(docket, revision, facts.clone(), command, otherwise) {
            Ok(done) => {
                self.drop_draft(entry);
                if let (Some((kind, party)), true) = (last, otherwise.is_some()) {
                    // Below it may lie the form of the fact itself.
                    for party in [party, None] {
                        self.drop_draft(&Entry::Fact { docket, revision, kind, party, before: Vec::new() });
                    }
                }
                self.dialogs.retain(|dialog| !matches!(dialog, Dialog::Form(..)));
                self.settle(&done);
                self.triage_done(docket, done.link);
            }
            Err(ActError::NeedsReason(guard)) => {
                let fields = [("by_role", Shape::Text), ("reason", Shape::Long)];
                let fields = fields.into_iter().map(|(key, shape)| Field::new(key, shape, true)).collect();
                let title = self.words().override_title.to_owned();
                self.open_form(title, fields, Entry::Otherwise { docket, revision, facts });
                let why = ops_words::reason(self.lang, &guard);
                let cites = guard.cites();
                let text = format!("{why} · {}", law_words::cites(&self.desk.library, &cites));
                self.beside(text, cites);
            }
            Err(error) => self.fail(&error),
        }
    }

    fn send_lead(&mut self, values: Vec<(&'static str, Value)>, entry: &Entry) {
        let facts = field::lead_fact(&values).into_iter().collect();
        let attributes = field::lead(values);
        match self.desk.new_lead(attributes, facts) {
            Ok(done) => {
                self.drop_draft(entry);
                self.dialogs.pop();
                self.settle(&done);
            }
            Err(error) => self.fail(&error),
        }
    }

    // ---- First start --------------------------------------------------------------------------------------------

    /// No database yet: choose profile and unit, then a way to begin.
    pub(super) fn first_start(&mut self) {
        let names: Vec<String> = self.desk.library.names().map(str::to_owned).collect();
        let mut items = Vec::new();
        for name in names.iter().rev() {
            if let Ok(profile) = self.desk.library.profile(name) {
                let text = format!("{name}  {}  {}", law_words::label(self.lang, &profile.title), profile.version);
                items.push((Line { text, ..Line::default() }, Choice::Profile(name.clone())));
            }
        }
        items.sort_by_key(|(_, choice)| *choice != Choice::Profile(crate::ops::DEFAULT_PROFILE.to_owned()));
        let title = self.words().start_title;
        self.dialogs.push(Dialog::Picker(Picker::new(title, items)));
    }

    pub(super) fn choose_profile(&mut self, name: &str) {
        let fields = vec![Field::new("unit", Shape::Text, false)];
        self.open_form(self.words().unit.to_owned(), fields, Entry::Unit(name.to_owned()));
    }

    fn set_up(&mut self, profile: &str, unit: &str) {
        if let Err(error) = self.desk.set_up(profile, unit) {
            return self.say(Tone::Error, ops_words::open(self.lang, &error));
        }
        let text = self.words();
        let begin =
            [("import", text.start_import), ("lead", text.start_lead), ("demo", text.start_demo), ("desk", text.start_desk)];
        let items = begin
            .into_iter()
            .map(|(what, label)| (Line { text: label.to_owned(), ..Line::default() }, Choice::Begin(what)))
            .collect();
        self.dialogs.push(Dialog::Picker(Picker::new(text.start_next, items)));
        self.refresh();
    }

    /// The desk on an invented office in memory: nothing of it reaches the officer's own database.
    pub(super) fn open_demo(&mut self) {
        let Ok(store) = Store::in_memory() else { return };
        let (library, calendar, profile) =
            (self.desk.library.clone(), self.desk.calendar.clone(), self.desk.office.profile.clone());
        let made = Desk::new(store, library, calendar, self.desk.today, &self.desk.officer, self.desk.clock, Some(&profile));
        let Ok(mut desk) = made else { return };
        match desk.demo(Demo::default(), &mut |_| true) {
            Ok(_) => {
                self.desk = desk;
                self.case = None;
                self.refresh();
                let text = self.words().in_demo;
                self.say(Tone::Info, text);
            }
            Err(error) => self.fail(&error),
        }
    }
}
