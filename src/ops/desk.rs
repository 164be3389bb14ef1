//! The desk: the store, the rules, the calendar, the day and who sits at it. Every act gets it.

use super::pin::Laws;
use super::rows;
use crate::docket::tree::Fault;
use crate::docket::{Day, Docket, Stamp};
use crate::law::calendar::Calendar;
use crate::law::{Derived, Law, Library};
use crate::store::{OFFICE, Rows, Store, StoreError, StoredDocket};
use std::sync::Arc;

/// Reads the clock: the moment in seconds since 1970. Given by `main`, fixed in tests.
pub type Clock = fn() -> Stamp;

/// The profile of a database that nobody has asked about.
pub const DEFAULT_PROFILE: &str = "inner-mongolia";

/// The office that the database belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Office {
    /// Profile for new dockets.
    pub profile: String,
    /// The unit's name.
    pub unit: String,
}

/// The desk could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The profile.
    #[error("profile cannot be read")]
    Profile(Vec<Fault>),
}

/// What every act gets.
#[derive(Debug)]
pub struct Desk {
    /// The database.
    pub store: Store,
    /// Texts of the law and profile sources.
    pub library: Arc<Library>,
    /// Working days.
    pub calendar: Arc<Calendar>,
    /// The day it is at the office.
    pub today: Day,
    /// Who sits at it.
    pub officer: String,
    /// The office.
    pub office: Office,
    /// The clock.
    pub clock: Clock,
    /// The later day that the clock has shown, as [`Desk::ahead`] says it.
    pub(super) ahead: Option<Day>,
    /// Years of the calendar that were taken in at the start.
    pub taken_up: Option<super::years::TakenUp>,
    pub(super) laws: Laws,
    /// Versions whose source the database is known to keep.
    pub(super) kept: Vec<String>,
}

impl Desk {
    /// Puts a desk on an open database. `profile` is taken for a database that has none yet.
    pub fn new(
        store: Store,
        library: Arc<Library>,
        calendar: Arc<Calendar>,
        today: Day,
        officer: &str,
        clock: Clock,
        profile: Option<&str>,
    ) -> Result<Self, OpenError> {
        let kept = store.setting("profile")?;
        let unit = store.setting("unit")?.unwrap_or_default();
        let name = profile.map(str::to_owned).or(kept).unwrap_or_else(|| DEFAULT_PROFILE.to_owned());
        let office = Office { profile: name.clone(), unit };
        let mut desk = Self {
            store,
            library,
            calendar,
            today,
            officer: officer.to_owned(),
            office,
            clock,
            ahead: None,
            taken_up: None,
            laws: Laws::default(),
            kept: Vec::new(),
        };
        desk.load(&name)?;
        for row in desk.store.profiles()? {
            // A docket whose profile is not here any more is shown under the office's.
            let _ = desk.load(&row);
        }
        desk.load_kept()?;
        // Another process may be writing: the lists are then a day old in a few lines, and brought up next time.
        let _ = desk.turn_day();
        Ok(desk)
    }

    /// Whether somebody has chosen a profile for this database.
    pub fn is_set_up(&self) -> bool {
        matches!(self.store.setting("profile"), Ok(Some(_)))
    }

    /// Chooses profile and unit for new dockets.
    pub fn set_up(&mut self, profile: &str, unit: &str) -> Result<(), OpenError> {
        self.load(profile)?;
        self.store.set_setting("profile", profile)?;
        self.store.set_setting("unit", unit)?;
        self.keep_since()?;
        self.office = Office { profile: profile.to_owned(), unit: unit.to_owned() };
        Ok(())
    }

    /// The law of a profile's name, or the office's where that is not here any more.
    pub(super) fn law(&self, profile: &str) -> Arc<Law> {
        let known = self.laws.get(profile).or_else(|| self.laws.get(&self.office.profile));
        let known = known.or_else(|| self.laws.by.values().next());
        match known {
            Some(law) => law.clone(),
            None => Arc::new(Law::new(Arc::default(), self.calendar.clone())),
        }
    }

    /// The law of new dockets.
    pub fn office_law(&self) -> Arc<Law> {
        self.law(&self.office.profile)
    }

    /// Derives rows while the store is borrowed.
    pub(super) fn deriving(&self) -> impl Fn(&StoredDocket) -> Rows + 'static {
        let (laws, fallback, today) = (self.laws.clone(), self.office_law(), self.day_of_rows());
        move |stored: &StoredDocket| match stored.docket.profile.as_str() {
            // What is the office's own stands in no list of dockets.
            OFFICE => Rows::default(),
            _ => rows::derive(laws.of(stored).unwrap_or(&fallback), stored, today),
        }
    }

    /// Takes another calendar: a year's notice was loaded.
    pub fn set_calendar(&mut self, calendar: Arc<Calendar>) {
        self.calendar = calendar;
        self.laws.set_calendar(&self.calendar);
    }

    /// A docket as the law sees it: with the same party's earlier damage looked up.
    pub fn docket(&self, id: i64) -> Result<Option<StoredDocket>, StoreError> {
        Ok(self.store.docket(id)?.map(|stored| StoredDocket { docket: with_prior(&stored), ..stored }))
    }

    /// A docket with what the law says about it today.
    pub fn derived(&self, id: i64) -> Result<Option<(StoredDocket, Derived)>, StoreError> {
        let Some(stored) = self.docket(id)? else { return Ok(None) };
        let derived = self.law_of(&stored).derive(&stored.docket, self.today);
        Ok(Some((stored, derived)))
    }
}

/// The docket with the looked-up day of earlier damage, unless the officer wrote one down.
pub(super) fn with_prior(stored: &StoredDocket) -> Docket {
    let mut docket = stored.docket.clone();
    let days: Vec<Day> = stored.priors.iter().filter_map(|prior| prior.day.parse().ok()).collect();
    if docket.attributes.prior_damage_on.is_none() {
        docket.attributes.prior_damage_on = days.first().copied();
    }
    if docket.attributes.prior_damage_days.is_empty() {
        docket.attributes.prior_damage_days = days;
    }
    docket
}
