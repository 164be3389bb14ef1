//! May this step be taken? What is missing, what is only warned about, and what the next steps are.
//! One table, the profile's steps, answers all three.

use super::answer::{Check, CheckState, Cite, Deadline, Force, Missing, Nature, Next, NextStep, Status};
use super::cond::{Cond, Context, Select};
use super::count::plus;
use super::engine::Law;
use super::profile::Item;
use super::step::{Need, Step};
use super::threshold::compared;
use crate::docket::{Day, Fact, KeyShape, Kind, Stage, State};
use std::sync::Arc;

/// The answer about one fact.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    /// The step that it records, if the profile knows one.
    pub step: Option<Arc<Step>>,
    /// The earlier day that is spoken of, where it would be allowed today.
    pub on: Option<Day>,
    /// The state does not lead there; the states from which it could be taken.
    pub wrong_state: Option<Vec<Stage>>,
    /// The state leads there and the facts do not: what is there already or is not there yet.
    pub unmet: Vec<Unmet>,
    /// What forbids it.
    pub missing: Vec<Missing>,
    /// What it warns about.
    pub warns: Vec<Missing>,
}

/// A fact that stands in the way of a step, there or not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmet {
    /// It is on file already.
    Already(Kind),
    /// It is not on file yet.
    Lacks(Kind),
}

impl Guard {
    /// Nothing forbids it.
    #[must_use]
    pub fn allows(&self) -> bool {
        self.wrong_state.is_none() && self.missing.is_empty()
    }

    /// The articles that speak against it: of what is missing or warned about, else of the step.
    #[must_use]
    pub fn cites(&self) -> Vec<Cite> {
        let said: Vec<Cite> = self.missing.iter().chain(&self.warns).flat_map(|missing| missing.cites.clone()).collect();
        if said.is_empty() { self.step.iter().flat_map(|step| step.cites.clone()).collect() } else { said }
    }

    /// All that forbids it may be decided otherwise on record.
    #[must_use]
    pub fn overridable(&self) -> bool {
        self.wrong_state.is_none() && self.missing.iter().all(Missing::overridable_here)
    }
}

impl Law {
    /// The next steps from a state.
    #[must_use]
    pub fn next(&self, state: &State<'_>, deadlines: &[Deadline], today: Day) -> Next {
        let mut next = Next::default();
        for step in &self.profile.steps {
            let parties: Vec<Option<&str>> = if step.per_party && state.tracks.len() > 1 {
                state.tracks.iter().map(|track| track.party).collect()
            } else {
                vec![None]
            };
            for party in parties {
                self.place(
                    step,
                    &Context { state, profile: &self.profile, calendar: &self.calendar, deadlines, fact: None, today, party },
                    &mut next,
                );
            }
        }
        next.must.sort_by_key(|step| (step.due.is_none(), step.due));
        next
    }

    fn place(&self, step: &Arc<Step>, context: &Context<'_, '_>, next: &mut Next) {
        if !starts_here(step, context) || step.when.as_ref().is_some_and(|cond| context.holds(cond) != Some(true)) {
            return;
        }
        let mut found = NextStep {
            step: step.clone(),
            party: context.party.map(str::to_owned),
            due: None,
            elapsed_days: None,
            missing: Vec::new(),
            warns: Vec::new(),
            checks: Vec::new(),
            offers: Vec::new(),
            suggests: Vec::new(),
        };
        for need in step.needs.iter().filter(|need| !need.cond.asks_fact()) {
            judge_need(need, context, &mut found.missing, &mut found.warns);
        }
        found.warns.extend(floors(context.deadlines, context.party, context.today, |select| select.kind == step.fact));
        if step.checklist {
            found.checks = self.checks(step, context);
        }
        if let Some((list, _)) = &step.offers {
            let offered = self.offered(context.state, context.deadlines, list, context.party, context.today);
            let pointed = |item: &&&Item| item.suggest.as_ref().is_some_and(|cond| context.holds(cond) == Some(true));
            found.suggests = offered.iter().filter(pointed).map(|item| item.key.clone()).collect();
            found.suggests.extend(deemed(step, context).map(|item| item.key.clone()));
            found.offers = offered.into_iter().map(|item| item.key.clone()).collect();
        }
        if let Some(id) = &step.period {
            let own = context.deadlines.iter().filter(|deadline| deadline.rule.id == *id && deadline.status.is_open());
            found.due = own
                .filter(|deadline| context.party.is_none() || deadline.party.as_deref() == context.party)
                .find_map(|deadline| deadline.due);
        }
        if !step.since.is_empty() {
            let since = super::tasks::since(step, context.state, context.party);
            found.elapsed_days = since.map(|day| (context.today - day).num_days().max(0));
        }
        if step.each_stage {
            let first = context.state.unentered().first().map(|passage| passage.on);
            found.elapsed_days = first.map_or(found.elapsed_days, |day| Some((context.today - day).num_days().max(0)));
        }
        let duty = is_duty(step, context);
        let asked = duty && (step.period.is_some() || step.task.is_some());
        let blocked = !found.missing.is_empty();
        // A duty that is blocked for now is still owed: it stands in both groups.
        match (duty, blocked) {
            (true, false) => next.must.push(found),
            (false, false) => next.may.push(found),
            (_, true) => {
                if asked {
                    next.must.push(found.clone());
                }
                next.blocked.push(found);
            }
        }
    }

    /// What a step needs, item by item; then the values of the lists that its fact names.
    fn checks(&self, step: &Step, context: &Context<'_, '_>) -> Vec<Check> {
        let state = |cond: &Cond| match context.holds(cond) {
            _ if cond.asks_fact() => CheckState::Asked,
            Some(true) => CheckState::Met,
            _ => CheckState::Open,
        };
        let needs = step.needs.iter().map(|need| Check {
            item: None,
            label: need.label.clone(),
            state: state(&need.cond),
            force: need.force,
            fills: need.fills.clone(),
            idle: need.applies.as_ref().is_some_and(|cond| context.holds(cond) == Some(false)),
            cites: need.cites.clone(),
        });
        let lists = step.fact.keys().iter().filter(|(_, shape)| *shape == KeyShape::Texts).filter_map(|(key, _)| {
            let list = self.profile.choices.get(&format!("{}.{key}", step.fact.name()))?;
            Some((*key, self.profile.lists.get(&**list)?))
        });
        let items = lists.flat_map(|(key, items)| items.iter().map(move |item| (key, item)));
        let items = items.map(|(key, item)| Check {
            item: Some((key, item.key.clone())),
            label: item.label.clone(),
            state: item.when.as_ref().map_or(CheckState::Asked, state),
            force: Force::May,
            fills: Vec::new(),
            idle: false,
            cites: item.cites.clone(),
        });
        needs.chain(items).collect()
    }

    /// What the step of a kind of fact wants, item by item, wherever the docket stands; nothing where no step records it.
    #[must_use]
    pub fn checklist(&self, state: &State<'_>, deadlines: &[Deadline], kind: Kind, today: Day) -> Vec<Check> {
        let (profile, calendar) = (&self.profile, &self.calendar);
        let context = Context { state, profile, calendar, deadlines, fact: None, today, party: None };
        let steps = self.asked.steps(kind);
        let step = steps.iter().find(|step| starts_here(step, &context)).or_else(|| steps.first());
        step.map(|step| self.checks(step, &context)).unwrap_or_default()
    }

    /// Judges a fact against a state that does not hold it yet: the step that fits best answers.
    pub(super) fn guard_in(&self, state: &State<'_>, deadlines: &[Deadline], fact: &Fact, today: Day) -> Guard {
        let context = Context {
            state,
            profile: &self.profile,
            calendar: &self.calendar,
            deadlines,
            fact: Some(fact),
            today,
            party: fact.party(),
        };
        let mut best: Option<Guard> = None;
        let (mut elsewhere, mut unmet): (Vec<Stage>, Vec<Unmet>) = (Vec::new(), Vec::new());
        // A step of this very state whose own condition does not hold says more than the states of other steps.
        let mut near: Option<Arc<Step>> = None;
        let mut known = false;
        for step in self.asked.steps(fact.kind) {
            known = true;
            if !starts_here(step, &context) {
                elsewhere.extend(step.from.iter().copied());
                continue;
            }
            if let Some(cond) = step.when.as_ref().filter(|cond| context.holds(cond) == Some(false)) {
                near.get_or_insert_with(|| step.clone());
                stands_in_the_way(cond, &context, &mut unmet);
                continue;
            }
            let mut guard = Guard { step: Some(step.clone()), ..Guard::default() };
            for need in &step.needs {
                judge_need(need, &context, &mut guard.missing, &mut guard.warns);
            }
            self.judge_offer(step, &context, fact, &mut guard);
            if best.as_ref().is_none_or(|known| guard.missing.len() < known.missing.len()) {
                best = Some(guard);
            }
        }
        match best {
            Some(guard) => guard,
            None if near.is_some() => Guard { step: near, wrong_state: Some(Vec::new()), unmet, ..Guard::default() },
            None if known => {
                elsewhere.sort_unstable();
                elsewhere.dedup();
                Guard { step: self.asked.steps(fact.kind).first().cloned(), wrong_state: Some(elsewhere), ..Guard::default() }
            }
            None => Guard::default(),
        }
    }

    /// What is asked about a fact and neither forbids it nor warns about it.
    #[must_use]
    pub fn asked_of(&self, state: &State<'_>, fact: &Fact, today: Day) -> Vec<&Need> {
        let (profile, calendar, party) = (&self.profile, &self.calendar, fact.party());
        let context = Context { state, profile, calendar, deadlines: &[], fact: Some(fact), today, party };
        let steps = self.asked.steps(fact.kind).iter().filter(|step| starts_here(step, &context));
        let here = steps.filter(|step| step.when.as_ref().is_none_or(|cond| context.holds(cond) != Some(false)));
        here.flat_map(|step| &step.needs).filter(|need| need.asked && context.holds(&need.cond) != Some(true)).collect()
    }

    /// A value that the facts do not offer (a ground of failure that is not met, say) is missing its condition; one that asks
    /// for an opinion is missing it while none is written down.
    fn judge_offer(&self, step: &Step, context: &Context<'_, '_>, fact: &Fact, guard: &mut Guard) {
        let Some((list, key)) = &step.offers else { return };
        let Some(value) = fact.data.get(key) else { return };
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let Some(item) = self.profile.item(list, &value) else { return };
        // A need of the step that names what is wrong says more than the name of the value.
        if guard.missing.is_empty() && item.when.as_ref().is_some_and(|cond| context.holds(cond) != Some(true)) {
            guard.missing.push(Missing {
                label: item.label.clone(),
                force: Force::Must,
                overridable: false,
                consent: false,
                not_before: None,
                compared: None,
                cites: item.cites.clone(),
            });
        }
        let Some(force) = item.opinion else { return };
        if OPINION.iter().all(|key| fact.data.text(key).is_none()) {
            let label = item.asks.first().unwrap_or(&item.label).clone();
            let need = Missing {
                label,
                force,
                overridable: force != Force::Must,
                consent: false,
                not_before: None,
                compared: None,
                cites: item.cites.clone(),
            };
            if force == Force::Must { guard.missing.push(need) } else { guard.warns.push(need) }
        }
    }
}

/// Acting before the earliest day of a time limit is void: what is warned about before it is done.
pub(super) fn floors(deadlines: &[Deadline], party: Option<&str>, on: Day, answers: impl Fn(&Select) -> bool) -> Vec<Missing> {
    let open = |deadline: &&Deadline| {
        let mine = party.is_none() || deadline.party.is_none() || deadline.party.as_deref() == party;
        let ahead = first_day(deadline).map_or(deadline.status == Status::Pending, |first| first > on);
        deadline.rule.nature == Nature::Floor && mine && ahead && deadline.rule.satisfied_by.iter().any(&answers)
    };
    let warn = |deadline: &Deadline| Missing {
        label: deadline.rule.label.clone(),
        force: Force::InPrinciple,
        overridable: true,
        consent: false,
        not_before: first_day(deadline),
        compared: None,
        cites: deadline.rule.cites.clone(),
    };
    deadlines.iter().filter(|deadline| deadline.status != Status::Dropped).filter(open).map(warn).collect()
}

/// The first day on which a floor lets act: its last day, or where that must be over, the day after.
pub(super) fn first_day(deadline: &Deadline) -> Option<Day> {
    deadline.due.map(|due| if deadline.rule.whole { plus(due, 1) } else { due })
}

/// The keys in which an opinion or a reason may be written down, or the paper that holds it named.
const OPINION: [&str; 4] = ["opinion", "reason", "note", "paper"];

/// The facts that a condition asks for and does not find, or finds and does not want, each once.
fn stands_in_the_way(cond: &Cond, context: &Context<'_, '_>, found: &mut Vec<Unmet>) {
    if context.holds(cond) == Some(true) {
        return;
    }
    let one = match cond {
        Cond::All(items) | Cond::Any(items) => {
            for item in items {
                stands_in_the_way(item, context, found);
            }
            return;
        }
        Cond::Has(select, _) | Cond::Latest(select) => Unmet::Lacks(select.kind),
        Cond::Follows(kind, _) => Unmet::Lacks(*kind),
        Cond::Not(inner) => match &**inner {
            Cond::Has(select, _) | Cond::Latest(select) => Unmet::Already(select.kind),
            Cond::Follows(kind, _) => Unmet::Already(*kind),
            _ => return,
        },
        _ => return,
    };
    if !found.contains(&one) {
        found.push(one);
    }
}

pub(super) fn is_duty(step: &Step, context: &Context<'_, '_>) -> bool {
    step.force == Force::Must
        || step.must_when.as_ref().is_some_and(|cond| context.holds(cond) == Some(true))
        || deemed(step, context).next().is_some()
}

/// The values of a step that follow from the facts by the text itself: their condition holds and they ask for no opinion.
fn deemed<'c>(step: &'c Step, context: &'c Context<'_, '_>) -> impl Iterator<Item = &'c Item> {
    let list = step.offers.as_ref().filter(|_| step.deemed).and_then(|(list, _)| context.profile.lists.get(&**list));
    let met = |item: &&Item| item.opinion.is_none() && item.when.as_ref().is_some_and(|cond| context.holds(cond) == Some(true));
    list.into_iter().flatten().filter(met)
}

/// How many duties without a number of days stand open. A step whose own condition asks this is left out.
pub(super) fn open_tasks(context: &Context<'_, '_>) -> usize {
    let asks = |cond: &Option<Cond>| cond.as_ref().is_some_and(Cond::asks_tasks);
    let open = |step: &&Arc<Step>| {
        step.task.is_some()
            && !asks(&step.when)
            && !asks(&step.must_when)
            && starts_here(step, context)
            && step.when.as_ref().is_none_or(|cond| context.holds(cond) == Some(true))
            && is_duty(step, context)
    };
    context.profile.steps.iter().filter(open).count()
}

pub(super) fn starts_here(step: &Step, context: &Context<'_, '_>) -> bool {
    let own = context.state.tracks.iter().find(|track| context.party.is_some() && track.party == context.party);
    let stage = own.map_or_else(|| context.state.stage(), |track| track.stage);
    match stage {
        Some(stage) => step.from.contains(&stage) || (step.from.is_empty() && !stage.is_ended()),
        None => step.from.is_empty() || step.from.contains(&Stage::LeadRegistered),
    }
}

fn judge_need(need: &Need, context: &Context<'_, '_>, missing: &mut Vec<Missing>, warns: &mut Vec<Missing>) {
    if context.holds(&need.cond) == Some(true) {
        return;
    }
    let found = Missing {
        label: need.label.clone(),
        force: need.force,
        overridable: need.overridable,
        consent: need.consent,
        not_before: None,
        compared: compared(&need.cond, context),
        cites: need.cites.clone(),
    };
    match need.force {
        Force::Must => missing.push(found),
        Force::InPrinciple => warns.push(found),
        // Only asked: it stands in the checklist.
        Force::May => {}
    }
}
