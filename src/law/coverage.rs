//! Where each clause of the register lives: in a rule, a list, a part of the program, or in a paper or report that is
//! still to come; or nowhere, because it asks nothing of a program.

use super::library::{Clause, Library};
use super::profile::Profile;
use std::collections::BTreeMap;

/// How a clause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Carried by what is there.
    Done,
    /// Asks nothing of a program.
    ContextOnly,
    /// Carried in part or not at all until a paper or report is there.
    Open,
    /// Has no place: a defect.
    Nowhere,
}

impl Standing {
    /// Every standing.
    pub const ALL: &'static [Standing] = &[Self::Done, Self::ContextOnly, Self::Open, Self::Nowhere];

    /// The word of JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::ContextOnly => "context-only",
            Self::Open => "open",
            Self::Nowhere => "nowhere",
        }
    }
}

/// A clause and its places.
#[derive(Debug, Clone)]
pub struct Placed<'l> {
    /// The clause.
    pub clause: &'l Clause,
    /// How it stands.
    pub standing: Standing,
    /// What carries it: `step T-06`, `list channel other`, `cli audit verify`, …
    pub by: Vec<String>,
    /// The papers and reports that are still to come.
    pub waits: Vec<String>,
    /// Said to be context only and carried as well: a contradiction.
    pub doubtful: bool,
}

#[derive(Default)]
struct Found {
    by: Vec<String>,
    waits: Vec<String>,
    context: bool,
}

/// Every clause of the register with its places in some profiles.
pub fn coverage<'l, 'p>(library: &'l Library, profiles: impl IntoIterator<Item = &'p Profile>) -> Vec<Placed<'l>> {
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for profile in profiles {
        let mut add = |clause: &str, place: String, open: bool| {
            let known = found.entry(clause.to_owned()).or_default();
            let list = if open { &mut known.waits } else { &mut known.by };
            if !list.contains(&place) {
                list.push(place);
            }
        };
        for (place, cite) in profile.carriers() {
            if let Some(clause) = &cite.clause {
                add(clause, place, false);
            }
        }
        for part in &profile.parts {
            part.carries.iter().for_each(|clause| add(clause, part.is.to_string(), false));
        }
        for (place, cite) in profile.to_come() {
            if let Some(clause) = &cite.clause {
                add(clause, place, true);
            }
        }
        for clause in &profile.context_only {
            found.entry(clause.to_string()).or_default().context = true;
        }
    }
    library
        .clauses
        .values()
        .map(|clause| {
            let Found { by, waits, context } = found.remove(&clause.id).unwrap_or_default();
            let standing = match (waits.is_empty(), by.is_empty(), context) {
                (false, _, _) => Standing::Open,
                (true, false, _) => Standing::Done,
                (true, true, true) => Standing::ContextOnly,
                (true, true, false) => Standing::Nowhere,
            };
            let doubtful = context && !matches!(standing, Standing::ContextOnly);
            Placed { clause, standing, by, waits, doubtful }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf() -> Vec<Placed<'static>> {
        let library = Library::built_in();
        let profiles: Vec<_> = library.names().map(|name| library.profile(name).unwrap()).collect();
        coverage(library, profiles.iter().map(AsRef::as_ref))
    }

    #[test]
    fn every_clause_has_one_place() {
        let placed = shelf();
        assert_eq!(placed.len(), 403);
        let lost: Vec<&str> =
            placed.iter().filter(|one| one.standing == Standing::Nowhere).map(|one| one.clause.id.as_str()).collect();
        assert!(lost.is_empty(), "without a place: {lost:?}");
        let double: Vec<&str> = placed.iter().filter(|one| one.doubtful).map(|one| one.clause.id.as_str()).collect();
        assert!(double.is_empty(), "context only and carried: {double:?}");
        // Only what the register itself calls context may be left at that.
        for one in placed.iter().filter(|one| one.standing == Standing::ContextOnly) {
            let software = one.clause.software.to_lowercase();
            assert!(software.starts_with("context only"), "{}: {software}", one.clause.id);
        }
    }
}
