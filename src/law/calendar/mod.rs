//! Working days, rest days and make-up days by year, each year with its notice. Data only: the years come from
//! `config/calendar`, an office adds its own. Sums take constant time over any span and never fail.

mod envelope;
mod limits;
mod overlay;
mod read;
mod stretch;
mod sums;
mod year;

pub use envelope::Envelope;
pub use overlay::Overlay;
pub use stretch::Stretch;
pub use year::{Mark, Notice, Year};

use crate::docket::Day;
use crate::docket::tree::Fault;
use chrono::{Datelike, Weekday};
use read::File;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use sums::Sums;

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
    #[must_use]
    pub fn is_working(self) -> bool {
        matches!(self, Self::Working | Self::MakeUp { .. })
    }
}

/// The calendar of an office.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
    overlays: Vec<Overlay>,
    /// Every day that is not ordinary, with who says so; later files and overlays over earlier ones.
    marks: BTreeMap<Day, (Mark, Origin)>,
    sums: Sums,
    version: String,
    december: OnceLock<i64>,
    envelope: OnceLock<Arc<Envelope>>,
}

/// Which file says what a day is.
#[derive(Debug, Clone, Copy)]
enum Origin {
    Year(i32),
    /// Its place among the overlays.
    Overlay(usize),
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
    ("2028.toml", include_str!("../../../config/calendar/2028.toml")),
    ("2029.toml", include_str!("../../../config/calendar/2029.toml")),
    ("2030.toml", include_str!("../../../config/calendar/2030.toml")),
    ("2031.toml", include_str!("../../../config/calendar/2031.toml")),
    ("2032.toml", include_str!("../../../config/calendar/2032.toml")),
    ("2033.toml", include_str!("../../../config/calendar/2033.toml")),
    ("2034.toml", include_str!("../../../config/calendar/2034.toml")),
    ("2035.toml", include_str!("../../../config/calendar/2035.toml")),
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
        Self::named(years.into_iter().map(|year| (year.year, year)).collect(), Vec::new())
    }

    fn named(years: BTreeMap<i32, Year>, overlays: Vec<Overlay>) -> Self {
        let version = version(&years, &overlays);
        Self::of(years, overlays, version)
    }

    fn of(years: BTreeMap<i32, Year>, overlays: Vec<Overlay>, version: String) -> Self {
        // In the order of years, so that a day of December that two files name is as the later year's file says.
        let mut marks = BTreeMap::new();
        for year in years.values() {
            marks.extend(year.days.iter().map(|(day, mark)| (*day, (mark.clone(), Origin::Year(year.year)))));
        }
        for (place, overlay) in overlays.iter().enumerate() {
            marks.extend(overlay.days.iter().map(|(day, mark)| (*day, (mark.clone(), Origin::Overlay(place)))));
        }
        let differing = marks.iter().map(|(day, (mark, _))| (*day, !mark.rest)).filter(|(day, worked)| *worked == weekend(*day));
        let sums = Sums::of(differing);
        Self { years, overlays, marks, sums, version, december: OnceLock::new(), envelope: OnceLock::new() }
    }

    /// The same calendar with one year added or replaced.
    #[must_use]
    pub fn with_year(&self, year: Year) -> Self {
        let mut years = self.years.clone();
        years.insert(year.year, year);
        Self::named(years, self.overlays.clone())
    }

    /// The calendar as it was known on a day: a year whose notices all came later has its statutory days only.
    #[must_use]
    pub fn as_of(&self, day: Day) -> Self {
        let later = |year: &Year| {
            let mut dates = year.notices.iter().map(|notice| notice.date).peekable();
            dates.peek().is_some() && dates.all(|date| date.is_some_and(|date| date > day))
        };
        let years = self.years.iter().map(|(number, year)| (*number, if later(year) { year.hidden() } else { year.clone() }));
        Self::named(years.collect(), self.overlays.clone())
    }

    /// The same calendar with local days over it; those of the same office and source are replaced.
    #[must_use]
    pub fn with_overlay(&self, overlay: Overlay) -> Self {
        let same = |other: &&Overlay| (&other.office, &other.source) != (&overlay.office, &overlay.source);
        let mut overlays: Vec<Overlay> = self.overlays.iter().filter(same).cloned().collect();
        overlays.push(overlay);
        Self::named(self.years.clone(), overlays)
    }

    /// Reads a file, a year's or an overlay's, and adds it.
    pub fn add(&self, name: &str, text: &str) -> Result<Self, Vec<Fault>> {
        Ok(match read::read(name, text)? {
            File::Year(year) => self.with_year(year),
            File::Overlay(overlay) => self.with_overlay(overlay),
        })
    }

    /// A short name of its content, as proofs cite it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The years that are loaded.
    pub fn years(&self) -> impl Iterator<Item = &Year> {
        self.years.values()
    }

    /// The overlays that are loaded.
    pub fn overlays(&self) -> &[Overlay] {
        &self.overlays
    }

    /// A year.
    pub fn year(&self, year: i32) -> Option<&Year> {
        self.years.get(&year)
    }

    /// The days of a year that are not ordinary, after those of the December before that its file names.
    pub fn named_days(&self, year: i32) -> impl Iterator<Item = Day> {
        let before = self.years.get(&year).into_iter().flat_map(|year| year.days.keys().copied());
        let mut days: std::collections::BTreeSet<Day> = before.collect();
        if let (Some(first), Some(last)) = (Day::from_ymd_opt(year, 1, 1), Day::from_ymd_opt(year, 12, 31)) {
            days.extend(self.marks.range(first..=last).map(|(day, _)| *day));
        }
        days.into_iter()
    }

    /// How far a year is known.
    pub fn status(&self, year: i32) -> YearStatus {
        match self.years.get(&year) {
            Some(year) if year.published => YearStatus::Published,
            Some(_) => YearStatus::Provisional,
            None => YearStatus::Unknown,
        }
    }

    /// What a day is.
    pub fn day(&self, day: Day) -> DayKind<'_> {
        match self.marks.get(&day) {
            Some((Mark { rest: true, name, statutory }, _)) => DayKind::Rest { name, statutory: *statutory },
            Some((Mark { name, .. }, _)) => DayKind::MakeUp { name },
            None if weekend(day) => DayKind::Weekend,
            None => DayKind::Working,
        }
    }

    /// Whether a day is worked.
    pub fn is_working(&self, day: Day) -> bool {
        self.sums.worked(day)
    }

    /// Whether no first notice to come can change a day: its year is published, and it is not one of the last days of
    /// December that belong to the next year's notice. How far those reach is measured, see [`Self::december`].
    pub fn is_firm(&self, day: Day) -> bool {
        if self.status(day.year()) != YearStatus::Published {
            return false;
        }
        if self.status(day.year() + 1) == YearStatus::Published {
            return true;
        }
        let Some(new_year) = Day::from_ymd_opt(day.year() + 1, 1, 1) else { return true };
        (new_year - day).num_days() > self.december()
    }

    /// Whether no first notice to come can change a day of a span.
    pub fn is_firm_from(&self, from: Day, to: Day) -> bool {
        (from.year()..=to.year()).all(|year| self.status(year) == YearStatus::Published) && self.is_firm(to)
    }

    /// How many days before 1 January a notice can reach, by the patterns of the published years.
    pub fn december(&self) -> i64 {
        *self.december.get_or_init(|| envelope::december(self))
    }

    /// The day so many working days after another, which is not counted itself; before it when negative. Ends at the
    /// ends of time.
    pub fn add_working(&self, start: Day, count: i64) -> Day {
        self.sums.add(start, count)
    }

    /// Working days after a day up to and including another; negative when the other is earlier.
    pub fn working_between(&self, after: Day, to: Day) -> i64 {
        self.sums.between(after, to)
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

    /// What a day rests on: the numbers of the notices of its year (for the last days of December those that name
    /// them), or the source of the overlay that names it.
    pub fn notice(&self, day: Day) -> Option<String> {
        match self.marks.get(&day) {
            Some((_, Origin::Overlay(place))) => self.overlays.get(*place).map(|overlay| overlay.source.clone()),
            Some((_, Origin::Year(year))) => self.years.get(year)?.numbers(),
            None => self.years.get(&day.year())?.numbers(),
        }
    }
}

fn weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn version(years: &BTreeMap<i32, Year>, overlays: &[Overlay]) -> String {
    let mut hash = Sha256::new();
    for text in years.values().map(Year::to_toml).chain(overlays.iter().map(Overlay::to_toml)) {
        hash.update(text);
    }
    let last = years.values().filter(|year| year.published).map(|year| year.year).max().unwrap_or(0);
    let short = hash.finalize().iter().take(4).fold(0_u32, |short, byte| short << 8 | u32::from(*byte));
    format!("{last} {short:08x}")
}
