//! The negotiation in short; Enter on its line opens the pane that has the rest.

use super::case::Page;
use super::{Line, Target, talk_in};
use crate::docket::Kind;

/// Cells of the line of a negotiation.
const ROOM: usize = 74;

/// What belongs here.
const KINDS: &[Kind] = &[
    Kind::NoticeIssued,
    Kind::NoticeServiceFailed,
    Kind::NoticeServed,
    Kind::NoticeReceived,
    Kind::ReplyReceived,
    Kind::ReplyExcused,
    Kind::ExchangeHeld,
    Kind::MeetingApproved,
    Kind::MandateApproved,
    Kind::MeetingPlanned,
    Kind::MeetingHeld,
    Kind::PositionStated,
    Kind::PartyIdentified,
    Kind::PartyDetained,
    Kind::PerformanceOffered,
    Kind::NegotiationFailed,
    Kind::RenegotiationStarted,
];

/// Its lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    let talks = page.desk.negotiation(&page.view.stored, &page.view.derived);
    let line = |row| Line::plain(format!("  {}", talk_in(page.desk, page.lang, row, ROOM)));
    let mut lines: Vec<Line> = talks
        .iter()
        .map(|row| Line {
            target: Some(Target::Talk(row.track().map(str::to_owned))),
            alarm: row.late(page.desk.today),
            ..line(row)
        })
        .collect();
    lines.extend(page.plain(KINDS));
    lines
}
