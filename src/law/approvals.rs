//! Proposals that wait for whoever is in charge, and those that came back: read from the facts by the steps that answer them.

use super::cond::Context;
use super::engine::Law;
use super::guard::starts_here;
use super::step::Step;
use crate::docket::{Day, Fact, Kind, State};
use std::sync::Arc;

/// A proposal without a consent.
#[derive(Debug, Clone)]
pub struct Approval<'d> {
    /// The step that consents to it.
    pub step: Arc<Step>,
    /// The liable party it is about, where there are several.
    pub party: Option<String>,
    /// What was proposed.
    pub proposal: &'d Fact,
    /// What came back, if it did.
    pub returned: Option<&'d Fact>,
}

impl Law {
    /// What was proposed and is neither consented to nor overtaken.
    #[must_use]
    pub fn approvals<'d>(&self, state: &State<'d>, today: Day) -> Vec<Approval<'d>> {
        let mut found = Vec::new();
        for step in self.profile.steps.iter().filter(|step| !step.answers.is_empty() && !step.returns) {
            let several = step.per_party && state.tracks.len() > 1;
            let parties: Vec<Option<&str>> =
                if several { state.tracks.iter().map(|track| track.party).collect() } else { vec![None] };
            for party in parties {
                let Some((proposed, proposal)) = newest(state, &step.answers, party) else { continue };
                let context =
                    Context { state, profile: &self.profile, calendar: &self.calendar, deadlines: &[], fact: None, today, party };
                if newest(state, &[step.fact], party).is_some_and(|(at, _)| at > proposed) {
                    continue;
                }
                let returned = newest(state, &self.returning(step), party).filter(|(at, _)| *at > proposed);
                // What waits has to be open to a consent; what came back, to another proposal.
                let open = |step: &Step| {
                    starts_here(step, &context) && step.when.as_ref().is_none_or(|cond| context.holds(cond) != Some(false))
                };
                let proposes = |other: &Arc<Step>| step.answers.contains(&other.fact) && open(other);
                if !(if returned.is_some() { self.profile.steps.iter().any(proposes) } else { open(step) }) {
                    continue;
                }
                // Where several steps would answer it, it waits once.
                let known = |one: &Approval<'_>| std::ptr::eq(one.proposal, proposal) && one.party.as_deref() == party;
                if found.iter().any(known) {
                    continue;
                }
                found.push(Approval {
                    step: step.clone(),
                    party: party.map(str::to_owned),
                    proposal,
                    returned: returned.map(|(_, fact)| fact),
                });
            }
        }
        found
    }

    /// The kinds of facts that send back what a step consents to.
    fn returning(&self, step: &Step) -> Vec<Kind> {
        let same = |other: &&Arc<Step>| other.returns && other.answers.iter().any(|kind| step.answers.contains(kind));
        self.profile.steps.iter().filter(same).map(|other| other.fact).collect()
    }

    /// The step that sends back what a step consents to.
    #[must_use]
    pub fn return_of(&self, step: &Step) -> Option<Arc<Step>> {
        let same = |other: &&Arc<Step>| other.returns && other.answers.iter().any(|kind| step.answers.contains(kind));
        self.profile.steps.iter().find(same).cloned()
    }

    /// The consent that stands on a proposal.
    #[must_use]
    pub fn consent_on<'d>(&self, state: &State<'d>, proposal: &Fact) -> Option<&'d Fact> {
        let answers = |step: &&Arc<Step>| !step.returns && step.answers.contains(&proposal.kind);
        let at = state.live.iter().position(|known| known.id == proposal.id)?;
        let mut consents =
            self.profile.steps.iter().filter(answers).filter_map(|step| newest(state, &[step.fact], proposal.party()));
        consents.find(|(place, _)| *place > at).map(|(_, fact)| fact)
    }

    /// What a fact decides on that another person proposed, be it a consent or a return: the proposal on file, and the step
    /// that asks for another person.
    #[must_use]
    pub fn decided<'d>(&self, state: &State<'d>, fact: &Fact) -> Option<(Arc<Step>, Option<&'d Fact>)> {
        let steps = || self.profile.steps.iter();
        let returned = |step: &Step| {
            let of = |other: &&Arc<Step>| other.returns && other.fact == fact.kind;
            steps().filter(of).any(|other| other.answers.iter().any(|kind| step.answers.contains(kind)))
        };
        let asks = |step: &&Arc<Step>| step.another.is_some() && (step.fact == fact.kind || returned(step));
        let step = steps().find(asks)?;
        let proposal = newest(state, &step.answers, fact.party()).map(|(_, proposal)| proposal);
        Some((step.clone(), proposal))
    }
}

/// The newest fact of some kinds that concerns a liable party, with its place among the facts that count.
fn newest<'d>(state: &State<'d>, kinds: &[Kind], party: Option<&str>) -> Option<(usize, &'d Fact)> {
    let mine = |fact: &Fact| party.is_none() || fact.party().is_none() || fact.party() == party;
    let of = |kind: &Kind| state.newest_first(*kind).find(|(_, fact)| mine(fact));
    kinds.iter().filter_map(of).max_by_key(|(at, _)| *at)
}
