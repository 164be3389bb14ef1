//! Opening the screen: on the database, on a demo in a temporary file, or to show how a panic ends.

use super::call::Call;
use super::out::{Answer, Failure};
use crate::ops::{Demo, Desk};
use crate::store::Store;
use crate::text::{Lang, fill};
use std::io::{self, IsTerminal as _, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;

/// What the screen is opened with.
#[derive(Debug)]
pub struct Opening {
    /// The desk.
    pub desk: Desk,
    /// The language.
    pub lang: Lang,
    /// Today was given by `--today` and does not move on at midnight.
    pub fixed: bool,
    /// No frames.
    pub plain: bool,
    /// An invented office: the screen says so.
    pub demo: bool,
    /// Panic once the screen stands, for checks from outside.
    pub panic: bool,
}

/// Shows the screen until the officer leaves.
pub type Screen = fn(Opening) -> io::Result<()>;

fn show(call: &Call, desk: Desk, screen: Screen, change: impl Fn(&mut Opening)) -> Answer {
    let mut opening =
        Opening { desk, lang: call.lang, fixed: call.today.is_some(), plain: call.globals.plain, demo: false, panic: false };
    change(&mut opening);
    screen(opening).map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure { code: 0, lines: Vec::new() },
        _ => Failure::refused(fill(call.words.screen_failed, &[&crate::text::fault::system(call.lang, &error)])),
    })
}

/// Refuses before anything is made where there is no terminal to draw on.
fn terminal(call: &Call) -> Answer {
    let there = io::stdin().is_terminal() && io::stdout().is_terminal();
    if there { Ok(()) } else { Err(Failure::refused(call.words.no_terminal)) }
}

/// The desk on the database; without one the screen asks first. Plain lines need neither terminal nor database.
pub fn desk(call: &Call, screen: Screen) -> Answer {
    if call.globals.plain {
        return show(call, call.reading()?, screen, |_| {});
    }
    terminal(call)?;
    let store = Store::open(&call.database()).map_err(|error| call.store(&error))?;
    show(call, call.desk_on(store, false)?, screen, |_| {})
}

/// Panics inside the desk.
pub fn panic(call: &Call, screen: Screen) -> Answer {
    terminal(call)?;
    let store = Store::in_memory().map_err(|error| call.store(&error))?;
    show(call, call.desk_on(store, true)?, screen, |opening| opening.panic = true)
}

/// A folder that goes away with everything in it.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The desk on an invented office in a temporary file.
pub fn demo(call: &Call, leads: Option<u32>, screen: Screen) -> Answer {
    terminal(call)?;
    let name = format!("sunpei-demo-{}-{}", std::process::id(), (call.clock)());
    let folder = Temporary(std::env::temp_dir().join(name));
    // Made anew for this account alone: a folder that somebody laid out beforehand is an error.
    let made = std::fs::DirBuilder::new().mode(0o700).create(&folder.0);
    made.map_err(|error| {
        Failure::refused(fill(call.words.cannot_write, &[&folder.0.display(), &crate::text::fault::system(call.lang, &error)]))
    })?;
    let store = Store::open(&folder.0.join("demo.db")).map_err(|error| call.store(&error))?;
    let mut desk = call.desk_on(store, true)?;
    let size = Demo { leads: leads.map_or(Demo::default().leads, |leads| leads as usize), ..Demo::default() };
    let whole = size.leads + size.cases;
    let mut progress = |done: usize| {
        if whole > 2_000 && done.is_multiple_of(1_000) {
            let _ = write!(io::stderr(), "\r{done}/{whole}");
        }
        true
    };
    desk.demo(size, &mut progress).map_err(|error| call.act(&error))?;
    show(call, desk, screen, |opening| opening.demo = true)
}
