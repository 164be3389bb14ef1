//! Supervision of major cases: what stands of each, out of its facts and time limits, and the list of all of them.

use super::desk::Desk;
use crate::docket::{Day, Fact, FactId, Kind, State, SupervisionTrack};
use crate::law::{Deadline, Derived, Status};
use crate::store::{Condition, Filter, Flag, StoreError, StoredDocket, Term};

/// The time limit of the progress reports, and of the closing report.
pub const REPORT: &str = "supervision.report";
/// The closing report.
pub const CLOSING: &str = "supervision.closing-report";
/// Cases looked at for the list at most.
const MOST: usize = 500;

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
pub fn watch(stored: &StoredDocket, derived: &Derived) -> Option<Watch> {
    let state = stored.docket.state();
    let marked = state.last(Kind::MajorMarked);
    let opened = state.last(Kind::SupervisionOpened);
    marked.or(opened)?;
    let reports = reports(&state, &derived.deadlines);
    let open = |one: &&Deadline| one.status.is_open() && matches!(&*one.rule.id, REPORT | CLOSING);
    let soonest = derived.deadlines.iter().filter(open).filter_map(|one| Some((one.due?, one))).min_by_key(|(due, _)| *due);
    let late = |one: &Deadline| matches!(one.status, Status::MetLate | Status::Overdue);
    let said = |fact: Option<&Fact>, key: &str| fact.and_then(|fact| fact.data.text(key)).unwrap_or_default().to_owned();
    let last = state.last(Kind::SupervisionReported);
    Some(Watch {
        docket: stored.docket.id,
        number: super::rows::number(&stored.docket, &state),
        title: state.attributes.title.clone(),
        officer: super::rows::officer(&state).to_owned(),
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

    /// The major cases: those with a late report first, then by the next report, then what has none.
    pub fn watched(&self) -> Result<Vec<Watch>, StoreError> {
        let mut found = Vec::new();
        for row in self.store.page(&self.major(), None, MOST)? {
            if let Some((stored, derived)) = self.derived(row.docket)? {
                found.extend(watch(&stored, &derived));
            }
        }
        found.sort_by_key(|one| (one.next.is_none(), one.next.map(|(_, due, _)| due), one.number.clone()));
        Ok(found)
    }
}
