//! Which dockets may belong to another one, why, and how sure that is. A hint for a person: nothing rests on it.

use super::desk::Desk;
use super::merge;
use crate::docket::{Day, Kind, State};
use crate::law::names::{fold, masked};
use crate::store::{Candidate, InboxRow, Probe, StoreError};
use chrono::Days;
use serde::Deserialize;
use std::sync::OnceLock;

const SHIPPED: &str = include_str!("../../config/related.toml");

/// References that are looked up at most.
const REFERENCES: usize = 4;
/// A reference has a digit and at least so many characters; less is a word that many papers bear.
const SHORTEST: usize = 5;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    weeks: u64,
    most: usize,
    listed: usize,
    strong: i64,
    likely: i64,
    weak: i64,
    weights: Weights,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Weights {
    code: i64,
    name: i64,
    person: i64,
    vague: i64,
    variant: i64,
    vague_variant: i64,
    other_code: i64,
    title: i64,
    reference: i64,
    number: i64,
    place: i64,
    matter: i64,
    medium: i64,
}

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| toml::from_str(SHIPPED).unwrap_or_default())
}

/// How sure it is that two dockets belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Hardly more than a coincidence.
    Weak,
    /// To be looked at.
    Likely,
    /// The same, unless something speaks against it.
    Strong,
}

/// Why two dockets may belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The same code, of a party of this name.
    Code(String),
    /// The same name.
    Name(String),
    /// Another spelling: here and there.
    Variant(String, String),
    /// The same or a like name, and another code: two bodies.
    OtherCode,
    /// The same title.
    Title,
    /// The same paper or reference.
    Reference(String),
    /// The same number in the ledger.
    Number(String),
    /// The same place, so many days apart.
    Place(String, i64),
    /// The same matter, by its key.
    Matter(String),
    /// The same medium, by its key.
    Medium(String),
}

/// A docket that may belong to another one.
#[derive(Debug, Clone)]
pub struct Related {
    /// Its line; `ended` says that nothing is left to do there.
    pub line: InboxRow,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
    /// The sum of what the reasons weigh.
    pub score: i64,
    /// What that makes.
    pub strength: Strength,
}

impl Related {
    /// Whether a reason is among them.
    #[must_use]
    pub fn has(&self, reason: &Reason) -> bool {
        self.reasons.contains(reason)
    }
}

/// A party as the comparison needs it.
struct Known {
    name: String,
    code: String,
    folded: String,
    person: bool,
}

impl Desk {
    /// The dockets that may belong to one, the surest first.
    pub fn related(&self, id: i64) -> Result<Vec<Related>, StoreError> {
        let Some(side) = self.side(id)? else { return Ok(Vec::new()) };
        let state = side.stored.docket.state();
        let rules = rules();
        let parties = known(&state);
        let received = merge::received(&state);
        let references = references(&state);
        let probe = Probe {
            folded: parties.iter().map(|party| party.folded.clone()).collect(),
            codes: parties.iter().map(|party| party.code.clone()).collect(),
            title: state.attributes.title.clone(),
            number: state.attributes.number.clone(),
            place: state.attributes.place.clone().unwrap_or_default(),
            around: received.and_then(|day| around(day, rules.weeks)),
            references: references.clone(),
        };
        let bound = self.bound(&state, id)?;
        let mut found: Vec<Related> = Vec::new();
        for other in self.store.candidates(id, &probe, rules.most)? {
            if bound.contains(&other.line.docket) {
                continue;
            }
            let mut reasons = party_reasons(&parties, &other);
            reasons.extend(own_reasons(&state, &probe, received, &other));
            if let Some(reference) = other.reference.and_then(|at| references.get(at)) {
                reasons.push((rules.weights.reference, Reason::Reference(reference.clone())));
            }
            reasons.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
            let score: i64 = reasons.iter().map(|(weight, _)| weight).sum();
            if let Some(strength) = strength(score) {
                let reasons = reasons.into_iter().map(|(_, reason)| reason).collect();
                found.push(Related { line: other.line, reasons, score, strength });
            }
        }
        found.sort_by_key(|one| (std::cmp::Reverse(one.score), one.line.ended, std::cmp::Reverse(one.line.docket)));
        found.truncate(rules.listed);
        Ok(found)
    }

    /// Dockets that a docket is bound to already: what went into it, where it went, and the other parts of its series.
    fn bound(&self, state: &State<'_>, id: i64) -> Result<Vec<i64>, StoreError> {
        let mut bound = merge::into(state);
        for member in merge::members(state) {
            bound.push(member);
            if let Some(stored) = self.store.docket(member)? {
                bound.extend(merge::into(&stored.docket.state()).into_iter().filter(|other| *other != id));
            }
        }
        Ok(bound)
    }
}

fn strength(score: i64) -> Option<Strength> {
    let rules = rules();
    match score {
        score if score >= rules.strong => Some(Strength::Strong),
        score if score >= rules.likely => Some(Strength::Likely),
        score if score >= rules.weak => Some(Strength::Weak),
        _ => None,
    }
}

fn around(day: Day, weeks: u64) -> Option<[String; 3]> {
    let days = Days::new(weeks * 7);
    let (from, until) = (day.checked_sub_days(days)?, day.checked_add_days(days)?);
    Some([from.to_string(), day.to_string(), until.to_string()])
}

fn known(state: &State<'_>) -> Vec<Known> {
    let of = |name: &str| {
        let written = state.attributes.parties.iter().find(|party| party.name == name);
        Known {
            name: name.to_owned(),
            code: written.map(|party| party.code.clone()).unwrap_or_default(),
            folded: fold(name),
            person: written.is_some_and(|party| party.kind == crate::docket::PartyKind::Person),
        }
    };
    state.parties().into_iter().map(of).collect()
}

/// Numbers of papers and references that a docket names.
fn references(state: &State<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let kinds = [Kind::LeadDiscovered, Kind::LeadReceived, Kind::LeadReceipted, Kind::CaseLinked];
    for fact in state.live.iter().filter(|fact| kinds.contains(&fact.kind)) {
        for text in ["reference", "paper", "number"].into_iter().filter_map(|key| fact.data.text(key)) {
            let telling = text.chars().count() >= SHORTEST && text.chars().any(|c| c.is_ascii_digit());
            if telling && !found.iter().any(|known| known == text) {
                found.push(text.to_owned());
            }
        }
    }
    found.truncate(REFERENCES);
    found
}

/// The best reason that the parties give.
fn party_reasons(own: &[Known], other: &Candidate) -> Vec<(i64, Reason)> {
    let weights = &rules().weights;
    let mut best: Vec<(i64, Reason)> = Vec::new();
    for party in own {
        for (name, code, folded) in &other.parties {
            let mut reasons = Vec::new();
            if !party.code.is_empty() && party.code == *code {
                reasons.push((weights.code, Reason::Code(party.name.clone())));
            } else if party.name == *name || party.folded == *folded && !folded.is_empty() {
                let same = party.name == *name;
                let weight = match (same, masked(name), party.person) {
                    (true, true, _) => weights.vague,
                    (true, false, true) => weights.person,
                    (true, false, false) => weights.name,
                    (false, true, _) => weights.vague_variant,
                    (false, false, _) => weights.variant,
                };
                let reason = if same { Reason::Name(name.clone()) } else { Reason::Variant(party.name.clone(), name.clone()) };
                reasons.push((weight, reason));
                if !party.code.is_empty() && !code.is_empty() {
                    reasons.push((weights.other_code, Reason::OtherCode));
                }
            }
            let sum = |list: &[(i64, Reason)]| list.iter().map(|(weight, _)| weight).sum::<i64>();
            if sum(&reasons) > sum(&best) || best.is_empty() {
                best = reasons;
            }
        }
    }
    best
}

/// Title, number, place, matter.
fn own_reasons(state: &State<'_>, probe: &Probe, received: Option<Day>, other: &Candidate) -> Vec<(i64, Reason)> {
    let (weights, line) = (&rules().weights, &other.line);
    let mut reasons = Vec::new();
    if !probe.title.is_empty() && probe.title == line.title {
        reasons.push((weights.title, Reason::Title));
    }
    if !probe.number.is_empty() && probe.number == line.number {
        reasons.push((weights.number, Reason::Number(probe.number.clone())));
    }
    let day: Option<Day> = line.received.as_deref().and_then(|day| day.parse().ok());
    let apart = received.zip(day).map(|(own, day)| (day - own).num_days().abs());
    let within = i64::try_from(rules().weeks * 7).unwrap_or(i64::MAX);
    if let Some(apart) = apart.filter(|apart| *apart <= within && !probe.place.is_empty() && probe.place == line.place) {
        reasons.push((weights.place, Reason::Place(probe.place.clone(), apart)));
    }
    let it = &state.attributes;
    if let Some(matter) = it.matter.as_ref().filter(|matter| **matter == other.matter) {
        reasons.push((weights.matter, Reason::Matter(matter.clone())));
    } else if let Some(medium) = it.medium.as_ref().filter(|medium| **medium == line.medium) {
        reasons.push((weights.medium, Reason::Medium(medium.clone())));
    }
    reasons
}
