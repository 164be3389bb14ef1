//! Duties of the office in the calendar pane: the form that answers one, and what sending it does.

use super::entry::Entry;
use super::{App, Tone};
use crate::ops::field::{Field, Shape};
use crate::text::calendar::CalendarWords;
use crate::text::{fill, law as words};
use crate::tui::lines::Target;
use serde_json::Value;

impl App {
    /// Asks when the selected duty was done and by which paper.
    pub(super) fn open_duty(&mut self) {
        let text = CalendarWords::of(self.lang);
        let target = self.agenda.current().and_then(|line| line.target.clone());
        let duty = target.as_ref().and_then(|target| self.duty_of(target));
        let Some(duty) = duty else { return self.say(Tone::Info, text.no_duty) };
        let title = fill(text.duty_done, &[&words::label(self.lang, &duty.deadline.rule.label), &duty.key]);
        let entry = Entry::Duty(duty.deadline.rule.id.to_string(), duty.key.clone());
        let day = Field::new("on", Shape::Day, true).with_initial(self.desk.today.to_string());
        let fields = vec![day, Field::new("number", Shape::Text, false), Field::new("note", Shape::Long, false)];
        self.open_form(title, fields, entry);
    }

    /// Records the answer; a day to come is none.
    pub(super) fn send_duty(&mut self, rule: &str, key: &str, values: &[(&'static str, Value)], entry: &Entry) {
        let text = CalendarWords::of(self.lang);
        let word = |key: &str| values.iter().find(|(known, _)| *known == key).and_then(|(_, value)| value.as_str());
        let on = word("on").and_then(|day| day.parse().ok()).unwrap_or(self.desk.today);
        if on > self.desk.today {
            return self.beside(fill(text.duty_ahead, &[&on]), Vec::new());
        }
        let target = Target::Duty { rule: rule.to_owned(), key: key.to_owned() };
        let Some(duty) = self.duty_of(&target).cloned() else {
            return self.beside(text.duty_gone.to_owned(), Vec::new());
        };
        match self.desk.answer_duty(&duty, on, word("number").unwrap_or_default(), word("note").unwrap_or_default()) {
            Ok(_) => {
                self.drop_draft(entry);
                self.dialogs.pop();
                self.refresh();
                self.say(Tone::Done, fill(text.duty_kept, &[&words::label(self.lang, &duty.deadline.rule.label), &key, &on]));
            }
            Err(error) => self.fail(&error),
        }
    }
}
