//! Approvals: proposed by the officer, consented to or sent back by whoever is in charge, or recorded from a signed paper.

use crate::common::desk::{act, bare_on, day, fresh, stage};
use crate::common::files;
use crate::common::keys::{field, lacks, press, shows};
use crate::common::office::Office;
use serde_json::json;
use std::path::PathBuf;
use sunpei::docket::{Attributes, Fact, Kind, Party, Stage};
use sunpei::ops::{ActError, Deed, Desk, Verdict};
use sunpei::store::Store;
use sunpei::text::Lang;
use sunpei::tui::app::Dialog;
use sunpei::tui::{App, screen};
use tempfile::TempDir;

/// An office with one database and as many desks as it needs.
struct House {
    _folder: TempDir,
    path: PathBuf,
    today: &'static str,
}

impl House {
    fn new(today: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let house = Self { _folder: folder, path, today };
        house.desk("王芳").set_up("inner-mongolia", "某市").unwrap();
        house
    }

    fn desk(&self, officer: &str) -> Desk {
        bare_on(Store::open(&self.path).unwrap(), officer, self.today)
    }

    fn app(&self, officer: &str, lang: Lang) -> App {
        App::new(self.desk(officer), lang, true)
    }
}

fn lead(desk: &mut Desk, title: &str, facts: Vec<Fact>) -> i64 {
    let attributes = Attributes {
        title: title.into(),
        channel: "complaint".into(),
        place: Some("红山区".into()),
        parties: vec![Party { name: "红山化工有限公司".into(), ..Party::default() }],
        ..Attributes::default()
    };
    desk.new_lead(attributes, facts).unwrap().dockets[0]
}

fn checked(on: &str) -> Vec<Fact> {
    vec![Fact::new(Kind::LeadReceived, day(on)), Fact::new(Kind::CheckConcluded, day(on)).with("result", "damage")]
}

fn kinds(desk: &Desk, id: i64) -> Vec<Kind> {
    desk.docket(id).unwrap().unwrap().docket.state().live.iter().map(|fact| fact.kind).collect()
}

/// What is waiting and what came back: proposer and step.
fn queue(desk: &Desk) -> Vec<(String, String, bool)> {
    desk.approvals(100).unwrap().into_iter().map(|row| (row.by, row.step, row.returned)).collect()
}

#[test]
fn a_filing_is_proposed_read_consented_to_and_only_then_filed() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let house = House::new("2026-11-25");
        let mut mine = house.desk("王芳");
        let id = lead(&mut mine, "渗坑排放废水", checked("2026-11-20"));
        drop(mine);
        let mut app = house.app("王芳", lang);
        app.show(id);
        app.focus = sunpei::tui::app::Pane::Case;
        press(&mut app, "f Enter");
        assert_eq!(kinds(&app.desk, id).last(), Some(&Kind::FilingProposed));
        shows(&app, &[say("待负责人决定：提出立案", "waiting for the person in charge: filing proposed")]);
        // Only proposed: nothing is filed.
        let filed = act(&mut app.desk, id, Fact::new(Kind::CaseFiled, day("2026-11-25")).with("number", "1号"));
        assert!(matches!(filed, Err(ActError::Refused(_))), "{filed:?}");
        // In the own queue it waits for somebody else; the key asks for the signed paper.
        press(&mut app, "7");
        // Nobody is in charge: how to name somebody is read to its end, in a narrow window too.
        shows(&app, &[say("--role 负责人", "approver")]);
        shows(&app, &[say("待负责人决定 1", "Waiting for the person in charge 1")]);
        press(&mut app, "A");
        assert!(app.form().is_some());
        shows(&app, &[say("*决定人", "*Decided by"), say("*文书", "*Paper")]);
        press(&mut app, "Enter");
        assert!(app.form().is_some(), "neither name nor number: nothing is recorded");
        press(&mut app, "Esc");
        // The docket is opened from the queue, and Esc leads back to it.
        press(&mut app, "Enter");
        assert_eq!(app.focus, sunpei::tui::app::Pane::Case);
        press(&mut app, "Esc");
        shows(&app, &[say("待负责人决定 1", "Waiting for the person in charge 1")]);
        // What was typed to narrow a list is cleared at once.
        press(&mut app, "2 o \"zzzz\" C-u");
        assert!(
            matches!(app.dialogs.last(), Some(Dialog::Picker(picker)) if picker.typed.is_empty() && !picker.shown().is_empty())
        );
        press(&mut app, "Esc 7");
        assert_eq!(stage(&app.desk, id), Some(Stage::FilingReview));
        drop(app);
        // The person in charge: the count above, the queue, the paper with its ground and article.
        let mut head = house.app("赵强", lang);
        shows(&head, &[say("7审批 1", "7Appr. 1")]);
        press(&mut head, "7");
        shows(&head, &[say("待我决定 1", "For you to decide 1"), "王芳", "渗坑排放废水"]);
        press(&mut head, "v");
        shows(&head, &["红山化工有限公司", "报请负责人同意后"]);
        press(&mut head, "Esc A");
        assert_eq!(kinds(&head.desk, id).last(), Some(&Kind::FilingApproved), "{:?}", head.status);
        assert_eq!(head.desk.docket(id).unwrap().unwrap().docket.facts.last().unwrap().by, "赵强");
        lacks(&head, &[say("7审批 1", "7Appr. 1")]);
        // Taken back, it waits again; brought back, the officer files.
        press(&mut head, "u");
        assert_eq!(queue(&head.desk), [("王芳".into(), "T-06a".into(), false)]);
        press(&mut head, "C-r");
        assert_eq!(queue(&head.desk), []);
        drop(head);
        let mut app = house.app("王芳", lang);
        app.show(id);
        app.focus = sunpei::tui::app::Pane::Case;
        press(&mut app, "f Enter");
        assert_eq!(stage(&app.desk, id), Some(Stage::Filed), "{:?}", app.status);
    }
}

#[test]
fn what_is_sent_back_stands_first_with_its_reason_until_it_is_mended() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let house = House::new("2026-11-25");
        let mut mine = house.desk("王芳");
        let id = lead(&mut mine, "渗坑排放废水", checked("2026-11-20"));
        let other = lead(&mut mine, "倾倒废渣", checked("2026-11-02"));
        let minor = Fact::new(Kind::NonfilingProposed, day("2026-11-21"))
            .with("ground", "performed")
            .with("proof", "整改验收报告第7号")
            .with("paper", "赤环损呈〔2026〕3号");
        act(&mut mine, id, minor).unwrap();
        act(&mut mine, other, Fact::new(Kind::FilingProposed, day("2026-11-03"))).unwrap();
        drop(mine);
        let mut head = house.app("赵强", lang);
        press(&mut head, "7");
        // The longest waiting is selected; the other one is the non-filing: its ground, its article, its proof.
        press(&mut head, "j");
        shows(&head, &["整改验收报告第7号", "赤环损呈〔2026〕3号", say("赔偿义务人已经履行赔偿义务", "already performed")]);
        // A reason is asked, and without it nothing is sent back.
        press(&mut head, "x Enter");
        assert!(head.form().is_some());
        press(&mut head, "\"还缺验收照片\" Enter");
        assert_eq!(kinds(&head.desk, id).last(), Some(&Kind::NonfilingReturned), "{:?}", head.status);
        assert_eq!(stage(&head.desk, id), Some(Stage::CheckDone));
        drop(head);
        // The officer: counted above, first in the queue, first in the docket.
        let mut app = house.app("王芳", lang);
        shows(&app, &[say("退1", "back 1")]);
        press(&mut app, "7");
        let rows = screen(&app, 80, 24);
        let place = |word: &str| rows.iter().position(|row| row.contains(word)).unwrap_or_else(|| panic!("{word}: {rows:?}"));
        assert!(place(say("退回本人的提请 1", "Came back to you 1")) < place(say("待负责人决定 1", "Waiting for the person in")));
        shows(&app, &["还缺验收照片"]);
        press(&mut app, "Enter");
        let lines: Vec<&str> = app.case_lines.lines.iter().map(|line| line.text.as_str()).collect();
        assert!(lines[1].contains("还缺验收照片") && lines[1].contains("赵强"), "{lines:?}");
        // Proposed anew, it is no longer among what came back.
        let again = Fact::new(Kind::NonfilingProposed, day("2026-11-25")).with("ground", "performed").with("proof", "照片12张");
        act(&mut app.desk, id, again).unwrap();
        assert_eq!(queue(&app.desk), [("王芳".into(), "T-06a".into(), false), ("王芳".into(), "T-08a".into(), false)]);
        // A proposal that is taken back leaves the queue.
        press(&mut app, "u");
        assert_eq!(queue(&app.desk).len(), 2);
        assert!(queue(&app.desk)[0].2, "what came back is back");
    }
}

#[test]
fn nobody_consents_to_the_own_proposal_but_a_signed_paper_may_be_recorded() {
    let house = House::new("2026-11-25");
    let mut desk = house.desk("王芳");
    let id = lead(&mut desk, "渗坑排放废水", checked("2026-11-20"));
    act(&mut desk, id, Fact::new(Kind::FilingProposed, day("2026-11-21"))).unwrap();
    let consent = || Fact::new(Kind::FilingApproved, day("2026-11-24"));
    let refused = |found: Result<(), ActError>| match found {
        Err(ActError::Refused(guard)) => {
            assert!(guard.missing.iter().any(|missing| missing.label.zh.contains("提请人以外的负责人")), "{guard:?}");
            assert!(guard.cites().iter().any(|cite| cite.clause.as_deref() == Some("IM-15-01")), "the article");
        }
        other => panic!("{other:?}"),
    };
    refused(act(&mut desk, id, consent()));
    refused(act(&mut desk, id, consent().with("by_role", "局长 赵强")));
    refused(act(&mut desk, id, consent().with("paper", "呈批表3号")));
    // Signed by the proposer is no other person.
    refused(act(&mut desk, id, consent().with("by_role", "王芳").with("paper", "呈批表3号")));
    // Proposed and consented in one act, and by the way of many at once.
    let revision = desk.store.revision(id).unwrap();
    let both = vec![Fact::new(Kind::FilingProposed, day("2026-11-24")), consent()];
    assert!(matches!(desk.record(id, revision, both, "x", None), Err(ActError::Refused(_))));
    let preview = desk.preview_bulk(&[id], &Deed::Record(consent()), &mut |_| true).unwrap().unwrap();
    assert!(matches!(preview.rows[0].verdict, Verdict::Refused(_)));
    let signed = Fact { on: day("2026-11-23"), ..consent().with("by_role", "局长 赵强").with("paper", "呈批表3号") };
    act(&mut desk, id, signed).unwrap();
    let stored = desk.docket(id).unwrap().unwrap();
    let fact = stored.docket.facts.last().unwrap();
    assert_eq!((fact.data.text("by_role"), fact.paper(), fact.on), (Some("局长 赵强"), Some("呈批表3号"), day("2026-11-23")));
    act(&mut desk, id, Fact::new(Kind::CaseFiled, day("2026-11-25")).with("number", "1号")).unwrap();
}

#[test]
fn where_the_office_names_who_is_in_charge_nobody_else_consents() {
    let house = House::new("2026-11-25");
    let mut desk = house.desk("王芳");
    let id = lead(&mut desk, "渗坑排放废水", checked("2026-11-20"));
    act(&mut desk, id, Fact::new(Kind::FilingProposed, day("2026-11-21"))).unwrap();
    desk.name_officer("赵强", Some("负责人"), None).unwrap();
    desk.name_officer("李明", Some("承办人"), Some(4242)).unwrap();
    desk.name_officer("李明", None, None).unwrap();
    assert_eq!(desk.store.officers().unwrap()[0], ("李明".into(), "承办人".into(), Some(4242)), "what is not given stays");
    assert_eq!(desk.in_charge().unwrap(), ["赵强"]);
    drop(desk);
    let consent = || Fact::new(Kind::FilingApproved, day("2026-11-25"));
    let mut other = house.app("李明", Lang::Zh);
    lacks(&other, &["7审批"]);
    assert!(matches!(act(&mut other.desk, id, consent()), Err(ActError::Refused(_))));
    press(&mut other, "7 A");
    shows(&other, &["*决定人"]);
    press(&mut other, "\"赵强\" Tab \"呈批表3号\" Enter");
    assert_eq!(kinds(&other.desk, id).last(), Some(&Kind::FilingApproved), "{:?}", other.status);
    press(&mut other, "u");
    drop(other);
    let mut head = house.desk("赵强");
    act(&mut head, id, consent()).unwrap();
}

/// Facts of a scripted negotiation up to where its ends part.
fn told(name: &str) -> (Attributes, Vec<Fact>) {
    let docket = files::negotiation(name);
    (docket.attributes, fresh(docket.facts))
}

/// All six: proposed by one, sent back by another, proposed again, consented to; what is proposed goes into the consent.
#[test]
fn every_approval_goes_its_way() {
    let on = day("2026-05-15");
    let negotiated = || told("18-fourth-meeting").1;
    let checked = || checked("2026-05-01");
    let asked = || {
        let mut facts = checked();
        facts.push(Fact::new(Kind::RestorationRequested, day("2026-05-04")));
        facts.push(Fact::new(Kind::DamageConfirmedInWriting, day("2026-05-05")));
        facts
    };
    type Row = (&'static str, Vec<Fact>, Fact, Kind, Kind, &'static str, Option<(&'static str, serde_json::Value)>);
    let table: Vec<Row> = vec![
        ("filing", checked(), Fact::new(Kind::FilingProposed, on), Kind::FilingReturned, Kind::FilingApproved, "IM-15-01", None),
        (
            "non-filing",
            checked(),
            Fact::new(Kind::NonfilingProposed, on).with("ground", "performed").with("proof", "验收报告"),
            Kind::NonfilingReturned,
            Kind::NonfilingApproved,
            "IM-15-10",
            None,
        ),
        (
            "further meeting",
            negotiated(),
            Fact::new(Kind::MeetingProposed, on).with("count", 1).with("reason", "案情重大复杂"),
            Kind::MeetingReturned,
            Kind::MeetingApproved,
            "IM-27-05",
            Some(("count", json!(1))),
        ),
        (
            "early restoration",
            asked(),
            Fact::new(Kind::RestorationProposed, on),
            Kind::RestorationReturned,
            Kind::RestorationConsented,
            "IM-32-13",
            None,
        ),
        (
            "mandate",
            negotiated(),
            Fact::new(Kind::MandateProposed, on).with("least_cents", 30_000_000),
            Kind::MandateReturned,
            Kind::MandateApproved,
            "IM-05-07",
            Some(("least_cents", json!(30_000_000))),
        ),
        (
            "signing authority",
            checked(),
            Fact::new(Kind::DesignationProposed, on).with("department", "ecology").with("signing", true),
            Kind::DesignationReturned,
            Kind::DepartmentDesignated,
            "IM-05-05",
            Some(("signing", json!(true))),
        ),
    ];
    for (name, facts, proposal, back, consent, clause, carried) in table {
        let house = House::new("2026-05-15");
        let mut desk = house.desk("王芳");
        let id = lead(&mut desk, "渗坑排放废水", facts);
        act(&mut desk, id, proposal.clone()).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(queue(&desk).len(), 1, "{name}");
        drop(desk);
        let mut head = house.app("赵强", Lang::Zh);
        press(&mut head, "7");
        shows(&head, &["待我决定 1"]);
        assert!(head.queue.lines.current().unwrap().cites.iter().any(|cite| cite.clause.as_deref() == Some(clause)), "{name}");
        press(&mut head, "x \"请补充\" Enter");
        assert_eq!(kinds(&head.desk, id).last(), Some(&back), "{name}: {:?}", head.status);
        assert!(queue(&head.desk)[0].2, "{name} came back");
        drop(head);
        let mut desk = house.desk("王芳");
        act(&mut desk, id, proposal).unwrap_or_else(|error| panic!("{name} again: {error:?}"));
        drop(desk);
        let mut head = house.app("赵强", Lang::Zh);
        press(&mut head, "7 A");
        if consent == Kind::DepartmentDesignated {
            // A designation is a written paper: its number is the one thing asked.
            field(&mut head, "paper", "\"政函〔2026〕8号\" Enter");
        }
        assert_eq!(kinds(&head.desk, id).last(), Some(&consent), "{name}: {:?}", head.status);
        assert_eq!(queue(&head.desk), [], "{name}");
        if let Some((key, value)) = carried {
            let stored = head.desk.docket(id).unwrap().unwrap();
            assert_eq!(stored.docket.facts.last().unwrap().data.get(key), Some(&value), "{name}");
        }
        // The rows are those that a rebuild gives.
        let before = head.desk.store.dump_derived().unwrap();
        head.desk.rebuild(&mut |_| true).unwrap();
        assert_eq!(head.desk.store.dump_derived().unwrap(), before, "{name}");
    }
}

#[test]
fn a_fourth_meeting_waits_for_the_consent_and_early_works_for_theirs() {
    let house = House::new("2026-05-18");
    let mut desk = house.desk("王芳");
    let id = lead(&mut desk, "河道砂石", told("18-fourth-meeting").1);
    act(&mut desk, id, Fact::new(Kind::MeetingProposed, day("2026-05-15")).with("reason", "案情重大复杂")).unwrap();
    let meeting = || Fact::new(Kind::MeetingHeld, day("2026-05-18")).with("minutes", "第四次");
    assert!(act(&mut desk, id, meeting()).is_err(), "only proposed");
    // The officer's own word is no consent.
    assert!(matches!(act(&mut desk, id, Fact::new(Kind::MeetingApproved, day("2026-05-16"))), Err(ActError::Refused(_))));
    drop(desk);
    let mut head = house.desk("赵强");
    act(&mut head, id, Fact::new(Kind::MeetingApproved, day("2026-05-16")).with("count", 1)).unwrap();
    drop(head);
    let mut desk = house.desk("王芳");
    let guard = {
        let stored = desk.docket(id).unwrap().unwrap();
        desk.law_of(&stored).guard(&stored.docket, &meeting(), desk.today)
    };
    assert!(guard.allows(), "{guard:?}");
    let early = lead(&mut desk, "渗坑", {
        let mut facts = checked("2026-05-01");
        facts.push(Fact::new(Kind::RestorationRequested, day("2026-05-04")));
        facts
    });
    act(&mut desk, early, Fact::new(Kind::RestorationProposed, day("2026-05-06"))).unwrap();
    // Without the facts confirmed in writing the key consents to nothing: its form says what is missing.
    drop(desk);
    let mut head = house.app("赵强", Lang::Zh);
    press(&mut head, "7 A");
    assert!(!kinds(&head.desk, early).contains(&Kind::RestorationConsented));
    shows(&head, &["书面确认"]);
    press(&mut head, "Enter");
    assert!(!kinds(&head.desk, early).contains(&Kind::RestorationConsented), "{:?}", head.status);
}

#[test]
fn the_key_of_the_negotiation_proposes_first_and_then_records_the_signed_paper() {
    let house = House::new("2026-05-15");
    let mut desk = house.desk("王芳");
    let id = lead(&mut desk, "河道砂石", told("18-fourth-meeting").1);
    drop(desk);
    let mut app = house.app("王芳", Lang::Zh);
    press(&mut app, "4 A");
    field(&mut app, "reason", "\"案情重大复杂\" C-s");
    assert_eq!(kinds(&app.desk, id).last(), Some(&Kind::MeetingProposed), "{:?}", app.status);
    press(&mut app, "A");
    field(&mut app, "by_role", "\"局长 赵强\"");
    field(&mut app, "paper", "\"呈批表9号\" C-s");
    assert_eq!(kinds(&app.desk, id).last(), Some(&Kind::MeetingApproved), "{:?}", app.status);
    // Who is in charge needs no proposal.
    app.desk.name_officer("赵强", Some("approver"), None).unwrap();
    press(&mut app, "u u");
    drop(app);
    let mut head = house.app("赵强", Lang::Zh);
    press(&mut head, "4 A C-s");
    assert_eq!(
        kinds(&head.desk, id).last(),
        Some(&Kind::MeetingApproved),
        "{:?} {:?}",
        head.status,
        head.form().map(|f| &f.refusal)
    );
}

#[test]
fn an_empty_office_says_what_comes_here_and_no_size_panics() {
    for lang in [Lang::Zh, Lang::En] {
        let house = House::new("2026-11-25");
        let mut app = house.app("王芳", lang);
        press(&mut app, "7");
        shows(&app, &[lang.pick("没有等待审批的提请", "Nothing waits"), lang.pick("审批", "Approvals")]);
        press(&mut app, "A x v Enter j k e l i u X");
        press(&mut app, "Esc Esc");
        assert_eq!(app.focus, sunpei::tui::app::Pane::Leads);
        // By the palette too.
        press(&mut app, ": \"approvals\" Enter");
        assert_eq!(app.focus, sunpei::tui::app::Pane::Approvals);
        let mut full = App::new(house.desk("王芳"), lang, true);
        full.desk.demo(sunpei::ops::Demo { leads: 60, cases: 20 }, &mut |_| true).unwrap();
        full.refresh();
        press(&mut full, "7");
        for (width, height) in [(1, 1), (20, 5), (40, 8), (80, 12), (110, 30), (300, 100)] {
            let rows = screen(&full, width, height);
            assert!(rows.iter().all(|row| sunpei::tui::width::cells(row) <= usize::from(width)));
        }
        let waiting = full.queue.counts.0;
        assert!(waiting > 0, "an invented office has something to decide");
        press(&mut full, "A");
        assert_eq!(full.queue.counts.0, waiting - 1, "{:?}", full.status);
    }
}

#[test]
fn the_command_line_names_who_is_in_charge() {
    let office = Office::with(&["--lang", "zh-CN"]);
    let run = |args: &[&str]| {
        let (code, told, _) = office.answer(args);
        (code, told)
    };
    assert_eq!(run(&["officer", "list", "--format", "json"]), (0, "[]\n".to_owned()));
    let (code, said) = run(&["officer", "set", "赵强", "--role", "负责人", "--uid", "7"]);
    assert!(code == 0 && said.contains("赵强（负责人"), "{said}");
    run(&["officer", "set", "李明", "--role", "承办人"]);
    let (_, list) = run(&["officer", "list", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    assert_eq!(
        list,
        json!([
            { "name": "李明", "role": "承办人", "uid": null, "in_charge": false },
            { "name": "赵强", "role": "负责人", "uid": 7, "in_charge": true }
        ])
    );
}

/// Who may approve is a fact of the office: in the log, proved by its chain; a list written beside it gives nobody a right.
#[test]
fn who_may_approve_stands_in_the_log() {
    let house = House::new("2026-11-25");
    let mut desk = house.desk("王芳");
    let id = lead(&mut desk, "渗坑排放废水", checked("2026-11-20"));
    desk.name_officer("赵强", Some("负责人"), None).unwrap();
    desk.name_officer("赵强", None, Some(4242)).unwrap();
    let head = desk.store.head().unwrap();
    assert_eq!(desk.store.link(head.0).unwrap().unwrap().command, "officer.named");
    assert_eq!(desk.store.officers().unwrap(), [("赵强".to_owned(), "负责人".to_owned(), Some(4242))]);
    assert_eq!(desk.store.verify().unwrap(), Ok(head.0));
    // Taken back as any other act: the account is not mapped, the role stays.
    desk.undo().unwrap();
    assert_eq!(desk.store.officers().unwrap(), [("赵强".to_owned(), "负责人".to_owned(), None)]);
    act(&mut desk, id, Fact::new(Kind::FilingProposed, day("2026-11-21"))).unwrap();
    let raw = rusqlite::Connection::open(&house.path).unwrap();
    raw.execute("INSERT INTO officer VALUES ('李明', '负责人', NULL)", []).unwrap();
    assert_eq!(desk.in_charge().unwrap(), ["赵强"], "written beside the log it gives no right");
    let mut other = house.desk("李明");
    assert!(matches!(act(&mut other, id, Fact::new(Kind::FilingApproved, day("2026-11-25"))), Err(ActError::Refused(_))));
    assert_eq!(desk.store.verify().unwrap().unwrap_err().what, "officers");
    raw.execute("DELETE FROM officer", []).unwrap();
    assert!(desk.store.verify().unwrap().is_ok());
    // A fact that is changed breaks the chain.
    raw.execute_batch("DROP TRIGGER fact_stays").unwrap();
    raw.execute("UPDATE fact SET data = replace(data, '赵强', '李明') WHERE kind = 'officer.named'", []).unwrap();
    assert_eq!(desk.store.verify().unwrap().unwrap_err().what, "content");
}

/// A list from before, which stands in no link: it counts until the first name is said, and goes into the log with it.
#[test]
fn a_list_of_officers_from_before_goes_into_the_log() {
    let house = House::new("2026-11-25");
    let mut desk = house.desk("王芳");
    let raw = rusqlite::Connection::open(&house.path).unwrap();
    raw.execute("INSERT INTO officer VALUES ('赵强', '负责人', 7), ('李明', '承办人', NULL)", []).unwrap();
    assert_eq!(desk.in_charge().unwrap(), ["赵强"]);
    assert_eq!(desk.store.verify().unwrap().unwrap_err().what, "officers", "it proves nothing, and that is said");
    desk.name_officer("李明", Some("负责人"), None).unwrap();
    assert_eq!(desk.in_charge().unwrap(), ["李明", "赵强"]);
    assert_eq!(desk.store.officers().unwrap()[1], ("赵强".to_owned(), "负责人".to_owned(), Some(7)));
    assert!(desk.store.verify().unwrap().is_ok());
}

/// Types one form: each field with its script, then sends it.
fn fill_in(app: &mut App, fields: &[(&str, &str)]) {
    for (key, script) in fields {
        field(app, key, script);
    }
    press(app, "C-s");
}

/// Opens a step by its words, out of all that can be done.
fn choose(app: &mut App, words: &str) {
    press(app, &format!("o \"{words}\" Enter"));
    assert!(app.form().is_some(), "{words}: {:?}", app.status);
}

/// What differs between the kinds of approval: how it is reached, and which facts it leads through.
struct Way {
    name: &'static str,
    facts: Vec<Fact>,
    /// The keys that open the form of the proposal, and what goes into it.
    keys: &'static str,
    words: &'static str,
    says: &'static [(&'static str, &'static str)],
    proposed: Kind,
    back: Kind,
    consent: Kind,
    /// The words of the consent, where its form is opened from all that can be done.
    signs: &'static str,
    /// What the form of a signed paper asks beside its number.
    signer: Option<&'static str>,
    /// A key of the proposal that is still there when it is mended.
    kept: Option<&'static str>,
}

fn ways() -> Vec<Way> {
    let asked = || {
        let mut facts = checked("2026-05-01");
        facts.push(Fact::new(Kind::RestorationRequested, day("2026-05-04")));
        facts.push(Fact::new(Kind::DamageConfirmedInWriting, day("2026-05-05")));
        facts
    };
    vec![
        Way {
            name: "filing",
            facts: checked("2026-05-01"),
            keys: "f",
            words: "",
            says: &[("note", "\"情况属实\"")],
            proposed: Kind::FilingProposed,
            back: Kind::FilingReturned,
            consent: Kind::FilingApproved,
            signs: "同意立案",
            signer: Some("by_role"),
            kept: Some("note"),
        },
        Way {
            name: "non-filing",
            facts: checked("2026-05-01"),
            keys: "x",
            words: "",
            says: &[("ground", "5"), ("proof", "\"验收报告\"")],
            proposed: Kind::NonfilingProposed,
            back: Kind::NonfilingReturned,
            consent: Kind::NonfilingApproved,
            signs: "同意不予立案",
            signer: Some("by_role"),
            kept: Some("ground"),
        },
        Way {
            name: "further meeting",
            facts: told("18-fourth-meeting").1,
            keys: "4 A",
            words: "",
            says: &[("count", "\"2\""), ("reason", "\"案情重大复杂\"")],
            proposed: Kind::MeetingProposed,
            back: Kind::MeetingReturned,
            consent: Kind::MeetingApproved,
            signs: "同意增加会议",
            signer: Some("by_role"),
            kept: Some("count"),
        },
        Way {
            name: "early restoration",
            facts: asked(),
            keys: "",
            words: "提请同意先行修复",
            says: &[],
            proposed: Kind::RestorationProposed,
            back: Kind::RestorationReturned,
            consent: Kind::RestorationConsented,
            signs: "可以 同意先行修复",
            signer: Some("by_role"),
            kept: None,
        },
        Way {
            name: "mandate",
            facts: told("18-fourth-meeting").1,
            keys: "4 b",
            words: "",
            says: &[("least_cents", "\"30万\"")],
            proposed: Kind::MandateProposed,
            back: Kind::MandateReturned,
            consent: Kind::MandateApproved,
            signs: "批准磋商授权范围",
            signer: Some("approver"),
            kept: Some("least_cents"),
        },
        Way {
            name: "signing authority",
            facts: checked("2026-05-01"),
            keys: "",
            words: "提请书面指定",
            says: &[("department", "1"), ("signing", "y")],
            proposed: Kind::DesignationProposed,
            back: Kind::DesignationReturned,
            consent: Kind::DepartmentDesignated,
            signs: "书面指定部门并授权签署",
            signer: None,
            kept: Some("department"),
        },
    ]
}

/// The officer's desk on the docket.
fn officer(house: &House, id: i64) -> App {
    let mut app = house.app("王芳", Lang::Zh);
    sit(&mut app, "王芳", id);
    app
}

/// Somebody else sits down at the desk, or the same on another day, and looks at the docket.
fn sit(app: &mut App, officer: &str, id: i64) {
    officer.clone_into(&mut app.desk.officer);
    app.refresh();
    app.show(id);
    app.focus = sunpei::tui::app::Pane::Case;
}

fn propose(app: &mut App, way: &Way) {
    if way.words.is_empty() {
        press(app, way.keys);
    } else {
        choose(app, way.words);
    }
    assert!(app.form().is_some(), "{}: {:?}", way.name, app.status);
    fill_in(app, way.says);
    let refused = app.form().map(|form| form.refusal.clone());
    let last = app.case.as_ref().and_then(|case| case.stored.docket.facts.last()).map(|fact| fact.kind);
    assert_eq!(last, Some(way.proposed), "{}: {refused:?} {:?}", way.name, app.status);
}

/// By keys alone: proposed, sent back with a reason, mended with what it said before, proposed again, consented to; the
/// queue of the approver is counted in the header with the days of waiting.
#[test]
fn every_kind_goes_back_is_mended_and_consented_to_by_keys() {
    for way in ways() {
        let house = House::new("2026-05-15");
        let mut app = officer(&house, 0);
        app.desk.name_officer("赵强", Some("approver"), None).unwrap();
        let id = lead(&mut app.desk, "渗坑排放废水", way.facts.clone());
        sit(&mut app, "王芳", id);
        propose(&mut app, &way);
        app.desk.today = day("2026-05-18");
        sit(&mut app, "赵强", id);
        let top = screen(&app, 120, 36).remove(0);
        assert!(top.contains("7审批 1 最久3日"), "{}: {top}", way.name);
        press(&mut app, "7");
        shows(&app, &["待我决定 1 · 最久3日"]);
        press(&mut app, "x \"请补充\" Enter");
        assert_eq!(kinds(&app.desk, id).last(), Some(&way.back), "{}: {:?}", way.name, app.status);
        // It came back to the officer: mended from the queue, the form holds what was proposed and why it came back.
        sit(&mut app, "王芳", id);
        press(&mut app, "7");
        shows(&app, &["退回本人的提请 1"]);
        press(&mut app, "m");
        let form = app.form().unwrap_or_else(|| panic!("{}: {:?}", way.name, app.status));
        assert!(form.refusal.join("").contains("请补充"), "{}: {:?}", way.name, form.refusal);
        if let Some(key) = way.kept {
            let at = form.fields.iter().position(|field| field.key == key).unwrap();
            assert!(!form.typed[at].is_empty(), "{}: {key} is empty", way.name);
        }
        press(&mut app, "C-s");
        assert_eq!(kinds(&app.desk, id).last(), Some(&way.proposed), "{}: {:?}", way.name, app.status);
        shows(&app, &["待负责人决定 1"]);
        sit(&mut app, "赵强", id);
        press(&mut app, "7 A");
        if way.consent == Kind::DepartmentDesignated {
            field(&mut app, "paper", "\"政函〔2026〕8号\" Enter");
        }
        let stored = app.desk.docket(id).unwrap().unwrap();
        let last = stored.docket.facts.last().unwrap();
        assert_eq!((last.kind, last.by.as_str()), (way.consent, "赵强"), "{}: {:?}", way.name, app.status);
        // What was proposed goes into the consent where the consent says it.
        if let Some(key) = way.kept.filter(|key| *key != "note" && way.consent.key(key).is_some()) {
            assert!(last.data.get(key).is_some(), "{}: {key}", way.name);
        }
        assert_eq!(queue(&app.desk), [], "{}", way.name);
        if way.consent == Kind::MeetingApproved {
            // Two more than the three that were held: how many are left stands in the negotiation.
            press(&mut app, "4 Enter");
            let text = screen(&app, 120, 120).join("\n");
            assert!(text.contains("赵强 同意增加会议 2 次") && text.contains("共 5 次，已开 3 次，还可开 2 次"), "{text}");
        }
    }
}

/// The other way, by keys alone: the officer records from the paper who signed, on which day, under which number; without
/// the paper the own word is no consent.
#[test]
fn every_kind_is_recorded_from_a_signed_paper_by_keys() {
    for way in ways() {
        let house = House::new("2026-05-15");
        let mut app = officer(&house, 0);
        app.desk.name_officer("赵强", Some("approver"), None).unwrap();
        let id = lead(&mut app.desk, "渗坑排放废水", way.facts.clone());
        sit(&mut app, "王芳", id);
        propose(&mut app, &way);
        app.desk.today = day("2026-05-18");
        sit(&mut app, "王芳", id);
        if way.keys.starts_with('4') {
            // The same key goes on to the paper.
            press(&mut app, way.keys);
        } else {
            choose(&mut app, way.signs);
        }
        press(&mut app, "C-s");
        assert_eq!(kinds(&app.desk, id).last(), Some(&way.proposed), "{}: nothing without the paper", way.name);
        if let Some(key) = way.signer {
            field(&mut app, key, "C-u \"局长 赵强\"");
        } else {
            field(&mut app, "by_role", "\"市长 李明\"");
        }
        field(&mut app, "paper", "\"呈批表9号\"");
        field(&mut app, "on", "C-u \"2026-05-16\"");
        press(&mut app, "C-s");
        let stored = app.desk.docket(id).unwrap().unwrap();
        let last = stored.docket.facts.last().unwrap();
        let refused = app.form().map(|form| form.refusal.clone());
        assert_eq!(last.kind, way.consent, "{}: {:?} {refused:?}", way.name, app.status);
        assert_eq!((last.on, last.paper()), (day("2026-05-16"), Some("呈批表9号")), "{}", way.name);
        let named = last.data.text(way.signer.unwrap_or("by_role"));
        assert!(named.is_some_and(|name| name.contains("赵强") || name.contains("李明")), "{}: {named:?}", way.name);
        assert_eq!(queue(&app.desk), [], "{}", way.name);
    }
}

#[test]
fn what_stands_about_a_proposal_in_the_case_leads_to_it() {
    let house = House::new("2026-05-15");
    let mut desk = house.desk("王芳");
    let id = lead(&mut desk, "渗坑排放废水", checked("2026-05-01"));
    act(&mut desk, id, Fact::new(Kind::FilingProposed, day("2026-05-12"))).unwrap();
    drop(desk);
    // Waiting: Enter looks at it in the queue.
    let mut app = officer(&house, id);
    press(&mut app, "g j Enter");
    assert_eq!(app.focus, sunpei::tui::app::Pane::Approvals);
    drop(app);
    let mut head = house.desk("赵强");
    act(&mut head, id, Fact::new(Kind::FilingReturned, day("2026-05-14")).with("reason", "缺照片")).unwrap();
    drop(head);
    // Come back: Enter mends it.
    let mut app = officer(&house, id);
    press(&mut app, "g j Enter");
    assert!(app.form().is_some_and(|form| form.refusal.join("").contains("缺照片")), "{:?}", app.status);
    press(&mut app, "C-s");
    assert_eq!(kinds(&app.desk, id).last(), Some(&Kind::FilingProposed), "{:?}", app.status);
    // What waits and did not come back cannot be mended.
    press(&mut app, "7 m");
    assert!(app.form().is_none());
    shows(&app, &["没有退回"]);
}

/// Sending back is as much a decision as the consent: of whoever is in charge, or from a paper.
#[test]
fn nobody_else_sends_back_what_is_not_theirs_to_decide() {
    let house = House::new("2026-05-15");
    let mut app = officer(&house, 0);
    app.desk.name_officer("赵强", Some("approver"), None).unwrap();
    let id = lead(&mut app.desk, "渗坑排放废水", checked("2026-05-01"));
    act(&mut app.desk, id, Fact::new(Kind::FilingProposed, day("2026-05-12"))).unwrap();
    let back = || Fact::new(Kind::FilingReturned, day("2026-05-15")).with("reason", "缺照片");
    for other in ["王芳", "李明"] {
        other.clone_into(&mut app.desk.officer);
        assert!(matches!(act(&mut app.desk, id, back()), Err(ActError::Refused(_))), "{other}");
    }
    // From the paper, by keys: who signed and its number are asked beside the reason.
    sit(&mut app, "李明", id);
    press(&mut app, "7 x");
    field(&mut app, "reason", "\"缺照片\" C-s");
    assert_eq!(kinds(&app.desk, id).last(), Some(&Kind::FilingProposed));
    field(&mut app, "by_role", "\"局长 赵强\"");
    field(&mut app, "paper", "\"退件单3号\" C-s");
    assert_eq!(kinds(&app.desk, id).last(), Some(&Kind::FilingReturned), "{:?}", app.status);
    press(&mut app, "u");
    "赵强".clone_into(&mut app.desk.officer);
    act(&mut app.desk, id, back()).unwrap();
}
