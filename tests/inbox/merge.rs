//! Leads put together, taken apart again and divided: what stands before stands after, to the last row.

use crate::common::desk::{bare, day, record, stage};
use proptest::prelude::*;
use sunpei::docket::{Attributes, Fact, Kind, Party, Stage};
use sunpei::ops::merge::{Bar, Proposal};
use sunpei::ops::{ActError, Desk};
use sunpei::store::Filter;

fn lead_of(desk: &mut Desk, title: &str, on: &str, parties: &[&str]) -> i64 {
    let parties = parties.iter().map(|name| Party { name: (*name).into(), ..Party::default() }).collect();
    let attributes = Attributes {
        title: title.into(),
        channel: "complaint".into(),
        place: Some("红山区".into()),
        parties,
        ..Attributes::default()
    };
    desk.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, day(on))]).unwrap().dockets[0]
}

fn filed(desk: &mut Desk, id: i64) {
    let today = desk.today;
    record(desk, id, Fact::new(Kind::CheckConcluded, today).with("result", "damage"));
    record(desk, id, Fact::new(Kind::FilingProposed, today));
    record(desk, id, Fact::new(Kind::FilingApproved, today).with("by_role", "局长").with("paper", "呈批表"));
    record(desk, id, Fact::new(Kind::CaseFiled, today).with("number", format!("赤环损〔2026〕{id}号")));
}

fn merge(desk: &mut Desk, ids: &[i64], target: i64) -> Result<(), ActError> {
    let plan = desk.plan_merge(ids, Some(target)).unwrap();
    desk.merge(&plan).map(drop)
}

fn apart(desk: &mut Desk, id: i64) {
    let plan = desk.plan_apart(id).unwrap().unwrap();
    desk.apart(&plan).unwrap();
}

fn due(desk: &Desk, id: i64) -> Option<String> {
    desk.store.line(id).unwrap().unwrap().due
}

/// Everything derived, of dockets that are still there.
fn rows(desk: &Desk) -> Vec<String> {
    let dump = desk.store.dump_derived().unwrap();
    dump.into_iter().filter(|line| !(line.starts_with("docket:") && line.ends_with("Integer(0)"))).collect()
}

#[test]
fn merged_into_another_and_taken_apart_nothing_has_changed() {
    let mut desk = bare("2026-11-25");
    let old = lead_of(&mut desk, "渗坑排放", "2026-11-02", &["某化工厂"]);
    let young = lead_of(&mut desk, "化工厂排污", "2026-11-20", &["某化工有限公司"]);
    let until = day("2026-12-24");
    record(&mut desk, old, Fact::new(Kind::LeadAssigned, day("2026-11-03")).with("officer", "李明").with("department", "water"));
    record(&mut desk, old, Fact::new(Kind::LeadSnoozed, day("2026-11-04")).with("until", until.to_string()));
    record(&mut desk, old, Fact::new(Kind::NoteAdded, day("2026-11-05")).with("note", "黄河滩地"));
    let before = rows(&desk);
    assert_eq!(due(&desk, young).as_deref(), Some("2026-12-21"));
    // The younger docket takes in the older lead: its time limit goes by the older day.
    merge(&mut desk, &[old], young).unwrap();
    assert_eq!((stage(&desk, old), stage(&desk, young)), (Some(Stage::Merged), Some(Stage::LeadRegistered)));
    assert_eq!(due(&desk, young).as_deref(), Some("2026-12-02"), "no time limit begins anew");
    // The target is found by the words of its member, and both sides say so.
    assert_eq!(desk.store.search("黄河滩地", 10).unwrap(), [young, old]);
    let (target, member) = (desk.case(young).unwrap().unwrap(), desk.case(old).unwrap().unwrap());
    assert_eq!(target.members.iter().map(|line| line.docket).collect::<Vec<_>>(), [old]);
    assert_eq!(member.into.iter().map(|line| line.docket).collect::<Vec<_>>(), [young]);
    // What is recorded meanwhile stays on the target; the member comes back as it was, here from the target's side.
    record(&mut desk, young, Fact::new(Kind::NoteAdded, day("2026-11-25")).with("note", "联合勘查"));
    let plan = desk.plan_apart(young).unwrap().unwrap();
    assert_eq!(plan.targets[0].facts.iter().map(|fact| fact.kind).collect::<Vec<_>>(), [Kind::NoteAdded]);
    assert_eq!((plan.members[0].stage, plan.members[0].due), (Some(Stage::LeadRegistered), Some(day("2026-12-02"))));
    desk.apart(&plan).unwrap();
    assert_eq!(desk.store.search("联合勘查", 10).unwrap(), [young]);
    // Without the note nothing differs from before; undo brings the merge back, and once more takes it away.
    desk.undo().unwrap();
    assert_eq!(stage(&desk, old), Some(Stage::Merged));
    desk.undo().unwrap();
    desk.undo().unwrap();
    assert_eq!(rows(&desk), before);
}

#[test]
fn liable_parties_come_with_their_lead_and_leave_with_it() {
    let mut desk = bare("2026-11-25");
    let target = lead_of(&mut desk, "渗坑排放", "2026-11-02", &["甲厂"]);
    let one = lead_of(&mut desk, "倾倒", "2026-11-03", &["甲厂", "乙厂"]);
    let two = lead_of(&mut desk, "堆放", "2026-11-04", &["乙厂", "丙厂"]);
    let party = |desk: &Desk| desk.store.line(target).unwrap().unwrap().party;
    // Not unless it is asked for.
    merge(&mut desk, &[one], target).unwrap();
    assert_eq!(party(&desk), "甲厂");
    desk.undo().unwrap();
    let before = rows(&desk);
    let mut plan = desk.plan_merge(&[one, two], Some(target)).unwrap();
    assert_eq!(plan.parties, ["乙厂", "丙厂"]);
    plan.unite = true;
    desk.merge(&plan).unwrap();
    assert_eq!(party(&desk), "甲厂、乙厂、丙厂");
    // One of them leaves: what the other brought stays.
    apart(&mut desk, one);
    assert_eq!(party(&desk), "甲厂、乙厂、丙厂");
    apart(&mut desk, two);
    assert_eq!(party(&desk), "甲厂");
    assert_eq!(rows(&desk), before);
}

#[test]
fn the_clock_goes_by_the_earliest_lead_that_is_left() {
    let mut desk = bare("2026-11-25");
    let [target, first, between] =
        ["2026-11-20", "2026-11-01", "2026-11-10"].map(|on| lead_of(&mut desk, &format!("渗坑 {on}"), on, &[]));
    merge(&mut desk, &[first], target).unwrap();
    merge(&mut desk, &[between], target).unwrap();
    assert_eq!(due(&desk, target).as_deref(), Some("2026-12-01"));
    apart(&mut desk, first);
    assert_eq!(due(&desk, target).as_deref(), Some("2026-12-10"));
    apart(&mut desk, between);
    assert_eq!(due(&desk, target).as_deref(), Some("2026-12-21"));
    // A check that was concluded in time stays so.
    record(&mut desk, target, Fact::new(Kind::CheckConcluded, day("2026-11-25")).with("result", "damage"));
    let status = |desk: &Desk| {
        desk.derived(target).unwrap().unwrap().1.deadlines.iter().find(|one| &*one.rule.id == "check").unwrap().status
    };
    let was = status(&desk);
    let late = lead_of(&mut desk, "更早的", "2026-09-01", &[]);
    merge(&mut desk, &[late], target).unwrap();
    assert_eq!(status(&desk), was);
}

#[test]
fn a_new_docket_is_made_of_leads_and_goes_when_the_last_of_them_leaves() {
    let mut desk = bare("2026-11-25");
    let one = lead_of(&mut desk, "渗坑排放", "2026-11-02", &["甲厂"]);
    let two = lead_of(&mut desk, "废水外排", "2026-11-08", &["乙厂"]);
    let three = lead_of(&mut desk, "臭气", "2026-11-12", &["甲厂"]);
    for (id, cents) in [(one, 3_000_000), (two, 5_000_000)] {
        let amended = serde_json::json!({ "damage_cents": cents });
        record(&mut desk, id, Fact::new(Kind::DocketAmended, day("2026-11-20")).with("attributes", amended));
    }
    let before = rows(&desk);
    let plan = desk.plan_merge(&[three, two, one], None).unwrap();
    let proposal = plan.proposal();
    assert_eq!(proposal.attributes.title, "渗坑排放");
    let names: Vec<&str> = proposal.attributes.parties.iter().map(|party| party.name.as_str()).collect();
    assert_eq!(names, ["甲厂", "乙厂"], "united");
    // Two amounts are no amount: a person is asked.
    assert_eq!(proposal.attributes.damage_cents, None);
    let differs: Vec<&str> = proposal.differs.iter().map(|one| one.key).collect();
    assert_eq!(differs, ["parties", "damage_cents"]);
    let done = desk.merge_new(&plan, &proposal).unwrap();
    let made = done.dockets[0];
    assert_eq!(due(&desk, made).as_deref(), Some("2026-12-02"), "the earliest day");
    for id in [one, two, three] {
        assert_eq!(desk.case(id).unwrap().unwrap().into[0].docket, made);
    }
    // One leaves: the rest stays together, from the side of either.
    apart(&mut desk, one);
    assert_eq!(stage(&desk, one), Some(Stage::LeadRegistered));
    assert_eq!(due(&desk, made).as_deref(), Some("2026-12-08"));
    assert_eq!(desk.case(made).unwrap().unwrap().members.len(), 2);
    apart(&mut desk, made);
    assert!(desk.case(made).unwrap().is_none(), "nothing is left of it");
    assert_eq!(rows(&desk), before);
    // With something recorded on it, it stays.
    let plan = desk.plan_merge(&[one, two], None).unwrap();
    let made = desk.merge_new(&plan, &plan.proposal()).unwrap().dockets[0];
    record(&mut desk, made, Fact::new(Kind::NoteAdded, day("2026-11-25")).with("note", "现场"));
    let plan = desk.plan_apart(made).unwrap().unwrap();
    assert!(!plan.targets[0].gone && plan.targets[0].facts.len() == 1);
    desk.apart(&plan).unwrap();
    assert!(desk.case(made).unwrap().is_some());
    assert_eq!(stage(&desk, two), Some(Stage::LeadRegistered));
}

#[test]
fn findings_are_taken_over_where_all_leads_have_the_same() {
    let mut desk = bare("2026-11-25");
    let one = lead_of(&mut desk, "甲", "2026-11-02", &[]);
    let two = lead_of(&mut desk, "乙", "2026-11-08", &[]);
    let made = |desk: &mut Desk| {
        let plan = desk.plan_merge(&[one, two], None).unwrap();
        let made = desk.merge_new(&plan, &plan.proposal()).unwrap().dockets[0];
        let found = stage(desk, made);
        desk.undo().unwrap();
        found
    };
    record(&mut desk, one, Fact::new(Kind::CheckConcluded, day("2026-11-20")).with("result", "damage"));
    assert_eq!(made(&mut desk), Some(Stage::LeadRegistered), "one of two is not checked");
    record(&mut desk, two, Fact::new(Kind::CheckConcluded, day("2026-11-22")).with("result", "damage"));
    assert_eq!(made(&mut desk), Some(Stage::CheckDone));
}

#[test]
fn what_cannot_go_together_is_refused_with_its_reason() {
    let mut desk = bare("2026-11-25");
    let [a, b, c] = ["甲", "乙", "丙"].map(|title| lead_of(&mut desk, title, "2026-11-02", &[]));
    let bar = |desk: &Desk, ids: &[i64], target| desk.plan_merge(ids, target).unwrap().hindrance();
    assert_eq!(bar(&desk, &[a], Some(a)), Some(Bar::Itself));
    assert_eq!(bar(&desk, &[a], None), Some(Bar::Alone));
    assert_eq!(bar(&desk, &[a], Some(99)), Some(Bar::Gone));
    merge(&mut desk, &[a], b).unwrap();
    let number = desk.store.line(b).unwrap().unwrap().number;
    let went = Some(Bar::Merged { into: b, number });
    assert_eq!(bar(&desk, &[a], Some(c)), went, "it went somewhere already");
    assert_eq!(bar(&desk, &[c], Some(a)), went, "the docket to offer instead");
    assert_eq!(bar(&desk, &[b], Some(a)), Some(Bar::Circle));
    // A chain is none, and is followed to its end.
    merge(&mut desk, &[b], c).unwrap();
    assert_eq!(desk.ends_in(a).unwrap(), [c]);
    assert_eq!(bar(&desk, &[c], Some(a)), Some(Bar::Circle));
    let (case, open) = (lead_of(&mut desk, "案", "2026-11-02", &[]), lead_of(&mut desk, "开", "2026-11-02", &[]));
    filed(&mut desk, case);
    assert_eq!(bar(&desk, &[case], Some(open)), Some(Bar::Filed), "a filed case into a lead");
    assert_eq!(bar(&desk, &[open], Some(case)), None);
    record(&mut desk, open, Fact::new(Kind::LeadTransferred, day("2026-11-25")).with("to", "水利局"));
    assert_eq!(bar(&desk, &[open], Some(case)), Some(Bar::Ended(Stage::Transferred)));
    assert_eq!(bar(&desk, &[c], Some(open)), Some(Bar::Ended(Stage::Transferred)));
    desk.load("national").unwrap();
    desk.set_up("national", "某部").unwrap();
    let elsewhere = lead_of(&mut desk, "外", "2026-11-02", &[]);
    assert_eq!(bar(&desk, &[elsewhere], Some(case)), Some(Bar::Profile("national".into())));
    // Those that can go, go; those that cannot are named.
    let plan = desk.plan_merge(&[c, case, elsewhere], Some(elsewhere)).unwrap();
    assert_eq!((plan.members.len(), plan.barred.len()), (0, 3));
    let links = desk.store.head().unwrap();
    assert!(matches!(desk.merge(&plan), Err(ActError::Merge(_))));
    assert_eq!(desk.store.head().unwrap(), links, "nothing was written");
    // What somebody recorded since the plan stops all of it.
    let plan = desk.plan_merge(&[c], Some(case)).unwrap();
    record(&mut desk, c, Fact::new(Kind::NoteAdded, day("2026-11-25")).with("note", "x"));
    assert!(matches!(desk.merge(&plan), Err(ActError::Store(_))));
    assert_eq!(stage(&desk, c), Some(Stage::LeadRegistered));
    assert!(matches!(desk.plan_apart(elsewhere).unwrap(), Err(Bar::Apart)));
}

/// The time limits of a docket: rule, start, last day, state.
fn limits(desk: &Desk, id: i64) -> Vec<String> {
    let (_, derived) = desk.derived(id).unwrap().unwrap();
    let mut found: Vec<String> = derived
        .deadlines
        .iter()
        .map(|one| {
            format!("{} {:?} {:?} {:?} {:?}", one.rule.id, one.start.as_ref().map(|start| start.0), one.due, one.safe, one.status)
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn a_lead_becomes_several_cases_and_no_clock_is_lost() {
    let mut desk = bare("2026-11-25");
    let lead = lead_of(&mut desk, "园区排污", "2026-11-02", &["甲厂", "乙厂", "丙厂"]);
    record(
        &mut desk,
        lead,
        Fact::new(Kind::LeadAssigned, day("2026-11-03")).with("officer", "李明").with("department", "ecology"),
    );
    record(&mut desk, lead, Fact::new(Kind::CheckStarted, day("2026-11-04")));
    let commissioned = Fact::new(Kind::AppraisalCommissioned, day("2026-11-10"))
        .with("path", "full")
        .with("body_kind", "forensic")
        .with("paper", "委托书1号");
    desk.record(
        lead,
        desk.store.revision(lead).unwrap(),
        vec![commissioned],
        "x",
        Some(&sunpei::ops::Override { by: "x".into(), reason: "x".into() }),
    )
    .unwrap();
    let (before, clocks) = (rows(&desk), limits(&desk, lead));
    assert!(clocks.iter().any(|line| line.starts_with("check ") && line.contains("Paused")), "{clocks:?}");
    let plan = desk.plan_series(lead, None).unwrap().unwrap();
    let done = desk.series(&plan).unwrap();
    let children = &done.dockets[..3];
    for (child, name) in children.iter().zip(["甲厂", "乙厂", "丙厂"]) {
        let line = desk.store.line(*child).unwrap().unwrap();
        assert_eq!((line.party.as_str(), line.officer.as_str(), line.stage.as_str()), (name, "李明", "checking"));
        assert_eq!(line.received.as_deref(), Some("2026-11-02"));
        assert_eq!(limits(&desk, *child), clocks);
        assert_eq!(desk.case(*child).unwrap().unwrap().members[0].docket, lead);
    }
    let into: Vec<i64> = desk.case(lead).unwrap().unwrap().into.iter().map(|line| line.docket).collect();
    assert_eq!(into, children);
    let check = limits(&desk, lead).into_iter().find(|line| line.starts_with("check ")).unwrap();
    assert!(check.ends_with("Dropped"), "{check}");
    // Back again from a child, at once for all.
    apart(&mut desk, children[1]);
    assert_eq!(rows(&desk), before);
    assert!(desk.case(children[0]).unwrap().is_none());
    // Into a number of parts, one step back.
    let plan = desk.plan_series(lead, Some(4)).unwrap().unwrap();
    assert_eq!(desk.series(&plan).unwrap().dockets.len(), 5);
    desk.undo().unwrap();
    assert_eq!(rows(&desk), before);
    for (id, number) in [(lead, Some(1)), (lead, Some(1_000_000))] {
        assert!(matches!(desk.plan_series(id, number).unwrap(), Err(Bar::Parts)));
    }
    let single = lead_of(&mut desk, "一家", "2026-11-02", &["甲厂"]);
    assert!(matches!(desk.plan_series(single, None).unwrap(), Err(Bar::Parts)));
    filed(&mut desk, single);
    assert!(matches!(desk.plan_series(single, Some(2)).unwrap(), Err(Bar::Filed)));
}

#[test]
fn amended_parties_and_amounts_do_not_come_back_in_a_part() {
    let mut desk = bare("2026-11-25");
    let lead = lead_of(&mut desk, "园区排污", "2026-11-02", &["甲厂", "乙厂"]);
    let amended = serde_json::json!({ "damage_cents": 9_000_000, "title": "园区排污（更正）", "place": "松山区" });
    record(&mut desk, lead, Fact::new(Kind::DocketAmended, day("2026-11-20")).with("attributes", amended));
    let plan = desk.plan_series(lead, None).unwrap().unwrap();
    let child = desk.series(&plan).unwrap().dockets[0];
    let line = desk.store.line(child).unwrap().unwrap();
    assert_eq!((line.title.as_str(), line.place.as_str(), line.damage_cents), ("园区排污（更正） · 甲厂", "松山区", None));
    assert_eq!(line.number, format!("{}-1", desk.store.line(lead).unwrap().unwrap().number));
}

#[test]
fn another_spelling_is_asked_about_and_never_claimed_as_a_repeat() {
    let mut desk = bare("2026-11-25");
    let earlier = lead_of(&mut desk, "渗坑排放", "2026-02-01", &["内蒙古红山化工有限责任公司"]);
    record(&mut desk, earlier, Fact::new(Kind::CheckConcluded, day("2026-02-10")).with("result", "damage"));
    let asked = lead_of(&mut desk, "废水外排", "2026-11-02", &["红山化工有限公司"]);
    let stored = desk.docket(asked).unwrap().unwrap();
    assert_eq!(stored.priors, []);
    assert_eq!(stored.docket.attributes.prior_damage_on, None, "the law hears nothing of it");
    assert_eq!(stored.likely.iter().map(|prior| prior.docket).collect::<Vec<_>>(), [earlier]);
    // A masked name is borne by many: the same one is asked about, unless a code tells whose it is.
    let masked = lead_of(&mut desk, "电鱼", "2026-03-01", &["王某某"]);
    record(&mut desk, masked, Fact::new(Kind::CheckConcluded, day("2026-03-10")).with("result", "damage"));
    let asked = lead_of(&mut desk, "捕鸟", "2026-11-02", &["王某某"]);
    let stored = desk.docket(asked).unwrap().unwrap();
    assert_eq!((&stored.priors, stored.docket.attributes.prior_damage_on), (&vec![], None));
    assert_eq!(stored.likely.iter().map(|prior| prior.docket).collect::<Vec<_>>(), [masked]);
    // The parts of one series are no earlier damage of each other.
    let lead = lead_of(&mut desk, "园区", "2026-11-02", &["松源化工厂"]);
    let plan = desk.plan_series(lead, Some(2)).unwrap().unwrap();
    let parts = desk.series(&plan).unwrap().dockets;
    for part in &parts[..2] {
        record(&mut desk, *part, Fact::new(Kind::CheckConcluded, day("2026-11-20")).with("result", "damage"));
    }
    let stored = desk.docket(parts[1]).unwrap().unwrap();
    assert!(stored.priors.is_empty() && stored.likely.is_empty());
}

#[test]
fn the_look_back_counts_the_facts_that_the_fold_counts() {
    let mut desk = bare("2026-11-25");
    let earlier = lead_of(&mut desk, "渗坑排放", "2026-02-01", &["松源化工厂"]);
    let asked = lead_of(&mut desk, "废水外排", "2026-11-02", &["松源化工厂"]);
    let seen = |desk: &Desk| desk.docket(asked).unwrap().unwrap().priors.iter().map(|prior| prior.docket).collect::<Vec<_>>();
    record(&mut desk, earlier, Fact::new(Kind::CheckConcluded, day("2026-02-10")).with("result", "damage"));
    assert_eq!(seen(&desk), [earlier]);
    for _ in 0..2 {
        desk.undo().unwrap();
        assert_eq!(seen(&desk), [0; 0], "taken back");
        desk.redo().unwrap();
        assert_eq!(seen(&desk), [earlier], "put back");
    }
    // Parts of one matter are no earlier damage of each other, until the matter is taken apart.
    let lead = lead_of(&mut desk, "园区", "2026-11-02", &["红山化工厂"]);
    let plan = desk.plan_series(lead, Some(2)).unwrap().unwrap();
    let parts = desk.series(&plan).unwrap().dockets;
    record(&mut desk, parts[0], Fact::new(Kind::CheckConcluded, day("2026-11-20")).with("result", "damage"));
    assert_eq!(desk.docket(parts[1]).unwrap().unwrap().priors, []);
    let joined = |id: i64| {
        let stored = desk.docket(id).unwrap().unwrap();
        stored.docket.state().all(Kind::LeadJoined).iter().map(|fact| fact.id).collect::<Vec<_>>()
    };
    let (ours, today) = (joined(parts[1]), desk.today);
    for id in ours {
        record(&mut desk, parts[1], Fact::withdrawing(id, today));
    }
    assert_eq!(desk.docket(parts[1]).unwrap().unwrap().priors.len(), 1, "no part any more");
}

#[test]
fn related_dockets_come_with_reasons_and_strength() {
    use sunpei::ops::related::{Reason, Strength};
    let mut desk = bare("2026-11-25");
    let coded = |desk: &mut Desk, title: &str, name: &str, code: &str, place: &str, on: &str, reference: &str| {
        let parties = vec![Party { name: name.into(), code: code.into(), ..Party::default() }];
        let attributes = Attributes { title: title.into(), place: Some(place.into()), parties, ..Attributes::default() };
        let received = Fact::new(Kind::LeadReceived, day(on)).with("reference", reference);
        desk.new_lead(attributes, vec![received]).unwrap().dockets[0]
    };
    let asked = coded(&mut desk, "甲", "红山化工有限公司", "91150400A", "红山区", "2026-11-02", "赤检建〔2026〕12号");
    let code = coded(&mut desk, "乙", "赤峰新化工有限公司", "91150400A", "宁城县", "2024-01-02", "");
    let spelled = coded(&mut desk, "丙", "内蒙古红山化工有限责任公司", "", "宁城县", "2024-01-02", "");
    let other = coded(&mut desk, "丁", "红山化工有限公司", "91150400B", "宁城县", "2024-01-02", "");
    let near = coded(&mut desk, "甲", "赵某", "", "红山区", "2026-11-12", "");
    let letter = coded(&mut desk, "戊", "钱某", "", "敖汉旗", "2024-01-02", "赤检建〔2026〕12号");
    let none = coded(&mut desk, "己", "孙某", "", "红山区", "2026-11-12", "赤检建〔2026〕121号");
    let found = desk.related(asked).unwrap();
    let of = |id: i64| found.iter().find(|one| one.line.docket == id);
    assert_eq!(of(code).unwrap().strength, Strength::Strong);
    assert!(of(code).unwrap().has(&Reason::Code("红山化工有限公司".into())));
    assert_eq!(of(spelled).unwrap().strength, Strength::Likely);
    assert!(of(other).is_none(), "the same name under another code is another body");
    assert_eq!(of(near).unwrap().reasons, [Reason::Title, Reason::Place("红山区".into(), 10)]);
    assert!(of(letter).unwrap().has(&Reason::Reference("赤检建〔2026〕12号".into())));
    assert!(of(none).is_none(), "a place alone is no reason, and 121 is not 12");
    assert!(found.windows(2).all(|pair| pair[0].score >= pair[1].score));
    // What has ended is listed and marked; what it is bound to already is not listed twice.
    merge(&mut desk, &[near], asked).unwrap();
    record(&mut desk, letter, Fact::new(Kind::LeadTransferred, day("2026-11-25")).with("to", "水利局"));
    let found = desk.related(asked).unwrap();
    assert!(found.iter().all(|one| one.line.docket != near));
    assert!(found.iter().find(|one| one.line.docket == letter).unwrap().line.ended);
}

#[derive(Debug, Clone)]
enum Step {
    Merge(Vec<usize>, usize),
    Make(Vec<usize>),
    Divide(usize, usize),
    Apart(usize),
    Note(usize),
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    let some = || proptest::collection::vec(0usize..9, 1..4);
    prop_oneof![
        4 => (some(), 0usize..9).prop_map(|(ids, at)| Step::Merge(ids, at)),
        2 => some().prop_map(Step::Make),
        2 => (0usize..9, 2usize..4).prop_map(|(at, parts)| Step::Divide(at, parts)),
        4 => (0usize..12).prop_map(Step::Apart),
        1 => (0usize..9).prop_map(Step::Note),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

fn sample() -> (Desk, Vec<i64>) {
    let mut desk = bare("2026-11-25");
    let mut ids = Vec::new();
    for (at, on) in ["2026-10-20", "2026-11-01", "2026-11-05", "2026-11-05", "2026-11-20", "2026-11-24"].into_iter().enumerate() {
        let names = ["甲厂", "乙厂", "丙厂"];
        ids.push(lead_of(&mut desk, &format!("渗坑{at}"), on, &names[..at % 4]));
    }
    record(
        &mut desk,
        ids[1],
        Fact::new(Kind::LeadAssigned, day("2026-11-20")).with("officer", "李明").with("department", "water"),
    );
    record(&mut desk, ids[2], Fact::new(Kind::LeadSnoozed, day("2026-11-20")).with("until", "2026-12-30"));
    record(&mut desk, ids[3], Fact::new(Kind::CheckConcluded, day("2026-11-20")).with("result", "damage"));
    record(&mut desk, ids[4], Fact::new(Kind::CheckStarted, day("2026-11-21")));
    filed(&mut desk, ids[5]);
    (desk, ids)
}

/// Whatever was done: each merged lead is known to what it went into, and back; nothing goes in a circle.
fn consistent(desk: &Desk) {
    let all = desk.store.page(&Filter::all(desk.today), None, 1_000).unwrap();
    for line in &all {
        let case = desk.case(line.docket).unwrap().unwrap();
        for target in &case.into {
            let target = desk.case(target.docket).unwrap().expect("where it went is there");
            assert!(target.members.iter().any(|member| member.docket == line.docket), "{line:?}");
        }
        assert_eq!(line.stage == "merged", !case.into.is_empty());
        for member in &case.members {
            let member = desk.case(member.docket).unwrap().unwrap();
            assert!(member.into.iter().any(|target| target.docket == line.docket));
        }
        let ends = desk.ends_in(line.docket).unwrap();
        assert!(!ends.is_empty() && (line.stage == "merged") != ends.contains(&line.docket), "a circle at {}", line.docket);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn whatever_is_put_together_comes_apart_exactly(steps in proptest::collection::vec(step(), 1..10)) {
        let (mut desk, mut ids) = sample();
        for step in steps {
            let at = |place: usize| ids[place % ids.len()];
            let before = rows(&desk);
            let pair = match step {
                Step::Merge(places, target) => {
                    let leads: Vec<i64> = places.into_iter().map(at).collect();
                    let mut plan = desk.plan_merge(&leads, Some(at(target))).unwrap();
                    plan.unite = target % 2 == 0;
                    desk.merge(&plan).ok().and(plan.members.first().map(|member| (plan.members.len(), member.line.docket)))
                }
                Step::Make(places) => {
                    let mut leads: Vec<i64> = places.into_iter().map(at).collect();
                    leads.sort_unstable();
                    leads.dedup();
                    let plan = desk.plan_merge(&leads, None).unwrap();
                    let proposal = Proposal { officer: "王芳".into(), ..plan.proposal() };
                    desk.merge_new(&plan, &proposal).ok().map(|done| { ids.push(done.dockets[0]); (1, done.dockets[0]) })
                }
                Step::Divide(place, parts) => match desk.plan_series(at(place), Some(parts)).unwrap() {
                    Ok(plan) => {
                        let done = desk.series(&plan).unwrap();
                        ids.push(done.dockets[0]);
                        Some((1, done.dockets[1]))
                    }
                    Err(_) => None,
                },
                Step::Apart(place) => {
                    if let Ok(plan) = desk.plan_apart(at(place)).unwrap() {
                        desk.apart(&plan).unwrap();
                    }
                    None
                }
                Step::Note(place) => {
                    let id = at(place);
                    if desk.case(id).unwrap().is_some() {
                        record(&mut desk, id, Fact::new(Kind::NoteAdded, day("2026-11-25")).with("note", "勘查"));
                    }
                    None
                }
                Step::Undo => { let _ = desk.undo(); None }
                Step::Redo => { let _ = desk.redo(); None }
            };
            if let Some((members, id)) = pair {
                // Apart, and one step back, each gives the rows of before; then the merge stands again.
                let merged = rows(&desk);
                if members == 1 {
                    apart(&mut desk, id);
                    prop_assert_eq!(&rows(&desk), &before);
                    desk.undo().unwrap();
                    prop_assert_eq!(&rows(&desk), &merged);
                }
                desk.undo().unwrap();
                prop_assert_eq!(&rows(&desk), &before);
                desk.redo().unwrap();
                prop_assert_eq!(&rows(&desk), &merged);
            }
        }
        consistent(&desk);
        let after = desk.store.dump_derived().unwrap();
        desk.rebuild(&mut |_| true).unwrap();
        prop_assert_eq!(desk.store.dump_derived().unwrap(), after);
        desk.store.verify().unwrap().unwrap();
    }
}
