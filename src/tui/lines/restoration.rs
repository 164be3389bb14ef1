//! Restoration before and after the agreement, and its evaluation, attempt by attempt.

use super::Line;
use super::case::Page;
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

/// Its lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    if page.state.early != EarlyTrack::None {
        lines.push(Line::plain(format!("  {}", fill(page.say.early, &[&own::early(page.lang, page.state.early)]))));
    }
    if page.state.evaluations_failed > 0 {
        let text = fill(page.say.failed, &[&page.state.evaluations_failed]);
        lines.push(Line { alarm: true, ..Line::plain(format!("  ! {text}")) });
    }
    lines.extend(page.plain(KINDS));
    lines
}
