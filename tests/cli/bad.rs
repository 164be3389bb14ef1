//! Bad input, through the program: each answer says what is wrong, where, and what to do, in both languages, with the exit
//! code of the contract. And real files with any few bytes changed: never a panic, never an end that does not come.

use crate::common::files::beside;
use crate::common::office::command;
use proptest::prelude::*;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;
use sunpei::docket::file;
use sunpei::law::calendar::Calendar;
use sunpei::law::{Law, Library};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

/// A bad file, the command that reads it, the place that is named (if it is one), and a word of the reason in each language.
struct Bad {
    name: &'static str,
    bytes: Vec<u8>,
    command: &'static [&'static str],
    place: &'static str,
    said: (&'static str, &'static str),
}

const CHECK: &[&str] = &["docket", "check"];
const ADD: &[&str] = &["calendar", "add-year"];

fn fact(rest: &str) -> Vec<u8> {
    format!("today = 2026-06-30\n[[fact]]\nkind = \"lead.received\"\non = 2026-03-02\n{rest}").into_bytes()
}

fn year_of_rest() -> Vec<u8> {
    let first = chrono::NaiveDate::from_ymd_opt(2028, 1, 1).unwrap();
    let line = |day: chrono::NaiveDate| format!("{{ on = {day}, kind = \"rest\", name = \"放假\" }},\n");
    let lines: String = first.iter_days().take(366).map(line).collect();
    format!("year = 2028\nnotice = [{{ number = \"国办发明电〔2027〕1号\" }}]\nday = [\n{lines}]\n").into_bytes()
}

fn without_notice() -> Vec<u8> {
    let text = std::fs::read_to_string(beside("../config/calendar/2026.toml")).unwrap();
    let (before, rest) = text.split_once("notice = [").unwrap();
    format!("{before}{}", rest.split_once("]\n").unwrap().1).into_bytes()
}

fn bad_files() -> Vec<Bad> {
    let bad = |name, bytes, command, place, zh, en| Bad { name, bytes, command, place, said: (zh, en) };
    let day = ("日期 YYYY-MM-DD（1900 至 9999 年）", "a day YYYY-MM-DD from 1900 to 9999");
    let amount = |number: &str| fact(&format!("[[fact]]\nkind = \"payment.due\"\non = 2026-03-02\namount_cents = {number}\n"));
    let rhythm =
        |number: &str| fact(&format!("[[fact]]\nkind = \"supervision.opened\"\non = 2026-03-02\nreport_every = {number}\n"));
    let many = |line: &str, count: usize| line.repeat(count).into_bytes();
    let mut parties = String::from("today = 2026-06-30\n");
    for n in 0..200 {
        parties += &format!("[[fact]]\nkind = \"notice.served\"\non = 2026-03-02\nparty = \"{n}\"\n");
    }
    vec![
        bad("year.toml", year_of_rest(), ADD, "", "366 天", "366 rest days"),
        bad("year.toml", without_notice(), ADD, "", "通知文号", "notice number"),
        bad("year.toml", b"year = 1899\nday = []\n".to_vec(), ADD, ":1:8", "1900 至 9999", "1900 to 9999"),
        bad("d.toml", b"[[fact]]\nkind = \"lead.received\"\non = 1899-12-31\n".to_vec(), CHECK, ":3:6", day.0, day.1),
        bad("d.toml", b"[[fact]]\nkind = \"lead.received\"\non = \"10000-01-01\"\n".to_vec(), CHECK, ":3:6", day.0, day.1),
        bad("d.toml", b"today = \"2026-6-3\"\n".to_vec(), CHECK, ":1:9", day.0, day.1),
        bad("d.toml", b"[attributes]\nprior_damage_on = \"0999-01-01\"\n".to_vec(), CHECK, ":2:19", day.0, day.1),
        bad("d.toml", fact("paper = 1\n"), CHECK, ":5:9", "应为文字", "expected a text"),
        bad("d.toml", amount("9223372036854775807"), CHECK, ":8:16", "以分计的整数", "an integer in fen"),
        bad("d.toml", amount("-1"), CHECK, ":8:16", "以分计的整数", "an integer in fen"),
        bad("d.toml", rhythm("9223372036854775807"), CHECK, ":8:16", "0 至 99999", "0 to 99999"),
        bad("d.toml", rhythm("99999999999999999999999999"), CHECK, ":8:16", "0 至 99999", "0 to 99999"),
        bad("d.toml", fact("note = \"a\0b\"\n"), CHECK, ":5:10", "语法错误", "syntax"),
        bad("d.toml", vec![0; 9], CHECK, ":1:", "语法错误", "syntax"),
        bad("d.toml", vec![0xff, 0xfe, b'a', 0], CHECK, "", "另存为 UTF-8", "save it as UTF-8"),
        bad("d.toml", format!("x = {}", "[".repeat(100_000)).into_bytes(), CHECK, ":1:", "层次太深", "recurse"),
        bad("d.toml", many("x = 1\n", 1_700_000), CHECK, ":2:1", "键写了两次", "duplicate key"),
        bad(
            "d.toml",
            many("[[fact]]\nkind = \"lead.recieved\"\non = 2026-03-02\n", 200_000),
            CHECK,
            ":1:",
            "多于 2000",
            "more than 2000",
        ),
        bad("d.toml", parties.into_bytes(), CHECK, "", "赔偿义务人 200 个", "200 liable parties"),
        bad("d.toml", vec![b'#'; 17_000_000], CHECK, "", "16 MB", "16 MB"),
        bad("missing/d.toml", Vec::new(), CHECK, "", "没有这个文件", "no such file"),
    ]
}

#[test]
fn bad_input_says_what_where_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    for bad in bad_files() {
        let path = folder.path().join(bad.name);
        if !bad.bytes.is_empty() {
            std::fs::write(&path, &bad.bytes).unwrap();
        }
        let path = path.display().to_string();
        // What takes long is asked in one language.
        let langs = if bad.bytes.len() > 1_000_000 { 1 } else { 2 };
        for (lang, said) in [("zh-CN", bad.said.0), ("en", bad.said.1)].into_iter().take(langs) {
            let arguments: Vec<&str> = bad.command.iter().copied().chain([path.as_str(), "--lang", lang]).collect();
            let output = run(folder.path(), &arguments);
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            let start: String = String::from_utf8_lossy(&bad.bytes[..bad.bytes.len().min(90)]).into_owned();
            let what = format!("{start:?} {lang}: {}", text.lines().take(6).collect::<Vec<_>>().join("\n"));
            assert_eq!(output.status.code(), Some(1), "{what}");
            assert!(output.stdout.is_empty(), "{what}");
            assert!(text.contains(&format!("{path}{}", bad.place)), "{what}");
            assert!(text.contains(said), "{what}");
            // What to do: a line of its own, or in the same sentence.
            assert!(text.contains("= ") || text.contains("；") || text.contains("; "), "{what}");
            let han = text.replace(&path, "").replace("放假", "").chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert_eq!(han, lang == "zh-CN", "{what}");
            assert!(text.lines().count() < 450 && text.lines().all(|line| line.chars().count() < 500), "{what}");
        }
    }
}

/// Odd but readable: it is judged, and what is odd is a warning.
#[test]
fn what_the_system_says_of_a_path_is_said_in_the_officers_language() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let here = folder.path().display().to_string();
    for (lang, gone, is_folder) in [("zh-CN", "请核对路径", "这是文件夹"), ("en", "check the path", "it is a folder")] {
        let asked: [(&[&str], &str); 3] = [
            (&["--db", &path("x.db"), "restore", &path("none.db")], gone),
            (&["--db", &path("x.db"), "restore", &here], is_folder),
            (&["--db", &here, "lead", "list"], is_folder),
        ];
        for (arguments, said) in asked {
            let arguments: Vec<&str> = arguments.iter().copied().chain(["--lang", lang]).collect();
            let out = run(folder.path(), &arguments);
            let text = String::from_utf8_lossy(&out.stderr).into_owned() + &String::from_utf8_lossy(&out.stdout);
            assert!(!out.status.success() && text.contains(said), "{arguments:?}: {text}");
            assert!(!text.contains("os error") && !text.contains("unable to open"), "{text}");
        }
    }
}

#[test]
fn odd_input_is_judged_with_warnings() {
    let folder = tempfile::tempdir().unwrap();
    let odd = |text: &str| {
        let path = folder.path().join("odd.toml");
        std::fs::write(&path, text).unwrap();
        let path = path.display().to_string();
        let output = run(folder.path(), &["docket", "check", &path, "--format", "json"]);
        assert_eq!(output.status.code(), Some(0), "{text}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    let codes = |answer: &Value| -> Vec<String> {
        let all = answer["warnings"].as_array().unwrap().iter();
        all.map(|one| one["code"].as_str().unwrap().to_owned()).collect()
    };
    // Facts out of order are put in order; a withdrawal twice, of nothing, of nothing named; a day to come; a number twice.
    let answer = odd("today = 2026-06-30\n\
        [[fact]]\nkind = \"check.concluded\"\non = 2026-03-20\nresult = \"damage\"\n\
        [[fact]]\nkind = \"lead.received\"\non = 2026-03-05\n\
        [[fact]]\nkind = \"note.added\"\non = 2026-03-06\n\
        [[fact]]\nkind = \"fact.withdrawn\"\non = 2026-03-07\nid = 3\n\
        [[fact]]\nkind = \"fact.withdrawn\"\non = 2026-03-08\nid = 3\n\
        [[fact]]\nkind = \"fact.withdrawn\"\non = 2026-03-08\nid = 99\n\
        [[fact]]\nkind = \"fact.withdrawn\"\non = 2026-03-08\n\
        [[fact]]\nkind = \"note.added\"\non = 2027-03-08\nid = 1\n");
    assert_eq!(answer["stage"], "check_done");
    assert_eq!(codes(&answer), ["future-date", "double-id", "withdrawn-twice", "withdraws-nothing", "withdraws-nothing"]);
    for one in answer["warnings"].as_array().unwrap() {
        assert!(!one["text"].as_str().unwrap().contains("  "), "{one}");
    }
    // A mark of byte order and line ends of another system are nothing.
    let answer = odd("\u{feff}today = 2026-06-30\r\n[[fact]]\r\nkind = \"lead.received\"\r\non = 2026-03-05\r\n");
    assert_eq!(answer["deadlines"][0]["due"], "2026-04-07");
    // Nothing at all is a docket without facts.
    assert!(odd("")["stage"].is_null());
    // The last day of the calendar: no day beyond it is named, and a rhythm of centuries comes to its end.
    let edge = "today = 9999-12-31\n\
        [[fact]]\nkind = \"lead.received\"\non = 9999-12-31\n\
        [[fact]]\nkind = \"notice.received\"\non = 9999-12-31\n\
        [[fact]]\nkind = \"supervision.opened\"\non = 1900-01-01\nreport_every = 1\n";
    for one in odd(edge)["deadlines"].as_array().unwrap() {
        for key in ["due", "safe", "latest"] {
            assert!(one[key].as_str().is_none_or(|day| day.len() == 10), "{}", one["rule"]);
        }
    }
}

/// What a few careless hands do to a file.
#[derive(Debug, Clone)]
enum Slip {
    Cut(prop::sample::Index, usize),
    Insert(prop::sample::Index, &'static str),
    Repeat(prop::sample::Index),
    Drop(prop::sample::Index),
    Number(prop::sample::Index, &'static str),
    End(prop::sample::Index),
}

fn slip() -> impl Strategy<Value = Slip> {
    let place = any::<prop::sample::Index>;
    let odd = prop::sample::select(vec![
        "\"",
        "[",
        "]",
        "{",
        "}",
        "=",
        "\n",
        "\0",
        "\u{feff}",
        "\r",
        "#",
        "中",
        ",",
        "[[fact]]\n",
        " and ",
        "(",
        "not ",
    ]);
    let number = prop::sample::select(vec![
        "0",
        "-1",
        "99999999999999999999",
        "9223372036854775807",
        "1e9",
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
        "true",
        "\"\"",
        "[]",
        "{}",
    ]);
    prop_oneof![
        (place(), 1..40usize).prop_map(|(at, long)| Slip::Cut(at, long)),
        (place(), odd).prop_map(|(at, what)| Slip::Insert(at, what)),
        place().prop_map(Slip::Repeat),
        place().prop_map(Slip::Drop),
        (place(), number).prop_map(|(at, what)| Slip::Number(at, what)),
        place().prop_map(Slip::End),
    ]
}

fn slipped(text: &str, slips: &[Slip]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for slip in slips {
        if chars.is_empty() {
            break;
        }
        let mut lines: Vec<String> = chars.iter().collect::<String>().lines().map(|line| format!("{line}\n")).collect();
        match slip {
            Slip::Cut(at, long) => {
                let at = at.index(chars.len());
                chars.drain(at..(at + long).min(chars.len()));
            }
            Slip::Insert(at, what) => {
                let at = at.index(chars.len());
                chars.splice(at..at, what.chars());
            }
            Slip::End(at) => chars.truncate(at.index(chars.len())),
            Slip::Repeat(at) => {
                let at = at.index(lines.len());
                lines.insert(at, lines[at].clone());
                chars = lines.concat().chars().collect();
            }
            Slip::Drop(at) => {
                lines.remove(at.index(lines.len()));
                chars = lines.concat().chars().collect();
            }
            Slip::Number(at, what) => {
                let at = at.index(lines.len());
                if let Some((key, _)) = lines[at].split_once('=') {
                    lines[at] = format!("{key}= {what}\n");
                }
                chars = lines.concat().chars().collect();
            }
        }
    }
    chars.into_iter().collect()
}

fn texts(folder: &str) -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(beside("..").join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_slip_in_a_docket_file_makes_a_panic(which in any::<prop::sample::Index>(), slips in prop::collection::vec(slip(), 1..5)) {
        let files = texts("tests/law");
        let (name, whole) = &files[which.index(files.len())];
        let text = slipped(whole.split("\n[expect]\n").next().unwrap(), &slips);
        match file::parse(name, &text) {
            Ok(read) => {
                let profile = Library::built_in().profile("inner-mongolia").unwrap();
                let law = Law::new(profile, Calendar::built_in());
                let today = read.today.unwrap_or_default();
                let derived = law.derive(&read.docket, today);
                let answer = sunpei::cli::answer::derived(sunpei::text::Lang::En, &law, &read.docket, &derived, today);
                prop_assert!(answer["deadlines"].is_array());
            }
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }

    #[test]
    fn no_slip_in_a_calendar_file_makes_a_panic(which in any::<prop::sample::Index>(), slips in prop::collection::vec(slip(), 1..5)) {
        let files = texts("config/calendar");
        let (name, whole) = &files[which.index(files.len())];
        let text = slipped(whole, &slips);
        match Calendar::built_in().add(name, &text) {
            Ok(calendar) => {
                let day = chrono::NaiveDate::from_ymd_opt(2026, 9, 30).unwrap();
                prop_assert!(calendar.add_working(day, 60) > day);
                prop_assert!(calendar.envelope().least_working.add_working(day, 60) > day);
            }
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_slip_in_a_profile_makes_a_panic(which in any::<prop::sample::Index>(), slips in prop::collection::vec(slip(), 1..4)) {
        let files = texts("config/profiles");
        let (name, whole) = &files[which.index(files.len())];
        let text = slipped(whole, &slips);
        let library = Library::with_overrides([(name.as_str(), text.as_str())]);
        match library.profile("inner-mongolia") {
            Ok(profile) => {
                let read = file::parse("d.toml", include_str!("../../benches/sixty.toml")).unwrap();
                let law = Law::new(profile, Calendar::built_in());
                let derived = law.derive(&read.docket, read.today.unwrap());
                prop_assert!(derived.stage.is_some());
            }
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }
}
