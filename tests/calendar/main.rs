//! The calendar by values, by counting and by hiding a year.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)] // a test may fail loudly

mod backtest;
#[path = "../common/mod.rs"]
mod common;
mod files;

use chrono::NaiveDate as Day;
use common::desk::day;
use sunpei::law::calendar::{Calendar, DayKind, Overlay, Year, YearStatus};

#[test]
fn working_days_a_year() {
    let calendar = Calendar::built_in();
    let known =
        [(2018, 250), (2019, 250), (2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)];
    for (year, count) in known {
        let (first, last) = (Day::from_ymd_opt(year, 1, 1).unwrap(), Day::from_ymd_opt(year, 12, 31).unwrap());
        assert_eq!(
            first.iter_days().take_while(|day| *day <= last).filter(|day| calendar.is_working(*day)).count(),
            count,
            "{year}"
        );
    }
}

#[test]
fn sums_agree_with_counting_backwards() {
    let calendar = Calendar::built_in();
    for start in day("2018-03-01").iter_days().take(3600) {
        let mut at = start;
        for count in 1..=30 {
            at = at.pred_opt().unwrap();
            while !calendar.day(at).is_working() {
                at = at.pred_opt().unwrap();
            }
            assert_eq!(calendar.add_working(start, -count), at, "{start} - {count}");
        }
    }
}

#[test]
fn sums_agree_with_counting_by_hand() {
    let calendar = Calendar::built_in();
    let (first, last) = (day("2018-01-01"), day("2026-12-31"));
    for start in first.iter_days().take_while(|day| *day <= last) {
        let mut at = start;
        for count in 1..=60 {
            at = at.succ_opt().unwrap();
            while !calendar.day(at).is_working() {
                at = at.succ_opt().unwrap();
            }
            assert_eq!(calendar.add_working(start, count), at, "{start} + {count}");
            assert_eq!(calendar.working_between(start, at), count);
            assert_eq!(calendar.working_between(at, start), -count);
        }
    }
}

#[test]
fn around_spring_festival_and_national_day() {
    let calendar = Calendar::built_in();
    // Make-up Saturday 14 February counts, 15 to 23 February are off.
    assert_eq!(calendar.add_working(day("2026-02-13"), 1), day("2026-02-14"));
    assert_eq!(calendar.add_working(day("2026-02-13"), 5), day("2026-02-27"));
    assert_eq!(calendar.add_working(day("2026-02-13"), 6), day("2026-02-28"));
    assert_eq!(calendar.add_working(day("2026-09-30"), 2), day("2026-10-09"));
    assert_eq!(calendar.add_working(day("2026-09-30"), 3), day("2026-10-10"));
    assert_eq!(calendar.add_working(day("2026-02-28"), -6), day("2026-02-13"));
    // 2025: Sunday 28 September worked, 1 to 8 October off, Saturday 11 October worked.
    assert_eq!(calendar.add_working(day("2025-09-26"), 3), day("2025-09-30"));
    assert_eq!(calendar.add_working(day("2025-09-26"), 4), day("2025-10-09"));
    assert_eq!(calendar.add_working(day("2025-09-26"), 6), day("2025-10-11"));
    assert_eq!(calendar.add_working(day("2025-09-26"), 7), day("2025-10-13"));
    // Before the notice of 2027 only 1 January is off, a Friday.
    assert_eq!(calendar.add_working(day("2026-12-28"), 4), day("2027-01-04"));
}

#[test]
fn the_end_of_december_waits_for_the_next_notice() {
    let calendar = Calendar::built_in();
    assert!(calendar.is_firm(day("2026-12-20")));
    assert!(!calendar.is_firm(day("2026-12-31")));
    assert!(calendar.is_firm(day("2025-12-31")));
    assert!(!calendar.is_firm(day("2027-03-01")));
}

#[test]
fn beyond_the_years_nothing_breaks() {
    let calendar = Calendar::built_in();
    assert_eq!(calendar.add_working(day("2035-06-01"), 5), day("2035-06-08"));
    assert_eq!(calendar.add_working(Day::MAX, 5), Day::MAX);
    assert_eq!(calendar.add_working(Day::MIN, -5), Day::MIN);
    for count in [i64::MIN, -1, 0, 1, i64::MAX] {
        for day in [Day::MIN, day("2026-11-25"), Day::MAX] {
            let _ = calendar.add_working(day, count);
            let _ = (calendar.next_working(day), calendar.prev_working(day), calendar.is_firm(day), calendar.is_working(day));
        }
    }
    assert_eq!(calendar.add_working(day("2026-11-25"), i64::MAX), Day::MAX);
    assert_eq!(calendar.add_working(day("2026-11-25"), i64::MIN), Day::MIN);
    assert!(calendar.working_between(Day::MIN, Day::MAX) > 0);
    assert_eq!(Calendar::default().add_working(day("2026-02-13"), 1), day("2026-02-16"));
    assert!(!calendar.stretches(day("2026-02-13"), day("2026-03-01")).is_empty());
}

/// With a year hidden, the true day lies within the range over the other years' patterns.
#[test]
fn the_range_of_a_hidden_year_holds_the_true_day() {
    let full = Calendar::built_in();
    for hidden in 2019..=2026 {
        let blind = full.with_year(full.year(hidden).unwrap().hidden());
        let range = blind.envelope();
        let (first, last) = (Day::from_ymd_opt(hidden - 1, 11, 1).unwrap(), Day::from_ymd_opt(hidden, 12, 31).unwrap());
        for start in first.iter_days().take_while(|day| *day <= last) {
            for count in 1..=60 {
                let low = range.most_working.add_working(start, count);
                let (base, truth) = (blind.add_working(start, count), full.add_working(start, count));
                let high = range.least_working.add_working(start, count);
                assert!(low <= truth && truth <= high, "{hidden}: {start} + {count}: {low} {truth} {high}");
                assert!(low <= base && base <= high, "{hidden}: {start} + {count}: {low} {base} {high}");
            }
        }
        // What is called firm is what the true notice did not touch.
        for (day, ..) in full.diff(&blind) {
            assert!(!blind.is_firm(day), "{day}");
        }
    }
}

#[test]
fn the_bounds_are_calendars_of_the_same_shape() {
    let calendar = Calendar::built_in();
    let range = calendar.envelope();
    for bound in [&range.most_working, &range.least_working] {
        for day in day("2015-01-01").iter_days().take(365 * 40) {
            assert_eq!(bound.is_working(day), bound.day(day).is_working(), "{day}");
            if calendar.is_firm(day) {
                assert_eq!(bound.day(day), calendar.day(day), "{day}");
            }
        }
    }
    assert!(range.most_working.is_working(day("2027-01-30")));
    assert!(!range.least_working.is_working(day("2027-02-10")));
    assert!(range.most_working.is_working(day("2027-02-09")));
    assert!(!range.most_working.is_working(day("2027-02-08")));
}

#[test]
fn a_year_without_a_file_has_a_range_too() {
    let calendar = Calendar::built_in();
    assert_eq!(calendar.status(2041), YearStatus::Unknown);
    let start = day("2041-01-02");
    let range = calendar.envelope();
    let (low, base, high) =
        (range.most_working.add_working(start, 40), calendar.add_working(start, 40), range.least_working.add_working(start, 40));
    assert!(low < base && base < high, "{low} {base} {high}");
}

#[test]
fn a_notice_may_name_the_december_before() {
    let text = include_str!("../../config/calendar/2019.toml");
    let year = Year::parse("2019.toml", text).unwrap();
    assert!(year.days.contains_key(&day("2018-12-29")));
    let calendar = Calendar::built_in();
    assert_eq!(calendar.day(day("2018-12-29")), DayKind::MakeUp { name: "元旦调休上班" });
    assert!(calendar.notice(day("2018-12-31")).unwrap().contains("2018"));
    assert!(!calendar.with_year(calendar.year(2019).unwrap().hidden()).is_firm(day("2018-12-29")));
}

#[test]
fn every_file_of_the_binary_is_read() {
    let calendar = Calendar::built_in();
    let years: Vec<i32> = calendar.years().map(|year| year.year).collect();
    assert_eq!(years, (2018..=2035).collect::<Vec<_>>());
    for year in calendar.years() {
        assert_eq!(year.published, year.year <= 2026);
        assert_eq!(&Year::parse("again.toml", &year.to_toml()).unwrap(), year);
    }
    assert_eq!(calendar.named_days(2018).last(), Some(day("2018-12-31")));
    assert_eq!(calendar.named_days(2019).next(), Some(day("2018-12-29")));
}

#[test]
fn what_a_new_notice_moves_is_listed() {
    let old = Calendar::built_in();
    let mut year = old.year(2026).unwrap().clone();
    year.days.remove(&day("2026-10-10"));
    let new = old.with_year(year);
    let makeup = DayKind::MakeUp { name: "国庆节调休上班" };
    assert_eq!(old.diff(&new), vec![(day("2026-10-10"), makeup, DayKind::Weekend)]);
    assert_ne!(old.version(), new.version());
    assert!(old.diff(&old).is_empty());
}

#[test]
fn an_office_has_its_own_days() {
    let text = "office = \"鄂尔多斯市\"\nsource = \"鄂府办发〔2026〕1号\"\nday = [\n\
                { on = 2026-08-03, to = 2026-08-04, kind = \"rest\", name = \"那达慕\" },\n\
                { on = 2026-08-08, kind = \"workday\", name = \"那达慕调休上班\" },\n]\n";
    let calendar = Calendar::built_in().add("local.toml", text).unwrap();
    assert_eq!(calendar.add_working(day("2026-07-31"), 1), day("2026-08-05"));
    assert_eq!(calendar.add_working(day("2026-08-07"), 1), day("2026-08-08"));
    assert_eq!(calendar.notice(day("2026-08-03")).unwrap(), "鄂府办发〔2026〕1号");
    assert_ne!(calendar.version(), Calendar::built_in().version());
    assert_eq!(calendar.overlays().len(), 1);
    assert_eq!(Overlay::parse("x", &calendar.overlays()[0].to_toml()).unwrap(), calendar.overlays()[0]);
    // The same paper again replaces itself; a year's notice keeps the local days.
    let again = calendar.add("local.toml", text).unwrap().with_year(calendar.year(2026).unwrap().clone());
    assert_eq!(again.version(), calendar.version());
    assert!(!again.is_working(day("2026-08-03")));
    assert_eq!(calendar.stretches(day("2026-08-03"), day("2026-08-04")).len(), 1);
    assert!(calendar.envelope().most_working.overlays().len() == 1);
    assert!(Overlay::parse("x", "office = \"a\"\nday = []\n").is_err());
}

#[test]
fn stretches_cover_every_day_once() {
    let calendar = Calendar::built_in();
    let (from, to) = (day("2026-02-14"), day("2026-03-01"));
    let found = calendar.stretches(from, to);
    assert_eq!(found.iter().map(|stretch| stretch.days).sum::<i64>(), (to - from).num_days() + 1);
    let names: Vec<(bool, i64, Option<&str>)> =
        found.iter().map(|stretch| (stretch.working, stretch.days, stretch.name.as_deref())).collect();
    assert_eq!(
        names,
        vec![
            (true, 1, Some("春节调休上班")),
            (false, 9, Some("春节")),
            (true, 4, None),
            (true, 1, Some("春节调休上班")),
            (false, 1, None),
        ]
    );
    assert_eq!(found[1].notice.as_deref(), Some("国办发明电〔2025〕7号"));
}
