//! What moves: another date of a fact, a pause, a year's rest days, other rules; keys in, screen out, and that what was
//! shown is what a full recomputation gives.

use crate::common::desk::{day, desk, due};
use crate::common::keys::{press_and_wait, shows};
use std::collections::BTreeMap;
use std::sync::Arc;
use sunpei::docket::{Attributes, Day, Fact, Kind};
use sunpei::law::Deadline;
use sunpei::law::calendar::Year;
use sunpei::ops::moving::{Cause, Change, MovePreview, Shifts};
use sunpei::ops::{Demo, Desk};
use sunpei::text::Lang;
use sunpei::tui::App;
use sunpei::tui::app::Pane;
use sunpei::tui::key::Key;

/// An invented notice for 2027: the calendar takes any file with a number.
const YEAR: &str = include_str!("../fixtures/2027-invented.toml");

fn lead(desk: &mut Desk, title: &str, on: &str) -> i64 {
    let it = Attributes { title: title.into(), channel: "routine".into(), ..Attributes::default() };
    desk.new_lead(it, vec![Fact::new(Kind::LeadReceived, day(on))]).unwrap().dockets[0]
}

/// Which time limit, its days, and whether it was answered.
type Told = BTreeMap<(i64, String, String, u32, u32), (Option<Day>, Option<Day>, bool, bool)>;

fn listed(desk: &Desk, id: i64) -> Told {
    let (_, derived) = desk.derived(id).unwrap().unwrap();
    let shown = derived.deadlines.iter().filter(|one| !one.rule.hidden);
    let which =
        |one: &Deadline| (id, one.rule.id.to_string(), one.party.clone().unwrap_or_default(), one.n.unwrap_or(0), one.round);
    shown.map(|one| (which(one), (one.due, one.safe, one.provisional, one.met.is_some()))).collect()
}

fn all(desk: &Desk) -> Told {
    desk.store.open_ids().unwrap().into_iter().flat_map(|id| listed(desk, id)).collect()
}

/// What was shown leads from what was to what is, line by line, and leaves nothing out.
fn shown_is_what_came(before: &Told, after: &Told, shifts: &Shifts) {
    let (mut told, mut unchanged) = (before.clone(), 0);
    for row in &shifts.rows {
        let one = &row.deadline;
        let which = (row.docket, one.rule.id.to_string(), one.party.clone().unwrap_or_default(), one.n.unwrap_or(0), one.round);
        let was = before.get(&which).map(|(due, safe, open, _)| (*due, *safe, *open));
        let now = after.get(&which).map(|(due, safe, open, _)| (*due, *safe, *open));
        assert_eq!((row.before, row.after), (was, now), "{which:?}");
        let change = match (was, now) {
            (Some(_), Some(_)) => Change::Moved,
            (None, _) => Change::Added,
            (_, None) => Change::Dropped,
        };
        assert_eq!(row.change, change, "{which:?}");
        assert!(row.change != Change::Moved || was != now);
        match after.get(&which) {
            Some(now) => drop(told.insert(which, *now)),
            None => drop(told.remove(&which)),
        }
    }
    assert_eq!(told.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (which, now) in after {
        let was = told[which];
        // What was answered keeps its day.
        assert_eq!((was.0, now.0), (now.0, now.0), "{which:?}");
        let answered = before.get(which).is_some_and(|was| was.3) && now.3;
        assert!(answered || (was.1, was.2) == (now.1, now.2), "{which:?}");
        if let Some(first) = before.get(which) {
            unchanged += usize::from(first.0 == now.0 && (answered || (first.1, first.2) == (now.1, now.2)));
            assert!(!answered || first.0 == now.0, "an answered date moved: {which:?} {first:?} {now:?}");
        }
    }
    assert_eq!(unchanged, shifts.unchanged);
}

fn look(desk: &Desk, cause: &Cause) -> MovePreview {
    desk.what_moves(cause, &mut |_| true).unwrap().unwrap()
}

fn year(desk: &Desk) -> Cause {
    let year = Year::parse("2027.toml", YEAR).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let calendar = desk.calendar.add("2027.toml", YEAR).unwrap();
    Cause::Year { year: Box::new(year), calendar: Arc::new(calendar) }
}

#[test]
fn another_date_of_a_fact_is_shown_then_taken_with_a_reason_and_taken_back() {
    for (lang, words) in [
        (
            Lang::Zh,
            [
                "变动预览：改什么",
                "改哪一事实的日期",
                "变动 2026-06-15 → 2026-06-12",
                "早1工",
                "尚未写入",
                "采用：写入 1 件",
                "采用变动：理由",
            ],
        ),
        (
            Lang::En,
            [
                "What moves",
                "Whose date",
                "moved 2026-06-15 → 2026-06-12",
                "1wd earlier",
                "nothing is written yet",
                "take it: 1",
                "Taking it: why",
            ],
        ),
    ] {
        let mut desk = desk("2026-05-20");
        let id = lead(&mut desk, "甲", "2026-05-14");
        let facts = |app: &App| app.desk.docket(id).unwrap().unwrap().docket.facts.len();
        let mut app = App::new(desk, lang, true);
        press_and_wait(&mut app, "w");
        shows(&app, &words[..1]);
        press_and_wait(&mut app, "Enter");
        shows(&app, &words[1..2]);
        // The same date again, or nonsense: the form stays and says so.
        press_and_wait(&mut app, "Enter Enter");
        assert!(app.form().is_some_and(|form| !form.refusal.is_empty()));
        press_and_wait(&mut app, "Backspace*10 \"2026-5-33\" Enter");
        assert!(app.form().is_some_and(|form| !form.issues.is_empty()));
        press_and_wait(&mut app, "Backspace*10 \"2026-5-13\" Enter");
        shows(&app, &words[2..6]);
        // Enter opens the proof, as it will be; Esc goes back to the list and then leaves everything.
        press_and_wait(&mut app, "Enter");
        shows(&app, &["2026-05-13", "2026-06-12"]);
        press_and_wait(&mut app, "Esc");
        shows(&app, &words[2..6]);
        press_and_wait(&mut app, "Esc");
        assert_eq!((facts(&app), due(&app.desk, id, "check").as_deref()), (1, Some("2026-06-15")), "looking changes nothing");
        press_and_wait(&mut app, "w Enter Enter Backspace*10 \"2026-5-13\" Enter End Enter");
        shows(&app, &words[6..]);
        press_and_wait(&mut app, "Enter");
        assert_eq!(facts(&app), 1, "not without a reason");
        press_and_wait(&mut app, "\"寄达日登记有误\" Enter");
        assert_eq!(due(&app.desk, id, "check").as_deref(), Some("2026-06-12"));
        let stored = app.desk.docket(id).unwrap().unwrap().docket;
        assert_eq!(stored.facts.len(), 3);
        assert!(stored.facts.iter().skip(1).all(|fact| fact.data.text("reason") == Some("寄达日登记有误")));
        press_and_wait(&mut app, "u");
        assert_eq!(due(&app.desk, id, "check").as_deref(), Some("2026-06-15"));
        assert!(app.desk.store.verify().unwrap().is_ok());
    }
}

#[test]
fn a_pause_moves_the_clocks_that_it_stops() {
    let mut desk = desk("2026-06-20");
    let id = lead(&mut desk, "甲", "2026-06-01");
    assert_eq!(due(&desk, id, "check").as_deref(), Some("2026-07-01"));
    let mut app = App::new(desk, Lang::Zh, true);
    app.focus = Pane::Case;
    press_and_wait(&mut app, "w Down Enter");
    shows(&app, &["哪一种中止", "委托鉴定评估", "出具评估意见"]);
    press_and_wait(&mut app, "Enter Backspace*10 \"2026-6-10\" Tab \"2026-6-5\" Enter");
    shows(&app, &["止日早于起日"]);
    press_and_wait(&mut app, "Backspace*10 \"2026-6-15\" Enter");
    shows(&app, &["初步核查", "2026-07-01 → 2026-07-06", "晚3工"]);
    press_and_wait(&mut app, "End Enter \"委托鉴定\" Enter");
    assert_eq!(due(&app.desk, id, "check").as_deref(), Some("2026-07-06"));
    press_and_wait(&mut app, "u");
    assert_eq!(due(&app.desk, id, "check").as_deref(), Some("2026-07-01"));
}

#[test]
fn a_years_file_is_looked_at_taken_kept_and_logged() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notice.toml");
    std::fs::write(&file, YEAR).unwrap();
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = desk("2026-12-20");
        let id = lead(&mut desk, "甲", "2026-12-03");
        let answered = lead(&mut desk, "乙", "2026-12-03");
        let revision = desk.store.revision(answered).unwrap();
        let fact = Fact::new(Kind::CheckConcluded, day("2026-12-15")).with("result", "damage");
        desk.record(answered, revision, vec![fact], "check.concluded", None).unwrap();
        let before = all(&desk);
        let mut app = App::new(desk, lang, true);
        app.focus = Pane::Calendar;
        let path = file.display().to_string();
        let open = "w \"rest\" Enter";
        let open = if lang == Lang::Zh { "w \"放假\" Enter" } else { open };
        press_and_wait(&mut app, &format!("{open} \"{path}\" Enter"));
        shows(&app, &["SUNPEI_CONFIG"]);
        let kept = folder.path().join(if lang == Lang::Zh { "zh" } else { "en" });
        app.years = Some(kept.clone());
        press_and_wait(&mut app, "Enter");
        shows(&app, &["2027", if lang == Lang::Zh { "采用：2027 年放假安排" } else { "the rest days of 2027" }]);
        let shifts = look(&app.desk, &year(&app.desk)).shifts;
        press_and_wait(&mut app, "Esc");
        assert_eq!(all(&app.desk), before);
        assert!(!kept.exists(), "looking writes no file");
        press_and_wait(&mut app, &format!("{open} \"{path}\" Enter End Enter \"国办通知\" Enter"));
        shown_is_what_came(&before, &all(&app.desk), &shifts);
        assert!(shifts.rows.iter().any(|row| row.docket == id), "{shifts:#?}");
        let row = app.desk.store.log(1).unwrap().into_iter().next().unwrap();
        assert_eq!((row.command.as_str(), row.summary.contains("国办通知")), ("calendar.year", true), "{row:?}");
        assert!(row.summary.contains("check") && row.summary.contains("虚构〔2026〕1号"), "{}", row.summary);
        assert_eq!(Year::parse("x", &std::fs::read_to_string(kept.join("2027.toml")).unwrap()).unwrap().year, 2027);
        // A file is no act: undo takes back what was done before it.
        press_and_wait(&mut app, "u");
        assert_ne!(all(&app.desk), before);
    }
}

#[test]
fn a_file_that_is_no_years_stays_in_the_form_with_its_fault() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.toml");
    std::fs::write(&file, "year = 2027\nday = []\n").unwrap();
    let mut app = App::new(desk("2026-12-20"), Lang::En, true);
    app.years = Some(folder.path().join("years"));
    // Without a docket there is nothing whose date could be changed; the year and the rules can be.
    press_and_wait(&mut app, "w");
    shows(&app, &["rest days: a year's file", "the version of the rules"]);
    press_and_wait(&mut app, &format!("Enter \"{}\" Enter", file.display()));
    assert!(app.form().is_some_and(|form| !form.refusal.is_empty()));
    press_and_wait(&mut app, "Backspace*200 \"/no/such\" Enter");
    shows(&app, &["cannot read /no/such"]);
    assert!(!folder.path().join("years").exists());
}

#[test]
fn other_rules_move_one_case_from_its_pane_and_all_from_elsewhere() {
    let mut desk = desk("2026-06-30");
    let (first, second) = (lead(&mut desk, "甲", "2026-05-14"), lead(&mut desk, "乙", "2026-06-01"));
    let mut app = App::new(desk, Lang::Zh, true);
    app.show(first);
    app.focus = Pane::Case;
    press_and_wait(&mut app, "w End Enter \"national\" Enter");
    shows(&app, &["取消 2026-06-15", "1 件的期限"]);
    press_and_wait(&mut app, "End Enter \"试行\" Enter");
    assert_eq!((due(&app.desk, first, "check"), due(&app.desk, second, "check").is_some()), (None, true));
    press_and_wait(&mut app, "u");
    app.focus = Pane::Calendar;
    press_and_wait(&mut app, "w End Enter \"national\" Enter");
    shows(&app, &["2 件的期限"]);
}

fn office() -> Desk {
    let mut desk = desk("2026-11-22");
    desk.demo(Demo { leads: 30, cases: 40 }, &mut |_| true).unwrap();
    desk
}

/// The lists hold what the law computes: nothing is different after a full recomputation.
fn lists_are_whole(desk: &mut Desk) {
    let rows = |desk: &Desk| format!("{:?}", desk.store.deadlines(false, None, None, None, usize::MAX).unwrap());
    let before = rows(desk);
    desk.rebuild(&mut |_| true).unwrap();
    assert_eq!(rows(desk), before);
}

#[test]
fn on_random_dockets_what_is_shown_is_what_a_recomputation_gives_and_answered_dates_stay() {
    let mut desk = office();
    let (mut seed, mut kept, mut moved) = (7_u64, 0, 0);
    let mut next = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % most
    };
    for id in desk.store.open_ids().unwrap() {
        let stored = desk.docket(id).unwrap().unwrap();
        let facts = Desk::dated(&stored.docket);
        let one = &facts[next(facts.len())];
        let on = one.fact.on + chrono::Duration::days(next(60) as i64 - 40);
        let Some(cause) = desk.redate(&stored, one.fact.id, &[("on", Some(on))]) else { continue };
        let cause = match Desk::stops(&desk.law_of(&stored)).first().filter(|_| next(3) == 0) {
            Some(stop) => desk.pause(id, stop, on, Some(on + chrono::Duration::days(9))),
            None => cause,
        };
        let before = listed(&desk, id);
        let preview = look(&desk, &cause);
        assert_eq!(listed(&desk, id), before, "looking changes nothing");
        desk.take(&preview, "试", &mut |_| true).unwrap();
        shown_is_what_came(&before, &listed(&desk, id), &preview.shifts);
        kept += usize::from(preview.facts[0].iter().any(|fact| fact.kind == Kind::DatesKept));
        moved += preview.shifts.rows.len();
        if next(2) == 0 {
            desk.undo().unwrap();
            assert_eq!(listed(&desk, id), before, "taken back");
        }
    }
    assert!(kept > 0 && moved > 10, "{kept} {moved}");
    lists_are_whole(&mut desk);
}

#[test]
fn rules_and_rest_days_move_the_register_as_shown_and_leave_the_answered_dates() {
    let mut desk = office();
    for cause in [desk.to_profile("national", None).unwrap(), year(&desk)] {
        let before = all(&desk);
        let preview = look(&desk, &cause);
        assert_eq!(all(&desk), before);
        desk.take(&preview, "试", &mut |_| true).unwrap();
        shown_is_what_came(&before, &all(&desk), &preview.shifts);
        assert!(!preview.shifts.rows.is_empty());
        lists_are_whole(&mut desk);
    }
}

#[test]
fn looking_at_more_than_two_hundred_dockets_tells_how_far_it_is_and_stops_when_told() {
    let mut desk = desk("2026-06-30");
    desk.demo(Demo { leads: 260, cases: 0 }, &mut |_| true).unwrap();
    let before = all(&desk);
    let mut told = Vec::new();
    let mut tell = |done| {
        told.push(done);
        done < 200
    };
    let cause = year(&desk);
    assert!(desk.what_moves(&cause, &mut tell).unwrap().is_none());
    assert_eq!(told, [100, 200]);
    let mut app = App::new(desk, Lang::Zh, true);
    for key in Key::script("w End Enter \"national\" Enter") {
        app.key(key);
    }
    app.work(&mut |_, _| false);
    assert!(app.dialogs.is_empty() && app.status.is_some(), "stopped: nothing to take");
    assert_eq!(all(&app.desk), before);
}

/// A step of a docket's life: its kind, the days since the step before, and a pick for what it says.
type Step = (usize, i64, usize);

/// What happens to a random office: to which docket, which of the four changes, two picks.
type Turn = (usize, usize, usize, i64);

/// A docket that lives as it likes: in no order that the law wants, with or without what should come before.
fn facts_of(steps: &[Step]) -> Vec<Fact> {
    use Kind as K;
    let kinds = [
        K::LeadAssigned,
        K::CheckConcluded,
        K::AppraisalCommissioned,
        K::AppraisalIssued,
        K::FilingApproved,
        K::CaseFiled,
        K::InvestigationStarted,
        K::InvestigationConcluded,
        K::NoticeIssued,
        K::NoticeReceived,
        K::ReplyReceived,
        K::MeetingHeld,
        K::AgreementSigned,
        K::ConfirmationApplied,
        K::PaymentDue,
        K::PaymentMade,
        K::SupervisionOpened,
        K::SupervisionReported,
        K::ExtensionApproved,
        K::DateSet,
    ];
    let mut on = day("2026-11-02");
    let mut facts = vec![Fact::new(K::LeadReceived, on)];
    for (kind, gap, pick) in steps {
        on += chrono::Duration::days(*gap);
        let fact = Fact::new(kinds[kind % kinds.len()], on);
        let due = (on + chrono::Duration::days(20 + *pick as i64)).to_string();
        let party = ["", "甲公司", "乙厂"][pick % 3];
        let fact = match fact.kind {
            K::CheckConcluded => fact.with("result", ["damage", "no-damage"][pick % 2]),
            K::PaymentDue => fact.with("due", due).with("amount_cents", 100),
            K::PaymentMade => fact.with("amount_cents", 100),
            K::ReplyReceived => fact.with("accepts_negotiation", pick % 2 == 0),
            K::AgreementSigned => fact.with("restoration_due", due),
            K::ExtensionApproved => fact.with("rule", ["check", "negotiation.reply"][pick % 2]).with("days", 5),
            K::DateSet => fact.with("rule", "supervision.report").with("due", due),
            _ => fact,
        };
        facts.push(fact.with("party", party));
    }
    facts
}

/// One of the four changes; `None` where the docket offers nothing to change.
fn cause_of(desk: &mut Desk, ids: &[i64], (which, change, pick, by): Turn) -> Option<Cause> {
    let id = ids[which % ids.len()];
    let stored = desk.docket(id).unwrap().unwrap();
    match change % 4 {
        0 => {
            let facts = Desk::dated(&stored.docket);
            let one = &facts[pick % facts.len()];
            let (key, was) = one.keys[pick % one.keys.len()];
            let day = was.unwrap_or(one.fact.on) + chrono::Duration::days(by);
            desk.redate(&stored, one.fact.id, &[(key, Some(day))])
        }
        1 => {
            let stops = Desk::stops(&desk.law_of(&stored));
            let from = day("2026-11-10") + chrono::Duration::days(pick as i64);
            let until = (by > 0).then(|| from + chrono::Duration::days(by));
            Some(desk.pause(id, &stops[pick % stops.len()], from, until))
        }
        2 => Some(year(desk)),
        _ => Some(desk.to_profile(["national", "inner-mongolia"][pick % 2], (by > 0).then_some(id)).unwrap()),
    }
}

/// On any office, after any of the four changes, one upon the other: what was shown is what came, looking changes nothing,
/// what was answered and stayed answered keeps its day, and the lists are what a full recomputation gives.
#[test]
fn on_any_office_what_moves_is_what_a_recomputation_gives() {
    use proptest::collection::vec;
    let config = proptest::test_runner::Config { cases: 20, failure_persistence: None, ..Default::default() };
    let lives = vec(vec((0..40_usize, 0..25_i64, 0..60_usize), 0..14), 1..4);
    let turns = vec((0..4_usize, 0..4_usize, 0..60_usize, -30..40_i64), 1..5);
    let seen = std::cell::Cell::new([0_usize; 3]);
    // The same dockets every time: what is counted at the end is the same too.
    let dice = proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha);
    proptest::test_runner::TestRunner::new_with_rng(config, dice)
        .run(&(lives, turns), |(lives, turns)| {
            let mut desk = desk("2026-12-20");
            let new = |steps: &Vec<Step>| desk.new_lead(Attributes::default(), facts_of(steps)).unwrap().dockets[0];
            let ids: Vec<i64> = lives.iter().map(new).collect();
            for turn in turns {
                let Some(cause) = cause_of(&mut desk, &ids, turn) else { continue };
                // What is changed on one docket is shown for it alone; the register's changes for what is open.
                let one = match &cause {
                    Cause::Facts { docket, .. } | Cause::Profile { only: Some(docket), .. } => Some(*docket),
                    _ => None,
                };
                let open = one.map_or_else(|| desk.store.open_ids().unwrap(), |id| vec![id]);
                let told = |desk: &Desk| -> Told { open.iter().flat_map(|id| listed(desk, *id)).collect() };
                let before = told(&desk);
                let preview = look(&desk, &cause);
                assert_eq!(told(&desk), before, "looking changes nothing");
                if preview.dockets.is_empty() && !matches!(cause, Cause::Year { .. }) {
                    continue;
                }
                desk.take(&preview, "试", &mut |_| true).unwrap();
                // A docket that is under these rules already is not looked at.
                if preview.already == 0 {
                    shown_is_what_came(&before, &told(&desk), &preview.shifts);
                }
                let kept = preview.facts.iter().flatten().filter(|fact| fact.kind == Kind::DatesKept).count();
                let [moved, answered, turned] = seen.get();
                seen.set([moved + preview.shifts.rows.len(), answered + kept, turned + 1]);
            }
            lists_are_whole(&mut desk);
            assert!(desk.store.verify().unwrap().is_ok());
            Ok(())
        })
        .unwrap();
    let [moved, answered, turned] = seen.get();
    assert!(moved > 40 && answered > 0 && turned > 15, "{moved} {answered} {turned}");
}
