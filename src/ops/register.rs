//! The register of papers of a docket: what the facts name, what was taken in as a file, what the steps bring forth and
//! nobody has recorded yet. Nothing is stored beside the facts.

use super::act::{ActError, Done};
use super::desk::Desk;
use crate::docket::{Day, Docket, Fact, FactId, Kind, State};
use crate::law::{Law, Step};
use crate::store::{FileFault, Kept, StoreError, StoredDocket};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A paper of a docket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The fact that names it.
    pub fact: FactId,
    /// The kind of that fact.
    pub kind: Kind,
    /// Key of the profile's list `paper`, or of `evidence` for evidence; empty if unknown.
    pub form: String,
    /// What it is called, or the name of its file.
    pub title: String,
    /// Its number.
    pub number: String,
    /// The day on it; the day of the fact where nothing else is said.
    pub dated: Day,
    /// How it went out or came in.
    pub way: String,
    /// When it was received.
    pub received: Option<Day>,
    /// Who holds it.
    pub holder: String,
    /// Since when, where it was handed over after it was taken in.
    pub held_since: Option<Day>,
    /// Hash of its file.
    pub file: String,
    /// The name under which its file was taken in; by its ending it is read.
    pub name_of_file: String,
    /// Bytes of its file.
    pub size: i64,
    /// Where it is kept instead.
    pub kept_at: String,
    /// How many pages it has, if somebody counted.
    pub pages: Option<i64>,
    /// The number of the lead with which it came, where that went into this docket.
    pub lead: String,
}

impl Paper {
    /// What it is called; where nothing else is said, its number or the hash of its file.
    #[must_use]
    pub fn name(&self) -> &str {
        let names = [&self.title, &self.number, &self.kept_at, &self.file];
        names.into_iter().find(|name| !name.is_empty()).map_or("", String::as_str)
    }

    /// What a fact that hands it over says of it, so that the two find each other wherever the facts are copied to.
    #[must_use]
    pub fn named(&self) -> Vec<(&'static str, String)> {
        let form = if self.kind == Kind::EvidenceRecorded { String::new() } else { self.form.clone() };
        let said = [("form", form), ("number", self.number.clone()), ("paper", self.title.clone())];
        said.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    fn is_named_by(&self, fact: &Fact) -> bool {
        let said = |key: &str| fact.data.text(key).unwrap_or_default();
        self.named().iter().all(|(key, value)| said(key) == value)
            && (said("number") == self.number)
            && (said("paper") == self.title)
    }

    /// The path under which it is kept elsewhere, where its place is one: it is there by reference, not by content.
    #[must_use]
    pub fn reference(&self) -> Option<&Path> {
        let path = Path::new(&self.kept_at);
        (self.file.is_empty() && path.is_absolute()).then_some(path)
    }
}

/// A paper that a step brings forth and that is not on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// Key of the profile's list `paper`.
    pub form: String,
    /// The step that was taken.
    pub kind: Kind,
    /// When.
    pub on: Day,
}

/// The papers of a docket by their day.
#[must_use]
pub fn papers(law: &Law, state: &State<'_>) -> Vec<Paper> {
    let mut found: Vec<Paper> = state.live.iter().filter_map(|fact| paper(law, fact)).collect();
    found.sort_by_key(|paper| (paper.dated, paper.fact));
    hand_over(&mut found, state);
    found
}

/// Who holds them after what was handed over in a docket.
fn hand_over(papers: &mut [Paper], state: &State<'_>) {
    for fact in state.live.iter().filter(|fact| fact.kind == Kind::PaperHanded) {
        if let Some(paper) = papers.iter_mut().rfind(|paper| paper.is_named_by(fact)) {
            fact.data.text("holder").unwrap_or_default().clone_into(&mut paper.holder);
            paper.held_since = Some(fact.on);
        }
    }
}

fn paper(law: &Law, fact: &Fact) -> Option<Paper> {
    let text = |key: &str| fact.data.text(key).unwrap_or_default().to_owned();
    let own = matches!(fact.kind, Kind::PaperFiled | Kind::EvidenceRecorded);
    let named = fact.paper().unwrap_or_default();
    // Who gets a paper is said of it, and is none itself.
    if !own && named.is_empty() || fact.kind == Kind::PaperHanded {
        return None;
    }
    // The paper that a step names is the one it brings forth, where it brings forth one.
    let made = law.profile.steps.iter().find(|step| step.fact == fact.kind).and_then(|step| step.papers.first());
    let form = if own { text("form") } else { made.map_or_else(String::new, ToString::to_string) };
    let title = [named, fact.data.text("name").unwrap_or_default(), fact.data.text("note").unwrap_or_default()];
    Some(Paper {
        fact: fact.id,
        kind: fact.kind,
        form,
        title: title.into_iter().find(|title| !title.is_empty()).unwrap_or_default().to_owned(),
        number: text("number"),
        dated: fact.data.day("dated").unwrap_or(fact.on),
        way: text("way"),
        received: fact.data.day("received_on"),
        holder: text("holder"),
        held_since: None,
        file: text("file"),
        name_of_file: text("name"),
        size: fact.data.int("size").unwrap_or(0),
        kept_at: text("kept_at"),
        pages: fact.data.int("pages").filter(|pages| *pages > 0),
        lead: String::new(),
    })
}

/// What the steps taken brought forth and nobody recorded, out of what is on record.
fn absent(law: &Law, state: &State<'_>, mut on_record: Vec<Paper>) -> Vec<Absent> {
    let mut absent = Vec::new();
    for fact in &state.live {
        let Some(step) = law.profile.steps.iter().find(|step| step.fact == fact.kind) else { continue };
        let first = step.papers.first();
        for form in law.papers_of(step, state, Some(fact)) {
            // One paper answers for one step: what the fact itself names, else what was taken in.
            let mine = |paper: &Paper| paper.form == **form && (paper.fact == fact.id || taken_in(paper.kind));
            if first == Some(form) && fact.paper().is_some() {
                continue;
            }
            match on_record.iter().position(mine) {
                Some(place) => drop(on_record.remove(place)),
                None => absent.push(Absent { form: form.to_string(), kind: fact.kind, on: fact.on }),
            }
        }
    }
    absent
}

/// Whether a kind of fact says by itself that a paper is there.
const fn taken_in(kind: Kind) -> bool {
    matches!(kind, Kind::PaperFiled | Kind::EvidenceRecorded)
}

/// The papers that a step brings forth and that are not on record yet, by their keys in the list `paper`: what was taken in
/// and answers for no step before is there already.
#[must_use]
pub fn lacking(law: &Law, state: &State<'_>, step: &Step) -> Vec<Arc<str>> {
    let mut free: Vec<String> = papers(law, state).into_iter().filter(|one| taken_in(one.kind)).map(|one| one.form).collect();
    for fact in &state.live {
        let Some(taken) = law.profile.steps.iter().find(|step| step.fact == fact.kind) else { continue };
        for form in law.papers_of(taken, state, Some(fact)) {
            let named = taken.papers.first() == Some(form) && fact.paper().is_some();
            if let Some(place) = free.iter().position(|free| **free == **form).filter(|_| !named) {
                free.remove(place);
            }
        }
    }
    let lacks = |form: &&Arc<str>| !free.iter().any(|free| **free == ***form);
    law.papers_of(step, state, None).into_iter().filter(lacks).cloned().collect()
}

impl Desk {
    /// The papers that came with the leads that went into a docket.
    pub fn carried(&self, stored: &StoredDocket) -> Result<Vec<Paper>, StoreError> {
        self.carried_from(stored, |id| self.docket(id))
    }

    /// The same, out of what is known of the leads.
    pub(super) fn carried_from(
        &self,
        stored: &StoredDocket,
        known: impl Fn(i64) -> Result<Option<StoredDocket>, StoreError>,
    ) -> Result<Vec<Paper>, StoreError> {
        let mut found = Vec::new();
        for id in super::merge::members(&stored.docket.state()) {
            // A part of a divided lead has its own copy of what concerns it.
            let whole = |lead: &StoredDocket| super::merge::into(&lead.docket.state()).len() < 2;
            if let Some(lead) = known(id)?.filter(|lead| lead.docket.id != stored.docket.id && whole(lead)) {
                found.extend(carried(&self.law_of(&lead), &lead.docket));
            }
        }
        Ok(found)
    }

    /// Takes a paper into a docket read at a revision: its file, if there is one, then the fact with what is said of it.
    /// `progress` is told the bytes read and says whether to go on.
    pub fn file_paper(
        &mut self,
        id: i64,
        revision: i64,
        mut fact: Fact,
        file: Option<&Path>,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Done, ActError> {
        if let Some(path) = file {
            let Kept { hash, size, name } = self.store.keep_file(path, progress)?.ok_or(ActError::Cancelled)?;
            fact.data.set("file", hash);
            fact.data.set("size", i64::try_from(size).unwrap_or(i64::MAX));
            fact.data.set("name", name);
        }
        let command = fact.kind.name();
        self.record(id, revision, vec![fact], command, None)
    }

    /// Where the file of a paper is: unchanged, or what is wrong with it.
    pub fn paper_file(&self, paper: &Paper) -> Result<Result<PathBuf, FileFault>, StoreError> {
        if let Some(path) = paper.reference() {
            return Ok(if path.is_file() { Ok(path.to_owned()) } else { Err(FileFault::Away) });
        }
        if let Some(fault) = self.store.check_file(&paper.file)? {
            return Ok(Err(fault));
        }
        Ok(self.store.file(&paper.file).ok_or(FileFault::Missing))
    }

    /// Whether the file of a paper is not there; what it holds is looked at when it is opened.
    #[must_use]
    pub fn lost(&self, paper: &Paper) -> Option<FileFault> {
        match paper.reference() {
            Some(path) => (!path.is_file()).then_some(FileFault::Away),
            None if paper.file.is_empty() || self.store.files().is_none() => None,
            None => self.store.file(&paper.file).is_none().then_some(FileFault::Missing),
        }
    }

    /// The papers out of some whose file is missing or changed, each with what is wrong.
    pub fn faults<'p>(&self, papers: impl IntoIterator<Item = &'p Paper>) -> Result<Vec<(&'p Paper, FileFault)>, StoreError> {
        let mut broken = Vec::new();
        for paper in papers.into_iter().filter(|paper| !paper.file.is_empty() || paper.reference().is_some()) {
            if let Err(fault) = self.paper_file(paper)? {
                broken.push((paper, fault));
            }
        }
        Ok(broken)
    }

    /// Every paper whose file is missing or changed, or that is not where it is said to be kept: docket, name, what is wrong.
    pub fn broken_files(&self) -> Result<Vec<(i64, String, FileFault)>, StoreError> {
        let mut ids = self.store.dockets_with(Kind::PaperFiled)?;
        ids.extend(self.store.dockets_with(Kind::EvidenceRecorded)?);
        ids.sort_unstable();
        ids.dedup();
        let mut broken = Vec::new();
        for id in ids {
            let Some(stored) = self.docket(id)? else { continue };
            // What was taken back and brought back counts again: only the fold knows.
            let all = papers(&self.law_of(&stored), &stored.docket.state());
            let own = self.faults(&all)?;
            broken.extend(own.into_iter().map(|(paper, fault)| (id, paper.name().to_owned(), fault)));
        }
        Ok(broken)
    }
}

/// The papers of a docket under its rules, with those that came with the leads that went into it, and what is missing.
#[must_use]
pub fn of(law: &Law, docket: &Docket, carried: &[Paper]) -> (Vec<Paper>, Vec<Absent>) {
    let state = docket.state();
    let mut all = papers(law, &state);
    let own = all.len();
    for paper in carried {
        // What was taken over with a fact of the lead is there already.
        let same = |known: &Paper| Paper { fact: paper.fact, lead: paper.lead.clone(), ..known.clone() } == *paper;
        if !all.iter().take(own).any(same) {
            all.push(paper.clone());
        }
    }
    if all.len() > own {
        all.sort_by_key(|paper| (paper.dated, paper.fact));
        hand_over(&mut all, &state);
    }
    let absent = absent(law, &state, all.clone());
    (all, absent)
}

/// The papers of a lead as they come with it into another docket.
#[must_use]
pub fn carried(law: &Law, lead: &Docket) -> Vec<Paper> {
    let state = lead.state();
    let number = super::rows::number(lead, &state);
    papers(law, &state).into_iter().map(|paper| Paper { lead: number.clone(), ..paper }).collect()
}
