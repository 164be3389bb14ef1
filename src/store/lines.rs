//! The lists in memory: of every line what it is filtered and sorted by, compactly, so that any filter is answered by
//! looking at each line once. Read when it is first needed, kept up by the log.

use super::column::{Column, Cursor, Sort, Void};
use super::dues::Dues;
use super::rows::{self, NO_DUE};
use super::sieve::Set;
use super::texts::Texts;
use super::{Store, StoreError};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Row};
use std::collections::BTreeSet;

/// Columns of text, as `inbox` names them; what is NULL there is empty here.
const TEXTS: [&str; 16] = [
    "number",
    "title",
    "channel",
    "place",
    "department",
    "stage",
    "party",
    "officer",
    "medium",
    "matter",
    "rule",
    "safe",
    "received",
    "snoozed_until",
    "due",
    "status",
];
/// The line is there, is a case, has ended, and what else is so or not.
pub(super) const THERE: u8 = 1;
pub(super) const CASE: u8 = 2;
pub(super) const ENDED: u8 = 4;
pub(super) const RED_LINE: u8 = 8;
pub(super) const PROTECTED: u8 = 16;
pub(super) const SUPERVISED: u8 = 32;
pub(super) const MAJOR: u8 = 64;
/// Something is to be done that not nearly every docket is asked; the procuratorate is to be told; a receipt is awaited.
pub(super) const TASK: u8 = 1;
pub(super) const FEEDBACK: u8 = 2;
pub(super) const RECEIPT: u8 = 4;
/// A stage is to be entered in the reporting system.
pub(super) const ENTRY: u8 = 8;
/// Tasks by docket and step, and whether not nearly every docket is asked it.
const TASKS: &str = "SELECT docket, rule, safe = '9999-12-30' FROM deadline WHERE open = 1 AND nature = 'task'";
/// Counts how often rows were computed anew without a link in the log.
pub(super) const ANEW: &str = "derived_anew";

/// The lines, by docket.
#[derive(Debug)]
pub(super) struct Lines {
    texts: Vec<Texts>,
    cents: Vec<Option<i64>>,
    questions: Vec<i64>,
    bits: Vec<u8>,
    /// What is to be done without a date.
    tasks: Vec<u8>,
    /// Letters and digits with which something said begins.
    starts: Vec<i64>,
    /// Open deadlines.
    pub(super) dues: Dues,
    /// The last link of the log that is in here, and how often rows had been computed anew.
    upto: (i64, String),
    /// The state of the connection at which it was looked after last.
    seen: Option<(i64, u64)>,
}

/// Where a line stands in a sorted list.
pub(super) type Key = (u64, i64);
/// Nothing is said: last, whichever way the list is sorted.
const SILENT: u64 = u64::MAX;

impl Lines {
    /// Reads all of them.
    pub(super) fn read(connection: &Connection) -> Result<Self, StoreError> {
        // What is written while they are read has a later link, and is read again.
        let upto = upto(connection)?;
        let most: i64 = connection.query_row("SELECT coalesce(max(id), 0) FROM docket", [], |row| row.get(0))?;
        let mut lines = Self {
            texts: TEXTS.iter().map(|_| Texts::default()).collect(),
            cents: Vec::new(),
            questions: Vec::new(),
            bits: Vec::new(),
            tasks: Vec::new(),
            starts: Vec::new(),
            dues: Dues::default(),
            upto,
            seen: None,
        };
        lines.grow(usize::try_from(most).unwrap_or(0));
        let mut statement = connection.prepare(&format!("SELECT {} FROM inbox", columns()))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            lines.put(row)?;
        }
        let sql = format!("{TASKS} AND safe IN ('{}', '{}')", rows::TASK, rows::ROUTINE);
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            lines.task(row)?;
        }
        lines.dues.read(connection)?;
        lines.rank();
        Ok(lines)
    }

    fn grow(&mut self, docket: usize) {
        if docket < self.bits.len() {
            return;
        }
        let size = docket + 1;
        for (texts, name) in self.texts.iter_mut().zip(TEXTS) {
            texts.codes.resize(size, 0);
            if texts.words.is_empty() {
                texts.put(name, 0, "");
            }
        }
        self.cents.resize(size, None);
        self.questions.resize(size, 0);
        self.bits.resize(size, 0);
        self.tasks.resize(size, 0);
        self.starts.resize(size, 0);
    }

    fn put(&mut self, row: &Row<'_>) -> Result<(), StoreError> {
        let Ok(at) = usize::try_from(row.get::<_, i64>(0)?) else { return Ok(()) };
        self.grow(at);
        for (n, (texts, name)) in self.texts.iter_mut().zip(TEXTS).enumerate() {
            let text = row.get_ref(n + 1)?.as_str_or_null().map_err(rusqlite::Error::from)?.unwrap_or_default();
            texts.put(name, at, text);
        }
        let next = TEXTS.len() + 1;
        let mut bits = THERE;
        for (n, bit) in [CASE, ENDED, RED_LINE, PROTECTED, SUPERVISED, MAJOR].into_iter().enumerate() {
            if row.get(next + 2 + n)? {
                bits |= bit;
            }
        }
        if let (Some(cents), Some(questions), Some(place), Some(starts)) =
            (self.cents.get_mut(at), self.questions.get_mut(at), self.bits.get_mut(at), self.starts.get_mut(at))
        {
            (*cents, *questions, *place, *starts) = (row.get(next)?, row.get(next + 1)?, bits, row.get(next + 8)?);
        }
        Ok(())
    }

    fn task(&mut self, row: &Row<'_>) -> Result<(), StoreError> {
        let place = usize::try_from(row.get::<_, i64>(0)?).ok().and_then(|at| self.tasks.get_mut(at));
        let rule: String = row.get(1)?;
        let rule = match rule.as_str() {
            "feedback.procuratorate" => FEEDBACK,
            "transfer.receipt" => RECEIPT,
            "progress.entry" => ENTRY,
            _ => 0,
        };
        if let Some(place) = place {
            *place |= rule | if row.get(2)? { TASK } else { 0 };
        }
        Ok(())
    }

    fn rank(&mut self) {
        self.texts.iter_mut().for_each(Texts::rank);
    }

    /// Reads again what was written since; whether that is all that changed.
    fn catch_up(&mut self, connection: &Connection) -> Result<bool, StoreError> {
        let upto = upto(connection)?;
        if upto.1 != self.upto.1 || upto.0 < self.upto.0 {
            return Ok(false);
        }
        let mut statement =
            connection.prepare_cached("SELECT docket FROM fact WHERE log > ?1 UNION ALL SELECT id FROM docket WHERE log > ?1")?;
        // `UNION` would walk all facts in the order of their dockets.
        let touched = statement.query_map([self.upto.0], |row| row.get(0))?.collect::<Result<BTreeSet<i64>, _>>()?;
        self.dues.again(connection, &touched)?;
        let mut statement = connection.prepare_cached(&format!("SELECT {} FROM inbox WHERE docket = ?1", columns()))?;
        let mut tasks = connection.prepare_cached(&format!("{TASKS} AND docket = ?1"))?;
        for docket in touched {
            let mut rows = statement.query([docket])?;
            match rows.next()? {
                Some(row) => self.put(row)?,
                None => {
                    if let Some(bits) = usize::try_from(docket).ok().and_then(|at| self.bits.get_mut(at)) {
                        *bits = 0;
                    }
                }
            }
            if let Some(tasks) = usize::try_from(docket).ok().and_then(|at| self.tasks.get_mut(at)) {
                *tasks = 0;
            }
            let mut rows = tasks.query([docket])?;
            while let Some(row) = rows.next()? {
                self.task(row)?;
            }
        }
        self.rank();
        self.upto = upto;
        Ok(true)
    }

    fn texts(&self, column: &str) -> Option<&Texts> {
        TEXTS.iter().position(|known| *known == column).and_then(|at| self.texts.get(at))
    }

    /// Lines of which something is so, by their place.
    fn such(&self, holds: impl Fn(usize) -> bool) -> Set {
        Set::of(self.bits.len(), holds)
    }

    /// Lines whose column holds such a word.
    pub(super) fn word(&self, column: &str, holds: impl Fn(&str) -> bool) -> Set {
        let Some(texts) = self.texts(column) else { return Set::default() };
        let good: Vec<bool> = texts.words.iter().map(|word| holds(word)).collect();
        self.such(|at| texts.codes.get(at).and_then(|code| good.get(*code as usize)).is_some_and(|good| *good))
    }

    /// Different words that stand in a column, at most so many.
    pub(super) fn said(&self, column: &str, most: usize) -> Vec<String> {
        let Some(texts) = self.texts(column) else { return Vec::new() };
        let mut used = vec![false; texts.words.len()];
        for (code, _) in texts.codes.iter().zip(&self.bits).filter(|(_, bits)| **bits & THERE > 0) {
            if let Some(used) = used.get_mut(*code as usize) {
                *used = true;
            }
        }
        let words = texts.order.iter().filter(|code| used.get(**code as usize).is_some_and(|used| *used));
        words
            .filter_map(|code| texts.words.get(*code as usize))
            .filter(|word| !word.is_empty())
            .take(most)
            .map(ToString::to_string)
            .collect()
    }

    /// Lines with these bits as wanted.
    pub(super) fn bits(&self, mask: u8, wanted: u8) -> Set {
        self.such(|at| self.bits.get(at).is_some_and(|bits| bits & mask == wanted))
    }

    /// Lines where such is to be done.
    pub(super) fn tasks(&self, task: u8) -> Set {
        self.such(|at| self.tasks.get(at).is_some_and(|tasks| tasks & task > 0))
    }

    /// Lines of which something said begins with each of these letters and digits.
    pub(super) fn starts(&self, wanted: i64) -> Set {
        self.such(|at| self.starts.get(at).is_some_and(|starts| starts & wanted == wanted))
    }

    /// Lines whose amount is such.
    pub(super) fn cents(&self, holds: impl Fn(Option<i64>) -> bool) -> Set {
        self.such(|at| self.cents.get(at).is_some_and(|cents| holds(*cents)))
    }

    /// Lines with so many questions.
    pub(super) fn questions(&self, holds: impl Fn(i64) -> bool) -> Set {
        self.such(|at| self.questions.get(at).is_some_and(|questions| holds(*questions)))
    }

    /// What a line is sorted by, as a number that grows along the list.
    fn value(&self, column: Column, at: usize) -> Option<u64> {
        let number = |number: i64| number.cast_unsigned() ^ (1 << 63);
        match column {
            Column::Damage => self.cents.get(at).copied().flatten().map(number),
            Column::Questions => self.questions.get(at).copied().filter(|many| *many > 0).map(number),
            Column::RedLine => self.bits.get(at).filter(|bits| **bits & RED_LINE > 0).map(|_| number(1)),
            _ => None,
        }
    }

    /// Of a set the first so many lines of a sorted list, behind a place.
    pub(super) fn first(&self, set: &Set, sort: Sort, after: Option<&Cursor>, limit: usize) -> Vec<i64> {
        let turned = |value: u64| if sort.descending { SILENT - 1 - value.min(SILENT - 1) } else { value.min(SILENT - 1) };
        let whole = |value: Option<u64>, docket: i64| -> Key {
            (value.map_or(SILENT, turned), if sort.descending { -docket } else { docket })
        };
        let texts = self.texts(sort.column.shown());
        let silent = if sort.column.void() == Void::NoDue { NO_DUE } else { "" };
        let silent = texts.and_then(|texts| texts.known.get(silent).copied());
        let of_line = |docket: i64| {
            let at = docket as usize;
            let value = match texts {
                Some(texts) => texts
                    .codes
                    .get(at)
                    .filter(|code| Some(**code) != silent)
                    .and_then(|code| texts.ranks.get(*code as usize).map(|rank| 2 * u64::from(*rank) + 1)),
                None => self.value(sort.column, at),
            };
            whole(value, docket)
        };
        let behind = after.map(|after| {
            let value = after.key.as_ref().map(|value| match (value, texts) {
                (Value::Text(said), Some(texts)) => texts.place(said),
                (Value::Integer(number), _) => number.cast_unsigned() ^ (1 << 63),
                _ => 0,
            });
            whole(value, after.docket)
        });
        let mut keys: Vec<Key> = set.ids().map(of_line).filter(|key| behind.is_none_or(|behind| *key > behind)).collect();
        if keys.len() > limit {
            keys.select_nth_unstable(limit);
            keys.truncate(limit);
        }
        keys.sort_unstable();
        keys.into_iter().map(|(_, docket)| docket.abs()).collect()
    }
}

fn columns() -> String {
    format!(
        "docket, {}, damage_cents, questions, is_case, ended, red_line, protected_area, supervised, major, starts",
        TEXTS.join(", ")
    )
}

/// The last link of the log, and how often rows were computed anew.
fn upto(connection: &Connection) -> Result<(i64, String), StoreError> {
    let link = connection.prepare_cached("SELECT coalesce(max(n), 0) FROM log")?.query_row([], |row| row.get(0))?;
    let mut statement = connection.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
    Ok((link, statement.query_row([ANEW], |row| row.get(0)).optional()?.unwrap_or_default()))
}

/// The lines of a connection: not read, being read by a thread, or there.
#[derive(Debug, Default)]
pub(super) enum Memory {
    /// Nobody has asked.
    #[default]
    Nothing,
    /// A thread reads them; `None` when it could not.
    Coming(std::thread::JoinHandle<Option<Lines>>),
    /// There.
    There(Box<Lines>),
}

impl Store {
    /// Begins to read the lines beside whatever is done next.
    pub fn warm(&self) {
        let mut memory = self.memory.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let (Memory::Nothing, Some(path)) = (&*memory, self.path.clone()) {
            *memory = Memory::Coming(std::thread::spawn(move || Lines::read(&super::open::reader(&path).ok()?).ok()));
        }
    }

    /// Whether nobody would have to wait for the lines.
    pub(super) fn is_warm(&self) -> bool {
        match &*self.memory.lock().unwrap_or_else(std::sync::PoisonError::into_inner) {
            Memory::Nothing => false,
            Memory::Coming(thread) => thread.is_finished(),
            Memory::There(_) => true,
        }
    }

    /// Asks the lines as they are now.
    pub(super) fn lines<T>(&self, ask: impl FnOnce(&Lines) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut memory = self.memory.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let kept = match std::mem::take(&mut *memory) {
            Memory::Nothing => None,
            Memory::Coming(thread) => thread.join().ok().flatten().map(Box::new),
            Memory::There(lines) => Some(lines),
        };
        let state = (self.data_version()?, self.connection.total_changes());
        let mut kept = match kept {
            Some(lines) if lines.seen == Some(state) => Some(lines),
            Some(mut lines) => lines.catch_up(&self.connection)?.then_some(lines),
            None => None,
        };
        let lines = match &mut kept {
            Some(lines) => lines,
            none => none.insert(Box::new(Lines::read(&self.connection)?)),
        };
        lines.seen = Some(state);
        let answer = ask(lines);
        if let Some(lines) = kept {
            *memory = Memory::There(lines);
        }
        answer
    }
}
