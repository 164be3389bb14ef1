//! Conditions of rules: a small language over attributes, facts and the state.
//!
//! `has(check.concluded{result=damage}) and not (red_line or protected_area)`,
//! `damage_cents <= limit.simple-case`, `count(meeting.held) >= cap.negotiation.meetings`, `passed(negotiation.reply)`.
//! Unknown is neither yes nor no: a condition over an unknown amount is not met and not refuted.

use crate::docket::Kind;
use std::sync::Arc;

/// A choice of facts: a kind, what its keys must say, and the key that holds the day if it is not the fact's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Select {
    /// The kind.
    pub kind: Kind,
    /// Key, whether it must be equal (or must differ), and the value as text.
    pub filter: Vec<(Arc<str>, bool, Arc<str>)>,
    /// A key with a day to take instead of the fact's day.
    pub day_key: Option<Arc<str>>,
}

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Cond {
    /// All hold.
    All(Vec<Cond>),
    /// One holds.
    Any(Vec<Cond>),
    /// It does not hold.
    Not(Box<Cond>),
}
