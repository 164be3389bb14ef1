//! The rule of a time limit, as a profile writes it.

use super::answer::{Cite, Force, Label, Nature};
use super::cond::{Cond, Select};
use super::profile::Origins;
use crate::docket::Day;
use chrono::Datelike;
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Calendar days.
    #[default]
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
    /// As many units as a paper says in one of these fields: the newest; else the number given, if there is one.
    Field(Vec<Select>, Option<i64>, Unit),
    /// The day that a paper states: the newest of these fields.
    Stated(Vec<Select>),
    /// Until one of these facts happens: open before, and its day is the last.
    Until(Vec<Select>),
    /// A day of the year, or of every quarter, half-year, month: the next one after the start.
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

impl MonthDay {
    /// Its date in a year; none for 29 February in most.
    #[must_use]
    pub fn on(self, year: i32) -> Option<Day> {
        if self.day > 0 {
            return Day::from_ymd_opt(year, self.month, self.day);
        }
        let (year, month) = if self.month == 12 { (year + 1, 1) } else { (year, self.month + 1) };
        Day::from_ymd_opt(year, month, 1)?.pred_opt()
    }

    /// The dates of some days of the year from a day on, in order.
    pub fn dates(days: &[Self], from: Day) -> impl Iterator<Item = (Day, Self)> {
        (from.year()..=Day::MAX.year()).flat_map(move |year| {
            let mut dates: Vec<(Day, Self)> = days.iter().filter_map(|day| Some((day.on(year)?, *day))).collect();
            dates.sort_by_key(|(date, _)| *date);
            dates.into_iter().filter(move |(date, _)| *date >= from)
        })
    }
}

/// What happens when the last day is not a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roll {
    /// It stays.
    None,
    /// It moves to the next working day.
    NextWorking,
    /// It moves to the day after the statutory rest (法定休假日结束的次日).
    AfterRest(Rest),
    /// It moves to the day after the statutory rest, and the day before the move is shown beside it and is the safe one.
    Both(Rest),
    /// It moves back to the working day before.
    PreviousWorking,
}

/// What 法定休假日 means when a last day falls on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rest {
    /// Every day that is not a working day.
    #[default]
    NonWorking,
    /// The days off of the notices, those by exchange among them; ordinary weekends are not.
    Published,
    /// The festivals' own days only.
    Statutory,
}

impl Rest {
    /// Every value with its word in profiles and JSON.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("non-working-days", Self::NonWorking), ("published-rest-days", Self::Published), ("statutory-days", Self::Statutory)];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, rest)| *rest == self).map_or("", |(word, _)| word)
    }
}

/// One step of an extension: who may grant it, on what condition, how much and how often.
#[derive(Debug, Clone, PartialEq)]
pub struct Tier {
    /// What it is called.
    pub label: Label,
    /// Who grants it: a key of the profile's `owner` list, or nobody in particular.
    pub by: Arc<str>,
    /// On what condition.
    pub when: Option<Cond>,
    /// By how much at most.
    pub add: i64,
    /// Of what, if not of the rule's own unit.
    pub unit: Option<Unit>,
    /// How often.
    pub times: usize,
    /// The fact that grants it, if not `extension.approved` with the rule's id.
    pub fact: Option<Select>,
    /// The articles.
    pub cites: Vec<Cite>,
}

/// How far the date of a letter reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Override {
    /// Only the next occurrence.
    Once,
    /// That one and the rhythm after it.
    ForGood,
    /// As the letter itself says.
    AsStated,
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
    /// What that side is called.
    pub side_label: Label,
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

impl ReadingChange {
    /// A stable word for what it changes.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::FirstDayCounted(_) => "first-day",
            Self::Roll(_) => "roll",
            Self::Pauses(_) => "pauses",
            Self::Start(..) => "start",
            Self::Length(..) => "length",
            Self::Yearly(_) => "days",
        }
    }
}

/// Money that has to cover an instalment, as the accounts of the docket lay payments on instalments.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// What is owed, with its day.
    pub owed: Select,
    /// What is paid.
    pub paid: Select,
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
    /// One of these must have happened too: the later of both starts it.
    pub and_start: Vec<Select>,
    /// Where this holds, they need not be on file.
    pub and_start_known: Option<Cond>,
    /// Days of the calendar on which it starts, once the starting fact has happened; for an office, always.
    pub start_on: Vec<MonthDay>,
    /// How long it runs.
    pub length: Length,
    /// Runs backwards: so long before the event.
    pub before: bool,
    /// What it is.
    pub nature: Nature,
    /// Of a floor: its last day has to be over too.
    pub whole: bool,
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
    /// How it may be extended, tier by tier; empty: not at all.
    pub extension: Vec<Tier>,
    /// Whether the date of a letter (`date.set`) takes its place.
    pub letter: Option<Override>,
    /// What silence is deemed to be.
    pub outcome: Option<Label>,
    /// Switched on; advisory rules may be off until an office wants them.
    pub enabled: bool,
    /// Days before the end on which to warn.
    pub warn: Vec<i64>,
    /// Who owes it: a key of the profile's `owner` list.
    pub by: Arc<str>,
    /// To whom.
    pub to: Arc<str>,
    /// Working days that the work itself takes, as practice estimates it.
    pub effort: Option<i64>,
    /// What work that is.
    pub effort_label: Option<Label>,
    /// Facts after which it has begun.
    pub begun_by: Vec<Select>,
    /// The first day on which it is law.
    pub in_force_from: Option<Day>,
    /// The last day on which it is law.
    pub in_force_to: Option<Day>,
    /// The versions before this one, oldest first.
    pub earlier: Vec<Arc<Period>>,
    /// Other readings.
    pub readings: Vec<Reading>,
    /// The layer that wrote each key.
    pub origins: Origins,
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
            (Nature::Risk, _) => "risk",
            (Nature::Internal, _) => "internal",
            (_, Force::InPrinciple) => "in-principle",
            _ => "statutory",
        }
    }

    /// Its unit, where it is counted in one.
    #[must_use]
    pub const fn unit(&self) -> Option<Unit> {
        match &self.length {
            Length::Count(_, unit) | Length::Field(_, _, unit) => Some(*unit),
            _ => None,
        }
    }

    /// Every version, oldest first, with the days of the trigger fact that it judges: the first one also those before it.
    pub fn versions(self: &Arc<Self>) -> Vec<(Arc<Self>, Day, Day)> {
        let all: Vec<&Arc<Self>> = self.earlier.iter().chain([self]).collect();
        let starts = |at: usize| all.get(at).and_then(|version| version.in_force_from);
        all.iter()
            .enumerate()
            .map(|(at, version)| {
                let from = if at == 0 { Day::MIN } else { starts(at).unwrap_or(Day::MIN) };
                let to = starts(at + 1).and_then(|next| next.pred_opt()).unwrap_or(Day::MAX);
                ((*version).clone(), from, to)
            })
            .collect()
    }
}
