//! The states of the main track. Names are those of JSON and profiles; labels live in `text`.

use serde::{Deserialize, Serialize};

macro_rules! stages {
    ($($variant:ident = $name:literal in $phase:ident),* $(,)?) => {
        /// A state of the main track, in the order of the procedure.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Stage { $( #[doc = $name] $variant ),* }

        impl Stage {
            /// Every state in the order of the procedure.
            pub const ALL: &'static [Stage] = &[$(Stage::$variant),*];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self { $(Stage::$variant => $name),* }
            }

            /// The place on the stage rail.
            pub const fn phase(self) -> Phase {
                match self { $(Stage::$variant => Phase::$phase),* }
            }
        }
    };
}

stages! {
    LeadRegistered = "lead_registered" in Lead,
    OutOfScope = "out_of_scope" in Ended,
    Transferred = "transferred" in Ended,
    Merged = "merged" in Ended,
    Checking = "checking" in Lead,
    CheckDone = "check_done" in Lead,
    FilingReview = "filing_review" in Filing,
    NonfilingReview = "nonfiling_review" in Filing,
    NotFiled = "not_filed" in Ended,
    Filed = "filed" in Filing,
    Investigating = "investigating" in Investigation,
    InvestigationConcluded = "investigation_concluded" in Investigation,
    Appraising = "appraising" in Appraisal,
    Appraised = "appraised" in Appraisal,
    Negotiating = "negotiating" in Negotiation,
    NegotiationFailed = "negotiation_failed" in Negotiation,
    Renegotiating = "renegotiating" in Negotiation,
    AgreementSigned = "agreement_signed" in Agreement,
    ConfirmationPending = "confirmation_pending" in Confirmation,
    ConfirmationRefused = "confirmation_refused" in Confirmation,
    Confirmed = "confirmed" in Confirmation,
    Litigation = "litigation" in Confirmation,
    JudgmentEffective = "judgment_effective" in Confirmation,
    Enforcing = "enforcing" in Restoration,
    Paying = "paying" in Restoration,
    Restoring = "restoring" in Restoration,
    CompletionReported = "completion_reported" in Evaluation,
    Evaluating = "evaluating" in Evaluation,
    Performed = "performed" in Closing,
    Terminated = "terminated" in Ended,
    Closed = "closed" in Closing,
    Archived = "archived" in Closing,
}

/// A place on the stage rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// 线索
    Lead,
    /// 立案
    Filing,
    /// 调查
    Investigation,
    /// 评估
    Appraisal,
    /// 磋商
    Negotiation,
    /// 协议
    Agreement,
    /// 确认、诉讼
    Confirmation,
    /// 修复、缴款
    Restoration,
    /// 修复效果评估
    Evaluation,
    /// 结案
    Closing,
    /// Off the rail: not filed, out of scope, transferred, merged, terminated.
    Ended,
}

impl Phase {
    /// The places of the rail, in order.
    pub const RAIL: &'static [Phase] = &[
        Phase::Lead,
        Phase::Filing,
        Phase::Investigation,
        Phase::Appraisal,
        Phase::Negotiation,
        Phase::Agreement,
        Phase::Confirmation,
        Phase::Restoration,
        Phase::Evaluation,
        Phase::Closing,
    ];
}

impl Stage {
    /// The state of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|stage| stage.name() == name)
    }

    /// Whether it is still a lead: nothing has been filed.
    #[must_use]
    pub fn is_lead(self) -> bool {
        self < Self::Filed
    }

    /// Whether nothing is left to do but to keep the file.
    #[must_use]
    pub fn is_ended(self) -> bool {
        matches!(
            self,
            Self::OutOfScope
                | Self::Transferred
                | Self::Merged
                | Self::NotFiled
                | Self::Terminated
                | Self::Closed
                | Self::Archived
        )
    }
}
