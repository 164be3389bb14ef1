//! A series: one lead divided into several dockets. Each takes over the lead's facts as they are, so that its time limits
//! go on and begin no second time; the lead says where it went.

use super::super::act::{ActError, Done};
use super::super::desk::Desk;
use super::{Bar, Side, copy, entry};
use crate::docket::{Attributes, Docket, Fact, Kind, Party};
use crate::store::{Entry, StoreError, Target};
use serde_json::{Value, json};

/// Parts that a lead is divided into at most.
pub const MOST: usize = 30;

/// One of the dockets that a lead is divided into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its title.
    pub title: String,
    /// Its liable parties.
    pub parties: Vec<Party>,
}

/// What dividing a lead would do; nothing is written.
#[derive(Debug, Clone)]
pub struct SeriesPlan {
    /// The lead.
    pub lead: Side,
    /// The dockets it is divided into.
    pub parts: Vec<Part>,
    /// How many facts each takes over.
    pub facts: usize,
}

/// One part for each liable party.
#[must_use]
pub fn by_party(attributes: &Attributes, names: &[&str]) -> Vec<Part> {
    let known = |name: &str| attributes.parties.iter().find(|party| party.name == name).cloned();
    let party = |name: &&str| known(name).unwrap_or_else(|| Party { name: (*name).to_owned(), ..Party::default() });
    names
        .iter()
        .map(party)
        .map(|party| Part { title: format!("{} · {}", attributes.title, party.name), parties: vec![party] })
        .collect()
}

/// A number of parts with the same parties.
#[must_use]
pub fn by_number(attributes: &Attributes, number: usize) -> Vec<Part> {
    let title = |at: usize| format!("{} {at}/{number}", attributes.title);
    (1..=number).map(|at| Part { title: title(at), parties: attributes.parties.clone() }).collect()
}

impl Desk {
    /// What dividing a lead would do: into so many parts, or by its parties.
    pub fn plan_series(&self, id: i64, number: Option<usize>) -> Result<Result<SeriesPlan, Bar>, StoreError> {
        let Some(lead) = self.side(id)? else { return Ok(Err(Bar::Gone)) };
        if let Some(bar) = self.bar_of_member(&lead)? {
            return Ok(Err(bar));
        }
        let state = lead.stored.docket.state();
        let names = state.parties();
        let parts = match number {
            Some(number) => by_number(&state.attributes, number.min(MOST + 1)),
            None => by_party(&state.attributes, &names),
        };
        if !(2..=MOST).contains(&parts.len()) {
            return Ok(Err(Bar::Parts));
        }
        let facts = state.live.iter().filter(|fact| fact.kind != Kind::LeadJoined).count();
        drop(state);
        Ok(Ok(SeriesPlan { lead, parts, facts }))
    }

    /// Divides a lead: one transaction, one undo step.
    pub fn series(&mut self, plan: &SeriesPlan) -> Result<Done, ActError> {
        let mut entries: Vec<Entry> = Vec::with_capacity(plan.parts.len() + 1);
        for (at, part) in plan.parts.iter().enumerate() {
            entries.push(self.part(&plan.lead, part, at + 1));
        }
        let numbers: Vec<i64> = (1..=plan.parts.len()).filter_map(|at| i64::try_from(at).ok()).map(|at| -at).collect();
        entries.push(entry(&plan.lead, vec![self.goes_into(json!(numbers))]));
        let summary = format!("{} → {}", plan.lead.line.number, plan.parts.len());
        self.write(&self.batch("lead.series", summary, entries), &mut |_| true)
    }

    fn part(&self, lead: &Side, part: &Part, at: usize) -> Entry {
        let docket = &lead.stored.docket;
        // As it was first written down; what was amended since comes with the facts.
        let attributes = Attributes {
            title: part.title.clone(),
            number: format!("{}-{at}", lead.line.number),
            parties: part.parties.clone(),
            // How much of it falls to each is not known.
            damage_cents: None,
            costs_cents: None,
            ..docket.attributes.clone()
        };
        let mine = |name: &str| part.parties.iter().any(|party| party.name == name);
        let state = docket.state();
        let taken = state.live.iter().copied().filter(|fact| fact.kind != Kind::LeadJoined);
        let taken = taken.filter(|fact| fact.party().is_none_or(mine)).map(|fact| own(copy(fact, docket.id)));
        let mut facts: Vec<Fact> = taken.collect();
        facts.push(self.joined(lead));
        let target = Target::New {
            docket: Box::new(Docket { profile: docket.profile.clone(), attributes, ..Docket::default() }),
            profile_version: lead.stored.profile_version.clone(),
            fingerprint: String::new(),
            questions: lead.stored.questions.clone(),
        };
        Entry { target, facts }
    }
}

/// An amendment without what each part has of its own.
fn own(mut fact: Fact) -> Fact {
    if let (Kind::DocketAmended, Some(Value::Object(map))) = (fact.kind, fact.data.0.get_mut("attributes")) {
        for key in ["title", "number", "parties", "damage_cents", "costs_cents"] {
            map.remove(key);
        }
    }
    fact
}
