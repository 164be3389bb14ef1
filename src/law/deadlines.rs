//! From a rule and a state to deadlines. What computes a day is what proves it: there is no second computation.

mod backtest;
mod begin;
mod clock;
mod due;
mod effort;
mod kept;
mod own;
mod recurring;

use super::answer::{Clock, Deadline, Nature, Status};
use super::calendar::Calendar;
use super::cond::{Context, Select};
use super::period::{Period, StartRule};
use super::profile::Profile;
use super::proof::{Proof, ProofStep};
use crate::docket::{Day, Fact, FactId, Kind, Stage, State, instalments};
pub use backtest::Hidden;
use begin::Begin;
use due::Found;
pub use kept::kept_day;
pub use own::{OWN, own_key};
use std::sync::Arc;

/// The facts with which a case ends.
const ENDS: [Kind; 6] = [
    Kind::CaseTerminated,
    Kind::CaseClosed,
    Kind::LeadTransferred,
    Kind::LeadMerged,
    Kind::ScopeExcluded,
    Kind::NonfilingDecided,
];

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
    /// The due day and the status alone: neither readings nor the range of a year not published.
    pub brief: bool,
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
        let mut found = self.of(&self.profile.periods);
        self.own(&mut found);
        self.efforts(&mut found);
        sorted(found)
    }

    /// The deadlines of some rules, earliest first.
    pub fn of(&self, periods: &[Arc<Period>]) -> Vec<Deadline> {
        let mut found = Vec::new();
        for period in periods.iter().filter(|period| !period.office) {
            self.rule(period, &mut found);
        }
        sorted(found)
    }

    /// The deadlines of one rule.
    pub fn rule(&self, period: &Arc<Period>, found: &mut Vec<Deadline>) {
        if !period.enabled {
            return;
        }
        let single = [None];
        let parties: Vec<Option<&'d str>> = if period.per_party && self.state.tracks.len() > 1 {
            self.state.tracks.iter().map(|track| track.party).collect()
        } else {
            single.to_vec()
        };
        for party in parties {
            let rounds: Vec<Option<u32>> =
                if period.per_round { (0..=self.state.round_of(party)).map(Some).collect() } else { vec![None] };
            for round in &rounds {
                self.clocks(period, Scope { party, round: *round }, found);
            }
        }
    }

    /// What conditions look at.
    pub fn context<'s>(&'s self, party: Option<&'s str>) -> Context<'s, 'd> {
        Context {
            state: self.state,
            profile: self.profile,
            calendar: self.calendar,
            deadlines: &[],
            fact: None,
            today: self.today,
            party,
        }
    }

    /// The clocks of a rule in a scope, by the version that the day of the trigger fact chooses.
    fn clocks(&self, period: &Arc<Period>, scope: Scope<'d>, found: &mut Vec<Deadline>) {
        let applies = |version: &Period| version.applies.as_ref().is_none_or(|cond| self.context(None).holds(cond) == Some(true));
        if period.earlier.is_empty() {
            if applies(period) {
                let begins = self.begins(period, scope);
                self.run(period, scope, begins, found);
            }
            return;
        }
        let mut own: Vec<(Arc<Period>, Vec<Begin<'d>>)> = Vec::new();
        for (version, from, to) in period.versions() {
            let mut begins = if applies(&version) { self.begins(&version, scope) } else { Vec::new() };
            begins.retain(|begin| begin.day >= from && begin.day <= to);
            for begin in &mut begins {
                begin.steps.push(ProofStep::Version { from: version.in_force_from, to: version.in_force_to });
            }
            if !begins.is_empty() {
                own.push((version, begins));
            }
        }
        // Several clocks of one rule only where each fact starts its own; else the version that began first.
        if period.start_rule != StartRule::Each {
            own.sort_by_key(|(_, begins)| begins.first().map(|begin| begin.day));
            own.truncate(1);
        }
        if own.is_empty() && applies(period) {
            self.run(period, scope, Vec::new(), found);
        }
        for (version, begins) in own {
            self.run(&version, scope, begins, found);
        }
    }

    fn run(&self, period: &Arc<Period>, scope: Scope<'d>, begins: Vec<Begin<'d>>, found: &mut Vec<Deadline>) {
        if begins.is_empty() {
            self.unknown_start(period, scope, found);
        } else if period.repeat.is_some() {
            self.recurring(period, scope, begins, found);
        } else {
            let many = begins.len() > 1 || period.start_rule == StartRule::Each;
            for (index, begin) in begins.into_iter().enumerate() {
                let n = many.then(|| u32::try_from(index + 1).unwrap_or(u32::MAX));
                found.push(self.deadline(period, scope, &begin, n));
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
                let now = scope.round.is_none() || scope.round == Some(self.state.round_at(*place, scope.party.or(fact.party())));
                mine && now && select.matches(fact) && select.day(fact).is_some()
            })
            .map(|(_, fact)| fact)
            .collect();
        facts.reverse();
        facts
    }

    fn any(&self, selects: &[Select], scope: Scope<'d>) -> bool {
        selects.iter().any(|select| !self.chosen(select, scope).is_empty())
    }

    fn unknown_start(&self, period: &Arc<Period>, scope: Scope<'d>, found: &mut Vec<Deadline>) {
        let any = |selects: &[Select]| self.any(selects, scope);
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
                effort: None,
                proof: self.proof(Vec::new()),
            });
        }
    }

    fn proof(&self, steps: Vec<ProofStep>) -> Proof {
        let (profile, calendar) = self.versions.clone();
        Proof { steps, profile, calendar, ..Proof::default() }
    }

    fn deadline(&self, period: &Arc<Period>, scope: Scope<'d>, begin: &Begin<'d>, n: Option<u32>) -> Deadline {
        let (day, fact) = (begin.day, begin.fact);
        let met = self.answer(period, scope, begin).map(|fact| (fact.on, fact.id));
        let found = match met.and_then(|_| self.kept(period, scope, begin, n)) {
            Some(found) => found,
            None => Self { until: met.map(|(on, _)| on), ..*self }.due(period, scope, begin),
        };
        let ended = period
            .ends_with
            .iter()
            .flat_map(|select| self.chosen(select, scope))
            .filter(|end| end.on >= day && end.id != fact.id)
            .map(|end| end.on)
            .min()
            .or_else(|| self.over(period, scope).filter(|_| met.is_none()).map(|end| end.max(fact.on)));
        let status = self.status(period, &found, met.map(|(on, _)| on), ended);
        self.entry(period, scope, begin, n, found, (met, ended, status))
    }

    /// The day of what ended the case, or this party in it, whatever its date and round: nothing of it runs on.
    fn over(&self, period: &Period, scope: Scope<'d>) -> Option<Day> {
        let own = self.state.tracks.iter().find(|track| scope.party.is_some() && track.party == scope.party);
        let stage = own.map_or_else(|| self.state.stage(), |track| track.stage);
        let ends = |select: &&Select| ENDS.contains(&select.kind);
        let scope = Scope { round: None, ..scope };
        let ends = period.ends_with.iter().filter(ends).flat_map(|select| self.chosen(select, scope));
        ends.map(|end| end.on).max().filter(|_| stage.is_some_and(Stage::is_ended))
    }

    /// Puts a deadline together.
    fn entry(
        &self,
        period: &Arc<Period>,
        scope: Scope<'d>,
        begin: &Begin<'d>,
        n: Option<u32>,
        mut found: Found,
        (met, ended, status): (Option<(Day, FactId)>, Option<Day>, Status),
    ) -> Deadline {
        if let (Some(due), Some(_)) = (found.due, &period.outcome) {
            found.steps.push(ProofStep::Deemed { after: due });
        }
        // Told until the answer, or until it was overtaken; what is still owed, until today.
        let ended = ended.filter(|_| matches!(status, Status::Dropped | Status::Met));
        let until = met.map(|(on, _)| on).into_iter().chain(ended).min().unwrap_or(self.today);
        let clock = self.clock(period, &found, begin.day, until);
        let proof = self.proof(std::mem::take(&mut found.steps));
        Deadline {
            rule: period.clone(),
            party: scope.party.or(begin.fact.party()).map(str::to_owned),
            n,
            round: scope.round.unwrap_or(0),
            start: Some((begin.day, begin.fact.id)),
            due: found.due,
            safe: found.safe,
            latest: found.latest,
            status,
            provisional: found.provisional,
            met,
            clock,
            effort: None,
            alternatives: found.alternatives,
            proof: Proof { way: found.way, pauses: found.pauses, readings: found.readings, ..proof },
        }
    }

    /// The fact that answers a deadline: the first one after its start, or the payment that completes an instalment.
    fn answer(&self, period: &Period, scope: Scope<'d>, begin: &Begin<'d>) -> Option<&'d Fact> {
        let (day, start) = (begin.day, begin.fact);
        if let Some(cover) = &period.cover {
            let part = begin.part.map(|(at, _)| at);
            let one = instalments(self.state).0.into_iter().find(|one| (one.fact, one.part) == (start.id, part))?;
            let met = one.met()?;
            return self.chosen(&cover.paid, Scope { party: None, ..scope }).into_iter().find(|fact| fact.id == met.fact);
        }
        // A paper that tells the day from which it was owed is itself the answer.
        let told = period.start.iter().any(|select| select.day_key.is_some() && select.matches(start));
        period
            .satisfied_by
            .iter()
            .flat_map(|select| self.chosen(select, scope))
            .filter(|fact| fact.on >= day && (fact.id != start.id || told))
            .min_by_key(|fact| fact.on)
    }

    fn status(&self, period: &Period, found: &Found, met: Option<Day>, ended: Option<Day>) -> Status {
        let Some(due) = found.due else {
            // Open until a fact that has not happened.
            return match (met, ended) {
                (_, None) if period.nature == Nature::Floor => Status::Pending,
                (Some(met), end) if end.is_none_or(|end| met <= end) => Status::Met,
                (_, Some(_)) => Status::Dropped,
                _ => Status::Pending,
            };
        };
        if period.nature == Nature::Floor {
            // A floor is kept once its day has passed; acting before it is the warning's business.
            return if ended.is_some_and(|end| end < due) && met.is_none() {
                Status::Dropped
            } else if self.today > due || (self.today == due && !period.whole) {
                Status::Met
            } else {
                Status::Pending
            };
        }
        match (met, ended) {
            (Some(met), end) if end.is_none_or(|end| met <= end) => {
                if met <= due {
                    Status::Met
                } else {
                    Status::MetLate
                }
            }
            (_, Some(_)) => Status::Dropped,
            _ if found.paused => Status::Paused,
            _ if due < self.today && matches!(period.nature, Nature::Ceiling | Nature::Deemed) => Status::Overdue,
            _ => Status::Pending,
        }
    }

    /// How much is used up until a day; a day that was not counted is told from the start, in the rule's unit.
    fn clock(&self, period: &Period, found: &Found, start: Day, until: Day) -> Clock {
        let Some(due) = found.due else { return Clock::default() };
        let unit = period.unit().unwrap_or_default();
        clock::clock(self.calendar, found.way.as_ref(), &found.pauses, unit, (start, due), until)
    }
}

/// Earliest first.
fn sorted(mut found: Vec<Deadline>) -> Vec<Deadline> {
    found.sort_by_key(|deadline| (deadline.by().unwrap_or(Day::MAX), deadline.n));
    found
}
