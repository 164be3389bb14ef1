//! What a fact does to the track of one party: its stage, its early restoration, its performance and its money.

use super::super::plan::{self, Planned};
use super::super::state::{Owed, Restoration, Track};
use super::super::{EarlyTrack, Fact, Kind, Stage};

impl Track<'_> {
    fn at(&self, stages: &[Stage]) -> bool {
        self.stage.is_some_and(|stage| stages.contains(&stage))
    }

    /// Moves on, never back.
    fn forward(&mut self, to: Stage) {
        if self.stage.is_none_or(|stage| stage < to && !stage.is_ended()) {
            self.stage = Some(to);
        }
    }

    fn go(&mut self, to: Stage) {
        self.stage = Some(to);
    }

    fn is_lead(&self) -> bool {
        self.stage.is_none_or(Stage::is_lead)
    }

    fn ended(&self) -> bool {
        self.stage.is_some_and(Stage::is_ended)
    }

    /// A lead that may still be decided: not merged, not handed over.
    fn undecided(&self) -> bool {
        self.is_lead() && !self.at(&[Stage::Merged, Stage::Transferred])
    }

    /// An agreement or a judgment is in hand and the case is not over.
    fn titled(&self) -> bool {
        self.stage.is_some_and(|stage| stage >= Stage::AgreementSigned && !stage.is_ended())
    }

    pub(super) fn advance(&mut self, fact: &Fact) {
        use Stage as S;
        if fact.kind == Kind::RenegotiationStarted {
            self.round += 1;
        }
        self.early(fact);
        match fact.kind {
            Kind::LeadDiscovered | Kind::LeadReceived => self.forward(S::LeadRegistered),
            Kind::LeadTransferred if self.undecided() => self.go(S::Transferred),
            Kind::LeadMerged if self.undecided() => self.go(S::Merged),
            Kind::ScopeExcluded if self.undecided() => self.go(S::OutOfScope),
            Kind::CheckStarted => self.forward(S::Checking),
            Kind::CheckConcluded => self.forward(S::CheckDone),
            // Also from a refused or decided non-filing: an exception holds, or the right-holder requires the start.
            Kind::FilingProposed | Kind::RightHolderInstructed if self.undecided() => self.go(S::FilingReview),
            Kind::FilingReturned if self.at(&[S::FilingReview]) => self.go(S::CheckDone),
            Kind::CaseFiled if self.undecided() => self.go(S::Filed),
            Kind::NonfilingProposed if self.undecided() => self.go(S::NonfilingReview),
            Kind::NonfilingReturned if self.at(&[S::NonfilingReview]) => self.go(S::CheckDone),
            Kind::NonfilingDecided if self.undecided() => self.go(S::NotFiled),
            Kind::InvestigationStarted => self.forward(S::Investigating),
            Kind::InvestigationConcluded => self.forward(S::InvestigationConcluded),
            Kind::NoticeServed => self.served = true,
            Kind::ReplyReceived => {
                if let Some(accepts) = fact.data.flag("accepts_negotiation") {
                    self.accepted = accepts;
                }
            }
            Kind::MeetingHeld | Kind::PositionStated => self.forward(S::Negotiating),
            Kind::NegotiationFailed
                if self.at(&[S::Renegotiating])
                    || self.stage.is_none_or(|stage| stage < S::NegotiationFailed && !stage.is_ended()) =>
            {
                self.go(S::NegotiationFailed);
            }
            Kind::AgreementSigned => self.agree(fact),
            // The part that is agreed may be confirmed while the rest is negotiated or sued for: the rest says where it stands.
            Kind::ConfirmationApplied | Kind::ConfirmationGranted if self.partial && self.stage < Some(S::AgreementSigned) => {}
            Kind::ConfirmationApplied => self.forward(S::ConfirmationPending),
            Kind::ConfirmationGranted if !self.at(&[S::Restoring, S::Paying]) => self.forward(S::Confirmed),
            Kind::ConfirmationRefused if self.titled() => self.go(S::ConfirmationRefused),
            Kind::RenegotiationStarted if !self.ended() => {
                self.served = false;
                self.accepted = false;
                // What is negotiated anew is agreed no more.
                self.money.agreed = 0;
                self.partial = false;
                self.plan.clear();
                self.owe();
                self.go(S::Renegotiating);
            }
            Kind::SuitFiled if !self.ended() => self.go(S::Litigation),
            Kind::JudgmentEffective if !self.ended() => {
                if let Some(cents) = plan::whole(fact) {
                    // A part that was agreed stays owed beside what is adjudged of the rest.
                    let before = if self.partial { self.money.agreed } else { 0 };
                    self.money = Owed { agreed: cents.saturating_add(before), ..self.money };
                }
                self.replan(fact);
                self.partial = false;
                self.take_over();
                self.go(S::JudgmentEffective);
            }
            Kind::EnforcementApplied if !self.ended() => self.go(S::Enforcing),
            Kind::CaseTerminated if !self.ended() || self.at(&[S::NotFiled]) => self.go(S::Terminated),
            Kind::CaseClosed if !self.ended() => self.go(S::Closed),
            Kind::DossierArchived if !self.at(&[S::Merged, S::Transferred]) => self.go(S::Archived),
            _ => self.perform(fact),
        }
    }

    fn agree(&mut self, fact: &Fact) {
        let before = if self.partial { self.money.agreed } else { 0 };
        let named = plan::whole(fact).map(|cents| cents.saturating_add(before));
        self.money.agreed = named.unwrap_or(self.money.agreed);
        self.replan(fact);
        self.partial = fact.data.flag("partial") == Some(true);
        if fact.data.day("restoration_due").is_some() && self.restoration == Restoration::None {
            self.restoration = Restoration::Owed;
        }
        self.take_over();
        // A part agreed leaves the rest to negotiate: the least advanced counts, as among several parties.
        self.forward(if self.partial { Stage::Negotiating } else { Stage::AgreementSigned });
    }

    /// The plan of a new title takes the place of the one before; that of a part stays beside it.
    fn replan(&mut self, fact: &Fact) {
        let parts = plan::parts(fact);
        if !self.partial && (plan::whole(fact).is_some() || !parts.is_empty()) {
            self.plan.clear();
        }
        self.plan.extend(parts.into_iter().map(|part| Planned { party: None, fact: fact.id, part }));
        self.owe();
    }

    /// The instalments together: those of the plan that no fact of their own stands for, and those facts.
    fn owe(&mut self) {
        let own = self.own.iter().map(|(_, _, cents)| *cents);
        let planned = plan::open(&self.plan, &self.own).into_iter().filter_map(|one| one.part.cents);
        self.money.due = own.chain(planned).fold(0, i64::saturating_add);
        self.money.in_kind = plan::in_kind(&self.plan);
    }

    /// Early restoration of this party: begun before there is an agreement or a judgment, it may end after it.
    fn early(&mut self, fact: &Fact) {
        let before = self.stage.is_none_or(|stage| stage < Stage::AgreementSigned);
        let to = match fact.kind {
            Kind::RestorationRequested => EarlyTrack::Requested,
            Kind::DamageConfirmedInWriting => EarlyTrack::Confirmed,
            Kind::RestorationConsented => EarlyTrack::Consented,
            Kind::RestorationStarted if before => EarlyTrack::UnderWay,
            Kind::RestorationCompleted if before || self.early == EarlyTrack::UnderWay => EarlyTrack::Done,
            _ => return,
        };
        self.early = self.early.max(to);
    }

    /// Works begun before the agreement or the judgment are evaluated like all others.
    fn take_over(&mut self) {
        if self.early >= EarlyTrack::UnderWay && matches!(self.restoration, Restoration::None | Restoration::Owed) {
            self.restoration = Restoration::Begun;
        }
    }

    /// Restoration, evaluation and money after the agreement or judgment.
    fn perform(&mut self, fact: &Fact) {
        use Stage as S;
        match fact.kind {
            Kind::RestorationStarted if self.titled() && !self.at(&[S::Litigation]) => {
                self.restoration = Restoration::Begun;
                self.go(S::Restoring);
            }
            Kind::RestorationCompleted if self.titled() && !self.at(&[S::Litigation]) => {
                self.restoration = Restoration::Begun;
                self.go(S::CompletionReported);
            }
            Kind::EvaluationStarted if self.titled() => self.go(S::Evaluating),
            Kind::EvaluationFailed if self.titled() => {
                self.restoration = Restoration::Begun;
                self.go(S::Restoring);
            }
            Kind::EvaluationPassed | Kind::EvaluationExempted if self.titled() => {
                self.restoration = Restoration::Done;
                self.go(S::Paying);
                self.settle();
            }
            Kind::PaymentDue => {
                self.own.push((None, fact.data.day("due"), fact.data.cents("amount_cents").unwrap_or(0)));
                self.owe();
                self.pay();
            }
            Kind::PaymentMade => {
                self.money.paid = self.money.paid.saturating_add(fact.data.cents("amount_cents").unwrap_or(0));
                self.pay();
                self.settle();
            }
            _ => {}
        }
    }

    /// Paying runs beside restoring, or in its place.
    fn pay(&mut self) {
        if self.at(&[Stage::AgreementSigned, Stage::Confirmed, Stage::JudgmentEffective, Stage::Enforcing]) {
            self.go(Stage::Paying);
        }
    }

    /// Performed: restored (or nothing to restore) and every instalment paid. An agreed amount without instalments
    /// counts as the value of the works once these are done.
    fn settle(&mut self) {
        let restored = matches!(self.restoration, Restoration::None | Restoration::Done);
        let owed =
            if self.restoration == Restoration::Done && self.money.paid == 0 { self.money.due } else { self.money.total() };
        if self.at(&[Stage::Paying]) && restored && self.money.paid >= owed {
            self.go(Stage::Performed);
        }
    }

    /// States that follow from facts recorded earlier: an appraisal made during the investigation, a consent given before it.
    pub(super) fn catch_up(&mut self, appraising: bool, appraised: bool, concluded: bool) {
        if self.at(&[Stage::InvestigationConcluded]) && concluded && (appraising || appraised) {
            self.go(if appraising { Stage::Appraising } else { Stage::Appraised });
        }
        if self.at(&[Stage::Appraising]) && !appraising && appraised {
            self.go(Stage::Appraised);
        }
        if self.at(&[Stage::Appraised]) && self.served && self.accepted {
            self.go(Stage::Negotiating);
        }
    }
}
