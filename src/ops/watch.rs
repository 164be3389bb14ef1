//! Supervision of major cases: what stands of each, out of its facts and time limits, and the list of all of them.

use super::desk::Desk;
use crate::docket::{Day, Docket, Fact, FactId, Kind, State, SupervisionTrack};
use crate::law::{Deadline, Status};
use crate::store::{Condition, Filter, Flag, StoreError, Term, WatchRow};

/// The time limit of the progress reports, and of the closing report.
pub const REPORT: &str = "supervision.report";
/// The closing report.
pub const CLOSING: &str = "supervision.closing-report";

/// A major case in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// The docket.
    pub docket: i64,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Who has it.
    pub officer: String,
    /// How far supervision has come.
    pub track: SupervisionTrack,
    /// The ground, by its key in the profile's list `major`.
    pub ground: String,
    /// The supervising unit.
    pub unit: String,
    /// Since when it is supervised.
    pub opened: Option<Day>,
    /// The report that is due next, the late one first: its number, its day, whether it is late; number 0 for the closing
    /// report.
    pub next: Option<(u32, Day, bool)>,
    /// Reports that answered a day, and how many of them were late; the missed ones that stand open count as late.
    pub reports: (usize, usize),
    /// The last report: its day, and its pace by its key in the list `pace`.
    pub last: Option<(Day, String)>,
}

/// A progress report that is due, and the fact that answers it.
#[derive(Debug, Clone, Copy)]
pub struct Report<'d> {
    /// The deadline.
    pub due: &'d Deadline,
    /// What answered it.
    pub fact: Option<&'d Fact>,
}

/// The periodic reports of a docket, oldest first, each with what answered it.
#[must_use]
pub fn reports<'d>(state: &State<'d>, deadlines: &'d [Deadline]) -> Vec<Report<'d>> {
    let fact = |id: FactId| state.live.iter().find(|fact| fact.id == id).copied();
    let mine = deadlines.iter().filter(|one| *one.rule.id == *REPORT && one.status != Status::UnknownStart);
    mine.map(|due| Report { due, fact: due.met.and_then(|(_, id)| fact(id)) }).collect()
}

/// The reports that answer no periodic one: of major progress or an urgent circumstance.
#[must_use]
pub fn extra<'d>(state: &State<'d>, reports: &[Report<'_>]) -> Vec<&'d Fact> {
    let answers = |fact: &&Fact| reports.iter().any(|report| report.fact.is_some_and(|known| known.id == fact.id));
    state.all(Kind::SupervisionReported).into_iter().filter(|fact| !answers(fact)).collect()
}

/// How a major case stands; nothing for what is not marked as one.
#[must_use]
pub fn watch(docket: &Docket, state: &State<'_>, deadlines: &[Deadline]) -> Option<Watch> {
    let marked = state.last(Kind::MajorMarked);
    let opened = state.last(Kind::SupervisionOpened);
    marked.or(opened)?;
    let reports = reports(state, deadlines);
    let open = |one: &&Deadline| one.status.is_open() && matches!(&*one.rule.id, REPORT | CLOSING);
    let soonest = deadlines.iter().filter(open).filter_map(|one| Some((one.due?, one))).min_by_key(|(due, _)| *due);
    let late = |one: &Deadline| matches!(one.status, Status::MetLate | Status::Overdue);
    let said = |fact: Option<&Fact>, key: &str| fact.and_then(|fact| fact.data.text(key)).unwrap_or_default().to_owned();
    let last = state.last(Kind::SupervisionReported);
    Some(Watch {
        docket: docket.id,
        number: super::rows::number(docket, state),
        title: state.attributes.title.clone(),
        officer: super::rows::officer(state).to_owned(),
        track: state.supervision,
        ground: said(marked, "ground"),
        unit: said(opened, "unit"),
        opened: opened.map(|fact| fact.on),
        next: soonest.map(|(due, one)| (one.n.unwrap_or(0), due, one.status == Status::Overdue)),
        reports: (
            reports.iter().filter(|report| report.fact.is_some()).count(),
            reports.iter().filter(|report| late(report.due)).count(),
        ),
        last: last.map(|fact| (fact.on, said(Some(fact), "pace"))),
    })
}

impl Desk {
    fn major(&self) -> Filter {
        let any = vec![Term::Flag(Flag::Major), Term::Flag(Flag::Supervised)];
        Filter { conditions: vec![Condition { not: false, any }], ..Filter::all(self.today) }
    }

    /// How many major cases there are.
    pub fn major_count(&self) -> Result<i64, StoreError> {
        self.store.count(&self.major())
    }

    /// The major cases, all of them: by the day of the next report, then what has none. They stand in derived rows; as of
    /// another day than these they are worked out.
    pub fn watched(&self) -> Result<Vec<Watch>, StoreError> {
        if self.store.derived_on()? == Some(self.today.to_string()) {
            return Ok(self.store.watched()?.into_iter().map(|row| told(row, self.today)).collect());
        }
        let mut found = Vec::new();
        for row in self.store.page(&self.major(), None, usize::MAX >> 1)? {
            if let Some((stored, derived)) = self.derived(row.docket)? {
                found.extend(watch(&stored.docket, &stored.docket.state(), &derived.deadlines));
            }
        }
        found.sort_by_key(|one| (one.next.is_none(), one.next.map(|(_, due, _)| due), one.number.clone(), one.docket));
        Ok(found)
    }
}

fn told(row: WatchRow, today: Day) -> Watch {
    let day = |text: Option<String>| text.and_then(|text| text.parse::<Day>().ok());
    let count = |count: i64| usize::try_from(count).unwrap_or(0);
    let (last, pace) = row.last;
    Watch {
        docket: row.docket,
        number: row.number,
        title: row.title,
        officer: row.officer,
        track: SupervisionTrack::parse(&row.track).unwrap_or_default(),
        ground: row.ground,
        unit: row.unit,
        opened: day(row.opened),
        next: day(row.due).map(|due| (row.n, due, due < today)),
        reports: (count(row.reports.0), count(row.reports.1)),
        last: day(last).map(|last| (last, pace)),
    }
}
