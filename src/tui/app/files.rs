//! The ledgers of a folder, or one by its path.

use super::entry::Entry;
use super::work::Work;
use super::{App, Choice, Dialog, Picker};
use crate::ops::field::{Field, Shape};
use crate::tui::lines::Line;
use std::path::{Path, PathBuf};

impl App {
    /// The ledgers of this folder, or a path.
    pub(super) fn open_import(&mut self) {
        self.pick_file(Path::new("."));
    }

    fn pick_file(&mut self, folder: &Path) {
        let mut items: Vec<(Line, Choice)> = Vec::new();
        let mut entries: Vec<PathBuf> =
            std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        entries.sort();
        entries.insert(0, folder.join(".."));
        for path in entries {
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
            let is_folder = path.is_dir();
            if is_folder || matches!(ending.as_str(), "xlsx" | "xlsm" | "xls" | "et" | "ods" | "csv" | "tsv" | "txt") {
                let name = path.file_name().map_or_else(|| "..".to_owned(), |name| name.to_string_lossy().into_owned());
                let text = crate::text::safe::line(&if is_folder { format!("{name}/") } else { name });
                items.push((Line { text, faint: is_folder, ..Line::default() }, Choice::File(path)));
            }
        }
        items.sort_by_key(|(line, _)| line.faint);
        items.push((Line { text: self.words().import_path.to_owned(), ..Line::default() }, Choice::File(PathBuf::new())));
        let title = self.words().import_files;
        self.dialogs.push(Dialog::Picker(Picker::new(title, items)));
    }

    /// A ledger that was chosen: the loop reads it, with progress.
    pub(super) fn choose_file(&mut self, path: &Path) {
        if path.as_os_str().is_empty() {
            let fields = vec![Field::new("path_of", Shape::Text, true)];
            return self.open_form(self.words().import_path.to_owned(), fields, Entry::Path);
        }
        if path.is_dir() {
            return self.pick_file(path);
        }
        self.begin(Work::ReadLedger(path.to_owned()));
    }
}
