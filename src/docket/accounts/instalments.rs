//! The instalments of a docket, those of agreements and those that are facts of their own, and what the payments give to
//! each.

use super::titles_of;
use crate::docket::plan::{self, Own, Planned};
use crate::docket::{Cents, Day, Fact, FactId, Kind, State};

/// What a payment gave to an instalment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Served {
    /// The payment.
    pub fact: FactId,
    /// Its day.
    pub on: Day,
    /// So much of it.
    pub cents: Cents,
}

/// An instalment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instalment<'d> {
    /// The fact that set it.
    pub fact: FactId,
    /// Its place in the plan of an agreement; none for a fact of its own.
    pub part: Option<usize>,
    /// The liable party; none for what names nobody.
    pub party: Option<&'d str>,
    /// The place in [`HEADS`].
    pub head: Option<usize>,
    /// Its number among those of the party, from 1.
    pub n: usize,
    /// Its last day, if one was set.
    pub due: Option<Day>,
    /// Its amount.
    pub cents: Cents,
    /// What of the payments falls on it: the earliest instalment is served first.
    pub paid: Cents,
    /// The payments that fall on it.
    pub by: Vec<Served>,
}

impl Instalment<'_> {
    /// What is open of it.
    #[must_use]
    pub const fn open(&self) -> Cents {
        self.cents - self.paid
    }

    /// The payment that completed it.
    #[must_use]
    pub fn met(&self) -> Option<Served> {
        self.by.last().copied().filter(|_| self.open() == 0)
    }
}

/// The place of the head that a payment names: `interim-loss` is the key `interim_loss_cents`.
pub(super) fn head(fact: &Fact) -> Option<usize> {
    plan::head_of(fact.data.text("head")?)
}

/// The plans of the agreements in force, and the instalments that are facts of their own. As with the amounts, a part that
/// is agreed stays beside what follows; everything else is replaced by what follows.
pub(super) fn planned<'d>(state: &State<'d>, whose: &dyn Fn(&'d Fact) -> Option<&'d str>) -> (Vec<Planned<'d>>, Vec<Own<'d>>) {
    let mut found: Vec<Planned<'d>> = Vec::new();
    let mut partial: Vec<Option<&str>> = Vec::new();
    for fact in titles_of(state) {
        let (party, parts) = (whose(fact), plan::parts(fact));
        if fact.kind == Kind::RenegotiationStarted {
            found.retain(|one| party.is_some() && one.party != party);
            partial.retain(|known| party.is_some() && *known != party);
            continue;
        }
        if !partial.contains(&party) && (plan::whole(fact).is_some() || !parts.is_empty()) {
            found.retain(|one| one.party != party);
        }
        found.extend(parts.into_iter().map(|part| Planned { party, fact: fact.id, part }));
        partial.retain(|known| *known != party);
        if fact.data.flag("partial") == Some(true) {
            partial.push(party);
        }
    }
    let own = state.all(Kind::PaymentDue).into_iter();
    let own = own.filter_map(|fact| Some((whose(fact), fact.data.day("due"), fact.data.cents("amount_cents")?))).collect();
    (found, own)
}

/// The instalments by their days, served by the payments of their party, of the head that they name first; then by what
/// names nobody. Beside them, what was paid beyond them.
#[must_use]
pub fn instalments<'d>(state: &State<'d>) -> (Vec<Instalment<'d>>, Cents) {
    let several = state.tracks.len() > 1;
    let whose = |fact: &'d Fact| fact.party().filter(|_| several);
    let mut all: Vec<Instalment<'d>> = Vec::new();
    for fact in state.all(Kind::PaymentDue) {
        let Some(cents) = fact.data.cents("amount_cents") else { continue };
        let (party, due) = (whose(fact), fact.data.day("due"));
        all.push(Instalment { fact: fact.id, part: None, party, head: head(fact), n: 0, due, cents, paid: 0, by: Vec::new() });
    }
    let (planned, own) = planned(state, &whose);
    for one in plan::open(&planned, &own) {
        let (fact, party, part) = (one.fact, one.party, one.part);
        let (cents, by) = (part.cents.unwrap_or(0), Vec::new());
        all.push(Instalment { fact, part: Some(part.at), party, head: part.head, n: 0, due: part.due, cents, paid: 0, by });
    }
    // Without a day it comes last.
    all.sort_by_key(|one| (one.due.is_none(), one.due, one.fact, one.part));
    for at in 0..all.len() {
        let (before, rest) = all.split_at_mut(at);
        if let Some(one) = rest.first_mut() {
            one.n = before.iter().filter(|known| known.party == one.party).count() + 1;
        }
    }
    let mut beyond: Cents = 0;
    for fact in state.all(Kind::PaymentMade) {
        let (party, head, mut left) = (whose(fact), head(fact), fact.data.cents("amount_cents").unwrap_or(0).max(0));
        // Of the same party and the head that it names, of the same party, of anybody where one of both names nobody.
        for pass in 0..3 {
            for one in &mut all {
                let mine = one.party == party;
                let fits = match pass {
                    0 => mine && (head.is_none() || one.head == head),
                    1 => mine && one.head.is_none(),
                    _ => !mine && (party.is_none() || one.party.is_none()),
                };
                let part = if fits { left.min(one.open()).max(0) } else { 0 };
                if part > 0 {
                    one.paid += part;
                    one.by.push(Served { fact: fact.id, on: fact.on, cents: part });
                }
                left -= part;
            }
        }
        beyond = beyond.saturating_add(left);
    }
    (all, beyond)
}
