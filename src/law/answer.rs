//! What the law answers about a docket: deadlines with their proof, next steps, warnings. Values, no words.

use super::period::{Period, Unit};
use super::proof::Proof;
use super::routing::Routing;
use super::step::Step;
use super::threshold::Compared;
use crate::docket::{Day, FactId, Kind, Stage};
use std::sync::Arc;

/// A name in both languages, from a profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Label {
    /// Chinese.
    pub zh: Arc<str>,
    /// English; the Chinese where a profile gives none.
    pub en: Arc<str>,
}

/// A citation: where it stands and what it says there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Citation {
    /// `document#article`, e.g. as `profile` names its documents.
    pub at: String,
    /// The clause of the register, if it is one.
    pub clause: Option<String>,
    /// The words relied on, verbatim.
    pub quote: String,
}

/// A shared citation.
pub type Cite = Arc<Citation>;

/// How strongly the text speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Force {
    /// 应当、不得: forbids.
    Must,
    /// 原则上、一般: warns.
    InPrinciple,
    /// 可以、鼓励: offers.
    May,
}

/// What a time limit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nature {
    /// The latest day.
    Ceiling,
    /// The earliest day: acting before it is void.
    Floor,
    /// A reminder from other law; never overdue.
    Advisory,
    /// Silence has a named result.
    Deemed,
    /// Nobody's duty here: an expectation.
    Information,
    /// A day after which a right or a proof may be lost: warns, is never overdue.
    Risk,
    /// A date that the office set for itself: of no text.
    Internal,
}

/// Where a time limit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Running.
    Pending,
    /// Stopped by a pause that is still open.
    Paused,
    /// Answered in time.
    Met,
    /// Answered after the due day.
    MetLate,
    /// The due day has passed without an answer.
    Overdue,
    /// Overtaken by an ending fact.
    Dropped,
    /// The fact that would start it is not on file.
    UnknownStart,
}

impl Status {
    /// The word of JSON and of the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Paused => "paused",
            Self::Met => "met",
            Self::MetLate => "met-late",
            Self::Overdue => "overdue",
            Self::Dropped => "dropped",
            Self::UnknownStart => "unknown-start",
        }
    }

    /// The status of a name.
    pub fn parse(name: &str) -> Option<Self> {
        use Status as S;
        let all = [S::Pending, S::Paused, S::Met, S::MetLate, S::Overdue, S::Dropped, S::UnknownStart];
        all.into_iter().find(|status| status.name() == name)
    }

    /// Whether somebody still has to act.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::Paused | Self::Overdue)
    }
}

/// The day that another reading of the text gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// A stable word, e.g. `first-day-counted`; the profile's table `[reading.…]` names it for people.
    pub reading: Arc<str>,
    /// The day under that reading.
    pub due: Day,
    /// Whether lists and warnings go by it when it is earlier.
    pub counts_for_safe: bool,
}

/// How much of a time limit is used up on the day of asking, in its own unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clock {
    /// The whole length.
    pub total: i64,
    /// Used up until today.
    pub consumed: i64,
    /// Days that were paused until today.
    pub paused: i64,
    /// Left; negative when overdue.
    pub left: i64,
    /// Working days, or else calendar days.
    pub unit: Unit,
    /// The day until which it is told: of the answer, of the end, or of asking.
    pub until: Option<Day>,
}

/// What the work for a time limit asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Working days that it takes.
    pub days: i64,
    /// The last day on which it can begin.
    pub begin: Day,
    /// The fact that estimates it for this docket; none where the profile does.
    pub fact: Option<FactId>,
    /// The day on which it began.
    pub begun: Option<Day>,
}

/// A time limit computed for a docket.
#[derive(Debug, Clone)]
pub struct Deadline {
    /// The rule.
    pub rule: Arc<Period>,
    /// The liable party it is about, where there are several.
    pub party: Option<String>,
    /// The occurrence of a recurring rule, from 1.
    pub n: Option<u32>,
    /// The round of negotiation, from 0.
    pub round: u32,
    /// The day and fact that started it.
    pub start: Option<(Day, FactId)>,
    /// The last day.
    pub due: Option<Day>,
    /// The earliest day over the readings and, in a year not published, over the exchange patterns.
    pub safe: Option<Day>,
    /// In a year not published, the latest day over the exchange patterns.
    pub latest: Option<Day>,
    /// Where it stands.
    pub status: Status,
    /// Rests on a year that is not published.
    pub provisional: bool,
    /// The day and fact that answered it.
    pub met: Option<(Day, FactId)>,
    /// Other readings.
    pub alternatives: Vec<Alternative>,
    /// Used up, paused, left.
    pub clock: Clock,
    /// What its work asks, while it is open.
    pub effort: Option<Effort>,
    /// How the day was found.
    pub proof: Proof,
}

impl Deadline {
    /// The day that lists and warnings go by.
    #[must_use]
    pub fn by(&self) -> Option<Day> {
        self.safe.or(self.due)
    }

    /// Statutory and binding: neither advisory nor information.
    #[must_use]
    pub fn binding(&self) -> bool {
        self.rule.force == Force::Must && matches!(self.rule.nature, Nature::Ceiling | Nature::Floor | Nature::Deemed)
    }
}

/// Something that has to be on file first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What it is.
    pub label: Label,
    /// Forbids or warns.
    pub force: Force,
    /// Whether a person may decide otherwise on record.
    pub overridable: bool,
    /// What is missing is somebody's consent: no reason stands in for it when the fact is recorded.
    pub consent: bool,
    /// The earliest day, where acting before it is void.
    pub not_before: Option<Day>,
    /// Where a look-back or a limit decides: what was compared.
    pub compared: Option<Compared>,
    /// The articles that ask it.
    pub cites: Vec<Cite>,
}

impl Missing {
    /// Whether a reason lets the fact be recorded.
    #[must_use]
    pub fn overridable_here(&self) -> bool {
        self.overridable && !self.consent
    }
}

/// Where an item of a checklist stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckState {
    /// The facts show it.
    Met,
    /// The facts do not show it.
    Open,
    /// It is said when the step is recorded.
    Asked,
}

impl CheckState {
    /// Its word in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Open => "open",
            Self::Asked => "asked",
        }
    }
}

/// An item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The key of the fact and the value of the list that it is; none for a condition of the step itself.
    pub item: Option<(&'static str, Arc<str>)>,
    /// What it is.
    pub label: Label,
    /// Where it stands.
    pub state: CheckState,
    /// Forbids, warns, or is only asked.
    pub force: Force,
    /// The facts that fill it.
    pub fills: Vec<Kind>,
    /// There is nothing that it could be about: it holds without anything done.
    pub idle: bool,
    /// The articles.
    pub cites: Vec<Cite>,
}

/// A step that is asked, possible or not yet possible.
#[derive(Debug, Clone)]
pub struct NextStep {
    /// The step.
    pub step: Arc<Step>,
    /// The liable party it is about, where there are several.
    pub party: Option<String>,
    /// Until when, if a number of days is set.
    pub due: Option<Day>,
    /// Days since it became due, for duties without a number.
    pub elapsed_days: Option<i64>,
    /// What forbids it for now.
    pub missing: Vec<Missing>,
    /// What it warns about.
    pub warns: Vec<Missing>,
    /// What it needs, item by item, where the step is shown as a checklist.
    pub checks: Vec<Check>,
    /// Values offered because the facts meet their conditions (grounds of failure, say).
    pub offers: Vec<Arc<str>>,
    /// Those of them that the facts point to.
    pub suggests: Vec<Arc<str>>,
}

/// The three groups of next steps.
#[derive(Debug, Clone, Default)]
pub struct Next {
    /// Asked for.
    pub must: Vec<NextStep>,
    /// Possible.
    pub may: Vec<NextStep>,
    /// Not yet possible.
    pub blocked: Vec<NextStep>,
}

impl Next {
    /// Every step with its group: 0 must, 1 may, 2 blocked.
    pub fn all(&self) -> impl Iterator<Item = (usize, &NextStep)> {
        [&self.must, &self.may, &self.blocked]
            .into_iter()
            .enumerate()
            .flat_map(|(group, steps)| steps.iter().map(move |s| (group, s)))
    }
}

/// Something that the facts show to be out of order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// A stable word, e.g. `guard-breached`, `rule-not-in-force`, `future-date`.
    pub code: &'static str,
    /// The fact it is about.
    pub fact: Option<FactId>,
    /// What the sentence of the code names, in order.
    pub values: Vec<String>,
    /// What is said in the profile's own words, if it is a guard.
    pub label: Option<Label>,
    /// The articles.
    pub cites: Vec<Cite>,
}

/// All that the law says about a docket on a day.
#[derive(Debug, Clone, Default)]
pub struct Derived {
    /// The state of the main track.
    pub stage: Option<Stage>,
    /// Deadlines, earliest first.
    pub deadlines: Vec<Deadline>,
    /// Next steps.
    pub next: Next,
    /// Warnings, in the order of the facts.
    pub warnings: Vec<Warning>,
    /// Who handles it and whose claim it is.
    pub routing: Routing,
}
