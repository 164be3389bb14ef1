//! What the calendar pane costs: a month with 3,000 deadlines, the agenda over 100,000 dockets, what moves over 5,000 open
//! ones; `cargo bench --bench agenda`. `SUNPEI_AGENDA` sets the number of leads (100,000), `SUNPEI_AGENDA_DB` keeps the file.
//! A figure is the median, beside it the least and the time on the processor: the machine may have other work.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // a measurement prints and may fail loudly

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use sunpei::docket::{Attributes, Day, Fact, Kind};
use sunpei::law::Library;
use sunpei::law::calendar::{Calendar, Year};
use sunpei::ops::moving::Cause;
use sunpei::ops::{Demo, Desk};
use sunpei::store::{Filter, Store, Wanted};
use sunpei::text::Lang;
use sunpei::tui::key::Key;
use sunpei::tui::{App, screen};

const RUNS: usize = 9;
/// What a key may take, in milliseconds.
const KEY: f64 = 10.0;
/// What looking at what moves may take.
const MOVES: f64 = 2_000.0;
const YEAR: &str = include_str!("../tests/fixtures/2027-invented.toml");

/// Milliseconds that this process has had a processor, its finished threads included; another program beside it does not
/// count.
fn processor() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks: f64 =
        text.rsplit(')').next().unwrap_or_default().split(' ').skip(12).take(2).filter_map(|n| n.parse::<f64>().ok()).sum();
    ticks * 10.0
}

fn measure<T>(what: &str, allowed: f64, runs: usize, mut act: impl FnMut() -> T) {
    let mut took: Vec<f64> = Vec::new();
    // As often as makes the ticks of the processor's clock tell.
    let rounds = if runs < RUNS { 1 } else { 5 };
    let before = processor();
    for _ in 0..runs * rounds {
        let start = Instant::now();
        std::hint::black_box(act());
        took.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    let busy = (processor() - before) / (runs * rounds) as f64;
    took.sort_by(f64::total_cmp);
    let (median, least) = (took.get(took.len() / 2).copied().unwrap_or_default(), took.first().copied().unwrap_or_default());
    let sign = if least > allowed { "  TOO SLOW" } else { "" };
    println!("{what:<46} {median:>9.2} ms, least {least:>9.2} ms, processor {busy:>8.2} ms{sign}");
}

fn desk(store: Store) -> Desk {
    let today = Day::from_ymd_opt(2026, 11, 25).unwrap();
    let library = Arc::new(Library::built_in().clone());
    Desk::new(store, library, Calendar::built_in(), today, "王芳", || 1_795_600_000, None).unwrap()
}

/// A month with so many deadlines: instalments of agreements, a hundred each.
fn crowded(count: usize) -> Desk {
    let mut desk = desk(Store::in_memory().unwrap());
    desk.set_up("inner-mongolia", "某市").unwrap();
    let day = |text: &str| text.parse::<Day>().unwrap();
    for at in 0..count / 100 {
        let mut facts = vec![
            Fact::new(Kind::LeadReceived, day("2026-05-01")),
            Fact::new(Kind::CheckConcluded, day("2026-05-08")).with("result", "damage"),
        ];
        for n in 0..100 {
            let due = format!("2026-12-{:02}", 1 + (at + n) % 31);
            facts.push(Fact::new(Kind::PaymentDue, day("2026-10-01")).with("due", due).with("amount_cents", 100 + n as i64));
        }
        desk.new_lead(Attributes { title: format!("分期{at}"), ..Attributes::default() }, facts).unwrap();
    }
    desk
}

/// The keys of the pane, each with the frame that follows.
fn keys(app: &mut App, allowed: f64) {
    let press = |app: &mut App, script: &str| {
        for key in Key::script(script) {
            app.key(key);
        }
        screen(app, 120, 36)
    };
    press(app, "3 t");
    for (what, script) in [
        ("next month and back", "} {"),
        ("a day on", "]"),
        ("down", "j"),
        ("half a page down", "PageDown"),
        ("to the end and back", "End Home"),
        ("to a day", "g \"2026-12-20\" Enter"),
        ("to today", "t"),
    ] {
        measure(&format!("  {what}"), allowed * script.split(' ').count().max(1) as f64, RUNS, || press(app, script));
    }
    press(app, "t v");
    measure("  a week on", allowed, RUNS, || press(app, "}"));
    press(app, "t v");
    measure("  a year on and back", 2.0 * allowed, RUNS, || press(app, "} {"));
    press(app, "t v");
    measure("  everything read anew", allowed * 4.0, RUNS, || app.refresh());
}

fn agenda(desk: &Desk) {
    let wanted = |officer: Option<&str>, department: Option<&str>, rule: Option<&str>, stage: Option<&str>| Wanted {
        officer: officer.map(str::to_owned),
        department: department.map(str::to_owned),
        rule: rule.map(str::to_owned),
        stage: stage.map(str::to_owned),
    };
    for (what, wanted) in [
        ("everything", Wanted::default()),
        ("mine", wanted(Some("王芳"), None, None, None)),
        ("a department's", wanted(None, Some("water"), None, None)),
        ("of a kind", wanted(None, None, Some("check"), None)),
        ("of a stage", wanted(None, None, None, Some("negotiation"))),
        ("of a kind that is rare", wanted(None, None, Some("negotiation.reply"), None)),
        ("of nobody", wanted(Some("无人"), None, None, None)),
    ] {
        measure(&format!("  first page, {what}"), KEY, RUNS, || desk.agenda(&wanted, None, 200).unwrap());
        measure(&format!("  last page, {what}"), KEY, RUNS, || desk.agenda_before(&wanted, None, 200).unwrap());
        measure(&format!("  counts, {what}"), KEY, RUNS, || desk.agenda_counts(&wanted).unwrap());
        measure(&format!("  month, {what}"), KEY, RUNS, || desk.store.load(&wanted, "2026-12-01", "2026-12-31").unwrap());
    }
    measure("  a year's load", KEY, RUNS, || desk.store.load(&Wanted::default(), "2026-01-01", "2026-12-31").unwrap());
}

/// What moves over the open dockets: a year's rest days, other rules.
fn moves(desk: &mut Desk) {
    let calendar = Arc::new(desk.calendar.add("2027.toml", YEAR).unwrap());
    let year = Cause::Year { year: Box::new(Year::parse("2027.toml", YEAR).unwrap()), calendar };
    let rules = desk.to_profile("national", None).unwrap();
    println!("what moves, {} open dockets", desk.store.open_ids().unwrap().len());
    for (what, cause) in [("  another year", year), ("  other rules", rules)] {
        measure(what, MOVES, 3, || desk.what_moves(&cause, &mut |_| true).unwrap());
    }
}

fn main() {
    println!("a month with 3,000 deadlines");
    let mut app = App::new(crowded(3_000), Lang::Zh, true);
    keys(&mut app, KEY);
    let mut desk = self::desk(Store::in_memory().unwrap());
    desk.demo(Demo { leads: 11_000, cases: 2_900 }, &mut |_| true).unwrap();
    moves(&mut desk);
    let leads = std::env::var("SUNPEI_AGENDA").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::TempDir::new().unwrap();
    let path = std::env::var_os("SUNPEI_AGENDA_DB").map_or_else(|| folder.path().join("agenda.db"), PathBuf::from);
    let fresh = !path.exists();
    let mut desk = self::desk(Store::open(&path).unwrap());
    if fresh {
        let start = Instant::now();
        desk.demo(Demo { leads, cases: 400 }, &mut |_| true).unwrap();
        println!("{leads} leads written in {:.1} s", start.elapsed().as_secs_f64());
    }
    println!("{} dockets", desk.store.dockets().unwrap());
    // As in the desk, once the lines are in memory.
    desk.store.warm();
    desk.store.ids(&Filter::all(desk.today)).unwrap();
    agenda(&desk);
    measure("  events of a calendar file", 60_000.0, 1, || desk.feed(&Wanted::default()).unwrap());
    keys(&mut App::new(desk, Lang::Zh, true), KEY);
}
