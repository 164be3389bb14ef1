//! Days of time limits that were answered before something was changed: they stay as they were.

use super::due::Found;
use super::{Basis, Begin, Scope};
use crate::docket::{Day, Fact, Kind};
use crate::law::answer::Deadline;
use crate::law::period::{Period, Roll};

/// A day that stays, as the fact `dates.kept` says it: day, rule, occurrence, round, liable party.
#[must_use]
pub fn kept_day(one: &Deadline, due: Day) -> String {
    format!("{due} {}", named(&one.rule.id, one.n, one.round, one.party.as_deref()))
}

/// Which time limit: the part after the day.
fn named(rule: &str, n: Option<u32>, round: u32, party: Option<&str>) -> String {
    format!("{rule} {} {round} {}", n.unwrap_or(0), party.unwrap_or_default())
}

impl<'d> Basis<'_, 'd> {
    /// The day that the newest such fact keeps for a time limit.
    pub(super) fn kept(&self, period: &Period, scope: Scope<'d>, begin: &Begin<'d>, n: Option<u32>) -> Option<Found> {
        let (round, party) = (scope.round.unwrap_or(0), scope.party.or(begin.fact.party()));
        let (day, fact) = self.kept_on(&period.id, n, round, party)?;
        Some(self.stated(period, scope, fact, day, Roll::None, false))
    }

    /// The day that the newest such fact keeps for a rule, and the fact.
    pub(super) fn kept_on(&self, rule: &str, n: Option<u32>, round: u32, party: Option<&str>) -> Option<(Day, &'d Fact)> {
        if !self.state.has(Kind::DatesKept) {
            return None;
        }
        let own = named(rule, n, round, party);
        self.state.newest_first(Kind::DatesKept).find_map(|(_, fact)| {
            let mut days = fact.data.texts("dates").filter_map(|text| text.split_once(' '));
            let day = days.find(|(_, which)| *which == own)?.0.parse().ok()?;
            Some((day, fact))
        })
    }
}
