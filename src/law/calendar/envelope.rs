//! The range of a year that is not published: over the exchange patterns of the published years, the calendar with
//! the most working days and the one with the least. Each published year is a pattern: which days around a festival
//! were off, and which weekend days were worked, counted from the festival's first own day.

use super::{Calendar, Table, YearStatus, weekend};
use crate::docket::Day;
use chrono::{Datelike, Days};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Two calendars that bound what a notice to come can say.
#[derive(Debug, Clone, Default)]
pub struct Envelope {
    /// A weekday is off only where it is a festival's own day; every weekend day that was ever exchanged is worked.
    pub most_working: Calendar,
    /// Every weekday that was ever off is off; no weekend day is worked.
    pub least_working: Calendar,
    /// How many days before 1 January the notices reached.
    pub december: i64,
}

/// Offsets from a festival's first own day.
#[derive(Default)]
struct Pattern {
    rest: BTreeSet<i64>,
    makeup: BTreeSet<i64>,
}

impl Envelope {
    /// The range that a calendar's published years give.
    pub(super) fn of(calendar: &Calendar) -> Self {
        let patterns = patterns(calendar);
        let december = patterns.values().next().map_or(0, |pattern| {
            let first = pattern.rest.iter().chain(&pattern.makeup).min().copied().unwrap_or(0);
            -first.min(0)
        });
        let mut off: BTreeSet<Day> = BTreeSet::new();
        let mut worked: BTreeSet<Day> = BTreeSet::new();
        let years: Vec<i32> = calendar.years().filter(|year| !year.published).map(|year| year.year).collect();
        for year in &years {
            for (festival, anchor) in anchors(calendar, *year) {
                let Some(pattern) = patterns.get(&festival) else { continue };
                // Two days wider on each side, and everything between: no year has repeated another exactly.
                let spread = |offsets: &BTreeSet<i64>| match (offsets.first(), offsets.last()) {
                    (Some(first), Some(last)) => first - 2..=last + 2,
                    _ => 1..=0,
                };
                off.extend(spread(&pattern.rest).filter_map(|at| shift(anchor, at)));
                worked.extend(spread(&pattern.makeup).filter_map(|at| shift(anchor, at)));
            }
        }
        let open = |day: Day| {
            calendar.status(day.year()) != YearStatus::Published || calendar.status(day.year() + 1) != YearStatus::Published
        };
        let changeable = |day: Day| open(day) && (calendar.status(day.year()) != YearStatus::Published || day.month() == 12);
        let most = calendar.tabulate(|calendar, day| {
            let own = calendar.day(day).is_working();
            own || (changeable(day) && weekend(day) && worked.contains(&day) && calendar.mark(day).is_none())
        });
        let least = calendar.tabulate(|calendar, day| calendar.day(day).is_working() && !(changeable(day) && off.contains(&day)));
        let bound = |table: Table| {
            let bound =
                Calendar { years: calendar.years.clone(), version: calendar.version.clone(), table, envelope: OnceLock::new() };
            // The bounds are their own range: nothing is wider.
            let _ = bound.envelope.set(std::sync::Arc::new(Self::default()));
            bound
        };
        Self { most_working: bound(most), least_working: bound(least), december }
    }
}

fn shift(day: Day, by: i64) -> Option<Day> {
    let days = Days::new(by.unsigned_abs());
    if by >= 0 { day.checked_add_days(days) } else { day.checked_sub_days(days) }
}

/// The first own day of each festival of a year: runs of statutory days, in order. Runs are told apart by the season,
/// since notices name merged festivals in both orders.
fn anchors(calendar: &Calendar, year: i32) -> Vec<(u32, Day)> {
    let Some(year) = calendar.year(year) else { return Vec::new() };
    let mut found: Vec<(u32, Day)> = Vec::new();
    let mut last: Option<Day> = None;
    for (day, _) in year.days.iter().filter(|(_, mark)| mark.statutory) {
        let runs_on = last.is_some_and(|last| last.succ_opt() == Some(*day));
        if !runs_on {
            found.push((season(*day), *day));
        }
        last = Some(*day);
    }
    found
}

/// New Year, Tomb-Sweeping and Dragon Boat.
const ONE_DAY: [u32; 3] = [0, 2, 4];

/// New Year, Spring Festival, Tomb-Sweeping, Labour, Dragon Boat, and autumn (Mid-Autumn and National Day).
fn season(day: Day) -> u32 {
    match (day.month(), day.day()) {
        (1, 1..=3) => 0,
        (1..=3, _) => 1,
        (4, 1..=20) => 2,
        (4 | 5, 1..=15 | 21..=31) if day.month() == 4 || day.day() <= 15 => 3,
        (5..=7, _) => 4,
        (8 | 9, _) => 5,
        _ => 6,
    }
}

/// The patterns of the published years, by season; New Year first.
fn patterns(calendar: &Calendar) -> BTreeMap<u32, Pattern> {
    let mut patterns: BTreeMap<u32, Pattern> = BTreeMap::new();
    for year in calendar.years().filter(|year| year.published) {
        let anchors = anchors(calendar, year.year);
        // Days of late December count towards the next New Year.
        let next = Day::from_ymd_opt(year.year + 1, 1, 1).map(|day| (0, day));
        for (day, mark) in &year.days {
            let near = anchors.iter().copied().chain(next).min_by_key(|(_, anchor)| (*day - *anchor).num_days().abs());
            let Some((festival, anchor)) = near else { continue };
            let pattern = patterns.entry(festival).or_default();
            let offset = (*day - anchor).num_days();
            let offsets = if mark.rest { &mut pattern.rest } else { &mut pattern.makeup };
            offsets.insert(offset);
        }
    }
    // A festival of one day can be joined to the weekend on either side, as any other of its kind has been.
    let (mut rest, mut makeup) = (BTreeSet::new(), BTreeSet::new());
    for festival in ONE_DAY {
        if let Some(pattern) = patterns.get(&festival) {
            rest.extend(pattern.rest.iter().flat_map(|at| [*at, -at]));
            makeup.extend(pattern.makeup.iter().flat_map(|at| [*at, -at]));
        }
    }
    for festival in ONE_DAY {
        patterns.insert(festival, Pattern { rest: rest.clone(), makeup: makeup.clone() });
    }
    patterns
}
