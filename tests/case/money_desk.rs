//! The money of a case typed at the desk: heads and whole, a plan of instalments, what is performed in kind, amounts that
//! are none; keys in, screen out, in both languages and sizes.

use crate::common::desk::day;
use crate::common::files::{docket, story, until};
use crate::common::keys::{LANGS, at, field, press, shows, step};
use sunpei::docket::{Docket, Fact, Kind};
use sunpei::law::Status;
use sunpei::text::Lang;
use sunpei::tui::{App, screen};

/// The issue of a field.
fn code(app: &App, key: &str) -> Option<&'static str> {
    app.form()?.issues.iter().find(|issue| issue.key == key).map(|issue| issue.code)
}

fn last(app: &App) -> Fact {
    app.case.as_ref().unwrap().stored.docket.facts.last().unwrap().clone()
}

/// Day and status of each instalment's time limit.
fn dues(app: &App) -> Vec<(String, Status)> {
    let case = app.case.as_ref().unwrap();
    let own = case.derived.deadlines.iter().filter(|one| &*one.rule.id == "payment.due");
    own.map(|one| (one.due.unwrap().to_string(), one.status)).collect()
}

#[test]
fn an_agreement_is_typed_with_its_heads_and_its_plan_and_paid_instalment_by_instalment() {
    for lang in LANGS {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = at(lang, until("instalments-with-guarantee", Kind::AgreementSigned), "2026-05-06");
        step(&mut app, "签署赔偿协议", "sign the agreement");
        // The heads stay folded for whoever has the sum alone.
        assert!(!screen(&app, 80, 24).join("\n").contains(say("永久性损害的损失", "Permanent loss")));
        field(&mut app, "by_head", "y");
        field(&mut app, "interim_loss_cents", "\"11.23万\"");
        field(&mut app, "permanent_loss_cents", "\"28万\"");
        field(&mut app, "costs_cents", "\"20,000\"");
        shows(&app, &[say("各分项合计 412,300.00 元", "the heads make 412,300.00 yuan")]);
        field(&mut app, "contents", "Space");
        field(&mut app, "guarantee", "\"银行保函\"");
        let head = say("永久损失", "permanent");
        let way = say("以物抵偿", "in-kind");
        field(&mut app, "payments", &format!("\"2026-6-30 15万 银行保函担保\" Enter \"8-31 100,000 {head}\" Enter"));
        press(&mut app, &format!("\"{way} 10万 挖掘机一台\" Enter \"20261031 6.2万\" C-s"));
        // 300 yuan are missing, and it is said how many.
        assert_eq!(code(&app, "payments"), Some("plan-under"));
        shows(&app, &[say("3 期合计 312,000.00 元", "3 instalments make 312,000.00"), "312,300.00", "300.00"]);
        press(&mut app, "Backspace Backspace \"23万\" C-s");
        assert!(app.form().is_none(), "{:?}", app.status);
        let signed = last(&app);
        assert_eq!((signed.data.cents("amount_cents"), signed.data.get("by_head")), (Some(41_230_000), None));
        assert_eq!(
            dues(&app),
            [
                ("2026-06-30".into(), Status::Pending),
                ("2026-08-31".into(), Status::Pending),
                ("2026-10-31".into(), Status::Pending)
            ]
        );
        // Paid once in time, once late with a part of the third.
        app.desk.today = "2026-06-25".parse().unwrap();
        step(&mut app, "登记缴款", "record a payment");
        field(&mut app, "amount_cents", "\"15万\"");
        field(&mut app, "route", "1");
        field(&mut app, "receipt", "\"缴款书1号\" C-s");
        app.desk.today = "2026-09-25".parse().unwrap();
        step(&mut app, "登记缴款", "record a payment");
        field(&mut app, "amount_cents", "\"11万\"");
        field(&mut app, "route", "1");
        field(&mut app, "receipt", "\"缴款书2号\" C-s");
        assert_eq!(
            dues(&app),
            [("2026-06-30".into(), Status::Met), ("2026-08-31".into(), Status::MetLate), ("2026-10-31".into(), Status::Pending)]
        );
        press(&mut app, "] ] ]");
        shows(
            &app,
            &[
                say("尚欠 52,300.00 元", "open 52,300.00 yuan"),
                say(
                    "○ 2026-10-31 第3期 62,300.00 元，已缴 10,000.00，尚欠 52,300.00",
                    "○ 2026-10-31 no. 3 62,300.00 yuan, paid 10,000.00, open 52,300.00",
                ),
                say("以物抵偿 挖掘机一台 作价 100,000.00 元", "in-kind 挖掘机一台 at 100,000.00 yuan"),
                say("作价履行 100,000.00 元，以金钱履行 312,300.00 元", "100,000.00 yuan in kind, 312,300.00 in money"),
            ],
        );
        let whole = app.case_lines.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
        for word in [
            say("2026-09-25 缴 100,000.00 元（逾期）", "paid on 2026-09-25 100,000.00 yuan (late)"),
            say(
                "→ 第2期（2026-08-31）100,000.00 元（逾期）；第3期（2026-10-31）10,000.00 元",
                "→ no. 2 (2026-08-31) 100,000.00 yuan (late); no. 3 (2026-10-31) 10,000.00 yuan",
            ),
        ] {
            assert!(whole.contains(word), "{word}: {whole}");
        }
        let table = screen(&app, 80, 24).join("\n");
        assert!(table.contains("412,300.00  312,300.00  260,000.00"), "{table}");
        // A day of the plan is put right where it is seen.
        let row = app.case_lines.lines.iter().position(|line| line.text.contains(say("第3期", "no. 3"))).unwrap();
        app.case_lines.at = row;
        press(&mut app, "Enter");
        field(&mut app, "payments", "");
        let lines = app.form().unwrap().content();
        let place = app.form().unwrap().at;
        assert!(lines[place].contains(&format!("2026-08-31 {head} 100,000.00")), "{}", lines[place]);
        press(&mut app, "C-End Up Up Up End");
        assert_eq!(app.form().unwrap().at, place, "the arrows stay in the text");
        press(&mut app, "Down Down Down Down End");
        press(&mut app, &"Backspace ".repeat(20));
        press(&mut app, "\"2026-11-30 62,300\"");
        field(&mut app, "why", "\"看错日期\" C-s");
        // What it moves is seen before it is taken.
        shows(&app, &["2026-10-31", "2026-11-30"]);
        press(&mut app, "End Enter");
        app.work(&mut |_, _| true);
        assert_eq!(dues(&app).last().unwrap().0, "2026-11-30", "{:?}", app.status);
        press(&mut app, "u");
        assert_eq!(dues(&app).last().unwrap().0, "2026-10-31", "{:?}", app.status);
    }
}

#[test]
fn a_plan_that_cannot_be_read_says_which_line_and_what_is_wrong_with_it() {
    for lang in LANGS {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        for (typed, line, code, said) in [
            ("六月 15万", 1, "plan-day", say("第1行：没有日期", "line 1: no day")),
            ("2026-6-30", 1, "plan-amount", say("第1行：没有金额", "line 1: no amount")),
            ("2026-6-30 0", 1, "plan-amount", say("第1行：没有金额", "line 1: no amount")),
            ("2026-6-30 12.345", 1, "money-decimals", say("至多两位小数", "at most two decimals")),
            ("2026-6-30 -5", 1, "money-negative", say("不能是负数", "not below zero")),
            ("2026-6-30 99999999999999999999", 1, "money-large", say("超出上限", "above 10 trillion")),
            ("2026-4-30 5万", 1, "plan-early", say("2026-04-30 早于签署日 2026-05-06", "2026-04-30 is before the signing")),
            ("2026-6-30 12,5万", 1, "money-comma", say("逗号不在千位", "a comma out of place")),
            ("2026-6-30 15万\\n2026-7-31 10万 5万", 2, "plan-amounts", say("第2行：", "line 2: ")),
        ] {
            let mut app = at(lang, until("instalments-with-guarantee", Kind::AgreementSigned), "2026-05-06");
            step(&mut app, "签署赔偿协议", "sign the agreement");
            let keys: Vec<String> = typed.split("\\n").map(|line| format!("\"{line}\"")).collect();
            field(&mut app, "payments", &format!("{} C-s", keys.join(" Enter ")));
            let issue =
                app.form().unwrap().issues.iter().find(|issue| issue.key == "payments").unwrap_or_else(|| panic!("{typed}"));
            assert_eq!((issue.line, issue.code), (line, code), "{typed}");
            shows(&app, &[said]);
            // What was typed stays.
            assert!(
                app.form().unwrap().content().iter().any(|text| text.starts_with(typed.split([' ', '\\']).next().unwrap())),
                "{typed}"
            );
        }
    }
}

#[test]
fn a_whole_is_not_less_than_its_heads_and_more_than_them_only_with_a_note() {
    for lang in LANGS {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = at(lang, until("instalments-with-guarantee", Kind::AppraisalIssued), "2026-03-20");
        step(&mut app, "出具鉴定评估意见", "appraisal issued");
        field(&mut app, "damage_cents", "\"40万\"");
        field(&mut app, "by_head", "y");
        field(&mut app, "permanent_loss_cents", "\"30万\"");
        field(&mut app, "restoration_cents", "\"11.23万\"");
        // Costs are no part of the damage.
        field(&mut app, "costs_cents", "\"2万\"");
        field(&mut app, "standard", "\"GB/T 39791\"");
        field(&mut app, "issued_by", "\"某中心\"");
        field(&mut app, "paper", "\"鉴定评估报告\"");
        field(&mut app, "restorable", "3");
        press(&mut app, "C-s");
        assert_eq!(code(&app, "damage_cents"), Some("heads-over"));
        shows(&app, &["412,300.00", "12,300.00", say("少于各分项之和", "less than its heads")]);
        field(&mut app, "damage_cents", "C-u \"50万\" C-s");
        assert_eq!(code(&app, "damage_cents"), Some("heads-under"));
        shows(&app, &["87,700.00"]);
        field(&mut app, "damage_cents", "C-u");
        press(&mut app, "C-s");
        assert!(app.form().is_none(), "{:?}", app.status);
        assert_eq!(last(&app).data.cents("damage_cents"), Some(41_230_000));
        press(&mut app, "] ] ]");
        // The claim stands by head, the costs apart, and the limits look at the damage without them.
        shows(&app, &["112,300.00", "432,300.00", say("费用 20,000.00 元另计", "costs of 20,000.00 yuan apart")]);
        shows(&app, &[say("（所比 412,300.00 元 鉴定评估认定）", "(compared: 412,300.00 yuan as appraised)")]);
        // The same in a correction: a head that is more than the whole leaves room for nothing.
        let row = app.case_lines.lines.iter().position(|line| line.text.contains("112,300.00")).unwrap();
        app.case_lines.at = row;
        press(&mut app, "Enter");
        field(&mut app, "restoration_cents", "C-u \"20万\"");
        field(&mut app, "why", "\"报告第9页\" C-s");
        assert_eq!(code(&app, "damage_cents"), Some("heads-over"));
        field(&mut app, "damage_cents", "C-u");
        press(&mut app, "C-s");
        assert_eq!(last(&app).data.cents("damage_cents"), Some(50_000_000), "{:?}", app.status);
    }
}

#[test]
fn a_position_is_not_less_than_its_heads() {
    let mut app = at(Lang::Zh, until("instalments-with-guarantee", Kind::AgreementSigned), "2026-05-06");
    step(&mut app, "记录立场", "state a position");
    field(&mut app, "side", "1");
    field(&mut app, "amount_cents", "\"10万\"");
    field(&mut app, "costs_cents", "\"12万\" C-s");
    assert_eq!(code(&app, "amount_cents"), Some("heads-over"));
    field(&mut app, "amount_cents", "C-u");
    press(&mut app, "C-s");
    // Some heads may be all that a side has said.
    let said = last(&app).data;
    assert_eq!((app.form().is_none(), said.cents("amount_cents"), said.cents("costs_cents")), (true, None, Some(12_000_000)));
}

#[test]
fn amounts_are_read_as_they_are_written_or_refused_with_the_reason() {
    use sunpei::ops::field::money;
    for (typed, cents) in [
        ("412,300", 41_230_000),
        ("１２，３００．５０", 1_230_050),
        ("1,234,567.89", 123_456_789),
        ("12.345678万", 12_345_678),
        ("１２．５万元", 12_500_000),
        ("0.5亿", 5_000_000_000),
        ("￥300", 30_000),
        ("123456789012", 12_345_678_901_200),
        ("0", 0),
    ] {
        assert_eq!(money(typed), Ok(cents), "{typed}");
    }
    for (typed, code) in [
        ("1.234", "money-decimals"),
        ("12.3456789万", "money-decimals"),
        ("-5", "money-negative"),
        ("－５", "money-negative"),
        ("12,34", "money-comma"),
        ("1，2345", "money-comma"),
        ("12,5万", "money-comma"),
        ("10万至20万", "money-range"),
        ("99999999999999999999", "money-large"),
        ("100000000000001", "money-large"),
        ("许多", "money"),
        ("", "money"),
    ] {
        assert_eq!(money(typed), Err(code), "{typed}");
    }
}

#[test]
fn a_deposit_with_a_notary_works_and_labour_are_said_beside_the_money() {
    let says = |name: &str, words: &[&str]| {
        let mut app = at(Lang::Zh, story(name), "2026-11-20");
        press(&mut app, "] ] ]");
        shows(&app, words);
    };
    says("deposit-with-a-notary", &["已缴按去向 向公证机构提存：412,300.00 元", "尚欠 0.00 元"]);
    // The plan's part in money and the instalment of its own are one; the works are no money due.
    says(
        "in-kind-offset",
        &[
            "以物抵偿 补种工程 作价 212,300.00 元",
            "作价履行 212,300.00 元，以金钱履行 200,000.00 元",
            "412,300.00  200,000.00  200,000.00",
            "尚欠 0.00 元",
        ],
    );
}

#[test]
fn every_limit_says_which_amount_it_looked_at_and_where_it_came_from() {
    let claim = |lang, attributes: serde_json::Value, facts: Vec<Fact>| {
        let attributes = sunpei::docket::Attributes::from_map(attributes.as_object().unwrap().clone()).unwrap();
        let received = Fact::new(Kind::LeadReceived, day("2026-03-02"));
        at(lang, Docket { attributes, facts: [received].into_iter().chain(facts).collect(), ..Docket::default() }, "2026-06-01")
    };
    let issued =
        |cents: i64| Fact::new(Kind::AppraisalIssued, day("2026-05-20")).with("damage_cents", cents).with("costs_cents", 900);
    let amended =
        Fact::new(Kind::DocketAmended, day("2026-05-25")).with("attributes", serde_json::json!({ "damage_cents": 300_000 }));
    for lang in LANGS {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let estimate = serde_json::json!({ "damage_cents": 300_001, "estimated": true });
        let registered = serde_json::json!({ "damage_cents": 300_000, "costs_cents": 50_000_000 });
        // The figure itself lies within; one fen more does not; costs count in neither.
        for (attributes, facts, words) in [
            (
                estimate.clone(),
                vec![],
                [
                    say(
                        "超过限额 3,000.00 元（所比 3,000.01 元 估算）",
                        "above 3,000.00 yuan (compared: 3,000.01 yuan an estimate)",
                    ),
                    say(
                        "限额以内 300,000.00 元（所比 3,000.01 元 估算）",
                        "within 300,000.00 yuan (compared: 3,000.01 yuan an estimate)",
                    ),
                ],
            ),
            (
                registered,
                vec![],
                [
                    say(
                        "限额以内 3,000.00 元（所比 3,000.00 元 登记数额）",
                        "within 3,000.00 yuan (compared: 3,000.00 yuan as registered)",
                    ),
                    say("限额以内 300,000.00 元", "within 300,000.00 yuan"),
                ],
            ),
            (
                estimate.clone(),
                vec![issued(30_000_001)],
                [
                    say(
                        "超过限额 3,000.00 元（所比 300,000.01 元 鉴定评估认定）",
                        "above 3,000.00 yuan (compared: 300,000.01 yuan as appraised)",
                    ),
                    say(
                        "超过限额 300,000.00 元（所比 300,000.01 元 鉴定评估认定）",
                        "above 300,000.00 yuan (compared: 300,000.01 yuan as appraised)",
                    ),
                ],
            ),
            (
                estimate,
                vec![issued(30_000_001), amended.clone()],
                [
                    say(
                        "限额以内 3,000.00 元（所比 3,000.00 元 估算）",
                        "within 3,000.00 yuan (compared: 3,000.00 yuan an estimate)",
                    ),
                    say(
                        "限额以内 300,000.00 元（所比 3,000.00 元 估算）",
                        "within 300,000.00 yuan (compared: 3,000.00 yuan an estimate)",
                    ),
                ],
            ),
        ] {
            let mut app = claim(lang, attributes, facts);
            press(&mut app, "] ] ]");
            shows(&app, &words);
        }
        // What is warned about says the amount of the appraisal itself, and the limit.
        let commissioned = Fact::new(Kind::AppraisalCommissioned, day("2026-05-06")).with("path", "expert");
        let app = claim(lang, serde_json::json!({}), vec![commissioned, issued(30_000_001)]);
        let warnings = &app.case.as_ref().unwrap().derived.warnings;
        let said: Vec<String> = warnings.iter().map(|one| sunpei::text::law::warning(lang, one)).collect();
        let word = say(
            "损害数额 300,000.01 元，鉴定评估认定，不含调查评估费用；限额 300,000.00 元",
            "damage 300,000.01 yuan, as appraised, without costs; the limit 300,000.00 yuan",
        );
        assert!(said.iter().any(|one| one.contains(word)), "{said:?}");
    }
}

#[test]
fn a_payment_offers_what_is_open_of_the_next_instalment() {
    let mut docket = story("instalments-with-guarantee");
    let second = docket.facts.iter().rposition(|fact| fact.kind == Kind::PaymentMade).unwrap();
    docket.facts.truncate(second);
    let mut app = at(Lang::Zh, docket, "2026-10-30");
    // The day is the agreement's, no text's.
    let due = app.case_lines.lines.iter().find(|line| line.text.contains("赔偿金缴纳期限") && line.text.contains("·")).unwrap();
    assert!(due.text.contains("文书定"), "{}", due.text);
    step(&mut app, "登记缴款", "record a payment");
    // A payment of nothing is none.
    press(&mut app, "C-s");
    assert!(code(&app, "amount_cents").is_some(), "{:?}", app.status);
    field(&mut app, "amount_cents", "Space");
    shows(&app, &["112,300.00"]);
}

/// Two parties, each with its own agreement: one by heads with works beside it, one whose plan is more than it agreed to.
const TWO: &str = r#"
profile = "inner-mongolia"
[attributes]
title = "河道砂石案"
damage_cents = 80000000
parties = [{ name = "甲化工公司" }, { name = "乙运输公司" }]
[[fact]]
kind = "lead.received"
on = 2026-01-05
[[fact]]
kind = "case.filed"
on = 2026-01-14
[[fact]]
kind = "agreement.signed"
on = 2026-05-06
party = "甲化工公司"
restoration_cents = 40000000
costs_cents = 3000000
payments = [{ due = 2026-06-30, amount_cents = 3000000, head = "costs" }, { due = 2026-09-30, amount_cents = 15000000 }, { head = "works", what = "河道清淤", amount_cents = 20000000 }]
[[fact]]
kind = "agreement.signed"
on = 2026-05-08
party = "乙运输公司"
amount_cents = 40000000
payments = [{ due = 2026-06-30, amount_cents = 45000000 }]
"#;

#[test]
fn what_is_open_over_or_in_no_instalment_is_said_of_each_party() {
    let folder = tempfile::tempdir().unwrap();
    for lang in LANGS {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = at(lang, docket("two", TWO), "2026-07-20");
        let whole = app.case_lines.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
        for word in [
            // 50,000 too few of the one are not made up for by 50,000 too many of the other.
            say(
                "金额中 50,000.00 元没有定分期 · 甲化工公司",
                "50,000.00 yuan of what was agreed or adjudged stand in no instalment · 甲化工公司",
            ),
            say(
                "应以金钱履行的 400,000.00 元多 50,000.00 元，请核对 · 乙运输公司",
                "50,000.00 yuan more than the 400,000.00 agreed or adjudged in money: is that so? · 乙运输公司",
            ),
            say("修复工程 河道清淤 作价 200,000.00 元 · 甲化工公司", "works 河道清淤 at 200,000.00 yuan · 甲化工公司"),
            say(
                "尚欠 680,000.00 元（甲化工公司 230,000.00；乙运输公司 450,000.00）",
                "open 680,000.00 yuan (甲化工公司 230,000.00; 乙运输公司 450,000.00)",
            ),
            say("签署协议 430,000.00 元", "agreement signed 430,000.00 yuan"),
        ] {
            assert!(whole.contains(word), "{word}: {whole}");
        }
        // It goes out with its plan and what is performed in kind.
        let path = folder.path().join(format!("{lang:?}.csv"));
        press(&mut app, &format!("X 2 Tab C-u \"{}\" Enter", path.display()));
        app.work(&mut |_, _| true);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{:?}", app.status));
        let row = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start}: {text}"));
        assert!(
            row(say("修复工程", "works")).contains(say("河道清淤 作价 200,000.00 元", "河道清淤 at 200,000.00 yuan")),
            "{text}"
        );
        assert!(row(say("第2期", "no. 2")).contains("150000.00"), "{text}");
    }
}
