//! Dates that an office sets for itself: targets, hearings, promised replies; once or again and again. Facts like all
//! others, answered, moved and called off by facts; internal, of no text, and never statutory.

use super::Basis;
use super::clock::clock;
use crate::docket::{Day, Fact, FactId, Kind, Stage, State};
use crate::law::answer::{Deadline, Force, Label, Nature, Status};
use crate::law::count;
use crate::law::period::{Length, Period, Roll, StartRule, Unit};
use crate::law::planning::{Planning, Rhythm};
use crate::law::proof::{Proof, ProofStep};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// More occurrences than a person looks through.
const MOST: u32 = 400;

/// The rule ids of own dates begin so; the name of the date follows.
pub const OWN: &str = "own.";

/// The name by which other facts speak of a date: its own key, or else its number.
#[must_use]
pub fn own_key(fact: &Fact) -> String {
    fact.data.text("key").map_or_else(|| fact.id.to_string(), str::to_owned)
}

/// The date that a fact speaks of.
fn of(fact: &Fact) -> Option<String> {
    match fact.data.get("date")? {
        Value::String(key) => Some(key.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

impl Period {
    /// A rule of no text: a date of the office's own.
    #[must_use]
    pub fn internal(id: &str, title: &str, by: &str, warn: Vec<i64>) -> Self {
        let title: Arc<str> = title.into();
        Self {
            id: id.into(),
            label: Label { zh: title.clone(), en: title },
            origin: "".into(),
            office: false,
            hidden: false,
            start: Vec::new(),
            start_rule: StartRule::Newest,
            and_start: Vec::new(),
            and_start_known: None,
            start_on: Vec::new(),
            length: Length::Stated(Vec::new()),
            before: false,
            nature: Nature::Internal,
            whole: false,
            force: Force::May,
            first_day_counted: false,
            roll: Roll::None,
            pauses: Vec::new(),
            resets: Vec::new(),
            satisfied_by: Vec::new(),
            cover: None,
            ends_with: Vec::new(),
            expects: Vec::new(),
            applies: None,
            per_party: false,
            per_round: false,
            moved_by: Vec::new(),
            repeat: None,
            extension: Vec::new(),
            letter: None,
            outcome: None,
            enabled: true,
            warn,
            by: by.into(),
            to: "".into(),
            effort: None,
            effort_label: None,
            begun_by: Vec::new(),
            in_force_from: None,
            in_force_to: None,
            earlier: Vec::new(),
            readings: Vec::new(),
            origins: BTreeMap::new(),
            attested: None,
            cites: Vec::new(),
        }
    }
}

/// What was recorded about one date.
struct Told<'d> {
    answered: Vec<(Option<i64>, &'d Fact)>,
    moved: Vec<(Option<i64>, Day, &'d Fact)>,
    off: Vec<(Option<i64>, Day)>,
}

impl<'d> Told<'d> {
    fn about(state: &State<'d>, key: &str) -> Self {
        let mine = |kind| state.all(kind).into_iter().filter(|fact| of(fact).as_deref() == Some(key));
        let n = |fact: &Fact| fact.data.int("n");
        Self {
            answered: mine(Kind::DateAnswered).map(|fact| (n(fact), fact)).collect(),
            moved: mine(Kind::DateMoved).filter_map(|fact| Some((n(fact), fact.data.day("due")?, fact))).collect(),
            off: mine(Kind::DateCancelled).map(|fact| (n(fact), fact.on)).collect(),
        }
    }
}

/// How the turns of a date follow each other.
struct Turns<'r> {
    first: Day,
    every: i64,
    rhythm: Option<&'r Rhythm>,
    until: Option<Day>,
}

impl<'r> Turns<'r> {
    fn of(fact: &Fact) -> Option<Turns<'r>> {
        let rhythm = fact.data.text("rhythm").and_then(|unit| Planning::get().rhythms.iter().find(|one| one.key == unit));
        let every = fact.data.int("every").unwrap_or(1).clamp(1, 10_000);
        Some(Self { first: fact.data.day("due")?, every, rhythm, until: fact.data.day("until") })
    }

    /// The step from the first to the n-th, and its day: counted from the first, so that a month's end stays one.
    fn nth(&self, n: u32) -> Option<(Day, Option<(i64, Unit)>)> {
        let turns = self.every.saturating_mul(i64::from(n) - 1);
        let (by, unit) = match self.rhythm {
            _ if n == 1 => return Some((self.first, None)),
            None => return None,
            Some(rhythm) if rhythm.days > 0 => (turns.saturating_mul(rhythm.days), Unit::Calendar),
            Some(rhythm) => (turns.saturating_mul(rhythm.months), Unit::Months),
        };
        let day = match unit {
            Unit::Months => count::months(self.first, by),
            _ => count::plus(self.first, by),
        };
        (self.until.is_none_or(|until| day <= until) && day > self.first).then_some((day, Some((by, unit))))
    }
}

impl Basis<'_, '_> {
    /// The dates that the office set for itself.
    pub fn own(&self, found: &mut Vec<Deadline>) {
        if !self.state.has(Kind::DateAdded) {
            return;
        }
        // What was handed over or put together goes on elsewhere.
        let elsewhere = matches!(self.state.stage(), Some(Stage::Merged | Stage::Transferred));
        for fact in self.state.all(Kind::DateAdded) {
            if let Some(turns) = Turns::of(fact) {
                self.turns(fact, &turns, elsewhere, found);
            }
        }
    }

    fn turns(&self, fact: &Fact, turns: &Turns<'_>, elsewhere: bool, found: &mut Vec<Deadline>) {
        let key = own_key(fact);
        let told = Told::about(self.state, &key);
        let warn: Vec<i64> = fact.data.int("warn").filter(|days| *days > 0).into_iter().collect();
        let by = fact.data.text("owner").unwrap_or("department");
        let rule = Arc::new(Period::internal(&format!("{OWN}{key}"), fact.data.text("title").unwrap_or_default(), by, warn));
        let mut loose: Vec<&Fact> = told.answered.iter().filter(|(n, _)| n.is_none()).map(|(_, fact)| *fact).collect();
        loose.reverse();
        for n in 1..=MOST {
            let Some((natural, step)) = turns.nth(n) else { break };
            let own = |of: Option<i64>| of == Some(i64::from(n)) || of.is_none() && turns.rhythm.is_none();
            let mut steps = vec![stated(fact, turns.first)];
            if let Some((count, unit)) = step {
                steps.push(ProofStep::Length { count, unit, before: false });
            }
            let moved = told.moved.iter().rfind(|(of, ..)| own(*of));
            let mut due = moved.map_or(natural, |(_, day, _)| *day);
            steps.extend(moved.map(|(_, day, by)| stated(by, *day)));
            let exact = told.answered.iter().find(|(of, _)| *of == Some(i64::from(n))).map(|(_, fact)| *fact);
            let met: Option<(Day, FactId)> = exact.or_else(|| loose.pop()).map(|fact| (fact.on, fact.id));
            // What was answered stays as it was answered, whatever is changed later.
            let turn = turns.rhythm.map(|_| n);
            if let Some((day, by)) = met.and_then(|_| self.kept_on(&rule.id, turn, 0, fact.party())) {
                due = day;
                steps.push(stated(by, day));
            }
            steps.push(ProofStep::Result { due });
            // Called off: this one, or all from a day on.
            let off = told.off.iter().find(|(of, on)| own(*of) || of.is_none() && due >= *on).map(|(_, on)| *on);
            let status = match met {
                Some((on, _)) if on <= due => Status::Met,
                Some(_) => Status::MetLate,
                None if off.is_some() || elsewhere => Status::Dropped,
                None if due < self.today => Status::Overdue,
                None => Status::Pending,
            };
            let ends = met.map(|(on, _)| on).or(off.filter(|_| status == Status::Dropped)).unwrap_or(self.today);
            let over = told.off.iter().any(|(of, _)| of.is_none()) && status == Status::Dropped;
            found.push(Deadline {
                rule: rule.clone(),
                party: fact.party().map(str::to_owned),
                n: turn,
                round: 0,
                start: Some((fact.on, fact.id)),
                due: Some(due),
                safe: Some(due),
                latest: None,
                status,
                provisional: false,
                met,
                alternatives: Vec::new(),
                clock: clock(self.calendar, None, &[], Unit::Calendar, (fact.on, due), ends),
                effort: None,
                proof: Proof { steps, ..self.proof(Vec::new()) },
            });
            if over || status == Status::Pending && due >= self.today {
                break;
            }
        }
    }
}

fn stated(fact: &Fact, on: Day) -> ProofStep {
    ProofStep::Stated { kind: fact.kind, fact: fact.id, on, paper: fact.paper().map(str::to_owned) }
}
