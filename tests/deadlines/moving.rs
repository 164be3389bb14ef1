//! A docket stays under the rules it was opened under, whatever the files say, until somebody moves it: shown first, one
//! step, undone in one.

use crate::common::desk::{due, under};
use crate::common::files::beside;
use crate::common::office::{command, printed};
use serde_json::Value;
use std::path::Path;
use std::process::Output;
use std::sync::Arc;
use sunpei::docket::{Attributes, Fact, Kind};
use sunpei::law::Library;
use sunpei::law::calendar::Year;
use sunpei::ops::moving::{Cause, Change};
use sunpei::ops::{ActError, Desk};
use sunpei::store::{Store, StoreError};

const REGION: &str = include_str!("../../config/profiles/inner-mongolia.toml");

/// The region in a newer version: the check takes twenty working days, the supervision rhythm is gone, a clock is new.
fn newer() -> String {
    let at = REGION.find("id = \"check\"").unwrap();
    let (before, after) = REGION.split_at(at);
    let after = after.replacen("length = 30\nunit = \"calendar-days\"", "length = 20\nunit = \"working-days\"", 1);
    let text = format!("{before}{after}").replacen("version = \"2025.1\"", "version = \"2026.1\"", 1);
    text + "\n[[period]]\nid = \"progress.first\"\nzh = \"首次录入\"\nstart = [\"lead.received\"]\nlength = 3\nunit = \"months\"\nsatisfied_by = [\"progress.entered\"]\ncite = [\"IM-11-02\"]\n\
            [[period]]\nid = \"limitation\"\nremove = true\n"
}

fn desk(path: &Path, region: Option<&str>) -> Desk {
    let library = Library::with_overrides(region.map(|text| ("inner-mongolia.toml", text)));
    under(library, Store::open(path).unwrap(), "王芳", "2026-06-30")
}

fn lead(desk: &mut Desk, title: &str, on: &str) -> i64 {
    let it = Attributes { title: title.into(), ..Attributes::default() };
    desk.new_lead(it, vec![Fact::new(Kind::LeadReceived, on.parse().unwrap())]).unwrap().dockets[0]
}

fn listed(desk: &Desk, id: i64, rule: &str) -> Option<String> {
    let rows = desk.store.deadlines(false, None, None, None, usize::MAX).unwrap();
    rows.into_iter().find(|row| row.docket == id && row.rule == rule).and_then(|row| row.due)
}

#[test]
fn another_file_of_the_same_name_changes_nothing_until_the_dockets_are_moved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let mut old = desk(&path, None);
    old.set_up("inner-mongolia", "某市").unwrap();
    let (first, second) = (lead(&mut old, "甲", "2026-05-14"), lead(&mut old, "乙", "2026-06-01"));
    assert_eq!(due(&old, first, "check").as_deref(), Some("2026-06-15"));
    drop(old);
    let text = newer();
    let mut desk = desk(&path, Some(&text));
    // The old dockets keep their rules, in what is derived now and after a rebuild; a new one is under the new file.
    assert_eq!(due(&desk, first, "check").as_deref(), Some("2026-06-15"));
    desk.rebuild(&mut |_| true).unwrap();
    assert_eq!(listed(&desk, first, "check").as_deref(), Some("2026-06-15"));
    let third = lead(&mut desk, "丙", "2026-05-14");
    assert_eq!(due(&desk, third, "check").as_deref(), Some("2026-06-11"));
    // What moving them would do: every change by name, nothing written.
    let preview = desk.preview_move("inner-mongolia", &mut |_| true).unwrap().unwrap();
    assert_eq!(preview.dockets.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [first, second]);
    assert_eq!((preview.already, preview.from.len(), preview.unkept), (1, 1, 0));
    let rows: Vec<(i64, Change, &str, Option<String>, Option<String>)> = preview
        .shifts
        .rows
        .iter()
        .map(|row| {
            let day = |side: Option<sunpei::ops::moving::Side>| side.and_then(|(due, ..)| due).map(|day| day.to_string());
            (row.docket, row.change, &*row.deadline.rule.id, day(row.before), day(row.after))
        })
        .collect();
    let own = |text: &str| Some(text.to_owned());
    assert!(rows.contains(&(first, Change::Moved, "check", own("2026-06-15"), own("2026-06-11"))), "{rows:#?}");
    assert!(rows.contains(&(first, Change::Added, "progress.first", None, own("2026-08-14"))), "{rows:#?}");
    assert!(rows.iter().any(|row| (row.0, row.1, row.2) == (second, Change::Dropped, "limitation")), "{rows:#?}");
    assert_eq!(preview.shifts.rows.len(), 6, "{rows:#?}");
    assert_eq!(due(&desk, first, "check").as_deref(), Some("2026-06-15"));
    // Taken: one step for all of them, in the lists too.
    let done = desk.take(&preview, "", &mut |_| true).unwrap();
    assert_eq!(done.facts.len(), 2);
    assert_eq!(listed(&desk, first, "check").as_deref(), Some("2026-06-11"));
    assert_eq!(listed(&desk, first, "limitation"), None);
    assert!(desk.preview_move("inner-mongolia", &mut |_| true).unwrap().unwrap().dockets.is_empty());
    let undone = desk.undo().unwrap();
    assert_eq!((undone.command.as_str(), undone.facts.len()), ("profile.move", 2));
    assert_eq!(listed(&desk, first, "check").as_deref(), Some("2026-06-15"));
    desk.redo().unwrap();
    assert_eq!(due(&desk, second, "check"), listed(&desk, second, "check"));
    assert_eq!(listed(&desk, first, "check").as_deref(), Some("2026-06-11"));
    assert!(desk.store.verify().unwrap().is_ok());
    drop(desk);
    // The file goes away: what the dockets were moved to is kept.
    let desk = self::desk(&path, None);
    assert_eq!(due(&desk, first, "check").as_deref(), Some("2026-06-11"));
}

#[test]
fn what_was_recorded_since_the_preview_stops_the_move() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder.path().join("x.db"), None);
    desk.set_up("inner-mongolia", "某市").unwrap();
    let (first, second) = (lead(&mut desk, "甲", "2026-05-14"), lead(&mut desk, "乙", "2026-06-01"));
    let preview = desk.preview_move("national", &mut |_| true).unwrap().unwrap();
    assert!(preview.shifts.rows.iter().all(|row| row.change == Change::Dropped && &*row.deadline.rule.id == "check"));
    let revision = desk.store.revision(second).unwrap();
    desk.record(second, revision, vec![Fact::new(Kind::NoteAdded, desk.today).with("note", "x")], "note.add", None).unwrap();
    let refused = desk.take(&preview, "", &mut |_| true);
    assert!(matches!(refused, Err(ActError::Store(StoreError::Stale { docket, .. })) if docket == second));
    assert_eq!(due(&desk, first, "check").as_deref(), Some("2026-06-15"));
}

#[test]
fn another_calendar_says_what_moves_before_it_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder.path().join("x.db"), None);
    desk.set_up("inner-mongolia", "某市").unwrap();
    let id = lead(&mut desk, "甲", "2026-12-10");
    assert_eq!(due(&desk, id, "check").as_deref(), Some("2027-01-11"));
    let year = Year::parse("2027.toml", YEAR).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let calendar = Arc::new(desk.calendar.add("2027.toml", &year.to_toml()).unwrap());
    let cause = Cause::Year { year: Box::new(year), calendar };
    let shifts = desk.what_moves(&cause, &mut |_| true).unwrap().unwrap().shifts;
    let check = shifts.rows.iter().find(|row| &*row.deadline.rule.id == "check").unwrap();
    assert_eq!(check.change, Change::Moved);
    assert!(check.before.unwrap().2 && !check.after.unwrap().2, "provisional before, firm after");
    assert_eq!(due(&desk, id, "check").as_deref(), Some("2027-01-11"));
}

#[test]
fn a_region_with_its_own_texts_is_kept_whole() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("x.csv");
    std::fs::write(&ledger, "线索名称,线索来源,接收时间\n甲,信访举报,2026-05-14\n").unwrap();
    assert!(run(folder.path(), &["lead", "import", ledger.to_str().unwrap()]).status.success());
    let region = folder.path().join("hailu");
    std::fs::create_dir(&region).unwrap();
    for name in ["documents.toml", "hailu.toml", "opinion.md"] {
        std::fs::copy(beside("profiles/hailu").join(name), region.join(name)).unwrap();
    }
    let moved = run(folder.path(), &["profile", "move", region.to_str().unwrap(), "--yes", "--reason", "试行"]);
    assert!(moved.status.success(), "{}", printed(&moved));
    let check = || {
        let output = run(folder.path(), &["case", "show", "26-0001", "--format", "json"]);
        let value: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", printed(&output)));
        let rule = value["deadlines"].as_array().unwrap().iter().find(|one| one["rule"] == "check").unwrap().clone();
        (rule["due"].clone(), rule["cite"].clone(), value["profile_version"].clone())
    };
    let there = check();
    assert_eq!(there.1[0], "hailu-opinion#1");
    std::fs::remove_dir_all(&region).unwrap();
    assert_eq!(check(), there);
}

/// An invented notice for 2027: the calendar takes any file with a number.
const YEAR: &str = include_str!("../fixtures/2027-invented.toml");

fn run(folder: &Path, args: &[&str]) -> Output {
    run_in("en", folder, args)
}

fn run_in(lang: &str, folder: &Path, args: &[&str]) -> Output {
    let mut command = command(folder, args);
    command.env("SUNPEI_CONFIG", folder).args(["--lang", lang, "--today", "2026-06-30", "--db"]).arg(folder.join("x.db"));
    command.output().unwrap()
}

#[test]
fn the_command_line_shows_asks_and_takes() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("x.csv");
    std::fs::write(&ledger, "线索名称,线索来源,接收时间\n甲,信访举报,2026-05-14\n").unwrap();
    assert!(run(folder.path(), &["lead", "import", ledger.to_str().unwrap()]).status.success());
    std::fs::create_dir(folder.path().join("profiles")).unwrap();
    std::fs::write(folder.path().join("profiles/inner-mongolia.toml"), newer()).unwrap();
    let json = |args: &[&str]| -> Value {
        let output = run(folder.path(), &[args, &["--format", "json"]].concat());
        assert!(output.status.success(), "{}", printed(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let dry = json(&["profile", "move", "inner-mongolia", "--dry-run"]);
    assert_eq!((&dry["moves"], &dry["taken"]), (&1.into(), &false.into()), "{dry:#}");
    assert_eq!(dry["shifts"]["counts"]["moved"], 1, "{dry:#}");
    let table = printed(&run(folder.path(), &["profile", "move", "inner-mongolia", "--dry-run"]));
    assert!(table.contains("2026-06-15") && table.contains("2026-06-11") && table.contains("moved"), "{table}");
    // Nobody is there to ask: nothing is taken, and it says how.
    let asked = run(folder.path(), &["profile", "move", "inner-mongolia"]);
    assert_eq!(asked.status.code(), Some(1), "{}", printed(&asked));
    assert!(printed(&asked).contains("--yes"));
    let due = |json: &Value| json.as_array().unwrap().iter().find(|row| row["rule"] == "check").unwrap()["due"].clone();
    assert_eq!(due(&json(&["deadline", "list"])), "2026-06-15");
    // Not without a reason; with one it stands in the log and in the facts.
    for without in [&["--yes"][..], &["--yes", "--reason", "  "]] {
        let refused = run(folder.path(), &[&["profile", "move", "inner-mongolia"], without].concat());
        assert_eq!(refused.status.code(), Some(1), "{}", printed(&refused));
        assert!(printed(&refused).contains("--reason"));
        assert_eq!(due(&json(&["deadline", "list"])), "2026-06-15");
    }
    assert_eq!(json(&["profile", "move", "inner-mongolia", "--yes", "--reason", "新规则施行"])["taken"], true);
    let facts = json(&["fact", "list"]);
    let moved = facts.as_array().unwrap().iter().find(|fact| fact["kind"] == "profile.moved").unwrap();
    assert!(moved.to_string().contains("新规则施行"), "{moved:#}");
    let rest = folder.path().join("2027.toml");
    std::fs::write(&rest, include_str!("../fixtures/2027-invented.toml")).unwrap();
    let looked = run(folder.path(), &["calendar", "add-year", rest.to_str().unwrap(), "--reason", ""]);
    assert_eq!(looked.status.code(), Some(1), "{}", printed(&looked));
    assert!(!folder.path().join("calendar/2027.toml").exists(), "nothing written");
    assert!(run(folder.path(), &["calendar", "add-year", rest.to_str().unwrap(), "--reason", "国办通知"]).status.success());
    let log = Store::open(&folder.path().join("x.db")).unwrap().log(2).unwrap();
    assert!(log[0].summary.contains("国办通知") && log[1].summary.contains("新规则施行"), "{log:#?}");
    assert_eq!(due(&json(&["deadline", "list"])), "2026-06-11");
    assert_eq!(json(&["case", "show", "26-0001"])["profile"], "inner-mongolia");
    // A file that is not in the configuration folder will do.
    let path = folder.path().join("elsewhere.toml");
    std::fs::write(&path, "name = \"elsewhere\"\ntitle = \"x\"\nversion = \"1\"\nextends = \"national\"\n").unwrap();
    assert!(run(folder.path(), &["profile", "move", path.to_str().unwrap(), "--yes", "--reason", "试行"]).status.success());
    assert_eq!(json(&["case", "show", "26-0001"])["profile"], "elsewhere");
    std::fs::remove_file(&path).unwrap();
    assert!(json(&["deadline", "list"]).as_array().unwrap().iter().all(|row| row["rule"] != "check"));
}

#[test]
fn what_differs_is_said_in_words_with_origin_and_article() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("newer.toml");
    let head = newer().replacen("name = \"inner-mongolia\"", "name = \"newer\"", 1);
    let fewer = head.replacen("id = \"negotiation.meetings\"\nlimit = 3", "id = \"negotiation.meetings\"\nlimit = 4", 1);
    let more = fewer.replacen("id = \"markedly-minor\"", "id = \"markedly-minor\"\n# the amount goes up", 1).replacen(
        "cents = 300000\n",
        "cents = 500000\n",
        1,
    );
    let swapped = more.replacen(
        "matter = \"sand-mining\"\ndepartment = \"water\"",
        "matter = \"sand-mining\"\ndepartment = \"natural-resources\"",
        1,
    );
    std::fs::write(&path, swapped).unwrap();
    let diff = |lang: &str, args: &[&str]| {
        let output =
            run_in(lang, folder.path(), &[&["profile", "diff", "inner-mongolia", path.to_str().unwrap()], args].concat());
        assert!(output.status.success(), "{}", printed(&output));
        printed(&output)
    };
    for (lang, wanted) in [
        (
            "zh-CN",
            [
                "初步核查：30个自然日 → 20个工作日  · 规定14条、规定49条 · newer",
                "新增 首次录入：3个月",
                "取消 诉讼时效（参照）",
                "磋商会议次数：3 → 4",
                "3,000.00 → 5,000.00",
                "非法采砂：水利 → 自然资源",
            ],
        ),
        (
            "en",
            [
                "preliminary check: 30 calendar days → 20 working days",
                "added: 首次录入: 3 months",
                "removed: limitation (advisory)",
                "negotiation meetings: 3 → 4",
                "3,000.00 → 5,000.00",
                "limits: water → natural resources",
            ],
        ),
    ] {
        let text = diff(lang, &[]);
        for words in wanted {
            assert!(text.contains(words), "{words}\n{text}");
        }
        assert!(!text.contains("/length") && !text.contains("calendar-days"), "words, not paths:\n{text}");
    }
    let rows: Value = serde_json::from_str(&diff("en", &["--format", "json"])).unwrap();
    let rows = rows.as_array().unwrap();
    let check = rows.iter().find(|row| row["id"] == "check").unwrap();
    assert_eq!((&check["path"], &check["change"]), (&"periods/check/length".into(), &"changed".into()), "{check:#}");
    assert_eq!(check["cite"][0], "inner-mongolia-2025#14");
    // Nothing else is said to differ: the version, the layer, and what was changed above.
    let mut told: Vec<(&str, &str)> =
        rows.iter().map(|row| (row["group"].as_str().unwrap(), row["id"].as_str().unwrap())).collect();
    told.sort_unstable();
    let wanted = [
        ("caps", "negotiation.meetings"),
        ("limits", "markedly-minor"),
        ("periods", "check"),
        ("periods", "limitation"),
        ("periods", "progress.first"),
        ("profile", ""),
        ("profile", ""),
        ("routes", "sand-mining"),
    ];
    assert_eq!(told, wanted, "{rows:#?}");
    let csv = diff("en", &["--format", "csv"]);
    assert!(csv.starts_with("group,id,title,change,facet,before,after,origin,cite\n") && csv.lines().count() == rows.len() + 1);
    // What no sentence tells of a rule is not passed over in silence.
    let quiet = REGION.replacen("id = \"check\"\n", "id = \"check\"\neffort_zh = \"x\"\n", 1);
    std::fs::write(&path, quiet.replacen("name = \"inner-mongolia\"", "name = \"newer\"", 1)).unwrap();
    let text = diff("en", &[]);
    assert!(text.contains("preliminary check · something else differs"), "{text}");
    let same = run(folder.path(), &["profile", "diff", "national", "national"]);
    assert!(printed(&same).contains("the same"), "{}", printed(&same));
}

#[test]
fn a_version_that_nobody_kept_is_owned_up_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.sunpei");
    std::fs::copy(beside("fixtures/v1.sunpei"), &path).unwrap();
    let preview = desk(&path, None).preview_move("inner-mongolia", &mut |_| true).unwrap().unwrap();
    assert!(preview.unkept > 0 && preview.unkept == preview.dockets.len(), "{preview:#?}");
}
