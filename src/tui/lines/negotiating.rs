//! The negotiation in short; its pane has the rest.

use super::Line;
use super::case::Page;
use crate::docket::Kind;

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
    page.plain(KINDS)
}
