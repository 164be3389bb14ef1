//! As of a day: what was known at its end, under the rules and the calendar of then. A fact that was recorded later does not
//! count, though it may have happened before; a year counts as published from the day of its notice.

use super::desk::{Desk, with_prior};
use super::view::CaseView;
use crate::docket::{Day, Kind, Stage, office_day};
use crate::store::{InboxRow, StoreError, StoredDocket};
use std::sync::Arc;

impl Desk {
    /// Looks at the desk as of the end of a day; nothing is written.
    pub fn as_of<T>(&mut self, day: Day, look: impl FnOnce(&Self) -> T) -> T {
        let (today, calendar, laws) = (self.today, self.calendar.clone(), self.laws.clone());
        self.today = day;
        self.set_calendar(Arc::new(calendar.as_of(day)));
        let seen = look(self);
        (self.today, self.calendar, self.laws) = (today, calendar, laws);
        seen
    }

    /// A docket as it was known at the end of the desk's day; `None` where nothing of it was recorded by then.
    pub fn known_case(&self, id: i64) -> Result<Option<CaseView>, StoreError> {
        let Some(mut stored) = self.recorded(id)? else { return Ok(None) };
        let mut priors = Vec::new();
        for prior in std::mem::take(&mut stored.priors) {
            if self.recorded(prior.docket)?.is_some_and(|other| harmed(&other)) {
                priors.push(prior);
            }
        }
        stored.priors = priors;
        stored.likely.clear();
        stored.docket = with_prior(&stored);
        let derived = self.law_of(&stored).derive(&stored.docket, self.today);
        let carried = self.carried_from(&stored, |id| self.recorded(id))?;
        let Some(seen) = self.seen(stored, derived)? else { return Ok(None) };
        let (members, into) = (self.as_then(&seen.members)?, self.as_then(&seen.into)?);
        Ok(Some(CaseView { past: true, carried, members, into, ..seen }))
    }

    /// The lines of dockets that were known by the end of the day, under the names that they had then.
    fn as_then(&self, now: &[InboxRow]) -> Result<Vec<InboxRow>, StoreError> {
        let mut lines = Vec::new();
        for line in now {
            let Some(stored) = self.recorded(line.docket)? else { continue };
            let state = stored.docket.state();
            let party = state.parties().first().map_or_else(String::new, |party| (*party).to_owned());
            let (number, title) = (super::rows::number(&stored.docket, &state), state.attributes.title.clone());
            lines.push(InboxRow { number, title, party, ..line.clone() });
        }
        Ok(lines)
    }

    /// A docket with the facts recorded by the end of the day.
    fn recorded(&self, id: i64) -> Result<Option<StoredDocket>, StoreError> {
        let Some(mut stored) = self.store.docket(id)? else { return Ok(None) };
        stored.docket.facts.retain(|fact| office_day(fact.at) <= self.today);
        Ok((!stored.docket.facts.is_empty()).then_some(stored))
    }
}

/// Whether damage was found in a docket, filed or repaired: what a look-back looks for.
fn harmed(stored: &StoredDocket) -> bool {
    let state = stored.docket.state();
    let found = state.last(Kind::CheckConcluded).is_some_and(|fact| fact.data.text("result") == Some("damage"));
    let stage = state.stage();
    stage.is_some_and(|stage| !matches!(stage, Stage::Transferred | Stage::Merged))
        && (found || state.has(Kind::CaseFiled) || stage == Some(Stage::OutOfScope))
}
