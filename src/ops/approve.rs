//! Approvals: who may consent to what, the queue of what waits for it, consent and return. The text asks for the person in
//! charge; who that is says the role of the officers in the database. Where nobody has it, anybody but the proposer is.

use super::act::{ActError, Done};
use super::desk::Desk;
use super::field::{Field, Shape};
use crate::docket::{Day, Fact, Kind};
use crate::law::{Approval, Step};
use crate::store::{ApprovalRow, StoreError, StoredDocket};
use std::sync::Arc;

/// The owner of the profile's list whose name, in any of its words, is the role of whoever is in charge.
const IN_CHARGE: &str = "approver";
/// What is the proposal's own and does not go into the decision on it.
const OWN: [&str; 6] = ["paper", "note", "by_role", "override_of", "member", "id"];

/// A proposal with what is needed to decide on it.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// Its line in the queue.
    pub row: ApprovalRow,
    /// The docket, as it was read.
    pub stored: StoredDocket,
    /// What was proposed.
    pub fact: Fact,
    /// What came back, with the reason.
    pub returned: Option<Fact>,
    /// The step that consents.
    pub step: Arc<Step>,
    /// The step that sends it back.
    pub back: Option<Arc<Step>>,
}

impl Proposal {
    /// The liable party it is about, where there are several.
    #[must_use]
    pub fn party(&self) -> Option<&str> {
        Some(self.row.party.as_str()).filter(|party| !party.is_empty())
    }
}

impl Desk {
    /// Whether a role is that of a person in charge.
    fn is_in_charge(&self, role: &str) -> bool {
        let law = self.office_law();
        let item = law.profile.item("owner", IN_CHARGE);
        role == IN_CHARGE || item.is_some_and(|item| role == &*item.label.zh || role.eq_ignore_ascii_case(&item.label.en))
    }

    /// The names of those in charge; none where the database names nobody.
    pub fn in_charge(&self) -> Result<Vec<String>, StoreError> {
        let officers = self.store.officers()?;
        Ok(officers.into_iter().filter(|(_, role, _)| self.is_in_charge(role)).map(|(name, ..)| name).collect())
    }

    /// Whether the officer at the desk may decide on what somebody proposed; without a proposer only whoever is in charge.
    pub(super) fn decides(&self, proposer: Option<&str>) -> Result<bool, StoreError> {
        Ok(self.decides_among(&self.in_charge()?, proposer))
    }

    fn decides_among(&self, heads: &[String], proposer: Option<&str>) -> bool {
        let head = heads.contains(&self.officer);
        proposer.map_or(head, |proposer| proposer != self.officer && (head || heads.is_empty()))
    }

    /// The form of a decision asks who signed and for the number of the paper, where the officer at the desk is not the
    /// one to decide.
    pub fn ask_signed(&self, stored: &StoredDocket, fact: &Fact, fields: &mut Vec<Field>) -> Result<(), StoreError> {
        let (law, state) = (self.law_of(stored), stored.docket.state());
        let known = |fields: &[Field], key: &str| fields.iter().any(|field| field.key == key);
        let at = |fields: &[Field]| fields.iter().position(|field| field.key == "paper").unwrap_or(fields.len());
        let Some((_, proposal)) = law.decided(&state, fact) else {
            // What another body decides on is recorded from its paper, where it can be said who signed it.
            let decides =
                law.profile.steps.iter().any(|step| step.fact == fact.kind && !step.answers.is_empty() && !step.returns);
            if decides && !known(fields, "by_role") {
                fields.insert(at(fields), Field::new("by_role", Shape::Text, false));
            }
            return Ok(());
        };
        if self.decides(proposal.map(|fact| fact.by.as_str()))? {
            return Ok(());
        }
        let at = at(fields);
        if let Some(paper) = fields.get_mut(at) {
            paper.required = true;
        }
        if !known(fields, "approver") {
            fields.insert(at, Field::new("by_role", Shape::Text, true));
        }
        Ok(())
    }

    /// What the officer at the desk records on the way to a consent: the consent where a proposal waits or the consent is
    /// theirs; else the proposal.
    #[must_use]
    pub fn on_the_way(&self, docket: i64, consent: Kind, party: Option<&str>) -> Kind {
        let Ok(Some(stored)) = self.docket(docket) else { return consent };
        let law = self.law_of(&stored);
        let state = stored.docket.state();
        let step = law.profile.steps.iter().find(|step| step.fact == consent && !step.returns);
        let Some(proposal) = step.and_then(|step| step.answers.first().copied()) else { return consent };
        let mine = |of: Option<&str>| of.is_none() || party.is_none() || of == party;
        let waits = |one: &Approval<'_>| one.step.fact == consent && one.returned.is_none() && mine(one.party.as_deref());
        let theirs = self.decides(None).unwrap_or(false);
        if theirs || law.approvals(&state, self.today).iter().any(waits) { consent } else { proposal }
    }

    /// What the form of a proposal that came back begins with: what was proposed, to be mended. That of a consent begins with
    /// what is consented to. Nothing where neither waits.
    #[must_use]
    pub fn proposed_before(&self, stored: &StoredDocket, kind: Kind, party: Option<&str>) -> Vec<(&'static str, String)> {
        let (law, state) = (self.law_of(stored), stored.docket.state());
        let mine = |of: Option<&str>| of.is_none() || party.is_none() || of == party;
        let meant = |one: &&Approval<'_>| {
            mine(one.party.as_deref()) && if one.returned.is_some() { one.proposal.kind == kind } else { one.step.fact == kind }
        };
        let all = law.approvals(&state, self.today);
        let Some(one) = all.iter().find(meant) else { return Vec::new() };
        let mends = one.returned.is_some();
        let keys = kind.keys().iter().chain(crate::docket::COMMON_KEYS).map(|(key, _)| *key);
        let told = keys.filter(|key| !OWN.contains(key) || mends && *key == "note");
        told.filter_map(|key| Some((key, super::field::typed(key, one.proposal.data.get(key)?)))).collect()
    }

    /// The queue: what came back first, then what waits the longest.
    pub fn approvals(&self, limit: usize) -> Result<Vec<ApprovalRow>, StoreError> {
        self.store.approvals(limit)
    }

    /// How many wait for this officer, and how many of the officer's own came back; for how many days the first has waited.
    pub fn approvals_here(&self) -> Result<((i64, i64), i64), StoreError> {
        let (waiting, returned) = self.store.approvals_of(&self.officer)?;
        let heads = self.in_charge()?;
        if waiting == 0 || !(heads.is_empty() || heads.contains(&self.officer)) {
            return Ok(((0, returned), 0));
        }
        let law = self.office_law();
        let consents = law.profile.steps.iter().filter(|step| !step.answers.is_empty() && !step.returns);
        let steps: Vec<&str> = consents.map(|step| &*step.id).collect();
        let since = self.store.waiting_since(&self.officer, &steps)?.and_then(|day| day.parse::<Day>().ok());
        Ok(((waiting, returned), since.map_or(0, |day| (self.today - day).num_days().max(0))))
    }

    /// Whether a line of the queue is for the officer at the desk to decide, where these are in charge.
    #[must_use]
    pub fn is_mine_to_decide(&self, heads: &[String], row: &ApprovalRow) -> bool {
        !row.returned && self.decides_among(heads, Some(&row.by))
    }

    /// A line of the queue as it stands now; none where it was decided meanwhile.
    pub fn proposal(&self, row: &ApprovalRow) -> Result<Option<Proposal>, StoreError> {
        let Some(stored) = self.docket(row.docket)? else { return Ok(None) };
        let law = self.law_of(&stored);
        let state = stored.docket.state();
        let found = law
            .approvals(&state, self.today)
            .into_iter()
            .find(|one| *one.step.id == *row.step && one.party.as_deref().unwrap_or_default() == row.party);
        let Some(found) = found else { return Ok(None) };
        let (fact, returned, step) = (found.proposal.clone(), found.returned.cloned(), found.step.clone());
        let back = law.return_of(&step);
        drop(state);
        Ok(Some(Proposal { row: row.clone(), stored, fact, returned, step, back }))
    }

    /// The consent to a proposal: what it says goes with it.
    #[must_use]
    pub fn consent_to(&self, proposal: &Proposal) -> Fact {
        let kind = proposal.step.fact;
        let mut fact = Fact { by: self.officer.clone(), ..Fact::new(kind, self.today) };
        for (key, value) in proposal.fact.data.0.iter().filter(|(key, _)| !OWN.contains(&key.as_str())) {
            if kind.key(key).is_some() {
                fact.data.set(key, value.clone());
            }
        }
        if kind == Kind::MandateApproved {
            fact.data.set("approver", self.officer.as_str());
        }
        fact
    }

    /// Consents to a proposal that was read.
    pub fn consent(&mut self, proposal: &Proposal) -> Result<Done, ActError> {
        let fact = self.consent_to(proposal);
        self.record(proposal.row.docket, proposal.stored.revision, vec![fact], proposal.step.fact.name(), None)
    }

    /// Whether a consent can be recorded as it is, without a form.
    pub fn consents_at_once(&self, proposal: &Proposal) -> Result<bool, StoreError> {
        let guard = self.judge(&proposal.stored, &proposal.stored.docket, &self.consent_to(proposal))?;
        Ok(guard.wrong_state.is_none() && guard.missing.is_empty() && guard.warns.is_empty())
    }

    /// Names an officer, or changes the role or account of one; what is not given stays. A fact of the office, in its log.
    pub fn name_officer(&mut self, name: &str, role: Option<&str>, account: Option<i64>) -> Result<Done, ActError> {
        let known = self.store.officers()?;
        let own = known.iter().find(|(known, ..)| known == name).cloned();
        let (old, uid) = own.map_or((String::new(), None), |(_, role, uid)| (role, uid));
        let mut named: Vec<Fact> = Vec::new();
        // What stood in a list beside the log goes into it with the first name.
        if !self.store.names_officers()? {
            let others = known.iter().filter(|(known, ..)| known != name);
            named.extend(others.map(|(name, role, uid)| self.named(name, role, *uid)));
        }
        named.push(self.named(name, role.unwrap_or(&old), account.or(uid)));
        let summary = format!("{name} {}", role.unwrap_or(&old));
        let done = self.record_office(&named, Kind::OfficerNamed.name(), summary.trim_end())?;
        if !self.store.officers_before()?.is_empty() {
            self.store.forget_officers_before()?;
        }
        Ok(done)
    }

    fn named(&self, name: &str, role: &str, uid: Option<i64>) -> Fact {
        Fact::new(Kind::OfficerNamed, self.today).with("name", name).with("role", role).with("uid", uid)
    }
}
