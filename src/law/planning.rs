//! What an office plans by, as `config/planning.toml` says it: kinds of its own dates, how they come again, how many works
//! fit beside each other.

use super::answer::Label;
use serde::Deserialize;
use std::sync::OnceLock;

/// A value of a list.
#[derive(Debug, Clone, Deserialize)]
pub struct Sort {
    /// Its key in facts.
    pub key: String,
    zh: String,
    en: String,
    /// Days before on which it warns.
    #[serde(default)]
    pub warn: i64,
}

impl Sort {
    /// What it is called.
    #[must_use]
    pub fn label(&self) -> Label {
        Label { zh: self.zh.as_str().into(), en: self.en.as_str().into() }
    }
}

/// How a date comes again.
#[derive(Debug, Clone, Deserialize)]
pub struct Rhythm {
    /// Its key in facts.
    pub key: String,
    zh: String,
    en: String,
    /// Calendar days of one turn.
    #[serde(default)]
    pub days: i64,
    /// Months of one turn.
    #[serde(default)]
    pub months: i64,
}

impl Rhythm {
    /// What it is called.
    #[must_use]
    pub fn label(&self) -> Label {
        Label { zh: self.zh.as_str().into(), en: self.en.as_str().into() }
    }
}

/// How many works fit beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct Fits {
    /// In one officer's hands.
    pub officer: usize,
    /// In one department.
    pub department: usize,
}

/// All of it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Planning {
    /// How much fits.
    pub fits: Fits,
    /// Kinds of own dates.
    #[serde(default, rename = "sort")]
    pub sorts: Vec<Sort>,
    /// How they come again.
    #[serde(default, rename = "rhythm")]
    pub rhythms: Vec<Rhythm>,
}

impl Planning {
    /// As it is compiled in.
    pub fn get() -> &'static Self {
        static PLANNING: OnceLock<Planning> = OnceLock::new();
        PLANNING.get_or_init(|| toml::from_str(include_str!("../../config/planning.toml")).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read() {
        let planning = Planning::get();
        assert!(planning.sorts.len() > 2 && planning.rhythms.iter().all(|one| (one.days > 0) != (one.months > 0)));
        assert!(planning.fits.officer > 0 && planning.fits.department >= planning.fits.officer);
    }
}
