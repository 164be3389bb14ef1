//! What the time limits of a profile ask about other dockets.

use super::cond::{Cond, Term};
use super::engine::Law;
use super::period::Period;

/// The attributes that say something of the same party's other dockets.
const ATTRIBUTES: [&str; 2] = ["prior_damage_on", "prior_damage_days"];

impl Law {
    /// Whether a time limit asks about the same party's earlier damage: where none does, its days follow from the docket
    /// alone.
    #[must_use]
    pub fn limits_ask_earlier_damage(&self) -> bool {
        let versions = self.profile.periods.iter().flat_map(|period| period.earlier.iter().chain([period]));
        versions.into_iter().any(|period| asks(period))
    }
}

fn asks(period: &Period) -> bool {
    let tiers = period.extension.iter().filter_map(|tier| tier.when.as_ref());
    let mut found = false;
    for cond in period.applies.iter().chain(&period.and_start_known).chain(tiers) {
        cond.walk(&mut |cond: &Cond| {
            found |= cond.terms().into_iter().any(|term| match term {
                Term::Attribute(name) => ATTRIBUTES.contains(&&**name),
                Term::CountWithin(_) => true,
                _ => false,
            });
        });
    }
    found
}
