//! From a rule and a state to deadlines. What computes a day is what proves it: there is no second computation.

mod due;
mod recurring;

use super::answer::{Clock, Deadline, Nature, Status};
use super::calendar::Calendar;
use super::cond::{Context, Select};
use super::count::between;
use super::period::{Length, Period, StartRule, Unit};
use super::profile::Profile;
use super::proof::Proof;
use crate::docket::{Day, Fact, State};
use due::Found;
use std::sync::Arc;

/// What every computation rests on.
#[derive(Clone, Copy)]
pub(super) struct Basis<'a, 'd> {
    pub profile: &'a Profile,
    pub calendar: &'a Calendar,
    pub versions: &'a (Arc<str>, Arc<str>),
    pub state: &'a State<'d>,
    pub today: Day,
    /// The day of the answer, while an answered deadline is computed.
    pub until: Option<Day>,
}

/// Whose clock it is: a party, a round of negotiation, or neither.
#[derive(Clone, Copy)]
pub(super) struct Scope<'d> {
    party: Option<&'d str>,
    round: Option<u32>,
}

impl<'d> Basis<'_, 'd> {
    /// The deadlines of every rule, earliest first.
    pub fn all(&self) -> Vec<Deadline> {
        let mut found = Vec::new();
        for period in &self.profile.periods {
            if !period.office {
                self.rule(period, &mut found);
            }
        }
        found.sort_by_key(|deadline| (deadline.by().unwrap_or(Day::MAX), deadline.n));
        found
    }

    /// The deadlines of one rule.
    pub fn rule(&self, period: &Arc<Period>, found: &mut Vec<Deadline>) {
        let context =
            Context { state: self.state, profile: self.profile, deadlines: &[], fact: None, today: self.today, party: None };
        if period.applies.as_ref().is_some_and(|cond| context.holds(cond) != Some(true)) {
            return;
        }
        let single = [None];
        let parties: Vec<Option<&'d str>> = if period.per_party && self.state.tracks.len() > 1 {
            self.state.tracks.iter().map(|track| track.party).collect()
        } else {
            single.to_vec()
        };
        let rounds: Vec<Option<u32>> = if period.per_round { (0..=self.state.round).map(Some).collect() } else { vec![None] };
        for party in parties {
            for round in &rounds {
                let scope = Scope { party, round: *round };
                if period.repeat.is_some() {
                    self.recurring(period, scope, found);
                } else {
                    self.single(period, scope, found);
                }
            }
        }
    }

    /// The facts of a choice in a scope, oldest first.
    pub fn chosen<'s>(&'s self, select: &'s Select, scope: Scope<'d>) -> Vec<&'d Fact> {
        let mut facts: Vec<&'d Fact> = self
            .state
            .newest_first(select.kind)
            .filter(|(place, fact)| {
                let mine = scope.party.is_none() || fact.party().is_none() || fact.party() == scope.party;
                let now = scope.round.is_none() || self.state.rounds.get(*place).copied() == scope.round;
                mine && now && select.matches(fact) && select.day(fact).is_some()
            })
            .map(|(_, fact)| fact)
            .collect();
        facts.reverse();
        facts
    }

    /// The starting facts of a rule: one, or each of them.
    fn starts(&self, starts: &[Select], rule: StartRule, scope: Scope<'d>) -> Vec<(Day, &'d Fact)> {
        let dated = |select: &Select| -> Vec<(Day, &'d Fact)> {
            self.chosen(select, scope).into_iter().filter_map(|fact| Some((select.day(fact)?, fact))).collect()
        };
        let all: Vec<Vec<(Day, &'d Fact)>> = starts.iter().map(dated).collect();
        match rule {
            StartRule::Earliest => all.into_iter().flatten().min_by_key(|(day, _)| *day).into_iter().collect(),
            StartRule::Newest => all.into_iter().flatten().max_by_key(|(day, _)| *day).into_iter().collect(),
            StartRule::Latest => {
                let firsts: Option<Vec<_>> = all.into_iter().map(|facts| facts.into_iter().min_by_key(|(day, _)| *day)).collect();
                firsts.and_then(|firsts| firsts.into_iter().max_by_key(|(day, _)| *day)).into_iter().collect()
            }
            StartRule::Each => all.into_iter().flatten().collect(),
        }
    }

    fn single(&self, period: &Arc<Period>, scope: Scope<'d>, found: &mut Vec<Deadline>) {
        let starts = match &period.length {
            Length::Stated(fields) if period.start.is_empty() => {
                let rule = if period.start_rule == StartRule::Each { StartRule::Each } else { StartRule::Newest };
                // The newest paper counts, by the day it was made and not by the day it states.
                let papers: Vec<_> =
                    fields.iter().flat_map(|select| self.chosen(select, scope).into_iter().map(|fact| (fact.on, fact))).collect();
                if rule == StartRule::Each {
                    papers
                } else {
                    papers.into_iter().max_by_key(|(day, fact)| (*day, fact.id)).into_iter().collect()
                }
            }
            _ => self.starts(&period.start, period.start_rule, scope),
        };
        if starts.is_empty() {
            self.unknown_start(period, scope, found);
            return;
        }
        let many = starts.len() > 1 || period.start_rule == StartRule::Each;
        for (index, (day, fact)) in starts.into_iter().enumerate() {
            let n = many.then(|| u32::try_from(index + 1).unwrap_or(u32::MAX));
            if let Some(deadline) = self.deadline(period, scope, day, fact, n) {
                found.push(deadline);
            }
        }
    }

    fn unknown_start(&self, period: &Arc<Period>, scope: Scope<'d>, found: &mut Vec<Deadline>) {
        let any = |selects: &[Select]| selects.iter().any(|select| !self.chosen(select, scope).is_empty());
        if any(&period.expects) && !any(&period.satisfied_by) && !any(&period.ends_with) {
            found.push(Deadline {
                rule: period.clone(),
                party: scope.party.map(str::to_owned),
                n: None,
                round: scope.round.unwrap_or(0),
                start: None,
                due: None,
                safe: None,
                latest: None,
                status: Status::UnknownStart,
                provisional: false,
                met: None,
                alternatives: Vec::new(),
                clock: Clock::default(),
                proof: self.proof(Vec::new()),
            });
        }
    }

    fn proof(&self, steps: Vec<super::proof::ProofStep>) -> Proof {
        Proof { steps, profile: self.versions.0.clone(), calendar: self.versions.1.clone() }
    }

    fn deadline(&self, period: &Arc<Period>, scope: Scope<'d>, day: Day, fact: &'d Fact, n: Option<u32>) -> Option<Deadline> {
        // A reset starts the clock again from its day.
        let reset = period
            .resets
            .iter()
            .flat_map(|select| self.chosen(select, scope))
            .filter(|reset| reset.on > day)
            .max_by_key(|reset| reset.on);
        let (day, fact) = reset.map_or((day, fact), |reset| (reset.on, reset));
        let met = self.answer(period, scope, day, fact);
        let found = Self { until: met.map(|fact| fact.on), ..*self }.due(period, scope, day, fact)?;
        let ended = period
            .ends_with
            .iter()
            .flat_map(|select| self.chosen(select, scope))
            .filter(|end| end.on >= day && end.id != fact.id)
            .min_by_key(|end| end.on);
        let status = self.status(period, &found, met.map(|fact| fact.on), ended.map(|fact| fact.on));
        let until = met.map(|fact| fact.on).or(ended.map(|fact| fact.on)).unwrap_or(self.today);
        Some(Deadline {
            rule: period.clone(),
            party: scope.party.or(fact.party()).map(str::to_owned),
            n,
            round: scope.round.unwrap_or(0),
            start: Some((day, fact.id)),
            due: Some(found.due),
            safe: Some(found.safe),
            latest: found.latest,
            status,
            provisional: found.provisional,
            met: met.map(|fact| (fact.on, fact.id)),
            clock: self.clock(period, &found, day, until),
            alternatives: found.alternatives,
            proof: self.proof(found.steps),
        })
    }

    /// The fact that answers a deadline: the first one after its start, or the payment that covers what was owed until then.
    fn answer(&self, period: &Period, scope: Scope<'d>, day: Day, start: &'d Fact) -> Option<&'d Fact> {
        if let Some(cover) = &period.cover {
            let place = |fact: &Fact| self.state.live.iter().position(|known| known.id == fact.id);
            let owed: i64 = self
                .chosen(&cover.owed.0, scope)
                .into_iter()
                .filter(|fact| place(fact) <= place(start))
                .filter_map(|fact| fact.data.cents(&cover.owed.1))
                .fold(0, i64::saturating_add);
            let mut paid = 0i64;
            return self.chosen(&cover.paid.0, scope).into_iter().find(|fact| {
                paid = paid.saturating_add(fact.data.cents(&cover.paid.1).unwrap_or(0));
                paid >= owed && owed > 0
            });
        }
        period
            .satisfied_by
            .iter()
            .flat_map(|select| self.chosen(select, scope))
            .filter(|fact| fact.on >= day && fact.id != start.id)
            .min_by_key(|fact| fact.on)
    }

    fn status(&self, period: &Period, found: &Found, met: Option<Day>, ended: Option<Day>) -> Status {
        if period.nature == Nature::Floor {
            // A floor is kept once its day has passed; acting before it is the warning's business.
            return if ended.is_some_and(|end| end < found.due) && met.is_none() {
                Status::Dropped
            } else if self.today >= found.due {
                Status::Met
            } else {
                Status::Pending
            };
        }
        match (met, ended) {
            (Some(met), end) if end.is_none_or(|end| met <= end) => {
                if met <= found.due {
                    Status::Met
                } else {
                    Status::MetLate
                }
            }
            (_, Some(_)) => Status::Dropped,
            _ if found.paused => Status::Paused,
            _ if found.due < self.today && matches!(period.nature, Nature::Ceiling | Nature::Deemed) => Status::Overdue,
            _ => Status::Pending,
        }
    }

    fn clock(&self, period: &Period, found: &Found, start: Day, until: Day) -> Clock {
        let unit = match &period.length {
            Length::Count(_, Unit::Working) => Unit::Working,
            _ => Unit::Calendar,
        };
        let paused: i64 =
            found.gaps.iter().map(|gap| between(self.calendar, gap.after.max(start), gap.until.min(until), unit)).sum();
        let run = between(self.calendar, start, until, unit);
        let total = match &period.length {
            Length::Count(count, Unit::Working | Unit::Calendar) => *count,
            _ => between(self.calendar, start, found.due, unit) - paused,
        };
        let left = if until <= found.due {
            between(self.calendar, until, found.due, unit)
        } else {
            -between(self.calendar, found.due, until, unit)
        };
        Clock { total, consumed: (run - paused).max(0), paused, left }
    }
}
