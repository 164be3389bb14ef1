//! The unified social credit code: from the new-lead form and from a ledger into the look-back, asked about where it is wrong.

use crate::common::desk::{bare, day};
use crate::common::files::made;
use serde_json::json;
use sunpei::docket::{Fact, Kind};
use sunpei::ops::{Choices, Desk, Standing, Take, field};
use sunpei::papers::ledger::{self, Import, ReadOptions};

const RIGHT: &str = "91350100M000100Y43";
const WRONG: &str = "91350100M000100Y44";

/// A lead of the form.
fn typed(desk: &mut Desk, title: &str, parties: &str, code: &str, on: &str) -> i64 {
    let values = vec![("title", json!(title)), ("parties", json!(parties)), ("code", json!(code))];
    desk.new_lead(field::lead(values), vec![Fact::new(Kind::LeadReceived, day(on))]).unwrap().dockets[0]
}

fn ledger(text: &str) -> Import {
    let (_folder, path) = made("a.csv", text);
    ledger::take(&path, &ReadOptions::new(day("2026-11-25")), &mut |_| true).unwrap()
}

#[test]
fn a_code_finds_earlier_damage_under_another_name() {
    let mut desk = bare("2026-11-25");
    let earlier = typed(&mut desk, "渗坑排放", "甲化工厂", RIGHT, "2026-02-01");
    let revision = desk.store.revision(earlier).unwrap();
    let found = Fact::new(Kind::CheckConcluded, day("2026-02-10")).with("result", "damage");
    desk.record(earlier, revision, vec![found], "check", None).unwrap();
    let import = ledger(&format!(
        "线索名称,接报时间,来源,当事人,信用代码\n废水外排,2026-11-02,信访,乙化学有限公司,{}\n",
        RIGHT.to_lowercase()
    ));
    let id = desk.import(&import, "a.csv", &mut |_| true).unwrap().done.dockets[0];
    let stored = desk.docket(id).unwrap().unwrap();
    assert_eq!(stored.priors.iter().map(|prior| prior.docket).collect::<Vec<_>>(), [earlier]);
}

#[test]
fn a_wrong_code_in_the_form_is_asked_about_and_kept() {
    let mut desk = bare("2026-11-25");
    let questions = |desk: &Desk, id: i64| desk.store.line(id).unwrap().unwrap().questions;
    let right = typed(&mut desk, "渗坑", "甲厂", RIGHT, "2026-11-02");
    let wrong = typed(&mut desk, "渗坑", "甲厂", WRONG, "2026-11-02");
    assert_eq!((questions(&desk, right), questions(&desk, wrong)), (0, 1));
    let stored = desk.docket(wrong).unwrap().unwrap();
    assert_eq!(stored.docket.attributes.parties[0].code, WRONG);
    // A code of nobody in particular is kept in words.
    let unclear = typed(&mut desk, "渗坑", "甲厂、乙厂", RIGHT, "2026-11-02");
    assert!(desk.docket(unclear).unwrap().unwrap().docket.attributes.note.contains(RIGHT));
}

#[test]
fn a_ledger_that_adds_the_code_changes_the_lead_and_one_without_it_does_not() {
    let mut desk = bare("2026-11-25");
    let row = |code: &str| format!("线索名称,接报时间,来源,当事人,信用代码\n某厂废水外排,2026-11-02,信访,甲厂,{code}\n");
    let first = ledger(&row(""));
    let id = desk.import(&first, "a.csv", &mut |_| true).unwrap().done.dockets[0];
    let second = ledger(&row(RIGHT));
    let preview = desk.preview(&second).unwrap();
    assert_eq!(preview.rows[0].standing, Standing::Changed);
    let takes = [(0, Take::Amend)].into_iter().collect();
    let choices = Choices { preview: Some(&preview), takes: Some(&takes), ..Choices::default() };
    desk.take_in(&second, "b.csv", choices, &mut |_| true).unwrap();
    let stored = desk.docket(id).unwrap().unwrap();
    assert_eq!(stored.docket.state().attributes.parties[0].code, RIGHT);
    assert_ne!(desk.preview(&first).unwrap().rows[0].standing, Standing::Changed, "says nothing of the code");
}
