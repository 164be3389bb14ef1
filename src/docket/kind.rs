//! The kinds of facts and the keys each may carry: the words of docket files, JSON and profiles.

/// The shape of a key's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyShape {
    /// A text; lists of allowed values live in the profile.
    Text,
    /// A day, `YYYY-MM-DD`.
    Day,
    /// A list of days.
    Days,
    /// Integer fen.
    Cents,
    /// An integer.
    Int,
    /// A yes or no.
    Bool,
    /// A list of texts.
    Texts,
    /// Anything that a docket file can say.
    Any,
}

/// A key of a fact: its name and shape.
pub type Key = (&'static str, KeyShape);

/// Keys that every fact may carry.
pub const COMMON_KEYS: &[Key] = &[
    ("by", KeyShape::Text),
    ("paper", KeyShape::Text),
    ("note", KeyShape::Text),
    ("party", KeyShape::Text),
    ("id", KeyShape::Int),
    ("reason", KeyShape::Text),
    ("by_role", KeyShape::Text),
    ("override_of", KeyShape::Text),
    // The lead that it was taken over from, where several were put together or one was divided.
    ("member", KeyShape::Int),
];

macro_rules! kinds {
    ($( $variant:ident = $name:literal [ $($key:ident : $shape:ident),* ] $(open $open:literal)? ;)*) => {
        /// A kind of fact. The name is the contract of `Kind::name`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Kind { $( #[doc = $name] $variant ),* }

        impl Kind {
            /// Every kind, in the order of the procedure.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant),*];

            /// Its name in files, JSON and profiles.
            pub const fn name(self) -> &'static str {
                match self { $(Kind::$variant => $name),* }
            }

            /// The keys beyond the common ones.
            pub const fn keys(self) -> &'static [Key] {
                match self { $(Kind::$variant => &[$((stringify!($key), KeyShape::$shape)),*]),* }
            }

            /// Whether further keys are accepted as they are (lists that the texts leave open).
            pub const fn open(self) -> bool {
                match self { $(Kind::$variant => false $(|| $open)?),* }
            }
        }
    };
}

kinds! {
    LeadDiscovered = "lead.discovered" [organ: Text, reference: Text, level: Text];
    LeadReceived = "lead.received" [organ: Text, reference: Text, level: Text];
    LeadScreened = "lead.screened" [department: Text, round: Text];
    LeadAssigned = "lead.assigned" [department: Text, officer: Text, from: Text];
    DepartmentDesignated = "department.designated" [department: Text, lead: Bool, signing: Bool, cooperating: Texts];
    DesignationProposed = "designation.proposed" [department: Text, lead: Bool, signing: Bool, cooperating: Texts];
    DesignationReturned = "designation.returned" [];
    RightHolderConsulted = "right-holder.consulted" [with: Text];
    LeadSentToEcology = "lead.sent-to-ecology" [to: Text];
    LeadTransferred = "lead.transferred" [to: Text];
    LeadReceipted = "lead.receipted" [from: Text];
    LeadMerged = "lead.merged" [into: Any];
    LeadJoined = "lead.joined" [number: Text, title: Text, received: Day, said: Text, parties: Texts];
    LeadSnoozed = "lead.snoozed" [until: Day];
    LeadReleased = "lead.released" [from: Text];
    ScopeExcluded = "scope.excluded" [way: Text, proof: Text];
    OrgansInformed = "organs.informed" [court: Bool, procuratorate: Bool];
    DocketAmended = "docket.amended" [attributes: Any];
    NoteAdded = "note.added" [about: Text];
    PaperFiled = "paper.filed" [form: Text, number: Text, dated: Day, way: Text, received_on: Day, holder: Text, file: Text, name: Text, size: Int, kept_at: Text, pages: Int];
    CaseLinked = "case.linked" [procedure: Text, number: Text, organ: Text, state: Text];
    ViolatorInformed = "violator.informed" [];
    PaperHanded = "paper.handed" [holder: Text, form: Text, number: Text];
    EvidenceRecorded = "evidence.recorded" [form: Text, department: Text, number: Text, also_for: Text, dated: Day, holder: Text, file: Text, name: Text, size: Int, kept_at: Text, pages: Int];
    CheckStarted = "check.started" [];
    CheckConcluded = "check.concluded" [result: Text];
    LiabilityMitigated = "liability.mitigated" [effect: Text, provision: Text];
    FilingProposed = "filing.proposed" [];
    FilingApproved = "filing.approved" [];
    FilingReturned = "filing.returned" [];
    CaseFiled = "case.filed" [number: Text];
    NonfilingProposed = "nonfiling.proposed" [ground: Text, branch: Text, heading: Text, findings: Text, benchmark: Text, no_compensation_needed: Bool, way: Text, proof: Text, full_coverage: Bool, subject_ended: Bool, no_property: Bool, permit: Text, conforms: Bool, opinion: Text];
    NonfilingApproved = "nonfiling.approved" [];
    NonfilingReturned = "nonfiling.returned" [];
    NonfilingDecided = "nonfiling.decided" [ground: Text];
    ProcuratorateFeedback = "procuratorate.feedback" [to: Text];
    RightHolderInstructed = "right-holder.instructed" [];
    InvestigationStarted = "investigation.started" [joint: Bool];
    TeamFormed = "team.formed" [leader: Text, departments: Texts, members: Texts];
    InvestigationDueSet = "investigation.due-set" [due: Day];
    InvestigationConcluded = "investigation.concluded" [proposal: Text, damage_exists: Bool, extent: Bool, degree: Bool, liable_party_clear: Bool, simplified_possible: Bool, frequency: Text, duration: Text, affected: Text, actual_damage: Text] open true;
    ClaimItemised = "claim.itemised" [interim_loss_cents: Cents, interim_from: Day, interim_to: Day, permanent_loss_cents: Cents, costs_cents: Cents, restoration_cents: Cents, prevention_cents: Cents];
    ExpertChosen = "expert.chosen" [name: Text, pool: Text, pool_owner: Text, field: Text, qualification: Text, step: Text];
    AppraisalCommissioned = "appraisal.commissioned" [path: Text, body: Text, body_kind: Text, joint: Bool, agreement_on: Day, due: Day, facts_clear: Bool, causation_clear: Bool, no_dispute: Bool, no_dispute_among: Bool];
    AppraisalIssued = "appraisal.issued" [damage_cents: Cents, interim_loss_cents: Cents, permanent_loss_cents: Cents, restoration_cents: Cents, prevention_cents: Cents, costs_cents: Cents, restorable: Text, experts: Int, received_on: Day, path: Text, area: Text, requirements: Text, standard: Text, issued_by: Text, signed_by: Texts, material: Text, similar_cases: Text];
    NoticeIssued = "notice.issued" [serve_on: Day, reply_days: Int, reply_by: Day];
    NoticeServiceFailed = "notice.service-failed" [way: Text];
    NoticeServed = "notice.served" [way: Text];
    NoticeReceived = "notice.received" [];
    ReplyReceived = "reply.received" [accepts_status: Bool, accepts_negotiation: Bool, lawyer: Text, lawyer_proof: Text];
    ReplyExcused = "reply.excused" [until: Day];
    ExchangeHeld = "exchange.held" [];
    MeetingProposed = "meeting.proposed" [count: Int];
    MeetingReturned = "meeting.returned" [];
    MeetingApproved = "meeting.approved" [count: Int];
    MandateProposed = "mandate.proposed" [least_cents: Cents, most_cents: Cents, works: Text];
    MandateReturned = "mandate.returned" [];
    MandateApproved = "mandate.approved" [least_cents: Cents, most_cents: Cents, works: Text, approver: Text];
    MeetingPlanned = "meeting.planned" [at: Text, invited: Texts, agenda: Text] open true;
    MeetingAttended = "meeting.attended" [name: Text, side: Text, role: Text, authority: Text, checked: Bool];
    MeetingStep = "meeting.step" [step: Text, time: Text, speaker: Text, statement: Text, objection: Text, answer: Text];
    MeetingHeld = "meeting.held" [absent: Any, left: Any, signatures: Any, steps: Texts, minutes: Text, counts: Bool, excused: Bool, presider_note: Text, invited: Texts, form: Text, organiser: Text, presider: Text, attended: Texts, other_conditions: Text, with_cases: Text] open true;
    MeetingSigned = "meeting.signed" [name: Text, refused: Bool, presider_note: Text];
    PositionStated = "position.stated" [side: Text, amount_cents: Cents, accepts: Bool, interim_loss_cents: Cents, permanent_loss_cents: Cents, costs_cents: Cents, restoration_cents: Cents, prevention_cents: Cents, works: Text, substitute: Text, labour: Text, carbon_sinks: Text, instalments: Text, item: Text, weighed: Texts];
    PartyIdentified = "party.identified" [];
    PartyDetained = "party.detained" [];
    NegotiationFailed = "negotiation.failed" [ground: Any, opinion: Text];
    AgreementSigned = "agreement.signed" [amount_cents: Cents, interim_loss_cents: Cents, permanent_loss_cents: Cents, costs_cents: Cents, restoration_cents: Cents, prevention_cents: Cents, contents: Texts, restoration_due: Day, evaluation_due: Day, payments: Any, existing_duties: Bool, partial: Bool, remainder: Text, signatory: Text, signatory_proof: Text, guarantee: Any, in_kind: Any, instalments: Any, labour: Any, carbon_sinks: Any] open true;
    ConfirmationApplied = "confirmation.applied" [court: Text, applicants: Texts];
    ConfirmationNoticePosted = "confirmation.notice-posted" [];
    ConfirmationGranted = "confirmation.granted" [];
    ConfirmationRefused = "confirmation.refused" [];
    RenegotiationStarted = "renegotiation.started" [verified: Any];
    PaymentOrderApplied = "payment-order.applied" [court: Text, amount_cents: Cents, number: Text, no_other_debts: Bool];
    PaymentOrderIssued = "payment-order.issued" [number: Text, amount_cents: Cents, received_on: Day];
    PaymentOrderEnded = "payment-order.ended" [ground: Text];
    SuitProcuratorateNotified = "suit.procuratorate-notified" [to: Text];
    SuitFiled = "suit.filed" [court: Text, number: Text, claims: Text];
    JudgmentEffective = "judgment.effective" [number: Text, amount_cents: Cents, interim_loss_cents: Cents, permanent_loss_cents: Cents, costs_cents: Cents, restoration_cents: Cents, prevention_cents: Cents];
    CourtNoticeReceived = "court.notice-received" [accepted_on: Day, court: Text];
    CourtContacted = "court.contacted" [court: Text];
    SupportRecorded = "support.recorded" [way: Text, to: Text];
    ProcuratorateSuggested = "procuratorate.suggested" [urgent: Bool];
    ProcuratorateReplied = "procuratorate.replied" [];
    RestorationRequested = "restoration.requested" [];
    DamageConfirmedInWriting = "damage.confirmed-in-writing" [];
    RestorationProposed = "restoration.proposed" [];
    RestorationReturned = "restoration.returned" [];
    RestorationConsented = "restoration.consented" [];
    RestorationStarted = "restoration.started" [mode: Text, due: Day, plan: Text, target: Text, body: Text, ability: Text, unrecoverable: Text, project: Text, place: Text, within_plans: Bool, existing_duties: Bool, labour_days: Int, carbon_sinks: Text];
    RestorationReported = "restoration.reported" [contents: Texts];
    RestorationSupervised = "restoration.supervised" [];
    RestorationDemanded = "restoration.demanded" [until: Day];
    RestorationCompleted = "restoration.completed" [];
    EvaluationStarted = "evaluation.started" [due: Day];
    EvaluationExempted = "evaluation.exempted" [ground: Text, report: Text, covers: Bool, suffices: Bool];
    EvaluationPassed = "evaluation.passed" [report: Text];
    EvaluationFailed = "evaluation.failed" [report: Text];
    PaymentDue = "payment.due" [amount_cents: Cents, due: Day, head: Text];
    PaymentMade = "payment.made" [amount_cents: Cents, head: Text, route: Text, receipt: Text];
    PerformanceOffered = "performance.offered" [to: Text, documents: Texts, verified: Bool, related: Bool];
    EnforcementApplied = "enforcement.applied" [];
    PartyListed = "party.listed" [];
    CaseTerminated = "case.terminated" [ground: Text, branch: Text, heading: Text, findings: Text, benchmark: Text, no_compensation_needed: Bool, way: Text, proof: Text, full_coverage: Bool, subject_ended: Bool, no_property: Bool, permit: Text, conforms: Bool, decided_by: Text];
    CaseClosed = "case.closed" [];
    TypicalMarked = "typical.marked" [];
    DossierArchived = "dossier.archived" [groups: Texts];
    MajorMarked = "major.marked" [ground: Text];
    SupervisionOpened = "supervision.opened" [report_every: Int, report_on: Days, unit: Text, way: Text, units: Texts, undertaker: Text, responsible: Text, items: Texts, cooperation: Text, finish_by: Day];
    SupervisionActed = "supervision.acted" [way: Text];
    SupervisionReported = "supervision.reported" [progress: Text, next: Text, pace: Text];
    CriminalFollowed = "criminal.followed" [];
    SupervisionMattersFinished = "supervision.matters-finished" [];
    SupervisionClosingReported = "supervision.closing-reported" [];
    SupervisionCirculated = "supervision.circulated" [];
    ProgressEntered = "progress.entered" [stage: Text, reached: Day, number: Text];
    ExtensionApproved = "extension.approved" [rule: Text, days: Int, count: Int, tier: Int];
    DateSet = "date.set" [rule: Text, due: Day, once: Bool];
    DatesKept = "dates.kept" [dates: Texts];
    DutyAnswered = "duty.answered" [rule: Text, occurrence: Text, due: Day, number: Text];
    OfficerNamed = "officer.named" [name: Text, role: Text, uid: Int];
    DateAdded = "date.added" [key: Text, title: Text, sort: Text, due: Day, warn: Int, every: Int, rhythm: Text, until: Day, owner: Text];
    DateAnswered = "date.answered" [date: Any, n: Int];
    DateMoved = "date.moved" [date: Any, n: Int, due: Day];
    DateCancelled = "date.cancelled" [date: Any, n: Int];
    EffortEstimated = "effort.estimated" [rule: Text, days: Int];
    EffortBegun = "effort.begun" [rule: Text];
    ProfileMoved = "profile.moved" [to: Text, version: Text];
    FactWithdrawn = "fact.withdrawn" [];
}

impl Kind {
    /// How many kinds there are.
    pub const COUNT: usize = Self::ALL.len();

    /// The kind of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// The shape of a key of this kind; `None` where the kind has no such key.
    #[must_use]
    pub fn key(self, name: &str) -> Option<KeyShape> {
        COMMON_KEYS
            .iter()
            .chain(self.keys())
            .find(|(key, _)| *key == name)
            .map(|(_, shape)| *shape)
            .or_else(|| self.open().then_some(KeyShape::Any))
    }

    /// Its place in [`Kind::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_read_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.name()), Some(*kind));
        }
    }
}
