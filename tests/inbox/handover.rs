//! Claim and hand over: take, give back, assign, put aside, transfer with its receipt and its return, and what stands open
//! without a date; keys in, screen out, and the acts themselves.

use crate::common::desk::{day, desk, desk_on, record};
use crate::common::keys::{LANGS, press, said, shows};
use sunpei::docket::{Attributes, Fact, Kind};
use sunpei::ops::{ActError, Deed, Demo, Desk, Idle};
use sunpei::store::{Filter, Store, View};
use sunpei::text::Lang;
use sunpei::tui::app::{Leads, Pane};
use sunpei::tui::{App, screen};

fn lead_of(desk: &mut Desk, title: &str, channel: &str) -> i64 {
    let attributes = Attributes { title: title.to_owned(), channel: channel.to_owned(), ..Attributes::default() };
    desk.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, day("2026-11-02"))]).unwrap().dockets[0]
}

fn lead(desk: &mut Desk, title: &str) -> i64 {
    lead_of(desk, title, "routine")
}

/// A lead of the procuratorate that is turned down.
fn turned_down(desk: &mut Desk, title: &str, on: &str) -> i64 {
    let id = lead_of(desk, title, "procuratorate");
    let on = day(on);
    for fact in [
        Fact::new(Kind::CheckConcluded, on).with("result", "no-damage"),
        Fact::new(Kind::NonfilingProposed, on).with("ground", "no-damage").with("opinion", "未造成损害"),
        Fact::new(Kind::NonfilingApproved, on).with("by_role", "局长").with("paper", "呈批表"),
        Fact::new(Kind::NonfilingDecided, on).with("ground", "no-damage"),
    ] {
        record(desk, id, fact);
    }
    id
}

/// What a list shows where there is room for it.
fn reads(app: &App, words: &[&str]) {
    let text = screen(app, 200, 50).join("\n");
    for word in words {
        assert!(text.contains(word), "lacks {word}:\n{text}");
    }
}

fn view(app: &mut App, view: View) {
    app.leads.view = Leads::VIEWS.iter().position(|known| *known == (view, false)).unwrap();
    app.focus = Pane::Leads;
    app.leads.rows.clear();
    app.refresh();
}

fn count(desk: &Desk, view: View) -> i64 {
    let filter = Filter { is_case: Some(false), view, officer: desk.officer.clone(), ..Filter::all(desk.today) };
    desk.store.count(&filter).unwrap()
}

fn officer(desk: &Desk, id: i64) -> String {
    desk.store.line(id).unwrap().unwrap().officer
}

// ---- Take, give back, assign -------------------------------------------------------------------------------------------

#[test]
fn one_key_takes_a_lead_and_one_gives_it_back() {
    for lang in LANGS {
        let mut desk = desk("2026-11-22");
        let id = lead(&mut desk, "渗坑");
        let mut app = App::new(desk, lang, true);
        press(&mut app, "c");
        assert!(app.dialogs.is_empty());
        assert_eq!(officer(&app.desk, id), "王芳");
        assert!(said(&app).contains(lang.pick("已领办", "is yours now")));
        // Again: nothing is written.
        let head = app.desk.store.head().unwrap();
        press(&mut app, "c");
        assert_eq!(app.desk.store.head().unwrap(), head);
        shows(&app, &[lang.pick("本来就由您承办", "it is yours already")]);
        press(&mut app, "b");
        assert_eq!(officer(&app.desk, id), "");
        press(&mut app, "b");
        shows(&app, &[lang.pick("无人承办", "nobody has it")]);
        press(&mut app, "u u");
        assert_eq!(officer(&app.desk, id), "");
    }
}

#[test]
fn taking_from_somebody_else_is_told_and_on_record() {
    for lang in LANGS {
        let mut desk = desk("2026-11-22");
        let id = lead(&mut desk, "渗坑");
        record(
            &mut desk,
            id,
            Fact::new(Kind::LeadAssigned, day("2026-11-20")).with("officer", "李明").with("department", "water"),
        );
        let mut app = App::new(desk, lang, true);
        press(&mut app, "c");
        assert!(app.dialogs.is_empty(), "nothing is asked");
        shows(&app, &[lang.pick("已从 李明 处领办", "taken from 李明")]);
        let stored = app.desk.docket(id).unwrap().unwrap().docket;
        let fact = stored.facts.last().unwrap();
        assert_eq!((fact.data.text("officer"), fact.data.text("from")), (Some("王芳"), Some("李明")));
        // The department stays what it was, in the file and in the list.
        assert_eq!(
            (fact.data.text("department"), app.desk.store.line(id).unwrap().unwrap().department.as_str()),
            (Some("water"), "water")
        );
        // Many: the preview says of each who has it.
        let other = lead(&mut app.desk, "另一条");
        record(&mut app.desk, other, Fact::new(Kind::LeadAssigned, day("2026-11-20")).with("officer", "赵强"));
        view(&mut app, View::All);
        press(&mut app, "A c");
        shows(&app, &[lang.pick("现由 赵强 承办", "赵强 has it now"), lang.pick("无须办 1", "1 have nothing to do")]);
    }
}

#[test]
fn an_assignment_offers_whoever_is_known_and_the_department_of_the_routing_table() {
    for lang in LANGS {
        let mut desk = desk("2026-11-22");
        desk.name_officer("李明", Some("承办"), None).unwrap();
        desk.name_officer("赵强", Some("负责人"), None).unwrap();
        let id = lead(&mut desk, "某河道非法采砂");
        let routed = {
            let stored = desk.docket(id).unwrap().unwrap();
            let state = stored.docket.state();
            desk.department_for(&stored.docket, &state)
        };
        let mut app = App::new(desk, lang, true);
        press(&mut app, "a");
        while app.form().unwrap().fields[app.form().unwrap().at].key != "officer" {
            press(&mut app, "Tab");
        }
        shows(&app, &["1 李明（承办）", "2 赵强（负责人）", "3 王芳"]);
        press(&mut app, "2");
        assert_eq!(app.form().unwrap().typed[app.form().unwrap().at], "赵强");
        press(&mut app, "Left Enter");
        assert_eq!(officer(&app.desk, id), "李明");
        let stored = app.desk.docket(id).unwrap().unwrap().docket;
        assert_eq!(stored.facts.last().unwrap().data.text("department").map(str::to_owned), routed);
        // Somebody new is typed as any text.
        press(&mut app, "a");
        while app.form().unwrap().fields[app.form().unwrap().at].key != "officer" {
            press(&mut app, "Tab");
        }
        press(&mut app, "\"孙丽2\" Enter");
        assert_eq!(officer(&app.desk, id), "孙丽2");
    }
}

#[test]
fn all_of_an_absent_officer_go_to_another_in_one_act() {
    let mut desk = desk("2026-11-22");
    let ids: Vec<i64> = (0..6).map(|n| lead(&mut desk, &format!("第{n}条"))).collect();
    for (n, id) in ids.iter().enumerate() {
        let name = if n < 4 { "李明" } else { "赵强" };
        let department = if n == 0 { "water" } else { "" };
        record(
            &mut desk,
            *id,
            Fact::new(Kind::LeadAssigned, day("2026-11-20")).with("officer", name).with("department", department),
        );
    }
    let mut app = App::new(desk, Lang::Zh, true);
    view(&mut app, View::All);
    press(&mut app, "/ \"李明\" Enter A a");
    assert_eq!(app.leads.marks.len(), 4);
    shows(&app, &["各按原部门"]);
    while app.form().unwrap().fields[app.form().unwrap().at].key != "officer" {
        press(&mut app, "Tab");
    }
    press(&mut app, "\"孙丽\" Enter");
    shows(&app, &["可办 4"]);
    press(&mut app, "Enter Esc");
    assert!(ids[..4].iter().all(|id| officer(&app.desk, *id) == "孙丽"));
    assert!(ids[4..].iter().all(|id| officer(&app.desk, *id) == "赵强"));
    assert_eq!(app.desk.store.line(ids[0]).unwrap().unwrap().department, "water", "each keeps its department");
    press(&mut app, "u");
    assert!(ids[..4].iter().all(|id| officer(&app.desk, *id) == "李明"));
}

// ---- Put aside ---------------------------------------------------------------------------------------------------------

#[test]
fn a_lead_put_aside_wakes_by_itself_and_past_its_time_limit_that_is_told() {
    for lang in LANGS {
        let mut desk = desk("2026-11-22");
        let id = lead(&mut desk, "渗坑");
        let mut app = App::new(desk, lang, true);
        // The check is due on 2026-12-02.
        press(&mut app, "z \"2026-12-01\" Enter");
        assert!(app.dialogs.is_empty(), "{:?}", app.form().map(|form| form.issues.clone()));
        assert!(!said(&app).contains("2026-12-02"), "{}", said(&app));
        assert_eq!((count(&app.desk, View::Unchecked), count(&app.desk, View::Snoozed)), (0, 1));
        view(&mut app, View::Snoozed);
        press(&mut app, "Enter");
        shows(&app, &[lang.pick("已暂缓至 2026-12-01", "put aside until 2026-12-01")]);
        press(&mut app, "z \"2026-12-20\" Enter");
        assert!(
            said(&app).contains("2026-12-02") && said(&app).contains(lang.pick("暂缓到期限之后", "past its time limit")),
            "{}",
            said(&app)
        );
        shows(&app, &[lang.pick("暂缓到期限之后：2026-12-02", "past its time limit: due 2026-12-02")]);
        // The day comes: it is back without anybody's doing.
        app.desk.today = day("2026-12-20");
        assert_eq!((count(&app.desk, View::Unchecked), count(&app.desk, View::Snoozed)), (1, 0));
        // Many at once: the preview names those.
        app.desk.today = day("2026-11-22");
        view(&mut app, View::All);
        press(&mut app, "A z \"2026-12-20\" Enter");
        shows(&app, &[lang.pick("暂缓到期限之后：2026-12-02", "past its time limit: due 2026-12-02")]);
        press(&mut app, "Esc Esc Esc");
        // What has ended is not put aside.
        record(&mut app.desk, id, Fact::new(Kind::LeadTransferred, day("2026-11-22")).with("to", "水利局"));
        assert!(matches!(
            app.desk.deed(id, &Deed::Record(Fact::new(Kind::LeadSnoozed, app.desk.today))),
            Err(ActError::Idle(Idle::Ended))
        ));
        app.refresh();
        press(&mut app, "z");
        shows(&app, &[lang.pick("已经办结", "it has ended")]);
    }
}

// ---- Hand over ---------------------------------------------------------------------------------------------------------

#[test]
fn a_transfer_waits_for_its_receipt() {
    for lang in LANGS {
        let mut desk = desk("2026-11-22");
        let id = lead(&mut desk, "某河道非法采砂");
        let mut app = App::new(desk, lang, true);
        press(&mut app, "t \"水利局\" Enter");
        assert!(app.dialogs.is_empty());
        assert_eq!((count(&app.desk, View::Receipt), count(&app.desk, View::Tasks)), (1, 1));
        // Twelve days later: who, since when, past the desk's own reminder.
        app.desk.today = day("2026-12-04");
        view(&mut app, View::Receipt);
        press(&mut app, "Enter");
        shows(&app, &[lang.pick("已移送 水利局", "transferred to 水利局"), lang.pick("已12日", "12d")]);
        press(&mut app, "3");
        shows(&app, &[lang.pick("已12日", "12d elapsed"), lang.pick("（超10日）", "(over 10)")]);
        reads(&app, &[lang.pick("登记接收部门的移送回执", "record the receipt")]);
        // The receipt: by which paper; then nothing waits.
        press(&mut app, "1 t");
        assert_eq!(
            app.form().unwrap().typed[app.form().unwrap().fields.iter().position(|field| field.key == "from").unwrap()],
            "水利局"
        );
        while app.form().unwrap().fields[app.form().unwrap().at].key != "paper" {
            press(&mut app, "Tab");
        }
        press(&mut app, "\"水函〔2026〕8号\" Enter");
        assert_eq!((count(&app.desk, View::Receipt), count(&app.desk, View::Tasks)), (0, 0));
        app.show(id);
        app.focus = Pane::Case;
        reads(&app, &["水函〔2026〕8号"]);
        press(&mut app, "u");
        assert_eq!(count(&app.desk, View::Receipt), 1);
    }
}

#[test]
fn a_transfer_that_comes_back_stands_exactly_as_before() {
    for lang in LANGS {
        let mut desk = desk("2026-11-22");
        let id = lead(&mut desk, "某河道非法采砂");
        record(
            &mut desk,
            id,
            Fact::new(Kind::LeadAssigned, day("2026-11-20")).with("officer", "李明").with("department", "water"),
        );
        record(&mut desk, id, Fact::new(Kind::CheckConcluded, day("2026-11-20")).with("result", "damage"));
        let before = desk.store.dump_derived().unwrap();
        for receipted in [false, true] {
            record(&mut desk, id, Fact::new(Kind::LeadTransferred, day("2026-11-22")).with("to", "水利局"));
            if receipted {
                record(&mut desk, id, Fact::new(Kind::LeadReceipted, day("2026-11-22")).with("from", "水利局"));
            }
            let mut app = App::new(desk, lang, true);
            view(&mut app, View::All);
            press(&mut app, "b");
            shows(&app, &[lang.pick("移送被退回", "The transfer came back")]);
            // Without a reason nothing is written.
            press(&mut app, "Enter");
            assert!(app.form().is_some());
            press(&mut app, "\"不属本部门职责\" C-s");
            assert!(app.dialogs.is_empty(), "{:?}", app.status);
            assert_eq!(app.desk.store.dump_derived().unwrap(), before, "receipted {receipted}");
            shows(&app, &[lang.pick("移送已退回", "came back")]);
            // Why it came back stands in the timeline beside the transfer.
            app.show(id);
            app.focus = Pane::Case;
            press(&mut app, "+ G");
            reads(&app, &["不属本部门职责"]);
            // The return is itself one step.
            press(&mut app, "u");
            assert_eq!(app.desk.store.line(id).unwrap().unwrap().stage, "transferred");
            press(&mut app, "C-r");
            assert_eq!(app.desk.store.dump_derived().unwrap(), before);
            desk = app.desk;
        }
        let revision = desk.store.revision(id).unwrap();
        let none = Fact::new(Kind::FactWithdrawn, desk.today);
        assert!(matches!(desk.transfer_returned(id, revision, desk.today, &none), Err(ActError::Idle(Idle::NotAway))));
    }
}

#[test]
fn sending_to_the_ecology_department_says_who_decides_then() {
    for lang in LANGS {
        let mut desk = desk("2026-11-22");
        let id = lead(&mut desk, "某河道非法采砂");
        let mut app = App::new(desk, lang, true);
        press(&mut app, "s Enter");
        assert!(app.dialogs.is_empty(), "{:?}", app.status);
        app.show(id);
        app.focus = Pane::Case;
        shows(&app, &[lang.pick("2026-11-22 已送生态环境部门汇总", "sent to the ecology department")]);
        shows(&app, &[lang.pick("核查和决定仍由承办部门", "check and decision stay"), lang.pick("已0日", ", 0d")]);
        // Once is enough.
        press(&mut app, "1 s");
        assert!(app.dialogs.is_empty() && said(&app).contains(lang.pick("不能办", "refused")), "{}", said(&app));
    }
}

// ---- Open tasks --------------------------------------------------------------------------------------------------------

#[test]
fn feedback_to_the_procuratorate_is_offered_at_once_and_never_forgotten() {
    for lang in LANGS {
        let mut desk = desk("2026-11-22");
        let id = lead_of(&mut desk, "检察院移送的线索", "procuratorate");
        let on = desk.today;
        for fact in [
            Fact::new(Kind::CheckConcluded, on).with("result", "no-damage"),
            Fact::new(Kind::NonfilingProposed, on).with("ground", "no-damage").with("opinion", "未造成损害"),
            Fact::new(Kind::NonfilingApproved, on).with("by_role", "局长").with("paper", "呈批表"),
        ] {
            record(&mut desk, id, fact);
        }
        let mut app = App::new(desk, lang, true);
        view(&mut app, View::All);
        assert_eq!(count(&app.desk, View::Feedback), 0);
        press(&mut app, "x");
        assert!(app.form().is_some(), "{}", said(&app));
        while app.form().unwrap().fields[app.form().unwrap().at].key != "ground" {
            press(&mut app, "Tab");
        }
        press(&mut app, "\"no-damage\" C-s");
        assert!(app.dialogs.is_empty(), "{:?} {:?}", app.status, app.form().map(|form| form.refusal.clone()));
        // Directly after the act: what comes next, its article, and the key.
        assert!(
            said(&app).contains(
                lang.pick("下一步 . 向移送线索的检察院反馈（意见三）", "next . feed back to the procuratorate (意见三)")
            ),
            "{}",
            said(&app)
        );
        // Left for later, it stands in its view with the days elapsed, in the agenda with its article, and on the top line.
        assert_eq!(count(&app.desk, View::Feedback), 1);
        app.desk.today = day("2026-12-10");
        view(&mut app, View::Feedback);
        shows(&app, &[lang.pick("待反馈 1", "feedback due 1"), lang.pick("待办1", "tasks 1")]);
        press(&mut app, "3");
        shows(&app, &[lang.pick("待办事项", "Open tasks"), lang.pick("已18日", "18d elapsed"), "意见三"]);
        // One key opens its form, from wherever it is seen.
        press(&mut app, "1 .");
        assert!(app.form().is_some());
        press(&mut app, "C-s");
        assert_eq!((count(&app.desk, View::Feedback), count(&app.desk, View::Tasks)), (0, 0));
        press(&mut app, "u");
        assert_eq!(count(&app.desk, View::Feedback), 1);
    }
}

#[test]
fn what_an_act_makes_due_is_offered_and_one_key_opens_it() {
    for lang in LANGS {
        let mut desk = desk("2026-11-22");
        let id = lead(&mut desk, "渗坑");
        let mut app = App::new(desk, lang, true);
        // A check that found damage: filing is asked; court and procuratorate may be told.
        press(&mut app, "v 1 Enter");
        assert!(
            said(&app).contains(lang.pick("下一步 . 提出立案（规定14条）等2项", "next . propose filing (规定14条), 2 in all")),
            "{}",
            said(&app)
        );
        press(&mut app, ".");
        shows(&app, &[lang.pick("下一步", "Next"), lang.pick("告知法院", "inform court")]);
        press(&mut app, "Enter");
        assert!(app.form().is_some());
        press(&mut app, "Enter");
        assert_eq!(app.desk.store.line(id).unwrap().unwrap().stage, "filing_review");
        // Nothing is open: that is said.
        let other = lead(&mut app.desk, "另一条");
        record(
            &mut app.desk,
            other,
            Fact::new(Kind::ScopeExcluded, day("2026-11-21")).with("way", "enforcement").with("proof", "x"),
        );
        app.show(other);
        app.focus = Pane::Case;
        press(&mut app, ".");
        shows(&app, &[lang.pick("没有待办事项", "no open task here")]);
    }
}

#[test]
fn many_open_tasks_of_one_kind_are_one_line_that_opens_them() {
    let mut desk = desk("2026-11-22");
    for n in 0..8 {
        turned_down(&mut desk, &format!("第{n}条"), "2026-11-10");
    }
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "3");
    shows(&app, &["8 件 最久已12日 意见三"]);
    let at = app.agenda.lines.iter().position(|line| line.text.contains("检察院反馈")).unwrap();
    app.agenda.at = at;
    press(&mut app, "Enter");
    shows(&app, &["向移送线索的检察院反馈 · 8 件", "已12日"]);
    press(&mut app, "Enter");
    assert_eq!(app.focus, Pane::Case);
    // And all of them at once: the view, all of it, one act.
    view(&mut app, View::Feedback);
    press(&mut app, "A o \"反馈\" Enter");
    assert!(app.form().is_some());
    press(&mut app, "\"人民检察院\" C-s Enter");
    assert_eq!(count(&app.desk, View::Feedback), 0, "{}", said(&app));
}

#[test]
fn open_tasks_are_those_of_the_law_on_every_docket() {
    let mut desk = desk("2026-11-22");
    desk.demo(Demo { leads: 60, cases: 20 }, &mut |_| true).unwrap();
    for (n, on) in ["2026-11-10", "2026-11-12"].into_iter().enumerate() {
        turned_down(&mut desk, &format!("检察{n}"), on);
    }
    let mut listed = 0;
    for row in desk.store.page(&Filter::all(desk.today), None, usize::MAX).unwrap() {
        let (_, derived) = desk.derived(row.docket).unwrap().unwrap();
        let mut asked: Vec<String> = derived
            .next
            .must
            .iter()
            .filter(|step| step.step.task.is_some() && step.step.period.is_none())
            .map(|step| step.step.id.to_string())
            .collect();
        asked.sort();
        asked.dedup();
        let mut found: Vec<String> = Vec::new();
        for group in desk.store.task_groups().unwrap() {
            if desk.store.tasks(&group.step, usize::MAX).unwrap().iter().any(|task| task.docket == row.docket) {
                found.push(group.step);
            }
        }
        found.sort();
        assert!(asked.iter().all(|id| found.contains(id)), "{} {asked:?} {found:?}", row.number);
        listed += found.len();
    }
    assert!(listed > 20, "{listed}");
    // They are no deadlines: the list of dates and its JSON stay as they are.
    assert!(desk.store.deadlines(false, None, None, None, usize::MAX).unwrap().iter().all(|row| row.nature != "task"));
    let before = desk.store.dump_derived().unwrap();
    desk.rebuild(&mut |_| true).unwrap();
    assert_eq!(desk.store.dump_derived().unwrap(), before);
}

#[test]
fn a_task_that_a_day_opens_is_there_on_that_day() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("x.db");
    let open = |today: &str| desk_on(Store::open(&path).unwrap(), "王芳", today);
    let mut desk = open("2026-11-22");
    desk.demo(Demo { leads: 5, cases: 20 }, &mut |_| true).unwrap();
    drop(desk);
    // Half a year on, rows that turn with the day are brought up; the others need not be.
    let mut desk = open("2027-05-22");
    let tasks = |desk: &Desk| {
        let groups = desk.store.task_groups().unwrap();
        groups.iter().map(|group| (group.step.clone(), group.count)).collect::<Vec<_>>()
    };
    let brought = tasks(&desk);
    desk.rebuild(&mut |_| true).unwrap();
    assert_eq!(brought, tasks(&desk));
}
