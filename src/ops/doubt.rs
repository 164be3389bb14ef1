//! What the desk asks about once before a fact is taken: nothing of it is forbidden, and each is more often a slip of the
//! hand than meant.

use super::desk::Desk;
use super::field::Issue;
use crate::docket::{Cents, Day, Docket, Fact, FactId, Kind, State, Track, yuan};
use crate::law::{Cite, Label, Law};
use crate::store::StoredDocket;
use std::collections::HashSet;

/// A question about a fact that is to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// The field, by a stable word: `follows`, `due-early`, `over-agreed`, `over-owed`, `unfinished`; the days and amounts.
    pub issue: Issue,
    /// The fact of a later day that stands against it.
    pub follows: Option<Kind>,
    /// What the profile wants asked.
    pub label: Option<Label>,
    /// The articles.
    pub cites: Vec<Cite>,
}

impl Doubt {
    fn new(key: &'static str, code: &'static str, with: Vec<String>) -> Self {
        Self { issue: Issue { with, ..Issue::new(key, code) }, follows: None, label: None, cites: Vec::new() }
    }
}

impl Desk {
    /// What is asked about the last of some facts that go into a docket together.
    #[must_use]
    pub fn doubts(&self, stored: &StoredDocket, facts: &[Fact]) -> Vec<Doubt> {
        let Some((fact, before)) = facts.split_last() else { return Vec::new() };
        let mut docket = stored.docket.clone();
        for fact in before {
            put(&mut docket, fact);
        }
        let mut after = docket.clone();
        put(&mut after, fact);
        let law = self.law_of(stored);
        let (was, is) = (docket.state(), after.state());
        let mut found: Vec<Doubt> = follows(&law, &docket, &after, fact, self.today).into_iter().collect();
        found.extend(early(&was, fact));
        found.extend(over(&was, &is, fact));
        found.extend(law.asked_of(&was, fact, self.today).into_iter().map(|need| Doubt {
            label: Some(need.label.clone()),
            cites: need.cites.clone(),
            ..Doubt::new("on", "unfinished", vec![need.label.zh.to_string()])
        }));
        found
    }
}

fn put(docket: &mut Docket, fact: &Fact) {
    let id = docket.facts.iter().map(|known| known.id).max().unwrap_or(0).saturating_add(1);
    docket.facts.push(Fact { id, ..fact.clone() });
}

/// A fact dated before others that would then stand out of order: the latest of them.
fn follows(law: &Law, before: &Docket, after: &Docket, fact: &Fact, today: Day) -> Option<Doubt> {
    let state = before.state();
    if state.live.iter().all(|known| known.on <= fact.on) {
        return None;
    }
    let astray = |docket: &Docket| -> HashSet<FactId> {
        let warnings = law.derive(docket, today).warnings;
        warnings.into_iter().filter(|one| one.code == "wrong-order").filter_map(|one| one.fact).collect()
    };
    let (was, is) = (astray(before), astray(after));
    let moved = |known: &&&Fact| known.on > fact.on && is.contains(&known.id) && !was.contains(&known.id);
    let latest = state.live.iter().filter(moved).max_by_key(|known| (known.on, known.id))?;
    let with = vec![fact.on.to_string(), latest.on.to_string()];
    Some(Doubt { follows: Some(latest.kind), ..Doubt::new("on", "follows", with) })
}

/// An instalment that was due before it was recorded as set, or before there was a title to it.
fn early(state: &State<'_>, fact: &Fact) -> Option<Doubt> {
    let due = fact.data.day("due").filter(|_| fact.kind == Kind::PaymentDue)?;
    let titles = [Kind::AgreementSigned, Kind::JudgmentEffective].into_iter().flat_map(|kind| state.all(kind));
    let mine = titles.filter(|title| fact.party().is_none() || title.party().is_none() || title.party() == fact.party());
    let from = mine.map(|title| title.on).min().map_or(fact.on, |title| title.max(fact.on));
    (due < from).then(|| Doubt::new("due", "due-early", vec![due.to_string(), from.to_string()]))
}

/// Instalments that make more than was agreed, payments that make more than is owed.
fn over(was: &State<'_>, is: &State<'_>, fact: &Fact) -> Option<Doubt> {
    let amount = fact.data.cents("amount_cents")?;
    let (code, sum, most): (_, fn(&Track<'_>) -> Cents, fn(&Track<'_>) -> Cents) = match fact.kind {
        Kind::PaymentDue => ("over-agreed", |track| track.money.due, |track| track.money.in_money()),
        Kind::PaymentMade => ("over-owed", |track| track.money.paid, |track| track.money.total()),
        _ => return None,
    };
    was.tracks.iter().zip(&is.tracks).find_map(|(was, is)| {
        let (before, after, most) = (sum(was), sum(is), most(is));
        let new = after > before && most > 0 && after > most && (before <= most || amount > most);
        new.then(|| Doubt::new("amount_cents", code, vec![yuan(after), yuan(most), yuan(amount)]))
    })
}
