//! One value for what is changed, one preview of what it moves, one way to take it.

use super::look::{Look, Seen, with};
use super::{Shift, Shifts, listed};
use crate::docket::Fact;
use crate::law::calendar::{Calendar, Year};
use crate::law::{Deadline, Law, Warning};
use crate::ops::act::{ActError, Done};
use crate::ops::desk::{Desk, OpenError};
use crate::ops::pin::{Laws, Pin};
use crate::store::{Batch, Entry, StoreError, StoredDocket, Target};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The link of the log that another year of the calendar leaves: the year is a file, so it is no act to be undone.
const YEAR: &str = crate::store::YEAR_ADDED;

/// How many dockets are looked at between two words about it.
const STEP: usize = 100;

/// What is changed.
#[derive(Debug, Clone)]
pub enum Cause {
    /// Facts of one docket: another date, a pause.
    Facts {
        /// The docket.
        docket: i64,
        /// The facts.
        facts: Vec<Fact>,
        /// The named command.
        command: &'static str,
    },
    /// A year's rest days.
    Year {
        /// The year.
        year: Box<Year>,
        /// The calendar with it.
        calendar: Arc<Calendar>,
    },
    /// The version of the rules.
    Profile {
        /// The rules to move to.
        law: Arc<Law>,
        /// Their pin.
        to: Pin,
        /// One docket, or all open ones.
        only: Option<i64>,
    },
}

/// What a change would do.
#[derive(Debug, Clone)]
pub struct MovePreview {
    /// What is changed.
    pub cause: Cause,
    /// The profile and version to move to, where that is the change.
    pub to: Pin,
    /// What moves.
    pub shifts: Shifts,
    /// The dockets that are written to, each with the revision at which it was looked at.
    pub dockets: Vec<(i64, i64)>,
    /// What is written to each, in the same order.
    pub facts: Vec<Vec<Fact>>,
    /// Open dockets that are under this version already.
    pub already: usize,
    /// How many of them are pinned to a version that nobody kept: what they were is judged by today's file of the name.
    pub unkept: usize,
    /// What the dockets are pinned to now, with how many of each.
    pub from: Vec<(Pin, usize)>,
    /// What would be out of order on the one docket that is changed.
    pub warnings: Vec<Warning>,
}

impl MovePreview {
    fn take_in(&mut self, stored: &StoredDocket, seen: Seen) {
        if seen.already {
            self.already += 1;
            return;
        }
        if let Some((now, unkept)) = seen.from {
            self.unkept += usize::from(unkept);
            match self.from.iter_mut().find(|(pin, _)| *pin == now) {
                Some((_, count)) => *count += 1,
                None => self.from.push((now, 1)),
            }
        }
        self.shifts.rows.extend(seen.shifts.rows);
        self.shifts.unchanged += seen.shifts.unchanged;
        self.shifts.dockets += seen.shifts.dockets;
        self.warnings.extend(seen.warnings);
        if !seen.facts.is_empty() {
            self.dockets.push((stored.docket.id, stored.revision));
            self.facts.push(seen.facts);
        }
    }
}

impl Desk {
    /// What a change would do; nothing is written. `None` when stopped.
    pub fn what_moves(&self, cause: &Cause, progress: &mut dyn FnMut(usize) -> bool) -> Result<Option<MovePreview>, StoreError> {
        let to = if let Cause::Profile { to, .. } = cause { to.clone() } else { Pin::default() };
        let mut preview = MovePreview {
            cause: cause.clone(),
            to: to.clone(),
            shifts: Shifts::default(),
            dockets: Vec::new(),
            facts: Vec::new(),
            already: 0,
            unkept: 0,
            from: Vec::new(),
            warnings: Vec::new(),
        };
        let ids = match cause {
            Cause::Facts { docket, .. } | Cause::Profile { only: Some(docket), .. } => vec![*docket],
            _ => self.store.open_ids()?,
        };
        let (after, office) = (self.laws_after(cause), self.office_law());
        // The look into other dockets costs most of it, and time limits seldom ask for it; warnings of one docket do.
        let target = if let Cause::Profile { law, .. } = cause { Some(law) } else { None };
        let asked = self.laws.by.values().chain([&office]).chain(target).any(|law| law.limits_ask_earlier_damage());
        let whole = asked || matches!(cause, Cause::Facts { .. });
        let look = Look { cause, before: &self.laws, after, office, to, today: self.today };
        for (part, ids) in ids.chunks(STEP).enumerate() {
            let read = |id: &i64| if whole { self.docket(*id) } else { self.store.docket_alone(*id) };
            let dockets: Vec<StoredDocket> = ids.iter().filter_map(|id| read(id).transpose()).collect::<Result<_, _>>()?;
            for (stored, seen) in dockets.iter().zip(look.all(&dockets)) {
                preview.take_in(stored, seen);
            }
            if ids.len() == STEP && !progress((part + 1) * STEP) {
                return Ok(None);
            }
        }
        Ok(Some(preview))
    }

    /// The laws as they are after a change of the calendar.
    fn laws_after(&self, cause: &Cause) -> Laws {
        let mut laws: Laws = self.laws.clone();
        if let Cause::Year { calendar, .. } = cause {
            laws.set_calendar(calendar);
        }
        laws
    }

    /// The deadline of a line of a preview, with its proof: as it will be, or as it was where it is dropped.
    pub fn moved_deadline(&self, preview: &MovePreview, row: &Shift) -> Result<Option<(StoredDocket, Deadline)>, StoreError> {
        let Some(mut stored) = self.docket(row.docket)? else { return Ok(None) };
        let mut law = self.law_of(&stored);
        if row.after.is_some() {
            match &preview.cause {
                Cause::Profile { law: new, .. } => law = new.clone(),
                cause => law = self.laws_after(cause).of(&stored).cloned().unwrap_or(law),
            }
            if let Some(at) = preview.dockets.iter().position(|(id, _)| *id == row.docket) {
                stored.docket = with(&stored.docket, preview.facts.get(at).map_or(&[], Vec::as_slice));
            }
        }
        let which = &row.deadline;
        let found = listed(&law, &stored.docket, self.today)
            .into_iter()
            .find(|one| one.rule.id == which.rule.id && one.party == which.party && one.n == which.n && one.round == which.round);
        Ok(found.map(|one| (stored, one)))
    }

    /// What moving all open dockets to a profile of the shelf would do; nothing is written. `None` when stopped.
    pub fn preview_move(&mut self, to: &str, progress: &mut dyn FnMut(usize) -> bool) -> Result<Option<MovePreview>, OpenError> {
        let cause = self.to_profile(to, None)?;
        Ok(self.what_moves(&cause, progress)?)
    }

    /// The change to a profile of the shelf: of one docket, or of all open ones.
    pub fn to_profile(&mut self, name: &str, only: Option<i64>) -> Result<Cause, OpenError> {
        let law = self.load(name)?;
        let to = Pin { profile: name.to_owned(), version: law.versions().0.to_owned() };
        Ok(Cause::Profile { law, to, only })
    }

    /// Takes a change as it was shown, with the reason: one transaction. What was recorded on one of its dockets since
    /// stops it, and so does another calendar. A year is kept as a file first, see [`keep_year`].
    pub fn take(
        &mut self,
        preview: &MovePreview,
        reason: &str,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Done, ActError> {
        let reasoned = |fact: &Fact| {
            let mut fact = fact.clone();
            if !reason.is_empty() && fact.data.get("reason").is_none() {
                fact.data.set("reason", reason);
            }
            fact
        };
        let entries: Vec<Entry> = preview
            .dockets
            .iter()
            .zip(&preview.facts)
            .map(|((id, revision), facts)| Entry {
                target: Target::Existing { id: *id, revision: *revision },
                facts: facts.iter().map(reasoned).collect(),
            })
            .collect();
        match &preview.cause {
            Cause::Facts { command, .. } => self.write(&self.batch(command, reason, entries), progress),
            Cause::Profile { law, to, .. } => {
                self.keep(law)?;
                let summary = format!("{} {reason}", to.version);
                self.write(&self.batch("profile.move", summary.trim_end(), entries), progress)
            }
            Cause::Year { year, calendar } => {
                let old = self.calendar.clone();
                let summary = summary(year, reason, &preview.shifts);
                let settings = vec![self.years_kept(calendar)?];
                self.set_calendar(calendar.clone());
                let batch = Batch { settings, ..self.batch(YEAR, summary, entries) };
                let written = self.write(&batch, &mut |_| true);
                if written.is_err() {
                    self.set_calendar(old);
                    return written;
                }
                // Every row of the database rests on the calendar: all are computed anew.
                self.rebuild(&mut |done| {
                    progress(usize::try_from(done).unwrap_or(usize::MAX));
                    true
                })?;
                written
            }
        }
    }
}

/// The entry of the log: the year with its notices, why, and everything that moved.
fn summary(year: &Year, reason: &str, shifts: &Shifts) -> String {
    let notices: Vec<&str> = year.notices.iter().map(|notice| notice.number.as_str()).collect();
    let mut text = format!("{} {} {reason}", year.year, notices.join(" "));
    for row in &shifts.rows {
        let day = |side: Option<super::Side>| side.and_then(|(due, ..)| due).map_or("-".to_owned(), |day| day.to_string());
        let (number, rule) = (&row.number, &row.deadline.rule.id);
        let _ = write!(text, "; {number} {rule} {} → {}", day(row.before), day(row.after));
    }
    text
}

/// A year that was placed into the office's calendar.
#[derive(Debug)]
pub struct KeptYear {
    /// Its file.
    pub path: PathBuf,
    before: Option<Vec<u8>>,
}

impl KeptYear {
    /// The folder as it was: what the database did not take is not left half there.
    pub fn give_up(self) {
        let _ = match self.before {
            Some(before) => place(&self.path, &before),
            None => std::fs::remove_file(&self.path),
        };
    }
}

/// Keeps a year as a file of the office's calendar: whole or not at all, readable for every account of the office. The file
/// comes before the database: where the program ends between both, the next start takes the file in with its entry.
pub fn keep_year(folder: &Path, year: &Year) -> std::io::Result<KeptYear> {
    let path = folder.join(format!("{}.toml", year.year));
    std::fs::create_dir_all(folder)?;
    let before = std::fs::read(&path).ok();
    place(&path, year.to_toml().as_bytes())?;
    Ok(KeptYear { path, before })
}

/// Writes a file whole: a half-written year would stop every command.
fn place(target: &Path, content: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::PermissionsExt as _;
    let next = target.with_extension("new");
    let mut file = std::fs::File::create(&next)?;
    file.write_all(content)?;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))?;
    file.sync_all()?;
    std::fs::rename(&next, target)?;
    match target.parent() {
        Some(folder) => std::fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
