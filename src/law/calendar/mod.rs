//! Working days, rest days and make-up days by year, each year with its notice. Data only: the years come from
//! `config/calendar`, an office adds its own. Sums are constant-time inside the years that are covered.

mod envelope;
mod year;

pub use envelope::Envelope;
pub use year::{Mark, Notice, Year};

use crate::docket::Day;
use crate::docket::tree::Fault;
use chrono::{Datelike, Days, Weekday};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// How far a year is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearStatus {
    /// Its notice is loaded.
    Published,
    /// Statutory days only.
    Provisional,
    /// Nothing is loaded: weekends only.
    Unknown,
}

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'c> {
    /// Monday to Friday.
    Working,
    /// A weekend day worked by exchange.
    MakeUp {
        /// As the notice calls it.
        name: &'c str,
    },
    /// Saturday or Sunday.
    Weekend,
    /// A published rest day.
    Rest {
        /// The festival.
        name: &'c str,
        /// One of the festival's own days, not one off by exchange.
        statutory: bool,
    },
}

impl DayKind<'_> {
    /// Whether it is worked.
    pub fn is_working(self) -> bool {
        matches!(self, Self::Working | Self::MakeUp { .. })
    }
}

/// Consecutive days of one kind, for proofs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// Whether they are worked.
    pub working: bool,
    /// The festival or exchange, where the days are not ordinary ones.
    pub name: Option<String>,
    /// The numbers of the notices that say so.
    pub notice: Option<String>,
}

/// The calendar of an office.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
    table: Table,
    version: String,
    envelope: OnceLock<Arc<Envelope>>,
}

/// Worked or not for every covered day, with ranks for sums.
#[derive(Debug, Clone, Default)]
struct Table {
    first: Day,
    working: Vec<bool>,
    /// Working days before each day.
    rank: Vec<u32>,
    /// The place of the n-th working day.
    select: Vec<u32>,
}

impl Table {
    fn build(first: Day, working: Vec<bool>) -> Self {
        let mut rank = Vec::with_capacity(working.len() + 1);
        let mut select = Vec::new();
        for (place, worked) in working.iter().enumerate() {
            rank.push(u32::try_from(select.len()).unwrap_or(u32::MAX));
            if *worked {
                select.push(u32::try_from(place).unwrap_or(u32::MAX));
            }
        }
        rank.push(u32::try_from(select.len()).unwrap_or(u32::MAX));
        Self { first, working, rank, select }
    }

    fn place(&self, day: Day) -> Option<usize> {
        usize::try_from((day - self.first).num_days()).ok().filter(|place| *place < self.working.len())
    }
}

const BUILT_IN: &[(&str, &str)] = &[
    ("2018.toml", include_str!("../../../config/calendar/2018.toml")),
    ("2019.toml", include_str!("../../../config/calendar/2019.toml")),
    ("2020.toml", include_str!("../../../config/calendar/2020.toml")),
    ("2021.toml", include_str!("../../../config/calendar/2021.toml")),
    ("2022.toml", include_str!("../../../config/calendar/2022.toml")),
    ("2023.toml", include_str!("../../../config/calendar/2023.toml")),
    ("2024.toml", include_str!("../../../config/calendar/2024.toml")),
    ("2025.toml", include_str!("../../../config/calendar/2025.toml")),
    ("2026.toml", include_str!("../../../config/calendar/2026.toml")),
    ("2027.toml", include_str!("../../../config/calendar/2027.toml")),
];

impl Calendar {
    /// The years that are compiled in.
    pub fn built_in() -> Arc<Self> {
        static BUILT: OnceLock<Arc<Calendar>> = OnceLock::new();
        BUILT
            .get_or_init(|| Arc::new(Self::from_years(BUILT_IN.iter().filter_map(|(name, text)| Year::parse(name, text).ok()))))
            .clone()
    }

    /// A calendar of some years; the last one given for a year counts.
    pub fn from_years(years: impl IntoIterator<Item = Year>) -> Self {
        let years: BTreeMap<i32, Year> = years.into_iter().map(|year| (year.year, year)).collect();
        let mut calendar = Self { version: version(&years), years, ..Self::default() };
        calendar.table = calendar.tabulate(|calendar, day| calendar.day(day).is_working());
        calendar
    }

    /// The same calendar with one year added or replaced.
    #[must_use]
    pub fn with_year(&self, year: Year) -> Self {
        let mut years = self.years.clone();
        years.insert(year.year, year);
        Self::from_years(years.into_values())
    }

    /// Reads a year's file and adds it.
    pub fn add(&self, name: &str, text: &str) -> Result<Self, Vec<Fault>> {
        Ok(self.with_year(Year::parse(name, text)?))
    }

    fn tabulate(&self, worked: impl Fn(&Self, Day) -> bool) -> Table {
        let (Some(first), Some(last)) = (self.years.keys().next(), self.years.keys().next_back()) else {
            return Table::default();
        };
        let (Some(first), Some(last)) = (Day::from_ymd_opt(*first, 1, 1), Day::from_ymd_opt(*last, 12, 31)) else {
            return Table::default();
        };
        Table::build(first, first.iter_days().take_while(|day| *day <= last).map(|day| worked(self, day)).collect())
    }

    /// A short name of its content, as proofs cite it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The years that are loaded.
    pub fn years(&self) -> impl Iterator<Item = &Year> {
        self.years.values()
    }

    /// A year.
    pub fn year(&self, year: i32) -> Option<&Year> {
        self.years.get(&year)
    }

    /// How far a year is known.
    pub fn status(&self, year: i32) -> YearStatus {
        match self.years.get(&year) {
            Some(year) if year.published => YearStatus::Published,
            Some(_) => YearStatus::Provisional,
            None => YearStatus::Unknown,
        }
    }

    fn mark(&self, day: Day) -> Option<&Mark> {
        self.years.get(&day.year()).and_then(|year| year.days.get(&day))
    }

    /// What a day is.
    pub fn day(&self, day: Day) -> DayKind<'_> {
        match self.mark(day) {
            Some(Mark { rest: true, name, statutory }) => DayKind::Rest { name, statutory: *statutory },
            Some(Mark { name, .. }) => DayKind::MakeUp { name },
            None if weekend(day) => DayKind::Weekend,
            None => DayKind::Working,
        }
    }

    /// Whether a day is worked.
    pub fn is_working(&self, day: Day) -> bool {
        match self.table.place(day).and_then(|place| self.table.working.get(place)) {
            Some(worked) => *worked,
            None => !weekend(day),
        }
    }

    /// Whether no notice to come can change a day: its year is published, and it is not one of the last days of
    /// December that belong to the next year's notice.
    pub fn is_firm(&self, day: Day) -> bool {
        if self.status(day.year()) != YearStatus::Published {
            return false;
        }
        if self.status(day.year() + 1) == YearStatus::Published {
            return true;
        }
        let Some(new_year) = Day::from_ymd_opt(day.year() + 1, 1, 1) else { return true };
        (new_year - day).num_days() > self.envelope().december
    }

    /// The day so many working days after another, which is not counted itself; before it when negative.
    pub fn add_working(&self, start: Day, count: i64) -> Day {
        if let Some(day) = self.add_fast(start, count) {
            return day;
        }
        let (step, mut left) = (count.signum(), count.unsigned_abs());
        let mut day = start;
        while left > 0 {
            let next = if step > 0 { day.succ_opt() } else { day.pred_opt() };
            let Some(next) = next else { return day };
            day = next;
            left -= u64::from(self.is_working(day));
        }
        day
    }

    fn add_fast(&self, start: Day, count: i64) -> Option<Day> {
        if count == 0 {
            return Some(start);
        }
        let place = self.table.place(start)?;
        let before = i64::from(*self.table.rank.get(place)?);
        let worked = i64::from(*self.table.working.get(place)?);
        let index = if count > 0 { before + worked + count - 1 } else { before + count };
        let target = *self.table.select.get(usize::try_from(index).ok()?)?;
        self.table.first.checked_add_days(Days::new(u64::from(target)))
    }

    /// Working days after a day up to and including another; negative when the other is earlier.
    pub fn working_between(&self, after: Day, to: Day) -> i64 {
        if to < after {
            return -self.working_between(to, after);
        }
        let rank = |day: Day| self.table.place(day).and_then(|place| self.table.rank.get(place + 1)).map(|rank| i64::from(*rank));
        if let (Some(low), Some(high)) = (rank(after), rank(to)) {
            return high - low;
        }
        after.iter_days().skip(1).take_while(|day| *day <= to).filter(|day| self.is_working(*day)).count() as i64
    }

    /// The day itself if it is worked, else the next one that is.
    pub fn next_working(&self, day: Day) -> Day {
        if self.is_working(day) { day } else { self.add_working(day, 1) }
    }

    /// The day itself if it is worked, else the one before that is.
    pub fn prev_working(&self, day: Day) -> Day {
        if self.is_working(day) { day } else { self.add_working(day, -1) }
    }

    /// The calendars with the most and the least working days that the exchange patterns permit.
    pub fn envelope(&self) -> &Envelope {
        self.envelope.get_or_init(|| Arc::new(Envelope::of(self)))
    }

    /// The numbers of the notices of a day's year.
    pub fn notice(&self, day: Day) -> Option<String> {
        let year = self.years.get(&day.year()).filter(|year| year.published)?;
        Some(year.notices.iter().map(|notice| notice.number.as_str()).collect::<Vec<_>>().join("、"))
    }

    /// The days from one to another, merged into stretches of one kind.
    pub fn stretches(&self, from: Day, to: Day) -> Vec<Stretch> {
        let mut found: Vec<Stretch> = Vec::new();
        for day in from.iter_days().take_while(|day| *day <= to) {
            let kind = self.day(day);
            let (working, name) = match kind {
                DayKind::Working => (true, None),
                DayKind::Weekend => (false, None),
                DayKind::MakeUp { name } => (true, Some(name)),
                DayKind::Rest { name, .. } => (false, Some(name)),
            };
            match found.last_mut() {
                Some(last) if last.working == working && last.name.as_deref() == name => last.to = day,
                _ => {
                    let notice = name.and_then(|_| self.notice(day));
                    found.push(Stretch { from: day, to: day, working, name: name.map(str::to_owned), notice });
                }
            }
        }
        found
    }

    /// Every day that two calendars see differently, over the years of both.
    pub fn differences(&self, other: &Self) -> Vec<Day> {
        let years: std::collections::BTreeSet<i32> = self.years.keys().chain(other.years.keys()).copied().collect();
        let days = years.into_iter().flat_map(|year| {
            Day::from_ymd_opt(year, 1, 1)
                .into_iter()
                .flat_map(move |first| first.iter_days().take_while(move |day| day.year() == year))
        });
        days.filter(|day| self.day(*day) != other.day(*day)).collect()
    }
}

fn weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn version(years: &BTreeMap<i32, Year>) -> String {
    let mut hash = Sha256::new();
    for year in years.values() {
        hash.update(format!("{year:?}"));
    }
    let last = years.values().filter(|year| year.published).map(|year| year.year).max().unwrap_or(0);
    let digest = hash.finalize();
    let short: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{last} {short}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn working_days_a_year() {
        let calendar = Calendar::built_in();
        let known =
            [(2018, 250), (2019, 250), (2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)];
        for (year, count) in known {
            let (first, last) = (Day::from_ymd_opt(year, 1, 1).unwrap(), Day::from_ymd_opt(year, 12, 31).unwrap());
            assert_eq!(
                first.iter_days().take_while(|day| *day <= last).filter(|day| calendar.is_working(*day)).count(),
                count,
                "{year}"
            );
        }
    }

    #[test]
    fn sums_agree_with_counting_by_hand() {
        let calendar = Calendar::built_in();
        let (first, last) = (day("2018-01-01"), day("2026-12-31"));
        for start in first.iter_days().take_while(|day| *day <= last) {
            let mut at = start;
            for count in 1..=60 {
                at = at.succ_opt().unwrap();
                while !calendar.day(at).is_working() {
                    at = at.succ_opt().unwrap();
                }
                assert_eq!(calendar.add_working(start, count), at, "{start} + {count}");
                assert_eq!(calendar.working_between(start, at), count);
            }
        }
    }

    #[test]
    fn around_spring_festival_and_national_day() {
        let calendar = Calendar::built_in();
        // Make-up Saturday 14 February counts, 15 to 23 February are off.
        assert_eq!(calendar.add_working(day("2026-02-13"), 1), day("2026-02-14"));
        assert_eq!(calendar.add_working(day("2026-02-13"), 5), day("2026-02-27"));
        assert_eq!(calendar.add_working(day("2026-02-13"), 6), day("2026-02-28"));
        assert_eq!(calendar.add_working(day("2026-09-30"), 2), day("2026-10-09"));
        assert_eq!(calendar.add_working(day("2026-09-30"), 3), day("2026-10-10"));
        assert_eq!(calendar.add_working(day("2026-02-28"), -6), day("2026-02-13"));
    }

    #[test]
    fn the_end_of_december_waits_for_the_next_notice() {
        let calendar = Calendar::built_in();
        assert!(calendar.is_firm(day("2026-12-20")));
        assert!(!calendar.is_firm(day("2026-12-31")));
        assert!(calendar.is_firm(day("2025-12-31")));
        assert!(!calendar.is_firm(day("2027-03-01")));
    }

    #[test]
    fn beyond_the_years_nothing_breaks() {
        let calendar = Calendar::built_in();
        assert_eq!(calendar.add_working(day("2035-06-01"), 5), day("2035-06-08"));
        assert_eq!(calendar.add_working(Day::MAX, 5), Day::MAX);
        assert_eq!(calendar.add_working(Day::MIN, -5), Day::MIN);
        assert!(!calendar.stretches(day("2026-02-13"), day("2026-03-01")).is_empty());
    }

    /// With a year hidden, the true day lies within the range over the other years' patterns.
    #[test]
    fn the_range_of_a_hidden_year_holds_the_true_day() {
        let full = Calendar::built_in();
        for hidden in 2019..=2026 {
            let years = full
                .years()
                .filter(|year| year.year <= 2026)
                .map(|year| if year.year == hidden { year.hidden() } else { year.clone() });
            let mut years: Vec<Year> = years.collect();
            // The last days of December belong to the hidden notice.
            for year in &mut years {
                if year.year == hidden - 1 {
                    year.days.retain(|day, _| day.month() < 12 || day.day() < 20);
                }
            }
            let blind = Calendar::from_years(years);
            let range = blind.envelope();
            let (first, last) = (Day::from_ymd_opt(hidden - 1, 11, 1).unwrap(), Day::from_ymd_opt(hidden, 12, 31).unwrap());
            for start in first.iter_days().take_while(|day| *day <= last) {
                for count in [1, 2, 3, 5, 10, 20, 30, 60] {
                    let (low, truth, high) = (
                        range.most_working.add_working(start, count),
                        full.add_working(start, count),
                        range.least_working.add_working(start, count),
                    );
                    if truth.year() > hidden {
                        continue;
                    }
                    assert!(low <= truth && truth <= high, "{hidden}: {start} + {count}: {low} {truth} {high}");
                }
            }
        }
    }
}
