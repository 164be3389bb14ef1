//! The binary as scripts see it: exit codes, standard error, stable fields of the JSON.

use crate::common::files::ledger;
use crate::common::office::{Office, stderr};
use serde_json::Value;
use std::fs;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

const DOCKET: &str = r#"
profile = "inner-mongolia"
today = 2026-06-30
[attributes]
channel = "procuratorate"
damage_cents = 41230000
[[fact]]
kind = "lead.received"
on = 2026-03-02
[[fact]]
kind = "notice.served"
on = 2026-02-12
[[fact]]
kind = "notice.received"
on = "2026-02-13"
"#;

#[test]
fn docket_check_answers_with_the_fields_of_the_contract() {
    let office = Office::new();
    let file = office.file("d.toml", DOCKET);
    let answer = office.json(&["docket", "check", &file]);
    assert!(answer["stage"].is_string());
    assert!(answer["phase"].is_string());
    let deadlines = answer["deadlines"].as_array().unwrap();
    let reply = deadlines.iter().find(|one| one["rule"] == "negotiation.reply").unwrap();
    // Five working days over the Spring Festival, a make-up Saturday on each side.
    assert_eq!(reply["due"], "2026-02-27");
    assert_eq!(reply["status"], "overdue");
    assert_eq!(reply["binding"], true);
    assert_eq!(reply["provisional"], false);
    assert_eq!(reply["latest"], Value::Null);
    assert!(reply["cite"].as_array().unwrap().contains(&Value::from("inner-mongolia-2025#23")));
    for key in ["title", "safe"] {
        assert!(reply[key].is_string(), "{key}");
    }
    assert!(
        reply["alternatives"].as_array().unwrap().iter().all(|other| other["reading"].is_string() && other["due"].is_string())
    );
    let proof: Vec<&str> = reply["proof"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    assert!(proof.iter().any(|line| line.contains("春节") && line.contains("国办发明电")), "{proof:?}");
    for group in ["must", "may", "blocked"] {
        for step in answer["next"][group].as_array().unwrap() {
            assert!(step["command"].is_string() && step["fact"].is_string() && step["cite"].is_array(), "{step}");
            assert!(group != "must" || (step["by"].is_string() && step.get("due").is_some()), "{step}");
            assert!(group != "blocked" || step["missing"].is_array(), "{step}");
        }
    }
    let warnings = answer["warnings"].as_array().unwrap();
    assert!(warnings.iter().all(|one| one["code"].is_string() && one["text"].is_string() && one["cite"].is_array()));
    assert!(warnings.iter().any(|one| one["code"] == "wrong-order"));
}

/// A separate counter, from the proof alone: working days are Monday to Friday but for the days that it names.
#[test]
fn the_steps_of_a_proof_are_enough_to_count_again() {
    use chrono::{Datelike as _, NaiveDate};
    let office = Office::new();
    let mut counted = 0;
    for start in ["2026-02-05", "2026-02-13", "2026-04-29", "2026-09-24", "2026-12-28"] {
        let text =
            format!("[[fact]]\nkind = \"notice.served\"\non = {start}\n[[fact]]\nkind = \"notice.received\"\non = {start}\n");
        let file = office.file("proof.toml", &text);
        let answer = office.json(&["docket", "check", &file, "--today", "2026-12-31"]);
        for deadline in answer["deadlines"].as_array().unwrap() {
            let day = |value: &Value| value.as_str().unwrap().parse::<NaiveDate>().unwrap();
            let steps = deadline["steps"].as_array().unwrap();
            for step in steps.iter().filter(|step| step["step"] == "count") {
                let (from, to) = (day(&step["from"]), day(&step["to"]));
                let special = step["special"].as_array().unwrap();
                let worked = |date: NaiveDate| {
                    let named = special.iter().find(|one| day(&one["from"]) <= date && date <= day(&one["to"]));
                    named.map_or(date.weekday().number_from_monday() < 6, |one| one["working"].as_bool().unwrap())
                };
                let days = from.iter_days().take_while(|date| *date <= to);
                let count = match step["unit"].as_str().unwrap() {
                    "working-days" => days.filter(|date| worked(*date)).count(),
                    "calendar-days" => days.count(),
                    _ => continue,
                };
                assert_eq!(step["count"].as_i64().unwrap(), count as i64, "{deadline}");
                counted += 1;
            }
            if let Some(result) = steps.iter().find(|step| step["step"] == "result") {
                assert_eq!(result["due"], deadline["due"]);
            }
        }
    }
    assert!(counted >= 10, "{counted}");
}

#[test]
fn what_cannot_be_read_says_file_line_and_what_was_expected() {
    let office = Office::new();
    let cases = [
        ("[[fact]]\nkind = \"lead.recieved\"\non = 2026-03-02\n", ":2:8", "lead.received"),
        ("[[fact]]\nkind = \"lead.received\"\non = 2026-03-02\nfoo = 1\n", ":4:1", "foo"),
        ("[[fact]]\nkind = \"lead.received\"\non = \"2026-02-30\"\n", ":3:6", "YYYY-MM-DD"),
        ("today = 2026-02-30\n", ":1:", ""),
        ("[attributes]\ndamage_cents = \"12\"\n", ":2:16", ""),
        ("[[fact]]\nkind = \"lead.received\n", ":2:", ""),
        ("profil = \"x\"\n", ":1:1", "profile"),
    ];
    for (text, place, word) in cases {
        let file = office.file("bad.toml", text);
        let output = office.run(&["docket", "check", &file, "--format", "json", "--lang", "en"]);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(output.stdout.is_empty());
        let said = stderr(&output);
        assert!(said.contains(&format!("bad.toml{place}")) && said.contains(word), "{text}: {said}");
    }
    let output = office.run(&["docket", "check", "no-such-file.toml"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output).lines().count(), 1);
}

#[test]
fn a_file_is_judged_never_policed() {
    let office = Office::new();
    let file = office.file("odd.toml", "today = 2026-01-01\n[[fact]]\nkind = \"case.closed\"\non = 2026-05-01\n");
    let answer = office.json(&["docket", "check", &file]);
    let codes: Vec<&str> = answer["warnings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"future-date"), "{codes:?}");
}

#[test]
fn today_of_the_call_goes_before_today_of_the_file() {
    let office = Office::new();
    let file = office.file("d.toml", "today = 2026-06-30\n[[fact]]\nkind = \"lead.received\"\non = 2026-03-02\n");
    let status = |answer: &Value| answer["deadlines"][0]["status"].clone();
    assert_eq!(status(&office.json(&["docket", "check", &file])), "overdue");
    assert_eq!(status(&office.json(&["docket", "check", &file, "--today", "2026-03-05"])), "pending");
}

#[test]
fn usage_is_two_and_one_line() {
    let office = Office::new();
    let wrong: [&[&str]; 7] = [
        &["nonsense"],
        &["docket"],
        &["docket", "check"],
        &["calendar", "add", "2026-02-30", "5", "--unit", "working"],
        &["calendar", "add", "2026-02-13", "five", "--unit", "working"],
        &["--no-such-flag"],
        &["law", "coverage", "--format", "ics"],
    ];
    for arguments in wrong {
        let output = office.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(stderr(&output).lines().count(), 1, "{arguments:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
    assert_eq!(office.run(&["calendar", "list", "1850"]).status.code(), Some(1));
    assert_eq!(office.run(&["law", "show", "nothing#1"]).status.code(), Some(1));
}

#[test]
fn sums_of_days() {
    let office = Office::new();
    let first = |arguments: &[&str]| office.ok(arguments).split_whitespace().next().unwrap().to_owned();
    assert_eq!(first(&["calendar", "add", "2026-02-13", "5", "--unit", "working"]), "2026-02-27");
    assert_eq!(first(&["calendar", "add", "2026-02-28", "-6", "--unit", "working"]), "2026-02-13");
    assert_eq!(first(&["calendar", "add", "2026-02-13", "30", "--unit", "calendar"]), "2026-03-15");
    assert_eq!(first(&["calendar", "add", "2026-12-20", "15", "--unit", "working"]), "2027-01-11");
}

#[test]
fn articles_are_shown_verbatim_however_they_are_cited() {
    let office = Office::new();
    for cite in ["inner-mongolia-2025#23", "规定23", "IM-23-01"] {
        assert!(office.ok(&["law", "show", cite]).contains("应当在收到磋商告知书之日起5个工作日内"), "{cite}");
    }
    assert!(office.ok(&["law", "show", "意见七"]).contains("90日"));
    assert_eq!(office.json(&["law", "coverage"]).as_array().unwrap().len(), 403);
}

#[test]
fn profiles_are_listed_shown_and_checked() {
    let office = Office::new();
    let list = office.json(&["profile", "list"]);
    let names: Vec<&str> = list.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["inner-mongolia", "national"]);
    assert!(office.ok(&["profile", "show", "inner-mongolia"]).contains("negotiation.reply"));
    let own = office.file("own.toml", "name = \"own\"\ntitle = \"x\"\nversion = \"1\"\nextends = \"national\"\nnonsense = 1\n");
    let output = office.run(&["profile", "check", &own]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("own.toml:5:1"), "{}", stderr(&output));
    let own = office.file("own.toml", "name = \"own\"\ntitle = \"x\"\nversion = \"1\"\nextends = \"national\"\n");
    office.ok(&["profile", "check", &own]);
    // A layer that lies beside it is found.
    let city = office.file("city.toml", "name = \"city\"\ntitle = \"x\"\nversion = \"1\"\nextends = \"own\"\n");
    office.ok(&["profile", "check", &city]);
    office.ok(&["docket", "check", &office.file("d.toml", DOCKET), "--profile", &city]);
}

#[test]
fn an_office_adds_a_year() {
    let office = Office::new();
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/config/calendar/2026.toml")).unwrap();
    let good = office.file("year.toml", &text.replace("国办发明电〔2025〕7号", "本单位〔2026〕1号"));
    let bad = office.file("bad.toml", &text.replace("year = 2026", "year = 2028"));
    assert_eq!(office.run(&["calendar", "add-year", &bad]).status.code(), Some(1));
    office.ok(&["calendar", "add-year", &good]);
    assert!(office.ok(&["calendar", "list", "2026"]).contains("本单位〔2026〕1号"));
}

#[test]
fn help_speaks_the_language_of_the_call() {
    let office = Office::new();
    assert!(office.ok(&["--help"]).contains("工作台"));
    assert!(office.ok(&["--help", "--lang", "en"]).contains("workbench"));
    let english = office.command(&["docket", "check", "--help"]).env("LANG", "en_US.UTF-8").output().unwrap();
    assert!(String::from_utf8_lossy(&english.stdout).contains("without any database"));
}

#[test]
fn completions_and_manual_come_from_the_one_definition() {
    let office = Office::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(office.ok(&["completions", shell]).contains("docket"), "{shell}");
    }
    let page = office.ok(&["man", "--lang", "en"]);
    assert!(page.contains(".TH") && page.contains("docket check"));
}

/// A reader that goes away early ends the program quietly.
#[test]
fn a_broken_pipe_is_quiet() {
    let office = Office::new();
    let mut child =
        office.command(&["law", "coverage", "--format", "json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 1];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", stderr(&output));
}

/// No byte of a file reaches the terminal as a control.
#[test]
fn text_from_outside_is_text() {
    let office = Office::new();
    let file = office.file("esc.toml", "[[fact]]\nkind = \"notice.served\"\non = 2026-05-01\nparty = \"\\u001b[31m厂\\u202e\"\n");
    for format in ["table", "csv"] {
        let shown = office.ok(&["docket", "check", &file, "--format", format]);
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{format}: {shown:?}");
    }
    let file = office.file("esc.toml", "[[fact]]\nkind = \"\u{9b}31m\"\non = 2026-05-01\n");
    let output = office.run(&["docket", "check", &file]);
    assert!(!stderr(&output).contains('\u{9b}'));
}

/// A small ledger with a good row, one with a question and one that is refused.
const LEDGER: &str = "线索名称,线索来源,发现时间,所在地,涉嫌主体\n某厂渗坑排污,信访举报,2026-03-02,松山区,某厂\n某人盗伐,道听途说,2026-03-05,林西县,某人\n某人采砂,信访举报,2026-02-30,林西县,某人\n";

#[test]
fn a_ledger_comes_in_once() {
    let office = Office::new();
    let file = office.file("台账.csv", LEDGER);
    let dry = office.json(&["lead", "import", &file, "--dry-run"]);
    assert_eq!((&dry["imported"], &dry["rejected"]), (&Value::from(2), &Value::from(1)));
    assert!(!office.path("office.db").exists());
    assert_eq!(office.json(&["lead", "list"]), Value::Array(Vec::new()));
    assert!(!office.path("office.db").exists(), "a list makes no database");
    let first = office.json(&["lead", "import", &file]);
    assert_eq!((&first["imported"], &first["questioned"], &first["rejected"]), (&2.into(), &1.into(), &1.into()));
    assert!(fs::read_to_string(office.path("台账.rejects.csv")).unwrap().contains("2026-02-30"));
    let again = office.json(&["lead", "import", &file]);
    assert_eq!((&again["imported"], &again["doubled"]), (&0.into(), &2.into()));
    let leads = office.json(&["lead", "list"]);
    let leads = leads.as_array().unwrap();
    assert_eq!(leads.len(), 2);
    let asked: Vec<&Value> = leads.iter().flat_map(|lead| lead["questions"].as_array().unwrap()).collect();
    assert!(asked.iter().any(|question| question["code"] == "channel-unknown" && question["text"].is_string()), "{asked:?}");
    assert_eq!(office.json(&["case", "list"]), Value::Array(Vec::new()));
    let facts = office.ok(&["fact", "list"]);
    assert_eq!(facts.lines().nth(1).unwrap().split_whitespace().next(), Some("1"));
    let open = office.json(&["deadline", "list", "--today", "2026-03-10"]);
    assert!(open.as_array().unwrap().iter().any(|one| one["rule"] == "check" && one["due"] == "2026-04-01"), "{open}");
    let within = office.json(&["deadline", "list", "--within", "7d", "--today", "2026-03-28"]);
    assert_eq!(within.as_array().unwrap().len(), 2);
    let calendar = office.ok(&["deadline", "list", "--format", "ics"]);
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
}

#[test]
fn what_is_no_ledger_is_refused_in_one_line() {
    let office = Office::new();
    let file = office.file("x.xlsx", "not a workbook");
    let output = office.run(&["lead", "import", &file]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    assert!(!office.path("office.db").exists());
}

#[test]
fn a_case_shown_as_a_docket_file_gives_the_same_answer() {
    let office = Office::new();
    let file = office.file("l.csv", LEDGER);
    office.ok(&["lead", "import", &file]);
    for id in ["1", "2"] {
        let docket = office.ok(&["case", "show", id, "--format", "docket", "--today", "2026-05-01"]);
        let file = office.file("back.toml", &docket);
        let (shown, checked) =
            (office.json(&["case", "show", id, "--today", "2026-05-01"]), office.json(&["docket", "check", &file]));
        for key in ["stage", "deadlines", "next", "warnings"] {
            assert_eq!(shown[key], checked[key], "{key}");
        }
    }
    assert_eq!(office.run(&["case", "show", "no-such-case"]).status.code(), Some(1));
}

#[test]
fn upkeep() {
    let office = Office::new();
    for arguments in [["audit", "verify"].as_slice(), &["backup", "b.db"], &["rebuild"], &["case", "show", "1"]] {
        let output = office.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert_eq!(stderr(&output).lines().count(), 1);
    }
    let acks = office.ok(&["stress", "write", "--tag", "t", "--count", "250"]);
    let ids: Vec<i64> = acks.lines().map(|line| line.strip_prefix("ACK ").unwrap().parse().unwrap()).collect();
    assert_eq!(ids.len(), 250);
    let facts = office.json(&["fact", "list"]);
    let known: Vec<i64> = facts.as_array().unwrap().iter().map(|fact| fact["id"].as_i64().unwrap()).collect();
    assert!(ids.iter().all(|id| known.contains(id)));
    office.ok(&["audit", "verify"]);
    office.ok(&["rebuild"]);
    assert_eq!(office.json(&["doctor"])["sound"], true);
    let copy = office.path("copy.db").display().to_string();
    office.ok(&["backup", &copy]);
    for name in ["office.db", "copy.db", "office.db.lock"] {
        let mode = fs::metadata(office.path(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o007, 0, "{name} is for nobody else: {mode:o}");
    }
    office.ok(&["stress", "write", "--tag", "u", "--count", "1"]);
    office.ok(&["restore", &copy]);
    assert_eq!(office.json(&["fact", "list"]), facts);
}

#[test]
fn nobody_acts_under_a_name_that_is_not_theirs() {
    let office = Office::new();
    let output = office.run(&["stress", "write", "--tag", "t", "--count", "1", "--as", "王芳"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
}

#[test]
fn without_a_terminal_the_desk_says_so() {
    let office = Office::new();
    for arguments in [[].as_slice(), &["demo"], &["stress", "panic"]] {
        let output = office.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert_eq!(stderr(&output).lines().count(), 1);
    }
    assert!(!office.path("office.db").exists());
}

#[test]
fn a_workbook_comes_in() {
    let office = Office::new();
    let file = ledger("openpyxl-1904.xlsx").display().to_string();
    let dry = office.json(&["lead", "import", &file, "--dry-run"]);
    assert!(dry["imported"].as_u64().unwrap() > 0, "{dry}");
}
