//! Papers as files: kept by their content beside the database, under a name that is their hash. A file is whole under its
//! name or not there at all; nothing is ever written over.

use super::chain::hex;
use super::{Store, StoreError, lock};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Bytes read at a time.
const STEP: usize = 1 << 16;
/// The largest file that is kept, in bytes: scans of a dossier fit, a disk image does not.
pub const LARGEST: u64 = 512 << 20;

/// A file that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256 of what was read, in hexadecimal.
    pub hash: String,
    /// Bytes.
    pub size: u64,
    /// Its name where it came from.
    pub name: String,
}

/// What is wrong with a kept file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFault {
    /// It is not in the folder.
    Missing,
    /// What is in the folder is not what was taken in.
    Changed,
    /// It is there and cannot be read.
    Unreadable,
    /// It is kept elsewhere, and not there where it is said to be.
    Away,
}

impl Store {
    /// The folder of the files; none in memory.
    #[must_use]
    pub fn files(&self) -> Option<PathBuf> {
        self.path().map(|path| lock::beside(path, "files"))
    }

    /// Where a file of a hash is, if it is there.
    #[must_use]
    pub fn file(&self, hash: &str) -> Option<PathBuf> {
        self.files().and_then(|folder| place(&folder, hash)).filter(|path| path.is_file())
    }

    /// Takes a file in; `progress` is told the bytes read and says whether to go on, `None` when it did not.
    ///
    /// # Errors
    /// [`StoreError::NotAFile`] for a folder, a link, a device or a pipe; [`StoreError::TooLarge`] above [`LARGEST`].
    pub fn keep_file(&self, source: &Path, progress: &mut dyn FnMut(u64) -> bool) -> Result<Option<Kept>, StoreError> {
        if self.is_read_only() {
            return Err(StoreError::ReadOnly);
        }
        let Some(folder) = self.files() else { return Err(StoreError::NotAFile(source.to_owned())) };
        let mut from = open(source)?;
        private_folder(&folder, self.path().unwrap_or(source))?;
        let mode = self.path().map_or(0o600, lock::mode);
        let half = lock::unused(&folder.join(format!("in.{}", std::process::id())), "part");
        let taken = copy(&mut from, source, &half, mode, progress);
        let (hash, size) = match taken {
            Ok(Some(done)) => done,
            other => {
                let _ = std::fs::remove_file(&half);
                return other.map(|_| None);
            }
        };
        let settled = settle(&half, &folder, &hash);
        if settled.is_err() {
            let _ = std::fs::remove_file(&half);
        }
        settled?;
        let name = source.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Some(Kept { hash, size, name }))
    }

    /// What is wrong with a kept file; `None` when it is what was taken in.
    pub fn check_file(&self, hash: &str) -> Result<Option<FileFault>, StoreError> {
        let Some(path) = self.file(hash) else { return Ok(Some(FileFault::Missing)) };
        Ok(match hash_of(&path) {
            Ok(found) => (found != hash).then_some(FileFault::Changed),
            Err(_) => Some(FileFault::Unreadable),
        })
    }

    /// Copies the files that another folder lacks, each verified; how many were copied. A file that is missing, changed or
    /// not to be read here is left out: a copy never spreads damage.
    pub(super) fn copy_files(&self, target: &Path) -> Result<usize, StoreError> {
        let Some(folder) = self.files().filter(|folder| folder.is_dir()) else { return Ok(0) };
        let mut copied = 0;
        for hash in hashes(&folder)? {
            let (Some(from), Some(to)) = (place(&folder, &hash), place(target, &hash)) else { continue };
            if to.is_file() || hash_of(&from).ok().as_ref() != Some(&hash) {
                continue;
            }
            private_folder(target, target)?;
            let half = lock::unused(&target.join(format!("in.{}", std::process::id())), "part");
            let mut source = open(&from)?;
            let mode = std::os::unix::fs::PermissionsExt::mode(&source.metadata().map_err(StoreError::io(&from))?.permissions());
            copy(&mut source, &from, &half, mode & 0o777, &mut |_| true)?;
            settle(&half, target, &hash)?;
            copied += 1;
        }
        Ok(copied)
    }
}

/// A folder with two letters of the hash, then the hash; nothing for what is no hash.
fn place(folder: &Path, hash: &str) -> Option<PathBuf> {
    let fine = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    fine.then(|| folder.join(hash.get(..2).unwrap_or_default()).join(hash))
}

/// Opens a plain file for reading: no link is followed, and a pipe does not hold the program up.
fn open(path: &Path) -> Result<File, StoreError> {
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    let flags = i32::try_from(flags.bits()).unwrap_or(0);
    let file = File::options().read(true).custom_flags(flags).open(path).map_err(|source| {
        // ELOOP: the last part of the path is a link.
        if source.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) {
            StoreError::NotAFile(path.to_owned())
        } else {
            StoreError::Io { path: path.to_owned(), source }
        }
    })?;
    let meta = file.metadata().map_err(StoreError::io(path))?;
    if !meta.is_file() {
        return Err(StoreError::NotAFile(path.to_owned()));
    }
    if meta.len() > LARGEST {
        return Err(StoreError::TooLarge(path.to_owned()));
    }
    Ok(file)
}

/// Copies and hashes what is read; nothing when stopped.
fn copy(
    from: &mut File,
    source: &Path,
    target: &Path,
    mode: u32,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<Option<(String, u64)>, StoreError> {
    let mut out = File::options().create_new(true).write(true).mode(mode).open(target).map_err(StoreError::io(target))?;
    let (mut hash, mut size) = (Sha256::new(), 0_u64);
    let mut buffer = vec![0; STEP];
    loop {
        let count = from.read(&mut buffer).map_err(StoreError::io(source))?;
        let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else { break };
        hash.update(read);
        size += count as u64;
        // A file that grows while it is read does not fill the disk.
        if size > LARGEST {
            return Err(StoreError::TooLarge(source.to_owned()));
        }
        out.write_all(read).map_err(StoreError::io(target))?;
        if !progress(size) {
            return Ok(None);
        }
    }
    out.sync_all().map_err(StoreError::io(target))?;
    Ok(Some((hex(&hash.finalize()), size)))
}

/// Gives a finished copy its name, and makes the name last.
fn settle(half: &Path, folder: &Path, hash: &str) -> Result<(), StoreError> {
    let Some(target) = place(folder, hash) else { return Ok(()) };
    let own = target.parent().unwrap_or(folder);
    private_folder(own, folder)?;
    // The same content is there already, and whole.
    if target.is_file() && hash_of(&target)? == hash {
        return std::fs::remove_file(half).map_err(StoreError::io(half));
    }
    std::fs::rename(half, &target).map_err(StoreError::io(&target))?;
    for folder in [own, folder] {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(StoreError::io(folder))?;
    }
    Ok(())
}

/// Makes a folder that is as private as the file `like` would be.
fn private_folder(folder: &Path, like: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::DirBuilderExt;
    if folder.is_dir() {
        return Ok(());
    }
    let shared = lock::mode(like) == 0o660;
    let made = std::fs::DirBuilder::new().recursive(true).mode(if shared { 0o2770 } else { 0o700 }).create(folder);
    made.map_err(StoreError::io(folder))
}

/// Every hash that has a file in a folder, in order.
fn hashes(folder: &Path) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    for first in std::fs::read_dir(folder).map_err(StoreError::io(folder))?.flatten().filter(|entry| entry.path().is_dir()) {
        for file in std::fs::read_dir(first.path()).map_err(StoreError::io(first.path()))?.flatten() {
            found.extend(file.file_name().to_str().filter(|name| place(folder, name).is_some()).map(str::to_owned));
        }
    }
    found.sort();
    Ok(found)
}

fn hash_of(path: &Path) -> Result<String, StoreError> {
    let mut file = open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; STEP];
    loop {
        let count = file.read(&mut buffer).map_err(StoreError::io(path))?;
        match buffer.get(..count).filter(|read| !read.is_empty()) {
            Some(read) => hash.update(read),
            None => return Ok(hex(&hash.finalize())),
        }
    }
}
