//! What the desk says of a docket, told line by line: against the file, and against what the story expects.

use crate::common::expect::{judge, judge_variant};
use crate::common::told;
use crate::hands::typed;
use sunpei::docket::Docket;
use sunpei::docket::tree::Node;
use sunpei::law::Law;
use sunpei::text::law as words;
use sunpei::tui::{App, screen};

/// What the desk says of the case that it shows.
pub fn told(app: &App) -> Vec<String> {
    let case = app.case.as_ref().unwrap();
    told::told(&case.stored.docket, &case.derived)
}

/// The desk says of what was typed what the library says of the file's facts.
pub fn same(app: &App, at: &str, law: &Law, file: &mut Docket) {
    // Whoever recorded it at the desk is named; in the file only where it matters.
    for fact in &mut file.facts {
        if fact.by.is_empty() {
            fact.by = crate::common::desk::OFFICER.to_owned();
        }
    }
    let derived = law.derive(file, app.desk.today);
    told::equal(at, &told(app), &told::told(file, &derived));
}

/// What the desk says on a day is what the story expects, and it stands on the screen.
pub fn look(app: &mut App, at: &str, expect: &Node) {
    let today = expect.get("today").and_then(Node::day).unwrap();
    let before = app.desk.today;
    app.desk.today = today;
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
        typed(app, "2");
    }
}
