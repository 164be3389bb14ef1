//! The terminal: taken over and always given back, also after a panic, a signal or a lost line. Keys come from a thread
//! of their own; a frame is drawn only when something has changed, in one synchronized write.

mod keys;
mod looks;
mod page;
mod probe;

pub use looks::Looks;
use page::Page;

use super::app::{App, Told};
use super::clip::Between;
use super::draw;
use super::key::Key;
use super::width::fit;
use crate::docket::Day;
use crate::papers::ledger::Work;
use crate::text::{Lang, intake, ledger};
use crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyModifiers};
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::io::{self, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// What reaches the loop.
enum Message {
    Event(Event),
    /// A signal, or the line is gone.
    End,
}

/// Gives the terminal back when dropped.
struct Guard;

impl Guard {
    fn take() -> io::Result<Self> {
        enable_raw_mode()?;
        let guard = Self;
        execute!(io::stdout(), EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste, cursor::Hide)?;
        Ok(guard)
    }
}

fn give_back() {
    let mut out = io::stdout();
    // Each on its own: a line that is gone refuses them all, and there is nobody left to tell.
    let _ = execute!(out, DisableBracketedPaste, cursor::Show, LeaveAlternateScreen);
    let _ = disable_raw_mode();
    let _ = out.flush();
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// How long the loop gets to end in order after the line is gone.
const GRACE: Duration = Duration::from_millis(1_200);

/// Looks after signals and the line itself: a dropped line without a signal hangs the reader of keys for ever.
fn watch(sender: &Sender<Message>, mut signals: Signals) -> io::Result<()> {
    let ends = sender.clone();
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        if signals.forever().next().is_some() {
            let _ = ends.send(Message::End);
            std::thread::sleep(GRACE);
            give_back();
            std::process::exit(0);
        }
    })?;
    let ends = sender.clone();
    std::thread::Builder::new().name("line".to_owned()).spawn(move || {
        loop {
            let stdin = io::stdin();
            // Asks for nothing but the end: POLLHUP and POLLERR are always reported.
            let mut line = [PollFd::new(&stdin, PollFlags::empty())];
            let found = poll(&mut line, Some(&Timespec { tv_sec: 1, tv_nsec: 0 }));
            let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
            if found.is_ok_and(|count| count > 0) && line.iter().any(|one| one.revents().intersects(gone)) {
                let _ = ends.send(Message::End);
                std::thread::sleep(GRACE);
                std::process::exit(0);
            }
        }
    })?;
    let events = sender.clone();
    let remote = std::env::var_os("SSH_CONNECTION").is_some();
    std::thread::Builder::new().name("keys".to_owned()).spawn(move || {
        let mut next = || event::poll(keys::REST).ok().filter(|there| *there).and_then(|_| event::read().ok());
        while let Ok(event) = event::read() {
            let found = if remote { keys::joined(event, &mut next) } else { vec![event] };
            if found.into_iter().any(|event| events.send(Message::Event(event)).is_err()) {
                break;
            }
        }
        let _ = events.send(Message::End);
    })?;
    Ok(())
}

/// What the terminal is and can show, as far as it says so.
fn know(app: &mut App) {
    let term = std::env::var("TERM").unwrap_or_default();
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    app.between = Between::of(&term, std::env::var_os("TMUX").is_some());
    app.looks = Looks::of(&term, no_color);
    app.looks.ascii |= app.wants_ascii();
}

/// Draws, and sends what changed; tells where a line character stands.
fn show(app: &App, terminal: &mut Terminal<CrosstermBackend<Page>>, page: &Page) -> io::Result<Option<(u16, u16)>> {
    let shown = terminal.draw(|frame| {
        draw::draw(app, frame);
        app.looks.over(frame.buffer_mut());
    })?;
    let place = shown.buffer.content.iter().position(|cell| cell.symbol() == probe::LINE);
    let place = place.map(|at| shown.buffer.pos_of(at));
    page.send()?;
    Ok(place)
}

/// Runs the desk until it is left. `day` tells the day at the office; `panics` is for checks from outside.
pub fn run(app: &mut App, day: fn() -> Day, panics: bool) -> io::Result<()> {
    // Before the terminal is another: whoever ends the desk from here on gives it back.
    let signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    let guard = Guard::take()?;
    let (sender, receiver) = mpsc::channel();
    know(app);
    let page = Page::default();
    let mut terminal = Terminal::new(CrosstermBackend::new(page.clone()))?;
    if let Some(place) = show(app, &mut terminal, &page)? {
        let found = probe::ask(place)?;
        page.forget();
        if found.wide {
            // Line characters take two cells here: what stands on the screen is shifted.
            app.looks.ascii = true;
            queue!(terminal.backend_mut(), Clear(ClearType::All))?;
            terminal.swap_buffers();
        }
        for event in found.typed {
            let _ = sender.send(Message::Event(event));
        }
    }
    watch(&sender, signals)?;
    let mut changed = true;
    while !app.quit {
        if changed {
            show(app, &mut terminal, &page)?;
        }
        if let Some(text) = app.take_clip() {
            page::send(app.between.sequence(&text).as_bytes())?;
        }
        crash(panics);
        if app.has_work() {
            let mut ended = false;
            // Esc stops it, and then nothing is written; keys typed meanwhile go nowhere.
            let (lang, mut pace) = (app.lang, Pace::default());
            app.work_told(&mut |told| {
                if let Some(line) = pace.line(lang, told) {
                    let _ = tell(&line, lang);
                }
                receiver.try_iter().all(|message| match message {
                    Message::End => {
                        ended = true;
                        false
                    }
                    Message::Event(Event::Key(key)) => Key::of(key) != Some(Key::Esc),
                    Message::Event(_) => true,
                })
            });
            // What was printed beside the picture is unknown to it: both start from an empty screen. (`Terminal::clear`
            // would ask the terminal for its cursor, and the answer goes to the thread that reads the keys.)
            queue!(terminal.backend_mut(), Clear(ClearType::All))?;
            terminal.swap_buffers();
            page.forget();
            app.quit |= ended;
            changed = true;
            continue;
        }
        let first = match receiver.recv_timeout(Duration::from_secs(1)) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => break,
        };
        let Some(first) = first else {
            changed = app.tick(day());
            continue;
        };
        changed = true;
        // Everything that is waiting is taken before the next frame.
        app.hold_drafts(true);
        for message in std::iter::once(first).chain(receiver.try_iter()) {
            match message {
                Message::End => {
                    app.keep_place();
                    app.quit = true;
                }
                Message::Event(Event::Key(key)) => {
                    // Esc and a key in one read come as Alt with the key.
                    if let Some(pressed) = Key::of(key) {
                        if key.modifiers.contains(KeyModifiers::ALT) {
                            app.key(Key::Esc);
                        }
                        app.key(pressed);
                    }
                }
                Message::Event(Event::Paste(text)) => app.paste(&text),
                Message::Event(_) => {}
            }
            if app.quit {
                break;
            }
        }
        app.hold_drafts(false);
    }
    drop(guard);
    Ok(())
}

/// Between two such lines: a slow line is not filled with them.
const PACE: Duration = Duration::from_millis(150);

/// Long work takes the first and the last line of the screen: how far it is, and the one key there is.
fn tell(line: &str, lang: Lang) -> io::Result<()> {
    let (width, height) = crossterm::terminal::size()?;
    let stops = format!(" {}", intake::Words::of(lang).stops);
    let mut out = io::stdout().lock();
    for (row, text) in [(0, line), (height.saturating_sub(1), stops.as_str())] {
        let text = fit(text, usize::from(width.saturating_sub(1)));
        queue!(out, cursor::MoveTo(0, row), Clear(ClearType::CurrentLine), crossterm::style::Print(text))?;
    }
    io::Write::flush(&mut out)
}

/// How fast long work goes on.
#[derive(Default)]
struct Pace {
    began: Option<(Option<Work>, Instant)>,
    last: Option<Instant>,
}

impl Pace {
    /// The line to show, if it is time for one.
    fn line(&mut self, lang: Lang, told: Told) -> Option<String> {
        let now = Instant::now();
        let what = match told {
            Told::Count(..) => None,
            Told::Ledger(told) => Some(told.work),
        };
        let begins = self.began.is_none_or(|(known, _)| known != what);
        if begins {
            self.began = Some((what, now));
        }
        if !begins && self.last.is_some_and(|last| now - last < PACE) {
            return None;
        }
        self.last = Some(now);
        let seconds = self.began.map_or(0.0, |(_, began)| (now - began).as_secs_f64());
        let line = match told {
            Told::Count(done, whole) => format!("{done}/{whole}"),
            Told::Ledger(told) => ledger::progress(lang, told, seconds),
        };
        Some(format!(" {line}"))
    }
}

/// `stress panic`: the terminal has to come back all the same.
#[allow(clippy::panic)] // the one panic that is wanted
fn crash(wanted: bool) {
    assert!(!wanted, "stress panic");
}

/// The screen as text, for tests: keys in, rows out.
pub fn screen(app: &App, width: u16, height: u16) -> Vec<String> {
    let backend = ratatui::backend::TestBackend::new(width, height);
    let Ok(mut terminal) = Terminal::new(backend);
    let Ok(_) = terminal.draw(|frame| draw::draw(app, frame));
    let buffer = terminal.backend().buffer();
    (0..height)
        .map(|y| {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..width {
                let symbol = buffer.cell((x, y)).map_or(" ", |cell| cell.symbol());
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                skip = super::width::cells(symbol).saturating_sub(1);
                line.push_str(symbol);
            }
            line.trim_end().to_owned()
        })
        .collect()
}
