//! `law coverage`: the parts of the program that profiles name exist, and names that do not are faults.

use crate::common::office::Office;
use sunpei::docket::tree::FaultKind;
use sunpei::law::Library;

#[test]
fn every_command_that_carries_a_clause_exists() {
    let library = Library::built_in();
    let (office, mut seen) = (Office::new(), Vec::new());
    for name in library.names() {
        for part in &library.profile(name).unwrap().parts {
            let (kind, what) = part.is.split_once(' ').unwrap();
            if kind == "screen" {
                assert!(sunpei::tui::named(what).is_some(), "no command of the desk: {what}");
            }
            if kind == "cli" && !seen.contains(&part.is) {
                let words: Vec<&str> = what.split(' ').chain(["--help"]).collect();
                let output = office.run(&words);
                assert!(output.status.success(), "no command: sunpei {what}");
                seen.push(part.is.clone());
            }
        }
    }
    assert!(!seen.is_empty());
}

#[test]
fn a_part_that_does_not_exist_is_a_fault_at_its_place() {
    let head = "name = \"x\"\ntitle = \"试\"\nversion = \"1\"\nextends = \"national\"\n";
    for (is, carries) in [
        ("fact lead.seen", "NAT-02-01"),
        ("key check.concluded.colour", "NAT-02-01"),
        ("list nothing", "NAT-02-01"),
        ("attribute colour", "NAT-02-01"),
        ("period nothing", "NAT-02-01"),
        ("thing x", "NAT-02-01"),
        ("fact lead.received", "NAT-99-99"),
    ] {
        let text = format!("{head}[[part]]\nis = \"{is}\"\ncarries = [\"{carries}\"]\n");
        let faults = Library::with_overrides([("x.toml", text.as_str())]).profile("x").unwrap_err();
        assert_eq!(faults.len(), 1, "{is}: {faults:?}");
        let line = if carries == "NAT-02-01" { 6 } else { 7 };
        assert!(faults[0].line == line && matches!(faults[0].kind, FaultKind::UnknownName { .. }), "{is}: {faults:?}");
    }
}

#[test]
fn papers_of_a_step_stand_in_the_list_of_papers() {
    let library = Library::built_in();
    for name in library.names() {
        let profile = library.profile(name).unwrap();
        for step in &profile.steps {
            for paper in &step.papers {
                assert!(profile.item("paper", paper).is_some(), "{name} {}: {paper}", step.id);
            }
        }
    }
    let text = "name = \"x\"\ntitle = \"试\"\nversion = \"1\"\nextends = \"national\"\n[[step]]\nid = \"T-06\"\npapers = [\"nothing\"]\n";
    let faults = Library::with_overrides([("x.toml", text)]).profile("x").unwrap_err();
    assert!(matches!(&faults[0].kind, FaultKind::UnknownName { name, .. } if name == "nothing"), "{faults:?}");
}

#[test]
fn coverage_is_printed_in_three_ways_and_they_agree() {
    let office = Office::new();
    let run = |arguments: &[&str]| office.ok(&[&["law", "coverage"], arguments].concat());
    let json: serde_json::Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    let rows = json.as_array().unwrap();
    let count = |state: &str| rows.iter().filter(|row| row["state"] == state).count();
    assert_eq!((rows.len(), count("nowhere")), (403, 0));
    assert_eq!(count("done") + count("open") + count("context-only"), 403);
    for row in rows {
        let (by, waits) = (row["carried_by"].as_array().unwrap().len(), row["waits_for"].as_array().unwrap().len());
        assert_eq!(row["state"] == "open", waits > 0, "{row}");
        assert_eq!(row["state"] == "context-only", by + waits == 0, "{row}");
    }
    let csv = run(&["--format", "csv"]);
    assert_eq!(csv.lines().count(), 404);
    assert!(csv.lines().any(|line| line.starts_with("IM-15-10,") && line.contains("step T-08a") && line.contains("done")));
    let table = run(&["--lang", "en"]);
    let last = table.lines().last().unwrap();
    assert!(last.contains("403") && last.contains(&count("open").to_string()), "{last}");
}
