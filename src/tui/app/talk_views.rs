//! The views and the filter line of the tracker: the built-in ones, and what an officer keeps under a name.

use super::filter::{FilterLine, Pressed};
use super::{App, Choice, Dialog, Picker, Tone};
use crate::ops::view::{OwnTalks, TalkView};
use crate::store::StoreError;
use crate::text::query::words as query_words;
use crate::text::{fill, safe, talks as words};
use crate::tui::key::Key;
use crate::tui::lines::Line;

impl App {
    /// Reads the officer's own views of the tracker.
    pub(super) fn load_own_talks(&mut self) {
        let own = self.desk.own_talks();
        if let Some(own) = self.told(own) {
            self.tracker.own = own;
        }
    }

    /// Counts what the views hold, each with the filter that belongs to it, whatever narrows the list down.
    pub(super) fn count_talks(&mut self) {
        let (own, officer) = (self.tracker.own.clone(), self.desk.officer.clone());
        let built_in = TalkView::ALL.iter().map(|view| (*view, ""));
        let mut asked = self.tracker.text.trim().to_owned();
        let mut keys = self.tracker.all.clone();
        let counts: Result<Vec<usize>, StoreError> = (built_in.chain(own.iter().map(|own| (own.view, own.filter.as_str()))))
            .map(|(view, filter)| {
                if filter != asked {
                    let query = self.desk.query(filter, None, query_words(self.lang));
                    keys = self.desk.talk_keys(&query, &mut self.tracker.known)?;
                    filter.clone_into(&mut asked);
                }
                Ok(keys.iter().filter(|key| view.has(key, &officer)).count())
            })
            .collect();
        if let Some(counts) = self.told(counts) {
            self.tracker.counts = counts;
        }
    }

    /// The name of a view of the tracker.
    pub fn talks_name(&self, view: usize) -> String {
        match (self.tracker.own_at(view), TalkView::ALL.get(view)) {
            (Some(own), _) => safe::line(&own.name),
            (None, Some(view)) => words::view(self.lang, *view).to_owned(),
            (None, None) => String::new(),
        }
    }

    /// The filter that belongs to the view.
    pub(super) fn talks_floor(&self) -> String {
        self.tracker.own_at(self.tracker.view).map_or_else(String::new, |own| own.filter.clone())
    }

    /// A view of the tracker, from its top.
    pub(super) fn show_talks(&mut self, view: usize) {
        let before = self.talks_floor();
        self.tracker.inside = None;
        self.tracker.view = view.min(self.tracker.views().saturating_sub(1));
        self.talks.at = 0;
        self.tracker.keys.clear();
        let floor = self.talks_floor();
        if before.is_empty() && floor.is_empty() {
            self.sift_talks();
        } else {
            // What belongs to a view comes and goes with it.
            self.tracker.text = floor;
            self.reload_talks();
        }
        self.reload_case();
    }

    /// The views with their counts to choose from, or at once the one of a name.
    pub(super) fn choose_talks(&mut self, name: &str) {
        let names: Vec<String> = (0..self.tracker.views()).map(|at| self.talks_name(at)).collect();
        if !name.is_empty() {
            return match super::views::named(&names, name) {
                Some(view) => self.show_talks(view),
                None => {
                    let text = fill(self.list_words().no_view, &[&name]);
                    self.say(Tone::Refused, text);
                }
            };
        }
        let items = names.iter().enumerate().map(|(at, name)| {
            let mut text = format!("{name} {}", self.tracker.counts.get(at).copied().unwrap_or(0));
            if let Some(own) = self.tracker.own_at(at) {
                text.push_str(&format!("  {} · {}", self.list_words().own, self.talks_condition(own)));
            }
            (Line::plain(text), Choice::TalkView(at))
        });
        let mut picker = Picker::new(words::Words::of(self.lang).choose_view, items.collect());
        picker.at = self.tracker.view;
        self.dialogs.push(Dialog::Picker(picker));
    }

    /// What a kept view asks, in one line.
    fn talks_condition(&self, own: &OwnTalks) -> String {
        let filter = if own.filter.is_empty() { self.list_words().no_condition.to_owned() } else { safe::line(&own.filter) };
        format!("{} {filter}", words::view(self.lang, own.view))
    }

    /// `:save NAME` in the tracker: keeps view and filter as they stand.
    pub(super) fn save_talks(&mut self, name: &str) {
        let name = safe::line(name);
        if TalkView::ALL.iter().any(|view| words::view(self.lang, *view) == name) {
            let text = fill(self.list_words().view_taken, &[&name]);
            return self.say(Tone::Refused, text);
        }
        let own = OwnTalks { name: name.clone(), view: self.tracker.shown(), filter: self.tracker.text.trim().to_owned() };
        let mut all = self.tracker.own.clone();
        let text = match all.iter_mut().find(|known| known.name == name) {
            Some(known) => {
                let before = self.talks_condition(known);
                *known = own;
                fill(self.list_words().view_replaced, &[&name, &before])
            }
            None => {
                all.push(own);
                fill(self.list_words().view_kept, &[&name])
            }
        };
        if !self.keep_talks(all) {
            return;
        }
        let place = self.tracker.own.iter().position(|known| known.name == name);
        self.tracker.view = place.map_or(self.tracker.view, |at| TalkView::ALL.len() + at);
        self.reload_talks();
        self.say(Tone::Done, text);
    }

    /// `:forget NAME` in the tracker: drops a kept view; its filter stays, so that it can be kept again.
    pub(super) fn forget_talks(&mut self, name: &str) {
        let Some(at) = self.tracker.own.iter().position(|known| known.name == name) else {
            let text = fill(self.list_words().no_view, &[&name]);
            return self.say(Tone::Refused, text);
        };
        let mut all = self.tracker.own.clone();
        let gone = all.remove(at);
        if !self.keep_talks(all) {
            return;
        }
        let place = TalkView::ALL.len() + at;
        if self.tracker.view == place {
            self.tracker.view = TalkView::ALL.iter().position(|view| *view == gone.view).unwrap_or(0);
        } else if self.tracker.view > place {
            self.tracker.view -= 1;
        }
        self.reload_talks();
        let text = fill(self.list_words().view_forgotten, &[&name, &self.talks_condition(&gone)]);
        self.say(Tone::Done, text);
    }

    fn keep_talks(&mut self, all: Vec<OwnTalks>) -> bool {
        let written = self.desk.keep_own_talks(&all);
        let kept = self.told(written).is_some();
        if kept {
            self.tracker.own = all;
        }
        kept
    }

    /// The filter line, or at once what was typed after the command.
    pub(super) fn open_talk_filter(&mut self, argument: &str) {
        if !argument.is_empty() {
            return self.keep_talk_filter(argument);
        }
        self.tracker.line = FilterLine::begin(&self.tracker.text, self.remembered(), None);
        self.tracker.typing = true;
        self.tracker.line.offer(&self.desk, query_words(self.lang), false);
    }

    /// A key to the filter line.
    pub(super) fn talk_search_key(&mut self, key: Key) {
        match self.tracker.line.press(key, &self.desk, query_words(self.lang)) {
            Pressed::Nothing => {}
            Pressed::Typed => self.talk_typed(),
            Pressed::Keep => {
                let text = self.tracker.line.edit.text().trim().to_owned();
                self.keep_talk_filter(&text);
            }
            Pressed::Drop => {
                self.tracker.typing = false;
                self.tracker.text = self.talks_floor();
                self.reload_talks();
                self.reload_case();
            }
        }
    }

    /// Pasted text.
    pub(super) fn talk_paste(&mut self, text: &str) {
        self.tracker.line.paste(text, &self.desk, query_words(self.lang));
        self.talk_typed();
    }

    fn talk_typed(&mut self) {
        self.tracker.line.edit.text().clone_into(&mut self.tracker.text);
        self.reload_talks();
        self.reload_case();
    }

    fn keep_talk_filter(&mut self, text: &str) {
        self.tracker.typing = false;
        text.clone_into(&mut self.tracker.text);
        self.reload_talks();
        self.reload_case();
        let asked = self.tracker.asked.clone();
        self.remember(&asked, text);
    }
}
