//! Dockets that were taken back as a whole: by a fact for each of their facts, with the reason. Nothing of them is deleted;
//! they leave the lists, are listed apart, and can be put back.

use super::act::{ActError, Done};
use super::correct::Fixed;
use super::desk::Desk;
use super::view::CaseView;
use crate::docket::{Day, Docket, Fact, Kind};
use crate::law::Derived;
use crate::store::{Entry, StoreError, StoredDocket, Target};

/// A docket that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// The docket.
    pub docket: i64,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The day on which it was taken back.
    pub on: Day,
    /// By whom.
    pub by: String,
    /// Why; empty where it was an act that was undone.
    pub reason: String,
}

/// The docket as it was before it was taken back.
fn before(stored: &StoredDocket) -> Docket {
    let kept = stored.docket.facts.iter().filter(|fact| fact.kind != Kind::FactWithdrawn);
    Docket { facts: kept.cloned().collect(), ..stored.docket.clone() }
}

impl Desk {
    /// The dockets that were taken back, the newest first; at most so many.
    pub fn withdrawn(&self, limit: usize) -> Result<Vec<Withdrawn>, StoreError> {
        let mut found = Vec::new();
        for id in self.store.withdrawn(limit)? {
            let Some(stored) = self.store.docket(id)? else { continue };
            let was = before(&stored);
            let state = was.state();
            let last = stored.docket.facts.iter().rev().find(|fact| fact.kind == Kind::FactWithdrawn);
            found.push(Withdrawn {
                docket: id,
                number: super::rows::number(&was, &state),
                title: state.attributes.title.clone(),
                on: last.map_or(self.today, |fact| fact.on),
                by: last.map(|fact| fact.by.clone()).unwrap_or_default(),
                reason: last.and_then(|fact| fact.data.text("reason")).unwrap_or_default().to_owned(),
            });
        }
        Ok(found)
    }

    /// A docket that was taken back, to be read: all its facts, each with what took it back.
    pub fn withdrawn_case(&self, id: i64) -> Result<Option<CaseView>, StoreError> {
        let Some(stored) = self.store.docket(id)? else { return Ok(None) };
        let was = before(&stored);
        let number = super::rows::number(&was, &was.state());
        Ok(Some(CaseView {
            stored,
            derived: Derived::default(),
            number,
            officer: String::new(),
            related: Vec::new(),
            members: Vec::new(),
            into: Vec::new(),
            carried: Vec::new(),
            past: true,
        }))
    }

    /// Takes a docket back as a whole, with the reason: what was registered by mistake. What somebody else decided on stays
    /// with whoever decided it, and what was put together is taken apart first.
    pub fn withdraw_docket(&mut self, id: i64, revision: i64, why: &str) -> Result<Done, ActError> {
        let stored = self.docket(id)?.ok_or(ActError::NoDocket(id))?;
        let state = stored.docket.state();
        if state.live.is_empty() {
            return Err(ActError::NoDocket(id));
        }
        if state.has(Kind::LeadMerged) || state.has(Kind::LeadJoined) {
            return Err(ActError::Fixed(Fixed::Program));
        }
        for fact in &state.live {
            if let Err(bar @ Fixed::Approval(_)) = self.correctable(&stored, fact.id) {
                return Err(ActError::Fixed(bar));
            }
        }
        let gone = |fact: &&Fact| Fact::withdrawing(fact.id, self.today).with("reason", why);
        let facts = state.live.iter().map(gone).collect();
        drop(state);
        let entries = vec![Entry { target: Target::Existing { id, revision }, facts }];
        self.write(&self.batch("docket.withdrawn", why, entries), &mut |_| true)
    }

    /// Puts a docket back that was taken back: as it stood before.
    pub fn put_back(&mut self, id: i64) -> Result<Done, ActError> {
        let stored = self.docket(id)?.ok_or(ActError::NoDocket(id))?;
        if !stored.docket.state().live.is_empty() {
            return Err(ActError::NoDocket(id));
        }
        // What the last act on it took back, or what of it had been brought back and went with it.
        let last = self.store.latest_facts(id, 1)?;
        let facts = last.iter().map(|fact| Fact::withdrawing(fact.id, self.today)).collect();
        let entries = vec![Entry { target: Target::Existing { id, revision: stored.revision }, facts }];
        self.write(&self.batch("docket.put-back", "", entries), &mut |_| true)
    }
}
