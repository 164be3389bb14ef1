//! One case, one dossier (一案一卷): its table of contents by the groups of the profile, and what closing wants. Nothing is
//! stored beside the facts.

use super::register::{self, Absent, Paper};
use crate::docket::{Docket, Kind, Stage, State};
use crate::law::profile::Item;
use crate::law::{Check, Deadline, Law};

/// A paper with its place in the dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number in the dossier, from one.
    pub n: usize,
    /// The paper.
    pub paper: Paper,
    /// Its first page, as long as the pages of everything before it are counted.
    pub page: Option<i64>,
}

/// A group of the dossier.
#[derive(Debug, Clone)]
pub struct Group {
    /// The group in the profile's list `archive-group`; none where the profile has no groups.
    pub item: Option<Item>,
    /// What is there, by its day.
    pub entries: Vec<Entry>,
    /// What the steps taken brought forth and nobody has put in.
    pub absent: Vec<Absent>,
    /// The facts that call for the group are not there yet.
    pub waits: bool,
}

/// The table of contents.
#[derive(Debug, Clone)]
pub struct Contents {
    /// The groups in the order of the profile.
    pub groups: Vec<Group>,
    /// All pages, where all are counted.
    pub pages: Option<i64>,
}

impl Contents {
    /// How many papers are there.
    #[must_use]
    pub fn count(&self) -> usize {
        self.groups.iter().map(|group| group.entries.len()).sum()
    }

    /// The papers that are there.
    pub fn papers(&self) -> impl Iterator<Item = &Paper> {
        self.groups.iter().flat_map(|group| &group.entries).map(|entry| &entry.paper)
    }

    /// How many are missing.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.groups.iter().map(|group| group.absent.len()).sum()
    }
}

/// The table of contents of a docket, with the papers that came with its leads. What no group names lies in the last one.
#[must_use]
pub fn contents(law: &Law, docket: &Docket, carried: &[Paper]) -> Contents {
    let state = docket.state();
    let (papers, absent) = register::of(law, docket, carried);
    let items: Vec<Item> = law.profile.lists.get("archive-group").cloned().unwrap_or_default();
    let place = |form: &str| {
        let last = items.len().saturating_sub(1);
        items.iter().position(|item| item.papers.iter().any(|known| **known == *form)).unwrap_or(last)
    };
    let open = |item: &Item| item.when.as_ref().is_some_and(|cond| !law.holds(cond, &state));
    let mut groups: Vec<Group> = if items.is_empty() {
        vec![Group { item: None, entries: Vec::new(), absent: Vec::new(), waits: false }]
    } else {
        let group = |item: &Item| Group { waits: open(item), item: Some(item.clone()), entries: Vec::new(), absent: Vec::new() };
        items.iter().map(group).collect()
    };
    for paper in papers {
        if let Some(group) = groups.get_mut(place(&paper.form)) {
            group.entries.push(Entry { n: 0, paper, page: None });
        }
    }
    for one in absent {
        if let Some(group) = groups.get_mut(place(&one.form)) {
            group.absent.push(one);
        }
    }
    let (mut n, mut page) = (0, Some(1));
    for entry in groups.iter_mut().flat_map(|group| &mut group.entries) {
        n += 1;
        (entry.n, entry.page) = (n, page);
        page = page.and_then(|page| page.checked_add(entry.paper.pages?));
    }
    Contents { groups, pages: page.map(|page| page - 1).filter(|_| n > 0) }
}

/// What closing wants, item by item, ticked by the facts; empty before there is an agreement or a judgment to perform, and
/// for what ends otherwise.
#[must_use]
pub fn closing(law: &Law, state: &State<'_>, deadlines: &[Deadline], today: crate::docket::Day) -> Vec<Check> {
    let titled = state.stage().is_some_and(|stage| (Stage::AgreementSigned..=Stage::Performed).contains(&stage));
    if titled || state.has(Kind::CaseClosed) { law.checklist(state, deadlines, Kind::CaseClosed, today) } else { Vec::new() }
}
