//! How long things take on a large database; `cargo bench --bench scale`.
//! `SUNPEI_SCALE` sets the number of leads, `SUNPEI_SCALE_DB` keeps the file.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // a measurement prints and may fail loudly

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use sunpei::docket::{Day, Fact, Kind};
use sunpei::law::Library;
use sunpei::law::calendar::Calendar;
use sunpei::ops::{Demo, Desk};
use sunpei::store::{Cursor, Filter, Store, View, Wanted};

fn timed<T>(what: &str, act: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let answer = act();
    println!("{what:<28} {:>10.2} ms", start.elapsed().as_secs_f64() * 1_000.0);
    answer
}

fn main() {
    let leads = std::env::var("SUNPEI_SCALE").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::TempDir::new().unwrap();
    let path = std::env::var_os("SUNPEI_SCALE_DB").map_or_else(|| folder.path().join("large.db"), PathBuf::from);
    let fresh = !path.exists();
    let open = || {
        let store = Store::open(&path).unwrap();
        let today = Day::from_ymd_opt(2026, 11, 25).unwrap();
        let library = Arc::new(Library::built_in().clone());
        Desk::new(store, library, Calendar::built_in(), today, "王芳", || 1_790_000_000, None).unwrap()
    };
    let mut desk = timed("open", open);
    if fresh {
        timed("demo", || desk.demo(Demo { leads, cases: 40 }, &mut |_| true).unwrap());
    }
    let mut desk = timed("open", open);
    let today = desk.today;
    for view in View::ALL {
        let filter = Filter { is_case: Some(false), view: *view, officer: "王芳".into(), ..Filter::all(today) };
        let page = timed(&format!("page {view:?}"), || desk.store.page(&filter, None, 50).unwrap());
        timed(&format!("count {view:?}"), || desk.store.count_to(&filter, 10_000).unwrap());
        if let Some(last) = page.last() {
            let behind = Cursor::behind(last, filter.sort);
            timed(&format!("next {view:?}"), || desk.store.page(&filter, Some(&behind), 50).unwrap());
        }
    }
    for typed in ["化", "渗坑", "红山区", "hsq", "克什克腾旗 草原"] {
        let filter = Filter { is_case: Some(false), text: typed.into(), ..Filter::all(today) };
        let found = timed(&format!("search {typed}"), || desk.store.page(&filter, None, 50).unwrap());
        println!("  {}", found.len());
    }
    timed("agenda", || desk.agenda(&Wanted::default(), None, 500).unwrap());
    timed("negotiations", || {
        desk.negotiations(&sunpei::ops::query::Query::default(), 100, &mut sunpei::ops::view::Known::default()).unwrap()
    });
    timed("month", || desk.store.load(&Wanted::default(), "2026-11-01", "2026-11-30").unwrap());
    timed("case", || desk.case(1_000).unwrap());
    let revision = desk.store.revision(1_000).unwrap();
    let note = Fact::new(Kind::NoteAdded, today).with("note", "渗坑");
    timed("record", || desk.record(1_000, revision, vec![note], "note.added", None).unwrap());
    timed("undo", || desk.undo().unwrap());
    timed("verify", || desk.store.verify().unwrap().unwrap());
    timed("backup", || desk.store.backup(&path.with_extension("copy")).unwrap());
    timed("rebuild", || desk.rebuild(&mut |_| true).unwrap());
    println!("{:>36} bytes", std::fs::metadata(&path).unwrap().len());
}
