//! Long work: taking a ledger in, looking what moves, moving the dockets. The loop runs it with progress and Esc.

use super::out::Export;
use super::{App, Choice, Dialog, Picker, Tone};
use crate::ops::moving::{Change, MovePreview, Shift, Side};
use crate::ops::{BulkPreview, Deed, Override};
use crate::papers::ledger::Progress;
use crate::text::{fill, law as words};
use crate::tui::lines::Line;
use std::path::PathBuf;

/// The setting that holds the version of the rules that was last seen on this desk.
const RULES: &str = "rules seen";

/// Long work that was prepared.
#[derive(Debug)]
pub(super) enum Work {
    /// A ledger to be read.
    ReadLedger(PathBuf),
    /// Its rows to be understood, once its columns are.
    Understand,
    /// It is taken in.
    TakeLedger,
    /// A large act is taken back, or brought back.
    Turn { redo: bool, facts: usize },
    /// What moving the open dockets to a profile would do.
    Preview(String),
    /// Moving them.
    Move(Box<MovePreview>),
    /// What an act would do to the marked.
    Look(Vec<i64>, Deed),
    /// Doing it; the decision on those that ask for one.
    Bulk(Box<BulkPreview>, Option<Override>),
    /// A list that becomes a file.
    Export(Export),
}

/// How far long work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// So many of so many.
    Count(usize, usize),
    /// A ledger on its way in.
    Ledger(Progress),
}

impl App {
    /// Whether work waits to be run.
    pub fn has_work(&self) -> bool {
        self.working
    }

    /// Runs what waits; `progress` is told how many of how many and says whether to go on.
    pub fn work(&mut self, progress: &mut dyn FnMut(usize, usize) -> bool) {
        self.work_told(&mut |told| match told {
            Told::Count(done, whole) => progress(done, whole),
            Told::Ledger(told) => progress(told.done as usize, told.total as usize),
        });
    }

    /// The same; `progress` is also told what is being done.
    pub fn work_told(&mut self, progress: &mut dyn FnMut(Told) -> bool) {
        self.working = false;
        let count = &mut |done, whole| progress(Told::Count(done, whole));
        match self.waiting.take() {
            Some(Work::ReadLedger(path)) => self.read_ledger(path, progress),
            Some(Work::Understand) => self.understand_ledger(progress),
            Some(Work::TakeLedger) => self.take_ledger(progress),
            Some(Work::Turn { redo, facts }) => self.turn_told(redo, &mut |done| count(done, facts)),
            Some(Work::Preview(name)) => self.preview_move(&name, count),
            Some(Work::Move(preview)) => self.move_dockets(&preview, count),
            Some(Work::Look(ids, deed)) => self.preview_many(&ids, &deed, count),
            Some(Work::Bulk(preview, otherwise)) => self.do_many(&preview, otherwise.as_ref(), count),
            Some(Work::Export(export)) => self.export(&export, count),
            None => {}
        }
    }

    /// The rules of the office are others than last time: open dockets stay under theirs until they are moved.
    pub(super) fn tell_new_rules(&mut self) {
        if !self.desk.is_set_up() || self.desk.store.is_read_only() {
            return;
        }
        let now = self.desk.office_law().versions().0.to_owned();
        match self.desk.store.setting(RULES).ok().flatten() {
            Some(seen) if seen == now => {}
            None if self.desk.store.kept_profiles().is_ok_and(|kept| kept.iter().all(|(version, _)| *version == now)) => {
                let _ = self.desk.store.set_setting(RULES, &now);
            }
            _ => {
                let text = fill(self.words().moves_new, &[&now]);
                self.say(Tone::Info, text);
            }
        }
    }

    /// Asks to which rules the open dockets might move.
    pub(super) fn open_moves(&mut self) {
        let now = self.desk.office_law().versions().0.to_owned();
        let _ = self.desk.store.set_setting(RULES, &now);
        let library = self.desk.library.clone();
        let own = self.desk.office.profile.clone();
        let mut items: Vec<(Line, Choice)> = Vec::new();
        for name in library.names() {
            let line = match library.profile(name) {
                Ok(profile) => format!("{name}  {}  {}", profile.version, words::label(self.lang, &profile.title)),
                Err(_) => continue,
            };
            items.push((Line::plain(line), Choice::Preview(name.to_owned())));
        }
        items.sort_by_key(|(_, choice)| *choice != Choice::Preview(own.clone()));
        let title = self.words().moves_to;
        self.dialogs.push(Dialog::Picker(Picker::new(title, items)));
    }

    /// What is prepared waits to be chosen.
    pub(super) fn wait_for(&mut self, work: Work) {
        self.waiting = Some(work);
    }

    /// What is prepared.
    pub(super) fn waiting(&self) -> Option<&Work> {
        self.waiting.as_ref()
    }

    pub(super) fn waiting_mut(&mut self) -> Option<&mut Work> {
        self.waiting.as_mut()
    }

    /// What is prepared goes to the loop.
    pub(super) fn resume(&mut self) {
        self.working = true;
    }

    /// The preview waits for the loop, which shows its progress.
    pub(super) fn begin(&mut self, work: Work) {
        self.waiting = Some(work);
        self.working = true;
    }

    fn preview_move(&mut self, name: &str, progress: &mut dyn FnMut(usize, usize) -> bool) {
        let whole = self.desk.store.open_ids().map_or(0, |ids| ids.len());
        match self.desk.preview_move(name, &mut |done| progress(done, whole)) {
            Ok(Some(preview)) => self.show_moves(preview),
            Ok(None) => {
                let text = crate::text::ops::act(self.lang, &crate::ops::ActError::Cancelled);
                self.say(Tone::Info, text);
            }
            Err(error) => self.say(Tone::Error, error.to_string()),
        }
    }

    /// What would change, line by line; the last line takes it.
    fn show_moves(&mut self, preview: MovePreview) {
        let (text, shifts) = (self.words(), &preview.shifts);
        let [moved, added, dropped] = Change::ALL.map(|change| shifts.count(change));
        let mut above: Vec<String> =
            preview.from.iter().map(|(pin, count)| fill(text.moves_from, &[&pin.version, count])).collect();
        above.push(fill(text.moves_counts, &[&shifts.dockets, &moved, &added, &dropped, &shifts.unchanged]));
        let mut items: Vec<(Line, Choice)> =
            shifts.rows.iter().map(|row| (self.moves_line(row), Choice::Docket(row.docket))).collect();
        if preview.dockets.is_empty() {
            above.push(fill(text.moves_none, &[&preview.already, &preview.to.version]));
        } else {
            above.push(text.moves_how.to_owned());
            let take = fill(text.moves_take, &[&preview.dockets.len(), &preview.to.version]);
            items.push((Line::head(&take), Choice::Move));
        }
        let mut picker = Picker::new(fill(text.moves_title, &[&preview.to.version]), items);
        picker.above = above.iter().map(|line| crate::text::safe::line(line)).collect();
        self.waiting = Some(Work::Move(Box::new(preview)));
        self.dialogs.push(Dialog::Picker(picker));
    }

    fn moves_line(&self, row: &Shift) -> Line {
        let text = self.words();
        let day = |side: &Option<Side>| side.and_then(|(due, ..)| due).map_or("—".to_owned(), |day| day.to_string());
        let what = match row.change {
            Change::Moved => text.moves_moved,
            Change::Added => text.moves_added,
            Change::Dropped => text.moves_dropped,
        };
        let rule = &row.deadline.rule;
        let line = format!(
            "{what} {} → {}  {} {} {} · {}",
            day(&row.before),
            day(&row.after),
            row.number,
            words::label(self.lang, &rule.label),
            row.deadline.party.as_deref().unwrap_or_default(),
            words::cites(&self.desk.library, &rule.cites),
        );
        Line { cites: rule.cites.clone(), faint: row.change == Change::Dropped, ..Line::plain(line) }
    }

    fn move_dockets(&mut self, preview: &MovePreview, progress: &mut dyn FnMut(usize, usize) -> bool) {
        let whole = preview.dockets.len();
        match self.desk.move_profile(preview, &mut |done| progress(done, whole)) {
            Ok(_) => {
                self.refresh();
                let text = fill(self.words().moves_done, &[&whole, &preview.to.version]);
                self.say(Tone::Done, text);
            }
            Err(error) => self.fail(&error),
        }
    }
}
