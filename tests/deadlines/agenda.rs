//! The calendar pane, keys in and screen out: the agenda by bands, the grid in its three shapes, moving about, midnight.

use crate::common::desk::{day, desk, desk_on, record};
use crate::common::keys::{lacks, press, shows};
use crate::common::office::Office;
use sunpei::docket::{Attributes, Fact, Kind};
use sunpei::ops::Desk;
use sunpei::ops::agenda::{self, Band};
use sunpei::papers::proof::{About, page};
use sunpei::store::{Filter, Store, Wanted};
use sunpei::text::Lang;
use sunpei::tui::{App, screen};

/// Leads whose check runs out thirty days after each of some days, in an officer's hands or in nobody's.
fn leads(desk: &mut Desk, days: &[&str], officer: &str) -> Vec<i64> {
    days.iter()
        .enumerate()
        .map(|(at, on)| {
            let it = Attributes { title: format!("{officer}{at}"), ..Attributes::default() };
            let mut facts = vec![Fact::new(Kind::LeadReceived, day(on))];
            if !officer.is_empty() {
                facts.push(Fact::new(Kind::LeadAssigned, day(on)).with("officer", officer).with("department", "ecology"));
            }
            desk.new_lead(it, facts).unwrap().dockets[0]
        })
        .collect()
}

fn on_calendar(desk: Desk, lang: Lang) -> App {
    let mut app = App::new(desk, lang, true);
    press(&mut app, "3");
    app
}

#[test]
fn late_ones_come_first_then_today_this_week_and_the_rest_with_both_countdowns() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut desk = desk("2026-11-25");
        // Due on the 20th, today, on the 27th, on 14 December; the last one beyond ninety days.
        leads(&mut desk, &["2026-10-21", "2026-10-26", "2026-10-28", "2026-11-14"], "");
        let app = on_calendar(desk, lang);
        shows(
            &app,
            &[
                say("逾期 1", "overdue 1"),
                say("今天 1", "today 1"),
                say("本周 1", "this week 1"),
                say("30日内 1", "within 30 days 1"),
                "!11-20",
                say("逾5天/3工", "5d/3wd late"),
                say("余2天/2工", "2d/2wd left"),
                say("余19天/13工", "19d/13wd left"),
                "规定14条",
                say("法定", "statut"),
            ],
        );
        let bands: Vec<Band> = app.calendar.counts.iter().map(|(band, _)| *band).collect();
        assert_eq!(bands[..4], [Band::Late, Band::Today, Band::Week, Band::Days(30)]);
        // The late one stays until it is answered.
        let id = app.desk.agenda(&Wanted::default(), None, 1).unwrap()[0].1.docket;
        let mut app = app;
        let revision = app.desk.store.revision(id).unwrap();
        let answer = Fact::new(Kind::CheckConcluded, day("2026-11-25")).with("result", "no-damage");
        app.desk.record(id, revision, vec![answer], "check.concluded", None).unwrap();
        app.refresh();
        assert_eq!(app.calendar.late, 0);
        lacks(&app, &["!11-20"]);
    }
}

#[test]
fn the_month_says_rest_make_up_load_and_today() {
    let mut desk = desk("2026-10-08");
    // Twelve due on the ninth.
    leads(&mut desk, &["2026-09-09"; 12], "");
    let app = on_calendar(desk, Lang::Zh);
    // National Day off, the tenth worked, Monday first with week numbers.
    shows(&app, &["   一    二    三", "40", " 1 休", "10 班", "[ 8 ]", " 9#", "2026-10"]);
    let mut app = on_calendar(app.desk, Lang::En);
    shows(&app, &["Mo    Tu", " 1 R", "10 W", "[ 8 ]"]);
    press(&mut app, "v");
    // The week: what falls on each day.
    shows(&app, &["2026-W41", "[Th 10-08", "Fr 10-09", "12 preliminary check 12", "Sa 10-10 W"]);
    press(&mut app, "v");
    shows(&app, &["3 Deadlines 2026 ", "-------|#=", "10"]);
    press(&mut app, "} v");
    shows(&app, &["2027-10"]);
}

#[test]
fn the_keys_move_by_day_by_page_to_today_and_to_what_is_typed() {
    let mut desk = desk("2026-11-25");
    leads(&mut desk, &["2026-10-21", "2026-10-28", "2026-12-04", "2026-12-17"], "");
    let mut app = on_calendar(desk, Lang::Zh);
    let at = |app: &App| app.calendar.day.to_string();
    press(&mut app, "]");
    assert_eq!(at(&app), "2026-11-26");
    press(&mut app, "[ [");
    assert_eq!(at(&app), "2026-11-24");
    press(&mut app, "}");
    assert_eq!(at(&app), "2026-12-24");
    shows(&app, &["2026-12 "]);
    press(&mut app, "{ {");
    assert_eq!(at(&app), "2026-10-24");
    press(&mut app, "t");
    assert_eq!(at(&app), "2026-11-25");
    for (typed, day) in [
        ("+10工", "2026-12-09"),
        ("下周五", "2026-12-04"),
        ("12-31", "2026-12-31"),
        ("2027-01-15", "2027-01-15"),
        ("2028-2-29", "2028-02-29"),
    ] {
        press(&mut app, "g");
        assert!(app.form().is_some());
        press(&mut app, &format!("\"{typed}\" Enter"));
        assert!(app.form().is_none(), "{typed}");
        assert_eq!(at(&app), day, "{typed}");
        shows(&app, &[day.get(..7).unwrap()]);
    }
    // What is due on the day gone to is selected, or what is next.
    press(&mut app, "g \"2027-1-1\" Enter");
    let line = app.agenda.current().unwrap();
    assert!(line.text.contains("27-01-0"), "{}", line.text);
    // Nonsense stays in the field and says what a day looks like; nothing moves.
    for bad in ["哈哈", "2027-2-29", "13-40", "+99999999", "abc12", "下周八"] {
        press(&mut app, &format!("g \"{bad}\" Enter"));
        assert!(app.form().is_some(), "{bad}");
        shows(&app, &["不是日期"]);
        assert!(!screen(&app, 80, 24).join("").contains("草稿"), "nothing of it is kept");
        assert_eq!(at(&app), "2027-01-01");
        press(&mut app, "Esc");
        // What was wrong does not stand in the way of the next jump.
        press(&mut app, "g \"2027-01-01\" Enter");
        assert!(app.form().is_none() && at(&app) == "2027-01-01", "{bad}");
    }
}

#[test]
fn mine_a_department_a_kind_a_stage() {
    let mut desk = desk("2026-11-25");
    leads(&mut desk, &["2026-11-01", "2026-11-02"], "王芳");
    leads(&mut desk, &["2026-11-03"], "李明");
    leads(&mut desk, &["2026-11-04"], "");
    let mut app = on_calendar(desk, Lang::Zh);
    let found = |app: &App| {
        let checks = app.agenda.lines.iter().filter(|line| line.text.contains("初步核查")).count();
        (checks, app.calendar.load.values().sum::<usize>())
    };
    press(&mut app, "}");
    // The yearly report of the office stands among them, on the last of December.
    assert_eq!(found(&app), (4, 5));
    shows(&app, &["· 全部"]);
    // Each is chosen from one list by typing; they narrow each other down.
    for (typed, said, count) in
        [("我承办", "我的", 2), ("部门：生态环境", "生态环境", 3), ("种类：初步核查", "初步核查", 3), ("阶段：磋商", "磋商", 0)]
    {
        press(&mut app, "f");
        press(&mut app, &format!("\"{typed}\" Enter"));
        assert_eq!(found(&app), (count, count), "{typed}");
        shows(&app, &[said]);
    }
    shows(&app, &["没有符合的期限"]);
    press(&mut app, "f \"全部期限\" Enter");
    assert_eq!(found(&app), (4, 5));
    // An office without deadlines says so.
    let mut empty = on_calendar(self::desk("2026-11-25"), Lang::En);
    press(&mut empty, "f \"mine\" Enter");
    shows(&empty, &["No such deadlines"]);
    press(&mut empty, "j k End Home } { ] [ t v j v G e w");
}

#[test]
fn midnight_turns_the_day_without_a_restart_and_a_clock_set_back_is_no_harm() {
    let mut desk = desk("2026-11-25");
    leads(&mut desk, &["2026-10-26"], "");
    let mut app = App::new(desk, Lang::Zh, false);
    press(&mut app, "3");
    shows(&app, &["今天 1", "[25"]);
    assert!(app.tick(day("2026-11-26")));
    shows(&app, &["逾期 1", "!11-25", "[26"]);
    assert_eq!(app.calendar.day, day("2026-11-26"));
    assert!(app.tick(day("2026-11-20")));
    shows(&app, &["30日内 1", "[20", "余5天/3工"]);
    assert!(!app.tick(day("2026-11-20")));
}

/// A month with so many deadlines: instalments of some agreements, a hundred each.
fn crowded(count: u32) -> Desk {
    let mut desk = desk("2026-11-25");
    for at in 0..count / 100 {
        let officer = if at % 3 == 0 { "李明" } else { "乌兰" };
        let mut facts = vec![
            Fact::new(Kind::LeadReceived, day("2026-05-01")),
            Fact::new(Kind::LeadAssigned, day("2026-05-01")).with("officer", officer).with("department", "ecology"),
            Fact::new(Kind::CheckConcluded, day("2026-05-08")).with("result", "damage"),
        ];
        for n in 0..100 {
            let due = format!("2026-12-{:02}", 1 + (at + n) % 31);
            facts.push(Fact::new(Kind::PaymentDue, day("2026-10-01")).with("due", due).with("amount_cents", 100 + i64::from(n)));
        }
        let it = Attributes { title: format!("分期{at}"), ..Attributes::default() };
        desk.new_lead(it, facts).unwrap();
    }
    desk
}

/// Windows of the agenda forward and back hold every deadline once.
fn windows(desk: &Desk) {
    for wanted in [Wanted::default(), Wanted { officer: Some("李明".into()), ..Wanted::default() }] {
        let all = desk.agenda(&wanted, None, usize::MAX).unwrap();
        assert!(all.len() > 20, "{}", all.len());
        let (mut forward, mut back) = (desk.agenda(&wanted, None, 70).unwrap(), desk.agenda_before(&wanted, None, 70).unwrap());
        while let Some((part, row)) = forward.last() {
            let more = desk.agenda(&wanted, Some(&agenda::place(*part, row)), 70).unwrap();
            if more.is_empty() {
                break;
            }
            forward.extend(more);
        }
        while let Some((part, row)) = back.first() {
            let mut more = desk.agenda_before(&wanted, Some(&agenda::place(*part, row)), 70).unwrap();
            if more.is_empty() {
                break;
            }
            more.append(&mut back);
            back = more;
        }
        assert!(forward == all && back == all);
        // Every open deadline of the list is there, and the bands count them.
        let counts = desk.agenda_counts(&wanted).unwrap();
        // From the file as from memory.
        let count = |band: &(agenda::Band, i64)| desk.agenda_band(&wanted, band.0, usize::MAX).unwrap().len() as i64 == band.1;
        assert!(counts.iter().all(count), "{counts:?}");
        desk.store.count(&Filter { text: "x".into(), ..Filter::all(desk.today) }).unwrap();
        assert_eq!(desk.agenda_counts(&wanted).unwrap(), counts);
        assert_eq!(counts.iter().map(|(_, count)| *count).sum::<i64>(), all.len() as i64);
        let open = desk.store.deadlines(true, None, None, None, usize::MAX).unwrap();
        let mine = open.iter().filter(|row| wanted.officer.as_ref().is_none_or(|officer| row.officer == *officer)).count();
        assert_eq!(mine, all.len());
    }
}

#[test]
fn a_month_of_three_thousand_is_walked_without_a_stop() {
    let mut desk = crowded(3_000);
    windows(&desk);
    for lang in [Lang::Zh, Lang::En] {
        let mut app = on_calendar(desk, lang);
        press(&mut app, "}");
        assert!(app.calendar.load.values().sum::<usize>() >= 3_000, "{:?}", app.calendar.load);
        shows(&app, &["1#    2#", "12-2"]);
        let mut last = None;
        for _ in 0..8 {
            press(&mut app, "PageDown*4 k");
            assert!(!app.agenda.current().unwrap().head);
            let now = app.agenda.current().unwrap().target.clone();
            assert!(now != last);
            last = now;
        }
        press(&mut app, "End");
        assert!(!app.agenda.current().unwrap().head && app.agenda.at + 1 == app.agenda.lines.len());
        press(&mut app, "PageUp*20");
        assert!(!app.agenda.current().unwrap().head);
        press(&mut app, "Home");
        assert_eq!(app.agenda.at, 1);
        shows(&app, &[lang.pick("30日内 2419", "within 30 days 2419")]);
        desk = app.desk;
    }
}

#[test]
fn ten_thousand_deadlines_in_one_month_are_shown_counted_and_walked() {
    let mut desk = crowded(10_000);
    for lang in [Lang::Zh, Lang::En] {
        let mut app = on_calendar(desk, lang);
        press(&mut app, "}");
        // Every one is on its day; the office's yearly report is on the last one.
        let month = app.calendar.load.iter().filter(|(on, _)| on.to_string().starts_with("2026-12"));
        assert!(month.map(|(_, count)| *count).sum::<usize>() > 10_000, "{:?}", app.calendar.load);
        shows(&app, &["2026-12", "1#    2#", "31#"]);
        let head = app.agenda.lines.iter().find(|line| line.head).unwrap();
        assert!(head.text.chars().any(|c| c.is_ascii_digit()), "{}", head.text);
        // To a day in the middle, on from there over many windows, to both ends.
        press(&mut app, "g \"2026-12-20\" Enter");
        assert!(app.agenda.current().unwrap().text.contains("12-20"), "{}", app.agenda.current().unwrap().text);
        shows(&app, &["12-20", ">20#"]);
        press(&mut app, "PageDown*20");
        assert!(!app.agenda.current().unwrap().head && app.agenda.lines.len() < 1_000, "a window, never all");
        press(&mut app, "End");
        assert_eq!(app.agenda.at + 1, app.agenda.lines.len());
        press(&mut app, "v");
        shows(&app, &["-W"]);
        press(&mut app, "v t Home e");
        assert!(!app.dialogs.is_empty() || app.status.is_some());
        press(&mut app, "Esc v");
        desk = app.desk;
    }
    // Counted as far as anybody reads, and said so.
    let counts = desk.agenda_counts(&Wanted::default()).unwrap();
    assert!(counts.iter().all(|(_, count)| *count <= agenda::COUNTED as i64));
}

#[test]
fn every_screen_with_a_date_opens_its_proof() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = desk("2026-11-25");
        leads(&mut desk, &["2026-11-14"], "王芳");
        let due = lang.pick("到期日：2026-12-14", "Due: 2026-12-14");
        let mut app = App::new(desk, lang, true);
        // The list of leads, the agenda, a sitting of triage.
        for keys in ["1 e", "3 e", "1 T e"] {
            press(&mut app, keys);
            shows(&app, &[due]);
            press(&mut app, "Esc Esc Esc");
            assert!(app.triage.is_none() && app.dialogs.is_empty());
        }
        // The case: on the line of the time limit, and on the step that is due by it.
        let mut proved = 0;
        press(&mut app, "1 Enter 2 Home");
        for _ in 0..12 {
            let dated = app.case_lines.current().is_some_and(|line| line.text.contains("2026-12-14"));
            if dated {
                press(&mut app, "e");
                shows(&app, &[due]);
                press(&mut app, "Esc");
                proved += 1;
            }
            press(&mut app, "j");
        }
        assert!(proved >= 2, "{proved}");
    }
}

#[test]
fn the_proof_is_a_page_and_goes_out_as_text_document_and_data() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut desk = desk("2026-10-08");
        let id = leads(&mut desk, &["2026-09-05"], "")[0];
        let (stored, derived) = desk.derived(id).unwrap().unwrap();
        let one = derived.deadlines.iter().find(|one| &*one.rule.id == "check").unwrap();
        let law = desk.law_of(&stored);
        let about =
            About { number: "26-0001", title: "<渗坑> & \u{1b}[31m", unit: "某市", officer: "王芳", today: desk.today };
        let page = page(lang, &desk.library, &law, about, one);
        let text = page.text();
        for word in [
            say("期限计算说明", "How the date was found"),
            "26-0001",
            say("到期日：2026-10-08", "Due: 2026-10-08"),
            "国庆节",
            "规定14条",
            "inner-mongolia 2025.1",
            say("推算过程", "Step by step"),
            say("已用 ", "used "),
            "某市 王芳",
        ] {
            assert!(text.contains(word), "{word}:\n{text}");
        }
        assert!(!text.contains('\u{1b}'));
        // A zip with one document that is well-formed and holds every line of the text.
        let bytes = page.docx().unwrap();
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        assert_eq!(zip.len(), 3);
        let mut document = String::new();
        std::io::Read::read_to_string(&mut zip.by_name("word/document.xml").unwrap(), &mut document).unwrap();
        assert!(document.contains("&lt;渗坑&gt; &amp; ") && !document.contains('\u{1b}') && document.ends_with("</w:document>"));
        assert_eq!(document.matches("<w:p>").count(), page.blocks.len() + 1);
        assert_eq!(document.matches("<w:p>").count(), document.matches("</w:p>").count());
        let data: serde_json::Value = serde_json::to_value(&page).unwrap();
        assert_eq!(data["blocks"].as_array().unwrap().len(), page.blocks.len());
        // In the desk: the proof says how to save it.
        let mut app = on_calendar(desk, lang);
        press(&mut app, "e");
        shows(&app, &[say("s 另存为文件", "s save as a file"), say("已用 ", "used ")]);
        press(&mut app, "s");
        shows(&app, &["docx", "json", "txt"]);
        press(&mut app, "Esc Esc");
        assert!(app.dialogs.is_empty());
    }
}

#[test]
fn the_command_line_prints_the_page_the_digest_and_a_calendar_that_cancels() {
    let office = Office::with(&["--lang", "zh-CN"]);
    let run = |today: &str, arguments: &[&str]| office.answer(&[&["--today", today], arguments].concat());
    let ledger = office.file("l.csv", "标题,接报日期,地点\n甲厂渗坑,2026-10-26,松山区\n乙厂倾倒,2026-11-14,林西县\n");
    assert_eq!(run("2026-11-20", &["lead", "import", &ledger]).0, 0);
    let (code, digest, _) = run("2026-11-26", &["digest"]);
    assert_eq!(code, 0);
    for word in ["期限日报 2026-11-26", "逾期 1", "2026-11-25 逾1天/1工", "初步核查", "甲厂渗坑", "30日内共 1 项"]
    {
        assert!(digest.contains(word), "{word}:\n{digest}");
    }
    let (_, quiet, _) = run("2026-11-20", &["digest", "--mine"]);
    assert!(quiet.contains("没有逾期"), "{quiet}");
    // The page: text and data on standard output, a document into a new file and never over it.
    let (code, text, _) = run("2026-11-26", &["deadline", "show", "1", "check"]);
    assert!(code == 0 && text.starts_with("期限计算说明") && text.contains("到期日：2026-11-25"), "{text}");
    let (_, json, _) = run("2026-11-26", &["deadline", "show", "1", "check", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&value["deadline"]["due"], &value["page"]["title"]), (&"2026-11-25".into(), &"期限计算说明".into()));
    let file = office.path("p.docx");
    let show = ["deadline", "show", "1", "check", "--format", "docx", "--out", file.to_str().unwrap()];
    assert_eq!(run("2026-11-26", &show).0, 0);
    let before = std::fs::read(&file).unwrap();
    assert!(before.starts_with(b"PK"));
    assert_eq!((run("2026-11-26", &show).0, std::fs::read(&file).unwrap()), (1, before));
    let (code, _, said) = run("2026-11-26", &["deadline", "show", "1", "nothing"]);
    assert!(code == 1 && said.contains("check"), "{said}");
    assert_eq!(run("2026-11-26", &["deadline", "show", "99", "check"]).0, 1);
    // The calendar: the same event, a higher number, cancelled once it is answered.
    let (_, ics, _) = run("2026-11-26", &["deadline", "list", "--format", "ics"]);
    let event = |ics: &str| {
        let whole = ics.replace("\r\n ", "");
        let found = whole.split("BEGIN:VEVENT").find(|one| one.contains("UID:1-check-")).unwrap().to_owned();
        let line = |key: &str| found.lines().find_map(|line| line.strip_prefix(key)).unwrap().to_owned();
        (line("UID:"), line("SEQUENCE:").parse::<u32>().unwrap(), line("STATUS:"), found.contains("BEGIN:VALARM"))
    };
    let first = event(&ics);
    assert_eq!((first.2.as_str(), first.3), ("CONFIRMED", true));
    {
        let mut desk = desk_on(Store::open(&office.path("office.db")).unwrap(), "王芳", "2026-11-26");
        let answer = Fact::new(Kind::CheckConcluded, day("2026-11-26")).with("result", "damage");
        record(&mut desk, 1, answer);
    }
    let (_, ics, _) = run("2026-11-26", &["deadline", "list", "--format", "ics"]);
    let then = event(&ics);
    assert!(then.0 == first.0 && then.1 > first.1, "{then:?} {first:?}");
    assert_eq!((then.2.as_str(), then.3), ("CANCELLED", false));
}
