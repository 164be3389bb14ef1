//! Keys in, screen out.

use super::desk::{desk, fresh};
use sunpei::docket::Docket;
use sunpei::ops::Desk;
use sunpei::text::Lang;
use sunpei::tui::app::{Pane, Tone};
use sunpei::tui::key::Key;
use sunpei::tui::{App, screen, width};

/// The two windows in which everything has to work.
pub const SIZES: [(u16, u16); 2] = [(120, 36), (80, 24)];

/// Both languages.
pub const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

/// Presses the keys of a script (`j Enter "text" C-s`).
pub fn press(app: &mut App, script: &str) {
    for key in Key::script(script) {
        app.key(key);
    }
}

/// Presses keys, and after each waits for the work that it began.
pub fn press_and_wait(app: &mut App, script: &str) {
    for key in Key::script(script) {
        app.key(key);
        while app.has_work() {
            app.work(&mut |_, _| true);
        }
    }
}

/// Goes to a field of the open form and presses keys in it.
pub fn field(app: &mut App, key: &str, script: &str) {
    for _ in 0..40 {
        let form = app.form().unwrap_or_else(|| panic!("no form for {key}: {:?}", app.status));
        if form.fields[form.at].key == key {
            return press(app, script);
        }
        press(app, "Tab");
    }
    panic!("no field {key}");
}

/// The screen at a size as one text; no row is wider than the screen.
pub fn text(app: &App, (columns, rows): (u16, u16)) -> String {
    let lines = screen(app, columns, rows);
    assert!(lines.iter().all(|line| width::cells(line) <= usize::from(columns)), "too wide");
    lines.join("\n")
}

/// Each of these words stands on the screen, at both sizes.
#[track_caller]
pub fn shows(app: &App, words: &[&str]) {
    shows_at(app, &SIZES, words);
}

/// Each of these words stands on the screen, at some sizes.
#[track_caller]
pub fn shows_at(app: &App, sizes: &[(u16, u16)], words: &[&str]) {
    for size in sizes {
        let text = text(app, *size);
        for word in words {
            assert!(text.contains(word), "{size:?} lacks {word}:\n{text}");
        }
    }
}

/// None of these words stands on the screen, at either size.
#[track_caller]
pub fn lacks(app: &App, words: &[&str]) {
    for size in SIZES {
        let text = text(app, size);
        for word in words {
            assert!(!text.contains(word), "{size:?} has {word}:\n{text}");
        }
    }
}

/// However small or large the window, it is drawn.
pub fn any_size(app: &App) {
    for (columns, rows) in [(1, 1), (20, 5), (23, 7), (40, 10), (40, 12), (300, 80), (300, 90)] {
        screen(app, columns, rows);
    }
}

/// What the last line says.
pub fn said(app: &App) -> String {
    app.status.clone().map(|(_, said)| said).unwrap_or_default()
}

/// The form is sent and taken.
#[track_caller]
pub fn saved(app: &App) {
    assert!(app.form().is_none(), "{:?} {:?}", app.status, app.form().map(|form| (&form.refusal, &form.issues)));
    assert_eq!(app.status.as_ref().map(|(tone, _)| *tone), Some(Tone::Done), "{:?}", app.status);
}

/// It is refused, on the last line or in the form, with these words.
#[track_caller]
pub fn refused(app: &App, words: &[&str]) {
    let all = format!("{} {}", said(app), app.form().map(|form| form.refusal.join(" ")).unwrap_or_default());
    assert!(words.iter().all(|word| all.contains(word)), "{words:?} in {all}");
}

/// The case pane over the whole screen, on one docket.
pub fn on_case(desk: Desk, id: i64, lang: Lang) -> App {
    let mut app = App::new(desk, lang, true);
    app.show(id);
    (app.focus, app.full) = (Pane::Case, true);
    app
}

/// The case pane over the whole screen, on a docket that a desk in memory holds alone.
pub fn at(lang: Lang, docket: Docket, today: &str) -> App {
    let mut desk = desk(today);
    let id = desk.new_lead(docket.attributes, fresh(docket.facts)).unwrap().dockets[0];
    on_case(desk, id, lang)
}

/// The form of a step of the shown docket, by its name.
#[track_caller]
pub fn step(app: &mut App, zh: &'static str, en: &'static str) {
    let name = app.lang.pick(zh, en);
    press(app, &format!("o \"{name}\" Enter"));
    assert!(app.form().is_some(), "{name}: {:?}", app.status);
}
