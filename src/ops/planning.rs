//! What has to begin when: the last day to start of every deadline whose work takes time, and where more of them run
//! beside each other than one officer, or one department, can do.

use super::desk::Desk;
use crate::docket::Day;
use crate::law::planning::{Fits, Planning};
use crate::store::{DeadlineRow, StoreError, Wanted};
use chrono::Days;
use std::collections::BTreeMap;

/// The setting that holds how much fits, where the office says so.
const FITS: &str = "fits";

/// Days ahead in which starts are looked at.
const AHEAD: u64 = 90;

/// More works at once than fit, if each begins on its last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collision {
    /// The officer, or the key of the department.
    pub who: String,
    /// A department.
    pub department: bool,
    /// The first day on which more run than fit.
    pub from: Day,
    /// The last day of that stretch.
    pub to: Day,
    /// The most that run at once.
    pub most: usize,
    /// How many fit.
    pub fits: usize,
    /// The dockets.
    pub dockets: Vec<i64>,
}

/// A work at its latest: from its last day to begin to its safe day.
struct Work {
    docket: i64,
    from: Day,
    to: Day,
}

impl Desk {
    /// How many works fit beside each other.
    pub fn fits(&self) -> Result<Fits, StoreError> {
        let usual = Planning::get().fits;
        let kept = self.store.setting(FITS)?.unwrap_or_default();
        let mut numbers = kept.split_whitespace().map(|word| word.parse().ok().filter(|number| *number > 0));
        let mut next = |usual| numbers.next().flatten().unwrap_or(usual);
        Ok(Fits { officer: next(usual.officer), department: next(usual.department) })
    }

    /// Says how many fit.
    pub fn set_fits(&mut self, fits: Fits) -> Result<(), StoreError> {
        self.store.set_setting(FITS, &format!("{} {}", fits.officer, fits.department))
    }

    /// The deadlines whose work has to begin until so many days from now and has not, the most urgent first.
    pub fn starts(&self, wanted: &Wanted, within: u64) -> Result<Vec<DeadlineRow>, StoreError> {
        let until = self.today.checked_add_days(Days::new(within)).unwrap_or(self.today);
        self.store.starts(wanted, None, &until.to_string())
    }

    /// Where more works run at once than fit, if each begins on its last day: the first such stretch of each officer and
    /// department.
    pub fn collisions(&self, wanted: &Wanted) -> Result<Vec<Collision>, StoreError> {
        let fits = self.fits()?;
        let mut by: BTreeMap<(bool, String), Vec<Work>> = BTreeMap::new();
        let until = self.today.checked_add_days(Days::new(AHEAD)).unwrap_or(self.today);
        for row in self.store.works(wanted, &until.to_string())? {
            let (Some(from), Some(to)) = (row.begin.parse::<Day>().ok(), row.safe.parse::<Day>().ok()) else { continue };
            // What should have begun begins today at the earliest.
            let work = || Work { docket: row.docket, from: from.max(self.today), to: to.max(self.today) };
            if !row.officer.is_empty() {
                by.entry((false, row.officer)).or_default().push(work());
            }
            if !row.department.is_empty() {
                by.entry((true, row.department)).or_default().push(work());
            }
        }
        let most = |department: bool| if department { fits.department } else { fits.officer };
        let found = by.into_iter().filter_map(|((department, who), works)| first(who, department, &works, most(department)));
        let mut found: Vec<Collision> = found.collect();
        found.sort_by(|a, b| (a.from, a.department, &a.who).cmp(&(b.from, b.department, &b.who)));
        Ok(found)
    }
}

/// The first stretch in which more works run than fit.
fn first(who: String, department: bool, works: &[Work], fits: usize) -> Option<Collision> {
    let mut turns: BTreeMap<Day, i64> = BTreeMap::new();
    for work in works {
        *turns.entry(work.from).or_default() += 1;
        *turns.entry(work.to.succ_opt().unwrap_or(work.to)).or_default() -= 1;
    }
    let (mut running, mut most, mut from, mut to) = (0i64, 0i64, None, None);
    for (day, turn) in turns {
        running += turn;
        if running > fits as i64 {
            from.get_or_insert(day);
            most = most.max(running);
        } else if from.is_some() {
            to = day.pred_opt();
            break;
        }
    }
    let (from, to) = (from?, to?);
    let dockets = works.iter().filter(|work| work.from <= to && work.to >= from).map(|work| work.docket).collect();
    Some(Collision { who, department, from, to, most: usize::try_from(most).unwrap_or(0), fits, dockets })
}
