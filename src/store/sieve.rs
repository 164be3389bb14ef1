//! Sets of dockets beside a query: what the full-text index found, asked line by line while a list is walked in its order,
//! and a bound on how far it is walked.

use super::{Store, StoreError};
use rusqlite::functions::FunctionFlags;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::sync::{Arc, Mutex, PoisonError};

/// Dockets by number, one bit each.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Set {
    words: Vec<u64>,
    len: usize,
}

impl Set {
    pub(super) fn insert(&mut self, docket: i64) {
        let Ok(docket) = usize::try_from(docket) else { return };
        let (word, bit) = (docket / 64, 1 << (docket % 64));
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        if let Some(word) = self.words.get_mut(word)
            && *word & bit == 0
        {
            *word |= bit;
            self.len += 1;
        }
    }

    pub(super) fn has(&self, docket: i64) -> bool {
        let Ok(docket) = usize::try_from(docket) else { return false };
        self.words.get(docket / 64).is_some_and(|word| word & (1 << (docket % 64)) != 0)
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Those that are in the other set too.
    pub(super) fn and(&self, other: &Self) -> Self {
        let words: Vec<u64> = self.words.iter().zip(&other.words).map(|(one, other)| one & other).collect();
        let len = words.iter().map(|word| word.count_ones() as usize).sum();
        Self { words, len }
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = i64> {
        let inside = |(at, word): (usize, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| (at * 64 + bit) as i64)
        };
        self.words.iter().enumerate().flat_map(inside)
    }
}

/// What the function `sieve(n, docket)` answers from while a query runs.
#[derive(Debug, Default)]
struct Held {
    sets: Vec<Arc<Set>>,
    /// How many lines may still be looked at.
    left: usize,
}

/// The full-text answers that were asked last, with the state of the database that they hold for.
type Known = Vec<(String, (i64, u64), Arc<Set>)>;

/// The sets of a connection.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    held: Arc<Mutex<Held>>,
    known: Mutex<Known>,
}

/// Full-text answers that are kept: what is being typed, and what the view asks beside it.
const KEPT: usize = 6;

#[derive(Debug, thiserror::Error)]
#[error("looked at more lines than were allowed")]
struct TooFar;

impl Sieve {
    /// Makes the function known to a connection.
    pub(super) fn on(connection: &Connection) -> Result<Self, StoreError> {
        let sieve = Self::default();
        let held = Arc::clone(&sieve.held);
        connection.create_scalar_function("sieve", 2, FunctionFlags::SQLITE_UTF8, move |call| {
            let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
            let (n, docket): (i64, i64) = (call.get(0)?, call.get(1)?);
            if n < 0 {
                held.left = held.left.checked_sub(1).ok_or_else(|| rusqlite::Error::UserFunctionError(Box::new(TooFar)))?;
                return Ok(true);
            }
            Ok(usize::try_from(n).ok().and_then(|n| held.sets.get(n)).is_none_or(|set| set.has(docket)))
        })?;
        Ok(sieve)
    }

    /// Sets what is asked next, and how many lines may be looked at.
    pub(super) fn hold(&self, sets: Vec<Arc<Set>>, left: usize) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Held { sets, left };
    }
}

/// Whether a query ended because it had looked at as many lines as it might.
pub(super) fn too_far(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(_, Some(text)) if text == &TooFar.to_string())
}

impl Store {
    /// Dockets that a query names in its first column, at most so many.
    pub(super) fn set(&self, sql: &str, values: &[Value], most: usize) -> Result<Set, StoreError> {
        let mut set = Set::default();
        let mut statement = self.connection.prepare_cached(&format!("{sql} LIMIT {most}"))?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            set.insert(row.get(0)?);
        }
        Ok(set)
    }

    /// Forgets the full-text answers that were kept: for measuring.
    pub fn forget(&self) {
        self.sieve.known.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// All dockets that a full-text query finds. Asked again while nothing was written, it costs nothing.
    pub(super) fn found(&self, query: &str) -> Result<Arc<Set>, StoreError> {
        let state = (self.data_version()?, self.connection.total_changes());
        let mut known = self.sieve.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, _, set)) = known.iter().find(|(known, at, _)| known == query && *at == state) {
            return Ok(Arc::clone(set));
        }
        let sql = "SELECT rowid FROM search WHERE search MATCH ?1";
        let set = Arc::new(self.set(sql, &[Value::Text(query.to_owned())], i64::MAX as usize)?);
        known.retain(|(known, at, _)| known != query && *at == state);
        known.truncate(KEPT - 1);
        known.insert(0, (query.to_owned(), state, Arc::clone(&set)));
        Ok(set)
    }
}
