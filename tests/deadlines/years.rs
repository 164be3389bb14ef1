//! A year's rest days that are placed into the configuration, and a clock that was set back: what the next start does, what
//! it leaves in the log, and that a program that ended in between leaves nothing half.

use crate::common::desk::day;
use crate::common::office::{command, printed};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;
use sunpei::docket::{Attributes, Day, Fact, Kind, office_day};
use sunpei::law::Library;
use sunpei::law::calendar::{Calendar, Year};
use sunpei::ops::Desk;
use sunpei::ops::moving::{Cause, keep_year};
use sunpei::store::Store;
use sunpei::text::Lang;
use sunpei::tui::key::Key;
use sunpei::tui::{App, screen};
use tempfile::TempDir;

/// An invented notice for 2027: the calendar takes any file with a number.
const YEAR: &str = include_str!("../fixtures/2027-invented.toml");

struct Office(TempDir);

impl Office {
    /// An office with a lead whose check runs out in the first days of 2027.
    fn new() -> Self {
        let office = Self(tempfile::tempdir().unwrap());
        let ledger = "线索名称,线索来源,接收时间\n渗坑,信访举报,2026-12-02\n矿坑,信访举报,2026-12-25\n";
        fs::write(office.path("x.csv"), ledger).unwrap();
        let taken = office.run("config", &["lead", "import", office.path("x.csv").to_str().unwrap()]);
        assert!(taken.status.success(), "{}", printed(&taken));
        office
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Places a file into the calendar of an account's configuration.
    fn place(&self, config: &str, name: &str, text: &str) -> PathBuf {
        let folder = self.path(config).join("calendar");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), text).unwrap();
        folder.join(name)
    }

    fn run(&self, config: &str, arguments: &[&str]) -> Output {
        let mut command = command(self.0.path(), arguments);
        command.args(["--today", "2026-12-26"]).env("SUNPEI_CONFIG", self.path(config)).output().unwrap()
    }

    /// The days of the checks, the provisional ones with `~`.
    fn checks(&self, config: &str) -> Vec<String> {
        let output = self.run(config, &["deadline", "list", "--format", "json"]);
        assert!(output.status.success(), "{}", printed(&output));
        let all: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let checks = all.as_array().unwrap().iter().filter(|one| one["rule"] == "check");
        checks
            .map(|one| format!("{}{}", if one["provisional"] == true { "~" } else { "" }, one["due"].as_str().unwrap()))
            .collect()
    }

    fn years_in_log(&self) -> Vec<String> {
        let store = Store::open(&self.path("office.db")).unwrap();
        let links = store.log(usize::MAX).unwrap().into_iter();
        links.filter(|link| link.command == "calendar.year").map(|link| link.summary).collect()
    }
}

#[test]
fn a_year_that_is_placed_into_the_folder_is_taken_in_at_the_next_start_with_its_entry() {
    let office = Office::new();
    let guessed = office.checks("config");
    assert!(guessed.iter().all(|day| day.starts_with('~')), "{guessed:?}");
    let mut added = YEAR.to_owned();
    added.push('\n');
    office.place("config", "2027.toml", &added);
    let firm = office.checks("config");
    assert!(firm.iter().all(|day| !day.starts_with('~')), "{firm:?}");
    let entries = office.years_in_log();
    assert_eq!(entries.len(), 1);
    assert!(entries[0].contains("虚构〔2026〕1号") && entries[0].contains("calendar/*.toml"), "{entries:?}");
    assert!(entries[0].matches("check").count() == 2 && entries[0].contains(&firm[0]), "{entries:?}");
    // Once, whoever starts; and an account without the file counts as the office does.
    for config in ["config", "other", "config"] {
        assert_eq!(office.checks(config), firm, "{config}");
    }
    assert_eq!(office.years_in_log().len(), 1);
    // The rows are those of a full recomputation.
    let store = Store::open(&office.path("office.db")).unwrap();
    let rows = store.dump_derived().unwrap();
    drop(store);
    assert!(office.run("other", &["rebuild"]).status.success());
    assert_eq!(Store::open(&office.path("office.db")).unwrap().dump_derived().unwrap(), rows);
    // The same by command leaves the same entry.
    let by_command = Office::new();
    let file = by_command.path("2027.toml");
    fs::write(&file, YEAR).unwrap();
    let done = by_command.run("config", &["calendar", "add-year", file.to_str().unwrap(), "--reason", "x"]);
    assert!(done.status.success(), "{}", printed(&done));
    assert_eq!(by_command.checks("config"), firm);
    let tail = |entry: &str| entry.split_once(';').unwrap().1.to_owned();
    assert_eq!(tail(&by_command.years_in_log()[0]), tail(&entries[0]));
    assert_eq!(by_command.years_in_log().len(), 1);
}

#[test]
fn a_file_that_is_no_year_is_refused_with_what_where_and_what_to_do() {
    let office = Office::new();
    let before = office.checks("config");
    let one = |from: &str, to: &str| YEAR.replacen(from, to, 1);
    let workless: String = YEAR.lines().filter(|line| !line.contains("workday")).map(|line| format!("{line}\n")).collect();
    let cases = [
        ("no notice number", one("notice = [{ number = \"虚构〔2026〕1号\", date = 2026-11-04 }]", ""), "no notice number"),
        ("overlaps", one("day = [", "day = [\n { on = 2027-01-02, kind = \"rest\", name = \"x\" },"), "written twice"),
        ("wrong weekday", one("weekday = 5", "weekday = 4"), "is given as weekday"),
        ("no make-up day", workless, "make-up"),
        ("statutory days", one("statutory = [2027-01-01]", "statutory = [2027-01-01, 2027-01-02, 2027-01-03]"), "statutory"),
        ("a guess that says so", one("year = 2027", "year = 2027\nprovisional = true"), ""),
    ];
    for (what, text, why) in cases {
        for by_command in [false, true] {
            let placed = office.place(if by_command { "elsewhere" } else { "config" }, "2027.toml", &text);
            let path = placed.to_str().unwrap();
            let added = ["calendar", "add-year", path, "--lang", "en"];
            let output = office.run("config", if by_command { &added } else { &["deadline", "list", "--lang", "en"] });
            fs::remove_file(&placed).unwrap();
            let told = printed(&output);
            if why.is_empty() {
                assert_eq!(output.status.code(), Some(0), "{what}: {told}");
                continue;
            }
            assert_eq!(output.status.code(), Some(1), "{what}: {told}");
            assert!(told.contains(why) && told.contains(path), "{what}: {told}");
            assert!(told.lines().count() >= 2, "what to do: {told}");
            assert!(!office.path("config").join("calendar/2027.toml").exists(), "{what}");
        }
    }
    let now: Vec<String> = office.checks("config");
    assert_eq!(now, before);
}

#[test]
fn what_is_provisional_stands_by_its_earliest_day() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = open(&folder.path().join("x.db"), Calendar::built_in(), day("2026-12-26"), || NOW);
    for on in ["2026-12-02", "2026-12-03", "2026-11-30", "2026-12-20", "2026-12-25"] {
        let it = Attributes { title: on.into(), ..Attributes::default() };
        desk.new_lead(it, vec![Fact::new(Kind::LeadReceived, day(on))]).unwrap();
    }
    let rows = desk.agenda(&sunpei::store::Wanted::default(), None, 99).unwrap();
    let safe: Vec<_> = rows.iter().map(|(_, row)| row.safe.clone().unwrap()).collect();
    assert!(rows.len() == 5 && safe.is_sorted(), "{safe:?}");
    let open: Vec<_> = rows.iter().filter(|(_, row)| row.provisional).collect();
    assert!(!open.is_empty() && open.iter().all(|(_, row)| row.safe <= row.due && row.due <= row.latest), "{open:?}");
    let app = App::new(desk, Lang::Zh, true);
    let lines: Vec<_> = app.agenda.lines.iter().filter(|line| line.text.starts_with('~')).collect();
    assert_eq!(lines.len(), open.len(), "each carries its sign");
}

fn open(path: &Path, calendar: Arc<Calendar>, today: Day, clock: sunpei::ops::Clock) -> Desk {
    let library = Arc::new(Library::built_in().clone());
    let mut desk = Desk::new(Store::open(path).unwrap(), library, calendar, today, "王芳", clock, None).unwrap();
    if !desk.is_set_up() {
        desk.set_up("inner-mongolia", "某市").unwrap();
    }
    desk
}

/// 2026-12-26 at the office.
const NOW: i64 = 1_798_246_800;
/// Five weeks earlier.
const BEFORE: i64 = NOW - 35 * 86_400;

#[test]
fn a_program_that_ends_between_file_and_database_leaves_nothing_half() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let today = office_day(NOW);
    let mut desk = open(&path, Calendar::built_in(), today, || NOW);
    let it = Attributes { title: "x".into(), ..Attributes::default() };
    desk.new_lead(it, vec![Fact::new(Kind::LeadReceived, day("2026-12-02"))]).unwrap();
    let year = Year::parse("x", YEAR).unwrap();
    let calendar = Arc::new(desk.calendar.add("x", YEAR).unwrap());
    // The file is there, the database was not reached: the next start goes on.
    let kept = keep_year(&folder.path().join("calendar"), &year).unwrap();
    assert_eq!(Year::parse("x", &fs::read_to_string(&kept.path).unwrap()).unwrap(), year);
    drop(desk);
    let desk = open(&path, calendar.clone(), today, || NOW);
    assert_eq!(desk.taken_up.as_ref().map(|taken| (taken.years.clone(), taken.moved)), Some((vec![2027], 1)));
    let rows = desk.store.dump_derived().unwrap();
    drop(desk);
    // The entry is there, the rows were not computed: the next start computes them, and no second entry comes.
    let mut store = Store::open(&path).unwrap();
    store.set_setting("derived_by", "an older calendar").unwrap();
    drop(store);
    let desk = open(&path, Calendar::built_in(), today, || NOW);
    assert_eq!((desk.taken_up.clone(), desk.calendar.version()), (None, calendar.version()));
    assert_eq!(desk.store.dump_derived().unwrap(), rows);
    assert_eq!(desk.store.log(99).unwrap().iter().filter(|link| link.command == "calendar.year").count(), 1);
    // What the database refuses leaves the folder as it was.
    let mut other = year.clone();
    other.notices[0].number = "虚构〔2026〕2号".into();
    let before = fs::read_to_string(&kept.path).unwrap();
    let again = keep_year(&folder.path().join("calendar"), &other).unwrap();
    assert_ne!(fs::read_to_string(&again.path).unwrap(), before);
    again.give_up();
    assert_eq!(fs::read_to_string(&kept.path).unwrap(), before);
    let cause = Cause::Year { year: Box::new(other), calendar };
    let preview = desk.what_moves(&cause, &mut |_| true).unwrap().unwrap();
    assert!(preview.shifts.rows.is_empty());
}

#[test]
fn a_clock_set_back_is_told_for_as_long_as_it_is_and_nothing_is_reckoned_into_the_past() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let mut desk = open(&path, Calendar::built_in(), office_day(NOW), || NOW);
    let it = Attributes { title: "x".into(), ..Attributes::default() };
    // An open pause: its day goes on with every day.
    let facts = vec![
        Fact::new(Kind::LeadReceived, day("2026-11-01")),
        Fact::new(Kind::AppraisalCommissioned, day("2026-11-11")).with("path", "full"),
    ];
    desk.new_lead(it, facts).unwrap();
    let rows = desk.store.dump_derived().unwrap();
    drop(desk);
    for lang in [Lang::Zh, Lang::En] {
        let desk = open(&path, Calendar::built_in(), office_day(BEFORE), || BEFORE);
        assert_eq!(desk.ahead(), Some(office_day(NOW)));
        assert_eq!(desk.store.dump_derived().unwrap(), rows, "nothing was reckoned back");
        let mut app = App::new(desk, lang, false);
        let warned = |app: &App| {
            [(120, 36), (80, 24)].iter().all(|(width, height)| {
                screen(app, *width, *height)[0].contains(lang.pick("!时钟早于2026-12-26", "!clock<2026-12-26"))
            })
        };
        assert!(app.status.as_ref().unwrap().1.contains("2026-12-26"));
        assert!(sunpei::tui::plain(&app.desk, lang).unwrap().lines().next().unwrap().contains("2026-12-26"));
        for key in Key::script("3 j k 1 Tab ? Esc") {
            app.key(key);
            assert!(warned(&app), "it stays");
        }
        // A fact that is recorded meanwhile does not go back either.
        let mut desk = app.desk;
        let id = desk.store.open_ids().unwrap()[0];
        let revision = desk.store.revision(id).unwrap();
        desk.record(id, revision, vec![Fact::new(Kind::NoteAdded, office_day(BEFORE)).with("note", "n")], "note.added", None)
            .unwrap();
        let deadlines = |rows: &[String]| rows.iter().filter(|row| row.starts_with("deadline")).cloned().collect::<Vec<_>>();
        assert_eq!(deadlines(&desk.store.dump_derived().unwrap()), deadlines(&rows));
        desk.undo().unwrap();
    }
    // Somebody looked at the clock: it is right, and the rows are of today.
    let desk = open(&path, Calendar::built_in(), office_day(BEFORE), || BEFORE);
    let mut app = App::new(desk, Lang::Zh, false);
    app.key(Key::script("F8").remove(0));
    assert_eq!(app.desk.ahead(), None);
    assert_ne!(app.desk.store.dump_derived().unwrap(), rows);
    assert!(!screen(&app, 120, 36)[0].contains("!时钟"));
    // A day that is asked for is no clock.
    let desk = open(&path, Calendar::built_in(), day("2030-01-05"), || BEFORE);
    drop(desk);
    assert_eq!(open(&path, Calendar::built_in(), office_day(BEFORE), || BEFORE).ahead(), None);
    // The true day comes again.
    assert_eq!(open(&path, Calendar::built_in(), office_day(NOW), || NOW).ahead(), None);
}
