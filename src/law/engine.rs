//! The law at work: a profile and a calendar answer about a docket on a day.

use super::answer::{Deadline, Derived};
use super::asked::Asked;
use super::calendar::Calendar;
use super::cond::Context;
use super::deadlines::Basis;
use super::guard::{Guard, floors};
use super::profile::{Item, Profile};
use super::routing::right_holder_differs;
use crate::docket::{Day, Docket, Fact, Kind, State};
use std::sync::Arc;

/// A profile with a calendar.
#[derive(Debug, Clone)]
pub struct Law {
    /// The rules.
    pub profile: Arc<Profile>,
    /// Working and rest days.
    pub calendar: Arc<Calendar>,
    versions: (Arc<str>, Arc<str>),
    pub(super) asked: Arc<Asked>,
}

impl Law {
    /// Puts a profile and a calendar together.
    pub fn new(profile: Arc<Profile>, calendar: Arc<Calendar>) -> Self {
        let versions = (format!("{} {} {}", profile.name, profile.version, profile.hash).into(), calendar.version().into());
        let asked = Arc::new(Asked::of(&profile));
        Self { profile, calendar, versions, asked }
    }

    /// Profile and calendar version, as proofs name them.
    #[must_use]
    pub fn versions(&self) -> (&str, &str) {
        (&self.versions.0, &self.versions.1)
    }

    pub(super) fn basis<'a, 'd>(&'a self, state: &'a State<'d>, today: Day) -> Basis<'a, 'd> {
        let (profile, calendar, versions) = (&self.profile, &self.calendar, &self.versions);
        Basis { profile, calendar, versions, state, today, until: None, brief: false }
    }

    /// The deadlines that judging a kind of fact looks at, without their readings and ranges.
    pub(super) fn asked(&self, state: &State<'_>, kind: Kind, today: Day) -> Vec<Deadline> {
        match self.asked.periods(kind) {
            [] => Vec::new(),
            periods => Basis { brief: true, ..self.basis(state, today) }.of(periods),
        }
    }

    /// Everything that the law says about a docket on a day.
    #[must_use]
    pub fn derive(&self, docket: &Docket, today: Day) -> Derived {
        let state = docket.state();
        let deadlines = self.basis(&state, today).all();
        let next = self.next(&state, &deadlines, today);
        let mut warnings = self.judge(docket, &deadlines, today);
        let routing = self.routing(&state, &deadlines, today);
        warnings.extend(right_holder_differs(&state, &routing));
        Derived { stage: state.stage(), deadlines, next, warnings, routing }
    }

    /// What is due and what is next, without judging every fact that is on file: a list of many dockets asks no more.
    #[must_use]
    pub fn outlook(&self, state: &State<'_>, today: Day) -> Derived {
        let deadlines = self.basis(state, today).all();
        let next = self.next(state, &deadlines, today);
        Derived { stage: state.stage(), deadlines, next, ..Derived::default() }
    }

    /// The deadlines alone.
    #[must_use]
    pub fn deadlines(&self, state: &State<'_>, today: Day) -> Vec<Deadline> {
        self.basis(state, today).all()
    }

    /// The dates that an office set for itself, earliest first.
    #[must_use]
    pub fn own_dates(&self, state: &State<'_>, today: Day) -> Vec<Deadline> {
        let mut found = Vec::new();
        self.basis(state, today).own(&mut found);
        found.sort_by_key(|one| (one.by(), one.n));
        found
    }

    /// Whether a fact may be recorded now, and what it warns about.
    #[must_use]
    pub fn guard(&self, docket: &Docket, fact: &Fact, today: Day) -> Guard {
        let state = docket.state();
        let deadlines = self.asked(&state, fact.kind, today);
        let mut guard = self.guard_in(&state, &deadlines, fact, today);
        guard.warns.extend(floors(&deadlines, fact.party(), fact.on, |select| select.matches(fact)));
        guard
    }

    /// The values of a list to which the facts point.
    #[must_use]
    pub fn suggested(&self, state: &State<'_>, list: &str, today: Day) -> Vec<String> {
        let context =
            Context { state, profile: &self.profile, calendar: &self.calendar, deadlines: &[], fact: None, today, party: None };
        let items = self.profile.lists.get(list).map(Vec::as_slice).unwrap_or_default();
        let pointed = |item: &&Item| item.suggest.as_ref().is_some_and(|cond| context.holds(cond) == Some(true));
        items.iter().filter(pointed).map(|item| item.key.to_string()).collect()
    }

    /// The values of a list that the facts offer: those without a condition and those whose condition holds.
    pub fn offered<'p>(
        &'p self,
        state: &State<'_>,
        deadlines: &[Deadline],
        list: &str,
        party: Option<&str>,
        today: Day,
    ) -> Vec<&'p Item> {
        let context = Context { state, profile: &self.profile, calendar: &self.calendar, deadlines, fact: None, today, party };
        let items = self.profile.lists.get(list).map(Vec::as_slice).unwrap_or_default();
        items
            .iter()
            .filter(|item| item.when.as_ref().is_none_or(|cond| cond.asks_fact() || context.holds(cond) == Some(true)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docket::file;
    use crate::law::Library;

    pub(crate) fn law(name: &str) -> Law {
        let profile = Library::built_in().profile(name).unwrap_or_else(|faults| panic!("{faults:#?}"));
        Law::new(profile, Calendar::built_in())
    }

    #[test]
    fn the_shipped_profiles_load() {
        for name in ["national", "inner-mongolia"] {
            let law = law(name);
            assert!(law.profile.notices.is_empty());
            assert!(law.profile.steps.len() > 50);
        }
    }

    fn due(text: &str, rule: &str) -> Vec<(String, String, &'static str)> {
        let file = file::parse("x.toml", text).unwrap();
        let derived = law("inner-mongolia").derive(&file.docket, file.today.unwrap());
        let mine = derived.deadlines.iter().filter(|deadline| &*deadline.rule.id == rule);
        mine.map(|d| {
            (d.due.map_or("-".into(), |day| day.to_string()), d.safe.map_or("-".into(), |day| day.to_string()), d.status.name())
        })
        .collect()
    }

    #[test]
    fn five_clocks() {
        let head = "today = 2026-06-30\n";
        let fact = |kind: &str, on: &str| format!("[[fact]]\nkind = \"{kind}\"\non = {on}\n");
        // 30 calendar days, the last one a Saturday: Monday, safe on the Saturday.
        let text = format!("{head}{}", fact("lead.received", "2026-05-14"));
        assert_eq!(due(&text, "check"), [("2026-06-15".into(), "2026-06-13".into(), "overdue")]);
        // 5 working days over the Spring Festival, with a make-up Saturday on each side.
        let text = format!("{head}{}{}", fact("notice.served", "2026-02-12"), fact("notice.received", "2026-02-13"));
        assert_eq!(due(&text, "negotiation.reply"), [("2026-02-27".into(), "2026-02-27".into(), "overdue")]);
        assert_eq!(due(&text, "negotiation.period"), [("2026-05-13".into(), "2026-05-13".into(), "overdue")]);
        let text = format!("{head}{}", fact("notice.served", "2026-02-12"));
        assert_eq!(due(&text, "negotiation.reply"), [("-".into(), "-".into(), "unknown-start")]);
        // A pause over an appraisal: 20 days later.
        let text = format!(
            "{head}{}[[fact]]\nkind = \"appraisal.commissioned\"\non = 2026-05-10\npath = \"full\"\n{}",
            fact("lead.received", "2026-05-01"),
            fact("appraisal.issued", "2026-05-30")
        );
        assert_eq!(due(&text, "check"), [("2026-06-22".into(), "2026-06-20".into(), "overdue")]);
    }
}
