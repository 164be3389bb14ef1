//! How long the lists take: pages, views, sorts, filters, search and counts; `cargo bench --bench inbox`.
//! `SUNPEI_INBOX` sets the number of leads (100,000), `SUNPEI_INBOX_DB` keeps the file. Each figure is the median of seven.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // a measurement prints and may fail loudly

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use sunpei::docket::{Day, Fact, Kind};
use sunpei::law::Library;
use sunpei::law::calendar::Calendar;
use sunpei::ops::{Demo, Desk};
use sunpei::store::{Column, Cursor, Filter, Sort, Store, View};
use sunpei::text::{Lang, query::words};

const RUNS: usize = 7;
/// What a key may take.
const ALLOWED: f64 = 10.0;

#[derive(Default)]
struct Figures(Vec<(f64, f64, String)>);

impl Figures {
    /// First and median of several runs, in milliseconds.
    fn measure<T>(&mut self, what: impl Into<String>, mut act: impl FnMut() -> T) -> T {
        let mut took = Vec::new();
        let mut answer = None;
        for _ in 0..RUNS {
            let start = Instant::now();
            answer = Some(act());
            took.push(start.elapsed().as_secs_f64() * 1_000.0);
        }
        let first = took.first().copied().unwrap_or_default();
        took.sort_by(f64::total_cmp);
        self.0.push((took.get(RUNS / 2).copied().unwrap_or_default(), first, what.into()));
        answer.unwrap()
    }
}

fn main() {
    let leads = std::env::var("SUNPEI_INBOX").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::TempDir::new().unwrap();
    let path = std::env::var_os("SUNPEI_INBOX_DB").map_or_else(|| folder.path().join("inbox.db"), PathBuf::from);
    let fresh = !path.exists();
    let today = Day::from_ymd_opt(2026, 11, 25).unwrap();
    let open = || {
        let library = Arc::new(Library::built_in().clone());
        let store = Store::open(&path).unwrap();
        Desk::new(store, library, Calendar::built_in(), today, "王芳", || 1_790_000_000, None).unwrap()
    };
    let mut desk = open();
    if fresh {
        let start = Instant::now();
        desk.demo(Demo { leads, cases: 400 }, &mut |_| true).unwrap();
        let took = start.elapsed().as_secs_f64();
        println!("written: {:.1} s, {:.0} leads a second", took, leads as f64 / took);
    }
    println!("{leads} leads, {} MB", std::fs::metadata(&path).unwrap().len() / 1_000_000);
    let start = Instant::now();
    let desk = open();
    println!("opened: {:.1} ms", start.elapsed().as_secs_f64() * 1_000.0);
    let first = Filter { is_case: Some(false), view: View::Unchecked, ..Filter::all(today) };
    let start = Instant::now();
    desk.store.page(&first, None, 200).unwrap();
    println!("first page before anything is in memory: {:.1} ms", start.elapsed().as_secs_f64() * 1_000.0);
    let start = Instant::now();
    desk.store.warm();
    desk.store.ids(&first).unwrap();
    println!("lines read: {:.1} ms", start.elapsed().as_secs_f64() * 1_000.0);
    let mut figures = Figures::default();
    let base = |view, cases| Filter { is_case: Some(cases), view, officer: "王芳".into(), ..Filter::all(today) };
    for (view, cases) in View::ALL.iter().map(|view| (*view, false)).chain([(View::Open, true), (View::All, true)]) {
        let filter = base(view, cases);
        let page = figures.measure(format!("page {view:?} {cases}"), || desk.store.page(&filter, None, 200).unwrap());
        if let Some(last) = page.last() {
            let behind = Cursor::behind(last, filter.sort);
            figures.measure(format!("next {view:?} {cases}"), || desk.store.page(&filter, Some(&behind), 200).unwrap());
        }
        figures.measure(format!("count {view:?} {cases}"), || desk.store.count_to(&filter, 10_000).unwrap());
    }
    figures.measure("count all views", || {
        View::ALL.iter().map(|view| desk.store.count_to(&base(*view, false), 10_000).unwrap()).sum::<i64>()
    });
    for column in Column::ALL {
        for descending in [false, true] {
            for view in [View::All, View::Open, View::Overdue] {
                let filter = Filter { sort: Sort { column: *column, descending }, ..base(view, false) };
                let what = format!("{view:?} by {}", filter.sort.code());
                let page = figures.measure(&what, || desk.store.page(&filter, None, 50).unwrap());
                if let Some(last) = page.last() {
                    let behind = Cursor::behind(last, filter.sort);
                    figures.measure(format!("next {what}"), || desk.store.page(&filter, Some(&behind), 50).unwrap());
                }
            }
        }
    }
    let asked = |text: &str, sort: &str, view| {
        let query = desk.query(text, None, words(Lang::Zh));
        assert!(query.issues.is_empty(), "{text}: {:?}", query.issues);
        query.onto(Filter { sort: Sort::parse(sort).unwrap(), ..base(view, false) })
    };
    for text in [
        "渠道:检察",
        "部门:水利",
        "地点:红山",
        "承办:王芳",
        "-部门:水利",
        "金额:>30万",
        "金额:>1亿",
        "金额:12000..13000",
        "逾期",
        "红线",
        "到期:<7d",
        "收到:<7天",
        "收到:2021-03",
        "环节:不予立案",
        "编号:0412",
        "编号:26-0412",
        "义务人:某恒源",
        "渠道:检察 部门:水利 到期:<7d 金额:>30万 红山",
        "渠道:检察 部门:水利",
        "渠道:检察 部门:水利 要素:草原",
        "部门:水利 金额:>1亿 -承办:王芳",
        "红山 金额:10万..50万",
        "渗坑 收到:2022",
        "草原 -克什克腾旗",
    ] {
        for sort in ["due", "damage:desc", "title"] {
            for view in [View::All, View::Open] {
                let filter = asked(text, sort, view);
                let what = format!("{text} | {view:?} by {sort}");
                let rows = figures.measure(&what, || desk.store.page(&filter, None, 50).unwrap());
                if let Some(last) = rows.last() {
                    let behind = Cursor::behind(last, filter.sort);
                    figures.measure(format!("next {what}"), || desk.store.page(&filter, Some(&behind), 50).unwrap());
                }
            }
        }
        let filter = asked(text, "due", View::All);
        figures.measure(format!("count {text}"), || desk.store.count_to(&filter, 1_000).unwrap());
    }
    // As it is typed: every beginning is searched for anew, nothing is remembered from the one before.
    for whole in ["红山区化工", "渗坑", "克什克腾旗 草原", "hsq", "某恒源", "g", "3", "26-0412", "倾倒 建筑 红山", "无此字样"]
    {
        let signs: Vec<char> = whole.chars().collect();
        for many in 1..=signs.len() {
            let typed: String = signs.iter().take(many).collect();
            for view in [View::Unchecked, View::All] {
                let filter = Filter { text: typed.clone(), ..base(view, false) };
                figures.measure(format!("search {typed} {view:?}"), || {
                    desk.store.forget();
                    desk.store.page(&filter, None, 50).unwrap()
                });
            }
        }
    }
    for text in ["渠", "地点:红", "义务人:某", "承办:w", "编号:2"] {
        figures.measure(format!("complete {text}"), || desk.complete(text, text.len(), words(Lang::Zh)));
    }
    // One act, and everything that is read anew after it.
    let mut app = sunpei::tui::App::new(desk, Lang::Zh, true);
    let waits = Filter { is_case: Some(false), ..Filter::all(today) };
    let lead = app.desk.store.page(&waits, None, 1).unwrap().first().map(|row| row.docket).unwrap();
    for run in 0..RUNS {
        let note = Fact::new(Kind::NoteAdded, today).with("note", format!("复核 {run}"));
        let start = Instant::now();
        let revision = app.desk.store.revision(lead).unwrap();
        app.desk.record(lead, revision, vec![note], "fact.record", None).unwrap();
        let written = start.elapsed().as_secs_f64() * 1_000.0;
        app.refresh();
        println!("one act: written {written:.1} ms, refreshed {:.1} ms", start.elapsed().as_secs_f64() * 1_000.0 - written);
    }
    figures.0.sort_by(|one, other| other.0.total_cmp(&one.0));
    let late = figures.0.iter().filter(|(median, ..)| *median > ALLOWED).count();
    println!("{} figures, {late} over {ALLOWED} ms; the worst (median, first):", figures.0.len());
    for (median, first, what) in figures.0.iter().take(45) {
        println!("{median:>9.2} ms {first:>9.2} ms  {what}");
    }
}
