//! The rule of a time limit, as a profile writes it.

use super::answer::{Cite, Force, Label, Nature};
use super::cond::{Cond, Select};
use crate::docket::Day;
use std::sync::Arc;

/// Which of several starting facts counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartRule {
    /// The first that happened.
    Earliest,
    /// Only when all have happened, and then the last of them.
    Latest,
    /// The newest one.
    Newest,
    /// Each fact starts its own.
    Each,
}

/// The unit of a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Calendar days.
    Calendar,
    /// Working days.
    Working,
    /// Months, clamped to the month's end.
    Months,
    /// Years, clamped likewise.
    Years,
    /// Hours, rounded up to whole days: the facts carry days.
    Hours,
}

/// How the last day is found.
#[derive(Debug, Clone, PartialEq)]
pub enum Length {
    /// So many units from the start.
    Count(i64, Unit),
    /// The day that a paper states: the newest of these fields.
    Stated(Vec<Select>),
    /// A day of the year, or of every quarter, half-year, month: an office's duty.
    Yearly(Vec<MonthDay>),
}

/// A day of a year; `day` 0 is the month's last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDay {
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31, or 0 for the last.
    pub day: u32,
}

/// What happens when the last day is not a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roll {
    /// It stays.
    None,
    /// It moves to the next working day.
    NextWorking,
    /// It moves past statutory rest days only; ordinary weekends stay.
    AfterStatutory,
    /// It moves back to the working day before.
    PreviousWorking,
}

/// An interval that does not count.
#[derive(Debug, Clone, PartialEq)]
pub struct Pause {
    /// What stops the clock.
    pub from: Select,
    /// What starts it again.
    pub to: Select,
    /// The side that caused it, a key of the profile's `owner` list.
    pub side: Arc<str>,
    /// What it is called.
    pub label: Label,
    /// The articles.
    pub cites: Vec<Cite>,
}

/// Another reading that the text permits.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// A stable word.
    pub id: Arc<str>,
    /// What it says and why it was not chosen.
    pub label: Label,
    /// What it changes.
    pub change: ReadingChange,
    /// Whether the safe day goes by it.
    pub safe: bool,
}

/// What another reading changes.
#[derive(Debug, Clone, PartialEq)]
pub enum ReadingChange {
    /// The day of the event counts as the first day, or does not.
    FirstDayCounted(bool),
    /// The last day stays where it falls, or moves.
    Roll(Roll),
    /// These pauses apply instead.
    Pauses(Vec<Pause>),
    /// It starts from another fact.
    Start(Vec<Select>, StartRule),
    /// Another length.
    Length(i64, Unit),
    /// Another day of the year.
    Yearly(Vec<MonthDay>),
}

/// Money that has to cover an instalment.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// What is owed, by which key.
    pub owed: (Select, Arc<str>),
    /// What is paid, by which key.
    pub paid: (Select, Arc<str>),
}

/// A recurring time limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Repeat {
    /// A key of the starting fact that sets another rhythm, in the rule's unit.
    pub every_key: Option<Arc<str>>,
    /// A key of the starting fact that lists the days instead.
    pub days_key: Option<Arc<str>>,
}

/// The rule of a time limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// Its id.
    pub id: Arc<str>,
    /// What it is called.
    pub label: Label,
    /// The layer that wrote it.
    pub origin: Arc<str>,
    /// A time limit of the office, not of a docket.
    pub office: bool,
    /// Computed for conditions only, not listed.
    pub hidden: bool,
    /// What starts it.
    pub start: Vec<Select>,
    /// Which of these counts.
    pub start_rule: StartRule,
    /// How long it runs.
    pub length: Length,
    /// Runs backwards: so long before the event.
    pub before: bool,
    /// What it is.
    pub nature: Nature,
    /// How strongly it speaks.
    pub force: Force,
    /// The day of the event counts.
    pub first_day_counted: bool,
    /// What happens on a rest day.
    pub roll: Roll,
    /// What stops it.
    pub pauses: Vec<Pause>,
    /// Facts that start it again from their day.
    pub resets: Vec<Select>,
    /// Facts that answer it.
    pub satisfied_by: Vec<Select>,
    /// Money that answers it.
    pub cover: Option<Cover>,
    /// Facts that end it without an answer.
    pub ends_with: Vec<Select>,
    /// Facts after which a missing start is worth showing.
    pub expects: Vec<Select>,
    /// Whether it applies at all.
    pub applies: Option<Cond>,
    /// One clock a liable party.
    pub per_party: bool,
    /// One clock a round of negotiation.
    pub per_round: bool,
    /// Facts that set another last day.
    pub moved_by: Vec<Select>,
    /// Recurs.
    pub repeat: Option<Repeat>,
    /// Longest extension in its unit, and how often; `None`: not extendable.
    pub extension: Option<(i64, u32)>,
    /// Days before the end on which to warn.
    pub warn: Vec<i64>,
    /// Who owes it: a key of the profile's `owner` list.
    pub by: Arc<str>,
    /// To whom.
    pub to: Arc<str>,
    /// Working days that the work itself takes.
    pub effort: Option<i64>,
    /// The first day on which it is law.
    pub in_force_from: Option<Day>,
    /// The last day on which it is law.
    pub in_force_to: Option<Day>,
    /// Other readings.
    pub readings: Vec<Reading>,
    /// How well it is attested, for rules from outside the two texts.
    pub attested: Option<Label>,
    /// The articles.
    pub cites: Vec<Cite>,
}

impl Period {
    /// What it is and how strongly it speaks, by a stable word.
    pub const fn nature_word(&self) -> &'static str {
        match (self.nature, self.force) {
            (Nature::Advisory, _) => "advisory",
            (Nature::Information, _) => "information",
            (Nature::Floor, _) => "floor",
            (Nature::Deemed, _) => "deemed",
            (_, Force::InPrinciple) => "in-principle",
            _ => "statutory",
        }
    }
}
