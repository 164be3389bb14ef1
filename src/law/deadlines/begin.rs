//! What starts the clocks of a rule: the fact, the second one that it waits for, and what starts it again.

use super::{Basis, Scope};
use crate::docket::{Day, Fact, instalments};
use crate::law::cond::Select;
use crate::law::period::{Length, MonthDay, Period, StartRule};
use crate::law::proof::ProofStep;

impl<'d> Basis<'_, 'd> {
    /// The starting facts of a rule: one, or each of them.
    pub(super) fn starts(&self, starts: &[Select], rule: StartRule, scope: Scope<'d>) -> Vec<(Day, &'d Fact)> {
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

    /// What starts the clocks of a rule: one fact, both of two kinds, each of them, or a paper that states the day.
    pub(super) fn begins(&self, period: &Period, scope: Scope<'d>) -> Vec<Begin<'d>> {
        let facts = match &period.length {
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
        let facts = facts.into_iter().filter_map(|(day, fact)| self.both(period, scope, day, fact));
        let mut begins: Vec<Begin<'d>> = facts.map(|begin| self.reset(period, scope, begin)).collect();
        if period.cover.is_some() {
            self.planned(period, scope, &mut begins);
        }
        if begins.is_empty() && self.any(&period.expects, scope) {
            // Nobody knows when it began, but it is known when it began again.
            let again = self.resetting(period, scope, Day::MIN).into_iter().next();
            begins.extend(again.map(|(day, fact)| self.reset(period, scope, Begin::of(day, fact))));
        }
        if !period.start_on.is_empty() && period.repeat.is_none() {
            for begin in &mut begins {
                begin.turn(&period.start_on, 1);
            }
        }
        begins
    }

    /// The instalments that stand in the plan of an agreement, among those that are facts of their own, by their days.
    fn planned(&self, period: &Period, scope: Scope<'d>, begins: &mut Vec<Begin<'d>>) {
        for one in instalments(self.state).0 {
            let mine = scope.party.is_none() || one.party.is_none() || one.party == scope.party;
            let fact = self.state.live.iter().find(|fact| fact.id == one.fact);
            if let (Some(fact), Some(at), Some(due), true) = (fact, one.part, one.due, mine) {
                begins.push(Begin { part: Some((at, due)), ..Begin::of(fact.on, fact) });
            }
        }
        let own = |fact: &Fact| match &period.length {
            Length::Stated(fields) => fields.iter().find(|select| select.matches(fact)).and_then(|select| select.day(fact)),
            _ => None,
        };
        begins.sort_by_key(|begin| (begin.part.map(|(_, due)| due).or_else(|| own(begin.fact)), begin.fact.id, begin.part));
    }

    /// A clock that waits for a second kind of fact starts with the later of both.
    fn both(&self, period: &Period, scope: Scope<'d>, day: Day, fact: &'d Fact) -> Option<Begin<'d>> {
        if period.and_start.is_empty() {
            return Some(Begin::of(day, fact));
        }
        let second = self.starts(&period.and_start, StartRule::Earliest, scope).into_iter().next();
        let Some((other, paper)) = second else {
            let known = period.and_start_known.as_ref().is_some_and(|cond| self.context(scope.party).holds(cond) == Some(true));
            return known.then(|| Begin::of(day, fact));
        };
        let ((late, last), (early, first)) =
            if other > day { ((other, paper), (day, fact)) } else { ((day, fact), (other, paper)) };
        let mut begin = Begin::of(late, last);
        begin.steps.push(ProofStep::Also { kind: first.kind, fact: first.id, on: early });
        Some(begin)
    }

    /// A reset starts the clock again from its day, while it runs: what has run out does not begin again.
    fn reset(&self, period: &Period, scope: Scope<'d>, mut begin: Begin<'d>) -> Begin<'d> {
        let brief = Self { brief: true, ..*self };
        let mut last = None;
        for (day, fact) in self.resetting(period, scope, begin.day) {
            if brief.due(period, scope, &begin).due.is_some_and(|due| due < day) {
                break;
            }
            (begin.day, begin.fact) = (day, fact);
            last = Some(ProofStep::Reset { kind: fact.kind, fact: fact.id, on: day });
        }
        begin.steps.extend(last);
        begin
    }

    /// The facts that start a clock again after a day, oldest first.
    fn resetting(&self, period: &Period, scope: Scope<'d>, after: Day) -> Vec<(Day, &'d Fact)> {
        let dated = |select: &Select| -> Vec<(Day, &'d Fact)> {
            self.chosen(select, scope).into_iter().filter_map(|fact| Some((select.day(fact)?, fact))).collect()
        };
        let mut again: Vec<_> = period.resets.iter().flat_map(dated).filter(|(day, _)| *day > after).collect();
        again.sort_by_key(|(day, fact)| (*day, fact.id));
        again
    }
}

/// What starts one clock.
#[derive(Debug, Clone)]
pub(super) struct Begin<'d> {
    /// The day from which it is counted.
    pub(super) day: Day,
    /// The fact that gave it.
    pub(super) fact: &'d Fact,
    /// The part of the fact's plan, its place and its last day.
    pub(super) part: Option<(usize, Day)>,
    /// How the day was found.
    pub(super) steps: Vec<ProofStep>,
}

impl<'d> Begin<'d> {
    pub(super) fn of(day: Day, fact: &'d Fact) -> Self {
        let paper = fact.paper().map(str::to_owned);
        Self { day, fact, part: None, steps: vec![ProofStep::Start { kind: fact.kind, fact: fact.id, on: day, paper }] }
    }

    /// Moves the start to the n-th day of the calendar from it on.
    pub(super) fn turn(&mut self, days: &[MonthDay], n: u32) {
        if let Some((on, rule)) = MonthDay::dates(days, self.day).nth(n.saturating_sub(1) as usize) {
            self.steps.push(ProofStep::Calendar { rule, on, n });
            self.day = on;
        }
    }
}
