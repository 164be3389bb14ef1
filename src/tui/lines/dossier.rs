//! The end of the case and its dossier.

use super::Line;
use super::case::Page;
use crate::docket::Kind;

/// What belongs here.
const KINDS: &[Kind] =
    &[Kind::CaseTerminated, Kind::CaseClosed, Kind::TypicalMarked, Kind::DossierArchived, Kind::ProgressEntered];

/// Its lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    page.plain(KINDS)
}
