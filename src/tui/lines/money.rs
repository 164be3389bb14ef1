//! Damage and money.

use super::Line;
use super::case::Page;
use crate::docket::Kind;

/// What belongs here.
const KINDS: &[Kind] = &[Kind::ClaimItemised];

/// Its lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    page.plain(KINDS)
}
