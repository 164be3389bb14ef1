//! Earlier damage by the same party in other dockets, looked up by name and by code; what another spelling
//! of the name points to stands beside it.

use super::{StoreError, read};
use crate::docket::{Docket, Kind, State};
use crate::law::names::{fold, masked};
use rusqlite::Connection;

/// Earlier damage of a party.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Prior {
    /// The day on which it came to the office: the one that the look-back compares.
    pub day: String,
    /// The docket.
    pub docket: i64,
    /// Its number.
    pub number: String,
    /// What it was about.
    pub title: String,
    /// The party, as it is named in the docket asked about.
    pub party: String,
}

/// Other dockets of a party that are looked at, newest first: more would only be read for a name that says nothing.
const LOOK_BACK: i64 = 500;

/// Earlier damage of the same parties, newest first: filed, or found to be damage, or excluded because it had been
/// repaired. Which of it counts is the law's look-back to say. Beside it what is only likely the same party's: its name
/// is another spelling or a masked one, and no code says otherwise. Nothing of the law rests on that.
pub(super) fn priors(connection: &Connection, asked: &Docket) -> Result<(Vec<Prior>, Vec<Prior>), StoreError> {
    let (mut sure, mut likely): (Vec<Prior>, Vec<Prior>) = (Vec::new(), Vec::new());
    let state = asked.state();
    for party in &state.attributes.parties {
        let folded = fold(&party.name);
        for (column, value) in [("name", &party.name), ("code", &party.code), ("folded", &folded)] {
            if value.is_empty() {
                continue;
            }
            // A masked name is borne by many: like another spelling, it is asked about.
            let spelling = column == "folded" || column == "name" && masked(value);
            let other_code = if spelling { "(?3 = '' OR code = '')" } else { "?3 IS NOT NULL" };
            let mut statement = connection.prepare_cached(&format!(
                "SELECT inbox.received, inbox.docket, inbox.number, inbox.title, inbox.is_case = 1 OR inbox.stage = 'out_of_scope', \
                 EXISTS (SELECT 1 FROM fact WHERE fact.docket = inbox.docket AND kind = 'lead.joined') FROM \
                 (SELECT docket FROM party WHERE {column} = ?1 AND {column} <> '' AND docket <> ?2 AND {other_code} \
                 ORDER BY docket DESC LIMIT {LOOK_BACK}) AS known JOIN inbox ON inbox.docket = known.docket \
                 WHERE inbox.received IS NOT NULL \
                 AND inbox.received <= coalesce((SELECT received FROM inbox WHERE docket = ?2), inbox.received) \
                 AND inbox.stage NOT IN ('', 'transferred', 'merged') \
                 AND (inbox.is_case = 1 OR inbox.stage = 'out_of_scope' OR EXISTS (SELECT 1 FROM fact \
                 WHERE fact.docket = inbox.docket AND kind = 'check.concluded' AND json_extract(data, '$.result') = 'damage'))"
            ))?;
            let rows = statement.query_map(rusqlite::params![value, asked.id, party.code], |row| {
                let party = party.name.clone();
                let prior = Prior { day: row.get(0)?, docket: row.get(1)?, number: row.get(2)?, title: row.get(3)?, party };
                Ok((prior, row.get::<_, bool>(4)?, row.get::<_, bool>(5)?))
            })?;
            for row in rows {
                let (row, settled, joined) = row?;
                // Which facts still count is the fold's to say: what was taken back can have been put back again.
                if (!settled || joined) && !counts(connection, row.docket, settled, &state)? {
                    continue;
                }
                let list = if spelling { &mut likely } else { &mut sure };
                if !list.iter().any(|known| known.docket == row.docket) {
                    list.push(row);
                }
            }
        }
    }
    likely.retain(|one| sure.iter().all(|known| known.docket != one.docket));
    sure.sort_by(|a, b| b.cmp(a));
    likely.sort_by(|a, b| b.cmp(a));
    Ok((sure, likely))
}

/// Whether a docket still is earlier damage by the facts that count in it, and no part of the same matter as the one asked.
fn counts(connection: &Connection, id: i64, settled: bool, asked: &State<'_>) -> Result<bool, StoreError> {
    let Some(stored) = read::docket(connection, id)? else { return Ok(false) };
    let state = stored.docket.state();
    let damage = || state.all(Kind::CheckConcluded).iter().any(|fact| fact.data.text("result") == Some("damage"));
    let members = |state: &State<'_>| -> Vec<i64> {
        state.all(Kind::LeadJoined).iter().filter_map(|fact| fact.data.int("member")).collect()
    };
    let ours = members(asked);
    Ok((settled || damage()) && members(&state).iter().all(|member| !ours.contains(member)))
}
