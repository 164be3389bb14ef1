//! What a filter holds: each condition as a set of dockets, taken together.

use super::column::Void;
use super::filter::{Filter, Flag, Term, View};
use super::lines::{CASE, ENDED, ENTRY, FEEDBACK, Lines, MAJOR, PROTECTED, RECEIPT, RED_LINE, SUPERVISED, TASK, THERE};
use super::rows::NO_DUE;
use super::sieve::Set;
use super::{Column, Store, StoreError, search};
use crate::law::names::fold;
use rusqlite::types::Value;

impl Store {
    /// The dockets that a filter holds.
    pub(super) fn held(&self, filter: &Filter, lines: &Lines) -> Result<Set, StoreError> {
        let mut all = match filter.is_case {
            Some(true) => lines.bits(THERE | CASE, THERE | CASE),
            Some(false) => lines.bits(THERE | CASE, THERE),
            None => lines.bits(THERE, THERE),
        };
        for set in in_view(filter, lines) {
            all.and(&set);
        }
        for condition in &filter.conditions {
            let mut any = Set::default();
            for term in &condition.any {
                any.or(&self.of_term(term, filter, lines)?);
            }
            if condition.not { all.without(&any) } else { all.and(&any) }
        }
        if let Some(query) = search::query(&filter.text) {
            all.and(&self.said(&query, lines)?);
        }
        Ok(all)
    }

    /// The dockets about which such is said.
    fn said(&self, query: &search::Query, lines: &Lines) -> Result<Set, StoreError> {
        let mut all = lines.starts(query.starts);
        if let Some(index) = &query.index {
            all.and(&*self.found(index)?);
        }
        Ok(all)
    }

    fn of_term(&self, term: &Term, filter: &Filter, lines: &Lines) -> Result<Set, StoreError> {
        Ok(match term {
            Term::Is(column, value) => lines.word(column.shown(), |word| word == value),
            Term::Has(column, value) => has(lines, *column, value),
            Term::Party(name) => {
                let mut known = has(lines, Column::Party, name);
                for (column, value) in [("folded", fold(name)), ("code", name.to_uppercase())] {
                    let sql = format!("SELECT docket FROM party WHERE {column} = ?1 AND {column} <> ''");
                    known.or(&self.set(&sql, &[Value::Text(value)])?);
                }
                known
            }
            Term::Days(column, from, until) => lines.word(column.shown(), |day| {
                !silent(*column, day)
                    && from.as_ref().is_none_or(|from| day >= from.as_str())
                    && until.as_ref().is_none_or(|until| day <= until.as_str())
            }),
            Term::Cents(from, until) => lines.cents(|cents| {
                cents.is_some_and(|cents| from.is_none_or(|from| cents >= from) && until.is_none_or(|until| cents <= until))
            }),
            Term::Nothing(Column::Damage) => lines.cents(|cents| cents.is_none()),
            Term::Nothing(Column::Questions) => lines.questions(|many| many == 0),
            Term::Nothing(Column::RedLine) => lines.bits(RED_LINE, 0),
            Term::Nothing(column) => lines.word(column.shown(), |word| silent(*column, word)),
            Term::Flag(flag) => match flag {
                Flag::Overdue => overdue(filter, lines),
                Flag::Snoozed => lines.word("snoozed_until", |day| day > filter.today.as_str()),
                Flag::Unassigned => lines.word("officer", str::is_empty),
                Flag::Mine => lines.word("officer", |word| !word.is_empty() && word == filter.officer),
                Flag::Questions => lines.questions(|many| many > 0),
                Flag::RedLine => lines.bits(RED_LINE, RED_LINE),
                Flag::Protected => lines.bits(PROTECTED, PROTECTED),
                Flag::Supervised => lines.bits(SUPERVISED, SUPERVISED),
                Flag::Major => lines.bits(MAJOR, MAJOR),
                Flag::Open => lines.bits(ENDED, 0),
                Flag::Ended => lines.bits(ENDED, ENDED),
            },
            Term::Words(words) => match search::query(words) {
                Some(query) => self.said(&query, lines)?,
                // Nothing in it can be searched for.
                None => lines.bits(0, 0),
            },
        })
    }
}

/// Sets whose common lines the view holds.
fn in_view(filter: &Filter, lines: &Lines) -> Vec<Set> {
    let open = || lines.bits(ENDED, 0);
    let is = |column, wanted: &[&str]| lines.word(column, |word| wanted.contains(&word));
    match filter.view {
        View::Unchecked => vec![
            open(),
            is("stage", &["lead_registered", "checking", ""]),
            lines.word("snoozed_until", |day| day <= filter.today.as_str()),
        ],
        View::Undecided => vec![open(), is("stage", &["check_done"])],
        View::Mine => vec![open(), is("officer", &[&filter.officer])],
        View::Unassigned => vec![open(), is("officer", &[""])],
        View::Procuratorate => vec![open(), is("channel", &["procuratorate"])],
        View::DueThisWeek => {
            vec![open(), lines.word("safe", |day| day >= filter.today.as_str() && day <= filter.week.as_str())]
        }
        View::Overdue => vec![overdue(filter, lines)],
        View::Snoozed => vec![open(), lines.word("snoozed_until", |day| day > filter.today.as_str())],
        View::Questions => vec![open(), lines.questions(|many| many > 0)],
        View::Feedback => {
            vec![is("channel", &["procuratorate"]), is("stage", &["not_filed", "archived"]), lines.tasks(FEEDBACK)]
        }
        View::Receipt => vec![is("stage", &["transferred"]), lines.tasks(RECEIPT)],
        View::Tasks => vec![lines.tasks(TASK)],
        View::Unentered => vec![lines.tasks(ENTRY)],
        View::Open => vec![open()],
        View::All => Vec::new(),
    }
}

/// The due day has passed, and nobody has answered.
fn overdue(filter: &Filter, lines: &Lines) -> Set {
    let before = |day: &str| !day.is_empty() && day < filter.today.as_str();
    let mut all = lines.bits(ENDED, 0);
    all.and(&lines.word("safe", before));
    all.and(&lines.word("due", before));
    all.and(&lines.word("status", |status| matches!(status, "pending" | "overdue")));
    all
}

/// Whether a word of a column says nothing.
fn silent(column: Column, word: &str) -> bool {
    if column.void() == Void::NoDue { word == NO_DUE || word.is_empty() } else { word.is_empty() }
}

/// Lines whose column holds a text somewhere, whatever the case of Latin letters.
fn has(lines: &Lines, column: Column, text: &str) -> Set {
    let text = text.to_ascii_lowercase();
    let finder = memchr::memmem::Finder::new(text.as_bytes());
    lines.word(column.shown(), |word| {
        if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            finder.find(word.to_ascii_lowercase().as_bytes()).is_some()
        } else {
            finder.find(word.as_bytes()).is_some()
        }
    })
}
