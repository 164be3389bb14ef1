//! What stands open without a number of days: duties of the text that say only "in time", and what is waited for.

use super::answer::Deadline;
use super::cond::{Cond, Context};
use super::engine::Law;
use super::guard::{is_duty, starts_here};
use super::step::Step;
use crate::docket::{Day, Fact, Stage, State};
use std::sync::Arc;

impl Law {
    /// What is to be done without a number of days, and what is waited for; the first says the day since which.
    pub fn tasks(&self, state: &State<'_>, deadlines: &[Deadline], today: Day) -> Vec<Task> {
        let mut tasks = Vec::new();
        for step in self.profile.steps.iter().filter(|step| step.task.is_some() && step.period.is_none()) {
            let several = step.per_party && state.tracks.len() > 1;
            let parties: Vec<Option<&str>> =
                if several { state.tracks.iter().map(|track| track.party).collect() } else { vec![None] };
            for party in parties {
                let context =
                    Context { state, profile: &self.profile, calendar: &self.calendar, deadlines, fact: None, today, party };
                if !starts_here(step, &context) {
                    continue;
                }
                let turns = step.deemed || [&step.when, &step.must_when].into_iter().flatten().any(Cond::asks_day);
                let here = step.when.as_ref().is_none_or(|cond| context.holds(cond) == Some(true));
                let open = here && (step.awaits || is_duty(step, &context));
                let one = |since, stage| Task { step: step.clone(), party: party.map(str::to_owned), since, stage, open, turns };
                if open && step.each_stage {
                    tasks.extend(state.unentered().into_iter().map(|passage| one(Some(passage.on), Some(passage.stage))));
                } else if open || turns {
                    tasks.push(one(since(step, state, party), None));
                }
            }
        }
        tasks
    }
}

/// The day since which a step is owed by a liable party: of the facts that concern it, the latest that begins it.
pub(super) fn since(step: &Step, state: &State<'_>, party: Option<&str>) -> Option<Day> {
    let mine = |fact: &Fact| party.is_none() || fact.party().is_none() || fact.party() == party;
    let newest = |kind| state.newest_first(kind).map(|(_, fact)| fact).find(|fact| mine(fact));
    step.since.iter().filter_map(|kind| newest(*kind)).map(|fact| fact.on).max()
}

/// Something to be done without a number of days.
#[derive(Debug, Clone)]
pub struct Task {
    /// The step that answers it.
    pub step: Arc<Step>,
    /// The liable party it is about, where there are several.
    pub party: Option<String>,
    /// The day since which it stands open.
    pub since: Option<Day>,
    /// The stage that it is about, where each has its own.
    pub stage: Option<Stage>,
    /// It stands open; else another day may open it.
    pub open: bool,
    /// Another day may open or end it without a new fact.
    pub turns: bool,
}
