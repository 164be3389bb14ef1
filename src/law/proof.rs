//! How a day was found, step by step: the same steps that compute it. Words are `text`'s, rest days the calendar's.

pub use super::count::Gap;
use super::period::{MonthDay, Roll, Unit};
use crate::docket::{Day, FactId, Kind};
use std::sync::Arc;

/// One step of a proof.
#[derive(Debug, Clone, PartialEq)]
pub enum ProofStep {
    /// The fact that starts it, with its paper.
    Start {
        /// The kind.
        kind: Kind,
        /// The fact.
        fact: FactId,
        /// The day taken from it.
        on: Day,
        /// The paper's number or name.
        paper: Option<String>,
    },
    /// The version of the rule that the day of the trigger fact chose, where there are several.
    Version {
        /// The first day on which it is law.
        from: Option<Day>,
        /// The last one.
        to: Option<Day>,
    },
    /// The other of two facts that both must have happened; the later one started it.
    Also {
        /// The kind.
        kind: Kind,
        /// The fact.
        fact: FactId,
        /// Its day.
        on: Day,
    },
    /// A fact that started it again.
    Reset {
        /// The kind.
        kind: Kind,
        /// The fact.
        fact: FactId,
        /// The day from which it runs now.
        on: Day,
    },
    /// A day of the calendar: the first one of the rule after the day before it in the proof.
    Calendar {
        /// As the rule writes it.
        rule: MonthDay,
        /// Its date.
        on: Day,
        /// Which of them after the start, from 1.
        n: u32,
    },
    /// It runs until a fact; open while nothing has happened.
    Until {
        /// The kinds of fact that end it.
        kinds: Vec<Kind>,
        /// The fact and its day.
        fact: Option<(FactId, Day)>,
    },
    /// The field of a paper that says how long; nothing said where `count` is none.
    Field {
        /// The kind of fact.
        kind: Kind,
        /// The fact.
        fact: Option<FactId>,
        /// The field.
        key: Arc<str>,
        /// What it says.
        count: Option<i64>,
    },
    /// The length that is counted.
    Length {
        /// How many.
        count: i64,
        /// Of what.
        unit: Unit,
        /// Backwards.
        before: bool,
    },
    /// Whether the day of the event counts, and so the first day counted.
    FirstDay {
        /// The first day counted.
        on: Day,
        /// The day of the event counts.
        event_counted: bool,
    },
    /// Hours rounded up to whole days, because facts carry days.
    Rounded {
        /// The hours.
        hours: i64,
        /// The days.
        days: i64,
    },
    /// The month has no such day: its last day instead.
    MonthEnd {
        /// That day.
        on: Day,
    },
    /// Days counted, from the first to the last of them.
    Count {
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
        /// Units counted in it.
        count: i64,
        /// The unit.
        unit: Unit,
    },
    /// An interval left out; open when `to` is the day of asking and nothing has ended it.
    Pause {
        /// The first day left out.
        from: Day,
        /// The last day left out.
        to: Day,
        /// Units left out.
        count: i64,
        /// Still open.
        open: bool,
        /// Place of the pause in the rule's list.
        pause: usize,
    },
    /// An approved extension.
    Extension {
        /// By how much.
        count: i64,
        /// The unit.
        unit: Unit,
        /// The fact.
        fact: FactId,
        /// Which tier of the rule, from 1.
        tier: usize,
        /// The last day after it, where it is not counted together with the length.
        to: Option<Day>,
    },
    /// The day that a paper states.
    Stated {
        /// The kind of fact.
        kind: Kind,
        /// The fact.
        fact: FactId,
        /// The day.
        on: Day,
        /// The paper's number or name.
        paper: Option<String>,
    },
    /// The last day before the roll.
    LastDay {
        /// The day.
        on: Day,
        /// What the rule does if it is not a working day.
        rule: Roll,
    },
    /// The last day is not a working day: what the rule does.
    Roll {
        /// From.
        from: Day,
        /// To.
        to: Day,
        /// The rule.
        rule: Roll,
    },
    /// The day rests on a year that is not published.
    Provisional {
        /// Earliest day over the exchange patterns.
        earliest: Day,
        /// Latest.
        latest: Day,
    },
    /// What silence is deemed to be after the last day.
    Deemed {
        /// The last day.
        after: Day,
    },
    /// The result.
    Result {
        /// The due day.
        due: Day,
    },
}

/// What a reading counts: everything that a day follows from, the calendar aside.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The fact that starts it.
    pub fact: FactId,
    /// The day from which it is counted.
    pub start: Day,
    /// How many units, extensions of the same unit included.
    pub count: i64,
    /// Of what.
    pub unit: Unit,
    /// Extensions in another unit, counted on from the last day.
    pub more: Vec<(i64, Unit)>,
    /// Backwards.
    pub before: bool,
    /// The day of the event counts.
    pub first_day_counted: bool,
    /// What happens to the last day on a rest day.
    pub roll: Roll,
    /// The intervals left out, as the facts give them: sorted and merged only to count.
    pub pauses: Vec<Gap>,
}

/// A reading that was not chosen and counts otherwise, with the day it gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    /// The reading, by its stable word.
    pub reading: Arc<str>,
    /// What it changes, by a stable word; all else it counts as the chosen one.
    pub changes: &'static str,
    /// Whether lists and warnings go by it when it is earlier.
    pub counts_for_safe: bool,
    /// What it counts.
    pub way: Way,
    /// Its last day before the roll.
    pub last: Day,
    /// The day it gives, which may be the same.
    pub due: Day,
}

/// A proof, with the versions it rests on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Proof {
    /// The steps.
    pub steps: Vec<ProofStep>,
    /// What was counted; `None` for a day that was not.
    pub way: Option<Way>,
    /// The intervals that moved a day which a paper states, as the facts give them.
    pub pauses: Vec<Gap>,
    /// The readings that were not chosen.
    pub readings: Vec<Tried>,
    /// Profile name and version.
    pub profile: Arc<str>,
    /// Calendar version.
    pub calendar: Arc<str>,
}
