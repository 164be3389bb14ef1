//! An open ledger: looked at once, read through one handle, so that a name that is given to another file meanwhile changes nothing.

use super::LedgerError;
use rustix::fs::OFlags;
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

/// An open file and the ending of its name.
#[derive(Debug)]
pub(super) struct Source {
    file: File,
    named: String,
    stamp: Stamp,
}

/// What changes when somebody writes into a file: its size and the time of its last change.
type Stamp = (u64, i64, i64);

fn stamp(file: &File) -> Result<Stamp, LedgerError> {
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(LedgerError::NotAFile);
    }
    Ok((meta.size(), meta.mtime(), meta.mtime_nsec()))
}

impl Source {
    /// Opens a plain file; a pipe or device does not hold anybody up.
    pub(super) fn open(path: &Path) -> Result<Self, LedgerError> {
        let flags = i32::try_from((OFlags::NONBLOCK | OFlags::NOCTTY).bits()).unwrap_or_default();
        let file = match OpenOptions::new().read(true).custom_flags(flags).open(path) {
            Ok(file) => file,
            // A socket and some devices cannot be opened at all.
            Err(_) if path.metadata().is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) => return Err(LedgerError::NotAFile),
            Err(error) => return Err(error.into()),
        };
        let named = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        Self::of(file, named)
    }

    /// A file that somebody else opened.
    pub(super) fn of(file: File, named: String) -> Result<Self, LedgerError> {
        let stamp = stamp(&file)?;
        Ok(Self { file, named, stamp })
    }

    /// The ending of its name, in lower case.
    pub(super) fn named(&self) -> &str {
        &self.named
    }

    /// Bytes when it was opened.
    pub(super) fn size(&self) -> u64 {
        self.stamp.0
    }

    /// From its beginning on. One at a time: the place in the file is shared.
    pub(super) fn reader(&self) -> Result<BufReader<File>, LedgerError> {
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        Ok(BufReader::new(file))
    }

    /// Everything in it, as far as it was long when it was opened.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, LedgerError> {
        let mut all = Vec::new();
        self.reader()?.take(self.size()).read_to_end(&mut all)?;
        Ok(all)
    }

    /// The handle itself, for a reader in another process.
    pub(super) fn handle(&self) -> Result<File, LedgerError> {
        Ok(self.file.try_clone()?)
    }

    /// Refuses what was written into while it was read: half of it may be old and half new.
    pub(super) fn unchanged(&self) -> Result<(), LedgerError> {
        if stamp(&self.file)? == self.stamp { Ok(()) } else { Err(LedgerError::Changed) }
    }
}
