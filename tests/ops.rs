//! Acts at the desk: the law is asked, one transaction is written, and everything can be taken back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may fail loudly

mod common;

use common::desk::{act, bare, bare_on, day, stage};
use common::files;
use sunpei::docket::{Attributes, Day, Fact, Kind, Stage};
use sunpei::ops::{ActError, Deed, Demo, Desk, Override, Verdict};
use sunpei::papers::ledger::{self, ReadOptions};
use sunpei::store::{Filter, Store, StoreError, View};
use tempfile::TempDir;

fn lead(desk: &mut Desk, title: &str, on: &str) -> i64 {
    let attributes = Attributes { title: title.into(), channel: "complaint".into(), ..Attributes::default() };
    desk.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, day(on))]).unwrap().dockets[0]
}

/// The consent of the person in charge, recorded from the signed paper.
fn consented(on: Day) -> Fact {
    Fact::new(Kind::FilingApproved, on).with("by_role", "局长").with("paper", "呈批表")
}

#[test]
fn the_law_says_not_yet() {
    let mut desk = bare("2026-11-25");
    let id = lead(&mut desk, "渗坑", "2026-11-20");
    let today = desk.today;
    let Err(ActError::Refused(guard)) = act(&mut desk, id, Fact::new(Kind::CaseFiled, today)) else { panic!("refused") };
    assert!(!guard.allows());
    assert_eq!(desk.store.facts(None, 10).unwrap().len(), 1, "nothing was written");
    act(&mut desk, id, Fact::new(Kind::CheckConcluded, today).with("result", "damage")).unwrap();
    act(&mut desk, id, Fact::new(Kind::FilingProposed, today)).unwrap();
    act(&mut desk, id, consented(today)).unwrap();
    act(&mut desk, id, Fact::new(Kind::CaseFiled, today).with("number", "赤环损〔2026〕1号")).unwrap();
    assert_eq!(stage(&desk, id), Some(Stage::Filed));
    assert_eq!(desk.store.find("赤环损〔2026〕1号").unwrap(), Some(id));
    assert!(desk.store.line(id).unwrap().unwrap().is_case);
}

#[test]
fn what_was_read_before_another_wrote_is_stale_first_of_all() {
    let mut desk = bare("2026-11-25");
    let id = lead(&mut desk, "渗坑", "2026-11-20");
    let today = desk.today;
    act(&mut desk, id, Fact::new(Kind::CheckStarted, today)).unwrap();
    // Also a step that the law would refuse: the officer has to see the docket anew before anything else.
    let late = desk.record(id, 1, vec![Fact::new(Kind::CaseFiled, today)], "case.filed", None);
    assert!(matches!(late, Err(ActError::Store(StoreError::Stale { have: 2, expected: 1, .. }))), "{late:?}");
}

/// A case at the end of its investigation, each step by the law.
fn investigated(desk: &mut Desk) -> i64 {
    let id = lead(desk, "渗坑排放废水", "2026-05-06");
    let steps = [
        ("2026-05-10", Fact::new(Kind::CheckConcluded, desk.today).with("result", "damage")),
        ("2026-05-11", Fact::new(Kind::FilingProposed, desk.today)),
        ("2026-05-11", consented(desk.today)),
        ("2026-05-12", Fact::new(Kind::CaseFiled, desk.today).with("number", "赤环损〔2026〕1号")),
        ("2026-05-12", Fact::new(Kind::InvestigationStarted, desk.today)),
        ("2026-05-13", Fact::new(Kind::InvestigationDueSet, desk.today).with("due", "2026-07-15")),
    ];
    for (on, fact) in steps {
        act(desk, id, Fact { on: day(on), ..fact }).unwrap();
    }
    id
}

fn designated(on: Day) -> Fact {
    let fact = Fact::new(Kind::DepartmentDesignated, on).with("department", "ecology").with("signing", true);
    fact.with("paper", "x")
}

fn issued(on: Day) -> Fact {
    let fact = Fact::new(Kind::AppraisalIssued, on).with("damage_cents", 41_230_000).with("restorable", "yes");
    ["standard", "issued_by", "paper"].into_iter().fold(fact, |fact, key| fact.with(key, "x"))
}

#[test]
fn a_decision_otherwise_is_on_record() {
    let mut desk = bare("2026-11-25");
    let id = investigated(&mut desk);
    let concluded = ["damage_exists", "extent", "degree", "liable_party_clear", "simplified_possible"]
        .into_iter()
        .fold(Fact::new(Kind::InvestigationConcluded, desk.today).with("proposal", "negotiate"), |fact, key| {
            fact.with(key, true)
        });
    let concluded =
        ["frequency", "duration", "affected", "actual_damage"].into_iter().fold(concluded, |fact, key| fact.with(key, "x"));
    let meeting = || Fact::new(Kind::MeetingHeld, day("2026-07-10"));
    let steps = [
        ("2026-06-01", concluded),
        ("2026-06-02", Fact::new(Kind::AppraisalCommissioned, desk.today).with("path", "full").with("paper", "x")),
        ("2026-06-20", issued(desk.today)),
        ("2026-06-20", designated(desk.today)),
        ("2026-06-21", Fact::new(Kind::NoticeIssued, desk.today)),
        ("2026-06-22", Fact::new(Kind::NoticeServed, desk.today).with("way", "direct")),
        ("2026-06-22", Fact::new(Kind::NoticeReceived, desk.today)),
        ("2026-06-24", Fact::new(Kind::ReplyReceived, desk.today).with("accepts_status", true).with("accepts_negotiation", true)),
        ("2026-07-01", meeting()),
        ("2026-07-02", meeting()),
        ("2026-07-03", meeting()),
    ];
    for (on, fact) in steps {
        act(&mut desk, id, Fact { on: day(on), ..fact }).unwrap();
    }
    let revision = desk.store.revision(id).unwrap();
    let refused = desk.record(id, revision, vec![meeting()], "meeting.held", None);
    assert!(matches!(&refused, Err(ActError::Refused(guard)) if !guard.missing.is_empty()), "{refused:?}");
    // A reason does not stand in for the consent; what was held all the same is put on file and counts for nothing.
    let otherwise = Override { by: "负责人".into(), reason: "集体研究决定".into() };
    let refused = desk.record(id, revision, vec![meeting()], "meeting.held", Some(&otherwise));
    assert!(matches!(refused, Err(ActError::Refused(_))));
    let uncounted = meeting().with("counts", false);
    let refused = desk.record(id, revision, vec![uncounted.clone()], "meeting.held", None);
    assert!(matches!(&refused, Err(ActError::NeedsReason(guard)) if !guard.warns.is_empty()), "{refused:?}");
    let done = desk.record(id, revision, vec![uncounted], "meeting.held", Some(&otherwise)).unwrap();
    let (_, kept) = desk.store.link_facts(done.link).unwrap().remove(0);
    assert_eq!((kept.data.text("reason"), kept.data.text("by_role")), (Some("集体研究决定"), Some("负责人")));
    assert!(kept.data.text("override_of").is_some_and(|label| !label.is_empty()));
    assert!(done.warns.iter().any(|missing| missing.overridable));
    // What the text forbids outright stays forbidden, whoever decides.
    let revision = desk.store.revision(id).unwrap();
    let closed = desk.record(id, revision, vec![Fact::new(Kind::CaseClosed, desk.today)], "case.closed", Some(&otherwise));
    assert!(matches!(closed, Err(ActError::Refused(_))));
}

#[test]
fn acts_are_taken_back_and_brought_again_also_after_a_restart() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("sunpei.db");
    let open = |today: &str| bare_on(Store::open(&path).unwrap(), "王芳", today);
    let mut desk = open("2026-11-25");
    let id = lead(&mut desk, "渗坑", "2026-11-20");
    let today = desk.today;
    act(&mut desk, id, Fact::new(Kind::CheckStarted, today)).unwrap();
    act(&mut desk, id, Fact::new(Kind::CheckConcluded, today).with("result", "damage")).unwrap();
    let before = desk.store.dump_derived().unwrap();
    drop(desk);
    let mut desk = open("2026-11-26");
    assert_eq!(desk.undo().unwrap().command, "check.concluded");
    assert_eq!(stage(&desk, id), Some(Stage::Checking));
    assert_eq!(desk.undo().unwrap().command, "check.started");
    assert_eq!(stage(&desk, id), Some(Stage::LeadRegistered));
    assert_eq!(desk.undo().unwrap().command, "lead.new");
    assert!(desk.store.line(id).unwrap().is_none(), "a lead whose facts are all taken back leaves the lists");
    assert!(matches!(desk.undo(), Err(ActError::NothingToUndo)));
    drop(desk);
    let mut desk = open("2026-11-26");
    for _ in 0..3 {
        desk.redo().unwrap();
    }
    assert!(matches!(desk.redo(), Err(ActError::NothingToRedo)));
    assert_eq!(desk.store.dump_derived().unwrap(), before);
    assert_eq!(desk.undo().unwrap().command, "check.concluded");
    act(&mut desk, id, Fact::new(Kind::NoteAdded, today).with("note", "x")).unwrap();
    assert!(matches!(desk.redo(), Err(ActError::NothingToRedo)), "something was done since");
    assert_eq!(desk.store.verify().unwrap(), Ok(11));
}

#[test]
fn what_others_built_upon_is_not_pulled_away() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("sunpei.db");
    let mut mine = bare_on(Store::open(&path).unwrap(), "王芳", "2026-11-25");
    let mut theirs = bare_on(Store::open(&path).unwrap(), "李明", "2026-11-25");
    let id = lead(&mut mine, "渗坑", "2026-11-20");
    assert!(matches!(theirs.undo(), Err(ActError::NothingToUndo)), "each takes back his own");
    let today = mine.today;
    act(&mut theirs, id, Fact::new(Kind::CheckStarted, today)).unwrap();
    assert!(matches!(mine.undo(), Err(ActError::Overtaken(link)) if link.command == "lead.new"));
    theirs.undo().unwrap();
    assert!(matches!(mine.undo(), Err(ActError::Overtaken(_))), "their record stands in the log all the same");
}

#[test]
fn a_docket_of_a_thousand_facts_takes_another() {
    let mut desk = bare("2026-11-25");
    let id = lead(&mut desk, "渗坑", "2026-11-20");
    let note = |n: usize| Fact::new(Kind::NoteAdded, day("2026-11-21")).with("note", n.to_string());
    let revision = desk.store.revision(id).unwrap();
    desk.record(id, revision, (0..1_500).map(note).collect(), "note.added", None).unwrap();
    act(&mut desk, id, note(0)).unwrap();
    desk.undo().unwrap();
    desk.undo().unwrap();
    assert_eq!(desk.docket(id).unwrap().unwrap().docket.state().live.len(), 1);
}

#[test]
fn many_at_once_is_one_step() {
    let mut desk = bare("2026-11-25");
    let ids: Vec<i64> = (0..5).map(|n| lead(&mut desk, &format!("第{n}条"), "2026-11-20")).collect();
    let today = desk.today;
    let transfer = Fact::new(Kind::LeadTransferred, today).with("to", "水利局");
    act(&mut desk, ids[0], Fact::new(Kind::CheckConcluded, today).with("result", "damage")).unwrap();
    act(&mut desk, ids[0], Fact::new(Kind::FilingProposed, today)).unwrap();
    act(&mut desk, ids[0], consented(today)).unwrap();
    act(&mut desk, ids[0], Fact::new(Kind::CaseFiled, today).with("number", "1号")).unwrap();
    let preview = desk.preview_bulk(&ids, &Deed::Record(transfer), &mut |_| true).unwrap().unwrap();
    assert_eq!(preview.counts(), [4, 0, 1, 0]);
    assert!(matches!(preview.rows[0].verdict, Verdict::Refused(_)));
    let able = &ids[1..];
    let bulk = desk.bulk(&preview, None, &mut |_| true).unwrap();
    assert_eq!((bulk.done.dockets.as_slice(), bulk.changed.len()), (able, 0));
    assert!(able.iter().all(|id| stage(&desk, *id) == Some(Stage::Transferred)));
    desk.undo().unwrap();
    assert!(able.iter().all(|id| stage(&desk, *id) == Some(Stage::LeadRegistered)));
}

#[test]
fn a_ledger_twice_adds_nothing_twice() {
    let mut desk = bare("2026-11-25");
    let path = files::ledger("leads-200.xlsx");
    let read = ledger::take(&path, &ReadOptions::new(desk.today), &mut |_| true).unwrap();
    let first = desk.import(&read, "leads-200.xlsx", &mut |_| true).unwrap();
    assert_eq!(
        (first.taken + first.doubled, desk.store.dockets().unwrap() as usize),
        (read.drafts.len() + read.doubled.len(), first.taken)
    );
    let again = desk.import(&read, "leads-200.xlsx", &mut |_| true).unwrap();
    assert_eq!((again.taken, desk.store.head().unwrap().0), (0, 1));
    // The whole import is one step back, and may come again.
    desk.undo().unwrap();
    assert_eq!(desk.store.count(&Filter::all(desk.today)).unwrap(), 0);
    assert_eq!(desk.import(&read, "leads-200.xlsx", &mut |_| true).unwrap().taken, first.taken);
    assert!(matches!(desk.undo().map(|done| done.command).as_deref(), Ok("lead.import")));
}

#[test]
fn rows_that_another_day_changes_are_brought_up() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("sunpei.db");
    let mut desk = bare_on(Store::open(&path).unwrap(), "王芳", "2026-06-01");
    let id = investigated(&mut desk);
    // An appraisal that is not back yet stops the clock of the investigation.
    let concluded = Fact::new(Kind::AppraisalCommissioned, day("2026-05-25")).with("path", "full").with("paper", "x");
    act(&mut desk, id, concluded).unwrap();
    let shown = |desk: &Desk| {
        let rows = desk.store.deadlines(true, None, None, Some(id), 10).unwrap();
        rows.into_iter().find(|row| row.rule == "investigation.due").map(|row| (row.status, row.due)).unwrap()
    };
    let lawful = |desk: &Desk| {
        let (_, derived) = desk.derived(id).unwrap().unwrap();
        let due = derived.deadlines.iter().find(|one| &*one.rule.id == "investigation.due").unwrap();
        (due.status.name().to_owned(), due.due.map(|day| day.to_string()))
    };
    assert_eq!(shown(&desk), lawful(&desk));
    let then = shown(&desk);
    drop(desk);
    let mut desk = bare_on(Store::open(&path).unwrap(), "王芳", "2026-06-20");
    assert_ne!(shown(&desk), then);
    assert_eq!(shown(&desk), lawful(&desk));
    let before = desk.store.dump_derived().unwrap();
    desk.rebuild(&mut |_| true).unwrap();
    assert_eq!(desk.store.dump_derived().unwrap(), before);
}

#[test]
fn the_sample_office_is_believable_and_the_same_each_time() {
    let mut desk = bare("2026-11-25");
    desk.demo(Demo::default(), &mut |_| true).unwrap();
    let count = |desk: &Desk, view, is_case| {
        desk.store.count(&Filter { is_case: Some(is_case), view, ..Filter::all(desk.today) }).unwrap()
    };
    assert_eq!((count(&desk, View::All, false), count(&desk, View::All, true)), (300, 40));
    assert!(count(&desk, View::Overdue, false) > 0);
    assert!(count(&desk, View::DueThisWeek, false) > 10);
    let talks = desk.negotiations(&sunpei::ops::query::Query::default(), 100, &mut sunpei::ops::view::Known::default()).unwrap();
    assert!(talks.len() >= 5, "{}", talks.len());
    let mut stages: Vec<String> =
        desk.store.page(&Filter::all(desk.today), None, 1_000).unwrap().into_iter().map(|row| row.stage).collect();
    stages.sort();
    stages.dedup();
    assert!(stages.len() >= 15, "{stages:?}");
    // The law finds nothing out of order in it.
    for row in desk.store.page(&Filter::all(desk.today), None, 1_000).unwrap() {
        let (_, derived) = desk.derived(row.docket).unwrap().unwrap();
        let bad: Vec<_> = derived.warnings.iter().filter(|warning| warning.code != "guard-warned").collect();
        assert!(bad.is_empty(), "{} {}: {bad:#?}", row.number, row.title);
    }
    let mut again = bare("2026-11-25");
    again.demo(Demo::default(), &mut |_| true).unwrap();
    assert_eq!(again.store.dump_derived().unwrap(), desk.store.dump_derived().unwrap());
    assert!(desk.store.verify().unwrap().is_ok());
}

#[test]
fn facts_from_outside_are_acknowledged_after_the_commit() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("sunpei.db");
    let writers: Vec<_> = ["甲", "乙", "甲"]
        .into_iter()
        .map(|tag| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut desk = bare_on(Store::open(&path).unwrap(), tag, "2026-11-25");
                (1..=20).map(|n| desk.stress(tag, n).unwrap()).collect::<Vec<_>>()
            })
        })
        .collect();
    let mut acknowledged: Vec<i64> = writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
    acknowledged.sort_unstable();
    let store = Store::open(&path).unwrap();
    let kept: Vec<i64> = store.facts(None, usize::MAX).unwrap().into_iter().map(|(_, fact)| fact.id).collect();
    assert_eq!(kept, acknowledged);
    assert_eq!(store.verify().unwrap(), Ok(60));
}

#[test]
fn earlier_damage_of_the_same_party_is_looked_up_and_blocks_the_minor_ground() {
    use sunpei::docket::Party;
    let mut desk = bare("2026-11-25");
    let party = |name: &str, code: &str| Party { name: name.into(), code: code.into(), ..Party::default() };
    let with = |desk: &mut Desk, party: Party, on: &str| {
        let attributes = Attributes { parties: vec![party], damage_cents: Some(100), ..Attributes::default() };
        desk.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, day(on))]).unwrap().dockets[0]
    };
    // Taken in later, but earlier in time; the same code under another name; one that was no damage.
    let asked = with(&mut desk, party("恒源厂", "91150400X"), "2026-11-20");
    let earlier = with(&mut desk, party("恒源厂", ""), "2025-06-01");
    let coded = with(&mut desk, party("某化工厂", "91150400X"), "2024-01-10");
    let harmless = with(&mut desk, party("恒源厂", ""), "2026-03-01");
    let after = with(&mut desk, party("恒源厂", ""), "2026-11-21");
    for (id, result) in [(earlier, "damage"), (coded, "damage"), (harmless, "no-damage"), (after, "damage"), (asked, "damage")] {
        act(&mut desk, id, Fact::new(Kind::CheckConcluded, day("2026-11-23")).with("result", result)).unwrap();
    }
    let stored = desk.docket(asked).unwrap().unwrap();
    let found: Vec<(i64, &str)> = stored.priors.iter().map(|prior| (prior.docket, prior.day.as_str())).collect();
    assert_eq!(found, [(earlier, "2025-06-01"), (coded, "2024-01-10")]);
    assert_eq!(stored.docket.attributes.prior_damage_on, Some(day("2025-06-01")));
    let minor = || {
        Fact::new(Kind::NonfilingProposed, day("2026-11-24"))
            .with("ground", "markedly-minor")
            .with("branch", "amount")
            .with("no_compensation_needed", true)
    };
    assert!(matches!(act(&mut desk, asked, minor()), Err(ActError::Refused(_))), "a repeat within two years");
    // Taken back, the finding counts no more, and the ground stands.
    let checked = desk.docket(earlier).unwrap().unwrap().docket.facts.iter().find(|f| f.kind == Kind::CheckConcluded).unwrap().id;
    act(&mut desk, earlier, Fact::withdrawing(checked, day("2026-11-24"))).unwrap();
    act(&mut desk, asked, minor()).unwrap();
}

#[test]
fn a_reason_for_going_on_against_a_warning_stays_with_the_fact() {
    let mut desk = bare("2026-11-25");
    let id = lead(&mut desk, "渗坑", "2026-11-02");
    let day = |text: &str| day(text);
    for fact in [
        Fact::new(Kind::CheckConcluded, day("2026-11-03")).with("result", "damage"),
        Fact::new(Kind::FilingProposed, day("2026-11-03")),
        consented(day("2026-11-03")),
        Fact::new(Kind::CaseFiled, day("2026-11-04")),
    ] {
        act(&mut desk, id, fact).unwrap();
    }
    let commission = Fact::new(Kind::AppraisalCommissioned, day("2026-11-05")).with("path", "full").with("paper", "x");
    let commission = commission.with("body_kind", "other");
    let revision = desk.store.revision(id).unwrap();
    let otherwise = Override { by: "负责人".into(), reason: "本地没有这类机构".into() };
    let done = desk.record(id, revision, vec![commission], "appraisal.commission", Some(&otherwise)).unwrap();
    assert_eq!(done.warns.len(), 1);
    let docket = desk.docket(id).unwrap().unwrap().docket;
    let fact = docket.facts.last().unwrap();
    assert_eq!(fact.data.text("reason"), Some("本地没有这类机构"));
    assert!(fact.data.text("override_of").is_some_and(|label| label.contains("司法鉴定机构")));
    // Where the text leaves no room, no reason helps.
    let issued = Fact::new(Kind::AppraisalIssued, day("2026-11-20"));
    let revision = desk.store.revision(id).unwrap();
    let refused = desk.record(id, revision, vec![issued], "appraisal.issue", Some(&otherwise));
    assert!(matches!(refused, Err(ActError::Refused(_))));
}
