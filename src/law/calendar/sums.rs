//! Sums of working days in constant time over all of time: Monday to Friday by arithmetic, corrected by the days that
//! differ from it. Knows numbers of days only, not why a day differs.

use crate::docket::Day;
use chrono::Datelike;

/// The days that are worked though on a weekend, or off though on a weekday.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    /// Days from the common era, ascending.
    days: Vec<i32>,
    /// Working days up to and including each, from the beginning of the common era.
    upto: Vec<i64>,
}

impl Sums {
    /// From the days that differ, ascending, with whether they are worked.
    pub(super) fn of(differing: impl Iterator<Item = (Day, bool)>) -> Self {
        let mut sums = Self::default();
        let mut shift = 0;
        for (day, worked) in differing {
            shift += if worked { 1 } else { -1 };
            let at = day.num_days_from_ce();
            sums.days.push(at);
            sums.upto.push(weekdays(i64::from(at)) + shift);
        }
        sums
    }

    /// Working days up to and including a day.
    fn rank(&self, at: i32) -> i64 {
        let plain = weekdays(i64::from(at));
        let before = self.days.partition_point(|day| *day <= at);
        match before.checked_sub(1).and_then(|last| Some((*self.days.get(last)?, *self.upto.get(last)?))) {
            Some((day, upto)) => upto + plain - weekdays(i64::from(day)),
            None => plain,
        }
    }

    /// The first day by which so many are worked; the ends of time where there is none.
    fn select(&self, count: i64) -> Day {
        let after = self.upto.partition_point(|upto| *upto < count);
        let shift = match after.checked_sub(1).and_then(|last| Some((*self.days.get(last)?, *self.upto.get(last)?))) {
            Some((day, upto)) => upto - weekdays(i64::from(day)),
            None => 0,
        };
        let least = count.saturating_sub(shift).saturating_sub(1);
        let plain = least.div_euclid(5).saturating_mul(7).saturating_add(least.rem_euclid(5) + 1);
        let at = self.days.get(after).map_or(plain, |day| plain.min(i64::from(*day)));
        let edge = if at > 0 { Day::MAX } else { Day::MIN };
        i32::try_from(at).ok().and_then(Day::from_num_days_from_ce_opt).unwrap_or(edge)
    }

    /// The day so many working days after another, which is not counted itself.
    pub(super) fn add(&self, start: Day, count: i64) -> Day {
        let at = start.num_days_from_ce();
        match count {
            0 => start,
            1.. => self.select(self.rank(at).saturating_add(count)),
            _ => self.select(self.rank(at - 1).saturating_add(count).saturating_add(1)),
        }
    }

    /// Working days after a day up to and including another; negative when the other is earlier.
    pub(super) fn between(&self, after: Day, to: Day) -> i64 {
        self.rank(to.num_days_from_ce()) - self.rank(after.num_days_from_ce())
    }

    /// Whether a day is worked.
    pub(super) fn worked(&self, day: Day) -> bool {
        let at = day.num_days_from_ce();
        self.rank(at) > self.rank(at - 1)
    }
}

/// Mondays to Fridays of the common era up to and including a day; its first day was a Monday.
fn weekdays(at: i64) -> i64 {
    at.div_euclid(7) * 5 + at.rem_euclid(7).min(5)
}
