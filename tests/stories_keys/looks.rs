//! What the desk says of a docket, told line by line: against the file, and against what the story expects.

use crate::expect::{judge, judge_variant};
use crate::hands::{key, typed};
use sunpei::docket::Docket;
use sunpei::docket::tree::Node;
use sunpei::law::{Derived, Law, Missing};
use sunpei::text::law as words;
use sunpei::tui::key::Key;
use sunpei::tui::{App, screen};

/// Everything that the law says, without the numbers of the facts.
fn lines(docket: &Docket, derived: &Derived) -> Vec<String> {
    let mut lines = vec![format!("stage {:?}", derived.stage)];
    let state = docket.state();
    lines.extend(state.tracks.iter().map(|track| format!("track {:?} {:?} round {}", track.party, track.stage, track.round)));
    let lacks = |list: &[Missing]| list.iter().map(|one| one.label.zh.to_string()).collect::<Vec<_>>().join(" / ");
    for (group, step) in derived.next.all() {
        let checks: Vec<String> = step.checks.iter().map(|check| format!("{} {:?}", check.label.zh, check.state)).collect();
        lines.push(format!(
            "step {group} {} {:?} due {:?} elapsed {:?} lacks [{}] warns [{}] {:?} {:?} {checks:?}",
            step.step.id,
            step.party,
            step.due,
            step.elapsed_days,
            lacks(&step.missing),
            lacks(&step.warns),
            step.offers,
            step.suggests
        ));
    }
    for one in &derived.deadlines {
        lines.push(format!(
            "limit {} {:?} {:?} round {} from {:?} due {:?} safe {:?} latest {:?} {:?} {} met {:?} {:?}",
            one.rule.id,
            one.party,
            one.n,
            one.round,
            one.start.map(|(day, _)| day),
            one.due,
            one.safe,
            one.latest,
            one.status,
            one.provisional,
            one.met.map(|(day, _)| day),
            one.alternatives
        ));
    }
    for one in &derived.warnings {
        lines.push(format!("warning {} {:?} {:?}", one.code, one.values, one.label.as_ref().map(|label| &label.zh)));
    }
    lines
}

/// What the desk says of the case that it shows.
pub fn told(app: &App) -> Vec<String> {
    let case = app.case.as_ref().unwrap();
    lines(&case.stored.docket, &case.derived)
}

/// The desk says of what was typed what the library says of the file's facts.
pub fn same(app: &App, at: &str, law: &Law, file: &mut Docket) {
    // Whoever recorded it at the desk is named; in the file only where it matters.
    for fact in &mut file.facts {
        if fact.by.is_empty() {
            fact.by = crate::OFFICER.to_owned();
        }
    }
    let derived = law.derive(file, app.desk.today);
    equal(at, &told(app), &lines(file, &derived));
}

/// The same lines in the same order; else those that only one has.
pub fn equal(at: &str, found: &[String], wanted: &[String]) {
    let only =
        |one: &[String], other: &[String]| -> Vec<String> { one.iter().filter(|line| !other.contains(line)).cloned().collect() };
    assert!(found == wanted, "{at}: found {:#?} instead of {:#?}", only(found, wanted), only(wanted, found));
}

/// What the desk says on a day is what the story expects, and it stands on the screen.
pub fn look(app: &mut App, at: &str, expect: &Node) {
    let today = expect.get("today").and_then(Node::day).unwrap();
    let before = app.desk.today;
    app.desk.today = today;
    key(app, Key::F(5));
    typed(app, "2g");
    let case = app.case.as_ref().unwrap();
    judge(at, &case.derived, expect);
    judge_variant(at, &case.stored.docket, &case.derived, expect);
    let rows = screen(app, 200, 150).join("\n");
    let shown = |what: &str| assert!(rows.contains(what), "{at}: the screen lacks {what}:\n{rows}");
    shown(words::stage(app.lang, case.derived.stage.unwrap()));
    for wanted in expect.get("deadline").and_then(Node::list).unwrap_or_default() {
        if let Some(due) = wanted.get("due").and_then(Node::day) {
            shown(&due.to_string());
        }
    }
    for group in ["must", "may", "blocked"] {
        for fact in expect.get(group).and_then(Node::list).unwrap_or_default().iter().filter_map(Node::text) {
            let (_, step) = case.derived.next.all().find(|(_, step)| step.step.fact.name() == fact).unwrap();
            shown(words::label(app.lang, &step.step.label));
        }
    }
    for fact in expect.get("noted").and_then(Node::list).unwrap_or_default().iter().filter_map(Node::text) {
        if app.lang == sunpei::text::Lang::Zh {
            shown(fact);
        }
    }
    if before > today {
        app.desk.today = before;
        key(app, Key::F(5));
    }
}
