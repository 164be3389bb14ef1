//! Which papers a fact brings with it: those of its step, as far as the profile says that they belong to what happened.

use super::cond::{Cond, Context};
use super::engine::Law;
use super::step::Step;
use crate::docket::{Fact, State};
use std::sync::Arc;

impl Law {
    /// The papers of a step on a state, with the fact that was recorded or none yet: without those whose condition in the
    /// list `paper` does not hold.
    #[must_use]
    pub fn papers_of<'s>(&self, step: &'s Step, state: &State<'_>, fact: Option<&Fact>) -> Vec<&'s Arc<str>> {
        let today = fact.or_else(|| state.live.last().copied()).map(|fact| fact.on).unwrap_or_default();
        let party = fact.and_then(Fact::party);
        let context = Context { state, profile: &self.profile, calendar: &self.calendar, deadlines: &[], fact, today, party };
        let belongs = |form: &&Arc<str>| {
            let when = self.profile.item("paper", form).and_then(|item| item.when.as_ref());
            when.is_none_or(|cond| context.holds(cond) == Some(true))
        };
        step.papers.iter().filter(belongs).collect()
    }

    /// Whether a condition holds for a state as of its last fact.
    #[must_use]
    pub fn holds(&self, cond: &Cond, state: &State<'_>) -> bool {
        let today = state.live.last().map(|fact| fact.on).unwrap_or_default();
        let (profile, calendar) = (&self.profile, &self.calendar);
        Context { state, profile, calendar, deadlines: &[], fact: None, today, party: None }.holds(cond) == Some(true)
    }
}
