//! The filter language: what is typed, what it asks, and what is said about what cannot be read; lists sorted by any column.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)] // a test may fail loudly

use std::collections::BTreeSet;
use std::sync::Arc;
use sunpei::docket::Day;
use sunpei::law::Library;
use sunpei::law::calendar::Calendar;
use sunpei::ops::query::{Offer, Query, Wrong};
use sunpei::ops::{Demo, Desk, SavedView};
use sunpei::store::{Column, Condition, Cursor, Filter, Flag, InboxRow, Sort, Store, Term, View};
use sunpei::text::Lang;
use sunpei::text::query as words;

/// A desk on Wednesday 2026-11-25 with an invented office.
fn desk(leads: usize) -> Desk {
    let today = Day::from_ymd_opt(2026, 11, 25).unwrap();
    let library = Arc::new(Library::built_in().clone());
    let store = Store::in_memory().unwrap();
    let mut desk = Desk::new(store, library, Calendar::built_in(), today, "王芳", || 1_790_000_000, None).unwrap();
    if leads > 0 {
        desk.demo(Demo { leads, cases: 40 }, &mut |_| true).unwrap();
    }
    desk
}

fn read(desk: &Desk, text: &str) -> Query {
    let query = desk.query(text, None, words::words(Lang::Zh));
    assert_eq!(desk.query(text, None, words::words(Lang::En)), query_in_english(&query, desk, text), "{text}");
    query
}

/// Both languages read the same; only what is offered differs.
fn query_in_english(zh: &Query, desk: &Desk, text: &str) -> Query {
    let en = desk.query(text, None, words::words(Lang::En));
    let issues = en.issues.iter().zip(&zh.issues).map(|(en, zh)| {
        assert_eq!((en.wrong, &en.at, &en.typed), (zh.wrong, &zh.at, &zh.typed));
        en.clone()
    });
    Query { issues: issues.collect(), ..zh.clone() }
}

fn is(column: Column, keys: &[&str]) -> Condition {
    Condition { not: false, any: keys.iter().map(|key| Term::Is(column, (*key).to_owned())).collect() }
}

fn days(column: Column, from: &str, until: &str) -> Condition {
    let day = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Condition::of(Term::Days(column, day(from), day(until)))
}

fn cents(from: Option<i64>, until: Option<i64>) -> Condition {
    Condition::of(Term::Cents(from, until))
}

fn not(condition: Condition) -> Condition {
    Condition { not: !condition.not, ..condition }
}

#[test]
fn terms_ask_what_they_say() {
    let desk = desk(0);
    let flag = |flag| Condition::of(Term::Flag(flag));
    for (text, asked) in [
        // Keys in both languages, values by label, key, other name, beginning, initials, part.
        ("渠道:检察移送", is(Column::Channel, &["procuratorate"])),
        ("渠道：检察", is(Column::Channel, &["procuratorate"])),
        ("channel:procuratorate", is(Column::Channel, &["procuratorate"])),
        ("Channel:PROC", is(Column::Channel, &["procuratorate"])),
        ("渠道:jc", is(Column::Channel, &["procuratorate"])),
        ("渠道:jcys", is(Column::Channel, &["procuratorate"])),
        ("渠道:督察", is(Column::Channel, &["central-inspection", "regional-inspection"])),
        ("渠道:检察,信访举报", is(Column::Channel, &["procuratorate", "complaint"])),
        ("渠道:检察、举报", is(Column::Channel, &["procuratorate", "complaint"])),
        ("-渠道:检察", not(is(Column::Channel, &["procuratorate"]))),
        ("－渠道：检察", not(is(Column::Channel, &["procuratorate"]))),
        ("部门:水利", is(Column::Department, &["water"])),
        ("部门:水务局", is(Column::Department, &["water"])),
        ("dept:water", is(Column::Department, &["water"])),
        ("dept:\"natural resources\"", is(Column::Department, &["natural-resources"])),
        ("部门:“自然资源”", is(Column::Department, &["natural-resources"])),
        ("部门:无", Condition::of(Term::Nothing(Column::Department))),
        ("要素:地下", is(Column::Medium, &["groundwater"])),
        ("环节:线索登记", is(Column::Stage, &["lead_registered"])),
        ("stage:negotiating", is(Column::Stage, &["negotiating"])),
        ("环节:鉴定评估", is(Column::Stage, &["appraising"])),
        ("地点:红山", Condition::of(Term::Has(Column::Place, "红山".into()))),
        ("义务人:某化工", Condition::of(Term::Party("某化工".into()))),
        ("编号:26-04", Condition::of(Term::Has(Column::Number, "26-04".into()))),
        ("标题:\"渗坑 排放\"", Condition::of(Term::Has(Column::Title, "渗坑 排放".into()))),
        ("承办:我", flag(Flag::Mine)),
        ("officer:me", flag(Flag::Mine)),
        ("承办:无", Condition::of(Term::Nothing(Column::Officer))),
        // Days: the office's today is 2026-11-25, a Wednesday.
        ("到期:<7d", days(Column::Due, "", "2026-12-01")),
        ("到期:＜7天", days(Column::Due, "", "2026-12-01")),
        ("到期:<=7d", days(Column::Due, "", "2026-12-02")),
        ("到期:≤7d", days(Column::Due, "", "2026-12-02")),
        ("到期:7d", days(Column::Due, "", "2026-12-02")),
        ("到期:>7d", days(Column::Due, "2026-12-03", "")),
        ("到期:=7d", days(Column::Due, "2026-12-02", "2026-12-02")),
        ("due:2w", days(Column::Due, "", "2026-12-09")),
        ("到期:<10工", days(Column::Due, "", "2026-12-08")),
        ("到期:<=10wd", days(Column::Due, "", "2026-12-09")),
        ("到期:=今天", days(Column::Due, "2026-11-25", "2026-11-25")),
        ("到期:明天", days(Column::Due, "2026-11-26", "2026-11-26")),
        ("到期:<今天", days(Column::Due, "", "2026-11-24")),
        ("due:week", days(Column::Due, "2026-11-23", "2026-11-29")),
        ("到期:下周", days(Column::Due, "2026-11-30", "2026-12-06")),
        ("到期:本月", days(Column::Due, "2026-11-01", "2026-11-30")),
        ("到期:下月", days(Column::Due, "2026-12-01", "2026-12-31")),
        ("到期:2026-12-05", days(Column::Due, "2026-12-05", "2026-12-05")),
        ("到期:2026年12月5日", days(Column::Due, "2026-12-05", "2026-12-05")),
        ("到期:12-5", days(Column::Due, "2026-12-05", "2026-12-05")),
        ("到期:2026-12", days(Column::Due, "2026-12-01", "2026-12-31")),
        ("到期:>2026-12", days(Column::Due, "2027-01-01", "")),
        ("到期:2027", days(Column::Due, "2027-01-01", "2027-12-31")),
        ("到期:2026-12-01..2026-12-15", days(Column::Due, "2026-12-01", "2026-12-15")),
        ("到期:12-1至12-15", days(Column::Due, "2026-12-01", "2026-12-15")),
        ("到期:今天..7d", days(Column::Due, "2026-11-25", "2026-12-02")),
        ("到期:..今天", days(Column::Due, "", "2026-11-25")),
        ("到期:明天..", days(Column::Due, "2026-11-26", "")),
        ("到期:逾期", flag(Flag::Overdue)),
        ("due:overdue", flag(Flag::Overdue)),
        ("到期:无", Condition::of(Term::Nothing(Column::Due))),
        ("到期:逾期,今天", {
            let mut both = flag(Flag::Overdue);
            both.any.extend(days(Column::Due, "2026-11-25", "2026-11-25").any);
            both
        }),
        // Days gone by count backwards.
        ("收到:<7d", days(Column::Received, "2026-11-19", "")),
        ("收到:7天", days(Column::Received, "2026-11-18", "")),
        ("收到:>30d", days(Column::Received, "", "2026-10-25")),
        ("received:7d..30d", days(Column::Received, "2026-10-26", "2026-11-18")),
        ("received:30d..7d", days(Column::Received, "2026-10-26", "2026-11-18")),
        ("收到:去年", days(Column::Received, "2025-01-01", "2025-12-31")),
        ("收到:>=2026-11-20", days(Column::Received, "2026-11-20", "")),
        ("收到:上周", days(Column::Received, "2026-11-16", "2026-11-22")),
        ("暂缓至:下周", days(Column::Snoozed, "2026-11-30", "2026-12-06")),
        // Amounts, in fen.
        ("金额:>30万", cents(Some(30_000_001), None)),
        ("金额：＞３０万", cents(Some(30_000_001), None)),
        ("金额:>=30万元", cents(Some(30_000_000), None)),
        ("金额:<1亿", cents(None, Some(9_999_999_999))),
        ("金额:≤1000元", cents(None, Some(100_000))),
        ("金额:1,850,000.5", cents(Some(185_000_050), Some(185_000_050))),
        (
            "金额:>300,000,<10",
            Condition { not: false, any: vec![Term::Cents(Some(30_000_001), None), Term::Cents(None, Some(999))] },
        ),
        ("金额:10..50万", cents(Some(10_000_000), Some(50_000_000))),
        ("金额:10万..50万", cents(Some(10_000_000), Some(50_000_000))),
        ("金额:10万至1亿", cents(Some(10_000_000), Some(10_000_000_000))),
        ("amount:>300k", cents(Some(30_000_001), None)),
        ("amount:1.5m..", cents(Some(150_000_000), None)),
        ("金额:30w", cents(Some(30_000_000), Some(30_000_000))),
        ("金额:无", Condition::of(Term::Nothing(Column::Damage))),
        // What is so.
        ("有疑问", flag(Flag::Questions)),
        ("暂缓", flag(Flag::Snoozed)),
        ("未分派", flag(Flag::Unassigned)),
        ("督办", flag(Flag::Supervised)),
        ("overdue", flag(Flag::Overdue)),
        ("红线", flag(Flag::RedLine)),
        ("红线:是", flag(Flag::RedLine)),
        ("red-line:no", not(flag(Flag::RedLine))),
        ("-红线:否", flag(Flag::RedLine)),
        ("-在办", not(flag(Flag::Open))),
        ("是:重大", flag(Flag::Major)),
        ("is:open", flag(Flag::Open)),
    ] {
        let query = read(&desk, text);
        assert_eq!(query.issues, [], "{text}");
        assert_eq!((query.conditions, query.text.as_str()), (vec![asked], ""), "{text}");
    }
}

#[test]
fn everything_else_is_words() {
    let desk = desk(0);
    for (text, said) in [
        ("红山", "红山"),
        ("红山区　化工", "红山区 化工"),
        ("26-0412", "26-0412"),
        ("hsq", "hsq"),
        ("\"红线\"", "红线"),
        ("“督办” 渗坑", "督办 渗坑"),
        ("\"a:b\"", "a:b"),
        (":x", ":x"),
        ("- x", "- x"),
        ("", ""),
        ("   ", ""),
    ] {
        let query = read(&desk, text);
        assert_eq!((query.text.as_str(), &query.conditions[..], &query.issues[..]), (said, &[][..], &[][..]), "{text}");
    }
    let query = read(&desk, "渠道:检察 部门:水利 到期:<7d 金额:>30万 红山 -渗坑");
    assert_eq!((query.text.as_str(), query.conditions.len(), query.issues.len()), ("红山", 5, 0));
    assert_eq!(query.conditions[4], not(Condition::of(Term::Words("渗坑".into()))));
}

#[test]
fn what_cannot_be_read_is_named_with_its_place_and_a_way() {
    let desk = desk(0);
    for (text, wrong, typed) in [
        ("红山 渠到:检察", Wrong::Key, "渠到"),
        ("http://x", Wrong::Key, "http"),
        ("渠道:火星 红山", Wrong::Value(sunpei::ops::query::Key::Channel), "火星"),
        ("渠道:检察,火星", Wrong::Value(sunpei::ops::query::Key::Channel), "火星"),
        ("部门:", Wrong::Empty, "部门"),
        ("部门:,", Wrong::Empty, "部门"),
        ("到期:快了", Wrong::Day(sunpei::ops::query::Key::Due), "快了"),
        ("到期:<", Wrong::Day(sunpei::ops::query::Key::Due), "<"),
        ("到期:2026-13-01", Wrong::Day(sunpei::ops::query::Key::Due), "2026-13-01"),
        ("到期:12-15..12-1", Wrong::Range, "12-15..12-1"),
        ("到期:..", Wrong::Day(sunpei::ops::query::Key::Due), ".."),
        ("到期:99999999d", Wrong::Day(sunpei::ops::query::Key::Due), "99999999d"),
        ("金额:>很多", Wrong::Amount, ">很多"),
        ("金额:50万..10万", Wrong::Range, "50万..10万"),
        ("金额:>99999999999999999999", Wrong::Amount, ">99999999999999999999"),
        ("红线:也许", Wrong::YesNo, "也许"),
        ("是:蓝色", Wrong::Flag, "蓝色"),
    ] {
        let query = read(&desk, text);
        assert_eq!(query.issues.len(), 1, "{text}: {query:?}");
        let issue = &query.issues[0];
        assert_eq!((issue.wrong, issue.typed.as_str()), (wrong, typed), "{text}");
        assert!(text[issue.at.clone()].contains(typed), "{text}: {:?}", issue.at);
        for lang in [Lang::Zh, Lang::En] {
            let said = words::issue(lang, issue);
            assert!(said.contains(typed) && !said.contains('{'), "{said}");
        }
        // While it is typed it is no issue, and the rest counts.
        let typing = desk.query(text, Some(issue.at.end), words::words(Lang::Zh));
        assert_eq!((typing.issues.len(), &typing.conditions, &typing.text), (0, &query.conditions, &query.text), "{text}");
    }
    let near = |text: &str| read(&desk, text).issues[0].near.clone();
    assert_eq!(near("渠到:检察")[0], "渠道");
    assert!(near("渠道:检查").contains(&"检察移送".to_owned()));
    assert!(words::issue(Lang::Zh, &read(&desk, "渠道:检查").issues[0]).contains("检察移送"));
    assert!(!near("渠道:火星").is_empty(), "all, where nothing is near");
}

#[test]
fn the_caret_is_offered_what_fits() {
    let desk = desk(60);
    let offered = |lang, text: &str| desk.complete(text, text.len(), words::words(lang));
    let inserts = |lang, text: &str| offered(lang, text).into_iter().map(|one| one.insert).collect::<Vec<_>>();
    let first = |lang, text: &str| inserts(lang, text).into_iter().next().unwrap_or_default();
    assert_eq!(first(Lang::Zh, "渠"), "渠道:");
    assert_eq!(first(Lang::Zh, "红山 qd"), "渠道:");
    assert_eq!(first(Lang::En, "ch"), "channel:");
    assert_eq!(first(Lang::Zh, "渠道:检"), "检察移送");
    assert_eq!(first(Lang::Zh, "渠道:jcy"), "检察移送");
    assert_eq!(first(Lang::Zh, "渠道:检察,信"), "信访举报");
    assert_eq!(first(Lang::En, "channel:proc"), "procuratorate");
    assert_eq!(first(Lang::En, "dept:nat"), "natural-resources");
    assert_eq!(first(Lang::Zh, "地点:hs"), "红山区");
    assert_eq!(first(Lang::Zh, "承办:王"), "王芳");
    assert_eq!(first(Lang::Zh, "承办:wf"), "王芳");
    assert_eq!(first(Lang::Zh, "到期:<"), "<7天");
    assert_eq!(first(Lang::Zh, "到期:本"), "本周");
    assert_eq!(first(Lang::Zh, "红线:"), "是");
    assert!(inserts(Lang::Zh, "渠道:").len() >= 11);
    assert!(inserts(Lang::Zh, "").contains(&"到期:".to_owned()));
    assert!(inserts(Lang::Zh, "有").contains(&"有疑问".to_owned()));
    assert_eq!(offered(Lang::Zh, "\"渠"), []);
    assert_eq!(
        offered(Lang::Zh, "渠道:检察").first().map(|one| (one.offer, one.meaning.as_str())),
        Some((Offer::Value, "procuratorate"))
    );
    // What is put in is read without an issue, and stands where it should.
    for text in [
        "渠",
        "红山 -部",
        "部门:",
        "环节:",
        "承办:",
        "地点:",
        "到期:",
        "收到:",
        "金额:",
        "事项:",
        "是:",
        "部门:水利,农",
        "要素:地",
    ] {
        for lang in [Lang::Zh, Lang::En] {
            for one in offered(lang, text) {
                let mut whole = text.to_owned();
                whole.replace_range(one.at.clone(), &one.insert);
                let typing = desk.query(&whole, Some(whole.len()), words::words(lang));
                assert_eq!(typing.issues, [], "{whole}");
                if one.offer != Offer::Key {
                    let query = desk.query(&whole, None, words::words(lang));
                    assert_eq!(query.issues, [], "{whole}");
                    assert!(!query.conditions.is_empty(), "{whole}");
                }
            }
        }
    }
}

/// Every line of a filter, page by page.
fn walk(store: &Store, filter: &Filter, size: usize) -> Vec<InboxRow> {
    let mut rows: Vec<InboxRow> = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let page = store.page(filter, after.as_ref(), size).unwrap();
        let Some(last) = page.last() else { return rows };
        after = Some(Cursor::behind(last, filter.sort));
        rows.extend(page);
    }
}

#[test]
fn every_sort_visits_each_line_once() {
    let desk = desk(140);
    for is_case in [None, Some(false), Some(true)] {
        let base = Filter { is_case, ..Filter::all(desk.today) };
        let all: BTreeSet<i64> = walk(&desk.store, &base, 1_000).iter().map(|row| row.docket).collect();
        for column in Column::ALL {
            for descending in [false, true] {
                let filter = Filter { sort: Sort { column: *column, descending }, ..base.clone() };
                let whole = walk(&desk.store, &filter, 1_000);
                for size in [1, 7, 50] {
                    assert_eq!(walk(&desk.store, &filter, size), whole, "{column:?} {descending} {size}");
                }
                assert_eq!(whole.iter().map(|row| row.docket).collect::<BTreeSet<_>>(), all, "{column:?} {descending}");
                assert_eq!(whole.len(), all.len(), "{column:?} {descending}");
            }
        }
    }
}

#[test]
fn views_are_kept_for_each_officer() {
    let mut desk = desk(60);
    let before = desk.views().unwrap();
    assert!(before.iter().all(|view| !view.is_own()));
    assert_eq!(before[0].shown()[0], Column::Due, "the countdown comes first");
    let own = SavedView {
        name: "检察大额".into(),
        filter: "渠道:检察 金额:>30万".into(),
        sort: Sort { column: Column::Damage, descending: true },
        columns: vec![Column::Due, Column::Damage, Column::Title],
        ..SavedView::built_in(View::All, false)
    };
    desk.save_view(&own).unwrap();
    let arranged = SavedView { columns: vec![Column::Due, Column::Party], ..before[0].clone() };
    desk.save_view(&arranged).unwrap();
    let after = desk.views().unwrap();
    assert_eq!((after.len(), &after[0], after.last().unwrap()), (before.len() + 1, &arranged, &own));
    let (filter, issues) = desk.filter_of(&own, words::words(Lang::Zh));
    let rows = desk.store.page(&filter, None, 100).unwrap();
    assert!(issues.is_empty() && !rows.is_empty());
    assert!(rows.iter().all(|row| row.channel == "procuratorate" && row.damage_cents > Some(30_000_000)));
    assert!(rows.is_sorted_by(|a, b| a.damage_cents >= b.damage_cents));
    // Saved again it is the same one; another officer has none of it.
    desk.save_view(&SavedView { sort: Sort::default(), ..own.clone() }).unwrap();
    assert_eq!(desk.views().unwrap().len(), before.len() + 1);
    let name = std::mem::replace(&mut desk.officer, "李明".to_owned());
    assert_eq!(desk.views().unwrap(), before);
    desk.officer = name;
    assert!(desk.drop_view(&own).unwrap() && !desk.drop_view(&own).unwrap());
    assert!(desk.drop_view(&arranged).unwrap());
    assert_eq!(desk.views().unwrap(), before);
    // What somebody wrote into the setting by hand harms nothing.
    for bad in ["", "x", "{}", "[1,{}]", r#"[{"view":"all","cases":false,"name":"a","columns":["due","future"],"sort":"up"}]"#] {
        desk.store.set_setting("views 王芳", bad).unwrap();
        assert!(desk.views().unwrap().len() >= before.len(), "{bad}");
    }
}

#[test]
fn any_text_is_read_without_a_stumble() {
    let desk = desk(30);
    let signs: Vec<char> =
        "渠道到期金额承办:：,，、<＞=≤-－\"“”.. …至0179万亿dw工天 　a红山是否\u{0}\u{202e}𠀀é".chars().collect();
    let mut seed = 7_u64;
    for _ in 0..4_000 {
        let mut text = String::new();
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        for _ in 0..(seed >> 33) % 14 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            text.push(signs[(seed >> 33) as usize % signs.len()]);
        }
        let query = desk.query(&text, None, words::words(Lang::Zh));
        for issue in &query.issues {
            assert!(text.get(issue.at.clone()).is_some(), "{text:?} {issue:?}");
        }
        let carets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let caret = carets[(seed >> 40) as usize % carets.len()];
        if seed.is_multiple_of(16) {
            for one in desk.complete(&text, caret, words::words(Lang::En)) {
                assert!(text.get(one.at.clone()).is_some(), "{text:?} {one:?}");
            }
            desk.store.page(&query.onto(Filter::all(desk.today)), None, 3).unwrap();
        }
        assert!(desk.query(&text, Some(caret), words::words(Lang::Zh)).issues.len() <= query.issues.len());
    }
}
