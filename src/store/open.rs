//! Opening a database: version and owner checked, schema brought up to date in one transaction after a copy.

use super::sieve::Sieve;
use super::{Notice, Store, StoreError, lock};
use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

/// "sunp": says that a file is ours.
const APPLICATION_ID: i64 = 0x7375_6e70;
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
];
/// Older ones lose commits when two connections reset the write-ahead log.
const OLDEST_SQLITE: i32 = 3_051_003;
const PATIENCE: Duration = Duration::from_secs(10);

impl Store {
    /// The version of the schema that this program writes.
    pub const SCHEMA: i64 = MIGRATIONS.len() as i64;

    /// Opens a database, or makes one. What cannot be written, or was written by a newer program, is opened for reading.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if rusqlite::version_number() < OLDEST_SQLITE {
            return Err(StoreError::OldSqlite(rusqlite::version().to_owned()));
        }
        if path.exists() {
            if std::fs::File::options().read(true).append(true).open(path).is_err() {
                return Self::open_read_only(path, Notice::ReadOnly);
            }
            // Looked at before anything may write: a newer program's file stays as it is to the last byte.
            let version = Self::peek(path)?;
            if version > Self::SCHEMA {
                return Self::open_read_only(path, Notice::Newer(version));
            }
        } else if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(StoreError::io(folder))?;
        }
        let held = match lock::hold(path) {
            Ok(held) => held,
            // A folder that takes no new file takes no write-ahead log either.
            Err(StoreError::Io { source, .. }) if path.exists() && forbidden(&source) => {
                return Self::open_read_only(path, Notice::ReadOnly);
            }
            Err(error) => return Err(error),
        };
        if !path.exists() {
            private(path)?;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        let sieve = Sieve::on(&connection)?;
        let mut store = Self {
            connection,
            path: Some(path.to_owned()),
            read_only: false,
            notices: Vec::new(),
            sieve,
            memory: Mutex::default(),
        };
        store.configure()?;
        // Read again under the lock: another process may have been here first.
        let version = version(&store.connection)?;
        if version > Self::SCHEMA {
            drop(store);
            return Self::open_read_only(path, Notice::Newer(version));
        }
        store.migrate(version)?;
        drop(held);
        store.compare_witness()?;
        Ok(store)
    }

    /// The schema version of a file, read without writing; 0 for an empty one. Says so when the file is none of ours.
    fn peek(path: &Path) -> Result<i64, StoreError> {
        if path.metadata().map_err(StoreError::io(path))?.len() == 0 {
            return Ok(0);
        }
        let connection = reader(path)?;
        ours(&connection, path)?;
        version(&connection)
    }

    /// Opens an existing database without ever writing to it.
    pub fn open_read_only(path: &Path, why: Notice) -> Result<Self, StoreError> {
        let connection = reader(path)?;
        ours(&connection, path)?;
        connection.pragma_update(None, "query_only", true)?;
        let sieve = Sieve::on(&connection)?;
        Ok(Self { connection, path: Some(path.to_owned()), read_only: true, notices: vec![why], sieve, memory: Mutex::default() })
    }

    /// A database in memory, for tests and previews.
    pub fn in_memory() -> Result<Self, StoreError> {
        let connection = Connection::open_in_memory()?;
        let sieve = Sieve::on(&connection)?;
        let mut store = Self { connection, path: None, read_only: false, notices: Vec::new(), sieve, memory: Mutex::default() };
        store.connection.pragma_update(None, "foreign_keys", true)?;
        store.connection.set_prepared_statement_cache_capacity(128);
        store.migrate(0)?;
        Ok(store)
    }

    /// Gives the connection up and opens the file anew: after a failure of the disk nothing remembered is believed.
    pub(super) fn reopen(&mut self) -> Result<(), StoreError> {
        let Some(path) = self.path.clone() else { return Ok(()) };
        *self = Self::open(&path)?;
        Ok(())
    }

    fn configure(&self) -> Result<(), StoreError> {
        let connection = &self.connection;
        connection.busy_timeout(PATIENCE)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        if !mode.eq_ignore_ascii_case("wal") {
            return Err(StoreError::Setting("journal_mode"));
        }
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cache_size", -32_000)?;
        connection.set_prepared_statement_cache_capacity(128);
        for (name, wanted) in [("synchronous", 2), ("foreign_keys", 1)] {
            let found: i64 = connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))?;
            if found != wanted {
                return Err(StoreError::Setting(name));
            }
        }
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
            let copy = lock::unused(&path, &format!("before-v{}", Self::SCHEMA));
            self.copy_to(&copy)?;
            self.notices.push(Notice::Migrated(copy));
        }
        self.connection.create_scalar_function(
            "fold_name",
            1,
            FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_UTF8,
            |call| Ok(crate::law::names::fold(&call.get::<String>(0)?)),
        )?;
        let transaction = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        for script in MIGRATIONS.iter().skip(done) {
            transaction.execute_batch(script)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", Self::SCHEMA)?;
        transaction.commit()?;
        Ok(())
    }

    /// The witness beside the file remembers the last link: a chain does not see its missing tail.
    fn compare_witness(&mut self) -> Result<(), StoreError> {
        if let Some((expected, hash)) = self.witnessed() {
            let found = self.head()?.0;
            if self.link_hash(expected)?.as_deref() != Some(&hash) {
                self.notices.push(Notice::Witness { expected, found });
            }
        }
        Ok(())
    }

    /// The link and hash that the witness beside the file remembers.
    pub(super) fn witnessed(&self) -> Option<(i64, String)> {
        let text = std::fs::read_to_string(lock::beside(self.path.as_ref()?, "witness")).ok()?;
        let mut words = text.split_whitespace();
        Some((words.next()?.parse().ok()?, words.next()?.to_owned()))
    }

    /// Writes the head of the chain beside the file.
    pub(super) fn witness(&self) {
        if let (Some(path), Ok((n, hash))) = (&self.path, self.head()) {
            testify(path, n, &hash);
        }
    }
}

/// Writes the witness of a database. Only a second witness: a failure here takes nothing from what was committed.
pub(super) fn testify(database: &Path, n: i64, hash: &str) {
    use std::os::unix::fs::OpenOptionsExt;
    let (target, next) = (lock::beside(database, "witness"), lock::beside(database, "witness.new"));
    let made = std::fs::File::options().create(true).truncate(true).write(true).mode(lock::mode(database)).open(&next);
    let _ = made
        .and_then(|mut file| std::io::Write::write_all(&mut file, format!("{n} {hash}\n").as_bytes()))
        .and_then(|()| std::fs::rename(&next, &target));
}

fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Says when a file is no database, or another program's.
fn ours(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let not = || StoreError::NotOurs(path.to_owned());
    let owner: i64 = connection.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(|error| {
        if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) { not() } else { error.into() }
    })?;
    if owner == APPLICATION_ID {
        return Ok(());
    }
    // A database that was made and never filled carries no name yet.
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if owner == 0 && tables == 0 { Ok(()) } else { Err(not()) }
}

/// A connection that cannot write. In a folder that takes no new file the write-ahead log's index cannot be made:
/// the file alone is read then, unless commits still lie beside it.
pub(super) fn reader(path: &Path) -> Result<Connection, StoreError> {
    // What the system says of the path is said as such; a file that is opened and closed here would drop SQLite's locks.
    let known = path.metadata().map_err(StoreError::io(path))?;
    if known.is_dir() {
        return Err(StoreError::io(path)(std::io::ErrorKind::IsADirectory.into()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    let tried = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
    let Err(error) = tried else { return Ok(connection) };
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let pending = std::fs::metadata(log).is_ok_and(|meta| meta.len() > 0);
    let blocked = matches!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::ReadOnly));
    if !blocked || pending {
        return match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => Err(StoreError::NotOurs(path.to_owned())),
            _ => Err(error.into()),
        };
    }
    Ok(Connection::open_with_flags(immutable(path), flags | OpenFlags::SQLITE_OPEN_URI)?)
}

/// The address of a file that nobody changes.
fn immutable(path: &Path) -> String {
    let mut address = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            address.push(char::from(*byte));
        } else {
            let _ = write!(address, "%{byte:02x}");
        }
    }
    address + "?immutable=1"
}

fn forbidden(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem)
}

/// Makes an empty file that only its owner (and the group where the folder hands it down) may read.
pub(super) fn private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::OpenOptionsExt;
    let mode = lock::mode(path);
    std::fs::File::options().create_new(true).write(true).mode(mode).open(path).map_err(StoreError::io(path)).map(drop)
}
