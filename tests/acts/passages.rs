//! The passages of the state machine one by one, and the clauses that each step rests on.

use crate::HEAD;
use crate::walk::{Seen, all, from_each, walk};
use std::collections::BTreeSet;
use sunpei::docket::{Day, Fact, Kind, Stage};

/// The clause or article that a step rests on.
type Row = (&'static str, Option<&'static str>, &'static str);

const PASSAGES: &[Row] = &[
    ("T-02", Some("out_of_scope"), "IM-12-14"),
    ("T-03", Some("checking"), "IM-14-01"),
    ("T-04", Some("check_done"), "IM-12-01"),
    ("T-05", Some("filing_review"), "IM-14-03"),
    ("T-06a", None, "IM-15-01"),
    ("T-06r", Some("check_done"), "IM-15-01"),
    ("T-06", Some("filed"), "IM-15-01"),
    ("T-07", Some("nonfiling_review"), "IM-15-09"),
    ("T-08a", None, "IM-15-10"),
    ("T-08r", Some("check_done"), "IM-15-10"),
    ("T-08", Some("not_filed"), "IM-15-10"),
    ("T-09", Some("filing_review"), "IM-15-12"),
    ("T-10", Some("filing_review"), "NAT-03-01"),
    ("T-11", Some("investigating"), "IM-16-01"),
    ("T-11j", None, "IM-16-02"),
    ("T-11d", None, "NAT-05-01"),
    ("T-12", Some("investigation_concluded"), "IM-16-07"),
    ("T-13", Some("appraising"), "IM-17-01"),
    ("T-15", Some("appraised"), "IM-19-03"),
    ("T-16i", None, "IM-22-03"),
    ("T-16f", None, "IM-29-05"),
    ("T-16", None, "IM-27-03"),
    ("T-16r", None, "IM-23-01"),
    ("T-17", Some("negotiating"), "IM-23-02"),
    ("T-18", Some("negotiating"), "IM-22-01"),
    ("T-19a", None, "IM-27-05"),
    ("T-20", Some("agreement_signed"), "IM-28-02"),
    ("T-21", Some("negotiation_failed"), "IM-29-01"),
    ("T-22", Some("litigation"), "IM-30-01"),
    ("T-23", Some("confirmation_pending"), "IM-28-03"),
    ("T-24", Some("confirmed"), "IM-28-03"),
    ("T-25", Some("confirmation_refused"), "IM-28-04"),
    ("T-26", Some("renegotiating"), "IM-28-04"),
    ("T-28", Some("litigation"), "IM-28-05"),
    ("T-29", Some("judgment_effective"), "IM-34-01"),
    ("T-30", Some("restoring"), "IM-32-02"),
    ("T-31d", Some("paying"), "IM-43-01"),
    ("T-31", Some("performed"), "IM-43-01"),
    ("T-32", Some("completion_reported"), "IM-33-01"),
    ("T-33", Some("evaluating"), "IM-33-01"),
    ("T-34", Some("performed"), "IM-33-02"),
    ("T-35", Some("performed"), "IM-33-01"),
    ("T-36", Some("restoring"), "IM-33-06"),
    ("T-37", Some("litigation"), "IM-34-03"),
    ("T-37p", None, "civil-procedure-law-2023#225"),
    ("T-37i", None, "civil-procedure-law-2023#227"),
    ("T-37e", None, "civil-procedure-law-2023#228"),
    ("T-38p", Some("enforcing"), "civil-procedure-law-2023#227"),
    ("T-38", Some("enforcing"), "IM-34-01"),
    ("T-39", None, "IM-34-06"),
    ("T-40", Some("closed"), "IM-34-04"),
    ("T-14", Some("terminated"), "IM-16-07"),
    ("T-41", Some("terminated"), "IM-15-11"),
    ("T-42", Some("archived"), "IM-10-01"),
    ("E-1", None, "IM-32-13"),
    ("E-2w", None, "IM-32-13"),
    ("E-2", None, "IM-32-13"),
    ("E-3", None, "IM-32-14"),
    ("E-3c", None, "IM-32-14"),
    ("S-1", None, "IM-36-01"),
    ("S-2", None, "IM-37-01"),
    ("S-3", None, "IM-38-01"),
    ("S-4", None, "IM-38-03"),
    ("S-4c", None, "IM-38-05"),
    ("S-5", None, "IM-37-11"),
    ("S-6f", None, "IM-38-06"),
    ("S-6", None, "IM-38-06"),
    ("S-7", None, "IM-40-01"),
    ("court-notice", None, "IM-30-04"),
    ("court.contact", None, "IM-30-05"),
    ("R-1", None, "IM-05-07"),
    ("R-2", None, "IM-05-02"),
];

/// A passage of the state machine: its number, the steps that take it, the states it leads from, and to. A step that is an
/// event leaves the state as it is.
type Passage = (&'static str, &'static [&'static str], &'static [&'static str], &'static str);

const MACHINE: &[Passage] = &[
    ("T-02", &["T-02"], &["lead_registered"], "out_of_scope"),
    ("T-03", &["T-03"], &["lead_registered"], "checking"),
    ("T-04", &["T-04"], &["lead_registered", "checking"], "check_done"),
    ("T-05", &["T-05"], &["check_done"], "filing_review"),
    ("T-06", &["T-06"], &["filing_review"], "filed"),
    ("T-07", &["T-07"], &["check_done"], "nonfiling_review"),
    ("T-08", &["T-08"], &["nonfiling_review"], "not_filed"),
    ("T-09", &["T-09"], &["nonfiling_review"], "filing_review"),
    ("T-11", &["T-11"], &["filed"], "investigating"),
    ("T-12", &["T-12"], &["investigating"], "investigation_concluded"),
    ("T-13", &["T-13"], &["investigation_concluded"], "appraising"),
    ("T-14", &["T-14", "T-41"], &["investigation_concluded"], "terminated"),
    ("T-15", &["T-15"], &["appraising"], "appraised"),
    ("T-16", &["T-16"], &["appraised"], "appraised"),
    ("T-17", &["T-17"], &["investigation_concluded"], "investigation_concluded"),
    ("T-18", &["T-17", "T-18"], &["appraised"], "negotiating"),
    ("T-19", &["T-18"], &["negotiating"], "negotiating"),
    ("T-20", &["T-20"], &["negotiating"], "agreement_signed"),
    ("T-21", &["T-21"], &["appraised", "negotiating"], "negotiation_failed"),
    ("T-22", &["T-22"], &["negotiation_failed"], "litigation"),
    ("T-23", &["T-23"], &["agreement_signed"], "confirmation_pending"),
    ("T-24", &["T-24"], &["confirmation_pending"], "confirmed"),
    ("T-25", &["T-25"], &["confirmation_pending"], "confirmation_refused"),
    ("T-26", &["T-26"], &["confirmation_refused"], "renegotiating"),
    ("T-27", &["T-20"], &["renegotiating"], "agreement_signed"),
    ("T-28 failed", &["T-21"], &["renegotiating"], "negotiation_failed"),
    ("T-28 refused", &["T-28"], &["confirmation_refused"], "litigation"),
    ("T-29", &["T-29"], &["litigation"], "judgment_effective"),
    ("T-30", &["T-30"], &["agreement_signed", "confirmed"], "restoring"),
    ("T-31", &["T-31d"], &["agreement_signed"], "paying"),
    ("T-32", &["T-32"], &["restoring"], "completion_reported"),
    ("T-33", &["T-33"], &["completion_reported"], "evaluating"),
    ("T-34", &["T-34"], &["completion_reported"], "performed"),
    ("T-35", &["T-35"], &["evaluating"], "performed"),
    ("T-36", &["T-36"], &["evaluating"], "restoring"),
    ("T-37", &["T-37"], &["agreement_signed", "paying"], "litigation"),
    ("T-38", &["T-38"], &["confirmed", "judgment_effective"], "enforcing"),
    ("T-39 restoring", &["T-30"], &["enforcing"], "restoring"),
    ("T-39 performed", &["T-31"], &["enforcing"], "performed"),
    ("T-40", &["T-40"], &["performed"], "closed"),
    ("T-42", &["T-42"], &["closed", "terminated", "not_filed"], "archived"),
];

#[test]
fn every_passage_is_an_act_with_its_article_and_its_undo() {
    let mut seen = Seen::new();
    let mut known = BTreeSet::new();
    let all = all();
    for docket in &all {
        walk(docket, &mut known, &mut seen);
    }
    let mut wrong = Vec::new();
    for (number, steps, from, to) in MACHINE {
        for from in *from {
            let taken = |step: &str| seen.arrows.contains(&(step.to_owned(), Stage::parse(from), Stage::parse(to)));
            if !steps.iter().any(|step| taken(step)) {
                wrong.push(format!("{number}: {from} does not lead to {to}"));
            }
        }
    }
    for (id, to, clause) in PASSAGES {
        let Some(cites) = seen.cites.get(*id) else {
            wrong.push(format!("{id} is nowhere"));
            continue;
        };
        if let Some(to) = to
            && !seen.arrows.iter().any(|(step, _, found)| step == id && *found == Stage::parse(to))
        {
            wrong.push(format!("{id} does not lead to {to}"));
        }
        if !cites.contains(*clause) {
            wrong.push(format!("{id} rests on {cites:?}, not on {clause}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What can be done from many states is done from each of them: at the desk, with its article, and back again.
#[test]
fn what_is_possible_from_many_states_is_possible_from_each() {
    let all = all();
    let between = |from: Stage, to: Stage| -> Vec<Stage> {
        Stage::ALL.iter().copied().filter(|at| (from..=to).contains(at) && !at.is_ended()).collect()
    };
    let each = |states: &[Stage], step: &str, to: Option<&str>, facts: &dyn Fn(Day) -> Vec<Fact>| {
        let mut seen = Seen::new();
        let open = from_each(&all, states, facts, &mut seen);
        assert!(open.is_empty(), "{step}: not from {open:?}");
        for from in states {
            let to = to.map_or(Some(*from), Stage::parse);
            let arrow = (step.to_owned(), Some(*from), to);
            assert!(seen.arrows.contains(&arrow), "{step}: {from:?} does not lead to {to:?}: {:?}", seen.arrows);
        }
    };
    // T-10: the right-holder requires the start of what was not started.
    let before = [Stage::LeadRegistered, Stage::Checking, Stage::CheckDone, Stage::NonfilingReview, Stage::NotFiled];
    each(&before, "T-10", Some("filing_review"), &|on| vec![Fact::new(Kind::RightHolderInstructed, on)]);
    // T-16, T-17: the notice and the reply are events, from the filing on.
    let open = between(Stage::Filed, Stage::Negotiating);
    let notice = |on: Day| {
        vec![
            Fact::new(Kind::NoticeIssued, on),
            Fact::new(Kind::NoticeServed, on).with("way", "direct"),
            Fact::new(Kind::NoticeReceived, on),
        ]
    };
    let early = &open[..open.len() - 2];
    each(early, "T-16", None, &notice);
    // T-21: the negotiation fails, from the filing on.
    each(&open, "T-21", Some("negotiation_failed"), &|on| {
        vec![
            Fact::new(Kind::NegotiationFailed, on)
                .with("ground", "7")
                .with("opinion", "双方主张相差过大")
                .with("reason", "相差过大"),
        ]
    });
    // T-30, T-31: from every title in hand, and while it is enforced.
    let titles = [Stage::AgreementSigned, Stage::Confirmed, Stage::JudgmentEffective, Stage::Enforcing];
    each(&titles, "T-30", Some("restoring"), &|on| {
        vec![Fact::new(Kind::RestorationStarted, on).with("mode", "self").with("plan", "修复方案")]
    });
    each(&titles, "T-31d", Some("paying"), &|on| {
        let due = on + chrono::Days::new(30);
        vec![Fact::new(Kind::PaymentDue, on).with("amount_cents", 41_230_000).with("due", due.to_string())]
    });
    // T-41: terminated from every state after the filing.
    each(&between(Stage::Filed, Stage::Performed), "T-41", Some("terminated"), &|on| {
        vec![Fact::new(Kind::CaseTerminated, on).with("ground", "other").with("reason", "主体灭失").with("decided_by", HEAD)]
    });
}
