//! Duties of the office, of no single docket: the occurrences of a rule of the calendar, each with its proof.

use super::answer::{Alternative, Deadline, Status};
use super::calendar::Calendar;
use super::count;
use super::engine::Law;
use super::period::{Length, MonthDay, Period, ReadingChange, Roll, Unit};
use super::proof::{Proof, ProofStep};
use crate::docket::Day;
use chrono::Datelike;
use std::sync::Arc;

/// One occurrence of a rule of the office.
#[derive(Debug, Clone)]
pub struct Occurrence {
    /// Which one: its year, and its place in the year where there are several. Stays when the rule's days move.
    pub key: String,
    /// Its days, pending, with the proof.
    pub deadline: Deadline,
}

impl Law {
    /// The occurrences of an office's rule that are due on a day or later, in order; they go on without end.
    pub fn occurrences<'a>(&'a self, period: &'a Arc<Period>, since: Day) -> impl Iterator<Item = Occurrence> + 'a {
        let days = match &period.length {
            Length::Yearly(days) => days.as_slice(),
            Length::Count(..) => period.start_on.as_slice(),
            _ => &[],
        };
        // The clock of an earlier start may still run.
        let early = Day::from_ymd_opt(since.year() - 1, 1, 1).unwrap_or(since);
        let dates = (!days.is_empty()).then(|| MonthDay::dates(days, early)).into_iter().flatten();
        let mut turn = (early.year(), 0);
        let numbered = dates.map(move |(on, rule)| {
            turn = if turn.0 == on.year() { (turn.0, turn.1 + 1) } else { (on.year(), 1) };
            let key = if days.len() > 1 { format!("{}-{}", turn.0, turn.1) } else { turn.0.to_string() };
            Occurrence { key, deadline: self.occurrence(period, on, rule, turn.1) }
        });
        // A rule speaks of the days on which it is law.
        let (from, to) = (period.in_force_from.unwrap_or(Day::MIN).max(since), period.in_force_to.unwrap_or(Day::MAX));
        let known = numbered.take_while(move |one| one.deadline.due.is_some_and(|due| due <= to));
        known.filter(move |one| one.deadline.due.is_some_and(|due| due >= from))
    }

    fn occurrence(&self, period: &Arc<Period>, on: Day, rule: MonthDay, n: u32) -> Deadline {
        let after = count::plus(on, -i64::from(period.first_day_counted));
        let counted = match &period.length {
            Length::Count(count, unit) => Some((*count, *unit)),
            _ => None,
        };
        let last_in = |calendar: &Calendar| match counted {
            Some((length, unit)) => count::forward(calendar, after, if period.before { -length } else { length }, unit),
            None => on,
        };
        let last = last_in(&self.calendar);
        let due = count::roll(&self.calendar, last, period.roll);
        let mut steps = vec![ProofStep::Calendar { rule, on, n }];
        if let Some((count, unit)) = counted {
            steps.push(ProofStep::Length { count, unit, before: period.before });
            if !period.before {
                steps.push(ProofStep::FirstDay { on: count::plus(after, 1), event_counted: period.first_day_counted });
                let unit = if unit == Unit::Working { unit } else { Unit::Calendar };
                let days = count::between(&self.calendar, after, last, unit);
                steps.push(ProofStep::Count { from: count::plus(after, 1), to: last, count: days, unit });
            }
        }
        steps.push(ProofStep::LastDay { on: last, rule: period.roll });
        if due != last {
            steps.push(ProofStep::Roll { from: last, to: due, rule: period.roll });
        }
        let alternatives = other_days(period, on, n, due);
        let counts = alternatives.iter().filter(|other| other.counts_for_safe).map(|other| other.due);
        let mut safe = counts.chain([last]).min().map_or(due, |other| other.min(due));
        let firm = match counted {
            Some((_, Unit::Working)) => self.calendar.is_firm_from(on.min(last), on.max(due)),
            _ => period.roll == Roll::None || self.calendar.is_firm_from(last.min(due), last.max(due)),
        };
        let mut latest = None;
        if !firm {
            let envelope = self.calendar.envelope();
            let ends = [&envelope.most_working, &envelope.least_working];
            let ends = ends.map(|calendar| count::roll(calendar, last_in(calendar), period.roll));
            safe = ends.into_iter().fold(safe, Day::min);
            let end = ends.into_iter().fold(due, Day::max);
            steps.push(ProofStep::Provisional { earliest: safe, latest: end });
            latest = Some(end);
        }
        steps.push(ProofStep::Result { due });
        let (profile, calendar) = self.versions();
        Deadline {
            rule: period.clone(),
            party: None,
            n: None,
            round: 0,
            start: None,
            due: Some(due),
            safe: Some(safe),
            latest,
            status: Status::Pending,
            provisional: !firm,
            met: None,
            alternatives,
            clock: super::answer::Clock::default(),
            effort: None,
            proof: Proof { steps, profile: profile.into(), calendar: calendar.into(), ..Proof::default() },
        }
    }
}

/// The days that the other readings of the rule give for the n-th occurrence of a year.
fn other_days(period: &Period, on: Day, n: u32, due: Day) -> Vec<Alternative> {
    let place = n.saturating_sub(1) as usize;
    let found = period.readings.iter().filter_map(|reading| {
        let ReadingChange::Yearly(days) = &reading.change else { return None };
        let mut dates: Vec<Day> = days.iter().filter_map(|day| day.on(on.year())).collect();
        dates.sort_unstable();
        let other = *dates.get(place).or(dates.last())?;
        (other != due).then(|| Alternative { reading: reading.id.clone(), due: other, counts_for_safe: reading.safe })
    });
    found.collect()
}
