//! The real binary on the ledgers as they arrive: every good row once, every bad one with its reason.

use crate::common::files::ledger;
use crate::common::office::Office;

/// An office on 22 November 2026.
fn office() -> Office {
    Office::with(&["--lang", "zh-CN", "--today", "2026-11-22"])
}

/// Takes in a copy, so that rejects are not written among the sources: how many rows are new, doubled, rejected.
fn import(office: &Office, name: &str) -> (i64, i64, i64) {
    std::fs::copy(ledger(name), office.path(name)).unwrap();
    let done = office.json(&["lead", "import", office.path(name).to_str().unwrap()]);
    let count = |key: &str| done[key].as_i64().unwrap();
    (count("imported"), count("doubled"), count("rejected"))
}

#[test]
fn two_hundred_leads_once_from_either_file() {
    let office = office();
    assert_eq!(import(&office, "leads-200.xlsx"), (200, 0, 0));
    assert_eq!(import(&office, "leads-200.xlsx"), (0, 200, 0));
    assert_eq!(import(&office, "leads-200-gb18030.csv"), (0, 200, 0));
    let leads = office.json(&["lead", "list"]);
    assert_eq!(leads.as_array().unwrap().len(), 200);
    let deadlines = office.json(&["deadline", "list"]);
    assert!(
        deadlines
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["rule"] == "check")
            .all(|one| one["cite"][0] == "inner-mongolia-2025#14")
    );
    assert!(office.run(&["audit", "verify"]).status.success());
    let before = office.json(&["lead", "list"]);
    assert!(office.run(&["rebuild"]).status.success());
    assert_eq!(before, office.json(&["lead", "list"]));
}

#[test]
fn bad_rows_are_refused_or_asked_about_in_chinese() {
    let office = office();
    assert_eq!(import(&office, "leads-bad-rows.csv"), (17, 1, 1));
    let rejects = std::fs::read_to_string(office.path("leads-bad-rows.rejects.csv")).unwrap();
    assert!(rejects.contains("2026-02-30") && rejects.contains("缺"), "{rejects}");
    let leads = office.json(&["lead", "list"]);
    let asked = leads.as_array().unwrap().iter().filter(|lead| !lead["questions"].as_array().unwrap().is_empty()).count();
    assert!(asked >= 6, "{asked}");
    assert!(leads.as_array().unwrap().iter().any(|lead| lead["questions"].to_string().contains("不存在的来源")));
}

#[test]
fn what_is_no_ledger_is_one_plain_line_and_nothing_is_written() {
    let office = office();
    let path = office.path("fake.xls");
    std::fs::write(&path, "<html><table></table></html>").unwrap();
    let output = office.run(&["lead", "import", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stderr).trim().lines().count(), 1);
    assert!(output.stdout.is_empty() && !office.path("office.db").exists());
}

#[test]
fn what_the_routing_table_suggests_is_taken_over_only_when_asked() {
    let ledger = "线索名称,线索来源,接收时间,地点\n某河道非法采砂,信访举报,2026-11-02,松山区\n自然保护区内采矿,信访举报,2026-11-03,林西县\n不明,信访举报,2026-11-04,林西县\n";
    let taken = |flags: &[&str]| {
        let office = office();
        let path = office.path("x.csv");
        std::fs::write(&path, ledger).unwrap();
        let done = office.json(&[&["lead", "import", path.to_str().unwrap()], flags].concat());
        let leads = office.json(&["lead", "list"]);
        let department = |title: &str| {
            let all = leads.as_array().unwrap();
            all.iter().find(|one| one["title"].as_str() == Some(title)).map(|one| one["department"].as_str().unwrap().to_owned())
        };
        (done["routed"].as_i64().unwrap(), department("某河道非法采砂"), department("自然保护区内采矿"))
    };
    assert_eq!(taken(&[]), (0, Some(String::new()), Some(String::new())));
    // Two departments match the second: the government names the lead, no program does.
    assert_eq!(taken(&["--route"]), (1, Some("water".to_owned()), Some(String::new())));
    let (routed, first, _) = taken(&["--route", "--dry-run"]);
    assert_eq!((routed, first), (1, None));
}
