//! Reckoning a day: counted and rolled day by day, over the calendar or one of its bounds.

use super::calendar::{Which, plus};
use super::checker::Checker;
use super::proof::{Roll, Way, months};
use chrono::{Datelike, NaiveDate};

impl Checker<'_> {
    /// The day so many units on, or back where the number is below zero.
    pub fn forward(&self, from: NaiveDate, count: i64, unit: &str, which: Which) -> NaiveDate {
        let mut left = match unit {
            "months" => return months(from, count),
            "years" => return months(from, count * 12),
            "hours" => count.signum() * ((count.abs() + 23) / 24),
            _ => count,
        };
        let mut at = from;
        while left != 0 {
            at = plus(at, left.signum());
            if unit != "working-days" || self.calendar.worked(which, at) {
                left -= left.signum();
            }
        }
        at
    }

    pub fn counts(&self, way: &Way, which: Which, day: NaiveDate) -> bool {
        !way.works() || self.calendar.worked(which, day)
    }

    /// The last day before and after the roll, day by day.
    pub fn reckon(&self, way: &Way, which: Which) -> (NaiveDate, NaiveDate) {
        let mut last = self.count(way, which);
        for (count, unit) in &way.more {
            last = self.forward(last, if way.before { -count } else { *count }, unit, which);
        }
        (last, self.roll(last, &way.roll, which))
    }

    pub fn count(&self, way: &Way, which: Which) -> NaiveDate {
        if way.before {
            return self.forward(way.end(), -way.count, &way.unit, which);
        }
        let (mut at, mut left) = (way.after(), self.units(way));
        while left > 0 {
            at = plus(at, 1);
            left -= i64::from(!way.paused(at) && self.counts(way, which, at));
        }
        at
    }

    /// How many days have to be counted: months and years are whole, whatever they hold.
    pub fn units(&self, way: &Way) -> i64 {
        match way.unit.as_str() {
            "months" => (months(way.after(), way.count) - way.after()).num_days(),
            "years" => (months(way.after(), way.count * 12) - way.after()).num_days(),
            "hours" => (way.count + 23) / 24,
            _ => way.count,
        }
    }

    pub fn roll(&self, last: NaiveDate, roll: &Roll, which: Which) -> NaiveDate {
        let (mut at, by) = (last, if roll.0 == "previous-working-day" { -1 } else { 1 });
        while roll.0 != "none" && self.rests(at, roll.1.as_deref(), which) {
            at = plus(at, by);
        }
        at
    }

    /// Whether a last day does not stay: on a day that is not worked, or on a statutory rest day in a narrower sense.
    pub fn rests(&self, day: NaiveDate, rest: Option<&str>, which: Which) -> bool {
        let named = self.calendar.named(day).filter(|named| named.rest);
        match rest {
            Some("statutory-days") => named.is_some_and(|named| named.own),
            // What the patterns take off on a weekday is off by a notice to come.
            Some("published-rest-days") => {
                named.is_some() || (day.weekday().number_from_monday() < 6 && !self.calendar.worked(which, day))
            }
            _ => !self.calendar.worked(which, day),
        }
    }
}
