//! `lead import`: reads in a process of its own, tells how far it is on a terminal, stops on Ctrl-C with nothing written.

use super::call::Call;
use super::out::{self, Answer, Failure};
use crate::ops::{Choices, Standing};
use crate::papers::fresh;
use crate::papers::ledger::{self, How as Guessed, Import, LedgerError, Mapping, Progress, ReadOptions, Reader, Table, Work};
use crate::text::ledger as words;
use crate::text::{fill, safe};
use serde_json::json;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How it was asked for.
#[derive(Debug, Clone, Copy)]
pub struct How<'a> {
    /// A mapping file.
    pub map: Option<&'a Path>,
    /// Where the mapping is written to.
    pub save: Option<&'a Path>,
    /// Show only.
    pub dry: bool,
    /// Suggested departments are taken over.
    pub route: bool,
    /// As JSON.
    pub as_json: bool,
}

/// Between two lines of progress.
const PACE: Duration = Duration::from_millis(200);

/// How far it is, on the terminal; and whether it was stopped.
struct Watch<'a> {
    call: &'a Call,
    stop: Arc<AtomicBool>,
    shows: bool,
    began: (Work, Instant),
    last: Option<Instant>,
}

impl<'a> Watch<'a> {
    fn new(call: &'a Call) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            let _ = signal_hook::flag::register(signal, stop.clone());
        }
        let shows = io::stderr().is_terminal();
        Self { call, stop, shows, began: (Work::Checking, Instant::now()), last: None }
    }

    fn told(&mut self, told: Progress) -> bool {
        let now = Instant::now();
        if self.began.0 != told.work {
            self.began = (told.work, now);
        }
        if self.shows && self.last.is_none_or(|last| now - last >= PACE) {
            self.last = Some(now);
            let line = words::progress(self.call.lang, told, (now - self.began.1).as_secs_f64());
            let _ = write!(io::stderr(), "\r\u{1b}[K{line}");
        }
        !self.stop.load(Ordering::Relaxed)
    }

    fn rows(&mut self, work: Work, done: usize, total: usize) -> bool {
        self.told(Progress { work, done: done as u64, total: total as u64 })
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if self.last.is_some() {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

/// Runs it.
pub fn run(call: &Call, path: &Path, how: How<'_>) -> Answer {
    let refused = |error: &LedgerError| Failure::refused(format!("{}: {}", path.display(), error.say(call.lang)));
    let mut options = ReadOptions { reader: Reader::own(), ..ReadOptions::new(call.today()) };
    if let Some(map) = how.map {
        let mapping = Mapping::from_toml(&call.read(map)?);
        options.mapping =
            Some(mapping.map_err(|error| Failure::refused(format!("{}: {}", map.display(), error.say(call.lang))))?);
    }
    let mut watch = Watch::new(call);
    let book = options.reader.read(path, &options.limits, &mut |told| watch.told(told)).map_err(|error| refused(&error))?;
    // What cannot be read makes no database.
    let desk = call.reading()?;
    let plan = desk.plan_of(&book, options.mapping.as_ref(), &options.words).map_err(|error| refused(&error))?;
    let found = ledger::import(&book, &plan, &options, &mut |told| watch.told(told)).map_err(|error| refused(&error))?;
    drop(book);
    if how.dry {
        let whole = found.drafts.len();
        let preview = desk.preview_told(&found, &mut |done| watch.rows(Work::Comparing, done, whole));
        let Some(preview) = preview.map_err(|error| call.store(&error))? else { return Err(refused(&LedgerError::Cancelled)) };
        drop(watch);
        let saved = save(call, &found, how.save)?;
        // On the command line only all columns together make two rows the same: a changed row is a new lead.
        let new = |at: &usize| preview.rows.get(*at).is_some_and(|known| !known.exact);
        let asked = (0..whole).filter(new).filter(|at| found.drafts.get(*at).is_some_and(|draft| !draft.questions.is_empty()));
        let taken = (0..whole).filter(new).count();
        let counts = Counts {
            taken,
            doubled: whole - taken + found.doubled.len(),
            questioned: asked.count(),
            routed: preview.routed,
            changed: Some(preview.count(Standing::Changed)),
        };
        return report(call, &found, &counts, (&[], saved), how);
    }
    drop(desk);
    let mut desk = call.writing()?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let routed = if how.route { desk.preview(&found).map_err(|error| call.store(&error))?.routed } else { 0 };
    let saved = save(call, &found, how.save)?;
    // Refused rows are on file before anything else is taken: a full disk or a closed folder loses none of them.
    let rejects = write_rejects(call, path, &found, &desk.store)?;
    let whole = found.drafts.len();
    let choices = Choices { route: how.route, ..Choices::default() };
    let done = desk.take_in(&found, &name, choices, &mut |done| watch.rows(Work::Writing, done, whole));
    drop(watch);
    let done = done.map_err(|error| {
        for file in &rejects {
            let _ = std::fs::remove_file(file);
        }
        call.act(&error)
    })?;
    let counts = Counts { taken: done.taken, doubled: done.doubled, questioned: done.questioned, routed, changed: None };
    report(call, &found, &counts, (&rejects, saved), how)
}

/// Writes the mapping of the first table, never over a file that is there.
fn save<'a>(call: &Call, found: &Import, to: Option<&'a Path>) -> Result<Option<&'a Path>, Failure> {
    let Some(path) = to else { return Ok(None) };
    let mapping = found.plan.tables.iter().find(|table| table.taken).map(Table::mapping).unwrap_or_default();
    let written = fresh::create(path).and_then(|mut file| file.write_all(mapping.to_toml().as_bytes()));
    written.map_err(|error| {
        Failure::refused(fill(call.words.cannot_write, &[&path.display(), &crate::text::fault::system(call.lang, &error)]))
    })?;
    Ok(Some(path))
}

fn write_rejects(call: &Call, path: &Path, found: &Import, store: &crate::store::Store) -> Result<Vec<PathBuf>, Failure> {
    if found.rejects.is_empty() {
        return Ok(Vec::new());
    }
    let unwritten = |error: &std::io::Error| Failure::refused(fill(call.words.cannot_write, &[&path.display(), error]));
    ledger::write_rejects_or(path, store.path(), found, call.lang).map_err(|error| unwritten(&error))
}

struct Counts {
    taken: usize,
    doubled: usize,
    questioned: usize,
    routed: usize,
    changed: Option<usize>,
}

fn report(call: &Call, found: &Import, counts: &Counts, (rejects, saved): (&[PathBuf], Option<&Path>), how: How<'_>) -> Answer {
    let skipped = &found.skipped;
    let skipped = skipped.before_header + skipped.blank + skipped.header + skipped.total + skipped.footer;
    let asked = found.drafts.iter().filter(|draft| !draft.questions.is_empty());
    let Counts { taken, doubled, questioned, routed, changed } = counts;
    if how.as_json {
        let mut value = json!({
            "imported": taken, "doubled": doubled, "questioned": questioned, "rejected": found.rejects.len(), "skipped": skipped,
            "routed": routed, "dry_run": how.dry, "rejects_files": rejects,
            "notes": found.notes().iter().map(|note| note.say(call.lang)).collect::<Vec<_>>(), "hidden_rows": found.plan.hidden_rows,
            "tables": found.plan.tables,
            "questions": asked.map(|draft| json!({
                "row": draft.row, "title": draft.title, "questions": draft.questions,
                "reasons": draft.questions.iter().map(|question| question.say(call.lang)).collect::<Vec<_>>() })).collect::<Vec<_>>(),
            "rejects": found.rejects.iter().map(|reject| json!({
                "row": reject.row, "codes": reject.reasons,
                "reasons": reject.reasons.iter().map(|reason| reason.say(call.lang)).collect::<Vec<_>>() })).collect::<Vec<_>>(),
        });
        if let (Some(changed), Some(map)) = (changed, value.as_object_mut()) {
            map.insert("changed".to_owned(), json!(changed));
        }
        return out::print_json(&value);
    }
    let mut lines = vec![fill(call.words.imported, &[taken, doubled, questioned, &found.rejects.len(), &skipped])];
    if *routed > 0 {
        lines.push(fill(if how.dry { call.words.routed } else { call.words.routed_done }, &[routed]));
    }
    if how.dry {
        lines.extend(found.notes().iter().map(|note| note.say(call.lang)));
        lines.extend(found.plan.tables.iter().flat_map(|table| columns(call, table)));
    }
    for draft in asked {
        let asked = draft.questions.iter().map(|question| question.say(call.lang)).collect::<Vec<_>>().join("; ");
        lines.push(format!("  ? {} {}: {asked}", draft.row, draft.title.chars().take(30).collect::<String>()));
    }
    for reject in &found.rejects {
        let why = reject.reasons.iter().map(|reason| reason.say(call.lang)).collect::<Vec<_>>().join("; ");
        lines.push(format!("  × {}: {why}", reject.row));
    }
    lines.extend(rejects.iter().map(|path| fill(call.words.rejects_at, &[&path.display()])));
    lines.extend(saved.map(|path| fill(call.words.columns_at, &[&path.display()])));
    if how.dry {
        lines.push(call.words.dry.to_owned());
    }
    out::print(&lines.iter().map(|line| safe::line(line)).collect::<Vec<_>>().join("\n"))
}

/// The columns of a table: what each means, how sure that is, and what stands in it.
fn columns<'a>(call: &'a Call, table: &'a Table) -> impl Iterator<Item = String> + 'a {
    table.columns.iter().map(|guess| {
        let field = guess.field.map_or(call.words.column_kept, |field| field.say(call.lang));
        let sure = if guess.how == Guessed::Unknown { "" } else { guess.say(call.lang) };
        let samples: Vec<String> = guess.samples.iter().map(|text| text.chars().take(16).collect()).collect();
        fill(call.words.column, &[&guess.letters(), &guess.header, &field, &sure, &samples.join(" | ")])
    })
}
