//! Dockets that may belong to another one: found by index under each reason, a bounded number of each.

use super::search::query;
use super::{InboxRow, Store, StoreError};
use rusqlite::params;
use std::collections::BTreeMap;

/// What is known about the docket asked about.
#[derive(Debug, Clone, Default)]
pub struct Probe {
    /// Cores of the names of its parties.
    pub folded: Vec<String>,
    /// Their codes.
    pub codes: Vec<String>,
    /// Its title.
    pub title: String,
    /// Its number in the office's ledger.
    pub number: String,
    /// Where it happened.
    pub place: String,
    /// The day it came in, and the days between which others came in about that time.
    pub around: Option<[String; 3]>,
    /// Numbers of papers and references.
    pub references: Vec<String>,
}

/// A docket found under one of the reasons.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Its line.
    pub line: InboxRow,
    /// Names, codes and cores of its parties.
    pub parties: Vec<(String, String, String)>,
    /// Its matter, as it was first written down.
    pub matter: String,
    /// The reference that it names too, as a place in the probe's list.
    pub reference: Option<usize>,
}

impl Store {
    /// Dockets other than one, found by what is known about it; at most `most` for each reason.
    pub fn candidates(&self, id: i64, probe: &Probe, most: usize) -> Result<Vec<Candidate>, StoreError> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut found: BTreeMap<i64, Option<usize>> = BTreeMap::new();
        let mut look = |sql: &str, values: &[&str], reference: Option<usize>| -> Result<(), StoreError> {
            let mut statement = self.connection.prepare_cached(&format!("{sql} LIMIT {most}"))?;
            let rows = statement.query_map(rusqlite::params_from_iter(values), |row| row.get::<_, i64>(0))?;
            for docket in rows {
                let known = found.entry(docket?).or_default();
                *known = known.or(reference);
            }
            Ok(())
        };
        for folded in probe.folded.iter().filter(|one| !one.is_empty()) {
            look("SELECT docket FROM party WHERE folded = ?1 AND folded <> '' ORDER BY docket DESC", &[folded], None)?;
        }
        for code in probe.codes.iter().filter(|one| !one.is_empty()) {
            look("SELECT docket FROM party WHERE code = ?1 AND code <> '' ORDER BY docket DESC", &[code], None)?;
        }
        if !probe.title.is_empty() {
            look("SELECT docket FROM inbox WHERE title = ?1 ORDER BY docket DESC", &[&probe.title], None)?;
        }
        if !probe.number.is_empty() {
            look("SELECT docket FROM inbox WHERE number = ?1 ORDER BY docket DESC", &[&probe.number], None)?;
        }
        if let (Some([from, on, until]), false) = (&probe.around, probe.place.is_empty()) {
            let place = &probe.place;
            let before = "SELECT docket FROM inbox WHERE place = ?1 AND place <> '' AND received >= ?2 AND received <= ?3 \
                          ORDER BY received DESC";
            let after = "SELECT docket FROM inbox WHERE place = ?1 AND place <> '' AND received > ?2 AND received <= ?3 \
                         ORDER BY received";
            look(before, &[place, from, on], None)?;
            look(after, &[place, on, until], None)?;
        }
        for (at, reference) in probe.references.iter().enumerate() {
            if let Some(typed) = query(reference).and_then(|query| query.index) {
                look("SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC", &[&typed], Some(at))?;
            }
        }
        found.remove(&id);
        let mut candidates = Vec::with_capacity(found.len());
        for (docket, reference) in found {
            let Some(line) = self.line(docket)? else { continue };
            let mut statement = self.connection.prepare_cached("SELECT name, code, folded FROM party WHERE docket = ?1")?;
            let parties = statement
                .query_map([docket], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<Result<Vec<_>, _>>()?;
            let mut statement = self
                .connection
                .prepare_cached("SELECT coalesce(json_extract(attributes, '$.matter'), '') FROM docket WHERE id = ?1")?;
            let matter = statement.query_row(params![docket], |row| row.get(0))?;
            candidates.push(Candidate { line, parties, matter, reference });
        }
        Ok(candidates)
    }
}
