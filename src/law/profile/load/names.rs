//! The names inside conditions and steps, looked up in the whole profile.

use super::super::Profile;
use super::super::fields::Reader;
use crate::docket::tree::{FaultKind, Node, nearest};
use crate::law::cond::{Cond, Term};

impl Reader<'_> {
    /// Names inside conditions and steps that only the whole profile can check: limits, caps, time limits.
    pub(super) fn names(&mut self, roots: &[Node], profile: &Profile) {
        let mut unknown: Vec<String> = Vec::new();
        let mut look = |cond: &Cond| {
            // A figure that a base layer leaves to its regions: named by a rule that asks first whether it is known.
            let mut left_open: Vec<&Term> = Vec::new();
            cond.walk(&mut |inner| {
                if let Cond::Known(term) = inner {
                    left_open.push(term);
                }
            });
            cond.walk(&mut |inner| {
                match inner {
                    Cond::Passed(id) | Cond::Over(id) | Cond::Within(_, id) | Cond::After(_, id)
                        if profile.period(id).is_none() =>
                    {
                        unknown.push(id.to_string());
                    }
                    Cond::Differ(one, other) => {
                        let lost = [one, other].into_iter().filter(|id| profile.period(id).is_none());
                        unknown.extend(lost.map(ToString::to_string));
                    }
                    Cond::Capped(id) | Cond::Exhausted(id) | Cond::Spent(id, _) if !profile.caps.contains_key(&**id) => {
                        unknown.push(id.to_string());
                    }
                    _ => {}
                }
                for term in inner.terms().into_iter().filter(|term| !left_open.contains(term)) {
                    match term {
                        Term::Limit(id) if !profile.limits.contains_key(&**id) => unknown.push(id.to_string()),
                        Term::Cap(id) if !profile.caps.contains_key(&**id) => unknown.push(id.to_string()),
                        Term::CountWithin(id) | Term::End(id, _) if profile.period(id).is_none() => unknown.push(id.to_string()),
                        _ => {}
                    }
                }
            });
        };
        for step in &profile.steps {
            step.when.iter().chain(&step.must_when).chain(step.needs.iter().map(|need| &need.cond)).for_each(&mut look);
        }
        for period in profile.periods.iter().flat_map(|period| period.earlier.iter().chain([period])) {
            let tiers = period.extension.iter().filter_map(|tier| tier.when.as_ref());
            period.applies.iter().chain(&period.and_start_known).chain(tiers).for_each(&mut look);
        }
        profile.caps.values().flat_map(|cap| &cap.extension).filter_map(|tier| tier.when.as_ref()).for_each(&mut look);
        profile.routes.iter().filter_map(|route| route.when.as_ref()).for_each(&mut look);
        profile.jurisdictions.iter().filter_map(|rule| rule.when.as_ref()).for_each(&mut look);
        profile.lists.values().flatten().flat_map(|item| item.when.iter().chain(&item.suggest)).for_each(&mut look);
        for step in &profile.steps {
            unknown.extend(step.papers.iter().filter(|paper| profile.item("paper", paper).is_none()).map(ToString::to_string));
            if let Some(id) = &step.period
                && profile.period(id).is_none()
            {
                unknown.push(id.to_string());
            }
        }
        for name in unknown {
            let known = profile.periods.iter().map(|period| &*period.id);
            let known = known.chain(profile.limits.keys().map(String::as_str)).chain(profile.caps.keys().map(String::as_str));
            let near = nearest(&name, known);
            let kind = FaultKind::UnknownName { what: "rule", name: name.clone(), near };
            // The newest layer that writes the name is where it has to be mended.
            let place = self.layers.iter().rev().find_map(|layer| layer.source.text.rfind(&name).map(|at| (layer.source, at)));
            match place {
                Some((source, at)) => self.faults.push(source.fault(&(at..at + name.len()), kind)),
                None => {
                    if let Some(root) = roots.last() {
                        self.fault(roots.len() - 1, root, kind);
                    }
                }
            }
        }
    }
}
