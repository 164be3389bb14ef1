//! Every line of what is asked or possible: it names its article, and Enter on it, or its key, opens the form of its fact
//! with what is known filled in.

use crate::first_time;
use crate::hands::{key, on_line, said, typed};
use std::collections::BTreeMap;
use sunpei::docket::Kind;
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
    typed(app, "2");
    let case = app.case.as_ref().unwrap();
    let stage = case.derived.stage;
    let steps: Vec<_> = case.derived.next.must.iter().chain(&case.derived.next.may).cloned().collect();
    let mut keyed: BTreeMap<String, Vec<(Kind, Kind)>> = BTreeMap::new();
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
        // The key stands before the words; without one Enter is the key.
        let label = words::label(app.lang, &step.step.label);
        let shown = line.split(label).next().unwrap_or_default().trim();
        if !shown.is_empty() {
            typed(app, shown);
            let opened = recorded(app).unwrap_or_else(|| panic!("{at}: {shown} opens no form: {}", said(app)));
            keyed.entry(shown.to_owned()).or_default().push((kind, opened));
            key(app, Key::Esc);
        }
    }
    // A key that goes on through several steps opens one of those that show it.
    for (shown, kinds) in keyed {
        let all = kinds.iter().all(|(_, opened)| kinds.iter().any(|(kind, _)| kind == opened));
        assert!(all, "{at}: {shown} opens {kinds:?}");
    }
}
