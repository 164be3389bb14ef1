//! The steps of the two READMEs about regions, run as they stand there.

use crate::common::office::{PROGRAM, printed};
use std::path::Path;
use std::process::{Command, Output};

/// The indented blocks of a section, and of the parts below it.
fn blocks(readme: &str, heading: &str) -> Vec<String> {
    let (_, after) = readme.split_once(heading).unwrap_or_else(|| panic!("no {heading}"));
    let level = heading.chars().take_while(|c| *c == '#').count();
    let section = after.lines().take_while(|line| {
        let depth = line.chars().take_while(|c| *c == '#').count();
        depth == 0 || depth > level
    });
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for line in section {
        match line.strip_prefix("    ") {
            Some(code) if open => *found.last_mut().unwrap() += &format!("{code}\n"),
            Some(code) => found.push(format!("{code}\n")),
            // A blank line inside a block does not end it.
            None if line.is_empty() && open => {
                *found.last_mut().unwrap() += "\n";
                continue;
            }
            None => {}
        }
        open = line.starts_with("    ");
    }
    found
}

fn shell(home: &Path, script: &str) -> Output {
    let program = Path::new(PROGRAM);
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("sh");
    // Nothing of this machine's account: a home, a path, a language.
    command.env_clear().env("HOME", home).env("PATH", path).env("LANG", "en_US.UTF-8").current_dir(home);
    command.args(["-euc", script]).output().unwrap()
}

fn walk(readme: &str, docket: &str, region: &str) {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("case.toml"), &blocks(readme, docket)[0]).unwrap();
    std::fs::write(home.path().join("x.csv"), "线索名称,线索来源,接收时间\n甲,信访举报,2026-05-14\n").unwrap();
    let ready = shell(home.path(), "sunpei lead import x.csv --today 2026-06-30");
    assert!(ready.status.success(), "{}", printed(&ready));
    let steps = blocks(readme, region);
    assert_eq!(steps.len(), 3, "{steps:#?}");
    let mut told = Vec::new();
    for step in &steps {
        let script = format!("cd {0}/.config/sunpei/profiles 2>/dev/null || true\n{step}", home.path().display());
        let output = shell(home.path(), &script);
        assert!(output.status.success(), "{step}\n{}", printed(&output));
        told.push(printed(&output));
    }
    assert!(told[0].contains("north 2026.1 is sound") && told[0].contains("2025.1 → 2026.1"), "{}", told[0]);
    assert!(told[1].contains("30 calendar days → 20 working days") && told[1].contains("housing → water"), "{}", told[1]);
    // 30 days from 2 March end on 1 April, 20 working days on 30 March.
    assert!(told[0].contains("2026-04-01") && told[1].contains("2026-03-30"), "{}\n{}", told[0], told[1]);
    assert!(
        told[2].contains("2026-06-15") && told[2].contains("2026-06-11") && told[2].contains("1 dockets moved"),
        "{}",
        told[2]
    );
    let after = shell(home.path(), "sunpei deadline list --today 2026-06-30 --format csv");
    assert!(printed(&after).contains("2026-06-11"), "{}", printed(&after));
}

#[test]
fn the_steps_of_the_english_readme_do_what_it_says() {
    walk(include_str!("../../README.md"), "### A docket file", "## Adding a year or a region");
}

#[test]
fn the_steps_of_the_chinese_readme_do_what_it_says() {
    walk(include_str!("../../README.zh-CN.md"), "### 案卷文件", "## 增加一年或一个地区");
}
