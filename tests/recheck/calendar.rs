//! The calendar as its files say it, read by a small parser of its own: `config/calendar/*.toml`, and the range of a year
//! that nobody has announced, as `config/calendar/README.md` describes it. Knows nothing of the program it checks.

use chrono::{Datelike, Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::path::Path;

/// A day that a file names.
#[derive(Debug, Clone)]
pub struct Named {
    pub rest: bool,
    pub own: bool,
    pub name: String,
    /// The year of the file.
    pub file: i32,
}

#[derive(Debug, Clone)]
struct File {
    published: bool,
    notices: Vec<String>,
    days: BTreeMap<NaiveDate, Named>,
}

/// Which of three calendars is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// As the files say.
    Files,
    /// With the most working days that the patterns allow.
    Most,
    /// With the fewest.
    Least,
}

/// All files, and the three calendars day by day.
#[derive(Debug)]
pub struct Calendar {
    files: BTreeMap<i32, File>,
    named: BTreeMap<NaiveDate, Named>,
    first: NaiveDate,
    worked: [Vec<bool>; 3],
    december: i64,
}

pub fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn plus(day: NaiveDate, by: i64) -> NaiveDate {
    let days = Days::new(by.unsigned_abs());
    if by >= 0 { day.checked_add_days(days).unwrap() } else { day.checked_sub_days(days).unwrap() }
}

fn weekday(day: NaiveDate) -> bool {
    day.weekday().number_from_monday() < 6
}

/// What stands behind `key = ` in a line, up to the comma or bracket that ends it.
fn value<'l>(line: &'l str, key: &str) -> Option<&'l str> {
    let at = line.find(&format!(" {key} = "))? + key.len() + 4;
    let rest = &line[at..];
    let end = match rest.chars().next()? {
        '"' => rest[1..].find('"')? + 2,
        '[' => rest.find(']')? + 1,
        _ => rest.find([',', ' ', '}']).unwrap_or(rest.len()),
    };
    Some(rest[..end].trim_matches('"'))
}

fn read(text: &str) -> (i32, File) {
    let mut year = 0;
    let mut file = File { published: true, notices: Vec::new(), days: BTreeMap::new() };
    for line in text.lines() {
        if let Some(number) = line.strip_prefix("year = ") {
            year = number.parse().unwrap();
        }
        if line.starts_with("provisional = true") {
            file.published = false;
        }
        if let Some(number) = value(line, "number") {
            file.notices.push(number.to_owned());
        }
        let Some(on) = value(line, "on") else { continue };
        let on: NaiveDate = on.parse().unwrap();
        let to = value(line, "to").map_or(on, |to| to.parse().unwrap());
        let own = value(line, "statutory").unwrap_or("");
        for day in on.iter_days().take_while(|day| *day <= to) {
            let named = Named {
                rest: value(line, "kind") == Some("rest"),
                own: own == "true" || own.contains(&day.to_string()),
                name: value(line, "name").unwrap().to_owned(),
                file: year,
            };
            assert!(file.days.insert(day, named).is_none(), "{day} twice");
        }
    }
    assert!(year > 0 && !file.days.is_empty() && (file.published != file.notices.is_empty()), "{text}");
    (year, file)
}

/// The festivals, told apart by the season of their first own day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Festival {
    NewYear,
    Spring,
    Tombs,
    Labour,
    Dragon,
    Moon,
    National,
}

fn festival(day: NaiveDate) -> Festival {
    match day.month() * 100 + day.day() {
        101..=103 => Festival::NewYear,
        104..=331 => Festival::Spring,
        401..=420 => Festival::Tombs,
        421..=515 => Festival::Labour,
        516..=731 => Festival::Dragon,
        1001..=1003 => Festival::National,
        _ => Festival::Moon,
    }
}

/// The first own day of each festival of a file.
fn firsts(file: &File) -> Vec<(Festival, NaiveDate)> {
    let own: Vec<NaiveDate> = file.days.iter().filter(|(_, named)| named.own).map(|(day, _)| *day).collect();
    let follows = |day: NaiveDate| own.contains(&plus(day, -1)) && festival(plus(day, -1)) == festival(day);
    own.iter().filter(|day| !follows(**day)).map(|day| (festival(*day), *day)).collect()
}

type Offsets = BTreeMap<Festival, BTreeSet<i64>>;

/// How far days off and make-up days of the published years lie from the nearest festival's first own day.
fn offsets(files: &BTreeMap<i32, File>) -> (Offsets, Offsets) {
    let (mut off, mut worked) = (Offsets::new(), Offsets::new());
    for (year, file) in files.iter().filter(|(_, file)| file.published) {
        let mut near = firsts(file);
        near.push((Festival::NewYear, ymd(year + 1, 1, 1)));
        for (day, named) in &file.days {
            let (festival, first) = near.iter().min_by_key(|(_, first)| (*day - *first).num_days().abs()).unwrap();
            let into = if named.rest { &mut off } else { &mut worked };
            into.entry(*festival).or_default().insert((*day - *first).num_days());
        }
    }
    for side in [&mut off, &mut worked] {
        let short = [Festival::NewYear, Festival::Tombs, Festival::Dragon];
        let both: BTreeSet<i64> =
            short.iter().flat_map(|one| side.get(one).into_iter().flatten()).flat_map(|at| [*at, -at]).collect();
        for one in short.into_iter().chain([Festival::Moon]) {
            side.entry(one).or_default().extend(&both);
        }
    }
    (off, worked)
}

fn reach(offsets: &Offsets, festival: Festival, beyond: i64) -> Option<RangeInclusive<i64>> {
    let known = offsets.get(&festival)?;
    Some(known.first()? - beyond..=known.last()? + beyond)
}

impl Calendar {
    /// Reads every `YYYY.toml` of a folder.
    pub fn read(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.strip_suffix(".toml").is_some_and(|year| year.len() == 4 && year.parse::<i32>().is_ok()) {
                let (year, file) = read(&std::fs::read_to_string(entry.path()).unwrap());
                files.insert(year, file);
            }
        }
        // In the order of the years: of two files that name a day, the later year's counts.
        let named = files.values().flat_map(|file| file.days.clone()).collect();
        let (off, worked) = offsets(&files);
        let reaches = [reach(&off, Festival::NewYear, 1), reach(&worked, Festival::NewYear, 2)];
        let december = -reaches.into_iter().flatten().map(|range| *range.start()).min().unwrap();
        let first = ymd(2000, 1, 1);
        let mut it = Self { files, named, first, worked: Default::default(), december };
        let span: Vec<NaiveDate> = first.iter_days().take_while(|day| day.year() < 2056).collect();
        let plain = |it: &Self, day: NaiveDate| it.named.get(&day).map_or(weekday(day), |named| !named.rest);
        let files: Vec<bool> = span.iter().map(|day| plain(&it, *day)).collect();
        let (mut most, mut least) = (files.clone(), files.clone());
        for year in 2003..=2050 {
            if it.published(year) {
                continue;
            }
            for (festival, from, to) in it.places(year) {
                let spread = |range: Option<RangeInclusive<i64>>| {
                    let range = range.unwrap();
                    (plus(from, *range.start()), plus(to, *range.end()))
                };
                let open = |day: NaiveDate| !it.named.contains_key(&day) && (day.year() == year || day.month() == 12);
                let (a, b) = spread(reach(&worked, festival, 2));
                for day in a.iter_days().take_while(|day| *day <= b).filter(|day| open(*day) && !weekday(*day)) {
                    most[(day - first).num_days() as usize] = true;
                }
                let (a, b) = spread(reach(&off, festival, 1));
                for day in a.iter_days().take_while(|day| *day <= b).filter(|day| open(*day) && weekday(*day)) {
                    least[(day - first).num_days() as usize] = false;
                }
            }
        }
        it.worked = [files, most, least];
        it
    }

    /// Where the festivals of a year lie: by its file, else between the earliest and the latest day of any file.
    fn places(&self, year: i32) -> Vec<(Festival, NaiveDate, NaiveDate)> {
        if let Some(file) = self.files.get(&year) {
            return firsts(file).into_iter().map(|(festival, first)| (festival, first, first)).collect();
        }
        let mut found: BTreeMap<Festival, (NaiveDate, NaiveDate)> = BTreeMap::new();
        for (festival, day) in self.files.values().flat_map(firsts) {
            let day = ymd(year, day.month(), day.day());
            let (from, to) = found.entry(festival).or_insert((day, day));
            (*from, *to) = ((*from).min(day), (*to).max(day));
        }
        found.into_iter().map(|(festival, (from, to))| (festival, from, to)).collect()
    }

    pub fn published(&self, year: i32) -> bool {
        self.files.get(&year).is_some_and(|file| file.published)
    }

    /// The last year that is published.
    pub fn last_published(&self) -> i32 {
        *self.files.iter().filter(|(_, file)| file.published).map(|(year, _)| year).max().unwrap()
    }

    pub fn named(&self, day: NaiveDate) -> Option<&Named> {
        self.named.get(&day)
    }

    pub fn worked(&self, which: Which, day: NaiveDate) -> bool {
        let at = (day - self.first).num_days();
        let known = usize::try_from(at).ok().and_then(|at| self.worked[which as usize].get(at));
        known.copied().unwrap_or_else(|| weekday(day))
    }

    /// The numbers of the notices that a named day rests on.
    pub fn notice(&self, named: &Named) -> Option<String> {
        let file = self.files.get(&named.file)?;
        (!file.notices.is_empty()).then(|| file.notices.join("、"))
    }

    /// Whether no first notice to come can change a day.
    pub fn firm(&self, day: NaiveDate) -> bool {
        self.published(day.year())
            && (self.published(day.year() + 1) || (ymd(day.year() + 1, 1, 1) - day).num_days() > self.december)
    }
}
