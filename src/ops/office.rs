//! Duties of the office: yearly and quarterly reports, tasks of no single docket.

use super::desk::Desk;
use crate::docket::Day;
use crate::law::period::Period;
use std::sync::Arc;

/// A duty of the office and its next day.
#[derive(Debug, Clone)]
pub struct OfficeDuty {
    /// The rule.
    pub rule: Arc<Period>,
    /// The last day.
    pub due: Day,
    /// The earliest over the readings.
    pub safe: Day,
}

impl Desk {
    /// The next day of each duty of the office, from a day on.
    pub fn office_duties(&self, from: Day) -> Vec<OfficeDuty> {
        let law = self.office_law();
        let mut found: Vec<OfficeDuty> = law
            .profile
            .periods
            .iter()
            .filter(|period| period.office && period.enabled)
            .filter_map(|period| {
                let (due, safe) = law.duty(period, from)?;
                Some(OfficeDuty { rule: period.clone(), due, safe })
            })
            .collect();
        found.sort_by_key(|duty| duty.due);
        found
    }
}
