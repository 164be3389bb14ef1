//! Taking a merge apart: every fact that it wrote is withdrawn, on both sides; what was recorded meanwhile stays where it
//! was recorded.

use super::super::act::{ActError, Done};
use super::super::desk::Desk;
use super::{Bar, Side, into, members};
use crate::docket::{Day, Fact, FactId, Kind, Stage};
use crate::law::Status;
use crate::store::{Entry, StoreError, Target};
use std::collections::BTreeMap;

/// A lead that comes back.
#[derive(Debug, Clone)]
pub struct Apart {
    /// The lead as it is now.
    pub side: Side,
    /// The state it comes back to.
    pub stage: Option<Stage>,
    /// Its first open time limit then.
    pub due: Option<Day>,
}

/// A docket that leads leave.
#[derive(Debug, Clone)]
pub struct Stays {
    /// The docket as it is now.
    pub side: Side,
    /// Facts recorded on it since the merge: they stay there.
    pub facts: Vec<Fact>,
    /// Nothing is left of it: it was made by the merge.
    pub gone: bool,
}

/// What taking apart would do; nothing is written.
#[derive(Debug, Clone, Default)]
pub struct ApartPlan {
    /// The leads that come back.
    pub members: Vec<Apart>,
    /// The dockets that they leave.
    pub targets: Vec<Stays>,
    /// The facts that are withdrawn, by docket.
    withdrawn: BTreeMap<i64, (i64, Vec<FactId>)>,
}

impl Desk {
    /// What taking a docket apart would do: a merged lead leaves what it went into; all leads leave a docket that they
    /// went into.
    pub fn plan_apart(&self, id: i64) -> Result<Result<ApartPlan, Bar>, StoreError> {
        let Some(side) = self.side(id)? else { return Ok(Err(Bar::Gone)) };
        let state = side.stored.docket.state();
        let leave: Vec<i64> = if into(&state).is_empty() { members(&state) } else { vec![id] };
        drop(state);
        if leave.is_empty() {
            return Ok(Err(Bar::Apart));
        }
        let mut plan = ApartPlan::default();
        let mut targets: Vec<i64> = Vec::new();
        for member in &leave {
            let Some(side) = self.side(*member)? else { continue };
            let state = side.stored.docket.state();
            let went = into(&state);
            // The word of the docket that it went into is enough: its own may have been taken back.
            let said = state.last(Kind::LeadMerged).filter(|_| !went.is_empty()).map(|fact| fact.id);
            drop(state);
            targets.extend(went.iter().chain((*member != id).then_some(&id)));
            if let Some(fact) = said {
                let (stage, due) = self.without(&side, &[fact]);
                plan.withdraw(&side, [fact]);
                plan.members.push(Apart { side, stage, due });
            }
        }
        targets.sort_unstable();
        targets.dedup();
        for target in targets {
            let Some(side) = self.side(target)? else { continue };
            let taken = self.brought(&side, &leave)?;
            let state = side.stored.docket.state();
            let first = taken.iter().min().copied().unwrap_or(0);
            let own = |fact: &&Fact| !taken.contains(&fact.id);
            let facts: Vec<Fact> = state
                .live
                .iter()
                .copied()
                .filter(own)
                .filter(|fact| fact.id > first && fact.data.int("member").is_none())
                .cloned()
                .collect();
            let gone = !state.live.iter().any(|fact| !taken.contains(&fact.id));
            drop(state);
            plan.withdraw(&side, taken);
            plan.targets.push(Stays { side, facts, gone });
        }
        Ok(Ok(plan))
    }

    /// The facts of a docket that came with some leads; where none of the leads that it was made of is left, all that
    /// made it.
    fn brought(&self, side: &Side, leave: &[i64]) -> Result<Vec<FactId>, StoreError> {
        let state = side.stored.docket.state();
        let member = |fact: &Fact| fact.data.int("member");
        let mut taken: Vec<FactId> = Vec::new();
        let mut links: Vec<i64> = Vec::new();
        for fact in state.all(Kind::LeadJoined) {
            if member(fact).is_some_and(|id| leave.contains(&id)) {
                let link = self.store.link_of(fact.id)?;
                if !links.contains(&link) {
                    links.push(link);
                }
            }
        }
        let opened = match side.stored.docket.facts.first() {
            Some(first) => self.store.link_of(first.id)?,
            None => 0,
        };
        for link in links {
            let of_link: Vec<FactId> = self
                .store
                .link_facts(link)?
                .into_iter()
                .filter(|(docket, _)| *docket == side.stored.docket.id)
                .map(|(_, fact)| fact.id)
                .collect();
            let here = || state.live.iter().copied().filter(|fact| of_link.contains(&fact.id));
            let left = here().any(|fact| fact.kind == Kind::LeadJoined && member(fact).is_some_and(|id| !leave.contains(&id)));
            let made = link == opened && !left;
            let goes = here().filter(|fact| made || member(fact).is_some_and(|id| leave.contains(&id)));
            taken.extend(goes.map(|fact| fact.id));
        }
        Ok(taken)
    }

    /// The state and the first open time limit of a docket without some of its facts.
    fn without(&self, side: &Side, facts: &[FactId]) -> (Option<Stage>, Option<Day>) {
        let mut docket = side.stored.docket.clone();
        for fact in facts {
            let next = docket.facts.iter().map(|known| known.id).max().unwrap_or(0).saturating_add(1);
            docket.facts.push(Fact { id: next, ..Fact::withdrawing(*fact, self.today) });
        }
        let derived = self.law_of(&side.stored).derive(&docket, self.today);
        let open = derived.deadlines.iter().filter(|one| one.status.is_open() && one.status != Status::UnknownStart);
        (derived.stage, open.filter(|one| !one.rule.hidden && one.binding()).filter_map(|one| one.due).min())
    }

    /// Takes apart what a plan says: one transaction, one undo step.
    pub fn apart(&mut self, plan: &ApartPlan) -> Result<Done, ActError> {
        let withdraw = |facts: &[FactId]| facts.iter().map(|fact| Fact::withdrawing(*fact, self.today)).collect();
        let entries: Vec<Entry> = plan
            .withdrawn
            .iter()
            .filter(|(_, (_, facts))| !facts.is_empty())
            .map(|(id, (revision, facts))| Entry {
                target: Target::Existing { id: *id, revision: *revision },
                facts: withdraw(facts),
            })
            .collect();
        if entries.is_empty() {
            return Err(ActError::Merge(Bar::Apart));
        }
        let summary = plan.members.iter().map(|one| one.side.line.number.as_str()).collect::<Vec<_>>().join(" ");
        self.write(&self.batch("lead.apart", summary, entries), &mut |_| true)
    }
}

impl ApartPlan {
    fn withdraw(&mut self, side: &Side, facts: impl IntoIterator<Item = FactId>) {
        let known = self.withdrawn.entry(side.stored.docket.id).or_insert((side.stored.revision, Vec::new()));
        known.1.extend(facts);
    }
}
