//! The amounts of the profile beside the amount of the docket: which one was looked at, where it comes from, and whether it
//! lies within.

use super::answer::{Cite, Label};
use super::cond::{Cond, Context, StateTerm, Term};
use super::engine::Law;
use crate::docket::plan::appraised;
use crate::docket::{Cents, Day, FactId, Kind, State};
use std::sync::Arc;

/// Where the amount of the damage comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// An appraisal, expert opinion or determination.
    Appraised,
    /// Registered with the docket.
    Registered,
    /// Registered as an estimate.
    Estimated,
}

impl Basis {
    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Appraised => "appraised",
            Self::Registered => "registered",
            Self::Estimated => "estimated",
        }
    }
}

/// The amount of the damage without costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damage {
    /// In fen.
    pub cents: Cents,
    /// Where it comes from.
    pub basis: Basis,
    /// The fact that says it; none where the docket was registered with it.
    pub fact: Option<FactId>,
}

/// What a condition that does not hold compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// A look-back: the day that was looked at, and the first and last day of the look-back.
    Days([Day; 3]),
    /// The amount of the damage with a limit, in fen; none where it is unknown.
    Amount(Option<Damage>, Cents),
}

impl Compared {
    /// As the values of a warning: the days; or the amount, the limit and the basis.
    #[must_use]
    pub fn values(&self) -> Vec<String> {
        match self {
            Self::Days(days) => days.iter().map(ToString::to_string).collect(),
            Self::Amount(damage, limit) => {
                let cents = damage.map_or_else(String::new, |damage| damage.cents.to_string());
                vec![cents, limit.to_string(), damage.map_or("unknown", |damage| damage.basis.name()).to_owned()]
            }
        }
    }
}

/// A limit of the profile and the amount of the docket.
#[derive(Debug, Clone, PartialEq)]
pub struct Threshold {
    /// The limit's id.
    pub id: Arc<str>,
    /// What it is called.
    pub label: Label,
    /// The limit in fen.
    pub limit: Cents,
    /// The amount that is looked at, without costs.
    pub damage: Option<Damage>,
    /// Whether it lies within, the figure included; unknown where the amount is.
    pub within: Option<bool>,
    /// The articles.
    pub cites: Vec<Cite>,
}

/// The amount of the damage that every test looks at.
#[must_use]
pub fn damage(state: &State<'_>) -> Option<Damage> {
    let (cents, firm) = state.damage?;
    let amends = |key: &'static str| {
        state
            .newest_first(Kind::DocketAmended)
            .find(move |(_, fact)| fact.data.get("attributes").is_some_and(|changes| changes.get(key).is_some()))
    };
    let amended = amends("damage_cents");
    let issued = state.newest_first(Kind::AppraisalIssued).find(|(_, fact)| appraised(fact).is_some());
    let (basis, fact) = match (issued, amended) {
        (Some((at, fact)), amended) if amended.is_none_or(|(later, _)| later < at) => (Basis::Appraised, Some(fact.id)),
        (_, amended) => {
            let basis = if firm { Basis::Registered } else { Basis::Estimated };
            (basis, amended.map(|(_, fact)| fact.id))
        }
    };
    Some(Damage { cents, basis, fact })
}

/// Investigation and appraisal costs in fen, which no limit counts in: as appraised, else as registered.
#[must_use]
pub fn costs(state: &State<'_>) -> Option<Cents> {
    let issued = state.newest_first(Kind::AppraisalIssued).find_map(|(_, fact)| fact.data.cents("costs_cents"));
    issued.or(state.attributes.costs_cents)
}

impl Law {
    /// Every limit of the profile with the amount of a docket.
    #[must_use]
    pub fn thresholds(&self, state: &State<'_>, today: Day) -> Vec<Threshold> {
        let context =
            Context { state, profile: &self.profile, calendar: &self.calendar, deadlines: &[], fact: None, today, party: None };
        let damage = damage(state);
        let limits = self.profile.limits.iter();
        limits
            .filter_map(|(id, limit)| {
                let cents = limit.cents_for(&context)?;
                let within = damage.map(|damage| damage.cents <= cents);
                Some(Threshold {
                    id: id.as_str().into(),
                    label: limit.label.clone(),
                    limit: cents,
                    damage,
                    within,
                    cites: limit.cites.clone(),
                })
            })
            .collect()
    }
}

/// What a condition compared: the days of a look-back, or the damage with a limit.
pub(super) fn compared(cond: &Cond, context: &Context<'_, '_>) -> Option<Compared> {
    let mut found = None;
    cond.walk(&mut |inner| {
        let here = match inner {
            Cond::Within(term, rule) => context.compared(term, rule).map(Compared::Days),
            Cond::Compare(Term::State(StateTerm::Damage), _, Term::Limit(name)) => {
                let limit = context.profile.limits.get(&**name).and_then(|limit| limit.cents_for(context));
                limit.map(|limit| Compared::Amount(damage(context.state), limit))
            }
            // What the fact being recorded says itself.
            Cond::Compare(Term::Fact(key), _, Term::Limit(name)) => {
                let limit = context.profile.limits.get(&**name).and_then(|limit| limit.cents_for(context));
                let said = context.fact.filter(|fact| fact.kind == Kind::AppraisalIssued);
                let said = said.and_then(|fact| Some((fact.data.cents(key)?, fact.id)));
                let said = said.map(|(cents, fact)| Damage { cents, basis: Basis::Appraised, fact: Some(fact) });
                said.zip(limit).map(|(said, limit)| Compared::Amount(Some(said), limit))
            }
            _ => None,
        };
        found = found.or(here);
    });
    found
}
