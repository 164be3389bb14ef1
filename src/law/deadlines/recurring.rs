//! Recurring time limits: a fixed rhythm from the start, or the days that a paper lists; one entry an occurrence,
//! up to the next one due.

use super::{Basis, Scope};
use crate::docket::{Day, Fact};
use crate::law::answer::{Deadline, Status};
use crate::law::count;
use crate::law::period::{Length, Period, Unit};
use crate::law::proof::ProofStep;
use std::sync::Arc;

/// More occurrences than any supervision could have: a rhythm of one day over a working life.
const MOST: u32 = 4_000;

impl<'d> Basis<'_, 'd> {
    /// The occurrences of a recurring rule.
    pub(super) fn recurring(&self, period: &Arc<Period>, scope: Scope<'d>, found: &mut Vec<Deadline>) {
        let Some(repeat) = &period.repeat else { return };
        for (start, fact) in self.starts(&period.start, period.start_rule, scope) {
            let listed = repeat.days_key.as_ref().map(|key| fact.data.days(key)).unwrap_or_default();
            let Length::Count(length, unit) = period.length else { continue };
            let every = repeat.every_key.as_ref().and_then(|key| fact.data.int(key)).filter(|every| *every > 0).unwrap_or(length);
            let end = period
                .ends_with
                .iter()
                .flat_map(|select| self.chosen(select, scope))
                .map(|end| end.on)
                .filter(|end| *end >= start)
                .min();
            let mut reports: Vec<&Fact> = period
                .satisfied_by
                .iter()
                .flat_map(|select| self.chosen(select, scope))
                .filter(|fact| fact.on >= start)
                .collect();
            reports.sort_by_key(|fact| fact.on);
            let mut window = start;
            for n in 1..=MOST {
                let one = Occurrence { n, start, fact, every, unit };
                let Some(mut deadline) = self.occurrence(period, scope, &one, &listed) else { break };
                let Some(due) = deadline.due else { break };
                // A report answers one occurrence: the earliest still unanswered whose window has begun.
                let answer = reports.iter().position(|fact| fact.on > window || (n == 1 && fact.on >= window));
                let met = answer.map(|at| reports.remove(at));
                // Further reports within the same window are extra ones and answer nothing.
                if met.is_some() {
                    reports.retain(|fact| fact.on > due);
                }
                let ended = end.filter(|end| *end < due || met.is_none());
                deadline.met = met.map(|fact| (fact.on, fact.id));
                deadline.status = match (met, ended) {
                    (Some(fact), _) if fact.on <= due => Status::Met,
                    (Some(_), _) => Status::MetLate,
                    (None, Some(end)) if end <= due => Status::Dropped,
                    _ if due < self.today => Status::Overdue,
                    _ => Status::Pending,
                };
                window = due;
                let last = due >= self.today && met.is_none() || end.is_some_and(|end| end <= due);
                found.push(deadline);
                if last {
                    break;
                }
            }
        }
    }

    fn occurrence(&self, period: &Arc<Period>, scope: Scope<'d>, one: &Occurrence<'d>, listed: &[Day]) -> Option<Deadline> {
        let own = if listed.is_empty() {
            // The n-th falls n rhythms after the start, so that a late report does not shift the next.
            let mut rule = Period::clone(period);
            rule.length = Length::Count(one.every.saturating_mul(i64::from(one.n)), one.unit);
            self.deadline(&Arc::new(rule), scope, one.start, one.fact, Some(one.n))?
        } else {
            let day = *listed.get(one.n as usize - 1)?;
            let stated =
                ProofStep::Stated { kind: one.fact.kind, fact: one.fact.id, on: day, paper: one.fact.paper().map(str::to_owned) };
            let base = self.deadline(period, scope, one.start, one.fact, Some(one.n))?;
            let due = count::roll(self.calendar, day, crate::law::period::Roll::None);
            Deadline {
                due: Some(due),
                safe: Some(due),
                latest: None,
                provisional: false,
                alternatives: Vec::new(),
                proof: self.proof(vec![stated, ProofStep::Result { due }]),
                ..base
            }
        };
        Some(Deadline { rule: period.clone(), ..own })
    }
}

/// One occurrence to compute.
struct Occurrence<'d> {
    n: u32,
    start: Day,
    fact: &'d Fact,
    every: i64,
    unit: Unit,
}
