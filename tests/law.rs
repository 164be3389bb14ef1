//! Law cases as files that a lawyer can read and add: a docket file with its expectations in a table `[expect]`,
//! run through the library.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::items_after_statements)] // a test may fail loudly

mod common;

use common::expect::{judge, judge_variant};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use sunpei::docket::tree::{Node, Source};
use sunpei::docket::{Day, Docket, file};
use sunpei::law::calendar::Calendar;
use sunpei::law::{Derived, Law, Library, Profile};

/// A profile, loaded once for all cases.
fn profile(name: &str) -> Arc<Profile> {
    static LOADED: Mutex<BTreeMap<String, Arc<Profile>>> = Mutex::new(BTreeMap::new());
    let mut loaded = LOADED.lock().unwrap();
    loaded.entry(name.to_owned()).or_insert_with(|| Library::built_in().profile(name).unwrap()).clone()
}

fn derive(name: &str, text: &str, today: Option<Day>) -> (Docket, Derived) {
    let read = file::parse(name, text).unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
    let derived =
        Law::new(profile(&read.docket.profile), Calendar::built_in()).derive(&read.docket, today.or(read.today).unwrap());
    (read.docket, derived)
}

#[test]
fn every_case_gives_what_its_file_expects() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/law");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    assert!(paths.len() >= 10);
    // Every case that fails is said, not the first alone.
    let failed: Vec<_> = paths.iter().filter(|path| std::panic::catch_unwind(|| story(path)).is_err()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// Negotiations from the notice to their end: each ground of failure, each outcome, several parties, bad input.
#[test]
fn every_negotiation_gives_what_its_file_expects() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/law/negotiations");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 20);
    let failed: Vec<_> = paths.iter().filter(|path| std::panic::catch_unwind(|| story(path)).is_err()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// A file of cases: one story, or one with several ends.
fn story(path: &std::path::Path) {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let whole = std::fs::read_to_string(path).unwrap();
    // A file may tell one story with several ends: what stands under a line `# ==== title` goes on from the top.
    let mut parts = whole.split("\n# ==== ");
    let top = parts.next().unwrap();
    let mut ends = parts.peekable();
    if ends.peek().is_none() {
        // The expectations stand last, so that the docket above them is a plain docket file.
        let (docket, expect) = top.split_once("\n[expect]\n").unwrap_or_else(|| panic!("{name} expects nothing"));
        let expect = Source { name: &name, text: expect }.parse().unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        judge(&name, &derive(&name, docket, None).1, &expect);
    }
    for end in ends {
        let (title, body) = end.split_once('\n').unwrap();
        let name = format!("{name}: {title}");
        let (facts, expect) = body.split_once("[expect]\n").unwrap_or_else(|| panic!("{name} expects nothing"));
        let expect = Source { name: &name, text: expect }.parse().unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        let (docket, derived) = derive(&name, &format!("{top}\n{facts}"), expect.get("today").and_then(Node::day));
        judge(&name, &derived, &expect);
        judge_variant(&name, &docket, &derived, &expect);
    }
}

/// A life is told from its lead to its end: what stands in a comment that begins with `#:` is expected of the facts
/// above it, as of its own `today`. The file as a whole is a plain docket file.
#[test]
fn every_life_holds_at_every_step() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/law/stories");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 15);
    let failed: Vec<_> = paths.iter().filter(|path| std::panic::catch_unwind(|| life(path)).is_err()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

fn life(path: &std::path::Path) {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let whole = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let mut steps = 0;
    let mut at = 0;
    while at < lines.len() {
        let from = at;
        // One day's expectations; those of another day may follow at once.
        while at < lines.len() && lines[at].starts_with("#:") && (at == from || !lines[at].starts_with("#: today")) {
            at += 1;
        }
        if at == from {
            at += 1;
            continue;
        }
        let told = lines[from..at].iter().map(|line| format!("{}\n", line.trim_start_matches("#:"))).collect::<String>();
        let name = format!("{name}:{}", from + 1);
        let expect = Source { name: &name, text: &told }.parse().unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        let today = expect.get("today").and_then(Node::day).unwrap_or_else(|| panic!("{name}: of which day?"));
        assert!(expect.get("stage").is_some(), "{name}: at which stage?");
        let (docket, derived) = derive(&name, &lines[..from].join("\n"), Some(today));
        judge(&name, &derived, &expect);
        judge_variant(&name, &docket, &derived, &expect);
        steps += 1;
    }
    assert!(steps >= 6, "{name}: {steps} steps");
    // What a life tells is on file at its end, and nothing of it was left out above.
    assert!(lines.last().is_some_and(|line| line.starts_with("#:")), "{name}: the end is not looked at");
}
