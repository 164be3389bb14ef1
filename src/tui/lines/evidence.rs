//! The facts from the lead to the conclusion of the investigation, and the evidence.

use super::Line;
use super::case::Page;
use crate::docket::Kind;

/// What belongs here.
const KINDS: &[Kind] = &[
    Kind::LeadDiscovered,
    Kind::LeadReceived,
    Kind::CheckStarted,
    Kind::CheckConcluded,
    Kind::LiabilityMitigated,
    Kind::FilingProposed,
    Kind::FilingApproved,
    Kind::FilingReturned,
    Kind::CaseFiled,
    Kind::NonfilingProposed,
    Kind::NonfilingApproved,
    Kind::NonfilingReturned,
    Kind::NonfilingDecided,
    Kind::ProcuratorateFeedback,
    Kind::RightHolderInstructed,
    Kind::ViolatorInformed,
    Kind::OrgansInformed,
    Kind::InvestigationStarted,
    Kind::TeamFormed,
    Kind::InvestigationDueSet,
    Kind::InvestigationConcluded,
    Kind::EvidenceRecorded,
    Kind::CaseLinked,
    Kind::CriminalFollowed,
];

/// Its lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    page.plain(KINDS)
}
