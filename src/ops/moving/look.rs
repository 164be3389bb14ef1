//! What a change does to one docket: a pure question to two laws, asked of many dockets beside each other.

use super::{Cause, Shifts, answered, compare, listed};
use crate::docket::{Day, Docket, Fact, Kind};
use crate::law::{Law, Warning};
use crate::ops::pin::{Laws, Pin, pin};
use crate::store::StoredDocket;
use std::sync::Arc;

/// The two sides of a change.
pub(super) struct Look<'a> {
    pub cause: &'a Cause,
    pub before: &'a Laws,
    pub after: Laws,
    /// What a docket is under whose own version is not here.
    pub office: Arc<Law>,
    pub to: Pin,
    pub today: Day,
}

/// What a change does to one docket.
#[derive(Default)]
pub(super) struct Seen {
    /// It is under these rules already: nothing was looked at.
    pub already: bool,
    /// What it was under, where the rules are the change, and whether nobody kept that version.
    pub from: Option<(Pin, bool)>,
    pub shifts: Shifts,
    /// What is written to it.
    pub facts: Vec<Fact>,
    pub warnings: Vec<Warning>,
}

/// The docket with more facts, numbered on.
pub(super) fn with(docket: &Docket, facts: &[Fact]) -> Docket {
    let mut docket = docket.clone();
    let last = docket.facts.iter().map(|fact| fact.id).max().unwrap_or(0);
    docket.facts.extend(facts.iter().zip(1..).map(|(fact, n)| Fact { id: last.saturating_add(n), ..fact.clone() }));
    docket
}

impl Look<'_> {
    /// Looks at some dockets, on as many threads as the machine has; in their order.
    pub fn all(&self, dockets: &[StoredDocket]) -> Vec<Seen> {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let share = dockets.len().div_ceil(threads).max(FEW);
        if dockets.len() <= FEW {
            return dockets.iter().map(|stored| self.one(stored)).collect();
        }
        std::thread::scope(|scope| {
            let parts = dockets.chunks(share);
            let look = |part: &[StoredDocket]| part.iter().map(|stored| self.one(stored)).collect::<Vec<Seen>>();
            let started: Vec<_> = parts.map(|part| (part, scope.spawn(move || look(part)))).collect();
            // A thread that did not come back is made up for here, where its error is seen.
            started.into_iter().flat_map(|(part, thread)| thread.join().unwrap_or_else(|_| look(part))).collect()
        })
    }

    fn one(&self, stored: &StoredDocket) -> Seen {
        let old = self.before.of(stored).unwrap_or(&self.office);
        let mut seen = Seen::default();
        let new = match self.cause {
            Cause::Facts { facts, .. } => {
                seen.facts.clone_from(facts);
                old
            }
            Cause::Year { .. } => self.after.of(stored).unwrap_or(old),
            Cause::Profile { law, .. } => {
                let now = pin(stored);
                if now == self.to {
                    return Seen { already: true, ..seen };
                }
                let unkept = !self.before.has(&now);
                seen.from = Some((now, unkept));
                let fact = Fact::new(Kind::ProfileMoved, self.today).with("to", self.to.profile.as_str());
                seen.facts.push(fact.with("version", self.to.version.as_str()));
                law
            }
        };
        let before = listed(old, &stored.docket, self.today);
        let mut changed = with(&stored.docket, &seen.facts);
        let mut after = listed(new, &changed, self.today);
        // What was answered stays as it was answered.
        let kept = answered(&before, &after);
        if !kept.is_empty() {
            seen.facts.push(Fact::new(Kind::DatesKept, self.today).with("dates", kept));
            changed = with(&stored.docket, &seen.facts);
            after = listed(new, &changed, self.today);
        }
        compare(stored, new, before, after, &mut seen.shifts);
        if matches!(self.cause, Cause::Facts { .. }) {
            let was = old.derive(&stored.docket, self.today).warnings;
            let known = |one: &Warning| was.iter().any(|old| (old.code, &old.values) == (one.code, &one.values));
            let now = new.derive(&changed, self.today).warnings;
            seen.warnings = now.into_iter().filter(|one| !known(one)).collect();
        }
        seen
    }
}

/// Dockets for which no thread is worth its while.
const FEW: usize = 8;
