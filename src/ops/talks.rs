//! The tracker: one line a negotiation, one a liable party where there are several, by what is due.

mod list;
mod own;

pub use own::OwnTalks;

use crate::docket::{Day, Docket, Fact, Kind, Stage, State, plan};
use crate::law::{Deadline, Derived, Label, Law, NextStep, Status};
use crate::store::TalkKey;
use std::collections::HashMap;
use std::sync::Arc;

/// How a notice was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// No notice has been made.
    NoNotice,
    /// Made and not served; a public notice is no service.
    NotServed,
    /// Served, receipt unknown.
    NoReceipt,
    /// Waiting.
    Waiting,
    /// Agreed to negotiate.
    Accepted,
    /// Refused.
    Refused,
    /// Answered one question only.
    Partial,
}

/// What is to be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    /// What it is.
    pub label: Label,
    /// The fact that it records.
    pub kind: Kind,
    /// Until when.
    pub due: Option<Day>,
    /// For duties without a number: days since.
    pub elapsed: Option<i64>,
}

/// One negotiation.
#[derive(Debug, Clone)]
pub struct NegotiationRow {
    /// The docket.
    pub docket: i64,
    /// Its number.
    pub number: String,
    /// Who has it.
    pub officer: String,
    /// The liable party; empty where none is known.
    pub party: String,
    /// The party has a track of its own.
    pub own: bool,
    /// The state of its track.
    pub stage: Option<Stage>,
    /// The reply.
    pub reply: Reply,
    /// Meetings held of those allowed.
    pub meetings: (usize, i64),
    /// The reply's deadline.
    pub reply_due: Option<Deadline>,
    /// The period's deadline.
    pub period: Option<Deadline>,
    /// The last amounts of both sides, in fen.
    pub positions: (Option<i64>, Option<i64>),
    /// The range that was approved, in fen.
    pub mandate: (Option<i64>, Option<i64>),
    /// The round, from 0.
    pub round: u32,
    /// What is next.
    pub next: Option<Coming>,
    /// The grounds of failure that the facts meet.
    pub grounds: Vec<Arc<str>>,
}

/// Which negotiations are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TalkView {
    /// All that are under way.
    #[default]
    Open,
    /// Of the officer who asks.
    Mine,
    /// Notice not made, or not served.
    Service,
    /// Served and not answered.
    Reply,
    /// Agreed to negotiate.
    Meetings,
    /// Something is late, or a ground of failure is met.
    Late,
    /// Failed: the suit is owed.
    Failed,
    /// Agreed, or refused by the court.
    After,
}

impl TalkView {
    /// In the order of the tabs.
    pub const ALL: &'static [TalkView] =
        &[Self::Open, Self::Mine, Self::Service, Self::Reply, Self::Meetings, Self::Late, Self::Failed, Self::After];

    /// Its name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mine => "mine",
            Self::Service => "service",
            Self::Reply => "reply",
            Self::Meetings => "meetings",
            Self::Late => "late",
            Self::Failed => "failed",
            Self::After => "after",
        }
    }

    /// The views that hold a negotiation as of a day, one bit each; whose it is stands beside it.
    #[must_use]
    pub fn bits(row: &NegotiationRow, today: Day) -> i64 {
        let held = Self::ALL.iter().enumerate().filter(|(_, view)| view.holds(row, &row.officer, today));
        held.fold(0, |bits, (at, _)| bits | 1 << at)
    }

    /// Whether a place in the tracker belongs to it.
    #[must_use]
    pub fn has(self, key: &TalkKey, officer: &str) -> bool {
        let bit = Self::ALL.iter().position(|view| *view == self).unwrap_or(0);
        key.views & (1 << bit) != 0 && (self != Self::Mine || key.officer == officer)
    }

    /// Whether a negotiation belongs to it.
    #[must_use]
    pub fn holds(self, row: &NegotiationRow, officer: &str, today: Day) -> bool {
        let after = row.stage.is_some_and(|stage| stage >= Stage::AgreementSigned);
        let failed = row.stage == Some(Stage::NegotiationFailed);
        let talking = !after && !failed;
        // What the court refused is negotiated once more.
        let open = !after || row.stage == Some(Stage::ConfirmationRefused);
        match self {
            Self::Open => open,
            Self::Mine => row.officer == officer && open,
            Self::Service => talking && matches!(row.reply, Reply::NoNotice | Reply::NotServed),
            Self::Reply => talking && matches!(row.reply, Reply::Waiting | Reply::NoReceipt | Reply::Partial),
            Self::Meetings => talking && row.reply == Reply::Accepted,
            Self::Late => talking && (row.late(today) || !row.grounds.is_empty()),
            Self::Failed => failed,
            Self::After => after,
        }
    }
}

impl NegotiationRow {
    /// The day by which something is due: the reply, a planned meeting or duty, the period.
    #[must_use]
    pub fn due(&self) -> Option<Day> {
        let open = |one: &Option<Deadline>| one.as_ref().filter(|one| one.status.is_open()).and_then(Deadline::by);
        [open(&self.reply_due), self.next.as_ref().and_then(|next| next.due), open(&self.period)].into_iter().flatten().min()
    }

    /// Whether a time limit has passed without its answer.
    #[must_use]
    pub fn late(&self, today: Day) -> bool {
        let late = |one: &Option<Deadline>| one.as_ref().is_some_and(|one| one.status == Status::Overdue);
        late(&self.reply_due)
            || late(&self.period)
            || self.next.as_ref().is_some_and(|next| next.due.is_some_and(|due| due < today))
    }

    /// The day since which what is next has waited, where no day is set for it.
    #[must_use]
    pub fn since(&self, today: Day) -> Option<Day> {
        let waited = self.next.as_ref().and_then(|next| next.elapsed)?;
        today.checked_sub_days(chrono::Days::new(u64::try_from(waited).ok()?))
    }

    /// Its liable party, where it has a track of its own.
    #[must_use]
    pub fn track(&self) -> Option<&str> {
        self.own.then_some(self.party.as_str())
    }
}

/// Negotiations that were worked out: of a day, by docket and its revision.
#[derive(Debug, Clone, Default)]
pub struct Known {
    day: Option<Day>,
    rows: HashMap<i64, (i64, Vec<NegotiationRow>)>,
}

/// States in which a docket may have a negotiation.
const STAGES: &[Stage] = &[
    Stage::Negotiating,
    Stage::Renegotiating,
    Stage::Appraised,
    Stage::Investigating,
    Stage::Appraising,
    Stage::InvestigationConcluded,
    Stage::Filed,
    Stage::NegotiationFailed,
    Stage::AgreementSigned,
    Stage::ConfirmationPending,
    Stage::ConfirmationRefused,
];

/// What is done in a negotiation, the more pressing first.
const DUTIES: &[Kind] = &[
    Kind::SuitProcuratorateNotified,
    Kind::SuitFiled,
    Kind::RenegotiationStarted,
    Kind::NegotiationFailed,
    Kind::NoticeIssued,
    Kind::NoticeServed,
    Kind::ReplyReceived,
    Kind::ConfirmationGranted,
];

/// The negotiations of one docket, one a liable party.
pub(super) fn rows(law: &Law, docket: &Docket, state: &State<'_>, derived: &Derived, today: Day) -> Vec<NegotiationRow> {
    if !begun(state) {
        return Vec::new();
    }
    let names = state.parties();
    let parties: Vec<Option<&str>> = if names.len() > 1 { names.iter().map(|name| Some(*name)).collect() } else { vec![None] };
    parties.into_iter().map(|party| row(law, docket, state, derived, (party, today))).collect()
}

/// Whether a docket stands in the tracker.
pub(super) fn listed(state: &State<'_>) -> bool {
    begun(state) && state.stage().is_some_and(|stage| STAGES.contains(&stage))
}

fn row(law: &Law, docket: &Docket, state: &State<'_>, derived: &Derived, of: (Option<&str>, Day)) -> NegotiationRow {
    let (party, today) = of;
    let allowed = law.profile.caps.get("negotiation.meetings").map_or(0, |cap| cap.limit);
    let find = |rule: &str| {
        let mine = |one: &&Deadline| {
            &*one.rule.id == rule && one.round == state.round_of(party) && (party.is_none() || one.party.as_deref() == party)
        };
        derived.deadlines.iter().find(mine).cloned()
    };
    let stated = here(state, Kind::PositionStated, party);
    let last = |side: &str| {
        let mut own = stated.iter().filter(|fact| fact.data.text("side") == Some(side));
        own.find_map(|fact| plan::whole(fact))
    };
    let mandate = state.newest_first(Kind::MandateApproved).map(|(_, fact)| fact).find(|fact| concerns(fact, party));
    let end = |key: &str| mandate.and_then(|fact| fact.data.cents(key));
    let held = here(state, Kind::MeetingHeld, party);
    let track = state.tracks.iter().find(|track| track.party == party).or(state.tracks.first());
    NegotiationRow {
        docket: docket.id,
        number: super::rows::number(docket, state),
        officer: super::rows::officer(state).to_owned(),
        party: party.or_else(|| state.parties().first().copied()).unwrap_or_default().to_owned(),
        own: party.is_some(),
        stage: track.and_then(|track| track.stage),
        reply: reply(
            here(state, Kind::ReplyReceived, party).first().copied(),
            !here(state, Kind::NoticeIssued, party).is_empty(),
            served(state, party).is_some() || !here(state, Kind::NoticeReceived, party).is_empty(),
            find("negotiation.reply").as_ref(),
        ),
        meetings: (held.iter().filter(|fact| fact.data.flag("counts") != Some(false)).count(), allowed),
        reply_due: find("negotiation.reply"),
        period: find("negotiation.period"),
        positions: (last("right-holder"), last("liable-party")),
        mandate: (end("least_cents"), end("most_cents")),
        round: state.round_of(party),
        next: coming(state, derived, party, today),
        grounds: failing(derived, party).map_or_else(Vec::new, |step| met(law, step)),
    }
}

/// The values of a step's list that are there because of facts.
fn met(law: &Law, step: &NextStep) -> Vec<Arc<str>> {
    let Some((list, _)) = &step.step.offers else { return Vec::new() };
    let by_facts = |key: &&Arc<str>| law.profile.item(list, key).is_some_and(|item| item.when.is_some());
    step.offers.iter().filter(by_facts).cloned().collect()
}

/// The most pressing duty, else the next meeting.
fn coming(state: &State<'_>, derived: &Derived, party: Option<&str>, today: Day) -> Option<Coming> {
    let open = |kind: Kind| {
        let mut steps = derived.next.may.iter().chain(&derived.next.blocked);
        steps.find(|step| step.step.fact == kind && concerned(step, party)).map(|step| step.step.label.clone())
    };
    // The reply is owed from receipt: until that is known it cannot be waited for.
    let known = [Kind::NoticeReceived, Kind::ReplyReceived].into_iter().any(|kind| !here(state, kind, party).is_empty());
    if let (Some(served), false, Some(label)) = (served(state, party), known, open(Kind::NoticeReceived)) {
        let elapsed = Some((today - served.on).num_days());
        return Some(Coming { label, kind: Kind::NoticeReceived, due: None, elapsed });
    }
    let place = |step: &NextStep| DUTIES.iter().position(|kind| *kind == step.step.fact);
    let mine = derived.next.must.iter().filter(|step| concerned(step, party) && place(step).is_some());
    if let Some(step) = mine.min_by_key(|step| place(step)) {
        let (label, kind) = (step.step.label.clone(), step.step.fact);
        return Some(Coming { label, kind, due: step.due, elapsed: step.elapsed_days });
    }
    let held = here(state, Kind::MeetingHeld, party).first().map(|fact| fact.on);
    let planned = here(state, Kind::MeetingPlanned, party).into_iter().next();
    let ahead = planned.filter(|fact| held.is_none_or(|held| meeting_day(fact) > held));
    if let Some(fact) = ahead {
        let (label, kind) = (open(Kind::MeetingHeld)?, Kind::MeetingHeld);
        return Some(Coming { label, kind, due: Some(meeting_day(fact)), elapsed: None });
    }
    // Beyond the number a consent comes first.
    let free = derived.next.may.iter().any(|step| step.step.fact == Kind::MeetingPlanned && concerned(step, party));
    let meets = if free { Kind::MeetingPlanned } else { Kind::MeetingApproved };
    let asked = [meets, Kind::MeetingPlanned, Kind::ConfirmationApplied].into_iter();
    let (label, kind) = asked.into_iter().find_map(|kind| Some((open(kind)?, kind)))?;
    Some(Coming { label, kind, due: None, elapsed: None })
}

/// Whether there is a negotiation, or one is to begin.
fn begun(state: &State<'_>) -> bool {
    let kinds = [Kind::NoticeIssued, Kind::NoticeServed, Kind::NoticeServiceFailed, Kind::MeetingHeld];
    kinds.into_iter().any(|kind| state.has(kind)) || state.stage() == Some(Stage::Appraised)
}

/// The step that records a failure, for a party.
pub(super) fn failing<'d>(derived: &'d Derived, party: Option<&str>) -> Option<&'d NextStep> {
    let mut steps = derived.next.all().map(|(_, step)| step);
    steps.find(|step| step.step.fact == Kind::NegotiationFailed && concerned(step, party))
}

/// Whether a step is about a party.
pub(super) fn concerned(step: &NextStep, party: Option<&str>) -> bool {
    step.party.is_none() || party.is_none() || step.party.as_deref() == party
}

fn concerns(fact: &Fact, party: Option<&str>) -> bool {
    party.is_none() || fact.party().is_none() || fact.party() == party
}

/// The day on which a planned meeting is to be held: the day that it names, with or without an hour, else its own.
pub(super) fn meeting_day(fact: &Fact) -> Day {
    let named = fact.data.text("at").and_then(|at| at.get(..10)).and_then(|day| day.parse().ok());
    named.unwrap_or(fact.on)
}

/// The facts of a kind in the current round that concern a party, newest first.
pub(super) fn here<'d>(state: &State<'d>, kind: Kind, party: Option<&str>) -> Vec<&'d Fact> {
    let all = state.newest_first(kind);
    all.filter(|(place, fact)| state.in_round(*place, fact, party) && concerns(fact, party)).map(|(_, fact)| fact).collect()
}

/// The service of the notice; a public notice is none.
fn served<'d>(state: &State<'d>, party: Option<&str>) -> Option<&'d Fact> {
    here(state, Kind::NoticeServed, party).into_iter().find(|fact| fact.data.text("way") != Some("public-notice"))
}

fn reply(fact: Option<&Fact>, issued: bool, served: bool, due: Option<&Deadline>) -> Reply {
    match fact {
        Some(fact) => match (fact.data.flag("accepts_negotiation"), fact.data.flag("accepts_status")) {
            (Some(false), _) => Reply::Refused,
            (Some(true), Some(true)) => Reply::Accepted,
            _ => Reply::Partial,
        },
        None if !served && issued => Reply::NotServed,
        None if !served => Reply::NoNotice,
        None if due.is_some_and(|due| due.status == Status::UnknownStart) => Reply::NoReceipt,
        None => Reply::Waiting,
    }
}
