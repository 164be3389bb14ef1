//! Negotiations by keys: one at the table, many in the tracker, and what the desk asks or refuses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::items_after_statements)] // a test may fail loudly

#[path = "../common/mod.rs"]
mod common;
mod guards;
mod negotiation;
mod tracker;

use common::desk::{day, desk, fresh};
use common::files;
use common::keys::press;
use sunpei::docket::{Attributes, Docket, Fact, Kind, Party};
use sunpei::text::Lang;
use sunpei::tui::App;

/// The facts of a scripted negotiation up to where its ends part, on or before a day; of some kinds none.
fn told(name: &str, until: &str, without: &[Kind]) -> (Attributes, Vec<Fact>) {
    let told = files::negotiation(name);
    let facts = told.facts.into_iter().filter(|fact| fact.on <= day(until) && !without.contains(&fact.kind));
    let mut attributes = Attributes { title: "河道砂石案".to_owned(), ..told.attributes };
    if attributes.parties.is_empty() {
        attributes.parties.push(Party { name: "某砂石公司".to_owned(), ..Party::default() });
    }
    (attributes, fresh(facts))
}

/// The negotiation pane over the whole screen, on one case.
fn at(lang: Lang, name: &str, until: &str, today: &str, without: &[Kind]) -> App {
    let mut desk = desk(today);
    let (attributes, facts) = told(name, until, without);
    desk.new_lead(attributes, facts).unwrap();
    let mut app = App::new(desk, lang, true);
    press(&mut app, "4");
    app
}

/// The only docket.
fn docket(app: &App) -> Docket {
    app.desk.docket(1).unwrap().unwrap().docket
}

/// Its last fact of a kind.
fn last(app: &App, kind: Kind) -> Fact {
    docket(app).facts.into_iter().rfind(|fact| fact.kind == kind).unwrap_or_else(|| panic!("no {kind:?}: {:?}", app.status))
}

/// Everything of the open negotiation.
fn inside(app: &App) -> String {
    app.tracker.inside.as_ref().unwrap().lines.lines.iter().map(|line| format!("{}\n", line.text)).collect()
}
