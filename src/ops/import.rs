//! Taking ledgers in: a preview of what would be new, changed, doubled and questioned, then one batch: one undo step.
//!
//! When is a row the same lead as a docket? It is **doubled** when all its mapped columns but the serial number are those of
//! an earlier row (its fingerprint), or when it is the lead of a docket and says nothing else than the docket does. It is
//! the lead of a docket, and **changed** where it says something else, when it carries the reference number of that one
//! docket, or else its title and its parties; where neither names a party, its title and its place. A cell that is empty
//! says nothing. A changed row leaves the docket as it is unless the officer takes it over or takes it as a new lead.

mod compare;

use super::act::{ActError, Done};
use super::desk::Desk;
use crate::docket::{Docket, Fact, Kind};
use crate::law::Law;
use crate::papers::ledger::{Import, LeadDraft, Mapping, Plan, Words, plan_known};
use crate::store::{Entry, StoreError, Target};
use compare::{amendment, diffs};
use serde_json::Value;
use std::collections::HashMap;

/// What would happen to a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A new lead.
    New,
    /// The lead of a docket, with other values.
    Changed,
    /// In the database already.
    Doubled,
    /// New, with a question.
    Questioned,
}

/// What is done with a changed row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Take {
    /// The docket stays as it is.
    #[default]
    Leave,
    /// What the row says is taken over into the docket.
    Amend,
    /// It is a lead of its own after all.
    Anew,
}

/// A value that a row says otherwise than its docket; keys are those of attributes, `on` the day it was received.
#[derive(Debug, Clone, PartialEq)]
pub struct Diff {
    /// Which.
    pub key: &'static str,
    /// What the docket says.
    pub old: Value,
    /// What the row says.
    pub new: Value,
}

/// What is known about a draft.
#[derive(Debug, Clone)]
pub struct Known {
    /// What would happen to it.
    pub standing: Standing,
    /// All its columns are those of the row that the docket was made of.
    pub exact: bool,
    /// The docket of the same lead.
    pub docket: Option<i64>,
    /// Its number.
    pub number: String,
    /// Its revision when it was compared.
    pub revision: i64,
    /// What the row says otherwise.
    pub diffs: Vec<Diff>,
}

/// What an import would do.
#[derive(Debug, Clone, Default)]
pub struct Preview {
    /// One for each draft.
    pub rows: Vec<Known>,
    /// How many of those not known yet the routing table would give a department or a matter.
    pub routed: usize,
}

impl Preview {
    /// How many have a standing.
    #[must_use]
    pub fn count(&self, standing: Standing) -> usize {
        self.rows.iter().filter(|known| known.standing == standing).count()
    }
}

/// What an import did.
#[derive(Debug, Clone, Default)]
pub struct ImportDone {
    /// The act.
    pub done: Done,
    /// Leads taken.
    pub taken: usize,
    /// Dockets that were amended.
    pub amended: usize,
    /// Leads that were there already, in the file or in the database.
    pub doubled: usize,
    /// Leads taken with a question.
    pub questioned: usize,
}

/// How the rows are taken.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choices<'a> {
    /// What the routing table suggests is taken over where the ledger says nothing.
    pub route: bool,
    /// What was compared; without it every row is a lead unless its fingerprint is known.
    pub preview: Option<&'a Preview>,
    /// What is done with changed rows, by the place of their draft; `Take::Leave` where nothing is said.
    pub takes: Option<&'a HashMap<usize, Take>>,
}

/// Told how many are done; says whether to go on.
pub type Progress<'a> = &'a mut dyn FnMut(usize) -> bool;

/// Rows between two words of progress.
const STRIDE: usize = 500;

impl Desk {
    /// What an import would do, without writing.
    pub fn preview(&self, import: &Import) -> Result<Preview, StoreError> {
        Ok(self.preview_told(import, &mut |_| true)?.unwrap_or_default())
    }

    /// The same; `None` when `progress` said stop.
    pub fn preview_told(&self, import: &Import, progress: Progress<'_>) -> Result<Option<Preview>, StoreError> {
        let law = self.office_law();
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        for draft in import.drafts.iter().filter(|draft| !draft.number.is_empty()) {
            *numbers.entry(&draft.number).or_default() += 1;
        }
        let mut preview = Preview { rows: Vec::with_capacity(import.drafts.len()), routed: 0 };
        for (at, draft) in import.drafts.iter().enumerate() {
            if at.is_multiple_of(STRIDE) && !progress(at) {
                return Ok(None);
            }
            // A number that stands in two rows is a letter's: it names no lead.
            let number = numbers.get(draft.number.as_str()).is_some_and(|times| *times == 1);
            let known = self.standing_of(draft, number)?;
            if known.docket.is_none() {
                let read = draft.attributes();
                let taken = law.routing_of(&read, self.today).accept(&read);
                preview.routed += usize::from((&taken.department, &taken.matter) != (&read.department, &read.matter));
            }
            preview.rows.push(known);
        }
        Ok(Some(preview))
    }

    fn standing_of(&self, draft: &LeadDraft, by_number: bool) -> Result<Known, StoreError> {
        let standing = if draft.questions.is_empty() { Standing::New } else { Standing::Questioned };
        let mut known = Known { standing, exact: false, docket: None, number: String::new(), revision: 0, diffs: Vec::new() };
        if let Some(id) = self.store.of_fingerprint(&draft.fingerprint())? {
            (known.standing, known.exact, known.docket) = (Standing::Doubled, true, Some(id));
        } else if let Some(id) = self.same_lead(draft, by_number)?
            && let Some(stored) = self.store.docket(id)?
        {
            known.diffs = diffs(draft, &stored);
            known.standing = if known.diffs.is_empty() { Standing::Doubled } else { Standing::Changed };
            (known.docket, known.revision) = (Some(id), stored.revision);
        }
        if let Some(line) = known.docket.map(|id| self.store.line(id)).transpose()?.flatten() {
            known.number = line.number;
        }
        Ok(known)
    }

    fn same_lead(&self, draft: &LeadDraft, by_number: bool) -> Result<Option<i64>, StoreError> {
        if by_number && let Some(id) = self.store.of_number(&draft.number)? {
            return Ok(Some(id));
        }
        if draft.title.is_empty() {
            return Ok(None);
        }
        let names: Vec<String> = crate::papers::ledger::parties(&draft.party).into_iter().map(|party| party.name).collect();
        let party = names.join("、");
        let same = |party_of: &str, place: &str| {
            party_of == party && (!party.is_empty() || !draft.place.is_empty() && place == draft.place)
        };
        let alike = self.store.of_title(&draft.title)?;
        Ok(alike.into_iter().find(|known| same(&known.party, &known.place)).map(|known| known.docket))
    }

    /// Writes the drafts of a ledger; `progress` is told how many and says whether to go on.
    pub fn import(&mut self, import: &Import, file: &str, progress: Progress<'_>) -> Result<ImportDone, ActError> {
        self.take_in(import, file, Choices::default(), progress)
    }

    /// The same, with what was chosen for each row.
    pub fn take_in(
        &mut self,
        import: &Import,
        file: &str,
        choices: Choices<'_>,
        progress: Progress<'_>,
    ) -> Result<ImportDone, ActError> {
        let law = self.office_law();
        let mut entries: Vec<Entry> = Vec::with_capacity(import.drafts.len());
        let mut amendments: Vec<Entry> = Vec::new();
        let mut left = 0;
        for (at, draft) in import.drafts.iter().enumerate() {
            let known = choices.preview.and_then(|preview| preview.rows.get(at));
            let take = choices.takes.and_then(|takes| takes.get(&at)).copied().unwrap_or_default();
            match (known.map(|known| (known.standing, known.docket)), take) {
                (Some((Standing::Doubled, _)), _) => left += 1,
                (Some((Standing::Changed, Some(_))), Take::Leave) => {}
                (Some((Standing::Changed, Some(id))), Take::Amend) => {
                    let Some(known) = known else { continue };
                    let stored = self.store.docket(id)?.ok_or(ActError::NoDocket(id))?;
                    let facts = amendment(draft, known, &stored, self.today);
                    amendments.push(Entry { target: Target::Existing { id, revision: known.revision }, facts });
                }
                _ => entries.push(self.entry(draft, &law, choices.route)),
            }
        }
        let (new, amended) = (entries.len(), amendments.len());
        entries.append(&mut amendments);
        let mut batch = self.batch("lead.import", file, entries);
        batch.skip_doubled = true;
        let done = self.write(&batch, progress)?;
        let taken = done.dockets.len() - amended;
        let asked = import.drafts.iter().filter(|draft| !draft.questions.is_empty()).count();
        let questioned = if taken == import.drafts.len() { asked } else { self.questioned(&done, taken)? };
        let doubled = new - taken + left + import.doubled.len();
        Ok(ImportDone { done, taken, amended, doubled, questioned })
    }

    fn questioned(&self, done: &Done, taken: usize) -> Result<usize, StoreError> {
        let mut count = 0;
        for id in done.dockets.iter().take(taken) {
            count += usize::from(self.store.line(*id)?.is_some_and(|line| line.questions > 0));
        }
        Ok(count)
    }

    fn entry(&self, draft: &LeadDraft, law: &Law, accept: bool) -> Entry {
        // A serial number counts rows of a sheet; it is no number of a lead.
        let read = draft.attributes();
        let attributes = if accept { law.routing_of(&read, self.today).accept(&read) } else { read };
        // Without a day nothing starts: the lead is kept with its question, and no day is invented.
        let fact = match draft.on {
            Some(day) => Fact::new(Kind::LeadReceived, day),
            None => Fact::new(Kind::NoteAdded, self.today).with("note", draft.on_text.clone()),
        };
        let docket = Docket { profile: self.office.profile.clone(), attributes, ..Docket::default() };
        Entry {
            target: Target::New {
                docket: Box::new(docket),
                profile_version: law.versions().0.to_owned(),
                fingerprint: draft.fingerprint(),
                questions: serde_json::to_string(&draft.questions).unwrap_or_else(|_| "[]".to_owned()),
            },
            facts: vec![fact],
        }
    }

    /// What the columns of ledgers of a shape meant the last time.
    pub fn columns_of(&self, shape: &str) -> Option<Mapping> {
        let kept = self.store.setting(&columns_key(shape)).ok().flatten()?;
        Mapping::from_toml(&kept).ok()
    }

    /// How a book is read: as the last time where its headers are known, else as its headers and contents say.
    pub fn plan_of(
        &self,
        book: &crate::papers::ledger::Book,
        told: Option<&Mapping>,
        words: &Words,
    ) -> Result<Plan, crate::papers::ledger::LedgerError> {
        plan_known(book, told, &|shape| self.columns_of(shape), words)
    }

    /// Keeps what the columns of the tables taken mean, for the next ledgers of their shapes.
    pub fn keep_columns(&mut self, plan: &Plan) -> Result<(), StoreError> {
        for table in plan.tables.iter().filter(|table| table.taken && !table.shape.is_empty()) {
            let (key, mapping) = (columns_key(&table.shape), table.mapping().to_toml());
            if self.store.setting(&key)?.as_deref() != Some(mapping.as_str()) {
                self.store.set_setting(&key, &mapping)?;
            }
        }
        Ok(())
    }
}

fn columns_key(shape: &str) -> String {
    format!("ledger columns {shape}")
}
