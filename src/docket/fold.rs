//! The fold: what each kind of fact does to the state. It judges nothing: every fact is taken, a late or
//! early one moves the stage forward only where the procedure goes, and guards are the law's business.
//! The passages are those of the source texts' life cycle; where these are silent the choice stands beside it.

mod track;

use super::plan::appraised;
use super::state::Track;
use super::{Docket, Fact, FactId, Kind, State, SupervisionTrack};
use std::borrow::Cow;
use std::collections::HashSet;

/// The facts that count: withdrawn ones left out, sorted by day and then by order of recording.
pub fn live(docket: &Docket) -> Vec<&Fact> {
    let mut live = counted(docket);
    live.sort_by_key(|fact| fact.on);
    live
}

/// The facts that count, by order of recording.
fn counted(docket: &Docket) -> Vec<&Fact> {
    // A withdrawal may itself be withdrawn: judged from the newest to the oldest.
    let mut gone: HashSet<FactId> = HashSet::new();
    for fact in docket.facts.iter().rev() {
        let target = fact.withdraws.or_else(|| (fact.kind == Kind::FactWithdrawn).then(|| fact.data.int("id")).flatten());
        if let Some(target) = target
            && target != fact.id
            && !gone.contains(&fact.id)
        {
            gone.insert(target);
        }
    }
    docket.facts.iter().filter(|fact| fact.kind != Kind::FactWithdrawn && !gone.contains(&fact.id)).collect()
}

/// The names of the liable parties: first those of the attributes as they were last corrected, then those that facts name,
/// then those that leads brought with them; what was taken back names nobody.
pub fn parties(docket: &Docket) -> Vec<&str> {
    let facts = counted(docket);
    let corrected = facts.iter().rev().filter(|fact| fact.kind == Kind::DocketAmended).find_map(|fact| {
        let list = fact.data.get("attributes")?.get("parties")?.as_array()?;
        Some(list.iter().filter_map(|one| one.get("name")?.as_str()).collect::<Vec<_>>())
    });
    let written = || docket.attributes.parties.iter().map(|party| party.name.as_str()).collect();
    let brought = facts.iter().filter(|fact| fact.kind == Kind::LeadJoined).flat_map(|fact| fact.data.texts("parties"));
    let mut names: Vec<&str> = Vec::new();
    for name in corrected.unwrap_or_else(written).into_iter().chain(facts.iter().filter_map(|fact| fact.party())).chain(brought) {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// One track a party where there are several, else a single one.
pub fn tracks(docket: &Docket) -> Vec<Track<'_>> {
    let names = parties(docket);
    if names.len() < 2 {
        return vec![Track::default()];
    }
    names.into_iter().map(|name| Track { party: Some(name), ..Track::default() }).collect()
}

/// Folds one fact into the state.
pub fn apply<'d>(state: &mut State<'d>, fact: &'d Fact) {
    shared(state, fact);
    let (appraising, appraised, concluded) = (state.appraising, state.appraised, state.concluded);
    let party = fact.party();
    for track in &mut state.tracks {
        if track.party.is_some() && party.is_some() && track.party != party {
            continue;
        }
        track.advance(fact);
        track.catch_up(appraising, appraised, concluded);
    }
    state.round = state.tracks.iter().map(|track| track.round).max().unwrap_or(0);
    state.early = state.tracks.iter().map(|track| track.early).max().unwrap_or_default();
}

/// What concerns the whole docket: attributes, appraisal, rounds and the parallel tracks.
fn shared(state: &mut State<'_>, fact: &Fact) {
    match fact.kind {
        Kind::DocketAmended => {
            if let Some(changes) = fact.data.get("attributes").and_then(|value| value.as_object()) {
                state.attributes = Cow::Owned(state.attributes.amended(changes));
                // What was appraised stays until the amount itself is amended.
                let about = |key| changes.contains_key(key);
                if let Some(cents) = state.attributes.damage_cents
                    && (about("damage_cents") || about("estimated") && !state.appraised)
                {
                    state.damage = Some((cents, !state.attributes.estimated));
                }
            }
        }
        Kind::InvestigationConcluded => state.concluded = fact.data.text("proposal") != Some("terminate"),
        Kind::AppraisalCommissioned => state.appraising = true,
        Kind::AppraisalIssued => {
            state.appraising = false;
            state.appraised = true;
            if let Some(cents) = appraised(fact) {
                state.damage = Some((cents, true));
            }
        }
        Kind::EvaluationFailed => state.evaluations_failed += 1,
        Kind::MajorMarked => state.supervision = state.supervision.max(SupervisionTrack::Marked),
        Kind::SupervisionOpened => state.supervision = state.supervision.max(SupervisionTrack::Open),
        Kind::SupervisionMattersFinished => state.supervision = state.supervision.max(SupervisionTrack::Finished),
        Kind::SupervisionClosingReported => state.supervision = SupervisionTrack::Reported,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Day, Docket, Fact, Kind, Stage, State};
    use proptest::prelude::*;

    fn day(n: u32) -> Day {
        Day::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(u64::from(n))
    }

    fn docket(kinds: &[(Kind, u32)]) -> Docket {
        let facts =
            kinds.iter().enumerate().map(|(index, (kind, on))| Fact { id: index as i64 + 1, ..Fact::new(*kind, day(*on)) });
        Docket { facts: facts.collect(), ..Docket::default() }
    }

    fn any_fact() -> impl Strategy<Value = Fact> {
        (0..Kind::COUNT, 0u32..400, proptest::option::of(0usize..3), proptest::option::of(1i64..40), any::<bool>(), -5i64..5_000)
            .prop_map(|(kind, on, party, id, yes, cents)| {
                let mut fact = Fact::new(Kind::ALL[kind], day(on)).with("accepts_negotiation", yes).with("amount_cents", cents);
                if let Some(party) = party {
                    fact = fact.with("party", ["甲", "乙", "丙"][party]);
                }
                if let Some(id) = id {
                    fact = fact.with("id", id);
                }
                fact
            })
    }

    fn facts() -> impl Strategy<Value = Vec<Fact>> {
        proptest::collection::vec(any_fact(), 0..40).prop_map(|mut facts| {
            for (index, fact) in facts.iter_mut().enumerate() {
                fact.id = index as i64 + 1;
            }
            facts
        })
    }

    fn same(left: &State<'_>, right: &State<'_>) -> bool {
        left.stage() == right.stage()
            && left.passages == right.passages
            && left.early == right.early
            && left.supervision == right.supervision
            && super::super::Accounts::of(left).total() == super::super::Accounts::of(right).total()
            && left.round == right.round
    }

    #[test]
    fn an_appraisal_for_the_check_moves_nothing_until_the_investigation_ends() {
        use Kind as K;
        let kinds = [
            (K::LeadReceived, 0),
            (K::CheckStarted, 1),
            (K::AppraisalCommissioned, 2),
            (K::AppraisalIssued, 10),
            (K::CheckConcluded, 11),
            (K::FilingProposed, 12),
            (K::CaseFiled, 13),
            (K::InvestigationStarted, 14),
            (K::InvestigationConcluded, 20),
        ];
        let after = |count: usize| docket(&kinds[..count]).state().stage();
        assert_eq!([after(3), after(4)], [Some(Stage::Checking); 2]);
        assert_eq!(after(5), Some(Stage::CheckDone));
        assert_eq!(after(8), Some(Stage::Investigating));
        assert_eq!(after(9), Some(Stage::Appraised));
    }

    #[test]
    fn what_was_appraised_stays_until_the_amount_itself_is_amended() {
        let amend = |on: u32, changes: serde_json::Value| Fact {
            id: i64::from(on),
            ..Fact::new(Kind::DocketAmended, day(on)).with("attributes", changes)
        };
        let mut all = docket(&[(Kind::LeadReceived, 0)]);
        all.attributes.damage_cents = Some(100);
        all.attributes.estimated = true;
        all.facts.push(Fact { id: 2, ..Fact::new(Kind::AppraisalIssued, day(2)).with("damage_cents", 900) });
        all.facts.push(amend(3, serde_json::json!({ "title": "x" })));
        assert_eq!(State::of(&all).damage, Some((900, true)));
        all.facts.push(amend(4, serde_json::json!({ "damage_cents": 700 })));
        assert_eq!(State::of(&all).damage, Some((700, false)));
        let mut early = docket(&[(Kind::LeadReceived, 0)]);
        early.attributes.damage_cents = Some(100);
        early.facts.push(amend(3, serde_json::json!({ "estimated": true })));
        assert_eq!(State::of(&early).damage, Some((100, false)));
    }

    proptest! {
        #[test]
        fn never_panics(facts in facts()) {
            let docket = Docket { facts, ..Docket::default() };
            let state = docket.state();
            for (place, fact) in state.live.iter().enumerate() {
                prop_assert!(state.round_at(place, fact.party()) <= state.round_of(fact.party()));
            }
        }

        #[test]
        fn a_withdrawn_fact_never_was(facts in facts(), which in 0usize..40) {
            prop_assume!(which < facts.len());
            let facts: Vec<_> = facts.into_iter().filter(|fact| fact.kind != Kind::FactWithdrawn).collect();
            prop_assume!(which < facts.len());
            let victim = facts[which].id;
            let without = Docket { facts: facts.iter().filter(|fact| fact.id != victim).cloned().collect(), ..Docket::default() };
            let mut with = Docket { facts, ..Docket::default() };
            with.facts.push(Fact { id: 1_000, ..Fact::withdrawing(victim, day(500)) });
            prop_assert!(same(&without.state(), &with.state()));
            // and taking back the withdrawal brings it back
            let mut back = with.clone();
            back.facts.push(Fact { id: 1_001, ..Fact::withdrawing(1_000, day(501)) });
            let mut plain = with.clone();
            plain.facts.pop();
            prop_assert!(same(&back.state(), &plain.state()));
        }
    }

    #[test]
    fn the_main_track() {
        let way = [
            (Kind::LeadReceived, Stage::LeadRegistered),
            (Kind::CheckStarted, Stage::Checking),
            (Kind::CheckConcluded, Stage::CheckDone),
            (Kind::FilingProposed, Stage::FilingReview),
            (Kind::FilingApproved, Stage::FilingReview),
            (Kind::CaseFiled, Stage::Filed),
            (Kind::InvestigationStarted, Stage::Investigating),
            (Kind::InvestigationConcluded, Stage::InvestigationConcluded),
            (Kind::AppraisalCommissioned, Stage::Appraising),
            (Kind::AppraisalIssued, Stage::Appraised),
            (Kind::NoticeServed, Stage::Appraised),
            (Kind::MeetingHeld, Stage::Negotiating),
            (Kind::AgreementSigned, Stage::AgreementSigned),
            (Kind::ConfirmationApplied, Stage::ConfirmationPending),
            (Kind::ConfirmationRefused, Stage::ConfirmationRefused),
            (Kind::RenegotiationStarted, Stage::Renegotiating),
            (Kind::NegotiationFailed, Stage::NegotiationFailed),
            (Kind::SuitFiled, Stage::Litigation),
            (Kind::JudgmentEffective, Stage::JudgmentEffective),
            (Kind::RestorationStarted, Stage::Restoring),
            (Kind::RestorationCompleted, Stage::CompletionReported),
            (Kind::EvaluationFailed, Stage::Restoring),
            (Kind::RestorationCompleted, Stage::CompletionReported),
            (Kind::EvaluationStarted, Stage::Evaluating),
            (Kind::EvaluationPassed, Stage::Performed),
            (Kind::CaseClosed, Stage::Closed),
            (Kind::DossierArchived, Stage::Archived),
        ];
        for end in 1..=way.len() {
            let kinds: Vec<_> = way[..end].iter().enumerate().map(|(index, (kind, _))| (*kind, index as u32)).collect();
            assert_eq!(docket(&kinds).state().stage(), Some(way[end - 1].1), "after {:?}", way[end - 1].0);
        }
    }

    #[test]
    fn a_fact_taken_back_names_no_party() {
        let mut docket = docket(&[(Kind::LeadReceived, 0), (Kind::CaseFiled, 1)]);
        docket.facts.push(Fact { id: 10, ..Fact::new(Kind::NoticeServed, day(2)).with("party", "甲") });
        docket.facts.push(Fact { id: 11, ..Fact::new(Kind::NoticeServed, day(3)).with("party", "乙") });
        assert_eq!(docket.state().parties(), ["甲", "乙"]);
        docket.facts.push(Fact { id: 12, ..Fact::withdrawing(11, day(4)) });
        assert_eq!((docket.state().parties(), docket.state().tracks.len()), (vec!["甲"], 1));
        // Brought back with the withdrawal taken back.
        docket.facts.push(Fact { id: 13, ..Fact::withdrawing(12, day(5)) });
        assert_eq!(docket.state().parties(), ["甲", "乙"]);
    }

    #[test]
    fn a_correction_says_who_is_liable_and_what_happened_stays() {
        let mut docket = docket(&[(Kind::LeadReceived, 0), (Kind::CaseFiled, 1)]);
        docket.attributes.parties =
            ["甲", "乙"].map(|name| crate::docket::Party { name: name.into(), ..Default::default() }).into();
        let only = |id, name: &str| {
            let attributes = serde_json::json!({ "parties": [{ "name": name }] });
            Fact { id, ..Fact::new(Kind::DocketAmended, day(9)).with("attributes", attributes) }
        };
        docket.facts.push(only(10, "丙"));
        assert_eq!(docket.state().parties(), ["丙"]);
        docket.facts.push(Fact { id: 11, ..Fact::withdrawing(10, day(9)) });
        assert_eq!(docket.state().parties(), ["甲", "乙"]);
        // Whoever has been served does not vanish with a correction.
        docket.facts.push(Fact { id: 12, ..Fact::new(Kind::NoticeServed, day(5)).with("party", "乙") });
        docket.facts.push(only(13, "甲"));
        assert_eq!(docket.state().parties(), ["甲", "乙"]);
    }

    #[test]
    fn several_parties_show_the_least_advanced() {
        let mut docket = docket(&[(Kind::LeadReceived, 0), (Kind::CaseFiled, 1)]);
        for (index, (kind, party)) in
            [(Kind::MeetingHeld, "甲"), (Kind::MeetingHeld, "乙"), (Kind::AgreementSigned, "甲")].into_iter().enumerate()
        {
            docket.facts.push(Fact { id: 10 + index as i64, ..Fact::new(kind, day(10 + index as u32)).with("party", party) });
        }
        assert_eq!(docket.state().stage(), Some(Stage::Negotiating));
        docket.facts.push(Fact { id: 20, ..Fact::new(Kind::NegotiationFailed, day(20)).with("party", "乙") });
        docket.facts.push(Fact { id: 21, ..Fact::new(Kind::SuitFiled, day(21)).with("party", "乙") });
        assert_eq!(docket.state().stage(), Some(Stage::AgreementSigned));
    }

    #[test]
    fn a_party_renegotiates_alone() {
        let mut docket = docket(&[(Kind::LeadReceived, 0), (Kind::CaseFiled, 1)]);
        let told = [
            (Kind::NoticeServed, "甲"),
            (Kind::NoticeServed, "乙"),
            (Kind::AgreementSigned, "甲"),
            (Kind::AgreementSigned, "乙"),
            (Kind::ConfirmationRefused, "乙"),
            (Kind::RenegotiationStarted, "乙"),
            (Kind::NoticeServed, "乙"),
        ];
        for (index, (kind, party)) in told.into_iter().enumerate() {
            docket.facts.push(Fact { id: 10 + index as i64, ..Fact::new(kind, day(10 + index as u32)).with("party", party) });
        }
        let state = docket.state();
        assert_eq!((state.round_of(Some("甲")), state.round_of(Some("乙")), state.round), (0, 1, 1));
        // What 甲 did stays in its only round; 乙 has its first notice behind it.
        let now: Vec<_> = state.newest_first(Kind::NoticeServed).map(|(place, fact)| state.in_round(place, fact, None)).collect();
        assert_eq!(now, [true, false, true]);
    }
}
