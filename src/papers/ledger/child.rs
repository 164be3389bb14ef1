//! Reading in a process of its own: the same binary, which sets its own memory and time before it looks at the file. What
//! a crafted file does to a reader ends there; the desk hears of it as a plain refusal.

use super::book::Meter;
use super::source::Source;
use super::{Book, Cell, CellKind, Ended, LedgerError, Limits, Progress, Row, Watch, Work, progress};
use crate::docket::Day;
use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

/// Memory of the reader: a ledger at every cap (a million rows, 512 MB of text) needs about half of it.
const MEMORY: u64 = 2 << 30;
/// Seconds of work of the reader: more than ten times what 100,000 rows take from file to preview on a busy machine
/// (`benches/ledger.rs`, 7 to 13 s).
const SECONDS: u64 = 180;
/// The largest message between the two.
const MESSAGE: usize = 64 << 20;
/// Bytes of rows in one message, about.
const CHUNK: usize = 256 << 10;
/// How often it is asked whether to go on while the reader says nothing.
const PATIENCE: Duration = Duration::from_millis(50);
/// SIGXCPU, the same on every Linux we run on: over its time.
const OVER_TIME: i32 = 24;
const KILLED: i32 = 9;

/// Who reads a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Reader {
    /// This process, as tests and tools do.
    #[default]
    Here,
    /// A process of this program, given by its path.
    Child(PathBuf),
}

/// What the reading process is told; the file is its standard input.
#[derive(Debug, Serialize, Deserialize)]
struct Request {
    named: String,
    limits: Limits,
}

/// What goes from the reading process to the desk.
enum Message {
    Progress(Progress),
    /// The book without its rows.
    Book(Box<Book>),
    /// Rows of a sheet.
    Rows(usize, Vec<Row>),
    Error(LedgerError),
    Done,
}

impl Reader {
    /// A process of the program that runs now.
    #[must_use]
    pub fn own() -> Self {
        // The link stands for the running program even where its file was replaced meanwhile.
        let link = PathBuf::from("/proc/self/exe");
        let path = if link.exists() { Some(link) } else { std::env::current_exe().ok() };
        path.map_or(Self::Here, Self::Child)
    }

    /// Reads a file: all its sheets as rows of cells, nothing understood yet.
    pub fn read(&self, path: &Path, limits: &Limits, watch: Watch<'_>) -> Result<Book, LedgerError> {
        let Self::Child(program) = self else { return super::read(path, limits, watch) };
        progress(watch, Work::Checking, 0, 0)?;
        let source = Source::open(path)?;
        let request = Request { named: source.named().to_owned(), limits: limits.clone() };
        let request = serde_json::to_string(&request).map_err(LedgerError::broken)?;
        // The place in the file is shared with the child: it begins at the beginning itself.
        let child = Command::new(program)
            .args(["ledger-read", &request])
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::from(source.handle()?))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // A Ctrl-C at the terminal is for the parent, who ends the child.
            .process_group(0)
            .spawn()
            .map_err(|_| LedgerError::Reader { how: Ended::NotStarted })?;
        let book = Reading(child).book(limits, watch)?;
        source.unchanged()?;
        Ok(Book { name: super::stem(path), ..book })
    }
}

/// The reading process, seen from the desk; it does not outlive it.
struct Reading(Child);

impl Drop for Reading {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Reading {
    fn book(mut self, limits: &Limits, watch: Watch<'_>) -> Result<Book, LedgerError> {
        let Some(out) = self.0.stdout.take() else { return Err(LedgerError::Reader { how: Ended::NotStarted }) };
        let (sender, receiver) = sync_channel(8);
        std::thread::Builder::new().name("ledger".to_owned()).spawn(move || listen(BufReader::new(out), &sender))?;
        match gather(&receiver, limits, watch)? {
            Some(book) => Ok(book),
            None => Err(LedgerError::Reader { how: self.ended() }),
        }
    }

    fn ended(&mut self) -> Ended {
        match self.0.wait().map(|status| status.signal()) {
            Ok(Some(OVER_TIME | KILLED)) => Ended::Time,
            _ => Ended::Broke,
        }
    }
}

fn listen(mut out: BufReader<std::process::ChildStdout>, sender: &SyncSender<Message>) {
    while let Some(message) = hear(&mut out) {
        if sender.send(message).is_err() {
            return;
        }
    }
}

/// Puts the book together; `None` when the other side went away before it was whole.
fn gather(receiver: &Receiver<Message>, limits: &Limits, watch: Watch<'_>) -> Result<Option<Book>, LedgerError> {
    let mut book: Option<Book> = None;
    // The caps hold on this side too: what reads the file is not to be trusted any more.
    let mut meter = Meter::new(limits);
    let mut last = Progress { work: Work::Checking, done: 0, total: 0 };
    loop {
        match receiver.recv_timeout(PATIENCE) {
            Ok(Message::Progress(told)) => last = told,
            Ok(Message::Book(found)) => book = Some(*found),
            Ok(Message::Rows(sheet, rows)) => {
                let Some(sheet) = book.as_mut().and_then(|book| book.sheets.get_mut(sheet)) else { return Ok(None) };
                for row in &rows {
                    meter.row()?;
                    for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
                        meter.cell(column, cell.text.len())?;
                    }
                }
                sheet.rows.extend(rows);
            }
            Ok(Message::Error(error)) => return Err(error),
            Ok(Message::Done) => return Ok(book),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
        }
        progress(watch, last.work, last.done, last.total)?;
    }
}

/// The reading process itself: sets its limits, reads standard input, answers on standard output. The answer is the exit code.
pub fn serve(request: &str) -> u8 {
    let limit = |resource, value: u64| setrlimit(resource, Rlimit { current: Some(value), maximum: Some(value) }).is_ok();
    let bound = limit(Resource::As, MEMORY) && limit(Resource::Cpu, SECONDS) && limit(Resource::Fsize, 0);
    limit(Resource::Core, 0);
    let out = BufWriter::with_capacity(CHUNK, io::stdout().lock());
    if !bound {
        return code(&say(out, &Message::Error(LedgerError::Reader { how: Ended::NotStarted })));
    }
    let Ok(request) = serde_json::from_str::<Request>(request) else { return 1 };
    code(&answer(out, request))
}

fn code(said: &io::Result<()>) -> u8 {
    u8::from(said.is_err())
}

fn answer(mut out: impl Write, request: Request) -> io::Result<()> {
    let mut told = true;
    let read = stdin().and_then(|file| Source::of(file, request.named)).and_then(|source| {
        super::read_source(&source, &request.limits, &mut |progress| {
            told = told && say(&mut out, &Message::Progress(progress)).is_ok() && out.flush().is_ok();
            told
        })
    });
    let mut book = match read {
        Ok(book) => book,
        Err(error) => return say(&mut out, &Message::Error(error)).and_then(|()| out.flush()),
    };
    let rows: Vec<Vec<Row>> = book.sheets.iter_mut().map(|sheet| std::mem::take(&mut sheet.rows)).collect();
    say(&mut out, &Message::Book(Box::new(book)))?;
    for (sheet, rows) in rows.into_iter().enumerate() {
        let mut chunk = Vec::new();
        let mut size = 0;
        for row in rows {
            size += row.cells.iter().map(|cell| cell.text.len() + 8).sum::<usize>();
            chunk.push(row);
            if size > CHUNK {
                say(&mut out, &Message::Rows(sheet, std::mem::take(&mut chunk)))?;
                size = 0;
            }
        }
        say(&mut out, &Message::Rows(sheet, chunk))?;
    }
    say(&mut out, &Message::Done)?;
    out.flush()
}

fn stdin() -> Result<File, LedgerError> {
    use std::os::fd::AsFd as _;
    Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?))
}

// ---- The messages: a letter, the length, the content -----------------------------------------------------------

fn say(mut out: impl Write, message: &Message) -> io::Result<()> {
    let json = |value: serde_json::Result<Vec<u8>>| value.map_err(io::Error::other);
    let (letter, content) = match message {
        Message::Progress(told) => (b'p', json(serde_json::to_vec(&(told.work, told.done, told.total)))?),
        Message::Book(book) => (b'b', json(serde_json::to_vec(book))?),
        Message::Error(error) => (b'e', json(serde_json::to_vec(error))?),
        Message::Done => (b'd', Vec::new()),
        Message::Rows(sheet, rows) => (b'r', packed(*sheet, rows)),
    };
    let length = u32::try_from(content.len()).map_err(io::Error::other)?;
    out.write_all(&[letter])?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&content)
}

fn hear(mut from: impl Read) -> Option<Message> {
    let mut head = [0_u8; 5];
    from.read_exact(&mut head).ok()?;
    let (letter, length) = head.split_first()?;
    let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
    if length > MESSAGE {
        return None;
    }
    let mut content = vec![0_u8; length];
    from.read_exact(&mut content).ok()?;
    Some(match letter {
        b'p' => {
            let (work, done, total) = serde_json::from_slice(&content).ok()?;
            Message::Progress(Progress { work, done, total })
        }
        b'b' => Message::Book(serde_json::from_slice(&content).ok()?),
        b'e' => Message::Error(serde_json::from_slice(&content).ok()?),
        b'd' => Message::Done,
        b'r' => unpacked(&content)?,
        _ => return None,
    })
}

fn packed(sheet: usize, rows: &[Row]) -> Vec<u8> {
    let mut out = Vec::with_capacity(CHUNK + CHUNK / 2);
    let mut put = |number: u64| out.extend(number.to_le_bytes().iter().take(4));
    put(sheet as u64);
    put(rows.len() as u64);
    for row in rows {
        let mut put = |number: u64| out.extend(number.to_le_bytes().iter().take(4));
        put(row.number);
        put(u64::from(row.garbled));
        put(row.cells.len() as u64);
        for cell in &row.cells {
            let (letter, day) = match cell.kind {
                CellKind::Text => (b't', 0),
                CellKind::Number => (b'n', 0),
                CellKind::Day(day) => (b'd', day.to_epoch_days()),
            };
            out.push(letter);
            if letter == b'd' {
                out.extend(day.to_le_bytes());
            }
            out.extend((cell.text.len() as u32).to_le_bytes());
            out.extend(cell.text.as_bytes());
        }
    }
    out
}

fn unpacked(content: &[u8]) -> Option<Message> {
    let mut rest = content;
    let sheet = number(&mut rest)? as usize;
    let count = number(&mut rest)?;
    let mut rows = Vec::new();
    for _ in 0..count {
        let (place, garbled, cells) = (number(&mut rest)?, number(&mut rest)? > 0, number(&mut rest)?);
        let mut row = Row { number: u64::from(place), cells: Vec::new(), garbled };
        for _ in 0..cells {
            let kind = match take(&mut rest, 1)?.first()? {
                b't' => CellKind::Text,
                b'n' => CellKind::Number,
                _ => CellKind::Day(Day::from_epoch_days(i32::from_le_bytes(take(&mut rest, 4)?.try_into().ok()?))?),
            };
            let length = number(&mut rest)? as usize;
            row.cells.push(Cell { text: String::from_utf8(take(&mut rest, length)?.to_vec()).ok()?, kind });
        }
        rows.push(row);
    }
    Some(Message::Rows(sheet, rows))
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (head, tail) = rest.split_at_checked(count)?;
    *rest = tail;
    Some(head)
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    Some(u32::from_le_bytes(take(rest, 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_went() {
        let day = Day::from_ymd_opt(1969, 5, 6).unwrap();
        let cell = |text: &str, kind| Cell { text: text.into(), kind };
        let cells = vec![
            cell("线索", CellKind::Text),
            cell("", CellKind::Text),
            cell("1.5", CellKind::Number),
            cell("x", CellKind::Day(day)),
        ];
        let rows = vec![Row { number: 7, cells, garbled: true }, Row { number: 9, ..Row::default() }];
        let mut bytes = Vec::new();
        say(&mut bytes, &Message::Rows(3, rows.clone())).unwrap();
        let Some(Message::Rows(3, back)) = hear(bytes.as_slice()) else { panic!("rows") };
        assert_eq!(back, rows);
        for cut in 0..bytes.len() {
            assert!(hear(&bytes[..cut]).is_none());
        }
    }
}
