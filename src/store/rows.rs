//! Derived rows of a docket: what lists, calendars and the search read. Written with the facts, rebuilt from them.

use super::search::{initials, starts, tokens};
use super::{Store, StoreError};
use crate::law::names::fold;
use rusqlite::{Connection, params};

/// The line of a docket in the lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InboxRecord {
    /// State by name.
    pub stage: String,
    /// Filed, and so a case.
    pub is_case: bool,
    /// Nothing left to do.
    pub ended: bool,
    /// Number for people.
    pub number: String,
    /// One line.
    pub title: String,
    /// Key.
    pub channel: String,
    /// Where.
    pub place: String,
    /// Key or text.
    pub department: String,
    /// Key.
    pub medium: String,
    /// Names.
    pub party: String,
    /// Who has it.
    pub officer: String,
    /// The rule of the first open deadline.
    pub rule: String,
    /// Its last day.
    pub due: Option<String>,
    /// The day that lists go by.
    pub safe: Option<String>,
    /// Its status on the day of derivation.
    pub status: String,
    /// Rests on a year not published.
    pub provisional: bool,
    /// Amount in fen.
    pub damage_cents: Option<i64>,
    /// Put aside until.
    pub snoozed_until: Option<String>,
    /// Open questions.
    pub questions: i64,
    /// The day of the lead.
    pub received: Option<String>,
    /// Key of the routing table.
    pub matter: String,
    /// Inside a red line.
    pub red_line: bool,
    /// Inside a protected area.
    pub protected_area: bool,
    /// Under supervision that has not been closed.
    pub supervised: bool,
    /// Marked as major.
    pub major: bool,
    /// Another day changes these rows without a new fact: a pause is open, a rhythm goes on.
    pub moving: bool,
}

/// One deadline of a docket.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeadlineRecord {
    /// Somebody still has to act.
    pub open: bool,
    /// Rule.
    pub rule: String,
    /// Liable party, empty if not by party.
    pub party: String,
    /// Occurrence, 0 if it does not recur.
    pub n: i64,
    /// Round of negotiation.
    pub round: i64,
    /// Start.
    pub start: Option<String>,
    /// Last day.
    pub due: Option<String>,
    /// The day that lists go by.
    pub safe: Option<String>,
    /// Latest day over the exchange patterns.
    pub latest: Option<String>,
    /// Status on the day of derivation.
    pub status: String,
    /// Rests on a year not published.
    pub provisional: bool,
    /// Statutory and binding.
    pub binding: bool,
    /// `statutory`, `in-principle`, `advisory`, …
    pub nature: String,
    /// Who owes it.
    pub owner: String,
    /// When it was answered.
    pub met_on: Option<String>,
    /// The last day on which its work has to begin, unless it has.
    pub begin: Option<String>,
    /// Working days that it takes, 0 where nobody says.
    pub effort: i64,
    /// What it is called, where no rule of a profile says so.
    pub label: String,
    /// Days before on which it warns, where no rule of a profile says so, with blanks between.
    pub warn: String,
}

/// Everything derived from one docket.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// The line; `None` when no fact counts any more, and the docket leaves the lists.
    pub inbox: Option<InboxRecord>,
    /// Its deadlines.
    pub deadlines: Vec<DeadlineRecord>,
    /// Names and codes.
    pub parties: Vec<(String, String)>,
    /// Everything said about it.
    pub text: String,
}

/// Names what is derived and how; changed whenever the same facts give other rows, so that older rows are computed anew.
const DERIVATION: &str = "10";

/// What rows rest on beside the facts: how they are derived, and by which calendar.
fn derivation(calendar: &str) -> String {
    format!("{DERIVATION} {calendar}")
}

/// A date beyond all dates: dockets without an open deadline come last.
pub const NO_DUE: &str = "9999-12-31";

/// Behind all dates and before those without: what is to be done without a date, so that one stretch of an index holds it.
pub const TASK: &str = "9999-12-30";

/// The same for what nearly every docket is asked.
pub const ROUTINE: &str = "9999-12-29";

/// What waits for the consent of whoever is in charge, and what came back to the officer: in the queue of approvals only.
/// Their `owner` is who proposed it.
pub const WAITING: &str = "9999-12-28";

/// What came back.
pub const RETURNED: &str = "9999-12-27";

/// A negotiation in the tracker: `n` its views, `due` the day that it goes by, `start` since when it waits.
pub const TALK: &str = "9999-12-26";

/// A major case in the list of supervision: `n` the report that is due next, 0 for the closing one, `due` its day, `round`
/// the reports sent and `effort` those that are late, `start` since when it is supervised, `met_on` the last report and
/// `owner` its pace, `party` the supervising unit, `label` the ground, `status` how far supervision has come.
pub const WATCH: &str = "9999-12-25";

/// The nature of such a row.
pub const TASKS: &str = "task";

/// The profile and the fingerprint of the docket that holds what is the office's own: no list shows it, and no profile has
/// that name, so that whatever the office goes by holds for it.
pub const OFFICE: &str = "*";

/// Replaces the derived rows of a docket.
pub fn write(connection: &Connection, docket: i64, rows: &Rows) -> Result<(), StoreError> {
    clear(connection, docket)?;
    connection.prepare_cached("UPDATE docket SET live = ?2 WHERE id = ?1 AND live <> ?2 AND profile <> ?3")?.execute(params![
        docket,
        rows.inbox.is_some(),
        OFFICE
    ])?;
    let Some(line) = &rows.inbox else { return Ok(()) };
    let words = tokens(&rows.text);
    connection
        .prepare_cached(
            "INSERT INTO inbox VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24,?25,?26,?27,?28)",
        )?
        .execute(params![
            docket,
            line.stage,
            line.is_case,
            line.ended,
            line.number,
            line.title,
            line.channel,
            line.place,
            line.department,
            line.medium,
            line.party,
            line.officer,
            line.rule,
            line.due,
            line.safe.as_deref().unwrap_or(NO_DUE),
            line.status,
            line.provisional,
            line.damage_cents,
            line.snoozed_until,
            line.questions,
            line.received,
            line.moving,
            line.matter,
            line.red_line,
            line.protected_area,
            line.supervised,
            line.major,
            starts(&words, &rows.text),
        ])?;
    for (place, one) in rows.deadlines.iter().enumerate() {
        connection
            .prepare_cached(
                "INSERT INTO deadline VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21)",
            )?
            .execute(params![
                docket,
                place as i64,
                one.open,
                one.rule,
                one.party,
                one.n,
                one.round,
                one.start,
                one.due,
                one.safe.as_deref().unwrap_or(NO_DUE),
                one.latest,
                one.status,
                one.provisional,
                one.binding,
                one.nature,
                one.owner,
                one.met_on,
                one.begin,
                one.effort,
                one.label,
                one.warn,
            ])?;
    }
    for (name, code) in &rows.parties {
        connection.prepare_cached("INSERT OR IGNORE INTO party VALUES (?1, ?2, ?3, ?4)")?.execute(params![
            docket,
            name,
            code,
            fold(name)
        ])?;
    }
    connection.prepare_cached("INSERT INTO search (rowid, words, initials) VALUES (?1, ?2, ?3)")?.execute(params![
        docket,
        words,
        initials(&rows.text)
    ])?;
    Ok(())
}

fn clear(connection: &Connection, docket: i64) -> Result<(), StoreError> {
    // A new docket has nothing to clear: the search index is only touched where it holds a row.
    let listed = connection.prepare_cached("DELETE FROM inbox WHERE docket = ?1")?.execute([docket])?;
    if listed > 0 {
        connection.prepare_cached("DELETE FROM deadline WHERE docket = ?1")?.execute([docket])?;
        connection.prepare_cached("DELETE FROM party WHERE docket = ?1")?.execute([docket])?;
        connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([docket])?;
    }
    Ok(())
}

impl Store {
    /// Computes every derived row anew in one transaction; how many dockets, or `None` when `progress` said stop and nothing changed.
    pub fn rebuild(
        &mut self,
        derive: &dyn Fn(&super::StoredDocket) -> Rows,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Option<u64>, StoreError> {
        let ids = {
            let mut statement = self.connection.prepare("SELECT id FROM docket ORDER BY id")?;
            statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?
        };
        let empty =
            "DELETE FROM inbox; DELETE FROM deadline; DELETE FROM party; INSERT INTO search(search) VALUES ('delete-all');";
        self.derive_anew(&ids, empty, derive, progress)
    }

    /// Computes the rows of those dockets anew that another day changes without a new fact, or all of them where an older
    /// program wrote them or they rest on another calendar. `day` is remembered: once a day is enough.
    pub fn turn_day(
        &mut self,
        day: &str,
        calendar: &str,
        derive: &dyn Fn(&super::StoredDocket) -> Rows,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Option<u64>, StoreError> {
        let old = self.setting("derived_by")?.as_deref() != Some(&derivation(calendar));
        if self.read_only || !old && self.setting("derived_on")?.as_deref() == Some(day) {
            return Ok(Some(0));
        }
        let done = if old {
            self.rebuild(derive, progress)?
        } else {
            let ids = self.moving()?;
            self.derive_anew(&ids, "", derive, progress)?
        };
        if done.is_some() {
            self.set_derived(day, calendar)?;
        }
        Ok(done)
    }

    /// Remembers the day and the calendar for which all rows were computed.
    pub fn set_derived(&mut self, day: &str, calendar: &str) -> Result<(), StoreError> {
        self.set_setting("derived_by", &derivation(calendar))?;
        self.set_setting("derived_on", day)
    }

    /// Dockets whose rows another day changes without a new fact.
    pub fn moving(&self) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT docket FROM inbox WHERE moving = 1 ORDER BY docket")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    fn derive_anew(
        &mut self,
        ids: &[i64],
        first: &str,
        derive: &dyn Fn(&super::StoredDocket) -> Rows,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Option<u64>, StoreError> {
        let _lock = self.lock()?;
        let transaction = rusqlite::Transaction::new_unchecked(&self.connection, rusqlite::TransactionBehavior::Immediate)?;
        transaction.execute_batch(first)?;
        if !ids.is_empty() {
            // No link in the log says which lines these are.
            transaction.execute(
                "INSERT INTO setting VALUES (?1, '1') ON CONFLICT (key) DO UPDATE SET value = value + 1",
                [super::lines::ANEW],
            )?;
        }
        let mut done = 0;
        for id in ids {
            if let Some(docket) = super::read::docket(&transaction, *id)? {
                write(&transaction, *id, &derive(&docket))?;
            }
            done += 1;
            if done % 500 == 0 && !progress(done) {
                return Ok(None);
            }
        }
        transaction.commit()?;
        Ok(Some(done))
    }

    /// Every derived row as text, for comparing: the same facts give the same dump.
    pub fn dump_derived(&self) -> Result<Vec<String>, StoreError> {
        let mut lines = Vec::new();
        // What the index holds, read back word by word.
        self.connection
            .execute_batch("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab('main', 'search', 'instance')")?;
        for (table, what) in [
            ("inbox", "* FROM inbox ORDER BY docket"),
            ("deadline", "* FROM deadline ORDER BY docket, place"),
            ("party", "* FROM party ORDER BY docket, name"),
            ("docket", "id, live FROM docket ORDER BY id"),
            ("words", "term, doc, col, offset FROM words ORDER BY term, doc, col, offset"),
        ] {
            let mut statement = self.connection.prepare(&format!("SELECT {what}"))?;
            let columns = statement.column_count();
            let rows = statement.query_map([], |row| {
                (0..columns).map(|at| row.get_ref(at).map(|value| format!("{value:?}"))).collect::<Result<Vec<_>, _>>()
            })?;
            for row in rows {
                lines.push(format!("{table}: {}", row?.join("|")));
            }
        }
        Ok(lines)
    }
}
