//! The binary on a real terminal: bytes in, bytes out.

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Longer than anything takes, and the end of a test that waits in vain.
const PATIENCE: Duration = Duration::from_mins(1);

/// A terminal with a process on it.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    seen: Arc<Mutex<Vec<u8>>>,
    listener: JoinHandle<()>,
}

impl Terminal {
    /// Starts a command on a terminal of some columns and rows.
    pub fn start((cols, rows): (u16, u16), command: CommandBuilder) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let sink = seen.clone();
        let listener = std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                sink.lock().unwrap().extend_from_slice(&buffer[..count]);
            }
        });
        Self { child, master: pair.master, writer, seen, listener }
    }

    /// Everything that was written.
    pub fn text(&self) -> String {
        self.since(0)
    }

    fn since(&self, from: usize) -> String {
        String::from_utf8_lossy(&self.seen.lock().unwrap()[from..]).into_owned()
    }

    #[track_caller]
    fn wait(&self, words: &str, from: usize) {
        let start = Instant::now();
        while !self.since(from).contains(words) && !plain(&self.since(from)).contains(words) {
            assert!(start.elapsed() < PATIENCE, "not seen: {words:?} in {}", plain(&self.since(from)));
            std::thread::yield_now();
        }
    }

    /// Waits for bytes, or for words on the screen: the control sequences between their marks do not count.
    #[track_caller]
    pub fn until(&self, words: &str) {
        self.wait(words, 0);
    }

    /// Sends bytes.
    pub fn press(&mut self, bytes: &str) {
        self.writer.write_all(bytes.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Sends bytes and waits for words in what is written from then on.
    #[track_caller]
    pub fn then(&mut self, keys: &str, words: &str) {
        let from = self.seen.lock().unwrap().len();
        self.press(keys);
        self.wait(words, from);
    }

    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    /// Waits for the end of the process.
    #[track_caller]
    pub fn ended(&mut self) -> ExitStatus {
        ended(self.child.as_mut())
    }

    /// Waits for the end, and says how it came and everything that was written until then.
    #[track_caller]
    pub fn finish(mut self) -> (ExitStatus, String) {
        let status = self.ended();
        drop((self.writer, self.master));
        self.listener.join().unwrap();
        let seen = self.seen.lock().unwrap();
        (status, String::from_utf8_lossy(&seen).into_owned())
    }
}

/// Waits for the end of a process.
#[track_caller]
pub fn ended(child: &mut (dyn Child + Send + Sync)) -> ExitStatus {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("still there");
        }
        std::thread::yield_now();
    }
}

/// A text without its control sequences.
pub fn plain(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |out, part| out + part.trim_start_matches(|c: char| !('@'..='~').contains(&c)).get(1..).unwrap_or(""))
}
