//! The JSON of `docket check` and `case show`: stable names, one place.

use super::{fact, money};
use crate::docket::{Day, Docket, State};
use crate::law::beside;
use crate::law::calendar::{Calendar, DayKind};
use crate::law::period::{Period, Rest, Roll, Unit};
use crate::law::proof::{Gap, ProofStep, Way};
use crate::law::routing::{Routing, Suggested, Why};
use crate::law::{Check, Cite, Deadline, Derived, Force, Law, NextStep, rests};
use crate::text::{Lang, law as words, routing as routing_words};
use serde_json::{Map, Value, json};

/// The answer of the law about a docket on a day, with the facts that count and everything that its dates follow from.
pub fn derived(lang: Lang, law: &Law, docket: &Docket, derived: &Derived, today: Day) -> Value {
    let state = docket.state();
    let (profile, calendar) = law.versions();
    json!({
        "today": today,
        "versions": { "profile": profile, "calendar": calendar },
        "facts": state.live.iter().map(|one| fact::value(one)).collect::<Vec<_>>(),
        "stage": derived.stage.map(crate::docket::Stage::name),
        "phase": derived.stage.map(crate::docket::Stage::phase),
        "tracks": {
            "early": state.early.name(),
            "supervision": state.supervision.name(),
            "parties": state.tracks.iter().filter(|track| track.party.is_some())
                .map(|track| json!({ "party": track.party, "stage": track.stage.map(crate::docket::Stage::name), "round": track.round }))
                .collect::<Vec<_>>(),
        },
        "rounds": { "negotiation": state.round, "evaluations_failed": state.evaluations_failed },
        "claim": claim(lang, law, &state),
        "money": money::value(lang, law, &state, today),
        "linked": beside::linked(&state).iter().map(|fact| json!({
            "procedure": fact.data.text("procedure"), "number": fact.data.text("number"), "organ": fact.data.text("organ"),
            "state": fact.data.text("state"), "on": fact.on,
        })).collect::<Vec<_>>(),
        "deadlines": derived.deadlines.iter().filter(|deadline| !deadline.rule.hidden).map(|one| deadline(lang, law, one)).collect::<Vec<_>>(),
        "next": {
            "must": derived.next.must.iter().map(|step| must(lang, step)).collect::<Vec<_>>(),
            "may": derived.next.may.iter().map(|step| next(lang, step)).collect::<Vec<_>>(),
            "blocked": derived.next.blocked.iter().map(|step| blocked(lang, step)).collect::<Vec<_>>(),
        },
        "routing": routing(lang, law, &derived.routing),
        "warnings": derived.warnings.iter().map(|warning| json!({
            "code": warning.code, "fact": warning.fact, "text": words::warning(lang, warning), "values": warning.values, "cite": cites(&warning.cites), "silent": warning.cites.is_empty(),
        })).collect::<Vec<_>>(),
    })
}

/// Who handles it and whose claim it is.
pub fn routing(lang: Lang, law: &Law, routing: &Routing) -> Value {
    let profile = &law.profile;
    let suggested = |one: &Suggested, list: &str| {
        let matters = one.routes.iter().map(|(route, why)| {
            let (reason, word) = match why {
                Why::Matter => ("matter", None),
                Why::Word(word) => ("word", Some(&**word)),
                Why::Condition => ("condition", None),
            };
            json!({ "matter": &*route.matter, "title": words::label(lang, &route.label), "why": reason, "word": word, "cite": cites(&route.cites) })
        });
        let title = profile.item(list, &one.department).map(|item| words::label(lang, &item.label));
        let all: Vec<Cite> = one.routes.iter().flat_map(|(route, _)| route.cites.clone()).collect();
        json!({ "department": &*one.department, "title": title, "matters": matters.collect::<Vec<_>>(), "cite": cites(&all) })
    };
    let right_holder = routing.right_holder.as_ref().map(|found| {
        json!({
            "rule": &*found.rule.id, "right_holder": &*found.rule.right_holder, "title": words::label(lang, &found.rule.label),
            "government": found.government.as_ref().map(|name| words::label(lang, name)), "place_missing": found.place_missing,
            "cite": cites(&found.rule.cites),
        })
    });
    let designated = routing
        .designated
        .as_ref()
        .map(|one| json!({ "department": one.department, "lead": one.lead, "signing": one.signing, "paper": one.paper }));
    let sharing: Map<String, Value> = profile
        .sharing
        .all()
        .map(|(key, clause)| (key.to_owned(), json!({ "text": words::label(lang, &clause.label), "cite": cites(&clause.cites) })))
        .collect();
    json!({
        "table": profile.routes.iter().any(|route| !route.task),
        "departments": routing.departments.iter().map(|one| suggested(one, "department")).collect::<Vec<_>>(),
        "suggested": routing.department(),
        "lead_required": routing.needs_lead(),
        "reform_lead": profile.sharing.reform_department.as_deref(),
        "designated": designated,
        "right_holder": right_holder,
        "areas": routing.areas.iter().map(|area| &*area.id).collect::<Vec<_>>(),
        "tasks": routing.tasks.iter().map(|one| suggested(one, "organ")).collect::<Vec<_>>(),
        "sharing": sharing,
        "text": routing_words::lines(lang, profile, routing).iter().map(|said| said.text.clone()).collect::<Vec<_>>(),
    })
}

fn claim(lang: Lang, law: &Law, state: &State<'_>) -> Option<Value> {
    let claim = beside::claim(&law.profile, state)?;
    let items = claim.items.iter().map(|(head, cents)| json!({ "head": words::label(lang, head), "cents": cents }));
    Some(json!({ "items": items.collect::<Vec<_>>(), "total_cents": claim.total }))
}

/// Citations as `document#article`, each once.
pub fn cites(list: &[Cite]) -> Vec<String> {
    let mut shown: Vec<String> = Vec::new();
    for cite in list {
        if !shown.contains(&cite.at) {
            shown.push(cite.at.clone());
        }
    }
    shown
}

/// One deadline.
pub fn deadline(lang: Lang, law: &Law, one: &Deadline) -> Value {
    let rule = &one.rule;
    let mut map = Map::new();
    map.insert("rule".into(), json!(&*rule.id));
    map.insert("title".into(), json!(words::label(lang, &rule.label)));
    if let Some(party) = &one.party {
        map.insert("party".into(), json!(party));
    }
    if let Some(n) = one.n {
        map.insert("n".into(), json!(n));
    }
    map.insert("round".into(), json!(one.round));
    map.insert("per_round".into(), json!(rule.per_round));
    map.insert("start".into(), json!(one.start.map(|(day, _)| day)));
    map.insert("start_fact".into(), json!(one.start.map(|(_, fact)| fact)));
    map.insert("due".into(), json!(one.due));
    map.insert("safe".into(), json!(one.safe));
    map.insert("status".into(), json!(one.status.name()));
    map.insert("met_on".into(), json!(one.met.map(|(day, _)| day)));
    map.insert("met_fact".into(), json!(one.met.map(|(_, fact)| fact)));
    map.insert("binding".into(), json!(one.binding()));
    map.insert("nature".into(), json!(rule.nature_word()));
    map.insert("by".into(), json!(&*rule.by));
    map.insert("to".into(), json!(Some(&*rule.to).filter(|to| !to.is_empty())));
    map.insert("outcome".into(), json!(rule.outcome.as_ref().map(|outcome| words::label(lang, outcome))));
    map.insert("attested".into(), json!(rule.attested.as_ref().map(|attested| words::label(lang, attested))));
    map.insert("origin".into(), json!(&*rule.origin));
    map.insert("provisional".into(), json!(one.provisional));
    map.insert("latest".into(), json!(one.latest));
    let alternatives: Vec<Value> = one
        .alternatives
        .iter()
        .map(|other| json!({ "reading": &*other.reading, "due": other.due, "safe": other.counts_for_safe }))
        .collect();
    map.insert("alternatives".into(), json!(alternatives));
    map.insert(
        "clock".into(),
        json!({
            "total": one.clock.total, "consumed": one.clock.consumed, "paused": one.clock.paused, "left": one.clock.left,
            "unit": unit(one.clock.unit), "until": one.clock.until,
        }),
    );
    let effort = one
        .effort
        .map(|effort| json!({ "days": effort.days, "begin": effort.begin, "fact": effort.fact, "begun": effort.begun }));
    map.insert("effort".into(), json!(effort));
    let proof = &one.proof;
    map.insert("versions".into(), json!({ "profile": &*proof.profile, "calendar": &*proof.calendar }));
    map.insert("way".into(), proof.way.as_ref().map_or(Value::Null, way));
    map.insert("pauses".into(), pauses(&proof.pauses));
    let readings = proof.readings.iter().map(|tried| {
        json!({
            "reading": &*tried.reading, "changes": tried.changes, "last": tried.last, "due": tried.due,
            "safe": tried.counts_for_safe, "way": way(&tried.way),
        })
    });
    map.insert("readings".into(), readings.collect());
    map.insert("cite".into(), json!(cites(&rule.cites)));
    map.insert("silent".into(), json!(rule.cites.is_empty()));
    map.insert("proof".into(), json!(words::proof(lang, &one.proof, rule, &law.calendar)));
    map.insert(
        "steps".into(),
        json!(one.proof.steps.iter().map(|step| proof_step(step, rule, &law.calendar)).collect::<Vec<_>>()),
    );
    Value::Object(map)
}

/// A unit by a stable word.
pub const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Calendar => "calendar-days",
        Unit::Working => "working-days",
        Unit::Months => "months",
        Unit::Years => "years",
        Unit::Hours => "hours",
    }
}

/// What a reading counts.
fn way(way: &Way) -> Value {
    let more: Vec<Value> = way.more.iter().map(|(count, of)| json!({ "count": count, "unit": unit(*of) })).collect();
    json!({
        "fact": way.fact, "start": way.start, "count": way.count, "unit": unit(way.unit), "more": more, "before": way.before,
        "first_day_counted": way.first_day_counted, "roll": roll(way.roll), "rest": rest(way.roll).map(Rest::word),
        "pauses": pauses(&way.pauses),
    })
}

/// The intervals left out as the facts give them: every day after one up to and including the other.
fn pauses(list: &[Gap]) -> Value {
    let one = |gap: &Gap| json!({ "after": gap.after, "until": gap.until, "open": gap.open, "from_fact": gap.facts.0, "to_fact": gap.facts.1 });
    list.iter().map(one).collect()
}

/// What happens to a last day, by a stable word.
const fn roll(rule: Roll) -> &'static str {
    match rule {
        Roll::None => "none",
        Roll::NextWorking => "next-working-day",
        Roll::AfterRest(_) => "after-statutory-rest",
        Roll::Both(_) => "both",
        Roll::PreviousWorking => "previous-working-day",
    }
}

/// What 法定休假日 means to it, if anything.
const fn rest(rule: Roll) -> Option<Rest> {
    match rule {
        Roll::AfterRest(rest) | Roll::Both(rest) => Some(rest),
        _ => None,
    }
}

/// A step of the proof with everything that a separate program needs to recheck it.
pub fn proof_step(step: &ProofStep, rule: &Period, calendar: &Calendar) -> Value {
    let special = |from, to| -> Vec<Value> {
        calendar
            .named_stretches(from, to)
            .into_iter()
            .map(|stretch| json!({ "from": stretch.from, "to": stretch.to, "working": stretch.working, "name": stretch.name, "notice": stretch.notice }))
            .collect()
    };
    match step {
        ProofStep::Start { kind, fact, on, paper } => {
            json!({ "step": "start", "kind": kind.name(), "fact": fact, "on": on, "paper": paper })
        }
        ProofStep::Length { count, unit: of, before } => {
            json!({ "step": "length", "count": count, "unit": unit(*of), "before": before })
        }
        ProofStep::FirstDay { on, event_counted } => json!({ "step": "first-day", "on": on, "event_counted": event_counted }),
        ProofStep::Count { from, to, count, unit: of } => {
            let days = if *of == Unit::Working { special(*from, *to) } else { Vec::new() };
            json!({ "step": "count", "from": from, "to": to, "count": count, "unit": unit(*of), "special": days })
        }
        ProofStep::Pause { from, to, count, open, pause } => {
            let side = rule.pauses.get(*pause).map(|pause| &*pause.side).filter(|side| !side.is_empty());
            json!({ "step": "pause", "from": from, "to": to, "count": count, "open": open, "side": side })
        }
        // Without `to` it is counted together with the length; with it, on from the last day.
        ProofStep::Extension { count, unit: of, fact, tier, to } => {
            let by = rule.extension.get(tier.saturating_sub(1)).map(|tier| &*tier.by).filter(|by| !by.is_empty());
            json!({ "step": "extension", "count": count, "unit": unit(*of), "fact": fact, "tier": tier, "by": by, "to": to })
        }
        ProofStep::Version { from, to } => json!({ "step": "version", "in_force_from": from, "in_force_to": to }),
        ProofStep::Also { kind, fact, on } => json!({ "step": "also", "kind": kind.name(), "fact": fact, "on": on }),
        ProofStep::Reset { kind, fact, on } => json!({ "step": "reset", "kind": kind.name(), "fact": fact, "on": on }),
        ProofStep::Calendar { rule, on, n } => {
            json!({ "step": "calendar", "month": rule.month, "day": if rule.day == 0 { json!("last") } else { json!(rule.day) }, "n": n, "on": on })
        }
        ProofStep::Until { kinds, fact } => json!({
            "step": "until", "kinds": kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>(),
            "fact": fact.map(|(fact, _)| fact), "on": fact.map(|(_, on)| on),
        }),
        ProofStep::Field { kind, fact, key, count } => {
            json!({ "step": "field", "kind": kind.name(), "fact": fact, "key": &**key, "count": count })
        }
        ProofStep::Rounded { hours, days } => json!({ "step": "rounded", "hours": hours, "days": days }),
        ProofStep::MonthEnd { on } => json!({ "step": "month-end", "on": on }),
        ProofStep::Deemed { after } => {
            let outcome = rule.outcome.as_ref().map(|outcome| json!({ "zh": &*outcome.zh, "en": &*outcome.en }));
            json!({ "step": "deemed", "after": after, "outcome": outcome })
        }
        ProofStep::Stated { kind, fact, on, paper } => {
            json!({ "step": "stated", "kind": kind.name(), "fact": fact, "on": on, "paper": paper })
        }
        ProofStep::LastDay { on, rule } => json!({
            "step": "last-day", "on": on, "working": calendar.day(*on).is_working(), "roll": roll(*rule),
            "rest": rest(*rule).map(Rest::word),
        }),
        ProofStep::Roll { from, to, rule } => {
            let (word, rest) = (roll(*rule), rest(*rule));
            let (first, last) = (from.min(to), from.max(to));
            let days = rest.map(|rest| {
                let all = from.iter_days().take_while(|day| day < to);
                all.filter(|day| rests(calendar, *day, rest)).collect::<Vec<_>>()
            });
            json!({
                "step": "roll", "from": from, "to": to, "rule": word, "special": special(*first, *last),
                "rest": rest.map(Rest::word), "rest_days": days,
            })
        }
        ProofStep::Provisional { earliest, latest } => json!({ "step": "provisional", "earliest": earliest, "latest": latest }),
        ProofStep::Result { due } => json!({ "step": "result", "due": due }),
    }
}

fn step(lang: Lang, one: &NextStep) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("command".into(), json!(&*one.step.command));
    map.insert("fact".into(), json!(one.step.fact.name()));
    map.insert("id".into(), json!(&*one.step.id));
    map.insert("title".into(), json!(words::label(lang, &one.step.label)));
    map.insert("by".into(), json!(&*one.step.by));
    if let Some(rule) = one.step.task.as_ref().or(one.step.period.as_ref()) {
        map.insert("rule".into(), json!(&**rule));
    }
    if let Some(party) = &one.party {
        map.insert("party".into(), json!(party));
    }
    if !one.offers.is_empty() {
        map.insert("offers".into(), json!(one.offers.iter().map(|key| &**key).collect::<Vec<_>>()));
    }
    if !one.suggests.is_empty() {
        map.insert("suggests".into(), json!(one.suggests.iter().map(|key| &**key).collect::<Vec<_>>()));
    }
    if !one.step.papers.is_empty() {
        map.insert("papers".into(), json!(one.step.papers.iter().map(|key| &**key).collect::<Vec<_>>()));
    }
    if !one.warns.is_empty() {
        map.insert("warns".into(), json!(one.warns.iter().map(|warn| words::missing(lang, warn)).collect::<Vec<_>>()));
    }
    if let Some(effect) = &one.step.effect {
        map.insert("effect".into(), json!(words::label(lang, effect)));
    }
    if !one.checks.is_empty() {
        map.insert("checklist".into(), one.checks.iter().map(|check| checked(lang, check)).collect());
    }
    map.insert("cite".into(), json!(cites(&one.step.cites)));
    // Where no text writes the step, that is said and no article is invented.
    map.insert("silent".into(), json!(one.step.cites.is_empty()));
    map
}

/// How strongly something is asked, by a stable word.
pub const fn force(force: Force) -> &'static str {
    match force {
        Force::Must => "must",
        Force::InPrinciple => "in-principle",
        Force::May => "may",
    }
}

fn checked(lang: Lang, check: &Check) -> Value {
    let mut map = Map::new();
    if let Some((key, item)) = &check.item {
        map.insert("key".into(), json!(key));
        map.insert("item".into(), json!(&**item));
    }
    map.insert("title".into(), json!(words::label(lang, &check.label)));
    map.insert("state".into(), json!(check.state.name()));
    map.insert("force".into(), json!(force(check.force)));
    map.insert("cite".into(), json!(cites(&check.cites)));
    Value::Object(map)
}

fn next(lang: Lang, one: &NextStep) -> Value {
    Value::Object(step(lang, one))
}

fn must(lang: Lang, one: &NextStep) -> Value {
    let mut map = step(lang, one);
    map.insert("due".into(), json!(one.due));
    map.insert("elapsed_days".into(), json!(one.elapsed_days));
    if !one.missing.is_empty() {
        map.insert(
            "missing".into(),
            json!(one.missing.iter().map(|missing| words::label(lang, &missing.label)).collect::<Vec<_>>()),
        );
    }
    Value::Object(map)
}

fn blocked(lang: Lang, one: &NextStep) -> Value {
    let mut map = step(lang, one);
    map.insert("missing".into(), json!(one.missing.iter().map(|missing| words::label(lang, &missing.label)).collect::<Vec<_>>()));
    let mut all: Vec<Cite> = one.missing.iter().flat_map(|missing| missing.cites.clone()).collect();
    all.extend(one.step.cites.iter().cloned());
    map.insert("cite".into(), json!(cites(&all)));
    Value::Object(map)
}

/// What a day is, in one word.
pub const fn day_kind(kind: DayKind<'_>) -> &'static str {
    match kind {
        DayKind::Working => "working",
        DayKind::MakeUp { .. } => "make-up",
        DayKind::Weekend => "weekend",
        DayKind::Rest { .. } => "rest",
    }
}
