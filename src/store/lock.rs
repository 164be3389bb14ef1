//! An advisory lock beside the database: writers queue fairly, and the holder is known by name.

use super::{Store, StoreError};
use std::fs::File;
use std::io::{Read, Seek, Write};
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
    let mut file =
        File::options().create(true).truncate(false).read(true).write(true).open(&path).map_err(StoreError::io(&path))?;
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
                return Err(StoreError::Locked(holder));
            }
            Err(std::fs::TryLockError::Error(source)) => return Err(StoreError::Io { path, source }),
        }
    }
    // Best effort: the name only helps the next one in the queue.
    let _ = file.rewind().and_then(|()| file.set_len(0)).and_then(|()| write!(file, "{}", std::process::id()));
    Ok(Held { _file: Some(file) })
}

/// A file beside the database.
pub fn beside(database: &std::path::Path, ending: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}
