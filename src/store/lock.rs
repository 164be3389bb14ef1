//! An advisory lock beside the database: writers queue fairly, and the holder is known by name.

use super::{Store, StoreError};
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long a writer waits for the others.
const PATIENCE: Duration = Duration::from_secs(10);

/// Held while a write transaction runs; freed when dropped.
#[derive(Debug)]
pub struct Held {
    _file: Option<File>,
}

impl Store {
    /// Waits for the write lock. In memory there is nothing to wait for.
    pub(super) fn lock(&self) -> Result<Held, StoreError> {
        match &self.path {
            Some(path) if !self.read_only => hold(path),
            Some(_) => Err(StoreError::ReadOnly),
            None => Ok(Held { _file: None }),
        }
    }
}

/// Waits for the lock of a database file.
pub fn hold(database: &std::path::Path) -> Result<Held, StoreError> {
    let path = beside(database, "lock");
    let mut file = File::options()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .mode(mode(database))
        .open(&path)
        .map_err(StoreError::io(&path))?;
    let until = Instant::now() + PATIENCE;
    let mut pause = Duration::from_micros(200);
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(std::fs::TryLockError::WouldBlock) if Instant::now() < until => {
                std::thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_millis(10));
            }
            Err(std::fs::TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.read_to_string(&mut holder);
                return Err(StoreError::Locked(holder.trim().to_owned()));
            }
            Err(std::fs::TryLockError::Error(source)) => return Err(StoreError::Io { path, source }),
        }
    }
    // Best effort: the name only helps the next one in the queue.
    let _ = file.rewind().and_then(|()| file.set_len(0)).and_then(|()| write!(file, "{}", std::process::id()));
    Ok(Held { _file: Some(file) })
}

/// The mode of the files of a database: the owner's alone, or the group's where the folder hands its group down.
pub fn mode(database: &std::path::Path) -> u32 {
    const SETGID: u32 = 0o2000;
    let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(std::path::Path::new("."));
    let shared = folder.metadata().is_ok_and(|meta| meta.permissions().mode() & SETGID != 0);
    if shared { 0o660 } else { 0o600 }
}

/// A file beside the database.
pub fn beside(database: &std::path::Path, ending: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// A file beside the database whose name nobody uses yet.
pub fn unused(database: &std::path::Path, ending: &str) -> PathBuf {
    let first = beside(database, ending);
    if !first.exists() {
        return first;
    }
    (2..100_000).map(|n| beside(database, &format!("{ending}-{n}"))).find(|path| !path.exists()).unwrap_or(first)
}
