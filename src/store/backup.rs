//! Backup and restore: a copy is made under another name, verified, and only then takes its place.

use super::open::{private, testify};
use super::{Notice, Store, StoreError, lock};
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages a step of a copy: others may write in between.
const PAGES: i32 = 1_024;

impl Store {
    /// Copies the database to a new file, whatever stood at that name before, without verification.
    pub(super) fn copy_to(&self, target: &Path) -> Result<(), StoreError> {
        let _ = std::fs::remove_file(target);
        private(target)?;
        let mut copy = Connection::open(target)?;
        Backup::new(&self.connection, &mut copy)?.run_to_completion(PAGES, Duration::ZERO, None)?;
        // One file that can be carried away: nothing of it may lie in a log beside it.
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        drop(copy);
        std::fs::File::open(target).and_then(|file| file.sync_all()).map_err(StoreError::io(target))
    }

    /// Writes a verified copy, over an earlier backup of that name if there is one: dockets and log links in it.
    pub fn backup(&self, target: &Path) -> Result<(i64, i64), StoreError> {
        self.may_replace(target)?;
        let next = lock::beside(target, "new");
        let (links, hash) = self.head()?;
        let copied = self.copy_to(&next).and_then(|()| verified(&next));
        let answer = copied.and_then(|copy| {
            // The copy may be ahead of what was read before it, never behind or beside it.
            let known = if links == 0 { Some(hash.clone()) } else { copy.link_hash(links)? };
            if known.as_deref() == Some(hash.as_str()) {
                Ok((copy.dockets()?, copy.head()?.0))
            } else {
                Err(StoreError::BadCopy(format!("link {links}")))
            }
        });
        let done = answer.and_then(|counts| {
            // The files first: a backup never names a file that it does not hold.
            self.copy_files(&lock::beside(target, "files"))?;
            std::fs::rename(&next, target).map_err(StoreError::io(target))?;
            settle(target).map(|()| counts)
        });
        if done.is_err() {
            let _ = std::fs::remove_file(&next);
        }
        done
    }

    /// A backup is never written over the database itself or over a file that is none of ours.
    fn may_replace(&self, target: &Path) -> Result<(), StoreError> {
        if !target.exists() {
            return Ok(());
        }
        let same = self.path.as_ref().and_then(|path| path.canonicalize().ok()) == target.canonicalize().ok();
        if same || Self::open_read_only(target, Notice::ReadOnly).is_err() {
            return Err(StoreError::Occupied(target.to_owned()));
        }
        Ok(())
    }

    /// Puts a verified backup in the place of a database; the former content is kept under the name returned. Other
    /// processes that have the database open go on with the restored content.
    pub fn restore(backup: &Path, target: &Path) -> Result<Option<PathBuf>, StoreError> {
        let source = verified(backup)?;
        let (links, hash) = source.head()?;
        let _held = lock::hold(target)?;
        let mut kept = None;
        if target.exists() {
            let former = lock::unused(target, "former");
            let whole = Self::open_read_only(target, Notice::ReadOnly).and_then(|current| current.copy_to(&former));
            if whole.is_err() {
                aside(target, &former)?;
            }
            kept = Some(former);
        } else {
            private(target)?;
        }
        if overwrite(&source.connection, target).is_err() {
            // What stands there is no database any more: its bytes are already kept, the file is made anew.
            for ending in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(with(target, ending));
            }
            private(target)?;
            overwrite(&source.connection, target)?;
        }
        source.copy_files(&lock::beside(target, "files"))?;
        testify(target, links, &hash);
        settle(target)?;
        Ok(kept)
    }

    /// What SQLite itself says about the file; empty when it is sound.
    pub fn integrity(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check(20)")?;
        let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }
}

/// Writes the pages of a source over a database through SQLite, so that others who have it open see it change.
fn overwrite(source: &Connection, target: &Path) -> Result<(), StoreError> {
    let mut current = Connection::open_with_flags(target, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    current.busy_timeout(Duration::from_secs(10))?;
    Backup::new(source, &mut current)?.run_to_completion(i32::MAX, Duration::from_millis(10), None)?;
    Ok(())
}

/// Keeps the bytes of a damaged database: itself and its log.
fn aside(target: &Path, former: &Path) -> Result<(), StoreError> {
    std::fs::copy(target, former).map_err(StoreError::io(former))?;
    if with(target, "-wal").exists() {
        std::fs::copy(with(target, "-wal"), with(former, "-wal")).map_err(StoreError::io(former))?;
    }
    Ok(())
}

fn with(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Makes a new name in a folder last over a loss of power.
fn settle(target: &Path) -> Result<(), StoreError> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(StoreError::io(folder))
}

/// Opens a copy after checking it: SQLite's own check and the log chain.
fn verified(path: &Path) -> Result<Store, StoreError> {
    let bad = |why: String| StoreError::BadCopy(why);
    let store = Store::open_read_only(path, Notice::ReadOnly)?;
    if let Some(line) = store.integrity()?.into_iter().next() {
        return Err(bad(line));
    }
    match store.verify()? {
        Ok(_) => Ok(store),
        Err(broken) => Err(bad(format!("link {} {}", broken.link, broken.what))),
    }
}
