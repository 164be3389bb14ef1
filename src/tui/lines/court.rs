//! Judicial confirmation, suit, judgment, enforcement.

use super::Line;
use super::case::Page;
use crate::docket::Kind;

/// What belongs here.
const KINDS: &[Kind] = &[
    Kind::ConfirmationApplied,
    Kind::ConfirmationNoticePosted,
    Kind::ConfirmationGranted,
    Kind::ConfirmationRefused,
    Kind::SuitProcuratorateNotified,
    Kind::SuitFiled,
    Kind::JudgmentEffective,
    Kind::CourtNoticeReceived,
    Kind::CourtContacted,
    Kind::SupportRecorded,
    Kind::ProcuratorateSuggested,
    Kind::ProcuratorateReplied,
    Kind::PaymentOrderApplied,
    Kind::PaymentOrderIssued,
    Kind::PaymentOrderEnded,
    Kind::EnforcementApplied,
    Kind::PartyListed,
];

/// Its lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    page.plain(KINDS)
}
