//! How well a date is known before the notice of its year: each published year is hidden in turn, its dates are computed as
//! if nobody had seen the notice, by the same engine as every other date, and compared with what they came to be.

use super::{Basis, Begin, Scope};
use crate::docket::{Day, Docket, Fact, Kind};
use crate::law::engine::Law;
use crate::law::period::{Length, Period, Roll, Unit};
use std::sync::Arc;

/// A published year, hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hidden {
    /// The year.
    pub year: i32,
    /// Its dates: every day of the year as a trigger, times every way of counting of the rules that asks the calendar.
    pub dates: usize,
    /// Those marked provisional.
    pub provisional: usize,
    /// Those whose day, by the statutory days alone, was not the day that came.
    pub moved: usize,
    /// By how many days at most.
    pub furthest: i64,
    /// Those that came outside their range, or moved though they were called firm.
    pub outside: usize,
    /// Days from the earliest to the latest of the provisional dates, summed.
    pub widths: i64,
    /// The widest range, in days.
    pub widest: i64,
}

impl Law {
    /// The published years.
    pub fn published(&self) -> impl Iterator<Item = i32> + '_ {
        self.calendar.years().filter(|year| year.published).map(|year| year.year)
    }

    /// How the rules count where the calendar is asked, each way once.
    #[must_use]
    pub fn ways(&self) -> Vec<Arc<Period>> {
        let mut ways: Vec<Arc<Period>> = Vec::new();
        for period in self.profile.periods.iter().filter(|period| period.enabled && !period.office) {
            let (count, unit) = match &period.length {
                Length::Count(count, unit) | Length::Field(_, Some(count), unit) => (*count, *unit),
                _ => continue,
            };
            if unit != Unit::Working && period.roll == Roll::None {
                continue;
            }
            let mut way = Period::clone(period);
            // The range is judged, not the readings beside it.
            way.roll = if let Roll::Both(rest) = way.roll { Roll::AfterRest(rest) } else { way.roll };
            way.length = Length::Count(count, unit);
            (way.readings, way.extension, way.pauses, way.letter) = (Vec::new(), Vec::new(), Vec::new(), None);
            let counts = |one: &Period| (one.length.clone(), one.roll, one.before, one.first_day_counted);
            if ways.iter().all(|known| counts(known) != counts(&way)) {
                ways.push(Arc::new(way));
            }
        }
        ways
    }

    /// The year as if its notice had not come; `None` for a year that has none.
    #[must_use]
    pub fn hidden_year(&self, year: i32) -> Option<Hidden> {
        let known = self.calendar.year(year).filter(|known| known.published)?;
        let blind = Law::new(self.profile.clone(), Arc::new(self.calendar.with_year(known.hidden())));
        let (first, last) = (Day::from_ymd_opt(year, 1, 1)?, Day::from_ymd_opt(year, 12, 31)?);
        let mut found = Hidden { year, ..Hidden::default() };
        for way in self.ways() {
            for on in first.iter_days().take_while(|on| *on <= last) {
                let (Some(then), Some(truth)) = (blind.counted_from(&way, on), self.counted_from(&way, on)) else { continue };
                // What rests on a year that has no notice yet has not come to be.
                if truth.1.is_some() {
                    continue;
                }
                found.dates += 1;
                let (guess, came) = (then.0, truth.0);
                found.moved += usize::from(guess != came);
                found.furthest = found.furthest.max((came - guess).num_days().abs());
                let (earliest, latest) = then.1.unwrap_or((guess, guess));
                found.outside += usize::from(came < earliest || came > latest);
                if then.1.is_some() {
                    let width = (latest - earliest).num_days();
                    found.provisional += 1;
                    found.widths += width;
                    found.widest = found.widest.max(width);
                }
            }
        }
        Some(found)
    }

    /// A way of counting from a day: the day it gives, and its range where that is provisional.
    fn counted_from(&self, way: &Period, on: Day) -> Option<(Day, Option<(Day, Day)>)> {
        let Length::Count(count, unit) = way.length else { return None };
        let (fact, docket) = (Fact::new(Kind::NoteAdded, on), Docket::default());
        let state = docket.state();
        let basis: Basis<'_, '_> = self.basis(&state, on);
        let found = basis.counted(way, Scope { party: None, round: None }, &Begin::of(on, &fact), count, unit);
        let range = found.provisional.then_some(found.safe.zip(found.latest)).flatten();
        Some((found.due?, range))
    }
}
