//! What a row of a ledger says otherwise than its docket, and the facts that take it over.

use super::{Diff, Known};
use crate::docket::{Day, Fact, Kind, Party, State};
use crate::papers::ledger::LeadDraft;
use crate::store::StoredDocket;
use serde_json::{Map, Value, json};

fn received(state: &State<'_>) -> Option<Fact> {
    state.first(Kind::LeadReceived).cloned()
}

/// What a row says otherwise than the docket. What it does not say, or not clearly, is no difference.
pub(super) fn diffs(draft: &LeadDraft, stored: &StoredDocket) -> Vec<Diff> {
    let state = stored.docket.state();
    let (old, new) = (&*state.attributes, draft.attributes());
    let mut found = Vec::new();
    let mut compare = |key: &'static str, said: bool, old: Value, new: Value| {
        if said && old != new {
            found.push(Diff { key, old, new });
        }
    };
    let names = |parties: &[Party]| parties.iter().map(|party| party.name.clone()).collect::<Vec<_>>();
    compare("title", !new.title.is_empty(), json!(old.title), json!(new.title));
    compare("number", !new.number.is_empty(), json!(old.number), json!(new.number));
    compare("channel", new.channel != "other", json!(old.channel), json!(new.channel));
    let day = received(&state).map(|fact| fact.on);
    compare("on", draft.on.is_some(), json!(day), json!(draft.on));
    compare("place", new.place.is_some(), json!(old.place), json!(new.place));
    // What a party's code was stays where the row says none.
    let same = |a: &[Party], b: &[Party]| {
        names(a) == names(b) && a.iter().zip(b).all(|(old, new)| new.code.is_empty() || new.code == old.code)
    };
    let coded = |parties: &[Party]| {
        let one = |party: &Party| format!("{} {}", party.name, party.code).trim_end().to_owned();
        json!(parties.iter().map(one).collect::<Vec<_>>())
    };
    if names(&old.parties) == names(&new.parties) {
        compare("parties", !same(&old.parties, &new.parties), coded(&old.parties), coded(&new.parties));
    } else {
        compare("parties", !new.parties.is_empty(), json!(names(&old.parties)), json!(names(&new.parties)));
    }
    compare("department", new.department.is_some(), json!(old.department), json!(new.department));
    compare("medium", new.medium.is_some(), json!(old.medium), json!(new.medium));
    compare("damage_cents", new.damage_cents.is_some(), json!(old.damage_cents), json!(new.damage_cents));
    compare("estimated", new.damage_cents.is_some(), json!(old.estimated), json!(new.estimated));
    compare("red_line", draft.red_line.is_some(), json!(old.red_line), json!(new.red_line));
    compare("note", !new.note.is_empty(), json!(old.note), json!(new.note));
    found
}

/// The facts that take a row over into its docket.
pub(super) fn amendment(draft: &LeadDraft, known: &Known, stored: &StoredDocket, today: Day) -> Vec<Fact> {
    let state = stored.docket.state();
    let mut facts = Vec::new();
    let mut changes = Map::new();
    for diff in &known.diffs {
        match diff.key {
            "on" => {
                let Some(day) = draft.on else { continue };
                match received(&state) {
                    Some(before) => {
                        facts.push(Fact::withdrawing(before.id, today));
                        facts.push(Fact { data: before.data.clone(), ..Fact::new(Kind::LeadReceived, day) });
                    }
                    None => facts.push(Fact::new(Kind::LeadReceived, day)),
                }
            }
            "parties" => {
                // Who is known already keeps code and address.
                let old = &state.attributes.parties;
                let same = |party: Party| match old.iter().find(|known| known.name == party.name).cloned() {
                    Some(known) if party.code.is_empty() => known,
                    Some(known) => Party { code: party.code, ..known },
                    None => party,
                };
                let parties: Vec<Party> = draft.attributes().parties.into_iter().map(same).collect();
                changes.insert("parties".to_owned(), json!(parties));
            }
            key => drop(changes.insert(key.to_owned(), diff.new.clone())),
        }
    }
    if !changes.is_empty() {
        facts.push(Fact::new(Kind::DocketAmended, today).with("attributes", Value::Object(changes)));
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docket::{Attributes, Docket};

    #[test]
    fn every_compared_key_is_an_attribute() {
        let draft = LeadDraft {
            title: "t".into(),
            number: "n".into(),
            channel: "complaint".into(),
            on: Day::from_ymd_opt(2026, 1, 1),
            place: "p".into(),
            party: "a、b".into(),
            department: "d".into(),
            medium: Some("m".into()),
            damage_cents: Some(1),
            estimated: true,
            red_line: Some(true),
            note: "x".into(),
            ..LeadDraft::default()
        };
        let stored = StoredDocket {
            docket: Docket::default(),
            revision: 1,
            profile_version: String::new(),
            questions: "[]".into(),
            priors: Vec::new(),
            likely: Vec::new(),
        };
        let found = diffs(&draft, &stored);
        assert_eq!(found.len(), 12);
        for diff in found.iter().filter(|diff| diff.key != "on") {
            assert!(Attributes::NAMES.contains(&diff.key), "{}", diff.key);
        }
    }
}
