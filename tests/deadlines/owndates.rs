//! Dates that an office sets for itself: on a docket and for the office, once and again and again, answered, moved, called
//! off and taken back; keys in, screen out.

use crate::common::desk::{day, desk};
use crate::common::keys::{press, shows};
use sunpei::docket::{Attributes, Fact, Kind, file};
use sunpei::law::calendar::Calendar;
use sunpei::law::{Deadline, Law, Library};
use sunpei::ops::Desk;
use sunpei::ops::own::OwnDate;
use sunpei::text::Lang;
use sunpei::tui::App;
use sunpei::tui::app::Pane;

fn lead(desk: &mut Desk, title: &str, on: &str) -> i64 {
    let it = Attributes { title: title.into(), ..Attributes::default() };
    desk.new_lead(it, vec![Fact::new(Kind::LeadReceived, day(on))]).unwrap().dockets[0]
}

/// The own dates of a docket, or of the office: day, turn and status.
fn dates(desk: &Desk, id: Option<i64>) -> Vec<String> {
    let all = match id {
        Some(id) => desk.derived(id).unwrap().unwrap().1.deadlines,
        None => desk.office_record().unwrap().into_iter().map(|duty| duty.deadline).collect(),
    };
    let own = all.iter().filter(|one| one.rule.id.starts_with("own."));
    own.map(|one| format!("{} {} {}", one.due.unwrap(), one.n.unwrap_or(0), one.status.name())).collect()
}

/// Goes to the line of the agenda that holds a word.
fn at(app: &mut App, word: &str) {
    let line = app
        .agenda
        .lines
        .iter()
        .position(|line| line.text.contains(word))
        .unwrap_or_else(|| panic!("{word}: {:#?}", app.agenda.lines));
    press(app, "Home");
    while app.agenda.at != line {
        press(app, "j");
    }
}

#[test]
fn a_date_is_set_on_a_docket_shown_as_internal_answered_and_taken_back() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut desk = desk("2026-11-26");
        let id = lead(&mut desk, "渗坑", "2026-11-20");
        let mut app = App::new(desk, lang, true);
        app.show(id);
        app.focus = Pane::Case;
        app.full = true;
        press(&mut app, "h");
        shows(&app, &[say("自定日期 · 26-0001", "Own date · 26-0001"), say("不是法定期限", "no time limit of law")]);
        // A day as `g` takes it; the kind is chosen, five days before it warns.
        press(&mut app, "\"复勘现场\" Tab \"下周五\" Tab 2 Tab C-u \"5\" Enter");
        assert!(app.form().is_none(), "{:?}", app.status);
        assert_eq!(dates(&app.desk, Some(id)), ["2026-12-04 0 pending"]);
        shows(&app, &["复勘现场", say("内部", "internal"), "2026-12-04"]);
        // In the agenda, marked as internal; five days before, a star.
        press(&mut app, "3");
        at(&mut app, "复勘现场");
        shows(&app, &["12-04", say("内部", "intern")]);
        assert!(!app.agenda.current().unwrap().text.contains('*'));
        assert_eq!(app.calendar.load.get(&day("2026-12-04")), Some(&1));
        app.desk.today = day("2026-12-01");
        app.refresh();
        at(&mut app, "复勘现场");
        shows(&app, &["*12-04"]);
        // Missed, it is late until it is answered.
        app.desk.today = day("2026-12-07");
        app.refresh();
        press(&mut app, "t");
        at(&mut app, "复勘现场");
        shows(&app, &["!12-04"]);
        // Its proof says where it comes from, and that no article writes it.
        press(&mut app, "e");
        shows(&app, &["2026-12-04", say("自定日期", "own date")]);
        press(&mut app, "Esc Enter");
        shows(&app, &[say("已办", "answered"), say("改期", "another day"), say("取消", "call off")]);
        press(&mut app, "Enter");
        press(&mut app, "C-u \"2026-12-08\" Enter");
        assert!(app.form().is_some(), "a day to come answers nothing");
        press(&mut app, "C-u \"2026-12-04\" Enter");
        assert!(app.form().is_none(), "{:?}", app.status);
        assert_eq!(dates(&app.desk, Some(id)), ["2026-12-04 0 met"]);
        assert!(app.agenda.lines.iter().all(|line| !line.text.contains("复勘现场")));
        press(&mut app, "u");
        assert_eq!(dates(&app.desk, Some(id)), ["2026-12-04 0 overdue"]);
        // Another day, then called off; both are taken back one by one.
        at(&mut app, "复勘现场");
        press(&mut app, "Enter Down Enter");
        press(&mut app, "\"+3工\" Enter");
        assert_eq!(dates(&app.desk, Some(id)), ["2026-12-10 0 pending"], "{:?}", app.status);
        at(&mut app, "复勘现场");
        press(&mut app, "H Down Down Enter");
        press(&mut app, "\"不必\" Enter");
        assert_eq!(dates(&app.desk, Some(id)), ["2026-12-10 0 dropped"], "{:?}", app.status);
        press(&mut app, "u");
        assert_eq!(dates(&app.desk, Some(id)), ["2026-12-10 0 pending"]);
        press(&mut app, "u u");
        assert_eq!(dates(&app.desk, Some(id)), Vec::<String>::new());
        // What the lists hold is what a full recomputation gives.
        let rows = app.desk.store.dump_derived().unwrap();
        app.desk.rebuild(&mut |_| true).unwrap();
        assert_eq!(app.desk.store.dump_derived().unwrap(), rows);
    }
}

#[test]
fn the_office_has_dates_of_its_own_on_an_empty_database_too() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = App::new(desk("2026-11-26"), lang, true);
        press(&mut app, "3 h");
        shows(&app, &[say("自定日期 · 本单位", "Own date · the office")]);
        press(&mut app, "\"季度例会\" Tab \"2026-11-30\" Tab Tab Tab 4 Enter");
        assert!(app.form().is_none(), "{:?}", app.status);
        assert_eq!(dates(&app.desk, None), ["2026-11-30 1 pending"]);
        at(&mut app, "季度例会");
        shows(&app, &["11-30", say("本单位", "office"), say("内部", "internal")]);
        assert_eq!(app.calendar.load.get(&day("2026-11-30")), Some(&1), "also beside the duties");
        // Answered with `d`; the next one comes at the end of its month.
        app.desk.today = day("2026-11-30");
        app.refresh();
        at(&mut app, "季度例会");
        press(&mut app, "d Enter");
        assert_eq!(dates(&app.desk, None), ["2026-11-30 1 met", "2027-02-28 2 pending"], "{:?}", app.status);
        press(&mut app, "u");
        assert_eq!(dates(&app.desk, None), ["2026-11-30 1 pending"]);
        press(&mut app, "C-r");
        // From the second on it is called off.
        at(&mut app, "季度例会 2");
        press(&mut app, "H Down Down Enter");
        press(&mut app, "S-Tab 2 Tab \"不再开\" Enter");
        assert_eq!(dates(&app.desk, None), ["2026-11-30 1 met"], "{:?}", app.status);
    }
}

fn judged(today: &str, more: &str) -> Vec<String> {
    let text =
        format!("profile = \"inner-mongolia\"\ntoday = {today}\n[[fact]]\nkind = \"lead.received\"\non = 2026-01-02\n{more}");
    let file = file::parse("x.toml", &text).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let law = Law::new(Library::built_in().profile("inner-mongolia").unwrap(), Calendar::built_in());
    let derived = law.derive(&file.docket, day(today));
    assert!(
        derived.warnings.iter().all(|one| !["unknown-value", "guard-warned", "wrong-order"].contains(&one.code)),
        "{:?}",
        derived.warnings
    );
    let own = derived.deadlines.iter().filter(|one| one.rule.id.starts_with("own."));
    own.map(|one| {
        assert!(!one.binding() && one.rule.nature_word() == "internal" && one.rule.cites.is_empty());
        format!("{} {} {}", one.due.unwrap(), one.n.unwrap_or(0), one.status.name())
    })
    .collect()
}

fn set(id: u32, due: &str, more: &str) -> String {
    format!("[[fact]]\nid = {id}\nkind = \"date.added\"\non = 2026-01-05\ntitle = \"x\"\ndue = {due}\n{more}\n")
}

#[test]
fn what_comes_again_keeps_to_the_months_end_over_leap_days_and_years() {
    // The 31st: the last day where the month has none, and the 31st again after it.
    let monthly = set(7, "2028-01-31", "rhythm = \"month\"");
    let missed = ["2028-01-31 1 overdue", "2028-02-29 2 overdue", "2028-03-31 3 overdue", "2028-04-30 4 pending"];
    assert_eq!(judged("2028-04-02", &monthly), missed);
    // 29 February, every year: 28 in those that have none.
    let yearly = set(7, "2024-02-29", "rhythm = \"year\"\nuntil = 2028-12-31");
    let days =
        ["2024-02-29 1 overdue", "2025-02-28 2 overdue", "2026-02-28 3 overdue", "2027-02-28 4 overdue", "2028-02-29 5 pending"];
    assert_eq!(judged("2028-01-01", &yearly), days);
    // Every second week over the year's end, until a day.
    let weekly = set(7, "2026-12-21", "rhythm = \"week\"\nevery = 2\nuntil = 2027-01-10");
    assert_eq!(judged("2026-12-30", &weekly), ["2026-12-21 1 overdue", "2027-01-04 2 pending"]);
    assert_eq!(judged("2027-02-01", &weekly), ["2026-12-21 1 overdue", "2027-01-04 2 overdue"]);
    // A turn is answered by its number, or the earliest open one; a turn is moved alone.
    let answers = "[[fact]]\nkind = \"date.answered\"\ndate = 7\non = 2026-12-20\n[[fact]]\nkind = \"date.moved\"\ndate = 7\nn = 2\ndue = 2027-01-06\non = 2026-12-20\n";
    assert_eq!(judged("2026-12-30", &format!("{weekly}{answers}")), ["2026-12-21 1 met", "2027-01-06 2 pending"]);
    // Every day for years is capped; nonsense is no date.
    assert_eq!(judged("2036-01-01", &set(7, "2026-01-06", "rhythm = \"day\"")).len(), 400);
    assert!(judged("2026-02-01", &set(7, "2026-03-01", "rhythm = \"fortnight\"")).len() == 1);
}

#[test]
fn a_form_says_what_is_wrong_and_keeps_what_was_typed() {
    let mut app = App::new(desk("2026-11-26"), Lang::Zh, true);
    press(&mut app, "3 h \"例会\" Tab \"哈哈\" Enter");
    shows(&app, &["不是日期"]);
    press(&mut app, "C-u \"12-31\" Tab Tab C-u \"999\" Enter");
    shows(&app, &["0 至 365"]);
    press(&mut app, "C-u \"3\" Tab 3 Tab C-u \"0\" Enter");
    shows(&app, &["1 至 1000"]);
    press(&mut app, "C-u \"1\" Tab \"12-30\" Enter");
    shows(&app, &["截止不能早于第一次"]);
    assert_eq!(dates(&app.desk, None), Vec::<String>::new());
    press(&mut app, "C-u \"2027-3-31\" Enter");
    assert_eq!(dates(&app.desk, None), ["2026-12-31 1 pending"], "{:?}", app.status);
}

#[test]
fn a_date_whose_trigger_was_withdrawn_after_it_was_met_is_gone_and_comes_back() {
    let mut desk = desk("2026-11-26");
    let id = lead(&mut desk, "x", "2026-11-02");
    let revision = desk.store.revision(id).unwrap();
    let met = Fact::new(Kind::CheckConcluded, day("2026-11-20")).with("result", "damage");
    desk.record(id, revision, vec![met], "check.concluded", None).unwrap();
    let check = |desk: &Desk| {
        let (_, derived) = desk.derived(id).unwrap().unwrap();
        derived.deadlines.iter().find(|one| &*one.rule.id == "check").map(|one| (one.due, one.status.name()))
    };
    assert_eq!(check(&desk), Some((Some(day("2026-12-02")), "met")));
    let trigger = desk.docket(id).unwrap().unwrap().docket.facts[0].id;
    let revision = desk.store.revision(id).unwrap();
    desk.record(id, revision, vec![Fact::withdrawing(trigger, desk.today)], "fact.withdrawn", None).unwrap();
    // Without its trigger there is no last day: neither met nor late, and nothing in the agenda.
    assert!(
        check(&desk).is_none_or(|(due, status)| due.is_none() && status != "overdue" && status != "met-late"),
        "{:?}",
        check(&desk)
    );
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "3");
    assert!(app.agenda.lines.iter().all(|line| !line.text.contains("初步核查")), "{:#?}", app.agenda.lines);
    shows(&app, &["3 期限"]);
    let rows = app.desk.store.dump_derived().unwrap();
    app.desk.rebuild(&mut |_| true).unwrap();
    assert_eq!(app.desk.store.dump_derived().unwrap(), rows);
    press(&mut app, "u");
    assert_eq!(check(&app.desk), Some((Some(day("2026-12-02")), "met")));
}

#[test]
fn another_day_by_what_moves_keeps_the_date_and_its_answers() {
    let mut desk = desk("2026-11-26");
    let id = lead(&mut desk, "x", "2026-11-20");
    let mut weekly = Fact::new(Kind::DateAdded, day("2026-11-20")).with("title", "例会").with("due", "2026-11-23");
    weekly = weekly.with("rhythm", "week");
    let revision = desk.store.revision(id).unwrap();
    desk.add_date(Some((id, revision)), weekly).unwrap();
    let date = OwnDate::of(Some(id), &own(&desk, id).rule.id, Some(1)).unwrap();
    let revision = desk.store.revision(id).unwrap();
    desk.change_date(Some((id, revision)), &date, Fact::new(Kind::DateAnswered, day("2026-11-23"))).unwrap();
    assert_eq!(dates(&desk, Some(id)), ["2026-11-23 1 met", "2026-11-30 2 pending"]);
    // Another first day: the answer stays with its turn.
    let stored = desk.docket(id).unwrap().unwrap();
    let fact = stored.docket.facts.iter().find(|fact| fact.kind == Kind::DateAdded).unwrap().id;
    let cause = desk.redate(&stored, fact, &[("due", Some(day("2026-11-24")))]).unwrap();
    let preview = desk.what_moves(&cause, &mut |_| true).unwrap().unwrap();
    desk.take(&preview, "x", &mut |_| true).unwrap();
    assert_eq!(dates(&desk, Some(id)), ["2026-11-23 1 met", "2026-12-01 2 pending"], "what was met stays");
    // Own dates are a kind of their own in the calendar, and no other.
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "3 f \"种类：自定日期\" Enter");
    let told: Vec<_> = app.agenda.lines.iter().filter(|line| !line.head).collect();
    assert!(told.len() == 1 && told[0].text.contains("例会 2"), "{told:#?}");
    assert_eq!(app.calendar.counts.iter().map(|(_, count)| *count).sum::<i64>(), 1);
    shows(&app, &["自定日期"]);
}

fn own(desk: &Desk, id: i64) -> Deadline {
    let (_, derived) = desk.derived(id).unwrap().unwrap();
    derived.deadlines.into_iter().find(|one| one.rule.id.starts_with("own.")).unwrap()
}
