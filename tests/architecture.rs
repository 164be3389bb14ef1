//! The arrows between the rooms, and what no room may hold.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)] // a test may fail loudly

use std::fs;
use std::path::{Path, PathBuf};

/// A room and the rooms it may name. Arrows run down only.
const ARROWS: &[(&str, &[&str])] = &[
    ("docket", &[]),
    ("law", &["docket"]),
    ("store", &["law", "docket"]),
    ("papers", &["law", "docket", "text"]),
    ("ops", &["store", "papers", "law", "docket"]),
    // `text` words the values of every room below the two edges; only the edges and `papers` name it.
    ("text", &["ops", "store", "papers", "law", "docket"]),
    ("cli", &["ops", "store", "papers", "law", "docket", "text"]),
    ("tui", &["ops", "store", "papers", "law", "docket", "text"]),
];

/// Files that hold Chinese as data, and why.
const CHINESE_DATA: &[(&str, &str)] = &[
    ("src/law/library.rs", "reads Chinese numerals and the borders of articles in the texts of the law"),
    ("src/tui/command", "the command table, both languages side by side"),
    ("src/tui/commands", "the command table, both languages side by side"),
    ("src/papers/ledger", "recognises the words of ledgers: dates, units, totals"),
];

struct Source {
    path: String,
    /// The code without comments and without its tests.
    code: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            walk(&entry.path(), found);
        } else if entry.path().extension().is_some_and(|ending| ending == "rs") {
            found.push(entry.path());
        }
    }
}

/// What stands before the tests, without comments. A test module is the last item of its file.
fn code(text: &str) -> String {
    let before = text.split("#[cfg(test)]\nmod ").next().unwrap_or("");
    before.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line }).fold(String::new(), |all, line| {
        let line = line.split(" // ").next().unwrap_or(line);
        all + line + "\n"
    })
}

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    walk(&root().join("src"), &mut paths);
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        Source { path, code: code(&text) }
    };
    paths.into_iter().map(read).collect()
}

fn in_room(source: &Source, room: &str) -> bool {
    source.path.starts_with(&format!("src/{room}/")) || source.path == format!("src/{room}.rs")
}

/// Lines of the code with their numbers.
fn lines(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    source.code.lines().enumerate().map(|(at, line)| (at + 1, line))
}

fn named(line: &str, room: &str) -> bool {
    let path = format!("crate::{room}");
    let grouped = line.contains("use crate::{") && line.contains(room);
    let direct = line.match_indices(&path).any(|(at, _)| {
        let after = line[at + path.len()..].chars().next();
        !after.is_some_and(|c| c.is_alphanumeric() || c == '_')
    });
    direct || grouped
}

#[test]
fn arrows_run_down() {
    let mut wrong = Vec::new();
    for (room, may) in ARROWS {
        for source in sources().iter().filter(|source| in_room(source, room)) {
            for (number, line) in lines(source) {
                for (other, _) in ARROWS.iter().filter(|(other, _)| other != room && !may.contains(other)) {
                    if named(line, other) {
                        wrong.push(format!("{}:{number}: {room} may not name {other}: {}", source.path, line.trim()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_has_its_arrows() {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    for line in map.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        let room = line.trim_end_matches(';');
        assert!(ARROWS.iter().any(|(known, _)| known == &room), "{room} has no line in ARROWS");
    }
}

fn nowhere(words: &[&str], inside: impl Fn(&Source) -> bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| inside(source)) {
        for (number, line) in lines(source) {
            for word in words.iter().filter(|word| line.contains(**word)) {
                wrong.push(format!("{}:{number}: {word}: {}", source.path, line.trim()));
            }
        }
    }
    wrong
}

#[test]
fn docket_and_law_are_pure() {
    let impure = [
        "std::fs",
        "std::io",
        "std::env",
        "std::net",
        "std::process",
        "std::thread",
        "SystemTime",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "rusqlite",
        "ratatui",
        "crossterm",
        "println!",
        "eprintln!",
    ];
    let wrong = nowhere(&impure, |source| in_room(source, "docket") || in_room(source, "law"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sql_lives_in_the_store() {
    let sql = ["rusqlite", "SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "PRAGMA "];
    let wrong = nowhere(&sql, |source| !in_room(source, "store"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_screen_lives_in_the_tui() {
    let wrong = nowhere(&["ratatui::", "crossterm::"], |source| !in_room(source, "tui"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3134f)
}

#[test]
fn words_for_people_live_in_text() {
    let data = |source: &Source| CHINESE_DATA.iter().any(|(path, _)| source.path.starts_with(path));
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !in_room(source, "text") && !data(source)) {
        for (number, line) in lines(source).filter(|(_, line)| line.chars().any(is_han)) {
            wrong.push(format!("{}:{number}: {}", source.path, line.trim()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A number of an article (in words or digits) belongs into a profile.
#[test]
fn no_article_stands_in_the_code() {
    const DIGITS: &str = "0123456789零一二三四五六七八九十百千";
    let mut wrong = Vec::new();
    for source in &sources() {
        for (number, line) in lines(source) {
            for (at, _) in line.match_indices('第') {
                let rest = line[at..].trim_start_matches('第');
                let after = rest.trim_start_matches(|c| DIGITS.contains(c));
                if after.len() < rest.len() && after.starts_with('条') {
                    wrong.push(format!("{}:{number}: {}", source.path, line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What reckons every date a second time shares nothing with what it checks.
#[test]
fn the_second_reckoning_names_nothing_of_the_first() {
    for file in ["checker.rs", "proof.rs", "reckon.rs", "told.rs", "calendar.rs"] {
        let text = fs::read_to_string(root().join("tests/recheck").join(file)).unwrap();
        for (number, line) in code(&text).lines().enumerate() {
            assert!(!line.contains("sunpei") && !line.contains("crate::"), "{file}:{}: {line}", number + 1);
            let used = line.trim().strip_prefix("use ").map(|path| path.split([':', ';']).next().unwrap_or_default());
            let known = ["std", "chrono", "serde_json", "super"];
            assert!(used.is_none_or(|root| known.contains(&root)), "{file}:{}: {line}", number + 1);
        }
    }
}

#[test]
fn every_module_says_what_it_is() {
    let mut paths = Vec::new();
    walk(&root().join("src"), &mut paths);
    let silent: Vec<_> = paths.iter().filter(|path| !fs::read_to_string(path).unwrap().starts_with("//!")).collect();
    assert!(silent.is_empty(), "{silent:?}");
}
