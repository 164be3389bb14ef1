//! The hands of the officer: keys in, and what became of them.

use crate::common::desk::OFFICER;
use crate::common::keys::said;
use crate::common::told::equal;
use crate::looks::told;
use serde_json::Value;
use sunpei::docket::plan::HEADS;
use sunpei::docket::{Attributes, Day, Docket, Fact, Kind, yuan};
use sunpei::law::NextStep;
use sunpei::ops::field::{BY_HEAD, Shape};
use sunpei::text::law as words;
use sunpei::tui::App;
use sunpei::tui::app::{Choice, Dialog, Pane, Tone};
use sunpei::tui::key::Key;

/// Who else is named in the lead that a series is made of.
const ANOTHER: &str = "丙贸易公司";

/// One key.
pub fn key(app: &mut App, key: Key) {
    app.key(key);
}

/// Characters, one key each.
pub fn typed(app: &mut App, text: &str) {
    text.chars().for_each(|c| key(app, Key::Char(c)));
}

/// Types one value into the field of a key; the caret goes there by Tab.
fn fill(app: &mut App, at: &str, name: &str, value: &Value) {
    for _ in 0..60 {
        let form = app.form().unwrap_or_else(|| panic!("{at}: no form for {name}: {}", said(app)));
        if form.fields[form.at].key == name {
            break;
        }
        key(app, Key::Tab);
    }
    let form = app.form().unwrap();
    let field = form.fields[form.at].clone();
    let fields: Vec<&str> = form.fields.iter().map(|field| field.key).collect();
    assert_eq!(field.key, name, "{at}: no field {name} in {}: {fields:?}", form.title);
    match (&field.shape, value) {
        (Shape::Choice(list), value) => {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let place = list.iter().position(|(known, _)| **known == *value);
            let place = place.unwrap_or_else(|| panic!("{at}: {name} does not offer {value}: {list:?}"));
            key(app, Key::Backspace);
            (0..=place).for_each(|_| key(app, Key::Right));
        }
        (Shape::Many(list), Value::Array(values)) => {
            key(app, Key::Backspace);
            for value in values {
                let place = list.iter().position(|(known, _)| Some(&**known) == value.as_str());
                let place = place.unwrap_or_else(|| panic!("{at}: {name} does not offer {value}"));
                typed(app, &(place + 1).to_string());
            }
        }
        (Shape::Flag, Value::Bool(yes)) => {
            key(app, Key::Backspace);
            typed(app, if *yes { "y" } else { "n" });
        }
        (Shape::Money, Value::Number(cents)) => {
            key(app, Key::Ctrl('u'));
            typed(app, &yuan(cents.as_i64().unwrap()));
        }
        (shape, value) => {
            let text = match value {
                Value::Array(parts) if matches!(shape, Shape::Plan(_)) => plan(parts),
                Value::String(text) => text.clone(),
                Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("、"),
                other => other.to_string(),
            };
            if matches!(shape, Shape::Long | Shape::Plan(_)) {
                // What stands in a long text goes first.
                (0..app.form().unwrap().content()[app.form().unwrap().at].chars().count()).for_each(|_| key(app, Key::Backspace));
            } else {
                key(app, Key::Ctrl('u'));
            }
            for (at, line) in text.lines().enumerate() {
                (0..at.min(1)).for_each(|_| key(app, Key::Enter));
                typed(app, line);
            }
        }
    }
}

/// A plan of performance as an officer types it, one part a line: day or way in kind, amount, what it is.
fn plan(parts: &[Value]) -> String {
    let word = |part: &Value, key: &str| part.get(key).and_then(Value::as_str).map(str::to_owned);
    let line = |part: &Value| {
        let cents = part.get("amount_cents").and_then(Value::as_i64).map(yuan);
        let said = [word(part, "due"), word(part, "head"), cents, word(part, "what"), word(part, "note")];
        said.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    parts.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The lead with which a story begins, through the form of a new lead.
pub fn new_lead(app: &mut App, story: &str, docket: &Docket) {
    let (attributes, fact) = (&docket.attributes, docket.facts.first().unwrap());
    typed(app, "N");
    fill(app, story, "title", &Value::from(story));
    fill(app, story, "on", &Value::from(fact.on.to_string()));
    let Value::Object(known) = serde_json::to_value(attributes).unwrap() else { panic!() };
    let Value::Object(usual) = serde_json::to_value(Attributes::default()).unwrap() else { panic!() };
    let divided = docket.facts.iter().any(|fact| fact.kind == Kind::LeadJoined);
    for (name, value) in known {
        if name == "parties" {
            let mut names: Vec<&str> = attributes.parties.iter().map(|party| party.name.as_str()).collect();
            names.extend(divided.then_some(ANOTHER));
            fill(app, story, "parties", &Value::from(names));
        } else if name == "channel" || usual.get(&name) != Some(&value) {
            fill(app, story, &name, &value);
        }
    }
    for (name, value) in fact.data.0.iter().filter(|(name, _)| *name != "member") {
        fill(app, story, name, value);
    }
    key(app, Key::Ctrl('s'));
    assert!(app.dialogs.is_empty(), "{story}: the lead is not taken: {}", said(app));
}

/// The step that records a fact, the nearest first.
fn step_for(app: &App, at: &str, fact: &Fact) -> NextStep {
    let case = app.case.as_ref().unwrap_or_else(|| panic!("{at}: no case"));
    let mine = case.derived.next.all().filter(|(_, step)| step.step.fact == fact.kind);
    let mine = mine.filter(|(_, step)| step.party.is_none() || fact.party().is_none() || step.party.as_deref() == fact.party());
    let step = mine.min_by_key(|(group, step)| (step.missing.len(), *group)).map(|(_, step)| step.clone());
    step.unwrap_or_else(|| {
        let steps: Vec<&str> = case.derived.next.all().map(|(_, step)| &*step.step.id).collect();
        panic!("{at}: {} is no step: {steps:?}", fact.kind.name())
    })
}

/// What the line of a step stands for.
pub fn step_target(step: &str, party: Option<&str>) -> String {
    format!("Some(Step {{ id: {step:?}, party: {party:?} }})")
}

/// Puts the cursor on the line of a step in the case pane.
pub fn on_line(app: &mut App, at: &str, step: &str, party: Option<&str>) {
    let wanted = step_target(step, party);
    let place = app.case_lines.lines.iter().position(|line| format!("{:?}", line.target) == wanted);
    let place = place.unwrap_or_else(|| panic!("{at}: no line for {step}"));
    typed(app, "g");
    for _ in 0..place {
        if app.case_lines.at == place {
            break;
        }
        typed(app, "j");
    }
    assert_eq!(app.case_lines.at, place, "{at}: the line of {step} is not reached");
}

/// Opens the form of a kind of fact: a note by its key, else its step, by name among all steps or on its line.
fn open(app: &mut App, at: &str, fact: &Fact, by_name: bool) {
    if fact.kind == Kind::NoteAdded {
        return typed(app, "n");
    }
    let step = step_for(app, at, fact);
    if !by_name {
        on_line(app, at, &step.step.id, step.party.as_deref());
        return key(app, Key::Enter);
    }
    typed(app, "o");
    // By its name, as the officer reads it; then down to it.
    typed(app, words::label(app.lang, &step.step.label));
    let Some(Dialog::Picker(picker)) = app.dialogs.last() else { panic!("{at}: no steps: {}", said(app)) };
    let wanted = Choice::Step(step.step.id.to_string(), step.party.clone());
    let place = picker.shown().iter().position(|(_, choice)| *choice == wanted);
    let place = place.unwrap_or_else(|| panic!("{at}: {} is not found by its name", fact.kind.name()));
    (0..place).for_each(|_| key(app, Key::Down));
    key(app, Key::Enter);
}

/// Divides the lead by its parties and goes on with the part of the story.
fn divide(app: &mut App, at: &str) {
    typed(app, "1D");
    key(app, Key::Enter);
    assert!(!app.dialogs.is_empty(), "{at}: no preview: {}", said(app));
    key(app, Key::Enter);
    assert!(app.dialogs.is_empty(), "{at}: not divided: {}", said(app));
    let part = |app: &App| {
        let case = app.case.as_ref()?;
        let mine = case.stored.docket.attributes.parties.iter().all(|party| party.name != ANOTHER);
        (mine && case.stored.docket.facts.iter().any(|fact| fact.kind == Kind::LeadJoined)).then_some(())
    };
    typed(app, "1g");
    for _ in 0..5 {
        if part(app).is_some() {
            break;
        }
        typed(app, "j");
    }
    assert!(part(app).is_some(), "{at}: the part is not in the list");
    key(app, Key::Enter);
}

/// Amends what the docket was registered with.
fn amend(app: &mut App, at: &str, fact: &Fact) {
    typed(app, "gE");
    let Some(Value::Object(changes)) = fact.data.get("attributes") else { panic!("{at}: what is amended?") };
    for (name, value) in changes {
        fill(app, at, name, value);
    }
    fill(app, at, "why", &Value::from(fact.data.text("reason").unwrap()));
    key(app, Key::Ctrl('s'));
    // What it moves is seen first.
    if !app.dialogs.is_empty() {
        key(app, Key::Enter);
    }
    assert!(app.dialogs.is_empty(), "{at}: not amended: {}", said(app));
}

/// Records a fact through its form; what the desk said before it, on the day of it.
pub fn record(app: &mut App, at: &str, fact: &Fact, by_name: bool) -> Vec<String> {
    // Nothing is recorded before it happened, and a paper that came later not before it came.
    let came = fact.data.text("received_on").and_then(|day| day.parse().ok());
    let day = came.map_or(fact.on, |came: Day| came.max(fact.on));
    let later = day > app.desk.today;
    app.desk.today = app.desk.today.max(day);
    app.desk.officer = if fact.by.is_empty() { OFFICER.to_owned() } else { fact.by.clone() };
    if later || app.focus != Pane::Case {
        typed(app, "2");
    }
    let before = told(app);
    match fact.kind {
        Kind::LeadJoined => {
            divide(app, at);
            return before;
        }
        Kind::DocketAmended => {
            amend(app, at, fact);
            return before;
        }
        _ => {}
    }
    open(app, at, fact, by_name);
    assert!(app.form().is_some(), "{at}: no form: {}", said(app));
    fill(app, at, "on", &Value::from(fact.on.to_string()));
    // From the top down: what is chosen above shows what is asked below.
    let form = app.form().unwrap();
    let mut values: Vec<(String, Value)> = fact.data.0.clone().into_iter().filter(|(name, _)| name != "member").collect();
    let otherwise = fact.data.get("by_role").is_some() && form.fields.iter().all(|field| field.key != "by_role");
    let decided: Vec<(String, Value)> =
        values.extract_if(.., |(name, _)| otherwise && ["by_role", "reason"].contains(&name.as_str())).collect();
    values.sort_by_key(|(name, _)| form.fields.iter().position(|field| field.key == name));
    // Amounts by head stand folded behind a yes.
    if values.iter().any(|(name, _)| HEADS.contains(&name.as_str())) && form.fields.iter().any(|field| field.key == BY_HEAD) {
        fill(app, at, BY_HEAD, &Value::from(true));
    }
    for (name, value) in &values {
        fill(app, at, name, value);
    }
    key(app, Key::Ctrl('s'));
    // What is done otherwise than in principle asks who decided, and why.
    if !decided.is_empty() {
        let asked = app.form().is_some_and(|form| form.fields.iter().any(|field| field.key == "by_role"));
        assert!(asked, "{at}: asks for no reason");
        for (name, value) in &decided {
            fill(app, at, name, value);
        }
        key(app, Key::Ctrl('s'));
    }
    let left = app.form().map(|form| (form.title.clone(), form.issues.clone(), form.refusal.clone()));
    assert!(app.dialogs.is_empty(), "{at}: not taken: {left:?}");
    let tone = app.status.as_ref().map(|(tone, _)| *tone);
    assert_eq!(tone, Some(Tone::Done), "{at}: {}", said(app));
    let last = app.case.as_ref().unwrap().stored.docket.facts.last().unwrap();
    assert_eq!((last.kind, last.on), (fact.kind, fact.on), "{at}");
    for (name, value) in &values {
        assert_eq!(last.data.get(name), Some(value), "{at}: {name}");
    }
    before
}

/// Takes the last act back and brings it again: the desk stands as before it, then as after it.
pub fn back_and_again(app: &mut App, at: &str, before: &[String]) {
    let after = told(app);
    typed(app, "u");
    equal(&format!("{at}: taken back: {}", said(app)), &told(app), before);
    key(app, Key::Ctrl('r'));
    equal(&format!("{at}: brought back: {}", said(app)), &told(app), &after);
}
