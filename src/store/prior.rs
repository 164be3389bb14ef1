//! Earlier damage by the same party in other dockets, looked up by name and by code.

use super::StoreError;
use crate::docket::Attributes;
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
/// repaired. Which of it counts is the law's look-back to say.
pub(super) fn priors(connection: &Connection, id: i64, attributes: &Attributes) -> Result<Vec<Prior>, StoreError> {
    let mut found: Vec<Prior> = Vec::new();
    for party in &attributes.parties {
        for (column, value) in [("name", &party.name), ("code", &party.code)] {
            if value.is_empty() {
                continue;
            }
            let mut statement = connection.prepare_cached(&format!(
                "SELECT inbox.received, inbox.docket, inbox.number, inbox.title FROM \
                 (SELECT docket FROM party WHERE {column} = ?1 AND {column} <> '' AND docket <> ?2 \
                 ORDER BY docket DESC LIMIT {LOOK_BACK}) AS known JOIN inbox ON inbox.docket = known.docket \
                 WHERE inbox.received IS NOT NULL \
                 AND inbox.received <= coalesce((SELECT received FROM inbox WHERE docket = ?2), inbox.received) \
                 AND inbox.stage NOT IN ('', 'transferred', 'merged') \
                 AND (inbox.is_case = 1 OR inbox.stage = 'out_of_scope' OR EXISTS (SELECT 1 FROM fact \
                 WHERE fact.docket = inbox.docket AND kind = 'check.concluded' AND json_extract(data, '$.result') = 'damage' \
                 AND NOT EXISTS (SELECT 1 FROM fact AS back WHERE back.docket = fact.docket AND back.withdraws = fact.id)))"
            ))?;
            let rows = statement.query_map(rusqlite::params![value, id], |row| {
                let party = party.name.clone();
                Ok(Prior { day: row.get(0)?, docket: row.get(1)?, number: row.get(2)?, title: row.get(3)?, party })
            })?;
            for row in rows {
                let row = row?;
                if !found.iter().any(|known| known.docket == row.docket) {
                    found.push(row);
                }
            }
        }
    }
    found.sort_by(|a, b| b.cmp(a));
    Ok(found)
}
