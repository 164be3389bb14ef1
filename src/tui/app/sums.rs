//! Amounts that belong together in a form: the words for heads that it takes, and what it comes to while it is typed.

use super::entry::Entry;
use super::{App, Dialog};
use crate::ops::field::{self, Field, Issue, Shape};
use crate::text::{case, fields, law as words};
use crate::tui::form::Form;

/// The fields that are sent, and their values by key.
type Read = (Vec<Field>, Vec<(&'static str, serde_json::Value)>);

impl App {
    /// Heads stand ready to be chosen; a plan knows them and the ways in kind by their words.
    pub(super) fn name_heads(&self, fields: &mut [Field]) {
        for field in fields {
            match (&field.shape, field.key) {
                (Shape::Text, "head") => {
                    let mut list = case::heads();
                    // A file may name another one, which stays.
                    if !field.initial.is_empty() && list.iter().all(|(key, _)| **key != *field.initial) {
                        let own: std::sync::Arc<str> = field.initial.as_str().into();
                        list.push((own.clone(), crate::law::Label { zh: own.clone(), en: own }));
                    }
                    field.shape = Shape::Choice(list);
                }
                (Shape::Plan(_), _) => {
                    let list: Vec<_> = case::heads().into_iter().chain(case::ways()).collect();
                    let named = |token: &str| {
                        let found = list.iter().find(|(key, _)| **key == *token);
                        found.map_or_else(|| token.to_owned(), |(_, label)| words::label(self.lang, label).to_owned())
                    };
                    let line = |line: &str| line.split_whitespace().map(named).collect::<Vec<_>>().join(" ");
                    field.initial = field.initial.lines().map(line).collect::<Vec<_>>().join("\n");
                    field.shape = Shape::Plan(list);
                }
                _ => {}
            }
        }
    }

    /// The fields of a form that are sent and the values in them; else what cannot be read, and what does not add up.
    pub(super) fn read_form(&self, form: &Form, entry: &Entry) -> Result<Read, Vec<Issue>> {
        let day = |text: &str| field::day(text, self.desk.today, &self.desk.calendar, &crate::text::day::word);
        let (mut fields, mut typed) = form.sent();
        // Heads that stand alone make the whole.
        let odd = field::add_up(&fields, &mut typed, &day);
        // A correction says what is another; what stands there stays as it was recorded.
        if matches!(entry, Entry::Correct { .. } | Entry::Amend { .. }) {
            (fields, typed) = crate::ops::correct::changed(fields, typed);
        }
        match field::read(&fields, &typed, &day) {
            Ok(values) if odd.is_empty() => Ok((fields, values)),
            read => Err(read.err().unwrap_or_default().into_iter().chain(odd).collect()),
        }
    }

    /// Brings the sums below the form up to what is typed.
    pub(super) fn sum_up(&mut self) {
        let (lang, today, calendar) = (self.lang, self.desk.today, self.desk.calendar.clone());
        let Some(Dialog::Form(form, _)) = self.dialogs.last_mut() else { return };
        if form.fields.iter().any(|field| matches!(field.shape, Shape::Plan(_)) || crate::docket::HEADS.contains(&field.key)) {
            let day = |text: &str| field::day(text, today, &calendar, &crate::text::day::word);
            let (own, typed) = form.sent();
            form.hint = fields::sums(lang, &field::sums(&own, &typed, &day));
        }
    }
}
