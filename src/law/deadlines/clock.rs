//! How much of a time limit is used, paused and left on a day: of the reading that holds, and of any other.

use super::due::merged;
use crate::docket::Day;
use crate::law::answer::Clock;
use crate::law::calendar::Calendar;
use crate::law::count::{Gap, between};
use crate::law::period::Unit;
use crate::law::proof::{Tried, Way};

/// How much is used up from a start until a day. `way` is what was counted, if anything was; `pauses` are those of a day
/// that was not counted, which is told from the start in `unit`.
pub(super) fn clock(
    calendar: &Calendar,
    way: Option<&Way>,
    pauses: &[Gap],
    unit: Unit,
    (start, due): (Day, Day),
    until: Day,
) -> Clock {
    let unit = if unit == Unit::Working { Unit::Working } else { Unit::Calendar };
    let gaps = merged(way.map_or(pauses, |way| &way.pauses));
    let paused_until =
        |to: Day| -> i64 { gaps.iter().map(|gap| between(calendar, gap.after.max(start), gap.until.min(to), unit)).sum() };
    let total = match way {
        Some(way) if matches!(way.unit, Unit::Working | Unit::Calendar) && way.more.is_empty() => way.count,
        _ => between(calendar, start, due, unit) - paused_until(due),
    };
    let paused = paused_until(until);
    let consumed = (between(calendar, start, until, unit) - paused).max(0);
    let left = if until <= due { between(calendar, until, due, unit) } else { -between(calendar, due, until, unit) };
    Clock { total, consumed, paused, left, unit, until: Some(until) }
}

impl Tried {
    /// The clock that this reading gives, until the day to which another one is told.
    #[must_use]
    pub fn clock(&self, calendar: &Calendar, until: Day) -> Clock {
        clock(calendar, Some(&self.way), &[], self.way.unit, (self.way.start, self.due), until)
    }
}
