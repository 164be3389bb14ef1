//! The tracker among many: what it tells apart, what it works out anew, and the acts that stand beside the table.

use crate::common::desk::{day, desk};
use crate::common::keys::{field, press, refused, saved};
use crate::{at, docket, last, told};
use sunpei::docket::{Attributes, Fact, Kind, Party, Stage};
use sunpei::ops::query::Query;
use sunpei::ops::view::{Known, Reply, TalkView};
use sunpei::ops::{Demo, Desk};
use sunpei::text::Lang;
use sunpei::tui::app::{Pane, Tone};
use sunpei::tui::{App, screen};

#[test]
fn made_served_announced_and_received_are_told_apart() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = at(lang, "11-agreed", "2026-03-20", "2026-03-23", &[]);
        let shown = |app: &App, word: &str| {
            for (width, height) in [(120, 36), (80, 24)] {
                let text = screen(app, width, height).join("\n");
                assert!(text.contains(word), "{width}x{height} lacks {word}:\n{text}");
            }
        };
        assert_eq!(app.tracker.rows[0].reply, Reply::NoNotice);
        press(&mut app, "i Enter");
        saved(&app);
        assert_eq!(app.tracker.rows[0].reply, Reply::NotServed);
        shown(&app, say("待送达", "not served"));
        // A public notice is no service: it still is to be served.
        press(&mut app, "s");
        field(&mut app, "way", "7 C-s");
        field(&mut app, "reason", "\"另一读法\"");
        field(&mut app, "by_role", "\"王局\" C-s");
        saved(&app);
        assert_eq!((app.tracker.rows[0].reply, app.tracker.rows[0].period.is_none()), (Reply::NotServed, true));
        assert!(TalkView::Service.holds(&app.tracker.rows[0], "王芳", app.desk.today));
        press(&mut app, "s 1 Enter");
        saved(&app);
        // Served, receipt unknown: that is what is next, not the reply.
        let row = &app.tracker.rows[0];
        assert_eq!(row.reply, Reply::NoReceipt);
        assert_eq!(row.next.as_ref().map(|next| next.label.en.to_string()).as_deref(), Some("record receipt of the notice"));
        press(&mut app, "c Enter");
        saved(&app);
        assert_eq!(app.tracker.rows[0].reply, Reply::Waiting);
        shown(&app, say("余7天", "7d"));
    }
}

#[test]
fn what_the_court_refused_is_open_until_it_is_negotiated_once_more() {
    let app = at(Lang::Zh, "16-renegotiated", "2026-06-15", "2026-06-18", &[]);
    let row = &app.tracker.rows[0];
    assert_eq!((app.tracker.shown(), row.stage), (TalkView::Open, Some(Stage::ConfirmationRefused)));
    assert_eq!(row.next.as_ref().map(|next| next.label.zh.to_string()).as_deref(), Some("核实后重新磋商"));
}

#[test]
fn an_acceptance_cannot_leave_out_what_the_mandate_is_compared_with() {
    let mut app = at(Lang::Zh, "11-agreed", "2026-04-20", "2026-04-28", &[Kind::MandateApproved]);
    app.desk.name_officer("王芳", Some("approver"), None).unwrap();
    press(&mut app, "Enter b");
    // An end of the range that is ten thousand times off is asked about.
    field(&mut app, "least_cents", "\"33\"");
    field(&mut app, "approver", "\"王局\" C-s");
    refused(&app, &["是否把万元写成了元"]);
    press(&mut app, "Esc");
    field(&mut app, "least_cents", "C-u \"33万\" C-s");
    saved(&app);
    press(&mut app, "d");
    field(&mut app, "side", "1");
    field(&mut app, "restoration_cents", "\"20万\"");
    field(&mut app, "works", "\"补植\"");
    field(&mut app, "accepts", "y C-s");
    refused(&app, &["写明总额"]);
    field(&mut app, "amount_cents", "\"20万\" C-s");
    refused(&app, &["授权范围"]);
    press(&mut app, "Esc D");
    field(&mut app, "amount_cents", "C-u");
    field(&mut app, "contents", "Space C-s");
    refused(&app, &["协议写明金额"]);
    press(&mut app, "Esc");
    field(&mut app, "amount_cents", "\"35\" C-s");
    refused(&app, &["授权范围"]);
    assert!(docket(&app).facts.iter().all(|fact| fact.kind != Kind::AgreementSigned));
}

#[test]
fn a_part_is_confirmed_while_the_rest_is_negotiated() {
    let mut app = at(Lang::Zh, "11-agreed", "2026-04-20", "2026-04-28", &[Kind::MandateApproved]);
    press(&mut app, "Enter D");
    field(&mut app, "amount_cents", "C-u \"20万\"");
    field(&mut app, "contents", "Space");
    field(&mut app, "partial", "y");
    field(&mut app, "remainder", "\"期间损失\" C-s");
    saved(&app);
    for kind in [Kind::ConfirmationApplied, Kind::ConfirmationNoticePosted, Kind::ConfirmationGranted] {
        assert!(app.tracker.inside.as_ref().unwrap().talk.steps(&[kind]).iter().any(|(group, _)| *group < 2), "{kind:?}");
        let revision = app.desk.store.revision(1).unwrap();
        let on = if kind == Kind::ConfirmationGranted { day("2026-06-10") } else { app.desk.today };
        app.desk.today = on;
        app.desk.record(1, revision, vec![Fact::new(kind, on)], kind.name(), None).unwrap();
        app.refresh();
        assert_eq!(docket(&app).state().stage(), Some(Stage::Negotiating), "{kind:?}");
    }
    // It is asked once; the rest goes on, and what is agreed later may be applied for again.
    let steps = |app: &App, kind| app.tracker.inside.as_ref().unwrap().talk.steps(&[kind]).len();
    assert_eq!((steps(&app, Kind::ConfirmationApplied), steps(&app, Kind::ConfirmationGranted)), (0, 0));
    press(&mut app, "D");
    field(&mut app, "amount_cents", "C-u \"10万\"");
    field(&mut app, "contents", "Space C-s");
    saved(&app);
    assert_eq!(docket(&app).state().stage(), Some(Stage::AgreementSigned));
    assert_eq!(steps(&app, Kind::ConfirmationApplied), 1);
}

#[test]
fn exchange_joint_appraisal_and_performance_by_keys() {
    for lang in [Lang::Zh, Lang::En] {
        // Before the first meeting an exchange; it is no meeting.
        let mut app = at(lang, "11-agreed", "2026-03-30", "2026-04-01", &[]);
        press(&mut app, "Enter E C-s");
        saved(&app);
        last(&app, Kind::ExchangeHeld);
        assert_eq!(app.tracker.inside.as_ref().unwrap().talk.row.meetings.0, 0);
        // An appraisal commissioned together does not stop the ninety days.
        let before = app.tracker.inside.as_ref().unwrap().talk.row.period.as_ref().and_then(|period| period.due);
        press(&mut app, "J");
        field(&mut app, "body", "\"某鉴定中心\"");
        field(&mut app, "paper", "\"委托书\" C-s");
        saved(&app);
        let fact = last(&app, Kind::AppraisalCommissioned);
        assert_eq!((fact.data.flag("joint"), fact.data.text("path")), (Some(true), Some("full")));
        assert_eq!(app.tracker.inside.as_ref().unwrap().talk.row.period.as_ref().and_then(|period| period.due), before);
        // The record of what was performed needs something performed.
        press(&mut app, "O");
        assert!(app.form().is_none());
        refused(&app, &["34"]);
    }
    let mut app = at(Lang::Zh, "11-agreed", "2026-04-28", "2026-04-29", &[]);
    press(&mut app, "Enter D");
    field(&mut app, "amount_cents", "C-u \"35万\"");
    field(&mut app, "contents", "Space C-s");
    saved(&app);
    press(&mut app, "O");
    field(&mut app, "to", "\"处罚案审会\"");
    field(&mut app, "documents", "1 C-s");
    saved(&app);
    assert_eq!(last(&app, Kind::PerformanceOffered).data.text("to"), Some("处罚案审会"));
}

#[test]
fn each_party_has_its_own_renegotiation() {
    let (attributes, facts) = told("15-two-parties", "2026-03-30", &[]);
    let names: Vec<String> = attributes.parties.iter().map(|party| party.name.clone()).collect();
    let mut desk = desk("2026-07-20");
    let parts = ["parties", "facts", "views", "liability", "evaluation", "breach", "restoration"];
    let mut all = facts;
    for name in &names {
        let of = |kind: Kind, on: &str| Fact::new(kind, day(on)).with("party", name.clone());
        all.push(of(Kind::MeetingHeld, "2026-04-08"));
        all.push(of(Kind::AgreementSigned, "2026-04-29").with("contents", parts.to_vec()));
        all.push(of(Kind::ConfirmationApplied, "2026-04-30"));
        all.push(of(Kind::ConfirmationRefused, "2026-06-15"));
    }
    all.push(Fact::new(Kind::RenegotiationStarted, day("2026-06-18")).with("party", names[0].clone()).with("verified", "已核实"));
    desk.new_lead(attributes, all).unwrap();
    let rows = desk.negotiations(&Query::default(), 10, &mut Known::default()).unwrap();
    let row = |name: &str| rows.iter().find(|row| row.party == name).unwrap();
    assert_eq!((row(&names[0]).round, row(&names[1]).round), (1, 0));
    assert_eq!(row(&names[1]).next.as_ref().map(|next| next.label.zh.to_string()).as_deref(), Some("核实后重新磋商"));
}

#[test]
fn what_is_kept_is_what_is_worked_out_anew() {
    let mut desk = desk("2026-04-01");
    for n in 0..30 {
        let (attributes, facts) = told("11-agreed", "2026-03-30", &[]);
        let facts = facts.into_iter().map(|fact| match fact.kind {
            Kind::CaseFiled => fact.with("number", format!("某{n}号")),
            _ => fact,
        });
        desk.new_lead(Attributes { title: format!("案{n}"), ..attributes }, facts.collect()).unwrap();
    }
    let mut known = Known::default();
    let mut same = |desk: &Desk, count: usize| {
        let kept = desk.negotiations(&Query::default(), 100, &mut known).unwrap();
        let anew = desk.negotiations(&Query::default(), 100, &mut Known::default()).unwrap();
        assert_eq!(kept.len(), count);
        assert_eq!(format!("{kept:?}"), format!("{anew:?}"));
    };
    same(&desk, 30);
    // A fact, its undoing, another day, a negotiation more and one that leaves.
    let revision = desk.store.revision(3).unwrap();
    desk.record(3, revision, vec![Fact::new(Kind::MeetingHeld, desk.today)], "meeting.held", None).unwrap();
    same(&desk, 30);
    desk.undo().unwrap();
    same(&desk, 30);
    desk.today = day("2026-07-01");
    same(&desk, 30);
    let (attributes, facts) = told("11-agreed", "2026-03-30", &[]);
    desk.new_lead(attributes, facts).unwrap();
    same(&desk, 31);
    let revision = desk.store.revision(5).unwrap();
    let over = Fact::new(Kind::CaseTerminated, desk.today).with("ground", "other").with("reason", "x");
    desk.record(5, revision, vec![over], "case.terminated", None).unwrap();
    same(&desk, 30);
}

#[test]
fn the_invented_office_has_meetings_to_look_at_and_they_are_in_order() {
    let mut desk = desk("2026-11-22");
    desk.demo(Demo { leads: 5, cases: 40 }, &mut |_| true).unwrap();
    let rows = desk.negotiations(&Query::default(), 100, &mut Known::default()).unwrap();
    let row = rows.iter().find(|row| row.meetings.0 == 2 && TalkView::Open.holds(row, "", desk.today)).unwrap();
    assert!(row.mandate.0.is_some());
    let talk = desk.talk(row.docket, row.track()).unwrap().unwrap();
    assert!(
        talk.meetings
            .iter()
            .all(|meeting| meeting.attended.len() == 3 && meeting.steps.len() == 9 && meeting.unsigned().is_empty())
    );
    let table = [
        Kind::MandateApproved,
        Kind::MeetingAttended,
        Kind::MeetingStep,
        Kind::MeetingHeld,
        Kind::MeetingSigned,
        Kind::PositionStated,
    ];
    for row in &rows {
        let (stored, derived) = desk.derived(row.docket).unwrap().unwrap();
        let of = |id| stored.docket.facts.iter().find(|fact| Some(fact.id) == id).map(|fact| fact.kind);
        let odd = derived.warnings.iter().find(|warning| of(warning.fact).is_some_and(|kind| table.contains(&kind)));
        assert!(odd.is_none(), "{}: {odd:?}", row.number);
    }
}

#[test]
fn more_than_a_thousand_are_counted_and_only_those_in_sight_are_worked_out() {
    let mut desk = desk("2026-04-01");
    for n in 0..1_100 {
        let (attributes, mut facts) = told("11-agreed", "2026-03-30", &[]);
        let few = [Kind::LeadReceived, Kind::CaseFiled, Kind::NoticeIssued, Kind::NoticeServed];
        // The first are not served yet.
        facts.retain(|fact| few.contains(&fact.kind) && (n >= 100 || fact.kind != Kind::NoticeServed));
        let party = Party { name: format!("第{n}砂石公司"), ..Party::default() };
        desk.new_lead(Attributes { title: format!("案{n}"), parties: vec![party], ..attributes }, facts).unwrap();
    }
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "4");
    assert_eq!((app.tracker.counts[0], app.tracker.keys.len()), (1_100, 1_100));
    assert!(app.tracker.rows.len() < 200, "{}", app.tracker.rows.len());
    for (width, height) in [(120, 36), (80, 24)] {
        let text = screen(&app, width, height).join("\n");
        assert!(text.contains("在办 1100") && text.contains("待送达 100"), "{text}");
    }
    // The last one is one key away and stands there whole; back again as well.
    for key in ["G", "g", "G"] {
        press(&mut app, key);
        let row = app.tracker.row(app.talks.at).unwrap();
        let text = screen(&app, 120, 36).join("\n");
        assert!(text.lines().any(|line| line.contains('>') && line.contains("○○○")), "{}: {text}", row.party);
    }
    assert_eq!(app.talks.at, 1_099);
    press(&mut app, "/ \"第1077砂石公司\" Enter");
    assert_eq!(app.tracker.keys.len(), 1);
    press(&mut app, "Enter");
    assert_eq!(app.tracker.inside.as_ref().unwrap().talk.row.party, "第1077砂石公司");
}

#[test]
fn places_from_derived_rows_are_those_that_are_worked_out() {
    let mut desk = desk("2026-11-22");
    desk.demo(Demo { leads: 20, cases: 60 }, &mut |_| true).unwrap();
    for (name, until) in
        [("15-two-parties", "2026-03-30"), ("16-renegotiated", "2026-06-15"), ("18-fourth-meeting", "2026-05-11")]
    {
        let (attributes, facts) = told(name, until, &[]);
        desk.new_lead(attributes, facts).unwrap();
    }
    for query in ["", "-砂石", "环节:磋商"] {
        let query = desk.query(query, None, sunpei::text::query::words(Lang::Zh));
        let stored = desk.talk_keys(&query, &mut Known::default()).unwrap();
        // As of another day than the rows they are worked out; the same day asked for that way gives the same.
        desk.store.set_setting("derived_on", "1999-01-01").unwrap();
        let anew = desk.talk_keys(&query, &mut Known::default()).unwrap();
        desk.store.set_setting("derived_on", "2026-11-22").unwrap();
        assert_eq!(stored, anew);
        let rows = desk.talk_rows(&stored, &mut Known::default()).unwrap();
        assert_eq!(rows.len(), stored.len());
        let mut dues: Vec<_> = rows.iter().map(|row| (row.due().is_none(), row.due())).collect();
        assert!(dues.is_sorted());
        dues.dedup();
        assert!(query.text.is_empty() || !rows.is_empty());
        for (key, row) in stored.iter().zip(&rows) {
            for view in TalkView::ALL {
                assert_eq!(view.has(key, "王芳"), view.holds(row, "王芳", desk.today), "{view:?}");
            }
        }
    }
    // Another day, other views: what was not late is, without a fact.
    let late = |desk: &Desk| {
        let keys = desk.talk_keys(&Query::default(), &mut Known::default()).unwrap();
        keys.iter().filter(|key| TalkView::Late.has(key, "")).count()
    };
    let before = late(&desk);
    desk.today = day("2027-06-01");
    desk.turn_day().unwrap();
    assert!(late(&desk) > before);
}

#[test]
fn what_is_next_stands_whole_in_a_narrow_line() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = desk("2026-11-22");
        desk.demo(Demo { leads: 20, cases: 60 }, &mut |_| true).unwrap();
        for (name, until) in
            [("16-renegotiated", "2026-06-15"), ("18-fourth-meeting", "2026-05-11"), ("06-three-meetings", "2026-05-11")]
        {
            let (attributes, facts) = told(name, until, &[]);
            desk.new_lead(attributes, facts).unwrap();
        }
        let mut app = App::new(desk, lang, true);
        press(&mut app, "4");
        for _ in TalkView::ALL {
            let rows = screen(&app, 80, 24);
            let cut: Vec<&String> = rows.iter().skip(3).take(18).filter(|row| row.trim_end_matches('│').ends_with('…')).collect();
            assert!(cut.is_empty(), "{cut:#?}");
            press(&mut app, "]");
        }
        let text = screen(&app, 80, 24).join("\n");
        assert!(text.contains(lang.pick("定会议", "plan")), "{text}");
    }
}

#[test]
fn a_view_is_chosen_by_its_name() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = desk("2026-11-22");
        desk.demo(Demo { leads: 20, cases: 60 }, &mut |_| true).unwrap();
        let mut app = App::new(desk, lang, true);
        press(&mut app, "4 F");
        let text = screen(&app, 80, 24).join("\n");
        assert!(text.contains(lang.pick("选磋商视图", "Views of negotiations")), "{text}");
        press(&mut app, &format!("\"{}\" Enter", lang.pick("协议后", "after")));
        assert_eq!(app.tracker.shown(), TalkView::After);
        assert!(!app.tracker.keys.is_empty());
    }
}

#[test]
fn a_view_of_the_tracker_is_kept_counted_and_dropped_and_its_line_completes() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = desk("2026-11-22");
        desk.demo(Demo { leads: 20, cases: 60 }, &mut |_| true).unwrap();
        let mut app = App::new(desk, lang, true);
        press(&mut app, "4");
        let all = app.tracker.keys.len();
        // Tab completes the key, and offers what the database knows for it.
        let (key, begun) = (lang.pick("义务人:", "party:"), lang.pick("义务", "part"));
        press(&mut app, &format!("/ \"{begun}\""));
        assert!(screen(&app, 80, 24).join("\n").contains(lang.pick("Tab 取用", "Tab takes")));
        press(&mut app, "Tab");
        assert_eq!(app.tracker.text, key);
        assert!(!app.tracker.line.offers.is_empty());
        press(&mut app, "Tab Enter");
        let (filter, few) = (app.tracker.text.clone(), app.tracker.keys.len());
        assert!(filter.starts_with(key) && filter.len() > key.len(), "{filter}");
        assert!(few > 0 && few < all, "{few} of {all} for {filter}");
        // The counts are those of the views, not of what was typed.
        assert_eq!(app.tracker.counts[0], all);
        // Kept under a name, beside the others, with its count; its filter comes and goes with it.
        press(&mut app, ": \"save 砂石\" Enter");
        assert_eq!(app.status.as_ref().map(|(tone, _)| *tone), Some(Tone::Done), "{:?}", app.status);
        assert_eq!(app.focus, Pane::Talks);
        for (width, height) in [(120, 36), (80, 24)] {
            let text = screen(&app, width, height).join("\n");
            assert!(text.contains(&format!("[砂石 {few}]")), "{text}");
        }
        press(&mut app, "]");
        assert_eq!((app.tracker.view, app.tracker.keys.len(), app.tracker.text.as_str()), (0, all, ""));
        press(&mut app, "[");
        assert_eq!((app.tracker.keys.len(), app.tracker.text.as_str()), (few, filter.as_str()));
        // Esc takes away what was typed beyond it, not the view's own.
        press(&mut app, "/ \" 没有这样的\" Enter");
        assert!(app.tracker.keys.is_empty());
        press(&mut app, "Esc");
        assert_eq!((app.tracker.keys.len(), app.tracker.text.as_str()), (few, filter.as_str()));
        // The count lives: one docket less is one less.
        press(&mut app, "F");
        assert!(screen(&app, 80, 24).join("\n").contains(&filter));
        press(&mut app, "Esc 1");
        press(&mut app, ": \"talk.views 砂石\" Enter");
        assert_eq!((app.focus, app.tracker.keys.len()), (Pane::Talks, few));
        let id = app.tracker.keys[0].docket;
        let gone = app.tracker.keys.iter().filter(|key| key.docket == id).count();
        let revision = app.desk.store.revision(id).unwrap();
        let over = Fact::new(Kind::CaseTerminated, app.desk.today).with("ground", "other").with("reason", "x");
        app.desk.record(id, revision, vec![over], "case.terminated", None).unwrap();
        app.refresh();
        assert_eq!(app.tracker.counts.last(), Some(&(few - gone)));
        // A built-in name is taken; another officer does not see the view; it is dropped by its name.
        press(&mut app, &format!(": \"save {}\" Enter", lang.pick("在办", "open")));
        assert_eq!(app.status.as_ref().map(|(tone, _)| *tone), Some(Tone::Refused));
        assert_eq!(app.desk.own_talks().unwrap().len(), 1);
        app.desk.officer = "李娜".to_owned();
        assert!(app.desk.own_talks().unwrap().is_empty());
        app.desk.officer = "王芳".to_owned();
        press(&mut app, ": \"forget 砂石\" Enter");
        assert_eq!(app.status.as_ref().map(|(tone, _)| *tone), Some(Tone::Done), "{:?}", app.status);
        assert_eq!((app.tracker.view, app.tracker.views(), app.tracker.text.as_str()), (0, TalkView::ALL.len(), filter.as_str()));
        assert!(app.desk.own_talks().unwrap().is_empty());
    }
}
