//! Papers: files kept by their content, the register of a docket, and what the doctor says about them.

use crate::common::desk::{OFFICER, desk_on, fact};
use crate::common::keys::{press, shows};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use sunpei::docket::{Attributes, Fact, Kind};
use sunpei::ops::{Desk, register};
use sunpei::store::{FileFault, Store, StoreError};
use sunpei::text::Lang;
use sunpei::tui::key::Key;
use sunpei::tui::{App, screen};
use tempfile::TempDir;

fn scan(folder: &TempDir, name: &str, text: &str) -> std::path::PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    path
}

fn keep(store: &Store, path: &Path) -> sunpei::store::Kept {
    store.keep_file(path, &mut |_| true).unwrap().unwrap()
}

#[test]
fn a_file_is_kept_by_its_content_and_found_by_its_hash() {
    let folder = TempDir::new().unwrap();
    let store = Store::open(&folder.path().join("x.db")).unwrap();
    let first = keep(&store, &scan(&folder, "鉴定意见.pdf", "content"));
    // The digest of the seven letters, as any other program computes it.
    assert_eq!(first.hash, "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73");
    assert_eq!((first.size, first.name.as_str()), (7, "鉴定意见.pdf"));
    let kept = store.file(&first.hash).unwrap();
    assert_eq!(fs::read_to_string(&kept).unwrap(), "content");
    assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(store.files().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
    // The same content under another name is one file.
    assert_eq!(keep(&store, &scan(&folder, "copy.pdf", "content")).hash, first.hash);
    let files = fs::read_dir(kept.parent().unwrap()).unwrap().count();
    assert_eq!(files, 1);
    // Nothing half-written is left.
    let left: Vec<_> = fs::read_dir(store.files().unwrap()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["ed"]);
}

#[test]
fn what_is_no_plain_file_is_refused_and_nothing_is_left_of_it() {
    let folder = TempDir::new().unwrap();
    let store = Store::open(&folder.path().join("x.db")).unwrap();
    let file = scan(&folder, "a.txt", "a");
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&file, &link).unwrap();
    let pipe = folder.path().join("pipe");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0).unwrap();
    for path in [link.as_path(), pipe.as_path(), folder.path(), Path::new("/dev/null")] {
        let refused = store.keep_file(path, &mut |_| true);
        assert!(matches!(refused, Err(StoreError::NotAFile(_))), "{}: {refused:?}", path.display());
    }
    assert!(matches!(store.keep_file(&folder.path().join("none"), &mut |_| true), Err(StoreError::Io { .. })));
    let large = folder.path().join("large");
    fs::File::create(&large).unwrap().set_len(sunpei::store::LARGEST + 1).unwrap();
    assert!(matches!(store.keep_file(&large, &mut |_| true), Err(StoreError::TooLarge(_))));
    // Stopped on the way: nothing is left.
    assert_eq!(store.keep_file(&file, &mut |_| false).unwrap(), None);
    let left = fs::read_dir(store.files().unwrap()).unwrap().count();
    assert_eq!(left, 0);
    // In memory there is no place beside the database.
    assert!(Store::in_memory().unwrap().keep_file(&file, &mut |_| true).is_err());
}

#[test]
fn a_vanished_and_a_changed_file_are_told_apart() {
    let folder = TempDir::new().unwrap();
    let store = Store::open(&folder.path().join("x.db")).unwrap();
    let kept = keep(&store, &scan(&folder, "a.txt", "one"));
    assert_eq!(store.check_file(&kept.hash).unwrap(), None);
    let path = store.file(&kept.hash).unwrap();
    fs::write(&path, "two").unwrap();
    assert_eq!(store.check_file(&kept.hash).unwrap(), Some(FileFault::Changed));
    fs::remove_file(&path).unwrap();
    assert_eq!(store.check_file(&kept.hash).unwrap(), Some(FileFault::Missing));
    // Taken in once more, it is whole again.
    assert_eq!(keep(&store, &scan(&folder, "b.txt", "one")).hash, kept.hash);
    assert_eq!(store.check_file(&kept.hash).unwrap(), None);
    // A name that is no hash leads nowhere, not out of the folder either.
    assert_eq!(store.file("../../x.db"), None);
}

#[test]
fn a_backup_holds_the_files_and_restores_them() {
    let folder = TempDir::new().unwrap();
    let store = Store::open(&folder.path().join("x.db")).unwrap();
    let whole = keep(&store, &scan(&folder, "a.txt", "one"));
    let broken = keep(&store, &scan(&folder, "b.txt", "two"));
    fs::write(store.file(&broken.hash).unwrap(), "2").unwrap();
    let copy = folder.path().join("copy.db");
    store.backup(&copy).unwrap();
    let other = folder.path().join("other.db");
    Store::restore(&copy, &other).unwrap();
    let restored = Store::open(&other).unwrap();
    assert_eq!(fs::read_to_string(restored.file(&whole.hash).unwrap()).unwrap(), "one");
    // Damage does not travel: the changed file is missing there, and said to be.
    assert_eq!(restored.check_file(&broken.hash).unwrap(), Some(FileFault::Missing));
}

fn desk(folder: &TempDir) -> Desk {
    let mut desk = desk_on(Store::open(&folder.path().join("x.db")).unwrap(), OFFICER, "2026-11-22");
    let lead = Attributes { title: "渗坑".into(), ..Attributes::default() };
    let facts = vec![fact(Kind::LeadReceived, "2026-11-22"), fact(Kind::CheckStarted, "2026-11-22")];
    desk.new_lead(lead, facts).unwrap();
    desk
}

#[test]
fn what_a_step_brings_forth_is_named_until_it_is_on_record() {
    let folder = TempDir::new().unwrap();
    let mut desk = desk(&folder);
    let register = |desk: &Desk| {
        let stored = desk.docket(1).unwrap().unwrap();
        register::of(&desk.law_of(&stored), &stored.docket, &[])
    };
    let (papers, absent) = register(&desk);
    assert!(papers.is_empty());
    assert!(absent.iter().any(|one| one.form == "check-record"), "{absent:?}");
    let before = absent.len();
    let file = scan(&folder, "核查记录.txt", "现场有渗坑");
    let fact = Fact::new(Kind::PaperFiled, desk.today).with("form", "check-record").with("dated", "2026-11-21");
    desk.file_paper(1, 1, fact, Some(&file), &mut |_| true).unwrap();
    let (papers, absent) = register(&desk);
    assert_eq!((papers.len(), absent.len()), (1, before - 1));
    assert_eq!((papers[0].dated.to_string(), papers[0].size), ("2026-11-21".to_owned(), 15));
    assert!(desk.broken_files().unwrap().is_empty());
    // Taken back as any act, and brought back: the file stays under its hash.
    desk.undo().unwrap();
    assert_eq!(register(&desk).1.len(), before);
    desk.redo().unwrap();
    let (papers, _) = register(&desk);
    fs::write(desk.store.file(&papers[0].file).unwrap(), "x").unwrap();
    assert_eq!(desk.broken_files().unwrap(), [(1, "核查记录.txt".to_owned(), FileFault::Changed)]);
    // What another officer recorded meanwhile is not written over, and the reading that was stopped left nothing.
    let late = Fact::new(Kind::PaperFiled, desk.today).with("form", "check-record");
    assert!(desk.file_paper(1, 1, late.clone(), None, &mut |_| true).is_err());
    let revision = desk.store.revision(1).unwrap();
    assert!(desk.file_paper(1, revision, late, Some(&scan(&folder, "b.txt", "b")), &mut |_| false).is_err());
    assert_eq!(register(&desk).0.len(), 1);
}

#[test]
fn a_paper_is_taken_in_and_read_on_the_desk() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let folder = TempDir::new().unwrap();
        let mut app = App::new(desk(&folder), lang, true);
        let file = scan(&folder, "record.txt", "现场有渗坑\n\u{1b}[31m第二行");
        press(&mut app, "2 p");
        shows(&app, &[say("材料入卷", "paper filed")]);
        // Nothing said, nothing given: the form stays and says what it wants.
        press(&mut app, "C-s");
        shows(&app, &[say("请给出文件路径", "give the path of a file")]);
        let path = file.display().to_string();
        app.paste(&path);
        press(&mut app, "C-s");
        assert!(app.dialogs.is_empty(), "{:?}", screen(&app, 120, 36));
        press(&mut app, "G");
        shows(&app, &["record.txt"]);
        let at = app.case_lines.lines.iter().position(|line| line.text.contains("record.txt")).unwrap();
        app.case_lines.at = at;
        press(&mut app, "Enter");
        shows(&app, &["现场有渗坑", "␛[31m第二行"]);
        press(&mut app, "Esc");
        // What is not there is refused by name, and the form keeps what was typed.
        press(&mut app, "p");
        app.paste("/none/at/all.pdf");
        press(&mut app, "C-s");
        shows(&app, &["/none/at/all.pdf"]);
        assert_eq!(app.dialogs.len(), 1);
        press(&mut app, "Esc");
        // A kept file that vanished is told when it is opened.
        let kept = app.desk.store.files().unwrap();
        fs::remove_dir_all(kept).unwrap();
        app.case_lines.at = app.case_lines.lines.iter().position(|line| line.text.contains("record.txt")).unwrap();
        press(&mut app, "Enter");
        shows(&app, &[say("文件不见了", "is gone")]);
        // Enter on what is not on record opens its form with the kind filled in.
        app.case_lines.at =
            app.case_lines.lines.iter().position(|line| line.text.contains(say("尚未入卷：", "not on record:"))).unwrap();
        press(&mut app, "Enter");
        assert!(app.form().is_some());
    }
}

#[test]
fn a_paper_kept_elsewhere_is_read_there_and_the_doctor_says_when_it_is_gone() {
    for lang in [Lang::Zh, Lang::En] {
        let folder = TempDir::new().unwrap();
        let mut desk = desk(&folder);
        let file = scan(&folder, "协议.txt", "第一条 修复");
        let fact = Fact::new(Kind::PaperFiled, desk.today)
            .with("form", "agreement")
            .with("paper", "赔偿协议")
            .with("kept_at", file.to_str().unwrap());
        desk.file_paper(1, 1, fact, None, &mut |_| true).unwrap();
        // A shelf is no path: nothing to look at.
        let shelf = Fact::new(Kind::PaperFiled, desk.today).with("paper", "回证").with("kept_at", "三号柜");
        let revision = desk.store.revision(1).unwrap();
        desk.file_paper(1, revision, shelf, None, &mut |_| true).unwrap();
        assert!(desk.broken_files().unwrap().is_empty());
        let mut app = App::new(desk, lang, true);
        press(&mut app, "2");
        let open = |app: &mut App| {
            let at = app.case_lines.lines.iter().position(|line| line.text.contains("赔偿协议")).unwrap();
            press(app, "g");
            (0..at).for_each(|_| press(app, "j"));
            press(app, "Enter");
        };
        open(&mut app);
        shows(&app, &["第一条 修复"]);
        press(&mut app, "Esc");
        fs::remove_file(&file).unwrap();
        assert_eq!(app.desk.broken_files().unwrap(), [(1, "赔偿协议".to_owned(), FileFault::Away)]);
        open(&mut app);
        let said = app.status.clone().unwrap().1;
        assert!(said.contains(lang.pick("不在登记的存放位置", "is not where it is said to be kept")), "{said}");
    }
}

#[test]
fn administrative_material_is_evidence_with_its_file_and_the_kinds_that_may_prove_the_claim_are_listed() {
    for lang in [Lang::Zh, Lang::En] {
        let folder = TempDir::new().unwrap();
        let mut desk = desk(&folder);
        let today = desk.today;
        for fact in [
            Fact::new(Kind::CheckConcluded, today).with("result", "damage"),
            Fact::new(Kind::FilingProposed, today),
            Fact::new(Kind::FilingApproved, today).with("by_role", "李局").with("paper", "1号"),
            Fact::new(Kind::CaseFiled, today).with("number", "赤环损〔2026〕1号"),
        ] {
            let revision = desk.store.revision(1).unwrap();
            let otherwise = sunpei::ops::Override { by: "李局".into(), reason: "测试".into() };
            let name = fact.kind.name();
            desk.record(1, revision, vec![fact], name, Some(&otherwise)).unwrap();
        }
        let file = scan(&folder, "监测报告.txt", "化学需氧量超标");
        let mut app = App::new(desk, lang, true);
        app.show(1);
        press(&mut app, "2 o");
        for c in lang.pick("登记、固定证据", "record evidence").chars() {
            app.key(Key::Char(c));
        }
        press(&mut app, "Enter");
        let form = app.form().unwrap_or_else(|| panic!("{:?}", app.status));
        let keys: Vec<&str> = form.fields.iter().map(|field| field.key).collect();
        assert!(keys.contains(&"scan") && keys.contains(&"form") && !keys.contains(&"size"), "{keys:?}");
        while app.form().unwrap().fields[app.form().unwrap().at].key != "scan" {
            press(&mut app, "Tab");
        }
        for c in file.to_str().unwrap().chars() {
            app.key(Key::Char(c));
        }
        while app.form().unwrap().fields[app.form().unwrap().at].key != "form" {
            press(&mut app, "Tab");
        }
        press(&mut app, "4 C-s");
        let stored = app.desk.docket(1).unwrap().unwrap();
        let last = stored.docket.facts.last().unwrap();
        assert_eq!((last.kind, last.data.text("form")), (Kind::EvidenceRecorded, Some("monitoring-report")), "{:?}", app.status);
        let (papers, _) = register::of(&app.desk.law_of(&stored), &stored.docket, &[]);
        assert!(papers.iter().any(|paper| paper.form == "monitoring-report" && paper.size == 21));
        assert!(app.desk.broken_files().unwrap().is_empty());
        let text = screen(&app, 120, 200).join("\n");
        assert!(
            text.contains(lang.pick("可作索赔证明的材料 1/13 类 · 规定16条", "prove the claim 1/13 kinds · 规定16条")),
            "{text}"
        );
        assert!(text.contains(lang.pick("✓ 检测或者监测报告", "✓ test or monitoring report")), "{text}");
    }
}

/// On the desk with three papers of one docket.
fn with_papers(folder: &TempDir, lang: Lang) -> App {
    let mut desk = desk(folder);
    let day = |text: &str| text.parse().unwrap();
    let paper = |form: &str, name: &str, dated: &str, holder: &str| {
        Fact::new(Kind::PaperFiled, day(dated)).with("form", form).with("paper", name).with("dated", dated).with("holder", holder)
    };
    let facts = vec![
        Fact::new(Kind::LeadReceived, day("2026-02-02")),
        paper("check-record", "现场检查笔录", "2026-02-03", "王芳").with("number", "检1号"),
        paper("check-record", "现场检查笔录", "2026-02-05", "王芳").with("number", "检2号"),
        paper("agreement", "赔偿协议", "2026-02-04", "档案室"),
    ];
    let attributes = sunpei::docket::Attributes { title: "渗坑".into(), ..Default::default() };
    let id = desk.new_lead(attributes, facts).unwrap().dockets[0];
    let mut app = App::new(desk, lang, true);
    app.show(id);
    app.focus = sunpei::tui::app::Pane::Case;
    app
}

/// The lines of the register.
fn register_lines(app: &App) -> Vec<String> {
    let lines: Vec<&str> = app.case_lines.lines.iter().map(|line| line.text.as_str()).collect();
    let head = lines.iter().position(|line| line.contains("材料 3 件") || line.contains("Papers 3")).unwrap();
    lines[head + 1..].iter().take_while(|line| line.starts_with("  2026-")).map(|line| (*line).to_owned()).collect()
}

fn select_line(app: &mut App, word: &str) {
    let at = app
        .case_lines
        .lines
        .iter()
        .position(|line| line.text.starts_with("  2026-") && line.text.contains(word))
        .unwrap_or_else(|| panic!("{word}"));
    press(app, "g");
    (0..at).for_each(|_| press(app, "j"));
}

#[test]
fn a_paper_is_handed_to_another_holder_by_a_fact_of_its_own() {
    for lang in [Lang::Zh, Lang::En] {
        let folder = TempDir::new().unwrap();
        let mut app = with_papers(&folder, lang);
        select_line(&mut app, "检2号");
        press(&mut app, "P");
        // Which paper it is stands there already; who gets it is asked.
        press(&mut app, "C-s");
        assert!(app.form().is_some(), "nobody is named");
        let holder = app.form().unwrap().fields.iter().position(|field| field.key == "holder").unwrap();
        while app.form().unwrap().at != holder {
            press(&mut app, "Tab");
        }
        press(&mut app, "\"李明\" C-s");
        assert!(app.form().is_none(), "{:?}", app.form().map(|form| form.refusal.clone()));
        let of = |number: &str, app: &App| register_lines(app).into_iter().find(|line| line.contains(number)).unwrap();
        assert!(of("检2号", &app).contains("李明"), "{}", of("检2号", &app));
        assert!(of("检1号", &app).contains("王芳"), "the other paper of the same name stays: {}", of("检1号", &app));
        // It is no paper itself, and undo gives the paper back.
        assert_eq!(register_lines(&app).len(), 3);
        press(&mut app, "u");
        assert!(of("检2号", &app).contains("王芳"));
        // Without a paper selected it says so.
        press(&mut app, "g P");
        assert!(app.form().is_none() && app.status.is_some());
    }
}

#[test]
fn the_register_is_sorted_and_narrowed_where_it_is_seen() {
    for lang in [Lang::Zh, Lang::En] {
        let folder = TempDir::new().unwrap();
        let mut app = with_papers(&folder, lang);
        let places = |app: &App| -> Vec<usize> {
            let lines = register_lines(app);
            ["检1号", "赔偿协议", "检2号"].iter().map(|word| lines.iter().position(|line| line.contains(word)).unwrap()).collect()
        };
        assert_eq!(places(&app), [0, 1, 2], "by day");
        press(&mut app, "S");
        assert_eq!(places(&app), [1, 0, 2], "by kind: {:?}", register_lines(&app));
        press(&mut app, "S");
        assert_eq!(places(&app)[1], 0, "by holder, 档案室 before 王芳: {:?}", register_lines(&app));
        shows(&app, &[lang.pick("按保管人", "by holder")]);
        press(&mut app, "S F \"检2号\" Enter");
        assert_eq!(register_lines(&app).len(), 1, "{:?}", app.status);
        shows(&app, &[lang.pick("含“检2号” 1 件", "\"检2号\": 1")]);
        press(&mut app, "F");
        assert_eq!(register_lines(&app).len(), 3);
    }
}

#[test]
fn a_file_is_read_by_its_own_name_and_what_cannot_be_shown_says_where_it_is() {
    for lang in [Lang::Zh, Lang::En] {
        let folder = TempDir::new().unwrap();
        let mut app = App::new(desk(&folder), lang, true);
        let keep = |app: &mut App, name: &str, bytes: &[u8], title: &str| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            let fact = Fact::new(Kind::PaperFiled, app.desk.today).with("paper", title);
            let revision = app.desk.store.revision(1).unwrap();
            app.desk.file_paper(1, revision, fact, Some(&path), &mut |_| true).unwrap();
        };
        // A title without an ending: the name under which it was taken in says what it is.
        let page = sunpei::papers::page::Page { title: "协议全文".into(), ..Default::default() };
        keep(&mut app, "a.docx", &page.docx().unwrap(), "赔偿协议");
        keep(&mut app, "b.pdf", b"%PDF-1.7 \0", "现场照片");
        app.refresh();
        app.show(1);
        app.focus = sunpei::tui::app::Pane::Case;
        select_line(&mut app, "赔偿协议");
        press(&mut app, "Enter");
        shows(&app, &["协议全文"]);
        press(&mut app, "Esc");
        select_line(&mut app, "现场照片");
        press(&mut app, "Enter");
        let said = app.status.as_ref().unwrap().1.clone();
        let stored = app.desk.docket(1).unwrap().unwrap();
        let hash = stored.docket.facts.last().unwrap().data.text("file").unwrap().to_owned();
        let path = app.desk.store.file(&hash).unwrap();
        assert!(said.contains(&*path.to_string_lossy()) && said.contains("sunpei paper get"), "{said}");
    }
}
