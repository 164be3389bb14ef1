//! The routing table beside a form: what it suggests for what is typed so far, and taking that over in one key.

use super::entry::Entry;
use super::{App, Dialog};
use crate::docket::Attributes;
use crate::law::Routing;
use crate::ops::field::{self, Shape};
use crate::text::{fill, routing};

impl App {
    /// What is typed into the form of a new lead, as far as it can be read, and what the table says to it.
    fn suggestion(&self) -> Option<(Attributes, Routing)> {
        let Some(Dialog::Form(form, Entry::NewLead)) = self.dialogs.last() else { return None };
        let day = |text: &str| field::day(text, self.desk.today, &self.desk.calendar, &crate::text::day::word);
        let mut read = Vec::new();
        for (one, typed) in form.fields.iter().zip(form.content()) {
            // A field that cannot be read yet says nothing yet.
            let values = field::read(std::slice::from_ref(one), std::slice::from_ref(&typed), &day);
            read.extend(values.unwrap_or_default());
        }
        let attributes = field::lead(read);
        let found = self.desk.office_law().routing_of(&attributes, self.desk.today);
        Some((attributes, found))
    }

    /// Brings the line below the form up to what is typed; suggested departments come first in their list.
    pub(super) fn suggest(&mut self) {
        let Some((_, found)) = self.suggestion() else { return };
        let law = self.desk.office_law();
        let mut hint = Vec::new();
        if !found.departments.is_empty() || found.right_holder.as_ref().is_some_and(|one| !one.place_missing) {
            let said = routing::lines(self.lang, &law.profile, &found);
            let brief = said.iter().take(2).map(|said| routing::line(&self.desk.library, said));
            hint.extend(brief.map(|line| fill(self.words().suggested, &[&line])));
            hint.push(self.words().suggest_key.to_owned());
        }
        let Some(Dialog::Form(form, _)) = self.dialogs.last_mut() else { return };
        form.hint = hint;
        let place = |key: &str| found.departments.iter().position(|one| *one.department == *key).unwrap_or(usize::MAX);
        let list = form.fields.iter_mut().find(|field| field.key == "department").map(|field| &mut field.shape);
        if let (Some(Shape::Choice(list)), Some(all)) = (list, field::choices(&law.profile, "department")) {
            *list = all;
            list.sort_by_key(|(key, _)| place(key));
        }
    }

    /// Takes over what is suggested, in the fields that are empty.
    pub(super) fn take_suggestion(&mut self) {
        let Some((attributes, found)) = self.suggestion() else { return };
        let taken = found.accept(&attributes);
        let holder = found.right_holder.as_ref().filter(|one| !one.place_missing).map(|one| one.rule.right_holder.to_string());
        let Some(Dialog::Form(form, _)) = self.dialogs.last_mut() else { return };
        for (key, value) in [("department", taken.department), ("matter", taken.matter), ("right_holder", holder)] {
            if let (Some(value), Some(at)) = (value, form.fields.iter().position(|field| field.key == key)) {
                form.fill(at, value);
            }
        }
        self.save_draft();
        self.suggest();
    }
}
