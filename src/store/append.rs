//! Writing: one transaction with revision check, facts, derived rows and the log link.

use super::chain::{self, Link};
use super::{Rows, Store, StoreError, StoredDocket, read, rows};
use crate::docket::{Docket, Fact, FactId};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde_json::Value;
use std::borrow::Cow;

/// What an entry is written to.
#[derive(Debug, Clone)]
pub enum Target {
    /// A docket that was read at a revision.
    Existing {
        /// The docket.
        id: i64,
        /// Its revision when it was read.
        revision: i64,
    },
    /// A new docket.
    New {
        /// Profile and attributes; facts are those of the entry.
        docket: Box<Docket>,
        /// Version of the profile.
        profile_version: String,
        /// What makes it the same lead as another; empty if nothing does.
        fingerprint: String,
        /// Open questions of its import, as JSON.
        questions: String,
    },
}

/// Facts for one docket.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The docket.
    pub target: Target,
    /// The facts, unnumbered.
    pub facts: Vec<Fact>,
}

/// One transaction: one log link, one undo step.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// The named command.
    pub command: String,
    /// Who.
    pub by: String,
    /// When, in seconds since 1970.
    pub at: i64,
    /// One line for the log.
    pub summary: String,
    /// The link whose facts it takes back.
    pub undoes: Option<i64>,
    /// What to write.
    pub entries: Vec<Entry>,
    /// New dockets that are in the database already are left out instead of refused.
    pub skip_doubled: bool,
    /// Settings that change with it.
    pub settings: Vec<(String, String)>,
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipt {
    /// The log link.
    pub link: i64,
    /// The dockets, in the order of the entries written.
    pub dockets: Vec<i64>,
    /// The facts.
    pub facts: Vec<FactId>,
    /// Entries left out because the lead is in the database already.
    pub doubled: Vec<usize>,
}

impl Store {
    /// Writes a batch; `Ok(None)` when `progress` said stop and nothing was written. After a failure of the disk the file is
    /// opened anew, so that what is read next is what stands in it.
    pub fn append(
        &mut self,
        batch: &Batch,
        derive: &dyn Fn(&StoredDocket) -> Rows,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Option<Receipt>, StoreError> {
        let written = self.write(batch, derive, progress);
        if written.as_ref().is_err_and(StoreError::is_fatal) {
            // Where it does not open either, the first failure is the one to tell.
            let _ = self.reopen();
        }
        written
    }

    fn write(
        &mut self,
        batch: &Batch,
        derive: &dyn Fn(&StoredDocket) -> Rows,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Option<Receipt>, StoreError> {
        if self.read_only {
            return Err(StoreError::ReadOnly);
        }
        let _lock = self.lock()?;
        let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        let (last, previous) = chain::head(&transaction)?;
        let mut receipt = Receipt { link: last + 1, ..Receipt::default() };
        for (index, entry) in batch.entries.iter().enumerate() {
            write_entry(&transaction, batch, index, entry, derive, &mut receipt)?;
            if index % 100 == 99 && !progress(index + 1) {
                return Ok(None);
            }
        }
        if receipt.dockets.is_empty() && !batch.entries.is_empty() {
            // Everything was doubled: nothing happened, so nothing is logged.
            receipt.link = last;
            return Ok(Some(receipt));
        }
        for (key, value) in &batch.settings {
            super::keep_setting(&transaction, key, value)?;
        }
        let facts_hash = chain::content(&transaction, receipt.link)?;
        let link = Link {
            n: receipt.link,
            at: batch.at,
            by: &batch.by,
            command: &batch.command,
            summary: &batch.summary,
            undoes: batch.undoes,
            facts_hash: &facts_hash,
            previous: &previous,
        };
        chain::write(&transaction, &link)?;
        transaction.commit()?;
        self.witness();
        Ok(Some(receipt))
    }
}

fn write_entry(
    connection: &Connection,
    batch: &Batch,
    index: usize,
    entry: &Entry,
    derive: &dyn Fn(&StoredDocket) -> Rows,
    receipt: &mut Receipt,
) -> Result<(), StoreError> {
    let id = match &entry.target {
        Target::Existing { id, revision } => {
            let have: i64 = connection
                .prepare_cached("SELECT revision FROM docket WHERE id = ?1")?
                .query_row([id], |row| row.get(0))
                .optional()?
                .ok_or(StoreError::NoDocket(*id))?;
            if have != *revision {
                return Err(StoreError::Stale { docket: *id, have, expected: *revision });
            }
            connection.prepare_cached("UPDATE docket SET revision = revision + 1 WHERE id = ?1")?.execute([id])?;
            *id
        }
        Target::New { docket, profile_version, fingerprint, questions } => {
            let fingerprint = (!fingerprint.is_empty()).then_some(fingerprint);
            if let Some(known) = known(connection, fingerprint)? {
                if batch.skip_doubled {
                    receipt.doubled.push(index);
                    return Ok(());
                }
                return Err(StoreError::Doubled(known));
            }
            let attributes = serde_json::to_string(&docket.attributes).unwrap_or_default();
            connection
                .prepare_cached("INSERT INTO docket (profile, profile_version, attributes, fingerprint, questions, revision, log) VALUES (?1,?2,?3,?4,?5,1,?6)")?
                .execute(params![docket.profile, profile_version, attributes, fingerprint, questions, receipt.link])?;
            connection.last_insert_rowid()
        }
    };
    let mut written = Vec::with_capacity(entry.facts.len());
    for fact in &entry.facts {
        let fact = &named(fact, &receipt.dockets);
        written.push(write_fact(connection, batch, id, fact, receipt)?);
    }
    let stored = match &entry.target {
        // A new docket is known in full: reading it back would double the cost of an import.
        Target::New { docket, profile_version, questions, .. } => Some(StoredDocket {
            docket: Docket { id, facts: written, ..Docket::clone(docket) },
            revision: 1,
            profile_version: profile_version.clone(),
            questions: questions.clone(),
            priors: Vec::new(),
            likely: Vec::new(),
        }),
        Target::Existing { .. } => read::docket(connection, id)?,
    };
    if let Some(stored) = stored {
        rows::write(connection, id, &derive(&stored))?;
    }
    receipt.dockets.push(id);
    Ok(())
}

/// A fact that names dockets of its own act, which had no number before they were written: -1 is the first of them.
fn named<'f>(fact: &'f Fact, dockets: &[i64]) -> Cow<'f, Fact> {
    let number = |value: &Value| {
        let place = value.as_i64().filter(|number| *number < 0)?.checked_neg()?;
        dockets.get(usize::try_from(place).ok()?.checked_sub(1)?).copied()
    };
    let named = match fact.data.get("into") {
        Some(Value::Array(list)) if list.iter().any(|one| number(one).is_some()) => {
            Value::from(list.iter().map(|one| number(one).map_or_else(|| one.clone(), Value::from)).collect::<Vec<_>>())
        }
        Some(one) => match number(one) {
            Some(number) => Value::from(number),
            None => return Cow::Borrowed(fact),
        },
        None => return Cow::Borrowed(fact),
    };
    Cow::Owned(fact.clone().with("into", named))
}

fn write_fact(
    connection: &Connection,
    batch: &Batch,
    docket: i64,
    fact: &Fact,
    receipt: &mut Receipt,
) -> Result<Fact, StoreError> {
    let data = serde_json::to_string(&fact.data).unwrap_or_default();
    connection
        .prepare_cached("INSERT INTO fact (docket, kind, on_day, at, by, data, withdraws, log) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)")?
        .execute(params![
            docket,
            fact.kind.name(),
            fact.on.to_string(),
            batch.at,
            batch.by,
            data,
            fact.withdraws,
            receipt.link
        ])?;
    let id = connection.last_insert_rowid();
    receipt.facts.push(id);
    Ok(Fact { id, at: batch.at, by: batch.by.clone(), ..fact.clone() })
}

fn known(connection: &Connection, fingerprint: Option<&String>) -> Result<Option<i64>, StoreError> {
    let Some(fingerprint) = fingerprint else { return Ok(None) };
    let mut statement = connection.prepare_cached("SELECT id FROM docket WHERE fingerprint = ?1 AND live = 1")?;
    Ok(statement.query_row([fingerprint], |row| row.get(0)).optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docket::{Day, Kind};

    fn lead(note: &str) -> Batch {
        let target = Target::New {
            docket: Box::default(),
            profile_version: String::new(),
            fingerprint: String::new(),
            questions: "[]".into(),
        };
        let fact = Fact::new(Kind::NoteAdded, Day::default()).with("note", note);
        Batch { by: "x".into(), entries: vec![Entry { target, facts: vec![fact] }], ..Batch::default() }
    }

    #[test]
    fn a_full_disk_takes_nothing_and_leaves_the_rest() {
        let folder = tempfile::TempDir::new().unwrap();
        let mut store = Store::open(&folder.path().join("x.db")).unwrap();
        let derive = |_: &StoredDocket| Rows::default();
        store.append(&lead("a"), &derive, &mut |_| true).unwrap();
        let pages: i64 = store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        store.connection.query_row(&format!("PRAGMA max_page_count = {}", pages + 2), [], |_| Ok(())).unwrap();
        let long = lead(&"长".repeat(50_000));
        let full = store.append(&long, &derive, &mut |_| true);
        assert!(matches!(full, Err(StoreError::Full)), "{full:?}");
        assert_eq!((store.verify().unwrap(), store.dockets().unwrap()), (Ok(1), 1));
        // The file was opened anew, without the bound of the connection that failed: now there is room.
        store.append(&long, &derive, &mut |_| true).unwrap();
        assert_eq!(store.verify().unwrap(), Ok(2));
    }
}
