//! A new docket made of several leads: what is proposed for it from what they say, and making it.

use super::super::act::{ActError, Done};
use super::super::desk::Desk;
use super::super::field::{self, Field, Shape};
use super::super::pin::pin;
use super::{Bar, Difference, MergePlan, Side, came_in, copy, entry, received};
use crate::docket::{Attributes, Day, Docket, Fact, Kind, Party, yuan};
use crate::law::Profile;
use crate::store::{Entry, Target};
use serde_json::Value;

/// What a new docket made of leads would say.
#[derive(Debug, Clone, Default)]
pub struct Proposal {
    /// The attributes: what the leads agree on, parties united; where they differ, what the first of them says, and no amount.
    pub attributes: Attributes,
    /// The officer and the department that have all of them, else those of the first.
    pub officer: String,
    /// The department.
    pub department: String,
    /// What they say differently, to be chosen.
    pub differs: Vec<Difference>,
}

impl MergePlan {
    /// The day on which the first of its leads came in.
    #[must_use]
    pub fn earliest(&self) -> Option<Day> {
        self.members.iter().filter_map(|side| received(&side.stored.docket.state())).min()
    }

    /// What a new docket of its leads would say; they are taken in the order in which they came in.
    #[must_use]
    pub fn proposal(&self) -> Proposal {
        let mut members: Vec<&Side> = self.members.iter().collect();
        members.sort_by_key(|side| (received(&side.stored.docket.state()).is_none(), received(&side.stored.docket.state())));
        let mut proposal = Proposal { differs: self.differs.clone(), ..Proposal::default() };
        for (at, side) in members.into_iter().enumerate() {
            let state = side.stored.docket.state();
            let own = &state.attributes;
            let it = &mut proposal.attributes;
            if at == 0 {
                *it = Attributes { parties: Vec::new(), number: String::new(), ..own.clone().into_owned() };
            }
            for party in &own.parties {
                unite(&mut it.parties, party);
            }
            for name in state.parties() {
                unite(&mut it.parties, &Party { name: name.to_owned(), ..Party::default() });
            }
            if it.channel == Attributes::default().channel {
                it.channel.clone_from(&own.channel);
            }
            for (known, more) in [
                (&mut it.place, &own.place),
                (&mut it.matter, &own.matter),
                (&mut it.medium, &own.medium),
                (&mut it.restorable, &own.restorable),
            ] {
                if known.is_none() {
                    known.clone_from(more);
                }
            }
            // What holds for one of them holds for what is made of them.
            for (known, more) in [
                (&mut it.red_line, own.red_line),
                (&mut it.protected_area, own.protected_area),
                (&mut it.criminal_case, own.criminal_case),
                (&mut it.across_leagues, own.across_leagues),
                (&mut it.across_provinces, own.across_provinces),
                (&mut it.province_requires_start, own.province_requires_start),
            ] {
                *known |= more;
            }
            let places = own.places.iter().chain(&own.place);
            let more: Vec<String> = places.filter(|one| it.place.as_ref() != Some(*one)).cloned().collect();
            it.places.extend(more);
            it.places.sort_unstable();
            it.places.dedup();
            if !own.note.is_empty() && !it.note.contains(&own.note) {
                it.note = format!("{}\n{}", it.note, own.note).trim().to_owned();
            }
            let known = state.damage.map(|(cents, _)| cents);
            it.damage_cents = it.damage_cents.or(known);
            if proposal.officer.is_empty() {
                proposal.officer.clone_from(&side.line.officer);
            }
            if proposal.department.is_empty() {
                proposal.department.clone_from(&side.line.department);
            }
        }
        if self.differs.iter().any(|one| one.key == "damage_cents") {
            // Two amounts may be parts of one sum or two estimates of the same: only a person knows.
            proposal.attributes.damage_cents = None;
        }
        proposal
    }
}

impl Proposal {
    /// The fields of its form; a damage on which the leads differ is asked for.
    #[must_use]
    pub fn fields(&self, profile: &Profile) -> Vec<Field> {
        let it = &self.attributes;
        let asked = self.differs.iter().any(|one| one.key == "damage_cents");
        let written = |key: &str| match key {
            "title" => it.title.clone(),
            "channel" => it.channel.clone(),
            "place" => it.place.clone().unwrap_or_default(),
            "parties" => it.parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join("、"),
            "matter" => it.matter.clone().unwrap_or_default(),
            "medium" => it.medium.clone().unwrap_or_default(),
            "department" => self.department.clone(),
            "damage_cents" => it.damage_cents.map_or_else(String::new, yuan),
            "note" => it.note.clone(),
            _ => String::new(),
        };
        let known = ["title", "channel", "place", "parties", "matter", "medium", "department", "damage_cents", "note"];
        let mut fields: Vec<Field> = field::lead_fields(profile, Day::default())
            .into_iter()
            .filter(|field| known.contains(&field.key))
            .map(|field| Field { initial: written(field.key), ..field })
            .collect();
        for field in &mut fields {
            field.required |= asked && field.key == "damage_cents";
            if let Shape::Choice(list) = &field.shape
                && !field.initial.is_empty()
                && list.iter().all(|(key, _)| **key != *field.initial)
            {
                // What a lead says and no list knows stays as it is written.
                field.shape = Shape::Text;
            }
        }
        let at = fields.iter().position(|field| field.key == "damage_cents").unwrap_or(fields.len());
        fields.insert(at, Field::new("officer", Shape::Text, false).with_initial(self.officer.clone()));
        fields
    }

    /// The same with what was written into its form.
    #[must_use]
    pub fn filled(self, values: Vec<(&'static str, Value)>) -> Self {
        let text = |key: &str| values.iter().find(|(known, _)| *known == key).and_then(|(_, value)| value.as_str());
        let officer = text("officer").unwrap_or_default().to_owned();
        let department = text("department").unwrap_or_default().to_owned();
        let asked = self.differs.iter().any(|one| one.key == "damage_cents");
        let read = field::lead(values.into_iter().filter(|(key, _)| *key != "officer").collect());
        let known = |party: Party| self.attributes.parties.iter().find(|one| one.name == party.name).cloned().unwrap_or(party);
        let attributes = Attributes {
            title: read.title,
            channel: read.channel,
            place: read.place,
            parties: read.parties.into_iter().map(known).collect(),
            matter: read.matter,
            medium: read.medium,
            department: read.department,
            damage_cents: read.damage_cents,
            note: read.note,
            estimated: self.attributes.estimated || asked,
            ..self.attributes.clone()
        };
        Self { attributes, officer, department, ..self }
    }
}

/// The same code, or the same name without another code, is one party.
fn unite(parties: &mut Vec<Party>, party: &Party) {
    let same = |known: &&mut Party| {
        let coded = !known.code.is_empty() && !party.code.is_empty();
        if coded { known.code == party.code } else { known.name == party.name }
    };
    match parties.iter_mut().find(same) {
        Some(known) if known.code.is_empty() => known.code.clone_from(&party.code),
        Some(_) => {}
        None if party.name.is_empty() => {}
        None => parties.push(party.clone()),
    }
}

impl Desk {
    /// Makes a new docket of the leads of a plan: one transaction, one undo step. The day of each lead comes with it, so
    /// that time goes on from the first.
    pub fn merge_new(&mut self, plan: &MergePlan, with: &Proposal) -> Result<Done, ActError> {
        if let Some(bar) = plan.hindrance() {
            return Err(ActError::Merge(bar));
        }
        let Some(first) = plan.members.first() else { return Err(ActError::Merge(Bar::Alone)) };
        let mut facts: Vec<Fact> = Vec::new();
        for member in &plan.members {
            facts.extend(came_in(member));
            let state = member.stored.docket.state();
            facts.extend(state.all(Kind::CheckStarted).into_iter().map(|fact| copy(fact, member.stored.docket.id)));
        }
        facts.extend(plan.members.iter().map(|member| self.joined(member)));
        facts.extend(concluded(&plan.members));
        if !(with.officer.is_empty() && with.department.is_empty()) {
            let assigned = Fact::new(Kind::LeadAssigned, self.today);
            facts.push(assigned.with("officer", with.officer.as_str()).with("department", with.department.as_str()));
        }
        let pin = pin(&first.stored);
        let docket = Docket { profile: pin.profile, attributes: with.attributes.clone(), ..Docket::default() };
        let target = Target::New {
            docket: Box::new(docket),
            profile_version: pin.version,
            fingerprint: String::new(),
            questions: "[]".to_owned(),
        };
        let mut entries = vec![Entry { target, facts }];
        // It has no number before it is written: -1 is the first docket of the act.
        entries.extend(plan.members.iter().map(|member| entry(member, vec![self.goes_into(Value::from(-1))])));
        let summary = format!("{} → +", plan.members.len());
        self.write(&self.batch("lead.merge", summary, entries), &mut |_| true)
    }
}

/// The last of the findings, where each of the leads has one and all are the same.
fn concluded(members: &[Side]) -> Option<Fact> {
    let mut last: Option<Fact> = None;
    for member in members {
        let state = member.stored.docket.state();
        let found = state.last(Kind::CheckConcluded)?;
        if last.as_ref().is_some_and(|known| known.data.text("result") != found.data.text("result")) {
            return None;
        }
        if last.as_ref().is_none_or(|known| known.on < found.on) {
            last = Some(Fact { id: 0, withdraws: None, ..found.clone() });
        }
    }
    last
}
