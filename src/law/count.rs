//! Counting days: forward with pauses, back for look-backs, and the roll of the last day.

use super::calendar::{Calendar, DayKind};
use super::period::{Length, Rest, Roll, Unit};
use crate::docket::{Day, FactId};
use chrono::{Datelike, Days, Months};
use std::cmp::Ordering;

/// A pause as days left out: every day after `after` up to and including `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The day that still counts.
    pub after: Day,
    /// The last day left out.
    pub until: Day,
    /// Nothing has ended it yet.
    pub open: bool,
    /// Place in the rule's list of pauses.
    pub pause: usize,
    /// The facts that began and ended it.
    pub facts: (FactId, Option<FactId>),
}

/// One piece of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// Units counted from the first day to the last.
    Count { from: Day, to: Day, count: i64 },
    /// A gap within the count.
    Gap { gap: Gap, from: Day, to: Day, count: i64 },
}

/// Day arithmetic that stays within the calendar's years.
pub fn plus(day: Day, days: i64) -> Day {
    let moved = if days >= 0 {
        day.checked_add_days(Days::new(days.unsigned_abs()))
    } else {
        day.checked_sub_days(Days::new(days.unsigned_abs()))
    };
    within(moved, days)
}

/// A day inside the years that files and answers can name; beyond them, their end.
fn within(day: Option<Day>, way: i64) -> Day {
    let last = Day::from_ymd_opt(9999, 12, 31).unwrap_or(Day::MAX);
    day.unwrap_or(if way < 0 { Day::MIN } else { Day::MAX }).min(last)
}

/// The day so many units after another, which is not counted itself.
pub fn forward(calendar: &Calendar, after: Day, count: i64, unit: Unit) -> Day {
    match unit {
        Unit::Calendar => plus(after, count),
        Unit::Working => within(Some(calendar.add_working(after, count)), count),
        Unit::Months => months(after, count),
        Unit::Years => months(after, count.saturating_mul(12)),
        Unit::Hours => plus(after, days_of(count)),
    }
}

/// Hours as whole days, rounded away from the start.
pub const fn days_of(hours: i64) -> i64 {
    let days = hours.abs().saturating_add(23) / 24;
    if hours < 0 { -days } else { days }
}

/// Whether the month in which months or years end has no day such as the one they began on, and so its last day counts.
pub fn shortened(after: Day, length: i64, unit: Unit) -> Option<Day> {
    let last = match unit {
        Unit::Months => months(after, length),
        Unit::Years => months(after, length.saturating_mul(12)),
        _ => return None,
    };
    (last.day() != after.day()).then_some(last)
}

/// Months on, clamped to the month's last day.
pub fn months(day: Day, count: i64) -> Day {
    let span = Months::new(u32::try_from(count.unsigned_abs()).unwrap_or(u32::MAX));
    let moved = if count >= 0 { day.checked_add_months(span) } else { day.checked_sub_months(span) };
    within(moved, count)
}

/// The day so much before another, for look-backs; `None` for lengths that a paper states.
pub fn back(day: Day, length: &Length) -> Option<Day> {
    match length {
        Length::Count(count, Unit::Months) => Some(months(day, -count)),
        Length::Count(count, Unit::Years) => Some(months(day, count.saturating_neg().saturating_mul(12))),
        Length::Count(count, Unit::Hours) => Some(plus(day, -days_of(*count))),
        Length::Count(count, _) => Some(plus(day, -count)),
        _ => None,
    }
}

/// Units in the days after `after` up to and including `to`.
pub fn between(calendar: &Calendar, after: Day, to: Day, unit: Unit) -> i64 {
    if to <= after {
        return 0;
    }
    match unit {
        Unit::Working => calendar.working_between(after, to),
        _ => (to - after).num_days(),
    }
}

/// Counts units after a day, leaving gaps out; the last day, and the pieces of the way.
/// Months and years are counted whole, and the gaps inside are added as calendar days.
pub fn count(calendar: &Calendar, after: Day, length: i64, unit: Unit, gaps: &[Gap]) -> (Day, Vec<Piece>) {
    let mut pieces = Vec::with_capacity(1 + gaps.len() * 2);
    let (step, mut left) = match unit {
        Unit::Working => (Unit::Working, length),
        Unit::Calendar | Unit::Hours => (Unit::Calendar, if unit == Unit::Hours { days_of(length) } else { length }),
        Unit::Months | Unit::Years => (Unit::Calendar, (forward(calendar, after, length, unit) - after).num_days()),
    };
    let mut at = after;
    for gap in gaps {
        if gap.until <= at {
            continue;
        }
        let before = between(calendar, at, gap.after, step);
        let ahead = forward(calendar, at, left, step);
        if ahead <= gap.after {
            break;
        }
        if before > 0 {
            pieces.push(Piece::Count { from: plus(at, 1), to: gap.after, count: before });
            left -= before;
        }
        let from = plus(at.max(gap.after), 1);
        pieces.push(Piece::Gap { gap: *gap, from, to: gap.until, count: between(calendar, plus(from, -1), gap.until, step) });
        at = gap.until;
    }
    let last = forward(calendar, at, left, step);
    pieces.push(Piece::Count { from: plus(at, 1), to: last, count: left });
    (last, pieces)
}

/// Sorts gaps and merges those that overlap: no day is left out twice.
pub fn merge(gaps: &[Gap]) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = gaps.iter().filter(|gap| gap.until > gap.after || gap.open).copied().collect();
    gaps.sort_by_key(|gap| (gap.after, gap.until));
    let mut merged: Vec<Gap> = Vec::with_capacity(gaps.len());
    for gap in gaps {
        match merged.last_mut() {
            Some(last) if gap.after <= last.until => {
                // The end is open where nothing has ended what lasts longest.
                last.open = match gap.until.cmp(&last.until) {
                    Ordering::Less => last.open,
                    Ordering::Equal => last.open || gap.open,
                    Ordering::Greater => gap.open,
                };
                last.until = last.until.max(gap.until);
            }
            _ => merged.push(gap),
        }
    }
    merged
}

/// Where a last day comes to lie.
pub fn roll(calendar: &Calendar, day: Day, rule: Roll) -> Day {
    match rule {
        Roll::None => day,
        Roll::NextWorking => within(Some(calendar.next_working(day)), 1),
        Roll::PreviousWorking => calendar.prev_working(day),
        Roll::AfterRest(Rest::NonWorking) | Roll::Both(Rest::NonWorking) => within(Some(calendar.next_working(day)), 1),
        Roll::AfterRest(rest) | Roll::Both(rest) => {
            let mut at = day;
            while rests(calendar, at, rest) && plus(at, 1) > at {
                at = plus(at, 1);
            }
            at
        }
    }
}

/// Whether a day is 法定休假日 in a sense of the word.
pub fn rests(calendar: &Calendar, day: Day, rest: Rest) -> bool {
    match (rest, calendar.day(day)) {
        (Rest::NonWorking, kind) => !kind.is_working(),
        (Rest::Published, DayKind::Rest { .. }) => true,
        (Rest::Statutory, DayKind::Rest { statutory, .. }) => statutory,
        _ => false,
    }
}
