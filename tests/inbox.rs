//! The list of leads by keys: the palette, columns and their order, views, the filter line, and what others write meanwhile.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::items_after_statements)] // a test may fail loudly

use std::sync::Arc;
use sunpei::law::Library;
use sunpei::law::calendar::Calendar;
use sunpei::ops::Desk;
use sunpei::papers::ledger::{self, ReadOptions};
use sunpei::store::Store;
use sunpei::text::Lang;
use sunpei::tui::key::Key;
use sunpei::tui::{App, screen};

const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (60, 20)];

fn on(store: Store) -> Desk {
    let library = Arc::new(Library::built_in().clone());
    let today = "2026-11-22".parse().unwrap();
    let mut desk = Desk::new(store, library, Calendar::built_in(), today, "王芳", || 1_795_600_000, None).unwrap();
    desk.set_up("inner-mongolia", "某市").unwrap();
    desk
}

/// A desk with the ledger of two hundred leads.
fn with_ledger(lang: Lang) -> App {
    let mut desk = on(Store::in_memory().unwrap());
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledgers/leads-200.xlsx");
    let import = ledger::take(&path, &ReadOptions::new(desk.today), &mut |_| true).unwrap();
    desk.import(&import, "leads-200.xlsx", &mut |_| true).unwrap();
    App::new(desk, lang, true)
}

fn press(app: &mut App, script: &str) {
    for key in Key::script(script) {
        app.key(key);
    }
}

/// The screen at a size as one text; no row is wider than the screen.
fn text(app: &App, (width, height): (u16, u16)) -> String {
    let rows = screen(app, width, height);
    assert!(rows.iter().all(|row| sunpei::tui::width::cells(row) <= usize::from(width)), "too wide");
    rows.join("\n")
}

fn shows(app: &App, words: &[&str]) {
    for size in SIZES {
        let text = text(app, size);
        for word in words {
            assert!(text.contains(word), "{size:?} lacks {word}:\n{text}");
        }
    }
}

#[test]
fn the_palette_passes_on_what_is_typed_after_a_command() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = with_ledger(lang);
        press(&mut app, ": \"filter 红山\"");
        shows(&app, &["filter 红山", lang.pick("filter [条件]", "filter [WHAT]")]);
        press(&mut app, "Enter");
        assert!(app.dialogs.is_empty() && app.leads.text == "红山", "{:?}", app.leads.text);
        assert!(!app.leads.rows.is_empty() && app.leads.rows.len() < 200);
        // In either language, by initials, with an input method on.
        for typed in ["查找 松山", "cz 松山", "find 松山", "ｆｉｌｔｅｒ　松山"] {
            press(&mut app, &format!("Esc ： \"{typed}\" Enter"));
            assert_eq!(app.leads.text, "松山", "{typed}");
        }
        press(&mut app, "Esc : \"cx\" Enter");
        assert!(app.leads.rows.is_empty(), "the import is undone: {:?}", app.status);
    }
}

#[test]
fn the_palette_says_what_cannot_be_done_now_and_why() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = with_ledger(lang);
        // A lead that nobody has checked cannot be filed: the article stands beside it, and its words one key away.
        press(&mut app, ": \"case.file\"");
        let wide = text(&app, (120, 36));
        assert!(wide.contains("×") && wide.contains("规定14条"), "{wide}");
        press(&mut app, "F2");
        shows(&app, &["及时立案启动", "规定14条"]);
        press(&mut app, "Esc Esc : \"lead.check\"");
        assert!(!text(&app, (120, 36)).contains('×'));
        // Chosen all the same, it is refused in words.
        press(&mut app, "Esc : \"case.file\" Enter");
        assert!(app.form().is_none());
        let (_, said) = app.status.clone().unwrap();
        assert!(said.contains(lang.pick("不能办", "refused")) && said.contains("规定14条"), "{said}");
    }
    let mut app = with_ledger(Lang::Zh);
    press(&mut app, ": \"redo\"");
    shows(&app, &["× 没有可恢复"]);
}
