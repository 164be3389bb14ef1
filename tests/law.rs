//! Law cases as files that a lawyer can read and add: a docket file with its expectations in a table `[expect]`,
//! run through the library.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::items_after_statements)] // a test may fail loudly

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use sunpei::docket::tree::{Node, Source};
use sunpei::docket::{Day, Docket, file};
use sunpei::law::calendar::Calendar;
use sunpei::law::{CheckState, Cite, Derived, Label, Law, Library, Profile};

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

fn word(node: &Node, key: &str) -> Option<String> {
    node.get(key).map(|value| value.text().map_or_else(|| value.describe(), str::to_owned))
}

fn cited(name: &str, wanted: &Node, cites: &[Cite]) {
    if let Some(article) = word(wanted, "cite") {
        let held = cites.iter().any(|cite| cite.at == article || cite.clause.as_deref() == Some(&*article));
        assert!(held, "{name}: {article} is not cited: {cites:?}");
    }
}

fn judge(name: &str, derived: &Derived, expect: &Node) {
    if let Some(stage) = word(expect, "stage") {
        assert_eq!(derived.stage.map(|stage| stage.name().to_owned()), Some(stage), "{name}");
    }
    for wanted in expect.get("deadline").and_then(Node::list).unwrap_or_default() {
        let rule = word(wanted, "rule").unwrap();
        let n = wanted.get("n").and_then(Node::int);
        let (party, round) = (word(wanted, "party"), wanted.get("round").and_then(Node::int));
        let found = derived.deadlines.iter().find(|one| {
            *one.rule.id == *rule
                && round.is_none_or(|round| i64::from(one.round) == round)
                && n.is_none_or(|n| one.n.map(i64::from) == Some(n))
                && party.as_ref().is_none_or(|party| one.party.as_ref() == Some(party))
        });
        let found = found.unwrap_or_else(|| panic!("{name}: no {rule}"));
        let show = |day: Option<sunpei::docket::Day>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        for (key, value) in [
            ("due", show(found.due)),
            ("safe", show(found.safe)),
            ("status", found.status.name().to_owned()),
            ("provisional", found.provisional.to_string()),
            ("binding", found.binding().to_string()),
        ] {
            if let Some(wanted) = word(wanted, key) {
                assert_eq!(value, wanted, "{name}: {rule} {key}");
            }
        }
        for other in wanted.get("readings").and_then(Node::list).unwrap_or_default() {
            let (reading, due) = (word(other, "id").unwrap(), word(other, "due").unwrap());
            let known = found.alternatives.iter().find(|one| *one.reading == *reading);
            let known = known.unwrap_or_else(|| panic!("{name}: {rule} has no reading {reading}: {:?}", found.alternatives));
            assert_eq!(known.due.to_string(), due, "{name}: {rule} {reading}");
        }
        if let (true, Some(latest), Some(safe), Some(due)) = (found.provisional, found.latest, found.safe, found.due) {
            assert!(safe <= due && due <= latest, "{name}: {rule}");
        }
    }
    // Blocked: a fact with the labels and articles of what is missing. Warned: a warning with its words and articles.
    for wanted in expect.get("lacks").and_then(Node::list).unwrap_or_default() {
        let (fact, label) = (word(wanted, "fact").unwrap(), word(wanted, "missing").unwrap());
        let step = derived.next.blocked.iter().find(|step| step.step.fact.name() == fact);
        let step = step.unwrap_or_else(|| panic!("{name}: {fact} is not blocked"));
        let missing = step.missing.iter().find(|missing| missing.label.zh.contains(&label));
        let missing = missing.unwrap_or_else(|| panic!("{name}: {fact} does not lack {label}: {:?}", step.missing));
        cited(name, wanted, &missing.cites);
    }
    for wanted in expect.get("warned").and_then(Node::list).unwrap_or_default() {
        let (code, label) = (word(wanted, "code").unwrap(), word(wanted, "says").unwrap_or_default());
        let said = |label: &Label| label.zh.to_string();
        let found = derived
            .warnings
            .iter()
            .find(|one| one.code == code && one.label.as_ref().map(said).unwrap_or_default().contains(&label));
        let found = found.unwrap_or_else(|| panic!("{name}: no {code} about {label}: {:#?}", derived.warnings));
        for value in wanted.get("values").and_then(Node::list).unwrap_or_default().iter().filter_map(Node::text) {
            assert!(found.values.iter().any(|known| known == value), "{name}: {code}: no {value}: {:?}", found.values);
        }
        cited(name, wanted, &found.cites);
    }
    let groups = [("must", &derived.next.must), ("may", &derived.next.may), ("blocked", &derived.next.blocked)];
    for (group, steps) in groups {
        for wanted in expect.get(group).and_then(Node::list).unwrap_or_default() {
            let fact = wanted.text().unwrap();
            assert!(steps.iter().any(|step| step.step.fact.name() == fact), "{name}: {fact} is not in {group}");
        }
        for wanted in expect.get(&format!("not_{group}")).and_then(Node::list).unwrap_or_default() {
            let fact = wanted.text().unwrap();
            assert!(!steps.iter().any(|step| step.step.fact.name() == fact), "{name}: {fact} is in {group}");
        }
    }
    if let Some(wanted) = expect.get("warnings").and_then(Node::list) {
        let mut codes: Vec<&str> = derived.warnings.iter().map(|warning| warning.code).collect();
        codes.dedup();
        let wanted: Vec<&str> = wanted.iter().filter_map(Node::text).collect();
        assert_eq!(codes, wanted, "{name}: {:?}", derived.warnings);
    }
}

/// The labels of the warnings of a code.
fn labels<'d>(derived: &'d Derived, code: &str) -> Vec<&'d str> {
    let mine = derived.warnings.iter().filter(|one| one.code == code);
    mine.filter_map(|one| one.label.as_ref()).map(|label| &*label.zh).collect()
}

/// Every word wanted stands in one of the labels found, and every label found holds one of the words wanted.
fn same(name: &str, what: &str, wanted: Option<&[Node]>, found: &[&str]) {
    let wanted: Vec<&str> = wanted.unwrap_or_default().iter().filter_map(Node::text).collect();
    let all = wanted.iter().all(|word| found.iter().any(|label| label.contains(word)));
    let only = found.iter().all(|label| wanted.iter().any(|word| label.contains(word)));
    assert!(all && only, "{name}: {what}: {found:?} instead of {wanted:?}");
}

/// What a variant expects beyond the common expectations: all that its facts breach and warn about, and nothing else.
fn judge_variant(name: &str, docket: &Docket, derived: &Derived, expect: &Node) {
    let list = |key: &str| expect.get(key).and_then(Node::list);
    for (key, code) in [("breached", "guard-breached"), ("noted", "guard-warned"), ("overridden", "overridden")] {
        same(name, key, list(key), &labels(derived, code));
    }
    let order = derived.warnings.iter().any(|one| one.code == "wrong-order");
    assert_eq!(order, expect.get("wrong_order").and_then(Node::flag) == Some(true), "{name}: {:?}", derived.warnings);
    let step = |fact: &str, party: Option<String>| {
        let mut all = derived.next.all().map(|(_, step)| step);
        all.find(|step| step.step.fact.name() == fact && (party.is_none() || step.party == party))
    };
    if let Some(wanted) = list("offers") {
        let found = step("negotiation.failed", word(expect, "offers_to")).unwrap_or_else(|| panic!("{name}: no failure"));
        let found: Vec<&str> = found.offers.iter().map(|key| &**key).filter(|key| *key != "7").collect();
        assert_eq!(found, wanted.iter().filter_map(Node::text).collect::<Vec<_>>(), "{name}: offers");
    }
    for wanted in list("open").unwrap_or_default() {
        let fact = word(wanted, "fact").unwrap();
        let found = step(&fact, word(wanted, "party")).unwrap_or_else(|| panic!("{name}: no {fact}"));
        let open = found.checks.iter().filter(|check| check.state == CheckState::Open);
        let open: Vec<&str> = open.map(|check| &*check.label.zh).collect();
        same(name, &fact, wanted.get("items").and_then(Node::list), &open);
    }
    let state = docket.state();
    for wanted in list("parties").unwrap_or_default() {
        let party = word(wanted, "party").unwrap();
        let track = state.tracks.iter().find(|track| track.party == Some(&*party)).unwrap();
        assert_eq!(track.stage.map(|stage| stage.name().to_owned()), word(wanted, "stage"), "{name}: {party}");
    }
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
