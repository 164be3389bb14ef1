//! Duties of the office: yearly and quarterly reports, tasks of no single docket.

use super::desk::Desk;
use crate::docket::Day;
use crate::law::period::{Length, MonthDay, Period, ReadingChange};
use chrono::Datelike;
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
            .filter(|period| period.office)
            .filter_map(|period| {
                let Length::Yearly(days) = &period.length else { return None };
                let due = next(days, from)?;
                let others = period.readings.iter().filter(|reading| reading.safe).filter_map(|reading| match &reading.change {
                    ReadingChange::Yearly(days) => days.iter().filter_map(|day| on(*day, due.year())).next_back(),
                    _ => None,
                });
                let safe = others.chain([due]).min().unwrap_or(due);
                Some(OfficeDuty { rule: period.clone(), due, safe })
            })
            .collect();
        found.sort_by_key(|duty| duty.due);
        found
    }
}

fn on(day: MonthDay, year: i32) -> Option<Day> {
    if day.day > 0 {
        return Day::from_ymd_opt(year, day.month, day.day);
    }
    let (year, month) = if day.month == 12 { (year + 1, 1) } else { (year, day.month + 1) };
    Day::from_ymd_opt(year, month, 1)?.pred_opt()
}

fn next(days: &[MonthDay], from: Day) -> Option<Day> {
    let years = [from.year(), from.year() + 1];
    years.into_iter().flat_map(|year| days.iter().filter_map(move |day| on(*day, year))).filter(|day| *day >= from).min()
}
