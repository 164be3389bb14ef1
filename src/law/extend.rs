//! Extensions: which recorded approvals lengthen a time limit or raise a cap, tier by tier, and which do not and why.

use super::cond::{Context, Select};
use super::period::{Tier, Unit};
use crate::docket::{Fact, Kind};

/// An approval that counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grant<'d> {
    /// Its tier, from 0.
    pub tier: usize,
    /// By how much.
    pub count: i64,
    /// Of what, if not of the rule's own unit.
    pub unit: Option<Unit>,
    /// The fact.
    pub fact: &'d Fact,
}

/// An approval that does not count, or not in full, with a stable word for why.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lapse<'d> {
    /// Why.
    pub code: &'static str,
    /// The fact.
    pub fact: &'d Fact,
    /// The most that the tier allows.
    pub most: i64,
}

/// The approvals of a rule or a cap in their order: those that count, and the others.
/// `mine` says whether a fact concerns the clock asked about.
pub(super) fn grants<'d>(
    tiers: &[Tier],
    id: &str,
    context: &Context<'_, 'd>,
    mine: &dyn Fn(&Select) -> Vec<&'d Fact>,
) -> (Vec<Grant<'d>>, Vec<Lapse<'d>>) {
    let (mut counted, mut lapsed): (Vec<Grant<'d>>, Vec<Lapse<'d>>) = (Vec::new(), Vec::new());
    for fact in approvals(tiers, id, mine) {
        let fits = |tier: &Tier| match &tier.fact {
            Some(select) => select.matches(fact),
            None => fact.kind == Kind::ExtensionApproved,
        };
        let named = fact.data.int("tier").and_then(|tier| usize::try_from(tier).ok()?.checked_sub(1));
        let mut why = "extension-no-tier";
        let mut found = None;
        for (place, tier) in tiers.iter().enumerate().filter(|(place, tier)| fits(tier) && named.is_none_or(|at| at == *place)) {
            let used = counted.iter().filter(|grant| grant.tier == place).count();
            let role = fact.data.text("by_role");
            let own = Context { fact: Some(fact), ..*context };
            if used >= tier.times {
                why = "extension-used-up";
            } else if role.is_some_and(|role| !tier.by.is_empty() && role != &*tier.by) {
                why = "extension-by-other";
            } else if tier.when.as_ref().is_some_and(|cond| own.holds(cond) != Some(true)) {
                why = "extension-condition";
            } else {
                found = Some((place, tier));
                break;
            }
        }
        let Some((place, tier)) = found else {
            lapsed.push(Lapse { code: why, fact, most: 0 });
            continue;
        };
        let asked = fact.data.int("days").or_else(|| fact.data.int("count")).unwrap_or(tier.add);
        if asked > tier.add {
            lapsed.push(Lapse { code: "extension-too-long", fact, most: tier.add });
        }
        counted.push(Grant { tier: place, count: asked.clamp(0, tier.add), unit: tier.unit, fact });
    }
    (counted, lapsed)
}

fn approvals<'d>(tiers: &[Tier], id: &str, mine: &dyn Fn(&Select) -> Vec<&'d Fact>) -> Vec<&'d Fact> {
    let usual = mine(&Select::kind(Kind::ExtensionApproved));
    let mut facts: Vec<&Fact> = usual.into_iter().filter(|fact| fact.data.text("rule") == Some(id)).collect();
    for select in tiers.iter().filter_map(|tier| tier.fact.as_ref()) {
        for fact in mine(select) {
            if !facts.iter().any(|known| known.id == fact.id) {
                facts.push(fact);
            }
        }
    }
    facts.sort_by_key(|fact| fact.on);
    facts
}
