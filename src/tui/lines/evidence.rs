//! The facts from the lead to the conclusion of the investigation, and the evidence.

use super::case::Page;
use super::{Line, Target};
use crate::docket::{Kind, Stage};
use crate::law::Cite;
use crate::law::profile::Item;
use crate::text::{fill, law as words};

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

/// Its lines: what was recorded and what comes next, then which material that may prove the claim is there.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    let mut lines = page.plain(KINDS);
    if page.state.stage().is_none_or(Stage::is_lead) {
        return lines;
    }
    let items = page.law.profile.lists.get("evidence").map(Vec::as_slice).unwrap_or_default();
    let recorded = page.state.all(Kind::EvidenceRecorded);
    let count = |item: &Item| recorded.iter().filter(|fact| fact.data.text("form") == Some(&*item.key)).count();
    let there = items.iter().filter(|item| count(item) > 0).count();
    let cites: Vec<Cite> = items.iter().flat_map(|item| item.cites.clone()).take(1).collect();
    if let Some(first) = cites.first() {
        let cited = words::cite(&page.desk.library, first);
        let head = fill(page.say.proof, &[&there, &items.len(), &cited]);
        lines.push(Line { cites, ..Line::head(&head) });
    }
    for item in items {
        let (count, label) = (count(item), words::label(page.lang, &item.label));
        let many = if count > 1 { format!(" {count}") } else { String::new() };
        // No kind of it has to be there.
        let line = format!("  {} {label}{many}", if count > 0 { "✓" } else { "○" });
        let target = match recorded.iter().rfind(|fact| fact.data.text("form") == Some(&*item.key)) {
            Some(fact) => Target::Value { fact: fact.id, key: "form" },
            None => Target::Record { kind: Kind::EvidenceRecorded, with: vec![("form", item.key.to_string())] },
        };
        lines.push(Line { cites: item.cites.clone(), faint: count == 0, target: Some(target), ..Line::plain(line) });
    }
    lines
}
