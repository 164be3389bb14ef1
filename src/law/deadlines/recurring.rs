//! Recurring time limits: a fixed rhythm from the start, days of the calendar, or the days that a paper lists; one entry
//! an occurrence, up to the next one due. The date of a letter takes the place of one occurrence, or of the rhythm.

use super::due::Found;
use super::{Basis, Begin, Scope};
use crate::docket::{Day, Fact};
use crate::law::answer::{Deadline, Status};
use crate::law::count;
use crate::law::period::{Length, MonthDay, Override, Period, Roll, Unit};
use std::sync::Arc;

/// More occurrences than any supervision could have: a rhythm of one day over a working life.
const MOST: u32 = 4_000;

impl<'d> Basis<'_, 'd> {
    /// The occurrences of a recurring rule.
    pub(super) fn recurring(&self, period: &Arc<Period>, scope: Scope<'d>, begins: Vec<Begin<'d>>, found: &mut Vec<Deadline>) {
        for begin in begins {
            let Some(rhythm) = Rhythm::of(period, &begin) else { continue };
            self.occurrences(period, scope, begin, &rhythm, found);
        }
    }

    fn occurrences(
        &self,
        period: &Arc<Period>,
        scope: Scope<'d>,
        mut begin: Begin<'d>,
        rhythm: &Rhythm,
        found: &mut Vec<Deadline>,
    ) {
        let start = begin.day;
        let ends = period.ends_with.iter().flat_map(|select| self.chosen(select, scope));
        let end = ends.map(|end| end.on).filter(|end| *end >= start).min();
        let answers = period.satisfied_by.iter().flat_map(|select| self.chosen(select, scope));
        let mut reports: Vec<&Fact> = answers.filter(|fact| fact.on >= start).collect();
        reports.sort_by_key(|fact| fact.on);
        let letters = self.letters(period, scope);
        let (mut window, mut base) = (start, 0);
        let then = rhythm.after();
        let mut rhythm = rhythm;
        for n in 1..=MOST {
            let Some(mut own) = self.occurrence(period, scope, &begin, rhythm, n - base) else { break };
            let Some(natural) = own.due else { break };
            let mut next = None;
            let fits = |fact: &Fact| fact.on <= natural && (fact.on > window || n == 1 && fact.on >= window);
            if let Some((day, letter)) = letters.iter().rev().find(|(_, fact)| fits(fact)) {
                own = self.stated(period, scope, letter, *day, Roll::None, false);
                let good = match period.letter {
                    Some(Override::ForGood) => true,
                    Some(Override::AsStated) => letter.data.flag("once") == Some(false),
                    _ => false,
                };
                // The rhythm goes on from the letter's date.
                if good && matches!(rhythm, Rhythm::Every(..)) {
                    next = Some(Begin::of(*day, letter));
                }
            }
            own = self.kept(period, scope, &begin, Some(n)).unwrap_or(own);
            let Some(due) = own.due else { break };
            // A report answers one occurrence: the earliest still unanswered whose window has begun.
            let answer = reports.iter().position(|fact| fact.on > window || (n == 1 && fact.on >= window));
            let met = answer.map(|at| reports.remove(at));
            // Further reports within the same window are extra ones and answer nothing.
            if met.is_some() {
                reports.retain(|fact| fact.on > due);
            }
            let ended = end.filter(|end| *end < due || met.is_none());
            let status = match (met, ended) {
                (Some(fact), _) if fact.on <= due => Status::Met,
                (Some(_), _) => Status::MetLate,
                (None, Some(end)) if end <= due => Status::Dropped,
                _ if due < self.today => Status::Overdue,
                _ => Status::Pending,
            };
            window = due;
            let last = due >= self.today && met.is_none() || end.is_some_and(|end| end <= due);
            let met = met.map(|fact| (fact.on, fact.id));
            found.push(self.entry(period, scope, &begin, Some(n), own, (met, ended, status)));
            if last {
                break;
            }
            if let Some(from) = next {
                (begin, base) = (from, n);
            }
            // A paper that names a rhythm beside its days: the rhythm goes on from the last of them.
            if let (Rhythm::Listed(days, _), Some(then)) = (rhythm, &then)
                && usize::try_from(n - base).is_ok_and(|count| count == days.len())
                && let Some(last) = days.last()
            {
                (begin, base, rhythm) = (Begin::of(*last, begin.fact), n, then);
            }
        }
    }

    /// The n-th occurrence from the start.
    fn occurrence(&self, period: &Arc<Period>, scope: Scope<'d>, begin: &Begin<'d>, rhythm: &Rhythm, n: u32) -> Option<Found> {
        let place = n.checked_sub(1)? as usize;
        Some(match rhythm {
            Rhythm::Listed(days, _) => self.stated(period, scope, begin.fact, *days.get(place)?, Roll::None, false),
            // The n-th falls n rhythms after the start, so that a late report does not shift the next.
            Rhythm::Every(every, unit) => self.counted(period, scope, begin, every.saturating_mul(i64::from(n)), *unit),
            Rhythm::Days(days) => {
                let (on, rule) = MonthDay::dates(days, count::plus(begin.day, 1)).nth(place)?;
                self.on_day(period, begin, rule, on, n)
            }
            Rhythm::From(days, length, unit) => {
                let mut turn = begin.clone();
                turn.turn(days, n);
                self.counted(period, scope, &turn, *length, *unit)
            }
        })
    }
}

/// How occurrences follow each other.
enum Rhythm {
    /// The days that a paper lists, and the rhythm after the last of them where the paper names one too.
    Listed(Vec<Day>, Option<(i64, Unit)>),
    /// So many units each.
    Every(i64, Unit),
    /// Days of the calendar.
    Days(Vec<MonthDay>),
    /// So many units from days of the calendar.
    From(Vec<MonthDay>, i64, Unit),
}

impl Rhythm {
    /// What follows it once its days are over.
    const fn after(&self) -> Option<Self> {
        match self {
            Self::Listed(_, Some((every, unit))) => Some(Self::Every(*every, *unit)),
            _ => None,
        }
    }

    fn of(period: &Period, begin: &Begin<'_>) -> Option<Self> {
        let repeat = period.repeat.as_ref()?;
        let listed = repeat.days_key.as_ref().map(|key| begin.fact.data.days(key)).unwrap_or_default();
        let every = repeat.every_key.as_ref().and_then(|key| begin.fact.data.int(key)).filter(|every| *every > 0);
        if !listed.is_empty() {
            let unit = if let Length::Count(_, unit) = &period.length { Some(*unit) } else { None };
            return Some(Self::Listed(listed, every.zip(unit)));
        }
        match &period.length {
            Length::Yearly(days) => Some(Self::Days(days.clone())),
            Length::Count(count, unit) if !period.start_on.is_empty() => Some(Self::From(period.start_on.clone(), *count, *unit)),
            Length::Count(count, unit) => Some(Self::Every(every.unwrap_or(*count), *unit)),
            _ => None,
        }
    }
}
