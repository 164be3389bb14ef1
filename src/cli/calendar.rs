//! `calendar`: sums of days, the days of a year, loading a year.

use super::answer::day_kind;
use super::args::{CalendarCommand, Format, SumUnit};
use super::call::{Call, DEFAULT_PROFILE};
use super::config;
use super::moving;
use super::out::{Answer, Failure, csv, print, print_json, table};
use crate::docket::Day;
use crate::law::Hidden;
use crate::law::calendar::{DayKind, Year, YearStatus};
use crate::ops::moving::{Cause, keep_year};
use crate::text::{cli as words, fill};
use chrono::Datelike as _;
use serde_json::{Value, json};
use std::io::IsTerminal as _;
use std::path::Path;
use std::sync::Arc;

/// More days than any rule could mean.
const MOST_DAYS: i64 = 1_000_000;

/// Runs it.
pub fn run(call: &Call, command: &CalendarCommand) -> Answer {
    match command {
        CalendarCommand::Add { date, n, unit, print: how } => {
            let format = call.only(*how, &[Format::Table, Format::Json])?;
            let start = call.day(date)?;
            let bad = || Failure::usage(fill(call.words.bad_number, &[n]));
            let count = n.parse::<i64>().ok().filter(|count| count.abs() <= MOST_DAYS).ok_or_else(bad)?;
            add(call, start, count, *unit, format)
        }
        CalendarCommand::List { year, print } => {
            let year = year.parse().map_err(|_| Failure::usage(fill(call.words.bad_number, &[year])))?;
            list(call, year, call.only(*print, &[Format::Table, Format::Json, Format::Csv])?)
        }
        CalendarCommand::Backtest(print) => backtest(call, call.only(*print, &[Format::Table, Format::Json, Format::Csv])?),
        CalendarCommand::AddYear { file, dry_run, reason } => add_year(call, file, *dry_run, reason.as_deref()),
    }
}

fn add(call: &Call, start: Day, count: i64, unit: SumUnit, format: Format) -> Answer {
    let calendar = call.calendar()?;
    let day = match unit {
        SumUnit::Working => Some(calendar.add_working(start, count)),
        SumUnit::Calendar => start.checked_add_signed(chrono::Duration::days(count)),
    };
    // Beyond the days that can be named there is nothing to print.
    let day = day.filter(|day| (1..=9999).contains(&day.year()));
    let day = day.ok_or_else(|| Failure::usage(fill(call.words.bad_number, &[&count])))?;
    let (low, high) = (start.min(day), start.max(day));
    let years = (low.year()..=high.year()).take(200);
    let open: Vec<i32> = years.filter(|year| calendar.status(*year) != YearStatus::Published).collect();
    let firm = open.is_empty() && calendar.is_firm(high);
    let provisional = unit == SumUnit::Working && !firm;
    if format == Format::Json {
        return print_json(&json!({ "day": day, "provisional": provisional, "calendar": calendar.version() }));
    }
    print(&if provisional { format!("{day} ~ {}", call.words.provisional) } else { day.to_string() })
}

fn list(call: &Call, year: i32, format: Format) -> Answer {
    let calendar = call.calendar()?;
    let Some(known) = calendar.year(year) else {
        let years: Vec<String> = calendar.years().map(|year| year.year.to_string()).collect();
        return Err(Failure::refused(fill(call.words.no_year, &[&year, &years.join(" ")])));
    };
    if format == Format::Json {
        let days = calendar.named_days(year).map(|day| day_json(day, calendar.day(day), calendar.notice(day).as_deref()));
        return print_json(&Value::Array(days.collect()));
    }
    let rows: Vec<Vec<String>> = calendar
        .named_days(year)
        .map(|day| {
            let kind = calendar.day(day);
            let weekday = day.weekday().number_from_monday();
            let kind_word = if format == Format::Csv { day_kind(kind).to_owned() } else { word(call, kind).to_owned() };
            let weekday = if format == Format::Csv { weekday.to_string() } else { words::weekday(call.lang, weekday).to_owned() };
            vec![day.to_string(), weekday, kind_word, name(kind).to_owned()]
        })
        .collect();
    if format == Format::Csv {
        return print(&csv(&["day", "weekday", "kind", "name"], &rows));
    }
    let status = match calendar.status(year) {
        YearStatus::Published => {
            let numbers: Vec<&str> = known.notices.iter().map(|notice| notice.number.as_str()).collect();
            fill(call.words.published, &[&numbers.join("、")])
        }
        _ => call.words.not_published.to_owned(),
    };
    print(&format!("{year} {status}\n{}", table(&[call.words.day, call.words.weekday, call.words.kind, call.words.name], &rows)))
}

fn name(kind: DayKind<'_>) -> &str {
    match kind {
        DayKind::Rest { name, .. } | DayKind::MakeUp { name } => name,
        _ => "",
    }
}

fn word(call: &Call, kind: DayKind<'_>) -> &'static str {
    match kind {
        DayKind::Working => call.words.day_working,
        DayKind::MakeUp { .. } => call.words.day_make_up,
        DayKind::Weekend => call.words.day_weekend,
        DayKind::Rest { statutory: true, .. } => call.words.day_statutory,
        DayKind::Rest { .. } => call.words.day_rest,
    }
}

fn day_json(day: Day, kind: DayKind<'_>, notice: Option<&str>) -> Value {
    let statutory = matches!(kind, DayKind::Rest { statutory: true, .. });
    json!({
        "day": day,
        "weekday": day.weekday().number_from_monday(),
        "kind": day_kind(kind),
        "working": kind.is_working(),
        "statutory": statutory,
        "name": name(kind),
        "notice": notice,
    })
}

fn add_year(call: &Call, file: &Path, dry: bool, reason: Option<&str>) -> Answer {
    let text = call.read(file)?;
    let year = Year::parse(&file.display().to_string(), &text).map_err(|faults| call.faults(&faults))?;
    // What moves is computed before the year is there.
    let mut looked = None;
    if call.database().exists() {
        let desk = call.existing()?;
        let after = desk.calendar.add(&file.display().to_string(), &text).map_err(|faults| call.faults(&faults))?;
        let cause = Cause::Year { year: Box::new(year.clone()), calendar: Arc::new(after) };
        looked = desk.what_moves(&cause, &mut |_| true).map_err(|error| call.store(&error))?.map(|preview| (desk, preview));
    }
    let mut shown = looked.as_ref().map(|(_, preview)| moving::shifts(call, &preview.shifts));
    if dry {
        print(&shown.unwrap_or_default())?;
        return print(call.words.dry);
    }
    // A script that hands in the notice has its reason: the notice, whose number the log names.
    let moves = looked.as_ref().is_some_and(|(_, preview)| !preview.shifts.rows.is_empty());
    let reason = match reason {
        None if moves && std::io::stdin().is_terminal() => {
            print(shown.as_deref().unwrap_or_default())?;
            shown = None;
            moving::reason(call, None)?
        }
        Some(why) => moving::reason(call, Some(why))?,
        None => String::new(),
    };
    let folder = config::calendar_folder().unwrap_or_default();
    let target = keep_year(&folder, &year).map_err(|error| {
        Failure::refused(fill(call.words.cannot_write, &[&folder.display(), &crate::text::fault::system(call.lang, &error)]))
    })?;
    if let Some((mut desk, preview)) = looked {
        // The log has what moved; every row of the database rests on the calendar and is computed anew.
        if let Err(error) = desk.take(&preview, &reason, &mut |_| true) {
            target.give_up();
            return Err(call.act(&error));
        }
    }
    print(&fill(call.words.year_kept, &[&year.year, &target.path.display()]))?;
    shown.map_or(Ok(()), |shown| print(&shown))
}

/// Each published year hidden in turn: how many dates moved when its notice came, and whether the range held them.
fn backtest(call: &Call, format: Format) -> Answer {
    let mut library = call.library()?;
    let name = call.globals.profile.clone().unwrap_or_else(|| DEFAULT_PROFILE.to_owned());
    let law = call.law(&mut library, &name)?;
    let years: Vec<Hidden> = law.published().filter_map(|year| law.hidden_year(year)).collect();
    if format == Format::Json {
        let rows = years.iter().map(|one| {
            json!({
                "year": one.year, "dates": one.dates, "provisional": one.provisional, "moved": one.moved,
                "furthest": one.furthest, "outside": one.outside, "mean_width": tenths(one), "widest": one.widest,
            })
        });
        return print_json(&Value::Array(rows.collect()));
    }
    let cells = |one: &Hidden| {
        let counts = [one.dates, one.provisional, one.moved].map(|count| count.to_string());
        let tail = [one.furthest.to_string(), tenths(one), one.widest.to_string(), one.outside.to_string()];
        std::iter::once(one.year.to_string()).chain(counts).chain(tail).collect::<Vec<String>>()
    };
    let rows: Vec<Vec<String>> = years.iter().map(cells).collect();
    if format == Format::Csv {
        let header = ["year", "dates", "provisional", "moved", "furthest", "mean_width", "widest", "outside"];
        return print(&csv(&header, &rows));
    }
    let text = call.words;
    let header = [
        text.year,
        text.back_dates,
        text.back_provisional,
        text.back_moved,
        text.back_furthest,
        text.back_width,
        text.back_widest,
        text.back_outside,
    ];
    print(&format!("{}{}", table(&header, &rows), fill(text.back_about, &[&law.ways().len(), &law.profile.name])))
}

/// Days from the earliest to the latest, on average, with one decimal.
fn tenths(one: &Hidden) -> String {
    let tenths = (one.widths * 10 + one.provisional as i64 / 2).checked_div(one.provisional as i64).unwrap_or(0);
    format!("{}.{}", tenths / 10, tenths % 10)
}
