//! Open deadlines as the calendar reads them: in three parts, each paged by key, and how many fall on a day. A key press
//! reads one window, never the table.

use super::read::{DEADLINE, DeadlineRow, deadline_row};
use super::rows::{TASK, TASKS};
use super::{Store, StoreError};
use crate::law::OWN;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

/// A part of the agenda; they follow each other in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The due day has passed unanswered.
    Late,
    /// The safe day has passed, the due day has not.
    Near,
    /// The safe day is today or later, or nobody knows it.
    Ahead,
    /// Passed, and nobody is late: an advice, a notice, an earliest day, a risk.
    Past,
}

impl Part {
    /// In order.
    pub const ALL: [Self; 4] = [Self::Late, Self::Near, Self::Ahead, Self::Past];

    fn sql(self) -> String {
        let passed = "deadline.safe < ?1 AND deadline.due < ?1";
        match self {
            Self::Late => format!(" AND {passed} AND {BINDS}"),
            Self::Near => " AND deadline.safe < ?1 AND deadline.due >= ?1".to_owned(),
            Self::Ahead => " AND deadline.safe >= ?1".to_owned(),
            Self::Past => format!(" AND {passed} AND NOT ({BINDS})"),
        }
    }
}

/// Whether somebody is late once a deadline has passed.
pub(super) const BINDS: &str =
    "(deadline.status IN ('pending', 'overdue') AND nature NOT IN ('advisory', 'information', 'floor', 'risk'))";

/// Whose and which deadlines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of the dockets of an officer.
    pub officer: Option<String>,
    /// Of the dockets of a department.
    pub department: Option<String>,
    /// Of dockets in a stage.
    pub stage: Option<String>,
    /// Of a rule; `own.` is every own date.
    pub rule: Option<String>,
}

/// A work that has to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkRow {
    /// The docket.
    pub docket: i64,
    /// Who has it.
    pub officer: String,
    /// Its department.
    pub department: String,
    /// The last day to begin.
    pub begin: String,
    /// The day by which it has to be done.
    pub safe: String,
}

/// A stretch of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The part.
    pub part: Part,
    /// The first safe day, if not all before.
    pub from: Option<String>,
    /// The last one, if not all behind.
    pub until: Option<String>,
}

/// The place of a deadline within its part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The part.
    pub part: Part,
    /// The safe day.
    pub safe: String,
    /// The docket.
    pub docket: i64,
    /// Its place among the docket's deadlines.
    pub place: i64,
}

/// Dockets of an officer or in a stage up to which they are read first, their deadlines sorted; beyond, the deadlines are
/// walked by day, since one in few belongs to them.
const FEW: usize = 1_000;

/// Days that have come or will come, and behind the places of tasks the one of what nobody knows yet.
const DATED: &str = " AND deadline.safe >= ?1 AND deadline.safe < '9999-12-29'";
const UNDATED: &str = " AND deadline.safe > '9999-12-30'";

struct Query {
    from: &'static str,
    cond: String,
    values: Vec<Value>,
}

impl Query {
    fn add(&mut self, text: &str, value: Value) {
        self.values.push(value);
        self.cond.push_str(&text.replace('?', &format!("?{}", self.values.len())));
    }
}

impl Store {
    fn wanted(&self, wanted: &Wanted, today: &str, part: Option<Part>) -> Result<Query, StoreError> {
        let few = self.few(wanted)?;
        let from = if few {
            "inbox CROSS JOIN deadline ON deadline.docket = inbox.docket"
        } else {
            "deadline CROSS JOIN inbox ON inbox.docket = deadline.docket"
        };
        let mut query = Query {
            from,
            // What stands open without a date has a list of its own.
            cond: format!(
                "deadline.open = 1 AND nature <> '{TASKS}' AND ?1 IS NOT NULL{}",
                part.map_or_else(String::new, Part::sql)
            ),
            values: vec![Value::Text(today.to_owned())],
        };
        let inbox = [("officer", &wanted.officer), ("department", &wanted.department), ("stage", &wanted.stage)];
        for (column, value) in inbox.into_iter().filter_map(|(column, value)| Some((column, value.as_ref()?))) {
            query.add(&format!(" AND inbox.{column} = ?"), Value::Text(value.clone()));
        }
        match wanted.rule.as_deref() {
            Some(OWN) => query.cond.push_str(" AND nature = 'internal'"),
            Some(rule) => query.add(" AND deadline.rule = ?", Value::Text(rule.to_owned())),
            None => {}
        }
        Ok(query)
    }

    /// Whether few dockets are an officer's or in a stage.
    fn few(&self, wanted: &Wanted) -> Result<bool, StoreError> {
        for (column, value) in [("officer", &wanted.officer), ("stage", &wanted.stage)] {
            let Some(value) = value else { continue };
            let sql = format!("SELECT 1 FROM inbox WHERE {column} = ?1 LIMIT 1 OFFSET {FEW}");
            let more: Option<i64> = self.connection.prepare_cached(&sql)?.query_row([value], |row| row.get(0)).optional()?;
            if more.is_none() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Deadlines of a part, earliest first, after a place or from the start; or those before it, the nearest first.
    pub fn agenda(
        &self,
        wanted: &Wanted,
        today: &str,
        part: Part,
        from: Option<&Place>,
        backwards: bool,
        limit: usize,
    ) -> Result<Vec<DeadlineRow>, StoreError> {
        if part != Part::Ahead {
            return self.stretch(wanted, today, &part.sql(), from, backwards, limit);
        }
        // What stands open without a date lies between what has one and what waits for one, and there is much of it.
        let mut stretches = [DATED, UNDATED];
        if backwards {
            stretches.reverse();
        }
        let mut rows = Vec::new();
        for stretch in stretches {
            // A place in the other stretch is before or behind all of this one: one bound is enough for the index.
            let undated = stretch == UNDATED;
            let own = from.filter(|place| (place.safe.as_str() > TASK) == undated);
            let over = from.is_some() && own.is_none() && undated == backwards;
            let left = limit.saturating_sub(rows.len());
            if left > 0 && !over {
                rows.extend(self.stretch(wanted, today, stretch, own, backwards, left)?);
            }
        }
        Ok(rows)
    }

    /// The same along one stretch of the index.
    fn stretch(
        &self,
        wanted: &Wanted,
        today: &str,
        stretch: &str,
        from: Option<&Place>,
        backwards: bool,
        limit: usize,
    ) -> Result<Vec<DeadlineRow>, StoreError> {
        let mut query = self.wanted(wanted, today, None)?;
        query.cond.push_str(stretch);
        if let Some(place) = from {
            let at = query.values.len();
            let sign = if backwards { '<' } else { '>' };
            query.cond.push_str(&format!(
                " AND (deadline.safe, deadline.docket, deadline.place) {sign} (?{}, ?{}, ?{})",
                at + 1,
                at + 2,
                at + 3
            ));
            query.values.extend([Value::Text(place.safe.clone()), Value::Integer(place.docket), Value::Integer(place.place)]);
        }
        let way = if backwards { " DESC" } else { "" };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let sql = format!(
            "SELECT {DEADLINE} FROM {} WHERE {} ORDER BY deadline.safe{way}, deadline.docket{way}, deadline.place{way} LIMIT {limit}",
            query.from, query.cond
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(query.values), deadline_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many deadlines of each part fall on the days from one to another; before the lines are in memory, no further
    /// than `most` each.
    pub fn agenda_counts(&self, wanted: &Wanted, today: &str, spans: &[Span], most: usize) -> Result<Vec<i64>, StoreError> {
        if self.is_warm() {
            return self.lines(|lines| Ok(lines.count_dues(wanted, today, spans)));
        }
        spans.iter().map(|span| self.agenda_count(wanted, today, span, most)).collect()
    }

    fn agenda_count(&self, wanted: &Wanted, today: &str, span: &Span, most: usize) -> Result<i64, StoreError> {
        let mut query = self.wanted(wanted, today, Some(span.part))?;
        if [&wanted.officer, &wanted.department, &wanted.stage].iter().all(|one| one.is_none()) {
            query.from = "deadline";
        }
        for (text, day) in [(" AND deadline.safe >= ?", &span.from), (" AND deadline.safe <= ?", &span.until)] {
            if let Some(day) = day {
                query.add(text, Value::Text(day.clone()));
            }
        }
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {} WHERE {} LIMIT {most})", query.from, query.cond);
        Ok(self.connection.prepare_cached(&sql)?.query_row(params_from_iter(query.values), |row| row.get(0))?)
    }

    /// How many open deadlines fall on each day of a stretch, days without any left out.
    pub fn load(&self, wanted: &Wanted, from: &str, until: &str) -> Result<Vec<(String, i64)>, StoreError> {
        if *wanted == Wanted::default() {
            // By the index alone.
            let mut statement = self.connection.prepare_cached(
                "SELECT safe, count(*) FROM deadline WHERE open = 1 AND safe >= ?1 AND safe <= ?2 GROUP BY safe ORDER BY safe",
            )?;
            return Ok(statement.query_map([from, until], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?);
        }
        let mut query = self.wanted(wanted, "", None)?;
        query.add(" AND deadline.safe >= ?", Value::Text(from.to_owned()));
        query.add(" AND deadline.safe <= ?", Value::Text(until.to_owned()));
        let sql = format!(
            "SELECT deadline.safe, count(*) FROM {} WHERE {} GROUP BY deadline.safe ORDER BY deadline.safe",
            query.from, query.cond
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(query.values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Open deadlines whose work has to begin on the days from one to another, the earliest first.
    pub fn starts(&self, wanted: &Wanted, from: Option<&str>, until: &str) -> Result<Vec<DeadlineRow>, StoreError> {
        let mut query = self.wanted(wanted, "", None)?;
        // Along the index of what has to begin, which is short.
        query.from = "deadline CROSS JOIN inbox ON inbox.docket = deadline.docket";
        query.add(" AND begin <= ?", Value::Text(until.to_owned()));
        if let Some(from) = from {
            query.add(" AND begin >= ?", Value::Text(from.to_owned()));
        }
        let sql = format!(
            "SELECT {DEADLINE} FROM {} WHERE begin IS NOT NULL AND {} ORDER BY begin, deadline.docket, deadline.place",
            query.from, query.cond
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(query.values), deadline_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Works that have to begin until a day, whose and until when: what is needed to see which run at once.
    pub fn works(&self, wanted: &Wanted, until: &str) -> Result<Vec<WorkRow>, StoreError> {
        let mut query = self.wanted(wanted, "", None)?;
        query.from = "deadline CROSS JOIN inbox ON inbox.docket = deadline.docket";
        query.add(" AND begin <= ?", Value::Text(until.to_owned()));
        let sql = format!(
            "SELECT deadline.docket, officer, department, begin, deadline.safe FROM {} WHERE begin IS NOT NULL AND {}",
            query.from, query.cond
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(query.values), |row| {
            let (docket, officer, department) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(WorkRow { docket, officer, department, begin: row.get(3)?, safe: row.get(4)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many open deadlines of each rule fall on a day, the most first.
    pub fn rules_on(&self, wanted: &Wanted, day: &str) -> Result<Vec<(String, i64)>, StoreError> {
        let mut query = self.wanted(wanted, "", None)?;
        query.add(" AND deadline.safe = ?", Value::Text(day.to_owned()));
        let sql = format!(
            "SELECT CASE WHEN label <> '' THEN label ELSE deadline.rule END AS what, count(*) FROM {} WHERE {} GROUP BY what ORDER BY count(*) DESC, what",
            query.from, query.cond
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(query.values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
