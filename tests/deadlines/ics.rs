//! Deadlines going out: into calendars (read back by the parser of another program), workbooks, csv, and the daily digest.

use crate::common::desk::{day, desk, desk_on, record};
use crate::common::office::Office;
use icalendar::parser::{Component, read_calendar, unfold};
use std::collections::BTreeMap;
use std::path::Path;
use sunpei::docket::{Attributes, Fact, Kind};
use sunpei::ops::Desk;
use sunpei::papers::ledger::{CellKind, Limits, read};
use sunpei::store::{Store, Wanted};
use sunpei::text::{Lang, deadlines};
use sunpei::tui::key::Key;
use sunpei::tui::{App, screen};

/// What a formula, a folded line and a list in a calendar trip over.
const TITLE: &str =
    "=HYPERLINK(\"http://x\")，甲厂渗坑、废水外溢,松山区;\\乙河段沿岸二十余户村民的耕地与水井受到影响\n第二行\u{1b}]0;x\u{7}";

/// A lead whose check runs out thirty days after a day.
fn lead(desk: &mut Desk, title: &str, on: &str, officer: &str) -> i64 {
    let it = Attributes { title: title.to_owned(), ..Attributes::default() };
    let assigned = Fact::new(Kind::LeadAssigned, day(on)).with("officer", officer).with("department", "ecology");
    desk.new_lead(it, vec![Fact::new(Kind::LeadReceived, day(on)), assigned]).unwrap().dockets[0]
}

/// An event as a calendar program reads it.
#[derive(Debug, Clone, PartialEq)]
struct Read {
    sequence: u32,
    status: String,
    start: String,
    end: String,
    summary: String,
    description: String,
    triggers: Vec<String>,
}

/// What another program makes of a calendar, by UID; and that the lines are as the standard has them.
fn parsed(text: &str) -> BTreeMap<String, Read> {
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(!text.replace("\r\n", "").contains(['\r', '\n', '\u{1b}', '\u{7}']), "no line end but CRLF, no control");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "longer than 75 octets");
    let whole = unfold(text);
    let calendar = read_calendar(&whole).unwrap();
    let of = |component: &Component<'_>, name: &str| {
        let mut all = component.properties.iter().filter(|property| property.name == name);
        let found = all.next().map(|property| property.val.to_string());
        assert!(all.next().is_none(), "{name} twice");
        found
    };
    let property = |name: &str| calendar.properties.iter().find(|one| one.name == name).map(|one| one.val.to_string());
    assert_eq!((property("VERSION").as_deref(), property("METHOD").as_deref()), (Some("2.0"), Some("PUBLISH")));
    let mut found = BTreeMap::new();
    for event in &calendar.components {
        assert_eq!(event.name, "VEVENT");
        let get = |name: &str| of(event, name).unwrap_or_else(|| panic!("no {name} in {event:?}"));
        assert_eq!(get("DTSTAMP").len(), 16);
        let triggers = event.components.iter().map(|alarm| {
            assert!(alarm.name == "VALARM" && of(alarm, "ACTION").as_deref() == Some("DISPLAY"));
            assert!(of(alarm, "DESCRIPTION").is_some());
            of(alarm, "TRIGGER").unwrap()
        });
        let read = Read {
            sequence: get("SEQUENCE").parse().unwrap(),
            status: get("STATUS"),
            start: get("DTSTART"),
            end: get("DTEND"),
            summary: get("SUMMARY"),
            description: of(event, "DESCRIPTION").unwrap_or_default(),
            triggers: triggers.collect(),
        };
        assert!(found.insert(get("UID"), read).is_none(), "an UID twice");
    }
    found
}

fn feed(desk: &Desk) -> BTreeMap<String, Read> {
    let events = desk.feed(&Wanted::default()).unwrap();
    parsed(&deadlines::calendar(desk, Lang::Zh, &events, 1_795_600_000))
}

/// The events of a rule of a docket.
fn of<'r>(all: &'r BTreeMap<String, Read>, begin: &str) -> Vec<(&'r String, &'r Read)> {
    all.iter().filter(|(uid, _)| uid.starts_with(begin)).collect()
}

#[test]
fn another_program_reads_every_event_with_its_reminders_and_texts() {
    let mut desk = desk("2026-11-02");
    let id = lead(&mut desk, TITLE, "2026-10-26", "王芳");
    let all = feed(&desk);
    let check = of(&all, &format!("{id}-check-"));
    assert_eq!(check.len(), 1);
    let event = check[0].1;
    assert_eq!((event.start.as_str(), event.end.as_str(), event.status.as_str()), ("20261125", "20261126", "CONFIRMED"));
    assert!(event.summary.contains("26-0001") && event.summary.contains("初步核查"), "{event:?}");
    // The title comes back as it was: commas, semicolons, backslashes and lines, without the controls.
    let plain: String = TITLE.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    assert!(event.description.starts_with(&plain), "{:?}\n{plain:?}", event.description);
    assert!(event.description.contains("规定14条"));
    // One reminder a day of warning, in the morning of that day.
    let warn = &desk.rule("check").unwrap().warn;
    let wanted: Vec<String> =
        warn.iter().map(|days| if *days == 0 { "PT9H".into() } else { format!("-P{}DT15H", days - 1) }).collect();
    assert!(!wanted.is_empty() && event.triggers == wanted, "{event:?}");
    // Every open deadline with a day is an event, and the duties of the office are.
    let open = desk.store.deadlines(true, None, None, None, usize::MAX).unwrap();
    assert_eq!(open.iter().filter(|row| row.due.is_some()).count() + 2, all.len());
    assert_eq!(of(&all, "office-report.").len(), 2);
    // A date in a year without a notice says so and gives its range.
    desk.today = day("2026-12-20");
    let late = lead(&mut desk, "乙", "2026-12-20", "");
    let events = feed(&desk);
    let (_, next) = of(&events, &format!("{late}-")).into_iter().find(|(_, event)| event.summary.starts_with('~')).unwrap();
    assert!(next.description.contains("暂定"), "{next:?}");
}

#[test]
fn names_stay_and_numbers_grow_through_facts_undo_days_and_a_rebuild() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let mut desk = desk_on(Store::open(&path).unwrap(), "王芳", "2026-11-02");
    let id = lead(&mut desk, "甲", "2026-10-26", "王芳");
    let begin = format!("{id}-check-");
    let now = |desk: &Desk| {
        let all = feed(desk);
        let found = of(&all, &begin);
        assert_eq!(found.len(), 1, "{found:?}");
        (found[0].0.clone(), found[0].1.sequence, found[0].1.status.clone(), found[0].1.triggers.len())
    };
    let first = now(&desk);
    assert_eq!(first, now(&desk), "asking changes nothing");
    // Another program on the same file, rows computed anew: the same names and numbers.
    let again = desk_on(Store::open(&path).unwrap(), "王芳", "2026-11-02");
    desk.rebuild(&mut |_| true).unwrap();
    assert_eq!((now(&again), now(&desk)), (first.clone(), first.clone()));
    // Another database has other names, though its docket has the same number.
    let mut other = self::desk("2026-11-02");
    lead(&mut other, "甲", "2026-10-26", "王芳");
    assert_ne!(now(&other).0, first.0);
    // Answered: cancelled, without reminders, under the same name and a higher number; and back.
    let mut last = first.1;
    let mut grows = |desk: &Desk, status: &str| {
        let told = now(desk);
        assert!(told.0 == first.0 && told.1 > last && told.2 == status, "{told:?} after {last}");
        assert_eq!(told.3 > 0, status == "CONFIRMED");
        last = told.1;
    };
    record(&mut desk, id, Fact::new(Kind::CheckConcluded, day("2026-11-02")).with("result", "damage"));
    grows(&desk, "CANCELLED");
    desk.undo().unwrap();
    grows(&desk, "CONFIRMED");
    // Another day: a date may have moved by itself.
    desk.today = day("2026-11-03");
    grows(&desk, "CONFIRMED");
}

#[test]
fn an_event_whose_trigger_was_withdrawn_is_cancelled() {
    let mut desk = desk("2026-11-20");
    let it = Attributes { title: "甲".to_owned(), ..Attributes::default() };
    let id = desk.new_lead(it, vec![Fact::new(Kind::NoteAdded, day("2026-11-02"))]).unwrap().dockets[0];
    record(&mut desk, id, Fact::new(Kind::LeadReceived, day("2026-11-02")));
    let before = feed(&desk);
    let open = |all: &BTreeMap<String, Read>| -> Vec<String> {
        let confirmed = all.iter().filter(|(uid, event)| uid.starts_with(&format!("{id}-")) && event.status == "CONFIRMED");
        confirmed.map(|(uid, _)| uid.clone()).collect()
    };
    // What it started is gone with it.
    desk.undo().unwrap();
    let after = feed(&desk);
    let lost: Vec<String> = open(&before).into_iter().filter(|uid| !open(&after).contains(uid)).collect();
    assert!(lost.iter().any(|uid| uid.contains("-check-")), "{before:#?}");
    for uid in &lost {
        let (was, now) = (&before[uid], after.get(uid).unwrap_or_else(|| panic!("{uid} vanished without a word")));
        assert!(now.status == "CANCELLED" && now.sequence > was.sequence && now.start == was.start, "{was:?} {now:?}");
    }
    // Brought back: confirmed again, with a higher number still.
    desk.redo().unwrap();
    let back = feed(&desk);
    for uid in &lost {
        assert!(back[uid].status == "CONFIRMED" && back[uid].sequence > after[uid].sequence, "{uid}");
    }
    // The whole lead taken back: nothing of it stays in a calendar.
    desk.undo().unwrap();
    while desk.store.open_ids().unwrap().contains(&id) {
        desk.undo().unwrap();
    }
    let gone = feed(&desk);
    assert!(open(&gone).is_empty());
    for uid in open(&back) {
        assert_eq!(gone[&uid].status, "CANCELLED", "{uid}");
    }
    // Ninety days on nobody's calendar needs to be told.
    let mut later = desk;
    later.clock = || 1_795_600_000 + 100 * 86_400;
    later.today = day("2027-03-20");
    assert!(feed(&later).keys().all(|uid| uid.starts_with("office-")));
}

#[test]
fn other_rules_and_an_answered_duty_take_their_events_out() {
    let mut desk = desk("2026-11-02");
    let id = lead(&mut desk, "甲", "2026-10-26", "王芳");
    let preview = desk.preview_move("national", &mut |_| true).unwrap().unwrap();
    desk.take(&preview, "试行", &mut |_| true).unwrap();
    let all = feed(&desk);
    assert!(of(&all, &format!("{id}-check-")).iter().all(|(_, event)| event.status == "CANCELLED"), "{all:#?}");
    let duty = desk.office_duties().unwrap()[0].clone();
    desk.answer_duty(&duty, day("2026-11-02"), "1", "").unwrap();
    let all = feed(&desk);
    let uid = format!("office-{}-{}@", duty.deadline.rule.id, duty.key);
    let own = of(&all, &uid);
    assert!(own.len() == 1 && own[0].1.status == "CANCELLED", "{own:?}");
    // The next year's is there.
    assert!(of(&all, "office-").iter().any(|(uid, event)| uid.contains("-2027@") && event.status == "CONFIRMED"));
    // One officer's calendar holds no duty of the office and nobody else's deadlines.
    lead(&mut desk, "乙", "2026-10-26", "李明");
    let mine = desk.feed(&Wanted { officer: Some("李明".into()), ..Wanted::default() }).unwrap();
    assert!(!mine.is_empty() && mine.iter().all(|event| event.row.officer == "李明"));
}

/// What every command begins with.
const ALWAYS: &[&str] = &["--today", "2026-11-24", "--lang", "zh-CN"];

/// An office with two leads.
fn office() -> Office {
    let office = Office::with(ALWAYS);
    let mut desk = desk_on(Store::open(&office.path("office.db")).unwrap(), "王芳", "2026-11-20");
    lead(&mut desk, TITLE, "2026-10-26", "王芳");
    lead(&mut desk, &"长".repeat(600), "2026-10-22", "李明");
    office
}

fn cells(path: &Path) -> Vec<Vec<(CellKind, String)>> {
    let book = read(path, &Limits::default(), &mut |_| true).unwrap();
    let rows = book.sheets[0].rows.iter();
    rows.map(|row| row.cells.iter().map(|cell| (cell.kind, cell.text.clone())).collect()).collect()
}

#[test]
fn the_command_line_writes_calendars_workbooks_and_csv_in_which_nothing_runs() {
    let office = office();
    let all = parsed(&office.ok(&["deadline", "list", "--format", "ics"]));
    assert!(!of(&all, "1-check-").is_empty() && !of(&all, "2-check-").is_empty() && !of(&all, "office-").is_empty());
    // Into a file, never over one that is there.
    let file = office.path("x.ics");
    let list = ["deadline", "list", "--format", "ics", "--out", file.to_str().unwrap()];
    office.ok(&list);
    assert_eq!(parsed(&std::fs::read_to_string(&file).unwrap()), all);
    assert_eq!(office.answer(&list).0, 1);
    // Of one officer, of a department by key or name; one that is not there is named with those that are.
    let mine = parsed(&office.ok(&["deadline", "list", "--format", "ics", "--officer", "李明"]));
    assert!(!mine.is_empty() && mine.keys().all(|uid| uid.starts_with("2-")));
    for name in ["ecology", "生态环境"] {
        assert!(parsed(&office.ok(&["deadline", "list", "--format", "ics", "--department", name])).len() > mine.len());
    }
    let (code, _, error) = office.answer(&["deadline", "list", "--department", "nowhere"]);
    assert!(code == 2 && error.contains("ecology"), "{error}");
    // A workbook: words, days as days, no formula; on standard output the same.
    let book = office.path("x.xlsx");
    office.ok(&["deadline", "list", "--format", "xlsx", "--out", book.to_str().unwrap()]);
    let rows = cells(&book);
    assert!(rows[0].iter().any(|(_, text)| text == "到期日") && rows.len() > 4, "{:?}", rows[0]);
    let check = rows.iter().find(|row| row[0].1 == "26-0001" && row[2].1 == "初步核查").unwrap();
    assert!(matches!(check[4].0, CellKind::Day(_)) && check[1].0 == CellKind::Text, "{check:?}");
    assert!(check[1].1.starts_with("=HYPERLINK") && !check[1].1.contains('\u{1b}'), "{check:?}");
    assert!(rows.iter().any(|row| row[0].1 == "本单位" && row[3].1 == "2026"), "the office's own");
    let bytes = office.run(&["deadline", "list", "--format", "xlsx"]).stdout;
    std::fs::write(office.path("y.xlsx"), bytes).unwrap();
    assert_eq!(cells(&office.path("y.xlsx")), rows);
    // For programs: dockets as documented, the office's own where asked for.
    let json = |args: &[&str]| -> serde_json::Value {
        serde_json::from_str(&office.ok(&[&["deadline", "list", "--format", "json"], args].concat())).unwrap()
    };
    let dockets = json(&[]);
    assert!(dockets.as_array().unwrap().iter().all(|row| row["docket"].is_i64()));
    let duties = json(&["--duties"]);
    let first = &duties[0];
    assert_eq!((&first["docket"], &first["occurrence"]), (&serde_json::Value::Null, &"2026".into()), "{first:#}");
    assert_eq!(first["due"], "2026-12-31");
    let csv = office.ok(&["deadline", "list", "--format", "csv"]);
    assert!(csv.starts_with("docket,number,rule,") && !csv.contains(",=") && !csv.contains('\u{1b}'), "{csv}");
    // An empty office: nothing but its duties, and no error.
    let empty = Office::with(ALWAYS);
    assert_eq!(parsed(&empty.ok(&["deadline", "list", "--format", "ics"])).len(), 2);
    assert_eq!(json_rows(&empty.ok(&["deadline", "list", "--format", "json"])), 0);
}

fn json_rows(text: &str) -> usize {
    serde_json::from_str::<Vec<serde_json::Value>>(text).unwrap().len()
}

#[test]
fn the_digest_fits_a_mail_says_whose_it_is_and_when_there_is_nothing() {
    let office = office();
    let width = sunpei::tui::width::cells;
    let digest = office.ok(&["digest"]);
    assert!(digest.lines().all(|line| width(line) <= 76 && line.len() <= 998), "{digest}");
    assert!(!digest.contains(['\u{1b}', '\u{7}', '\r']) && digest.ends_with('\n'));
    // A long title goes on in the next lines, whole.
    assert_eq!(digest.matches('长').count(), 600);
    let (mine, theirs) = (office.ok(&["digest", "--officer", "王芳"]), office.ok(&["digest", "--officer", "李明"]));
    assert!(mine.contains("26-0001") && !mine.contains("26-0002") && mine.lines().next().unwrap().contains("王芳"), "{mine}");
    assert!(theirs.contains("26-0002") && !theirs.contains("26-0001"), "{theirs}");
    assert!(office.ok(&["digest", "--department", "water"]).contains("没有逾期"));
    assert_eq!(office.answer(&["digest", "--department", "nowhere"]).0, 2);
    assert_eq!(office.answer(&["digest", "--mine", "--officer", "x"]).0, 2);
    // Nobody has made a database: one plain line, and an exit code that cron reports.
    let empty = Office::with(ALWAYS);
    let (code, out, error) = empty.answer(&["digest"]);
    assert!(code == 1 && out.is_empty() && error.lines().count() == 1, "{error}");
    // An office without a docket, its yearly report missed and the next one near.
    drop(desk_on(Store::open(&empty.path("office.db")).unwrap(), "王芳", "2026-11-01"));
    let digest = empty.ok(&["digest"]);
    for words in ["没有逾期", "本单位", "2026-11-10 逾14天", "盟市部门年度报告 2026"] {
        assert!(digest.contains(words), "{words}:\n{digest}");
    }
}

#[test]
fn the_digest_says_which_of_several_reports_is_due() {
    let office = Office::with(ALWAYS);
    let mut desk = desk_on(Store::open(&office.path("office.db")).unwrap(), "王芳", "2026-11-24");
    desk.demo(sunpei::ops::Demo { leads: 200, cases: 40 }, &mut |_| true).unwrap();
    drop(desk);
    let digest = office.ok(&["digest"]).replace("\n      ", "");
    let reports: Vec<&str> = digest.lines().filter(|line| line.contains("督办进展报告")).collect();
    assert!(!reports.is_empty(), "{digest}");
    let numbered = |line: &&str| (1..9).any(|n| line.contains(&format!("督办进展报告 {n} 规定38条")));
    assert!(reports.iter().all(numbered), "{reports:#?}");
}

#[test]
fn the_agenda_goes_out_as_a_calendar_and_as_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = desk("2026-11-20");
        lead(&mut desk, TITLE, "2026-10-26", "王芳");
        let mut app = App::new(desk, lang, true);
        let press = |app: &mut App, script: &str| {
            for key in Key::script(script) {
                app.key(key);
            }
            while app.has_work() {
                app.work(&mut |_, _| true);
            }
        };
        for (place, ending) in ["xlsx", "csv", "ics"].into_iter().enumerate() {
            let path = folder.path().join(format!("{lang:?}.{ending}"));
            press(&mut app, "3 X");
            // The format by its name, the name of the file in full.
            press(&mut app, &format!("{} Tab C-u \"{}\" Enter", place + 1, path.display()));
            assert!(app.form().is_none(), "{:?}", screen(&app, 80, 24));
            assert!(path.exists(), "{:?}", app.status);
            if ending == "ics" {
                let all = parsed(&std::fs::read_to_string(&path).unwrap());
                assert!(!of(&all, "1-check-").is_empty() && of(&all, "office-").len() == 2);
            } else {
                assert!(std::fs::read(&path).unwrap().len() > 200);
            }
        }
    }
}
