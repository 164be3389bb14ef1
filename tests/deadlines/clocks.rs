//! A time limit's clock as a bar: used, paused, left; the clock of what stops it and of the other reading beside it; in the
//! proof, the page, the case pane, the agenda and as plain lines. What stands open without a date is one line of the agenda.

use crate::common::desk::{desk, fact};
use crate::common::keys::{press, shows};
use sunpei::docket::{Attributes, Fact, Kind};
use sunpei::law::Deadline;
use sunpei::ops::Desk;
use sunpei::papers::proof::{About, page};
use sunpei::text::{Lang, clock};
use sunpei::tui::{App, plain};

fn docket(desk: &mut Desk, title: &str, facts: Vec<Fact>) -> i64 {
    let it = Attributes { title: title.into(), ..Attributes::default() };
    desk.new_lead(it, facts).unwrap().dockets[0]
}

fn appraisal(on: &str) -> Fact {
    fact(Kind::AppraisalCommissioned, on).with("path", "full")
}

fn one(desk: &Desk, id: i64, rule: &str) -> Deadline {
    let (_, derived) = desk.derived(id).unwrap().unwrap();
    derived.deadlines.into_iter().find(|one| &*one.rule.id == rule).unwrap()
}

/// Cells of the three parts of a bar.
fn parts(line: &str) -> [usize; 3] {
    ['▓', '░', '·'].map(|sign| line.split("  ").next().unwrap().chars().filter(|c| *c == sign).count())
}

/// The ninety days from 1 September, stopped by an appraisal since the 21st, asked on 1 October.
fn stopped(today: &str, more: Vec<Fact>) -> (Desk, i64) {
    let mut desk = desk(today);
    let mut facts = vec![
        fact(Kind::LeadReceived, "2026-06-01"),
        fact(Kind::CheckConcluded, "2026-06-10").with("result", "damage"),
        fact(Kind::CaseFiled, "2026-06-20").with("number", "赤环损〔2026〕17号"),
        fact(Kind::NoticeIssued, "2026-08-31"),
        fact(Kind::NoticeServed, "2026-09-01").with("way", "direct"),
        fact(Kind::NoticeReceived, "2026-09-01"),
        fact(Kind::ReplyReceived, "2026-09-03").with("accepts_status", true).with("accepts_negotiation", true),
        appraisal("2026-09-21"),
    ];
    facts.extend(more);
    let id = docket(&mut desk, "渗坑排放", facts);
    (desk, id)
}

#[test]
fn an_open_pause_is_a_second_clock_beside_the_ninety_days() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let (desk, id) = stopped("2026-10-01", Vec::new());
        let limit = one(&desk, id, "negotiation.period");
        // The text stops the ninety days under one reading and not under the other: two clocks, and the appraisal's.
        assert_eq!((limit.clock.consumed, limit.clock.paused, limit.clock.left), (30, 0, 60));
        let lines = clock::running(lang, &limit, &desk.calendar, 18);
        assert_eq!(parts(&lines[0]), [6, 0, 12], "{lines:?}");
        assert!(lines[0].contains(say("已用 30 · 暂停 0 · 剩余 60（自然日）", "used 30 · paused 0 · left 60 (calendar days)")));
        assert!(lines[1].contains(say("已用 20 · 暂停 10 · 剩余 70（自然日）", "used 20 · paused 10 · left 70 (calendar days)")));
        assert!(lines[1].starts_with("▓▓▓▓░░····") && lines[1].contains("2026-12-10"), "{lines:?}");
        assert!(lines[2].contains(say("自 2026-09-21 起已 10 日，未结束", "since 2026-09-21, 10 days, not ended")), "{lines:?}");
        assert_eq!(lines.len(), 3);
        // On paper, in the proof, in the case pane, and as plain lines.
        let (stored, _) = desk.derived(id).unwrap().unwrap();
        let law = desk.law_of(&stored);
        let about = About { number: "17", title: "x", unit: "u", officer: "o", today: desk.today };
        let text = page(lang, &desk.library, &law, about, &limit).text();
        let read = plain(&desk, lang).unwrap();
        for text in [text, read] {
            assert!(text.contains("▓▓▓▓▓▓▓▓░░░░····") && text.contains(say("未结束", "not ended")), "{text}");
        }
        let mut app = App::new(desk, lang, true);
        press(&mut app, "3");
        // The clock of the selected line, without another key.
        let at = app.agenda.lines.iter().position(|line| line.text.contains(say("磋商期限", "negotiation"))).unwrap();
        press(&mut app, &format!("Home {}", "j ".repeat(at)));
        while app.dated().is_none_or(|one| &*one.rule.id != "negotiation.period") {
            press(&mut app, "k");
        }
        shows(&app, &[say("已用 30 · 暂停 0 · 剩余 60", "used 30 · paused 0 · left 60"), "▓▓▓▓▓▓▓···"]);
        press(&mut app, "e");
        shows(&app, &["▓▓▓▓▓▓▓▓░░░░···", say("未结束", "not ended")]);
        press(&mut app, "Esc 2");
        let clock = app.case_lines.lines.iter().position(|line| line.text.contains("▓▓▓▓░░····")).unwrap();
        press(&mut app, &format!("Home {}", "j ".repeat(clock)));
        shows(&app, &["▓▓▓▓░░···", say("未结束", "not ended")]);
    }
}

#[test]
fn pauses_that_overlap_and_have_ended_are_told_and_left_out_once() {
    let more = vec![
        fact(Kind::AppraisalIssued, "2026-10-01").with("path", "full"),
        appraisal("2026-09-26"),
        fact(Kind::AppraisalIssued, "2026-10-06").with("path", "full"),
    ];
    let (desk, id) = stopped("2026-10-11", more);
    let limit = one(&desk, id, "negotiation.period");
    let lines = clock::running(Lang::Zh, &limit, &desk.calendar, 20);
    assert!(lines[1].contains("已用 25 · 暂停 15 · 剩余 65"), "{lines:?}");
    assert!(lines[2].contains("2026-09-21 至 2026-10-01，10 日"), "{lines:?}");
    assert!(lines[3].contains("2026-09-26 至 2026-10-06，10 日") && lines[4].contains("重叠的 5 日只扣除一次"), "{lines:?}");
}

#[test]
fn the_thirty_days_of_the_check_show_both_readings_of_the_pause() {
    let mut desk = desk("2026-10-20");
    let id = docket(&mut desk, "x", vec![fact(Kind::LeadReceived, "2026-10-01"), appraisal("2026-10-11")]);
    let check = one(&desk, id, "check");
    let lines = clock::lines(Lang::Zh, &check, &desk.calendar, 20);
    assert_eq!(parts(&lines[0]).iter().sum::<usize>(), 20);
    assert!(lines[0].contains("已用 10 · 暂停 9 · 剩余"), "{lines:?}");
    let other = lines.iter().find(|line| line.contains("另一读法")).unwrap();
    let stays = check.proof.readings.iter().find(|other| Some(other.due) != check.due).unwrap();
    assert!(other.contains(&stays.due.to_string()) && other.contains("暂停 0"), "{lines:?}");
    assert_eq!(stays.clock(&desk.calendar, desk.today).left, (stays.due - desk.today).num_days());
}

#[test]
fn a_bar_has_its_width_whatever_the_days_and_hides_nothing() {
    let (desk, id) = stopped("2026-10-01", Vec::new());
    let mut limit = one(&desk, id, "negotiation.period");
    for (consumed, paused, left) in
        [(0, 0, 0), (1, 1, 0), (1, 1, 1), (89, 1, 1), (90, 400, -12), (0, 0, 90), (3, 0, 0), (1, 900, 1)]
    {
        (limit.clock.consumed, limit.clock.paused, limit.clock.left) = (consumed, paused, left);
        for room in [5, 10, 20, 40] {
            let shown = parts(&clock::running(Lang::Zh, &limit, &desk.calendar, room)[0]);
            assert_eq!(shown.iter().sum::<usize>() as i64, room, "{consumed} {paused} {left}");
            for (days, cells) in [consumed, paused, left.max(0)].into_iter().zip(shown) {
                assert!(
                    days == 0 && (cells == 0 || consumed + paused + left <= 0) || days > 0 && cells > 0,
                    "{consumed} {paused} {left}: {shown:?}"
                );
            }
        }
    }
}

#[test]
fn what_stands_open_without_a_date_is_one_line_that_opens() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut desk = desk("2026-11-25");
        for at in 0..4 {
            let filed = fact(Kind::CaseFiled, "2026-11-10").with("number", format!("{at}"));
            let facts = vec![
                fact(Kind::LeadReceived, "2026-11-01"),
                fact(Kind::CheckConcluded, "2026-11-05").with("result", "damage"),
                filed,
                fact(Kind::NoteAdded, "2026-11-11"),
            ];
            docket(&mut desk, &format!("案{at}"), facts);
        }
        let mut app = App::new(desk, lang, true);
        press(&mut app, "3");
        let fold = say("+ 待办事项", "+ open tasks");
        let listed = |app: &App| app.agenda.lines.iter().filter(|line| line.text.contains(say("已", "elapsed"))).count();
        shows(&app, &[fold]);
        let before = app.agenda.lines.len();
        let at = app.agenda.lines.iter().position(|line| line.text.contains(fold)).unwrap();
        press(&mut app, "Home");
        while app.agenda.at != at {
            press(&mut app, "j");
        }
        press(&mut app, "Enter");
        assert!(app.agenda.lines.len() > before + 3 && listed(&app) > 3, "{:?}", app.agenda.lines);
        shows(&app, &[say("- 待办事项", "- open tasks")]);
        press(&mut app, "Enter");
        assert_eq!(app.agenda.lines.len(), before);
        // Whoever reads line by line has them all.
        assert!(!plain(&app.desk, lang).unwrap().contains(fold));
    }
}
