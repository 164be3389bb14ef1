//! Supervision of major cases: marking, the letter with its rhythm or dates, progress and extra reports, the closing report,
//! and the list; keys in, screen out, in both languages and sizes.

use crate::common::desk::{day, desk};
use crate::common::files::story;
use crate::common::keys::{LANGS, field, press, shows};
use sunpei::docket::{Day, Docket, Fact, Kind, SupervisionTrack};
use sunpei::law::Status;
use sunpei::ops::{Desk, watch};
use sunpei::text::Lang;
use sunpei::tui::app::{Pane, Tone};
use sunpei::tui::{App, screen};

/// A case that is being negotiated since April.
fn case() -> Docket {
    let mut docket = story("straight");
    let last = docket.facts.iter().position(|fact| fact.kind == Kind::MeetingHeld).unwrap();
    docket.facts.truncate(last + 1);
    docket.facts.iter_mut().for_each(|fact| fact.id = 0);
    docket.attributes.title = "化工厂渗坑案".to_owned();
    docket
}

fn marked(on: &str) -> Fact {
    Fact::new(Kind::MajorMarked, day(on)).with("ground", "emergency").with("paper", "较大事件认定书")
}

fn opened(on: &str) -> Fact {
    Fact::new(Kind::SupervisionOpened, day(on))
        .with("unit", "自治区生态环境厅")
        .with("way", "letter")
        .with("paper", "内环督函〔2026〕8号")
        .with("undertaker", "某市生态环境局")
        .with("responsible", "王芳")
        .with("items", serde_json::json!(["basics", "requirements"]))
}

fn app(lang: Lang, today: &str, more: Vec<Fact>) -> App {
    let mut desk = desk(today);
    let docket = case();
    desk.new_lead(docket.attributes, docket.facts.into_iter().chain(more).collect()).unwrap();
    let mut app = App::new(desk, lang, true);
    app.show(1);
    app
}

fn all(app: &App) -> String {
    screen(app, 160, 250).join("\n")
}

fn last(app: &App) -> Fact {
    app.desk.docket(1).unwrap().unwrap().docket.facts.last().unwrap().clone()
}

fn due(app: &App) -> Vec<(u32, Day, Status)> {
    let (_, derived) = app.desk.derived(1).unwrap().unwrap();
    let mine = derived.deadlines.iter().filter(|one| &*one.rule.id == watch::REPORT);
    mine.map(|one| (one.n.unwrap(), one.due.unwrap(), one.status)).collect()
}

#[test]
fn a_case_is_marked_put_under_supervision_reported_on_and_closed_by_keys() {
    for lang in LANGS {
        let mut app = app(lang, "2026-05-08", Vec::new());
        // Marked: the ground is one of the five of the article, and is asked.
        press(&mut app, "2 5 m");
        let labels = all(&app);
        assert!(app.form().is_some(), "{labels}");
        field(&mut app, "ground", "2");
        field(&mut app, "paper", "\"较大事件认定书\"");
        press(&mut app, "C-s");
        assert_eq!((last(&app).kind, last(&app).data.text("ground")), (Kind::MajorMarked, Some("emergency")));
        shows(&app, &[lang.pick("已认定、未列入督办 1", "Marked, not supervised 1"), "2026-05-08"]);
        assert!(screen(&app, 120, 36)[0].contains(lang.pick("5督办 1", "5Sup. 1")));
        // Under supervision, with the dates that the letter fixes instead of the rhythm.
        press(&mut app, "m");
        field(&mut app, "report_on", "\"2026-06-01 2026-07-15\"");
        field(&mut app, "unit", "\"自治区生态环境厅\"");
        field(&mut app, "undertaker", "\"某市生态环境局\"");
        field(&mut app, "responsible", "\"王芳\"");
        field(&mut app, "items", "1 2 3 4");
        field(&mut app, "paper", "\"内环督函〔2026〕8号\"");
        press(&mut app, "C-s");
        assert_eq!(last(&app).data.days("report_on"), [day("2026-06-01"), day("2026-07-15")], "{:?}", app.status);
        assert_eq!(due(&app).first().map(|one| (one.0, one.1)), Some((1, day("2026-06-01"))));
        shows(&app, &[lang.pick("督办中 1", "Under supervision 1"), "2026-06-01"]);
        // No progress: the reason and the next steps are asked, with the article.
        app.desk.today = day("2026-05-29");
        press(&mut app, "F5 r");
        field(&mut app, "progress", "\"鉴定机构尚未进场\"");
        let starred = |app: &App| {
            let name = lang.pick("*下一步", "*Next");
            screen(app, 120, 36).iter().any(|line| line.replace(' ', "").contains(name))
        };
        field(&mut app, "pace", "1");
        assert!(!starred(&app));
        field(&mut app, "pace", "3");
        assert!(starred(&app), "{}", screen(&app, 120, 36).join("\n"));
        press(&mut app, "C-s");
        assert!(app.form().is_some(), "sent without a reason");
        field(&mut app, "reason", "\"汛期\"");
        press(&mut app, "C-s");
        assert!(app.form().is_some_and(|form| form.refusal.join(" ").contains(lang.pick("下一步", "next steps"))));
        field(&mut app, "next", "\"六月十日前进场\"");
        press(&mut app, "C-s");
        assert_eq!((last(&app).kind, last(&app).data.text("reason")), (Kind::SupervisionReported, Some("汛期")));
        assert_eq!(due(&app)[0].2, Status::Met);
        // An extra report answers no periodic one.
        app.desk.today = day("2026-06-03");
        press(&mut app, "F5 x");
        let extra = lang.pick("督办补充报告", "extra report");
        assert!(app.form().unwrap().title.contains(extra), "{}", app.form().unwrap().title);
        field(&mut app, "progress", "\"突发降雨渗坑外溢\"");
        field(&mut app, "pace", "5");
        press(&mut app, "C-s");
        assert_eq!(last(&app).data.text("pace"), Some("urgent"));
        assert!(app.status.as_ref().is_some_and(|(_, said)| said.contains(extra)), "{:?}", app.status);
        assert_eq!(due(&app)[1].2, Status::Pending);
        // All matters finished: the closing report within twenty working days, then it is over.
        app.desk.today = day("2026-07-01");
        press(&mut app, "F5 f C-s");
        assert_eq!(last(&app).kind, Kind::SupervisionMattersFinished);
        shows(&app, &["2026-07-29"]);
        press(&mut app, "c C-s");
        assert_eq!(last(&app).kind, Kind::SupervisionClosingReported);
        shows(&app, &[lang.pick("已报结 1", "Closing report sent 1")]);
        // And back: undo is one key.
        press(&mut app, "u");
        shows(&app, &[lang.pick("事项办结、待报结 1", "Matters finished, closing report due 1")]);
    }
}

#[test]
fn a_report_that_is_late_stands_first_and_stays_marked() {
    for lang in LANGS {
        let mut app = app(lang, "2026-07-20", vec![marked("2026-05-08"), opened("2026-05-11")]);
        press(&mut app, "5");
        // Thirty working days from 11 May: 23 June, over the Dragon Boat holiday.
        assert_eq!(due(&app)[0], (1, day("2026-06-23"), Status::Overdue));
        shows(&app, &[lang.pick("逾期未报告 1", "Report overdue 1"), "2026-06-23", lang.pick("已报0 迟1", "0 sent, 1 late")]);
        // Answered late it is late for good.
        press(&mut app, "r");
        field(&mut app, "progress", "\"已进场\"");
        field(&mut app, "pace", "1");
        press(&mut app, "C-s");
        let (stored, derived) = app.desk.derived(1).unwrap().unwrap();
        let one = watch::watch(&stored.docket, &stored.docket.state(), &derived.deadlines).unwrap();
        assert_eq!((one.reports, one.track), ((1, 1), SupervisionTrack::Open));
        shows(&app, &[lang.pick("督办中 1", "Under supervision 1")]);
    }
}

#[test]
fn the_section_says_ground_letter_rhythm_contents_and_reports_with_articles() {
    for lang in LANGS {
        let report = Fact::new(Kind::SupervisionReported, day("2026-06-20"))
            .with("pace", "slow")
            .with("progress", "鉴定中")
            .with("reason", "汛期")
            .with("next", "七月出报告");
        let extra = Fact::new(Kind::SupervisionReported, day("2026-06-25")).with("pace", "major").with("progress", "签订协议");
        let facts = vec![marked("2026-05-08"), opened("2026-05-11"), report, extra];
        let mut app = app(lang, "2026-07-01", facts);
        press(&mut app, "5 Enter");
        assert_eq!(app.focus, Pane::Case);
        shows(&app, &[lang.pick("督办", "Supervision"), "内环督函〔2026〕8号", "规定36条"]);
        let text = all(&app);
        for word in [
            lang.pick("较大及以上突发环境事件", "emergency of the larger level"),
            lang.pick("每 30 个工作日", "every 30 working days"),
            lang.pick("督办内容 2/5", "contents of the supervision 2/5"),
            lang.pick("承办 某市生态环境局 · 责任人 王芳", "undertaken by 某市生态环境局"),
            lang.pick("原因：汛期", "reason: 汛期"),
            lang.pick("下一步：七月出报告", "next: 七月出报告"),
            lang.pick("补充报告", "Extra reports"),
            "签订协议",
            "规定38条",
        ] {
            assert!(text.contains(word), "{word}:\n{text}");
        }
        // The date of a report has its proof.
        // The date stands in the section itself; the timeline names it once more further down.
        let timeline = sunpei::text::case::Words::of(lang).timeline;
        let head = app.case_lines.lines.iter().rposition(|line| line.head && line.text.contains(timeline)).unwrap();
        let line = app.case_lines.lines[..head].iter().rposition(|line| line.text.contains("2026-06-23")).unwrap();
        press(&mut app, "g");
        (0..line).for_each(|_| press(&mut app, "j"));
        press(&mut app, "e");
        shows(&app, &["2026-05-11"]);
        assert!(all(&app).contains(lang.pick("工作日", "working")), "{}", all(&app));
    }
}

#[test]
fn what_is_no_day_is_said_and_the_form_stays() {
    for lang in LANGS {
        let mut app = app(lang, "2026-05-11", vec![marked("2026-05-08")]);
        press(&mut app, "5 m");
        field(&mut app, "report_on", "\"2026-06-01、2026-13-01\"");
        field(&mut app, "unit", "\"自治区生态环境厅\"");
        field(&mut app, "undertaker", "\"甲\"");
        field(&mut app, "responsible", "\"乙\"");
        press(&mut app, "C-s");
        let form = app.form().unwrap();
        assert_eq!(form.issues.iter().map(|issue| (issue.key, issue.code)).collect::<Vec<_>>(), [("report_on", "day")]);
        assert!(form.content().iter().any(|typed| typed.contains("2026-13-01")));
    }
}

#[test]
fn a_case_that_is_not_marked_is_not_put_under_supervision() {
    for lang in LANGS {
        let mut app = app(lang, "2026-05-11", Vec::new());
        press(&mut app, "2 5 r");
        assert!(app.form().is_none());
        assert!(matches!(app.status, Some((Tone::Refused, _))), "{:?}", app.status);
    }
}

#[test]
fn the_list_is_empty_without_a_word_left_out_and_goes_out_as_a_table() {
    for lang in LANGS {
        let mut empty = App::new(desk("2026-05-11"), lang, true);
        press(&mut empty, "5");
        shows(&empty, &[lang.pick("没有重大案件", "No major case")]);
        for key in ["r", "x", "Enter", "X", "e", "Esc", "Tab"] {
            press(&mut empty, key);
            empty.dialogs.clear();
        }
        let mut app = app(lang, "2026-07-20", vec![marked("2026-05-08"), opened("2026-05-11")]);
        press(&mut app, "5 X");
        assert!(app.form().is_some_and(|form| form.fields.iter().any(|field| field.key == "format")));
        press(&mut app, "Esc Esc");
        assert_eq!(app.focus, Pane::Leads);
    }
}

#[test]
fn no_size_is_too_small() {
    let mut app = app(Lang::Zh, "2026-07-20", vec![marked("2026-05-08"), opened("2026-05-11")]);
    press(&mut app, "5");
    for (width, height) in [(1, 1), (20, 5), (40, 10), (79, 23), (300, 80)] {
        screen(&app, width, height);
    }
}

/// A marked case of a unit, in few facts.
fn minor(n: usize, unit: &str) -> (sunpei::docket::Attributes, Vec<Fact>) {
    let attributes =
        sunpei::docket::Attributes { title: format!("渗坑案{n}"), channel: "complaint".into(), ..Default::default() };
    let mut facts = vec![
        Fact::new(Kind::LeadReceived, day("2026-03-02")),
        Fact::new(Kind::CheckConcluded, day("2026-03-04")).with("result", "damage"),
        Fact::new(Kind::FilingProposed, day("2026-03-05")),
        Fact::new(Kind::FilingApproved, day("2026-03-06")),
        Fact::new(Kind::CaseFiled, day("2026-03-06")).with("number", format!("某环损〔2026〕{n}号")),
        marked("2026-05-08"),
    ];
    if !unit.is_empty() {
        facts.push(opened("2026-05-11").with("unit", unit));
    }
    (attributes, facts)
}

#[test]
fn the_list_is_whole_however_many_cases_are_marked() {
    let mut desk = desk("2026-07-20");
    for n in 0..510 {
        let (attributes, facts) = minor(n, "");
        desk.new_lead(attributes, facts).unwrap();
    }
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "5");
    assert_eq!((app.watched.rows.len(), app.watched.count), (510, 510));
    shows(&app, &["已认定、未列入督办 510"]);
    press(&mut app, "G");
    assert_eq!(app.watched.lines.at, 510, "the heading and all of them");
}

#[test]
fn the_rows_of_the_list_are_what_the_facts_say() {
    let mut desk = desk("2026-07-20");
    let reported =
        |on: &str, pace: &str| Fact::new(Kind::SupervisionReported, day(on)).with("pace", pace).with("progress", "已进场");
    let mut all = vec![
        minor(1, ""),
        minor(2, "自治区生态环境厅"),
        minor(3, "自治区生态环境厅"),
        minor(4, "某盟行署"),
        minor(5, "某盟行署"),
    ];
    all[2].1.push(reported("2026-06-18", "on-plan"));
    all[3].1.push(reported("2026-06-30", "slow").with("reason", "汛期").with("next", "复工"));
    all[4].1.push(Fact::new(Kind::SupervisionMattersFinished, day("2026-06-10")));
    for (attributes, facts) in all {
        desk.new_lead(attributes, facts).unwrap();
    }
    let told = desk.watched().unwrap();
    let worked_out = |desk: &Desk| {
        let one = |id: i64| {
            let (stored, derived) = desk.derived(id).unwrap().unwrap();
            watch::watch(&stored.docket, &stored.docket.state(), &derived.deadlines).unwrap()
        };
        let mut found: Vec<_> = (1..=5).map(one).collect();
        found.sort_by_key(|one| (one.next.is_none(), one.next.map(|(_, due, _)| due), one.number.clone()));
        found
    };
    assert_eq!(told, worked_out(&desk));
    assert!(told.iter().any(|one| one.next.is_some_and(|(n, _, late)| n == 1 && late)), "{told:?}");
    assert!(told.iter().any(|one| one.next.is_some_and(|(n, ..)| n == 0)), "the closing report: {told:?}");
    assert!(told.iter().any(|one| one.reports == (1, 1)), "answered late: {told:?}");
    // As of another day than that of the rows it is worked out, and comes out the same once they are of that day.
    desk.today = day("2026-08-20");
    let then = desk.watched().unwrap();
    assert_eq!(then, worked_out(&desk));
    desk.turn_day().unwrap();
    assert_eq!(desk.watched().unwrap(), then);
}

#[test]
fn the_list_stands_by_unit_is_narrowed_by_words_and_stands_whole_again() {
    for lang in LANGS {
        let mut desk = desk("2026-07-20");
        for (n, unit) in [(1, "自治区生态环境厅"), (2, "某盟行署"), (3, ""), (4, "某盟行署")] {
            let (attributes, facts) = minor(n, unit);
            desk.new_lead(attributes, facts).unwrap();
        }
        let mut app = App::new(desk, lang, true);
        press(&mut app, "5 S");
        shows(
            &app,
            &[lang.pick("某盟行署 2 件，逾期 2", "某盟行署: 2, 2 late"), lang.pick("未列入督办 1 件", "not supervised: 1")],
        );
        press(&mut app, "/ \"盟行署\" Enter");
        assert_eq!(app.watched.rows.len(), 2, "{:?}", app.status);
        shows(&app, &[lang.pick("含“盟行署” 2 件", "\"盟行署\": 2")]);
        // Another act keeps it narrowed; Esc stands it whole, and only then leaves.
        press(&mut app, "F5");
        assert_eq!(app.watched.rows.len(), 2);
        press(&mut app, "Esc");
        assert_eq!((app.watched.rows.len(), app.focus), (4, Pane::Watch));
        press(&mut app, "/ \"没有的\" Enter");
        shows(&app, &[lang.pick("没有含“没有的”的督办案件", "No major case says")]);
        press(&mut app, "Esc S");
        shows(&app, &[lang.pick("逾期未报告 3", "Report overdue 3")]);
    }
}

#[test]
fn a_letter_may_fix_days_and_a_rhythm_after_them() {
    for lang in LANGS {
        let letter =
            opened("2026-05-11").with("report_on", serde_json::json!(["2026-06-01", "2026-07-01"])).with("report_every", 10);
        let mut app = app(lang, "2026-07-20", vec![marked("2026-05-08"), letter]);
        // Ten working days after the last of its days, and ten more.
        let days: Vec<Day> = due(&app).into_iter().map(|(_, day, _)| day).collect();
        assert_eq!(days, [day("2026-06-01"), day("2026-07-01"), day("2026-07-15"), day("2026-07-29")]);
        press(&mut app, "5 Enter");
        shows(&app, &[lang.pick("此后每 10 个工作日", "then every 10 working days")]);
    }
}
