//! What law cases expect, in the words of their files: judged against what the library says about a docket, whoever wrote
//! it down.

use sunpei::docket::Docket;
use sunpei::docket::tree::Node;
use sunpei::law::{CheckState, Cite, Derived, Label};

fn word(node: &Node, key: &str) -> Option<String> {
    node.get(key).map(|value| value.text().map_or_else(|| value.describe(), str::to_owned))
}

fn cited(name: &str, wanted: &Node, cites: &[Cite]) {
    if let Some(article) = word(wanted, "cite") {
        let held = cites.iter().any(|cite| cite.at == article || cite.clause.as_deref() == Some(&*article));
        assert!(held, "{name}: {article} is not cited: {cites:?}");
    }
}

/// What is expected of a docket: stage, time limits, next steps, warnings.
pub fn judge(name: &str, derived: &Derived, expect: &Node) {
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
pub fn judge_variant(name: &str, docket: &Docket, derived: &Derived, expect: &Node) {
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
