//! A form: fields from a table, one line each, long text in a text area; it knows no database. Each returns what was
//! typed, so that nothing is lost when it is left.

mod kept;
mod merge;
mod pick;

pub use kept::Draft;
pub use merge::Merged;

use super::key::Key;
use crate::law::Cite;
use crate::ops::field::{Field, Issue, Shape};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_textarea::TextArea;
use unicode_segmentation::UnicodeSegmentation;

/// An open form.
#[derive(Debug)]
pub struct Form {
    /// Its title.
    pub title: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// What stands in each: text as typed, or keys of a list.
    pub typed: Vec<String>,
    /// What is wrong.
    pub issues: Vec<Issue>,
    /// The field with the caret.
    pub at: usize,
    /// The caret within it, in graphemes.
    pub caret: usize,
    /// The long text being edited.
    pub area: Option<TextArea<'static>>,
    /// A refusal of the law, shown below the fields.
    pub refusal: Vec<String>,
    /// The articles that it rests on.
    pub cites: Vec<Cite>,
    /// What is suggested for what is typed, shown below the fields.
    pub hint: Vec<String>,
    /// It goes on with what was typed another time.
    pub resumed: bool,
    /// Days ahead that were asked about: key and day.
    pub meant: Vec<(&'static str, crate::docket::Day)>,
    /// Other questions that were asked: the word and its days or amounts.
    pub asked_once: Vec<(&'static str, Vec<String>)>,
    /// What another officer wrote into the same fields meanwhile, where it may be taken instead.
    pub theirs: Option<Vec<(&'static str, String)>>,
    /// An answer takes the caret on to what is still asked.
    brisk: bool,
    /// What was typed before it was begun anew.
    gone: Option<Draft>,
}

/// What a key did to a form.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It stays open.
    Open,
    /// Sent.
    Sent,
    /// Left; what was typed is kept as a draft.
    Left,
}

impl Form {
    /// A form with the initial values.
    pub fn new(title: String, fields: Vec<Field>) -> Self {
        let typed = fields.iter().map(|field| field.initial.clone()).collect();
        let mut form = Self {
            title,
            fields,
            typed,
            issues: Vec::new(),
            at: 0,
            caret: 0,
            area: None,
            refusal: Vec::new(),
            cites: Vec::new(),
            hint: Vec::new(),
            resumed: false,
            meant: Vec::new(),
            asked_once: Vec::new(),
            theirs: None,
            brisk: false,
            gone: None,
        };
        // The caret begins where something is missing that is shown.
        form.at = form.asked().unwrap_or(0);
        form.enter();
        form
    }

    /// Every answer goes on to the next question: what is required, and what a chosen value asks.
    pub fn briskly(&mut self) {
        self.leave();
        self.brisk = true;
        self.at = self.asked().unwrap_or(self.at);
        self.enter();
    }

    /// Whether a field has to be filled in, by itself or with what another one says.
    pub fn needs(&self, at: usize) -> bool {
        let Some(field) = self.fields.get(at) else { return false };
        let says = |(key, values): &(&str, Vec<std::sync::Arc<str>>)| {
            let other = self.fields.iter().position(|known| known.key == *key).and_then(|place| self.typed.get(place));
            other.is_some_and(|typed| values.iter().any(|value| **value == **typed))
        };
        field.required || field.needed.as_ref().is_some_and(says)
    }

    /// The first field that is shown, asked and empty.
    fn asked(&self) -> Option<usize> {
        let asked = |at: usize, field: &Field| self.needs(at) || self.brisk && field.with.is_some();
        let open = |(at, (field, typed)): (usize, (&Field, &String))| {
            (asked(at, field) && typed.is_empty() && self.visible(at)).then_some(at)
        };
        self.fields.iter().zip(&self.typed).enumerate().find_map(open)
    }

    /// An answer stands: on to what is asked next.
    fn answered(&mut self) {
        if let Some(next) = self.asked().filter(|_| self.brisk) {
            self.go_to(next);
        }
    }

    /// Takes over the text that is offered for an empty field; says whether there was one.
    fn take_offered(&mut self) -> bool {
        let empty = self.content().get(self.at).is_some_and(String::is_empty);
        let offered = self.fields.get(self.at).map(|field| field.offered.clone()).unwrap_or_default();
        if !empty || offered.is_empty() {
            return false;
        }
        // Out of the text area: Enter sends what was taken over.
        self.area = None;
        self.set(offered);
        self.caret = self.value().graphemes(true).count();
        self.answered();
        true
    }

    fn shape(&self) -> Option<&Shape> {
        self.fields.get(self.at).map(|field| &field.shape)
    }

    fn value(&self) -> &str {
        self.typed.get(self.at).map_or("", String::as_str)
    }

    fn set(&mut self, value: String) {
        if let Some(slot) = self.typed.get_mut(self.at) {
            *slot = value;
        }
    }

    /// Puts a value into a field that is empty.
    pub fn fill(&mut self, at: usize, value: String) {
        if let Some(slot) = self.typed.get_mut(at).filter(|slot| slot.is_empty()) {
            *slot = value;
        }
    }

    /// The caret goes to the end of the field just entered.
    fn enter(&mut self) {
        self.caret = self.value().graphemes(true).count();
        self.area = matches!(self.shape(), Some(Shape::Long | Shape::Plan(_))).then(|| {
            let mut area = TextArea::new(self.value().lines().map(str::to_owned).collect());
            area.move_cursor(tui_textarea::CursorMove::Bottom);
            area.move_cursor(tui_textarea::CursorMove::End);
            area
        });
    }

    /// What was typed in the text area goes into its field.
    fn leave(&mut self) {
        if let Some(area) = self.area.take() {
            self.set(area.lines().join("\n"));
        }
    }

    /// Everything typed so far.
    pub fn content(&self) -> Vec<String> {
        let mut typed = self.typed.clone();
        if let (Some(area), Some(slot)) = (&self.area, typed.get_mut(self.at)) {
            *slot = area.lines().join("\n");
        }
        typed
    }

    /// Whether a field is shown: the value it belongs to is chosen, and so on up.
    pub fn visible(&self, at: usize) -> bool {
        let mut field = self.fields.get(at);
        // Each step up is another field: no more steps than fields.
        for _ in 0..self.fields.len() {
            let Some((key, values)) = field.and_then(|field| field.with.as_ref()) else { return field.is_some() };
            let Some(place) = self.fields.iter().position(|known| known.key == *key) else { return true };
            if !self.typed.get(place).is_some_and(|typed| values.iter().any(|value| **value == **typed)) {
                return false;
            }
            field = self.fields.get(place);
        }
        false
    }

    /// The fields that are shown with what stands in them: what is sent.
    pub fn sent(&self) -> (Vec<Field>, Vec<String>) {
        let all = self.fields.iter().cloned().zip(self.content()).enumerate();
        all.filter(|(at, _)| self.visible(*at)).map(|(_, pair)| pair).unzip()
    }

    fn go(&mut self, by: isize) {
        self.leave();
        let count = self.fields.len().max(1) as isize;
        for _ in 0..count {
            self.at = (self.at as isize + by).rem_euclid(count) as usize;
            if self.visible(self.at) {
                break;
            }
        }
        self.enter();
    }

    fn go_to(&mut self, at: usize) {
        self.leave();
        self.at = at;
        self.enter();
    }

    /// Puts the caret into the field of a key.
    pub fn put_caret(&mut self, key: &str) {
        if let Some(at) = self.fields.iter().position(|field| field.key == key).filter(|at| self.visible(*at)) {
            self.go_to(at);
        }
    }

    /// Puts the caret into the first field with an issue.
    pub fn complain(&mut self, issues: Vec<Issue>) {
        let first = issues.first().and_then(|issue| self.fields.iter().position(|field| field.key == issue.key));
        if let Some(at) = first.filter(|at| *at != self.at) {
            self.go_to(at);
        }
        self.issues = issues;
    }

    /// Nothing that was said of it before is true any more; what another officer wrote meanwhile still is.
    pub fn unsay(&mut self) {
        if self.theirs.is_none() {
            self.refusal.clear();
            self.cites.clear();
        }
    }

    /// Pasted text goes where the caret is; line breaks only into long text.
    pub fn paste(&mut self, text: &str) {
        let clean: String =
            text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        match &mut self.area {
            Some(area) => {
                area.insert_str(clean);
            }
            None => clean.chars().filter(|c| *c != '\n').for_each(|c| self.insert(c)),
        }
    }

    fn insert(&mut self, c: char) {
        let value = self.value().to_owned();
        let mut parts: Vec<&str> = value.graphemes(true).collect();
        let mut buffer = [0; 4];
        let typed: &str = c.encode_utf8(&mut buffer);
        let at = self.caret.min(parts.len());
        parts.insert(at, typed);
        self.set(parts.concat());
        self.caret = at + 1;
    }

    fn delete(&mut self, at: usize) {
        let value = self.value().to_owned();
        let parts: Vec<&str> =
            value.graphemes(true).enumerate().filter(|(place, _)| *place != at).map(|(_, part)| part).collect();
        self.set(parts.concat());
    }

    /// A key.
    pub fn key(&mut self, key: Key) -> Outcome {
        match key {
            Key::Esc => {
                self.leave();
                return Outcome::Left;
            }
            Key::Ctrl('s') => {
                // The caret stays where it is, should it be refused.
                self.typed = self.content();
                return Outcome::Sent;
            }
            Key::Tab => self.go(1),
            Key::BackTab => self.go(-1),
            Key::Char(' ' | '\u{3000}') if self.take_offered() => {}
            key if self.area.is_some() => self.long(key),
            Key::Down => self.go(1),
            Key::Up => self.go(-1),
            // Enter sends what is complete, else goes to what is missing.
            Key::Enter => {
                let missing = |at: &usize| {
                    let open = self.needs(*at) && self.visible(*at);
                    open && self.typed.get(*at).is_some_and(String::is_empty)
                };
                let open: Vec<usize> = (0..self.fields.len()).filter(missing).collect();
                let Some(first) = open.first().copied() else { return Outcome::Sent };
                let keys = open.iter().filter_map(|at| self.fields.get(*at)).map(|field| field.key);
                self.issues = keys.map(|key| Issue::new(key, "required")).collect();
                self.unsay();
                if first != self.at {
                    self.go_to(first);
                }
            }
            key => self.short(key),
        }
        Outcome::Open
    }

    fn long(&mut self, key: Key) {
        let Some(area) = &mut self.area else { return };
        let (code, modifiers) = match key {
            Key::Char(c) => (KeyCode::Char(c), KeyModifiers::NONE),
            Key::Ctrl(c) => (KeyCode::Char(c), KeyModifiers::CONTROL),
            Key::Enter => (KeyCode::Enter, KeyModifiers::NONE),
            Key::Backspace => (KeyCode::Backspace, KeyModifiers::NONE),
            Key::Delete => (KeyCode::Delete, KeyModifiers::NONE),
            Key::Up => (KeyCode::Up, KeyModifiers::NONE),
            Key::Down => (KeyCode::Down, KeyModifiers::NONE),
            Key::Left => (KeyCode::Left, KeyModifiers::NONE),
            Key::Right => (KeyCode::Right, KeyModifiers::NONE),
            Key::Home => (KeyCode::Home, KeyModifiers::NONE),
            Key::End => (KeyCode::End, KeyModifiers::NONE),
            _ => return,
        };
        area.input(KeyEvent::new(code, modifiers));
    }

    fn short(&mut self, key: Key) {
        match (self.shape().cloned(), key) {
            (Some(Shape::Offer(list)), Key::Left | Key::Right | Key::Char('1'..='9')) if self.offers(&list) => {
                self.take_offer(&list, key);
            }
            (Some(Shape::Choice(_)), Key::Left) => self.choose(-1),
            (Some(Shape::Choice(_)), Key::Right | Key::Char(' ')) => self.choose(1),
            (Some(Shape::Choice(list)), Key::Char(c)) => {
                // A digit takes the value with that number.
                let at = c.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1));
                if let Some((key, _)) = at.and_then(|at| list.get(at)) {
                    let key = key.to_string();
                    self.set(key);
                    self.answered();
                }
            }
            (Some(Shape::Choice(_) | Shape::Many(_)), Key::Backspace | Key::Delete) => self.set(String::new()),
            (Some(Shape::Many(_)), Key::Char(c)) => self.tick(c),
            (Some(Shape::Flag), Key::Char('y' | '1' | ' ') | Key::Left | Key::Right) => {
                let yes = self.value() != "true";
                self.set(yes.to_string());
                self.answered();
            }
            (Some(Shape::Flag), Key::Char('n' | '0')) => {
                self.set("false".to_owned());
                self.answered();
            }
            (Some(Shape::Flag), Key::Backspace | Key::Delete) => self.set(String::new()),
            (_, Key::Char(c)) => self.insert(c),
            (_, Key::Ctrl('u')) => {
                self.set(String::new());
                self.caret = 0;
            }
            (_, Key::Backspace) => {
                if let Some(at) = self.caret.checked_sub(1) {
                    self.delete(at);
                    self.caret = at;
                }
            }
            (_, Key::Delete) => self.delete(self.caret),
            (_, Key::Left) => self.caret = self.caret.saturating_sub(1),
            (_, Key::Right) => self.caret = (self.caret + 1).min(self.value().graphemes(true).count()),
            (_, Key::Home) => self.caret = 0,
            (_, Key::End) => self.caret = self.value().graphemes(true).count(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_begins_where_something_that_is_shown_is_missing() {
        let hidden = Field { with: Some(("ground", vec!["x".into()])), ..Field::new("heading", Shape::Text, true) };
        let ground = Field::new("ground", Shape::Text, true).with_initial("y");
        let fields = vec![ground, hidden, Field::new("proof", Shape::Text, true)];
        assert_eq!(Form::new(String::new(), fields).at, 2);
    }
}
