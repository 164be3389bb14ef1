//! Deadlines as a calendar elsewhere gets them: open ones, and those that were answered, fell away or lost what started
//! them, so that it takes their events out again. Each has a name that stays and a number that only grows.

use super::desk::Desk;
use super::moving::listed;
use super::office::OfficeDuty;
use super::rows;
use crate::docket::{Day, Docket};
use crate::law::{OWN, Status};
use crate::store::{DeadlineRecord, DeadlineRow, StoreError, Wanted};
use chrono::Datelike;
use std::collections::{HashMap, HashSet};

/// Days for which what is over still goes out as cancelled.
const CANCELLED: u64 = 90;

/// Numbers of events grow with every day from this year on.
const FIRST_YEAR: i32 = 2020;

/// A deadline going out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for the same deadline for ever, and another one in another database.
    pub uid: String,
    /// The deadline; of docket 0 where it is the office's own.
    pub row: DeadlineRow,
    /// Grows with every fact of its docket, every year of the calendar, and every day: an open pause moves a date by itself.
    pub sequence: u32,
    /// Answered, fallen away, or what started it was taken back.
    pub cancelled: bool,
}

impl Wanted {
    /// Whether a row is among those wanted.
    #[must_use]
    pub fn holds(&self, row: &DeadlineRow) -> bool {
        let is = |wanted: &Option<String>, has: &str| wanted.as_ref().is_none_or(|wanted| wanted == has);
        is(&self.officer, &row.officer)
            && is(&self.department, &row.department)
            && is(&self.stage, &row.stage)
            && (is(&self.rule, &row.rule) || self.rule.as_deref() == Some(OWN) && row.rule.starts_with(OWN))
    }
}

type Key = (String, String, i64, i64);

fn key(row: &DeadlineRow) -> Key {
    (row.rule.clone(), row.party.clone(), row.n, row.round)
}

/// A record as it stands in the lists, with what the list says of its docket.
fn row(like: &DeadlineRow, record: DeadlineRecord) -> DeadlineRow {
    DeadlineRow {
        rule: record.rule,
        party: record.party,
        n: record.n,
        round: record.round,
        start: record.start,
        due: record.due,
        safe: record.safe,
        latest: record.latest,
        status: record.status,
        provisional: record.provisional,
        binding: record.binding,
        nature: record.nature,
        owner: record.owner,
        met_on: record.met_on,
        begin: record.begin,
        effort: record.effort,
        label: record.label,
        warn: record.warn,
        ..like.clone()
    }
}

fn is_open(row: &DeadlineRow) -> bool {
    Status::parse(&row.status).is_some_and(Status::is_open)
}

impl OfficeDuty {
    /// As a line of a list: of docket 0, its occurrence in the place of a party.
    #[must_use]
    pub fn row(&self) -> DeadlineRow {
        let record = rows::record(&self.deadline);
        DeadlineRow { party: self.key.clone(), ..row(&DeadlineRow::default(), record) }
    }
}

impl Desk {
    /// The events of the wanted deadlines; those of the office itself where everything is wanted.
    pub fn feed(&self, wanted: &Wanted) -> Result<Vec<Event>, StoreError> {
        let since = self.today.checked_sub_days(chrono::Days::new(CANCELLED)).unwrap_or(self.today);
        let gone = self.gone(since)?;
        let changed: HashSet<i64> = gone.iter().map(|(docket, _)| *docket).collect();
        let since = since.to_string();
        let late = |day: &Option<String>| day.as_ref().is_some_and(|day| *day >= since);
        let dropped = |row: &DeadlineRow| row.status == Status::Dropped.name() && changed.contains(&row.docket);
        let told = |row: &DeadlineRow| is_open(row) || late(&row.due) || late(&row.met_on) || dropped(row);
        let mut rows = self.store.deadlines(false, None, None, None, usize::MAX)?;
        rows.retain(told);
        let now = rows.into_iter().map(|row| (!is_open(&row), row));
        let gone = gone.into_iter().flat_map(|(_, rows)| rows).map(|row| (true, row));
        let mut events: Vec<Event> = Vec::new();
        let ident = self.store.ident()?;
        let grown = self.grown();
        let mut revisions: HashMap<i64, u32> = HashMap::new();
        for (cancelled, row) in now.chain(gone).filter(|(_, row)| row.due.is_some() && wanted.holds(row)) {
            let sequence = match revisions.get(&row.docket) {
                Some(known) => *known,
                None => {
                    let revision = u32::try_from(self.store.revision(row.docket)?).unwrap_or(u32::MAX);
                    *revisions.entry(row.docket).or_insert(revision)
                }
            };
            let party = crate::store::tokens(&row.party).replace(' ', "");
            let uid = format!("{}-{}-{}-{}-{party}@{ident}.sunpei", row.docket, row.rule, row.round, row.n);
            events.push(Event { uid, row, sequence: sequence.saturating_add(grown), cancelled });
        }
        if *wanted == Wanted::default() {
            let revision = self.office_docket()?.map_or(0, |stored| u32::try_from(stored.revision).unwrap_or(u32::MAX));
            for duty in self.office_record()? {
                let row = duty.row();
                if !is_open(&row) && !late(&row.due) && !late(&row.met_on) {
                    continue;
                }
                let uid = format!("office-{}-{}@{ident}.sunpei", row.rule, duty.key);
                events.push(Event { uid, sequence: revision.saturating_add(grown), cancelled: !is_open(&row), row });
            }
        }
        Ok(events)
    }

    /// What every event's number grows by, whatever happens to its docket.
    fn grown(&self) -> u32 {
        let first = Day::from_ymd_opt(FIRST_YEAR, 1, 1).unwrap_or(self.today);
        let days = u32::try_from((self.today - first).num_days()).unwrap_or(0);
        let years = self.calendar.years().filter(|year| year.published && year.year >= self.today.year() - 1).count();
        days.saturating_add(years as u32)
    }

    /// Of each docket that was changed since a day: the deadlines that it had before one of the changes and has no more.
    fn gone(&self, since: Day) -> Result<Vec<(i64, Vec<DeadlineRow>)>, StoreError> {
        let midnight = since.and_hms_opt(0, 0, 0).map_or(0, |time| time.and_utc().timestamp());
        let mut found: Vec<(i64, Vec<DeadlineRow>)> = Vec::new();
        for (id, cuts) in self.store.changes_since(midnight)? {
            let Some(stored) = self.docket(id)? else { continue };
            let rows = self.store.deadlines(false, None, None, Some(id), usize::MAX)?;
            let mut known: HashSet<Key> = rows.iter().map(key).collect();
            let mut lost = Vec::new();
            // What was last is told as it was last.
            for cut in cuts.into_iter().rev() {
                let mut before = stored.clone();
                before.docket.facts.retain(|fact| fact.id < cut);
                let law = self.law_of(&before);
                let deadlines = listed(&law, &before.docket, self.today);
                let open = deadlines.iter().filter(|one| one.status.is_open() && one.due.is_some());
                let like = about(&before.docket);
                let news = open.map(|one| row(&like, rows::record(one))).filter(|row| known.insert(key(row)));
                lost.extend(news.collect::<Vec<_>>());
            }
            found.push((id, lost));
        }
        Ok(found)
    }
}

/// What a list says of a docket beside its deadlines.
fn about(docket: &Docket) -> DeadlineRow {
    let state = docket.state();
    DeadlineRow {
        docket: docket.id,
        number: rows::number(docket, &state),
        title: state.attributes.title.clone(),
        officer: rows::officer(&state).to_owned(),
        department: state.attributes.department.clone().unwrap_or_default(),
        stage: state.stage().map_or("", |stage| stage.name()).to_owned(),
        ..DeadlineRow::default()
    }
}
