//! Claim and hand over: taking a docket, giving it back, assigning it. What an act means on one docket is said here once,
//! so that many at once are the same acts as one after the other.

use super::act::{ActError, Done};
use super::desk::Desk;
use super::rows;
use crate::docket::{Day, Docket, Fact, Kind, Stage, State};
use crate::store::{Entry, StoreError, StoredDocket, Target};

/// An act as it is asked for, before it is known on which docket.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// A fact; what depends on the docket (the department of an assignment) is filled in on each.
    Record(Fact),
    /// To me, whoever has it.
    Take,
    /// Back to nobody.
    Release,
}

/// Why an act has nothing to do on a docket; no law speaks against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// It is the officer's already.
    Mine,
    /// Nobody has it.
    Nobodys,
    /// It has ended: nobody works on it any more.
    Ended,
    /// All its facts were taken back.
    Gone,
    /// It was not handed over.
    NotAway,
}

impl Deed {
    /// The kind of fact that it records.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Record(fact) => fact.kind,
            Self::Take => Kind::LeadAssigned,
            Self::Release => Kind::LeadReleased,
        }
    }

    /// The named command, as the log keeps it.
    #[must_use]
    pub fn command(&self) -> &'static str {
        match self {
            Self::Take => "lead.take",
            other => other.kind().name(),
        }
    }
}

/// The department that a docket was last assigned to.
pub(super) fn department<'d>(state: &State<'d>) -> Option<&'d str> {
    let named = |fact: &'d Fact| fact.data.text("department");
    state.newest_first(Kind::LeadAssigned).find_map(|(_, fact)| named(fact))
}

impl Desk {
    /// The fact of an act on a docket, or why there is nothing to do.
    pub fn fact_of(&self, stored: &StoredDocket, deed: &Deed) -> Result<Fact, Idle> {
        let state = stored.docket.state();
        if state.live.is_empty() {
            return Err(Idle::Gone);
        }
        let holder = rows::officer(&state);
        let ended = state.stage().is_some_and(crate::docket::Stage::is_ended);
        let by = |fact: Fact| Fact { by: self.officer.clone(), ..fact };
        match deed {
            Deed::Take if holder == self.officer => Err(Idle::Mine),
            Deed::Release if holder.is_empty() => Err(Idle::Nobodys),
            Deed::Take | Deed::Release if ended => Err(Idle::Ended),
            Deed::Record(fact) if fact.kind == Kind::LeadSnoozed && ended => Err(Idle::Ended),
            Deed::Take => {
                let mut fact = Fact::new(Kind::LeadAssigned, self.today).with("officer", self.officer.as_str());
                fact.data.set("department", department(&state).unwrap_or_default());
                fact.data.set("from", holder);
                Ok(by(fact))
            }
            Deed::Release => {
                let other = Some(holder).filter(|holder| *holder != self.officer).unwrap_or_default();
                let mut fact = Fact::new(Kind::LeadReleased, self.today);
                fact.data.set("from", other);
                Ok(by(fact))
            }
            Deed::Record(fact) => {
                let mut fact = by(fact.clone());
                if fact.kind == Kind::LeadAssigned && fact.data.text("department").is_none() {
                    fact.data.set("department", self.department_for(&stored.docket, &state).unwrap_or_default());
                }
                Ok(fact)
            }
        }
    }

    /// The department for an assignment: the one it has, else the one that the routing table names.
    pub fn department_for(&self, docket: &Docket, state: &State<'_>) -> Option<String> {
        let known = department(state).map(str::to_owned).or_else(|| state.attributes.department.clone());
        known.filter(|one| !one.is_empty()).or_else(|| {
            let found = self.law(&docket.profile).routing(state, &[], self.today);
            found.department().map(str::to_owned)
        })
    }

    /// The due day that putting a docket aside would sleep through.
    pub fn sleeps_past(&self, id: i64, fact: &Fact) -> Result<Option<Day>, StoreError> {
        Ok(super::bulk::sleeps_past(fact, self.store.line(id)?.and_then(|line| line.due).as_deref()))
    }

    /// A transfer comes back: it and its receipts are withdrawn, so that the lead stands exactly as before; `said` says by
    /// which paper and why.
    pub fn transfer_returned(&mut self, id: i64, revision: i64, on: Day, said: &Fact) -> Result<Done, ActError> {
        let stored = self.docket(id)?.ok_or(ActError::NoDocket(id))?;
        let state = stored.docket.state();
        let sent = state.last(Kind::LeadTransferred).filter(|_| state.stage() == Some(Stage::Transferred));
        let Some(sent) = sent else { return Err(ActError::Idle(Idle::NotAway)) };
        let receipts = state.all(Kind::LeadReceipted).into_iter().filter(|fact| fact.id > sent.id);
        let gone: Vec<Fact> = std::iter::once(sent)
            .chain(receipts)
            .map(|fact| {
                let mut withdrawal = Fact::withdrawing(fact.id, on);
                for (key, value) in &said.data.0 {
                    withdrawal.data.set(key, value.clone());
                }
                withdrawal
            })
            .collect();
        drop(state);
        let entry = Entry { target: Target::Existing { id, revision }, facts: gone };
        self.write(&self.batch("transfer.returned", "lead.transferred", vec![entry]), &mut |_| true)
    }

    /// Who can be given a docket, those of the database first, each with the role it gives; then whoever has one.
    pub fn officers(&self) -> Result<Vec<(String, String)>, StoreError> {
        let mut known: Vec<(String, String)> = self.store.officers()?.into_iter().map(|(name, role, _)| (name, role)).collect();
        let others = self.store.holders()?.into_iter().chain([self.officer.clone()]);
        for name in others {
            if !known.iter().any(|(one, _)| *one == name) {
                known.push((name, String::new()));
            }
        }
        Ok(known)
    }
}
