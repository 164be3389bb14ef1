//! Taking a ledger in: its columns, corrected by hand; then every row with what would become of it; then one act.

mod ledger;

use super::work::{Told, Work};
use super::{App, Choice, Dialog, Picker, Tone};
use crate::ops::{Choices, Preview, Take};
use crate::papers::ledger::{
    self as papers, Field, Import, LedgerError, Progress, ReadOptions, Table, Work as Reading, loose_table, propose,
};
use crate::text::intake::Words;
use crate::text::{fill, ops as ops_words};
use crate::tui::command;
use crate::tui::key::Key;
use crate::tui::lines::Line;
pub use ledger::{Fate, Intake, Item, Room};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Rows that a page key moves by.
const PAGE: isize = 10;

impl App {
    fn intake_words(&self) -> &'static Words {
        Words::of(self.lang)
    }

    /// Reads a ledger, in a process of its own; what cannot be read is said and nothing else happens.
    pub(super) fn read_ledger(&mut self, path: PathBuf, progress: &mut dyn FnMut(Told) -> bool) {
        let options = self.read_options();
        let read = self.reader.read(&path, &options.limits, &mut |told| progress(Told::Ledger(told)));
        let book = match read {
            Ok(book) => book,
            Err(error) => return self.refuse_ledger(&path, &error),
        };
        let plan = propose(&book, &|shape| self.desk.columns_of(shape), &options.words);
        // Read as the last time without asking; what is new is looked at first.
        let known = plan.tables.iter().filter(|table| table.taken).all(|table| table.is_saved() && table.missing().is_empty());
        let table = plan.tables.iter().position(|table| table.taken).unwrap_or(0);
        self.intake = Some(Intake {
            path,
            book,
            plan,
            found: Import::default(),
            preview: Preview::default(),
            room: Room::Columns,
            table,
            column: 0,
            items: Vec::new(),
            shown: Vec::new(),
            at: 0,
            only: None,
            text: String::new(),
            typing: false,
            takes: HashMap::new(),
            route: false,
        });
        if known {
            self.understand_ledger(progress);
        }
    }

    fn read_options(&self) -> ReadOptions {
        ReadOptions { reader: self.reader.clone(), ..ReadOptions::new(self.desk.today) }
    }

    fn refuse_ledger(&mut self, path: &Path, error: &LedgerError) {
        let tone = if *error == LedgerError::Cancelled { Tone::Info } else { Tone::Error };
        let text = format!("{}: {}", path.display(), error.say(self.lang));
        self.say(tone, text);
    }

    /// Makes leads of the rows as the columns say, and looks which of them are here.
    pub(super) fn understand_ledger(&mut self, progress: &mut dyn FnMut(Told) -> bool) {
        let options = self.read_options();
        let Some(intake) = &self.intake else { return };
        let read = papers::import(&intake.book, &intake.plan, &options, &mut |told| progress(Told::Ledger(told)));
        let path = intake.path.clone();
        let found = match read {
            Ok(found) => found,
            Err(error) => return self.refuse_ledger(&path, &error),
        };
        let total = found.drafts.len() as u64;
        let compared = self.desk.preview_told(&found, &mut |done| {
            progress(Told::Ledger(Progress { work: Reading::Comparing, done: done as u64, total }))
        });
        match compared {
            Ok(Some(preview)) => {
                if let Some(intake) = &mut self.intake {
                    (intake.found, intake.preview, intake.room) = (found, preview, Room::Rows);
                    (intake.only, intake.at) = (None, 0);
                    intake.text.clear();
                    intake.takes.clear();
                    intake.list();
                }
            }
            Ok(None) => self.refuse_ledger(&path, &LedgerError::Cancelled),
            Err(error) => {
                let text = ops_words::store(self.lang, &error);
                self.say(Tone::Error, text);
            }
        }
    }

    /// Takes it in: the refused rows as a file first, then everything in one act.
    pub(super) fn take_ledger(&mut self, progress: &mut dyn FnMut(Told) -> bool) {
        let Some(intake) = &self.intake else { return };
        let path = intake.path.clone();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut files = Vec::new();
        if !intake.found.rejects.is_empty() {
            match papers::write_rejects_or(&path, self.desk.store.path(), &intake.found, self.lang) {
                Ok(written) => files = written,
                Err(error) => {
                    let text = fill(
                        self.intake_words().rejects_failed,
                        &[&path.display(), &crate::text::fault::system(self.lang, &error)],
                    );
                    return self.say(Tone::Error, text);
                }
            }
        }
        let choices = Choices { route: intake.route, preview: Some(&intake.preview), takes: Some(&intake.takes) };
        let total = intake.found.drafts.len() as u64;
        let taken = self.desk.take_in(&intake.found, &name, choices, &mut |done| {
            progress(Told::Ledger(Progress { work: Reading::Writing, done: done as u64, total }))
        });
        match taken {
            Ok(done) => {
                let Some(intake) = self.intake.take() else { return };
                // Only what was taken is what the office says of such a ledger.
                let kept = self.desk.keep_columns(&intake.plan);
                self.told(kept);
                let words = self.intake_words();
                let counts: [&dyn std::fmt::Display; 4] =
                    [&done.taken, &done.amended, &done.doubled, &intake.found.rejects.len()];
                let mut text = fill(words.done, &counts);
                for file in &files {
                    text.push_str(&fill(words.rejects_at, &[&file.display()]));
                }
                self.refresh();
                self.say(Tone::Done, text);
            }
            Err(error) => {
                for file in &files {
                    let _ = std::fs::remove_file(file);
                }
                self.fail(&error);
            }
        }
    }

    // ---- Keys ------------------------------------------------------------------------------------------------------

    /// Pasted text goes where it is typed.
    pub(super) fn intake_paste(&mut self, text: &str) {
        if let Some(intake) = self.intake.as_mut().filter(|intake| intake.typing) {
            intake.text.extend(text.chars().filter(|c| !c.is_control()));
            intake.sift();
        }
    }

    /// A key while a ledger is on its way in.
    pub(super) fn intake_key(&mut self, key: Key) {
        let Some(intake) = &mut self.intake else { return };
        if intake.typing {
            match key {
                Key::Enter => intake.typing = false,
                Key::Esc => {
                    intake.typing = false;
                    intake.text.clear();
                }
                Key::Backspace => drop(intake.text.pop()),
                Key::Char(c) => intake.text.push(c),
                _ => return,
            }
            return intake.sift();
        }
        let scope = intake.scope();
        self.status = None;
        if let Some(row) = command::find_in(&key.folded().name(), scope) {
            self.intake_run(row.name);
        }
    }

    /// A command of the table, while a ledger is on its way in.
    pub(super) fn intake_run(&mut self, name: &str) {
        let Some(intake) = &mut self.intake else { return };
        match name {
            "down" => intake.step(1),
            "up" => intake.step(-1),
            "page.down" => intake.step(PAGE),
            "page.up" => intake.step(-PAGE),
            "top" => intake.step(isize::MIN / 2),
            "bottom" => intake.step(isize::MAX / 2),
            "help" => self.open_help(),
            "back" => self.intake_back(),
            "quit" => self.leave_intake(),
            "ledger.column" if intake.column == 0 => self.read_on_ledger(),
            "ledger.column" => self.open_fields(),
            "ledger.rows" => self.read_on_ledger(),
            "ledger.sheet" => {
                intake.table = (intake.table + 1) % intake.plan.tables.len().max(1);
                intake.column = 0;
            }
            "ledger.sheet.take" => {
                if let Some(table) = intake.plan.tables.get_mut(intake.table) {
                    table.taken = !table.taken;
                }
            }
            "ledger.header.down" => self.move_header(1),
            "ledger.header.up" => self.move_header(-1),
            "ledger.columns" => (intake.room, intake.column) = (Room::Columns, 0),
            "ledger.import" => self.begin(Work::TakeLedger),
            "ledger.find" => intake.typing = true,
            "ledger.take" => self.turn_take(false),
            "ledger.take.all" => self.turn_take(true),
            "ledger.route" => {
                intake.route = !intake.route && intake.preview.routed > 0;
            }
            name => {
                let only = name.strip_prefix("ledger.only.").and_then(|digit| digit.parse::<usize>().ok());
                if let Some(only) = only {
                    intake.only = only.checked_sub(1).and_then(|at| Fate::ALL.get(at)).copied();
                    intake.sift();
                }
            }
        }
    }

    /// One step back: what narrows the list, then the room, then the ledger.
    fn intake_back(&mut self) {
        let Some(intake) = &mut self.intake else { return };
        if intake.room == Room::Rows && (intake.only.is_some() || !intake.text.is_empty()) {
            intake.only = None;
            intake.text.clear();
            return intake.sift();
        }
        self.leave_intake();
    }

    fn leave_intake(&mut self) {
        self.intake = None;
        let text = self.intake_words().left;
        self.say(Tone::Info, text);
    }

    /// From the columns to the rows, once every table taken can be read.
    fn read_on_ledger(&mut self) {
        let words = self.intake_words();
        let Some(intake) = &mut self.intake else { return };
        if intake.plan.tables.iter().all(|table| !table.taken) {
            return self.say(Tone::Refused, words.no_table);
        }
        let lacking = intake.plan.tables.iter().position(|table| table.taken && !table.missing().is_empty());
        if let Some(at) = lacking {
            intake.table = at;
            let missing = intake.shown_table().map(Table::missing).unwrap_or_default();
            let names: Vec<&str> = missing.iter().map(|field| field.say(self.lang)).collect();
            let text = fill(words.missing, &[&names.join(words.and)]);
            return self.say(Tone::Refused, text);
        }
        self.begin(Work::Understand);
    }

    /// What the selected column can mean.
    fn open_fields(&mut self) {
        let words = self.intake_words();
        let Some(intake) = &self.intake else { return };
        let Some(table) = intake.shown_table() else { return };
        let Some(guess) = intake.column.checked_sub(1).and_then(|at| table.columns.get(at)) else { return };
        let line = |field: Option<Field>| {
            let name = field.map_or(words.kept, |field| field.say(self.lang));
            let holder = field.and_then(|field| table.holder(field, guess.index));
            let held = holder.map_or_else(String::new, |other| fill(words.held, &[&other.letters(), &other.header]));
            let star = if field.is_some_and(|field| Field::REQUIRED.contains(&field)) { "*" } else { "" };
            let text = crate::text::safe::line(&format!("{name}{star} {held}"));
            (Line { faint: holder.is_some(), ..Line::plain(text.trim_end()) }, Choice::Field(field))
        };
        let items: Vec<(Line, Choice)> = Field::ALL.into_iter().map(Some).chain([None]).map(line).collect();
        let at = items.iter().position(|(_, choice)| *choice == Choice::Field(guess.field)).unwrap_or(0);
        let title = fill(words.fields_title, &[&guess.letters(), &guess.header]);
        let above = vec![crate::text::safe::line(&fill(words.samples, &[&guess.samples.join(" | ")]))];
        let picker = Picker { at, above, ..Picker::new(title, items) };
        self.dialogs.push(Dialog::Picker(picker));
    }

    /// The selected column means that. A field that another column has is refused: nothing is taken away silently.
    pub(super) fn set_field(&mut self, field: Option<Field>) {
        let words = self.intake_words();
        let lang = self.lang;
        let Some(intake) = &mut self.intake else { return };
        let at = intake.column;
        let Some(table) = intake.plan.tables.get_mut(intake.table) else { return };
        let Some(index) = at.checked_sub(1).and_then(|at| table.columns.get(at)).map(|guess| guess.index) else { return };
        if let Some((field, other)) = field.and_then(|field| Some((field, table.holder(field, index)?))) {
            let text = fill(words.twice, &[&field.say(lang), &other.letters(), &other.header]);
            return self.say(Tone::Refused, text);
        }
        table.set(index, field);
    }

    /// The header stands in the next filled row, or the one before.
    fn move_header(&mut self, by: isize) {
        let words = self.read_options().words;
        let Some(intake) = &mut self.intake else { return };
        let Some(table) = intake.plan.tables.get_mut(intake.table) else { return };
        let Some(sheet) = intake.book.sheets.get(table.sheet) else { return };
        let at = sheet.rows.iter().position(|row| row.number == table.header_row).unwrap_or(0);
        let Some(moved) = at.checked_add_signed(by).and_then(|at| loose_table(&intake.book, table.sheet, at, &words)) else {
            return;
        };
        *table = Table { taken: table.taken, ..moved };
        intake.column = 0;
    }

    /// Leaves, takes over, takes as a lead of its own: the selected changed row, or all of them.
    fn turn_take(&mut self, all: bool) {
        let words = self.intake_words();
        let Some(intake) = &mut self.intake else { return };
        let selected = match intake.shown.get(intake.at) {
            Some(Item::Draft(at)) if intake.fate(Item::Draft(*at)) == Fate::Changed => Some(*at),
            _ => None,
        };
        let changed = |item: &Item| match item {
            Item::Draft(at) if intake.fate(*item) == Fate::Changed => Some(*at),
            _ => None,
        };
        let which: Vec<usize> =
            if all { intake.items.iter().filter_map(changed).collect() } else { selected.into_iter().collect() };
        let Some(first) = selected.or_else(|| which.first().copied()) else {
            return self.say(Tone::Info, words.only_changed);
        };
        let next = match intake.take(first) {
            Take::Leave => Take::Amend,
            Take::Amend => Take::Anew,
            Take::Anew => Take::Leave,
        };
        intake.takes.extend(which.into_iter().map(|at| (at, next)));
    }
}
