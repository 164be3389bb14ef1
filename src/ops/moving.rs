//! What another version of the rules, or another calendar, does to the deadlines of the open dockets: shown first, taken
//! after a yes, as one step that can be undone.

use super::act::{ActError, Done};
use super::desk::{Desk, OpenError};
use super::pin::{Laws, Pin, pin};
use crate::docket::{Day, Fact, Kind};
use crate::law::calendar::Calendar;
use crate::law::period::Period;
use crate::law::{Deadline, Law};
use crate::store::{Entry, StoreError, StoredDocket, Target};
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

/// What moving the open dockets to a profile would do.
#[derive(Debug, Clone, Default)]
pub struct MovePreview {
    /// The profile and version to move to.
    pub to: Pin,
    /// What changes.
    pub shifts: Shifts,
    /// The dockets to move, each with the revision at which it was looked at.
    pub dockets: Vec<(i64, i64)>,
    /// Open dockets that are under this version already.
    pub already: usize,
    /// How many of them are pinned to a version that nobody kept: what they were is judged by today's file of the name.
    pub unkept: usize,
    /// What the dockets are pinned to now, with how many of each.
    pub from: Vec<(Pin, usize)>,
}

impl Desk {
    /// What moving all open dockets to a profile of the shelf would do; nothing is written. `None` when stopped.
    pub fn preview_move(&mut self, to: &str, progress: &mut dyn FnMut(usize) -> bool) -> Result<Option<MovePreview>, OpenError> {
        let law = self.load(to)?;
        let to = Pin { profile: to.to_owned(), version: law.versions().0.to_owned() };
        let mut preview = MovePreview { to: to.clone(), ..MovePreview::default() };
        for (done, id) in self.store.open_ids()?.into_iter().enumerate() {
            if done % 500 == 499 && !progress(done + 1) {
                return Ok(None);
            }
            let Some(stored) = self.docket(id)? else { continue };
            let now = pin(&stored);
            if now == to {
                preview.already += 1;
                continue;
            }
            preview.unkept += usize::from(!self.laws.has(&now));
            let old = self.law_of(&stored);
            shift(&stored, (&old, &law), self.today, &mut preview.shifts);
            preview.dockets.push((id, stored.revision));
            match preview.from.iter_mut().find(|(pin, _)| *pin == now) {
                Some((_, count)) => *count += 1,
                None => preview.from.push((now, 1)),
            }
        }
        Ok(Some(preview))
    }

    /// Moves the dockets of a preview: one transaction, one undo step. What was recorded on one of them since stops it.
    pub fn move_profile(&mut self, preview: &MovePreview, progress: &mut dyn FnMut(usize) -> bool) -> Result<Done, ActError> {
        let Pin { profile, version } = &preview.to;
        let law = self.law(version);
        self.keep(&law)?;
        let fact = Fact::new(Kind::ProfileMoved, self.today).with("to", profile.as_str()).with("version", version.as_str());
        let entries: Vec<Entry> = preview
            .dockets
            .iter()
            .map(|(id, revision)| Entry { target: Target::Existing { id: *id, revision: *revision }, facts: vec![fact.clone()] })
            .collect();
        self.write(&self.batch("profile.move", version.as_str(), entries), progress)
    }

    /// What another calendar would do to the deadlines of the open dockets; nothing is written.
    pub fn preview_calendar(&self, calendar: &Arc<Calendar>) -> Result<Shifts, StoreError> {
        let mut laws: Laws = self.laws.clone();
        laws.set_calendar(calendar);
        let mut shifts = Shifts::default();
        for id in self.store.open_ids()? {
            let Some(stored) = self.docket(id)? else { continue };
            let (old, new) = (self.law_of(&stored), laws.of(&stored).cloned());
            if let Some(new) = new {
                shift(&stored, (&old, &new), self.today, &mut shifts);
            }
        }
        Ok(shifts)
    }
}

/// Compares the deadlines of one docket under two laws.
fn shift(stored: &StoredDocket, (old, new): (&Law, &Law), today: Day, shifts: &mut Shifts) {
    let state = stored.docket.state();
    let shown = |law: &Law| -> Vec<Deadline> {
        let all = law.deadlines(&state, today);
        all.into_iter().filter(|one| !one.rule.hidden).collect()
    };
    let (before, mut after) = (shown(old), shown(new));
    let number = super::rows::number(&stored.docket, &state);
    let same = |a: &Deadline, b: &Deadline| a.rule.id == b.rule.id && a.party == b.party && a.n == b.n && a.round == b.round;
    let side = |one: &Deadline| (one.due, one.safe, one.provisional);
    let mut add = |change, deadline: Deadline, before, after| {
        let title = state.attributes.title.clone();
        let (docket, number, deadline) = (stored.docket.id, number.clone(), deadline.into());
        shifts.rows.push(Shift { docket, number, title, change, deadline, before, after });
    };
    let mut unchanged = 0;
    for was in before {
        match after.iter().position(|one| same(one, &was)).map(|at| after.remove(at)) {
            Some(one) if side(&one) == side(&was) => unchanged += 1,
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
