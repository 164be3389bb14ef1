//! May a fact be recorded here, now, by this officer? The law's guard, the order of the days, and whose decision it is.

use super::desk::Desk;
use crate::docket::{Docket, Fact, Kind};
use crate::law::{Force, Guard, Law, Missing, Unmet};
use crate::store::{StoreError, StoredDocket};

impl Desk {
    /// The law about a fact, on the docket as it stands and on its own day, and whether this officer may record it: where
    /// the profile wants the consent of another person, the proposer's own is none. A signed paper may be recorded by
    /// anybody: who consented, and its number.
    pub(super) fn judge(&self, stored: &StoredDocket, docket: &Docket, fact: &Fact) -> Result<Guard, StoreError> {
        let law = self.law_of(stored);
        // Judged as of its own day: what is entered late was not late then.
        let mut guard = law.guard(docket, fact, fact.on.min(self.today));
        // What the law itself says about the day says more.
        if guard.allows()
            && let Some(then) = too_early(&law, docket, fact)
        {
            return Ok(then);
        }
        let state = docket.state();
        let Some((step, proposal)) = law.decided(&state, fact) else { return Ok(guard) };
        let proposer = proposal.map(|fact| fact.by.as_str());
        // Who approved a mandate has a key of its own.
        let signer = fact.data.text("by_role").or_else(|| fact.data.text("approver"));
        let signed = signer.filter(|name| fact.paper().is_some() && Some(name.trim()) != proposer);
        if signed.is_none() && !self.decides(proposer)? {
            let label = step.another.clone().unwrap_or_default();
            let (force, cites) = (Force::Must, step.cites.clone());
            guard.missing.push(Missing {
                label,
                force,
                overridable: false,
                not_before: None,
                compared: None,
                consent: true,
                cites,
            });
        }
        Ok(guard)
    }
}

/// What forbids a fact on its own day, where later facts are on file: what it follows from had not happened yet. The
/// procedure begins with the lead: nothing moves it before.
fn too_early(law: &Law, docket: &Docket, fact: &Fact) -> Option<Guard> {
    let state = docket.state();
    if state.live.iter().all(|known| known.on <= fact.on) {
        return None;
    }
    let facts = state.live.iter().filter(|known| known.on <= fact.on).map(|known| (*known).clone()).collect();
    let then = Docket { facts, ..docket.clone() };
    let mut guard = law.guard(&then, fact, fact.on);
    let begins = |kind: Kind| matches!(kind, Kind::LeadDiscovered | Kind::LeadReceived);
    if then.state().stage().is_none() && !begins(fact.kind) && state.live.iter().any(|known| begins(known.kind)) {
        let mut after = then.clone();
        after.facts.push(fact.clone());
        if after.state().stage().is_some() {
            guard.wrong_state = Some(Vec::new());
            guard.unmet = vec![Unmet::Lacks(Kind::LeadReceived)];
        }
    }
    (guard.wrong_state.is_some() || !guard.overridable()).then_some(Guard { on: Some(fact.on), ..guard })
}
