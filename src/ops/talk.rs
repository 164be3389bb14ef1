//! One negotiation from inside: its meetings, the positions round by round, the grounds of failure with their facts, and
//! what a form of it begins with.

use super::desk::Desk;
use super::talks::{NegotiationRow, concerned, failing, here, meeting_day};
use super::view::CaseView;
use crate::docket::{Day, Fact, Kind, Stage, State, plan};
use crate::law::cond::{Cond, Select};
use crate::law::period::{Length, Unit};
use crate::law::{Cite, Label, NextStep};
use crate::store::StoreError;
use std::sync::Arc;

/// The five heads of compensation that a position may name, by their keys.
pub const HEADS: [&str; 5] =
    ["interim_loss_cents", "permanent_loss_cents", "restoration_cents", "costs_cents", "prevention_cents"];
/// The works that a position may name.
pub const WORKS: [&str; 5] = ["works", "substitute", "labour", "carbon_sinks", "instalments"];

/// One meeting: planned, being held, held.
#[derive(Debug, Clone, Default)]
pub struct Meeting {
    /// Its day.
    pub day: Day,
    /// That it was agreed on.
    pub planned: Option<Fact>,
    /// Who came.
    pub attended: Vec<Fact>,
    /// Its steps as they were taken.
    pub steps: Vec<Fact>,
    /// That it was held.
    pub held: Option<Fact>,
    /// Who signed or refused.
    pub signed: Vec<Fact>,
}

impl Meeting {
    /// Begun and not yet written down as held.
    #[must_use]
    pub fn running(&self) -> bool {
        self.held.is_none() && !(self.attended.is_empty() && self.steps.is_empty())
    }

    /// The facts of a step by its key.
    pub fn step<'m>(&'m self, key: &'m str) -> impl Iterator<Item = &'m Fact> {
        self.steps.iter().filter(move |fact| fact.data.text("step") == Some(key))
    }

    /// Who came and has neither signed nor refused, by name.
    #[must_use]
    pub fn unsigned(&self) -> Vec<&str> {
        let done = |name: &str| self.signed.iter().any(|fact| fact.data.text("name") == Some(name));
        self.attended.iter().filter_map(|fact| fact.data.text("name")).filter(|name| !done(name)).collect()
    }
}

/// One position of a side.
#[derive(Debug, Clone)]
pub struct Position {
    /// The fact.
    pub fact: Fact,
    /// Its amount in fen.
    pub cents: Option<i64>,
    /// What the side moved since its last amount, in fen.
    pub moved: Option<i64>,
}

/// What a ground rests on.
#[derive(Debug, Clone)]
pub enum Basis {
    /// A fact.
    Fact(Fact),
    /// A time limit and its last day.
    Rule(Label, Option<Day>),
    /// A count that has reached its cap.
    Count(usize, i64),
}

/// A ground of failure.
#[derive(Debug, Clone)]
pub struct Ground {
    /// Its key.
    pub key: Arc<str>,
    /// What it is.
    pub label: Label,
    /// The facts meet it; `None` where it rests on an opinion alone.
    pub met: Option<bool>,
    /// What has to be written with it.
    pub asks: Vec<Label>,
    /// What it rests on.
    pub basis: Vec<Basis>,
    /// The articles.
    pub cites: Vec<Cite>,
}

/// Everything about one negotiation.
#[derive(Debug, Clone)]
pub struct Talk {
    /// The docket.
    pub case: CaseView,
    /// Its line in the tracker.
    pub row: NegotiationRow,
    /// The meetings of this round, oldest first.
    pub meetings: Vec<Meeting>,
    /// The positions of this round of the right-holder's side and of the liable party's, oldest first.
    pub positions: [Vec<Position>; 2],
    /// The grounds of failure.
    pub grounds: Vec<Ground>,
    /// The facts of earlier rounds, oldest first.
    pub earlier: Vec<(u32, Fact)>,
}

impl Talk {
    /// The facts of a kind in this round, oldest first.
    #[must_use]
    pub fn facts(&self, kind: Kind) -> Vec<Fact> {
        let state = self.case.stored.docket.state();
        here(&state, kind, self.row.track()).into_iter().rev().cloned().collect()
    }

    /// The facts of a kind that concern the party, of whatever round, oldest first.
    #[must_use]
    pub fn all(&self, kind: Kind) -> Vec<Fact> {
        let mine = |fact: &&&Fact| fact.kind == kind && concerns(fact, self.row.track());
        self.case.stored.docket.state().live.iter().filter(mine).map(|fact| (*fact).clone()).collect()
    }

    /// The open or blocked steps that record one of some kinds, with their group: 0 must, 1 may, 2 blocked; each once.
    #[must_use]
    pub fn steps(&self, kinds: &[Kind]) -> Vec<(usize, &NextStep)> {
        let mut found: Vec<(usize, &NextStep)> = Vec::new();
        for (group, step) in self.case.derived.next.all() {
            let mine = kinds.contains(&step.step.fact) && concerned(step, self.row.track());
            if mine && found.iter().all(|(_, known)| known.step.id != step.step.id || known.party != step.party) {
                found.push((group, step));
            }
        }
        found
    }

    /// The amounts of both sides apart, and the middle between them.
    #[must_use]
    pub fn gap(&self) -> Option<(i64, i64)> {
        let (ours, theirs) = self.row.positions;
        let (ours, theirs) = (ours?, theirs?);
        Some((ours.saturating_sub(theirs), theirs.saturating_add(ours.saturating_sub(theirs) / 2)))
    }

    /// The meeting that goes on, else none.
    #[must_use]
    pub fn running(&self) -> Option<&Meeting> {
        self.meetings.iter().rev().find(|meeting| meeting.running())
    }
}

impl Desk {
    /// One negotiation of a docket.
    pub fn talk(&self, docket: i64, party: Option<&str>) -> Result<Option<Talk>, StoreError> {
        let Some(case) = self.case(docket)? else { return Ok(None) };
        let mut rows = self.negotiation(&case.stored, &case.derived).into_iter();
        let Some(row) = rows.find(|row| row.track() == party) else { return Ok(None) };
        let state = case.stored.docket.state();
        let positions = ["right-holder", "liable-party"].map(|side| positions(&state, party, side));
        let (meetings, earlier) = (meetings(&state, party), earlier(&state, party));
        drop(state);
        let grounds = self.grounds(&case, party);
        Ok(Some(Talk { case, row, meetings, positions, grounds, earlier }))
    }

    fn grounds(&self, case: &CaseView, party: Option<&str>) -> Vec<Ground> {
        let law = self.law_of(&case.stored);
        let Some(step) = failing(&case.derived, party) else { return Vec::new() };
        let items = step.step.offers.as_ref().and_then(|(list, _)| law.profile.lists.get(&**list)).into_iter().flatten();
        let state = case.stored.docket.state();
        items
            .map(|item| {
                let met = item.when.as_ref().map(|_| step.offers.contains(&item.key));
                let mut basis = Vec::new();
                if let (Some(cond), Some(true)) = (&item.when, met) {
                    self.basis(case, &state, party, cond, &mut basis);
                }
                let (label, asks, cites) = (item.label.clone(), item.asks.clone(), item.cites.clone());
                Ground { key: item.key.clone(), label, met, asks, basis, cites }
            })
            .collect()
    }

    /// What of a condition that holds stands on file; what it wants not to be there is left out.
    fn basis(&self, case: &CaseView, state: &State<'_>, party: Option<&str>, cond: &Cond, found: &mut Vec<Basis>) {
        match cond {
            Cond::All(items) | Cond::Any(items) => {
                for item in items {
                    self.basis(case, state, party, item, found);
                }
            }
            Cond::Has(select, true) => found.extend(chosen(here(state, select.kind, party), select)),
            Cond::Has(select, false) | Cond::Latest(select) => {
                let all = state.newest_first(select.kind).map(|(_, fact)| fact).filter(|fact| concerns(fact, party));
                found.extend(chosen(all.collect(), select));
            }
            Cond::Passed(rule) | Cond::Over(rule) => {
                let mut own = case.derived.deadlines.iter().filter(|one| one.rule.id == *rule);
                let mine = own.find(|one| {
                    one.round == state.round_of(party) && (party.is_none() || one.party.as_deref() == party) && one.due.is_some()
                });
                found.extend(mine.map(|one| Basis::Rule(one.rule.label.clone(), one.due)));
            }
            Cond::Capped(id) => {
                let law = self.law_of(&case.stored);
                if let Some(cap) = law.profile.caps.get(&**id) {
                    let held = here(state, cap.counts.kind, party).into_iter().filter(|fact| cap.counts.matches(fact)).count();
                    found.push(Basis::Count(held, cap.limit));
                }
            }
            _ => {}
        }
    }

    /// What the form of a fact of a negotiation begins with, by key; what the law sets and what was said at the meeting.
    pub fn begin(&self, talk: &Talk, kind: Kind) -> Vec<(&'static str, String)> {
        let law = self.law_of(&talk.case.stored);
        let meeting = talk.running().or(talk.meetings.last());
        let day = meeting.map(|meeting| meeting.day.to_string());
        match kind {
            Kind::NoticeIssued => {
                let period = law.profile.period("negotiation.reply");
                let days = period.and_then(|period| match period.length {
                    Length::Count(days, Unit::Working) => Some(days.to_string()),
                    _ => None,
                });
                let planned = ("serve_on", self.today.to_string());
                days.map(|days| ("reply_days", days)).into_iter().chain([planned]).collect()
            }
            Kind::MeetingHeld => {
                let Some(meeting) = talk.running() else { return Vec::new() };
                let texts = |facts: &[Fact], key: &str, with: &str| {
                    let mut all: Vec<&str> = facts.iter().filter_map(|fact| fact.data.text(key)).collect();
                    all.dedup();
                    all.join(with)
                };
                let mut steps: Vec<&str> = meeting.steps.iter().filter_map(|fact| fact.data.text("step")).collect();
                steps.sort_unstable();
                steps.dedup();
                vec![
                    ("on", meeting.day.to_string()),
                    ("attended", texts(&meeting.attended, "name", "、")),
                    ("steps", steps.join(",")),
                    ("minutes", texts(&meeting.steps, "statement", "\n")),
                ]
            }
            Kind::MeetingStep => {
                let steps = law.profile.choices.get("meeting.step.step").and_then(|list| law.profile.lists.get(&**list));
                let open = |key: &str| talk.running().is_none_or(|meeting| meeting.step(key).next().is_none());
                let next = steps.into_iter().flatten().map(|item| item.key.to_string()).find(|key| open(key));
                let mut with = vec![("time", self.hour())];
                with.extend(next.map(|key| ("step", key)));
                with.extend(talk.running().map(|meeting| ("on", meeting.day.to_string())));
                with
            }
            Kind::MeetingSigned => {
                let name = meeting.and_then(|meeting| meeting.unsigned().first().map(ToString::to_string));
                name.map(|name| ("name", name)).into_iter().chain(day.map(|day| ("on", day))).collect()
            }
            Kind::PositionStated => {
                let day = talk.running().map(|meeting| ("on", meeting.day.to_string()));
                day.into_iter().collect()
            }
            Kind::AgreementSigned => {
                let accepted = talk.positions.iter().flatten().filter(|one| one.fact.data.flag("accepts") == Some(true));
                let cents = accepted.max_by_key(|one| (one.fact.on, one.fact.id)).and_then(|one| one.cents);
                cents.map(|cents| ("amount_cents", crate::docket::yuan(cents))).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The hour at the office, `HH:MM`.
    #[must_use]
    pub fn hour(&self) -> String {
        /// The country has one time, eight hours ahead of UTC, without summer time.
        const AHEAD: i64 = 8 * 60;
        let minutes = ((self.clock)().div_euclid(60) + AHEAD).rem_euclid(24 * 60);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

fn chosen(facts: Vec<&Fact>, select: &Select) -> Vec<Basis> {
    facts.into_iter().rev().filter(|fact| select.matches(fact)).map(|fact| Basis::Fact(fact.clone())).collect()
}

fn concerns(fact: &Fact, party: Option<&str>) -> bool {
    party.is_none() || fact.party().is_none() || fact.party() == party
}

/// The meetings of the round by their days. What is written about a meeting belongs to its day.
fn meetings(state: &State<'_>, party: Option<&str>) -> Vec<Meeting> {
    let mut all: Vec<Meeting> = Vec::new();
    let mut at = |day: Day, put: &dyn Fn(&mut Meeting)| match all.iter_mut().find(|meeting| meeting.day == day) {
        Some(meeting) => put(meeting),
        None => {
            let mut meeting = Meeting { day, ..Meeting::default() };
            put(&mut meeting);
            all.push(meeting);
        }
    };
    let of = |kind| here(state, kind, party).into_iter().rev().cloned().collect::<Vec<Fact>>();
    for fact in of(Kind::MeetingPlanned) {
        at(meeting_day(&fact), &|meeting| meeting.planned = Some(fact.clone()));
    }
    for fact in of(Kind::MeetingAttended) {
        at(fact.on, &|meeting| meeting.attended.push(fact.clone()));
    }
    for fact in of(Kind::MeetingStep) {
        at(fact.on, &|meeting| meeting.steps.push(fact.clone()));
    }
    for fact in of(Kind::MeetingHeld) {
        at(fact.on, &|meeting| meeting.held = Some(fact.clone()));
    }
    for fact in of(Kind::MeetingSigned) {
        at(fact.on, &|meeting| meeting.signed.push(fact.clone()));
    }
    all.sort_by_key(|meeting| meeting.day);
    all
}

fn positions(state: &State<'_>, party: Option<&str>, side: &str) -> Vec<Position> {
    let mut last: Option<i64> = None;
    let own = here(state, Kind::PositionStated, party).into_iter().rev().filter(|fact| fact.data.text("side") == Some(side));
    own.map(|fact| {
        let cents = plan::whole(fact);
        let moved = cents.zip(last).map(|(cents, last)| cents.saturating_sub(last));
        last = cents.or(last);
        Position { fact: fact.clone(), cents, moved }
    })
    .collect()
}

/// What a negotiation is made of, for the rounds that are over.
const KINDS: &[Kind] = &[
    Kind::NoticeIssued,
    Kind::NoticeServiceFailed,
    Kind::NoticeServed,
    Kind::NoticeReceived,
    Kind::ReplyReceived,
    Kind::MeetingHeld,
    Kind::PositionStated,
    Kind::NegotiationFailed,
    Kind::AgreementSigned,
    Kind::ConfirmationApplied,
    Kind::ConfirmationRefused,
];

fn earlier(state: &State<'_>, party: Option<&str>) -> Vec<(u32, Fact)> {
    let now = state.round_of(party);
    let all = state.live.iter().enumerate().filter(|(_, fact)| KINDS.contains(&fact.kind) && concerns(fact, party));
    let mut found: Vec<(u32, Fact)> =
        all.map(|(place, fact)| (state.round_at(place, party), (*fact).clone())).filter(|(round, _)| *round < now).collect();
    found.sort_by_key(|(round, fact)| (*round, fact.on, fact.id));
    found
}

/// Whether a negotiation has come to its end in this round.
#[must_use]
pub fn ended(stage: Option<Stage>) -> bool {
    stage.is_some_and(|stage| stage >= Stage::AgreementSigned || stage == Stage::NegotiationFailed)
}
