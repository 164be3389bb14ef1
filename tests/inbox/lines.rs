//! The lists in memory say what the file says: after what this program writes, and after what another one does.

use crate::common::desk::{OFFICER, bare_on};
use std::path::Path;
use sunpei::docket::{Attributes, Day, Fact, Kind};
use sunpei::ops::{Demo, Desk};
use sunpei::store::{Column, Cursor, Filter, InboxRow, Sort, Store, View};
use sunpei::text::{Lang, query::words};

fn desk(path: &Path) -> Desk {
    bare_on(Store::open(path).unwrap(), OFFICER, "2026-11-25")
}

/// Every view of both lists, by index where nothing is in memory yet; then every sort of a list and some filters, in small
/// pages.
fn told(desk: &Desk) -> Vec<(String, Vec<InboxRow>, i64)> {
    let mut lists = Vec::new();
    for (view, is_case) in View::ALL.iter().flat_map(|view| [(*view, false), (*view, true)]) {
        let base = Filter { is_case: Some(is_case), view, officer: "王芳".into(), ..Filter::all(desk.today) };
        let count = desk.store.count_to(&base, 10_000).unwrap();
        lists.push((format!("{view:?} {is_case}"), desk.store.page(&base, None, 20).unwrap(), count));
    }
    let texts = ["", "红山", "编号:26-00", "-渠道:检察 金额:>1万"];
    for (at, column) in Column::ALL.iter().enumerate() {
        for descending in [false, true] {
            for text in texts.iter().skip(at % 2).step_by(2) {
                let sort = Sort { column: *column, descending };
                let base = Filter { is_case: Some(false), view: View::Open, sort, ..Filter::all(desk.today) };
                let filter = desk.query(text, None, words(Lang::Zh)).onto(base);
                let (mut rows, mut after): (Vec<InboxRow>, Option<Cursor>) = (Vec::new(), None);
                loop {
                    let page = desk.store.page(&filter, after.as_ref(), 37).unwrap();
                    let Some(last) = page.last() else { break };
                    after = Some(Cursor::behind(last, sort));
                    rows.extend(page);
                }
                lists.push((format!("{text} {}", sort.code()), rows, desk.store.count(&filter).unwrap()));
            }
        }
    }
    lists
}

#[track_caller]
fn same(known: &Desk, path: &Path) {
    for (one, other) in told(known).into_iter().zip(told(&desk(path))) {
        assert_eq!(one, other);
    }
}

#[test]
fn what_is_in_memory_follows_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.db");
    let mut here = desk(&path);
    here.demo(Demo { leads: 150, cases: 10 }, &mut |_| true).unwrap();
    here.store.warm();
    same(&here, &path);
    // This program writes: a lead whose words nobody has said, one that changes, one that is taken back.
    let attributes = Attributes { title: "鲸落 Zeta".into(), number: "26-0000".into(), ..Attributes::default() };
    here.new_lead(attributes.clone(), vec![Fact::new(Kind::LeadReceived, here.today)]).unwrap();
    same(&here, &path);
    let filter = desk(&path).query("标题:zeta", None, words(Lang::Zh)).onto(Filter::all(here.today));
    assert_eq!(here.store.count(&filter).unwrap(), 1);
    here.undo().unwrap();
    assert_eq!(here.store.count(&filter).unwrap(), 0);
    same(&here, &path);
    // Another one writes, imports many, computes everything anew.
    let mut there = desk(&path);
    there.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, here.today)]).unwrap();
    assert_eq!(here.store.count(&filter).unwrap(), 1);
    same(&here, &path);
    there.demo(Demo { leads: 300, cases: 5 }, &mut |_| true).unwrap();
    same(&here, &path);
    there.today = Day::from_ymd_opt(2027, 3, 1).unwrap();
    there.rebuild(&mut |_| true).unwrap();
    same(&here, &path);
}

#[test]
fn a_key_of_a_line_that_is_gone_still_says_where_to_read_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut here = desk(&folder.path().join("office.db"));
    for title in ["甲", "乙", "丙", "丁"] {
        let attributes = Attributes { title: title.into(), ..Attributes::default() };
        here.new_lead(attributes, vec![Fact::new(Kind::LeadReceived, here.today)]).unwrap();
    }
    for descending in [false, true] {
        let sort = Sort { column: Column::Title, descending };
        let filter = Filter { is_case: Some(false), sort, ..Filter::all(here.today) };
        let rows = here.store.page(&filter, None, 9).unwrap();
        for (at, row) in rows.iter().enumerate() {
            // Nobody has said that title: it stands right behind this line's.
            let title = format!("{}{}", row.title, if descending { "" } else { "0" });
            let behind = Cursor::behind(&InboxRow { title, ..row.clone() }, sort);
            let rest = here.store.page(&filter, Some(&behind), 9).unwrap();
            assert_eq!(rest, rows[at + 1..], "{descending} {at}");
        }
    }
}
