//! A region's rules, merged from its layers, each with its citation and origin.

use super::answer::{Cite, Label};
use super::period::Period;
use super::step::Step;
use crate::docket::Cents;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One value of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Item {
    /// Its key in files and JSON.
    pub key: Arc<str>,
    /// What it is called.
    pub label: Label,
    /// The layer that wrote it.
    pub origin: Arc<str>,
    /// What has to be on file with it (for grounds, paths, modes).
    pub asks: Vec<Label>,
    /// The articles.
    pub cites: Vec<Cite>,
}

/// A region's rules.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Its name.
    pub name: Arc<str>,
    /// Its version.
    pub version: Arc<str>,
    /// Hash of the contents of all its layers.
    pub hash: Arc<str>,
    /// What it is called.
    pub title: Label,
    /// The layers, base first.
    pub layers: Vec<Arc<str>>,
    /// Time limits, by id.
    pub periods: Vec<Arc<Period>>,
    /// Steps, in the order of the procedure.
    pub steps: Vec<Arc<Step>>,
    /// Lists of values: `channel`, `ground`, `department`, `medium`, `way`, … by name.
    pub lists: BTreeMap<String, Vec<Item>>,
    /// Amounts in fen.
    pub limits: BTreeMap<String, Cents>,
    /// Counts that are capped.
    pub caps: BTreeMap<String, i64>,
}

impl Profile {
    /// The time limit of an id.
    pub fn period(&self, id: &str) -> Option<&Arc<Period>> {
        self.periods.iter().find(|period| &*period.id == id)
    }

    /// A value of a list.
    pub fn item(&self, list: &str, key: &str) -> Option<&Item> {
        self.lists.get(list)?.iter().find(|item| &*item.key == key)
    }
}
