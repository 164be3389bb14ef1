//! The years of the calendar that the database goes by. It keeps them, so that every account of the office counts alike;
//! a file that was placed into the configuration since is taken in with the same entry in the log as one added by command.

use super::act::ActError;
use super::desk::Desk;
use super::moving::Cause;
use crate::law::calendar::{Calendar, Overlay, Year};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The setting that holds them.
pub(super) const YEARS: &str = "calendar";

/// What the database knows.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Known {
    /// The calendar that it goes by.
    version: String,
    years: BTreeMap<i32, String>,
    overlays: Vec<String>,
    /// Every content that was taken once: an older file elsewhere does not bring it back.
    seen: BTreeSet<String>,
}

/// Years that were taken in at the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenUp {
    /// Which.
    pub years: Vec<i32>,
    /// How many deadlines moved, came or went.
    pub moved: usize,
}

fn digest(text: &str) -> String {
    let hash = Sha256::digest(text);
    hash.iter().take(8).fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

impl Known {
    /// All of a calendar, and what was seen before.
    fn of(calendar: &Calendar, before: Self) -> Self {
        let years: BTreeMap<i32, String> = calendar.years().map(|year| (year.year, year.to_toml())).collect();
        let overlays: Vec<String> = calendar.overlays().iter().map(Overlay::to_toml).collect();
        let mut seen = before.seen;
        seen.extend(years.values().chain(&overlays).map(|text| digest(text)));
        Self { version: calendar.version().to_owned(), years, overlays, seen }
    }

    /// The calendar that it describes.
    fn calendar(&self) -> Calendar {
        let years = self.years.iter().filter_map(|(year, text)| Year::parse(&year.to_string(), text).ok());
        let overlays = self.overlays.iter().filter_map(|text| Overlay::parse("", text).ok());
        overlays.fold(Calendar::from_years(years), |calendar, overlay| calendar.with_overlay(overlay))
    }
}

/// Why a year came in without a command, for the log.
const PLACED: &str = "calendar/*.toml";

impl Desk {
    fn known_years(&self) -> Result<Option<Known>, ActError> {
        Ok(self.store.setting(YEARS)?.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// What the database keeps once it goes by a calendar, as a setting of the same transaction.
    pub(super) fn years_kept(&self, calendar: &Calendar) -> Result<(String, String), ActError> {
        let known = Known::of(calendar, self.known_years()?.unwrap_or_default());
        Ok((YEARS.to_owned(), serde_json::to_string(&known).unwrap_or_default()))
    }

    /// Goes by the years of the database: another account may have added one.
    pub fn follow_years(&mut self) {
        // Another process may be writing; the next look takes it up.
        if let Ok(Some(taken)) = self.take_up_years() {
            self.taken_up = Some(taken);
        }
    }

    /// Goes by the database's years, and takes in what lies in the configuration and was never seen: one entry in the log
    /// that lists what moved, as if it had been added by command. `None` where there is nothing new.
    pub(super) fn take_up_years(&mut self) -> Result<Option<TakenUp>, ActError> {
        let own = self.calendar.clone();
        let Some(known) = self.known_years()? else {
            if !self.store.is_read_only() {
                let (key, value) = self.years_kept(&own)?;
                self.store.set_setting(&key, &value)?;
            }
            return Ok(None);
        };
        if known.version == own.version() {
            return Ok(None);
        }
        let base = known.calendar();
        let unseen = |text: &str| !known.seen.contains(&digest(text));
        // A guess does not take the place of a notice.
        let better = |year: &&Year| year.published || base.year(year.year).is_none_or(|known| !known.published);
        let fresh: Vec<Year> = own.years().filter(better).filter(|year| unseen(&year.to_toml())).cloned().collect();
        let local: Vec<Overlay> = own.overlays().iter().filter(|overlay| unseen(&overlay.to_toml())).cloned().collect();
        self.set_calendar(Arc::new(base.clone()));
        // Of several the entry names the latest one whose notice came.
        let name = fresh.iter().max_by_key(|year| (year.published, year.year)).cloned();
        let named = name.or_else(|| base.years().last().cloned());
        let (Some(year), false) = (named, fresh.is_empty() && local.is_empty()) else { return Ok(None) };
        let years: Vec<i32> = fresh.iter().map(|year| year.year).collect();
        let after = fresh.into_iter().fold(base, |calendar, year| calendar.with_year(year));
        let after = Arc::new(local.into_iter().fold(after, |calendar, overlay| calendar.with_overlay(overlay)));
        if self.store.is_read_only() {
            self.set_calendar(after);
            return Ok(None);
        }
        let cause = Cause::Year { year: Box::new(year), calendar: after };
        let Some(preview) = self.what_moves(&cause, &mut |_| true)? else { return Ok(None) };
        self.take(&preview, PLACED, &mut |_| true)?;
        Ok(Some(TakenUp { years, moved: preview.shifts.rows.len() }))
    }
}
