//! Days in a row of one kind, and the days that two calendars see differently: what proofs and notices of change show.

use super::{Calendar, DayKind};
use crate::docket::Day;

/// Consecutive days of one kind, for proofs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// How many days they are.
    pub days: i64,
    /// Whether they are worked.
    pub working: bool,
    /// The festival or exchange, where the days are not ordinary ones.
    pub name: Option<String>,
    /// The numbers of the notices that say so.
    pub notice: Option<String>,
}

impl Calendar {
    /// The days from one to another, both included, merged into stretches of one kind.
    pub fn stretches(&self, from: Day, to: Day) -> Vec<Stretch> {
        let mut found: Vec<Stretch> = Vec::new();
        for day in from.iter_days().take_while(|day| *day <= to) {
            let (working, name) = match self.day(day) {
                DayKind::Working => (true, None),
                DayKind::Weekend => (false, None),
                DayKind::MakeUp { name } => (true, Some(name)),
                DayKind::Rest { name, .. } => (false, Some(name)),
            };
            let notice = name.and_then(|_| self.notice(day));
            match found.last_mut() {
                Some(last) if last.working == working && last.name.as_deref() == name && last.notice == notice => {
                    last.to = day;
                    last.days += 1;
                }
                _ => found.push(Stretch { from: day, to: day, days: 1, working, name: name.map(str::to_owned), notice }),
            }
        }
        found
    }

    /// The stretches of a span that have a name: rest days and make-up days, without a look at every day.
    pub fn named_stretches(&self, from: Day, to: Day) -> Vec<Stretch> {
        let mut found: Vec<Stretch> = Vec::new();
        if from > to {
            return found;
        }
        for day in self.marks.range(from..=to).map(|(day, _)| *day) {
            for one in self.stretches(day, day) {
                match found.last_mut() {
                    Some(last)
                        if last.to.succ_opt() == Some(day)
                            && (last.working, &last.name, &last.notice) == (one.working, &one.name, &one.notice) =>
                    {
                        last.to = day;
                        last.days += 1;
                    }
                    _ => found.push(one),
                }
            }
        }
        found
    }

    /// Every day that two calendars see differently, with what it is in each.
    pub fn diff<'c>(&'c self, other: &'c Self) -> Vec<(Day, DayKind<'c>, DayKind<'c>)> {
        let days: std::collections::BTreeSet<Day> = self.marks.keys().chain(other.marks.keys()).copied().collect();
        days.into_iter().map(|day| (day, self.day(day), other.day(day))).filter(|(_, mine, theirs)| mine != theirs).collect()
    }
}
