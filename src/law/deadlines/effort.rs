//! The last day on which work has to begin so that a time limit can be kept: so many working days before its safe day.
//! How much work it is, the profile estimates or an officer for this docket; whether it has begun, the facts say.

use super::{Basis, Scope};
use crate::docket::{Day, Fact, Kind};
use crate::law::answer::{Deadline, Effort};
use crate::law::calendar::Calendar;

/// The last day to begin a work of so many working days that has to be done by a day: both ends are worked.
fn last_start(calendar: &Calendar, by: Day, days: i64) -> Day {
    calendar.add_working(calendar.prev_working(by), 1 - days)
}

impl Basis<'_, '_> {
    /// Adds to every open deadline what its work asks.
    pub(super) fn efforts(&self, found: &mut [Deadline]) {
        for one in found.iter_mut().filter(|one| one.status.is_open()) {
            one.effort = self.effort(one);
        }
    }

    fn effort(&self, one: &Deadline) -> Option<Effort> {
        let (by, rule) = (one.by()?, &one.rule);
        let about = |fact: &Fact| fact.data.text("rule") == Some(&*rule.id);
        let newest = |kind| self.state.newest_first(kind).map(|(_, fact)| fact).find(|fact| about(fact));
        let told = newest(Kind::EffortEstimated).and_then(|fact| Some((fact.data.int("days")?, fact.id)));
        let (days, fact) = match told {
            Some((days, fact)) => (days, Some(fact)),
            None => (rule.effort?, None),
        };
        if !(1..=1_000).contains(&days) {
            return None;
        }
        let mut begin = last_start(self.calendar, by, days);
        // In a year that is not published: the earliest over the exchange patterns.
        if !self.calendar.is_firm_from(begin.min(by), by) {
            let envelope = self.calendar.envelope();
            let ends = [&envelope.most_working, &envelope.least_working].map(|calendar| last_start(calendar, by, days));
            begin = ends.into_iter().fold(begin, Day::min);
        }
        let start = one.start.map_or(Day::MIN, |(day, _)| day);
        let scope = Scope { party: one.party.as_deref().and_then(|name| self.party(name)), round: None };
        let works = rule.begun_by.iter().flat_map(|select| self.chosen(select, scope));
        let begun = works.chain(newest(Kind::EffortBegun)).map(|fact| fact.on).filter(|on| *on >= start).min();
        Some(Effort { days, begin, fact, begun })
    }

    /// A liable party's name as the state holds it.
    fn party(&self, name: &str) -> Option<&str> {
        self.state.tracks.iter().filter_map(|track| track.party).find(|party| *party == name)
    }
}
