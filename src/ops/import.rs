//! Taking ledgers in: a preview of what would be new, doubled and questioned, then one batch: one undo step.

use super::act::{ActError, Done};
use super::desk::Desk;
use crate::docket::{Attributes, Docket, Fact, Kind};
use crate::law::Law;
use crate::papers::ledger::{Import, LeadDraft};
use crate::store::{Entry, StoreError, Target};

/// What would happen to a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A new lead.
    New,
    /// In the database already.
    Doubled,
    /// New, with a question.
    Questioned,
}

/// What an import would do.
#[derive(Debug, Clone, Default)]
pub struct Preview {
    /// One for each draft.
    pub standings: Vec<Standing>,
    /// How many of those not known yet the routing table would give a department or a matter.
    pub routed: usize,
}

impl Preview {
    /// How many have a standing.
    #[must_use]
    pub fn count(&self, standing: Standing) -> usize {
        self.standings.iter().filter(|known| **known == standing).count()
    }
}

/// What an import did.
#[derive(Debug, Clone, Default)]
pub struct ImportDone {
    /// The act.
    pub done: Done,
    /// Leads taken.
    pub taken: usize,
    /// Leads that were there already, in the file or in the database.
    pub doubled: usize,
    /// Leads taken with a question.
    pub questioned: usize,
}

impl Desk {
    /// What an import would do, without writing.
    pub fn preview(&self, import: &Import) -> Result<Preview, StoreError> {
        let law = self.office_law();
        let mut standings = Vec::with_capacity(import.drafts.len());
        let mut routed = 0;
        for draft in &import.drafts {
            let standing = if self.store.has_fingerprint(&draft.fingerprint())? {
                Standing::Doubled
            } else if draft.questions.is_empty() {
                Standing::New
            } else {
                Standing::Questioned
            };
            if standing != Standing::Doubled {
                let read = draft.attributes();
                let taken = law.routing_of(&read, self.today).accept(&read);
                routed += usize::from((&taken.department, &taken.matter) != (&read.department, &read.matter));
            }
            standings.push(standing);
        }
        Ok(Preview { standings, routed })
    }

    /// Writes the drafts of a ledger; `progress` is told how many and says whether to go on.
    pub fn import(
        &mut self,
        import: &Import,
        file: &str,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<ImportDone, ActError> {
        self.take_in(import, file, false, progress)
    }

    /// The same, and what the routing table suggests is taken over where the ledger says nothing.
    pub fn import_routed(
        &mut self,
        import: &Import,
        file: &str,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<ImportDone, ActError> {
        self.take_in(import, file, true, progress)
    }

    fn take_in(
        &mut self,
        import: &Import,
        file: &str,
        accept: bool,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<ImportDone, ActError> {
        let law = self.office_law();
        let entries: Vec<Entry> = import.drafts.iter().map(|draft| self.entry(draft, &law, accept)).collect();
        let mut batch = self.batch("lead.import", file, entries);
        batch.skip_doubled = true;
        let done = self.write(&batch, progress)?;
        let taken = done.dockets.len();
        let questioned = if taken == import.drafts.len() {
            import.drafts.iter().filter(|draft| !draft.questions.is_empty()).count()
        } else {
            self.questioned(&done)?
        };
        Ok(ImportDone { taken, doubled: import.drafts.len() - taken + import.doubled.len(), questioned, done })
    }

    fn questioned(&self, done: &Done) -> Result<usize, StoreError> {
        let mut count = 0;
        for id in &done.dockets {
            count += usize::from(self.store.line(*id)?.is_some_and(|line| line.questions > 0));
        }
        Ok(count)
    }

    fn entry(&self, draft: &LeadDraft, law: &Law, accept: bool) -> Entry {
        // A serial number counts rows of a sheet; it is no number of a lead.
        let read = Attributes { number: String::new(), ..draft.attributes() };
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
}
