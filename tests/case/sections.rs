//! The case pane: its sections, what is corrected where it is seen, the table of damage and money; keys in, screen out, in
//! both languages and sizes.

use crate::common::desk::desk;
use crate::common::files::{self, story_text};
use crate::common::keys::{LANGS, on_case, press, shows};
use crate::common::office::Office;
use sunpei::docket::{Docket, Fact, Kind, Stage};
use sunpei::law::calendar::Calendar;
use sunpei::law::{Law, Library};
use sunpei::text::Lang;
use sunpei::text::case::Words;
use sunpei::tui::SECTIONS;
use sunpei::tui::app::Pane;
use sunpei::tui::{App, screen};

/// The desk on the docket of a file, in the case pane.
fn app(lang: Lang, today: &str, text: &str) -> App {
    let mut desk = desk(today);
    let docket = files::docket("case.toml", text);
    desk.new_lead(docket.attributes, docket.facts).unwrap();
    on_case(desk, 1, lang)
}

#[test]
fn every_section_is_reached_by_brackets_and_by_its_name() {
    for lang in LANGS {
        let say = Words::of(lang);
        let mut app = app(lang, "2026-11-22", &story_text("instalments-with-guarantee"));
        for (at, section) in SECTIONS.iter().enumerate() {
            let place = format!("{} {}/{}", (section.name)(say), at + 1, SECTIONS.len());
            shows(&app, &[&place]);
            press(&mut app, "]");
        }
        // The last one stays; back over all of them to the first.
        shows(&app, &[&format!("{0}/{0}", SECTIONS.len())]);
        press(&mut app, &"[ ".repeat(SECTIONS.len()));
        shows(&app, &[&format!("{} 1/", say.overview)]);
        press(&mut app, &format!("/ \"{}\" Enter", say.timeline));
        shows(&app, &[&format!("{} 14/", say.timeline)]);
        press(&mut app, &format!(": \"section {}\" Enter", say.funds));
        shows(&app, &[&format!("{} 10/", say.funds)]);
    }
}

#[test]
fn the_timeline_says_what_each_fact_changed_of_the_time_limits() {
    for lang in LANGS {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let app = app(lang, "2026-11-22", &story_text("instalments-with-guarantee"));
        let view = app.case.as_ref().unwrap();
        let from =
            app.case_lines.lines.iter().rposition(|line| line.head && line.text.contains(Words::of(lang).timeline)).unwrap();
        let lines: Vec<&str> = app.case_lines.lines[from..].iter().map(|line| line.text.as_str()).collect();
        let mut seen = [0, 0];
        for one in view.derived.deadlines.iter().filter(|one| !one.rule.hidden) {
            let label = sunpei::text::law::label(lang, &one.rule.label);
            let facts = [one.start.map(|(_, id)| id), one.met.map(|(_, id)| id)];
            let words = [say("起算", "starts "), say("了结", "answers ")];
            for ((fact, word), seen) in facts.into_iter().zip(words).zip(&mut seen) {
                let Some(fact) = fact.and_then(|id| view.stored.docket.facts.iter().find(|fact| fact.id == id)) else { continue };
                // It stands below the fact, before the next one.
                let kind = sunpei::text::law::kind(lang, fact.kind);
                let mut below =
                    lines.iter().skip_while(|line| !(line.trim_start().starts_with(&fact.on.to_string()) && line.contains(kind)));
                below.next().unwrap_or_else(|| panic!("{} {kind} is not there", fact.on));
                let mut own = below.take_while(|line| line.starts_with("      "));
                assert!(
                    own.any(|line| line.contains(&format!("{word}{label}"))),
                    "{word}{label} is not below {} {kind}",
                    fact.on
                );
                *seen += 1;
            }
        }
        assert!(seen[0] > 5 && seen[1] > 3, "{seen:?}");
    }
}

#[test]
fn the_whole_rail_stands_in_the_narrowest_window() {
    for lang in LANGS {
        for (place, text) in [("[立案]", BOOK), ("[结案]", &*story_text("straight"))] {
            let app = app(lang, "2027-06-22", text);
            let rail = app.case_lines.lines[0].text.clone();
            assert!(lang == Lang::En || rail.contains(place), "{rail}");
            shows(&app, &[&rail]);
        }
    }
}

#[test]
fn an_empty_desk_has_a_case_pane_that_says_so() {
    for lang in LANGS {
        let mut app = App::new(desk("2026-11-22"), lang, true);
        press(&mut app, "2 ] [ / Esc X Enter");
        shows(&app, &[lang.pick("未选案件", "no case selected"), lang.pick("N 新建线索", "N new lead")]);
    }
}

/// Two parties, a claim by heads, instalments in part paid.
const BOOK: &str = r#"
profile = "inner-mongolia"
[attributes]
title = "渗坑"
damage_cents = 20000000
parties = [{ name = "甲化工" }, { name = "乙运输" }]
[[fact]]
kind = "lead.received"
on = 2026-01-05
[[fact]]
kind = "check.concluded"
on = 2026-01-12
result = "damage"
[[fact]]
kind = "filing.proposed"
on = 2026-01-13
[[fact]]
kind = "filing.approved"
on = 2026-01-13
[[fact]]
kind = "case.filed"
on = 2026-01-14
[[fact]]
kind = "appraisal.issued"
on = 2026-03-20
damage_cents = 41230000
costs_cents = 2000000
restorable = "no"
[[fact]]
kind = "claim.itemised"
on = 2026-03-25
interim_loss_cents = 11230000
permanent_loss_cents = 30000000
costs_cents = 2000000
[[fact]]
kind = "position.stated"
on = 2026-04-08
party = "甲化工"
side = "liable-party"
amount_cents = 20000000
[[fact]]
kind = "agreement.signed"
on = 2026-05-06
party = "甲化工"
amount_cents = 25000000
[[fact]]
kind = "payment.due"
on = 2026-05-06
party = "甲化工"
amount_cents = 15000000
due = 2026-06-30
note = "银行保函"
[[fact]]
kind = "payment.due"
on = 2026-05-06
party = "甲化工"
amount_cents = 10000000
due = 2026-08-31
[[fact]]
kind = "payment.made"
on = 2026-06-20
party = "甲化工"
amount_cents = 16000000
"#;

#[test]
fn money_is_a_table_by_party_and_head_with_instalments_and_limits() {
    for lang in LANGS {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = app(lang, "2026-09-22", BOOK);
        press(&mut app, "] ] ]");
        shows(&app, &[say("损害数额 412,300.00 元（鉴定评估认定）", "damage 412,300.00 yuan (as appraised)")]);
        shows(&app, &[say("费用 20,000.00 元另计", "costs of 20,000.00 yuan apart")]);
        // One head a row, the sum of the party, the total: 112,300 + 300,000 + 20,000 claimed.
        for row in ["112,300.00", "300,000.00", "20,000.00", "200,000.00  250,000.00  250,000.00  160,000.00"] {
            shows(&app, &[row]);
        }
        let total = format!("{:>14}", "432,300.00");
        shows(&app, &[&total, say("甲化工", "甲化工"), say("全体", "together")]);
        // The first instalment is paid, the second one late with the rest.
        shows(
            &app,
            &[say(
                "✓ 2026-06-30 第1期 150,000.00 元，已缴 150,000.00，尚欠 0.00",
                "✓ 2026-06-30 no. 1 150,000.00 yuan, paid 150,000.00, open 0.00",
            )],
        );
        shows(
            &app,
            &[say(
                "! 2026-08-31 第2期 100,000.00 元，已缴 10,000.00，尚欠 90,000.00",
                "! 2026-08-31 no. 2 100,000.00 yuan, paid 10,000.00, open 90,000.00",
            )],
        );
        // The appraised amount is compared, not the registered one, and it says so.
        press(&mut app, "C-d C-d C-d");
        shows(
            &app,
            &[say(
                "超过限额 300,000.00 元（所比 412,300.00 元 鉴定评估认定）",
                "above 300,000.00 yuan (compared: 412,300.00 yuan as appraised)",
            )],
        );
        // Beside other panes the columns are fewer, none is cut.
        press(&mut app, "/ 4 Enter");
        app.full = false;
        let text = screen(&app, 120, 36).join("\n");
        assert!(text.contains("250,000.00  160,000.00") && !text.contains("200,000.00  250,000.00"), "{text}");
    }
}

#[test]
fn amounts_beyond_the_column_stand_in_ten_thousands_exactly() {
    let big = BOOK.replace("permanent_loss_cents = 30000000", "permanent_loss_cents = 987654321000");
    let mut app = app(Lang::Zh, "2026-09-22", &big);
    press(&mut app, "] ] ]");
    shows(&app, &["单位：万元", "987,654.321", "11.23"]);
}

#[test]
fn the_money_goes_out_as_a_table() {
    let folder = tempfile::tempdir().unwrap();
    for lang in LANGS {
        let mut app = app(lang, "2026-09-22", BOOK);
        let path = folder.path().join(format!("money-{lang:?}.csv"));
        press(&mut app, "X");
        // The format, then the path over what stands there.
        press(&mut app, &format!("2 Tab C-u \"{}\" Enter", path.display()));
        app.work(&mut |_, _| true);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{:?}", app.status));
        let rows: Vec<&str> = text.lines().collect();
        assert!(rows[0].contains(lang.pick("对方出价", "offered")), "{text}");
        let total = rows.iter().find(|row| row.starts_with(lang.pick("合计", "total"))).unwrap();
        assert!(total.contains("432300.00,200000.00,250000.00,250000.00,160000.00"), "{text}");
        assert!(rows.iter().any(|row| row.contains("100000.00,10000.00,2026-08-31")), "{text}");
    }
}

#[test]
fn the_money_of_a_file_is_told_in_fen_with_stable_names_and_to_read() {
    let office = Office::new();
    let path = office.file("d.toml", BOOK);
    let run = |arguments: &[&str]| office.ok(&[&["docket", "check", &path, "--today", "2026-09-22"], arguments].concat());
    let value: serde_json::Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    let money = &value["money"];
    assert_eq!(
        (&money["damage_cents"], &money["basis"], &money["costs_cents"]),
        (&41_230_000.into(), &"appraised".into(), &2_000_000.into())
    );
    let sum = |list: &str, key: &str| money[list].as_array().unwrap().iter().filter_map(|row| row[key].as_i64()).sum::<i64>();
    for key in ["claimed_cents", "offered_cents", "agreed_cents", "due_cents", "paid_cents"] {
        let total = money["total"][key].as_i64().unwrap();
        assert!(["rows", "parties", "heads"].iter().all(|list| sum(list, key) == total), "{key}: {money}");
    }
    assert_eq!((sum("instalments", "amount_cents"), sum("instalments", "paid_cents")), (25_000_000, 16_000_000));
    let simple = money["limits"].as_array().unwrap().iter().find(|one| one["id"] == "simple-case").unwrap();
    assert_eq!(
        (&simple["amount_cents"], &simple["within"], &simple["basis"]),
        (&41_230_000.into(), &false.into(), &"appraised".into())
    );
    let text = run(&["--lang", "zh-CN"]);
    for word in [
        "损害和金额",
        "合计  索赔 432,300.00",
        "甲化工 未分项",
        "第2期 100,000.00 元，已缴 10,000.00",
        "所比 412,300.00 元 鉴定评估认定）规定20条",
    ] {
        assert!(text.contains(word), "{word}: {text}");
    }
}

#[test]
fn a_limit_that_forbids_says_which_amount_it_looked_at() {
    let simplified = BOOK
        .replace(
            "kind = \"claim.itemised\"",
            "kind = \"appraisal.commissioned\"\npath = \"expert\"\n[[fact]]\non = 2026-03-25\nkind = \"claim.itemised\"",
        )
        .replace("on = 2026-03-25\ninterim", "interim");
    let simplified = simplified.replacen(
        "[[fact]]\nkind = \"appraisal.commissioned\"",
        "[[fact]]\non = 2026-03-24\nkind = \"appraisal.commissioned\"",
        1,
    );
    for (lang, said) in [
        (Lang::Zh, "损害数额 412,300.00 元，鉴定评估认定，不含调查评估费用；限额 300,000.00 元"),
        (Lang::En, "damage 412,300.00 yuan, as appraised, without costs; the limit 300,000.00 yuan"),
    ] {
        let app = app(lang, "2026-09-22", &simplified);
        let all: Vec<&str> = app.case_lines.lines.iter().map(|line| line.text.as_str()).collect();
        assert!(all.iter().any(|line| line.contains(said)), "{all:#?}");
    }
}

/// The lines of the whole case.
fn all(app: &App) -> String {
    app.case_lines.lines.iter().map(|line| format!("{}\n", line.text)).collect()
}

/// Selects the first line of the case that holds a word.
fn select(app: &mut App, word: &str) {
    app.case_lines.at =
        app.case_lines.lines.iter().position(|line| line.text.contains(word)).unwrap_or_else(|| panic!("no {word}"));
}

/// Takes what moves, where something does.
fn take(app: &mut App) {
    assert!(app.form().is_none(), "{:?}", app.status);
    if !app.dialogs.is_empty() {
        press(app, "End Enter");
        app.work(&mut |_, _| true);
    }
    app.show(1);
}

#[test]
fn a_fact_is_put_right_where_it_stands_and_undo_brings_the_old_one_back() {
    for lang in LANGS {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = app(lang, "2026-09-22", BOOK);
        // From the instalment in the table: its form, with what stands there.
        select(&mut app, say("第2期", "no. 2"));
        press(&mut app, "Enter");
        shows(&app, &[say("更正：应缴款项 2026-05-06", "Put right: payment due 2026-05-06"), "100,000.00"]);
        let form = app.form().unwrap();
        let at = form.fields.iter().position(|field| field.key == "amount_cents").unwrap();
        let steps = at - form.at;
        press(&mut app, &format!("{} C-u \"12万元\" Enter", "Tab ".repeat(steps)));
        // The reason is asked; what is another, and nothing else, is taken over.
        assert!(app.form().is_some(), "the reason is asked");
        press(&mut app, "\"录错\" Enter");
        assert!(app.form().is_none(), "{:?}", app.status);
        let text = all(&app);
        assert!(text.contains("120,000.00") && text.contains(say("录错", "录错")), "{text}");
        let state = app.case.as_ref().unwrap().stored.docket.state();
        assert_eq!(state.count(sunpei::docket::Kind::PaymentDue), 2);
        assert_eq!(sunpei::docket::Accounts::of(&state).total().due, Some(27_000_000));
        drop(state);
        // The old one stands in the timeline, struck.
        let struck: Vec<&str> = app.case_lines.lines.iter().filter(|line| line.struck).map(|line| line.text.as_str()).collect();
        assert!(struck.len() == 1 && struck[0].starts_with('×') && struck[0].contains("100,000.00"), "{struck:?}");
        press(&mut app, "u");
        let state = app.case.as_ref().unwrap().stored.docket.state();
        assert_eq!(sunpei::docket::Accounts::of(&state).total().due, Some(25_000_000));
    }
}

#[test]
fn another_day_shows_what_it_moves_before_it_is_taken() {
    for lang in LANGS {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = app(lang, "2026-09-22", BOOK);
        press(&mut app, &format!("/ \"{}\" Enter", Words::of(lang).timeline));
        let mark = say("应缴款项", "payment due");
        app.case_lines.at = app
            .case_lines
            .lines
            .iter()
            .rposition(|line| {
                line.text.contains(mark) && line.text.trim_start().starts_with("2026") && line.text.contains("2026-08-31")
            })
            .unwrap();
        press(&mut app, "E");
        let form = app.form().unwrap();
        let at = form.fields.iter().position(|field| field.key == "due").unwrap();
        let here = form.at;
        press(&mut app, &format!("{} C-u \"2026-12-31\" Tab", "Tab ".repeat(at - here)));
        let why = app.form().unwrap().fields.iter().position(|field| field.key == "why").unwrap();
        let here = app.form().unwrap().at;
        press(&mut app, &format!("{} \"补充协议\" C-s", "Tab ".repeat(why - here)));
        shows(&app, &[say("变动预览", "What moves"), "2026-12-31"]);
        // Nothing is written yet.
        let count = |app: &App| app.case.as_ref().unwrap().stored.docket.facts.len();
        let before = count(&app);
        press(&mut app, "End Enter");
        app.work(&mut |_, _| true);
        app.show(1);
        assert!(count(&app) == before + 2, "{:?}", app.status);
        assert!(all(&app).contains("2026-12-31"));
    }
}

#[test]
fn a_fact_is_taken_back_with_its_reason_and_the_program_keeps_its_own() {
    for lang in LANGS {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = app(lang, "2026-09-22", BOOK);
        select(&mut app, "2026-04-08");
        press(&mut app, "Enter");
        shows(&app, &[say("立场只增不改", "positions are only added to")]);
        app.case_lines.at = app
            .case_lines
            .lines
            .iter()
            .rposition(|line| line.text.contains("160,000.00") && line.text.contains("2026-06-20"))
            .unwrap();
        press(&mut app, "W");
        shows(&app, &[say("撤回：2026-06-20", "Take back: 2026-06-20")]);
        press(&mut app, "Enter");
        assert!(app.form().is_some(), "the reason is asked");
        press(&mut app, "\"重复登记\" Enter");
        take(&mut app);
        let state = app.case.as_ref().unwrap().stored.docket.state();
        assert_eq!(sunpei::docket::Accounts::of(&state).total().paid, None, "{:?}", app.status);
        drop(state);
        assert!(all(&app).contains("重复登记"));
        press(&mut app, "u");
        assert!(all(&app).contains("160,000.00"));
    }
}

#[test]
fn the_registration_is_amended_where_it_is_seen_and_a_party_that_facts_name_stays() {
    for lang in LANGS {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = app(lang, "2026-09-22", BOOK);
        select(&mut app, "渗坑");
        press(&mut app, "Enter");
        shows(&app, &[say("更正登记事项", "Amend the registration")]);
        press(&mut app, "C-u \"老哈河渗坑排污\" C-s");
        assert!(app.form().is_none(), "{:?}", app.status);
        assert!(all(&app).contains("老哈河渗坑排污"));
        // The appraised amount stays what the limits look at.
        assert!(all(&app).contains(say("损害数额 412,300.00 元（鉴定评估认定）", "damage 412,300.00 yuan (as appraised)")));
        select(&mut app, say("义务人 甲化工", "Liable 甲化工"));
        press(&mut app, "Enter C-u \"乙运输\" C-s");
        shows(&app, &[say("不能去掉“甲化工”", "\"甲化工\" stays")]);
        press(&mut app, "C-u \"甲化工、丙矿业\" C-s");
        assert!(app.form().is_none(), "{:?}", app.status);
        take(&mut app);
        let state = app.case.as_ref().unwrap().stored.docket.state();
        assert!(state.attributes.parties.iter().any(|party| party.name == "丙矿业"));
        // Found by its name, with one more written there.
        press(&mut app, ": \"party.add 丁建材\" Enter");
        shows(&app, &["甲化工、丙矿业、丁建材"]);
        press(&mut app, "Esc");
        // What was registered anew is told in words.
        let told = all(&app);
        assert!(
            told.contains(say("疑似义务人:甲化工、丙矿业", "Liable party:甲化工, 丙矿业")) && !told.contains("{\""),
            "{told}"
        );
    }
}

#[test]
fn what_a_court_decided_stands_in_its_section_and_is_not_offered_again() {
    let app_of = |name: &str| app(Lang::Zh, "2026-11-25", &story_text(name));
    let ordered = all(&app_of("payment-order-then-enforcement"));
    let section = ordered.split("── 司法确认和诉讼").nth(1).unwrap().split("── ").next().unwrap();
    assert!(section.contains("申请支付令") && section.contains("法院发出支付令"), "{section}");
    // Confirmed and in its restoration: the court decides nothing more on this application.
    let mut docket = files::story("breach-confirmed-then-enforcement");
    let confirmed = docket.facts.iter().position(|fact| fact.kind == Kind::ConfirmationGranted).unwrap();
    docket.facts.truncate(confirmed + 1);
    let offered = |docket: &Docket| {
        let law = Law::new(Library::built_in().profile("inner-mongolia").unwrap(), Calendar::built_in());
        let next = law.derive(docket, "2026-11-25".parse().unwrap()).next;
        next.may.iter().chain(&next.must).any(|todo| todo.step.fact == Kind::ConfirmationRefused)
    };
    assert!(!offered(&docket));
    docket.facts.truncate(confirmed);
    assert!(offered(&docket));
}

#[test]
fn a_half_filled_correction_is_kept_as_typed() {
    let mut app = app(Lang::Zh, "2026-09-22", BOOK);
    select(&mut app, "第2期");
    press(&mut app, "Enter C-u \"乱写一半\"");
    // The line is lost.
    app.keep_place();
    let mut again = App::new(app.desk, Lang::Zh, true);
    again.show(1);
    (again.focus, again.full) = (Pane::Case, true);
    select(&mut again, "第2期");
    press(&mut again, "Enter");
    shows(&again, &["乱写一半"]);
}

#[test]
fn an_amount_that_cannot_be_is_refused_with_the_reason_at_its_field() {
    for lang in LANGS {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        for (typed, said) in [
            ("1.234", say("至多两位小数", "at most two decimals")),
            ("-5", say("不能是负数", "not below zero")),
            ("99999999999999999999", say("超出上限", "above 10 trillion")),
            ("100000亿亿", say("不是金额", "not an amount")),
            ("10万至20万", say("是一个范围", "a range")),
            ("许多", say("不是金额", "not an amount")),
        ] {
            let mut app = app(lang, "2026-09-22", BOOK);
            select(&mut app, "2026-08-31");
            press(&mut app, "Enter");
            let (form, key) = (app.form().unwrap(), "amount_cents");
            let steps = form.fields.iter().position(|field| field.key == key).unwrap() - form.at;
            press(&mut app, &format!("{} C-u \"{typed}\" C-s", "Tab ".repeat(steps)));
            shows(&app, &[said]);
            let issue = app.form().unwrap().issues.iter().find(|issue| issue.key == key);
            assert!(issue.is_some(), "{typed}");
        }
        // 万 and 亿 are read exactly.
        for (typed, cents) in [("12.345678万", 12_345_678), ("0.5亿元", 5_000_000_000), ("１２，３００", 1_230_000)] {
            assert_eq!(sunpei::ops::field::money(typed), Ok(cents), "{typed}");
        }
    }
}

#[test]
fn every_party_stands_with_its_own_negotiation_agreement_and_performance() {
    for lang in LANGS {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let served = "[[fact]]\nkind = \"notice.issued\"\non = 2026-03-26\n[[fact]]\nkind = \"notice.served\"\non = 2026-03-27\nparty = \"乙运输\"\nway = \"direct\"\n";
        let mut app = app(lang, "2026-09-22", &format!("{BOOK}{served}"));
        press(&mut app, "]");
        shows(&app, &[say("义务人 2/15", "Liable parties 2/15"), say("甲化工 · 组织", "甲化工 · organisation")]);
        shows(&app, &[say("签署协议 250,000.00 元", "agreement signed 250,000.00 yuan")]);
        shows(
            &app,
            &[say("应缴 250,000.00，已缴 160,000.00，尚欠 90,000.00", "due 250,000.00, paid 160,000.00, open 90,000.00")],
        );
        // The other party waits for the receipt; Enter opens its negotiation.
        let waits = say("送达未收", "no receipt");
        shows(&app, &[waits]);
        app.case_lines.at =
            app.case_lines.lines.iter().rposition(|line| line.text.starts_with("    ") && line.text.contains(waits)).unwrap();
        press(&mut app, "Enter");
        assert!(app.focus == Pane::Talks && app.tracker.inside.as_ref().is_some_and(|inside| inside.talk.row.party == "乙运输"));
    }
}

#[test]
fn next_steps_carry_their_key_and_article_and_what_runs_beside_stands_below_the_rail() {
    let check = "[[fact]]\nkind = \"lead.received\"\non = 2026-01-05\n";
    for lang in LANGS {
        let app = app(lang, "2026-01-10", check);
        let step = lang.pick("v 记录核查结论", "v conclude the check");
        let line = app.case_lines.lines.iter().find(|line| line.text.contains(step));
        assert!(
            line.is_some_and(|line| line.text.contains(lang.pick("规定14条", "规定14条")) && !line.cites.is_empty()),
            "{}",
            all(&app)
        );
    }
    let mut app = app(Lang::Zh, "2026-09-22", &story_text("public-interest-suit-beside"));
    assert!(
        app.case_lines.lines[1].text.starts_with("并行：") && app.case_lines.lines[1].text.contains("公益诉讼"),
        "{}",
        all(&app)
    );
    press(&mut app, "]");
    shows(&app, &["2/15"]);
}

#[test]
fn long_text_wraps_takes_what_is_pasted_and_undoes() {
    let mut app = app(Lang::Zh, "2026-09-22", BOOK);
    select(&mut app, "第2期");
    press(&mut app, "Enter");
    let (form, key) = (app.form().unwrap(), "note");
    let steps = form.fields.iter().position(|field| field.key == key).unwrap() - form.at;
    press(&mut app, &"Tab ".repeat(steps));
    app.paste(&format!("开头{}结尾\r\n第二行\u{7}", "损害赔偿".repeat(9)));
    shows(&app, &["开头损害赔偿", "结尾", "第二行"]);
    press(&mut app, "Enter \"ｎ第三行\"");
    shows(&app, &["ｎ第三行"]);
    press(&mut app, "C-u C-u C-u C-u C-u C-u C-u C-u C-u C-u");
    assert!(!screen(&app, 120, 36).join("\n").contains("第二行"), "{}", screen(&app, 120, 36).join("\n"));
}

#[test]
fn a_correction_that_the_law_forbids_is_refused_with_its_article() {
    for lang in LANGS {
        let mut app = app(lang, "2026-09-22", BOOK);
        let line = lang.pick("2026-01-14 立案", "2026-01-14 case filed");
        select(&mut app, line);
        // Filed on the day before the consent.
        press(&mut app, "Enter");
        let steps = app.form().unwrap().fields.iter().position(|field| field.key == "why").unwrap() - app.form().unwrap().at;
        press(&mut app, &format!("S-Tab C-u \"2026-01-12\" {} \"看错日期\" C-s", "Tab ".repeat(steps + 1)));
        assert!(app.form().is_some(), "{:?}", app.status);
        let said = app.form().unwrap().refusal.join(" ");
        assert!(said.contains("15条"), "{said} {:?}", app.status);
        let state = app.case.as_ref().unwrap().stored.docket.state();
        assert_eq!(state.last(sunpei::docket::Kind::CaseFiled).unwrap().on.to_string(), "2026-01-14");
    }
}

#[test]
fn the_last_line_says_what_this_case_is_ready_for_and_money_without_an_instalment_is_named() {
    for lang in LANGS {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let less = BOOK.replace("amount_cents = 10000000\ndue", "amount_cents = 9000000\ndue");
        let filed = app(lang, "2026-09-22", &less);
        let hint = screen(&filed, 120, 36).last().unwrap().clone();
        assert!(hint.contains(say("] 下一节", "] next section")) && hint.contains(say("E 更正", "E put right")), "{hint}");
        assert!(!hint.contains(say("核查结论", "conclude the check")), "{hint}");
        assert!(
            all(&filed).contains(say("金额中 10,000.00 元没有定分期", "10,000.00 yuan of what was agreed")),
            "{}",
            all(&filed)
        );
        let lead = app(lang, "2026-01-10", "[[fact]]\nkind = \"lead.received\"\non = 2026-01-05\n");
        let hint = screen(&lead, 120, 36).last().unwrap().clone();
        assert!(hint.contains(say("v 核查结论", "v conclude the check")), "{hint}");
    }
}

/// The days of a task are counted from what began it for that party, not for another.
#[test]
fn a_task_counts_its_days_from_what_concerns_its_party() {
    let docket = files::until("two-parties-one-agrees-one-is-sued", Kind::ReplyReceived);
    let law = Law::new(Library::built_in().profile("inner-mongolia").unwrap(), Calendar::built_in());
    let today = "2026-04-08".parse().unwrap();
    let next = law.derive(&docket, today).next;
    let mut seen = 0;
    for got in docket.facts.iter().filter(|fact| fact.kind == Kind::NoticeReceived) {
        let mut own =
            next.must.iter().chain(&next.may).filter(|todo| *todo.step.id == *"T-17" && todo.party.as_deref() == got.party());
        seen += own.clone().count();
        assert!(own.all(|todo| todo.elapsed_days == Some((today - got.on).num_days())), "{got:?}");
    }
    assert_eq!(seen, 2);
}

/// What a reporting system is told: each state on the day on which the first of several parties came to it.
#[test]
fn every_state_that_a_party_comes_to_is_to_be_entered() {
    let docket = files::story("two-parties-one-agrees-one-is-sued");
    let state = docket.state();
    let day = |kind: Kind| docket.facts.iter().find(|fact| fact.kind == kind).unwrap().on;
    let reached = |stage| state.reached.iter().filter(|one| one.stage == stage).map(|one| one.on).collect::<Vec<_>>();
    for (stage, kind) in [
        (Stage::AgreementSigned, Kind::AgreementSigned),
        (Stage::NegotiationFailed, Kind::NegotiationFailed),
        (Stage::Litigation, Kind::SuitFiled),
        (Stage::Filed, Kind::CaseFiled),
    ] {
        assert_eq!(reached(stage), [day(kind)], "{stage:?}");
    }
    let ticked = Fact { id: 999, ..Fact::new(Kind::ProgressEntered, "2026-12-31".parse().unwrap()) };
    let mut all = docket.clone();
    all.facts.retain(|fact| fact.kind != Kind::ProgressEntered);
    let open = all.state().unentered().len();
    assert!(open >= 8, "{open}");
    all.facts.push(ticked);
    assert!(all.state().unentered().is_empty());
}
