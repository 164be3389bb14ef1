//! Arguments → language → run → exit code.

use std::io::Write as _;
use std::panic;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use sunpei::text::Lang;
use sunpei::{cli, text, tui};

/// What a panic said, kept until the terminal is given back.
static LAST_WORDS: Mutex<String> = Mutex::new(String::new());

fn main() -> ExitCode {
    panic::set_hook(Box::new(|about| {
        *LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner) = about.to_string();
    }));
    // Nothing that is written is for everybody, whatever the login shell says; the office's group may be let in.
    rustix::process::umask(rustix::fs::Mode::RWXO);
    let arguments: Vec<_> = std::env::args_os().collect();
    let lang = cli::language(&arguments, |name| std::env::var(name).ok());
    // Unwinding drops the screen's guard first: the line below is written to a terminal in order.
    let code = panic::catch_unwind(|| cli::run(lang, &arguments, now, screen)).unwrap_or_else(|_| internal(lang));
    ExitCode::from(code)
}

/// The desk on the screen, or as plain lines where there are no frames.
fn screen(opening: cli::Opening) -> std::io::Result<()> {
    let term = std::env::var("TERM").unwrap_or_default();
    if opening.plain || matches!(term.as_str(), "" | "dumb" | "unknown") {
        let text = tui::plain(&opening.desk, opening.lang).map_err(std::io::Error::other)?;
        return std::io::stdout().write_all(text.as_bytes());
    }
    let today = || cli::office_day(now());
    let mut app = tui::App::new(opening.desk, opening.lang, opening.fixed);
    // What a crafted ledger does to its reader ends in a process of its own.
    app.reader = sunpei::papers::ledger::Reader::own();
    app.years = cli::calendar_folder();
    tui::run(&mut app, today, opening.panic)
}

/// The clock: seconds since 1970. Read nowhere else.
fn now() -> i64 {
    chrono::Utc::now().timestamp()
}

fn internal(lang: Lang) -> u8 {
    let words = LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let line = text::fill(text::cli::CliWords::of(lang).internal, &[&text::safe::line(&words)]);
    let _ = writeln!(std::io::stderr(), "sunpei: {line}");
    70
}
