//! Files of papers that vanished, were changed or are none: each is said with its paper and its case, and everything goes on.

use crate::common::desk::{desk_on, fact};
use crate::common::keys::{LANGS, field, press, said, shows};
use crate::common::office::Office;
use std::fs;
use std::path::PathBuf;
use sunpei::docket::{Attributes, Kind};
use sunpei::store::Store;
use sunpei::text::Lang;
use sunpei::tui::App;
use sunpei::tui::app::Pane;

/// An office with one case of three papers with files; where each file is kept.
fn house() -> (Office, i64, [PathBuf; 3]) {
    let office = Office::new();
    let mut desk = desk_on(Store::open(&office.path("office.db")).unwrap(), "王芳", "2026-11-25");
    let it = Attributes { title: "渗坑".into(), number: "26-0007".into(), ..Attributes::default() };
    let facts = vec![
        fact(Kind::LeadReceived, "2026-11-02"),
        fact(Kind::CheckConcluded, "2026-11-05").with("result", "damage"),
        fact(Kind::FilingProposed, "2026-11-05"),
        fact(Kind::FilingApproved, "2026-11-06").with("by_role", "王局").with("paper", "呈批表"),
        fact(Kind::CaseFiled, "2026-11-06").with("number", "立1号"),
    ];
    let id = desk.new_lead(it, facts).unwrap().dockets[0];
    let kept = ["笔录", "照片", "报告"].map(|name| {
        let scan = office.file(&format!("{name}.txt"), &format!("{name}的内容"));
        let paper = fact(Kind::PaperFiled, "2026-11-10").with("paper", name).with("form", "check-record");
        let revision = desk.store.revision(id).unwrap();
        desk.file_paper(id, revision, paper, Some(std::path::Path::new(&scan)), &mut |_| true).unwrap();
        let stored = desk.docket(id).unwrap().unwrap();
        let hash = stored.docket.facts.last().unwrap().data.text("file").unwrap().to_owned();
        desk.store.file(&hash).unwrap()
    });
    (office, id, kept)
}

fn app(office: &Office, id: i64, lang: Lang) -> App {
    let mut app = App::new(desk_on(Store::open(&office.path("office.db")).unwrap(), "王芳", "2026-11-25"), lang, true);
    app.show(id);
    (app.focus, app.full) = (Pane::Case, true);
    app
}

#[test]
fn what_vanished_is_said_with_its_paper_and_its_case_and_everything_goes_on() {
    let (office, id, kept) = house();
    assert!(office.run(&["--lang", "zh-CN", "doctor"]).status.success());
    fs::remove_file(&kept[0]).unwrap();
    fs::write(&kept[1], "别的内容").unwrap();
    // A link in its place is not read.
    fs::remove_file(&kept[2]).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", &kept[2]).unwrap();
    let (code, told, _) = office.answer(&["--lang", "zh-CN", "doctor"]);
    assert_eq!(code, 1);
    for word in ["立1号", "“笔录”的文件不见了", "“照片”的文件与入卷时不同", "“报告”的文件读不出", "请从备份恢复"]
    {
        assert!(told.contains(word), "lacks {word}: {told}");
    }
    // The backup is made, and says what it lacks.
    let copy = office.path("copy.db");
    let (code, told, beside) = office.answer(&["--lang", "zh-CN", "backup", copy.to_str().unwrap()]);
    assert!(code == 0 && told.contains("已备份"), "{told} {beside}");
    for word in ["立1号", "笔录", "照片", "报告", "副本里没有"] {
        assert!(beside.contains(word), "lacks {word}: {beside}");
    }
    for lang in LANGS {
        let mut app = app(&office, id, lang);
        let lost = lang.pick("!文件不见", "!file gone");
        let at = app.case_lines.lines.iter().position(|line| line.text.contains("笔录") && line.text.contains(lost));
        app.case_lines.at = at.unwrap_or_else(|| panic!("{:#?}", app.case_lines.lines));
        shows(&app, &[lost]);
        for (name, word) in [
            ("笔录", lang.pick("不见了", "is gone")),
            ("照片", lang.pick("与入卷时不同", "not what was taken in")),
            ("报告", lang.pick("读不出", "cannot be read")),
        ] {
            let line = app.case_lines.lines.iter().position(|line| line.text.starts_with("  2026-") && line.text.contains(name));
            app.case_lines.at = line.unwrap();
            press(&mut app, "Enter");
            assert!(app.dialogs.is_empty() && said(&app).contains(name) && said(&app).contains(word), "{}", said(&app));
        }
        // The table of contents is made all the same, and tells them.
        press(&mut app, "O G");
        shows(&app, &["笔录", lang.pick("读不出", "cannot be read"), lang.pick("不见了", "is gone")]);
    }
}

#[test]
fn what_is_no_file_is_refused_beside_the_form_and_what_was_typed_stays() {
    let (office, id, _) = house();
    let folder = office.path("一个文件夹");
    fs::create_dir(&folder).unwrap();
    let pipe = office.path("pipe");
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR).unwrap();
    let link = office.path("link");
    std::os::unix::fs::symlink("/etc/hostname", &link).unwrap();
    let large = office.path("large");
    fs::File::create(&large).unwrap().set_len(sunpei::store::LARGEST + 1).unwrap();
    let none = office.path("没有的.pdf");
    for lang in LANGS {
        let mut app = app(&office, id, lang);
        let before = app.desk.store.head().unwrap();
        press(&mut app, "p");
        field(&mut app, "paper", "C-u \"检查记录\"");
        let plain = lang.pick("不是普通文件", "not a plain file");
        let big = lang.pick("MB", "MB");
        for (path, word) in [(&folder, plain), (&pipe, plain), (&link, plain), (&large, big), (&none, "没有的.pdf")] {
            field(&mut app, "scan", &format!("C-u \"{}\" C-s", path.display()));
            let refusal = app.form().unwrap_or_else(|| panic!("{} was taken", path.display())).refusal.join(" ");
            assert!(refusal.contains(word), "{}: {refusal}", path.display());
            let content = app.form().unwrap().content();
            assert!(content.iter().any(|typed| typed == "检查记录"), "{content:?}");
            crate::common::keys::text(&app, (80, 24));
        }
        assert_eq!(app.desk.store.head().unwrap(), before);
        press(&mut app, "F6 Esc");
    }
}

/// A name that would turn the line around, and the same file twice: one is shown with its marks, the other kept once.
#[test]
fn an_odd_name_is_shown_harmless_and_the_same_file_is_kept_once() {
    let (office, id, _) = house();
    let odd = office.file("报\u{202e}告\u{7}.txt", "同样的内容");
    let mut app = app(&office, id, Lang::Zh);
    for _ in 0..2 {
        press(&mut app, "p");
        field(&mut app, "scan", "C-u");
        app.paste(&odd);
        press(&mut app, "C-s");
        if app.form().is_some() {
            // A control character cannot be typed into a field: a copy under a plain name is.
            let plain = office.path("报告\u{202e}二.txt");
            fs::copy(&odd, &plain).unwrap();
            field(&mut app, "scan", "C-u");
            app.paste(&plain.display().to_string());
            press(&mut app, "C-s");
        }
        assert!(app.form().is_none(), "{:?}", app.form().map(|form| &form.refusal));
    }
    let stored = app.desk.docket(id).unwrap().unwrap();
    let hashes: Vec<&str> = stored.docket.facts.iter().rev().take(2).filter_map(|fact| fact.data.text("file")).collect();
    assert!(hashes.len() == 2 && hashes[0] == hashes[1]);
    let text = crate::common::keys::text(&app, (120, 36));
    assert!(!text.contains('\u{202e}') && !text.contains('\u{7}'));
    let lines: Vec<&String> = app.case_lines.lines.iter().map(|line| &line.text).filter(|line| line.contains("二.txt")).collect();
    assert!(!lines.is_empty() && lines.iter().all(|line| !line.contains('\u{202e}')), "{lines:?}");
}
