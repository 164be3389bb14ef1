//! `lead import` on a real terminal and beside it: progress, Ctrl-C, mappings saved and known.

use crate::common::files::ledger;
use crate::common::office::{Office, PROGRAM};
use crate::common::terminal::Terminal;
use portable_pty::CommandBuilder;
use serde_json::Value;

/// An office on 22 November 2026.
fn office() -> Office {
    Office::with(&["--lang", "zh-CN", "--today", "2026-11-22"])
}

fn many(count: usize) -> String {
    let mut text = "线索名称,接报时间,来源,地点,当事人\n,2026-05-06,信访,红山区,某厂\n".to_owned();
    for n in 0..count {
        text += &format!("第{n}处渗坑排放废水,2026-05-06,信访,红山区,第{n}厂\n");
    }
    text
}

#[test]
fn ctrl_c_leaves_nothing_half_written_and_says_so() {
    for stage in ["读取", "写入"] {
        let office = office();
        let path = office.file("a.csv", &many(if stage == "写入" { 3_000 } else { 60_000 }));
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(["--lang", "zh-CN", "--today", "2026-11-22", "--db"]);
        command.arg(office.path("office.db"));
        command.args(["lead", "import", &path]);
        command.cwd(office.folder.path());
        let mut terminal = Terminal::start((80, 24), command);
        terminal.until(stage);
        terminal.press("\u{3}");
        let (status, told) = terminal.finish();
        assert_eq!(status.exit_code(), 1, "{stage}: {told}");
        assert!(told.contains("取消"), "{stage}: {told}");
        let left: Vec<String> = std::fs::read_dir(office.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert!(!left.iter().any(|name| name.contains("rejects")), "{left:?}");
        assert_eq!(office.json(&["lead", "list"]).as_array().unwrap().len(), 0);
        assert!(stage == "读取" || office.run(&["audit", "verify"]).status.success());
        // The same file goes in afterwards.
        if stage == "写入" {
            assert_eq!(office.json(&["lead", "import", &path])["imported"], 3_000);
        }
    }
}

#[test]
fn progress_stays_off_what_is_no_terminal() {
    let office = office();
    let path = office.file("a.csv", &many(600));
    let output = office.run(&["lead", "import", &path]);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_mapping_is_written_once_and_used_again() {
    let office = office();
    let strange = ledger("openpyxl-strange.xlsx");
    let strange = strange.to_str().unwrap();
    assert_eq!(office.run(&["lead", "import", strange]).status.code(), Some(1));
    assert!(!office.path("office.db").exists(), "what cannot be read makes no database");
    let known = office.file("known.csv", "线索名称,来源,接报时间\n某厂渗坑排放废水,信访,2026-05-06\n");
    let map = office.path("m.toml");
    let saved = map.to_str().unwrap().to_owned();
    let done = office.json(&["lead", "import", &known, "--dry-run", "--save-map", &saved]);
    assert_eq!((&done["imported"], &done["changed"]), (&Value::from(1), &Value::from(0)));
    let columns = done["tables"][0]["columns"].as_array().unwrap();
    assert!(columns.iter().all(|column| column["how"] == "header" && column["samples"].as_array().unwrap().len() == 1));
    let text = std::fs::read_to_string(&map).unwrap();
    assert!(text.contains("header = \"来源\"") && text.contains("field = \"channel\""), "{text}");
    let again = office.run(&["lead", "import", &known, "--dry-run", "--save-map", &saved]);
    assert_eq!(again.status.code(), Some(1), "never written over");
    // Corrected by hand, it reads what nothing else does.
    let mine = "[[column]]\nheader = \"说的是什么\"\nfield = \"title\"\n[[column]]\nheader = \"何时\"\nfield = \"on\"\n";
    let mine = office.file("mine.toml", mine);
    let done = office.json(&["lead", "import", strange, "--map", &mine]);
    assert_eq!(done["imported"], 3);
    let shown = office.run(&["lead", "import", &known, "--dry-run"]);
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("A 线索名称 → 线索名称（确定）  某厂渗坑排放废水"), "{shown}");
}

#[test]
fn the_hidden_reader_is_in_no_help() {
    let office = office();
    for args in [&["--help"][..], &["man"], &["completions", "bash"]] {
        let output = office.run(args);
        assert!(args[0] == "completions" || !String::from_utf8_lossy(&output.stdout).contains("ledger-read"), "{args:?}");
    }
}
