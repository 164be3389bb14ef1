//! Supervision of a major case.

use super::Line;
use super::case::Page;
use crate::docket::Kind;

/// What belongs here.
const KINDS: &[Kind] = &[
    Kind::MajorMarked,
    Kind::SupervisionOpened,
    Kind::SupervisionActed,
    Kind::SupervisionReported,
    Kind::SupervisionMattersFinished,
    Kind::SupervisionClosingReported,
    Kind::SupervisionCirculated,
];

/// Its lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    page.plain(KINDS)
}
