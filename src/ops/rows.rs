//! From a docket to its derived rows.

use super::desk::with_prior;
use super::talks::{self, NegotiationRow, TalkView};
use super::watch::{self, Watch};
use crate::docket::{Day, Docket, Fact, Kind, Stage, State, SupervisionTrack};
use crate::law::{Approval, Deadline, Derived, Law, Nature, Status, Task};
use crate::store::{DeadlineRecord, InboxRecord, RETURNED, ROUTINE, Rows, StoredDocket, TALK, TASK, TASKS, WAITING, WATCH};
use chrono::Datelike;
use serde_json::Value;

/// The rows of a docket as of a day.
pub fn derive(law: &Law, stored: &StoredDocket, today: Day) -> Rows {
    let docket = with_prior(stored);
    let state = docket.state();
    if state.live.is_empty() {
        return Rows::default();
    }
    let deadlines = law.deadlines(&state, today);
    let mut derived = Derived { stage: state.stage(), deadlines, ..Derived::default() };
    let asked = serde_json::from_str::<Vec<Value>>(&stored.questions).map_or(0, |list| list.len() as i64);
    // An officer who corrected the lead or concluded its check has looked at what the import asked.
    let questions = if state.has(Kind::DocketAmended) || state.has(Kind::CheckConcluded) { 0 } else { asked };
    let tasks = law.tasks(&state, &derived.deadlines, today);
    let mut inbox = line(&docket, &state, &derived, questions);
    inbox.moving |= tasks.iter().any(|task| task.turns);
    let mut talks = Vec::new();
    if talks::listed(&state) {
        derived.next = law.next(&state, &derived.deadlines, today);
        talks = talks::rows(law, &docket, &state, &derived, today);
        // What waits and what is late is another thing every day.
        inbox.moving |= talks.iter().any(|row| TalkView::Open.holds(row, "", today));
    }
    let shown = derived.deadlines.iter().filter(|deadline| !deadline.rule.hidden).map(record);
    Rows {
        inbox: Some(inbox),
        deadlines: shown
            .chain(tasks.iter().filter(|task| task.open).map(task_record))
            .chain(law.approvals(&state, today).iter().map(approval_record))
            .chain(talks.iter().map(|row| talk_record(row, today)))
            .chain(watch::watch(&docket, &state, &derived.deadlines).iter().map(watch_record))
            .collect(),
        parties: state
            .attributes
            .parties
            .iter()
            .map(|party| (party.name.clone(), party.code.clone()))
            .chain(state.parties().into_iter().map(|name| (name.to_owned(), String::new())))
            .filter(|(name, _)| !name.is_empty())
            .collect(),
        text: text(law, &docket, &state),
    }
}

/// The officer who has a docket: the last one assigned, unless released since; a department alone takes nobody away.
pub fn officer<'d>(state: &State<'d>) -> &'d str {
    let named = |fact: &Fact| fact.data.text("officer").is_some_and(|officer| !officer.is_empty());
    let assigned = state.newest_first(Kind::LeadAssigned).find(|(_, fact)| named(fact));
    let released = state.newest_first(Kind::LeadReleased).next();
    match assigned {
        Some((at, fact)) if released.is_none_or(|(other, _)| other < at) => fact.data.text("officer").unwrap_or_default(),
        _ => "",
    }
}

/// The number for people: the case's, the lead's, or the database's.
pub fn number(docket: &Docket, state: &State<'_>) -> String {
    let filed = state.last(Kind::CaseFiled).and_then(|fact| fact.data.text("number"));
    match filed {
        Some(number) => number.to_owned(),
        None if state.attributes.number.is_empty() => {
            let year = state.live.first().map_or(0, |fact| fact.on.year().rem_euclid(100));
            format!("{year:02}-{:04}", docket.id)
        }
        None => state.attributes.number.clone(),
    }
}

fn line(docket: &Docket, state: &State<'_>, derived: &Derived, questions: i64) -> InboxRecord {
    let it = &state.attributes;
    let soonest = derived
        .deadlines
        .iter()
        .filter(|deadline| deadline.status.is_open() && deadline.due.is_some() && !deadline.rule.hidden)
        .filter(|deadline| matches!(deadline.rule.nature, Nature::Ceiling | Nature::Deemed))
        .min_by_key(|deadline| deadline.by());
    let assigned = super::hand::department(state);
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    InboxRecord {
        stage: derived.stage.map_or("", crate::docket::Stage::name).to_owned(),
        is_case: state.has(Kind::CaseFiled),
        ended: derived.stage.is_some_and(crate::docket::Stage::is_ended),
        number: number(docket, state),
        title: it.title.clone(),
        channel: it.channel.clone(),
        place: it.place.clone().unwrap_or_default(),
        department: assigned.map(str::to_owned).or_else(|| it.department.clone()).unwrap_or_default(),
        medium: it.medium.clone().unwrap_or_default(),
        party: state.parties().join("、"),
        officer: officer(state).to_owned(),
        rule: soonest.map_or(String::new(), |deadline| deadline.rule.id.to_string()),
        due: soonest.and_then(|deadline| day(deadline.due)),
        safe: soonest.and_then(|deadline| day(deadline.by())),
        status: soonest.map_or("", |deadline| lasting(deadline.status)).to_owned(),
        provisional: soonest.is_some_and(|deadline| deadline.provisional),
        damage_cents: state.damage.map(|(cents, _)| cents),
        snoozed_until: state.last(Kind::LeadSnoozed).and_then(|fact| fact.data.text("until")).map(str::to_owned),
        questions,
        received: day([Kind::LeadDiscovered, Kind::LeadReceived]
            .into_iter()
            .filter_map(|kind| state.first(kind))
            .map(|fact| fact.on)
            .min()),
        moving: derived.deadlines.iter().any(moves),
        matter: it.matter.clone().unwrap_or_default(),
        red_line: it.red_line,
        protected_area: it.protected_area,
        supervised: matches!(state.supervision, SupervisionTrack::Open | SupervisionTrack::Finished),
        major: state.has(Kind::MajorMarked),
    }
}

/// Overdue is a question of the day of asking, not of the day of writing: lists compare the due day themselves.
fn lasting(status: Status) -> &'static str {
    if status == Status::Overdue { Status::Pending.name() } else { status.name() }
}

/// Whether another day gives another row without a new fact: an open pause, a rhythm that goes on, a day not yet reached.
fn moves(deadline: &Deadline) -> bool {
    deadline.status == Status::Paused
        || deadline.status.is_open()
            && (deadline.rule.repeat.is_some()
                || deadline.rule.nature == Nature::Floor
                || deadline.rule.nature == Nature::Internal && deadline.n.is_some())
}

/// What stands open without a date, beside the deadlines: by its step.
fn task_record(task: &Task) -> DeadlineRecord {
    DeadlineRecord {
        open: true,
        rule: task.step.id.to_string(),
        party: task.party.clone().unwrap_or_default(),
        // Which stage it is about, by its place among all of them, counted from one.
        n: task.stage.and_then(|stage| Stage::ALL.iter().position(|known| *known == stage)).map_or(0, |at| at as i64 + 1),
        start: task.since.map(|day| day.to_string()),
        safe: Some(if task.step.routine { ROUTINE } else { TASK }.to_owned()),
        status: Status::Pending.name().to_owned(),
        nature: TASKS.to_owned(),
        owner: task.step.by.to_string(),
        ..DeadlineRecord::default()
    }
}

/// A proposal without a consent: who made it stands where others have who owes it.
fn approval_record(one: &Approval<'_>) -> DeadlineRecord {
    DeadlineRecord {
        open: true,
        rule: one.step.id.to_string(),
        party: one.party.clone().unwrap_or_default(),
        start: Some(one.returned.unwrap_or(one.proposal).on.to_string()),
        safe: Some(if one.returned.is_some() { RETURNED } else { WAITING }.to_owned()),
        status: Status::Pending.name().to_owned(),
        nature: TASKS.to_owned(),
        owner: one.proposal.by.clone(),
        ..DeadlineRecord::default()
    }
}

/// A negotiation in the tracker.
fn talk_record(row: &NegotiationRow, today: Day) -> DeadlineRecord {
    DeadlineRecord {
        open: true,
        rule: "talk".to_owned(),
        party: row.track().unwrap_or_default().to_owned(),
        n: TalkView::bits(row, today),
        round: i64::from(row.round),
        start: row.since(today).map(|day| day.to_string()),
        due: row.due().map(|day| day.to_string()),
        safe: Some(TALK.to_owned()),
        status: Status::Pending.name().to_owned(),
        nature: TASKS.to_owned(),
        ..DeadlineRecord::default()
    }
}

/// A major case in the list of supervision.
fn watch_record(one: &Watch) -> DeadlineRecord {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    DeadlineRecord {
        open: true,
        rule: "watch".to_owned(),
        party: one.unit.clone(),
        n: one.next.map_or(0, |(n, ..)| i64::from(n)),
        round: one.reports.0 as i64,
        start: day(one.opened),
        due: day(one.next.map(|(_, due, _)| due)),
        safe: Some(WATCH.to_owned()),
        status: one.track.name().to_owned(),
        nature: TASKS.to_owned(),
        owner: one.last.as_ref().map(|(_, pace)| pace.clone()).unwrap_or_default(),
        met_on: day(one.last.as_ref().map(|(on, _)| *on)),
        effort: one.reports.1 as i64,
        label: one.ground.clone(),
        ..DeadlineRecord::default()
    }
}

pub(super) fn record(deadline: &Deadline) -> DeadlineRecord {
    let own = deadline.rule.nature == Nature::Internal;
    let warn: Vec<String> = deadline.rule.warn.iter().map(ToString::to_string).collect();
    let planned = deadline.effort.filter(|effort| effort.begun.is_none());
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    DeadlineRecord {
        open: deadline.status.is_open(),
        rule: deadline.rule.id.to_string(),
        party: deadline.party.clone().unwrap_or_default(),
        n: deadline.n.map_or(0, i64::from),
        round: i64::from(deadline.round),
        start: day(deadline.start.map(|(day, _)| day)),
        due: day(deadline.due),
        safe: day(deadline.by()),
        latest: day(deadline.latest),
        status: lasting(deadline.status).to_owned(),
        provisional: deadline.provisional,
        binding: deadline.binding(),
        nature: deadline.rule.nature_word().to_owned(),
        owner: deadline.rule.by.to_string(),
        met_on: day(deadline.met.map(|(day, _)| day)),
        begin: day(planned.map(|effort| effort.begin)),
        effort: deadline.effort.map_or(0, |effort| effort.days),
        label: if own { deadline.rule.label.zh.to_string() } else { String::new() },
        warn: if own { warn.join(" ") } else { String::new() },
    }
}

/// Everything said about a docket, for the search: what it is, and every text of the facts that count.
pub(super) fn text(law: &Law, docket: &Docket, state: &State<'_>) -> String {
    let it = &state.attributes;
    let number = number(docket, state);
    let mut parts: Vec<&str> = vec![&it.title, &it.number, &it.note, &number];
    parts.extend([&it.place, &it.department].into_iter().flatten().map(String::as_str));
    parts.extend(it.places.iter().map(String::as_str));
    parts.extend(state.parties());
    parts.extend(it.parties.iter().map(|party| party.code.as_str()));
    for (list, key) in [("channel", Some(&it.channel)), ("department", it.department.as_ref()), ("medium", it.medium.as_ref())] {
        if let Some(item) = key.and_then(|key| law.profile.item(list, key)) {
            parts.push(&item.label.zh);
        }
    }
    let matter = it.matter.as_deref().and_then(|key| law.profile.routes.iter().find(|route| &*route.matter == key));
    parts.extend(matter.map(|route| &*route.label.zh));
    for fact in &state.live {
        // What was corrected is found by what it is now.
        for (key, value) in fact.data.0.iter().filter(|(key, _)| *key != "attributes") {
            let list = law.profile.choices.get(&format!("{}.{key}", fact.kind.name()));
            said(value, &mut |text| {
                let item = list.and_then(|list| law.profile.item(list, text));
                parts.push(item.map_or(text, |item| &item.label.zh));
            });
        }
    }
    let mut seen = std::collections::HashSet::new();
    parts.retain(|part| !part.is_empty() && seen.insert(*part));
    parts.join(" | ")
}

/// The texts of a value, however deep; days are asked for as days.
fn said<'v>(value: &'v Value, push: &mut dyn FnMut(&'v str)) {
    match value {
        Value::String(text) if text.parse::<Day>().is_err() => push(text),
        Value::Array(list) => list.iter().for_each(|value| said(value, push)),
        Value::Object(map) => map.values().for_each(|value| said(value, push)),
        _ => {}
    }
}
