//! Forms: what is refused says so where it is read, the caret stays, long text and labels are read whole, one key begins anew;
//! and the papers of a case with their places and files.

use crate::common::desk::{act, day, desk_on, put};
use crate::common::files::until;
use crate::common::keys::{LANGS, field, lacks, press, said, saved, shows, text};
use sunpei::docket::{Fact, Kind};
use sunpei::ops::Desk;
use sunpei::store::Store;
use sunpei::text::Lang;
use sunpei::tui::App;
use sunpei::tui::app::{Dialog, Pane};
use tempfile::TempDir;

/// A desk on a case of a story before a fact of a kind, in a folder.
fn desk(folder: &TempDir, end: Kind) -> (Desk, i64) {
    let mut desk = desk_on(Store::open(&folder.path().join("x.db")).unwrap(), "王芳", "2026-05-08");
    let id = put(&mut desk, until("straight", end));
    (desk, id)
}

fn shown(desk: Desk, id: i64, lang: Lang) -> App {
    crate::common::keys::on_case(desk, id, lang)
}

/// In the case pane on a case of a story before a fact of a kind.
fn app(folder: &TempDir, end: Kind, lang: Lang) -> App {
    let (desk, id) = desk(folder, end);
    shown(desk, id, lang)
}

fn typed(app: &App, key: &str) -> String {
    let form = app.form().unwrap();
    form.content()[form.fields.iter().position(|field| field.key == key).unwrap()].clone()
}

fn last(app: &App) -> Fact {
    let id = app.case.as_ref().unwrap().stored.docket.id;
    app.desk.docket(id).unwrap().unwrap().docket.facts.last().unwrap().clone()
}

#[test]
fn a_number_of_pages_is_one_at_least() {
    for lang in LANGS {
        let folder = TempDir::new().unwrap();
        let mut app = app(&folder, Kind::MeetingHeld, lang);
        press(&mut app, "p");
        field(&mut app, "kept_at", "\"档案室\"");
        field(&mut app, "pages", "\"-3\" C-s");
        shows(&app, &[lang.pick("不能是负数", "not below zero")]);
        press(&mut app, "C-u 0 C-s");
        shows(&app, &[lang.pick("至少为 1", "at least 1")]);
        press(&mut app, "C-u 3 C-s");
        saved(&app);
        assert_eq!(last(&app).data.int("pages"), Some(3));
    }
}

#[test]
fn a_paper_received_before_it_was_written_is_asked_about_once() {
    for lang in LANGS {
        let folder = TempDir::new().unwrap();
        let mut app = app(&folder, Kind::MeetingHeld, lang);
        press(&mut app, "p");
        field(&mut app, "kept_at", "\"档案室\"");
        field(&mut app, "received_on", "\"2025-01-01\" C-s");
        assert!(app.form().is_some(), "{:?}", app.status);
        shows(&app, &["2025-01-01", lang.pick("早于文书日期 2026-05-08", "before the paper's day 2026-05-08")]);
        press(&mut app, "C-s");
        saved(&app);
        // Received on its day or later, nothing is asked.
        press(&mut app, "p");
        field(&mut app, "kept_at", "\"档案室\"");
        field(&mut app, "dated", "\"2026-05-05\"");
        field(&mut app, "received_on", "\"2026-05-06\" C-s");
        saved(&app);
    }
}

#[test]
fn a_wrong_path_is_said_in_the_officers_language_with_what_to_do() {
    for lang in LANGS {
        let folder = TempDir::new().unwrap();
        let mut app = app(&folder, Kind::MeetingHeld, lang);
        press(&mut app, "p");
        field(&mut app, "scan", "\"/none/nofile.txt\" C-s");
        shows(&app, &["/none/nofile.txt", lang.pick("请核对路径", "check the path")]);
        lacks(&app, &["os error", "No such file"]);
    }
}

#[test]
fn the_contents_say_where_a_paper_is_kept_beside_its_file_and_mark_the_row_of_a_vanished_one() {
    for lang in LANGS {
        let folder = TempDir::new().unwrap();
        let (mut desk, id) = desk(&folder, Kind::MeetingHeld);
        let scan = folder.path().join("a.txt");
        std::fs::write(&scan, "笔录").unwrap();
        let paper = Fact::new(Kind::PaperFiled, day("2026-04-02")).with("paper", "笔录甲").with("kept_at", "档案室3柜");
        let revision = desk.store.revision(id).unwrap();
        desk.file_paper(id, revision, paper, Some(&scan), &mut |_| true).unwrap();
        let hash = desk.docket(id).unwrap().unwrap().docket.facts.last().unwrap().data.text("file").unwrap().to_owned();
        let kept = desk.store.file(&hash).unwrap();
        let mut app = shown(desk, id, lang);
        let register: Vec<&str> = app.case_lines.lines.iter().map(|line| line.text.as_str()).collect();
        assert!(
            register.iter().any(|line| line.contains("档案室3柜") && line.contains(lang.pick("字节", "bytes"))),
            "{register:?}"
        );
        let row = |app: &mut App| {
            press(app, "O");
            let Some(Dialog::Reader(reader)) = app.dialogs.last() else { panic!("no contents") };
            let page = reader.page.as_ref().unwrap().text();
            press(app, "Esc");
            page.lines().find(|line| line.contains("笔录甲")).unwrap().to_owned()
        };
        let whole = row(&mut app);
        assert!(whole.contains(lang.pick("档案室3柜；电子件", "档案室3柜; file")), "{whole}");
        std::fs::remove_file(kept).unwrap();
        let lost = row(&mut app);
        assert!(lost.contains("档案室3柜") && lost.contains(lang.pick("!文件不见", "!file gone")), "{lost}");
        app.show(id);
        let marked = app.case_lines.lines.iter().filter(|line| line.alarm && line.text.contains("笔录甲")).count();
        assert!(marked >= 2, "in the register and in the contents");
    }
}

#[test]
fn what_is_said_of_a_form_is_what_is_wrong_with_it_now_and_is_read_whole() {
    for lang in LANGS {
        let folder = TempDir::new().unwrap();
        let mut app = app(&folder, Kind::AgreementSigned, lang);
        press(&mut app, &format!("o \"{}\" Enter C-s", lang.pick("认定为重大案件", "mark as a major case")));
        let old = app.form().unwrap_or_else(|| panic!("{:?}", app.status)).refusal.join(" ");
        let old = if old.is_empty() { said(&app) } else { old };
        field(&mut app, "ground", "2");
        field(&mut app, "on", "C-u \"这一天记不清楚了大约是在去年的冬天或者前年的春天吧请再查一查\" C-s");
        assert!(app.form().is_some());
        let why = lang.pick("不是日期（如 2026-5-6、5-6、+3、今天）", "not a day (as 2026-5-6, 5-6, +3, today)");
        shows(&app, &[why]);
        assert!(said(&app).contains(why), "{}", said(&app));
        assert!(!app.form().unwrap().refusal.join(" ").contains(&old), "{old}");
    }
}

#[test]
fn after_a_refusal_the_caret_stays_behind_what_was_typed() {
    let folder = TempDir::new().unwrap();
    let (mut desk, id) = desk(&folder, Kind::AgreementSigned);
    act(&mut desk, id, Fact::new(Kind::MajorMarked, day("2026-04-20")).with("ground", "emergency").with("paper", "认定书"))
        .unwrap();
    let opened =
        Fact::new(Kind::SupervisionOpened, day("2026-04-21")).with("unit", "厅").with("way", "letter").with("paper", "8号");
    let opened = opened.with("undertaker", "局").with("responsible", "王芳").with("items", serde_json::json!(["basics"]));
    act(&mut desk, id, opened).unwrap();
    let mut app = shown(desk, id, Lang::Zh);
    press(&mut app, "5 r");
    field(&mut app, "progress", "\"尚未进场\"");
    field(&mut app, "pace", "3 C-s");
    field(&mut app, "reason", "\"甲乙\" C-s \"尾\"");
    assert_eq!(typed(&app, "reason"), "甲乙尾");
    // Inside what was typed it stays as well.
    press(&mut app, "Left C-s \"中\"");
    assert_eq!(typed(&app, "reason"), "甲乙中尾");
}

#[test]
fn long_text_without_the_caret_shows_its_lines_and_says_when_there_are_more() {
    let folder = TempDir::new().unwrap();
    let mut app = app(&folder, Kind::MeetingHeld, Lang::Zh);
    press(&mut app, "n");
    field(&mut app, "note", "\"第一行\" Enter \"第二行\"");
    press(&mut app, "Tab");
    shows(&app, &["第一行", "第二行"]);
    lacks(&app, &["第二行…"]);
    field(&mut app, "note", "Enter \"第三行\" Enter \"第四行\"");
    press(&mut app, "Tab");
    shows(&app, &["第二行", "第三行…"]);
    lacks(&app, &["第四行"]);
}

#[test]
fn one_key_begins_a_refused_form_anew_and_brings_it_back() {
    for lang in LANGS {
        let folder = TempDir::new().unwrap();
        let mut app = app(&folder, Kind::MeetingHeld, lang);
        press(&mut app, "p");
        field(&mut app, "kept_at", "\"档案室\"");
        field(&mut app, "pages", "\"x\" C-s");
        shows(&app, &[lang.pick("F6 全部重填", "F6 begins anew")]);
        press(&mut app, "F6");
        assert_eq!((typed(&app, "kept_at"), typed(&app, "pages")), (String::new(), String::new()));
        shows(&app, &[lang.pick("F6 恢复", "F6 brings back")]);
        press(&mut app, "F6");
        assert_eq!((typed(&app, "kept_at"), typed(&app, "pages")), ("档案室".to_owned(), "x".to_owned()));
    }
}

#[test]
fn two_spellings_of_one_amount_are_no_difference() {
    let folder = TempDir::new().unwrap();
    let (mut other, id) = desk(&folder, Kind::CaseClosed);
    let store = Store::open(&folder.path().join("x.db")).unwrap();
    let mut app = shown(desk_on(store, "李明", "2026-05-08"), id, Lang::Zh);
    press(&mut app, "o \"登记缴款\" Enter");
    assert!(app.form().is_some(), "{:?}", app.status);
    field(&mut app, "on", "C-u \"5-7\"");
    field(&mut app, "amount_cents", "\"1000\"");
    let due = Fact::new(Kind::PaymentMade, day("2026-05-07")).with("amount_cents", 100_000).with("note", "首期");
    act(&mut other, id, due).unwrap();
    press(&mut app, "C-s");
    let told = app.form().unwrap().refusal.join("\n");
    assert!(told.contains("首期"), "{told}");
    assert!(!told.contains("1,000") && !told.contains("5-7 ") && !told.contains("2026-05-07 ｜"), "{told}");
}

#[test]
fn a_page_is_saved_under_its_own_title_and_the_number_of_its_case() {
    for lang in LANGS {
        let folder = TempDir::new().unwrap();
        let mut app = app(&folder, Kind::MeetingHeld, lang);
        press(&mut app, "O s");
        shows(&app, &[lang.pick("卷内目录：保存为", "Contents of the dossier: save as")]);
        press(&mut app, "Esc");
        let number = app.case.as_ref().unwrap().number.clone();
        let Some(Dialog::Reader(reader)) = app.dialogs.last() else { panic!() };
        let name = reader.page.as_ref().unwrap().file_stem(app.desk.today);
        assert!(
            name.starts_with("contents-") && name.ends_with("-2026-05-08") && name.len() > "contents-2026-05-08".len(),
            "{name}"
        );
        assert!(number.chars().filter(|c| c.is_alphanumeric()).all(|c| name.contains(c)), "{name} of {number}");
        assert!(name.chars().all(|c| c.is_alphanumeric() || c == '-'), "{name}");
        let odd = sunpei::papers::page::Page { about: "../赤环 损〔2026〕1号/..".into(), ..Default::default() };
        assert_eq!(odd.file_stem(day("2026-05-08")), "proof-赤环-损-2026-1号-2026-05-08");
    }
}

#[test]
fn a_label_that_its_column_cuts_is_read_whole_where_the_caret_is() {
    let folder = TempDir::new().unwrap();
    let mut app = app(&folder, Kind::AgreementSigned, Lang::Zh);
    app.focus = Pane::Case;
    press(&mut app, "o \"签署赔偿协议\" Enter");
    assert!(app.form().is_some(), "{:?}", app.status);
    let whole = "含义务人本应承担的义务";
    field(&mut app, "existing_duties", "");
    assert!(text(&app, (80, 24)).contains(whole), "{}", text(&app, (80, 24)));
    press(&mut app, "Tab");
    assert!(!text(&app, (80, 24)).contains(whole));
}
