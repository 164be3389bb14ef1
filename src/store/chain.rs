//! The log chain: every transaction's link covers the content of its facts and the link before.

use super::{Store, StoreError};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

/// The first place where the chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainError {
    /// The link.
    pub link: i64,
    /// A stable word: `missing` (a link is not there), `previous` (it does not follow the one before), `content` (its facts
    /// or dockets were changed), `hash` (the link itself was), `orphan` (facts of no link), `tail` (the file ends before
    /// the link that the witness beside it remembers), `witness` (the witness remembers another link of that number),
    /// `officers` (a list of officers stands beside the log, which proves nothing: `officer set` takes it into the log).
    pub what: &'static str,
}

/// A digest as lower-case hex.
pub fn hex(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(digest.len() * 2), |mut text, byte| {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
        text
    })
}

/// The digest of what a link wrote: its dockets as opened, and its facts; every column with its length before it.
pub fn content(connection: &Connection, link: i64) -> Result<String, StoreError> {
    let mut hash = Sha256::new();
    for sql in [
        "SELECT 'docket', id, profile, profile_version, attributes, fingerprint, questions FROM docket WHERE log = ?1 ORDER BY id",
        "SELECT 'fact', id, docket, kind, on_day, at, by, data, withdraws FROM fact WHERE log = ?1 ORDER BY id",
    ] {
        let mut statement = connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([link])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                match row.get_ref(column)? {
                    ValueRef::Text(text) | ValueRef::Blob(text) => measured(&mut hash, text),
                    ValueRef::Integer(number) => measured(&mut hash, number.to_string().as_bytes()),
                    ValueRef::Real(number) => measured(&mut hash, number.to_string().as_bytes()),
                    ValueRef::Null => measured(&mut hash, b""),
                }
            }
        }
    }
    Ok(hex(&hash.finalize()))
}

fn measured(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

/// A link before it is chained.
pub struct Link<'a> {
    pub n: i64,
    pub at: i64,
    pub by: &'a str,
    pub command: &'a str,
    pub summary: &'a str,
    pub undoes: Option<i64>,
    pub facts_hash: &'a str,
    pub previous: &'a str,
}

impl Link<'_> {
    /// The digest of the link.
    pub fn hash(&self) -> String {
        let mut hash = Sha256::new();
        let undoes = self.undoes.map_or(String::new(), |n| n.to_string());
        for text in [
            &self.n.to_string(),
            &self.at.to_string(),
            self.by,
            self.command,
            self.summary,
            &undoes,
            self.facts_hash,
            self.previous,
        ] {
            measured(&mut hash, text.as_bytes());
        }
        hex(&hash.finalize())
    }
}

impl Store {
    /// The last link and its hash; 0 and empty before the first.
    pub fn head(&self) -> Result<(i64, String), StoreError> {
        head(&self.connection)
    }

    pub(super) fn link_hash(&self, n: i64) -> Result<Option<String>, StoreError> {
        Ok(self.connection.query_row("SELECT hash FROM log WHERE n = ?1", [n], |row| row.get(0)).optional()?)
    }

    /// Walks the chain; how many links hold, or the first that does not.
    pub fn verify(&self) -> Result<Result<i64, ChainError>, StoreError> {
        let mut statement = self
            .connection
            .prepare("SELECT n, at, by, command, summary, undoes, facts_hash, previous, hash FROM log ORDER BY n")?;
        let mut rows = statement.query([])?;
        let (mut before, mut expected) = (String::new(), 1);
        while let Some(row) = rows.next()? {
            let n: i64 = row.get(0)?;
            let broken = |what| Ok(Err(ChainError { link: expected, what }));
            if n != expected {
                return broken("missing");
            }
            let (by, command, summary): (String, String, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
            let (facts_hash, previous, hash): (String, String, String) = (row.get(6)?, row.get(7)?, row.get(8)?);
            let link = Link {
                n,
                at: row.get(1)?,
                by: &by,
                command: &command,
                summary: &summary,
                undoes: row.get(5)?,
                facts_hash: &facts_hash,
                previous: &previous,
            };
            if previous != before {
                return broken("previous");
            }
            if content(&self.connection, n)? != facts_hash {
                return broken("content");
            }
            if link.hash() != hash {
                return broken("hash");
            }
            before = hash;
            expected += 1;
        }
        let orphans: i64 = self.connection.query_row(
            "SELECT (SELECT count(*) FROM fact WHERE log NOT IN (SELECT n FROM log)) + (SELECT count(*) FROM docket WHERE log NOT IN (SELECT n FROM log))",
            [],
            |row| row.get(0),
        )?;
        if orphans > 0 {
            return Ok(Err(ChainError { link: expected, what: "orphan" }));
        }
        if !self.officers_before()?.is_empty() {
            return Ok(Err(ChainError { link: expected - 1, what: "officers" }));
        }
        Ok(self.tail(expected - 1)?.map_or(Ok(expected - 1), Err))
    }

    /// A missing or other tail, which the chain alone does not show: the witness beside the file remembers it.
    fn tail(&self, last: i64) -> Result<Option<ChainError>, StoreError> {
        let Some((link, hash)) = self.witnessed() else { return Ok(None) };
        Ok(match self.link_hash(link)? {
            Some(found) if found == hash => None,
            Some(_) => Some(ChainError { link, what: "witness" }),
            None => Some(ChainError { link: last + 1, what: "tail" }),
        })
    }
}

/// The last link of a connection.
pub fn head(connection: &Connection) -> Result<(i64, String), StoreError> {
    let found = connection
        .prepare_cached("SELECT n, hash FROM log ORDER BY n DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Writes a link whose content is already in place.
pub fn write(connection: &Connection, link: &Link<'_>) -> Result<(), StoreError> {
    connection.prepare_cached("INSERT INTO log VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)")?.execute(params![
        link.n,
        link.at,
        link.by,
        link.command,
        link.summary,
        link.undoes,
        link.facts_hash,
        link.previous,
        link.hash()
    ])?;
    Ok(())
}
