//! The case pane: its sections, what is corrected where it is seen, the table of damage and money; keys in, screen out, in
//! both languages and sizes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may fail loudly

use std::path::Path;
use std::sync::Arc;
use sunpei::docket::file;
use sunpei::law::Library;
use sunpei::law::calendar::Calendar;
use sunpei::ops::Desk;
use sunpei::store::Store;
use sunpei::text::Lang;
use sunpei::text::case::Words;
use sunpei::tui::SECTIONS;
use sunpei::tui::app::Pane;
use sunpei::tui::key::Key;
use sunpei::tui::{App, screen};

const SIZES: [(u16, u16); 2] = [(120, 36), (80, 24)];
const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

fn desk(today: &str) -> Desk {
    let library = Arc::new(Library::built_in().clone());
    let store = Store::in_memory().unwrap();
    let today = today.parse().unwrap();
    let mut desk = Desk::new(store, library, Calendar::built_in(), today, "王芳", || 1_795_600_000, None).unwrap();
    desk.set_up("inner-mongolia", "某市").unwrap();
    desk
}

/// The desk on the docket of a file, in the case pane.
fn app(lang: Lang, today: &str, text: &str) -> App {
    let mut desk = desk(today);
    let docket = file::parse("case.toml", text).unwrap().docket;
    desk.new_lead(docket.attributes, docket.facts).unwrap();
    let mut app = App::new(desk, lang, true);
    app.show(1);
    (app.focus, app.full) = (Pane::Case, true);
    app
}

fn story(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/law/stories").join(name)).unwrap()
}

fn press(app: &mut App, script: &str) {
    for key in Key::script(script) {
        app.key(key);
    }
}

/// The picture in every size: no row wider than the screen, and these words on each.
fn shows(app: &App, words: &[&str]) {
    for (width, height) in SIZES {
        let rows = screen(app, width, height);
        assert!(rows.iter().all(|row| sunpei::tui::width::cells(row) <= usize::from(width)), "too wide");
        let text = rows.join("\n");
        for word in words {
            assert!(text.contains(word), "{width}x{height} lacks {word}:\n{text}");
        }
    }
}

#[test]
fn every_section_is_reached_by_brackets_and_by_its_name() {
    for lang in LANGS {
        let say = Words::of(lang);
        let mut app = app(lang, "2026-11-22", &story("instalments-with-guarantee.toml"));
        for (at, section) in SECTIONS.iter().enumerate() {
            let place = format!("{} {}/{}", (section.name)(say), at + 1, SECTIONS.len());
            shows(&app, &[&place]);
            press(&mut app, "]");
        }
        // The last one stays; back over all of them to the first.
        shows(&app, &[&format!("{0}/{0}", SECTIONS.len())]);
        press(&mut app, &"[ ".repeat(SECTIONS.len()));
        shows(&app, &[&format!("{} 1/", say.overview)]);
        press(&mut app, &format!("/ \"{}\" Enter", say.timeline));
        shows(&app, &[&format!("{} 14/", say.timeline)]);
        press(&mut app, &format!(": \"section {}\" Enter", say.funds));
        shows(&app, &[&format!("{} 10/", say.funds)]);
    }
}

#[test]
fn an_empty_desk_has_a_case_pane_that_says_so() {
    for lang in LANGS {
        let mut app = App::new(desk("2026-11-22"), lang, true);
        press(&mut app, "2 ] [ / Esc X Enter");
        shows(&app, &[lang.pick("未选案件", "no case selected")]);
    }
}
