//! The agenda: what is late and not answered, then what is due, band by band, one window at a time.

use super::desk::Desk;
use super::office::OfficeDuty;
use crate::docket::Day;
use crate::law::Status;
use crate::store::{DeadlineRow, Part, Place, Span, StoreError, Wanted};
use chrono::{Datelike, Days};

/// Bands are counted no further.
pub const COUNTED: usize = 10_000;

/// A stretch of the agenda under one heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Late, until answered.
    Late,
    /// The safe day has passed, the due day has not.
    Near,
    /// Today.
    Today,
    /// Until Sunday.
    Week,
    /// Within so many days, beyond the band before it.
    Days(u64),
    /// Beyond.
    Later,
    /// The day is not known yet.
    Undated,
    /// Passed, and nobody is late.
    Past,
}

impl Band {
    /// In order.
    pub const ALL: [Self; 10] = [
        Self::Late,
        Self::Near,
        Self::Today,
        Self::Week,
        Self::Days(30),
        Self::Days(60),
        Self::Days(90),
        Self::Later,
        Self::Undated,
        Self::Past,
    ];

    /// The band of a day that is ahead.
    #[must_use]
    pub fn ahead(day: Day, today: Day) -> Self {
        let last = |band: &Self| band.days(today).1;
        let bands = [Self::Today, Self::Week, Self::Days(30), Self::Days(60), Self::Days(90)];
        bands.into_iter().find(|band| last(band).is_some_and(|last| day <= last)).unwrap_or(Self::Later)
    }

    /// The band of a row.
    #[must_use]
    pub fn of(part: Part, row: &DeadlineRow, today: Day) -> Self {
        match part {
            Part::Late => Self::Late,
            Part::Near => Self::Near,
            Part::Past => Self::Past,
            Part::Ahead => {
                let day: Option<Day> = row.safe.as_ref().and_then(|day| day.parse().ok());
                day.map_or(Self::Undated, |day| Self::ahead(day, today))
            }
        }
    }

    /// The band of a duty of the office.
    #[must_use]
    pub fn of_duty(duty: &OfficeDuty, today: Day) -> Self {
        let (Some(due), Some(safe)) = (duty.due(), duty.safe()) else { return Self::Undated };
        match () {
            () if duty.deadline.status == Status::Overdue => Self::Late,
            () if due < today => Self::Past,
            () if safe < today => Self::Near,
            () => Self::ahead(safe, today),
        }
    }

    const fn part(self) -> Part {
        match self {
            Self::Late => Part::Late,
            Self::Near => Part::Near,
            Self::Past => Part::Past,
            _ => Part::Ahead,
        }
    }

    /// The first and last day of a band that is ahead.
    fn days(self, today: Day) -> (Option<Day>, Option<Day>) {
        let after = |days: u64| today.checked_add_days(Days::new(days));
        let sunday = after(u64::from(7 - today.weekday().number_from_monday()));
        let next = |day: Option<Day>| day.and_then(|day| day.succ_opt());
        match self {
            Self::Today => (Some(today), Some(today)),
            Self::Week => (after(1), sunday),
            Self::Days(30) => (next(sunday), after(30)),
            Self::Days(days) => (after(days.saturating_sub(29)), after(days)),
            Self::Later => (after(91), Day::from_ymd_opt(9999, 12, 30)),
            Self::Undated => (Day::from_ymd_opt(9999, 12, 31), None),
            Self::Late | Self::Near | Self::Past => (None, None),
        }
    }
}

/// The counts of the bands with the office's own duties among them.
#[must_use]
pub fn with_duties(mut counts: Vec<(Band, i64)>, duties: &[OfficeDuty], today: Day) -> Vec<(Band, i64)> {
    for band in duties.iter().map(|duty| Band::of_duty(duty, today)) {
        match counts.iter_mut().find(|(known, _)| *known == band) {
            Some((_, count)) => *count += 1,
            None => counts.push((band, 1)),
        }
    }
    counts.sort_by_key(|(band, _)| *band);
    counts
}

/// Where a row stands, for reading on from it.
#[must_use]
pub fn place(part: Part, row: &DeadlineRow) -> Place {
    let safe = row.safe.clone().unwrap_or_else(|| "9999-12-31".to_owned());
    Place { part, safe, docket: row.docket, place: row.place }
}

/// The place before everything on a day.
#[must_use]
pub fn day_place(day: Day, today: Day) -> Place {
    let part = if day < today { Part::Late } else { Part::Ahead };
    Place { part, safe: day.to_string(), docket: i64::MIN, place: i64::MIN }
}

impl Desk {
    /// Rows of the agenda after a place, or from its beginning.
    pub fn agenda(&self, wanted: &Wanted, after: Option<&Place>, limit: usize) -> Result<Vec<(Part, DeadlineRow)>, StoreError> {
        let today = self.today.to_string();
        let mut rows = Vec::new();
        for part in Part::ALL.into_iter().filter(|part| after.is_none_or(|place| *part >= place.part)) {
            let from = after.filter(|place| place.part == part);
            let left = limit.saturating_sub(rows.len());
            if left == 0 {
                break;
            }
            let found = self.store.agenda(wanted, &today, part, from, false, left)?;
            rows.extend(found.into_iter().map(|row| (part, row)));
        }
        Ok(rows)
    }

    /// Rows of the agenda before a place, or up to its end, in the order of the agenda.
    pub fn agenda_before(
        &self,
        wanted: &Wanted,
        before: Option<&Place>,
        limit: usize,
    ) -> Result<Vec<(Part, DeadlineRow)>, StoreError> {
        let today = self.today.to_string();
        let mut rows = Vec::new();
        for part in Part::ALL.into_iter().rev().filter(|part| before.is_none_or(|place| *part <= place.part)) {
            let from = before.filter(|place| place.part == part);
            let left = limit.saturating_sub(rows.len());
            if left == 0 {
                break;
            }
            let found = self.store.agenda(wanted, &today, part, from, true, left)?;
            rows.extend(found.into_iter().map(|row| (part, row)));
        }
        rows.reverse();
        Ok(rows)
    }

    /// The first rows of a band.
    pub fn agenda_band(&self, wanted: &Wanted, band: Band, limit: usize) -> Result<Vec<DeadlineRow>, StoreError> {
        let today = self.today.to_string();
        let from = band.days(self.today).0.map(|day| day_place(day, self.today));
        let rows = self.store.agenda(wanted, &today, band.part(), from.as_ref(), false, limit)?;
        Ok(rows.into_iter().take_while(|row| Band::of(band.part(), row, self.today) == band).collect())
    }

    /// How many deadlines each band holds, as far as they are counted.
    pub fn agenda_counts(&self, wanted: &Wanted) -> Result<Vec<(Band, i64)>, StoreError> {
        let today = self.today.to_string();
        let spans = Band::ALL.map(|band| (band, band.days(self.today)));
        let spans: Vec<(Band, Span)> = spans
            .into_iter()
            .filter(|(_, days)| !matches!(days, (Some(from), Some(to)) if from > to))
            .map(|(band, (from, to))| {
                (band, Span { part: band.part(), from: from.map(|day| day.to_string()), until: to.map(|day| day.to_string()) })
            })
            .collect();
        let (bands, spans): (Vec<Band>, Vec<Span>) = spans.into_iter().unzip();
        let counts = self.store.agenda_counts(wanted, &today, &spans, COUNTED)?;
        Ok(bands.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect())
    }
}
