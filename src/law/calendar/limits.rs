//! What a published year looks like, as `config/calendar-limits.toml` says it.

use serde::Deserialize;
use std::sync::OnceLock;

/// The bounds of a believable year.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Limits {
    pub(super) most_rest_days: usize,
    pub(super) most_days_at_once: i64,
    shared: usize,
    statutory: Vec<Statutory>,
}

#[derive(Debug, Clone, Deserialize)]
struct Statutory {
    from: i32,
    days: usize,
}

impl Limits {
    pub(super) fn get() -> &'static Self {
        static LIMITS: OnceLock<Limits> = OnceLock::new();
        LIMITS.get_or_init(|| toml::from_str(include_str!("../../../config/calendar-limits.toml")).unwrap_or_default())
    }

    /// The least and the most statutory days of a year, where they are known.
    pub(super) fn statutory(&self, year: i32) -> Option<(usize, usize)> {
        let known = self.statutory.iter().filter(|rule| rule.from <= year).max_by_key(|rule| rule.from)?;
        Some((known.days.saturating_sub(self.shared), known.days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_read() {
        let limits = Limits::get();
        assert!(limits.most_rest_days > 30 && limits.most_days_at_once > 10);
        assert_eq!(limits.statutory(2024), Some((10, 11)));
        assert_eq!(limits.statutory(2027), Some((12, 13)));
        assert_eq!(limits.statutory(1999), None);
    }
}
