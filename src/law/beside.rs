//! What is shown beside the law's answer: the claim by its heads, and the procedures linked to the docket.

use super::answer::Label;
use super::profile::Profile;
use crate::docket::{Cents, Fact, Kind, State};

/// The claim as last itemised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Head and amount, in the order of the profile; heads without an amount are left out.
    pub items: Vec<(Label, Cents)>,
    /// Their sum.
    pub total: Cents,
}

/// The claim by the heads of the profile's list `compensation-head`: `interim-loss` is the key `interim_loss_cents`.
#[must_use]
pub fn claim(profile: &Profile, state: &State<'_>) -> Option<Claim> {
    let fact = state.last(Kind::ClaimItemised)?;
    let heads = profile.lists.get("compensation-head").map(Vec::as_slice).unwrap_or_default();
    let amount = |key: &str| fact.data.cents(&format!("{}_cents", key.replace('-', "_")));
    let items: Vec<(Label, Cents)> = heads.iter().filter_map(|head| Some((head.label.clone(), amount(&head.key)?))).collect();
    let total = items.iter().fold(0, |sum: Cents, (_, cents)| sum.saturating_add(*cents));
    Some(Claim { items, total })
}

/// The procedures linked to the docket, each as it was last recorded.
#[must_use]
pub fn linked<'d>(state: &State<'d>) -> Vec<&'d Fact> {
    let mut found: Vec<&Fact> = Vec::new();
    let same = |a: &Fact, b: &Fact| ["procedure", "number"].iter().all(|key| a.data.text(key) == b.data.text(key));
    for (_, fact) in state.newest_first(Kind::CaseLinked) {
        if !found.iter().any(|known| same(known, fact)) {
            found.push(fact);
        }
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docket::{Day, Docket};
    use crate::law::Library;

    #[test]
    fn the_claim_is_summed_by_its_heads_and_a_link_shows_its_last_state() {
        let on = |day| Day::from_ymd_opt(2026, 4, day).unwrap();
        let link = |day, state: &str| Fact::new(Kind::CaseLinked, on(day)).with("number", "1").with("state", state);
        let claim =
            |cents: i64| Fact::new(Kind::ClaimItemised, on(1)).with("costs_cents", cents).with("restoration_cents", 10_000);
        let facts = vec![claim(1), claim(500), link(2, "立案"), link(3, "已处罚")];
        let docket = Docket { facts, ..Docket::default() };
        let state = docket.state();
        let profile = Library::built_in().profile("inner-mongolia").unwrap();
        let found = super::claim(&profile, &state).unwrap();
        assert_eq!((found.items.len(), found.total), (2, 10_500));
        let states: Vec<_> = linked(&state).iter().filter_map(|fact| fact.data.text("state")).collect();
        assert_eq!(states, ["已处罚"]);
    }
}
