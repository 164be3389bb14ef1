//! How a filter is answered: a few dockets that one index or the full text names are read and sorted; otherwise the list is
//! walked in its order until the page is full. A walk that meets too few is given up for the sets of all conditions.

use super::filter::{Condition, Filter, Flag, Term, View};
use super::sieve::Set;
use super::{Column, Store, StoreError, search};
use rusqlite::types::Value;
use std::sync::Arc;

/// So many lines are read and sorted at most.
const FEW: usize = 1_500;
/// After a walk that met too few: reading these costs less than walking on.
const MANY: usize = 8_000;
/// So many lines a walk looks at before it is given up.
pub(super) const FAR: usize = 2_500;

/// How a filter is answered.
pub(super) enum Plan {
    /// From these dockets.
    Few(Vec<i64>),
    /// Along the order of the list, asking these sets.
    Walk(Vec<Arc<Set>>),
}

/// A condition that one index answers without reading lines.
struct Source {
    sql: String,
    values: Vec<Value>,
}

impl Filter {
    fn source(&self, index: &str, conditions: &[String], mut values: Vec<Value>) -> Source {
        let kind = match self.is_case {
            Some(true) => "is_case = 1",
            Some(false) => "is_case = 0",
            None => "is_case IN (0, 1)",
        };
        let mut sql = format!("SELECT docket FROM inbox INDEXED BY {index} WHERE {kind} AND {}", super::filter::NAMED);
        for condition in conditions {
            sql.push_str(" AND ");
            sql.push_str(condition);
        }
        if values.is_empty() {
            values = self.named();
        }
        Source { sql, values }
    }

    /// What its view asks, by an index.
    fn of_view(&self) -> Option<Source> {
        if self.view == View::All && self.is_case.is_none() {
            return None;
        }
        Some(self.source(self.view.index(), &[self.view.sql().to_owned()], Vec::new()))
    }

    /// What a condition asks, by an index; `None` where none answers it.
    fn of_condition(&self, condition: &Condition) -> Option<Source> {
        if condition.not || condition.any.is_empty() {
            return None;
        }
        let indexes: Vec<&str> = condition.any.iter().map(index).collect::<Option<_>>()?;
        let one = *indexes.first()?;
        if indexes.iter().any(|index| *index != one) {
            return None;
        }
        let mut values = self.named();
        let any: Vec<String> = condition.any.iter().map(|term| term.sql(&mut values)).collect();
        Some(self.source(one, &[format!("({})", any.join(" OR "))], values))
    }
}

/// The index that answers a term.
fn index(term: &Term) -> Option<&'static str> {
    Some(match term {
        Term::Is(column, _) | Term::Nothing(column) => match column {
            Column::Number => "inbox_by_number",
            Column::Title => "inbox_by_title",
            Column::Place => "inbox_by_place",
            Column::Department => "inbox_by_department",
            Column::Party => "inbox_by_party",
            Column::Officer => "inbox_by_officer",
            Column::Stage => "inbox_by_stage",
            Column::Channel => "inbox_by_channel",
            Column::Medium => "inbox_by_medium",
            Column::Matter => "inbox_by_matter",
            Column::Rule => "inbox_by_rule",
            Column::Damage => "inbox_by_damage",
            Column::Received => "inbox_by_received",
            Column::Due => "inbox_kind",
            Column::Snoozed | Column::Questions | Column::RedLine => return None,
        },
        Term::Cents(..) => "inbox_by_damage",
        Term::Days(Column::Due, ..) => "inbox_kind",
        Term::Days(Column::Received, ..) => "inbox_by_received",
        Term::Days(Column::Snoozed, ..) => "inbox_by_snoozed",
        Term::Flag(flag) => match flag {
            Flag::Overdue | Flag::Open => "inbox_order",
            Flag::Snoozed => "inbox_by_snoozed",
            Flag::Unassigned | Flag::Mine => "inbox_by_officer",
            Flag::Questions => "inbox_by_questions",
            Flag::RedLine => "inbox_red_line",
            Flag::Protected => "inbox_protected",
            Flag::Supervised => "inbox_supervised",
            Flag::Major => "inbox_major",
            Flag::Ended => "inbox_order",
        },
        Term::Days(..) | Term::Has(..) | Term::Party(..) | Term::Words(_) => return None,
    })
}

/// The full-text query without which a term cannot hold.
fn said(term: &Term) -> Option<String> {
    match term {
        Term::Words(words) => search::query(words),
        // A text of Han characters stands in a column only where the full text has it; a part of a word of letters may not.
        Term::Has(_, text) if search::is_han_text(text) => search::query(text),
        _ => None,
    }
}

impl Store {
    /// How a filter is answered. `thorough`: a walk was given up.
    pub(super) fn plan(&self, filter: &Filter, thorough: bool) -> Result<Plan, StoreError> {
        let mut sets: Vec<Arc<Set>> = Vec::new();
        if let Some(query) = search::query(&filter.text) {
            sets.push(self.found(&query)?);
        }
        for condition in filter.conditions.iter().filter(|condition| !condition.not) {
            if let [term] = condition.any.as_slice()
                && let Some(query) = said(term)
            {
                sets.push(self.found(&query)?);
            }
        }
        if let Some(set) = sets.iter().min_by_key(|set| set.len()).filter(|set| set.len() <= FEW) {
            return Ok(Plan::Few(set.ids().collect()));
        }
        let sources = filter.of_view().into_iter().chain(filter.conditions.iter().filter_map(|one| filter.of_condition(one)));
        for source in sources {
            if thorough {
                sets.push(Arc::new(self.set(&source.sql, &source.values, i64::MAX as usize)?));
            } else {
                let set = self.set(&source.sql, &source.values, FEW + 1)?;
                if set.len() <= FEW {
                    return Ok(Plan::Few(set.ids().collect()));
                }
            }
        }
        if thorough && let Some((first, rest)) = sets.split_first() {
            let all = rest.iter().fold(Arc::clone(first), |all, set| Arc::new(all.and(set)));
            return Ok(if all.len() <= MANY { Plan::Few(all.ids().collect()) } else { Plan::Walk(vec![all]) });
        }
        Ok(Plan::Walk(sets))
    }
}
