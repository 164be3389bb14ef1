//! Papers on the desk: taking one in, reading one.

use super::entry::Entry;
use super::{App, Tone};
use crate::docket::{Fact, Kind};
use crate::ops::field::{self, Field, Shape};
use crate::ops::register;
use crate::papers::reading;
use crate::text::{fill, ops as ops_words, papers as text};
use crate::tui::command::Command;
use crate::tui::lines::Target;
use serde_json::Value;
use std::path::Path;

impl App {
    /// The form of a paper for the shown docket; `form` is the kind of paper that is missing.
    pub(super) fn open_paper_form(&mut self, form: &str) {
        self.open_paper_of(Kind::PaperFiled, form);
    }

    /// The form of a paper or of evidence, with the path of its file.
    pub(super) fn open_paper_of(&mut self, kind: Kind, form: &str) {
        if let Some(id) = self.current() {
            self.show(id);
        }
        let Some(case) = &self.case else {
            let text = self.words().no_docket;
            return self.say(Tone::Info, text);
        };
        let law = self.desk.law_of(&case.stored);
        let own = ["file", "name", "size"];
        let mut fields = field::fields(&law.profile, &case.stored.docket, kind, self.desk.today);
        // Name and size come with the file; what names the paper is its name here.
        fields.retain(|field| !own.contains(&field.key));
        fields.insert(0, Field::new("scan", Shape::Text, false));
        if let Some(slot) = fields.iter_mut().find(|field| field.key == "form") {
            form.clone_into(&mut slot.initial);
        }
        let entry = Entry::Paper { docket: case.stored.docket.id, revision: case.stored.revision, kind };
        let title = format!("{} · {}", crate::text::law::kind(self.lang, kind), case.number);
        self.open_form(title, fields, entry);
    }

    /// Who gets the selected paper: its form says which one it is.
    pub(super) fn hand_paper(&mut self) {
        let Some(Target::Paper(fact)) = self.case_lines.current().and_then(|line| line.target.clone()) else {
            let text = self.words().paper_pick;
            return self.say(Tone::Info, text);
        };
        let Some(case) = &self.case else { return };
        let (papers, _) = register::of(&self.desk.law_of(&case.stored), &case.stored.docket, &case.carried);
        let Some(paper) = papers.into_iter().find(|paper| paper.fact == fact) else { return };
        let id = case.stored.docket.id;
        self.open_fact_with(id, Kind::PaperHanded, None, &paper.named());
    }

    /// The next order of the register.
    pub(super) fn sort_papers(&mut self) {
        self.papers.order = self.papers.order.next();
        self.reload_papers();
    }

    /// Narrows the register; without words all stand there again.
    pub(super) fn find_papers(&mut self, command: &'static Command, words: &str) {
        if words.is_empty() && self.papers.text.is_empty() {
            return self.ask_argument(command);
        }
        self.papers.text = crate::text::safe::line(words);
        self.reload_papers();
    }

    /// The register stands where it is looked at.
    fn reload_papers(&mut self) {
        self.reload_case();
        if !matches!(self.case_lines.current().and_then(|line| line.target.as_ref()), Some(Target::Paper(_))) {
            self.open_sections(crate::text::case::Words::of(self.lang).papers);
        }
    }

    /// Sends the form of a paper.
    pub(super) fn send_paper(&mut self, docket: i64, revision: i64, kind: Kind, values: Vec<(&'static str, Value)>) -> bool {
        let path = values.iter().find(|(key, _)| *key == "scan").and_then(|(_, value)| value.as_str()).unwrap_or_default();
        let path = path.trim().to_owned();
        let rest: Vec<_> = values.into_iter().filter(|(key, _)| *key != "scan").collect();
        let fact: Fact = field::fact(kind, rest, self.desk.today);
        let said = ["paper", "number", "kept_at", "form", "note"].iter().any(|key| fact.data.text(key).is_some());
        if path.is_empty() && !said {
            let text = self.words().paper_nothing;
            self.beside(text.to_owned(), Vec::new());
            return false;
        }
        let file = (!path.is_empty()).then(|| Path::new(&path));
        match self.desk.file_paper(docket, revision, fact, file, &mut |_| true) {
            Ok(done) => {
                self.dialogs.pop();
                self.settle(&done);
                true
            }
            Err(error) => {
                self.fail(&error);
                false
            }
        }
    }

    /// Opens a paper of the shown docket for reading.
    pub(super) fn read_paper(&mut self, fact: i64) {
        let Some(case) = &self.case else { return };
        let law = self.desk.law_of(&case.stored);
        let (papers, _) = register::of(&law, &case.stored.docket, &case.carried);
        let Some(paper) = papers.into_iter().find(|paper| paper.fact == fact) else { return };
        if paper.file.is_empty() && paper.reference().is_none() {
            let text = fill(self.words().paper_no_file, &[&paper.title, &paper.kept_at]);
            return self.say(Tone::Info, text);
        }
        match self.desk.paper_file(&paper) {
            Ok(Ok(path)) => {
                let name = match (paper.reference(), paper.name_of_file.is_empty()) {
                    (Some(_), _) => &paper.kept_at,
                    (None, false) => &paper.name_of_file,
                    (None, true) => &paper.title,
                };
                match reading::lines(&path, name) {
                    Some(lines) => self.read(paper.title.clone(), lines.into_iter().collect()),
                    None => {
                        let number = case.number.clone();
                        let at = crate::text::safe::line(&path.to_string_lossy());
                        let text = fill(self.words().paper_not_text, &[&paper.title, &at, &number, &paper.fact]);
                        self.clip_path(&at);
                        self.say(Tone::Info, text);
                    }
                }
            }
            Ok(Err(fault)) => {
                let text = text::fault(self.lang, &paper.title, fault);
                self.say(Tone::Error, text);
            }
            Err(error) => {
                let text = ops_words::store(self.lang, &error);
                self.say(Tone::Error, text);
            }
        }
    }
}
