//! The rest days of one place or office over those of the State Council: a banner's festival, a local order. Each
//! overlay names the office and its source, and proofs cite the source.

use super::year::{Mark, days_to_toml, quoted};
use crate::docket::Day;
use std::collections::BTreeMap;

/// Days of one place or office that differ from the national ones; where both name a day, the overlay counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// Whose days they are.
    pub office: String,
    /// The number or name of the paper that says so.
    pub source: String,
    /// The days.
    pub days: BTreeMap<Day, Mark>,
}

impl Overlay {
    /// The overlay as a file; reads back to the same overlay.
    #[must_use]
    pub fn to_toml(&self) -> String {
        format!("office = {}\nsource = {}\n{}", quoted(&self.office), quoted(&self.source), days_to_toml(&self.days))
    }
}
