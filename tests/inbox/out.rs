//! Lists going out: as files with the columns that are shown, as tables into the clipboard, a docket's number.

use crate::common::desk::desk;
use crate::common::keys::{press_and_wait, text};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use sunpei::docket::{Attributes, Fact, Kind, Party};
use sunpei::ops::Demo;
use sunpei::papers::ledger::{CellKind, Limits, read};
use sunpei::store::View;
use sunpei::text::Lang;
use sunpei::tui::App;
use sunpei::tui::app::Leads;
use sunpei::tui::clip::Between;
use sunpei::tui::key::Key;

/// Leads with words in them that a spreadsheet or a terminal would act on.
fn app(leads: usize, lang: Lang) -> App {
    let mut desk = desk("2026-11-22");
    let titles = ["=HYPERLINK(\"http://x\",\"y\")", "一般\t线索\n第二行", "\u{1b}]0;x\u{7}带控制符", "-1+1", "甲厂废水外溢"];
    for n in 0..leads {
        let attributes = Attributes {
            title: titles[n % titles.len()].to_owned(),
            channel: "complaint".to_owned(),
            place: Some("松山区".to_owned()),
            department: Some("water".to_owned()),
            parties: vec![Party { name: format!("@第{n}号公司"), ..Party::default() }],
            ..Attributes::default()
        };
        desk.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, "2026-11-10".parse().unwrap())]).unwrap();
    }
    App::new(desk, lang, true)
}

/// Opens the form with the path of a folder, and sends it.
fn export(app: &mut App, before: &str, path: &Path) {
    press_and_wait(app, &format!("X {before}"));
    while app.form().unwrap().fields[app.form().unwrap().at].key != "path_of" {
        press_and_wait(app, "Tab");
    }
    press_and_wait(app, "C-u");
    press_and_wait(app, &format!("\"{}\" Enter", path.display()));
}

fn cells(path: &Path) -> Vec<Vec<CellKind>> {
    let book = read(path, &Limits::default(), &mut |_| true).unwrap();
    book.sheets[0].rows.iter().map(|row| row.cells.iter().map(|cell| cell.kind).collect()).collect()
}

fn words(path: &Path) -> Vec<Vec<String>> {
    let book = read(path, &Limits::default(), &mut |_| true).unwrap();
    book.sheets[0].rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn the_whole_list_becomes_a_workbook_in_which_nothing_runs() {
    let folder = tempfile::tempdir().unwrap();
    for (lang, head) in [(Lang::Zh, "到期日 余天 编号"), (Lang::En, "Due Days left Number")] {
        // More than the pane has read.
        let mut app = app(230, lang);
        let path = folder.path().join(format!("{lang:?}.xlsx"));
        assert!(app.leads.rows.len() < 230);
        export(&mut app, "", &path);
        assert!(app.form().is_none(), "{:?}", app.form().unwrap().refusal);
        assert!(text(&app, (120, 36)).contains("230"), "{:?}", app.status);
        let rows = words(&path);
        assert_eq!(rows.len(), 231);
        assert!(rows[0].join(" ").starts_with(head), "{:?}", rows[0]);
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        // A day is a day, a count a number, and a formula a text that says what it was.
        let kinds = cells(&path);
        assert!(matches!((&kinds[1][0], &kinds[1][1]), (CellKind::Day(_), CellKind::Number)), "{:?}", kinds[1]);
        let titles: Vec<&str> = rows.iter().map(|row| row[4].as_str()).collect();
        assert!(titles.contains(&"=HYPERLINK(\"http://x\",\"y\")") && !titles.iter().any(|title| title.contains('\u{1b}')));
        let raw = std::process::Command::new("unzip").arg("-p").arg(&path).arg("xl/worksheets/sheet1.xml").output();
        if let Ok(raw) = raw {
            assert!(!String::from_utf8_lossy(&raw.stdout).contains("<f>"));
        }
    }
    assert_eq!(files(folder.path()).len(), 2);
}

#[test]
fn csv_of_the_marked_ones_and_nothing_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(6, Lang::Zh);
    press_and_wait(&mut app, "Space Space");
    let path = folder.path().join("x.csv");
    // The form offers the marked ones first; the name follows the format.
    press_and_wait(&mut app, "X");
    assert!(text(&app, (80, 24)).contains("只要标记的 2 条"), "{}", text(&app, (80, 24)));
    press_and_wait(&mut app, "Esc");
    export(&mut app, "2", &path);
    let raw = std::fs::read_to_string(&path).unwrap();
    assert_eq!(raw.lines().filter(|line| line.contains("26-000")).count(), 2, "{raw}");
    assert!(raw.starts_with('\u{feff}') && raw.contains("2026-12-10,18,26-0001") && raw.contains("\"'=HYPERLINK"), "{raw}");
    // A second time: said in the form, the file stays as it is.
    export(&mut app, "2", &path);
    assert!(app.form().unwrap().refusal[0].contains("不覆盖"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), raw);
    // A folder that is not there: said, nothing left behind.
    press_and_wait(&mut app, "Esc");
    export(&mut app, "", &folder.path().join("none/x.xlsx"));
    assert!(text(&app, (80, 24)).contains("写不成"), "{}", text(&app, (80, 24)));
    assert_eq!(files(folder.path()), [path]);
}

#[test]
fn a_long_export_is_stopped_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk("2026-11-22");
    desk.demo(Demo { leads: 2_001, cases: 0 }, &mut |_| true).unwrap();
    let mut app = App::new(desk, Lang::Zh, true);
    let all = Leads::VIEWS.iter().position(|view| *view == (View::All, false)).unwrap();
    while app.leads.view != all {
        press_and_wait(&mut app, "]");
    }
    for key in Key::script("X") {
        app.key(key);
    }
    while app.form().unwrap().fields[app.form().unwrap().at].key != "path_of" {
        app.key(Key::Tab);
    }
    app.key(Key::Ctrl('u'));
    for key in Key::script(&format!("\"{}\" Enter", folder.path().join("x.xlsx").display())) {
        app.key(key);
    }
    let mut told = Vec::new();
    app.work(&mut |done, whole| {
        told.push((done, whole));
        false
    });
    assert_eq!(told, [(2_000, 2_001)]);
    assert!(text(&app, (80, 24)).contains("已取消"), "{}", text(&app, (80, 24)));
    assert_eq!(files(folder.path()), Vec::<PathBuf>::new());
}

#[test]
fn deadlines_and_negotiations_go_out_with_their_articles_and_sums() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk("2026-11-22");
    desk.demo(Demo { leads: 10, cases: 30 }, &mut |_| true).unwrap();
    let mut app = App::new(desk, Lang::Zh, true);
    press_and_wait(&mut app, "3");
    export(&mut app, "", &folder.path().join("d.xlsx"));
    let rows = words(&folder.path().join("d.xlsx"));
    assert!(rows[0].contains(&"依据".to_owned()) && rows.len() > 20, "{:?} {:?}", rows[0], app.status);
    assert!(rows[1..].iter().all(|row| row[8].contains('条') || row[8].is_empty()), "{:?}", rows[1]);
    press_and_wait(&mut app, "4");
    export(&mut app, "", &folder.path().join("n.csv"));
    // The name's ending follows the format that is chosen.
    let rows = words(&folder.path().join("n.xlsx"));
    assert!(rows[0].contains(&"权利人主张（元）".to_owned()) && rows.len() > 3, "{rows:?}");
    let sums = rows.iter().filter_map(|row| row.get(7)?.parse::<f64>().ok());
    assert!(sums.count() >= 2, "{rows:?}");
    // The case pane takes out its money.
    press_and_wait(&mut app, "2 X");
    assert!(app.form().is_some_and(|form| form.title.starts_with("导出")), "{:?}", app.status);
}

#[test]
fn a_number_and_a_table_go_into_the_clipboard_and_are_shown_without_a_frame() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = app(6, lang);
        press_and_wait(&mut app, "y");
        assert_eq!(app.take_clip().as_deref(), Some("26-0001"));
        assert!(text(&app, (80, 24)).contains("26-0001"));
        press_and_wait(&mut app, "Y Enter");
        let aligned = app.take_clip().unwrap();
        let lines: Vec<&str> = aligned.lines().collect();
        assert_eq!(lines.len(), 7, "{aligned}");
        // Columns stand under each other, cell by cell.
        let at = |line: &str, word: &str| sunpei::tui::width::cells(line.split(word).next().unwrap());
        assert_eq!(at(lines[1], "26-0001"), at(lines[6], "26-0006"));
        for (width, height) in [(120, 36), (80, 24)] {
            let text = text(&app, (width, height));
            assert!(text.contains("26-0006") && !text.contains('│'), "{text}");
        }
        press_and_wait(&mut app, "Esc Y Down Enter");
        let tabs = app.take_clip().unwrap();
        // The shown columns, the first of them as day and days left.
        let wide = app.leads.chosen().len() + 1;
        assert!(tabs.lines().all(|line| line.matches('\t').count() == wide), "{tabs:?}");
        assert!(tabs.contains("'=HYPERLINK") && !tabs.contains('\u{1b}') && !tabs.contains("\t=") && !tabs.contains("\t-1+1"));
        press_and_wait(&mut app, "Esc");
    }
}

#[test]
fn what_the_terminal_cannot_take_is_told() {
    let mut app = app(3, Lang::Zh);
    app.between = Between::Nothing;
    press_and_wait(&mut app, "y");
    assert_eq!(app.take_clip(), None);
    assert!(text(&app, (80, 24)).contains("没有剪贴板"));
    app.between = Between::Tmux;
    press_and_wait(&mut app, "y");
    assert!(text(&app, (80, 24)).contains("tmux"), "{}", text(&app, (80, 24)));
    // More than a terminal takes: nothing is sent, the first rows are there to be selected, all of them by the export.
    let mut desk = desk("2026-11-22");
    desk.demo(Demo { leads: 1_000, cases: 0 }, &mut |_| true).unwrap();
    let mut app = App::new(desk, Lang::Zh, true);
    let all = Leads::VIEWS.iter().position(|view| *view == (View::All, false)).unwrap();
    press_and_wait(&mut app, &format!("]*{all} Y Enter"));
    assert_eq!(app.take_clip(), None);
    assert!(text(&app, (120, 36)).contains("超出终端剪贴板的上限"), "{}", text(&app, (120, 36)));
}
