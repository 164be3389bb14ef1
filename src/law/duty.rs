//! Duties of the office, of no single docket: the next day of a rule of the calendar.

use super::count;
use super::engine::Law;
use super::period::{Length, MonthDay, Period, ReadingChange};
use crate::docket::Day;
use chrono::Datelike;

impl Law {
    /// The next due day of an office's rule from a day on, and the earliest over its readings.
    #[must_use]
    pub fn duty(&self, period: &Period, from: Day) -> Option<(Day, Day)> {
        let roll = |day| count::roll(&self.calendar, day, period.roll);
        match &period.length {
            Length::Yearly(days) => {
                let (last, _) = next_date(days, from, roll)?;
                let due = roll(last);
                let others = period.readings.iter().filter(|reading| reading.safe).filter_map(|reading| match &reading.change {
                    ReadingChange::Yearly(days) => days.iter().filter_map(|day| day.on(last.year())).next_back(),
                    _ => None,
                });
                Some((due, others.chain([due, last]).min().unwrap_or(due)))
            }
            Length::Count(length, unit) if !period.start_on.is_empty() => {
                let ends = |start| {
                    let after = count::plus(start, -i64::from(period.first_day_counted));
                    count::forward(&self.calendar, after, if period.before { -length } else { *length }, *unit)
                };
                // The clock of an earlier start may still run.
                let (start, _) = next_date(&period.start_on, from, |start| roll(ends(start)))?;
                let last = ends(start);
                Some((roll(last), last.min(roll(last))))
            }
            _ => None,
        }
    }
}

/// The first date whose end is not before a day.
fn next_date(days: &[MonthDay], from: Day, end: impl Fn(Day) -> Day) -> Option<(Day, MonthDay)> {
    let early = Day::from_ymd_opt(from.year() - 1, 1, 1)?;
    MonthDay::dates(days, early).find(|(day, _)| end(*day) >= from)
}
