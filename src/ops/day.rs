//! The day it is at the office, as the clock says it, and what is computed anew when it turns. A clock that was set back
//! computes nothing into the past: what was known on the later day stays until somebody says that the clock is right.

use super::desk::Desk;
use crate::docket::{Day, office_day};
use crate::store::StoreError;

/// The setting that holds the latest day that the clock has shown on this database.
const CLOCK: &str = "clock_on";

impl Desk {
    /// The later day that the clock has shown on this database, where today is before it.
    #[must_use]
    pub fn ahead(&self) -> Option<Day> {
        self.ahead.filter(|ahead| *ahead > self.today)
    }

    /// The day as of which rows are computed.
    pub(super) fn day_of_rows(&self) -> Day {
        self.ahead().unwrap_or(self.today)
    }

    /// Brings those rows up to today that another day changes without a new fact; once a day is enough. A day that was
    /// asked for (`--today`) is no clock.
    pub fn turn_day(&mut self) -> Result<(), StoreError> {
        self.follow_years();
        self.ahead = None;
        if office_day((self.clock)()) == self.today {
            let latest: Option<Day> = self.store.setting(CLOCK)?.and_then(|day| day.parse().ok());
            match latest {
                Some(latest) if latest > self.today => self.ahead = Some(latest),
                Some(latest) if latest == self.today => {}
                _ if self.store.is_read_only() => {}
                _ => self.store.set_setting(CLOCK, &self.today.to_string())?,
            }
        }
        let (derive, day) = (self.deriving(), self.day_of_rows().to_string());
        self.store.turn_day(&day, self.calendar.version(), &derive, &mut |_| true).map(drop)
    }

    /// Today is right, whatever later day the clock has shown: everything is computed anew as of today.
    pub fn trust_clock(&mut self) -> Result<(), StoreError> {
        if self.ahead.take().is_none() {
            return Ok(());
        }
        self.store.set_setting(CLOCK, &self.today.to_string())?;
        self.rebuild(&mut |_| true).map(drop)
    }

    /// Computes all derived rows anew; `None` when stopped.
    pub fn rebuild(&mut self, progress: &mut dyn FnMut(u64) -> bool) -> Result<Option<u64>, StoreError> {
        let (derive, day) = (self.deriving(), self.day_of_rows().to_string());
        let done = self.store.rebuild(&derive, progress)?;
        if done.is_some() {
            self.store.set_derived(&day, self.calendar.version())?;
        }
        Ok(done)
    }
}
