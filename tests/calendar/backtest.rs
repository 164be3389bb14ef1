//! Dates before the notice of their year: each published year is hidden in turn, and what is computed then holds what came.

use crate::common::files::beside;
use crate::common::office::Office;
use std::collections::BTreeMap;
use std::sync::Arc;
use sunpei::docket::{Day, file};
use sunpei::law::calendar::Calendar;
use sunpei::law::{Law, Library};

const YEARS: std::ops::RangeInclusive<i32> = 2018..=2026;

fn law(profile: &str, calendar: Arc<Calendar>) -> Law {
    Law::new(Library::built_in().profile(profile).unwrap(), calendar)
}

/// All triggers of the year times all lengths that a profile counts: never outside the range, and the range is asked for.
#[test]
fn the_range_holds_the_day_that_came_for_every_trigger_and_every_length() {
    for profile in ["national", "inner-mongolia"] {
        let law = law(profile, Calendar::built_in());
        assert_eq!(law.published().collect::<Vec<_>>(), YEARS.collect::<Vec<_>>());
        let ways = law.ways().len();
        assert!(ways >= 5, "{ways}");
        for year in YEARS {
            let found = law.hidden_year(year).unwrap();
            assert_eq!(found.outside, 0, "{profile}: {found:?}");
            // Without the range many of them would have been wrong.
            assert!(found.moved > 90 && found.furthest > 0 && found.provisional > 1_500, "{profile}: {found:?}");
            assert!(found.dates >= 5 * 365 - 366 && found.dates <= ways * 366, "{profile}: {found:?}");
        }
        assert!(law.hidden_year(2027).is_none() && law.hidden_year(1990).is_none());
    }
}

/// Every day of a text, so many days later.
fn shifted(text: &str, days: i64) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("20") {
        out.push_str(&rest[..at]);
        let day = rest.get(at..at + 10).and_then(|text| text.parse::<Day>().ok());
        match day {
            Some(day) => {
                out.push_str(&(day + chrono::Duration::days(days)).to_string());
                rest = &rest[at + 10..];
            }
            None => {
                out.push_str("20");
                rest = &rest[at + 2..];
            }
        }
    }
    out + rest
}

/// The stories of the law, each lived through in a year whose notice is not there: with pauses, extensions, rounds and all.
#[test]
fn whole_dockets_lived_in_a_hidden_year_keep_what_they_promise() {
    let root = beside("law");
    let mut texts: Vec<String> = Vec::new();
    for folder in [root.clone(), root.join("stories")] {
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.is_file());
        paths.sort();
        texts.extend(paths.iter().map(|path| std::fs::read_to_string(path).unwrap()));
    }
    let full = Calendar::built_in();
    let truth: BTreeMap<&str, Law> = ["national", "inner-mongolia"].map(|name| (name, law(name, full.clone()))).into();
    let (mut looked, mut ranged, mut moved) = (0, 0, 0);
    for year in YEARS {
        let hidden = Arc::new(full.with_year(full.year(year).unwrap().hidden()));
        let blind: BTreeMap<&str, Law> = ["national", "inner-mongolia"].map(|name| (name, law(name, hidden.clone()))).into();
        // Each story in every third year, each year with a third of them.
        for (place, text) in texts.iter().enumerate().filter(|(place, _)| (*place as i32 + year) % 3 == 0) {
            let docket = text.split("\n[expect]\n").next().unwrap().split("\n# ==== ").next().unwrap();
            let Some(first) = docket.lines().filter_map(|line| line.strip_prefix("on = ")?.get(..10)?.parse::<Day>().ok()).min()
            else {
                continue;
            };
            // Somewhere in the year, another place for each story.
            let begin = Day::from_ymd_opt(year, 1, 1).unwrap() + chrono::Duration::days((place as i64 * 97 + 11) % 360);
            let Ok(read) = file::parse("story", &shifted(docket, (begin - first).num_days())) else { continue };
            let today = begin + chrono::Duration::days(400);
            let Some(law) = truth.get(&*read.docket.profile) else { continue };
            let state = read.docket.state();
            let then = blind[&*read.docket.profile].deadlines(&state, today);
            for came in law.deadlines(&state, today).into_iter().filter(|one| !one.provisional) {
                let same = then
                    .iter()
                    .find(|one| (&one.rule.id, &one.party, one.n, one.round) == (&came.rule.id, &came.party, came.n, came.round));
                let (Some(then), Some(due)) = (same, came.due) else { continue };
                let (safe, guess) = (then.safe.unwrap(), then.due.unwrap());
                looked += 1;
                if then.provisional {
                    ranged += 1;
                    moved += usize::from(guess != due);
                    assert!(safe <= due && due <= then.latest.unwrap(), "{year} {place} {}: {then:#?}\n{due}", came.rule.id);
                } else {
                    assert_eq!(guess, due, "{year} {place} {}: called firm", came.rule.id);
                }
            }
        }
    }
    assert!(looked > 600 && ranged > 200 && moved > 10, "{looked} {ranged} {moved}");
}

/// The numbers of a table below a heading, line by line; the last column is in words.
fn table(readme: &str, heading: &str) -> Vec<Vec<String>> {
    let (_, after) = readme.split_once(heading).unwrap_or_else(|| panic!("no {heading}"));
    let rows = after.lines().skip_while(|line| !line.starts_with("| 20")).take_while(|line| line.starts_with("| 20"));
    rows.map(|row| row.trim_matches(['|', ' ']).split('|').map(|cell| cell.trim().replace(',', "")).collect()).collect()
}

#[test]
fn the_tables_of_the_readmes_are_what_the_program_computes() {
    let text = Office::new().ok(&["calendar", "backtest", "--format", "csv"]);
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    assert_eq!(lines.next().unwrap().join(" "), "year dates provisional moved furthest mean_width widest outside");
    let computed: Vec<Vec<String>> = lines.collect();
    assert_eq!(computed.len(), 9);
    assert_eq!(table(include_str!("../../README.md"), "## Dates"), computed, "run `sunpei calendar backtest --format csv`");
    assert_eq!(table(include_str!("../../README.zh-CN.md"), "## 日期"), computed);
}
