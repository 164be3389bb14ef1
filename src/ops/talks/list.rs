//! The list of the tracker: places from derived rows, and the negotiations at some of them worked out.

use super::{Known, NegotiationRow, STAGES, TalkView, begun, rows};
use crate::law::Derived;
use crate::ops::desk::Desk;
use crate::ops::query::Query;
use crate::store::{Column, Condition, Filter, StoreError, StoredDocket, TalkKey, Term, View};

impl Desk {
    /// The places of all negotiations, by what is due; a query narrows them as it does the lists. They stand in derived rows;
    /// as of another day than these they are worked out.
    pub fn talk_keys(&self, query: &Query, known: &mut Known) -> Result<Vec<TalkKey>, StoreError> {
        if self.store.derived_on()? == Some(self.today.to_string()) {
            return self.store.talks(&query.onto(Filter::all(self.today)));
        }
        self.turn_known(known);
        let mut all: Vec<(NegotiationRow, i64)> = Vec::new();
        for stage in STAGES {
            let here = Condition::of(Term::Is(Column::Stage, stage.name().to_owned()));
            let filter = Filter { conditions: vec![here], view: View::Open, ..Filter::all(self.today) };
            for line in self.store.page(&query.onto(filter), None, usize::MAX >> 1)? {
                let rows = self.worked_out(line.docket, line.revision, known)?;
                all.extend(rows.iter().map(|row| (row.clone(), line.revision)));
            }
        }
        all.sort_by_cached_key(|(row, _)| {
            let since = row.since(self.today);
            (row.due().is_none(), row.due(), since.is_none(), since, row.docket)
        });
        let key = |(row, revision): &(NegotiationRow, i64)| TalkKey {
            docket: row.docket,
            revision: *revision,
            party: row.track().unwrap_or_default().to_owned(),
            views: TalkView::bits(row, self.today),
            officer: row.officer.clone(),
        };
        Ok(all.iter().map(key).collect())
    }

    /// The negotiations at some places. What `known` holds of a docket that has not changed since is not worked out again.
    pub fn talk_rows(&self, keys: &[TalkKey], known: &mut Known) -> Result<Vec<NegotiationRow>, StoreError> {
        self.turn_known(known);
        let mut rows = Vec::with_capacity(keys.len());
        for key in keys {
            let found = self.worked_out(key.docket, key.revision, known)?;
            rows.extend(found.iter().find(|row| row.track().unwrap_or_default() == key.party).cloned());
        }
        Ok(rows)
    }

    /// Every negotiation, by what is due, at most so many.
    pub fn negotiations(&self, query: &Query, limit: usize, known: &mut Known) -> Result<Vec<NegotiationRow>, StoreError> {
        let mut keys = self.talk_keys(query, known)?;
        keys.truncate(limit);
        self.talk_rows(&keys, known)
    }

    fn turn_known(&self, known: &mut Known) {
        if known.day != Some(self.today) {
            *known = Known { day: Some(self.today), ..Known::default() };
        }
    }

    /// The negotiations of a docket at a revision.
    fn worked_out<'k>(&self, docket: i64, revision: i64, known: &'k mut Known) -> Result<&'k [NegotiationRow], StoreError> {
        let stale = known.rows.get(&docket).is_none_or(|(known, _)| *known != revision);
        if stale {
            let stored = self.docket(docket)?;
            let found = stored.map_or_else(Vec::new, |stored| {
                let (law, state) = (self.law_of(&stored), stored.docket.state());
                let derived = if begun(&state) { law.outlook(&state, self.today) } else { Derived::default() };
                rows(&law, &stored.docket, &state, &derived, self.today)
            });
            known.rows.insert(docket, (revision, found));
        }
        Ok(known.rows.get(&docket).map_or(&[], |(_, rows)| rows.as_slice()))
    }

    /// The negotiations of one docket, one a liable party.
    pub fn negotiation(&self, stored: &StoredDocket, derived: &Derived) -> Vec<NegotiationRow> {
        rows(&self.law_of(stored), &stored.docket, &stored.docket.state(), derived, self.today)
    }
}
