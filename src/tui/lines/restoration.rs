//! Restoration before and after the agreement, and its evaluation, attempt by attempt.

use super::case::Page;
use super::{Line, Target};
use crate::docket::{EarlyTrack, Kind};
use crate::text::{case as own, fill};

/// What belongs here.
const KINDS: &[Kind] = &[
    Kind::RestorationRequested,
    Kind::DamageConfirmedInWriting,
    Kind::RestorationConsented,
    Kind::RestorationStarted,
    Kind::RestorationReported,
    Kind::RestorationSupervised,
    Kind::RestorationDemanded,
    Kind::RestorationCompleted,
    Kind::EvaluationStarted,
    Kind::EvaluationExempted,
    Kind::EvaluationPassed,
    Kind::EvaluationFailed,
];

/// What the early restoration is read from.
const EARLY: &[Kind] = &[
    Kind::RestorationRequested,
    Kind::DamageConfirmedInWriting,
    Kind::RestorationConsented,
    Kind::RestorationStarted,
    Kind::RestorationCompleted,
];

/// Its lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    if page.state.early != EarlyTrack::None {
        let fact = page.state.live.iter().rfind(|fact| EARLY.contains(&fact.kind));
        let target = fact.map(|fact| Target::Fact(fact.id));
        let text = fill(page.say.early, &[&own::early(page.lang, page.state.early)]);
        lines.push(Line { target, ..Line::plain(format!("  {text}")) });
    }
    if page.state.evaluations_failed > 0 {
        let text = fill(page.say.failed, &[&page.state.evaluations_failed]);
        let target = page.state.last(Kind::EvaluationFailed).map(|fact| Target::Fact(fact.id));
        lines.push(Line { alarm: true, target, ..Line::plain(format!("  ! {text}")) });
    }
    lines.extend(page.plain(KINDS));
    lines
}
