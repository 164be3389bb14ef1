//! The desk that a command works at: the database, the rules and who calls.

use super::args::List;
use super::call::Call;
use super::out::Failure;
use crate::ops::{ActError, DEFAULT_PROFILE, Desk, OpenError};
use crate::store::{Store, StoreError};
use crate::text::{fill, ops as words};
use etcetera::{BaseStrategy, choose_base_strategy};
use std::path::PathBuf;
use std::sync::Arc;

impl List {
    /// At most so many; without a limit everything.
    pub fn most(&self) -> usize {
        self.limit.unwrap_or(usize::MAX)
    }
}

impl Call {
    /// Where the database lies: the argument, the environment, or the user's data folder.
    pub fn database(&self) -> PathBuf {
        let named = self.globals.db.clone().or_else(|| std::env::var_os("SUNPEI_DB").map(PathBuf::from));
        if let Some(path) = named.filter(|path| !path.as_os_str().is_empty()) {
            return path;
        }
        let base = choose_base_strategy().map_or_else(|_| PathBuf::from("."), |base| base.data_dir());
        base.join("sunpei").join("sunpei.db")
    }

    /// The desk for a command that lists: without a database there is nothing to list, and none is made.
    pub fn reading(&self) -> Result<Desk, Failure> {
        let path = self.database();
        let store = if path.exists() { Store::open(&path) } else { Store::in_memory() };
        self.desk_on(store.map_err(|error| self.store(&error))?, false)
    }

    /// The desk for a command about a database that has to be there.
    pub fn existing(&self) -> Result<Desk, Failure> {
        let path = self.database();
        if !path.exists() {
            return Err(Failure::refused(fill(self.words.no_database, &[&path.display()])));
        }
        self.desk_on(Store::open(&path).map_err(|error| self.store(&error))?, false)
    }

    /// The desk for a command that changes a database that has to be there.
    pub fn changing(&self) -> Result<Desk, Failure> {
        let desk = self.existing()?;
        if desk.store.is_read_only() { Err(self.store(&StoreError::ReadOnly)) } else { Ok(desk) }
    }

    /// The desk for a command that writes: the database is made with its profile, without asking.
    pub fn writing(&self) -> Result<Desk, Failure> {
        self.desk_on(Store::open(&self.database()).map_err(|error| self.store(&error))?, true)
    }

    /// The desk on an open store.
    pub fn desk_on(&self, store: Store, makes: bool) -> Result<Desk, Failure> {
        let officer = self.officer(&store)?;
        let mut library = self.library()?;
        let profile = match &self.globals.profile {
            Some(wanted) => Some(self.shelve(&mut library, wanted)?),
            None => None,
        };
        let desk = Desk::new(store, Arc::new(library), self.calendar()?, self.today(), &officer, self.clock, profile.as_deref());
        let mut desk = desk.map_err(|error| self.open(&error))?;
        if makes && !desk.is_set_up() && !desk.store.is_read_only() {
            let name = profile.unwrap_or_else(|| DEFAULT_PROFILE.to_owned());
            desk.set_up(&name, "").map_err(|error| self.open(&error))?;
        }
        Ok(desk)
    }

    /// Who calls: the officer mapped to the account, the one asked for if mapped, else the account's own name.
    fn officer(&self, store: &Store) -> Result<String, Failure> {
        let uid = i64::from(rustix::process::getuid().as_raw());
        let officers = store.officers().map_err(|error| self.store(&error))?;
        let mut mine = officers.iter().filter(|(_, _, known)| *known == Some(uid));
        match &self.globals.officer {
            Some(name) if mine.any(|(known, _, _)| known == name) => Ok(name.clone()),
            Some(name) => Err(Failure::refused(fill(self.words.not_mapped, &[name]))),
            None => Ok(mine.next().map_or_else(|| account(uid), |(name, _, _)| name.clone())),
        }
    }

    /// An error of the store as a failure.
    pub fn store(&self, error: &StoreError) -> Failure {
        Failure::refused(words::store(self.lang, error))
    }

    /// A desk that cannot be opened, as a failure.
    pub fn open(&self, error: &OpenError) -> Failure {
        match error {
            OpenError::Store(error) => self.store(error),
            OpenError::Profile(faults) => self.faults(faults),
        }
    }

    /// An act that was not done, as a failure.
    pub fn act(&self, error: &ActError) -> Failure {
        Failure::refused(words::act(self.lang, error))
    }
}

/// The account's name, or its number.
fn account(uid: i64) -> String {
    let passwd = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let line = passwd.lines().find(|line| line.split(':').nth(2) == Some(uid.to_string().as_str()));
    line.and_then(|line| line.split(':').next()).map_or_else(|| format!("uid-{uid}"), str::to_owned)
}
