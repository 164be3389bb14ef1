//! A column of text in memory: each different word once, in order, and which one stands in a line.

use super::column::sort_key;
use std::collections::HashMap;
use std::sync::Arc;

/// So many new words are put in their places one by one; more are sorted anew.
const FEW: usize = 100;
/// A column of text: each different word once, and which one stands in a line.
#[derive(Debug, Default)]
pub(super) struct Texts {
    pub(super) words: Vec<Arc<str>>,
    pub(super) known: HashMap<Arc<str>, u32>,
    pub(super) codes: Vec<u32>,
    /// What the words are sorted by, where that is not the word itself.
    keys: Vec<String>,
    /// The words in order, and the rank of each: equal keys share one.
    pub(super) order: Vec<u32>,
    pub(super) ranks: Vec<u32>,
}

impl Texts {
    pub(super) fn put(&mut self, column: &str, at: usize, text: &str) {
        let code = match self.known.get(text) {
            Some(code) => *code,
            None => {
                let (word, code) = (Arc::<str>::from(text), self.words.len() as u32);
                self.keys.extend(sort_key(column, text));
                self.words.push(Arc::clone(&word));
                self.known.insert(word, code);
                code
            }
        };
        if let Some(place) = self.codes.get_mut(at) {
            *place = code;
        }
    }

    fn key(&self, code: u32) -> &str {
        let own = || self.words.get(code as usize).map(AsRef::as_ref);
        self.keys.get(code as usize).map(String::as_str).or_else(own).unwrap_or_default()
    }

    /// Puts new words in their places.
    pub(super) fn rank(&mut self) {
        let (done, all) = (self.order.len(), self.words.len());
        if done == all {
            return;
        }
        let mut order = std::mem::take(&mut self.order);
        if all - done > FEW {
            order = (0..all as u32).collect();
            order.sort_unstable_by(|one, other| self.key(*one).cmp(self.key(*other)));
        } else {
            for code in done as u32..all as u32 {
                let at = order.partition_point(|known| self.key(*known) < self.key(code));
                order.insert(at, code);
            }
        }
        self.ranks = vec![0; all];
        let (mut rank, mut before) = (0, None);
        for code in &order {
            if before.is_some_and(|before| self.key(before) != self.key(*code)) {
                rank += 1;
            }
            before = Some(*code);
            if let Some(place) = self.ranks.get_mut(*code as usize) {
                *place = rank;
            }
        }
        self.order = order;
    }

    /// Twice the rank of a key and one; even where no word has it.
    pub(super) fn place(&self, wanted: &str) -> u64 {
        let at = self.order.partition_point(|code| self.key(*code) < wanted);
        let rank = |code: &u32| u64::from(self.ranks.get(*code as usize).copied().unwrap_or(0));
        match self.order.get(at) {
            Some(code) if self.key(*code) == wanted => 2 * rank(code) + 1,
            Some(code) => 2 * rank(code),
            None => 2 * self.order.len() as u64,
        }
    }
}
