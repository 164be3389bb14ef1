//! The liable parties, each with where it stands.

use super::Line;
use super::case::Page;
use crate::text::law as words;

/// Their lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for track in page.state.tracks.iter().filter(|track| track.party.is_some()) {
        let stage = track.stage.map_or("", |stage| words::stage(page.lang, stage));
        lines.push(Line::plain(format!("  {} · {stage}", track.party.unwrap_or_default())));
    }
    lines
}
