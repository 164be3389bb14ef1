//! A page that is read goes out as a file: text, a document, data; never over another one.

use super::out::own_folder;
use super::{App, Choice, Dialog, Picker, Tone};
use crate::papers::fresh;
use crate::text::calendar::CalendarWords;
use crate::text::fill;
use crate::tui::lines::Line;
use std::io::Write as _;

impl App {
    /// Asks as what the page of the reader is saved.
    pub(super) fn open_save_page(&mut self) {
        let text = CalendarWords::of(self.lang);
        let kinds = [("docx", text.save_docx), ("xlsx", text.save_xlsx), ("txt", text.save_text), ("json", text.save_json)];
        let page = match self.dialogs.last() {
            Some(Dialog::Reader(reader)) => reader.page.as_ref().map_or("", |page| page.title.as_str()),
            _ => "",
        };
        let title = fill(text.save_as, &[&page]);
        let items = kinds.into_iter().map(|(ending, said)| (Line::plain(said), Choice::Page(ending))).collect();
        self.dialogs.push(Dialog::Picker(Picker::new(title, items)));
    }

    /// Saves it, and says where.
    pub(super) fn save_page(&mut self, ending: &'static str) {
        let Some(Dialog::Reader(reader)) = self.dialogs.last() else { return };
        let Some(page) = &reader.page else { return };
        let text = CalendarWords::of(self.lang);
        let content = match ending {
            "docx" => page.docx(),
            "xlsx" => page.xlsx(),
            "json" => Ok(serde_json::to_string_pretty(page).unwrap_or_default().into_bytes()),
            _ => Ok(page.text().into_bytes()),
        };
        let path = fresh::free(&own_folder(), &page.file_stem(self.desk.today), ending);
        let written = content.and_then(|content| fresh::whole(&path, |mut file| file.write_all(&content)));
        self.dialogs.pop();
        match written {
            Ok(()) => self.say(Tone::Done, fill(text.saved, &[&path.display()])),
            Err(error) => {
                self.say(Tone::Error, fill(text.not_saved, &[&path.display(), &crate::text::fault::system(self.lang, &error)]));
            }
        }
    }
}
