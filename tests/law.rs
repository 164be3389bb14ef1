//! Law cases as files that a lawyer can read and add: a docket file with its expectations in a table `[expect]`,
//! run through the library.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::items_after_statements)] // a test may fail loudly

use sunpei::docket::file;
use sunpei::docket::tree::{Node, Source};
use sunpei::law::calendar::Calendar;
use sunpei::law::{Cite, Derived, Label, Law, Library};

fn derive(name: &str, text: &str) -> Derived {
    let read = file::parse(name, text).unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
    let profile = Library::built_in().profile(&read.docket.profile).unwrap();
    Law::new(profile, Calendar::built_in()).derive(&read.docket, read.today.unwrap())
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
        let party = word(wanted, "party");
        let found = derived.deadlines.iter().find(|one| {
            *one.rule.id == *rule
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

#[test]
fn every_case_gives_what_its_file_expects() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/law");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 10);
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let whole = std::fs::read_to_string(&path).unwrap();
        // The expectations stand last, so that the docket above them is a plain docket file.
        let (docket, expect) = whole.split_once("\n[expect]\n").unwrap_or_else(|| panic!("{name} expects nothing"));
        let expect = Source { name: &name, text: expect }.parse().unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        judge(&name, &derive(&name, docket), &expect);
    }
}
