//! The meetings: planned, under way as a checklist with hours, held with who came and who signed.

use super::Pen;
use crate::docket::{Fact, Kind};
use crate::law::profile::Item;
use crate::ops::talk::Meeting;
use crate::text::{fill, law as words};
use crate::tui::lines::{Line, Target, told};

pub(super) fn meetings(pen: &mut Pen<'_>) {
    pen.head(pen.say.s_meetings);
    let talk = pen.talk;
    if talk.meetings.is_empty() {
        pen.faint(format!("   {}", pen.say.no_meeting));
    }
    let mut held = 0;
    for (at, meeting) in talk.meetings.iter().enumerate() {
        held += usize::from(meeting.held.as_ref().is_some_and(|fact| fact.data.flag("counts") != Some(false)));
        let last = at + 1 == talk.meetings.len();
        one(pen, meeting, held, last);
    }
    granted(pen);
    pen.steps(&[
        Kind::MeetingPlanned,
        Kind::MeetingProposed,
        Kind::MeetingApproved,
        Kind::MeetingAttended,
        Kind::MeetingStep,
        Kind::MeetingHeld,
        Kind::MeetingSigned,
    ]);
}

/// The consents to further meetings of this round: how many each gives, and how many of all are left.
fn granted(pen: &mut Pen<'_>) {
    let say = pen.say;
    let consents = pen.talk.facts(Kind::MeetingApproved);
    for fact in &consents {
        let who = fact.data.text("by_role").unwrap_or(&fact.by);
        let paper = fact.paper().unwrap_or_default();
        let many = fact.data.int("count").map_or_else(|| say.any_number.to_owned(), |count| fill(say.so_many, &[&count]));
        let text = fill(say.granted, &[&fact.on, &who, &many, &paper]);
        pen.lines.push(Line { target: Some(Target::Fact(fact.id)), ..Line::plain(format!("   {}", text.trim_end())) });
    }
    let counts: Option<Vec<i64>> = consents.iter().map(|fact| fact.data.int("count").map(|count| count.max(0))).collect();
    let (held, allowed) = pen.talk.row.meetings;
    if let Some(counts) = counts.filter(|counts| !counts.is_empty()) {
        let most = counts.into_iter().fold(allowed, i64::saturating_add);
        let left = most.saturating_sub(i64::try_from(held).unwrap_or(i64::MAX)).max(0);
        pen.lines
            .push(Line { alarm: left == 0, ..Line::plain(format!("   {}", fill(say.meetings_left, &[&most, &held, &left]))) });
    }
}

fn one(pen: &mut Pen<'_>, meeting: &Meeting, held: usize, last: bool) {
    let say = pen.say;
    let state = match &meeting.held {
        Some(fact) if fact.data.flag("counts") == Some(false) => say.not_counted,
        Some(_) => say.held,
        None if meeting.running() => say.running,
        None if meeting.day >= pen.desk.today => say.planned,
        None => say.lapsed,
    };
    let number = if meeting.held.is_some() { held } else { held + 1 };
    let alarm = meeting.held.is_none() && meeting.day < pen.desk.today;
    let title = format!(" {} {state}", fill(say.nth, &[&number, &meeting.day]));
    pen.lines.push(Line { alarm, ..Line::plain(title) });
    if let Some(planned) = &meeting.planned {
        let text = told(pen.lang, pen.law, planned);
        pen.faint(format!("   {text}"));
    }
    for fact in &meeting.attended {
        attended(pen, meeting, fact);
    }
    steps(pen, meeting, last);
    let Some(fact) = &meeting.held else { return };
    pen.warned(fact);
    for (key, label) in [("absent", say.absent), ("left", say.left)] {
        let Some(value) = fact.data.get(key).filter(|value| !matches!(value, serde_json::Value::Bool(false))) else { continue };
        let who = value.as_str().map_or_else(String::new, |who| value_of(pen, "position.stated.side", who));
        let excused = if fact.data.flag("excused") == Some(true) { say.excused } else { "" };
        pen.line(format!("   ! {label} {who} {excused}"));
    }
    // One text, or a list of them.
    let said = |key: &str| {
        let all: Vec<&str> = fact.data.texts(key).collect();
        (!all.is_empty()).then(|| all.join("、"))
    };
    if let Some(minutes) = said("minutes") {
        pen.faint(format!("   {} {}", say.minutes, minutes.lines().next().unwrap_or_default()));
    }
    for key in ["organiser", "presider", "attended", "signatures", "presider_note", "with_cases", "by_role", "reason"] {
        if let Some(text) = said(key) {
            pen.faint(format!("   {} {text}", crate::text::desk::field(pen.lang, key)));
        }
    }
}

fn value_of(pen: &Pen<'_>, of: &str, key: &str) -> String {
    let list = pen.law.profile.choices.get(of);
    let item = list.and_then(|list| pen.law.profile.item(list, key));
    item.map_or_else(|| key.to_owned(), |item| words::label(pen.lang, &item.label).to_owned())
}

/// Who came, as what, by which authority, and whether the record is signed.
fn attended(pen: &mut Pen<'_>, meeting: &Meeting, fact: &Fact) {
    let say = pen.say;
    let name = fact.data.text("name").unwrap_or("—");
    let signed = meeting.signed.iter().rfind(|signed| signed.data.text("name") == Some(name));
    let sign = match signed {
        Some(fact) if fact.data.flag("refused") == Some(true) => say.refused,
        Some(_) => say.signed,
        None => say.unsigned,
    };
    let checked = if fact.data.flag("checked") == Some(true) { say.checked } else { say.unchecked };
    let side = value_of(pen, "meeting.attended.side", fact.data.text("side").unwrap_or_default());
    let note = signed.and_then(|fact| fact.data.text("presider_note")).unwrap_or_default();
    let more: Vec<&str> = ["role", "authority", "paper"].into_iter().filter_map(|key| fact.data.text(key)).collect();
    let parts = [&[name, side.as_str()], more.as_slice(), &[checked, sign]].concat();
    let text = format!("   {} {note}", parts.join(" · "));
    let with = vec![("name", name.to_owned()), ("on", meeting.day.to_string())];
    let target = signed.is_none().then_some(Target::Record { kind: Kind::MeetingSigned, with });
    pen.lines.push(Line { target, ..Line::plain(text) });
}

/// The steps in the order of the text, each with its hour: the one under way item by item, one that is over in a line.
fn steps(pen: &mut Pen<'_>, meeting: &Meeting, last: bool) {
    let list = pen.law.profile.choices.get("meeting.step.step").and_then(|list| pen.law.profile.lists.get(&**list));
    let Some(items) = list else { return };
    let ticked = |item: &Item| {
        let held = meeting.held.as_ref().is_some_and(|fact| fact.data.texts("steps").any(|key| *key == *item.key));
        held || meeting.step(&item.key).next().is_some()
    };
    let open = meeting.running() || (last && meeting.held.is_none() && meeting.day <= pen.desk.today);
    if !open && meeting.steps.is_empty() {
        let count = items.iter().filter(|item| ticked(item)).count();
        if count > 0 {
            pen.faint(format!("   {}", fill(pen.say.steps_held, &[&count, &items.len()])));
        }
        return;
    }
    for item in items {
        let done = ticked(item);
        let facts: Vec<&Fact> = meeting.step(&item.key).collect();
        let hour = facts.iter().find_map(|fact| fact.data.text("time")).unwrap_or("     ");
        let mark = if done { "✓" } else { "○" };
        let label = words::label(pen.lang, &item.label);
        let text = format!("   {mark} {} {hour} {label}", item.key);
        let with = vec![("step", item.key.to_string()), ("time", pen.desk.hour()), ("on", meeting.day.to_string())];
        let target = open.then_some(Target::Record { kind: Kind::MeetingStep, with });
        pen.lines.push(Line { target, faint: done, cites: item.cites.clone(), ..Line::plain(text) });
        for fact in facts {
            for (key, form) in [("statement", "{0}"), ("objection", pen.say.objection), ("answer", pen.say.answer)] {
                if let Some(said) = fact.data.text(key) {
                    let who = fact
                        .data
                        .text("speaker")
                        .filter(|_| key == "statement")
                        .map_or_else(String::new, |who| format!("{who}: "));
                    pen.faint(format!("       {who}{}", fill(form, &[&said])));
                }
            }
        }
    }
}
