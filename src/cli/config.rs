//! Where an office's own files live, and reading them.

use crate::law::shelf;
use etcetera::{BaseStrategy, choose_base_strategy};
use std::io;
use std::path::{Path, PathBuf};

/// The most that is read of a profile, calendar or docket file.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// The folder of an office's own configuration: `SUNPEI_CONFIG`, else the user's.
pub fn folder() -> Option<PathBuf> {
    match std::env::var_os("SUNPEI_CONFIG").filter(|path| !path.is_empty()) {
        Some(path) => Some(PathBuf::from(path)),
        None => choose_base_strategy().ok().map(|base| base.config_dir().join("sunpei")),
    }
}

/// Where an office's own years of the calendar are kept.
pub fn calendar_folder() -> Option<PathBuf> {
    folder().map(|folder| folder.join("calendar"))
}

/// Reads a text file of bounded size.
pub fn read(path: &Path) -> io::Result<String> {
    use std::io::Read as _;
    let file = std::fs::File::open(path)?;
    let mut text = String::new();
    let read = file.take(MOST_BYTES + 1).read_to_string(&mut text)?;
    if read as u64 > MOST_BYTES {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    Ok(text)
}

/// The files of a folder of the configuration by ending, in the order of their names: path and text.
pub fn files(kind: &str, ending: &str) -> Result<Vec<(String, String)>, (PathBuf, io::Error)> {
    folder().map_or_else(|| Ok(Vec::new()), |folder| texts(&folder.join(kind), ending))
}

/// The files of a folder by ending, in the order of their names: path and text. A folder that is not there holds none.
pub fn texts(folder: &Path, ending: &str) -> Result<Vec<(String, String)>, (PathBuf, io::Error)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|known| known == ending));
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let text = read(&path).map_err(|error| (path.clone(), error))?;
        found.push((path.display().to_string(), text));
    }
    Ok(found)
}

/// The profiles of a folder and the texts that its list of documents names: path and text.
pub fn region(folder: &Path) -> Result<Vec<(String, String)>, (PathBuf, io::Error)> {
    let mut files = texts(folder, "toml")?;
    let list = files.iter().find(|(name, _)| Path::new(name).file_name().is_some_and(|name| name == shelf::LIST));
    for name in list.map(|(_, text)| shelf::files(text)).unwrap_or_default() {
        let path = folder.join(name);
        // A file that is not there is said with the place in the list that names it.
        if path.is_file() {
            let text = read(&path).map_err(|error| (path.clone(), error))?;
            files.push((path.display().to_string(), text));
        }
    }
    Ok(files)
}

/// The folders of the configuration that hold profiles: `profiles`, and a folder in it for each region that brings texts.
pub fn regions() -> Vec<PathBuf> {
    let Some(folder) = folder().map(|folder| folder.join("profiles")) else { return Vec::new() };
    let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut inner: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    inner.sort();
    inner.insert(0, folder);
    inner
}
