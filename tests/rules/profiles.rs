//! Profiles that cannot be loaded say every fault with file, line and caret; the shipped ones load.

use crate::faults;
use sunpei::docket::tree::FaultKind;
use sunpei::law::Library;
use sunpei::text::{Lang, fault};

const HEAD: &str = "name = \"x\"\ntitle = \"试\"\nversion = \"1\"\nextends = \"national\"\n";

#[test]
fn every_fault_at_once_with_line_and_caret() {
    let text = format!(
        "{HEAD}colour = 1\n[[limit]]\nid = \"simple-case\"\ncents = 1\ncite = [\"IM-99-99\", {{ at = \"inner-mongolia-2025#14\", quote = \"六十日\" }}]\n\
         [[step]]\nid = \"T-99\"\nzh = \"试\"\nfact = \"case.filled\"\nfrom = [\"filed\"]\nwhen = \"has(check.concluded) and redline\"\n"
    );
    let found = faults(&[("x.toml", &text)], "x");
    let lines: Vec<usize> = found.iter().map(|fault| fault.line).collect();
    assert!([5, 9, 13, 15].iter().all(|line| lines.contains(line)), "{found:#?}");
    assert!(found.iter().any(|fault| matches!(&fault.kind, FaultKind::QuoteNotFound { quote, .. } if quote == "六十日")));
    assert!(found.iter().any(|fault| matches!(&fault.kind, FaultKind::UnknownName { what: "citation", .. })));
    for lang in [Lang::Zh, Lang::En] {
        let said: Vec<String> = found.iter().flat_map(|one| fault::lines(lang, one)).collect();
        assert!(
            said.iter().any(|line| line.starts_with("x.toml:5:1:")) && said.iter().any(|line| line.contains('^')),
            "{said:#?}"
        );
    }
}

#[test]
fn a_circle_a_double_and_a_missing_base_are_named() {
    let circle = [
        ("a.toml", "name=\"a\"\ntitle=\"a\"\nversion=\"1\"\nextends=\"b\"\n"),
        ("b.toml", "name=\"b\"\ntitle=\"b\"\nversion=\"1\"\nextends=\"a\"\n"),
    ];
    assert!(matches!(&faults(&circle, "a")[0].kind, FaultKind::Cycle { .. }));
    let double = format!("{HEAD}[[limit]]\nid = \"simple-case\"\ncents = 1\n[[limit]]\nid = \"simple-case\"\ncents = 2\n");
    assert!(faults(&[("x.toml", &double)], "x").iter().any(|fault| matches!(fault.kind, FaultKind::Double { .. })));
    let lost = "name=\"x\"\ntitle=\"x\"\nversion=\"1\"\nextends=\"nowhere\"\n";
    assert!(matches!(&faults(&[("x.toml", lost)], "x")[0].kind, FaultKind::UnknownName { what: "profile", .. }));
}

#[test]
fn a_limit_above_the_national_ceiling_is_a_notice_and_an_overlay_keeps_its_origin() {
    let text = format!("{HEAD}[[limit]]\nid = \"simple-case\"\ncents = 60000000\n");
    let shelf = Library::with_overrides([("x.toml", text.as_str())]);
    let profile = shelf.profile("x").unwrap();
    assert_eq!(profile.notices[0].code, "limit-above-ceiling");
    assert_eq!(&*profile.limits["simple-case"].origin, "x");
    assert_eq!(&*profile.period("negotiation.period").unwrap().origin, "national");
}

#[test]
fn faults_of_form_and_of_content_are_all_said_at_once_and_what_to_do() {
    let text = "name = \"bad\"\ntitle = \"试\nversion = \"1\"\nextends = \"national\"\ncolour = 1\n[[limit]]\nid = \"simple-case\"\ncents = 12x\n\
                cite = [\"IM-99-99\", { at = \"inner-mongolia-2025#14\", quote = \"六十日\" }]\n[[period]\nid = \"x\"\n[[step]]\nid = \"T-99\"\nzh = \"试\"\n\
                fact = \"case.filled\"\nwhen = \"redline\"\nid = \"T-99\"\n";
    let found = faults(&[("bad.toml", text)], "bad");
    let lines: Vec<usize> = found.iter().map(|one| one.line).collect();
    // In the order of the file, and nothing about what a broken line may only have hidden.
    assert_eq!(lines, [2, 5, 8, 9, 9, 10, 15, 16, 17], "{found:#?}");
    assert_eq!(found.iter().filter(|one| matches!(one.kind, FaultKind::Syntax(_))).count(), 4, "{found:#?}");
    for (lang, foreign) in [(Lang::Zh, "expected"), (Lang::En, "应为")] {
        for one in &found {
            let said = fault::lines(lang, one);
            assert!(said[0].starts_with(&format!("bad.toml:{}:", one.line)), "{said:#?}");
            assert!(said.iter().any(|line| line.contains('^')), "{said:#?}");
            assert!(said.last().unwrap().trim_start().starts_with("= "), "what to do: {said:#?}");
            assert!(!said.iter().any(|line| line.contains(foreign)), "{said:#?}");
        }
    }
}

#[test]
fn every_way_to_break_a_line_is_said_in_chinese() {
    for line in [
        "x = \"a",
        "x = 'a",
        "x = [1, 2",
        "x = [1 2]",
        "x = { a = 1",
        "x = { a = 1 b = 2 }",
        "x =",
        "x",
        "= 1",
        "x == 1",
        "x = 2026-02-30",
        "x = 0123",
        "x = tru",
        "x = 中文",
        "中文 = 1",
        "[x",
        "[[x]",
        "x = 1\nx = 2",
        "x = 1 2",
        "x = \"\\q\"",
        "x = 1.2.3",
        "[a]\n[a]",
        "x.y = 1\nx = 2",
    ] {
        let (_, found) = (sunpei::docket::tree::Source { name: "x.toml", text: line }).parse_all();
        assert!(!found.is_empty(), "{line}");
        for one in &found {
            let said = fault::sentence(Lang::Zh, &one.kind);
            let english =
                said.split(|c: char| !c.is_ascii_lowercase()).any(|word| word.len() > 3 && word != "true" && word != "false");
            assert!(!english, "{line}: {said}");
        }
    }
}

#[test]
fn a_reason_helps_only_where_the_text_leaves_room() {
    use sunpei::law::Force;
    let library = Library::built_in();
    for name in ["national", "inner-mongolia"] {
        let profile = library.profile(name).unwrap();
        for step in &profile.steps {
            for need in step.needs.iter().filter(|need| need.force == Force::Must && need.overridable) {
                // The one count that the text caps in principle, with its consent.
                let capped = need.cites.iter().any(|cite| cite.quote.contains("原则上不超过3次"));
                assert!(capped, "{name} {}: {}", step.id, need.label.zh);
            }
        }
    }
}

#[test]
fn a_layer_above_means_the_newest_version_or_the_one_it_names() {
    let base = "name = \"b\"\ntitle = \"b\"\nversion = \"1\"\n[[period]]\nid = \"p\"\nzh = \"p\"\nstart = [\"case.filed\"]\nlength = 45\n\
                in_force_from = 2022-01-01\nin_force_to = 2025-06-30\n[[period]]\nid = \"p\"\nlength = 20\nin_force_from = 2025-07-01\n";
    let lengths = |above: &str| {
        let above = format!("name = \"a\"\ntitle = \"a\"\nversion = \"1\"\nextends = \"b\"\n[[period]]\nid = \"p\"\n{above}\n");
        let shelf = Library::with_overrides([("b.toml", base), ("a.toml", above.as_str())]);
        let profile = shelf.profile("a").unwrap_or_else(|faults| panic!("{faults:#?}"));
        let period = profile.period("p").unwrap().clone();
        period.versions().into_iter().map(|(version, _, _)| format!("{:?}", version.length)).collect::<Vec<_>>()
    };
    assert_eq!(lengths("length = 15"), ["Count(45, Calendar)", "Count(15, Calendar)"]);
    assert_eq!(lengths("in_force_from = 2022-01-01\nlength = 40"), ["Count(40, Calendar)", "Count(20, Calendar)"]);
    assert_eq!(lengths("in_force_from = \"2025-07-01\"\nlength = 10"), ["Count(45, Calendar)", "Count(10, Calendar)"]);
}
