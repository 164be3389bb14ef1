//! What is typed and not sent, as it is kept: each field by its key with what stood there and what was typed, and the caret.
//! Taken up again, what was left alone follows what stands there now.

use super::Form;
use serde::{Deserialize, Serialize};
use tui_textarea::{CursorMove, DataCursor};

/// A form that was not sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Key, what stood there, what was typed.
    fields: Vec<(String, String, String)>,
    /// The field with the caret.
    at: String,
    /// The line of long text with the caret.
    row: usize,
    /// The caret in the line: marks of a short text, characters of a long one.
    column: usize,
}

impl Draft {
    /// Reads what was kept; nothing where it cannot be read.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// As it is kept.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Form {
    /// What is to be kept; nothing where nothing was typed.
    pub fn draft(&self) -> Option<Draft> {
        if !self.changed(&[]) {
            return None;
        }
        let (row, column) = match &self.area {
            Some(area) => {
                let DataCursor(row, column) = area.cursor();
                (row, column)
            }
            None => (0, self.caret),
        };
        let typed = self.content();
        let fields = self.fields.iter().zip(typed);
        let fields = fields.map(|(field, typed)| (field.key.to_owned(), field.initial.clone(), typed)).collect();
        let at = self.fields.get(self.at).map_or("", |field| field.key).to_owned();
        Some(Draft { fields, at, row, column })
    }

    /// Goes on with what was kept, the caret where it was.
    pub fn resume(&mut self, draft: &Draft) {
        self.leave();
        for (field, typed) in self.fields.iter().zip(&mut self.typed) {
            let kept = draft.fields.iter().find(|(key, ..)| *key == field.key);
            // What nobody touched is what stands there now.
            if let Some((_, _, mine)) = kept.filter(|(_, before, mine)| before != mine) {
                mine.clone_into(typed);
                self.resumed = true;
            }
        }
        if let Some(at) = self.fields.iter().position(|field| field.key == draft.at).filter(|at| self.visible(*at)) {
            self.at = at;
        }
        self.enter();
        match &mut self.area {
            Some(area) => {
                let place = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
                area.move_cursor(CursorMove::Jump(place(draft.row), place(draft.column)));
            }
            None => self.caret = self.caret.min(draft.column),
        }
    }

    /// Everything as it stood before anything was typed; pressed again, what was typed is back.
    pub fn begin_again(&mut self) {
        let gone = self.gone.take();
        if let Some(gone) = gone.filter(|_| !self.changed(&[])) {
            self.resume(&gone);
            self.resumed = false;
            return;
        }
        self.gone = self.draft();
        self.area = None;
        self.typed = self.fields.iter().map(|field| field.initial.clone()).collect();
        self.resumed = false;
        self.issues.clear();
        self.refusal.clear();
        self.enter();
    }

    /// It was begun anew, and nothing has been typed since.
    pub fn blank(&self) -> bool {
        self.gone.is_some() && !self.changed(&[])
    }
}
