//! Dockets taken back as a whole: taking one back with its reason, the list of them, putting one back.

use super::{App, Choice, Dialog, Picker, Tone};
use crate::text::fill;
use crate::text::withdrawn::Words;
use crate::tui::lines::explain::Reading;
use crate::tui::lines::{self, Line};

/// Dockets listed at most, the newest.
const MOST: usize = 500;

/// What becomes of a docket that was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// All of them are listed.
    List,
    /// It is asked.
    Ask,
    /// It stands in the lists again.
    Back,
    /// Its record is read.
    Read,
}

impl App {
    /// Takes the docket at hand back, with the reason.
    pub(super) fn withdraw_docket(&mut self, why: &str) {
        let Some(id) = self.current() else {
            let none = self.words().no_docket;
            return self.say(Tone::Info, none);
        };
        let read = self.desk.docket(id);
        let Some(stored) = self.told(read).flatten() else { return };
        // It has no line any more once it is taken back.
        let number = self.desk.store.line(id).ok().flatten().map(|line| line.number).unwrap_or_default();
        match self.desk.withdraw_docket(id, stored.revision, why) {
            Ok(_) => {
                self.refresh();
                let text = fill(Words::of(self.lang).done, &[&number, &why]);
                self.say(Tone::Done, text);
            }
            Err(error) => self.fail(&error),
        }
    }

    /// The dockets that were taken back, narrowed by what was typed.
    pub(super) fn open_withdrawn(&mut self, typed: &str) {
        let say = Words::of(self.lang);
        let read = self.desk.withdrawn(MOST);
        let Some(found) = self.told(read) else { return };
        if found.is_empty() {
            return self.say(Tone::Info, say.none);
        }
        let row = |one: &crate::ops::withdrawn::Withdrawn| {
            let why = if one.reason.is_empty() { String::new() } else { fill(say.because, &[&one.reason]) };
            let text = fill(say.row, &[&one.number, &one.title, &one.on, &one.by, &why]);
            (Line { struck: true, ..Line::plain(text) }, Choice::Withdrawn(one.docket, Taken::Ask))
        };
        let mut picker = Picker::new(say.title, found.iter().map(row).collect());
        typed.clone_into(&mut picker.typed);
        self.dialogs.push(Dialog::Picker(picker));
    }

    /// What was chosen for one of them.
    pub(super) fn choose_withdrawn(&mut self, id: i64, taken: Taken) {
        let say = Words::of(self.lang);
        match taken {
            Taken::List => {
                self.dialogs.pop();
                self.open_withdrawn("");
            }
            Taken::Ask => {
                let items = [(say.back, Taken::Back), (say.read, Taken::Read)];
                let items = items.into_iter().map(|(text, taken)| (Line::plain(text), Choice::Withdrawn(id, taken)));
                self.dialogs.push(Dialog::Picker(Picker::new(say.title, items.collect())));
            }
            Taken::Back => match self.desk.put_back(id) {
                Ok(done) => {
                    self.dialogs.clear();
                    self.refresh();
                    self.show(id);
                    let text = fill(say.put, &[&done.numbers.join(" ")]);
                    self.say(Tone::Done, text);
                }
                Err(error) => self.fail(&error),
            },
            Taken::Read => {
                let read = self.desk.withdrawn_case(id);
                let Some(view) = self.told(read).flatten() else { return };
                let reading = lines::history(&self.desk, self.lang, &view);
                let title = format!("{} · {}", view.number, crate::text::case::Words::of(self.lang).timeline);
                let lines = reading.into_iter().map(|line| Line { target: None, ..line }).collect();
                self.read(title, Reading { lines, ..Reading::default() });
            }
        }
    }
}
