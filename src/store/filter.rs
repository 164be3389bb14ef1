//! Which lines of a list: saved views and what narrows them down.

use super::search;
use super::{Column, Sort};
use rusqlite::types::Value;

/// A saved view of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum View {
    /// Leads whose check is not concluded.
    Unchecked,
    /// Leads whose check is concluded and for which nothing is proposed yet.
    Undecided,
    /// Open and mine.
    Mine,
    /// Open and nobody's.
    Unassigned,
    /// From the procuratorate.
    Procuratorate,
    /// Due within seven days.
    DueThisWeek,
    /// The due day has passed.
    Overdue,
    /// Put aside.
    Snoozed,
    /// With open questions.
    Questions,
    /// Turned down, and the procuratorate that sent it has not been told.
    Feedback,
    /// Handed over, and the other side has not confirmed it.
    Receipt,
    /// Something is to be done for which no text sets a number of days.
    Tasks,
    /// A stage was reached that nobody has entered in the reporting system.
    Unentered,
    /// Everything open.
    Open,
    /// Everything.
    All,
}

impl View {
    /// Every view in the order of the bar.
    pub const ALL: &'static [View] = &[
        Self::Unchecked,
        Self::Undecided,
        Self::Mine,
        Self::Unassigned,
        Self::Procuratorate,
        Self::DueThisWeek,
        Self::Overdue,
        Self::Snoozed,
        Self::Questions,
        Self::Feedback,
        Self::Receipt,
        Self::Tasks,
        Self::Unentered,
        Self::Open,
        Self::All,
    ];

    /// Its name in settings.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unchecked => "unchecked",
            Self::Undecided => "undecided",
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::Procuratorate => "procuratorate",
            Self::DueThisWeek => "due-this-week",
            Self::Overdue => "overdue",
            Self::Snoozed => "snoozed",
            Self::Questions => "questions",
            Self::Feedback => "feedback",
            Self::Receipt => "receipt",
            Self::Tasks => "tasks",
            Self::Unentered => "unentered",
            Self::Open => "open",
            Self::All => "all",
        }
    }

    /// The view of a name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|view| view.code() == code)
    }

    /// Whether it holds only lines with something left to do.
    pub(super) fn is_open(self) -> bool {
        !matches!(self, Self::All | Self::Feedback | Self::Receipt | Self::Tasks | Self::Unentered)
    }

    /// The index that holds all that it asks.
    pub(super) fn index(self) -> &'static str {
        match self {
            Self::Unchecked | Self::Undecided => "inbox_stage",
            Self::Mine | Self::Unassigned => "inbox_officer",
            Self::Procuratorate | Self::Feedback => "inbox_channel",
            Self::DueThisWeek | Self::Overdue | Self::Open => "inbox_order",
            Self::Snoozed => "inbox_snoozed",
            Self::Questions => "inbox_questions",
            Self::Receipt => "inbox_stage",
            Self::Tasks | Self::Unentered | Self::All => "inbox_kind",
        }
    }

    pub(super) fn sql(self) -> &'static str {
        match self {
            Self::Unchecked => {
                "ended = 0 AND stage IN ('lead_registered', 'checking', '') AND (snoozed_until IS NULL OR snoozed_until <= ?1)"
            }
            Self::Undecided => "ended = 0 AND stage = 'check_done'",
            Self::Mine => "ended = 0 AND officer = ?3",
            Self::Unassigned => "ended = 0 AND officer = ''",
            Self::Procuratorate => "ended = 0 AND channel = 'procuratorate'",
            Self::DueThisWeek => "ended = 0 AND safe >= ?1 AND safe <= ?2",
            Self::Overdue => "ended = 0 AND safe < ?1 AND due < ?1 AND status IN ('pending', 'overdue')",
            Self::Snoozed => "ended = 0 AND snoozed_until > ?1",
            Self::Questions => "ended = 0 AND inbox.questions > 0",
            // Few lines have that channel and state; only these are asked for their tasks.
            Self::Feedback => {
                "channel = 'procuratorate' AND +stage IN ('not_filed', 'archived') AND EXISTS (SELECT 1 FROM deadline AS task \
                 WHERE task.docket = inbox.docket AND task.nature = 'task' AND task.rule = 'feedback.procuratorate')"
            }
            Self::Receipt => {
                "stage = 'transferred' AND EXISTS (SELECT 1 FROM deadline AS task \
                 WHERE task.docket = inbox.docket AND task.nature = 'task' AND task.rule = 'transfer.receipt')"
            }
            Self::Tasks => {
                "inbox.docket IN (SELECT task.docket FROM deadline AS task WHERE task.open = 1 AND task.safe = '9999-12-30')"
            }
            Self::Unentered => {
                "inbox.docket IN (SELECT task.docket FROM deadline AS task WHERE task.open = 1 AND task.safe = '9999-12-30' \
                 AND task.nature = 'task' AND task.rule = 'progress.entry')"
            }
            Self::Open => "ended = 0",
            Self::All => "1",
        }
    }
}

/// Names every parameter once, so that a condition without it binds all the same.
pub(super) const NAMED: &str = "(?1 IS NOT NULL OR ?2 IS NOT NULL OR ?3 IS NOT NULL)";

/// Something that is so or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flag {
    /// The due day has passed.
    Overdue,
    /// Put aside, and the day has not come.
    Snoozed,
    /// Nobody has it.
    Unassigned,
    /// The asking officer has it.
    Mine,
    /// With open questions.
    Questions,
    /// Inside a red line.
    RedLine,
    /// Inside a protected area.
    Protected,
    /// Under supervision that has not been closed.
    Supervised,
    /// Marked as major.
    Major,
    /// Something is left to do.
    Open,
    /// Nothing is left to do.
    Ended,
}

/// What a line may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// The column holds exactly this.
    Is(Column, String),
    /// The column holds this text somewhere, whatever the case of Latin letters.
    Has(Column, String),
    /// The party is known under this name, a spelling of it, or this code.
    Party(String),
    /// The day of the column lies between these, both included.
    Days(Column, Option<String>, Option<String>),
    /// The amount lies between these, in fen, both included.
    Cents(Option<i64>, Option<i64>),
    /// Nothing is said in the column.
    Nothing(Column),
    /// It is so.
    Flag(Flag),
    /// All these words are said about it.
    Words(String),
}

/// One of these holds, or none of them does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Condition {
    /// None of them holds.
    pub not: bool,
    /// What is asked.
    pub any: Vec<Term>,
}

impl Condition {
    /// One question.
    #[must_use]
    pub fn of(term: Term) -> Self {
        Self { not: false, any: vec![term] }
    }
}

/// Which lines of a list, and in what order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Leads (false), cases (true), or both.
    pub is_case: Option<bool>,
    /// The view.
    pub view: View,
    /// Everything typed has to be said about it.
    pub text: String,
    /// All of these hold.
    pub conditions: Vec<Condition>,
    /// In what order.
    pub sort: Sort,
    /// The day of asking.
    pub today: String,
    /// Seven days on.
    pub week: String,
    /// Who asks.
    pub officer: String,
}

impl Filter {
    /// Everything, as of a day.
    #[must_use]
    pub fn all(today: crate::docket::Day) -> Self {
        let week = today.checked_add_days(chrono::Days::new(7)).unwrap_or(today);
        Self {
            is_case: None,
            view: View::All,
            text: String::new(),
            conditions: Vec::new(),
            sort: Sort::default(),
            today: today.to_string(),
            week: week.to_string(),
            officer: String::new(),
        }
    }

    /// The values that conditions name as `?1`, `?2` and `?3`.
    pub(super) fn named(&self) -> Vec<Value> {
        vec![Value::Text(self.today.clone()), Value::Text(self.week.clone()), Value::Text(self.officer.clone())]
    }

    /// Whether only its view narrows it down.
    pub(super) fn is_plain(&self) -> bool {
        self.conditions.is_empty() && search::query(&self.text).is_none()
    }

    /// What its view asks, and the values that this names by number.
    pub(super) fn clause(&self) -> (String, Vec<Value>) {
        let kind = match self.is_case {
            Some(true) => " AND is_case = 1",
            Some(false) => " AND is_case = 0",
            None => "",
        };
        (format!("{} AND {NAMED}{kind}", self.view.sql()), self.named())
    }

    /// The lines of its view by the view's own index, which holds all that it asks.
    pub(super) fn counted(&self, what: &str) -> String {
        let index = if self.is_case.is_some() { format!("INDEXED BY {} ", self.view.index()) } else { String::new() };
        format!("SELECT {what} FROM inbox {index}WHERE {}", self.clause().0)
    }
}
