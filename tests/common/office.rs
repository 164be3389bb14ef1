//! The binary as an office runs it: with a home of its own, and nothing of this machine's account.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use sunpei::papers::ledger::Reader;
use tempfile::TempDir;

/// The binary.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_sunpei");

/// A command of the binary that knows nothing but a home, where its configuration and database are looked for.
pub fn command(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).env_clear().env("HOME", home).stdin(Stdio::null());
    command.env("SUNPEI_CONFIG", home.join("config")).env("SUNPEI_DB", home.join("office.db"));
    command
}

/// Ledgers read in a process of their own.
pub fn child() -> Reader {
    Reader::Child(PathBuf::from(PROGRAM))
}

/// Everything that a command wrote.
pub fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &stderr(output)
}

/// What a command wrote beside its answer.
pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// An office: a folder with its database and configuration, gone at the end.
pub struct Office {
    /// Where everything of it lies.
    pub folder: TempDir,
    /// What every command begins with.
    always: &'static [&'static str],
}

impl Office {
    pub fn new() -> Self {
        Self::with(&[])
    }

    /// An office whose commands all begin with some options.
    pub fn with(always: &'static [&'static str]) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), always }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file and says where.
    pub fn file(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name).display().to_string()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        command(self.folder.path(), &[self.always, arguments].concat())
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Exit code, answer, and what was written beside it.
    pub fn answer(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = self.run(arguments);
        let told = stderr(&output);
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap(), told)
    }

    /// The answer of a command that has to succeed.
    #[track_caller]
    pub fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Its answer as JSON.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(&[arguments, &["--format", "json"]].concat())).unwrap()
    }
}
