//! Dates of the office's own: the forms that set one, answer it, move it or call it off; how much work a time limit asks;
//! how many works fit.

use super::entry::Entry;
use super::{App, Choice, Dialog, Pane, Picker, Tone};
use crate::docket::{Day, Kind};
use crate::law::planning::Fits;
use crate::law::{Deadline, Label, OWN};
use crate::ops::field::{self, Field, Shape};
use crate::ops::own::{self, OwnDate};
use crate::ops::{ActError, Done};
use crate::text::planning::Words;
use crate::text::{fill, law as words};
use crate::tui::lines::{Line, Target};
use serde_json::Value;

/// What becomes of an own date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was answered.
    Answer,
    /// It gets another day.
    Move,
    /// It is called off.
    Cancel,
}

/// What a form about own dates and efforts is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Planned {
    /// A new date: on a docket read at a revision, or of the office.
    Add(Option<(i64, i64)>),
    /// What becomes of one.
    Change(Option<(i64, i64)>, OwnDate, Change),
    /// How much work a time limit of a docket asks.
    Effort((i64, i64)),
}

type Values = [(&'static str, Value)];

fn text_of<'v>(values: &'v Values, key: &str) -> &'v str {
    values.iter().find(|(known, _)| *known == key).and_then(|(_, value)| value.as_str()).unwrap_or_default()
}

impl App {
    fn planning_words(&self) -> &'static Words {
        Words::of(self.lang)
    }

    fn at_revision(&self, docket: Option<i64>) -> Option<(i64, i64)> {
        docket.and_then(|id| Some((id, self.desk.store.revision(id).ok()?)))
    }

    fn whose(&self, docket: Option<i64>) -> String {
        docket.map_or_else(|| self.planning_words().office.to_owned(), |id| self.number_of(id))
    }

    /// The target of the selected line.
    fn target_here(&self) -> Option<Target> {
        match self.focus {
            Pane::Calendar => self.agenda.current()?.target.clone(),
            Pane::Case => self.case_lines.current()?.target.clone(),
            Pane::Leads | Pane::Talks | Pane::Watch | Pane::Approvals => None,
        }
    }

    /// The own date that a line stands for.
    fn own_of(target: &Target) -> Option<OwnDate> {
        match target {
            Target::Deadline { docket, rule, n, .. } | Target::Begin { docket, rule, n, .. } => {
                OwnDate::of(Some(*docket), rule, u32::try_from(*n).ok().filter(|n| *n > 0))
            }
            Target::Duty { rule, key } => OwnDate::of(None, rule, key.parse().ok()),
            _ => None,
        }
    }

    /// The own date of the selected line.
    pub(super) fn own_here(&self) -> Option<OwnDate> {
        Self::own_of(&self.target_here()?)
    }

    fn own_deadline(&self, date: &OwnDate) -> Option<Deadline> {
        let rule = format!("{OWN}{}", date.key);
        let mine = |one: &Deadline| *one.rule.id == rule && one.n == date.n;
        match date.docket {
            Some(id) => self.desk.derived(id).ok()??.1.deadlines.into_iter().find(mine),
            None => self.desk.office_record().ok()?.into_iter().map(|duty| duty.deadline).find(mine),
        }
    }

    /// A new own date: in the calendar it is asked whether it is the office's; a docket has its own.
    pub(super) fn open_own_date(&mut self) {
        let text = self.planning_words();
        let here = self.current();
        match here {
            Some(id) if self.focus != Pane::Calendar => self.open_new_date(Some(id)),
            Some(id) => {
                let items = vec![
                    (Line::plain(fill(text.on_docket, &[&self.number_of(id)])), Choice::OwnDate(Some(id))),
                    (Line::plain(text.on_office), Choice::OwnDate(None)),
                ];
                self.dialogs.push(Dialog::Picker(Picker::new(text.whose, items)));
            }
            None => self.open_new_date(None),
        }
    }

    pub(super) fn open_new_date(&mut self, docket: Option<i64>) {
        let mut fields = own::fields();
        // The day gone to in the calendar stands there already.
        if self.focus == Pane::Calendar && self.calendar.day > self.desk.today {
            let day = self.calendar.day.to_string();
            for field in fields.iter_mut().filter(|field| field.key == "due") {
                day.clone_into(&mut field.initial);
            }
        }
        let title = fill(self.planning_words().add, &[&self.whose(docket)]);
        self.open_form(title, fields, Entry::Planned(Planned::Add(self.at_revision(docket))));
    }

    /// What becomes of the own date of the selected line, or of one of the docket at hand.
    pub(super) fn open_own(&mut self) {
        let text = self.planning_words();
        if let Some(date) = self.own_here() {
            return self.open_own_acts(&date);
        }
        let mut items: Vec<(Line, Choice)> = Vec::new();
        let add = |items: &mut Vec<(Line, Choice)>, docket: Option<i64>, one: &Deadline| {
            if let Some(date) = OwnDate::of(docket, &one.rule.id, one.n).filter(|_| one.status.is_open()) {
                let day = one.due.map_or_else(String::new, |day| day.to_string());
                let n = one.n.map_or_else(String::new, |n| format!(" {n}"));
                items.push((Line::plain(format!("{day} {}{n}", one.rule.label.zh)), Choice::Own(date)));
            }
        };
        if let Some(id) = self.current() {
            let found = self.desk.derived(id);
            let Some(Some((_, derived))) = self.told(found) else { return };
            derived.deadlines.iter().for_each(|one| add(&mut items, Some(id), one));
        }
        if self.focus == Pane::Calendar {
            let duties = self.desk.office_duties();
            self.told(duties).unwrap_or_default().iter().for_each(|duty| add(&mut items, None, &duty.deadline));
        }
        if items.is_empty() {
            return self.say(Tone::Info, text.none);
        }
        self.dialogs.push(Dialog::Picker(Picker::new(text.which, items)));
    }

    pub(super) fn open_own_acts(&mut self, date: &OwnDate) {
        let text = self.planning_words();
        let act = |label: &str, change| (Line::plain(label), Choice::OwnAct(date.clone(), change));
        let mut items = vec![
            act(text.act_answer, Change::Answer),
            act(text.act_move, Change::Move),
            act(text.act_cancel, Change::Cancel),
            (Line::plain(text.act_proof), Choice::Command("proof")),
        ];
        if let Some(id) = date.docket.filter(|_| self.focus == Pane::Calendar) {
            items.push((Line::plain(text.act_case), Choice::Docket(id)));
        }
        let title = self.own_title(date);
        self.dialogs.push(Dialog::Picker(Picker::new(title, items)));
    }

    fn own_title(&self, date: &OwnDate) -> String {
        let one = self.own_deadline(date);
        let title = one.map_or_else(String::new, |one| one.rule.label.zh.to_string());
        let n = date.n.map_or_else(String::new, |n| format!(" {n}"));
        crate::text::safe::line(&format!("{title}{n} · {}", self.whose(date.docket)))
    }

    /// The form of what becomes of an own date.
    pub(super) fn open_own_change(&mut self, date: &OwnDate, change: Change) {
        let text = self.planning_words();
        let today = self.desk.today.to_string();
        let title = self.own_title(date);
        let once = |label: &'static str| Label { zh: label.into(), en: label.into() };
        let (title, fields) = match change {
            Change::Answer => {
                let on = Field::new("on", Shape::Day, true).with_initial(today);
                let fields = vec![on, Field::new("paper", Shape::Text, false), Field::new("note", Shape::Long, false)];
                (fill(text.answer, &[&title]), fields)
            }
            Change::Move => {
                let fields = vec![Field::new("due", Shape::Day, true), Field::new("reason", Shape::Text, false)];
                (fill(text.moving, &[&title]), fields)
            }
            Change::Cancel => {
                let list = vec![("one".into(), once(text.only_this)), ("all".into(), once(text.all))];
                let scope = Field::new("scope", Shape::Choice(list), true).with_initial("one");
                let scope = date.n.map(|_| scope);
                let fields = scope.into_iter().chain([Field::new("reason", Shape::Text, true)]).collect();
                (fill(text.cancel, &[&title]), fields)
            }
        };
        let docket = self.at_revision(date.docket);
        self.open_form(title, fields, Entry::Planned(Planned::Change(docket, date.clone(), change)));
    }

    /// How much work a time limit of the docket at hand asks, and since when it is under way.
    pub(super) fn open_effort(&mut self) {
        let text = self.planning_words();
        let Some(id) = self.current() else {
            let text = self.words().no_docket;
            return self.say(Tone::Info, text);
        };
        let found = self.desk.derived(id);
        let Some(Some((_, derived))) = self.told(found) else { return };
        let open = derived.deadlines.iter().filter(|one| one.status.is_open() && !one.rule.hidden && one.due.is_some());
        let mut list: Vec<(std::sync::Arc<str>, Label)> = Vec::new();
        for one in open {
            if list.iter().all(|(id, _)| *id != one.rule.id) {
                list.push((one.rule.id.clone(), one.rule.label.clone()));
            }
        }
        let Some((first, _)) = list.first().cloned() else { return self.say(Tone::Info, text.no_effort) };
        let estimated = derived.deadlines.iter().find(|one| one.effort.is_some());
        let here = match self.target_here() {
            Some(Target::Deadline { rule, .. } | Target::Begin { rule, .. }) => rule,
            // What is estimated already, else what is due first.
            _ => estimated.map_or_else(|| first.to_string(), |one| one.rule.id.to_string()),
        };
        let known = derived.deadlines.iter().find(|one| *one.rule.id == *here).and_then(|one| one.effort);
        let days = known.map(|effort| effort.days.to_string()).unwrap_or_default();
        let fields = vec![
            Field::new("rule", Shape::Choice(list), true).with_initial(here),
            Field::new("days", Shape::Int, false).with_initial(days),
            Field::new("begun", Shape::Day, false),
        ];
        let Some(docket) = self.at_revision(Some(id)) else { return };
        let title = fill(text.effort, &[&self.number_of(id)]);
        self.open_form(title, fields, Entry::Planned(Planned::Effort(docket)));
    }

    /// Sends a form about own dates and efforts.
    pub(super) fn send_planned(&mut self, planned: &Planned, values: Vec<(&'static str, Value)>, entry: &Entry) {
        let (text, today) = (self.planning_words(), self.desk.today);
        let added: Option<Day> = text_of(&values, "due").parse().ok().filter(|_| matches!(planned, Planned::Add(Some(_))));
        let (done, said) = match planned {
            Planned::Add(docket) => {
                let wrong = match own::fault(&values) {
                    Some("warn") => Some(text.wrong_warn),
                    Some("every") => Some(text.wrong_every),
                    Some(_) => Some(text.wrong_until),
                    None => None,
                };
                if let Some(wrong) = wrong {
                    return self.object(wrong);
                }
                let said = (text_of(&values, "title").to_owned(), text_of(&values, "due").to_owned());
                (self.desk.add_date(*docket, field::fact(Kind::DateAdded, values, today)), said)
            }
            Planned::Change(docket, date, change) => {
                let title = self.own_title(date);
                let on: Option<Day> = text_of(&values, "on").parse().ok();
                if let Some(on) = on.filter(|on| *on > today) {
                    return self.object(&fill(text.ahead, &[&on]));
                }
                let (kind, what) = match change {
                    Change::Answer => (Kind::DateAnswered, text.act_answer.to_owned()),
                    Change::Move => (Kind::DateMoved, text_of(&values, "due").to_owned()),
                    Change::Cancel => (Kind::DateCancelled, text.act_cancel.to_owned()),
                };
                let all = text_of(&values, "scope") == "all";
                let values = values.into_iter().filter(|(key, _)| *key != "scope").collect();
                let mut fact = field::fact(kind, values, today);
                let mut date = date.clone();
                if all {
                    // From the day of this turn on.
                    fact.on = self.own_deadline(&date).and_then(|one| one.due).unwrap_or(today).min(today);
                    date.n = None;
                }
                (self.desk.change_date(*docket, &date, fact), (title, what))
            }
            Planned::Effort(docket) => {
                let days = values.iter().find(|(key, _)| *key == "days").and_then(|(_, value)| value.as_i64());
                let begun: Option<Day> = text_of(&values, "begun").parse().ok();
                if days.is_none() && begun.is_none() {
                    return self.object(text.nothing);
                }
                if days.is_some_and(|days| !(0..=1_000).contains(&days)) {
                    return self.object(text.wrong_days);
                }
                if let Some(on) = begun.filter(|on| *on > today) {
                    return self.object(&fill(text.ahead, &[&on]));
                }
                let rule = text_of(&values, "rule").to_owned();
                let what = self.desk.rule(&rule).map_or(rule.clone(), |rule| words::label(self.lang, &rule.label).to_owned());
                let said = days.map_or_else(String::new, |days| fill(text.needs, &[&days]));
                (self.desk.plan(*docket, &rule, days, begun), (what, said))
            }
        };
        self.planned(done, &said, added, entry);
    }

    fn planned(&mut self, done: Result<Done, ActError>, (what, how): &(String, String), added: Option<Day>, entry: &Entry) {
        match done {
            Ok(_) => {
                self.drop_draft(entry);
                self.dialogs.clear();
                self.refresh();
                // What was set is seen where it stands.
                if let Some(day) = added.filter(|_| self.focus == Pane::Calendar) {
                    self.go_to(day);
                }
                let said = fill(self.planning_words().kept, &[what, how]);
                self.say(Tone::Done, said);
            }
            Err(error) => self.fail(&error),
        }
    }

    /// How many works fit: `3 8`, an officer's and a department's.
    pub(super) fn set_fits(&mut self, typed: &str) {
        let text = self.planning_words();
        let numbers: Vec<Option<usize>> = typed.split_whitespace().map(|word| word.parse().ok()).collect();
        let (Some(Some(officer)), Some(Some(department)), 2) = (numbers.first(), numbers.get(1), numbers.len()) else {
            return self.say(Tone::Error, text.fits_wrong);
        };
        if *officer == 0 || *department == 0 {
            return self.say(Tone::Error, text.fits_wrong);
        }
        let done = self.desk.set_fits(Fits { officer: *officer, department: *department });
        if self.told(done).is_some() {
            self.refresh();
            self.say(Tone::Done, fill(text.fits_set, &[officer, department]));
        }
    }

    /// The dockets of a collision.
    pub(super) fn list_collision(&mut self, who: &str, department: bool) {
        let found = self.desk.collisions(&self.calendar.wanted.clone());
        let Some(found) = self.told(found) else { return };
        let Some(one) = found.into_iter().find(|one| one.who == who && one.department == department) else { return };
        let rows = self.desk.starts(&self.calendar.wanted.clone(), u64::from(u16::MAX));
        let Some(rows) = self.told(rows) else { return };
        let mine = rows.iter().filter(|row| one.dockets.contains(&row.docket));
        let items = mine.map(|row| (crate::tui::lines::starts::start(&self.desk, self.lang, row), Choice::Docket(row.docket)));
        let picker = Picker::new(fill(self.planning_words().collided, &[&who]), items.collect());
        self.dialogs.push(Dialog::Picker(picker));
    }
}
