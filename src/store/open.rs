//! Opening a database: version and owner checked, schema brought up to date in one transaction after a copy.

use super::{Notice, Store, StoreError, lock};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// "sunp": says that a file is ours.
const APPLICATION_ID: i64 = 0x7375_6e70;
const MIGRATIONS: &[&str] = &[include_str!("migrations/0001.sql")];
/// Older ones lose commits when two connections reset the write-ahead log.
const OLDEST_SQLITE: i32 = 3_051_003;

impl Store {
    /// Opens a database, or makes one.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if rusqlite::version_number() < OLDEST_SQLITE {
            return Err(StoreError::OldSqlite(rusqlite::version().to_owned()));
        }
        let fresh = !path.exists();
        if fresh && let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(StoreError::io(folder))?;
        }
        let writable = fresh || std::fs::File::options().read(true).append(true).open(path).is_ok();
        if !writable {
            return Self::open_read_only(path, Notice::ReadOnly);
        }
        if fresh {
            private(path)?;
        }
        let held = lock::hold(path)?;
        let connection = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        let mut store = Self { connection, path: Some(path.to_owned()), read_only: false, notices: Vec::new() };
        store.configure(path)?;
        let version: i64 = store.connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if version > MIGRATIONS.len() as i64 {
            drop(held);
            drop(store);
            return Self::open_read_only(path, Notice::Newer(version));
        }
        store.migrate(version)?;
        drop(held);
        store.compare_witness()?;
        Ok(store)
    }

    /// Opens an existing database without ever writing to it.
    pub fn open_read_only(path: &Path, why: Notice) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(Self { connection, path: Some(path.to_owned()), read_only: true, notices: vec![why] })
    }

    /// A database in memory, for tests and previews.
    pub fn in_memory() -> Result<Self, StoreError> {
        let connection = Connection::open_in_memory()?;
        let mut store = Self { connection, path: None, read_only: false, notices: Vec::new() };
        store.connection.pragma_update(None, "foreign_keys", true)?;
        store.migrate(0)?;
        Ok(store)
    }

    fn configure(&self, path: &Path) -> Result<(), StoreError> {
        let connection = &self.connection;
        connection.busy_timeout(Duration::from_secs(10))?;
        let owner: i64 = connection.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(|error| {
            match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::NotADatabase) => StoreError::NotOurs(path.to_owned()),
                _ => StoreError::Sql(error),
            }
        })?;
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if owner != APPLICATION_ID && (owner != 0 || tables > 0) {
            return Err(StoreError::NotOurs(path.to_owned()));
        }
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cache_size", -32_000)?;
        connection.set_prepared_statement_cache_capacity(128);
        Ok(())
    }

    fn migrate(&mut self, version: i64) -> Result<(), StoreError> {
        let done = usize::try_from(version).unwrap_or(0);
        if done >= MIGRATIONS.len() {
            return Ok(());
        }
        if done > 0
            && let Some(path) = self.path.clone()
        {
            let copy = lock::beside(&path, &format!("before-v{}", MIGRATIONS.len()));
            self.copy_to(&copy)?;
            self.notices.push(Notice::Migrated(copy));
        }
        let transaction = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        for script in MIGRATIONS.iter().skip(done) {
            transaction.execute_batch(script)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
        transaction.commit()?;
        Ok(())
    }

    /// The witness beside the file remembers the last link: a chain does not see its missing tail.
    fn compare_witness(&mut self) -> Result<(), StoreError> {
        let Some(path) = &self.path else { return Ok(()) };
        let Ok(text) = std::fs::read_to_string(lock::beside(path, "witness")) else { return Ok(()) };
        let mut words = text.split_whitespace();
        let (Some(expected), Some(hash)) = (words.next().and_then(|word| word.parse::<i64>().ok()), words.next()) else {
            return Ok(());
        };
        let (found, head) = self.head()?;
        let known: Option<String> = if found >= expected { self.link_hash(expected)? } else { None };
        if known.as_deref() != Some(hash) && !(expected == found && head == hash) {
            self.notices.push(Notice::Witness { expected, found });
        }
        Ok(())
    }

    /// Writes the head of the chain beside the file.
    pub(super) fn witness(&self) {
        let (Some(path), Ok((n, hash))) = (&self.path, self.head()) else { return };
        let (target, next) = (lock::beside(path, "witness"), lock::beside(path, "witness.new"));
        // Only a second witness: a failure here takes nothing from what was committed.
        let _ = std::fs::write(&next, format!("{n} {hash}\n")).and_then(|()| std::fs::rename(&next, &target));
    }
}

/// Makes an empty file that only its owner (and the group where the folder hands it down) may read.
fn private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::File::options().create_new(true).write(true).mode(0o600).open(path).map_err(StoreError::io(path)).map(drop)
}
