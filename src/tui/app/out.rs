//! Lists going out: their rows with the columns that are shown, and the files that they become.

use super::entry::Entry;
use super::work::Work;
use super::{App, Pane, Tone};
use crate::law::Label;
use crate::ops::OfficeDuty;
use crate::ops::field::{Field, Shape};
use crate::ops::view::Reply;
use crate::papers::fresh;
use crate::papers::table::{self, Cell, Format};
use crate::store::{Column, InboxRow, StoreError, Wanted};
use crate::text::deadlines;
use crate::text::fill;
use crate::text::out::{self as text, Teller};
use serde_json::Value;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Rows from which on progress is shown, and rows between two words of it.
const SHOWN_FROM: u64 = 2_000;
const STRIDE: u64 = 500;
/// Lines of the agenda and the negotiations that go out at most.
const MOST: usize = 1_000_000;

pub(super) type Rows<'a> = Box<dyn Iterator<Item = Result<Vec<Cell>, StoreError>> + 'a>;

/// What kind of file a list becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Out {
    Table(Format),
    /// Deadlines as events.
    Ics,
}

/// The ending of a calendar file.
const ICS: &str = "ics";

impl Out {
    /// By the word of the form.
    fn of(word: &str) -> Self {
        match word {
            ICS => Self::Ics,
            word => Self::Table(Format::ALL.into_iter().find(|format| format.ending() == word).unwrap_or(Format::Xlsx)),
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Table(format) => format.ending(),
            Self::Ics => ICS,
        }
    }
}

/// A file of a list that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Export {
    pane: Pane,
    marked: bool,
    format: Out,
    path: PathBuf,
}

impl App {
    pub(super) fn out(&self) -> &'static text::Words {
        text::Words::of(self.lang)
    }

    /// The columns of the lead pane.
    fn out_columns(&self) -> Vec<Column> {
        // The countdown stands before what was chosen.
        std::iter::once(Column::Due).chain(self.leads.chosen()).collect()
    }

    /// The header of a pane's list.
    pub(super) fn out_headers(&self, pane: Pane) -> Vec<String> {
        let say = self.out();
        let names = match pane {
            Pane::Case => return self.book_headers(),
            Pane::Watch => return self.watch_headers(),
            Pane::Approvals => return self.approval_headers(),
            Pane::Leads => {
                let law = self.desk.office_law();
                let teller = Teller { lang: self.lang, law: &law, today: self.desk.today };
                return self.out_columns().into_iter().flat_map(|column| teller.heads(column)).collect();
            }
            Pane::Calendar => return deadlines::headers(self.lang),
            Pane::Talks => {
                vec![say.number, say.party, say.reply, say.held, say.allowed, say.due, say.left, say.ours, say.theirs]
            }
        };
        names.into_iter().map(str::to_owned).collect()
    }

    /// The whole of a pane's list, or what is marked of it.
    pub(super) fn out_rows(&self, pane: Pane, marked: bool) -> Rows<'_> {
        let (law, lang, today, columns) = (self.desk.office_law(), self.lang, self.desk.today, self.out_columns());
        let cells = move |row: &InboxRow| -> Vec<Cell> {
            let teller = Teller { lang, law: &law, today };
            columns.iter().flat_map(|column| teller.cells(*column, row)).collect()
        };
        match pane {
            Pane::Case => Box::new(self.book_rows().into_iter().map(Ok)),
            Pane::Watch => Box::new(self.watch_rows().into_iter().map(Ok)),
            Pane::Approvals => Box::new(self.approval_rows().into_iter().map(Ok)),
            Pane::Leads if marked => match self.desk.listed(self.leads.marks.iter().copied()) {
                Ok(rows) => Box::new(rows.into_iter().map(move |row| Ok(cells(&row)))),
                Err(error) => Box::new(std::iter::once(Err(error))),
            },
            Pane::Leads => {
                let walk = self.desk.walk(self.filter(self.leads.view));
                Box::new(walk.map(move |row| row.map(|row| cells(&row))))
            }
            Pane::Calendar => match self.out_agenda() {
                Ok(rows) => Box::new(rows.into_iter().map(Ok)),
                Err(error) => Box::new(std::iter::once(Err(error))),
            },
            Pane::Talks => match self.out_talks() {
                Ok(rows) => Box::new(rows.into_iter().map(Ok)),
                Err(error) => Box::new(std::iter::once(Err(error))),
            },
        }
    }

    /// The open deadlines that the agenda shows, in its order; the office's own after them.
    fn out_agenda(&self) -> Result<Vec<Vec<Cell>>, StoreError> {
        let rows = self.desk.agenda(&self.calendar.wanted, None, MOST)?;
        let own = if self.calendar.wanted == Wanted::default() { self.desk.office_duties()? } else { Vec::new() };
        let own = own.iter().map(OfficeDuty::row);
        let rows = rows.into_iter().map(|(_, row)| row).chain(own);
        Ok(rows.map(|row| deadlines::cells(&self.desk, self.lang, &row)).collect())
    }

    /// The negotiations of the view.
    fn out_talks(&self) -> Result<Vec<Vec<Cell>>, StoreError> {
        let rows = self.desk.talk_rows(&self.tracker.keys, &mut self.tracker.known.clone())?;
        let (say, law) = (self.words(), self.desk.office_law());
        let teller = Teller { lang: self.lang, law: &law, today: self.desk.today };
        let cells = rows.iter().map(|row| {
            let reply = match row.reply {
                Reply::NoNotice => say.reply_none,
                Reply::NotServed => say.reply_not_served,
                Reply::NoReceipt => say.reply_no_receipt,
                Reply::Waiting => say.reply_waiting,
                Reply::Accepted => say.reply_accepted,
                Reply::Refused => say.reply_refused,
                Reply::Partial => say.reply_partial,
            };
            let due = row.period.as_ref().and_then(|period| period.due).map(|due| due.to_string());
            let money = |cents: Option<i64>| cents.map_or(Cell::Empty, Cell::Cents);
            vec![
                Cell::text(&row.number),
                Cell::text(&row.party),
                Cell::text(reply),
                Cell::Int(row.meetings.0 as i64),
                Cell::Int(row.meetings.1),
                Cell::day(due.as_deref()),
                teller.days_left(due.as_deref()),
                money(row.positions.0),
                money(row.positions.1),
            ]
        });
        Ok(cells.collect())
    }

    /// How many rows go out.
    fn out_count(&self, pane: Pane, marked: bool) -> usize {
        match pane {
            Pane::Case => self.book_rows().len(),
            Pane::Watch => self.watched.rows.len(),
            Pane::Approvals => self.approval_rows().len(),
            Pane::Leads if marked => self.leads.marks.len(),
            Pane::Leads => {
                let count = self.desk.store.count(&self.filter(self.leads.view)).unwrap_or(0);
                usize::try_from(count).unwrap_or(0)
            }
            Pane::Calendar => self.out_agenda().map_or(0, |rows| rows.len()),
            Pane::Talks => self.out_talks().map_or(0, |rows| rows.len()),
        }
    }

    /// `X`: the form of a file.
    pub(super) fn open_export(&mut self) {
        let (say, pane) = (self.out(), self.focus);
        let marks = if pane == Pane::Leads { self.leads.marks.len() } else { 0 };
        let count = self.out_count(pane, false);
        if count + marks == 0 {
            return self.say(Tone::Info, if pane == Pane::Case { say.no_money } else { say.empty });
        }
        let both = |make: &dyn Fn(&text::Words) -> String| {
            let [zh, en] = [crate::text::Lang::Zh, crate::text::Lang::En].map(|lang| make(text::Words::of(lang)));
            Label { zh: zh.as_str().into(), en: en.as_str().into() }
        };
        let mut formats =
            vec![("xlsx".into(), both(&|say| say.xlsx.to_owned())), ("csv".into(), both(&|say| say.csv.to_owned()))];
        if pane == Pane::Calendar {
            formats.push((ICS.into(), both(&|say| say.ics.to_owned())));
        }
        let mut fields = vec![Field::new("format", Shape::Choice(formats), true).with_initial("xlsx")];
        if marks > 0 {
            let scopes = vec![
                ("marked".into(), both(&|say| fill(say.marked, &[&marks]))),
                ("all".into(), both(&|say| fill(say.all, &[&count]))),
            ];
            fields.push(Field::new("scope", Shape::Choice(scopes), true).with_initial("marked"));
        }
        let path = fresh::free(&own_folder(), &format!("{}-{}", file_stem(pane), self.desk.today), Format::Xlsx.ending());
        fields.push(Field::new("path_of", Shape::Text, true).with_initial(path.to_string_lossy()));
        let title = format!("{} · {}", say.export, fill(say.all, &[&count]));
        self.open_form(title, fields, Entry::Export(pane));
    }

    /// The form is sent: the file is written with progress, or the form says why not.
    pub(super) fn take_export(&mut self, pane: Pane, values: &[(&'static str, Value)]) {
        let word = |key: &str| values.iter().find(|(known, _)| *known == key).and_then(|(_, value)| value.as_str()).unwrap_or("");
        let format = Out::of(word("format"));
        let mut path = PathBuf::from(word("path_of"));
        // The name follows the format.
        let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
        if ending.is_none_or(|ending| Out::of(&ending).ending() == ending) {
            path.set_extension(format.ending());
        }
        if path.symlink_metadata().is_ok() {
            let text = fill(self.out().exists, &[&path.display()]);
            self.say(Tone::Error, text.clone());
            return self.beside(text, Vec::new());
        }
        self.dialogs.pop();
        self.begin(Work::Export(Export { pane, marked: word("scope") == "marked", format, path }));
    }

    pub(super) fn export(&mut self, export: &Export, progress: &mut dyn FnMut(usize, usize) -> bool) {
        let say = self.out();
        let whole = self.out_count(export.pane, export.marked);
        let headers = self.out_headers(export.pane);
        let mut stopped = false;
        let written = fresh::whole(&export.path, |mut file| {
            let Out::Table(format) = export.format else {
                let told = |error| io::Error::other(crate::text::ops::store(self.lang, &error));
                let events = self.desk.feed(&self.calendar.wanted).map_err(told)?;
                file.write_all(deadlines::calendar(&self.desk, self.lang, &events, (self.desk.clock)()).as_bytes())?;
                return Ok(events.len() as u64);
            };
            let mut done = 0;
            let rows = self.out_rows(export.pane, export.marked).map(|row| {
                done += 1;
                if done >= SHOWN_FROM && done % STRIDE == 0 && !progress(done as usize, whole) {
                    stopped = true;
                    return Err(io::Error::from(io::ErrorKind::Interrupted));
                }
                row.map_err(|error| io::Error::other(crate::text::ops::store(self.lang, &error)))
            });
            table::write(io::BufWriter::new(file), format, &headers, rows)
        });
        match written {
            Ok(count) => self.say(Tone::Done, fill(say.done, &[&count, &export.path.display()])),
            Err(_) if stopped => self.say(Tone::Info, say.cancelled),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                self.say(Tone::Error, fill(say.exists, &[&export.path.display()]));
            }
            Err(error) => {
                self.say(
                    Tone::Error,
                    fill(say.failed, &[&export.path.display(), &crate::text::fault::system(self.lang, &error)]),
                );
            }
        }
    }
}

/// A folder that the officer may write to: where the desk was started, else home.
pub(super) fn own_folder() -> PathBuf {
    let may = |folder: &Path| rustix::fs::access(folder, rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK).is_ok();
    let here = std::env::current_dir().ok().filter(|folder| may(folder));
    let home = || std::env::var_os("HOME").map(PathBuf::from).filter(|folder| folder.is_absolute() && may(folder));
    here.or_else(home).unwrap_or_else(std::env::temp_dir)
}

/// Names come from numbers and days, never from data.
const fn file_stem(pane: Pane) -> &'static str {
    match pane {
        Pane::Leads => "leads",
        Pane::Case => "money",
        Pane::Watch => "supervision",
        Pane::Approvals => "approvals",
        Pane::Calendar => "deadlines",
        Pane::Talks => "negotiations",
    }
}
