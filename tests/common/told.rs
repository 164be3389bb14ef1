//! Everything that the law says of a docket, line by line: to see that two of them are the same.

use sunpei::docket::Docket;
use sunpei::law::{Derived, Missing};

/// Everything that the law says, without the numbers of the facts.
pub fn told(docket: &Docket, derived: &Derived) -> Vec<String> {
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

/// The same lines in the same order; else those that only one has.
#[track_caller]
pub fn equal(at: &str, found: &[String], wanted: &[String]) {
    let only =
        |one: &[String], other: &[String]| -> Vec<String> { one.iter().filter(|line| !other.contains(line)).cloned().collect() };
    assert!(found == wanted, "{at}: found {:#?} instead of {:#?}", only(found, wanted), only(wanted, found));
}
