//! The real binary on a real terminal: however it ends, the terminal comes back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::items_after_statements)] // a test may fail loudly

mod common;

use common::files::ledger;
use common::office::{PROGRAM, command, stderr};
use common::terminal::{Terminal, ended, plain};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::Read;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use tempfile::TempDir;

/// The end of a whole frame.
const FRAME: &str = "\u{1b}[?2026l";

/// A terminal with the desk on it, and the folder of its database.
struct Session {
    terminal: Terminal,
    folder: Arc<TempDir>,
}

impl Deref for Session {
    type Target = Terminal;

    fn deref(&self) -> &Terminal {
        &self.terminal
    }
}

impl DerefMut for Session {
    fn deref_mut(&mut self) -> &mut Terminal {
        &mut self.terminal
    }
}

/// The binary on the database of a folder, and with nothing of this machine's account.
fn on(folder: &TempDir, args: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(["--lang", "zh-CN", "--today", "2026-11-25"]);
    command.args(args);
    command.cwd(folder.path());
    command.env("HOME", folder.path());
    command.env("SUNPEI_CONFIG", folder.path().join("config"));
    command.env("SUNPEI_DB", folder.path().join("office.db"));
    command.env("TERM", "xterm-256color");
    for name in ["NO_COLOR", "SSH_CONNECTION", "TMUX"] {
        command.env_remove(name);
    }
    command
}

impl Session {
    fn start(args: &[&str]) -> Self {
        Self::with(&[], args)
    }

    /// With more in the environment.
    fn with(env: &[(&str, &str)], args: &[&str]) -> Self {
        Self::on(Arc::new(tempfile::tempdir().unwrap()), env, args)
    }

    /// On the database that lies in a folder.
    fn on(folder: Arc<TempDir>, env: &[(&str, &str)], args: &[&str]) -> Self {
        let mut command = on(&folder, args);
        for (name, value) in env {
            command.env(name, value);
        }
        Self { terminal: Terminal::start((120, 36), command), folder }
    }

    /// Everything that a whole run with some keys writes.
    fn run(env: &[(&str, &str)], keys: &[&str], until: &str) -> String {
        let mut session = Self::with(env, &["demo", "--leads", "5"]);
        session.until(FRAME);
        for keys in keys {
            session.press(keys);
        }
        session.until(until);
        session.press("q");
        session.ended();
        session.restored();
        session.text()
    }

    /// Alternate screen left, cursor shown, bracketed paste off.
    fn restored(&self) {
        for end in ["\u{1b}[?1049l", "\u{1b}[?25h", "\u{1b}[?2004l"] {
            self.until(end);
        }
    }
}

#[test]
fn after_quitting() {
    let mut session = Session::start(&["demo", "--leads", "5"]);
    session.until(FRAME);
    session.press("q");
    session.ended();
    session.restored();
}

#[test]
fn a_ledger_goes_in_at_the_first_start() {
    let mut session = Session::start(&[]);
    std::fs::copy(ledger("leads-200.xlsx"), session.folder.path().join("leads-200.xlsx")).unwrap();
    let step = |session: &mut Session, seen: &str, keys: &str| {
        session.until(seen);
        session.press(keys);
    };
    step(&mut session, "第一次使用", "\r");
    step(&mut session, "放下", "某市\r");
    step(&mut session, "导入线索台账", "\r");
    step(&mut session, "leads-200.xlsx", "200\r");
    // Headers not seen before are looked at first, then what would become of the rows.
    step(&mut session, "列的对应", "\r");
    step(&mut session, "导入预览", "\r");
    session.until("已导入 200 条");
    // The frame after it begins on an empty screen: nothing of the picture before stays between the new marks.
    let text = session.text();
    let (before, after) = text.rsplit_once("\u{1b}[2J").unwrap();
    assert!(plain(before).contains("导入预览"));
    assert!(plain(after).contains("已导入 200 条"));
    step(&mut session, "已导入 200 条", "q");
    assert!(session.ended().success());
    session.restored();
}

#[test]
fn a_half_filled_form_survives_a_process_that_is_killed() {
    let step = |session: &mut Session, seen: &str, keys: &str| {
        session.until(seen);
        session.press(keys);
    };
    let mut session = Session::start(&[]);
    step(&mut session, "第一次使用", "\r");
    step(&mut session, "放下", "某市\r");
    // The third way to begin is the empty desk; there a lead is begun and the sentence breaks off.
    step(&mut session, "导入线索台账", "\u{1b}");
    step(&mut session, "未选案件", "N");
    step(&mut session, "新建线索", "渗坑排放半句话");
    session.until("渗坑排放半句话");
    session.press("\t\t");
    session.press("");
    session.signal("-KILL");
    session.ended();
    let mut again = Session::on(session.folder.clone(), &[], &[]);
    step(&mut again, "未选案件", "N");
    again.until("渗坑排放半句话");
    again.press("\u{1b}");
    again.until("线索");
    again.signal("-TERM");
    again.ended();
    again.restored();
}

#[test]
fn after_a_panic() {
    let mut session = Session::start(&["stress", "panic"]);
    session.ended();
    session.restored();
    session.until("程序内部错误");
}

#[test]
fn after_sigterm_and_sighup() {
    for name in ["-TERM", "-HUP"] {
        let mut session = Session::start(&["demo", "--leads", "5"]);
        session.until(FRAME);
        session.signal(name);
        session.ended();
        session.restored();
    }
}

#[test]
fn after_the_line_is_lost_the_process_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).unwrap();
    let mut child = pair.slave.spawn_command(on(&folder, &["demo", "--leads", "5"])).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut seen = Vec::new();
    let mut buffer = [0; 4096];
    while !String::from_utf8_lossy(&seen).contains(FRAME) {
        let count = reader.read(&mut buffer).unwrap();
        seen.extend_from_slice(&buffer[..count]);
    }
    // Every end on this side is closed: the line is gone, and nobody sends a signal but the system itself.
    drop(reader);
    drop(pair.master);
    ended(child.as_mut());
}

/// The parameters of every sequence that sets a look.
fn looks(text: &str) -> Vec<String> {
    let parts = text.split("\u{1b}[").skip(1);
    parts
        .filter_map(|part| part.split_once('m'))
        .map(|(look, _)| look.to_owned())
        .filter(|look| look.chars().all(|c| "0123456789;".contains(c)))
        .collect()
}

#[test]
fn no_color_sends_no_colour() {
    let coloured = |text: &str| {
        let numbers = looks(text).into_iter().flat_map(|look| look.split(';').map(str::to_owned).collect::<Vec<_>>());
        numbers.filter_map(|number| number.parse::<u8>().ok()).any(|n| matches!(n, 30..=38 | 40..=48 | 90..=107))
    };
    assert!(coloured(&Session::run(&[], &[], FRAME)));
    let plain = Session::run(&[("NO_COLOR", "1")], &[], FRAME);
    assert!(!coloured(&plain) && looks(&plain).contains(&"1".to_owned()), "bold stays");
}

#[test]
fn a_terminal_without_line_characters_gets_ascii() {
    let text = Session::run(&[("TERM", "linux")], &[], FRAME);
    assert!(text.contains("+-") && !text.contains(['│', '─', '┌', '…', '·']), "{text}");
    // A key turns it over.
    let text = Session::run(&[("TERM", "linux")], &["\u{1b}[20~"], "┌");
    assert!(text.contains("+-"));
}

#[test]
fn a_terminal_that_draws_lines_two_cells_wide_gets_ascii_and_loses_no_key() {
    let mut session = Session::start(&["demo", "--leads", "5"]);
    session.until("\u{1b}[6n");
    // The answer tells the column; it was asked in the first row of the frame.
    let text = session.text();
    let asked = text.split("\u{1b}[6n").next().unwrap().rsplit("\u{1b}[").next().unwrap();
    let (row, column) = asked.trim_end_matches("H│").split_once(';').unwrap();
    session.press(&format!("y\u{1b}[{row};{}R", column.parse::<u16>().unwrap() + 2));
    session.until("+-");
    session.until("\u{1b}]52;c;");
    session.press("q");
    session.ended();
    session.restored();
}

#[test]
fn every_frame_is_whole_and_a_key_without_meaning_draws_none() {
    let frames = |text: &str| {
        let begun = text.matches("\u{1b}[?2026h").count();
        assert_eq!(begun, text.matches(FRAME).count());
        begun
    };
    let with = |keys: &[&str]| frames(&Session::run(&[], keys, "\u{1b}]52;c;"));
    assert_eq!(with(&["y"]), with(&["Q", "\u{1}", "y"]));
}

#[test]
fn an_arrow_in_two_pieces_is_an_arrow_over_ssh() {
    let clip = |env: &[(&str, &str)], keys: &[&str]| {
        let text = Session::run(env, keys, "\u{1b}]52;c;");
        text.split("\u{1b}]52;c;").nth(1).unwrap().split('\u{1b}').next().unwrap().to_owned()
    };
    let ssh = [("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")];
    let wanted = clip(&[], &["j", "y"]);
    assert_ne!(wanted, clip(&[], &["y"]));
    assert_eq!(clip(&ssh, &["\u{1b}", "[B", "y"]), wanted);
    assert_eq!(clip(&ssh, &["\u{1b}[", "B", "y"]), wanted);
}

#[test]
fn a_number_reaches_the_clipboard_through_tmux() {
    let text = Session::run(&[("TMUX", "/tmp/x,1,0")], &["y"], "\u{1b}Ptmux;\u{1b}\u{1b}]52;c;");
    assert!(text.contains("set-clipboard on"));
}

#[test]
fn what_is_pasted_outside_a_field_is_told_and_runs_nothing() {
    let text = Session::run(&[], &["\u{1b}[200~q:quit\r\u{1b}[201~"], "粘贴只在填写栏里有效");
    assert!(!text.contains("quit"));
}

#[test]
fn a_terminal_that_can_do_nothing_gets_plain_lines() {
    for term in ["dumb", "unknown", ""] {
        let mut session = Session::with(&[("TERM", term)], &["demo", "--leads", "5"]);
        session.ended();
        session.until("初步核查");
        assert!(!session.text().contains('\u{1b}'), "{term}");
    }
}

/// An office of two on one account, with a ledger taken in.
fn office() -> Arc<TempDir> {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let uid = rustix::process::getuid().as_raw().to_string();
    let leads = ledger("leads-200.xlsx");
    for arguments in [
        &["officer", "set", "王芳", "--role", "承办", "--uid", &uid][..],
        &["officer", "set", "李明", "--role", "承办", "--uid", &uid],
        &["lead", "import", leads.to_str().unwrap()],
    ] {
        let done = command(folder.path(), &[arguments, &["--today", "2026-11-25"]].concat()).output().unwrap();
        assert!(done.status.success(), "{arguments:?} {}", stderr(&done));
    }
    folder
}

fn facts(folder: &TempDir) -> String {
    String::from_utf8(command(folder.path(), &["fact", "list", "--format", "json"]).output().unwrap().stdout).unwrap()
}

#[test]
fn two_processes_write_into_one_form_and_nothing_is_lost() {
    let folder = office();
    let desk = |name: &str| Session::on(folder.clone(), &[], &["--as", name]);
    let (mut first, mut second) = (desk("李明"), desk("王芳"));
    for session in [&first, &second] {
        session.until(FRAME);
    }
    // Both have the same lead at hand, and a note open on it.
    first.then("n", "备注");
    second.then("n", "备注");
    second.then("王芳的话", "王芳的话");
    first.then("李明的话", "李明的话");
    first.then("\u{13}", "已保存");
    second.then("\u{13}", "您 王芳的话");
    second.until("李明");
    assert!(!facts(&folder).contains("王芳的话"));
    second.then("\u{13}", "已保存");
    assert!(facts(&folder).contains("王芳的话") && facts(&folder).contains("李明的话"));
    // Both put the same note right.
    first.then("2/李明的话\r", "更正");
    second.then("2/李明的话\r", "更正");
    first.then("E", "更正：备注");
    second.then("E", "更正：备注");
    first.then("\t，已核实\t电话核实\u{13}", "已保存");
    second.then("\t，未核实\t记错\u{13}", "您 李明的话，未核实");
    second.then("\u{14}", "以对方的为准");
    assert!(facts(&folder).contains("李明的话，已核实") && !facts(&folder).contains("未核实"));
    for mut session in [first, second] {
        session.press("q");
        session.ended();
        session.restored();
    }
}

/// A form, a correction, a taking back and a reason for a return, each broken off by the end of its process.
#[test]
fn whatever_is_half_filled_in_a_case_is_offered_again() {
    let folder = office();
    let desk = || Session::on(folder.clone(), &[], &["--as", "王芳"]);
    let mut session = desk();
    session.until(FRAME);
    session.then("n已电话核实\u{13}", "已保存");
    // Two hundred lines pasted into the text area, the line cut behind them.
    let lines: Vec<String> = (1..=200).map(|n| format!("第{n}行：渗坑在河道东侧")).collect();
    session.then("n", "备注");
    session.then(&format!("\u{1b}[200~{}\u{1b}[201~", lines.join("\r")), "第200行");
    session.then("末", "末");
    session.signal("-KILL");
    session.ended();
    let mut session = desk();
    session.until("接着填");
    session.then("\u{1b}[17~", "第200行");
    session.then("尾\u{13}", "已保存");
    let told = facts(&folder);
    assert!(told.contains("第1行：渗坑在河道东侧\\n第2行") && told.contains("第200行：渗坑在河道东侧末尾"), "all of it");
    // A correction, hung up; the line is simply gone.
    session.then("2/已电话核实\r", "更正");
    session.then("E", "更正：备注");
    session.then("\t两次", "已电话核实两次");
    session.signal("-HUP");
    session.ended();
    let mut session = desk();
    session.until("接着填");
    session.then("\u{1b}[17~", "已电话核实两次");
    session.then("\t漏记\u{13}", "已保存");
    // The reason for which a fact is taken back.
    session.then("/已电话核实两次\r", "更正");
    session.then("W", "撤回");
    session.then("记错了案件", "记错了案件");
    session.signal("-KILL");
    session.ended();
    let mut session = desk();
    session.until("接着填");
    session.then("\u{1b}[17~", "记错了案件");
    session.press("\u{1b}");
    session.press("q");
    session.ended();
    session.restored();
}
