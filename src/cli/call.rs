//! One call of the program: what holds for every command, checked once.

use super::args::{Format, Globals, Print};
use super::out::Failure;
use super::{Clock, config};
use crate::docket::tree::Fault;
use crate::docket::{Day, office_day};
use crate::law::calendar::Calendar;
use crate::law::{Law, Library};
use crate::text::{Lang, cli::CliWords, fault, fill};
use std::path::Path;
use std::sync::Arc;

/// The profile where nothing else is said.
pub const DEFAULT_PROFILE: &str = "inner-mongolia";

/// One call of the program.
#[derive(Debug)]
pub struct Call {
    /// The language.
    pub lang: Lang,
    /// Its words.
    pub words: &'static CliWords,
    /// The flags that hold for every command.
    pub globals: Globals,
    /// The day given by `--today`.
    pub today: Option<Day>,
    /// The clock.
    pub clock: Clock,
}

impl Call {
    /// Checks the flags that hold for every command.
    pub fn new(lang: Lang, globals: Globals, clock: Clock) -> Result<Self, Failure> {
        let words = CliWords::of(lang);
        if let Some(name) = globals.lang.as_deref().filter(|name| Lang::parse(name).is_none()) {
            return Err(Failure::usage(fill(words.bad_lang, &[&name])));
        }
        let today = globals.today.as_deref().map(|text| day(words, text)).transpose()?;
        Ok(Self { lang, words, globals, today, clock })
    }

    /// The day to judge on: `--today`, else the day it is at the office.
    pub fn today(&self) -> Day {
        self.today.unwrap_or_else(|| office_day((self.clock)()))
    }

    /// Texts of the law and profiles, an office's own files over those compiled in.
    pub fn library(&self) -> Result<Library, Failure> {
        let mut library = Library::built_in().clone();
        for folder in config::regions() {
            let files = config::region(&folder).map_err(|(path, error)| self.cannot_read(&path, &error))?;
            library.add_folder(&files, false).map_err(|faults| self.faults(&faults))?;
        }
        Ok(library)
    }

    /// The calendar, an office's own years over those compiled in.
    pub fn calendar(&self) -> Result<Arc<Calendar>, Failure> {
        let files = |ending| config::files("calendar", ending).map_err(|(path, error)| self.cannot_read(&path, &error));
        let mut calendar = Calendar::built_in();
        for (name, text) in files("json")?.iter().chain(&files("toml")?) {
            calendar = Arc::new(calendar.add(name, text).map_err(|faults| self.faults(&faults))?);
        }
        Ok(calendar)
    }

    /// The law under a profile given by name, or by the path of its file.
    pub fn law(&self, library: &mut Library, name: &str) -> Result<Law, Failure> {
        let name = self.shelve(library, name)?;
        let profile = library.profile(&name).map_err(|faults| self.faults(&faults))?;
        Ok(Law::new(profile, self.calendar()?))
    }

    /// Puts a profile given by path on the shelf; the name it has there.
    pub fn shelve(&self, library: &mut Library, name: &str) -> Result<String, Failure> {
        let is_path = name.contains('/') || Path::new(name).extension().is_some_and(|ending| ending == "toml");
        if !is_path {
            return Ok(name.to_owned());
        }
        self.shelve_file(library, Path::new(name))
    }

    /// Puts a profile's file, or a region's folder, on the shelf; the name it has there.
    pub fn shelve_file(&self, library: &mut Library, path: &Path) -> Result<String, Failure> {
        if path.is_dir() {
            let names = self.shelve_folder(library, path, false)?;
            return library.top(&names).ok_or_else(|| Failure::refused(fill(self.words.no_profile_in, &[&path.display()])));
        }
        let text = self.read(path)?;
        // Layers and texts may lie beside it; profiles that are known already stay as they are.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        self.shelve_folder(library, folder, true)?;
        Ok(library.add_profile(&path.display().to_string(), &text))
    }

    fn shelve_folder(&self, library: &mut Library, folder: &Path, keep: bool) -> Result<Vec<String>, Failure> {
        let files = match config::region(folder) {
            Ok(files) => files,
            // What merely lies beside a profile may be anything.
            Err(_) if keep => Vec::new(),
            Err((path, error)) => return Err(self.cannot_read(&path, &error)),
        };
        library.add_folder(&files, keep).map_err(|faults| self.faults(&faults))
    }

    /// Reads a text file.
    pub fn read(&self, path: &Path) -> Result<String, Failure> {
        config::read(path).map_err(|error| self.cannot_read(path, &error))
    }

    /// A file that cannot be read.
    pub fn cannot_read(&self, path: &Path, error: &std::io::Error) -> Failure {
        Failure::refused(fill(self.words.cannot_read, &[&path.display(), &fault::unread(self.lang, error)]))
    }

    /// Faults of a file, each with its place.
    pub fn faults(&self, faults: &[Fault]) -> Failure {
        let mut lines: Vec<String> = faults.iter().flat_map(|one| fault::lines(self.lang, one)).collect();
        if faults.len() > 1 {
            lines.push(fill(self.words.faults, &[&faults.len()]));
        }
        Failure { code: 1, lines }
    }

    /// A day as an argument.
    pub fn day(&self, text: &str) -> Result<Day, Failure> {
        day(self.words, text)
    }

    /// Refuses a format that a command does not have.
    pub fn only(&self, print: Print, known: &[Format]) -> Result<Format, Failure> {
        if known.contains(&print.format) {
            return Ok(print.format);
        }
        let name = format!("{:?}", print.format).to_lowercase();
        Err(Failure::usage(fill(self.words.no_format, &[&name])))
    }
}

fn day(words: &CliWords, text: &str) -> Result<Day, Failure> {
    crate::docket::day(text).ok_or_else(|| Failure::usage(fill(words.bad_day, &[&text])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_the_office_begins_eight_hours_early() {
        assert_eq!(office_day(1_767_196_799).to_string(), "2025-12-31");
        assert_eq!(office_day(1_767_196_800).to_string(), "2026-01-01");
    }

    #[test]
    fn only_whole_days_pass() {
        let words = CliWords::of(Lang::En);
        assert!(day(words, "2026-02-28").is_ok());
        for text in ["2026-02-30", "2026-2-3", "0001-01-01", "", "2026-02-28x", "+2026-02-2"] {
            assert!(day(words, text).is_err(), "{text}");
        }
    }
}
