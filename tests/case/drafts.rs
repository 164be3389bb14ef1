//! What is typed and not sent outlives the line: found by one key, the caret where it was, and nothing of a colleague is
//! written over by it.

use crate::common::desk::{act, day, desk_on, fact};
use crate::common::keys::{LANGS, field, press, said, shows};
use std::path::{Path, PathBuf};
use sunpei::docket::{Attributes, Fact, Kind};
use sunpei::store::Store;
use sunpei::text::Lang;
use sunpei::tui::App;
use sunpei::tui::app::Pane;

struct House {
    _folder: tempfile::TempDir,
    path: PathBuf,
    id: i64,
}

fn open(path: &Path, officer: &str, lang: Lang) -> App {
    App::new(desk_on(Store::open(path).unwrap(), officer, "2026-11-25"), lang, true)
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let mut desk = desk_on(Store::open(&path).unwrap(), "王芳", "2026-11-25");
        let it = Attributes { title: "渗坑排放废水".into(), number: "26-0009".into(), ..Attributes::default() };
        let facts = vec![fact(Kind::LeadReceived, "2026-11-02"), fact(Kind::NoteAdded, "2026-11-03").with("note", "电话核实")];
        let id = desk.new_lead(it, facts).unwrap().dockets[0];
        Self { _folder: folder, path, id }
    }

    /// Their desk, the docket in the case pane.
    fn app(&self, lang: Lang) -> App {
        let mut app = open(&self.path, "王芳", lang);
        app.show(self.id);
        (app.focus, app.full) = (Pane::Case, true);
        app
    }
}

fn on(app: &mut App, text: &str) {
    let found = app.case_lines.lines.iter().rposition(|line| line.text.contains(text) && line.target.is_some());
    app.case_lines.at = found.unwrap_or_else(|| panic!("no line {text}"));
}

fn content(app: &App, key: &str) -> String {
    let form = app.form().unwrap_or_else(|| panic!("no form: {:?}", app.status));
    form.content()[form.fields.iter().position(|field| field.key == key).unwrap()].clone()
}

/// Each way to break off, and what is found again: the app is simply gone, as when the process is killed.
#[test]
fn every_form_of_a_case_is_offered_again_with_its_caret() {
    let forms: [(&str, &str, &str, &str, &str); 6] = [
        // The keys that open it, the field, what is typed, the keys that leave the caret inside it, what it reads in the end.
        ("n", "note", "第一行 Enter 第二行", "Up Home", "乙第一行\n第二行"),
        ("E", "note", "End 两处", "Left", "电话核实两乙处"),
        ("W", "why", "重复记录", "Left Left", "重复乙记录"),
        ("p", "kept_at", "三楼档案柜", "Home", "乙三楼档案柜"),
        ("g E", "title", "一案", "Left", "渗坑排放废水一乙案"),
        ("N", "title", "红山区某厂", "Left", "红山区某乙厂"),
    ];
    for lang in LANGS {
        for (keys, key, typed, back, then) in forms {
            let house = House::new();
            let mut app = house.app(lang);
            on(&mut app, "电话核实");
            press(&mut app, keys);
            let script: Vec<String> =
                typed.split(' ').map(|word| if word.is_ascii() { word.to_owned() } else { format!("\"{word}\"") }).collect();
            field(&mut app, key, &script.join(" "));
            press(&mut app, back);
            drop(app);
            let mut app = open(&house.path, "王芳", lang);
            let told = said(&app);
            assert!(told.contains("F6"), "{keys}: {told}");
            press(&mut app, "F6");
            shows(&app, &[lang.pick("F6 全部重填", "F6 begins anew")]);
            press(&mut app, "\"乙\"");
            assert_eq!(content(&app, key), then, "{keys}");
            // Another officer is offered nothing of it.
            assert!(!said(&open(&house.path, "李明", lang)).contains("F6"));
            // Begun anew, nothing of it is left.
            press(&mut app, "F6 Esc");
            assert!(!said(&open(&house.path, "王芳", lang)).contains("F6"), "{keys}");
        }
    }
}

#[test]
fn a_pasted_text_is_kept_whole() {
    let house = House::new();
    let mut app = house.app(Lang::Zh);
    press(&mut app, "n");
    field(&mut app, "note", "");
    let text: Vec<String> = (1..=200).map(|n| format!("第{n}行：渗坑位于河道东侧，排放废水")).collect();
    app.paste(&text.join("\r\n"));
    drop(app);
    let mut app = open(&house.path, "王芳", Lang::Zh);
    press(&mut app, "F6");
    assert_eq!(content(&app, "note"), text.join("\n"));
    shows(&app, &["第200行"]);
}

#[test]
fn several_are_listed_and_one_is_chosen() {
    for lang in LANGS {
        let house = House::new();
        let mut app = house.app(lang);
        press(&mut app, "F6");
        assert!(said(&app).contains(lang.pick("没有未填完", "nothing is left")));
        press(&mut app, "n");
        field(&mut app, "note", "\"半句话\" Esc");
        on(&mut app, "电话核实");
        press(&mut app, "E");
        field(&mut app, "note", "End \"两处\" Esc F6");
        shows(&app, &["26-0009", lang.pick("更正：备注", "putting right: note")]);
        let line = lang.pick("更正", "putting");
        press(&mut app, &format!("\"{line}\" Enter"));
        assert_eq!(content(&app, "note"), "电话核实两处");
    }
}

/// A colleague wrote to the docket while the form lay aside: what was left alone follows, what was typed stays.
#[test]
fn a_draft_writes_over_nothing_that_came_since() {
    let house = House::new();
    let mut app = house.app(Lang::Zh);
    press(&mut app, "g E");
    field(&mut app, "place", "C-u \"林西县\"");
    press(&mut app, "Esc");
    drop(app);
    let mut other = desk_on(Store::open(&house.path).unwrap(), "李明", "2026-11-25");
    let mut amend = Fact::new(Kind::DocketAmended, day("2026-11-25"));
    amend.data.set("attributes", serde_json::json!({ "title": "红山化工渗坑案" }));
    act(&mut other, house.id, amend).unwrap();
    let mut app = open(&house.path, "王芳", Lang::Zh);
    press(&mut app, "F6");
    assert_eq!((content(&app, "title").as_str(), content(&app, "place").as_str()), ("红山化工渗坑案", "林西县"));
    press(&mut app, "C-s");
    let stored = other.docket(house.id).unwrap().unwrap();
    let it = stored.docket.state().attributes.into_owned();
    assert_eq!((it.title.as_str(), it.place.as_deref()), ("红山化工渗坑案", Some("林西县")), "{:?}", app.status);
    assert!(!said(&open(&house.path, "王芳", Lang::Zh)).contains("F6"), "sent, it is a draft no more");
}
