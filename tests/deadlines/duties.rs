//! Duties of the office: yearly and quarterly tasks of the profile, answered, taken back, missed and coming again.

use crate::common::desk::{bare_on, day, desk, under};
use crate::common::keys::{press, shows};
use std::path::Path;
use sunpei::docket::{Attributes, Fact, Kind};
use sunpei::law::Library;
use sunpei::ops::Desk;
use sunpei::store::Store;
use sunpei::text::Lang;
use sunpei::tui::App;

fn app(mut desk: Desk, today: &str, lang: Lang) -> App {
    desk.today = day(today);
    let mut app = App::new(desk, lang, true);
    press(&mut app, "3");
    app
}

/// The duties that stand open: rule, occurrence, last day, status.
fn open(desk: &Desk) -> Vec<String> {
    let told = |duty: &sunpei::ops::OfficeDuty| {
        let one = &duty.deadline;
        format!("{} {} {} {}", one.rule.id, duty.key, one.due.unwrap(), one.status.name())
    };
    desk.office_duties().unwrap().iter().map(told).collect()
}

const DEPARTMENTS: &str = "report.departments-yearly";
const GOVERNMENTS: &str = "report.governments-yearly";

#[test]
fn a_duty_stays_until_it_is_answered_and_the_next_one_comes() {
    let mut desk = desk("2026-10-08");
    let pending = |rule, year: i32, on: &str| format!("{rule} {year} {year}-{on} pending");
    let first = [pending(DEPARTMENTS, 2026, "11-10"), pending(GOVERNMENTS, 2026, "12-31")];
    assert_eq!(open(&desk), first);
    // Two years on nothing was answered: every occurrence is still there, and the next one is.
    desk.today = day("2028-11-20");
    let mut all: Vec<String> = (2026..=2028)
        .flat_map(|year| {
            [format!("{DEPARTMENTS} {year} {year}-11-10 overdue"), format!("{GOVERNMENTS} {year} {year}-12-31 overdue")]
        })
        .collect();
    all[5] = pending(GOVERNMENTS, 2028, "12-31");
    all.push(pending(DEPARTMENTS, 2029, "11-10"));
    assert_eq!(open(&desk), all);
    // Answered late, and early: that one goes, the one after the next comes.
    for rule in [DEPARTMENTS, GOVERNMENTS] {
        let find = |desk: &Desk, key: &str| {
            desk.office_duties().unwrap().into_iter().find(|duty| *duty.deadline.rule.id == *rule && duty.key == key).unwrap()
        };
        desk.answer_duty(&find(&desk, "2026"), day("2027-01-05"), "某环报〔2027〕1号", "").unwrap();
        desk.answer_duty(&find(&desk, "2028"), day("2028-11-01"), "", "提前报送").unwrap();
    }
    let rest = [
        format!("{DEPARTMENTS} 2027 2027-11-10 overdue"),
        format!("{GOVERNMENTS} 2027 2027-12-31 overdue"),
        pending(DEPARTMENTS, 2029, "11-10"),
        pending(GOVERNMENTS, 2029, "12-31"),
    ];
    assert_eq!(open(&desk), rest);
    let record = desk.office_record().unwrap();
    let answered = record.iter().find(|duty| duty.key == "2026" && *duty.deadline.rule.id == *DEPARTMENTS).unwrap();
    assert_eq!(answered.deadline.status.name(), "met-late");
    let answer = answered.answer.as_ref().unwrap();
    assert_eq!((answer.number.as_str(), answer.by.as_str()), ("某环报〔2027〕1号", "王芳"));
    // Taken back and brought back, through the log as any other act; no list of dockets shows it.
    desk.undo().unwrap();
    assert!(open(&desk).contains(&pending(GOVERNMENTS, 2028, "12-31")));
    desk.redo().unwrap();
    assert_eq!(open(&desk), rest);
    assert!(desk.store.verify().unwrap().is_ok());
    assert!(desk.store.open_ids().unwrap().is_empty() && desk.store.find("1").unwrap().is_none());
    let before = desk.store.dump_derived().unwrap();
    desk.rebuild(&mut |_| true).unwrap();
    assert_eq!((desk.store.dump_derived().unwrap(), open(&desk)), (before, rest.to_vec()));
}

#[test]
fn two_officers_answer_and_take_back_beside_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let at = |officer: &str| bare_on(Store::open(&path).unwrap(), officer, "2026-10-08");
    let mut first = at("王芳");
    first.set_up("inner-mongolia", "某市").unwrap();
    let mut second = at("李明");
    let (one, two) = (first.office_duties().unwrap()[0].clone(), first.office_duties().unwrap()[1].clone());
    first.answer_duty(&one, day("2026-10-08"), "1", "").unwrap();
    second.answer_duty(&two, day("2026-10-08"), "2", "").unwrap();
    // What the other recorded beside it does not hold up an undo.
    first.undo().unwrap();
    assert!(open(&at("王芳"))[0].starts_with(&format!("{DEPARTMENTS} 2026 ")));
    assert!(open(&first).iter().all(|line| !line.starts_with(&format!("{GOVERNMENTS} 2026 "))));
    // A lead taken in beside them keeps its place in the lists.
    let it = Attributes { title: "甲".into(), ..Attributes::default() };
    let id = second.new_lead(it, vec![Fact::new(Kind::LeadReceived, day("2026-10-01"))]).unwrap().dockets[0];
    assert_eq!(second.store.open_ids().unwrap(), [id]);
}

#[test]
fn the_desk_shows_them_on_an_empty_database_and_takes_the_answer() {
    for (lang, late, done, what, ahead, select) in [
        (Lang::Zh, "逾期 1", "已于 2026-11-09 办结", "盟市部门年度报告 2026", "还没有到", "先选中一项"),
        (Lang::En, "overdue 1", "done on 2026-11-09", "yearly report of league and city", "has not come yet", "select a duty"),
    ] {
        let mut app = app(desk("2026-10-08"), "2026-11-22", lang);
        // Late in the agenda and in the tab, in the month of its day, in the week.
        shows(&app, &[late, "!11-10", what, "10."]);
        assert_eq!((app.calendar.late, app.calendar.load[&day("2026-11-10")]), (1, 1));
        // The proof names the rule's day, the other reading, the article; it can be saved as a page.
        press(&mut app, "Home e");
        shows(&app, &["2026-11-10", "2026-11-20"]);
        press(&mut app, "s");
        shows(&app, &["docx"]);
        press(&mut app, "Esc Esc Enter");
        // A day to come is refused in the form, with its reason; nothing is written.
        press(&mut app, "C-u \"2026-11-23\" Enter");
        shows(&app, &[ahead]);
        press(&mut app, "C-u \"2026-11-9\" Tab \"某环报〔2026〕9号\" Enter");
        assert!(app.form().is_none(), "{:?}", app.form().unwrap().refusal);
        shows(&app, &[done]);
        assert_eq!((app.calendar.late, app.calendar.load.get(&day("2026-11-10"))), (0, None));
        assert!(app.agenda.lines.iter().any(|line| line.text.contains("27-11-10")), "the next one");
        press(&mut app, "u");
        shows(&app, &["!11-10"]);
        // The key of the table says what to do where no duty is selected.
        press(&mut app, "f \"王\" Esc");
        press(&mut app, if lang == Lang::Zh { "f \"我承办\" Enter d" } else { "f \"mine\" Enter d" });
        shows(&app, &[select]);
        assert!(app.agenda.lines.is_empty(), "nobody's own");
    }
}

/// A region with a duty of every quarter that moves off rest days.
fn quarterly(folder: &Path) -> Desk {
    let source = "name = \"quarters\"\ntitle = \"x\"\nversion = \"1\"\nextends = \"national\"\n\n[[period]]\nid = \"report.leads\"\n\
                  office = true\non_days = [\"03-31\", \"06-30\", \"09-30\", \"12-31\"]\nnature = \"ceiling\"\nforce = \"must\"\n\
                  roll = \"next-working-day\"\nwarn = [10]\n";
    let mut library = Library::built_in().clone();
    library.add_profile("quarters.toml", source);
    let store = Store::open(&folder.join("q.db")).unwrap();
    let mut desk = under(library, store, "王芳", "2026-03-01");
    desk.set_up("quarters", "某市").unwrap_or_else(|error| panic!("{error:?}"));
    desk
}

#[test]
fn a_duty_of_every_quarter_is_numbered_moved_off_rest_days_and_provisional_where_no_notice_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = quarterly(folder.path());
    assert_eq!(open(&desk)[0], "report.leads 2026-1 2026-03-31 pending");
    let duty = desk.office_duties().unwrap()[0].clone();
    desk.answer_duty(&duty, day("2026-03-20"), "", "").unwrap();
    assert_eq!(open(&desk)[0], "report.leads 2026-2 2026-06-30 pending");
    desk.today = day("2026-12-30");
    let told = open(&desk);
    assert_eq!(told[..2], ["report.leads 2026-2 2026-06-30 overdue", "report.leads 2026-3 2026-09-30 overdue"]);
    let last = desk.office_duties().unwrap().into_iter().find(|duty| duty.key == "2026-4").unwrap();
    desk.answer_duty(&last, day("2026-12-30"), "", "").unwrap();
    let next = desk.office_duties().unwrap().into_iter().find(|duty| duty.key == "2027-1").unwrap();
    let one = &next.deadline;
    assert!(one.provisional && one.safe <= one.due && one.due <= one.latest, "{one:?}");
}
