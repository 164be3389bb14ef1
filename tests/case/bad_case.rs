//! Bad input on a case: each refused or questioned with its article or reason, nothing half-written, nothing typed lost.

use crate::common::desk::{act, day, desk, put};
use crate::common::files::{negotiation, until};
use crate::common::keys::{field, press, shows};
use sunpei::docket::{Attributes, Fact, Kind};
use sunpei::ops::{ActError, Desk};
use sunpei::text::{Lang, ops as ops_words};
use sunpei::tui::app::Pane;
use sunpei::tui::{App, screen};

fn facts(desk: &Desk, id: i64) -> usize {
    desk.docket(id).unwrap().unwrap().docket.facts.len()
}

/// A day on which what the fact follows from had not happened: refused or questioned, with the day or the article.
#[test]
fn a_day_before_its_trigger_is_refused_or_questioned() {
    let parts = ["parties", "facts", "views", "liability", "evaluation", "breach", "restoration"];
    let agreement = Fact::new(Kind::AgreementSigned, day("2026-03-20")).with("amount_cents", 1).with("contents", parts.to_vec());
    let table: Vec<(&str, Kind, Fact, &str)> = vec![
        // Before the lead came in.
        (
            "straight",
            Kind::CheckConcluded,
            Fact::new(Kind::CheckConcluded, day("2026-01-02")).with("result", "damage"),
            "2026-01-02",
        ),
        // An agreement before the notice was served.
        ("straight", Kind::AgreementSigned, agreement, "2026-03-20"),
        // A meeting before it was served.
        ("straight", Kind::AgreementSigned, Fact::new(Kind::MeetingHeld, day("2026-03-21")).with("minutes", "x"), ""),
        // A payment, and works that end, before there is an agreement.
        (
            "deposit-with-a-notary",
            Kind::PaymentMade,
            Fact::new(Kind::PaymentMade, day("2026-04-01")).with("amount_cents", 5),
            "2026-04-01",
        ),
        ("labour-days", Kind::RestorationCompleted, Fact::new(Kind::RestorationCompleted, day("2026-05-07")), "2026-05-07"),
    ];
    for (story, end, fact, says) in table {
        let mut desk = desk("2026-11-25");
        let id = put(&mut desk, until(story, end));
        let before = facts(&desk, id);
        let (kind, on) = (fact.kind, fact.on);
        match act(&mut desk, id, fact) {
            Err(ActError::Refused(guard) | ActError::NeedsReason(guard)) => {
                for lang in [Lang::Zh, Lang::En] {
                    let said = ops_words::guard(lang, &guard);
                    assert!(said.contains(says), "{kind:?} on {on}: {said}");
                }
                let articles = guard.cites();
                assert!(!articles.is_empty() || guard.on.is_some(), "{kind:?} on {on}: neither article nor day");
            }
            other => panic!("{kind:?} on {on}: {other:?}"),
        }
        assert_eq!(facts(&desk, id), before, "nothing was written");
    }
    // Received before it was served: questioned, with the article; what is entered late on its right day is taken.
    let mut desk = desk("2026-11-25");
    let id = put(&mut desk, until("straight", Kind::NoticeReceived));
    let served = desk.docket(id).unwrap().unwrap().docket.state().last(Kind::NoticeServed).unwrap().on;
    let early = Fact::new(Kind::NoticeReceived, served.pred_opt().unwrap());
    let Err(ActError::NeedsReason(guard)) = act(&mut desk, id, early) else { panic!("questioned") };
    assert!(guard.cites().iter().any(|cite| cite.clause.as_deref() == Some("IM-23-01")));
    let mut desk = self::desk("2026-11-25");
    let id = put(&mut desk, until("straight", Kind::AgreementSigned));
    let filed = desk.docket(id).unwrap().unwrap().docket.state().last(Kind::CaseFiled).unwrap().on;
    act(&mut desk, id, Fact::new(Kind::EvidenceRecorded, filed).with("form", "inspection-record")).unwrap();
}

#[test]
fn a_day_too_early_stands_in_the_form_and_what_was_typed_stays() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = desk("2026-11-25");
        let id = put(&mut desk, until("straight", Kind::CheckConcluded));
        let mut app = App::new(desk, lang, true);
        app.show(id);
        app.focus = Pane::Case;
        press(&mut app, "v 1");
        field(&mut app, "on", "C-u \"2026-01-02\" C-s");
        shows(&app, &["2026-01-02", lang.pick("请核对日期", "look at the date")]);
        assert_eq!(app.form().unwrap().content()[0], "2026-01-02", "what was typed stays");
    }
}

#[test]
fn amounts_that_are_none_are_said_beside_their_field() {
    for lang in [Lang::Zh, Lang::En] {
        let docket = until("deposit-with-a-notary", Kind::PaymentMade);
        let mut desk = desk("2026-06-20");
        let id = put(&mut desk, docket);
        let before = facts(&desk, id);
        let mut app = App::new(desk, lang, true);
        app.show(id);
        app.focus = Pane::Case;
        for wrong in ["99999999999999999999", "12.345", "-5", "12元3", "1e9", "9999999999999万"] {
            press(&mut app, "o");
            let name = lang.pick("登记缴款", "record a payment");
            press(&mut app, &format!("\"{name}\" Enter"));
            field(&mut app, "amount_cents", &format!("C-u \"{wrong}\" C-s"));
            let issues = &app.form().unwrap_or_else(|| panic!("{wrong} was taken")).issues;
            assert!(issues.iter().any(|issue| issue.key == "amount_cents"), "{wrong}: {issues:?}");
            let said = [
                "不是金额",
                "小数",
                "上限",
                "负",
                "范围",
                "not an amount",
                "decimals",
                "above 10",
                "below zero",
                "range",
                "finer",
            ];
            let text = screen(&app, 80, 24).join("\n");
            assert!(said.iter().any(|word| text.contains(word)), "{wrong}:\n{text}");
            press(&mut app, "Esc");
        }
        assert_eq!(facts(&app.desk, id), before);
    }
}

#[test]
fn a_party_that_signed_is_not_removed() {
    let stories = [("straight", Kind::ConfirmationApplied), ("two-parties-one-agrees-one-is-sued", Kind::SuitFiled)];
    for (lang, (story, end)) in [Lang::Zh, Lang::En].into_iter().flat_map(|lang| stories.map(|story| (lang, story))) {
        let mut desk = desk("2026-11-25");
        let mut docket = until(story, end);
        if docket.attributes.parties.is_empty() {
            let names: Vec<String> = docket.state().parties().into_iter().map(str::to_owned).collect();
            let names = if names.is_empty() { vec!["红山化工有限公司".to_owned()] } else { names };
            let party = |name: String| sunpei::docket::Party { name, ..Default::default() };
            docket.attributes = Attributes { parties: names.into_iter().map(party).collect(), ..docket.attributes };
        }
        let id = put(&mut desk, docket);
        let before = facts(&desk, id);
        let parties = |app: &App| {
            let stored = app.desk.docket(id).unwrap().unwrap();
            stored.docket.state().parties().into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let mut app = App::new(desk, lang, true);
        app.show(id);
        app.focus = Pane::Case;
        let named = parties(&app);
        press(&mut app, "E");
        field(&mut app, "parties", "C-u C-s");
        assert_eq!((facts(&app.desk, id), parties(&app)), (before, named.clone()), "{story}: {:?}", app.status);
        let said = app.status.as_ref().map(|(_, text)| text.clone()).unwrap_or_default();
        assert!(
            said.contains(named[0].as_str()) || app.form().is_some_and(|form| form.refusal.concat().contains(named[0].as_str())),
            "{story}: {said}"
        );
        // What is in the way, and what to do first, in both windows.
        shows(&app, &[named[0].as_str(), lang.pick("先更正或撤回那些事实", "put those right first")]);
    }
}

/// An agreement before the notice is served, by its key: refused with the articles, in both windows.
#[test]
fn an_agreement_before_service_is_refused_by_its_key() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = desk("2026-11-25");
        let id = put(&mut desk, until("straight", Kind::NoticeServed));
        let before = facts(&desk, id);
        let mut app = App::new(desk, lang, true);
        app.show(id);
        press(&mut app, "4");
        assert_eq!(app.talks.lines.len(), 1, "the one negotiation");
        press(&mut app, "D");
        assert!(app.form().is_none());
        shows(&app, &[lang.pick("不能办", "refused"), lang.pick("规定28条", "28")]);
        assert_eq!(facts(&app.desk, id), before);
    }
}

/// What is to come is no fact: asked once beside its day, with the place of a plan; sent again it is meant.
#[test]
fn a_day_that_has_not_come_is_asked_about_once() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = desk("2026-04-10");
        let id = put(&mut desk, until("straight", Kind::MeetingHeld));
        let before = facts(&desk, id);
        let mut app = App::new(desk, lang, true);
        app.show(id);
        app.focus = Pane::Case;
        press(&mut app, &format!("o \"{}\" Enter", lang.pick("召开磋商会议", "hold a negotiation meeting")));
        field(&mut app, "minutes", "\"各执一词\"");
        field(&mut app, "on", "C-u \"2026-04-13\" C-s");
        assert_eq!(facts(&app.desk, id), before, "nothing is written");
        shows(&app, &["2026-04-13", lang.pick("还没有到", "has not come yet"), lang.pick("拟开会议", "plans it")]);
        assert!(app.form().unwrap().content().iter().any(|typed| typed == "各执一词"), "nothing typed is lost");
        // Another day to come is asked about again; one of today is not.
        field(&mut app, "on", "C-u \"2026-04-14\" C-s");
        assert_eq!(facts(&app.desk, id), before);
        press(&mut app, "C-s");
        if app.form().is_some_and(|form| form.fields[form.at].key == "by_role") {
            press(&mut app, "\"王局\" Tab \"补记\" C-s");
        }
        assert!(app.form().is_none(), "{:?}", app.form().map(|form| &form.refusal));
        assert_eq!(facts(&app.desk, id), before + 1, "sent again it is meant");
        // It stays told on the docket.
        let case = app.desk.case(id).unwrap().unwrap();
        assert!(case.derived.warnings.iter().any(|one| one.code == "future-date"));
        // Put right to a day to come, and a note of tomorrow: asked about as well.
        press(&mut app, "n");
        field(&mut app, "note", "\"明天去现场\"");
        field(&mut app, "on", "C-u \"+1\" C-s");
        assert!(app.form().is_some());
        shows(&app, &["2026-04-11", lang.pick("自定日期", "own date")]);
        press(&mut app, "Esc");
    }
}

/// A consent that names a number allows just so many: with two consented to, the sixth meeting asks for another.
#[test]
fn a_consent_to_two_meetings_allows_two() {
    for lang in [Lang::Zh, Lang::En] {
        let docket = negotiation("18-fourth-meeting");
        let mut desk = desk("2026-05-25");
        let id = put(&mut desk, docket);
        let meeting = |on: &str| Fact::new(Kind::MeetingHeld, day(on)).with("minutes", "x");
        let asks = |desk: &Desk, on: &str| {
            let stored = desk.docket(id).unwrap().unwrap();
            let guard = desk.law_of(&stored).guard(&stored.docket, &meeting(on), day(on));
            (guard.missing.len(), guard.warns.iter().map(|one| one.label.zh.to_string()).collect::<Vec<_>>())
        };
        assert_eq!(asks(&desk, "2026-05-18").0, 1, "the fourth without consent");
        let mut head = Fact::new(Kind::MeetingApproved, day("2026-05-15")).with("count", 2).with("note", "案情重大复杂");
        head = head.with("by_role", "王局").with("paper", "呈批表1号");
        act(&mut desk, id, head).unwrap();
        for on in ["2026-05-18", "2026-05-19"] {
            assert_eq!(asks(&desk, on), (0, Vec::new()), "{on}");
            act(&mut desk, id, meeting(on)).unwrap();
        }
        let before = facts(&desk, id);
        assert_eq!(asks(&desk, "2026-05-20").1, ["同意增加的次数已用完，再增加另经同意"]);
        let mut app = App::new(desk, lang, true);
        app.show(id);
        app.focus = Pane::Case;
        press(&mut app, &format!("o \"{}\" Enter", lang.pick("召开磋商会议", "hold a negotiation meeting")));
        field(&mut app, "minutes", "\"第六次\"");
        field(&mut app, "on", "C-u \"2026-05-20\" C-s");
        assert_eq!(facts(&app.desk, id), before, "asked about first");
        shows(&app, &[lang.pick("次数已用完", "need another consent"), lang.pick("规定27条", "27")]);
        // Another consent opens the next ones.
        press(&mut app, "Esc Esc");
        let more = Fact::new(Kind::MeetingApproved, day("2026-05-20")).with("count", 1);
        act(&mut app.desk, id, more.with("by_role", "王局").with("paper", "呈批表2号")).unwrap();
        assert_eq!(asks(&app.desk, "2026-05-20"), (0, Vec::new()));
    }
}
