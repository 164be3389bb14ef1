//! Restoration before and after the agreement, and its evaluation.

use super::Line;
use super::case::Page;
use crate::docket::Kind;

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
    page.plain(KINDS)
}
