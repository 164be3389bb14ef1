//! The case pane with fresh eyes: what the first screen says without a key, long lines, where the officer was, what a section
//! is for while it is empty, and that what is seen is put right where it stands; keys in, screen out, on whole stories.

use crate::common::desk::desk;
use crate::common::keys::{LANGS, press, text};
use std::collections::BTreeSet;
use std::path::Path;
use sunpei::docket::{Day, Docket, Fact, file};
use sunpei::text::case::Words;
use sunpei::text::desk::DeskWords;
use sunpei::text::{Lang, law as words};
use sunpei::tui::app::Pane;
use sunpei::tui::width::cells;
use sunpei::tui::{App, SECTIONS, screen};

/// The desk in the case pane, on a docket as it stood at the end of a day.
fn opened(lang: Lang, docket: &Docket, today: Day) -> App {
    let mut desk = desk(&today.to_string());
    let facts = docket.facts.iter().filter(|fact| fact.on <= today).cloned().collect();
    desk.new_lead(docket.attributes.clone(), facts).unwrap();
    let mut app = App::new(desk, lang, true);
    app.show(1);
    (app.focus, app.full) = (Pane::Case, true);
    app
}

fn story(name: &str) -> Docket {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/law/stories").join(name);
    file::parse(name, &std::fs::read_to_string(path).unwrap()).unwrap().docket
}

fn stories() -> Vec<(String, Docket)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/law/stories");
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), story(&name))).collect()
}

fn last_day(docket: &Docket) -> Day {
    docket.facts.iter().map(|fact| fact.on).max().unwrap()
}

#[test]
fn the_first_screen_says_where_it_stands_what_was_done_what_is_due_wanted_and_missing() {
    for (at, lang) in LANGS.into_iter().enumerate() {
        let (say, own) = (Words::of(lang), DeskWords::of(lang));
        // Each story in one language, the longest and the one with most parties in both.
        let whole = ["straight.toml", "three-parties-to-the-end.toml"];
        let mine = stories().into_iter().enumerate().filter(|(nth, (name, _))| nth % 2 == at || whole.contains(&name.as_str()));
        for (_, (name, docket)) in mine {
            let days: BTreeSet<Day> = docket.facts.iter().map(|fact| fact.on).collect();
            // Of each story a sample; of the longest one more.
            let step = if whole.contains(&name.as_str()) { 5 } else { 11 };
            for day in days.into_iter().rev().step_by(step) {
                let app = opened(lang, &docket, day);
                let seen = text(&app, (80, 24));
                let case = app.case.as_ref().unwrap();
                let has = |word: &str| assert!(seen.contains(word), "{name} {day}: no {word} in\n{seen}");
                let stage = case.stored.docket.state().stage().unwrap();
                has(words::stage(lang, stage));
                has(say.latest);
                if let Some(first) = case.derived.next.must.first() {
                    has(own.must);
                    has(words::label(lang, &first.step.label));
                }
                let open = case.derived.deadlines.iter().filter(|one| !one.rule.hidden && one.status.is_open());
                if let Some(due) = open.filter_map(|one| one.due).min() {
                    has(&due.to_string());
                }
                let lacks = sunpei::text::dossier::Words::of(lang).lacking_head;
                if app.case_lines.lines.iter().any(|line| line.head && line.text.starts_with(lacks)) {
                    has(lacks);
                }
            }
        }
    }
}

#[test]
fn parties_at_different_stages_stand_apart_on_the_first_screen() {
    let docket = story("two-parties-one-agrees-one-is-sued.toml");
    for (lang, agreed, judged) in [
        (Lang::Zh, "甲化工公司 [签署赔偿协议]", "乙运输公司 [生效判决]"),
        (Lang::En, "甲化工公司 [agreement signed]", "乙运输公司 [judgment effective]"),
    ] {
        let app = opened(lang, &docket, last_day(&docket));
        let seen = text(&app, (80, 24));
        assert!(seen.contains(agreed) && seen.contains(judged), "{seen}");
    }
}

/// The rows of the pane without its frame and gutter.
fn rows(app: &App, width: u16, height: u16) -> Vec<String> {
    let all = screen(app, width, height);
    all[2..all.len() - 2].iter().map(|row| row.trim_matches('│').trim_start_matches('>').trim().to_owned()).collect()
}

#[test]
fn a_long_line_goes_on_below_and_all_of_it_is_reached() {
    let mut docket = story("straight.toml");
    docket.attributes.title = "赤峰市红山区某某化工有限责任公司非法排放高浓度含酚废水污染老哈河干流及其两岸农田案".into();
    docket.attributes.note = "举报人称，夜间有槽车往渗坑里倒废水；已经三次到场，两次未见人。".repeat(3);
    for lang in LANGS {
        for (width, height) in [(80, 24), (60, 20)] {
            let mut app = opened(lang, &docket, last_day(&docket));
            let wanted: Vec<String> =
                app.case_lines.lines.iter().filter(|line| line.narrow.is_none()).map(|line| line.text.clone()).collect();
            let mut seen = String::new();
            text(&app, (width, height));
            while !seen.ends_with("\n\n") {
                let at = app.case_lines.at;
                for row in rows(&app, width, height) {
                    seen.push_str(&row.replace(' ', ""));
                }
                seen.push('\n');
                press(&mut app, "PageDown");
                if app.case_lines.at == at {
                    seen.push('\n');
                }
            }
            for line in wanted {
                let most = 5 * (usize::from(width) - 8);
                if cells(&line) < most {
                    assert!(seen.contains(&line.replace(' ', "")), "{width}x{height}: {line}");
                }
            }
        }
    }
}

#[test]
fn a_case_is_found_again_where_it_was_left() {
    let docket = story("straight.toml");
    let mut app = opened(Lang::Zh, &docket, last_day(&docket));
    let other = app.desk.new_lead(docket.attributes.clone(), docket.facts[..3].to_vec()).unwrap().dockets[0];
    press(&mut app, "/ 9 Enter j");
    let here = |app: &App| (app.case_title(), app.case_lines.current().unwrap().text.clone());
    let left = here(&app);
    assert!(left.0.contains(Words::of(Lang::Zh).restoration) && left.0.contains("9/15"), "{left:?}");
    app.show(other);
    assert_eq!(app.case_lines.at, 0);
    press(&mut app, "j j");
    app.show(1);
    assert_eq!(here(&app), left);
    app.show(other);
    assert_eq!(app.case_lines.at, 2);
    app.show(1);
    // The same after the line was lost.
    app.keep_place();
    let again = App::new(app.desk, Lang::Zh, true);
    assert_eq!(here(&again), left);
}

#[test]
fn every_section_is_a_number_and_enter_away() {
    let docket = story("straight.toml");
    for lang in LANGS {
        let mut app = opened(lang, &docket, last_day(&docket));
        for (at, section) in SECTIONS.iter().enumerate() {
            press(&mut app, &format!("/ \"{}\" Enter", at + 1));
            let place = format!("{} {}/15", (section.name)(Words::of(lang)), at + 1);
            assert!(text(&app, (80, 24)).contains(&place), "{place}");
        }
        press(&mut app, ": \"section 4\" Enter");
        assert!(app.case_title().contains(Words::of(lang).money));
    }
}

#[test]
fn a_section_without_anything_says_what_it_is_for_and_how_it_is_filled() {
    let docket = story("straight.toml");
    let filed = docket.facts.iter().find(|fact| fact.kind.name() == "case.filed").unwrap().on;
    for lang in LANGS {
        let say = Words::of(lang);
        let app = opened(lang, &docket, filed);
        let lines = &app.case_lines.lines;
        for (name, belongs) in [
            (say.appraisal, say.in_appraisal),
            (say.agreement, say.in_agreement),
            (say.court, say.in_court),
            (say.restoration, say.in_restoration),
            (say.funds, say.in_funds),
            (say.supervision, say.in_supervision),
        ] {
            let head = lines.iter().position(|line| line.text.starts_with("── ") && line.text.contains(name)).unwrap();
            assert_eq!(lines[head + 1].text, belongs);
        }
        // Once something stands there, it speaks for itself.
        let app = opened(lang, &docket, last_day(&docket));
        assert!(app.case_lines.lines.iter().all(|line| line.text != say.in_agreement));
    }
}

#[test]
fn the_timeline_is_searched_by_itself() {
    let docket = story("instalments-with-guarantee.toml");
    for lang in LANGS {
        let mut app = opened(lang, &docket, last_day(&docket));
        press(&mut app, "T");
        assert!(text(&app, (80, 24)).contains(Words::of(lang).find_in_timeline));
        let word = lang.pick("缴款", "payment");
        press(&mut app, &format!("\"{word}\""));
        let rows: Vec<String> =
            screen(&app, 80, 24).into_iter().filter(|row| row.starts_with("│ │") && row.contains("2026-")).collect();
        assert!(!rows.is_empty() && rows.iter().all(|row| row.contains(word)), "{rows:#?}");
        press(&mut app, "Enter");
        assert!(app.case_title().contains(Words::of(lang).timeline), "{}", app.case_title());
        assert!(app.case_lines.current().unwrap().text.contains(word));
    }
}

#[test]
fn the_hand_over_page_holds_every_line_of_the_case() {
    let docket = story("two-parties-one-agrees-one-is-sued.toml");
    for lang in LANGS {
        let mut app = opened(lang, &docket, last_day(&docket));
        let entered = app.case_lines.lines.iter().filter(|line| line.target.is_some() && !line.text.starts_with("── "));
        let lines: Vec<String> = entered.map(|line| line.text.clone()).collect();
        assert!(lines.len() > 100);
        press(&mut app, "L");
        let Some(sunpei::tui::app::Dialog::Reader(reader)) = app.dialogs.last() else { panic!("nothing to read") };
        let page = reader.page.as_ref().unwrap().text();
        for line in lines {
            // The key of a step is for the screen.
            let bare = line.get(2..).filter(|rest| rest.starts_with(' ')).unwrap_or(&line);
            assert!(page.contains(bare.trim()), "{line}");
        }
        for section in SECTIONS {
            assert!(page.contains(&format!("\n{}\n", (section.name)(Words::of(lang)))));
        }
    }
}

/// What a fact says that can be read on a line and is its own: its texts.
fn says(fact: &Fact) -> Vec<String> {
    let texts = fact.data.0.iter().filter(|(key, _)| !matches!(key.as_str(), "party" | "said"));
    let texts = texts.filter_map(|(_, value)| value.as_str());
    texts.filter(|text| text.chars().count() > 3 && !text.is_ascii()).map(str::to_owned).collect()
}

#[test]
fn what_a_line_shows_is_put_right_on_it() {
    let (mut walked, mut placed) = (0, 0);
    let mut known = BTreeSet::new();
    for (name, docket) in stories() {
        let mut app = opened(Lang::Zh, &docket, last_day(&docket));
        let facts: Vec<Fact> = app.case.as_ref().unwrap().stored.docket.state().live.iter().map(|fact| (*fact).clone()).collect();
        for at in 0..app.case_lines.lines.len() {
            let line = app.case_lines.lines[at].clone();
            let target = format!("{:?}", line.target);
            // A line of a fact shows what that fact says; another line may show anything.
            let of = target.split_once("Fact(").or_else(|| target.split_once("fact: "));
            let of: Option<i64> = of.and_then(|(_, rest)| rest.split([')', ',']).next()?.trim().parse().ok());
            let own = facts.iter().filter(|fact| of.is_none_or(|id| id == fact.id));
            let shown: Vec<String> = own.flat_map(says).filter(|text| line.text.contains(text.as_str())).collect();
            let dated = facts
                .iter()
                .any(|fact| line.text.trim_start().starts_with(&format!("{} {}", fact.on, words::kind(Lang::Zh, fact.kind))));
            // The names of groups and of what is asked for are the rules' own; a line about another docket opens that.
            let named =
                line.text.trim_start().starts_with(['■', '✓', '✗']) && line.target.is_none() || target.contains("Docket(");
            if line.head || named || line.struck || shown.is_empty() && !dated {
                continue;
            }
            app.case_lines.at = at;
            // A kind of line that another story had in the same section is the same line.
            let kinds = facts.iter().filter(|fact| of == Some(fact.id)).map(|fact| fact.kind.name()).collect::<String>();
            let what: String = target.chars().filter(|c| !c.is_ascii_digit()).collect();
            let section = app.case_title().rsplit(' ').next().unwrap().to_owned();
            if !known.insert((section, kinds, what)) {
                continue;
            }
            walked += 1;
            press(&mut app, "E");
            let Some(form) = app.form() else {
                // What is not put right says why.
                assert!(app.status.is_some() || !app.dialogs.is_empty(), "{name}: E does nothing on {}", line.text);
                app.dialogs.clear();
                continue;
            };
            if !target.contains("Step") && !target.contains("Record") && !target.contains("Absent") {
                let typed = form.content();
                // A part of the agreement may be called like a paper.
                let there = target.contains("\"contents\"")
                    || shown.iter().all(|text| typed.iter().any(|typed| typed.contains(text.as_str())))
                        && (!dated
                            || typed.iter().any(|typed| line.text.contains(typed.as_str()) && typed.parse::<Day>().is_ok()));
                assert!(there, "{name}: {} opens {:?} of {target}", line.text, form.title);
                if let Some((_, key)) = target.split_once("key: \"") {
                    let key = key.split('"').next().unwrap();
                    assert_eq!(form.fields[form.at].key, key, "{name}: {}", line.text);
                    placed += 1;
                }
            }
            app.dialogs.clear();
        }
    }
    assert!(walked > 120 && placed > 10, "{walked} {placed}");
}
