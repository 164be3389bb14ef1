//! Which lines of a list: saved views and what narrows them down.

use super::search;
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
        Self::Open,
        Self::All,
    ];

    fn sql(self) -> &'static str {
        match self {
            Self::Unchecked => {
                "ended = 0 AND stage IN ('lead_registered', 'checking', '') AND (snoozed_until IS NULL OR snoozed_until <= :today)"
            }
            // One state: its index keeps the order of the list.
            Self::Undecided => "ended = 0 AND stage = 'check_done'",
            Self::Mine => "ended = 0 AND officer = :officer",
            Self::Unassigned => "ended = 0 AND officer = ''",
            Self::Procuratorate => "ended = 0 AND channel = 'procuratorate'",
            Self::DueThisWeek => "ended = 0 AND safe >= :today AND safe <= :week",
            Self::Overdue => "ended = 0 AND safe < :today AND due < :today AND status IN ('pending', 'overdue')",
            // `+` keeps the planner from walking all open lines for the few that have this.
            Self::Snoozed => "+ended = 0 AND snoozed_until > :today",
            Self::Questions => "+ended = 0 AND inbox.questions > 0",
            Self::Open => "ended = 0",
            Self::All => "1",
        }
    }
}

/// Which lines of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Leads (false), cases (true), or both.
    pub is_case: Option<bool>,
    /// The view.
    pub view: View,
    /// Everything typed has to be said about it.
    pub text: String,
    /// Column and value; columns are those of the lists.
    pub equals: Vec<(&'static str, String)>,
    /// At least this amount in fen.
    pub damage_over: Option<i64>,
    /// Due on or before.
    pub due_until: Option<String>,
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
            equals: Vec::new(),
            damage_over: None,
            due_until: None,
            today: today.to_string(),
            week: week.to_string(),
            officer: String::new(),
        }
    }

    /// The condition, and the values it names by number.
    pub(super) fn clause(&self) -> (String, Vec<Value>) {
        let mut values = vec![Value::Text(self.today.clone()), Value::Text(self.week.clone()), Value::Text(self.officer.clone())];
        let view = self.view.sql().replace(":today", "?1").replace(":week", "?2").replace(":officer", "?3");
        // Every parameter is named once, so that a view without it binds all the same.
        let mut sql = format!("({view}) AND (?1 IS NOT NULL OR ?2 IS NOT NULL OR ?3 IS NOT NULL)");
        let mut add = |text: &str, value: Value| {
            values.push(value);
            sql.push_str(&text.replace('?', &format!("?{}", values.len())));
        };
        if let Some(is_case) = self.is_case {
            let few = matches!(self.view, View::Undecided | View::Snoozed | View::Questions);
            add(if few { " AND +is_case = ?" } else { " AND is_case = ?" }, Value::Integer(i64::from(is_case)));
        }
        for (column, value) in &self.equals {
            add(&format!(" AND inbox.{column} = ?"), Value::Text(value.clone()));
        }
        if let Some(cents) = self.damage_over {
            add(" AND damage_cents > ?", Value::Integer(cents));
        }
        if let Some(day) = &self.due_until {
            add(" AND safe <= ?", Value::Text(day.clone()));
        }
        if let Some(query) = search::query(&self.text) {
            add(
                " AND inbox.docket IN (SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 5000)",
                Value::Text(query),
            );
        }
        (sql, values)
    }
}
