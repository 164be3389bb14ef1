//! Keys in, screen out: the walk from a ledger to the proof of the ninety days, in both languages and sizes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::items_after_statements)] // a test may fail loudly

mod common;

use common::desk::{OFFICER, bare, day, desk, take_in, under};
use common::files;
use common::keys::{SIZES, press, shows};
use sunpei::docket::Day;
use sunpei::law::Library;
use sunpei::ops::Demo;
use sunpei::papers::ledger::{self, ReadOptions};
use sunpei::store::Store;
use sunpei::text::Lang;
use sunpei::tui::key::Key;
use sunpei::tui::{App, screen};

fn today_is(app: &mut App, day: &str) {
    app.desk.today = day.parse().unwrap();
    app.refresh();
}

#[test]
fn the_whole_way_from_a_ledger_to_the_proof_and_back() {
    walk(Lang::Zh);
    walk(Lang::En);
}

fn walk(lang: Lang) {
    let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
    let mut desk = desk("2026-11-22");
    let import = ledger::take(&files::ledger("leads-200.xlsx"), &ReadOptions::new(desk.today), &mut |_| true).unwrap();
    assert_eq!(desk.import(&import, "leads-200.xlsx", &mut |_| true).unwrap().taken, 200);
    assert_eq!(desk.import(&import, "leads-200.xlsx", &mut |_| true).unwrap().taken, 0);
    let mut app = App::new(desk, lang, true);
    shows(&app, &[say("待核查 200", "unchecked 200"), say("逾", "late")]);
    // Search by one word as typed, and by initials.
    press(&mut app, "/ \"敖汉\"");
    assert!(
        app.leads.rows.iter().all(|row| row.title.contains("敖汉") || row.place.contains("敖汉")) && !app.leads.rows.is_empty()
    );
    press(&mut app, "Esc / \"ahq\" Enter");
    assert!(!app.leads.rows.is_empty());
    press(&mut app, "Esc");
    // Check: damage. The form begins at what is missing, a digit chooses, Enter sends.
    let id = app.selected().unwrap();
    press(&mut app, "v 1 Enter");
    assert!(app.form().is_none(), "{:?}", app.status);
    app.show(id);
    app.focus = sunpei::tui::app::Pane::Case;
    // Filing: proposed, then blocked until the person in charge consents, then filed.
    press(&mut app, "f Enter");
    press(&mut app, "f");
    shows(&app, &[say("同意立案", "filing approved")]);
    // The own proposal: the consent is recorded from the signed paper.
    press(&mut app, "\"局长\" Tab \"呈批表\" Enter f");
    shows(&app, &[say("案号", "Number")]);
    press(&mut app, "Enter");
    shows(&app, &[say("立案", "file")]);
    let stage = |app: &App| app.desk.store.line(id).unwrap().unwrap().stage;
    assert_eq!(stage(&app), "filed");
    // One step back, and forth.
    press(&mut app, "u");
    assert_eq!(stage(&app), "filing_review");
    press(&mut app, "C-r");
    assert_eq!(stage(&app), "filed");
    // Notice served and received: the clocks start, each with its proof.
    let record = |app: &mut App, kind: sunpei::docket::Kind, on: &str, keys: &[(&str, serde_json::Value)]| {
        let mut fact = sunpei::docket::Fact::new(kind, on.parse().unwrap());
        for (key, value) in keys {
            fact = fact.with(key, value.clone());
        }
        let revision = app.desk.store.revision(id).unwrap();
        app.desk.record(id, revision, vec![fact], kind.name(), None).unwrap();
    };
    use sunpei::docket::Kind;
    let designation = |department: &str| [("department", department.into()), ("signing", true.into()), ("paper", "x".into())];
    let department = app.desk.docket(id).unwrap().unwrap().docket.attributes.department.unwrap_or("ecology".to_owned());
    record(&mut app, Kind::DepartmentDesignated, "2026-11-22", &designation(&department));
    record(&mut app, Kind::NoticeIssued, "2026-11-23", &[]);
    record(&mut app, Kind::NoticeServed, "2026-11-23", &[("way", "direct".into())]);
    record(&mut app, Kind::NoticeReceived, "2026-11-24", &[]);
    today_is(&mut app, "2026-11-25");
    app.show(id);
    shows(&app, &[say("磋商期限", "negotiation period")]);
    press(&mut app, "4");
    shows(&app, &[say("待答复", "waiting"), "○○○"]);
    press(&mut app, "e");
    shows(
        &app,
        &[say("送达告知书 2026-11-23", "notice served 2026-11-23"), say("90个自然日", "90 calendar days"), say("到期日", "Due:")],
    );
    press(&mut app, "Esc");
    record(&mut app, Kind::ReplyReceived, "2026-11-25", &[("accepts_status", true.into()), ("accepts_negotiation", true.into())]);
    app.refresh();
    shows(&app, &[say("已同意", "agreed")]);
    // Undo works after a restart of the screen, too.
    let mut again = App::new(app.desk, lang, true);
    press(&mut again, "4 u");
    shows(&again, &[say("待答复", "waiting")]);
}

/// A desk on an invented office, at a case in a stage.
fn at_stage(lang: Lang, stage: &str) -> App {
    let mut desk = desk("2026-11-22");
    desk.demo(Demo { leads: 60, cases: 20 }, &mut |_| true).unwrap();
    let mut app = App::new(desk, lang, true);
    app.leads.view = sunpei::tui::app::Leads::VIEWS.len() - 1;
    if stage.starts_with("lead") {
        app.leads.view = 0;
    }
    app.refresh();
    app.leads.at = app.leads.rows.iter().position(|row| row.stage == stage).unwrap_or_else(|| panic!("no {stage}"));
    app
}

#[test]
fn a_refusal_names_what_is_missing_and_its_article_stands_one_key_away() {
    for (lang, refused, state) in [(Lang::Zh, "不能办", "核查完成"), (Lang::En, "refused", "check done")] {
        // From a lead that nobody has checked: the state from which it could be filed, and the articles.
        let mut app = at_stage(lang, "lead_registered");
        press(&mut app, "f");
        let (_, said) = app.status.clone().unwrap();
        assert!(said.contains(refused) && said.contains(state) && said.contains("规定14条"), "{said}");
        press(&mut app, "l");
        shows(&app, &["规定14条", "及时立案启动索赔程序"]);
    }
}

#[test]
fn a_blocked_step_shows_what_it_asks_what_is_there_and_what_to_do_first() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut app = at_stage(lang, "appraised");
        press(&mut app, &format!("Enter o \"{}\" Enter", say("召开磋商会议", "hold a negotiation")));
        shows(
            &app,
            &[
                say("× 赔偿义务人同意磋商", "× the liable party agrees"),
                say("✓ 调查完成", "✓ the investigation is finished"),
                say("→ 先办", "→ first"),
                "规定22条",
            ],
        );
        press(&mut app, "G");
        press(&mut app, "Esc l");
        // The words relied on have a mark in the gutter.
        assert!(screen(&app, 120, 36).iter().any(|row| row.contains("▎")), "{:?}", screen(&app, 120, 36));
    }
}

#[test]
fn where_the_text_leaves_room_a_decision_otherwise_is_a_fact_with_name_and_reason() {
    use sunpei::docket::{Fact, Kind};
    let mut app = at_stage(Lang::Zh, "negotiating");
    let id = app.selected().unwrap();
    let day = app.desk.today;
    // One of that day is on file: another asks who decided so.
    let revision = app.desk.store.revision(id).unwrap();
    let decided = sunpei::ops::Override { by: "李主任".to_owned(), reason: "补录".to_owned() };
    app.desk.record(id, revision, vec![Fact::new(Kind::MeetingHeld, day)], "meeting.hold", Some(&decided)).unwrap();
    app.refresh();
    app.show(id);
    app.focus = sunpei::tui::app::Pane::Case;
    press(&mut app, "o \"可以 召开磋商会议\" Enter C-s");
    shows(&app, &["另有决定", "同日已记一次", "定27条"]);
    // The article is one key away; without a name and a reason nothing is written.
    press(&mut app, "F2");
    shows(&app, &["磋商次数原则上不超过3次"]);
    let facts = |app: &App| app.desk.docket(id).unwrap().unwrap().docket.facts.len();
    let before = facts(&app);
    press(&mut app, "Esc C-s");
    assert_eq!(facts(&app), before);
    press(&mut app, "\"李主任\" Tab \"案情重大复杂\" C-s");
    assert!(app.dialogs.is_empty(), "{:?}", app.status);
    let docket = app.desk.docket(id).unwrap().unwrap().docket;
    let meeting = docket.facts.last().unwrap();
    assert_eq!(meeting.data.text("by_role"), Some("李主任"));
    assert_eq!(meeting.data.text("reason"), Some("案情重大复杂"));
    assert!(meeting.data.text("override_of").unwrap().contains("同日已记一次"));
    // The next form of this kind begins empty: neither draft was left behind.
    press(&mut app, "u o \"可以 召开磋商会议\" Enter");
    assert!(app.form().unwrap().typed.iter().all(|typed| !typed.contains("案情")), "{:?}", app.form().unwrap().typed);
}

#[test]
fn another_version_of_the_rules_is_shown_on_all_open_dockets_before_it_is_taken() {
    let shelf = |version: &str, days: u32| {
        let text = format!(
            "name = \"own\"\ntitle = \"本市\"\nversion = \"{version}\"\nextends = \"inner-mongolia\"\n[[period]]\nid = \"check\"\nlength = {days}\n"
        );
        Library::with_overrides([("own.toml", text.as_str())])
    };
    let day = day("2026-11-22");
    let on = |store: Store, library| under(library, store, OFFICER, "2026-11-22");
    let mut desk = on(Store::in_memory().unwrap(), shelf("1", 30));
    desk.set_up("own", "某市").unwrap();
    desk.demo(Demo { leads: 20, cases: 6 }, &mut |_| true).unwrap();
    let app = App::new(desk, Lang::Zh, true);
    let due = |app: &App| {
        let found =
            app.desk.store.page(&sunpei::store::Filter { is_case: Some(false), ..sunpei::store::Filter::all(day) }, None, 50);
        found.unwrap().into_iter().map(|row| (row.docket, row.due)).collect::<Vec<_>>()
    };
    let before = due(&app);
    // Opened again with other rules of the same name: told so, and nothing moves by itself.
    let mut app = App::new(on(app.desk.store, shelf("2", 20)), Lang::Zh, true);
    assert_eq!(due(&app), before);
    shows(&app, &["规则集现为", "w 看变动"]);
    press(&mut app, "w End Enter \"own\" Enter");
    assert!(app.has_work());
    app.work(&mut |_, _| true);
    shows(&app, &["变动", "初步核查", "不变"]);
    assert_eq!(due(&app), before, "a preview writes nothing");
    press(&mut app, "Esc w End Enter \"own\" Enter");
    app.work(&mut |_, _| true);
    press(&mut app, "End Enter");
    shows(&app, &["采用变动：理由"]);
    press(&mut app, "Enter");
    assert!(!app.has_work(), "not without a reason");
    press(&mut app, "\"新版施行\" Enter");
    app.work(&mut |_, _| true);
    let after = due(&app);
    assert!(after != before && after.len() == before.len());
    press(&mut app, "u");
    assert_eq!(due(&app), before);
}

#[test]
fn a_form_asks_what_belongs_to_what_was_chosen() {
    let mut app = at_stage(Lang::Zh, "lead_registered");
    let id = app.selected().unwrap();
    press(&mut app, "v 1 Enter");
    app.show(id);
    app.focus = sunpei::tui::app::Pane::Case;
    press(&mut app, "x");
    let keys = |app: &App| {
        let form = app.form().unwrap();
        form.sent().0.iter().map(|field| field.key).collect::<Vec<_>>()
    };
    assert_eq!(keys(&app), ["on", "ground", "opinion", "paper", "note"]);
    // The digit of a value stands beside it while its field has the caret.
    let digit = |app: &App, label: &str| {
        let text = screen(app, 120, 36).join("\n");
        let (before, _) = text.split_once(label).unwrap_or_else(|| panic!("no {label} in\n{text}"));
        before.chars().rev().find(char::is_ascii_digit).unwrap().to_string()
    };
    // Markedly minor: the branch and that no compensation is needed; no obvious effect asks under which heading.
    let minor = digit(&app, "显著轻微");
    press(&mut app, &minor);
    assert_eq!(keys(&app), ["on", "ground", "branch", "no_compensation_needed", "opinion", "paper", "note"]);
    press(&mut app, "Tab 2");
    assert!(keys(&app).contains(&"heading") && !keys(&app).contains(&"benchmark"));
    press(&mut app, "Tab 4");
    assert!(keys(&app).contains(&"benchmark"));
    // Another ground: what stood in the fields that went away is not sent.
    press(&mut app, "S-Tab S-Tab");
    let performed = digit(&app, "赔偿义务人已经履行");
    press(&mut app, &performed);
    assert_eq!(keys(&app), ["on", "ground", "proof", "opinion", "paper", "note"]);
    for (width, height) in SIZES {
        let text = screen(&app, width, height).join("\n");
        assert!(text.contains("证明") && !text.contains("裁量基准") && !text.contains("判定"), "{text}");
    }
    press(&mut app, "Tab \"履行凭证3份\" C-s");
    assert!(app.dialogs.is_empty(), "{:?}", app.status);
    let docket = app.desk.docket(id).unwrap().unwrap().docket;
    let proposed = docket.facts.iter().find(|fact| fact.kind == sunpei::docket::Kind::NonfilingProposed).unwrap();
    assert_eq!(proposed.data.text("proof"), Some("履行凭证3份"));
    assert!(proposed.data.get("branch").is_none() && proposed.data.get("heading").is_none());
}

#[test]
fn a_ground_that_the_facts_meet_is_named_on_its_step() {
    let mut app = at_stage(Lang::Zh, "negotiating");
    let id = app.selected().unwrap();
    app.show(id);
    app.focus = sunpei::tui::app::Pane::Case;
    let line =
        |app: &App| app.case_lines.lines.iter().find(|line| line.text.contains("认定磋商不成")).map(|line| line.text.clone());
    assert!(line(&app).is_some_and(|text| !text.contains("超过磋商期限")), "{:?}", line(&app));
    today_is(&mut app, "2027-06-30");
    app.show(id);
    assert!(line(&app).is_some_and(|text| text.contains("已具备") && text.contains("超过磋商期限")), "{:?}", line(&app));
}

#[test]
fn first_start_asks_for_profile_and_unit_and_shows_a_way_on() {
    let mut app = App::new(bare("2026-11-22"), Lang::Zh, true);
    shows(&app, &["第一次使用", "inner-mongolia", "national"]);
    shows(&app, &["Esc 退出"]);
    press(&mut app, "Enter Esc");
    assert!(!app.quit, "Esc in the unit goes back to the profiles");
    press(&mut app, "Enter \"某市\" Enter");
    shows(&app, &["导入线索台账", "先写一条线索", "看示例单位"]);
    press(&mut app, "Esc");
    assert!(app.desk.is_set_up());
    shows(&app, &["还没有线索", "I 导入台账"]);
    press(&mut app, "N \"某厂排污\" Enter 2 Enter");
    assert_eq!(app.leads.rows.len(), 1, "{:?}", app.status);
    shows(&app, &["某厂排污"]);
}

#[test]
fn first_start_can_be_left() {
    let mut app = App::new(bare("2026-11-22"), Lang::Zh, true);
    press(&mut app, "Esc");
    assert!(app.quit);
    assert!(!app.desk.is_set_up());
}

#[test]
fn what_is_typed_past_the_width_stays_in_sight() {
    let mut app = App::new(desk("2026-11-22"), Lang::Zh, true);
    press(&mut app, "N");
    app.paste(&("排污".repeat(60) + "到此为止"));
    shows(&app, &["到此为止", "…"]);
    press(&mut app, "Home");
    shows(&app, &["排污排污"]);
}

#[test]
fn a_text_is_read_to_its_last_mark() {
    let mut app = App::new(desk("2026-11-22"), Lang::Zh, true);
    let articles = ["规定6", "规定32", "规定38"];
    for cite in articles {
        let text = app.desk.library.article(cite).unwrap().text;
        app.read("", text.lines().map(str::to_owned).collect());
        for (width, height) in SIZES {
            let mut seen = String::new();
            press(&mut app, "g");
            // A row at a time: the whole of it passes by.
            for _ in 0..200 {
                for row in screen(&app, width, height) {
                    // What stands inside the dialog's frame, of the rows that have one.
                    let mut at = 0;
                    let cells = row.chars().map(|c| {
                        at += sunpei::tui::width::cells(&c.to_string());
                        (at, c)
                    });
                    let wide = usize::from(96.min(width - 4));
                    let left = (usize::from(width) - wide) / 2;
                    let inside: Vec<(usize, char)> = cells.filter(|(end, _)| *end > left && *end <= left + wide).collect();
                    if inside.first().is_some_and(|(_, c)| *c == '│') && inside.last() == Some(&(left + wide, '│')) {
                        seen.extend(inside.iter().map(|(_, c)| c));
                    }
                }
                press(&mut app, "j");
            }
            let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !"│┃|".contains(*c)).collect::<String>();
            let end: String = plain(&text).chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
            assert!(plain(&seen).contains(&end), "{width}x{height} {cite}: {end}");
            assert!(!seen.contains('…') || text.contains('…'), "{cite} was cut at {width}x{height}");
        }
        press(&mut app, "Esc");
    }
}

#[test]
fn the_demo_can_be_looked_at_from_the_first_start() {
    let mut app = App::new(bare("2026-11-22"), Lang::Zh, true);
    press(&mut app, "Enter Enter Down Down Enter");
    shows(&app, &["待核查", "示例单位"]);
    assert!(app.leads.rows.len() > 100);
}

#[test]
fn a_wrong_field_says_so_beside_it_and_the_draft_outlives_the_form() {
    let mut app = App::new(desk("2026-11-22"), Lang::Zh, true);
    press(&mut app, "N \"某厂\" Tab C-u \"2026-2-30\" Tab 1 Enter");
    shows(&app, &["不是日期"]);
    press(&mut app, "Esc N");
    shows(&app, &["某厂", "2026-2-30"]);
}

#[test]
fn no_size_and_no_key_breaks_the_screen() {
    let mut desk = desk("2026-11-25");
    desk.demo(Demo { leads: 30, cases: 20 }, &mut |_| true).unwrap();
    let mut app = App::new(desk, Lang::Zh, true);
    let keys = "j k G g Tab Tab j e Esc l Esc Tab j e Esc o Down Esc ? Esc : \"undo\" Enter 1 ] ] [ Space a Esc 2 j j Enter Esc 3 } { T 4 + _ / \"某\" Enter Esc n \"x\" Esc v Esc z Esc x Esc t Esc F1 Esc R";
    for key in Key::script(keys) {
        app.key(key);
        for (width, height) in [(1, 1), (2, 40), (40, 2), (20, 5), (79, 23), (80, 24), (110, 30), (120, 36), (500, 200)] {
            screen(&app, width, height);
        }
    }
}

#[test]
fn full_width_keys_work_and_an_ideograph_is_told() {
    let mut app = App::new(desk("2026-11-22"), Lang::Zh, true);
    press(&mut app, "？");
    shows(&app, &["帮助"]);
    press(&mut app, "Esc 中");
    shows(&app, &["输入法开着"]);
}

#[test]
fn text_from_outside_never_reaches_the_terminal_as_control() {
    let mut desk = desk("2026-11-22");
    let attributes = sunpei::docket::Attributes { title: "恶\u{1b}[31m意\u{202e}x\u{7}".to_owned(), ..Default::default() };
    let fact = sunpei::docket::Fact::new(sunpei::docket::Kind::LeadReceived, desk.today).with("note", "\u{9b}2J");
    desk.new_lead(attributes, vec![fact]).unwrap();
    let app = App::new(desk, Lang::Zh, true);
    for (width, height) in SIZES {
        let text = screen(&app, width, height).join("");
        assert!(text.contains('恶') && !text.chars().any(|c| c.is_control() || c == '\u{202e}'), "{text:?}");
    }
}

#[test]
fn what_the_routing_table_suggests_is_taken_over_in_one_key() {
    let mut app = App::new(desk("2026-11-22"), Lang::Zh, true);
    press(&mut app, "N \"河道非法采砂\" Tab Tab 8 Tab \"松山区\"");
    shows(&app, &["采砂", "Ctrl-Y"]);
    let wide = screen(&app, 120, 36).join("\n");
    assert!(wide.contains("水利") && wide.contains("赤峰市人民政府") && wide.contains("规定6条"), "{wide}");
    press(&mut app, "C-y C-s");
    assert!(app.form().is_none(), "{:?}", app.status);
    let id = app.desk.store.find("26-0001").unwrap().unwrap();
    let it = app.desk.docket(id).unwrap().unwrap().docket.attributes;
    assert_eq!((it.department.as_deref(), it.matter.as_deref()), (Some("water"), Some("sand-mining")));
    // The detail says it too, and a form that asks for the department has it in place.
    app.show(id);
    press(&mut app, "2 G");
    let text = screen(&app, 120, 60).join("\n");
    assert!(text.contains("建议部门 水利"), "{text}");
    press(&mut app, "a");
    let form = app.form().unwrap();
    let at = form.fields.iter().position(|field| field.key == "department").unwrap();
    assert_eq!(form.typed[at], "water");
}

#[test]
fn what_counts_is_not_cut_where_four_panes_share_the_screen() {
    let mut desk = desk("2026-11-22");
    desk.demo(Demo { leads: 60, cases: 20 }, &mut |_| true).unwrap();
    let app = App::new(desk, Lang::Zh, true);
    let rows = screen(&app, 120, 36);
    let talks: Vec<&String> = rows.iter().filter(|row| row.contains('○') || row.contains('●')).collect();
    // Meetings and the bar with what is left stand whole.
    assert!(!talks.is_empty() && talks.iter().any(|row| row.contains("▓") && row.contains("天")), "{rows:#?}");
    assert!(talks.iter().all(|row| !row.contains("○…") && !row.contains("●…")), "{talks:#?}");
    let agenda: Vec<&String> = rows.iter().filter(|row| row.starts_with("│ ") && row.contains("2026-1")).collect();
    assert!(agenda.iter().any(|row| row.contains("初步核查") && row.contains("规定14条")), "{agenda:#?}");
}

/// A desk with the ledger of two hundred leads.
fn with_ledger() -> App {
    let mut desk = desk("2026-11-22");
    take_in(&mut desk, "leads-200.xlsx");
    App::new(desk, Lang::Zh, true)
}

#[test]
fn triage_decides_a_lead_by_a_key_opens_the_next_and_takes_back() {
    let mut app = with_ledger();
    let stage = |app: &App, id: i64| app.desk.store.line(id).unwrap().unwrap().stage;
    press(&mut app, "T");
    shows(&app, &["1线索 200", "2案件 0", "分诊 0/200", "造成损害", "已经修复", "移送", "规定14条", "Esc 离开"]);
    // Overdue is told by the due day, in the sitting as in the list.
    let late = |text: &str| text.split('逾').nth(1).and_then(|rest| rest.split('天').next()).map(str::to_owned);
    let sitting = late(screen(&app, 120, 36).iter().find(|row| row.contains("初步核查")).unwrap());
    press(&mut app, "Esc");
    assert_eq!(sitting, late(screen(&app, 120, 36).iter().find(|row| row.contains(">  ! ")).unwrap()));
    press(&mut app, "T");
    let shown = |app: &App| app.triage.as_ref().unwrap().view.as_ref().unwrap().case.stored.docket.id;
    // One key, and the next lead stands there.
    let first = shown(&app);
    press(&mut app, "1");
    assert_eq!(stage(&app, first), "filing_review", "{:?}", app.status);
    let second = shown(&app);
    assert_ne!(first, second);
    shows(&app, &["分诊 1/200"]);
    press(&mut app, "2");
    assert_eq!(stage(&app, second), "nonfiling_review", "{:?}", app.status);
    // One back, and its lead again; the other stays.
    press(&mut app, "u");
    assert_eq!((shown(&app), stage(&app, second)), (second, "lead_registered".to_owned()));
    assert_eq!(stage(&app, first), "filing_review");
    // A non-filing with its ground takes five keys: no form is left, and what was chosen is on file.
    press(&mut app, "3");
    let digit = |app: &App, label: &str| {
        let text = screen(app, 120, 36).join("\n");
        let (before, _) = text.split_once(label).unwrap_or_else(|| panic!("no {label} in\n{text}"));
        before.chars().rev().find(char::is_ascii_digit).unwrap().to_string()
    };
    let other = digit(&app, "其他可以不启动");
    press(&mut app, &other);
    assert!(app.form().is_some());
    press(&mut app, "Esc");
    // Left and come back to: where it was, with what was done.
    press(&mut app, "Space");
    let third = shown(&app);
    assert!(third != first && third != second);
    press(&mut app, "Esc");
    assert!(app.triage.is_none());
    press(&mut app, "T");
    shows(&app, &["分诊 1/200"]);
    assert_eq!(shown(&app), third);
    press(&mut app, "l");
    shows(&app, &["规定14条", "初步核查"]);
}

#[test]
fn triage_knows_before_it_asks() {
    use sunpei::docket::{Attributes, Fact, Kind, Party};
    let mut desk = desk("2026-11-22");
    let mut lead = |title: &str, note: &str, cents: Option<i64>, party: &str, on: &str| {
        let parties = vec![Party { name: party.into(), ..Party::default() }];
        let attributes = Attributes {
            title: title.into(),
            note: note.into(),
            damage_cents: cents,
            estimated: true,
            parties,
            ..Attributes::default()
        };
        desk.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, on.parse().unwrap())]).unwrap().dockets[0]
    };
    let minor = lead("甲厂少量废水外溢", "", Some(200_000), "甲厂", "2026-11-01");
    let known = lead("某河道非法采砂", "现场照片", Some(30_000_000), "乙公司", "2026-11-02");
    let repaired = lead("丙厂油污", "已完成修复，有验收单", Some(500_000), "丙厂", "2026-11-03");
    let reserve = lead("丁某在自然保护区内采药", "", None, "丁某", "2026-11-04");
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "T");
    let view = |app: &App| app.triage.as_ref().unwrap().view.clone().unwrap();
    use sunpei::ops::triage::Way;
    for (id, recommended) in
        [(minor, Some(Way::Reject)), (known, Some(Way::Damage)), (repaired, Some(Way::Exclude)), (reserve, None)]
    {
        for _ in 0..4 {
            if view(&app).case.stored.docket.id != id {
                press(&mut app, "Space");
            }
        }
        assert_eq!((view(&app).case.stored.docket.id, view(&app).recommended), (id, recommended));
    }
    // Nothing points anywhere: Enter decides nothing.
    shows(&app, &["原文提到 “自然保护区”"]);
    press(&mut app, "Enter");
    shows(&app, &["请按 1 至 7"]);
    // The officer says yes to what the text points to; the docket carries it with the outcome, in one step.
    press(&mut app, "p");
    shows(&app, &["（p 改） 是"]);
    press(&mut app, "1");
    let docket = app.desk.docket(reserve).unwrap().unwrap().docket;
    assert!(docket.state().attributes.protected_area, "{:?}", app.status);
    press(&mut app, "u");
    assert!(!app.desk.docket(reserve).unwrap().unwrap().docket.state().attributes.protected_area);
    // The recommended one by Enter; a markedly minor lead asks only what is not known: that no compensation is needed.
    while view(&app).case.stored.docket.id != minor {
        press(&mut app, "Space");
    }
    press(&mut app, "Enter");
    let form = app.form().unwrap();
    let at = |key: &str| form.typed[form.fields.iter().position(|field| field.key == key).unwrap()].clone();
    assert_eq!((at("ground"), at("branch")), ("markedly-minor".to_owned(), "amount".to_owned()));
    press(&mut app, "y Enter");
    let line = app.desk.store.line(minor).unwrap().unwrap();
    assert_eq!(line.stage, "nonfiling_review", "{:?} {:?}", app.status, app.form().map(|form| form.refusal.clone()));
    assert_ne!(view(&app).case.stored.docket.id, minor);
}

#[test]
fn triage_merges_what_looks_the_same() {
    use sunpei::docket::{Attributes, Fact, Kind};
    let mut desk = desk("2026-11-22");
    let mut ids = Vec::new();
    // The third has the title alone in common.
    for (on, place) in [("2026-11-01", "松山区"), ("2026-11-05", "松山区"), ("2026-11-06", "林西县")] {
        let attributes = Attributes { title: "某河道非法采砂".into(), place: Some(place.into()), ..Attributes::default() };
        ids.extend(desk.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, on.parse().unwrap())]).unwrap().dockets);
    }
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "T");
    // The later one goes into the earlier, so that no time limit begins anew.
    while app.triage.as_ref().unwrap().view.as_ref().unwrap().case.stored.docket.id != ids[1] {
        press(&mut app, "Space");
    }
    shows(&app, &["疑似重复", "重复：并入"]);
    press(&mut app, "Enter");
    let stages: Vec<String> = ids.iter().map(|id| app.desk.store.line(*id).unwrap().unwrap().stage).collect();
    assert_eq!(stages.iter().filter(|stage| *stage == "merged").count(), 1, "{stages:?} {:?}", app.status);
    assert_eq!(app.desk.store.line(ids[0]).unwrap().unwrap().stage, "lead_registered");
    // The other one no longer looks like an open one.
    assert_eq!(app.triage.as_ref().unwrap().view.as_ref().unwrap().same, None);
}

#[test]
fn a_draft_belongs_to_its_act_and_its_party() {
    use sunpei::docket::{Attributes, Fact, Kind, Party};
    let mut desk = desk("2026-11-22");
    let parties = ["王某某", "赵某"].map(|name| Party { name: name.into(), ..Party::default() }).to_vec();
    let attributes = Attributes { title: "某河道非法采砂".into(), parties, ..Attributes::default() };
    let day: Day = "2026-11-01".parse().unwrap();
    let id = desk.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, day)]).unwrap().dockets[0];
    let decided = sunpei::ops::Override { by: "李主任".into(), reason: "补录".into() };
    for fact in [
        Fact::new(Kind::CheckConcluded, day).with("result", "damage"),
        Fact::new(Kind::FilingProposed, day),
        Fact::new(Kind::FilingApproved, day).with("by_role", "局长").with("paper", "呈批表"),
        Fact::new(Kind::CaseFiled, day),
    ] {
        let revision = desk.store.revision(id).unwrap();
        desk.record(id, revision, vec![fact], "x", Some(&decided)).unwrap();
    }
    let mut app = App::new(desk, Lang::Zh, true);
    app.show(id);
    app.focus = sunpei::tui::app::Pane::Case;
    let typed = |app: &App, key: &str| {
        let form = app.form().unwrap();
        form.typed[form.fields.iter().position(|field| field.key == key).unwrap()].clone()
    };
    press(&mut app, "o \"制作磋商告知书 王\" Enter");
    assert_eq!(typed(&app, "party"), "王某某");
    while app.form().unwrap().fields[app.form().unwrap().at].key != "note" {
        press(&mut app, "Tab");
    }
    press(&mut app, "\"给王某某的话\" Esc o \"制作磋商告知书 赵\" Enter");
    assert_eq!((typed(&app, "party"), typed(&app, "note")), ("赵某".to_owned(), String::new()));
    press(&mut app, "Esc o \"制作磋商告知书 王\" Enter");
    assert_eq!((typed(&app, "party"), typed(&app, "note")), ("王某某".to_owned(), "给王某某的话".to_owned()));
}

#[test]
fn what_was_taken_back_whole_is_not_shown_and_takes_no_act() {
    let mut app = with_ledger();
    let id = app.selected().unwrap();
    press(&mut app, "Enter");
    assert!(app.case.is_some());
    press(&mut app, "u");
    assert!(app.leads.rows.is_empty() && app.case.is_none(), "{:?}", app.status);
    let revision = app.desk.store.revision(id).unwrap();
    let note = sunpei::docket::Fact::new(sunpei::docket::Kind::NoteAdded, app.desk.today).with("note", "x");
    assert!(app.desk.record(id, revision, vec![note], "note.add", None).is_err());
    press(&mut app, "C-r");
    let (_, said) = app.status.clone().unwrap();
    assert!(said.contains("导入") && said.contains("200") && !said.contains("undo"), "{said}");
    assert_eq!(app.desk.store.count(&sunpei::store::Filter::all(app.desk.today)).unwrap(), 200);
}

#[test]
fn the_list_and_the_case_pane_speak_of_the_same_lead_after_an_act() {
    let mut app = with_ledger();
    press(&mut app, "j j");
    let acted = app.selected().unwrap();
    press(&mut app, "v 1 C-s");
    assert_eq!(app.desk.store.line(acted).unwrap().unwrap().stage, "check_done", "{:?}", app.status);
    assert_ne!(app.selected(), Some(acted));
    assert_eq!(app.case.as_ref().map(|case| case.stored.docket.id), app.selected());
}

#[test]
fn a_form_keeps_its_caret_and_a_refusal_in_sight_in_a_low_window() {
    let mut app = at_stage(Lang::Zh, "negotiating");
    let id = app.selected().unwrap();
    app.show(id);
    app.focus = sunpei::tui::app::Pane::Case;
    press(&mut app, "o \"召开磋商会议\" Enter S-Tab \"看得见\"");
    for (width, height) in [(120, 36), (80, 24), (60, 20)] {
        let text = screen(&app, width, height).join("\n");
        assert!(text.contains("看得见"), "{width}x{height}\n{text}");
    }
    // Every part of an agreement can be read with its tick; a refusal loses no character at a line's end.
    press(&mut app, "Esc o \"签署赔偿协议\" Enter");
    while app.form().unwrap().fields[app.form().unwrap().at].key != "contents" {
        press(&mut app, "Tab");
    }
    press(&mut app, "1 6");
    shows(&app, &["1✓协议双方基本信息", "2·", "6✓", "5·"]);
    press(&mut app, "C-s");
    let rows = screen(&app, 120, 36);
    let shown: String = rows.iter().filter_map(|row| row.split_once("│× ")?.1.split('│').next()).map(str::trim_end).collect();
    assert_eq!(shown, app.form().unwrap().refusal.concat(), "{rows:#?}");
}

#[test]
fn enter_says_what_is_still_required() {
    let mut app = with_ledger();
    press(&mut app, "z Enter");
    shows(&app, &["← 必填"]);
    press(&mut app, "Enter Enter");
    assert!(app.form().is_some());
    shows(&app, &["← 必填"]);
}

#[test]
fn costs_stand_beside_the_amount_and_are_in_no_figure() {
    use sunpei::docket::{Attributes, Fact, Kind};
    let mut desk = desk("2026-11-22");
    let attributes = Attributes {
        title: "某厂少量外溢".into(),
        damage_cents: Some(300_000),
        costs_cents: Some(1_234_500),
        ..Attributes::default()
    };
    desk.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, "2026-11-01".parse().unwrap())]).unwrap();
    let mut app = App::new(desk, Lang::Zh, true);
    press(&mut app, "T");
    shows(&app, &["3,000.00 元", "另有调查评估费用 12,345.00 元"]);
    // Exactly the figure is within it, whatever the costs.
    assert!(app.triage.as_ref().unwrap().view.as_ref().unwrap().minor);
    press(&mut app, "o");
    shows(&app, &["3,000.00 元", "另有调查评估费用 12,345.00 元"]);
}

#[test]
fn the_day_stands_whole_in_a_window_of_80_however_much_waits() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = desk("2026-11-26");
        desk.demo(Demo { leads: 200, cases: 40 }, &mut |_| true).unwrap();
        let app = App::new(desk, lang, false);
        assert!(app.queue.counts.0 > 9 && app.calendar.late > 0, "much waits");
        for width in [80, 100, 120] {
            let rows = screen(&app, width, 36);
            let top = rows.first().unwrap();
            let end = lang.pick("2026-11-26 四", "2026-11-26 Th");
            assert!(top.trim_end().ends_with(end), "{top}");
            for (at, pane) in ["1", "2", "3", "4"].iter().enumerate() {
                assert!(top.split(" │ ").any(|part| part.starts_with(pane)), "{at}: {top}");
            }
            assert!(!top.contains('…'), "{top}");
        }
    }
}

#[test]
fn a_search_that_finds_nothing_says_so() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = App::new(desk("2026-11-26"), lang, true);
        press(&mut app, ": \"zzqq\"");
        shows(&app, &[lang.pick("没有符合“zzqq”的", "Nothing matches “zzqq”")]);
        press(&mut app, "Enter Esc");
        assert!(app.dialogs.is_empty());
    }
}

#[test]
fn a_form_longer_than_its_window_says_how_much_is_out_of_sight() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = App::new(desk("2026-11-26"), lang, true);
        press(&mut app, "N");
        let below = lang.pick("下面还有 2 项", "2 more below");
        assert!(screen(&app, 80, 24).join("\n").contains(below));
        assert!(!screen(&app, 120, 36).join("\n").contains(lang.pick("还有", "more")));
        press(&mut app, "S-Tab");
        let rows = screen(&app, 80, 24).join("\n");
        assert!(rows.contains(lang.pick("上面还有", "more above")) && !rows.contains(below), "{rows}");
    }
}
