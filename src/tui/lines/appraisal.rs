//! Appraisal: by whom, on which path, what it found.

use super::Line;
use super::case::Page;
use crate::docket::Kind;

/// What belongs here.
const KINDS: &[Kind] = &[Kind::ExpertChosen, Kind::AppraisalCommissioned, Kind::AppraisalIssued];

/// Its lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    page.plain(KINDS)
}
