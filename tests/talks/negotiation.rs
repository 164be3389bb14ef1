//! The negotiation tracker: keys in, screen out, five negotiations by hand, and the mandate's guard as a property.

use crate::common::desk::{day, desk};
use crate::common::keys::{field, press, refused, saved, shows};
use crate::{at, docket, inside, told};
use proptest::prelude::*;
use sunpei::docket::{Attributes, Docket, Fact, Kind, Party, Stage};
use sunpei::law::calendar::Calendar;
use sunpei::law::{Law, Library};
use sunpei::ops::Demo;
use sunpei::ops::view::TalkView;
use sunpei::text::Lang;
use sunpei::tui::{App, screen};

fn stage(app: &App) -> Option<Stage> {
    docket(app).state().stage()
}

#[test]
fn from_the_notice_to_the_agreement() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = at(lang, "11-agreed", "2026-03-20", "2026-03-23", &[]);
        shows(&app, &[say("未发告知", "no notice"), "○○○", say("待送达 1", "to serve 1")]);
        // The notice: five working days stand in it. Then service on another day than receipt.
        press(&mut app, "Enter i");
        assert_eq!(
            app.form().unwrap().typed[app.form().unwrap().fields.iter().position(|f| f.key == "reply_days").unwrap()],
            "5"
        );
        press(&mut app, "Enter");
        saved(&app);
        press(&mut app, "s 1 Enter");
        saved(&app);
        press(&mut app, "c Enter");
        saved(&app);
        press(&mut app, "r");
        field(&mut app, "accepts_status", "y");
        field(&mut app, "accepts_negotiation", "y Enter");
        saved(&app);
        assert_eq!(stage(&app), Some(Stage::Negotiating));
        shows(&app, &[say("已同意", "agreed"), "0/3"]);
        press(&mut app, "m Enter");
        saved(&app);
        for (side, yuan) in [("1", "412300"), ("2", "300000")] {
            press(&mut app, "d");
            field(&mut app, "side", side);
            field(&mut app, "amount_cents", &format!("\"{yuan}\" Enter"));
            saved(&app);
        }
        let text = inside(&app);
        assert!(!text.contains(say("分项合计", "heads sum")));
        assert!(text.contains("412,300.00") && text.contains("112,300.00") && text.contains("356,150.00"), "{text}");
        // Contents are ticked item by item; what is missing is refused with its article.
        press(&mut app, "D");
        field(&mut app, "amount_cents", "\"350000\"");
        field(&mut app, "contents", "1 2 3 C-s");
        refused(&app, &[say("违约责任", "breach"), "规定28条"]);
        field(&mut app, "contents", "4 5 6 C-s");
        saved(&app);
        assert_eq!(stage(&app), Some(Stage::AgreementSigned));
        // It is undone as one step, and leaves the tracker's open view only then.
        press(&mut app, "u");
        assert_eq!(stage(&app), Some(Stage::Negotiating));
        press(&mut app, "C-r Esc");
        assert!(app.tracker.rows.is_empty());
        press(&mut app, "[");
        assert_eq!(app.tracker.shown(), TalkView::After);
        assert_eq!(app.tracker.rows.len(), 1);
    }
}

#[test]
fn every_way_of_service_is_tried_before_the_fourth_ground() {
    let mut app = at(Lang::Zh, "07-not-served", "2026-03-23", "2026-03-24", &[]);
    press(&mut app, "Enter");
    // Not yet: the ground is not offered, and recording it is refused with the article.
    press(&mut app, "f 4 C-s");
    refused(&app, &["除公告送达以外", "规定29条"]);
    press(&mut app, "Esc");
    for way in ["1", "2", "3", "4"] {
        press(&mut app, "x");
        field(&mut app, "way", way);
        field(&mut app, "note", "\"查无此人\" C-s");
        saved(&app);
    }
    let text = inside(&app);
    assert!(text.contains("✓直接送达") && text.contains("·委托送达"), "{text}");
    assert!(text.contains("✓ 4 除公告送达以外的方式均无法送达 已具备"), "{text}");
    // Public notice is asked about: it is no service.
    press(&mut app, "s");
    field(&mut app, "way", "7 C-s");
    refused(&app, &["公告送达", "视为磋商不成"]);
    press(&mut app, "Esc Esc");
    shows(&app, &["磋商"]);
    press(&mut app, "f");
    field(&mut app, "ground", "4 C-s");
    saved(&app);
    assert_eq!(stage(&app), Some(Stage::NegotiationFailed));
    // The suit is owed with the days elapsed; it waits for the written notice to the procuratorate.
    press(&mut app, "S");
    refused(&app, &["书面告知同级检察机关", "规定30条"]);
    press(&mut app, "Esc P Enter");
    saved(&app);
    press(&mut app, "S Enter");
    saved(&app);
    assert_eq!(stage(&app), Some(Stage::Litigation));
}

#[test]
fn a_meeting_is_written_down_while_it_is_held() {
    let mut app = at(Lang::Zh, "11-agreed", "2026-03-30", "2026-04-08", &[]);
    press(&mut app, "Enter");
    let attend = |app: &mut App, name: &str, side: &str, authority: &str| {
        press(app, "a");
        field(app, "name", &format!("\"{name}\""));
        field(app, "side", side);
        field(app, "authority", &format!("\"{authority}\""));
        field(app, "checked", "y C-s");
    };
    attend(&mut app, "王芳", "1", "执法证");
    saved(&app);
    // Who comes for the liable party without authority is asked about.
    attend(&mut app, "张三", "2", "");
    refused(&app, &["授权或者身份证明", "规定26条"]);
    press(&mut app, "Esc");
    field(&mut app, "authority", "\"营业执照\" C-s");
    saved(&app);
    // Nine steps, each with its hour; the form begins at the next one.
    for n in 1..=9 {
        press(&mut app, "t");
        let form = app.form().unwrap();
        let typed = |key: &str| form.typed[form.fields.iter().position(|field| field.key == key).unwrap()].clone();
        assert_eq!(typed("step"), n.to_string());
        assert!(typed("time").len() == 5 && typed("time").contains(':'));
        if n == 6 {
            field(&mut app, "objection", "\"样点太少\"");
            field(&mut app, "answer", "\"加密布点\"");
        }
        press(&mut app, "C-s");
        saved(&app);
    }
    let text = inside(&app);
    assert!(
        text.contains("进行中") && text.contains("✓ 9") && text.contains("异议：样点太少") && text.contains("解答：加密布点"),
        "{text}"
    );
    press(&mut app, "m C-s");
    saved(&app);
    let held = docket(&app).facts.into_iter().rfind(|fact| fact.kind == Kind::MeetingHeld).unwrap();
    assert_eq!(held.data.texts("steps").count(), 9);
    assert_eq!(held.data.texts("attended").collect::<Vec<_>>(), ["王芳", "张三"]);
    // Signed, refused with the presider's note, and nobody for the absent.
    press(&mut app, "v C-s");
    saved(&app);
    press(&mut app, "v");
    field(&mut app, "refused", "y C-s");
    refused(&app, &["主持人写明", "规定26条"]);
    field(&mut app, "presider_note", "\"称须再核对\" C-s");
    saved(&app);
    press(&mut app, "v");
    field(&mut app, "name", "C-u \"钱总\"");
    field(&mut app, "on", "C-u \"2026-04-08\" C-s");
    refused(&app, &["不到会的不得代签", "规定26条"]);
    press(&mut app, "Esc");
    let text = inside(&app);
    assert!(text.contains("✓ 已签") && text.contains("× 拒签 称须再核对"), "{text}");
}

#[test]
fn an_acceptance_outside_the_mandate_waits_for_its_approval() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = at(lang, "11-agreed", "2026-04-20", "2026-04-28", &[Kind::MandateApproved]);
        app.desk.name_officer("王芳", Some("approver"), None).unwrap();
        press(&mut app, "Enter b");
        field(&mut app, "least_cents", "\"33万\"");
        field(&mut app, "approver", "\"王局\" C-s");
        saved(&app);
        assert!(inside(&app).contains("330,000.00") && inside(&app).contains(say("在授权范围以外", "outside the mandate")));
        let accept = |app: &mut App| {
            press(app, "d");
            field(app, "side", "1");
            field(app, "amount_cents", "C-u \"320000\"");
            field(app, "accepts", "y C-s");
        };
        accept(&mut app);
        refused(&app, &[say("授权范围", "mandate"), "规定5条"]);
        let before = docket(&app).facts.len();
        // Neither a reason nor the agreement itself goes round it.
        press(&mut app, "Esc D");
        field(&mut app, "amount_cents", "C-u \"320000\"");
        field(&mut app, "contents", "Space C-s");
        refused(&app, &[say("授权范围", "mandate"), "规定5条"]);
        press(&mut app, "Esc b");
        assert_eq!(docket(&app).facts.len(), before);
        field(&mut app, "least_cents", "\"30万\"");
        field(&mut app, "approver", "\"王局\" C-s");
        saved(&app);
        press(&mut app, "D C-s");
        saved(&app);
        assert_eq!(stage(&app), Some(Stage::AgreementSigned));
    }
}

#[test]
fn renegotiated_once_and_not_twice() {
    let mut app = at(Lang::Zh, "16-renegotiated", "2026-06-15", "2026-06-18", &[]);
    press(&mut app, "[ Enter");
    shows(&app, &["未予司法确认"]);
    press(&mut app, "h C-s");
    refused(&app, &["根据裁判文书核实的情况", "规定28条"]);
    field(&mut app, "verified", "\"修复目标已核实\" C-s");
    saved(&app);
    // A round of its own: no notice yet, no meeting counted, the first round stands below.
    shows(&app, &["第2轮", "未发告知"]);
    let text = inside(&app);
    assert!(text.contains("会议 ○○○ 0/3") && text.contains("第1轮 2026-04-08 磋商会议"), "{text}");
    press(&mut app, "i Enter s 1 Enter c Enter r");
    field(&mut app, "accepts_status", "y");
    field(&mut app, "accepts_negotiation", "y C-s");
    saved(&app);
    press(&mut app, "m C-s");
    saved(&app);
    press(&mut app, "D");
    field(&mut app, "contents", "Space C-s");
    saved(&app);
    let record = |app: &mut App, kind: Kind| {
        let revision = app.desk.store.revision(1).unwrap();
        app.desk.record(1, revision, vec![Fact::new(kind, app.desk.today)], kind.name(), None).unwrap();
        app.refresh();
    };
    record(&mut app, Kind::ConfirmationApplied);
    record(&mut app, Kind::ConfirmationRefused);
    press(&mut app, "h");
    refused(&app, &["未用过的一次重新磋商", "规定28条"]);
    press(&mut app, "Esc P Enter S Enter");
    saved(&app);
    assert_eq!(stage(&app), Some(Stage::Litigation));
}

#[test]
fn what_is_out_of_order_is_refused_or_asked_at_the_desk() {
    // A reply dated before its notice.
    let mut app = at(Lang::Zh, "11-agreed", "2026-03-24", "2026-03-30", &[]);
    press(&mut app, "Enter r");
    field(&mut app, "on", "C-u \"2026-03-20\"");
    field(&mut app, "accepts_status", "y");
    field(&mut app, "accepts_negotiation", "y C-s");
    refused(&app, &["答复不早于告知书", "规定23条"]);
    field(&mut app, "on", "C-u \"2026-03-30\" C-s");
    saved(&app);
    // A meeting dated before the service; then two on one day.
    press(&mut app, "m");
    field(&mut app, "on", "C-u \"2026-03-20\" C-s");
    refused(&app, &["会议不早于告知书的送达", "规定22条"]);
    field(&mut app, "on", "C-u \"2026-03-30\" C-s");
    saved(&app);
    press(&mut app, "m C-s");
    refused(&app, &["同日已记一次", "规定27条"]);
    press(&mut app, "Esc Esc");
    // 10,000 yuan typed as yuan.
    press(&mut app, "d");
    field(&mut app, "side", "1");
    field(&mut app, "amount_cents", "\"41.23\" C-s");
    refused(&app, &["是否把万元写成了元"]);
    press(&mut app, "Esc");
    field(&mut app, "amount_cents", "C-u \"41.23万\" C-s");
    saved(&app);
    // A meeting after the failure.
    press(&mut app, "f");
    field(&mut app, "ground", "7");
    field(&mut app, "opinion", "\"转移财产\" C-s");
    saved(&app);
    press(&mut app, "m");
    refused(&app, &["现在的状态不能办"]);
    press(&mut app, "r");
    refused(&app, &["不能办"]);
}

#[test]
fn the_tracker_has_views_and_a_filter_and_opens_one() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut desk = desk("2026-11-22");
        desk.demo(Demo { leads: 30, cases: 40 }, &mut |_| true).unwrap();
        let mut app = App::new(desk, lang, true);
        press(&mut app, "4");
        let all = app.tracker.rows.len();
        assert!(all > 8);
        // By what is due, what has no day last.
        let dues: Vec<_> = app.tracker.rows.iter().map(|row| (row.due().is_none(), row.due())).collect();
        assert!(dues.is_sorted(), "{dues:?}");
        shows(&app, &[say("[在办 ", "[open "), say("按期限", "by due day"), "●", "▓"]);
        // Every view holds what it says, and nothing is lost on the way round.
        for _ in TalkView::ALL {
            press(&mut app, "]");
            let (view, officer, today) = (app.tracker.shown(), app.desk.officer.clone(), app.desk.today);
            assert!(app.tracker.rows.iter().all(|row| view.holds(row, &officer, today)));
            assert_eq!(app.tracker.counts[app.tracker.view], app.tracker.rows.len());
            screen(&app, 80, 24);
        }
        assert_eq!(app.tracker.rows.len(), all);
        let party = app.tracker.rows[0].party.clone();
        press(&mut app, &format!("/ \"{party}\" Enter"));
        assert!(!app.tracker.rows.is_empty() && app.tracker.rows.len() < all);
        press(&mut app, "Esc");
        assert_eq!(app.tracker.rows.len(), all);
        press(&mut app, "Enter");
        shows(&app, &[say("启动条件和授权", "Conditions and authority"), say("告知和送达", "Notice and service")]);
        press(&mut app, "] ] ] ]");
        assert!(app.tracker.inside.as_ref().unwrap().lines.current().unwrap().head);
        // The proof of the period, one key away; and back to the same row.
        press(&mut app, "g j e");
        shows(&app, &[say("送达告知书", "notice served")]);
        press(&mut app, "Esc Esc");
        assert!(app.tracker.inside.is_none());
    }
}

#[test]
fn nothing_to_negotiate_and_any_size() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = App::new(desk("2026-11-22"), lang, true);
        press(&mut app, "4 Enter m d f D o ] / \"x\" Enter Esc [ e l");
        shows(&app, &["4"]);
        let mut app = at(lang, "20-meeting-on-record", "2026-04-08", "2026-04-08", &[]);
        for (width, height) in [(1, 1), (7, 3), (20, 5), (33, 9), (80, 24), (200, 60)] {
            screen(&app, width, height);
            press(&mut app, "Enter j j");
            screen(&app, width, height);
            press(&mut app, "Esc");
        }
    }
}

#[test]
fn each_party_has_its_line_its_clock_and_its_mandate() {
    let mut app = at(Lang::Zh, "15-two-parties", "2026-03-30", "2026-04-01", &[]);
    assert_eq!(app.tracker.rows.len(), 2);
    shows(&app, &["甲公司", "乙厂", "已同意", "待答复"]);
    let row = app.tracker.rows.iter().position(|row| row.party == "甲公司").unwrap();
    app.talks.at = row;
    press(&mut app, "Enter m");
    // The meeting is of this party unless the field is emptied: then it is of all.
    let form = app.form().unwrap();
    assert_eq!(form.typed[form.fields.iter().position(|field| field.key == "party").unwrap()], "甲公司");
    press(&mut app, "C-s");
    saved(&app);
    assert_eq!(docket(&app).facts.last().unwrap().party(), Some("甲公司"));
    press(&mut app, "Esc");
    let held = |app: &App, party: &str| app.tracker.rows.iter().find(|row| row.party == party).unwrap().meetings.0;
    assert_eq!((held(&app, "甲公司"), held(&app, "乙厂")), (1, 0));
}

#[test]
fn positions_stand_side_by_side_with_what_they_are_made_of() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = at(lang, "11-agreed", "2026-04-20", "2026-04-28", &[]);
        press(&mut app, "Enter d");
        // The form begins at the side.
        press(&mut app, "2");
        field(&mut app, "amount_cents", "\"33万\"");
        field(&mut app, "restoration_cents", "\"30万\"");
        field(&mut app, "carbon_sinks", "\"认购200吨\" C-s");
        saved(&app);
        let text = inside(&app);
        // Both sides in one row; each head and work below its own amount; what does not add up is said.
        let row = text.lines().find(|line| line.starts_with(" 2  ")).unwrap();
        assert!(row.contains("380,000.00 ↓32,300.00") && row.contains("320,000.00 ↑120,000.00"), "{row}");
        for word in
            [say("认购碳汇 认购200吨", "Carbon sinks 认购200吨"), say("劳务代偿 巡护两年", "Labour 巡护两年"), "300,000.00"]
        {
            assert!(text.contains(word), "{word}: {text}");
        }
        assert_eq!(text.matches(say("分项合计", "heads sum")).count(), 1, "{text}");
        assert!(text.contains("●") && text.contains("○··") && text.contains("│"), "{text}");
        press(&mut app, "] ] ] ] ]");
        shows(&app, &["50,000.00", "355,000.00"]);
    }
}

#[test]
fn several_cases_meet_at_one_table() {
    let mut desk = desk("2026-04-08");
    for number in ["甲案", "乙案", "丙案"] {
        let (attributes, facts) = told("11-agreed", "2026-03-30", &[]);
        let facts = facts.into_iter().map(|fact| if fact.kind == Kind::CaseFiled { fact.with("number", number) } else { fact });
        desk.new_lead(Attributes { title: number.to_owned(), ..attributes }, facts.collect()).unwrap();
    }
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "4 Space Space m");
    let form = app.form().unwrap();
    let with = &form.typed[form.fields.iter().position(|field| field.key == "with_cases").unwrap()];
    assert_eq!(with.split('、').count(), 2);
    press(&mut app, "C-s Enter");
    let held = |app: &App| {
        let has = |id: &i64| app.desk.docket(*id).unwrap().unwrap().docket.state().has(Kind::MeetingHeld);
        [1, 2, 3].iter().filter(|id| has(id)).count()
    };
    assert_eq!(held(&app), 2, "{:?}", app.status);
    assert!(app.tracker.marks.is_empty());
    // One act, one step back.
    press(&mut app, "u");
    assert_eq!(held(&app), 0);
}

fn law() -> &'static Law {
    static LAW: std::sync::OnceLock<Law> = std::sync::OnceLock::new();
    LAW.get_or_init(|| Law::new(Library::built_in().profile("inner-mongolia").unwrap(), Calendar::built_in()))
}

proptest! {
    /// The guard on the mandate fires exactly on acceptances and agreements outside the newest range of the party.
    #[test]
    fn the_mandate_guards_acceptances_and_nothing_else(
        ranges in proptest::collection::vec((proptest::option::of(1_000i64..9_000), proptest::option::of(1_000i64..9_000), 0usize..3), 0..4),
        amount in proptest::option::of(500i64..10_000),
        agreement in any::<bool>(),
        accepts in proptest::option::of(any::<bool>()),
        ours in any::<bool>(),
        party in 0usize..3,
    ) {
        const PARTIES: [Option<&str>; 3] = [None, Some("甲公司"), Some("乙厂")];
        let of = |fact: Fact, party: usize| match PARTIES[party] { Some(name) => fact.with("party", name), None => fact };
        static TOLD: std::sync::OnceLock<(Attributes, Vec<Fact>)> = std::sync::OnceLock::new();
        let told = TOLD.get_or_init(|| told("11-agreed", "2026-04-01", &[Kind::MandateApproved]));
        let (mut attributes, mut facts) = told.clone();
        attributes.parties = ["甲公司", "乙厂"].map(|name| Party { name: name.to_owned(), ..Party::default() }).to_vec();
        facts.push(Fact::new(Kind::MeetingHeld, day("2026-04-02")));
        for (least, most, party) in &ranges {
            let mut fact = Fact::new(Kind::MandateApproved, day("2026-04-03")).with("approver", "王局");
            if let Some(least) = least { fact = fact.with("least_cents", least * 100); }
            if let Some(most) = most { fact = fact.with("most_cents", most * 100); }
            facts.push(of(fact, *party));
        }
        for (at, fact) in facts.iter_mut().enumerate() {
            fact.id = at as i64 + 1;
        }
        let docket = Docket { profile: "inner-mongolia".to_owned(), attributes, facts, ..Docket::default() };
        let mut fact = if agreement {
            Fact::new(Kind::AgreementSigned, day("2026-04-04"))
        } else {
            Fact::new(Kind::PositionStated, day("2026-04-04")).with("side", if ours { "right-holder" } else { "liable-party" })
        };
        if let (Some(yes), false) = (accepts, agreement) { fact = fact.with("accepts", yes); }
        if let Some(amount) = amount { fact = fact.with("amount_cents", amount * 100); }
        let fact = of(fact, party);
        let guard = law().guard(&docket, &fact, day("2026-04-04"));
        let fired = guard.missing.iter().any(|missing| missing.label.zh.contains("授权范围"));
        // Reckoned apart: the newest range that names the party, nobody, or asked for nobody.
        let mine = |whose: usize| party == 0 || whose == 0 || whose == party;
        let newest = ranges.iter().rev().find(|(_, _, whose)| mine(*whose));
        let outside = newest.zip(amount).is_some_and(|((least, most, _), amount)| {
            least.is_some_and(|least| amount < least) || most.is_some_and(|most| amount > most)
        });
        let acceptance = agreement || (accepts == Some(true) && ours);
        prop_assert_eq!(fired, acceptance && outside);
        prop_assert!(!fired || !guard.overridable());
    }
}
