//! A ledger taken in at the desk by keys: columns corrected by hand, every row looked at, one act, one step back.

use crate::common::desk::desk;
use crate::common::files::ledger;
use crate::common::keys::{self, any_size, press_and_wait};
use crate::common::office::child;
use std::path::{Path, PathBuf};
use sunpei::papers::ledger::{Field, How, Reader};
use sunpei::store::Filter;
use sunpei::text::Lang;
use sunpei::tui::App;
use sunpei::tui::app::{Fate, Room};
use sunpei::tui::key::Key;

fn app(lang: Lang) -> App {
    let mut app = App::new(desk("2026-11-22"), lang, true);
    app.reader = child();
    app
}

/// The words stand there, and no size at all makes it panic.
#[track_caller]
fn shows(app: &App, words: &[&str]) {
    keys::shows(app, words);
    any_size(app);
}

fn choose(app: &mut App, path: &Path) {
    press_and_wait(app, &format!("I \"{}\" Enter", path.display()));
}

fn leads(app: &App) -> i64 {
    app.desk.store.count(&Filter::all(app.desk.today)).unwrap()
}

#[test]
fn columns_are_corrected_by_hand_and_known_the_next_time() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = app(lang);
        choose(&mut app, &ledger("openpyxl-strange.xlsx"));
        // Headers that nobody has seen: looked at first, each with samples and how sure it is.
        shows(
            &app,
            &[
                say("列的对应", "Columns"),
                say("没见过的表头", "headers not seen before"),
                "怎么来的",
                "信访投诉",
                say("按内容", "by contents"),
                say("线索名称*", "title*"),
                say("Enter 改列的含义", "Enter what a column means"),
            ],
        );
        // A is the date: it cannot be the title as long as F is.
        press_and_wait(&mut app, "j Enter");
        shows(&app, &["何时", "2026-05-06 | 2026-05-07 | 2026-05-08"]);
        press_and_wait(&mut app, &format!("\"{}\" Enter", say("线索名称", "title")));
        shows(&app, &[say("“线索名称”已对应 F 列“说的是什么”", "title is column F \"说的是什么\" already")]);
        assert_eq!(app.intake.as_ref().unwrap().plan.tables[0].column(Field::On), Some(0), "nothing was taken away");
        // Without a title nothing goes on, and it is said what is missing.
        press_and_wait(&mut app, &format!("G Enter \"{}\" Enter", say("并入备注", "kept in the note")));
        press_and_wait(&mut app, "g Enter");
        shows(&app, &[say("必填项没有对应的列：线索名称", "no column for what is required: title")]);
        assert_eq!(app.intake.as_ref().unwrap().room, Room::Columns);
        // The amount is not the damage at all; the last column is the title again.
        press_and_wait(&mut app, &format!("G Enter \"{}\" Enter", say("线索名称", "title")));
        press_and_wait(&mut app, &format!("k Enter \"{}\" Enter", say("并入备注", "kept in the note")));
        press_and_wait(&mut app, "p");
        shows(&app, &[say("导入预览", "Import preview"), say("新 3", "new 3"), "厂区西侧渗坑", "2026-05-06"]);
        press_and_wait(&mut app, "Enter");
        shows(&app, &[say("已导入 3 条", "3 imported")]);
        assert_eq!(leads(&app), 3);
        let id = app.desk.store.search("渗坑", 9).unwrap()[0];
        let kept = app.desk.docket(id).unwrap().unwrap().docket.attributes;
        assert_eq!((kept.damage_cents, kept.note.as_str()), (None, "大概多少: 12.5万元"));
        // The same headers again: read as the last time without asking, and it is said so.
        choose(&mut app, &ledger("openpyxl-strange.xlsx"));
        shows(&app, &[say("与上次同样的表头", "the same headers as last time"), say("重 3", "doubled 3")]);
        let intake = app.intake.as_ref().unwrap();
        assert_eq!((intake.room, intake.count(Fate::Doubled), intake.taken()), (Room::Rows, 3, 0));
        assert!(intake.plan.tables[0].columns.iter().all(|guess| matches!(guess.how, How::Saved | How::Unknown)));
        shows(&app, &[say("与案卷 26-000", "the same as docket 26-000")]);
        // It can still be corrected.
        press_and_wait(&mut app, "m");
        shows(&app, &[say("同上次", "as last time")]);
        press_and_wait(&mut app, "Esc");
        shows(&app, &[say("已取消，没有导入任何行", "cancelled, nothing was imported")]);
        assert!(app.intake.is_none());
        // One step back takes the whole ledger.
        press_and_wait(&mut app, "u");
        assert_eq!(leads(&app), 0);
    }
}

const HEAD: &str = "受理编号,线索名称,接报时间,来源,地点,当事人,部门,损害数额\n";

fn written(folder: &Path, name: &str, rows: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, format!("{HEAD}{rows}")).unwrap();
    path
}

#[test]
fn changed_rows_show_what_differs_and_the_officer_chooses() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(lang);
        let first = written(
            folder.path(),
            "a.csv",
            "XF-1,甲厂渗坑排放废水,2026-05-06,信访,红山区,甲厂,环保局,30万\n,乙矿越界开采草原,2026-05-07,举报,松山区,乙矿,林草局,5万\n,丙场粪污直排河道,2026-05-08,举报,林西县,,水利局,\n",
        );
        choose(&mut app, &first);
        press_and_wait(&mut app, "p Enter");
        assert_eq!(leads(&app), 3);
        // A month later: one by its number, one by title and party, one by title and place; one new; one twice; one refused.
        let second = written(
            folder.path(),
            "b.csv",
            "XF-1,甲厂渗坑排放黑色废水,2026-05-06,信访,红山区,甲厂,环保局,41.23万\n,乙矿越界开采草原,2026-05-17,举报,松山区,乙矿,林草局,5万\n,丙场粪污直排河道,2026-05-08,举报,林西县,,水利局,\n,丁站倾倒垃圾,2026-06-08,外星人,敖汉旗,丁站,住建局,\n,丁站倾倒垃圾,2026-06-08,外星人,敖汉旗,丁站,住建局,\n,,2026-06-09,举报,敖汉旗,戊站,住建局,\n",
        );
        choose(&mut app, &second);
        shows(
            &app,
            &[
                say("新 0", "new 0"),
                say("变 2", "changed 2"),
                say("重 2", "doubled 2"),
                say("疑 1", "asked 1"),
                say("退 1", "rejected 1"),
                say("[不动]", "[left as it is]"),
                say("损害数额：300,000.00 → 412,300.00", "amount: 300,000.00 → 412,300.00"),
            ],
        );
        // One key shows one kind; what is asked and why a row is refused stands in words.
        press_and_wait(&mut app, "5");
        shows(&app, &[say("线索来源“外星人”不在来源清单内", "unknown channel \"外星人\"")]);
        press_and_wait(&mut app, "6");
        shows(&app, &[say("× 缺线索名称", "× no title")]);
        press_and_wait(&mut app, "4");
        assert_eq!(app.intake.as_ref().unwrap().shown.len(), 2);
        press_and_wait(&mut app, "1 / \"乙矿\" Enter");
        assert_eq!(app.intake.as_ref().unwrap().shown.len(), 1);
        shows(&app, &[say("日期：2026-05-07 → 2026-05-17", "date: 2026-05-07 → 2026-05-17")]);
        // The first is taken over, the second is left.
        press_and_wait(&mut app, "Esc 3 g Space");
        shows(&app, &[say("[更正案卷]", "[taken over]")]);
        press_and_wait(&mut app, "Enter");
        shows(&app, &[say("已导入 1 条，更正 1 条，重复 2 条，退回 1 行", "1 imported, 1 amended, 2 doubled, 1 rejected")]);
        assert!(folder.path().join("b.rejects.csv").exists());
        assert_eq!(leads(&app), 4);
        let of = |app: &App, words: &str| {
            let id = app.desk.store.search(words, 9).unwrap()[0];
            app.desk.docket(id).unwrap().unwrap().docket
        };
        let amended = of(&app, "黑色");
        assert_eq!(amended.state().attributes.damage_cents, Some(41_230_000));
        let left = of(&app, "乙矿");
        assert_eq!(left.state().first(sunpei::docket::Kind::LeadReceived).unwrap().on.to_string(), "2026-05-07");
        // Again: what was taken over is here now, what was left differs still.
        choose(&mut app, &second);
        let intake = app.intake.as_ref().unwrap();
        assert_eq!((intake.count(Fate::Changed), intake.count(Fate::Doubled), intake.taken()), (1, 4, 0));
        // All of them taken over: the day moves, and with it the time limits.
        press_and_wait(&mut app, "A Enter");
        let moved = of(&app, "乙矿");
        assert_eq!(moved.state().first(sunpei::docket::Kind::LeadReceived).unwrap().on.to_string(), "2026-05-17");
        // One step back for each act.
        press_and_wait(&mut app, "u");
        assert_eq!(of(&app, "乙矿").state().first(sunpei::docket::Kind::LeadReceived).unwrap().on.to_string(), "2026-05-07");
        press_and_wait(&mut app, "u");
        assert_eq!((leads(&app), of(&app, "甲厂").state().attributes.damage_cents), (3, Some(30_000_000)));
        // As a lead of its own.
        choose(&mut app, &second);
        press_and_wait(&mut app, "3 A A");
        shows(&app, &[say("[另立新线索]", "[a lead of its own]")]);
        press_and_wait(&mut app, "Enter");
        assert_eq!(leads(&app), 6);
    }
}

#[test]
fn refused_rows_are_corrected_in_their_file_and_come_back_under_the_same_columns() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(lang);
        let path = folder.path().join("街道.csv");
        let rows = "2026-05-06,厂区西侧渗坑,信访,一\n2026-05-07,,信访,二\n2026-05-08,,举报,三\n2026-05-09,越界开采草原,举报,四\n";
        std::fs::write(&path, format!("哪天,讲了啥,咋来的,随手记\n{rows}")).unwrap();
        choose(&mut app, &path);
        assert_eq!(app.intake.as_ref().unwrap().room, Room::Columns, "headers that nobody has seen are looked at");
        // Whatever was guessed from the contents, each column gets its meaning by hand, from the last up.
        let meanings =
            [say("并入备注", "kept in the note"), say("线索来源", "channel"), say("线索名称", "title"), say("日期", "date")];
        for (up, _) in meanings.iter().enumerate() {
            press_and_wait(&mut app, &format!("G {} Enter \"{}\" Enter", "k ".repeat(up), say("并入备注", "kept in the note")));
        }
        for (up, meaning) in meanings.iter().enumerate() {
            press_and_wait(&mut app, &format!("G {} Enter \"{meaning}\" Enter", "k ".repeat(up)));
        }
        press_and_wait(&mut app, "p Enter");
        shows(&app, &[say("已导入 2 条", "2 imported")]);
        let file = folder.path().join("街道.rejects.csv");
        let refused = std::fs::read_to_string(&file).unwrap();
        assert_eq!(refused.lines().count(), 3, "{refused}");
        assert!(refused.contains(say("缺线索名称", "no title")), "{refused}");
        // Filled in where it was refused; the columns of row number and reason stay as they are.
        let mended = refused.replace("2026-05-07,,", "2026-05-07,河边倾倒垃圾,").replace("2026-05-08,,", "2026-05-08,粪污直排,");
        assert_ne!(mended, refused);
        std::fs::write(&file, mended).unwrap();
        choose(&mut app, &file);
        shows(&app, &[say("与上次同样的表头", "the same headers as last time"), say("新 2", "new 2"), say("退 0", "rejected 0")]);
        press_and_wait(&mut app, "Enter");
        assert_eq!(leads(&app), 4);
        let id = app.desk.store.search("粪污直排", 9).unwrap()[0];
        assert_eq!(app.desk.docket(id).unwrap().unwrap().docket.attributes.note, "随手记: 三");
        // The rows that were taken the first time are not taken again with the whole file.
        choose(&mut app, &path);
        shows(&app, &[say("重 2", "doubled 2"), say("退 2", "rejected 2")]);
    }
}

#[test]
fn sheets_are_chosen_headers_moved_and_what_is_hidden_is_told() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = app(lang);
        choose(&mut app, &ledger("openpyxl-merged.xlsx"));
        shows(
            &app,
            &[
                say("工作表 1/3 一季度", "Sheet 1/3 一季度"),
                say("表头第 3 行", "header in row 3"),
                say("有 1 行在文件里是隐藏的", "1 rows are hidden"),
                say("填入 2 格", "2 cells got the value"),
            ],
        );
        press_and_wait(&mut app, "Tab Tab");
        shows(&app, &[say("旧数据(隐藏)", "旧数据(hidden)"), say("[√] 读取", "[x] read")]);
        // The old figures stay out.
        press_and_wait(&mut app, "Space");
        shows(&app, &[say("[ ] 不读", "[ ] left out")]);
        press_and_wait(&mut app, "p");
        let intake = app.intake.as_ref().unwrap();
        assert_eq!((intake.found.drafts.len(), intake.count_all()), (6, 6));
        shows(&app, &[say("重复表头 1，合计 1", "1 repeated headers, 1 totals")]);
        // A header in another row, and back.
        press_and_wait(&mut app, "m Tab ]");
        shows(&app, &[say("表头第 4 行", "header in row 4")]);
        press_and_wait(&mut app, "[");
        assert_eq!(app.intake.as_ref().unwrap().plan.tables[0].column(Field::Title), Some(1));
        // Nothing to read is said at once.
        press_and_wait(&mut app, "Space Tab Space p");
        assert_eq!(app.intake.as_ref().unwrap().room, Room::Columns);
        shows(&app, &[say("没有要读取的工作表", "no sheet is to be read")]);
        press_and_wait(&mut app, "q");
        assert!(app.intake.is_none() && !app.quit && leads(&app) == 0);
    }
}

#[test]
fn what_cannot_be_read_is_a_plain_word_and_the_desk_lives() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("导出.xls");
    std::fs::write(&page, "<html><table><tr><td>线索名称</td></tr></table></html>").unwrap();
    let torn = folder.path().join("torn.xlsx");
    std::fs::write(&torn, &std::fs::read(ledger("leads-200.xlsx")).unwrap()[..9000]).unwrap();
    let pipe = folder.path().join("pipe.csv");
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR).unwrap();
    let empty = folder.path().join("empty.csv");
    std::fs::write(&empty, "").unwrap();
    for (lang, at) in [(Lang::Zh, 0), (Lang::En, 1)] {
        let mut app = app(lang);
        for (path, said) in [
            (page.clone(), ["另存为 xlsx", "save it as xlsx"]),
            (torn.clone(), ["已损坏", "damaged"]),
            (pipe.clone(), ["不是普通文件", "not a plain file"]),
            (empty.clone(), ["文件是空的", "the file is empty"]),
            (ledger("msoffcrypto-password.xlsx"), ["密码保护", "password"]),
            (ledger("openpyxl-1000-columns.xlsx"), ["列数超出上限", "columns"]),
            (folder.path().join("none.csv"), ["没有这个文件", "no such file"]),
        ] {
            choose(&mut app, &path);
            let told = app.status.as_ref().map(|(_, text)| text.clone()).unwrap_or_default();
            assert!(told.contains(said[at]), "{}: {told}", path.display());
            assert!(app.intake.is_none() && app.dialogs.is_empty());
        }
        // A reader that dies takes nothing with it; the next ledger is read.
        app.reader = Reader::Child("/bin/false".into());
        choose(&mut app, &ledger("leads-200.xlsx"));
        assert!(app.intake.is_none() && app.status.as_ref().unwrap().1.contains(lang.pick("读取进程中止", "broke off")));
        app.reader = Reader::Here;
        choose(&mut app, &ledger("leads-200.xlsx"));
        press_and_wait(&mut app, "Enter Enter");
        assert_eq!(leads(&app), 200);
    }
}

#[test]
fn long_work_stops_at_every_word_and_nothing_is_half_written() {
    let mut app = app(Lang::Zh);
    let folder = tempfile::tempdir().unwrap();
    let rows: String = (0..1200).map(|n| format!(",第{n}处渗坑排放废水,2026-05-06,信访,红山区,第{n}厂,环保局,3万\n")).collect();
    let path = written(folder.path(), "a.csv", &format!("{rows},,2026-05-06,信访,红山区,某厂,环保局,3万\n"));
    // Stopped while it is read: no ledger.
    for key in Key::script(&format!("I \"{}\" Enter", path.display())) {
        app.key(key);
    }
    app.work(&mut |_, _| false);
    assert!(app.intake.is_none() && app.status.as_ref().unwrap().1.contains("已取消"));
    choose(&mut app, &path);
    // Stopped while its rows are understood: the columns are still there.
    app.key(Key::Enter);
    app.work(&mut |_, _| false);
    assert_eq!(app.intake.as_ref().map(|intake| intake.room), Some(Room::Columns));
    press_and_wait(&mut app, "Enter");
    // Stopped while it is written: nothing is, no file of rejects either, and the preview is still there.
    app.key(Key::Enter);
    let mut times = 0;
    app.work(&mut |_, _| {
        times += 1;
        times < 2
    });
    assert_eq!((leads(&app), times), (0, 2));
    assert!(!folder.path().join("a.rejects.csv").exists());
    assert_eq!(app.intake.as_ref().map(|intake| intake.room), Some(Room::Rows));
    press_and_wait(&mut app, "Enter");
    assert_eq!(leads(&app), 1200);
    assert!(folder.path().join("a.rejects.csv").exists());
    press_and_wait(&mut app, "u");
    assert_eq!(leads(&app), 0);
}
