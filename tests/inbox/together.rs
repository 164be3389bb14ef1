//! Keys in, screen out: related dockets, merging, taking apart and dividing, in both languages and sizes.

use crate::common::desk::{day, desk};
use crate::common::keys;
use crate::common::keys::{any_size, press, text};
use sunpei::docket::{Attributes, Fact, Kind, Party};
use sunpei::ops::Desk;
use sunpei::text::Lang;
use sunpei::tui::App;
use sunpei::tui::app::Pane;

fn lead(desk: &mut Desk, title: &str, on: &str, party: &str, cents: Option<i64>) -> i64 {
    let parties = party.split('、').filter(|name| !name.is_empty());
    let parties = parties.map(|name| Party { name: name.into(), ..Party::default() }).collect();
    let attributes = Attributes {
        title: title.into(),
        channel: "complaint".into(),
        place: Some("红山区".into()),
        medium: Some("water".into()),
        parties,
        damage_cents: cents,
        ..Attributes::default()
    };
    desk.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, day(on))]).unwrap().dockets[0]
}

/// The words stand there, and no size at all makes it panic.
#[track_caller]
fn shows(app: &App, words: &[&str]) {
    keys::shows(app, words);
    any_size(app);
}

fn select(app: &mut App, id: i64) {
    app.refresh();
    app.leads.at = app.leads.rows.iter().position(|row| row.docket == id).unwrap();
    app.show(id);
    app.focus = Pane::Leads;
}

fn stage(app: &App, id: i64) -> String {
    app.desk.store.line(id).unwrap().map(|line| line.stage).unwrap_or_default()
}

#[test]
fn related_dockets_are_shown_marked_merged_and_taken_apart() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut desk = desk("2026-11-25");
        let old = lead(&mut desk, "渗坑排放废水", "2026-11-02", "内蒙古红山化工有限责任公司", None);
        let young = lead(&mut desk, "化工厂排污", "2026-11-20", "红山化工有限公司", None);
        let apart = lead(&mut desk, "盗伐林木", "2025-01-10", "赵某某", None);
        let mut app = App::new(desk, lang, true);
        select(&mut app, young);
        // Before anything is decided: which, how sure, and why.
        press(&mut app, "2");
        press(&mut app, "G");
        shows(&app, &["●●○", say("名称写法不同", "another spelling"), say("同地", "same medium")]);
        let whole = text(&app, (120, 36));
        assert!(whole.contains(say("同地", "same place")) && !whole.contains("盗伐林木"), "{whole}");
        press(&mut app, "r");
        shows(&app, &["26-0001", say("Space 标记", "Space mark")]);
        press(&mut app, "Space");
        assert_eq!(app.leads.marks.iter().copied().collect::<Vec<_>>(), [old, young]);
        shows(&app, &["*●●○"]);
        press(&mut app, "Space Esc m");
        // Unmarked again, the one that asked is still marked: alone, its related ones are offered.
        assert_eq!(app.leads.marks.len(), 1);
        shows(&app, &["26-0001", say("并入哪个案卷", "into which docket")]);
        press(&mut app, "Enter");
        shows(&app, &[say("并入 26-0002", "goes in 26-0002"), "≠", say("M 随时拆开", "M takes it apart")]);
        press(&mut app, "Enter");
        assert_eq!((stage(&app, young).as_str(), stage(&app, old).as_str()), ("merged", "lead_registered"));
        assert!(app.leads.marks.is_empty());
        shows(&app, &[say("1 条已并入 26-0001", "1 merged into 26-0001")]);
        press(&mut app, "2");
        shows(&app, &[say("已并入的线索（1）", "Leads that went into it (1)"), "26-0002 化工厂排污"]);
        // The member shows where it went; M takes it out again.
        app.show(young);
        press(&mut app, "g");
        shows(&app, &[say("已并入 26-0001", "went into 26-0001")]);
        press(&mut app, "m");
        shows(&app, &[say("已并入 26-0001", "went into 26-0001 already")]);
        press(&mut app, "M");
        shows(&app, &[say("恢复 26-0002", "comes back 26-0002"), say("26-0001 保留", "26-0001 stays")]);
        press(&mut app, "Enter");
        assert_eq!(stage(&app, young), "lead_registered");
        assert!(app.leads.marks.contains(&young), "marked as it was");
        press(&mut app, "u");
        assert_eq!(stage(&app, young), "merged");
        press(&mut app, "u");
        assert_eq!(stage(&app, young), "lead_registered");
        app.show(apart);
        press(&mut app, "M");
        shows(&app, &[say("没有并入别的案卷", "nothing was merged here")]);
        press(&mut app, "r");
        shows(&app, &[say("没有查到可能相关的案卷", "nothing related was found")]);
    }
}

#[test]
fn a_target_is_found_by_number_or_words_and_what_cannot_go_says_why() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut desk = desk("2026-11-25");
        let far = lead(&mut desk, "盗伐林木", "2026-01-10", "赵某某", None);
        let one = lead(&mut desk, "渗坑排放废水", "2026-11-02", "甲厂", None);
        let gone = lead(&mut desk, "臭气扰民", "2026-11-03", "乙厂", None);
        let plan = desk.plan_merge(&[gone], Some(far)).unwrap();
        desk.merge(&plan).unwrap();
        let mut app = App::new(desk, lang, true);
        select(&mut app, one);
        press(&mut app, "m \"盗伐\"");
        shows(&app, &["26-0001"]);
        press(&mut app, "Esc m \"26-0001\"");
        shows(&app, &["盗伐林木"]);
        // Words of a merged lead find its target, and itself; from itself the target is offered.
        press(&mut app, "Esc m \"臭气\"");
        shows(&app, &["26-0001", "26-0003"]);
        press(&mut app, "Enter");
        shows(
            &app,
            &[
                say("26-0003 已并入 26-0001", "26-0003 went into 26-0001 already"),
                say("改为并入 26-0001", "into 26-0001 instead"),
            ],
        );
        press(&mut app, "Enter Enter");
        assert_eq!(stage(&app, one), "merged");
        assert_eq!(app.desk.ends_in(one).unwrap(), [far]);
        // Marked ones of which one cannot go: named with its reason, the other goes.
        press(&mut app, "u");
        app.leads.marks.extend([one, gone, far]);
        press(&mut app, "m \"26-0001\" Enter");
        shows(&app, &[say("不能 26-0003", "cannot 26-0003"), say("均未写明", "neither text writes this")]);
        press(&mut app, "Enter");
        shows(&app, &[say("1 条未并", "1 could not go")]);
        assert_eq!(stage(&app, one), "merged");
    }
}

#[test]
fn a_new_docket_is_made_with_what_differs_asked() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut desk = desk("2026-11-25");
        let one = lead(&mut desk, "渗坑排放废水", "2026-11-02", "甲厂", Some(3_000_000));
        let two = lead(&mut desk, "废水外排", "2026-11-08", "乙厂", Some(5_000_000));
        let mut app = App::new(desk, lang, true);
        app.leads.marks.extend([one, two]);
        press(&mut app, "m");
        shows(&app, &[say("新建案卷：由这 2 条合成", "a new docket made of these 2")]);
        press(&mut app, "End Enter");
        // The caret stands where the leads differ; what each says stands below.
        let form = app.form().unwrap();
        assert_eq!(form.fields[form.at].key, "damage_cents");
        shows(&app, &["30,000.00", "50,000.00", say("合计", "together"), "甲厂、乙厂", "2026-11-02"]);
        press(&mut app, "Enter");
        assert!(app.form().is_some(), "the amount is asked");
        press(&mut app, "\"8万\" Enter");
        assert!(app.form().is_none(), "{:?}", app.status);
        let made = app.desk.case(one).unwrap().unwrap().into[0].docket;
        let line = app.desk.store.line(made).unwrap().unwrap();
        assert_eq!(
            (line.damage_cents, line.party.as_str(), line.received.as_deref()),
            (Some(8_000_000), "甲厂、乙厂", Some("2026-11-02"))
        );
        shows(&app, &[say("2 条已并入 26-0003", "2 merged into 26-0003")]);
        app.show(made);
        app.focus = Pane::Case;
        press(&mut app, "M");
        shows(&app, &[say("26-0003 由并案产生", "26-0003 was made by the merge")]);
        press(&mut app, "Enter");
        assert_eq!((stage(&app, one).as_str(), stage(&app, made).as_str()), ("lead_registered", ""));
        assert_eq!(app.leads.marks.iter().copied().collect::<Vec<_>>(), [one, two], "marked as they were");
    }
}

#[test]
fn a_lead_is_divided_by_party_or_number_and_brought_back() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut desk = desk("2026-11-25");
        let id = lead(&mut desk, "园区排污", "2026-11-02", "甲厂、乙厂", None);
        let mut app = App::new(desk, lang, true);
        select(&mut app, id);
        press(&mut app, "D");
        shows(&app, &[say("按义务人分为 2 件", "2, one for each liable party")]);
        press(&mut app, "Enter");
        shows(&app, &["26-0001-1 甲厂", "26-0001-2 乙厂", say("日期不变", "with their days")]);
        press(&mut app, "Enter");
        shows(&app, &[say("26-0001 已分为 2 件", "26-0001 divided into 2"), "甲厂", "乙厂"]);
        app.show(id);
        press(&mut app, "2");
        shows(&app, &[say("已分为 26-0001-1", "divided into 26-0001-1"), say("已分为 26-0001-2", "divided into 26-0001-2")]);
        press(&mut app, "Down Down Down Down Down");
        press(&mut app, "M Enter");
        assert_eq!(stage(&app, id), "lead_registered");
        // A number typed with the command goes to its preview at once.
        press(&mut app, ": \"series 4\" Enter");
        shows(&app, &["26-0001-4"]);
        press(&mut app, "Esc : \"series 1000\" Enter");
        shows(&app, &[say("只能分为 2 至 30 件", "2 to 30 parts")]);
    }
}

#[test]
fn triage_shows_what_is_related_and_merges_without_leaving() {
    for lang in [Lang::Zh, Lang::En] {
        let say = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let mut desk = desk("2026-11-25");
        let one = lead(&mut desk, "渗坑排放废水", "2026-11-02", "内蒙古红山化工有限责任公司", None);
        let two = lead(&mut desk, "化工厂排污", "2026-11-20", "红山化工有限公司", None);
        let mut app = App::new(desk, lang, true);
        press(&mut app, "T");
        shows(&app, &["●●○", say("名称写法不同", "another spelling")]);
        press(&mut app, "Space R");
        shows(&app, &["26-0001"]);
        press(&mut app, "Esc m Enter Enter");
        assert_eq!((stage(&app, two).as_str(), stage(&app, one).as_str()), ("merged", "lead_registered"));
        shows(&app, &["1/2", "26-0001"]);
        press(&mut app, "u");
        assert_eq!(stage(&app, two), "lead_registered");
        // Nothing says the same: the key of the merge asks which.
        press(&mut app, "5");
        shows(&app, &[say("并入哪个案卷", "into which docket")]);
    }
}
