//! Plain data for the panes.

use super::desk::Desk;
use super::merge;
use super::register::Paper;
use super::related::Related;
pub use super::talks::{Coming, Known, NegotiationRow, OwnTalks, Reply, TalkView};
use crate::law::Derived;
pub use crate::store::TalkKey;
use crate::store::{InboxRow, StoreError, StoredDocket};

/// A docket with everything said about it.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// The docket.
    pub stored: StoredDocket,
    /// What the law says.
    pub derived: Derived,
    /// Its number.
    pub number: String,
    /// Who has it.
    pub officer: String,
    /// Other dockets that may be the same or belong together, the surest first.
    pub related: Vec<Related>,
    /// The leads that went into it.
    pub members: Vec<InboxRow>,
    /// The dockets that it went into: one where it was merged, several where it was divided.
    pub into: Vec<InboxRow>,
    /// The papers that came with the leads that went into it.
    pub carried: Vec<Paper>,
    /// As it was known on a day gone by: to be read, nothing can be done on it.
    pub past: bool,
}

impl Desk {
    /// A docket for the case pane.
    pub fn case(&self, id: i64) -> Result<Option<CaseView>, StoreError> {
        let Some((stored, derived)) = self.derived(id)? else { return Ok(None) };
        let Some(seen) = self.seen(stored, derived)? else { return Ok(None) };
        Ok(Some(CaseView { related: self.related(id)?, ..seen }))
    }

    /// A docket with what is derived from it, without what is related to it; `None` where all of it was taken back.
    pub(super) fn seen(&self, stored: StoredDocket, derived: Derived) -> Result<Option<CaseView>, StoreError> {
        let state = stored.docket.state();
        if state.live.is_empty() {
            return Ok(None);
        }
        let (number, officer) = (super::rows::number(&stored.docket, &state), super::rows::officer(&state).to_owned());
        let (members, into) = (self.lines(&merge::members(&state))?, self.lines(&merge::into(&state))?);
        drop(state);
        let (related, carried) = (Vec::new(), self.carried(&stored)?);
        Ok(Some(CaseView { stored, derived, number, officer, related, members, into, carried, past: false }))
    }

    pub(super) fn lines(&self, ids: &[i64]) -> Result<Vec<InboxRow>, StoreError> {
        let found = ids.iter().map(|id| self.store.line(*id)).collect::<Result<Vec<_>, _>>()?;
        Ok(found.into_iter().flatten().collect())
    }
}
