//! Fields that are answered from a list: values that stand ready, one value, several of them.

use super::Form;
use crate::ops::field::Shape;
use crate::tui::key::Key;
use unicode_segmentation::UnicodeSegmentation;

impl Form {
    /// Nothing of one's own is typed: keys choose among what stands ready.
    pub(super) fn offers(&self, list: &[(String, String)]) -> bool {
        self.value().is_empty() || list.iter().any(|(name, _)| name == self.value())
    }

    pub(super) fn take_offer(&mut self, list: &[(String, String)], key: Key) {
        let count = list.len();
        let here = list.iter().position(|(name, _)| name == self.value());
        let at = match (key, here) {
            (Key::Char(c), _) => c.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1)),
            (Key::Left, Some(at)) => Some((at + count - 1) % count.max(1)),
            (_, Some(at)) => Some((at + 1) % count.max(1)),
            (Key::Left, None) => count.checked_sub(1),
            (_, None) => Some(0),
        };
        if let Some((name, _)) = at.and_then(|at| list.get(at)) {
            self.set(name.clone());
            self.caret = self.value().graphemes(true).count();
        }
    }

    /// Moves through the values of a list field.
    pub(super) fn choose(&mut self, by: isize) {
        let Some(Shape::Choice(list)) = self.shape() else { return };
        let count = list.len() as isize;
        if count == 0 {
            return;
        }
        let at = list.iter().position(|(key, _)| **key == *self.value());
        let next = at.map_or(if by > 0 { 0 } else { count - 1 }, |at| (at as isize + by).rem_euclid(count));
        if let Some((key, _)) = list.get(next as usize) {
            let key = key.to_string();
            self.set(key);
        }
    }

    /// Ticks the n-th value of a field that takes several, or all.
    pub(super) fn tick(&mut self, digit: char) {
        let Some(Shape::Many(list)) = self.shape() else { return };
        let mut keys: Vec<String> = self.value().split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect();
        if digit == ' ' {
            let all: Vec<String> = list.iter().map(|(key, _)| key.to_string()).collect();
            keys = if keys.len() == all.len() { Vec::new() } else { all };
        } else if let Some((key, _)) = digit.to_digit(10).and_then(|digit| list.get((digit as usize).checked_sub(1)?)) {
            match keys.iter().position(|known| **known == **key) {
                Some(at) => drop(keys.remove(at)),
                None => keys.push(key.to_string()),
            }
        }
        self.set(keys.join(","));
    }
}
