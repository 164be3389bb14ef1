//! What the desk asks or refuses in a negotiation, by keys: another reply time, who signs for somebody absent, yuan typed for
//! 10,000 yuan, and the meeting beyond the number.

use crate::common::desk::day;
use crate::common::keys::{field, press, refused, saved};
use crate::{at, docket, inside, last};
use sunpei::docket::{Fact, Kind, Stage};
use sunpei::ops::field::Shape;
use sunpei::text::Lang;
use sunpei::tui::App;

#[test]
fn another_reply_time_is_asked_about_in_the_form_and_again_at_receipt() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = at(lang, "11-agreed", "2026-03-20", "2026-03-23", &[]);
        // Planned for tomorrow: five working days end on the 31st.
        press(&mut app, "Enter i");
        field(&mut app, "serve_on", "C-u \"2026-03-24\"");
        field(&mut app, "reply_by", "\"2026-04-10\" C-s");
        refused(&app, &[say("自拟送达日起算", "counted from the planned service"), say("规定23条", "23")]);
        press(&mut app, "Esc");
        field(&mut app, "reply_by", "C-u \"2026-03-27\" C-s");
        refused(&app, &[say("自拟送达日起算", "counted from the planned service")]);
        press(&mut app, "Esc");
        field(&mut app, "reply_by", "C-u \"2026-03-31\" C-s");
        saved(&app);
        // Served and received three days later it falls short of them.
        app.desk.today = day("2026-03-27");
        app.refresh();
        press(&mut app, "s 3 Enter");
        saved(&app);
        press(&mut app, "c C-s");
        refused(&app, &[say("早于自收到起的规定期限", "counted from receipt"), say("规定29条", "29")]);
        press(&mut app, "Esc");
        field(&mut app, "note", "\"已书面告知以规定期限为准\" C-s");
        saved(&app);
        assert_eq!(app.tracker.rows[0].reply_due.as_ref().and_then(|due| due.due), Some(day("2026-04-03")));
    }
}

#[test]
fn a_notice_received_in_time_asks_nothing() {
    let mut app = at(Lang::Zh, "11-agreed", "2026-03-20", "2026-03-23", &[]);
    press(&mut app, "Enter i");
    field(&mut app, "reply_by", "\"2026-03-30\" C-s");
    saved(&app);
    press(&mut app, "s 1 Enter");
    saved(&app);
    press(&mut app, "c Enter");
    saved(&app);
}

#[test]
fn who_signs_for_somebody_absent_is_asked_about() {
    let mut app = at(Lang::Zh, "20-meeting-on-record", "2026-04-08", "2026-04-09", &[Kind::MeetingHeld]);
    app.desk.today = day("2026-04-08");
    app.refresh();
    press(&mut app, "Enter m");
    field(&mut app, "signatures", "\"王芳、钱总\" C-s");
    refused(&app, &["代不到会的人签字的不作数", "规定26条"]);
    press(&mut app, "Esc");
    field(&mut app, "signatures", "C-u \"王芳、张三\" C-s");
    saved(&app);
    press(&mut app, "D");
    field(&mut app, "amount_cents", "C-u \"40万\"");
    field(&mut app, "contents", "Space");
    field(&mut app, "signatory", "\"钱总\"");
    field(&mut app, "signatory_proof", "\"授权委托书\" C-s");
    refused(&app, &["签署人不在历次会议的到会名单", "规定28条"]);
    press(&mut app, "Esc");
    field(&mut app, "signatory", "C-u \"张三\" C-s");
    saved(&app);
    assert_eq!(last(&app, Kind::AgreementSigned).data.text("signatory"), Some("张三"));
}

#[test]
fn yuan_typed_for_ten_thousand_is_asked_about_wherever_money_stands() {
    let mut app = at(Lang::Zh, "11-agreed", "2026-04-08", "2026-04-09", &[]);
    press(&mut app, "Enter d");
    // Any head, against the damage and the rounds before.
    field(&mut app, "side", "2");
    field(&mut app, "amount_cents", "\"30万\"");
    field(&mut app, "interim_loss_cents", "\"15\" C-s");
    refused(&app, &["是否把万元写成了元"]);
    press(&mut app, "Esc");
    field(&mut app, "interim_loss_cents", "C-u \"15万\" C-s");
    saved(&app);
    press(&mut app, "d");
    field(&mut app, "side", "1");
    field(&mut app, "amount_cents", "\"35万\"");
    field(&mut app, "interim_loss_cents", "\"150000万\" C-s");
    refused(&app, &["是否把万元写成了元"]);
    press(&mut app, "Esc");
    field(&mut app, "interim_loss_cents", "C-u \"15万\" C-s");
    saved(&app);
    // The agreement, then its payments.
    press(&mut app, "D");
    field(&mut app, "amount_cents", "C-u \"35\"");
    field(&mut app, "contents", "Space C-s");
    refused(&app, &["授权范围"]);
    press(&mut app, "Esc");
    let record = |app: &mut App, fact: Fact| {
        let revision = app.desk.store.revision(1).unwrap();
        let done = app.desk.record(1, revision, vec![fact], "x", None);
        app.refresh();
        done.map_err(|error| format!("{error:?}"))
    };
    let parts = ["parties", "facts", "views", "liability", "evaluation", "breach"];
    let agreed = Fact::new(Kind::AgreementSigned, app.desk.today).with("contents", parts.to_vec());
    record(&mut app, agreed.with("amount_cents", 35_000_000)).unwrap();
    for kind in [Kind::PaymentDue, Kind::PaymentMade] {
        let fact = Fact::new(kind, app.desk.today);
        let wrong = record(&mut app, fact.clone().with("amount_cents", 3_500)).unwrap_err();
        assert!(wrong.contains("是否把万元写成了元"), "{kind:?}: {wrong}");
        record(&mut app, fact.with("amount_cents", 3_500_000)).unwrap();
    }
}

#[test]
fn a_fourth_meeting_waits_for_the_consent_and_no_reason_stands_in_for_it() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let consent = say("负责人同意", "consent to a further meeting");
        let mut app = at(lang, "18-fourth-meeting", "2026-05-11", "2026-05-18", &[]);
        press(&mut app, "Enter");
        for key in ["m", "p"] {
            press(&mut app, key);
            assert!(app.form().is_none());
            refused(&app, &[consent, say("规定27条", "27")]);
            press(&mut app, "Esc");
        }
        // It was held all the same: on file, not counted, and said for good.
        press(&mut app, "U C-s");
        refused(&app, &[say("不是有效的磋商会议", "no valid meeting")]);
        field(&mut app, "reason", "\"当日当面再议\"");
        field(&mut app, "by_role", "\"承办人\" C-s");
        saved(&app);
        assert_eq!(last(&app, Kind::MeetingHeld).data.flag("counts"), Some(false));
        assert_eq!(app.tracker.rows[0].meetings, (3, 3));
        let text = inside(&app);
        assert!(text.contains(say("不计次数", "not counted")) && text.contains(say("不是有效的磋商会议", "no valid meeting")));
        press(&mut app, "m");
        refused(&app, &[consent]);
        // Nor can the form be sent with a reason once it is told to count.
        press(&mut app, "Esc U");
        field(&mut app, "on", "C-u \"2026-05-17\"");
        field(&mut app, "counts", "C-u y C-s");
        refused(&app, &[consent]);
        // Proposed first; the consent of whoever is in charge is recorded from the signed paper.
        press(&mut app, "Esc Esc A");
        field(&mut app, "reason", "\"案情重大复杂\" C-s");
        saved(&app);
        press(&mut app, "A");
        field(&mut app, "by_role", "\"王局\"");
        field(&mut app, "paper", "\"同意再次磋商的批件\"");
        field(&mut app, "note", "\"案情重大复杂\" C-s");
        saved(&app);
        let due = |app: &App| app.tracker.rows[0].period.as_ref().and_then(|period| period.due);
        let before = due(&app);
        // Not on a day before the consent.
        press(&mut app, "m");
        field(&mut app, "on", "C-u \"2026-05-18\"");
        field(&mut app, "note", "\"下午\" C-s");
        saved(&app);
        assert_eq!(app.tracker.rows[0].meetings, (4, 3));
        // The consent moves no day of the ninety.
        assert_eq!((due(&app), before), (Some(day("2026-06-22")), Some(day("2026-06-22"))));
    }
}

#[test]
fn a_late_reply_with_an_accepted_reason_is_no_failure_until_the_new_day() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = at(lang, "03-late-with-reason", "2026-03-24", "2026-04-02", &[]);
        let ground = |app: &App| app.tracker.rows[0].grounds.iter().any(|key| &**key == "1");
        let due = |app: &App| app.tracker.rows[0].reply_due.as_ref().and_then(|due| due.due);
        assert!(ground(&app), "two days late and no reason");
        press(&mut app, "Enter z C-s");
        // Nothing is accepted without the reason.
        assert!(app.form().is_some_and(|form| form.issues.iter().any(|issue| issue.key == "reason")));
        field(&mut app, "reason", "\"法定代表人住院\"");
        field(&mut app, "until", "\"2026-04-10\" C-s");
        saved(&app);
        assert_eq!((ground(&app), due(&app)), (false, Some(day("2026-04-10"))));
        assert!(inside(&app).contains("法定代表人住院"));
        // The new day passes: the ground is there again. On that day the reply still is in time.
        app.desk.today = day("2026-04-13");
        app.refresh();
        assert!(ground(&app));
        app.desk.today = day("2026-04-10");
        app.refresh();
        press(&mut app, "r");
        field(&mut app, "accepts_status", "y");
        field(&mut app, "accepts_negotiation", "y C-s");
        saved(&app);
        assert!(!ground(&app));
        assert_eq!(docket(&app).state().stage(), Some(Stage::Negotiating));
    }
}

#[test]
fn a_reply_through_a_lawyer_shows_the_authority() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = at(lang, "03-late-with-reason", "2026-03-24", "2026-03-30", &[]);
        press(&mut app, "Enter r");
        field(&mut app, "accepts_status", "y");
        field(&mut app, "accepts_negotiation", "y");
        field(&mut app, "lawyer", "\"李律师\" C-s");
        refused(&app, &[say("律师的委托代理证明", "proof of the lawyer's authority"), "24"]);
        press(&mut app, "Esc");
        field(&mut app, "lawyer_proof", "\"授权委托书\" C-s");
        saved(&app);
        let fact = last(&app, Kind::ReplyReceived);
        assert_eq!((fact.data.text("lawyer"), fact.data.text("lawyer_proof")), (Some("李律师"), Some("授权委托书")));
        assert!(inside(&app).contains("李律师") && inside(&app).contains("授权委托书"));
    }
}

#[test]
fn who_is_invited_stands_with_the_planned_meeting() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = at(lang, "11-agreed", "2026-03-30", "2026-04-01", &[]);
        press(&mut app, "Enter p");
        field(&mut app, "at", "\"2026-04-08 09:00\"");
        // Procuratorate, experts of the field, appraiser: by their places in the list of the form.
        let form = app.form().unwrap();
        let shape = form.fields.iter().find(|field| field.key == "invited").map(|field| &field.shape);
        let Some(Shape::Many(list)) = shape else { panic!("{shape:?}") };
        let place = |key: &str| list.iter().position(|(known, _)| &**known == key).unwrap() + 1;
        let keys = ["procuratorate", "expert", "appraiser"].map(|key| place(key).to_string()).join(" ");
        field(&mut app, "invited", &format!("{keys} C-s"));
        saved(&app);
        let fact = last(&app, Kind::MeetingPlanned);
        let invited: std::collections::BTreeSet<&str> = fact.data.texts("invited").collect();
        assert_eq!(invited.into_iter().collect::<Vec<_>>(), ["appraiser", "expert", "procuratorate"]);
        let text = inside(&app);
        for word in [
            "2026-04-08",
            say("鉴定评估机构或者评估专家组", "appraiser or expert group"),
            say("同级检察机关", "procuratorate of the same level"),
            say("相关领域专家", "experts of the field"),
        ] {
            assert!(text.contains(word), "{word}: {text}");
        }
        assert_eq!(app.tracker.rows[0].next.as_ref().and_then(|next| next.due), Some(day("2026-04-08")));
    }
}

#[test]
fn absent_or_left_without_reason_is_a_ground_and_the_suit_counts_its_days() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let grounds = |app: &App| app.tracker.rows[0].grounds.iter().map(ToString::to_string).collect::<Vec<_>>();
        for (key, word) in [("absent", say("缺席", "absent")), ("left", say("退出", "left"))] {
            // With a reason it is none.
            let mut app = at(lang, "11-agreed", "2026-03-30", "2026-04-08", &[]);
            press(&mut app, "Enter m");
            field(&mut app, key, "2");
            field(&mut app, "excused", "y C-s");
            saved(&app);
            assert!(grounds(&app).is_empty());
            assert!(inside(&app).contains(say("有正当理由", "excused")));
            let mut app = at(lang, "11-agreed", "2026-03-30", "2026-04-08", &[]);
            press(&mut app, "Enter m");
            field(&mut app, key, "2 C-s");
            saved(&app);
            assert_eq!(grounds(&app).len(), 1, "{key}");
            let text = inside(&app);
            assert!(text.contains(&format!("! {word}")) && text.contains(say("已具备", "met")), "{text}");
            press(&mut app, "f");
            let keys = format!("{} C-s", grounds(&app)[0]);
            field(&mut app, "ground", &keys);
            saved(&app);
            // No day is set for the suit: how long it has waited is counted.
            app.desk.today = day("2026-04-20");
            app.refresh();
            let next = app.tracker.rows[0].next.clone().unwrap();
            assert_eq!((next.due, next.elapsed), (None, Some(12)));
            let suit = inside(&app).lines().any(|line| line.contains(say("诉讼", "suit")) && line.contains("12"));
            assert!(suit, "{}", inside(&app));
        }
    }
}

#[test]
fn the_agreement_keeps_existing_duties_out_and_holds_the_restoration_after_early_restoration() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let needed = say("修复要求（先行修复的必备内容）", "restoration requirements (after early restoration)");
        let duty = say("不得将义务人应当承担的生态环境义务作为赔偿内容", "no duty the liable party has anyway");
        let mut app = at(lang, "13-incomplete-agreement", "2026-04-28", "2026-04-29", &[]);
        press(&mut app, "Enter");
        let text = inside(&app);
        assert!(text.contains(&format!("○ {needed}")) && text.contains(&format!("○ {duty}")), "{text}");
        press(&mut app, "D");
        field(&mut app, "amount_cents", "C-u \"34万\"");
        field(&mut app, "contents", "1 2 3 4 5 6 C-s");
        refused(&app, &[needed, say("规定32条", "32")]);
        field(&mut app, "contents", "7");
        field(&mut app, "existing_duties", "y C-s");
        refused(&app, &[duty, say("规定32条", "32")]);
        field(&mut app, "existing_duties", "n C-s");
        saved(&app);
        assert_eq!(docket(&app).state().stage(), Some(Stage::AgreementSigned));
    }
}
