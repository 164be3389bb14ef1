//! What the whole law about one docket of sixty facts costs: `cargo bench --bench derive`.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // a measurement prints and may fail loudly

use std::hint::black_box;
use std::time::Instant;
use sunpei::docket::file;
use sunpei::law::calendar::Calendar;
use sunpei::law::{Law, Library};

const ROUNDS: u32 = 2_000;
const RUNS: u32 = 7;

/// The best of several runs: what the machine can do when nobody else asks for it.
fn measure<T>(what: &str, mut act: impl FnMut() -> T) {
    let mut best = f64::MAX;
    for _ in 0..RUNS {
        let began = Instant::now();
        for _ in 0..ROUNDS {
            black_box(act());
        }
        best = best.min(began.elapsed().as_secs_f64() / f64::from(ROUNDS));
    }
    println!("{what:<30} {:>9.2} µs", best * 1e6);
}

fn main() {
    let read = file::parse("sixty.toml", include_str!("sixty.toml")).unwrap();
    let (docket, today) = (read.docket, read.today.unwrap());
    assert_eq!(docket.facts.len(), 60);
    let law = Law::new(Library::built_in().profile("inner-mongolia").unwrap(), Calendar::built_in());
    let derived = law.derive(&docket, today);
    println!(
        "{} facts, {} deadlines, {} must, {} may, {} blocked, {} warnings",
        docket.facts.len(),
        derived.deadlines.len(),
        derived.next.must.len(),
        derived.next.may.len(),
        derived.next.blocked.len(),
        derived.warnings.len()
    );
    let state = docket.state();
    measure("everything", || law.derive(black_box(&docket), today));
    measure("state, deadlines, next steps", || law.outlook(&black_box(&docket).state(), today));
    measure("  state", || black_box(&docket).state());
    measure("  deadlines with proofs", || law.deadlines(black_box(&state), today));
    measure("  next steps", || law.next(black_box(&state), &derived.deadlines, today));
    measure("  one guard", || law.guard(black_box(&docket), docket.facts.last().unwrap(), today));
    let calendar = Calendar::built_in();
    let mut day = today;
    measure("1,000 working-day sums", || {
        for count in 0..1_000_i64 {
            day = black_box(calendar.add_working(black_box(today), count % 60 + 1));
        }
        day
    });
}
