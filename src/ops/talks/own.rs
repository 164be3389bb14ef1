//! An officer's own views of the tracker: a filter under a name, within one of the built-in views.

use super::TalkView;
use crate::ops::desk::Desk;
use crate::store::StoreError;
use serde_json::{Value, json};

/// A view of the tracker that an officer keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTalks {
    /// Its name.
    pub name: String,
    /// Of which negotiations.
    pub view: TalkView,
    /// The filter as it was typed.
    pub filter: String,
}

impl OwnTalks {
    fn to_json(&self) -> Value {
        json!({ "name": self.name, "view": self.view.code(), "filter": self.filter })
    }

    /// What a newer program wrote and this one does not know is left out.
    fn from_json(value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let code = text("view")?;
        let view = TalkView::ALL.iter().copied().find(|view| view.code() == code)?;
        Some(Self { name: text("name")?.to_owned(), view, filter: text("filter").unwrap_or_default().to_owned() })
    }
}

impl Desk {
    fn own_talks_key(&self) -> String {
        format!("talk-views {}", self.officer)
    }

    /// The officer's own views of the tracker, in the order of saving.
    pub fn own_talks(&self) -> Result<Vec<OwnTalks>, StoreError> {
        let kept = self.store.setting(&self.own_talks_key())?.unwrap_or_default();
        let list: Vec<Value> = serde_json::from_str(&kept).unwrap_or_default();
        Ok(list.iter().filter_map(OwnTalks::from_json).collect())
    }

    /// Keeps the officer's own views of the tracker.
    pub fn keep_own_talks(&mut self, views: &[OwnTalks]) -> Result<(), StoreError> {
        let list: Vec<Value> = views.iter().map(OwnTalks::to_json).collect();
        self.store.set_setting(&self.own_talks_key(), &Value::Array(list).to_string())
    }
}
