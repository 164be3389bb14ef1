//! The real binary on a real terminal: however it ends, the terminal comes back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::items_after_statements)] // a test may fail loudly

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const LEDGER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ledgers/leads-200.xlsx");

/// The end of a whole frame.
const FRAME: &str = "\u{1b}[?2026l";

struct Session {
    _master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Mutex<Vec<u8>>>,
    folder: tempfile::TempDir,
}

impl Session {
    fn start(args: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pair = native_pty_system().openpty(PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_sunpei"));
        command.args(["--lang", "zh-CN", "--today", "2026-11-25", "--db"]);
        command.arg(folder.path().join("x.db"));
        command.args(args);
        command.cwd(folder.path());
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let sink = seen.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                sink.lock().unwrap().extend_from_slice(&buffer[..count]);
            }
        });
        Self { _master: Some(pair.master), writer: Some(writer), child, seen, folder }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.seen.lock().unwrap()).into_owned()
    }

    /// Waits for bytes, or for words on the screen: the control sequences between their marks do not count.
    fn until(&self, words: &str) {
        let start = Instant::now();
        while !self.text().contains(words) && !plain(&self.text()).contains(words) {
            assert!(start.elapsed() < Duration::from_secs(30), "not seen: {words:?}");
            std::thread::yield_now();
        }
    }

    fn ended(&mut self) {
        let start = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            if start.elapsed() > Duration::from_secs(30) {
                let _ = self.child.kill();
                panic!("still there");
            }
            std::thread::yield_now();
        }
    }

    /// Alternate screen left, cursor shown, bracketed paste off.
    fn restored(&self) {
        for end in ["\u{1b}[?1049l", "\u{1b}[?25h", "\u{1b}[?2004l"] {
            self.until(end);
        }
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([name, &id]).status().unwrap().success());
    }
}

/// A text without its control sequences.
fn plain(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |out, part| out + part.trim_start_matches(|c: char| !('@'..='~').contains(&c)).get(1..).unwrap_or(""))
}

#[test]
fn after_quitting() {
    let mut session = Session::start(&["demo", "--leads", "5"]);
    session.until(FRAME);
    session.writer.as_mut().unwrap().write_all(b"q").unwrap();
    session.ended();
    session.restored();
}

#[test]
fn a_ledger_goes_in_at_the_first_start() {
    let mut session = Session::start(&[]);
    std::fs::copy(LEDGER, session.folder.path().join("leads-200.xlsx")).unwrap();
    let step = |session: &mut Session, seen: &str, keys: &str| {
        session.until(seen);
        session.writer.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
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
    session.ended();
    assert!(session.child.wait().unwrap().success());
    session.restored();
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
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_sunpei"));
    command.args(["--today", "2026-11-25", "--db"]);
    command.arg(folder.path().join("x.db"));
    command.args(["demo", "--leads", "5"]);
    command.env("TERM", "xterm-256color");
    let child = pair.slave.spawn_command(command).unwrap();
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
    let gone = Arc::new(Mutex::new(Vec::new()));
    Session { _master: None, writer: None, child, seen: gone, folder }.ended();
}
