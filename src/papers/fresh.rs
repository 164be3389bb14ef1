//! Files that are new: never written over another, readable by their owner only.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// How many numbered names are tried before giving up.
const NUMBERS: u32 = 1000;

/// Makes a file that must not exist yet, mode 0600.
pub fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Writes a file that must not exist yet as a whole or not at all: under another name in the same folder first, on the disk,
/// then under its own. `write` that fails leaves nothing behind.
pub fn whole<T>(path: &Path, write: impl FnOnce(&File) -> io::Result<T>) -> io::Result<T> {
    if path.symlink_metadata().is_ok() {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists));
    }
    let name = path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?.to_string_lossy().into_owned();
    let temporary = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let file = create(&temporary)?;
    let written = write(&file).and_then(|done| file.sync_all().map(|()| done));
    let placed = written.and_then(|done| place(&temporary, path).map(|()| done));
    if placed.is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
    placed
}

/// Gives a file its name, never over another; where the file system knows no second names, by holding the place first.
fn place(temporary: &Path, path: &Path) -> io::Result<()> {
    match std::fs::hard_link(temporary, path) {
        Ok(()) => std::fs::remove_file(temporary),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) => {
            create(path)?;
            std::fs::rename(temporary, path).inspect_err(|_| drop(std::fs::remove_file(path)))
        }
    }
}

/// The first of `STEM.ENDING`, `STEM.2.ENDING` … that is free.
#[must_use]
pub fn free(folder: &Path, stem: &str, ending: &str) -> PathBuf {
    let named = |number: u32| folder.join(numbered(stem, ending, number));
    (1..=NUMBERS).map(named).find(|path| path.symlink_metadata().is_err()).unwrap_or_else(|| named(NUMBERS))
}

fn numbered(stem: &str, ending: &str, number: u32) -> String {
    if number == 1 { format!("{stem}.{ending}") } else { format!("{stem}.{number}.{ending}") }
}

/// Makes `STEM.ENDING`, or `STEM.2.ENDING`, `STEM.3.ENDING` … where that exists.
pub fn create_numbered(folder: &Path, stem: &str, ending: &str) -> io::Result<(File, PathBuf)> {
    for number in 1..=NUMBERS {
        let path = folder.join(numbered(stem, ending, number));
        match create(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_file_is_written_whole_and_never_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let names = || std::fs::read_dir(folder.path()).unwrap().count();
        let path = folder.path().join("x.csv");
        let broken: io::Result<()> = whole(&path, |mut file| {
            file.write_all(b"half")?;
            Err(io::Error::other("stopped"))
        });
        assert!(broken.is_err());
        assert_eq!(names(), 0);
        whole(&path, |mut file| file.write_all(b"all")).unwrap();
        assert_eq!((std::fs::read(&path).unwrap(), names()), (b"all".to_vec(), 1));
        assert_eq!(std::os::unix::fs::MetadataExt::mode(&path.metadata().unwrap()) & 0o777, 0o600);
        assert!(whole(&path, |mut file| file.write_all(b"other")).is_err());
        assert_eq!((std::fs::read(&path).unwrap(), names()), (b"all".to_vec(), 1));
        assert_eq!(free(folder.path(), "x", "csv"), folder.path().join("x.2.csv"));
    }
}
