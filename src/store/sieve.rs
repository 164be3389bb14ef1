//! Sets of dockets: what the full-text index found and what the lines say, and a bound on how far a list is walked.

use super::{Store, StoreError};
use rusqlite::functions::FunctionFlags;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Dockets by number, one bit each.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Set(Vec<u64>);

impl Set {
    /// Of the numbers below `size` those that are such.
    pub(super) fn of(size: usize, holds: impl Fn(usize) -> bool) -> Self {
        let word = |word: usize| {
            let inside = word * 64..size.min(word * 64 + 64);
            inside.fold(0, |bits, at| bits | u64::from(holds(at)) << (at % 64))
        };
        Self((0..size.div_ceil(64)).map(word).collect())
    }

    pub(super) fn insert(&mut self, docket: i64) {
        let Ok(docket) = usize::try_from(docket) else { return };
        let (word, bit) = (docket / 64, 1 << (docket % 64));
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    pub(super) fn has(&self, docket: i64) -> bool {
        let Ok(docket) = usize::try_from(docket) else { return false };
        self.0.get(docket / 64).is_some_and(|word| word & (1 << (docket % 64)) != 0)
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Leaves those that are in the other set too.
    pub(super) fn and(&mut self, other: &Self) {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one &= other);
    }

    /// Takes in those of the other set.
    pub(super) fn or(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one |= other);
    }

    /// Leaves those that are not in the other set.
    pub(super) fn without(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one &= !other);
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = i64> {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                left &= left.checked_sub(1)?;
                Some((at * 64 + bit) as i64)
            })
        })
    }
}

/// The full-text answers that were asked last, with the state of the database that they hold for.
type Known = Vec<(String, (i64, u64), Arc<Set>)>;

/// The sets of a connection.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    /// How many lines a walk may still look at.
    left: Arc<AtomicUsize>,
    known: Mutex<Known>,
}

/// Full-text answers that are kept: what is being typed, and what the view asks beside it.
const KEPT: usize = 6;

#[derive(Debug, thiserror::Error)]
#[error("looked at more lines than were allowed")]
struct TooFar;

impl Sieve {
    /// Makes the function `looked(docket)` known to a connection.
    pub(super) fn on(connection: &Connection) -> Result<Self, StoreError> {
        let sieve = Self::default();
        let left = Arc::clone(&sieve.left);
        connection.create_scalar_function("looked", 1, FunctionFlags::SQLITE_UTF8, move |_| {
            let one = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
            one.map(|_| true).map_err(|_| rusqlite::Error::UserFunctionError(Box::new(TooFar)))
        })?;
        Ok(sieve)
    }

    /// Sets how many lines the next walk may look at.
    pub(super) fn allow(&self, left: usize) {
        self.left.store(left, Ordering::Relaxed);
    }
}

/// Whether a query ended because it had looked at as many lines as it might.
pub(super) fn too_far(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(_, Some(text)) if text == &TooFar.to_string())
}

impl Store {
    /// Dockets that a query names in its first column.
    pub(super) fn set(&self, sql: &str, values: &[Value]) -> Result<Set, StoreError> {
        let mut set = Set::default();
        let mut statement = self.connection.prepare_cached(sql)?;
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
        let set = Arc::new(self.set(sql, &[Value::Text(query.to_owned())])?);
        known.retain(|(known, at, _)| known != query && *at == state);
        known.truncate(KEPT - 1);
        known.insert(0, (query.to_owned(), state, Arc::clone(&set)));
        Ok(set)
    }
}
