//! Which rules a docket is under: those it was opened under, or those it was moved to, in the version of that day. The
//! database keeps the source of every version that a docket is pinned to, so that another file of the same name changes
//! nothing until somebody moves the dockets.

use super::desk::{Desk, OpenError};
use crate::docket::Kind;
use crate::law::calendar::Calendar;
use crate::law::library::Document;
use crate::law::period::Period;
use crate::law::{Law, Library, OWN, Profile};
use crate::store::{DeadlineRow, StoreError, StoredDocket};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

/// A profile by name, and its version as `Law::versions` says it; an empty version is whatever has the name today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pin {
    /// The profile's name.
    pub profile: String,
    /// Its version.
    pub version: String,
}

/// What a docket is pinned to: the last move that was not taken back, else what it was opened under.
#[must_use]
pub fn pin(stored: &StoredDocket) -> Pin {
    let opened = || Pin { profile: stored.docket.profile.clone(), version: stored.profile_version.clone() };
    if stored.docket.facts.iter().all(|fact| fact.kind != Kind::ProfileMoved) {
        return opened();
    }
    let state = stored.docket.state();
    state.last(Kind::ProfileMoved).map_or_else(opened, |fact| {
        let word = |key| fact.data.text(key).unwrap_or_default().to_owned();
        Pin { profile: word("to"), version: word("version") }
    })
}

/// Laws by name and by version.
#[derive(Debug, Clone, Default)]
pub(super) struct Laws {
    pub(super) by: HashMap<String, Arc<Law>>,
}

impl Laws {
    /// The law of a profile's name or version.
    pub(super) fn get(&self, name: &str) -> Option<&Arc<Law>> {
        self.by.get(name)
    }

    /// Whether the version of a docket is here; else it is judged by whatever has the name today.
    pub(super) fn has(&self, pin: &Pin) -> bool {
        pin.version.is_empty() || self.by.contains_key(&pin.version)
    }

    /// The law of a docket; where its version is not kept, whatever has the name today.
    pub(super) fn of(&self, stored: &StoredDocket) -> Option<&Arc<Law>> {
        let pin = pin(stored);
        self.get(&pin.version).or_else(|| self.get(&pin.profile))
    }

    pub(super) fn add(&mut self, law: &Arc<Law>, name: Option<&str>) {
        self.by.insert(law.versions().0.to_owned(), law.clone());
        if let Some(name) = name {
            self.by.insert(name.to_owned(), law.clone());
        }
    }

    pub(super) fn set_calendar(&mut self, calendar: &Arc<Calendar>) {
        for law in self.by.values_mut() {
            *law = Arc::new(Law::new(law.profile.clone(), calendar.clone()));
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Source {
    name: String,
    layers: Vec<(String, String, String)>,
    /// The region's own texts, against which its quotes are checked.
    #[serde(default)]
    documents: Vec<Document>,
}

/// The source of a profile with all its layers, as the database keeps it.
fn source(library: &Library, profile: &Profile) -> Option<String> {
    let layers = profile.layers.iter().map(|layer| {
        let (file, text) = library.sources.get(&**layer)?;
        Some((layer.to_string(), file.clone(), text.clone()))
    });
    // The last layer's name on the shelf is the profile's.
    let name = profile.layers.last()?.to_string();
    let documents = library.own_documents().cloned().collect();
    serde_json::to_string(&Source { name, layers: layers.collect::<Option<_>>()?, documents }).ok()
}

impl Desk {
    /// The law of a docket.
    pub fn law_of(&self, stored: &StoredDocket) -> Arc<Law> {
        self.laws.of(stored).cloned().unwrap_or_else(|| self.office_law())
    }

    /// A rule for the lists: as the office's profile has it, else as any profile that a docket is under.
    pub fn rule(&self, id: &str) -> Option<Arc<Period>> {
        let office = self.office_law().profile.period(id).cloned();
        office.or_else(|| self.laws.by.values().find_map(|law| law.profile.period(id).cloned()))
    }

    /// The rule of a row: an own date is none of a profile.
    pub fn rule_of(&self, row: &DeadlineRow) -> Option<Arc<Period>> {
        if !row.rule.starts_with(OWN) {
            return self.rule(&row.rule);
        }
        let warn = row.warn.split_whitespace().filter_map(|days| days.parse().ok()).collect();
        Some(Arc::new(Period::internal(&row.rule, &row.label, &row.owner, warn)))
    }

    /// Makes those versions ready that the database keeps and the files do not hold any more.
    pub(super) fn load_kept(&mut self) -> Result<(), StoreError> {
        for (version, source) in self.store.kept_profiles()? {
            self.kept.push(version.clone());
            if self.laws.get(&version).is_some() {
                continue;
            }
            let Ok(Source { name, layers, documents }) = serde_json::from_str::<Source>(&source) else { continue };
            if self.library.sources.contains_key(&name) && self.load(&name).is_ok() && self.laws.get(&version).is_some() {
                continue;
            }
            // What cannot be read any more is shown under the file of today.
            if let Ok(profile) = self.library.with_sources(layers, documents).profile(&name) {
                self.laws.add(&Arc::new(Law::new(profile, self.calendar.clone())), None);
            }
        }
        Ok(())
    }

    /// Keeps the version that new dockets are opened under.
    pub(super) fn keep(&mut self, law: &Law) -> Result<(), StoreError> {
        if self.kept.iter().any(|known| known == law.versions().0) {
            return Ok(());
        }
        if let Some(source) = source(&self.library, &law.profile) {
            self.store.keep_profile(law.versions().0, &source)?;
        }
        self.kept.push(law.versions().0.to_owned());
        Ok(())
    }

    /// Makes a profile ready.
    pub fn load(&mut self, name: &str) -> Result<Arc<Law>, OpenError> {
        if let Some(law) = self.laws.get(name) {
            return Ok(law.clone());
        }
        let profile = self.library.profile(name).map_err(OpenError::Profile)?;
        let law = Arc::new(Law::new(profile, self.calendar.clone()));
        self.laws.add(&law, Some(name));
        Ok(law)
    }
}
