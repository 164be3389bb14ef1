//! What a term of a condition stands for: a value of the fact, of the state, of the attributes or of the profile.

use super::eval::{Context, says};
use super::{Select, StateTerm, Term};
use crate::docket::plan::{self, whole};
use crate::docket::{Accounts, Fact, Kind, MICRO, Metric, Restoration, Stage, State, Track, decimal};
use crate::law::guard::open_tasks;
use crate::law::routing;
use serde_json::Value;
use std::sync::Arc;

/// What a term came to.
pub(super) enum Val<'v> {
    Unknown,
    Flag(bool),
    Number(i64),
    Micros(i64),
    Word(&'v str),
    Owned(String),
    Json(&'v Value),
}

impl<'a, 'd> Context<'a, 'd> {
    pub(super) fn value(&self, term: &'a Term) -> Val<'a>
    where
        'd: 'a,
    {
        match term {
            Term::Number(number) => Val::Micros(*number),
            Term::Metric(name) => self.state.attributes.metrics.get(&**name).map_or(Val::Unknown, |metric| Val::Micros(metric.0)),
            Term::CountWithin(rule) => self.count_within(rule).map_or(Val::Unknown, Val::Number),
            Term::Word(word) => Val::Word(word),
            Term::Newest(kind, key) => {
                let mut all = self.state.newest_first(*kind).map(|(_, fact)| fact);
                let newest = all.find(|fact| self.concerns(fact)).and_then(|fact| fact.data.get(key));
                newest.map_or(Val::Unknown, Val::Json)
            }
            Term::Limit(name) => {
                self.profile.limits.get(&**name).and_then(|limit| limit.cents_for(self)).map_or(Val::Unknown, Val::Number)
            }
            Term::End(rule, key) => self.end(rule, key).map_or(Val::Unknown, |day| Val::Owned(day.to_string())),
            Term::Cap(name) => {
                self.profile.caps.get(&**name).and_then(|cap| cap.limit_for(self)).map_or(Val::Unknown, Val::Number)
            }
            Term::Count(select, here) => Val::Number(i64::try_from(self.chosen(select, *here).count()).unwrap_or(i64::MAX)),
            // Who stands behind the fact is no key of it.
            Term::Fact(key) if &**key == "by" && self.fact.is_some_and(|fact| !fact.by.is_empty()) => {
                self.fact.map_or(Val::Unknown, |fact| Val::Word(&fact.by))
            }
            Term::Fact(key) => match self.fact.and_then(|fact| fact.data.get(key)) {
                None | Some(Value::Null) => Val::Unknown,
                Some(value) => Val::Json(value),
            },
            Term::State(term) => self.state_value(*term),
            Term::Attribute(name) => self.attribute(name),
        }
    }

    fn state_value(&self, term: StateTerm) -> Val<'a> {
        let state = self.state;
        match term {
            StateTerm::Stage => {
                let own = state.tracks.iter().find(|track| self.party.is_some() && track.party == self.party);
                let stage = own.map_or_else(|| state.stage(), |track| track.stage);
                stage.map_or(Val::Word("none"), |stage| Val::Word(stage.name()))
            }
            StateTerm::Round => Val::Number(i64::from(state.round_of(self.party))),
            StateTerm::Early => {
                let own = state.tracks.iter().find(|track| self.party.is_some() && track.party == self.party);
                Val::Word(own.map_or(state.early, |track| track.early).name())
            }
            StateTerm::Supervision => Val::Word(state.supervision.name()),
            StateTerm::ProgressOpen => Val::Flag(!state.unentered().is_empty()),
            StateTerm::FactAnswers => match self.fact {
                Some(fact) => Val::Number(fact.data.0.values().filter(|value| value.is_boolean()).count() as i64),
                None => Val::Unknown,
            },
            StateTerm::Departments => Val::Number(routing::department_count(self) as i64),
            StateTerm::Areas => Val::Number(routing::areas(self.profile, &state.attributes).len() as i64),
            StateTerm::MaySign => {
                let own = state.attributes.department.as_deref();
                let mine = |fact: &Fact| fact.data.text("department").is_none_or(|named| own.is_none_or(|own| own == named));
                let signs = |fact: &Fact| fact.data.flag("signing") == Some(true) && mine(fact);
                Val::Flag(state.all(Kind::DepartmentDesignated).into_iter().any(signs))
            }
            StateTerm::Damage => state.damage.map_or(Val::Unknown, |(cents, _)| Val::Number(cents)),
            StateTerm::DamageAppraised => state.damage.map_or(Val::Unknown, |(_, appraised)| Val::Flag(appraised)),
            StateTerm::Appraising => Val::Flag(state.appraising),
            StateTerm::Appraised => Val::Flag(state.appraised),
            StateTerm::Agreed => Val::Number(self.tracks().map(|track| track.money.agreed).fold(0, i64::saturating_add)),
            StateTerm::Open => Val::Number(
                self.tracks().map(|track| track.money.due.saturating_sub(track.money.paid).max(0)).fold(0, i64::saturating_add),
            ),
            StateTerm::Unpaid => {
                let each = self.tracks().map(unpaid).fold(0, i64::saturating_add);
                Val::Number(if self.party.is_none() { each.min(shared(state).unwrap_or(each)) } else { each })
            }
            StateTerm::EvaluationsFailed => {
                let failed = Select::kind(Kind::EvaluationFailed);
                Val::Number(i64::try_from(self.chosen(&failed, false).count()).unwrap_or(i64::MAX))
            }
            StateTerm::RestorationOpen => Val::Flag(self.tracks().any(|track| match track.restoration {
                Restoration::Owed | Restoration::Begun => true,
                Restoration::None => track.money.paid <= 0 && track.stage.is_some_and(|stage| !stage.is_ended()),
                Restoration::Done => false,
            })),
            StateTerm::TasksOpen => Val::Number(i64::try_from(open_tasks(self)).unwrap_or(i64::MAX)),
            StateTerm::ReportOpen => Val::Flag(changed_since(state, &[Kind::SupervisionReported, Kind::SupervisionOpened])),
            StateTerm::Parties => Val::Number(i64::try_from(state.parties().len()).unwrap_or(i64::MAX)),
        }
    }

    pub(super) fn attribute(&self, name: &Arc<str>) -> Val<'a> {
        let it = &self.state.attributes;
        let word = |value: &Option<String>| value.clone().map_or(Val::Unknown, Val::Owned);
        match &**name {
            "channel" => Val::Owned(it.channel.clone()),
            "right_holder" => Val::Owned(it.right_holder.clone()),
            "matter" => word(&it.matter),
            "medium" => word(&it.medium),
            "department" => word(&it.department),
            "place" => word(&it.place),
            "restorable" => {
                let appraised = self.state.last(Kind::AppraisalIssued).and_then(|fact| fact.data.text("restorable"));
                appraised.map_or_else(|| word(&it.restorable), Val::Word)
            }
            "red_line" => Val::Flag(it.red_line),
            "protected_area" => Val::Flag(it.protected_area),
            "province_requires_start" => Val::Flag(it.province_requires_start),
            "estimated" => Val::Flag(it.estimated),
            "liability_disputed" => Val::Flag(it.liability_disputed),
            "facts_simple" => Val::Flag(it.facts_simple),
            "effect_small" => Val::Flag(it.effect_small),
            "criminal_case" => Val::Flag(it.criminal_case),
            "across_provinces" => Val::Flag(it.across_provinces),
            "across_leagues" => Val::Flag(it.across_leagues),
            "national_influence" => Val::Flag(it.national_influence),
            "costs_cents" => it.costs_cents.map_or(Val::Unknown, Val::Number),
            "prior_damage_on" => it.prior_damage_on.map_or(Val::Unknown, |day| Val::Owned(day.to_string())),
            _ => Val::Unknown,
        }
    }
}

/// What a party has not paid: its instalments, and the whole amount agreed or adjudged where nothing is restored.
fn unpaid(track: &Track<'_>) -> i64 {
    let title = if track.restoration == Restoration::None { track.money.in_money() } else { 0 };
    track.money.due.max(title).saturating_sub(track.money.paid).max(0)
}

/// What is open of a title that names no party: one sum that several parties pay together, whoever pays which part.
fn shared(state: &State<'_>) -> Option<i64> {
    let all = |kind| state.all(kind).into_iter().filter_map(|fact| Some((fact, whole(fact)?)));
    let mut titles: Vec<(&Fact, i64)> = all(Kind::AgreementSigned).chain(all(Kind::JudgmentEffective)).collect();
    // What is negotiated anew is agreed no more.
    let again = state.last(Kind::RenegotiationStarted).filter(|fact| fact.party().is_none());
    titles.retain(|(fact, _)| again.is_none_or(|again| (fact.on, fact.id) > (again.on, again.id)));
    titles.sort_by_key(|(fact, _)| (fact.on, fact.id));
    if titles.is_empty() || titles.iter().any(|(fact, _)| fact.party().is_some()) {
        return None;
    }
    // A part that was agreed stays beside what follows.
    let (title, _) = titles.iter().fold((0_i64, 0_i64), |(_, before), (fact, cents)| {
        let whole = cents.saturating_add(before);
        (whole, if fact.data.flag("partial") == Some(true) { whole } else { 0 })
    });
    let accounts = Accounts::of(state);
    let (total, in_kind) = (accounts.total(), plan::in_kind(&accounts.in_kind));
    Some(title.saturating_sub(in_kind).max(total.due.unwrap_or(0)).saturating_sub(total.paid.unwrap_or(0)).max(0))
}

/// Whether the state changed, from the filing on, after the last of some facts: a later entry covers the earlier changes.
fn changed_since(state: &State<'_>, kinds: &[Kind]) -> bool {
    let place = |id| state.live.iter().position(|fact| fact.id == id);
    let changed =
        state.reached.iter().rev().find(|passage| passage.stage >= Stage::Filed).and_then(|passage| place(passage.fact));
    let said = kinds.iter().filter_map(|kind| state.newest_first(*kind).next()).map(|(place, _)| place).max();
    changed.is_some() && changed > said
}

impl Val<'_> {
    /// In millionths, so that measured values and counts compare exactly.
    pub(super) fn number(&self) -> Option<i128> {
        let whole = |number: i64| i128::from(number) * i128::from(MICRO);
        match self {
            Self::Number(number) => Some(whole(*number)),
            Self::Micros(number) => Some(i128::from(*number)),
            Self::Json(Value::String(text)) => decimal(text).map(i128::from),
            Self::Json(Value::Number(number)) => {
                number.as_i64().map(whole).or_else(|| decimal(&number.to_string()).map(i128::from))
            }
            Self::Word(word) => decimal(word).map(i128::from),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<String> {
        match self {
            Self::Word(word) => Some((*word).to_owned()),
            Self::Owned(word) => Some(word.clone()),
            Self::Number(number) => Some(number.to_string()),
            Self::Micros(number) => Some(Metric(*number).to_string()),
            Self::Flag(yes) => Some(yes.to_string()),
            Self::Json(Value::String(text)) => Some(text.clone()),
            Self::Json(value) => Some(value.to_string()),
            Self::Unknown => None,
        }
    }

    pub(super) fn is(&self, word: &str) -> bool {
        match self {
            Self::Word(own) => *own == word,
            Self::Owned(own) => own == word,
            Self::Number(number) => number.to_string() == word,
            Self::Micros(number) => Metric(*number).to_string() == word,
            Self::Flag(yes) => yes.to_string() == word,
            Self::Json(value) => says(Some(value), word),
            Self::Unknown => false,
        }
    }
}
