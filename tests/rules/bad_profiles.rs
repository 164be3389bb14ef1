//! A profile that cannot be loaded says everything that is wrong at once: where, with the line and a caret, what was
//! expected and what to do, in the officer's language.

use crate::common::files::beside;
use crate::common::office::command;
use crate::faults;
use std::fs;
use std::path::Path;
use std::process::Output;
use sunpei::docket::tree::{Fault, FaultKind};
use sunpei::text::{Lang, fault};

/// Lines of a file with what each has to be said about it, by the language.
fn marked(text: &str, lang: Lang) -> Vec<(usize, String)> {
    let one = |mark: &str| {
        let (zh, en) = mark.split_once('｜').unwrap_or_else(|| panic!("{mark}"));
        if lang == Lang::Zh { zh.trim().to_owned() } else { en.trim().to_owned() }
    };
    let of = |(at, line): (usize, &str)| line.split("#! ").skip(1).map(|mark| (at + 1, one(mark))).collect::<Vec<_>>();
    text.lines().enumerate().filter(|(at, _)| *at > 0).flat_map(of).collect()
}

#[test]
fn everything_wrong_is_said_at_once_where_it_stands_and_what_to_do() {
    let text = fs::read_to_string(beside("profiles/bad/bad.toml")).unwrap();
    let found = faults(&[("bad.toml", &text)], "bad");
    for lang in [Lang::Zh, Lang::En] {
        let wanted = marked(&text, lang);
        assert!(wanted.len() > 35);
        for (line, words) in &wanted {
            let here = found.iter().filter(|fault| fault.line == *line);
            let said: Vec<Vec<String>> = here.map(|one| fault::lines(lang, one)).collect();
            assert!(said.iter().any(|lines| lines[0].contains(words)), "line {line}: {words}: {said:#?}");
            for lines in said {
                assert!(lines[0].starts_with(&format!("bad.toml:{line}:")), "{lines:#?}");
                assert!(lines[1].contains(text.lines().nth(line - 1).unwrap()), "{lines:#?}");
                assert!(lines[2].trim_end().ends_with('^'), "{lines:#?}");
            }
        }
        assert_eq!(found.len(), wanted.len(), "{:#?}", found.iter().map(|one| fault::lines(lang, one)).collect::<Vec<_>>());
    }
    let mut sorted = found.clone();
    sorted.sort_by_key(|fault| (fault.line, fault.column));
    assert_eq!(found, sorted, "in the order of the file");
    // What to do stands below, except where the sentence says it itself.
    let todo = |one: &Fault| fault::lines(Lang::En, one).len() == 4 || matches!(one.kind, FaultKind::Other { .. });
    assert!(found.iter().all(todo));
}

#[test]
fn a_caret_stands_under_the_word_also_after_wide_characters() {
    let text = "name = \"x\"\ntitle = \"很长的标题\"\nversion = \"1\"\nextends = \"national\"\n[[period]]\nid = \"a\"\nzh = \"期\"\nstart = [\"case.filed\"]\nlength = 5\nby = \"没有此人\"\n";
    let found = faults(&[("x.toml", text)], "x");
    let lines = fault::lines(Lang::Zh, &found[0]);
    assert_eq!(lines[1], "  10 | by = \"没有此人\"");
    assert_eq!(lines[2], "     |      ^^^^^^^^^^");
}

#[test]
fn a_circle_and_a_missing_base_hide_nothing_else() {
    let circle = [
        ("a.toml", "name=\"a\"\ntitle=\"a\"\nversion=\"1\"\nextends=\"b\"\ncolour=1\n"),
        ("b.toml", "name=\"b\"\ntitle=\"b\"\nversion=\"1\"\nextends=\"c\"\n"),
        ("c.toml", "name=\"c\"\ntitle=\"c\"\nversion=\"1\"\nextends=\"a\"\nshape=2\n"),
    ];
    let found = faults(&circle, "a");
    assert!(
        found.iter().any(|one| one.file == "c.toml"
            && one.line == 4
            && matches!(&one.kind, FaultKind::Cycle { name } if name == "a → b → c → a")),
        "{found:#?}"
    );
    for (file, key) in [("a.toml", "colour"), ("c.toml", "shape")] {
        assert!(
            found.iter().any(|one| one.file == file
                && one.line == 5
                && matches!(&one.kind, FaultKind::UnknownKey { key: own, .. } if own == key)),
            "{found:#?}"
        );
    }
    let lost = "name=\"x\"\ntitle=\"x\"\nversion=\"1\"\nextends=\"nowhere\"\ncolour=1\n[[period]]\nid=\"check\"\nlength=0\n";
    let found = faults(&[("x.toml", lost)], "x");
    let lines: Vec<usize> = found.iter().map(|one| one.line).collect();
    assert_eq!(lines, [4, 5, 8], "{found:#?}");
}

#[test]
fn a_layer_above_its_base_is_refused() {
    let city = "name=\"c\"\ntitle=\"c\"\nversion=\"1\"\nextends=\"national\"\nlevel=\"city\"\n";
    let province = "name=\"p\"\ntitle=\"p\"\nversion=\"1\"\nextends=\"c\"\nlevel=\"province\"\n";
    let found = faults(&[("c.toml", city), ("p.toml", province)], "p");
    assert!(matches!(&found[..], [Fault { line: 5, kind: FaultKind::Other { code: "level-order", .. }, .. }]), "{found:#?}");
}

#[test]
fn every_slip_of_the_syntax_is_said() {
    let found = faults(&[("x.toml", "name = \"x\"\ntitle = \nversion = \"1\"\nextends = national\n[[period]\n")], "x");
    let lines: Vec<usize> = found.iter().map(|one| one.line).collect();
    assert_eq!(lines, [2, 4, 5], "{found:#?}");
}

/// The keys that a table reads, as the fault of a key that nobody reads tells them.
fn keys(table: &str) -> Vec<String> {
    const NOBODY: &str = "zzzzzzzzzzzzzzzzzzzzzzzz";
    let head = "name = \"x\"\ntitle = \"x\"\nversion = \"1\"\nextends = \"national\"\n";
    let found = faults(&[("x.toml", &format!("{head}{}", table.replace('?', &format!("{NOBODY} = 1"))))], "x");
    let mine = found.into_iter().find_map(|one| match one.kind {
        FaultKind::UnknownKey { key, allowed } if key == NOBODY => Some(allowed),
        _ => None,
    });
    mine.unwrap_or_else(|| panic!("{table} reads it"))
}

#[test]
fn the_description_of_the_rule_language_names_every_key_and_no_other() {
    let text = fs::read_to_string(beside("../config/profiles/README.md")).unwrap();
    let part = |heading: &str| text.split("\n## ").find(|part| part.starts_with(heading)).unwrap();
    let line = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap();
    // A point of the list with the lines it goes on over.
    let point = |start: &str| text.split("\n- ").find(|part| part.starts_with(start)).unwrap();
    let quoted = |part: &str| part.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let period = "[[period]]\nid = \"q\"\nzh = \"q\"\nstart = [\"case.filed\"]\nlength = 5\n";
    for (table, described) in [
        ("?".to_owned(), part("At the top")),
        (format!("{period}?"), part("`[[period]]`")),
        (format!("{period}pause = {{ ? }}"), line("- `pause`")),
        (format!("{period}extension = {{ ? }}"), line("- `extension`")),
        (format!("{period}repeat = {{ ? }}"), line("- `repeat`")),
        (format!("{period}reading = {{ ? }}"), line("- `reading`")),
        ("[[limit]]\nid = \"q\"\n?".to_owned(), line("- `[[limit]]`")),
        ("[[cap]]\nid = \"q\"\n?".to_owned(), line("- `[[cap]]`")),
        ("[[choice]]\nof = \"q\"\n?".to_owned(), line("- `[[choice]]`")),
        ("[[shown]]\nof = \"q\"\n?".to_owned(), line("- `[[shown]]`")),
        ("[[needed]]\nof = \"q\"\n?".to_owned(), line("- `[[needed]]`")),
        ("[list]\nq = [{ key = \"a\", ? }]".to_owned(), line("- `[list]`")),
        ("[[step]]\nid = \"q\"\nzh = \"q\"\nfact = \"case.filed\"\n?".to_owned(), point("`[[step]]`")),
        ("[[part]]\nis = \"list ground\"\n?".to_owned(), point("`[[part]]`")),
    ] {
        let words = quoted(described);
        for key in keys(&table) {
            assert!(words.contains(&key), "{key} is not described: {described}");
        }
    }
    // The other way round for the lines that hold keys alone.
    for (table, start) in [
        (format!("{period}extension = {{ ? }}"), "- `extension`"),
        (format!("{period}repeat = {{ ? }}"), "- `repeat`"),
        ("[[cap]]\nid = \"q\"\n?".to_owned(), "- `[[cap]]`"),
    ] {
        let read = keys(&table);
        for word in quoted(line(start)).iter().skip(1) {
            assert!(read.contains(word), "{word} is described and not read");
        }
    }
}

fn check(folder: &Path, language: &str) -> Output {
    command(folder, &["--lang", language, "profile", "check", folder.to_str().unwrap()]).output().unwrap()
}

#[test]
fn a_region_s_own_list_of_texts_is_checked_too() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put(
        "x.toml",
        "name = \"x\"\ntitle = \"试\"\nversion = \"1\"\nextends = \"national\"\n[[period]]\nid = \"a\"\nzh = \"甲\"\nstart = [\"case.filed\"]\nlength = 5\ncite = [{ at = \"x-rules#1\", quote = \"五日内\" }]\n",
    );
    put("rules.txt", "第一条 应当在六日内办理。\n");
    let list = "[[document]]\nid = \"x-rules\"\nshort = \"试规\"\ntitle = \"试行规则（虚构）\"\nfile = \"rules.txt\"\n";
    put("documents.toml", list);
    let said = check(folder.path(), "zh");
    let words = String::from_utf8_lossy(&said.stderr).into_owned();
    assert_eq!(said.status.code(), Some(1));
    assert!(words.contains("x.toml:10:") && words.contains("引文不在 x-rules#1 中：“五日内”"), "{words}");
    put("rules.txt", "第一条 应当在五日内办理。\n");
    assert_eq!(check(folder.path(), "zh").status.code(), Some(0));
    put(
        "documents.toml",
        &format!(
            "{list}style = \"chapters\"\ncolour = 1\n[[document]]\nid = \"civil-code\"\nshort = \"民\"\ntitle = \"民\"\nfile = \"rules.txt\"\n[[document]]\nid = \"y\"\nshort = \"y\"\ntitle = \"y\"\nfile = \"../secret.txt\"\n"
        ),
    );
    let said = check(folder.path(), "en");
    let words = String::from_utf8_lossy(&said.stderr).into_owned();
    for (line, sentence) in [
        (6, "style: expected articles (第…条) or sections (一、), found \"chapters\""),
        (7, "unknown key colour"),
        (9, "document civil-code is written twice"),
        (17, "the file \"../secret.txt\" is not in the same folder"),
    ] {
        assert!(words.contains(&format!("documents.toml:{line}:")) && words.contains(sentence), "{line} {sentence}\n{words}");
    }
}
