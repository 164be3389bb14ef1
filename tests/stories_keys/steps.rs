//! Every line of what is asked or possible: it names its article, and Enter on it, or its key, opens the form of its fact
//! with what is known filled in.

use crate::common::keys::said;
use crate::first_time;
use crate::hands::{key, on_line, step_target, typed};
use sunpei::docket::Kind;
use sunpei::law::Label;
use sunpei::text::law as words;
use sunpei::tui::App;
use sunpei::tui::app::Dialog;
use sunpei::tui::app::entry::Entry;
use sunpei::tui::key::Key;

/// The kind of fact that the form on top records.
fn recorded(app: &App) -> Option<Kind> {
    match app.dialogs.last() {
        Some(Dialog::Form(_, Entry::Fact { kind, .. } | Entry::Paper { kind, .. })) => Some(*kind),
        _ => None,
    }
}

/// Opens the form of every line that stands in what must and may be done.
pub fn open_all(app: &mut App, at: &str) {
    let case = app.case.as_ref().unwrap();
    let stage = case.derived.stage;
    let steps: Vec<_> = case.derived.next.must.iter().chain(&case.derived.next.may).cloned().collect();
    let keys: Vec<(String, Kind)> = steps
        .iter()
        .map(|step| {
            let target = step_target(&step.step.id, step.party.as_deref());
            let line = app.case_lines.lines.iter().find(|line| format!("{:?}", line.target) == target);
            let line = line.map(|line| line.text.clone()).unwrap_or_default();
            (shown_key(app, &line, &step.step.label), step.step.fact)
        })
        .collect();
    for step in steps {
        let (id, kind, party) = (step.step.id.to_string(), step.step.fact, step.party.as_deref());
        if !first_time(format!("open {stage:?} {id} {party:?}")) {
            continue;
        }
        let at = format!("{at} {id}");
        on_line(app, &at, &id, party);
        let line = app.case_lines.lines[app.case_lines.at].text.clone();
        let cites = words::cites_or_silence(app.lang, &app.desk.library, &step.step.cites);
        assert!(line.contains(&cites) && !cites.is_empty(), "{at}: no article: {line}");
        key(app, Key::Enter);
        // What is asked and lacks something first: what that is, to read.
        if !step.missing.is_empty() && !matches!(app.dialogs.last(), Some(Dialog::Form(..))) {
            assert!(matches!(app.dialogs.last(), Some(Dialog::Reader(_))), "{at}: {}", said(app));
            key(app, Key::Esc);
            continue;
        }
        assert_eq!(recorded(app), Some(kind), "{at}: Enter opens another form: {}", said(app));
        if let (Some(party), Some(form)) = (party, app.form()) {
            let field = form.fields.iter().position(|field| field.key == "party");
            assert_eq!(field.map(|field| form.typed[field].as_str()), Some(party), "{at}: whose?");
        }
        key(app, Key::Esc);
        assert!(app.dialogs.is_empty(), "{at}: more than one form was open");
        // The key stands before the words; without one Enter is the key. One that goes on through several steps opens one
        // of those that show it.
        let shown = shown_key(app, &line, &step.step.label);
        if !shown.is_empty() {
            let showing: Vec<Kind> = keys.iter().filter(|(key, _)| *key == shown).map(|(_, kind)| *kind).collect();
            typed(app, &shown);
            let opened = recorded(app);
            assert!(opened.is_some_and(|kind| showing.contains(&kind)), "{at}: {shown} opens {opened:?}: {}", said(app));
            key(app, Key::Esc);
        }
    }
}

/// The key that a line of a step begins with, if any.
fn shown_key(app: &App, line: &str, label: &Label) -> String {
    line.split(words::label(app.lang, label)).next().unwrap_or_default().trim().to_owned()
}
