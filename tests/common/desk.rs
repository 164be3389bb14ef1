//! A desk in memory or on a file, and what a test puts on it and reads off it.

use std::sync::Arc;
use sunpei::docket::{Day, Docket, Fact, Kind, Stage};
use sunpei::law::calendar::Calendar;
use sunpei::law::{Deadline, Library};
use sunpei::ops::{ActError, Desk};
use sunpei::papers::ledger::{ReadOptions, take};
use sunpei::store::Store;

/// Whose desk it is where a test does not say.
pub const OFFICER: &str = "王芳";

/// A day as it is written: `2026-11-25`.
pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A desk on a store as that is, under the rules of a library: nobody has set anything up.
pub fn under(library: Library, store: Store, officer: &str, today: &str) -> Desk {
    Desk::new(store, Arc::new(library), Calendar::built_in(), day(today), officer, || 1_795_600_000, None).unwrap()
}

/// A desk on a store as that is.
pub fn bare_on(store: Store, officer: &str, today: &str) -> Desk {
    under(Library::built_in().clone(), store, officer, today)
}

/// A desk on a store, set up for a city of Inner Mongolia where it is not yet.
pub fn desk_on(store: Store, officer: &str, today: &str) -> Desk {
    let mut desk = bare_on(store, officer, today);
    if !desk.is_set_up() {
        desk.set_up("inner-mongolia", "某市").unwrap();
    }
    desk
}

/// A desk in memory that nobody has set up.
pub fn bare(today: &str) -> Desk {
    bare_on(Store::in_memory().unwrap(), OFFICER, today)
}

/// A desk in memory, set up, with nothing on it.
pub fn desk(today: &str) -> Desk {
    desk_on(Store::in_memory().unwrap(), OFFICER, today)
}

/// A fact with nothing but its day.
pub fn fact(kind: Kind, on: &str) -> Fact {
    Fact::new(kind, day(on))
}

/// Facts as nobody has recorded them yet.
pub fn fresh(facts: impl IntoIterator<Item = Fact>) -> Vec<Fact> {
    facts.into_iter().map(|fact| Fact { id: 0, ..fact }).collect()
}

/// Tries a fact on a docket.
pub fn act(desk: &mut Desk, id: i64, fact: Fact) -> Result<(), ActError> {
    let revision = desk.store.revision(id).unwrap();
    let name = fact.kind.name();
    desk.record(id, revision, vec![fact], name, None).map(drop)
}

/// Records a fact on a docket.
pub fn record(desk: &mut Desk, id: i64, fact: Fact) {
    act(desk, id, fact).unwrap();
}

/// The stage of a docket.
pub fn stage(desk: &Desk, id: i64) -> Option<Stage> {
    desk.docket(id).unwrap().unwrap().docket.state().stage()
}

/// The first deadline of a rule on a docket.
pub fn deadline(desk: &Desk, id: i64, rule: &str) -> Option<Deadline> {
    let (_, derived) = desk.derived(id).unwrap().unwrap();
    derived.deadlines.into_iter().find(|one| &*one.rule.id == rule)
}

/// Its day.
pub fn due(desk: &Desk, id: i64, rule: &str) -> Option<String> {
    deadline(desk, id, rule).and_then(|one| one.due).map(|day| day.to_string())
}

/// Takes in a ledger of `tests/ledgers/`.
pub fn take_in(desk: &mut Desk, ledger: &str) {
    let import = take(&super::files::ledger(ledger), &ReadOptions::new(desk.today), &mut |_| true).unwrap();
    desk.import(&import, ledger, &mut |_| true).unwrap();
}

/// Registers a docket with its facts as nobody has recorded them yet.
pub fn put(desk: &mut Desk, docket: Docket) -> i64 {
    desk.new_lead(docket.attributes, fresh(docket.facts)).unwrap().dockets[0]
}
