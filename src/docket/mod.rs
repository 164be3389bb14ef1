//! What happened: facts, their kinds, attributes, parties, money, and the fold of facts into a state.
//! Pure: knows no rule of law, no file, no clock, no screen.

mod accounts;
mod attributes;
mod credit_code;
mod fact;
pub mod file;
mod fold;
mod kind;
mod metric;
mod money;
pub mod plan;
mod stage;
mod state;
pub mod tree;

pub use accounts::{Accounts, Amounts, Instalment, Row, Served, instalments};
pub use attributes::{Attributes, Party, PartyKind};
pub use credit_code::{credit_code, credit_code_holds};
pub use fact::{Data, Fact, FactId, Stamp, office_day, office_time};
pub use kind::{COMMON_KEYS, Key, KeyShape, Kind};
pub use metric::{MICRO, Metric, decimal};
pub use money::{AMOUNTS, Cents, parse_yuan, wan, yuan};
pub use plan::HEADS;
pub use stage::{Phase, Stage};
pub use state::{EarlyTrack, Passage, Restoration, State, SupervisionTrack, Track};

/// A civil day at the office (Asia/Shanghai).
pub type Day = chrono::NaiveDate;

/// Reads a day as files and arguments write it, `YYYY-MM-DD`, of the years 1900 to 9999.
#[must_use]
pub fn day(text: &str) -> Option<Day> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let plain = text.len() == 10 && text.split('-').all(digits);
    let day: Day = plain.then(|| text.parse().ok())??;
    (1900..=9999).contains(&chrono::Datelike::year(&day)).then_some(day)
}

/// A lead or a case: what it is, and its dated facts in the order they were recorded.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Docket {
    /// Its number in the database; 0 for a docket read from a file.
    pub id: i64,
    /// The region profile it was opened under, by name.
    pub profile: String,
    /// What it is, as it was first written down; amendments are facts.
    pub attributes: Attributes,
    /// Everything that happened, append-only.
    pub facts: Vec<Fact>,
}

impl Docket {
    /// The state that follows from the facts.
    #[must_use]
    pub fn state(&self) -> State<'_> {
        State::of(self)
    }
}
