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

/// Makes `STEM.ENDING`, or `STEM.2.ENDING`, `STEM.3.ENDING` … where that exists.
pub fn create_numbered(folder: &Path, stem: &str, ending: &str) -> io::Result<(File, PathBuf)> {
    for number in 1..=NUMBERS {
        let name = if number == 1 { format!("{stem}.{ending}") } else { format!("{stem}.{number}.{ending}") };
        let path = folder.join(name);
        match create(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists))
}
