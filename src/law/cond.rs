//! Conditions of rules: a small language over attributes, facts and the state.
//!
//! `has(check.concluded{result=damage}) and not (red_line or protected_area)`,
//! `damage_cents <= limit.simple-case`, `capped(negotiation.meetings)`, `passed(negotiation.reply)`.
//! Unknown is neither yes nor no: a condition over an unknown amount is neither met nor refuted.

mod against;
mod eval;
mod parse;
mod value;

pub use eval::Context;
pub use parse::CondError;

use crate::docket::{Fact, Kind};
use std::sync::Arc;

/// A choice of facts: a kind, what its keys must say, and the key that holds the day if it is not the fact's own.
/// Written `kind`, `kind{key=value,key!=value,key}`, `kind@day_key`; a key alone has to say something.
#[derive(Debug, Clone, PartialEq)]
pub struct Select {
    /// The kind.
    pub kind: Kind,
    /// Key, whether it must be equal (or must differ), and the value as text.
    pub filter: Vec<(Arc<str>, bool, Arc<str>)>,
    /// A key with a day to take instead of the fact's day.
    pub day_key: Option<Arc<str>>,
}

impl Select {
    /// The value of a filter that any answer but no meets.
    pub const SAID: &'static str = "*";

    /// Whether a fact is chosen.
    #[must_use]
    pub fn matches(&self, fact: &Fact) -> bool {
        fact.kind == self.kind && self.filter.iter().all(|(key, equal, value)| eval::says(fact.data.get(key), value) == *equal)
    }

    /// The day to take from a chosen fact; where a day key is named and missing, there is none.
    #[must_use]
    pub fn day(&self, fact: &Fact) -> Option<crate::docket::Day> {
        match &self.day_key {
            Some(key) => fact.data.day(key),
            None => Some(fact.on),
        }
    }
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Less.
    Lt,
    /// Less or equal.
    Le,
    /// Greater.
    Gt,
    /// Greater or equal.
    Ge,
}

/// Something with a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// An attribute of the docket.
    Attribute(Arc<str>),
    /// A fact of the state: `stage`, `round`, `open_cents`, …
    State(StateTerm),
    /// A key of the fact being recorded.
    Fact(Arc<str>),
    /// How many facts: of all rounds, or of the current one.
    Count(Select, bool),
    /// A limit in fen.
    Limit(Arc<str>),
    /// A cap on a count, without what has been granted on top of it.
    Cap(Arc<str>),
    /// What the newest fact of a kind says in a key.
    Newest(Kind, Arc<str>),
    /// A measured value of the docket.
    Metric(Arc<str>),
    /// How many of the same party's earlier damages lie in the look-back of a rule.
    CountWithin(Arc<str>),
    /// The last day of a time limit that begins on a day of the fact being recorded: the rule, and the key of the day.
    End(Arc<str>, Arc<str>),
    /// A word.
    Word(Arc<str>),
    /// A number, in millionths.
    Number(i64),
}

/// What the state itself says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateTerm {
    /// The state of the main track.
    Stage,
    /// The round of negotiation.
    Round,
    /// The early track.
    Early,
    /// The supervision track.
    Supervision,
    /// The amount of the damage, appraised if there is an appraisal.
    Damage,
    /// Whether that amount is appraised.
    DamageAppraised,
    /// An appraisal is under way.
    Appraising,
    /// An appraisal has been issued.
    Appraised,
    /// Money agreed.
    Agreed,
    /// Money not paid yet.
    Open,
    /// Money not paid yet, the amount of the title included where nothing is restored.
    Unpaid,
    /// Failed evaluations.
    EvaluationsFailed,
    /// A restoration is owed or begun and not yet evaluated or exempt, or nothing at all has been performed.
    RestorationOpen,
    /// Duties without a number of days that are still asked.
    TasksOpen,
    /// The state changed since the last report to the supervising unit.
    ReportOpen,
    /// How many liable parties.
    Parties,
    /// The state changed since progress was last entered in the reporting system.
    ProgressOpen,
    /// How many yes-or-no answers the fact being recorded gives.
    FactAnswers,
    /// How many departments the routing table points to.
    Departments,
    /// How many areas the places of the result lie in.
    Areas,
    /// The department in charge, or whichever is where none is named, is designated with authority to sign.
    MaySign,
}

impl StateTerm {
    /// Every name of the language.
    pub const ALL: &'static [(&'static str, StateTerm)] = &[
        ("stage", Self::Stage),
        ("round", Self::Round),
        ("early", Self::Early),
        ("supervision", Self::Supervision),
        ("damage_cents", Self::Damage),
        ("damage_appraised", Self::DamageAppraised),
        ("appraising", Self::Appraising),
        ("appraised", Self::Appraised),
        ("agreed_cents", Self::Agreed),
        ("open_cents", Self::Open),
        ("unpaid_cents", Self::Unpaid),
        ("evaluations_failed", Self::EvaluationsFailed),
        ("restoration_open", Self::RestorationOpen),
        ("tasks_open", Self::TasksOpen),
        ("report_open", Self::ReportOpen),
        ("party_count", Self::Parties),
        ("progress_open", Self::ProgressOpen),
        ("fact_answers", Self::FactAnswers),
        ("department_count", Self::Departments),
        ("area_count", Self::Areas),
        ("may_sign", Self::MaySign),
    ];
}

/// Names of the fact being recorded, and the lists on which they should stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Names {
    /// The key of the names.
    pub key: Arc<str>,
    /// Only lists of the fact's own day.
    pub same_day: bool,
    /// Keys of the fact itself that are lists.
    pub own: Vec<Arc<str>>,
    /// Lists of other facts of the round, each with the key of its names.
    pub lists: Vec<(Kind, Arc<str>)>,
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
    /// A fact is on file; `true`: in the current round.
    Has(Select, bool),
    /// The newest fact of the kind is such a one.
    Latest(Select),
    /// The first kind is on file, and its newest fact was recorded after the newest of the second, if there is one.
    Follows(Kind, Kind),
    /// The fact being recorded says in a key what the newest fact of the kind says there, or leaves it out.
    Repeats(Kind, Arc<str>),
    /// A fact of the kind is on file that says in each of the keys what the fact being recorded says; `on` is its day.
    Same(Kind, Vec<Arc<str>>),
    /// The fact being recorded happened before the first fact of the kind in this round.
    Before(Kind),
    /// Two amounts stand apart by about so many times, either way: a wrong unit. What is unknown does not.
    OffBy(Term, Term, i64),
    /// An amount of the fact being recorded stands about so many times off what other facts of these kinds say in the same
    /// key, or off these terms, and none of them says an amount near it: a wrong unit.
    WrongUnit(i64, Vec<Kind>, Vec<Term>),
    /// Everybody whom the fact being recorded names stands on the lists; where nobody is listed, nobody can be missing.
    Among(Names),
    /// A comparison.
    Compare(Term, Op, Term),
    /// One of several values.
    In(Term, Vec<Arc<str>>),
    /// A yes or no.
    Truth(Term),
    /// A value is known.
    Known(Term),
    /// A list holds a word.
    Contains(Term, Arc<str>),
    /// A time limit has passed without an answer.
    Passed(Arc<str>),
    /// A time limit has come to its end, or was answered.
    Over(Arc<str>),
    /// A day lies within a look-back before the docket's start.
    Within(Term, Arc<str>),
    /// A day comes after the end of a time limit of the current round.
    After(Term, Arc<str>),
    /// Two time limits of the current round end on different days.
    Differ(Arc<str>, Arc<str>),
    /// A count has reached its cap in the current round.
    Capped(Arc<str>),
    /// A count has reached its cap and everything that was granted on top of it.
    Exhausted(Arc<str>),
    /// A count has reached its cap and what the consents of a kind grant on top of it, each for the `count` it names; one
    /// that names none grants without end.
    Spent(Arc<str>, Kind),
}

impl Cond {
    /// Calls `visit` on every condition inside, itself first.
    pub fn walk<'c>(&'c self, visit: &mut dyn FnMut(&'c Cond)) {
        visit(self);
        match self {
            Self::All(items) | Self::Any(items) => items.iter().for_each(|item| item.walk(visit)),
            Self::Not(inner) => inner.walk(visit),
            _ => {}
        }
    }

    /// The terms of a condition without those inside.
    #[must_use]
    pub fn terms(&self) -> Vec<&Term> {
        match self {
            Self::Compare(left, _, right) | Self::OffBy(left, right, _) => vec![left, right],
            Self::WrongUnit(_, _, terms) => terms.iter().collect(),
            Self::In(term, _)
            | Self::Truth(term)
            | Self::Known(term)
            | Self::Contains(term, _)
            | Self::Within(term, _)
            | Self::After(term, _) => {
                vec![term]
            }
            _ => Vec::new(),
        }
    }

    /// Whether another day may answer it otherwise without a new fact.
    #[must_use]
    pub fn asks_day(&self) -> bool {
        let mut found = false;
        self.walk(&mut |inner| found |= matches!(inner, Self::Passed(_) | Self::Over(_) | Self::After(..) | Self::Within(..)));
        found
    }

    /// Whether it asks about the state in a way that asks every step.
    #[must_use]
    pub fn asks_tasks(&self) -> bool {
        let mut asks = false;
        self.walk(&mut |cond| asks |= cond.terms().iter().any(|term| matches!(term, Term::State(StateTerm::TasksOpen))));
        asks
    }

    /// Whether it asks about the fact being recorded.
    #[must_use]
    pub fn asks_fact(&self) -> bool {
        let mut asks = false;
        self.walk(&mut |cond| {
            asks |= matches!(cond, Cond::Repeats(..) | Cond::Same(..) | Cond::Before(_) | Cond::WrongUnit(..) | Cond::Among(_));
            asks |= cond
                .terms()
                .iter()
                .any(|term| matches!(term, Term::Fact(_) | Term::End(..) | Term::State(StateTerm::FactAnswers)));
        });
        asks
    }
}
