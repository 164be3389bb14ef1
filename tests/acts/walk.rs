//! Walks through all lives, negotiations and cases: each passage that is new is taken at the desk.

use crate::common::desk::{self, OFFICER};
use crate::common::files::beside;
use crate::common::told::{equal, told};
use crate::{HEAD, dockets};
use std::collections::{BTreeMap, BTreeSet};
use sunpei::docket::{Day, Docket, Fact, Kind, Stage};
use sunpei::law::Profile;
use sunpei::ops::{ActError, Desk, Override, field};
use sunpei::store::Store;

/// A step, and the states that it led from and to: of the whole docket and of the liable party that it is about.
pub type Arrow = (String, Option<Stage>, Option<Stage>);

/// What was seen, and the desk at which it is.
pub struct Seen {
    desk: Desk,
    /// The passages.
    pub arrows: BTreeSet<Arrow>,
    /// The clauses and articles that each step rests on.
    pub cites: BTreeMap<String, BTreeSet<String>>,
}

impl Seen {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { desk: desk::desk("2026-01-05"), arrows: BTreeSet::new(), cites: BTreeMap::new() }
    }
}

/// Whether somebody else than the proposer decides it.
fn asks_another(profile: &Profile, kind: Kind) -> bool {
    profile.steps.iter().any(|step| step.fact == kind && (step.another.is_some() || step.returns))
}

/// The states that tell passages apart: of the docket, of the liable party, and beside the main track.
fn states(docket: &Docket, party: Option<&str>) -> (Option<Stage>, Option<Stage>, String) {
    let state = docket.state();
    let own = party.and_then(|party| state.tracks.iter().find(|track| track.party == Some(party)));
    (state.stage(), own.map_or(state.stage(), |track| track.stage), format!("{:?} {:?}", state.early, state.supervision))
}

fn told_at(desk: &Desk, id: i64) -> Vec<String> {
    let (stored, derived) = desk.derived(id).unwrap().unwrap();
    told(&stored.docket, &derived)
}

/// Takes a passage at a desk where everything before it is on file; what the law refuses is none.
fn take(before: &Docket, fact: &Fact, kept: &mut Seen) -> bool {
    let today: Day = before.facts.iter().map(|fact| fact.on).max().unwrap().max(fact.on);
    // An empty office each time, at the same desk: its rules are read once.
    let desk = &mut kept.desk;
    desk.store = Store::in_memory().unwrap();
    desk.set_up("inner-mongolia", "某市").unwrap();
    desk.name_officer(HEAD, Some("负责人"), None).unwrap();
    (desk.today, desk.officer) = (today, OFFICER.to_owned());
    let facts = before.facts.iter().map(|fact| Fact { id: 0, ..fact.clone() }).collect();
    let id = desk.new_lead(before.attributes.clone(), facts).unwrap().dockets[0];
    let stored = desk.docket(id).unwrap().unwrap();
    let law = desk.law_of(&stored);
    desk.officer = if asks_another(&law.profile, fact.kind) { HEAD } else { OFFICER }.to_owned();
    let fact = Fact { id: 0, by: desk.officer.clone(), ..fact.clone() };
    let (kind, party) = (fact.kind, fact.party().map(str::to_owned));
    let guard = law.guard(&stored.docket, &fact, fact.on);
    // The step that judges it, and others that the desk offers for it.
    let next = law.derive(&stored.docket, today).next;
    let offered = next.must.iter().chain(&next.may).filter(|step| step.step.fact == kind).map(|step| step.step.clone());
    let steps: Vec<_> = guard.step.into_iter().chain(offered).collect();
    let (earlier, first) = (told_at(desk, id), states(&stored.docket, party.as_deref()));
    let otherwise = Override { by: "局长".into(), reason: "情况属实".into() };
    match desk.record(id, stored.revision, vec![fact], kind.name(), Some(&otherwise)) {
        Ok(_) => {}
        Err(ActError::Refused(_)) => return false,
        Err(error) => panic!("{}: {error:?}", kind.name()),
    }
    let (later, second) = (told_at(desk, id), states(&desk.docket(id).unwrap().unwrap().docket, party.as_deref()));
    // Its form has a day at least; taken back, everything is as before; brought back, as after.
    assert!(!field::fields(&law.profile, &stored.docket, kind, today).is_empty(), "{}", kind.name());
    desk.undo().unwrap_or_else(|error| panic!("{}: {error:?}", kind.name()));
    equal(&format!("{} taken back", kind.name()), &told_at(desk, id), &earlier);
    desk.redo().unwrap();
    equal(&format!("{} brought back", kind.name()), &told_at(desk, id), &later);
    for step in &steps {
        kept.arrows.insert((step.id.to_string(), first.0, second.0));
        kept.arrows.insert((step.id.to_string(), first.1, second.1));
        let cites = step.cites.iter().chain(step.needs.iter().flat_map(|need| &need.cites));
        let cites = cites.map(|cite| cite.clause.clone().unwrap_or_else(|| cite.at.clone()));
        kept.cites.entry(step.id.to_string()).or_default().extend(cites);
    }
    true
}

/// Takes every passage of a docket that no docket before it showed.
pub fn walk(docket: &Docket, known: &mut BTreeSet<String>, kept: &mut Seen) {
    for (place, fact) in docket.facts.iter().enumerate().skip(1) {
        let (before, after) = (upto(docket, place), upto(docket, place + 1));
        let key = format!("{} {:?} {:?}", fact.kind.name(), states(&before, fact.party()), states(&after, fact.party()));
        if !known.contains(&key) && take(&before, fact, kept) {
            known.insert(key);
        }
    }
}

/// The same with its first facts alone.
fn upto(docket: &Docket, end: usize) -> Docket {
    Docket { facts: docket.facts.iter().take(end).cloned().collect(), ..docket.clone() }
}

/// Takes facts one after the other from each of some states, on the first docket on which all of them are taken; the states
/// from which they are not.
pub fn from_each(all: &[Docket], states: &[Stage], facts: &dyn Fn(Day) -> Vec<Fact>, kept: &mut Seen) -> Vec<Stage> {
    let taken = |kept: &mut Seen, mut docket: Docket| {
        let on = docket.facts.iter().map(|fact| fact.on).max().unwrap();
        facts(on).into_iter().zip(10_000..).all(|(fact, id)| {
            let taken = take(&docket, &fact, kept);
            docket.facts.push(Fact { id, ..fact });
            taken
        })
    };
    let ends = || all.iter().flat_map(|docket| (1..=docket.facts.len()).map(move |end| (docket, end)));
    let mut open = states.to_vec();
    open.retain(|state| {
        let mut there = ends().map(|(docket, end)| upto(docket, end)).filter(|docket| docket.state().stage() == Some(*state));
        !there.by_ref().take(20).any(|docket| taken(kept, docket))
    });
    open
}

/// All files of lives, negotiations and cases under the rules of the region.
pub fn all() -> Vec<Docket> {
    let folders = [beside("law/stories"), beside("law/negotiations")];
    let mut paths: Vec<_> =
        folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())).collect();
    paths.retain(|path| path.is_file());
    let mut all: Vec<Docket> = paths.iter().flat_map(|path| dockets(path)).collect();
    all.retain(|docket| docket.profile == "inner-mongolia" && !docket.facts.is_empty());
    for docket in &mut all {
        docket.facts.sort_by_key(|fact| fact.on);
    }
    all
}
