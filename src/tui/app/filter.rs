//! The filter line: found as typed from the first character, with what may follow, and with its history.

use super::{App, Tone};
use crate::ops::Desk;
use crate::ops::query::{Completion, Offer, Query, Words};
use crate::text::query::{issue, words};
use crate::text::{fill, safe};
use crate::tui::edit::Edit;
use crate::tui::key::Key;

/// Filters that are remembered.
const REMEMBERED: usize = 30;

/// The line as it is typed.
#[derive(Debug, Default)]
pub struct FilterLine {
    /// Text and caret.
    pub edit: Edit,
    /// What may stand at the caret.
    pub offers: Vec<Completion>,
    /// The one chosen.
    pub chosen: Option<usize>,
    /// The officer's last filters, the newest first.
    pub(super) history: Vec<String>,
    /// The one recalled.
    recalled: Option<usize>,
    /// The record that was selected when the line was opened: it stays selected wherever it is found.
    anchor: Option<i64>,
}

/// What a key did to the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pressed {
    /// The text stands as it stood.
    Nothing,
    /// Another text stands there.
    Typed,
    /// The filter is kept.
    Keep,
    /// The filter is taken away.
    Drop,
}

impl FilterLine {
    /// A line with a text, what was asked for before, and the record selected.
    pub(super) fn begin(text: &str, history: Vec<String>, anchor: Option<i64>) -> Self {
        let mut line = Self { history, anchor, ..Self::default() };
        line.edit.set(text);
        line
    }

    /// A key to the line.
    pub(super) fn press(&mut self, key: Key, desk: &Desk, words: &Words) -> Pressed {
        let open = !self.offers.is_empty();
        match key {
            Key::Tab | Key::Down | Key::Ctrl('n' | 'p') if !open && self.recalled.is_none() => self.offer(desk, words, true),
            Key::Tab => return self.take_offer(desk, words),
            Key::Enter if self.chosen.is_some() => return self.take_offer(desk, words),
            Key::Enter => return Pressed::Keep,
            Key::Esc if open && !self.edit.text().is_empty() => self.close(),
            Key::Esc => return Pressed::Drop,
            Key::Up if self.recalled.is_some() || self.edit.text().is_empty() => return self.recalled(1),
            Key::Down if self.recalled.is_some() => return self.recalled(-1),
            Key::Down | Key::Ctrl('n') => self.choose(1),
            Key::Up | Key::Ctrl('p') | Key::BackTab => self.choose(-1),
            key => {
                if self.edit.key(key) {
                    self.recalled = None;
                    self.offer(desk, words, false);
                    return Pressed::Typed;
                }
            }
        }
        Pressed::Nothing
    }

    /// Pasted text.
    pub(super) fn paste(&mut self, text: &str, desk: &Desk, words: &Words) {
        self.edit.insert(text);
        self.offer(desk, words, false);
    }

    /// What may stand at the caret; behind a finished term only when asked for, so that what was found stays in sight.
    pub(super) fn offer(&mut self, desk: &Desk, words: &Words, asked: bool) {
        let (text, place) = (self.edit.text(), self.edit.place());
        let behind = text.get(..place).is_some_and(|before| before.ends_with(char::is_whitespace));
        if behind && !asked {
            return self.close();
        }
        let offers = desk.complete(text, place, words);
        // What stands there already needs no offer.
        let whole = |offer: &Completion| text.get(offer.at.clone()) == Some(offer.insert.as_str());
        let offers = if offers.len() == 1 && offers.iter().all(whole) { Vec::new() } else { offers };
        self.offers = offers;
        self.chosen = None;
    }

    fn take_offer(&mut self, desk: &Desk, words: &Words) -> Pressed {
        let Some(offer) = self.offers.get(self.chosen.unwrap_or(0)).cloned() else { return Pressed::Nothing };
        self.edit.replace(offer.at.start, offer.at.end, &offer.insert);
        if offer.offer != Offer::Key && self.edit.place() == self.edit.text().len() {
            // The term is done: the next one may follow.
            self.edit.insert(" ");
        }
        self.recalled = None;
        self.offer(desk, words, false);
        Pressed::Typed
    }

    fn recalled(&mut self, by: isize) -> Pressed {
        if self.recall(by) { Pressed::Typed } else { Pressed::Nothing }
    }

    fn choose(&mut self, by: isize) {
        let count = self.offers.len();
        if count > 0 {
            let at = self.chosen.map_or(if by > 0 { 0 } else { count as isize - 1 }, |at| at as isize + by);
            self.chosen = Some(at.rem_euclid(count as isize) as usize);
        }
    }

    fn close(&mut self) {
        self.offers.clear();
        self.chosen = None;
    }

    /// Goes back in the history (by 1) or forth (by -1); whether the line changed.
    fn recall(&mut self, by: isize) -> bool {
        let next = self.recalled.map_or(by - 1, |at| at as isize + by);
        match usize::try_from(next) {
            Ok(at) => {
                let Some(text) = self.history.get(at).cloned() else { return false };
                self.edit.set(&text);
                self.recalled = Some(at);
            }
            Err(_) if self.recalled.is_some() => {
                self.edit.set("");
                self.recalled = None;
            }
            Err(_) => return false,
        }
        self.close();
        true
    }
}

impl App {
    fn history_key(&self) -> String {
        format!("filters {}", self.desk.officer)
    }

    /// The filter line, or at once what was typed after the command.
    pub(super) fn open_filter(&mut self, argument: &str) {
        let selected = self.leads.selected();
        if !argument.is_empty() {
            self.ask(argument);
            self.relist(selected);
            return self.keep_filter();
        }
        self.leads.line = FilterLine::begin(&self.leads.text, self.remembered(), selected);
        self.leads.typing = true;
        self.leads.line.offer(&self.desk, words(self.lang), false);
    }

    /// The officer's last filters, the newest first.
    pub(super) fn remembered(&self) -> Vec<String> {
        let kept = self.desk.store.setting(&self.history_key()).ok().flatten().unwrap_or_default();
        kept.lines().map(str::to_owned).collect()
    }

    /// Takes a text for the filter, as far as it can be read.
    pub(super) fn ask(&mut self, text: &str) {
        text.clone_into(&mut self.leads.text);
        self.leads.asked = self.desk.query(text, None, words(self.lang));
    }

    /// A key to the filter line.
    pub(super) fn filter_key(&mut self, key: Key) {
        match self.leads.line.press(key, &self.desk, words(self.lang)) {
            Pressed::Nothing => {}
            Pressed::Typed => self.filter_typed(),
            Pressed::Keep => {
                self.leads.typing = false;
                let text = self.leads.line.edit.text().trim().to_owned();
                let before = self.leads.asked.clone();
                self.ask(&text);
                if before.conditions != self.leads.asked.conditions || before.text != self.leads.asked.text {
                    self.relist(self.leads.line.anchor);
                }
                self.keep_filter();
            }
            Pressed::Drop => {
                self.leads.typing = false;
                self.clear_filter(self.leads.line.anchor);
            }
        }
    }

    /// Pasted text.
    pub(super) fn filter_paste(&mut self, text: &str) {
        self.leads.line.paste(text, &self.desk, words(self.lang));
        self.filter_typed();
    }

    /// The list follows what is typed; a term that is not finished yet does not narrow it down.
    fn filter_typed(&mut self) {
        let (text, caret) = (self.leads.line.edit.text().to_owned(), self.leads.line.edit.place());
        let asked = self.desk.query(&text, Some(caret), words(self.lang));
        let same = asked.conditions == self.leads.asked.conditions && asked.text == self.leads.asked.text;
        self.leads.text = text;
        self.leads.asked = asked;
        if !same {
            self.relist(self.leads.line.anchor);
        }
    }

    fn keep_filter(&mut self) {
        let (asked, text) = (self.leads.asked.clone(), self.leads.text.clone());
        self.remember(&asked, &text);
    }

    /// A filter is kept: remembered, and what could not be read is said.
    pub(super) fn remember(&mut self, asked: &Query, text: &str) {
        let said: Vec<String> = asked.issues.iter().map(|one| issue(self.lang, one)).collect();
        if !said.is_empty() {
            let text = fill(self.list_words().left_out, &[&said.join(self.lang.pick("；", "; "))]);
            self.say(Tone::Refused, text);
        }
        let text = safe::line(text);
        if text.is_empty() || self.desk.store.is_read_only() {
            return;
        }
        let key = self.history_key();
        let kept = self.desk.store.setting(&key).ok().flatten().unwrap_or_default();
        let rest = kept.lines().filter(|line| *line != text).take(REMEMBERED - 1);
        let kept: Vec<&str> = std::iter::once(text.as_str()).chain(rest).collect();
        let written = self.desk.store.set_setting(&key, &kept.join("\n"));
        self.told(written);
    }

    /// Takes the filter away: a view of the officer's own keeps what belongs to it. Whether there was one.
    pub(super) fn clear_filter(&mut self, selected: Option<i64>) -> bool {
        let floor = self.leads.own_at(self.leads.view).map_or("", |own| &own.filter).to_owned();
        let had = self.leads.text != floor;
        if had {
            self.ask(&floor);
            self.relist(selected);
        }
        had
    }
}
