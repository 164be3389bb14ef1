//! Recording facts, taking them back, and what stands in the way.

use super::bulk::stand_by;
use super::desk::Desk;
use super::hand::Idle;
use crate::docket::{Attributes, Docket, Fact, Kind, credit_code_holds};
use crate::law::{Guard, Missing};
use crate::papers::ledger::Question;
use crate::store::{Batch, Entry, LogRow, OFFICE, StoreError, Target};
use std::collections::HashMap;

/// An act that was not done.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// The law's "not yet", with what is missing.
    #[error("refused by the law")]
    Refused(Box<Guard>),
    /// The text speaks in principle, or leaves room: a person has to decide otherwise, with name and reason.
    #[error("a reason is asked for")]
    NeedsReason(Box<Guard>),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is nothing to take back.
    #[error("nothing to undo")]
    NothingToUndo,
    /// There is nothing to bring back.
    #[error("nothing to redo")]
    NothingToRedo,
    /// Somebody else has recorded something on top.
    #[error("others have recorded something since")]
    Overtaken(Box<LogRow>),
    /// No such docket.
    #[error("no docket {0}")]
    NoDocket(i64),
    /// There is nothing to do.
    #[error("nothing to do")]
    Idle(Idle),
    /// It cannot be corrected.
    #[error("it stays as it is: {0:?}")]
    Fixed(super::correct::Fixed),
    /// Leads cannot be put together, or taken apart, so.
    #[error("not so: {0:?}")]
    Merge(super::merge::Bar),
    /// Stopped by the officer; nothing was written.
    #[error("cancelled")]
    Cancelled,
}

/// A decision otherwise, on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Who decided.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// What was done.
#[derive(Debug, Clone, Default)]
pub struct Done {
    /// The named command.
    pub command: String,
    /// Numbers of the dockets, for people.
    pub numbers: Vec<String>,
    /// The dockets.
    pub dockets: Vec<i64>,
    /// The log link.
    pub link: i64,
    /// The facts.
    pub facts: Vec<i64>,
    /// What the law warns about.
    pub warns: Vec<Missing>,
}

impl Desk {
    /// Writes a batch with its derived rows.
    pub(super) fn write(&mut self, batch: &Batch, progress: &mut dyn FnMut(usize) -> bool) -> Result<Done, ActError> {
        // Before the file can change: a docket of today is under the version of today.
        self.keep(&self.office_law())?;
        let derive = self.deriving();
        let mut receipt = self.store.append(batch, &derive, progress)?.ok_or(ActError::Cancelled)?;
        // The office's own facts are on no docket that could be shown.
        let office = self.store.of_fingerprint(OFFICE)?;
        receipt.dockets.retain(|id| Some(*id) != office);
        let mut numbers = Vec::new();
        for id in receipt.dockets.iter().take(3) {
            if let Some(line) = self.store.line(*id)? {
                numbers.push(line.number);
            }
        }
        Ok(Done {
            command: batch.command.clone(),
            numbers,
            dockets: receipt.dockets,
            link: receipt.link,
            facts: receipt.facts,
            warns: Vec::new(),
        })
    }

    /// A batch of this officer, now.
    pub(super) fn batch(&self, command: &str, summary: impl Into<String>, entries: Vec<Entry>) -> Batch {
        Batch {
            command: command.to_owned(),
            by: self.officer.clone(),
            at: (self.clock)(),
            summary: summary.into(),
            undoes: None,
            entries,
            skip_doubled: false,
            settings: Vec::new(),
        }
    }

    /// Records facts on a docket read at a revision. The law guards each; where the text leaves room and something is
    /// missing or warned about, the decision otherwise is written into the fact.
    pub fn record(
        &mut self,
        id: i64,
        revision: i64,
        mut facts: Vec<Fact>,
        command: &str,
        otherwise: Option<&Override>,
    ) -> Result<Done, ActError> {
        let stored = self.docket(id)?.ok_or(ActError::NoDocket(id))?;
        // All of it was taken back: there is nothing to act on until it is brought back.
        if stored.docket.state().live.is_empty() {
            return Err(ActError::NoDocket(id));
        }
        // What was judged on the screen is not what stands here now: said before the law is asked anything.
        if stored.revision != revision {
            return Err(StoreError::Stale { docket: id, have: stored.revision, expected: revision }.into());
        }
        let mut warns = Vec::new();
        let mut docket = stored.docket.clone();
        for fact in &mut facts {
            // Whoever records it stands behind it.
            fact.by.clone_from(&self.officer);
            let guard = self.judge(&stored, &docket, fact)?;
            if !guard.allows() && !guard.overridable() {
                return Err(ActError::Refused(Box::new(guard)));
            }
            if !(guard.missing.is_empty() && guard.warns.is_empty()) {
                let Some(decision) = otherwise else { return Err(ActError::NeedsReason(Box::new(guard))) };
                stand_by(fact, &guard, decision);
            }
            warns.extend(guard.missing.into_iter().chain(guard.warns));
            // The next fact of the same act is judged with this one on file.
            let id = docket.facts.iter().map(|known| known.id).max().unwrap_or(0).saturating_add(1);
            docket.facts.push(Fact { id, ..fact.clone() });
        }
        let summary = facts.iter().map(|fact| fact.kind.name()).collect::<Vec<_>>().join(" ");
        let entries = vec![Entry { target: Target::Existing { id, revision }, facts }];
        let mut done = self.write(&self.batch(command, summary, entries), &mut |_| true)?;
        done.warns = warns;
        Ok(done)
    }

    /// A new lead, written by hand.
    pub fn new_lead(&mut self, attributes: Attributes, mut facts: Vec<Fact>) -> Result<Done, ActError> {
        if facts.is_empty() {
            facts.push(Fact::new(Kind::NoteAdded, self.today));
        }
        // A code that cannot be right is asked about beside the lead and holds nobody up.
        let codes = attributes.parties.iter().map(|party| party.code.as_str()).filter(|code| !code.is_empty());
        let wrong = codes.filter(|code| !credit_code_holds(code));
        let questions: Vec<Question> = wrong.map(|code| Question::CodeUnsure { text: code.to_owned() }).collect();
        let docket = Docket { profile: self.office.profile.clone(), attributes, ..Docket::default() };
        let target = Target::New {
            docket: Box::new(docket),
            profile_version: self.office_law().versions().0.to_owned(),
            fingerprint: String::new(),
            questions: serde_json::to_string(&questions).unwrap_or_else(|_| "[]".to_owned()),
        };
        self.write(&self.batch("lead.new", "lead.received", vec![Entry { target, facts }]), &mut |_| true)
    }

    /// Takes back the officer's latest act, however old.
    pub fn undo(&mut self) -> Result<Done, ActError> {
        self.undo_told(&mut |_| true)
    }

    /// The same; `progress` is told how many dockets and says whether to go on.
    pub fn undo_told(&mut self, progress: &mut dyn FnMut(usize) -> bool) -> Result<Done, ActError> {
        let link = self.store.last_done(&self.officer)?.ok_or(ActError::NothingToUndo)?;
        self.withdraw(link, progress)
    }

    /// Brings back what was last taken back.
    pub fn redo(&mut self) -> Result<Done, ActError> {
        self.redo_told(&mut |_| true)
    }

    /// The same; `progress` is told how many dockets and says whether to go on.
    pub fn redo_told(&mut self, progress: &mut dyn FnMut(usize) -> bool) -> Result<Done, ActError> {
        let link = self.store.last_undone(&self.officer)?.ok_or(ActError::NothingToRedo)?;
        self.withdraw(link, progress)
    }

    /// How many facts the next undo, or redo, is about.
    pub fn weight(&self, redo: bool) -> Result<usize, StoreError> {
        let link = if redo { self.store.last_undone(&self.officer)? } else { self.store.last_done(&self.officer)? };
        link.map_or(Ok(0), |link| self.store.link_size(link.n))
    }

    fn withdraw(&mut self, link: LogRow, progress: &mut dyn FnMut(usize) -> bool) -> Result<Done, ActError> {
        if self.store.others_since(link.n, &self.officer)? {
            return Err(ActError::Overtaken(Box::new(link)));
        }
        let mut entries: Vec<Entry> = Vec::new();
        let mut places: HashMap<i64, usize> = HashMap::new();
        for (docket, fact) in self.store.link_facts(link.n)? {
            let withdrawal = Fact::withdrawing(fact.id, self.today);
            match places.get(&docket).and_then(|place| entries.get_mut(*place)) {
                Some(entry) => entry.facts.push(withdrawal),
                None => {
                    let revision = self.store.revision(docket)?;
                    places.insert(docket, entries.len());
                    entries.push(Entry { target: Target::Existing { id: docket, revision }, facts: vec![withdrawal] });
                }
            }
        }
        let command = if link.undoes.is_some() { "redo" } else { "undo" };
        let batch = Batch { undoes: Some(link.n), ..self.batch(command, format!("{} {}", link.n, link.command), entries) };
        let mut done = self.write(&batch, progress)?;
        // Bringing back is said by the act that comes back.
        let first = link.undoes.map(|n| self.store.link(n)).transpose()?.flatten();
        done.command = first.map_or(link.command, |first| first.command);
        Ok(done)
    }

    /// One fact through the normal path, for checks from outside: its id after the commit.
    pub fn stress(&mut self, tag: &str, n: u64) -> Result<i64, ActError> {
        let fact = Fact::new(Kind::NoteAdded, self.today).with("note", format!("{tag} {n}"));
        loop {
            let Some(id) = self.store.find(tag)? else {
                let attributes = Attributes { title: tag.to_owned(), number: tag.to_owned(), ..Attributes::default() };
                let done = self.new_lead(attributes, vec![fact])?;
                return done.facts.first().copied().ok_or(ActError::NoDocket(0));
            };
            let revision = self.store.revision(id)?;
            match self.record(id, revision, vec![fact.clone()], "stress.write", None) {
                // Another writer was first: read again.
                Err(ActError::Store(StoreError::Stale { .. })) => {}
                Err(error) => return Err(error),
                Ok(done) => return done.facts.first().copied().ok_or(ActError::NoDocket(id)),
            }
        }
    }
}
