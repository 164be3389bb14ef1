//! Keys without sense over every section of a case: nothing panics, whatever is written hangs together, and what is kept
//! beside the facts is what they say.

use sunpei::docket::Kind;
use sunpei::text::Lang;
use sunpei::tui::app::Pane;
use sunpei::tui::key::Key;
use sunpei::tui::{App, screen};

/// Numbers that are the same each time (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

const NAMED: [Key; 22] = [
    Key::Enter,
    Key::Esc,
    Key::Tab,
    Key::BackTab,
    Key::Up,
    Key::Down,
    Key::Left,
    Key::Right,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::Backspace,
    Key::Delete,
    Key::Ctrl('s'),
    Key::Ctrl('t'),
    Key::Ctrl('u'),
    Key::Ctrl('r'),
    Key::Ctrl('y'),
    Key::F(2),
    Key::F(6),
    Key::Enter,
];
const TYPED: [&str; 10] = ["渗坑", "12.5万元", "2026-11-20", "+1", "-3", "1", "2", "a、b", "2026-02-30", "\u{202e}‍e\u{301}"];
const SIZES: [(u16, u16); 6] = [(80, 24), (120, 36), (20, 5), (1, 1), (40, 10), (300, 80)];

/// Presses so many keys; the folder takes what is saved.
fn mash(seed: u64, keys: usize) {
    let mut desk = crate::common::desk::desk("2026-11-25");
    let names = ["two-parties-one-agrees-one-is-sued", "instalments-with-guarantee", "straight", "labour-days"];
    let mut ids = Vec::new();
    for name in names.into_iter().filter(|name| crate::common::files::beside(&format!("law/stories/{name}.toml")).is_file()) {
        let docket = crate::common::files::story(name);
        ids.push(desk.new_lead(docket.attributes, crate::common::desk::fresh(docket.facts)).unwrap().dockets[0]);
    }
    let mut dice = Dice(seed);
    let mut app = App::new(desk, if seed.is_multiple_of(2) { Lang::En } else { Lang::Zh }, true);
    for n in 0..keys {
        if n.is_multiple_of(97) {
            app.show(ids[dice.throw(ids.len())]);
            (app.focus, app.full) = (Pane::Case, true);
        }
        match dice.throw(12) {
            0..=5 => app.key(Key::Char(char::from(u8::try_from(32 + dice.throw(95)).unwrap()))),
            6..=8 => app.key(NAMED[dice.throw(NAMED.len())]),
            9 => app.paste(TYPED[dice.throw(TYPED.len())]),
            10 => app.key(Key::Char(']')),
            _ => app.key(Key::Char('j')),
        }
        // What leaves the desk, or takes in what lies in the folder of the tests, is none of this.
        app.quit = false;
        let saves = |app: &App| {
            let place = |key: &str| app.form().is_some_and(|form| form.fields.iter().any(|field| field.key == key));
            place("path_of") || place("scan") || app.intake.is_some() || app.has_work()
        };
        if saves(&app) {
            app.dialogs.clear();
            app.intake = None;
            app.work(&mut |_, _| false);
        }
        if n.is_multiple_of(5) {
            let (width, height) = SIZES[dice.throw(SIZES.len())];
            screen(&app, width, height);
        }
    }
    assert!(app.desk.store.verify().unwrap().is_ok(), "seed {seed}");
    for id in ids {
        let stored = app.desk.docket(id).unwrap().unwrap();
        // A fact that takes back names one that is there; nothing says that something happened without a day.
        for fact in stored.docket.facts.iter().filter(|fact| fact.kind == Kind::FactWithdrawn) {
            assert!(stored.docket.facts.iter().any(|known| Some(known.id) == fact.withdraws), "seed {seed}: {fact:?}");
        }
    }
    let before = app.desk.store.dump_derived().unwrap();
    app.desk.rebuild(&mut |_| true).unwrap();
    assert_eq!(app.desk.store.dump_derived().unwrap(), before, "seed {seed}");
}

#[test]
fn keys_without_sense_break_nothing() {
    // What is saved by chance goes with the folder.
    let folder = tempfile::tempdir().unwrap();
    std::env::set_current_dir(folder.path()).unwrap();
    for seed in [3, 8] {
        mash(seed, 1_200);
    }
}
