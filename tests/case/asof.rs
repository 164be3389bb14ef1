//! As of a day: what was known then, under the rules and the calendar of then.

use crate::common::desk::{bare, day, fact};
use crate::common::keys::press;
use std::cell::Cell;
use sunpei::docket::{Attributes, Fact, Kind, Stage};
use sunpei::law::calendar::Calendar;
use sunpei::ops::Desk;
use sunpei::text::Lang;
use sunpei::tui::app::Pane;
use sunpei::tui::{App, screen};

thread_local! {
    /// The moment of the desk's clock; each test has its own.
    static NOW: Cell<i64> = const { Cell::new(0) };
}

/// Noon at the office on a day.
fn noon(text: &str) {
    let days = (day(text) - day("1970-01-01")).num_days();
    NOW.set(days * 86_400 + 4 * 3_600);
}

fn on(desk: &mut Desk, text: &str) {
    desk.today = day(text);
    noon(text);
}

fn record(desk: &mut Desk, fact: Fact) {
    crate::common::desk::record(desk, 1, fact);
}

/// Recorded day by day: the receipt is told a week late, the reply is taken back.
fn told() -> Desk {
    noon("2025-09-01");
    let mut desk = bare("2025-09-01");
    desk.clock = || NOW.get();
    desk.set_up("inner-mongolia", "某市").unwrap();
    let it = Attributes { title: "渗坑".into(), ..Attributes::default() };
    desk.new_lead(it, vec![fact(Kind::LeadReceived, "2025-09-01")]).unwrap();
    on(&mut desk, "2025-09-08");
    record(&mut desk, fact(Kind::CheckConcluded, "2025-09-05").with("result", "damage"));
    on(&mut desk, "2025-09-10");
    record(&mut desk, fact(Kind::FilingProposed, "2025-09-10"));
    desk.undo().unwrap();
    on(&mut desk, "2025-09-12");
    desk
}

#[test]
fn what_was_recorded_later_is_not_known_yet() {
    let mut desk = told();
    let stage = |desk: &mut Desk, text: &str| {
        desk.as_of(day(text), |desk| desk.known_case(1).unwrap()).map(|case| case.derived.stage.unwrap())
    };
    assert_eq!(stage(&mut desk, "2025-08-31"), None);
    // The check was concluded on the fifth and told on the eighth.
    assert_eq!(stage(&mut desk, "2025-09-06"), Some(Stage::LeadRegistered));
    assert_eq!(stage(&mut desk, "2025-09-08"), Some(Stage::CheckDone));
    // What was taken back on the same day is taken back.
    assert_eq!(stage(&mut desk, "2025-09-10"), Some(Stage::CheckDone));
    // The desk itself stands where it stood.
    assert_eq!(desk.today, day("2025-09-12"));
    assert_eq!(desk.case(1).unwrap().unwrap().derived.stage, Some(Stage::CheckDone));
}

#[test]
fn the_timeline_tells_both_days_who_where_it_led_and_what_was_taken_back() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = App::new(told(), lang, true);
        app.show(1);
        let lines = |app: &App| app.case_lines.lines.iter().map(|line| (line.text.clone(), line.struck)).collect::<Vec<_>>();
        let all = lines(&app);
        let find = |start: &str| all.iter().find(|(text, _)| text.contains(start)).unwrap_or_else(|| panic!("{start}: {all:#?}"));
        // Concluded on the fifth, written down on the eighth, by whom, and the stage it led to.
        let (concluded, struck) = find(say("2025-09-05 记 09-08 王芳 核查结论", "2025-09-05 rec. 09-08 王芳 check concluded"));
        assert!(!struck && concluded.contains(say("→ 核查完成", "→ check done")), "{concluded}");
        // Proposed and taken back on the same day: struck, and the taking back is a line of its own.
        let (_, struck) = find(say("× 2025-09-10 记 09-10 王芳 提出立案", "× 2025-09-10 rec. 09-10 王芳 filing proposed"));
        assert!(struck);
        find(say("撤回：2025-09-10 提出立案", "takes back: 2025-09-10 filing proposed"));
        (app.focus, app.full) = (Pane::Case, true);
        press(&mut app, ": \"asof 2025-09-08\" Enter G");
        let text = screen(&app, 120, 36).join("\n");
        assert!(text.contains("@2025-09-08") && text.contains(say("核查结论", "check concluded")), "{text}");
        assert!(!text.contains("@2025-09-08   2025-09-10"), "{text}");
        // Every row of the view says so, those of wrapped lines too.
        for (width, height) in [(120, 36), (80, 24)] {
            let rows = screen(&app, width, height);
            let inside = rows.iter().skip(1).filter(|row| row.contains('@')).count();
            assert_eq!(inside + 4, usize::from(height), "{}", rows.join("\n"));
        }
    }
}

#[test]
fn today_is_the_desk_as_it_is() {
    let mut desk = told();
    on(&mut desk, "2026-01-20");
    let said = |case: &sunpei::ops::view::CaseView| {
        let dates = case.derived.deadlines.iter().map(|one| (one.rule.id.to_string(), one.due, one.safe, one.status));
        let steps = case.derived.next.all().map(|(group, step)| (group, step.step.id.to_string(), step.missing.len()));
        (case.derived.stage, dates.collect::<Vec<_>>(), steps.collect::<Vec<_>>(), case.number.clone())
    };
    let known = desk.as_of(day("2026-01-20"), |desk| desk.known_case(1).unwrap().unwrap());
    let case = desk.case(1).unwrap().unwrap();
    assert!(said(&known) == said(&case));
    assert!(!said(&case).1.is_empty() && !said(&case).2.is_empty());
}

#[test]
fn a_year_counts_from_the_day_of_its_notice() {
    let calendar = Calendar::built_in();
    // The notice for 2026 is of 4 November 2025.
    let working = |asked: &str| calendar.as_of(day(asked)).is_working(day("2026-02-14"));
    assert!(!working("2025-11-03"), "a Saturday");
    assert!(working("2025-11-04"), "worked by exchange");
    // What is known to be firm today was provisional then, and the deadline said so.
    let mut desk = told();
    on(&mut desk, "2026-01-20");
    let facts = ["2026-01-12"].map(|on| fact(Kind::LeadReceived, on));
    noon("2025-10-20");
    desk.new_lead(Attributes { title: "二".into(), ..Attributes::default() }, facts.to_vec()).unwrap();
    noon("2026-01-20");
    let due = |desk: &Desk| {
        let case = desk.known_case(2).unwrap().unwrap();
        let check = case.derived.deadlines.iter().find(|one| &*one.rule.id == "check").unwrap().clone();
        (check.due.unwrap().to_string(), check.provisional)
    };
    assert_eq!(desk.as_of(day("2025-10-25"), due), ("2026-02-11".to_owned(), true));
    assert_eq!(desk.as_of(day("2026-01-20"), due), ("2026-02-11".to_owned(), false));
}

#[test]
fn the_desk_shows_it_to_read_only_and_says_so_on_every_line() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = App::new(told(), lang, true);
        app.show(1);
        (app.focus, app.full) = (Pane::Case, true);
        press(&mut app, ": \"asof 2025-09-06\" Enter");
        for (width, height) in [(120, 36), (80, 24)] {
            let rows = screen(&app, width, height);
            let text = rows.join("\n");
            assert!(text.contains(say("截至 2025-09-06 所知", "as known on 2025-09-06")), "{text}");
            let told = rows.iter().filter(|row| row.contains("@2025-09-06")).count();
            assert!(told >= 8 && text.contains(say("初步核查", "preliminary check")), "{text}");
            assert!(!text.contains(say("核查结论 核查", "check concluded result")), "{text}");
        }
        // No act reaches the docket from here.
        let before = app.desk.store.head().unwrap();
        press(&mut app, "f v x Enter a");
        assert_eq!(app.desk.store.head().unwrap(), before);
        press(&mut app, "Esc*3 : \"asof 2025-12-01\" Enter");
        assert!(screen(&app, 80, 24).join("\n").contains(say("还没有到", "has not come yet")));
        press(&mut app, ": \"asof nonsense\" Enter");
        assert!(screen(&app, 80, 24).join("\n").contains(say("不认识的日期", "not a day")));
        press(&mut app, ": \"asof 2025-08-01\" Enter");
        assert!(screen(&app, 80, 24).join("\n").contains(say("没有记录过", "nothing of this docket")));
    }
}

#[test]
fn what_is_looked_back_at_names_no_key_that_would_act() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = App::new(told(), lang, true);
        app.show(1);
        (app.focus, app.full) = (Pane::Case, true);
        let take = lang.pick("p 入卷", "p takes");
        let key = |row: &String, key: &str| row.contains(&format!(" {key} {}", lang.pick("记录核查结论", "conclude the check")));
        // The case of today tells its keys.
        let today = screen(&app, 120, 36).join("\n");
        assert!(today.contains(take), "{today}");
        press(&mut app, ": \"asof 2025-09-06\" Enter");
        let mut rows = screen(&app, 120, 36);
        press(&mut app, "PageDown PageDown");
        rows.extend(screen(&app, 120, 36));
        let past: Vec<String> = rows.into_iter().filter(|row| row.contains("@2025-09-06")).collect();
        assert!(past.iter().any(|row| row.contains(lang.pick("记录核查结论", "conclude the check"))), "{past:#?}");
        assert!(!past.iter().any(|row| key(row, "v") || row.contains(take)), "{past:#?}");
    }
}

/// A case of every section as it stood, looked at from every pane.
fn whole() -> (App, i64) {
    let mut desk = crate::common::desk::desk("2026-11-25");
    let docket = crate::common::files::story("two-parties-one-agrees-one-is-sued");
    let id = desk.new_lead(docket.attributes, crate::common::desk::fresh(docket.facts)).unwrap().dockets[0];
    (App::new(desk, Lang::Zh, true), id)
}

#[test]
fn every_section_is_there_and_every_row_says_so() {
    for lang in [Lang::Zh, Lang::En] {
        let (mut app, id) = whole();
        app.lang = lang;
        app.show(id);
        app.focus = Pane::Case;
        press(&mut app, ": \"asof 2026-11-25\" Enter");
        let mut seen = Vec::new();
        for _ in 0..200 {
            let rows = screen(&app, 80, 24);
            assert!(rows[2..22].iter().all(|row| row.contains("@2026-11-25")), "{}", rows.join("\n"));
            let whole = rows.join("\n");
            if seen.last() == Some(&whole) {
                break;
            }
            seen.push(whole);
            press(&mut app, "PageDown");
        }
        let seen = seen.join("\n");
        let say = sunpei::text::case::Words::of(lang);
        let all = [say.parties, say.money, say.negotiation, say.agreement, say.court, say.restoration, say.supervision];
        for name in all.into_iter().chain([say.papers, say.dossier, say.timeline, say.log]) {
            assert!(seen.contains(&format!("── {name}")), "lacks {name}");
        }
        // From section to section, and back.
        press(&mut app, "g ] ]");
        let here = screen(&app, 80, 24).join("\n");
        press(&mut app, "] [");
        assert_eq!(screen(&app, 80, 24).join("\n"), here);
        assert!(here.contains("──"), "{here}");
        // The headings within a section are not stops on the way: the third jump is the third section after the first.
        press(&mut app, "g ] ] ]");
        let rows = screen(&app, 80, 24);
        assert!(rows[2].contains(&format!("── {}", say.money)), "{}", rows.join("\n"));
    }
}

/// No key of the table, nor any other, writes from there; from every pane it opens.
#[test]
fn no_command_of_the_table_writes_in_what_is_looked_back_at() {
    use sunpei::tui::app::Dialog;
    let (mut app, id) = whole();
    for pane in Pane::ALL {
        app.show(id);
        (app.focus, app.full) = (*pane, true);
        app.refresh();
        press(&mut app, ": \"asof 2026-11-25\" Enter");
        if !matches!(app.dialogs.last(), Some(Dialog::Reader(_))) {
            // A pane whose own list has no line of it says that a docket is to be chosen.
            assert!(app.status.is_some(), "{pane:?}");
            app.dialogs.clear();
            continue;
        }
        let before = (app.desk.store.head().unwrap(), app.desk.store.revision(id).unwrap());
        let keys = sunpei::tui::TABLE.iter().flat_map(|row| row.keys.iter().copied());
        let others = ["C-s", "C-t", "C-y", "F6", "Delete", "Backspace", "@"];
        for key in keys.chain(others) {
            press(&mut app, key);
            assert!(!matches!(app.dialogs.last(), Some(Dialog::Form(..))), "{key} opens a form in {pane:?}");
            let now = (app.desk.store.head().unwrap(), app.desk.store.revision(id).unwrap());
            assert_eq!(now, before, "{key} writes in {pane:?}");
            app.dialogs.truncate(1);
            if app.dialogs.is_empty() {
                press(&mut app, ": \"asof 2026-11-25\" Enter");
                assert!(matches!(app.dialogs.last(), Some(Dialog::Reader(_))), "{key} led out of {pane:?}");
            }
        }
        assert_eq!(app.desk.store.drafts(&app.desk.officer).unwrap(), []);
        app.dialogs.clear();
        app.quit = false;
    }
}

#[test]
fn what_is_saved_of_it_says_so_on_every_line() {
    let (mut app, id) = whole();
    app.show(id);
    app.focus = Pane::Case;
    press(&mut app, ": \"asof 2026-11-25\" Enter");
    let Some(sunpei::tui::app::Dialog::Reader(reader)) = app.dialogs.last() else { panic!("no reader") };
    let text = reader.page.as_ref().expect("it can be saved").text();
    assert!(text.contains("只读"), "{text}");
    assert!(text.lines().skip(1).all(|line| line.starts_with("@2026-11-25")), "{text}");
}

/// The log of then stands there whole, however much was recorded since.
#[test]
fn what_came_later_does_not_push_the_log_of_then_out() {
    let mut desk = told();
    on(&mut desk, "2025-10-20");
    for n in 0..40 {
        record(&mut desk, fact(Kind::NoteAdded, "2025-10-20").with("note", format!("记 {n}")));
    }
    let mut app = App::new(desk, Lang::Zh, true);
    app.show(1);
    app.focus = Pane::Case;
    // Today's log is whole too: its first link stands at its end.
    press(&mut app, "2 : \"section 15\" Enter G");
    let text = screen(&app, 120, 36).join("\n");
    assert!(text.contains("#1 2025-09-01"), "{text}");
    press(&mut app, ": \"asof 2025-09-08\" Enter G");
    let text = screen(&app, 120, 36).join("\n");
    assert!(text.contains("#1 2025-09-01") && text.contains("#2 2025-09-08") && !text.contains("记 3"), "{text}");
}
