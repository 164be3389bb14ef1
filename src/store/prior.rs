//! Earlier damage by the same party in other dockets, looked up by name and by code; what another spelling
//! of the name points to stands beside it.

use super::StoreError;
use crate::docket::Attributes;
use crate::law::names::fold;
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
/// is another spelling, and no code says otherwise. Nothing of the law rests on that.
pub(super) fn priors(connection: &Connection, id: i64, attributes: &Attributes) -> Result<(Vec<Prior>, Vec<Prior>), StoreError> {
    let (mut sure, mut likely): (Vec<Prior>, Vec<Prior>) = (Vec::new(), Vec::new());
    for party in &attributes.parties {
        let folded = fold(&party.name);
        for (column, value) in [("name", &party.name), ("code", &party.code), ("folded", &folded)] {
            if value.is_empty() {
                continue;
            }
            let spelling = column == "folded";
            let other_code = if spelling { "(?3 = '' OR code = '')" } else { "?3 IS NOT NULL" };
            let mut statement = connection.prepare_cached(&format!(
                "SELECT inbox.received, inbox.docket, inbox.number, inbox.title FROM \
                 (SELECT docket FROM party WHERE {column} = ?1 AND {column} <> '' AND docket <> ?2 AND {other_code} \
                 ORDER BY docket DESC LIMIT {LOOK_BACK}) AS known JOIN inbox ON inbox.docket = known.docket \
                 WHERE inbox.received IS NOT NULL \
                 AND inbox.received <= coalesce((SELECT received FROM inbox WHERE docket = ?2), inbox.received) \
                 AND inbox.stage NOT IN ('', 'transferred', 'merged') \
                 AND (inbox.is_case = 1 OR inbox.stage = 'out_of_scope' OR EXISTS (SELECT 1 FROM fact \
                 WHERE fact.docket = inbox.docket AND kind = 'check.concluded' AND json_extract(data, '$.result') = 'damage' \
                 AND NOT EXISTS (SELECT 1 FROM fact AS back WHERE back.docket = fact.docket AND back.withdraws = fact.id))) \
                 AND NOT EXISTS (SELECT 1 FROM fact AS theirs JOIN fact AS ours \
                 ON json_extract(ours.data, '$.member') = json_extract(theirs.data, '$.member') \
                 WHERE theirs.docket = inbox.docket AND theirs.kind = 'lead.joined' \
                 AND ours.docket = ?2 AND ours.kind = 'lead.joined')"
            ))?;
            let rows = statement.query_map(rusqlite::params![value, id, party.code], |row| {
                let party = party.name.clone();
                Ok(Prior { day: row.get(0)?, docket: row.get(1)?, number: row.get(2)?, title: row.get(3)?, party })
            })?;
            for row in rows {
                let row = row?;
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
