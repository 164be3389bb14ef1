//! The last day on which work has to begin: from the profile's estimate or the docket's, in the proof, the agenda, the month;
//! where more would run at once than fit.

use crate::common::desk::{day, desk, fact, record};
use crate::common::keys::{press, shows};
use sunpei::docket::{Attributes, Kind};
use sunpei::law::Deadline;
use sunpei::ops::Desk;
use sunpei::store::Wanted;
use sunpei::text::Lang;
use sunpei::tui::app::Pane;
use sunpei::tui::{App, plain, screen};

/// A case under investigation until a day, in an officer's hands.
fn investigated(desk: &mut Desk, title: &str, officer: &str, due: &str) -> i64 {
    let facts = vec![
        fact(Kind::LeadReceived, "2026-06-01"),
        fact(Kind::LeadAssigned, "2026-06-01").with("officer", officer).with("department", "ecology"),
        fact(Kind::CheckConcluded, "2026-06-10").with("result", "damage"),
        fact(Kind::CaseFiled, "2026-06-20").with("number", format!("赤环损〔2026〕{title}号")),
        fact(Kind::InvestigationStarted, "2026-06-22"),
        fact(Kind::InvestigationDueSet, "2026-06-22").with("due", due),
    ];
    let it = Attributes { title: title.into(), ..Attributes::default() };
    desk.new_lead(it, facts).unwrap().dockets[0]
}

fn one(desk: &Desk, id: i64, rule: &str) -> Deadline {
    let (_, derived) = desk.derived(id).unwrap().unwrap();
    derived.deadlines.into_iter().find(|one| &*one.rule.id == rule).unwrap()
}

fn begins(desk: &Desk, id: i64, rule: &str) -> Option<String> {
    one(desk, id, rule).effort.filter(|effort| effort.begun.is_none()).map(|effort| effort.begin.to_string())
}

#[test]
fn twenty_working_days_are_counted_back_over_the_holidays_both_ends_worked() {
    // From the Friday before National Day: 20 working days end on 30 October, make-up days worked, rest days not.
    let mut desk = desk("2026-09-01");
    let id = investigated(&mut desk, "x", "王芳", "2026-10-30");
    let begin = day(&begins(&desk, id, "investigation.due").unwrap());
    let calendar = &desk.calendar;
    assert!(calendar.is_working(begin));
    let worked = begin.iter_days().take_while(|at| *at <= day("2026-10-30")).filter(|at| calendar.is_working(*at)).count();
    assert_eq!(worked, 20, "{begin}");
    // A last day that is not worked: the work is done on the day before.
    let sunday = investigated(&mut desk, "y", "王芳", "2026-11-01");
    assert_eq!(begins(&desk, sunday, "investigation.due"), Some(begin.to_string()));
    // An estimate of the docket takes the profile's place, also for a rule that has none, and 0 takes it away.
    record(&mut desk, id, fact(Kind::EffortEstimated, "2026-09-01").with("rule", "investigation.due").with("days", 1));
    assert_eq!(begins(&desk, id, "investigation.due").as_deref(), Some("2026-10-30"));
    record(&mut desk, id, fact(Kind::EffortEstimated, "2026-09-01").with("rule", "investigation.due").with("days", 0));
    assert_eq!(begins(&desk, id, "investigation.due"), None);
    desk.undo().unwrap();
    // Once it has begun nothing has to begin: by the fact that the profile names, or by hand.
    record(&mut desk, id, fact(Kind::AppraisalCommissioned, "2026-09-01").with("path", "full").with("paper", "委托书1号"));
    assert_eq!(begins(&desk, id, "investigation.due"), None);
    assert_eq!(one(&desk, id, "investigation.due").effort.unwrap().begun, Some(day("2026-09-01")));
    record(&mut desk, sunday, fact(Kind::EffortBegun, "2026-09-01").with("rule", "investigation.due"));
    assert_eq!(begins(&desk, sunday, "investigation.due"), None);
}

#[test]
fn in_a_year_that_is_not_published_the_earliest_start_counts() {
    let mut desk = desk("2026-12-01");
    let id = investigated(&mut desk, "x", "王芳", "2027-02-26");
    let begin = day(&begins(&desk, id, "investigation.due").unwrap());
    let usual = desk.calendar.add_working(day("2027-02-26"), -19);
    let envelope = desk.calendar.envelope();
    let least = envelope.least_working.add_working(envelope.least_working.prev_working(day("2027-02-26")), -19);
    assert!(begin <= usual && begin <= least, "{begin} {usual} {least}");
}

#[test]
fn the_start_stands_in_the_agenda_the_month_the_case_and_the_proof() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut desk = desk("2026-09-25");
        let id = investigated(&mut desk, "17", "王芳", "2026-10-30");
        let begin = begins(&desk, id, "investigation.due").unwrap();
        assert!(begin > desk.today.to_string() && *begin < *"2026-10-09", "{begin}");
        let short = begin.get(5..).unwrap().to_owned();
        let mut app = App::new(desk, lang, true);
        press(&mut app, "3");
        shows(&app, &[say("须开始（两周内） 1", "to begin within two weeks 1"), &short, say("需20工", "20wd")]);
        // The month marks the day, the deadline's own line says it too.
        assert!(app.calendar.starts.contains(&day(&begin)) || app.calendar.day.to_string().get(..7) != begin.get(..7));
        press(&mut app, "g C-u \"2026-10-30\" Enter");
        shows(&app, &[&format!("{}{}", say("", "start "), if lang == Lang::Zh { format!("{short}始") } else { short.clone() })]);
        press(&mut app, &format!("g C-u \"{begin}\" Enter"));
        let rows = screen(&app, 120, 36).join("\n");
        assert!(rows.contains(say("始", "s ")), "{rows}");
        // The proof, the page of plain lines and the case.
        let line = app.agenda.lines.iter().position(|line| line.text.contains(say("需20工", "20wd"))).unwrap();
        press(&mut app, "t Home");
        while app.agenda.at != line {
            press(&mut app, "j");
        }
        press(&mut app, "e");
        let words = [begin.as_str(), say("委托评估并取得意见", "commissioning an"), say("非法定", "no rule of")];
        shows(&app, &words);
        press(&mut app, "Esc");
        assert!(plain(&app.desk, lang).unwrap().contains(say("需20工", "20wd")));
        // The officer knows better, and has begun: from the case.
        app.show(id);
        app.focus = Pane::Case;
        app.full = true;
        press(&mut app, "B");
        shows(&app, &[say("工作量和开始", "Effort and start"), say("天数", "Days")]);
        press(&mut app, "Tab C-u \"5\" Enter");
        let rule = "investigation.due";
        assert!(app.form().is_none(), "{:?}", app.status);
        assert_eq!(one(&app.desk, id, rule).effort.map(|effort| effort.days), Some(5));
        press(&mut app, "u B Tab C-u Tab \"2027-01-01\" Enter");
        assert!(app.form().is_some(), "a day to come is no start");
        press(&mut app, "C-u \"2026-09-24\" Enter");
        assert!(app.form().is_none(), "{:?}", app.status);
        assert!(app.desk.starts(&Wanted::default(), 365).unwrap().iter().all(|row| row.rule != rule));
        press(&mut app, "u");
        assert_eq!(begins(&app.desk, id, "investigation.due"), Some(begin));
        let rows = app.desk.store.dump_derived().unwrap();
        app.desk.rebuild(&mut |_| true).unwrap();
        assert_eq!(app.desk.store.dump_derived().unwrap(), rows);
    }
}

#[test]
fn more_at_once_than_fit_is_told_with_whose_when_and_which() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut desk = desk("2026-08-20");
        for at in 0..3 {
            investigated(&mut desk, &format!("a{at}"), "王芳", &format!("2026-10-{}", 28 + at));
        }
        investigated(&mut desk, "b", "李明", "2026-10-30");
        assert!(desk.collisions(&Wanted::default()).unwrap().is_empty(), "three fit");
        let late = investigated(&mut desk, "c", "王芳", "2026-10-15");
        let found = desk.collisions(&Wanted::default()).unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        let one = &found[0];
        assert_eq!((one.who.as_str(), one.department, one.most, one.fits), ("王芳", false, 4, 3));
        assert!(one.dockets.contains(&late) && one.dockets.len() == 4);
        // From the last of the four to begin until the first is over.
        assert_eq!(one.to, day("2026-10-15"));
        let mut app = App::new(desk, lang, true);
        press(&mut app, "3");
        shows(&app, &[say("王芳", "王芳"), say("同时 4 件", "4 at once")]);
        let at = app.agenda.lines.iter().position(|line| line.alarm && line.text.contains("王芳")).unwrap();
        press(&mut app, "Home");
        while app.agenda.at != at {
            press(&mut app, "j");
        }
        press(&mut app, "Enter");
        shows(&app, &[say("同时进行 · 王芳", "At once · 王芳"), say("需20工", "20wd")]);
        press(&mut app, "Esc");
        // What fits is the office's to say; two numbers, or it says so.
        press(&mut app, ": \"fits 4\" Enter");
        shows(&app, &[say("写两个数", "two numbers")]);
        press(&mut app, ": \"fits 4 9\" Enter");
        assert!(app.desk.collisions(&Wanted::default()).unwrap().is_empty(), "{:?}", app.status);
        press(&mut app, ": \"fits 9 3\" Enter");
        let found = app.desk.collisions(&Wanted::default()).unwrap();
        assert_eq!((found.len(), found[0].department, found[0].most), (1, true, 5), "{found:?}");
        shows(&app, &[say("同时 5 件", "5 at once")]);
        // Many are folded to the most urgent ones, and open with Enter.
        for at in 0..6 {
            investigated(&mut app.desk, &format!("d{at}"), "李明", "2026-09-18");
        }
        app.refresh();
        let whole = app.agenda.lines.len();
        let fold =
            app.agenda.lines.iter().position(|line| line.text.contains(say("项 · Enter 展开", "more · Enter opens"))).unwrap();
        press(&mut app, "Home");
        while app.agenda.at != fold {
            press(&mut app, "j");
        }
        press(&mut app, "Enter");
        assert!(app.agenda.lines.len() > whole, "{:#?}", app.agenda.lines);
        shows(&app, &[say("- 收起", "- fold")]);
        // Of others' work nothing is told to who asked for his own.
        let mine = Wanted { officer: Some("乌兰".into()), ..Wanted::default() };
        assert!(app.desk.collisions(&mine).unwrap().is_empty());
    }
}
