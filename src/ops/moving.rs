//! What a change does to the deadlines: of a date or a pause on one docket, of a year's rest days or of the rules on all
//! open ones. Shown first, taken after a yes, as one step. What is shown is what the law computes after the change.

mod cause;
mod facts;
mod look;

pub use cause::{Cause, KeptYear, MovePreview, keep_year};
pub use facts::{Dated, Stop};

use crate::docket::{Day, Docket};
use crate::law::period::Period;
use crate::law::{Deadline, Law};
use crate::store::StoredDocket;
use std::sync::Arc;

/// What happens to a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Its day is another one.
    Moved,
    /// It is new.
    Added,
    /// It is not asked any more.
    Dropped,
}

impl Change {
    /// Every change.
    pub const ALL: [Change; 3] = [Self::Moved, Self::Added, Self::Dropped];

    /// The word of JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Added => "added",
            Self::Dropped => "dropped",
        }
    }
}

/// A deadline of one side: its day, the safe day, and whether both rest on a year not published.
pub type Side = (Option<Day>, Option<Day>, bool);

/// Which deadline of a docket: without its proof, which the docket itself shows.
#[derive(Debug, Clone)]
pub struct Which {
    /// The rule.
    pub rule: Arc<Period>,
    /// The liable party, where there are several.
    pub party: Option<String>,
    /// The occurrence of a recurring rule, from 1.
    pub n: Option<u32>,
    /// The round of negotiation, from 0.
    pub round: u32,
}

impl From<Deadline> for Which {
    fn from(one: Deadline) -> Self {
        Self { rule: one.rule, party: one.party, n: one.n, round: one.round }
    }
}

/// A deadline that changes.
#[derive(Debug, Clone)]
pub struct Shift {
    /// The docket.
    pub docket: i64,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What happens.
    pub change: Change,
    /// The deadline by the rule that will hold; by the one that held, where it is dropped.
    pub deadline: Which,
    /// As it is.
    pub before: Option<Side>,
    /// As it will be.
    pub after: Option<Side>,
    /// By how many working days, where it moves; negative when it is earlier.
    pub by: Option<i64>,
}

/// Everything that would change.
#[derive(Debug, Clone, Default)]
pub struct Shifts {
    /// What changes, docket by docket.
    pub rows: Vec<Shift>,
    /// How many deadlines stay as they are.
    pub unchanged: usize,
    /// How many open dockets were looked at.
    pub dockets: usize,
}

impl Shifts {
    /// How many deadlines change so.
    #[must_use]
    pub fn count(&self, change: Change) -> usize {
        self.rows.iter().filter(|row| row.change == change).count()
    }
}

/// The listed deadlines of a docket.
pub(super) fn listed(law: &Law, docket: &Docket, today: Day) -> Vec<Deadline> {
    let all = law.deadlines(&docket.state(), today);
    all.into_iter().filter(|one| !one.rule.hidden).collect()
}

fn same(a: &Deadline, b: &Deadline) -> bool {
    a.rule.id == b.rule.id && a.party == b.party && a.n == b.n && a.round == b.round
}

/// The days of answered deadlines that a change would move, as `dates.kept` says them.
fn answered(before: &[Deadline], after: &[Deadline]) -> Vec<String> {
    let stay = |was: &Deadline| {
        let day = was.due.filter(|_| was.met.is_some())?;
        let now = after.iter().find(|one| same(one, was))?;
        (now.met.is_some() && now.due != was.due).then(|| crate::law::kept_day(was, day))
    };
    before.iter().filter_map(stay).collect()
}

/// Compares the deadlines of one docket.
fn compare(stored: &StoredDocket, law: &Law, before: Vec<Deadline>, mut after: Vec<Deadline>, shifts: &mut Shifts) {
    let state = stored.docket.state();
    let number = super::rows::number(&stored.docket, &state);
    let side = |one: &Deadline| (one.due, one.safe, one.provisional);
    let mut add = |change, deadline: Deadline, before: Option<Side>, after: Option<Side>| {
        let title = state.attributes.title.clone();
        let (docket, number, deadline) = (stored.docket.id, number.clone(), deadline.into());
        let day = |side: Option<Side>| side.and_then(|(due, ..)| due);
        let by = day(before).zip(day(after)).map(|(was, now)| law.calendar.working_between(was, now));
        shifts.rows.push(Shift { docket, number, title, change, deadline, before, after, by });
    };
    let mut unchanged = 0;
    for was in before {
        match after.iter().position(|one| same(one, &was)).map(|at| after.remove(at)) {
            // What was answered in time keeps its day; the safe day before it is of no more use.
            Some(one) if side(&one) == side(&was) || one.met.is_some() && was.met.is_some() && one.due == was.due => {
                unchanged += 1;
            }
            Some(one) => {
                let sides = (Some(side(&was)), Some(side(&one)));
                add(Change::Moved, one, sides.0, sides.1);
            }
            None => {
                let now = Some(side(&was));
                add(Change::Dropped, was, now, None);
            }
        }
    }
    for one in after {
        let then = Some(side(&one));
        add(Change::Added, one, None, then);
    }
    shifts.unchanged += unchanged;
    shifts.dockets += 1;
}
