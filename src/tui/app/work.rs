//! Long work: taking a ledger in, looking what moves, taking it. The loop runs it with progress and Esc.

use super::out::Export;
use super::{App, Tone};
use crate::ops::moving::{Cause, MovePreview};
use crate::ops::{BulkPreview, Deed, Override};
use crate::papers::ledger::Progress;
use crate::text::fill;
use std::path::PathBuf;

/// The setting that holds the version of the rules that was last seen on this desk.
pub(super) const RULES: &str = "rules seen";

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
    /// What a change would move.
    Preview(Box<Cause>),
    /// Taking it, with the reason.
    Move(Box<MovePreview>, String),
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
            Some(Work::Preview(cause)) => self.look_what_moves(&cause, count),
            Some(Work::Move(preview, reason)) => self.take_moves(&preview, &reason, count),
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

    /// What is prepared waits to be chosen.
    pub(super) fn wait_for(&mut self, work: Work) {
        self.waiting = Some(work);
    }

    /// What is prepared.
    pub(super) fn waiting(&self) -> Option<&Work> {
        self.waiting.as_ref()
    }

    /// What is prepared, taken out.
    pub(super) fn take_waiting(&mut self) -> Option<Work> {
        self.waiting.take()
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
}
