//! Whole lives typed at the desk: every fact of a story goes in by keys alone, through the form of its step, and after each
//! stretch the desk says what the story expects: stage, time limits, next steps, warnings.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may fail loudly

mod expect;

use expect::{judge, judge_variant};
use serde_json::Value;
use std::sync::Arc;
use sunpei::docket::tree::{Node, Source};
use sunpei::docket::{Attributes, Fact, Kind, file, yuan};
use sunpei::law::Library;
use sunpei::law::calendar::Calendar;
use sunpei::ops::Desk;
use sunpei::ops::field::Shape;
use sunpei::store::Store;
use sunpei::text::{Lang, law as words};
use sunpei::tui::app::{Choice, Dialog, Tone};
use sunpei::tui::key::Key;
use sunpei::tui::{App, screen};

/// Who sits at the desk where the story does not say.
const OFFICER: &str = "王芳";

fn key(app: &mut App, key: Key) {
    app.key(key);
}

fn typed(app: &mut App, text: &str) {
    text.chars().for_each(|c| key(app, Key::Char(c)));
}

fn said(app: &App) -> String {
    app.status.clone().map(|(_, said)| said).unwrap_or_default()
}

/// Types one value into the field of a key; the caret goes there by Tab.
fn fill(app: &mut App, name: &str, value: &Value) {
    for _ in 0..60 {
        let form = app.form().unwrap_or_else(|| panic!("no form for {name}: {}", said(app)));
        if form.fields[form.at].key == name {
            break;
        }
        key(app, Key::Tab);
    }
    let form = app.form().unwrap();
    let field = form.fields[form.at].clone();
    assert_eq!(
        field.key,
        name,
        "no field {name} in {}: {:?}",
        form.title,
        form.fields.iter().map(|field| field.key).collect::<Vec<_>>()
    );
    match (&field.shape, value) {
        (Shape::Choice(list), value) => {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let at = list.iter().position(|(known, _)| **known == *value);
            let at = at.unwrap_or_else(|| panic!("{name} does not offer {value}: {list:?}"));
            key(app, Key::Backspace);
            (0..=at).for_each(|_| key(app, Key::Right));
        }
        (Shape::Many(list), Value::Array(values)) => {
            key(app, Key::Backspace);
            for value in values {
                let at = list.iter().position(|(known, _)| Some(&**known) == value.as_str());
                let at = at.unwrap_or_else(|| panic!("{name} does not offer {value}"));
                typed(app, &(at + 1).to_string());
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
        (_, value) => {
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("、"),
                other => other.to_string(),
            };
            if field.shape != Shape::Long {
                key(app, Key::Ctrl('u'));
            }
            typed(app, &text);
        }
    }
}

/// The lead with which a story begins, through the form of a new lead.
fn new_lead(app: &mut App, story: &str, attributes: &Attributes, fact: &Fact) {
    typed(app, "N");
    fill(app, "title", &Value::from(story));
    fill(app, "on", &Value::from(fact.on.to_string()));
    let Value::Object(known) = serde_json::to_value(attributes).unwrap() else { panic!() };
    let Value::Object(usual) = serde_json::to_value(Attributes::default()).unwrap() else { panic!() };
    for (name, value) in known {
        if name == "parties" {
            let names: Vec<Value> = attributes.parties.iter().map(|party| Value::from(party.name.as_str())).collect();
            fill(app, "parties", &Value::Array(names));
        } else if name == "channel" || usual.get(&name) != Some(&value) {
            fill(app, &name, &value);
        }
    }
    for (name, value) in &fact.data.0 {
        fill(app, name, value);
    }
    key(app, Key::Ctrl('s'));
    assert!(app.dialogs.is_empty(), "{story}: the lead is not taken: {}", said(app));
}

/// Opens the form of a kind of fact: a note by its key, else the step among all steps.
fn open(app: &mut App, at: &str, fact: &Fact) {
    typed(app, "2");
    if fact.kind == Kind::NoteAdded {
        return typed(app, "n");
    }
    typed(app, "o");
    let Some(Dialog::Picker(picker)) = app.dialogs.last() else { panic!("{at}: no steps: {}", said(app)) };
    let case = app.case.as_ref().unwrap();
    let mine = case.derived.next.all().filter(|(_, step)| step.step.fact == fact.kind);
    let mine = mine.filter(|(_, step)| step.party.is_none() || fact.party().is_none() || step.party.as_deref() == fact.party());
    let step = mine.min_by_key(|(group, step)| (step.missing.len(), *group)).map(|(_, step)| step.clone());
    let step = step.unwrap_or_else(|| {
        let steps: Vec<&str> = picker.items.iter().map(|(line, _)| line.text.as_str()).collect();
        panic!("{at}: {} is no step: {steps:#?}", fact.kind.name())
    });
    // By its name, as the officer reads it; then down to it.
    typed(app, words::label(app.lang, &step.step.label));
    let Some(Dialog::Picker(picker)) = app.dialogs.last() else { panic!() };
    let wanted = Choice::Step(step.step.id.to_string(), step.party.clone());
    let place = picker.shown().iter().position(|(_, choice)| *choice == wanted);
    let place = place.unwrap_or_else(|| panic!("{at}: {} is not found by its name", fact.kind.name()));
    (0..place).for_each(|_| key(app, Key::Down));
    key(app, Key::Enter);
}

fn record(app: &mut App, at: &str, fact: &Fact) {
    app.desk.today = app.desk.today.max(fact.on);
    app.desk.officer = if fact.by.is_empty() { OFFICER.to_owned() } else { fact.by.clone() };
    open(app, at, fact);
    assert!(app.form().is_some(), "{at}: no form of {}: {}", fact.kind.name(), said(app));
    fill(app, "on", &Value::from(fact.on.to_string()));
    // From the top down: what is chosen above shows what is asked below.
    let form = app.form().unwrap();
    let mut values: Vec<(String, Value)> = fact.data.0.clone().into_iter().collect();
    values.sort_by_key(|(name, _)| form.fields.iter().position(|field| field.key == name));
    for (name, value) in &values {
        fill(app, name, value);
    }
    key(app, Key::Ctrl('s'));
    // What is done otherwise than in principle asks who decided, and why.
    if app.form().is_some_and(|form| form.fields.iter().any(|field| field.key == "by_role")) {
        let why = app.form().unwrap().refusal.join(" ");
        panic!("{at}: {} asks for a reason: {why}", fact.kind.name());
    }
    let left = app.form().map(|form| (form.title.clone(), form.issues.clone(), form.refusal.clone()));
    assert!(app.dialogs.is_empty(), "{at}: {} is not taken: {left:?}", fact.kind.name());
    let tone = app.status.as_ref().map(|(tone, _)| *tone);
    assert_eq!(tone, Some(Tone::Done), "{at}: {}", said(app));
    let last = app.case.as_ref().unwrap().stored.docket.facts.last().unwrap();
    assert_eq!((last.kind, last.on), (fact.kind, fact.on), "{at}");
    for (name, value) in &fact.data.0 {
        assert_eq!(last.data.get(name), Some(value), "{at}: {} {name}", fact.kind.name());
    }
}

/// What the desk says on a day is what the story expects, and it stands on the screen.
fn look(app: &mut App, at: &str, expect: &Node) {
    let today = expect.get("today").and_then(Node::day).unwrap();
    let before = app.desk.today;
    app.desk.today = today;
    key(app, Key::F(5));
    typed(app, "2");
    let case = app.case.as_ref().unwrap();
    judge(at, &case.derived, expect);
    judge_variant(at, &case.stored.docket, &case.derived, expect);
    let rows = screen(app, 200, 150).join("\n");
    let shown = |what: &str| assert!(rows.contains(what), "{at}: the screen lacks {what}:\n{rows}");
    shown(words::stage(app.lang, case.derived.stage.unwrap()));
    for wanted in expect.get("deadline").and_then(Node::list).unwrap_or_default() {
        if let Some(due) = wanted.get("due").and_then(Node::day) {
            shown(&due.to_string());
        }
    }
    for group in ["must", "may", "blocked"] {
        for fact in expect.get(group).and_then(Node::list).unwrap_or_default().iter().filter_map(Node::text) {
            let (_, step) = case.derived.next.all().find(|(_, step)| step.step.fact.name() == fact).unwrap();
            shown(words::label(app.lang, &step.step.label));
        }
    }
    app.desk.today = before.max(today);
}

fn life(name: &str, lang: Lang) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/law/stories/{name}.toml"));
    let whole = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let all = file::parse(name, &whole).unwrap().docket;
    let first = all.facts.first().unwrap();
    let library = Arc::new(Library::built_in().clone());
    let store = Store::in_memory().unwrap();
    let mut desk = Desk::new(store, library, Calendar::built_in(), first.on, OFFICER, || 1_795_600_000, None).unwrap();
    desk.set_up("inner-mongolia", "某市").unwrap();
    let mut app = App::new(desk, lang, true);
    new_lead(&mut app, name, &all.attributes, first);
    let (mut done, mut looks, mut line) = (1, 0, 0);
    while line < lines.len() {
        let from = line;
        while line < lines.len() && lines[line].starts_with("#:") && (line == from || !lines[line].starts_with("#: today")) {
            line += 1;
        }
        if line == from {
            line += 1;
            continue;
        }
        let at = format!("{name}:{} ({lang:?})", from + 1);
        let facts = file::parse(name, &lines[..from].join("\n")).unwrap().docket.facts;
        for fact in &facts[done..] {
            record(&mut app, &at, fact);
        }
        done = facts.len();
        let told: String = lines[from..line].iter().map(|line| format!("{}\n", line.trim_start_matches("#:"))).collect();
        let expect = Source { name: &at, text: &told }.parse().unwrap();
        look(&mut app, &at, &expect);
        looks += 1;
    }
    assert!(done == all.facts.len() && looks >= 6, "{name}: {done} facts, {looks} looks");
}

macro_rules! lives {
    ($($test:ident: $name:literal, $lang:expr;)*) => { $(#[test] fn $test() { life($name, $lang); })* };
}

lives! {
    a_plain_agreement_that_is_confirmed: "straight", Lang::Zh;
    two_parties_one_agrees_and_one_is_sued: "two-parties-one-agrees-one-is-sued", Lang::Zh;
    a_restoration_that_fails_its_evaluation_twice: "evaluation-fails-twice", Lang::En;
    an_unconfirmed_agreement_that_is_broken: "breach-unconfirmed-then-suit", Lang::Zh;
    restoration_before_the_agreement: "restored-before-the-agreement", Lang::En;
    a_termination_during_the_negotiation: "terminated-in-the-negotiation", Lang::Zh;
    a_refused_confirmation_renegotiated_and_sued: "refused-renegotiated-sued", Lang::Zh;
    labour_days: "labour-days", Lang::En;
}
