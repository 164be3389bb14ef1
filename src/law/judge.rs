//! Judging what was recorded: each fact against the state before it. A file is judged, never policed.

use super::answer::{Cite, Deadline, Missing, Nature, Status, Warning};
use super::cond::{Context, Select};
use super::engine::Law;
use super::extend::grants;
use super::guard::{Unmet, first_day};
use super::routing::outside;
use crate::docket::{Day, Docket, Fact, Kind, State};
use serde_json::Value;
use std::collections::HashSet;
use std::sync::Arc;

impl Law {
    /// The warnings about a docket, in the order of its facts.
    pub(super) fn judge(&self, docket: &Docket, deadlines: &[Deadline], today: Day) -> Vec<Warning> {
        let mut warnings = Vec::new();
        self.attributes(docket, &mut warnings);
        let mut state = State::start(docket);
        for fact in State::sequence(docket) {
            if fact.on > today {
                warnings.push(plain("future-date", fact, vec![fact.kind.name().to_owned(), fact.on.to_string()]));
            }
            self.values(fact, &mut warnings);
            let known = self.asked(&state, fact.kind, fact.on);
            self.step(&state, &known, fact, &mut warnings);
            state.apply(fact);
        }
        Self::withdrawals(docket, &mut warnings);
        for deadline in deadlines {
            Self::in_force(deadline, &mut warnings);
            floor(&state, deadline, &mut warnings);
            passed(deadline, today, &mut warnings);
        }
        self.extensions(&state, today, &mut warnings);
        warnings
    }

    fn step(&self, state: &State<'_>, known: &[Deadline], fact: &Fact, warnings: &mut Vec<Warning>) {
        let guard = self.guard_in(state, known, fact, fact.on);
        if let Some(from) = &guard.wrong_state {
            let here = state.stage().map_or("none", crate::docket::Stage::name).to_owned();
            let from = from.iter().map(|stage| stage.name()).collect::<Vec<_>>().join(", ");
            let cites = guard.step.as_ref().map(|step| step.cites.clone()).unwrap_or_default();
            let mut values = vec![fact.kind.name().to_owned(), here, from];
            values.extend(guard.unmet.iter().map(|one| match one {
                Unmet::Already(kind) => format!("already {}", kind.name()),
                Unmet::Lacks(kind) => format!("lacks {}", kind.name()),
            }));
            let label = guard.step.as_ref().map(|step| step.label.clone());
            warnings.push(Warning { label, cites, ..plain("wrong-order", fact, values) });
        }
        let overridden = fact.data.text("override_of").is_some() || fact.data.text("reason").is_some();
        // What a need does not cite itself, its step does.
        let own = guard.step.as_ref().map(|step| step.cites.clone()).unwrap_or_default();
        let cited = |missing: Missing| if missing.cites.is_empty() { Missing { cites: own.clone(), ..missing } } else { missing };
        for missing in guard.missing {
            let code = if missing.overridable && overridden { "overridden" } else { "guard-breached" };
            warnings.push(guarded(code, fact, cited(missing)));
        }
        for warn in guard.warns {
            // What the text only asks in principle is done otherwise on a reason, written down.
            let code = if overridden { "overridden" } else { "guard-warned" };
            warnings.push(guarded(code, fact, cited(warn)));
        }
    }

    /// Values that no list of the profile knows.
    fn values(&self, fact: &Fact, warnings: &mut Vec<Warning>) {
        for (key, value) in &fact.data.0 {
            let Some(list) = self.profile.choices.get(&format!("{}.{key}", fact.kind.name())) else { continue };
            // A list that is left empty is for the office to fill: until then anything may stand there.
            if self.profile.lists.get(&**list).is_none_or(Vec::is_empty) {
                continue;
            }
            for word in words(value) {
                if self.profile.item(list, &word).is_none() {
                    let values = vec![key.clone(), word.to_string(), list.to_string()];
                    let mut cites = self.cites_of(list);
                    if cites.is_empty() {
                        cites = self.asked.steps(fact.kind).iter().flat_map(|step| step.cites.clone()).take(1).collect();
                    }
                    warnings.push(Warning { cites, ..plain("unknown-value", fact, values) });
                }
            }
        }
    }

    /// The articles that give the values of a list, each once.
    fn cites_of(&self, list: &str) -> Vec<Cite> {
        let mut found: Vec<Cite> = Vec::new();
        for cite in self.profile.lists.get(list).into_iter().flatten().flat_map(|item| &item.cites) {
            if found.iter().all(|known| known.at != cite.at) {
                found.push(cite.clone());
            }
        }
        found
    }

    /// The articles of a time limit or a cap.
    fn cites_for(&self, id: &str) -> Vec<Cite> {
        let period = self.profile.period(id).map(|period| period.cites.clone());
        period.or_else(|| self.profile.caps.get(id).map(|cap| cap.cites.clone())).unwrap_or_default()
    }

    fn attributes(&self, docket: &Docket, warnings: &mut Vec<Warning>) {
        let it = &docket.attributes;
        for place in it.place.iter().chain(&it.places).filter(|_| !it.across_provinces) {
            if let Some(item) = outside(&self.profile, place) {
                let values = vec![place.clone()];
                let (label, cites) = (Some(item.label.clone()), item.cites.clone());
                warnings.push(Warning { code: "place-outside", fact: None, values, label, cites });
            }
        }
        let texts: [(&str, Option<&String>); 6] = [
            ("channel", Some(&it.channel)),
            ("matter", it.matter.as_ref()),
            ("medium", it.medium.as_ref()),
            ("department", it.department.as_ref()),
            ("restorable", it.restorable.as_ref()),
            ("right_holder", Some(&it.right_holder)),
        ];
        for (name, value) in texts {
            let (Some(list), Some(value)) = (self.profile.choices.get(name), value) else { continue };
            if self.profile.item(list, value).is_none() {
                let values = vec![name.to_owned(), value.clone(), list.to_string()];
                let cites = self.cites_of(list);
                warnings.push(Warning { code: "unknown-value", fact: None, values, label: None, cites });
            }
        }
    }

    /// A withdrawal of nothing, and a second one of the same fact.
    fn withdrawals(docket: &Docket, warnings: &mut Vec<Warning>) {
        let mut known: HashSet<i64> = HashSet::with_capacity(docket.facts.len());
        for fact in docket.facts.iter().filter(|fact| fact.kind != Kind::FactWithdrawn) {
            if !known.insert(fact.id) && fact.id != 0 {
                warnings.push(plain("double-id", fact, vec![fact.id.to_string()]));
            }
        }
        let mut gone: HashSet<i64> = HashSet::new();
        for fact in docket.facts.iter().filter(|fact| fact.kind == Kind::FactWithdrawn) {
            let Some(id) = fact.withdraws else {
                warnings.push(plain("withdraws-nothing", fact, Vec::new()));
                continue;
            };
            // A withdrawal may itself be withdrawn.
            let there = known.contains(&id) || docket.facts.iter().any(|known| known.id == id && known.id != fact.id);
            if !there {
                warnings.push(plain("withdraws-nothing", fact, vec![id.to_string()]));
            } else if !gone.insert(id) {
                warnings.push(plain("withdrawn-twice", fact, vec![id.to_string()]));
            }
        }
    }

    /// A rule is judged by the day of its trigger: before its text was in force it still applies, with this warning.
    fn in_force(deadline: &Deadline, warnings: &mut Vec<Warning>) {
        if matches!(deadline.rule.nature, Nature::Advisory | Nature::Information | Nature::Risk) {
            return;
        }
        let Some((day, fact)) = deadline.start else { return };
        let rule = &deadline.rule;
        let early = rule.in_force_from.filter(|from| day < *from);
        let late = rule.in_force_to.filter(|to| day > *to);
        if let Some(border) = early.or(late) {
            let values = vec![rule.id.to_string(), day.to_string(), border.to_string()];
            let cites = rule.cites.clone();
            warnings.push(Warning {
                code: "rule-not-in-force",
                fact: Some(fact),
                values,
                label: Some(rule.label.clone()),
                cites,
            });
        }
    }
}

/// Acting before the earliest day is void.
fn floor(state: &State<'_>, deadline: &Deadline, warnings: &mut Vec<Warning>) {
    let rule = &deadline.rule;
    let (Nature::Floor, Some((start, _))) = (rule.nature, deadline.start) else { return };
    if deadline.due.is_none() && deadline.status != Status::Pending {
        return;
    }
    let first = first_day(deadline);
    let acts =
        rule.satisfied_by.iter().flat_map(|select| state.all(select.kind).into_iter().filter(move |fact| select.matches(fact)));
    for fact in acts.filter(|fact| fact.on >= start && first.is_none_or(|first| fact.on < first)) {
        let mut values = vec![rule.id.to_string(), fact.on.to_string()];
        values.extend(first.map(|first| first.to_string()));
        let code = if deadline.due.is_some() { "void-before" } else { "void-yet" };
        warnings.push(Warning { label: Some(rule.label.clone()), cites: rule.cites.clone(), ..plain(code, fact, values) });
    }
}

/// What the passing of a day without an answer means: silence deemed to be something, a risk come true.
fn passed(deadline: &Deadline, today: Day, warnings: &mut Vec<Warning>) {
    let rule = &deadline.rule;
    let Some(due) = deadline.due.filter(|due| *due < today && deadline.status.is_open()) else { return };
    let (code, label) = match (rule.nature, &rule.outcome) {
        (Nature::Deemed, Some(outcome)) => ("deemed", outcome),
        (Nature::Risk, _) => ("risk", &rule.label),
        _ => return,
    };
    warnings.push(Warning {
        code,
        fact: deadline.start.map(|(_, fact)| fact),
        values: vec![rule.id.to_string(), due.to_string()],
        label: Some(label.clone()),
        cites: rule.cites.clone(),
    });
}

impl Law {
    /// Approvals that lengthen nothing, or less than they say, and dates of letters that no rule takes.
    fn extensions(&self, state: &State<'_>, today: Day, warnings: &mut Vec<Warning>) {
        let profile = &self.profile;
        let tiers = |id: &str| {
            let period = profile.period(id).map(|period| period.extension.as_slice());
            period.filter(|tiers| !tiers.is_empty()).or_else(|| profile.caps.get(id).map(|cap| cap.extension.as_slice()))
        };
        for fact in state.all(Kind::ExtensionApproved) {
            let id = fact.data.text("rule").unwrap_or_default();
            if tiers(id).is_none_or(<[_]>::is_empty) {
                warnings.push(Warning { cites: self.cites_for(id), ..plain("no-extension", fact, vec![id.to_owned()]) });
            }
        }
        for fact in state.all(Kind::DateSet) {
            let id = fact.data.text("rule").unwrap_or_default();
            if profile.period(id).is_none_or(|period| period.letter.is_none()) {
                warnings.push(Warning { cites: self.cites_for(id), ..plain("no-letter", fact, vec![id.to_owned()]) });
            }
        }
        let periods = profile.periods.iter().map(|period| (&*period.id, &period.extension));
        let caps = profile.caps.iter().map(|(id, cap)| (id.as_str(), &cap.extension));
        for (id, tiers) in periods.chain(caps).filter(|(_, tiers)| !tiers.is_empty()) {
            let mut parties: Vec<Option<&str>> = state.live.iter().map(|fact| fact.party()).collect();
            parties.sort_unstable();
            parties.dedup();
            for party in parties {
                let context = Context { state, profile, calendar: &self.calendar, deadlines: &[], fact: None, today, party };
                let mine = |select: &Select| -> Vec<&Fact> {
                    let facts = state.all(select.kind).into_iter();
                    facts.filter(|fact| select.matches(fact) && fact.party() == party).collect()
                };
                for lapse in grants(tiers, id, &context, &mine).1 {
                    let values = vec![id.to_owned(), lapse.most.to_string()];
                    warnings.push(Warning { cites: self.cites_for(id), ..plain(lapse.code, lapse.fact, values) });
                }
            }
        }
    }
}

fn plain(code: &'static str, fact: &Fact, values: Vec<String>) -> Warning {
    Warning { code, fact: Some(fact.id), values, label: None, cites: Vec::<Cite>::new() }
}

fn guarded(code: &'static str, fact: &Fact, missing: Missing) -> Warning {
    let mut values = vec![fact.kind.name().to_owned()];
    values.extend(missing.compared.iter().flat_map(super::Compared::values));
    Warning { code, fact: Some(fact.id), values, label: Some(missing.label), cites: missing.cites }
}

fn words(value: &Value) -> Vec<Arc<str>> {
    match value {
        Value::String(text) => vec![text.as_str().into()],
        Value::Number(number) => vec![number.to_string().into()],
        Value::Array(items) => items.iter().flat_map(words).collect(),
        _ => Vec::new(),
    }
}
