//! Every date is reckoned a second time, from the exported proof and the calendar's files alone: `checker`,
//! `proof` and `calendar` name nothing of the program. Here are the dockets that it is asked about.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unused_self
)] // a test may fail loudly

mod calendar;
mod checker;
mod dockets;
mod effort;
mod proof;
mod reckon;
mod told;

use calendar::Calendar;
use checker::Checker;
use dockets::{Dice, docket};
use serde_json::Value;
use std::path::{Path, PathBuf};
use sunpei::cli::answer;
use sunpei::docket::file;
use sunpei::law::{Law, Library};
use sunpei::text::Lang;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files() -> Calendar {
    Calendar::read(&root().join("config/calendar"))
}

/// The shipped profiles, and one with the shapes that neither uses.
fn laws() -> Vec<(&'static str, Law)> {
    let shapes = std::fs::read_to_string(root().join("tests/recheck/shapes.toml")).unwrap();
    let mut library = Library::with_overrides([("shapes.toml", shapes.as_str())]);
    // The invented regions use every shape of the rule language.
    for region in ["qinglan", "hailu"] {
        let entries = std::fs::read_dir(root().join("tests/profiles").join(region)).unwrap();
        let read = |entry: std::io::Result<std::fs::DirEntry>| {
            let path = entry.unwrap().path();
            (path.display().to_string(), std::fs::read_to_string(path).unwrap())
        };
        library.add_folder(&entries.map(read).collect::<Vec<_>>(), false).unwrap();
    }
    let law = |name| {
        let profile = library.profile(name).unwrap_or_else(|faults| panic!("{faults:#?}"));
        (name, Law::new(profile, sunpei::law::calendar::Calendar::built_in()))
    };
    ["inner-mongolia", "national", "shapes", "qinglan-linxi-water", "hailu"].map(law).into()
}

fn checker<'c>(calendar: &'c Calendar, law: &Law) -> Checker<'c> {
    let (profile, version) = law.versions();
    let efforts = law.profile.periods.iter().filter_map(|period| {
        let kinds = period.begun_by.iter().map(|select| select.kind.name().to_owned()).collect();
        Some((period.id.to_string(), period.effort?, kinds))
    });
    Checker { calendar, versions: (profile.to_owned(), version.to_owned()), efforts: efforts.collect() }
}

fn rules(law: &Law) -> Vec<String> {
    law.profile.periods.iter().map(|period| period.id.to_string()).collect()
}

/// What `docket check --format json` prints about a docket file.
fn answer_of(law: &Law, text: &str, lang: Lang) -> Value {
    let read = file::parse("random.toml", text).unwrap_or_else(|faults| panic!("{faults:#?}\n{text}"));
    // A file that goes on in parts says its days there: what it begins with is looked at on its last day.
    let today = read.today.or_else(|| read.docket.facts.iter().map(|fact| fact.on).max()).unwrap();
    answer::derived(lang, law, &read.docket, &law.derive(&read.docket, today), today)
}

#[test]
fn thousands_of_random_dockets_agree() {
    let calendar = files();
    let laws = laws();
    let run = |seeds: std::ops::Range<u64>| {
        let (mut checked, mut kinds) = (0, std::collections::BTreeMap::<String, usize>::new());
        for seed in seeds {
            let mut dice = Dice::new(seed);
            let (name, law) = dice.one(&laws);
            let text = docket(&mut dice, name, &rules(law));
            let answer = answer_of(law, &text, if seed % 2 == 0 { Lang::Zh } else { Lang::En });
            let wrong = checker(&calendar, law).check(&answer);
            assert!(wrong.is_empty(), "seed {seed}: {wrong:#?}\n{text}{answer:#}");
            for one in answer["deadlines"].as_array().unwrap() {
                checked += 1;
                let mut seen = vec![format!("rule {}", one["rule"]), format!("status {}", one["status"])];
                seen.extend(one["steps"].as_array().unwrap().iter().map(|step| format!("step {}", step["step"])));
                if one["provisional"] == true {
                    seen.push("provisional".to_owned());
                }
                for one in seen {
                    *kinds.entry(one).or_default() += 1;
                }
            }
        }
        (checked, kinds)
    };
    let halves = std::thread::scope(|scope| {
        let both = [0..1_700, 7_000..8_400].map(|seeds| scope.spawn(|| run(seeds)));
        both.map(|one| one.join().unwrap_or_else(|error| std::panic::resume_unwind(error)))
    });
    let checked: usize = halves.iter().map(|(checked, _)| checked).sum();
    assert!(checked > 5_000, "{checked}");
    // A generator that has stopped reaching something would let it go unchecked.
    let seen = |what: &str| halves.iter().filter_map(|(_, kinds)| kinds.get(what)).sum::<usize>();
    for what in [
        "status \"pending\"",
        "status \"paused\"",
        "status \"met\"",
        "status \"met-late\"",
        "status \"overdue\"",
        "status \"dropped\"",
        "status \"unknown-start\"",
        "step \"start\"",
        "step \"stated\"",
        "step \"pause\"",
        "step \"extension\"",
        "step \"roll\"",
        "step \"provisional\"",
        "step \"also\"",
        "step \"reset\"",
        "step \"calendar\"",
        "step \"version\"",
        "step \"until\"",
        "step \"field\"",
        "step \"rounded\"",
        "step \"month-end\"",
        "step \"deemed\"",
        "provisional",
    ] {
        assert!(seen(what) >= 8, "{what}: {}", seen(what));
    }
    for (_, law) in &laws {
        for period in law.profile.periods.iter().filter(|period| !period.hidden && !period.office && period.enabled) {
            assert!(seen(&format!("rule \"{}\"", period.id)) >= 2, "{} is hardly ever reached", period.id);
        }
    }
}

/// Every other value that a value could be taken for: numbers and days a little off, yes for no, a day for nothing, a
/// list without one of its items.
fn mutations(value: &Value, path: &str, found: &mut Vec<(String, Value)>) {
    let moved = |text: &str, by: i64| {
        let day: chrono::NaiveDate = text.parse().ok()?;
        Some(calendar::plus(day, by).to_string())
    };
    match value {
        Value::Number(number) => {
            let number = number.as_i64().unwrap();
            found.extend(
                [number - 1, number + 1, -number]
                    .into_iter()
                    .filter(|other| *other != number)
                    .map(|other| (path.to_owned(), other.into())),
            );
        }
        Value::Bool(yes) => found.push((path.to_owned(), (!yes).into())),
        Value::Null if DAYS.iter().any(|key| path.ends_with(key)) => found.push((path.to_owned(), "2026-03-02".into())),
        Value::Null => {}
        Value::String(text) => {
            // Days stand alone, and in the lines for people.
            let starts = text
                .char_indices()
                .map(|(at, _)| at)
                .filter(|at| text.get(*at..at + 10).is_some_and(|day| day.parse::<chrono::NaiveDate>().is_ok()));
            for at in starts {
                for by in [-1, 1, 7, -365] {
                    let other = moved(&text[at..at + 10], by).unwrap();
                    found.push((path.to_owned(), format!("{}{other}{}", &text[..at], &text[at + 10..]).into()));
                }
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                mutations(item, &format!("{path}/{at}"), found);
                if !SILENT_LISTS.iter().any(|known| path.ends_with(known)) {
                    let mut fewer = items.clone();
                    fewer.remove(at);
                    found.push((path.to_owned(), fewer.into()));
                }
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                mutations(item, &format!("{path}/{key}"), found);
            }
        }
    }
}

/// Keys that hold a day or nothing.
const DAYS: &[&str] = &["/start", "/due", "/safe", "/latest", "/met_on", "/until", "/on", "/to_fact", "/way"];

/// Of these lists an item may be missing without a date being wrong: a reading that gives the same day, a pause that lies
/// outside the count. What stands in them is checked all the same.
const SILENT_LISTS: &[&str] = &["/readings", "/pauses", "/cite"];

/// What a proof may say otherwise without a date being wrong: how strongly the rule speaks, whose clock it is, which tier of an
/// extension a paper belongs to, whether the safe day would go by a
/// reading that is not earlier, and which of several facts of the same day it was.
fn silent(answer: &Value, path: &str, other: &Value, before: &Value) -> bool {
    let same_day = || {
        let days = |id: &Value| {
            let fact = answer["facts"].as_array().unwrap().iter().find(|fact| fact["id"] == *id)?;
            let mut days = vec![fact["on"].as_str()?.to_owned()];
            days.extend(
                fact["data"]
                    .as_object()?
                    .values()
                    .filter_map(|value| value.as_str().filter(|text| text.len() == 10))
                    .map(str::to_owned),
            );
            Some(days)
        };
        let (one, two) = (days(other).unwrap_or_default(), days(before).unwrap_or_default());
        one.iter().any(|day| two.contains(day))
    };
    // Whose clock it is, where nothing has started it yet.
    let unstarted = path == "/round" && answer["deadlines"].as_array().unwrap().iter().any(|one| one["start"].is_null());
    ["/binding", "/per_round", "/silent"].contains(&path)
        || path.ends_with("/tier")
        || unstarted
        || (path.starts_with("/readings/") && path.ends_with("/safe"))
        || (path.ends_with("fact") && same_day())
}

#[test]
fn a_proof_with_any_other_number_or_day_is_refused() {
    let calendar = files();
    let laws = laws();
    let (mut tried, mut seed) = (0, 10_000);
    let mut missed = Vec::new();
    while tried < 8_000 {
        seed += 1;
        let mut dice = Dice::new(seed);
        let (name, law) = dice.one(&laws);
        let text = docket(&mut dice, name, &rules(law));
        let answer = answer_of(law, &text, Lang::Zh);
        let checker = checker(&calendar, law);
        let deadlines = answer["deadlines"].as_array().unwrap().clone();
        // A rhythm of a day gives hundreds that are alike.
        for (place, one) in deadlines.iter().enumerate().take(12) {
            let mut found = Vec::new();
            mutations(one, "", &mut found);
            // Occurrences of one rule are judged together.
            let mut few = answer.clone();
            let mates = deadlines.iter().enumerate().filter(|(at, mate)| *at != place && mate["rule"] == one["rule"]);
            few["deadlines"] = std::iter::once(one.clone()).chain(mates.map(|(_, mate)| mate.clone())).collect();
            assert!(checker.check_first(&few, 1).is_empty());
            for (path, other) in found {
                let before = std::mem::replace(few["deadlines"][0].pointer_mut(&path).unwrap(), other.clone());
                tried += 1;
                if checker.check_first(&few, 1).is_empty() && !silent(&answer, &path, &other, &before) {
                    missed.push(format!("seed {seed} {} {path}: {other} for {before}", one["rule"]));
                }
                *few["deadlines"][0].pointer_mut(&path).unwrap() = before;
            }
        }
    }
    assert!(missed.is_empty(), "{} of {tried}: {:#?}", missed.len(), &missed[..missed.len().min(60)]);
}

/// The same through the program itself, as anyone would run it.
#[test]
fn what_the_program_prints_agrees() {
    let (calendar, laws) = (files(), laws());
    let folder = tempfile::tempdir().unwrap();
    for seed in 20_000..20_024 {
        let mut dice = Dice::new(seed);
        let (name, law) = &laws[(seed % 2) as usize];
        let path = folder.path().join(format!("{seed}.toml"));
        std::fs::write(&path, docket(&mut dice, name, &rules(law))).unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_sunpei"))
            .args(["docket", "check", "--format", "json"])
            .arg(&path)
            .env_clear()
            .env("SUNPEI_CONFIG", folder.path().join("none"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let wrong = checker(&calendar, law).check(&serde_json::from_slice(&output.stdout).unwrap());
        assert!(wrong.is_empty(), "seed {seed}: {wrong:#?}");
    }
}

/// Warnings about the file and not about the law: no article speaks of them, nor of a list that the program made.
const OF_THE_FILE: &[&str] = &["future-date", "double-id", "withdrawn-twice", "withdraws-nothing", "unknown-value"];

/// Every date, step, refusal and warning carries an article that `law show` prints, or says that no text writes it; and that
/// only where the texts are silent.
#[test]
fn every_answer_carries_an_article_that_is_printed() {
    let laws = laws();
    let library = Library::built_in();
    let files = std::fs::read_dir(root().join("tests/law")).unwrap().map(|entry| entry.unwrap().path());
    let own = files.filter(|path| path.is_file()).map(|path| std::fs::read_to_string(path).unwrap());
    let mut texts: Vec<String> = own.map(|text| text.split("\n[expect]\n").next().unwrap().to_owned()).collect();
    let none: Vec<String> = vec!["check".to_owned()];
    texts.extend((30_000..30_150).map(|seed| docket(&mut Dice::new(seed), "national", &none)));
    let regional = &laws[0].1;
    let mut printed = std::collections::BTreeSet::new();
    for (name, law) in &laws[..2] {
        for text in &texts {
            let answer = answer_of(law, text, Lang::Zh);
            let mut about = |what: String, one: &Value| {
                let cites = one["cite"].as_array().unwrap();
                for cite in cites {
                    printed.insert(cite.as_str().unwrap().to_owned());
                }
                // A refused step may cite what it lacks where it cites nothing itself.
                assert!(one["silent"].is_boolean() && (!cites.is_empty() || one["silent"] == true), "{what}");
                one["silent"] == true
            };
            for one in answer["deadlines"].as_array().unwrap() {
                assert!(!about(format!("{name} {}", one["rule"]), one), "{name}: {} cites nothing", one["rule"]);
            }
            for one in ["must", "may", "blocked"].iter().flat_map(|group| answer["next"][group].as_array().unwrap()) {
                if about(format!("{name} {}", one["id"]), one) {
                    // The national text is silent where the regional one has nothing of it to add to.
                    let step = regional.profile.step(one["id"].as_str().unwrap());
                    let national =
                        step.is_some_and(|step| step.cites.iter().any(|cite| cite.at.starts_with("national-opinions")));
                    assert!(*name == "national" && !national, "{name}: {} cites nothing", one["id"]);
                }
            }
            for one in answer["warnings"].as_array().unwrap() {
                let silent = about(format!("{name} {}", one["code"]), one);
                let code = one["code"].as_str().unwrap();
                // An approval or a letter for a rule that is not there.
                let id = one["values"][0].as_str().unwrap_or_default();
                let nowhere = law.profile.period(id).is_none() && !law.profile.caps.contains_key(id);
                let of_nothing = ["no-letter", "no-extension"].contains(&code) && nowhere;
                assert!(
                    !silent || *name == "national" || of_nothing || OF_THE_FILE.contains(&code),
                    "{name}: {one} cites nothing"
                );
            }
        }
    }
    assert!(printed.len() > 40, "{printed:?}");
    for cite in &printed {
        let article = library.article(cite).unwrap_or_else(|| panic!("law show {cite} prints nothing"));
        assert!(article.text.chars().count() > 10 && article.cite == *cite, "{cite}");
    }
}

/// Every start from 2018 to 2026 and every length to sixty, forwards and backwards, against a walk over the files.
#[test]
fn every_sum_of_working_days_agrees_with_the_files() {
    let files = files();
    let shipped = sunpei::law::calendar::Calendar::built_in();
    let (first, last) = (calendar::ymd(2018, 1, 1), calendar::ymd(2026, 12, 31));
    let mut sums = 0;
    for start in first.iter_days().take_while(|day| *day <= last) {
        for way in [1, -1] {
            let mut at = start;
            for count in 1..=60 {
                at = calendar::plus(at, way);
                while !files.worked(calendar::Which::Files, at) {
                    at = calendar::plus(at, way);
                }
                assert_eq!(shipped.add_working(start, way * count), at, "{start} {}", way * count);
                sums += 1;
            }
            // Forwards the start is left out; backwards it is the end, and counts if it is worked.
            let own = i64::from(way < 0 && files.worked(calendar::Which::Files, start));
            let lies = if way > 0 { 60 } else { -59 - own };
            assert_eq!(shipped.working_between(start, at), lies, "{start} to {at}");
        }
    }
    assert_eq!(sums, 3_287 * 60 * 2);
}

#[test]
fn the_calendar_of_the_checker_is_the_one_that_ships() {
    let calendar = files();
    assert_eq!(calendar.last_published(), 2026);
    assert!(Path::new(&root().join("config/calendar/2027.toml")).exists() && !calendar.published(2027));
}
