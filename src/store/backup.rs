//! Backup and restore: a copy is made under another name, verified, and only then takes its place.

use super::{Notice, Store, StoreError, lock};
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

impl Store {
    /// Copies the database to a file that does not exist yet, without verification.
    pub(super) fn copy_to(&self, target: &Path) -> Result<(), StoreError> {
        let _ = std::fs::remove_file(target);
        let mut copy = Connection::open(target)?;
        Backup::new(&self.connection, &mut copy)?.run_to_completion(256, Duration::ZERO, None)?;
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        Ok(())
    }

    /// Writes a verified copy: dockets and log links in it.
    pub fn backup(&self, target: &Path) -> Result<(i64, i64), StoreError> {
        let next = lock::beside(target, "new");
        self.copy_to(&next)?;
        let (dockets, links) = verified(&next)?;
        if (dockets, links) != (self.dockets()?, self.head()?.0) {
            let _ = std::fs::remove_file(&next);
            return Err(StoreError::BadCopy("counts".to_owned()));
        }
        std::fs::File::open(&next).and_then(|file| file.sync_all()).map_err(StoreError::io(&next))?;
        std::fs::rename(&next, target).map_err(StoreError::io(target))?;
        Ok((dockets, links))
    }

    /// Puts a verified backup in the place of a database; the former file is kept under the name returned.
    pub fn restore(backup: &Path, target: &Path) -> Result<Option<PathBuf>, StoreError> {
        verified(backup)?;
        let _held = lock::hold(target)?;
        let next = lock::beside(target, "new");
        std::fs::copy(backup, &next).map_err(StoreError::io(&next))?;
        verified(&next)?;
        let mut kept = None;
        if target.exists() {
            let mut former = lock::beside(target, "former");
            let mut n = 1;
            while former.exists() {
                n += 1;
                former = lock::beside(target, &format!("former-{n}"));
            }
            let current = Self::open_read_only(target, Notice::ReadOnly)?;
            current.copy_to(&former)?;
            kept = Some(former);
        }
        for ending in ["-wal", "-shm"] {
            let mut side = target.as_os_str().to_owned();
            side.push(ending);
            let _ = std::fs::remove_file(side);
        }
        std::fs::rename(&next, target).map_err(StoreError::io(target))?;
        let _ = std::fs::remove_file(lock::beside(target, "witness"));
        Ok(kept)
    }

    /// What SQLite itself says about the file; empty when it is sound.
    pub fn integrity(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check(20)")?;
        let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }
}

/// Checks a copy: SQLite's own check and the log chain; dockets and links in it.
fn verified(path: &Path) -> Result<(i64, i64), StoreError> {
    let bad = |why: String| StoreError::BadCopy(why);
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let store = Store { connection, path: Some(path.to_owned()), read_only: true, notices: Vec::new() };
    if let Some(line) = store.integrity()?.into_iter().next() {
        return Err(bad(line));
    }
    match store.verify()? {
        Ok(links) => Ok((store.dockets()?, links)),
        Err(broken) => Err(bad(format!("link {} {}", broken.link, broken.what))),
    }
}
