//! Columns and order of the list: chosen by keys, kept for each officer.

use super::{App, Choice, Dialog, Picker, Tone};
use crate::ops::SavedView;
use crate::store::{Column, Sort, View};
use crate::text::fill;
use crate::text::query::column as name;
use crate::tui::find;
use crate::tui::key::Key;
use crate::tui::lines::Line;

impl App {
    /// Keeps how the view shown is arranged.
    fn keep_view(&mut self) {
        let view = self.leads.shown();
        let written = self.desk.save_view(&view);
        self.told(written);
    }

    /// The chooser: all columns, those shown first, in their order.
    pub(super) fn open_columns(&mut self) {
        let chosen = self.leads.chosen();
        let mut picker = Picker::new(self.list_words().choose_columns, self.column_items(&chosen));
        picker.above = vec![self.list_words().columns_how.to_owned(), self.list_words().columns_narrow.to_owned()];
        picker.ticks = true;
        self.dialogs.push(Dialog::Picker(picker));
    }

    fn column_items(&self, chosen: &[Column]) -> Vec<(Line, Choice)> {
        let rest = Column::ALL.iter().filter(|column| **column != Column::Due && !chosen.contains(column));
        let all = chosen
            .iter()
            .filter(|column| **column != Column::Due)
            .map(|column| (*column, true))
            .chain(rest.map(|column| (*column, false)));
        all.map(|(column, shown)| self.column_item(column, shown)).collect()
    }

    fn column_item(&self, column: Column, shown: bool) -> (Line, Choice) {
        let tick = if shown { "[x]" } else { "[ ]" };
        let line = Line { faint: !shown, ..Line::plain(format!("{tick} {}", name(self.lang, column))) };
        (line, Choice::Column(column, shown))
    }

    /// A key to the chooser.
    pub(super) fn columns_key(&mut self, key: Key) {
        let lang = self.lang;
        let Some(Dialog::Picker(picker)) = self.dialogs.last_mut() else { return };
        let last = picker.items.len().saturating_sub(1);
        let swap = |picker: &mut Picker, to: usize| {
            if to <= last {
                picker.items.swap(picker.at, to);
                picker.at = to;
            }
        };
        match key.folded() {
            Key::Esc | Key::Char('q' | 'C') => drop(self.dialogs.pop()),
            Key::Enter => self.take_columns(),
            Key::Down | Key::Char('j') => picker.at = (picker.at + 1).min(last),
            Key::Up | Key::Char('k') => picker.at = picker.at.saturating_sub(1),
            Key::Home | Key::Char('g') => picker.at = 0,
            Key::End | Key::Char('G') => picker.at = last,
            Key::Char('>' | '.' | 'J') => swap(picker, picker.at + 1),
            Key::Char('<' | ',' | 'K') if picker.at > 0 => swap(picker, picker.at - 1),
            Key::Char(' ') => {
                let Some((line, Choice::Column(column, shown))) = picker.items.get_mut(picker.at) else { return };
                *shown = !*shown;
                let tick = if *shown { "[x]" } else { "[ ]" };
                *line = Line { faint: !*shown, ..Line::plain(format!("{tick} {}", name(lang, *column))) };
            }
            Key::Char('=') => {
                let usual = SavedView::built_in(View::All, self.leads.cases());
                let items = self.column_items(usual.shown());
                if let Some(Dialog::Picker(picker)) = self.dialogs.last_mut() {
                    picker.items = items;
                    picker.at = 0;
                }
            }
            _ => {}
        }
    }

    fn take_columns(&mut self) {
        let Some(Dialog::Picker(picker)) = self.dialogs.pop() else { return };
        let ticked = picker.items.iter().filter_map(|(_, choice)| match choice {
            Choice::Column(column, true) => Some(*column),
            _ => None,
        });
        let mut chosen: Vec<Column> = ticked.collect();
        if chosen.is_empty() {
            // A list of nothing but days would tell nobody what they are about.
            chosen.push(Column::Title);
        }
        let names: Vec<&str> = chosen.iter().map(|column| name(self.lang, *column)).collect();
        let text = fill(self.list_words().columns_kept, &[&names.join(" ")]);
        // The columns of a built-in view are those of its list; a view of the officer's own has its own.
        let shown = self.leads.shown();
        let like =
            |view: &SavedView| if shown.is_own() { view.name == shown.name } else { !view.is_own() && view.cases == shown.cases };
        for view in self.leads.saved.iter_mut().filter(|view| like(view)) {
            view.columns.clone_from(&chosen);
            let written = self.desk.save_view(view);
            if let Err(error) = written {
                return self.say(Tone::Error, crate::text::ops::store(self.lang, &error));
            }
        }
        self.say(Tone::Done, text);
    }

    /// The columns to sort by, or at once the one of a name: `:sort damage:desc`.
    pub(super) fn open_sort(&mut self, typed: &str) {
        if !typed.is_empty() {
            return match self.sort_of(typed) {
                Some(sort) => self.sort_by(sort),
                None => {
                    let text = fill(self.list_words().no_column, &[&typed]);
                    self.say(Tone::Refused, text);
                }
            };
        }
        let now = self.leads.sort();
        let items = Column::ALL.iter().map(|column| {
            let mark = if *column == now.column { arrow(now) } else { " " };
            (Line::plain(format!("{mark} {}", name(self.lang, *column))), Choice::Sort(*column))
        });
        let mut picker = Picker::new(self.list_words().choose_sort, items.collect());
        picker.at = Column::ALL.iter().position(|column| *column == now.column).unwrap_or(0);
        self.dialogs.push(Dialog::Picker(picker));
    }

    fn sort_of(&self, typed: &str) -> Option<Sort> {
        let typed = find::fold(typed);
        let (column, way) = typed.split_once(':').unwrap_or((&typed, "asc"));
        let known = Column::ALL.iter().find(|known| find::fold(name(self.lang, **known)) == column);
        Sort::parse(&format!("{}:{way}", known.map_or(column, |known| known.code())))
    }

    /// Sorts by a column; the same one again turns the list round.
    pub(super) fn sort_again(&mut self, column: Column) {
        let now = self.leads.sort();
        self.sort_by(Sort { column, descending: now.column == column && !now.descending });
    }

    fn sort_by(&mut self, sort: Sort) {
        if let Some(kept) = self.leads.saved.get_mut(self.leads.view) {
            kept.sort = sort;
        }
        self.keep_view();
        let selected = self.leads.selected();
        let number = self.leads.rows.get(self.leads.at).map(|row| row.number.clone()).unwrap_or_default();
        self.relist(selected);
        let words = self.list_words();
        let way = if sort.descending { words.descending } else { words.ascending };
        let text = if selected == self.leads.selected() {
            fill(words.sorted, &[&name(self.lang, sort.column), &way])
        } else {
            fill(words.far, &[&number])
        };
        self.say(Tone::Done, text);
    }
}

/// The mark of an order in the head of its column.
pub fn arrow(sort: Sort) -> &'static str {
    if sort.descending { "▼" } else { "▲" }
}
