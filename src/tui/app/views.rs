//! Views of the list: the built-in ones and what the officer keeps under a name, with filter, order and columns.

use super::{App, Choice, Dialog, Leads, Picker, Tone};
use crate::ops::SavedView;
use crate::text::{desk as words, fill};
use crate::tui::find;
use crate::tui::lines::Line;
use crate::tui::width::{fit, right};

/// The place of the name that was typed: the whole of it, a part, or its initials.
pub(super) fn named(names: &[String], typed: &str) -> Option<usize> {
    let fold = find::fold(typed);
    let exact = names.iter().position(|known| find::fold(known) == fold);
    let found = exact.or_else(|| names.iter().position(|known| find::fold(known).contains(&fold)));
    found.or_else(|| names.iter().position(|known| find::initials(known, &fold)))
}

impl App {
    /// Reads the views of the officer.
    pub(super) fn load_views(&mut self) {
        let views = self.desk.views();
        if let Some(views) = self.told(views) {
            self.leads.saved = views;
        }
    }

    /// The name of a view.
    pub fn view_name(&self, view: usize) -> String {
        if let Some(own) = self.leads.own_at(view) {
            return own.name.clone();
        }
        let Some(known) = self.leads.saved.get(view) else { return String::new() };
        let name = words::view(self.lang, known.view);
        if known.cases { format!("{}{}{name}", self.words().cases, self.lang.pick("", " ")) } else { name.to_owned() }
    }

    /// Goes to a view, and there to the record on which it was left.
    pub(super) fn show_view(&mut self, view: usize) {
        if let Some(id) = self.leads.selected() {
            self.leads.places.insert(self.leads.view, id);
        }
        let left_own = self.leads.own_at(self.leads.view).is_some();
        self.leads.view = view.min(self.leads.views().saturating_sub(1));
        if let Some(own) = self.leads.own_at(view) {
            let text = own.filter.clone();
            self.ask(&text);
        } else if left_own {
            // What belongs to the view goes with it.
            self.ask("");
        }
        let place = self.leads.places.get(&self.leads.view).copied();
        self.relist(place);
    }

    /// The views to choose from, or at once the one of a name.
    pub(super) fn open_views(&mut self, name: &str) {
        if !name.is_empty() {
            let names: Vec<String> = (0..self.leads.views()).map(|at| self.view_name(at)).collect();
            return match named(&names, name) {
                Some(view) => self.show_view(view),
                None => {
                    let text = fill(self.list_words().no_view, &[&name]);
                    self.say(Tone::Refused, text);
                }
            };
        }
        let items = (0..self.leads.views()).map(|at| {
            let mut text = format!("{} {}", fit(&self.view_name(at), 16), right(&self.leads.count(at), 6));
            if let Some(own) = self.leads.own_at(at) {
                text.push_str(&format!("  {} · {}", self.list_words().own, self.condition(own)));
            }
            (Line::plain(text), Choice::View(at))
        });
        // What was taken back stands in no view, and is found all the same.
        let gone = Line { faint: true, ..Line::plain(crate::text::withdrawn::Words::of(self.lang).view) };
        let items = items.chain([(gone, Choice::Withdrawn(0, super::Taken::List))]);
        let mut picker = Picker::new(self.list_words().choose_view, items.collect());
        picker.at = self.leads.view;
        self.dialogs.push(Dialog::Picker(picker));
    }

    /// What a kept view asks, in one line.
    fn condition(&self, own: &SavedView) -> String {
        let filter = if own.filter.is_empty() { self.list_words().no_condition } else { &own.filter };
        format!("{} {filter}", words::view(self.lang, own.view))
    }

    /// `:save NAME`: keeps filter, order and columns of the list as it stands.
    pub(super) fn save_view(&mut self, name: &str) {
        let name = crate::text::safe::line(name);
        if (0..Leads::VIEWS.len()).any(|view| self.view_name(view) == name) {
            let text = fill(self.list_words().view_taken, &[&name]);
            return self.say(Tone::Refused, text);
        }
        let (filter, columns) = (self.leads.text.trim().to_owned(), self.leads.shown().shown().to_vec());
        let own = SavedView { name: name.clone(), filter, columns, ..self.leads.shown() };
        let before = self.leads.saved.iter().find(|known| known.name == name).map(|known| self.condition(known));
        let written = self.desk.save_view(&own);
        if self.told(written).is_none() {
            return;
        }
        let selected = self.leads.selected();
        self.load_views();
        self.leads.view = self.leads.saved.iter().position(|known| known.name == name).unwrap_or(self.leads.view);
        if let Some(id) = selected {
            self.leads.places.insert(self.leads.view, id);
        }
        self.recount();
        let text = match before {
            Some(before) => fill(self.list_words().view_replaced, &[&name, &before]),
            None => fill(self.list_words().view_kept, &[&name]),
        };
        self.say(Tone::Done, text);
    }

    /// `:forget NAME`: drops a kept view; its filter stays in the line, so that it can be kept again.
    pub(super) fn forget_view(&mut self, name: &str) {
        let Some(place) = self.leads.saved.iter().position(|known| known.is_own() && known.name == name) else {
            let text = fill(self.list_words().no_view, &[&name]);
            return self.say(Tone::Refused, text);
        };
        let Some(gone) = self.leads.saved.get(place).cloned() else { return };
        let written = self.desk.drop_view(&gone);
        if self.told(written).is_none() {
            return;
        }
        self.load_views();
        self.leads.places.retain(|view, _| *view < Leads::VIEWS.len());
        let base = Leads::VIEWS.iter().position(|known| *known == (gone.view, gone.cases)).unwrap_or(0);
        let selected = self.leads.selected();
        if self.leads.view == place {
            self.leads.view = base;
            self.relist(selected);
        } else if self.leads.view > place {
            self.leads.view -= 1;
        }
        self.recount();
        let text = fill(self.list_words().view_forgotten, &[&name, &self.condition(&gone)]);
        self.say(Tone::Done, text);
    }
}
