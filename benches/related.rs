//! Related dockets among many: `cargo bench --bench related`. `SUNPEI_SCALE` sets the number of leads.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)] // a measurement prints and may fail loudly

use std::sync::Arc;
use std::time::Instant;
use sunpei::docket::{Attributes, Day, Fact, Kind, Party};
use sunpei::law::Library;
use sunpei::law::calendar::Calendar;
use sunpei::ops::{Demo, Desk};
use sunpei::store::Store;

fn main() {
    let leads = std::env::var("SUNPEI_SCALE").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::TempDir::new().unwrap();
    let store = Store::open(&folder.path().join("large.db")).unwrap();
    let today = Day::from_ymd_opt(2026, 11, 25).unwrap();
    let library = Arc::new(Library::built_in().clone());
    let mut desk = Desk::new(store, library, Calendar::built_in(), today, "王芳", || 1_790_000_000, None).unwrap();
    desk.demo(Demo { leads, cases: 40 }, &mut |_| true).unwrap();
    // One party with 500 dockets of its own, half of them under another spelling; each with a reference.
    let mut ids = Vec::new();
    for n in 0..500 {
        let name = if n % 2 == 0 { "内蒙古红山化工有限责任公司" } else { "红山化工有限公司" };
        let party = Party { name: name.into(), code: "91150400MA0N000000".into(), ..Party::default() };
        let attributes = Attributes {
            title: format!("渗坑排放废水 {n}"),
            place: Some("红山区".into()),
            parties: vec![party],
            ..Attributes::default()
        };
        let received = Fact::new(Kind::LeadReceived, today).with("reference", format!("赤检建〔2026〕{n}号"));
        ids.push(desk.new_lead(attributes, vec![received]).unwrap().dockets[0]);
    }
    let asked: Vec<i64> = (0..200).map(|n| 1 + n * (leads as i64 / 200)).chain(ids.iter().copied().take(50)).collect();
    for (what, asked) in [("any lead", &asked[..200]), ("party of 500", &asked[200..])] {
        let mut took: Vec<f64> = asked
            .iter()
            .map(|id| {
                let start = Instant::now();
                desk.related(*id).unwrap();
                start.elapsed().as_secs_f64() * 1_000.0
            })
            .collect();
        took.sort_by(f64::total_cmp);
        println!("{what:<14} median {:.2} ms, worst {:.2} ms", took[took.len() / 2], took[took.len() - 1]);
    }
}
