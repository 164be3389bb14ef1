//! A form whose docket another officer wrote to meanwhile: what stands behind its fields is another now.

use super::Form;
use crate::ops::field::Field;

/// How a field lies to what another officer wrote into it meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merged {
    /// Both wrote something else: what was typed here stays.
    Both(String),
    /// Only the other one: it is taken.
    Taken,
}

impl Form {
    /// Puts a value into the field of a key.
    pub fn put(&mut self, key: &str, value: String) {
        self.leave();
        if let Some(slot) = self.fields.iter().position(|field| field.key == key).and_then(|at| self.typed.get_mut(at)) {
            *slot = value;
        }
        self.enter();
    }

    /// Takes a field out of the form.
    pub fn drop_field(&mut self, key: &str) {
        let Some(at) = self.fields.iter().position(|field| field.key == key) else { return };
        self.leave();
        self.fields.remove(at);
        if at < self.typed.len() {
            self.typed.remove(at);
        }
        self.at = if self.at > at { self.at - 1 } else { self.at.min(self.fields.len().saturating_sub(1)) };
        self.enter();
    }

    /// Whether anything typed is another than what stood there; some fields do not count.
    pub fn changed(&self, without: &[&str]) -> bool {
        let counts = |field: &Field| !without.contains(&field.key);
        self.fields.iter().zip(self.content()).any(|(field, typed)| counts(field) && field.initial.trim() != typed.trim())
    }

    /// What stands behind a field is another now: it follows where it was left alone. `None` where nothing changes for it.
    pub fn merge(&mut self, key: &str, now: &str, same: impl Fn(&str, &str) -> bool) -> Option<Merged> {
        self.leave();
        let at = self.fields.iter().position(|field| field.key == key)?;
        let (field, typed) = (self.fields.get_mut(at)?, self.typed.get_mut(at)?);
        let before = std::mem::replace(&mut field.initial, now.to_owned());
        let merged = if same(&before, now) || same(typed, now) {
            None
        } else if same(typed, &before) {
            now.clone_into(typed);
            Some(Merged::Taken)
        } else {
            Some(Merged::Both(typed.clone()))
        };
        self.enter();
        merged
    }
}
