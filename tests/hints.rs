//! What the last line says, and how dialogs stand over the panes: the keys that matter now, whole, and nothing cut off.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may fail loudly

mod common;

use common::desk::{day, desk};
use common::keys::press;
use sunpei::docket::{Attributes, Fact, Kind, Party};
use sunpei::ops::Desk;
use sunpei::text::Lang;
use sunpei::tui::{App, screen};

fn lead(desk: &mut Desk, title: &str, party: &str) -> i64 {
    let attributes = Attributes {
        title: title.into(),
        channel: "complaint".into(),
        place: Some("红山区".into()),
        parties: vec![Party { name: party.into(), ..Party::default() }],
        ..Attributes::default()
    };
    desk.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, day("2026-11-02"))]).unwrap().dockets[0]
}

fn hint(app: &App, (width, height): (u16, u16)) -> String {
    screen(app, width, height).pop().unwrap()
}

/// Every size: these parts are there, each whole.
fn hints(app: &App, sizes: &[(u16, u16)], parts: &[&str]) {
    for size in sizes {
        let line = hint(app, *size);
        for part in parts {
            assert!(line.trim().split("  ").any(|one| one == *part), "{size:?} lacks {part}: {line}");
        }
    }
}

#[test]
fn the_last_line_says_the_keys_that_matter_now() {
    let every = [(120, 36), (80, 24), (60, 20)];
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = App::new(desk("2026-11-25"), lang, true);
        hints(&app, &every, &[say("I 导入台账", "I import a ledger"), say("N 新建线索", "N new lead"), say("? 帮助", "? help")]);
        let mut desk = desk("2026-11-25");
        lead(&mut desk, "渗坑排放", "甲厂");
        lead(&mut desk, "倾倒废渣", "乙厂");
        app = App::new(desk, lang, true);
        hints(
            &app,
            &every,
            &[say("T 分诊", "T triage"), say("/ 查找", "/ find"), say("F 选视图", "F views"), say("? 帮助", "? help")],
        );
        hints(&app, &every[..2], &[say("Space 标记", "Space mark"), say("S 排序", "S sort"), say("C 选列", "C columns")]);
        hints(&app, &every[..1], &[say("v 核查结论", "v conclude the check")]);
        // With marks: what becomes of the marked, and the way out of it.
        press(&mut app, "Space");
        app.status = None;
        press(&mut app, "g");
        hints(&app, &every, &[say("Esc 清除标记", "Esc unmark all"), say("m 并案", "m merge"), say("a 分派", "a assign")]);
        press(&mut app, "Esc V");
        app.status = None;
        hints(&app, &every, &[say("V 留下范围", "V keep the range"), say("Esc 不标", "Esc drop it")]);
        press(&mut app, "Esc / \"查无此事\" Enter");
        app.status = None;
        hints(&app, &every, &[say("Esc 清除条件", "Esc clear the filter"), say("/ 查找", "/ find"), say("F 选视图", "F views")]);
    }
}

#[test]
fn a_list_to_choose_from_promises_only_keys_that_do_something() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut desk = desk("2026-11-25");
        lead(&mut desk, "渗坑排放", "甲厂");
        lead(&mut desk, "倾倒废渣", "甲厂");
        let mut app = App::new(desk, lang, true);
        press(&mut app, "F");
        assert!(!hint(&app, (80, 24)).contains("F2"), "a view has no article");
        press(&mut app, "Esc o");
        assert!(hint(&app, (80, 24)).contains("F2"));
        press(&mut app, "Esc r");
        hints(&app, &[(120, 36), (80, 24), (60, 20)], &[say("Enter 打开", "Enter open"), say("Space 标记", "Space mark")]);
        // Nothing that is typed hides the one line of a preview.
        press(&mut app, "Esc D \"3\" Enter");
        let before = screen(&app, 80, 24);
        press(&mut app, "x D");
        assert_eq!(screen(&app, 80, 24), before);
        assert!(!before.join("\n").contains(say("查找:", "Find:")));
        press(&mut app, "Enter");
        assert!(app.dialogs.is_empty());
    }
}

#[test]
fn what_a_preview_says_is_read_whole() {
    let mut desk = desk("2026-11-25");
    let long = "内蒙古自治区赤峰市红山区某某生态环境技术服务有限责任公司";
    for at in 0..7 {
        lead(&mut desk, "渗坑", &format!("{long}{at}"));
    }
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "A m Enter");
    let mut seen = screen(&app, 80, 24).join("");
    assert!(seen.contains("PageDown"), "{seen}");
    for _ in 0..12 {
        press(&mut app, "PageDown");
        seen.push_str(&screen(&app, 80, 24).join(""));
    }
    let seen: String = seen.chars().filter(|c| !c.is_whitespace() && *c != '│').collect();
    for at in 0..7 {
        assert!(seen.contains(&format!("{long}{at}")), "{at}: {seen}");
    }
    assert!(screen(&app, 80, 24).join("\n").contains("> 并入"), "the line that does it stays in sight");
}

#[test]
fn a_page_of_a_picker_is_what_it_shows() {
    let mut desk = desk("2026-11-25");
    lead(&mut desk, "渗坑排放", "甲厂");
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "D");
    let rows = screen(&app, 60, 12);
    let last = rows.iter().rfind(|row| row.contains("分为")).unwrap().clone();
    press(&mut app, "PageDown");
    let rows = screen(&app, 60, 12);
    let number = |row: &str| row.chars().filter(char::is_ascii_digit).collect::<String>();
    let at = rows.iter().find(|row| row.contains('>')).unwrap();
    assert_eq!(number(at), number(&last), "the last line in sight is where the page begins: {rows:?}");
}

#[test]
fn the_border_behind_a_dialog_has_no_gap() {
    let mut desk = desk("2026-11-25");
    lead(&mut desk, "渗坑排放", "甲厂");
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "D");
    for (width, height) in [(80, 24), (60, 20)] {
        let rows = screen(&app, width, height);
        for row in [&rows[1], &rows[usize::from(height) - 2]] {
            assert!(row.ends_with("┐─┐") || row.ends_with("┘─┘"), "{row}");
        }
        assert!(rows[usize::from(height) - 2].starts_with("└─└"), "{rows:?}");
    }
}

#[test]
fn marks_come_back_with_the_act_that_used_them() {
    let mut desk = desk("2026-11-25");
    let ids = [lead(&mut desk, "渗坑排放", "甲厂"), lead(&mut desk, "倾倒废渣", "乙厂"), lead(&mut desk, "盗采", "丙厂")];
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "Space Space m Enter Enter");
    assert!(app.leads.marks.is_empty());
    press(&mut app, "u");
    assert_eq!(app.leads.marks.iter().copied().collect::<Vec<_>>(), ids[..2]);
    assert!(screen(&app, 80, 24)[1].contains("已标记 2"));
    press(&mut app, "c Enter");
    assert!(app.leads.marks.is_empty());
    press(&mut app, "u");
    assert_eq!(app.leads.marks.len(), 2);
    // Another act is not about them.
    press(&mut app, "Esc c u");
    assert!(app.leads.marks.is_empty());
}

#[test]
fn a_merge_asks_whose_liable_parties_count() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut desk = desk("2026-11-25");
        let ids = [lead(&mut desk, "渗坑排放", "甲厂"), lead(&mut desk, "倾倒废渣", "乙厂")];
        let mut app = App::new(desk, lang, true);
        press(&mut app, "Space Space m Enter");
        for size in [(120, 36), (80, 24)] {
            let text = screen(&app, size.0, size.1).join("\n");
            assert!(text.contains(say("义务人合为：甲厂、乙厂", "liable parties: 甲厂、乙厂")), "{text}");
            assert!(text.contains(say("义务人不变：甲厂", "the parties stay: 甲厂")), "{text}");
        }
        press(&mut app, "Enter");
        let party = |app: &App| app.desk.store.line(ids[0]).unwrap().unwrap().party;
        assert_eq!(party(&app), "甲厂、乙厂");
        press(&mut app, "u m Enter j Enter");
        assert_eq!(party(&app), "甲厂");
    }
}
