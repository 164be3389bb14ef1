//! The range of the days that no notice has named yet: over the exchange patterns of the published years, the calendar
//! with the most working days and the one with the least. A pattern is what a published year did around a festival, in
//! days from the festival's first own day. Because no year repeats another exactly, a pattern reaches from its first to
//! its last offset and a little beyond (see the constants); the test hides each year in turn and finds the true day
//! inside the range that the other years give.

use super::{Calendar, Mark, Year, YearStatus, weekend};
use crate::docket::Day;
use chrono::{Datelike, Days};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// How many days a rest may reach beyond what any year has shown: the least that holds every hidden year.
const REST_BEYOND: i64 = 1;
/// The same for make-up days, which lie on a weekend before or after.
const MAKEUP_BEYOND: i64 = 2;
/// How many years without a file are covered before and after one with a file.
const YEARS_BEYOND: i32 = 15;

/// Two calendars that bound what a notice to come can say.
#[derive(Debug, Clone, Default)]
pub struct Envelope {
    /// A weekday is off only where it is a festival's own day; every weekend day that a pattern reaches is worked.
    pub most_working: Calendar,
    /// Every weekday that a pattern reaches is off; no weekend day is worked.
    pub least_working: Calendar,
}

/// Offsets from a festival's first own day.
#[derive(Debug, Default, Clone)]
struct Pattern {
    rest: BTreeSet<i64>,
    makeup: BTreeSet<i64>,
}

impl Pattern {
    fn rest(&self) -> Option<RangeInclusive<i64>> {
        Some(self.rest.first()? - REST_BEYOND..=self.rest.last()? + REST_BEYOND)
    }

    fn makeup(&self) -> Option<RangeInclusive<i64>> {
        Some(self.makeup.first()? - MAKEUP_BEYOND..=self.makeup.last()? + MAKEUP_BEYOND)
    }
}

/// A festival's place in an unpublished year.
struct Place {
    festival: u32,
    name: String,
    /// The first own day; an interval where nobody has said which day it is.
    first: RangeInclusive<Day>,
}

impl Envelope {
    /// The range that a calendar's published years give.
    pub(super) fn of(calendar: &Calendar) -> Self {
        let patterns = patterns(calendar);
        let (mut most, mut least) = (calendar.years.clone(), calendar.years.clone());
        for year in unpublished(calendar) {
            let empty = || Year { year, published: false, notices: Vec::new(), days: BTreeMap::new() };
            let (mut worked, mut off) = (BTreeMap::new(), BTreeMap::new());
            for place in places(calendar, year) {
                let Some(pattern) = patterns.get(&place.festival) else { continue };
                let cover = |days: &mut BTreeMap<Day, Mark>, range: Option<RangeInclusive<i64>>, rest| {
                    let mark = Mark { rest, name: place.name.clone(), statutory: false };
                    days.extend(spread(&place.first, range).map(|day| (day, mark.clone())));
                };
                cover(&mut worked, pattern.makeup(), false);
                cover(&mut off, pattern.rest(), true);
            }
            // What a file has named stays, and so does every day of a published year but the last ones of December.
            let open = |day: &Day| !calendar.marks.contains_key(day) && (day.year() == year || day.month() == 12);
            let add = |years: &mut BTreeMap<i32, Year>, days: BTreeMap<Day, Mark>, on_weekends: bool| {
                let days = days.into_iter().filter(|(day, _)| open(day) && weekend(*day) == on_weekends);
                years.entry(year).or_insert_with(empty).days.extend(days);
            };
            add(&mut most, worked, true);
            add(&mut least, off, false);
        }
        let bound = |years| {
            let bound = Calendar::of(years, calendar.overlays.clone(), calendar.version.clone());
            // The bounds are their own range: nothing is wider.
            let _ = bound.envelope.set(Arc::new(Self::default()));
            bound
        };
        Self { most_working: bound(most), least_working: bound(least) }
    }
}

/// The years to come near any year with a file, and those before.
fn unpublished(calendar: &Calendar) -> BTreeSet<i32> {
    let near = |year: &i32| year.saturating_sub(YEARS_BEYOND)..=year.saturating_add(YEARS_BEYOND);
    let years = calendar.years.keys().flat_map(near);
    years.filter(|year| calendar.status(*year) != YearStatus::Published).collect()
}

/// How many days before 1 January a notice can reach.
pub(super) fn december(calendar: &Calendar) -> i64 {
    let patterns = patterns(calendar);
    let ranges = patterns.get(&NEW_YEAR).into_iter().flat_map(|pattern| [pattern.rest(), pattern.makeup()]).flatten();
    -ranges.map(|range| *range.start()).min().unwrap_or(0).min(0)
}

fn shift(day: Day, by: i64) -> Option<Day> {
    let days = Days::new(by.unsigned_abs());
    if by >= 0 { day.checked_add_days(days) } else { day.checked_sub_days(days) }
}

fn spread(first: &RangeInclusive<Day>, range: Option<RangeInclusive<i64>>) -> impl Iterator<Item = Day> + use<> {
    let ends = range.and_then(|range| Some((shift(*first.start(), *range.start())?, shift(*first.end(), *range.end())?)));
    ends.into_iter().flat_map(|(from, to)| from.iter_days().take_while(move |day| *day <= to))
}

/// The first own day of each festival of a year, with its name: runs of statutory days, in order. Runs are told apart by
/// the season too, since festivals can touch and notices name merged ones in both orders.
fn anchors(year: &Year) -> Vec<(u32, Day, &str)> {
    let mut found: Vec<(u32, Day, &str)> = Vec::new();
    let mut last: Option<Day> = None;
    for (day, mark) in year.days.iter().filter(|(_, mark)| mark.statutory) {
        let runs_on = last.is_some_and(|last| last.succ_opt() == Some(*day) && season(last) == season(*day));
        if !runs_on {
            found.push((season(*day), *day, &mark.name));
        }
        last = Some(*day);
    }
    found
}

/// The festivals' places in a year: by its own file, else anywhere between the earliest and the latest day of any file.
fn places(calendar: &Calendar, year: i32) -> Vec<Place> {
    if let Some(known) = calendar.years.get(&year) {
        let place = |(festival, first, name): (u32, Day, &str)| Place { festival, name: name.to_owned(), first: first..=first };
        return anchors(known).into_iter().map(place).collect();
    }
    let mut seen: BTreeMap<u32, Place> = BTreeMap::new();
    for (festival, first, name) in calendar.years.values().flat_map(anchors) {
        let Some(first) = Day::from_ymd_opt(year, first.month(), first.day()) else { continue };
        seen.entry(festival)
            .and_modify(|place| place.first = first.min(*place.first.start())..=first.max(*place.first.end()))
            .or_insert_with(|| Place { festival, name: name.to_owned(), first: first..=first });
    }
    seen.into_values().collect()
}

const NEW_YEAR: u32 = 0;
const MID_AUTUMN: u32 = 5;
/// New Year, Tomb-Sweeping and Dragon Boat: one own day each.
const ONE_DAY: [u32; 3] = [NEW_YEAR, 2, 4];

/// New Year, Spring Festival, Tomb-Sweeping, Labour, Dragon Boat, Mid-Autumn and National Day.
fn season(day: Day) -> u32 {
    match (day.month(), day.day()) {
        (1, 1..=3) => NEW_YEAR,
        (1..=3, _) => 1,
        (4, 1..=20) => 2,
        (4, _) | (5, 1..=15) => 3,
        (5..=7, _) => 4,
        (10, 1..=3) => 6,
        _ => MID_AUTUMN,
    }
}

/// The patterns of the published years, by season.
fn patterns(calendar: &Calendar) -> BTreeMap<u32, Pattern> {
    let mut patterns: BTreeMap<u32, Pattern> = BTreeMap::new();
    for year in calendar.years.values().filter(|year| year.published) {
        let anchors = anchors(year);
        // A file may name the last days of its own December: they count towards the next New Year.
        let next = Day::from_ymd_opt(year.year + 1, 1, 1).map(|day| (NEW_YEAR, day));
        for (day, mark) in &year.days {
            let all = anchors.iter().map(|(festival, anchor, _)| (*festival, *anchor)).chain(next);
            let Some((festival, anchor)) = all.min_by_key(|(_, anchor)| (*day - *anchor).num_days().abs()) else { continue };
            let offset = (*day - anchor).num_days();
            let pattern = patterns.entry(festival).or_default();
            if mark.rest { &mut pattern.rest } else { &mut pattern.makeup }.insert(offset);
        }
    }
    // A festival of one day can be joined to the weekend on either side, as any other of its kind has been.
    let either = |offsets: &BTreeSet<i64>| offsets.iter().flat_map(|at| [*at, -at]).collect::<Vec<_>>();
    let (mut rest, mut makeup) = (BTreeSet::new(), BTreeSet::new());
    for pattern in ONE_DAY.iter().filter_map(|festival| patterns.get(festival)) {
        rest.extend(either(&pattern.rest));
        makeup.extend(either(&pattern.makeup));
    }
    for festival in ONE_DAY.into_iter().chain([MID_AUTUMN]) {
        let pattern = patterns.entry(festival).or_default();
        pattern.rest.extend(&rest);
        pattern.makeup.extend(&makeup);
    }
    patterns
}
