//! The tracker: one line a negotiation, one a liable party where there are several, by what is due.

use super::desk::Desk;
use super::query::Query;
use crate::docket::{Day, Fact, Kind, Stage, State};
use crate::law::{Deadline, Derived, Label, NextStep, Status};
use crate::store::{Column, Condition, Filter, StoreError, StoredDocket, Term, View};
use std::cmp::Reverse;
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
    /// Its title.
    pub title: String,
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

impl Desk {
    /// Every negotiation, by what is due; a query narrows it as it does the lists. What `known` holds of a docket that
    /// has not changed since is not worked out again.
    pub fn negotiations(&self, query: &Query, limit: usize, known: &mut Known) -> Result<Vec<NegotiationRow>, StoreError> {
        if known.day != Some(self.today) {
            *known = Known { day: Some(self.today), ..Known::default() };
        }
        let mut rows = Vec::new();
        for stage in STAGES {
            let here = Condition::of(Term::Is(Column::Stage, stage.name().to_owned()));
            let filter = Filter { conditions: vec![here], view: View::Open, ..Filter::all(self.today) };
            for line in self.store.page(&query.onto(filter), None, limit)? {
                let kept = known.rows.get(&line.docket).filter(|(revision, _)| *revision == line.revision);
                if let Some((_, kept)) = kept {
                    rows.extend_from_slice(kept);
                } else if let Some((stored, derived)) = self.derived(line.docket)? {
                    let found = self.negotiation(&stored, &derived);
                    rows.extend_from_slice(&found);
                    known.rows.insert(line.docket, (line.revision, found));
                }
            }
        }
        // What has a day comes first; then what has waited longest.
        rows.sort_by_cached_key(|row| {
            let waited = row.next.as_ref().and_then(|next| next.elapsed);
            (row.due().is_none(), row.due(), Reverse(waited))
        });
        rows.truncate(limit);
        Ok(rows)
    }

    /// The negotiations of one docket, one a liable party.
    pub fn negotiation(&self, stored: &StoredDocket, derived: &Derived) -> Vec<NegotiationRow> {
        let state = stored.docket.state();
        let begun = [Kind::NoticeIssued, Kind::NoticeServed, Kind::NoticeServiceFailed, Kind::MeetingHeld];
        if !begun.into_iter().any(|kind| state.has(kind)) && state.stage() != Some(Stage::Appraised) {
            return Vec::new();
        }
        let names = state.parties();
        let parties: Vec<Option<&str>> =
            if names.len() > 1 { names.iter().map(|name| Some(*name)).collect() } else { vec![None] };
        let one = |party| self.one_negotiation(stored, derived, &state, party);
        parties.into_iter().map(one).collect()
    }

    fn one_negotiation(
        &self,
        stored: &StoredDocket,
        derived: &Derived,
        state: &State<'_>,
        party: Option<&str>,
    ) -> NegotiationRow {
        let law = self.law_of(stored);
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
            own.find_map(|fact| fact.data.cents("amount_cents"))
        };
        let mandate = state.newest_first(Kind::MandateApproved).map(|(_, fact)| fact).find(|fact| concerns(fact, party));
        let end = |key: &str| mandate.and_then(|fact| fact.data.cents(key));
        let held = here(state, Kind::MeetingHeld, party);
        let track = state.tracks.iter().find(|track| track.party == party).or(state.tracks.first());
        NegotiationRow {
            docket: stored.docket.id,
            number: super::rows::number(&stored.docket, state),
            title: state.attributes.title.clone(),
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
            next: Self::coming(state, derived, party, self.today),
            grounds: failing(derived, party).map_or_else(Vec::new, |step| self.met(stored, step)),
        }
    }

    /// The values of a step's list that are there because of facts.
    fn met(&self, stored: &StoredDocket, step: &NextStep) -> Vec<Arc<str>> {
        let law = self.law_of(stored);
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
            return Some(Coming { label, due: None, elapsed: Some((today - served.on).num_days()) });
        }
        let place = |step: &NextStep| DUTIES.iter().position(|kind| *kind == step.step.fact);
        let mine = derived.next.must.iter().filter(|step| concerned(step, party) && place(step).is_some());
        if let Some(step) = mine.min_by_key(|step| place(step)) {
            return Some(Coming { label: step.step.label.clone(), due: step.due, elapsed: step.elapsed_days });
        }
        let held = here(state, Kind::MeetingHeld, party).first().map(|fact| fact.on);
        let planned = here(state, Kind::MeetingPlanned, party).into_iter().next();
        let ahead = planned.filter(|fact| held.is_none_or(|held| meeting_day(fact) > held));
        if let Some(fact) = ahead {
            return Some(Coming { label: open(Kind::MeetingHeld)?, due: Some(meeting_day(fact)), elapsed: None });
        }
        let asked = [Kind::MeetingPlanned, Kind::ConfirmationApplied].into_iter().find_map(open)?;
        Some(Coming { label: asked, due: None, elapsed: None })
    }
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
