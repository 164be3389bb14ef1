//! What one sum of working days costs: `cargo bench --bench calendar`.

use chrono::NaiveDate;
use std::hint::black_box;
use std::time::Instant;
use sunpei::law::calendar::Calendar;

const ROUNDS: i64 = 2_000_000;

fn measure(what: &str, mut act: impl FnMut(i64)) {
    let began = Instant::now();
    for round in 0..ROUNDS {
        act(round);
    }
    println!("{what}: {} ns", began.elapsed().as_nanos() / u128::from(ROUNDS.unsigned_abs()));
}

fn main() {
    let began = Instant::now();
    let calendar = Calendar::built_in();
    println!("built in: {} µs", began.elapsed().as_micros());
    let began = Instant::now();
    black_box(calendar.envelope());
    println!("envelope: {} µs", began.elapsed().as_micros());
    let first = NaiveDate::from_ymd_opt(2018, 1, 1).unwrap_or_default();
    let day = |round: i64| first + chrono::Days::new((round % 3_287).unsigned_abs());
    measure("a day alone", |round| {
        black_box(day(black_box(round)));
    });
    measure("add_working", |round| {
        black_box(calendar.add_working(day(black_box(round)), round % 60 + 1));
    });
    measure("add_working backwards", |round| {
        black_box(calendar.add_working(day(black_box(round)), -(round % 60) - 1));
    });
    measure("add_working in 2300", |round| {
        black_box(calendar.add_working(day(black_box(round)) + chrono::Days::new(100_000), round % 60 + 1));
    });
    let range = calendar.envelope();
    measure("add_working of a bound", |round| {
        black_box(range.least_working.add_working(day(black_box(round)), round % 60 + 1));
    });
    measure("is_firm", |round| {
        black_box(calendar.is_firm(day(black_box(round))));
    });
}
