//! What the form of a fact begins with because an earlier fact of the same docket says it already: asked once, typed once.

use super::field::typed;
use crate::docket::{Fact, Kind, State};

/// A key of a kind of fact that begins with a key of the newest fact of another kind.
type From = (Kind, &'static str, Kind, &'static str);

/// From which fact a key is taken over. What one side says of its own is never taken from the other.
const TAKEN: &[From] = &[
    (Kind::NonfilingDecided, "ground", Kind::NonfilingProposed, "ground"),
    (Kind::ProcuratorateFeedback, "to", Kind::LeadReceived, "organ"),
    (Kind::AppraisalIssued, "issued_by", Kind::AppraisalCommissioned, "body"),
    (Kind::PaymentOrderIssued, "number", Kind::PaymentOrderApplied, "number"),
    (Kind::PaymentOrderIssued, "amount_cents", Kind::PaymentOrderApplied, "amount_cents"),
    (Kind::JudgmentEffective, "number", Kind::SuitFiled, "number"),
    (Kind::CourtContacted, "court", Kind::CourtNoticeReceived, "court"),
    (Kind::LeadReceipted, "from", Kind::LeadTransferred, "to"),
];

/// What is known of the keys of a kind of fact, of a liable party where there are several.
#[must_use]
pub fn known(state: &State<'_>, kind: Kind, party: Option<&str>) -> Vec<(&'static str, String)> {
    let mine = |fact: &&&Fact| party.is_none() || fact.party().is_none() || fact.party() == party;
    let newest = |kind: Kind| state.live.iter().rev().find(|fact| fact.kind == kind && mine(fact)).copied();
    let mut known: Vec<(&'static str, String)> = TAKEN
        .iter()
        .filter(|(to, ..)| *to == kind)
        .filter_map(|(_, key, from, name)| Some((*key, typed(key, newest(*from)?.data.get(name)?))))
        .collect();
    if kind == Kind::AppraisalIssued {
        known.extend(experts(state));
    }
    known.retain(|(_, value)| !value.is_empty());
    known
}

/// The experts chosen since the commission: how many, and their names.
fn experts(state: &State<'_>) -> Vec<(&'static str, String)> {
    let commissioned = state.live.iter().rposition(|fact| fact.kind == Kind::AppraisalCommissioned);
    let since = state.live.iter().skip(commissioned.unwrap_or(0));
    let chosen = since.filter(|fact| fact.kind == Kind::ExpertChosen);
    let names: Vec<&str> = chosen.filter_map(|fact| fact.data.text("name")).collect();
    if names.is_empty() { Vec::new() } else { vec![("experts", names.len().to_string()), ("issued_by", names.join("、"))] }
}
