//! Open deadlines in memory: what the calendar counts by, so that any choice of whose and which is counted by looking at
//! each once.

use super::StoreError;
use super::agenda::{Part, Span, Wanted};
use super::lines::Lines;
use super::rows::TASKS;
use super::sieve::Set;
use crate::law::OWN;
use rusqlite::{Connection, Row};
use std::collections::BTreeSet;

/// A day as a number that grows with it: its digits.
fn number(day: &str) -> u32 {
    day.bytes().filter(u8::is_ascii_digit).fold(0, |number, digit| number.wrapping_mul(10).wrapping_add(u32::from(digit - b'0')))
}

#[derive(Debug)]
struct Due {
    docket: u32,
    safe: u32,
    /// The due day; `None` where none is known.
    last: Option<u32>,
    /// Somebody is late once it has passed.
    binds: bool,
    /// Place of the rule among the known ones.
    rule: usize,
}

impl Due {
    /// As `Part` says it.
    fn part(&self, today: u32) -> Option<Part> {
        if self.safe >= today {
            return Some(Part::Ahead);
        }
        let passed = self.last? < today;
        Some(if !passed {
            Part::Near
        } else if self.binds {
            Part::Late
        } else {
            Part::Past
        })
    }
}

/// All open deadlines.
#[derive(Debug, Default)]
pub(super) struct Dues {
    all: Vec<Due>,
    rules: Vec<String>,
}

impl Dues {
    fn select() -> String {
        format!("SELECT docket, safe, due, {}, rule FROM deadline WHERE open = 1 AND nature <> '{TASKS}'", super::agenda::BINDS)
    }

    /// Reads all of them.
    pub(super) fn read(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let mut statement = connection.prepare(&Self::select())?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.put(row)?;
        }
        Ok(())
    }

    /// Reads those of some dockets again.
    pub(super) fn again(&mut self, connection: &Connection, dockets: &BTreeSet<i64>) -> Result<(), StoreError> {
        if dockets.is_empty() {
            return Ok(());
        }
        self.all.retain(|one| !dockets.contains(&i64::from(one.docket)));
        let mut statement = connection.prepare_cached(&format!("{} AND docket = ?1", Self::select()))?;
        for docket in dockets {
            let mut rows = statement.query([docket])?;
            while let Some(row) = rows.next()? {
                self.put(row)?;
            }
        }
        Ok(())
    }

    fn put(&mut self, row: &Row<'_>) -> Result<(), StoreError> {
        let text = |at: usize| -> rusqlite::Result<Option<&str>> { Ok(row.get_ref(at)?.as_str_or_null()?) };
        let name = text(4)?.unwrap_or_default();
        // Own dates are one kind: each has a name of its own.
        let name = if name.starts_with(OWN) { OWN } else { name };
        let rule = match self.rules.iter().position(|rule| rule == name) {
            Some(rule) => rule,
            None => {
                self.rules.push(name.to_owned());
                self.rules.len() - 1
            }
        };
        self.all.push(Due {
            docket: row.get(0)?,
            safe: number(text(1)?.unwrap_or_default()),
            last: text(2)?.map(number),
            binds: row.get(3)?,
            rule,
        });
        Ok(())
    }
}

impl Lines {
    /// How many open deadlines each stretch holds.
    pub(super) fn count_dues(&self, wanted: &Wanted, today: &str, spans: &[Span]) -> Vec<i64> {
        let inbox = [("officer", &wanted.officer), ("department", &wanted.department), ("stage", &wanted.stage)];
        let mut whose: Option<Set> = None;
        for (column, value) in inbox.into_iter().filter_map(|(column, value)| Some((column, value.as_ref()?))) {
            let set = self.word(column, |word| word == value);
            match &mut whose {
                Some(whose) => whose.and(&set),
                none => *none = Some(set),
            }
        }
        let rule = wanted.rule.as_ref().map(|wanted| self.dues.rules.iter().position(|rule| rule == wanted));
        let today = number(today);
        let spans: Vec<(Part, u32, u32)> = spans
            .iter()
            .map(|span| (span.part, span.from.as_deref().map_or(0, number), span.until.as_deref().map_or(u32::MAX, number)))
            .collect();
        let mut counts = vec![0; spans.len()];
        let held = self.dues.all.iter().filter(|one| {
            rule.is_none_or(|rule| rule == Some(one.rule)) && whose.as_ref().is_none_or(|whose| whose.has(i64::from(one.docket)))
        });
        for one in held {
            let Some(part) = one.part(today) else { continue };
            for (count, (of, from, until)) in counts.iter_mut().zip(&spans) {
                *count += i64::from(*of == part && (*from..=*until).contains(&one.safe));
            }
        }
        counts
    }
}
