//! Dialogs: forms, pickers and readers, driven by data.

use super::entry::Entry;
use super::moving::Changed;
use super::{App, Pane, Together, Tone};
use crate::docket::Kind;
use crate::papers::page::Page;
use crate::store::Column;
use crate::tui::command;
use crate::tui::find;
use crate::tui::form::{Form, Outcome};
use crate::tui::key::Key;
use crate::tui::lines::Line;
use crate::tui::lines::explain::Reading;
use std::cell::{Cell, RefCell};
use std::path::PathBuf;

/// A dialog.
#[derive(Debug)]
pub enum Dialog {
    /// Fields, and what they are for.
    Form(Box<Form>, Entry),
    /// Lines to choose from.
    Picker(Picker),
    /// Text to read.
    Reader(Reader),
}

/// What a picker's line chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// A command of the table.
    Command(&'static str),
    /// A step, by its id and the liable party.
    Step(String, Option<String>),
    /// A line of the case.
    CaseLine(usize),
    /// A profile for a new database.
    Profile(String),
    /// Where to begin.
    Begin(&'static str),
    /// A file or folder.
    File(PathBuf),
    /// What a column of a ledger means.
    Field(Option<crate::papers::ledger::Field>),
    /// What is changed, to see what moves.
    Change(Changed),
    /// What moves with a profile; on one docket, or on all open ones.
    Preview(String, Option<i64>),
    /// A line of what moves, to read its proof.
    Moved(usize),
    /// What moves is taken.
    Move,
    /// Leads that belong together.
    Together(Together),
    /// A docket.
    Docket(i64),
    /// A docket that was taken back, and what becomes of it.
    Withdrawn(i64, super::Taken),
    /// Why a docket of the preview stands there.
    Why(i64),
    /// A kind of fact on the marked.
    Many(Kind),
    /// The preview is taken; `true` with those that ask for a reason.
    Bulk(bool),
    /// The list into the clipboard; `true` with tabs.
    Copy(bool),
    /// A view of the list, by its place in the bar.
    View(usize),
    /// A form that was not sent, by the name of its draft.
    Draft(String),
    /// A view of the tracker.
    TalkView(usize),
    /// A column to sort by.
    Sort(Column),
    /// A column of the chooser, and whether it is shown.
    Column(Column, bool),
    /// The page of the reader, as a file of a kind.
    Page(&'static str),
    /// A new own date of a docket, or of the office.
    OwnDate(Option<i64>),
    /// An own date, to choose what becomes of it.
    Own(crate::ops::own::OwnDate),
    /// What becomes of an own date.
    OwnAct(crate::ops::own::OwnDate, super::own::Change),
    /// Other deadlines in the calendar.
    Wanted(Box<crate::store::Wanted>),
}

/// Lines to choose from, filtered as typed.
#[derive(Debug)]
pub struct Picker {
    /// Its title.
    pub title: String,
    /// The lines.
    pub items: Vec<(Line, Choice)>,
    /// What was typed.
    pub typed: String,
    /// The selected one of those shown.
    pub at: usize,
    /// What is shown above the lines.
    pub above: Vec<String>,
    /// Lines are ticked and moved, not searched.
    pub ticks: bool,
    /// The lines are those found for what is typed: no further filter.
    pub found: bool,
    /// A preview: what stands above is read, the few lines below are taken or not; nothing is typed.
    pub fixed: bool,
    /// The first row shown of what stands above.
    pub top: usize,
    /// The last value of `top` that is of use, and the rows of lines in sight: told by the picture.
    pub last: Cell<usize>,
    /// The rows of lines in sight, told by the picture.
    pub rows: Cell<usize>,
}

impl Picker {
    /// A picker with nothing typed.
    pub fn new(title: impl Into<String>, items: Vec<(Line, Choice)>) -> Self {
        Self {
            title: title.into(),
            items,
            typed: String::new(),
            at: 0,
            above: Vec::new(),
            ticks: false,
            found: false,
            fixed: false,
            top: 0,
            last: Cell::new(0),
            rows: Cell::new(10),
        }
    }

    /// How far a page goes.
    fn page(&self) -> usize {
        self.rows.get().saturating_sub(1).max(1)
    }

    /// The lines that hold what was typed, else those whose pinyin initials it is; commands the best first.
    pub fn shown(&self) -> Vec<&(Line, Choice)> {
        if self.found {
            return self.items.iter().collect();
        }
        if matches!(self.items.first(), Some((_, Choice::Command(_)))) {
            let rank = |choice: &Choice| match choice {
                Choice::Command(name) => command::named(name).and_then(|row| row.found(&self.typed)).map(|(rank, _)| rank),
                _ => None,
            };
            let mut found: Vec<_> = self.items.iter().filter_map(|item| Some((rank(&item.1)?, item))).collect();
            found.sort_by_key(|(rank, _)| *rank);
            return found.into_iter().map(|(_, item)| item).collect();
        }
        let typed = find::fold(&self.typed);
        let holding: Vec<_> = self.items.iter().filter(|(line, _)| find::fold(&line.text).contains(&typed)).collect();
        if holding.is_empty() {
            return self.items.iter().filter(|(line, _)| find::initials(&line.text, &typed)).collect();
        }
        holding
    }
}

/// Text to read.
#[derive(Debug)]
pub struct Reader {
    /// Its title.
    pub title: String,
    /// The text.
    pub text: Reading,
    /// The first line shown, of the wrapped ones.
    pub top: usize,
    /// The last value of `top` that still fills the room, told by the picture: only it knows how the text wraps.
    pub last: Cell<usize>,
    /// The rows that begin a section, told by the picture.
    pub heads: RefCell<Vec<usize>>,
    /// What `s` saves.
    pub page: Option<Box<Page>>,
    /// Without a frame, over everything: to be selected by hand.
    pub plain: bool,
}

impl App {
    /// A key to the dialog on top.
    pub(super) fn dialog_key(&mut self, key: Key) {
        let leaves = self.desk.is_set_up() || self.dialogs.len() > 1;
        if key == Key::F(2) && !matches!(self.dialogs.last(), Some(Dialog::Reader(_))) {
            return self.dialog_articles();
        }
        if self.together_key(key) {
            return;
        }
        match self.dialogs.last_mut() {
            Some(Dialog::Reader(reader)) => {
                let last = reader.last.get();
                reader.top = reader.top.min(last);
                match key.folded() {
                    Key::Esc | Key::Enter | Key::Char('q' | 'e' | 'l' | '?') | Key::F(2) => drop(self.dialogs.pop()),
                    Key::Char('j') | Key::Down => reader.top = reader.top.saturating_add(1).min(last),
                    Key::Char('k') | Key::Up => reader.top = reader.top.saturating_sub(1),
                    Key::PageDown | Key::Char(' ') => reader.top = reader.top.saturating_add(10).min(last),
                    Key::PageUp => reader.top = reader.top.saturating_sub(10),
                    Key::Char('g') | Key::Home => reader.top = 0,
                    Key::Char('G') | Key::End => reader.top = last,
                    Key::Char(']') => {
                        let next = reader.heads.borrow().iter().copied().find(|head| *head > reader.top);
                        reader.top = next.unwrap_or(reader.top).min(last);
                    }
                    Key::Char('[') => {
                        let before = reader.heads.borrow().iter().copied().rfind(|head| *head < reader.top);
                        reader.top = before.unwrap_or(0);
                    }
                    Key::Char('s') if reader.page.is_some() => self.open_save_page(),
                    _ => {}
                }
            }
            Some(Dialog::Picker(picker)) if picker.ticks => self.columns_key(key),
            Some(Dialog::Picker(picker)) => {
                let count = picker.shown().len();
                match key {
                    // The first start has no desk to go back to: it is left as the desk is.
                    Key::Esc | Key::Ctrl('c' | 'q') if !leaves => self.quit = true,
                    Key::Esc if leaves => {
                        self.dialogs.pop();
                        self.waiting = None;
                    }
                    Key::Down | Key::Tab => picker.at = (picker.at + 1).min(count.saturating_sub(1)),
                    Key::Up | Key::BackTab => picker.at = picker.at.saturating_sub(1),
                    Key::PageDown if picker.fixed && picker.last.get() > 0 => {
                        picker.top = picker.top.saturating_add(5).min(picker.last.get());
                    }
                    Key::PageUp if picker.fixed && picker.last.get() > 0 => {
                        picker.top = picker.top.min(picker.last.get()).saturating_sub(5);
                    }
                    // One row of the page before stays in sight.
                    Key::PageDown => picker.at = (picker.at + picker.page()).min(count.saturating_sub(1)),
                    Key::PageUp => picker.at = picker.at.saturating_sub(picker.page()),
                    Key::Home => picker.at = 0,
                    Key::End => picker.at = count.saturating_sub(1),
                    Key::Char('j') if picker.fixed => picker.at = (picker.at + 1).min(count.saturating_sub(1)),
                    Key::Char('k') if picker.fixed => picker.at = picker.at.saturating_sub(1),
                    Key::Char('q') if picker.fixed => drop(self.dialogs.pop()),
                    Key::Char(_) | Key::Backspace if picker.fixed => {}
                    Key::Backspace => {
                        picker.typed.pop();
                        picker.at = 0;
                    }
                    Key::Ctrl('u') if !picker.fixed => {
                        picker.typed.clear();
                        picker.at = 0;
                    }
                    Key::Char(c) => {
                        picker.typed.push(c);
                        picker.at = 0;
                    }
                    Key::Enter => self.pick(),
                    _ => {}
                }
            }
            Some(Dialog::Form(..)) if key == Key::F(6) => self.begin_again(),
            Some(Dialog::Form(..)) if key == Key::Ctrl('y') => self.take_suggestion(),
            Some(Dialog::Form(form, _)) if key == Key::Ctrl('t') && form.theirs.is_some() => self.take_theirs(),
            Some(Dialog::Form(form, _)) => match form.key(key) {
                Outcome::Open => self.typed_in_form(key),
                Outcome::Left => {
                    self.write_draft();
                    self.dialogs.pop();
                }
                Outcome::Sent => self.submit(),
            },
            None => {}
        }
    }

    fn pick(&mut self) {
        let Some(Dialog::Picker(picker)) = self.dialogs.last() else { return };
        let typed = picker.typed.clone();
        let Some(choice) = picker.shown().get(picker.at).map(|(_, choice)| choice.clone()) else {
            // A path may be typed or pasted where files are listed.
            if picker.items.iter().any(|(_, choice)| matches!(choice, Choice::File(_))) && !typed.is_empty() {
                self.dialogs.pop();
                self.choose_file(std::path::Path::new(typed.trim()));
                return;
            }
            self.say(Tone::Info, typed);
            return;
        };
        match choice {
            Choice::Command(name) => {
                self.dialogs.pop();
                self.run_named(name, &typed);
            }
            Choice::CaseLine(at) => {
                self.dialogs.pop();
                self.go_to_case_line(at);
            }
            Choice::Step(id, party) => {
                self.dialogs.pop();
                self.open_step(&id, party.as_deref());
            }
            Choice::Profile(name) => self.choose_profile(&name),
            Choice::Begin(what) => {
                self.dialogs.pop();
                match what {
                    "import" => self.open_import(),
                    "lead" => self.open_new_lead(),
                    "demo" => self.open_demo(),
                    _ => {}
                }
            }
            Choice::File(path) => {
                self.dialogs.pop();
                self.choose_file(&path);
            }
            Choice::Field(field) => {
                self.dialogs.pop();
                self.set_field(field);
            }
            Choice::Change(changed) => {
                self.dialogs.pop();
                self.open_change(changed);
            }
            Choice::Preview(name, only) => {
                self.dialogs.pop();
                self.look_at_profile(&name, only);
            }
            Choice::Moved(at) => self.open_moved(at),
            Choice::Move => self.take_shown(),
            Choice::Why(id) => self.why_of(id),
            Choice::Many(kind) => {
                self.dialogs.pop();
                if let Some(ids) = self.many() {
                    self.open_kind(&ids, kind);
                }
            }
            Choice::Bulk(reasoned) => self.take_many(reasoned),
            Choice::Copy(tabs) => {
                self.dialogs.pop();
                self.copy_table(tabs);
            }
            Choice::Sort(column) => {
                self.dialogs.pop();
                self.sort_again(column);
            }
            Choice::Column(..) => {}
            Choice::Draft(place) => {
                self.dialogs.pop();
                self.open_draft(&place);
            }
            Choice::TalkView(view) => {
                self.dialogs.pop();
                self.show_talks(view);
            }
            Choice::View(view) => {
                self.dialogs.pop();
                self.show_view(view);
            }
            Choice::Page(ending) => {
                self.dialogs.pop();
                self.save_page(ending);
            }
            Choice::OwnDate(docket) => self.open_new_date(docket),
            Choice::Own(date) => self.open_own_acts(&date),
            Choice::OwnAct(date, change) => self.open_own_change(&date, change),
            Choice::Wanted(wanted) => {
                self.dialogs.pop();
                self.show_wanted(*wanted);
            }
            Choice::Together(choice) => self.choose_together(choice),
            Choice::Withdrawn(id, taken) => self.choose_withdrawn(id, taken),
            Choice::Docket(id) => {
                self.dialogs.pop();
                self.waiting = None;
                self.show(id);
                self.focus = Pane::Case;
            }
        }
    }

    /// Opens a reader.
    pub fn read(&mut self, title: impl Into<String>, text: Reading) {
        self.open_reader(title.into(), text, false);
    }

    /// Opens a view of lines without a frame.
    pub(super) fn read_plain(&mut self, title: impl Into<String>, lines: Vec<String>) {
        self.open_reader(title.into(), lines.into_iter().collect(), true);
    }

    fn open_reader(&mut self, title: String, text: Reading, plain: bool) {
        let (last, heads) = (Cell::new(usize::MAX), RefCell::default());
        self.dialogs.push(Dialog::Reader(Reader { title, text, top: 0, last, heads, page: None, plain }));
    }
}
