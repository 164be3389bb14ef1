//! What judging a fact of a kind looks at: the steps that it may be, and the time limits that these ask about. Looked up
//! once, when the law is put together.

use super::answer::Nature;
use super::cond::Cond;
use super::period::Period;
use super::profile::Profile;
use super::step::Step;
use crate::docket::Kind;
use std::sync::Arc;

/// For each kind of fact, in the order of [`Kind::ALL`].
#[derive(Debug, Default)]
pub(super) struct Asked {
    kinds: Vec<(Vec<Arc<Step>>, Vec<Arc<Period>>)>,
}

impl Asked {
    /// Reads it from a profile.
    pub fn of(profile: &Profile) -> Self {
        let one = |kind: &Kind| {
            let steps: Vec<Arc<Step>> = profile.steps.iter().filter(|step| step.fact == *kind).cloned().collect();
            let mut ids: Vec<&str> = Vec::new();
            for step in &steps {
                let needs = step.needs.iter().map(|need| &need.cond);
                let items = step.offers.as_ref().and_then(|(list, _)| profile.lists.get(&**list)).into_iter().flatten();
                for cond in step.when.iter().chain(needs).chain(items.filter_map(|item| item.when.as_ref())) {
                    named(cond, &mut ids);
                    if cond.asks_tasks() {
                        let others = profile.steps.iter().filter(|step| step.task.is_some());
                        others.flat_map(|step| step.when.iter().chain(&step.must_when)).for_each(|cond| named(cond, &mut ids));
                    }
                }
            }
            let floor =
                |period: &Period| period.nature == Nature::Floor && period.satisfied_by.iter().any(|select| select.kind == *kind);
            let asked = |period: &&Arc<Period>| !period.office && (ids.contains(&&*period.id) || floor(period));
            (steps.clone(), profile.periods.iter().filter(asked).cloned().collect())
        };
        Self { kinds: Kind::ALL.iter().map(one).collect() }
    }

    /// The steps that record a kind of fact.
    pub fn steps(&self, kind: Kind) -> &[Arc<Step>] {
        self.kinds.get(kind.index()).map(|(steps, _)| steps.as_slice()).unwrap_or_default()
    }

    /// The time limits that judging a kind of fact looks at.
    pub fn periods(&self, kind: Kind) -> &[Arc<Period>] {
        self.kinds.get(kind.index()).map(|(_, periods)| periods.as_slice()).unwrap_or_default()
    }
}

/// The time limits that a condition names.
fn named<'c>(cond: &'c Cond, ids: &mut Vec<&'c str>) {
    cond.walk(&mut |inner| match inner {
        Cond::Passed(id) | Cond::Over(id) | Cond::After(_, id) => ids.push(id),
        Cond::Differ(one, other) => ids.extend([&**one, &**other]),
        // Named one by one, so that a new condition has to say which it is.
        Cond::All(_)
        | Cond::Any(_)
        | Cond::Not(_)
        | Cond::Has(..)
        | Cond::Latest(_)
        | Cond::Follows(..)
        | Cond::Repeats(..)
        | Cond::Same(..)
        | Cond::Before(_)
        | Cond::OffBy(..)
        | Cond::WrongUnit(..)
        | Cond::Among(_)
        | Cond::Compare(..)
        | Cond::In(..)
        | Cond::Truth(_)
        | Cond::Known(_)
        | Cond::Contains(..)
        | Cond::Within(..)
        | Cond::Capped(_)
        | Cond::Exhausted(_)
        | Cond::Spent(..) => {}
    });
}
