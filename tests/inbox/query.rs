//! The filter language: what is typed, what it asks, and what is said about what cannot be read; lists sorted by any column.

use crate::common::desk::{OFFICER, bare, bare_on};
use crate::common::files::beside;
use crate::common::office::Office;
use std::collections::BTreeSet;
use sunpei::docket::{Attributes, Fact, Kind, Party};
use sunpei::ops::query::{Offer, Query, Wrong};
use sunpei::ops::{Demo, Desk, SavedView};
use sunpei::store::{Column, Condition, Cursor, Filter, Flag, InboxRow, Sort, Store, Term, View};
use sunpei::text::Lang;
use sunpei::text::query as words;

/// A desk on Wednesday 2026-11-25 with an invented office.
fn desk(leads: usize) -> Desk {
    let mut desk = bare("2026-11-25");
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

/// Whether a row is what a term asks, reckoned from the row alone.
fn holds(desk: &Desk, row: &InboxRow, term: &Term) -> bool {
    let text = |column| match column {
        Column::Number => &row.number,
        Column::Title => &row.title,
        Column::Channel => &row.channel,
        Column::Place => &row.place,
        Column::Department => &row.department,
        Column::Stage => &row.stage,
        Column::Party => &row.party,
        Column::Officer => &row.officer,
        Column::Medium => &row.medium,
        Column::Matter => &row.matter,
        other => panic!("{other:?} holds no text"),
    };
    let day = |column| match column {
        Column::Due => row.safe.clone(),
        Column::Received => row.received.clone(),
        Column::Snoozed => row.snoozed_until.clone(),
        other => panic!("{other:?} holds no day"),
    };
    let today = desk.today.to_string();
    match term {
        Term::Is(column, value) => text(*column) == value,
        Term::Has(column, value) => text(*column).to_lowercase().contains(&value.to_lowercase()),
        Term::Party(name) => row.party.contains(name.as_str()),
        Term::Days(column, from, until) => day(*column)
            .is_some_and(|day| from.as_ref().is_none_or(|from| day >= *from) && until.as_ref().is_none_or(|until| day <= *until)),
        Term::Cents(from, until) => row
            .damage_cents
            .is_some_and(|cents| from.is_none_or(|from| cents >= from) && until.is_none_or(|until| cents <= until)),
        Term::Nothing(Column::Damage) => row.damage_cents.is_none(),
        Term::Nothing(column @ (Column::Due | Column::Received | Column::Snoozed)) => day(*column).is_none(),
        Term::Nothing(column) => text(*column).is_empty(),
        Term::Flag(flag) => match flag {
            Flag::Overdue => {
                !row.ended
                    && row.status == "pending"
                    && row.due.as_ref().is_some_and(|due| *due < today)
                    && row.safe < Some(today)
            }
            Flag::Snoozed => row.snoozed_until > Some(today),
            Flag::Unassigned => row.officer.is_empty(),
            Flag::Mine => row.officer == desk.officer,
            Flag::Questions => row.questions > 0,
            Flag::RedLine => row.red_line,
            Flag::Protected => row.protected_area,
            Flag::Supervised => row.supervised,
            Flag::Major => row.major,
            Flag::Open => !row.ended,
            Flag::Ended => row.ended,
        },
        // In the demo what is said about a docket stands in these.
        Term::Words(words) => words.split_whitespace().all(|word| row.title.contains(word)),
    }
}

#[test]
fn a_filter_holds_what_each_line_says() {
    // More than are sorted at once, so that lists are walked and given up too.
    let desk = desk(1_700);
    let all: Vec<InboxRow> = walk(&desk.store, &Filter::all(desk.today), 100_000);
    let terms = [
        "渠道:检察",
        "渠道:检察,信访举报",
        "部门:水利",
        "-部门:水利",
        "金额:>30万",
        "金额:<2000",
        "金额:无",
        "-金额:>30万",
        "承办:王芳",
        "承办:无",
        "未分派",
        "红线",
        "-红线",
        "逾期",
        "在办",
        "-在办",
        "到期:<7d",
        "到期:无",
        "收到:<10天",
        "地点:红山",
        "义务人:某化工",
        "环节:核查完成",
        "要素:土壤",
        "督办",
        "重大",
        "有疑问",
        "暂缓",
        "我的",
        "编号:26-00",
        "渗坑",
        "-渗坑",
        "废水 红山",
    ];
    let views = [View::All, View::Open, View::Unassigned, View::Overdue, View::DueThisWeek];
    let mut seed = 11_u64;
    let mut roll = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut full = 0;
    let mut held: std::collections::BTreeMap<String, BTreeSet<i64>> = std::collections::BTreeMap::new();
    for round in 0..64 {
        let count = if round < terms.len() { 1 } else { 1 + roll(3) };
        let text: Vec<&str> =
            (0..count).map(|n| if round < terms.len() && n == 0 { terms[round] } else { terms[roll(terms.len())] }).collect();
        let query = desk.query(&text.join(" "), None, words::words(Lang::Zh));
        assert_eq!(query.issues, [], "{text:?}");
        let (view, is_case) = (views[roll(views.len())], roll(5) == 0);
        let sort = Sort { column: Column::ALL[roll(Column::ALL.len())], descending: roll(2) == 0 };
        let base = Filter { is_case: Some(is_case), view, sort, officer: desk.officer.clone(), ..Filter::all(desk.today) };
        let filter = query.onto(base.clone());
        let in_view = held
            .entry(format!("{view:?} {is_case}"))
            .or_insert_with(|| walk(&desk.store, &base, 100_000).into_iter().map(|row| row.docket).collect());
        let naive: BTreeSet<i64> = all
            .iter()
            .filter(|row| in_view.contains(&row.docket))
            .filter(|row| holds(&desk, row, &Term::Words(query.text.clone())))
            .filter(|row| query.conditions.iter().all(|one| one.not != one.any.iter().any(|term| holds(&desk, row, term))))
            .map(|row| row.docket)
            .collect();
        let found = walk(&desk.store, &filter, 2_000);
        let what = format!("{text:?} {view:?} {is_case} {sort:?}");
        assert_eq!(found.iter().map(|row| row.docket).collect::<BTreeSet<_>>(), naive, "{what}");
        assert_eq!(found.len(), naive.len(), "{what}");
        assert_eq!(desk.store.count(&filter).unwrap(), naive.len() as i64, "{what}");
        assert_eq!(desk.store.count_to(&filter, 5).unwrap(), naive.len().min(5) as i64, "{what}");
        // Small pages give the same list as large ones, however each was answered.
        let start = walk(&desk.store, &Filter { ..filter.clone() }, 2_000).into_iter().take(120).collect::<Vec<_>>();
        let mut after: Option<Cursor> = None;
        let mut paged = Vec::new();
        while paged.len() < start.len() {
            let page = desk.store.page(&filter, after.as_ref(), 40).unwrap();
            let Some(last) = page.last() else { break };
            after = Some(Cursor::behind(last, sort));
            paged.extend(page);
        }
        paged.truncate(start.len());
        assert_eq!(paged, start, "{what}");
        full += usize::from(!naive.is_empty());
    }
    assert!(full > 32, "most filters hold something: {full}");
}

#[test]
fn the_command_line_lists_what_a_filter_holds() {
    let office = Office::new();
    let run = |arguments: &[&str]| office.answer(arguments);
    let lines = "线索名称,线索来源,接到时间,发生地点,损害金额\n渗坑排放废水,信访举报,2026-11-20,红山区,50万元\n盗伐林木,检察院移送,2026-11-21,林西县,2000元\n非法采砂,检察院移送,2026-11-22,红山区,1200000元\n";
    let ledger = office.file("ledger.csv", lines);
    assert_eq!(run(&["lead", "import", &ledger]).0, 0);
    let titles = |arguments: &[&str]| {
        let (code, out, error) = run(&[&["lead", "list", "--format", "json"], arguments].concat());
        assert_eq!(code, 0, "{error}");
        let rows: Vec<serde_json::Value> = serde_json::from_str(&out).unwrap();
        rows.iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&["--filter", "渠道:检察"]), ["盗伐林木", "非法采砂"]);
    assert_eq!(titles(&["--filter", "-渠道:检察"]), ["渗坑排放废水"]);
    assert_eq!(titles(&["--filter", "amount:>300k", "--sort", "damage:desc"]), ["非法采砂", "渗坑排放废水"]);
    assert_eq!(titles(&["--sort", "金额"]), ["盗伐林木", "渗坑排放废水", "非法采砂"]);
    assert_eq!(titles(&["--filter", "红山 采砂", "--limit", "1"]), ["非法采砂"]);
    assert_eq!(titles(&["--filter", "无此字样"]), Vec::<String>::new());
    assert_eq!(run(&["case", "list", "--filter", "渠道:检察", "--sort", "title", "--format", "csv"]).0, 0);
    for (lang, arguments, said) in [
        ("zh-CN", ["--filter", "渠道:火星"], "渠道中没有“火星”"),
        ("en", ["--filter", "channel:mars"], "no channel \"mars\""),
        ("zh-CN", ["--sort", "大小"], "没有“大小”这一列"),
        ("en", ["--sort", "due:up"], "no column \"due:up\""),
    ] {
        let (code, out, error) = run(&[&["lead", "list", "--lang", lang], &arguments[..]].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{error}");
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn whatever_is_said_is_found_from_the_first_character() {
    let mut desk = desk(0);
    let attributes = Attributes {
        title: "渗坑排放废水".into(),
        number: "赤线2026-0077".into(),
        place: Some("克什克腾旗".into()),
        places: vec!["翁牛特旗".into()],
        channel: "procuratorate".into(),
        medium: Some("grassland".into()),
        department: Some("forestry".into()),
        matter: desk.office_law().profile.routes.first().map(|route| route.matter.to_string()),
        parties: vec![Party {
            name: "某恒源化工有限公司".into(), code: "91150400MA0N0TREAL".into(), ..Party::default()
        }],
        note: "联系人电话见附件".into(),
        ..Attributes::default()
    };
    let day = desk.today;
    let facts = vec![
        Fact::new(Kind::LeadReceived, day).with("organ", "旗检察院").with("reference", "敖检建〔2026〕9号"),
        Fact::new(Kind::LeadAssigned, day).with("officer", "乌兰"),
        Fact::new(Kind::MeetingHeld, day).with("minutes", "双方核对清淤范围").with("attended", vec!["张三丰", "李四光"]),
        Fact::new(Kind::PositionStated, day).with("side", "liable-party").with("works", "补种柠条"),
        Fact::new(Kind::NegotiationFailed, day).with("ground", "7").with("opinion", "费用分歧较大"),
        Fact::new(Kind::NonfilingProposed, day).with("ground", "performed").with("proof", "整改验收单"),
        Fact::new(Kind::NoteAdded, day).with("note", "夜间偷排").with("paper", "赤环函12号"),
    ];
    desk.new_lead(attributes, facts).unwrap();
    let id = 1;
    let matter = desk.office_law().profile.routes.first().unwrap().label.zh.to_string();
    let ground = desk.office_law().profile.item("ground", "performed").unwrap().label.zh.to_string();
    for said in [
        "渗坑排放废水",
        "赤线2026-0077",
        "克什克腾旗",
        "翁牛特旗",
        "检察移送",
        "草原",
        "林草",
        "某恒源化工有限公司",
        "91150400ma0n0treal",
        "联系人电话见附件",
        "旗检察院",
        "敖检建",
        "乌兰",
        "双方核对清淤范围",
        "李四光",
        "补种柠条",
        "费用分歧较大",
        "整改验收单",
        "夜间偷排",
        "赤环函12号",
        "渗坑 柠条 乌兰",
        "ｗｌ",
        "wl",
        "hyhg",
        "skpf",
        "kskt",
        "yjtp",
        &matter,
        &ground,
    ] {
        let signs: Vec<char> = said.chars().collect();
        for many in 1..=signs.len() {
            let typed: String = signs.iter().take(many).collect();
            assert_eq!(desk.store.search(&typed, 5).unwrap(), [id], "{typed}");
            let filter = Filter { text: typed.clone(), ..Filter::all(desk.today) };
            assert_eq!(desk.store.page(&filter, None, 5).unwrap().len(), 1, "{typed}");
        }
        // Two characters from anywhere inside.
        for pair in signs.windows(2).filter(|pair| pair.iter().all(|c| ('\u{4e00}'..='\u{9fff}').contains(c))) {
            let typed: String = pair.iter().collect();
            assert_eq!(desk.store.search(&typed, 5).unwrap(), [id], "{typed}");
        }
    }
    for absent in ["坑渗", "李明", "liable", "performed", "2026-11-25 渗"] {
        assert_eq!(desk.store.search(absent, 5).unwrap(), Vec::<i64>::new(), "{absent}");
    }
}

/// Files of earlier schemas, as they were released.
#[test]
fn an_upgraded_file_has_the_rows_of_a_rebuild() {
    for version in 1..=Store::SCHEMA {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        std::fs::copy(beside(&format!("fixtures/v{version}.sunpei")), &path).unwrap();
        let open = || bare_on(Store::open(&path).unwrap(), OFFICER, "2026-11-25");
        let mut desk = open();
        let upgraded = desk.store.dump_derived().unwrap();
        assert!(upgraded.iter().any(|line| line.starts_with("inbox: ")), "{version}");
        desk.rebuild(&mut |_| true).unwrap();
        assert_eq!(desk.store.dump_derived().unwrap(), upgraded, "{version}");
        assert_eq!(desk.store.verify().unwrap(), Ok(3));
        let by_number =
            Filter { is_case: Some(false), sort: Sort { column: Column::Number, descending: true }, ..Filter::all(desk.today) };
        assert_eq!(desk.store.page(&by_number, None, 5).unwrap().iter().map(|row| row.docket).collect::<Vec<_>>(), [2, 1]);
    }
}
