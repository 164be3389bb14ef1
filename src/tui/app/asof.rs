//! The case pane as of a day gone by: to read only, and every line says so.

use super::{App, Tone};
use crate::ops::field;
use crate::papers::page::Page;
use crate::text::{fill, ops as ops_words};
use crate::tui::lines::{self, Line, Target, explain::Reading};

impl App {
    /// Opens the docket at hand as it was known at the end of a day.
    pub(super) fn open_as_of(&mut self, typed: &str) {
        let text = self.words();
        let Some(id) = self.current() else { return self.say(Tone::Info, text.no_docket) };
        let day = field::day(typed, self.desk.today, &self.desk.calendar, &crate::text::day::word);
        let Some(day) = day else { return self.say(Tone::Error, fill(text.asof_day, &[&typed])) };
        if day > self.desk.today {
            return self.say(Tone::Error, fill(text.asof_ahead, &[&day]));
        }
        let lang = self.lang;
        let seen = self.desk.as_of(day, |desk| {
            let case = desk.known_case(id)?;
            Ok(case.map(|case| (lines::case(desk, lang, &case, &lines::Look::default()), case.number)))
        });
        match seen {
            Ok(Some((lines, number))) => {
                // No line of it can be taken for one of today.
                let bare = |line: Line| {
                    let target = line.target.filter(|target| matches!(target, Target::Section(_)));
                    Line { target, ..line }
                };
                let lines: Vec<Line> = lines.into_iter().map(bare).collect();
                let (title, mark) = (fill(text.asof_title, &[&number, &day]), format!("@{day} "));
                // What goes out says it on every line as well.
                let mut page = Page { title: title.clone(), stem: "as-of", about: number.clone(), ..Page::default() };
                for line in &lines {
                    page.say(format!("{mark}{}", line.text));
                }
                self.read_page(title, Reading { lines, mark, ..Reading::default() }, page);
            }
            Ok(None) => self.say(Tone::Info, fill(text.asof_nothing, &[&day])),
            Err(error) => {
                let text = ops_words::store(lang, &error);
                self.say(Tone::Error, text);
            }
        }
    }
}
