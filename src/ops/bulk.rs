//! Many at once: one act on many dockets, looked at before it is written, written in one transaction, taken back in one
//! step. It is the single acts one after the other, each judged by the law on its own docket.

use super::act::{ActError, Done, Override};
use super::desk::Desk;
use super::hand::{Deed, Idle};
use super::rows;
use crate::docket::{Day, Fact, Kind};
use crate::law::Guard;
use crate::store::{Entry, StoreError, StoredDocket, Target};

/// What becomes of one docket.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// Nothing stands in the way.
    Able,
    /// The text asks it in principle, or leaves room: somebody has to decide, with name and reason.
    Asks(Box<Guard>),
    /// The law's "not yet".
    Refused(Box<Guard>),
    /// There is nothing to do on it.
    Idle(Idle),
}

/// One docket of the preview.
#[derive(Debug, Clone)]
pub struct Row {
    /// The docket.
    pub docket: i64,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its revision when it was looked at.
    pub revision: i64,
    /// What becomes of it.
    pub verdict: Verdict,
    /// Questions of its import that nobody has looked at.
    pub questions: i64,
    /// The first day of a time limit that the act would sleep through.
    pub sleeps_past: Option<Day>,
    /// Whose it is, when the act takes it from somebody else.
    pub from: Option<String>,
}

/// What an act would do to many dockets; nothing is written.
#[derive(Debug, Clone)]
pub struct BulkPreview {
    /// The act.
    pub deed: Deed,
    /// The dockets, in the order asked.
    pub rows: Vec<Row>,
}

impl BulkPreview {
    /// How many may be done, ask for a reason, are refused, have nothing to do.
    #[must_use]
    pub fn counts(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for row in &self.rows {
            let [able, asks, refused, idle] = &mut counts;
            *match row.verdict {
                Verdict::Able => able,
                Verdict::Asks(_) => asks,
                Verdict::Refused(_) => refused,
                Verdict::Idle(_) => idle,
            } += 1;
        }
        counts
    }
}

/// What was done to many.
#[derive(Debug, Clone, Default)]
pub struct BulkDone {
    /// The act as written.
    pub done: Done,
    /// Dockets that somebody changed after they were looked at: nothing was written on them.
    pub changed: Vec<i64>,
}

/// Puts a decision otherwise into a fact: what spoke against it, who decided, why.
pub(super) fn stand_by(fact: &mut Fact, guard: &Guard, decision: &Override) {
    let against: Vec<&str> = guard.missing.iter().chain(&guard.warns).map(|one| &*one.label.zh).collect();
    fact.data.set("override_of", against.join("；"));
    fact.data.set("reason", decision.reason.clone());
    fact.data.set("by_role", decision.by.clone());
}

impl Desk {
    /// Whether a fact may be recorded on a docket.
    fn judged(&self, stored: &StoredDocket, fact: &Fact) -> Result<Verdict, StoreError> {
        let guard = self.judge(stored, &stored.docket, fact)?;
        Ok(match () {
            () if !guard.allows() && !guard.overridable() => Verdict::Refused(Box::new(guard)),
            () if guard.missing.is_empty() && guard.warns.is_empty() => Verdict::Able,
            () => Verdict::Asks(Box::new(guard)),
        })
    }

    /// What an act would do to many dockets; `None` when `progress` said stop.
    pub fn preview_bulk(
        &self,
        ids: &[i64],
        deed: &Deed,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Option<BulkPreview>, StoreError> {
        let mut rows = Vec::with_capacity(ids.len());
        for (done, id) in ids.iter().enumerate() {
            if done % 100 == 99 && !progress(done + 1) {
                return Ok(None);
            }
            let Some(stored) = self.docket(*id)? else { continue };
            let found = self.fact_of(&stored, deed);
            let verdict = match &found {
                Ok(fact) => self.judged(&stored, fact)?,
                Err(idle) => Verdict::Idle(*idle),
            };
            let state = stored.docket.state();
            let line = self.store.line(*id)?;
            rows.push(Row {
                docket: *id,
                number: rows::number(&stored.docket, &state),
                title: state.attributes.title.clone(),
                revision: stored.revision,
                verdict,
                questions: line.as_ref().map_or(0, |line| line.questions),
                sleeps_past: found.as_ref().ok().and_then(|fact| sleeps_past(fact, line.and_then(|line| line.due).as_deref())),
                from: found.ok().and_then(|fact| fact.data.text("from").map(str::to_owned)),
            });
        }
        Ok(Some(BulkPreview { deed: deed.clone(), rows }))
    }

    /// Does what a preview showed, those that ask for a reason too when one is given: one transaction, one undo step. A
    /// docket that somebody changed since it was looked at is left out and named, the rest is done all the same: one
    /// colleague's entry must not hold up two hundred. Stopped by `progress`, nothing is written.
    pub fn bulk(
        &mut self,
        preview: &BulkPreview,
        otherwise: Option<&Override>,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<BulkDone, ActError> {
        let (mut entries, mut warns, mut changed) = (Vec::new(), Vec::new(), Vec::new());
        let wanted = |row: &&Row| match row.verdict {
            Verdict::Able => true,
            Verdict::Asks(_) => otherwise.is_some(),
            Verdict::Refused(_) | Verdict::Idle(_) => false,
        };
        for (done, row) in preview.rows.iter().filter(wanted).enumerate() {
            if done % 100 == 99 && !progress(done + 1) {
                return Err(ActError::Cancelled);
            }
            let stored = self.docket(row.docket)?.filter(|stored| stored.revision == row.revision);
            let Some(stored) = stored else {
                changed.push(row.docket);
                continue;
            };
            let Ok(mut fact) = self.fact_of(&stored, &preview.deed) else {
                changed.push(row.docket);
                continue;
            };
            match (self.judged(&stored, &fact)?, otherwise) {
                (Verdict::Able, _) => {}
                (Verdict::Asks(guard), Some(decision)) => {
                    stand_by(&mut fact, &guard, decision);
                    warns.extend(guard.missing.into_iter().chain(guard.warns));
                }
                // Another docket of the same party was written meanwhile, and the law now says otherwise.
                _ => {
                    changed.push(row.docket);
                    continue;
                }
            }
            entries.push(Entry { target: Target::Existing { id: row.docket, revision: row.revision }, facts: vec![fact] });
        }
        loop {
            if entries.is_empty() {
                return Ok(BulkDone { changed, ..BulkDone::default() });
            }
            let summary = preview.deed.kind().name();
            let batch = self.batch(preview.deed.command(), summary, entries);
            match self.write(&batch, progress) {
                // Somebody wrote between the look and the lock: nothing of the batch was written, the rest goes again.
                Err(ActError::Store(StoreError::Stale { docket, .. })) => {
                    entries = batch.entries;
                    entries.retain(|entry| !matches!(entry.target, Target::Existing { id, .. } if id == docket));
                    changed.push(docket);
                }
                Err(error) => return Err(error),
                Ok(mut done) => {
                    done.warns = warns;
                    return Ok(BulkDone { done, changed });
                }
            }
        }
    }

    /// An act on one docket: the same as on many, with only one of them.
    pub fn deed(&mut self, id: i64, deed: &Deed) -> Result<Done, ActError> {
        let stored = self.docket(id)?.ok_or(ActError::NoDocket(id))?;
        let fact = self.fact_of(&stored, deed).map_err(ActError::Idle)?;
        self.record(id, stored.revision, vec![fact], deed.command(), None)
    }
}

/// The due day of the next time limit, where a lead is put aside until after it.
pub(super) fn sleeps_past(fact: &Fact, due: Option<&str>) -> Option<Day> {
    let until = fact.data.day("until").filter(|_| fact.kind == Kind::LeadSnoozed)?;
    due.and_then(|due| due.parse::<Day>().ok()).filter(|due| *due < until)
}
