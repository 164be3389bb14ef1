//! Plain data for the panes.

use super::desk::Desk;
use super::merge;
use crate::docket::{Fact, Kind, State};
use crate::law::{Deadline, Derived, Status};
use crate::store::{Column, Condition, DeadlineRow, Filter, InboxRow, StoreError, StoredDocket, Term, View};

/// A docket with everything said about it.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// The docket.
    pub stored: StoredDocket,
    /// What the law says.
    pub derived: Derived,
    /// Its number.
    pub number: String,
    /// Who has it.
    pub officer: String,
    /// Other dockets that may be the same or belong together: number, title, reason, id.
    pub related: Vec<(String, String, &'static str, i64)>,
    /// The leads that went into it.
    pub members: Vec<InboxRow>,
    /// The dockets that it went into: one where it was merged, several where it was divided.
    pub into: Vec<InboxRow>,
}

/// How a notice was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// No notice has been served.
    NoNotice,
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

/// One negotiation.
#[derive(Debug, Clone)]
pub struct NegotiationRow {
    /// The docket.
    pub docket: i64,
    /// Its number.
    pub number: String,
    /// The liable party.
    pub party: String,
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
    /// The round, from 0.
    pub round: u32,
}

impl Desk {
    /// A docket for the case pane.
    pub fn case(&self, id: i64) -> Result<Option<CaseView>, StoreError> {
        let Some((stored, derived)) = self.derived(id)? else { return Ok(None) };
        let state = stored.docket.state();
        if state.live.is_empty() {
            // Taken back with all its facts.
            return Ok(None);
        }
        let (number, officer) = (super::rows::number(&stored.docket, &state), super::rows::officer(&state).to_owned());
        let (members, into) = (self.lines(&merge::members(&state))?, self.lines(&merge::into(&state))?);
        drop(state);
        let related = self.store.related(id, 5)?.into_iter().map(|(row, why)| (row.number, row.title, why, row.docket)).collect();
        Ok(Some(CaseView { stored, derived, number, officer, related, members, into }))
    }

    fn lines(&self, ids: &[i64]) -> Result<Vec<InboxRow>, StoreError> {
        let found = ids.iter().map(|id| self.store.line(*id)).collect::<Result<Vec<_>, _>>()?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Every negotiation that is under way, by what is due.
    pub fn negotiations(&self, limit: usize) -> Result<Vec<NegotiationRow>, StoreError> {
        let mut rows = Vec::new();
        for stage in [
            "negotiating",
            "renegotiating",
            "appraised",
            "investigating",
            "appraising",
            "investigation_concluded",
            "filed",
            "negotiation_failed",
        ] {
            let here = Condition::of(Term::Is(Column::Stage, stage.to_owned()));
            let filter = Filter { conditions: vec![here], view: View::Open, ..Filter::all(self.today) };
            for line in self.store.page(&filter, None, limit)? {
                if let Some((stored, derived)) = self.derived(line.docket)? {
                    rows.extend(self.negotiation(&stored, &derived, &line.number));
                }
            }
        }
        rows.sort_by_key(|row| {
            row.reply_due.as_ref().filter(|due| due.status.is_open()).or(row.period.as_ref()).and_then(Deadline::by)
        });
        rows.truncate(limit);
        Ok(rows)
    }

    /// The negotiations of one docket, one a liable party.
    pub fn negotiation(&self, stored: &StoredDocket, derived: &Derived, number: &str) -> Vec<NegotiationRow> {
        let state = stored.docket.state();
        if !state.has(Kind::NoticeIssued) && !state.has(Kind::NoticeServed) {
            return Vec::new();
        }
        let law = self.law_of(stored);
        let allowed = law.profile.caps.get("negotiation.meetings").map_or(0, |cap| cap.limit);
        let names = state.parties();
        let parties: Vec<Option<&str>> =
            if names.len() > 1 { names.iter().map(|name| Some(*name)).collect() } else { vec![None] };
        parties
            .into_iter()
            .map(|party| {
                let now = |kind: Kind| -> Vec<&Fact> { here(&state, kind, party) };
                let find = |rule: &str| {
                    let mine = |one: &&Deadline| {
                        &*one.rule.id == rule
                            && one.round == state.round_of(party)
                            && (party.is_none() || one.party.as_deref() == party)
                    };
                    derived.deadlines.iter().find(mine).cloned()
                };
                let last = |side: &str| {
                    let stated = here(&state, Kind::PositionStated, party);
                    stated
                        .iter()
                        .find(|fact| fact.data.text("side") == Some(side))
                        .and_then(|fact| fact.data.cents("amount_cents"))
                };
                NegotiationRow {
                    docket: stored.docket.id,
                    number: number.to_owned(),
                    party: party.or_else(|| names.first().copied()).unwrap_or_default().to_owned(),
                    reply: reply(
                        now(Kind::ReplyReceived).first().copied(),
                        !now(Kind::NoticeServed).is_empty(),
                        find("negotiation.reply").as_ref(),
                    ),
                    meetings: (
                        now(Kind::MeetingHeld).iter().filter(|fact| fact.data.flag("counts") != Some(false)).count(),
                        allowed,
                    ),
                    reply_due: find("negotiation.reply"),
                    period: find("negotiation.period"),
                    positions: (last("right-holder"), last("liable-party")),
                    round: state.round_of(party),
                }
            })
            .collect()
    }

    /// Open deadlines for the agenda: overdue first, then by day.
    pub fn agenda(&self, limit: usize) -> Result<Vec<DeadlineRow>, StoreError> {
        self.store.deadlines(true, None, None, None, limit)
    }
}

/// The facts of a kind in the current round that concern a party, newest first.
fn here<'d>(state: &State<'d>, kind: Kind, party: Option<&str>) -> Vec<&'d Fact> {
    state
        .newest_first(kind)
        .filter(|(place, fact)| {
            state.in_round(*place, fact, party) && (party.is_none() || fact.party().is_none() || fact.party() == party)
        })
        .map(|(_, fact)| fact)
        .collect()
}

fn reply(fact: Option<&Fact>, served: bool, due: Option<&Deadline>) -> Reply {
    match fact {
        Some(fact) => match (fact.data.flag("accepts_negotiation"), fact.data.flag("accepts_status")) {
            (Some(false), _) => Reply::Refused,
            (Some(true), Some(true)) => Reply::Accepted,
            _ => Reply::Partial,
        },
        None if !served => Reply::NoNotice,
        None if due.is_some_and(|due| due.status == Status::UnknownStart) => Reply::NoReceipt,
        None => Reply::Waiting,
    }
}
