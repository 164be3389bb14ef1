//! The sections of the case pane: from one to the next, to one by its name, to a line by what it holds.

use super::{App, Choice, Dialog, Picker, Tone};
use crate::docket::Kind;
use crate::text::case::Words;
use crate::text::fill;
use crate::tui::lines::{Line, SECTIONS, Target};

impl App {
    /// The place in the table of sections, and the line of the heading, of every section that is shown.
    fn section_heads(&self) -> impl DoubleEndedIterator<Item = (usize, usize)> {
        self.case_lines.lines.iter().enumerate().filter_map(|(at, line)| match line.target {
            Some(Target::Section(section)) => Some((section, at)),
            _ => None,
        })
    }

    /// The title of the case pane: the case, and the section with the selection.
    pub fn case_title(&self) -> String {
        let (text, say) = (self.words(), Words::of(self.lang));
        let Some(case) = &self.case else { return text.no_case.to_owned() };
        let own = format!("2 {} {}", text.case, case.number);
        let here = self.section_heads().filter(|(_, at)| *at <= self.case_lines.at).last();
        let name = here.and_then(|(section, _)| SECTIONS.get(section)).map_or("", |section| (section.name)(say));
        let (place, count) = (here.map_or(1, |(section, _)| section + 1), SECTIONS.len());
        fill(say.title, &[&own, &name, &place, &count])
    }

    /// The heading of the next section, or of the one before; within a section, first back to its own heading.
    pub(super) fn turn_section(&mut self, by: isize) {
        let at = self.case_lines.at;
        let mut heads = self.section_heads().map(|(_, head)| head);
        let next = if by > 0 { heads.find(|head| *head > at) } else { heads.rfind(|head| *head < at) }.unwrap_or(at);
        drop(heads);
        self.go_to_case_line(next);
    }

    /// Selects a line of the case, with what belongs to it in sight.
    pub(super) fn go_to_case_line(&mut self, at: usize) {
        self.case_lines.begin(at);
    }

    /// The form of what a line of the case asks for. Evidence may come with its file.
    pub(super) fn open_record(&mut self, kind: Kind, with: &[(&'static str, String)]) {
        if kind == Kind::EvidenceRecorded {
            return self.open_paper_of(kind, with.first().map_or("", |(_, form)| form));
        }
        if let Some(id) = self.current() {
            self.open_fact_with(id, kind, None, with);
        }
    }

    /// The timeline alone, to find a fact in it by whatever it says.
    pub(super) fn open_timeline(&mut self, typed: &str) {
        let say = Words::of(self.lang);
        let timeline = SECTIONS.iter().position(|section| (section.name)(say) == say.timeline);
        let heads: Vec<(usize, usize)> = self.section_heads().collect();
        let Some(place) = heads.iter().position(|(section, _)| Some(*section) == timeline) else {
            let text = self.words().no_docket;
            return self.say(Tone::Info, text);
        };
        let from = heads.get(place).map_or(0, |(_, at)| at + 1);
        let to = heads.get(place + 1).map_or(self.case_lines.lines.len(), |(_, at)| *at);
        let lines = self.case_lines.lines.iter().enumerate().take(to).skip(from);
        let items = lines.map(|(at, line)| (line.clone(), Choice::CaseLine(at))).collect();
        let mut picker = Picker::new(say.find_in_timeline, items);
        typed.clone_into(&mut picker.typed);
        self.dialogs.push(Dialog::Picker(picker));
    }

    /// Goes to the section of a name or number, or asks which section or line.
    pub(super) fn open_sections(&mut self, typed: &str) {
        if self.case.is_none() {
            let text = self.words().no_docket;
            return self.say(Tone::Info, text);
        }
        let say = Words::of(self.lang);
        let heads: Vec<(usize, usize)> = self.section_heads().collect();
        let numbered = typed.trim().parse::<usize>().ok();
        if let Some((_, at)) = heads.iter().find(|(section, _)| numbered == Some(section + 1)) {
            return self.go_to_case_line(*at);
        }
        // With its number: a digit and Enter are enough.
        let head = |(section, at): &(usize, usize)| {
            let name = SECTIONS.get(*section).map_or("", |section| (section.name)(say));
            (Line::head(&format!("{} {name}", section + 1)), Choice::CaseLine(*at))
        };
        let plain = self.case_lines.lines.iter().enumerate().filter(|(at, _)| heads.iter().all(|(_, head)| head != at));
        let plain = plain.map(|(at, line)| (Line { narrow: None, ..line.clone() }, Choice::CaseLine(at)));
        let place = |(_, choice): &(Line, Choice)| match choice {
            Choice::CaseLine(at) => heads.iter().map(|(_, head)| *head).find(|head| head == at),
            _ => None,
        };
        let items = heads.iter().map(head).chain(plain).collect();
        let mut picker = Picker::new(say.choose, items);
        typed.clone_into(&mut picker.typed);
        // A name that says which section needs no list.
        let named: Vec<usize> = picker.shown().iter().filter_map(|item| place(item)).collect();
        if let ([at], false) = (named.as_slice(), typed.is_empty()) {
            return self.go_to_case_line(*at);
        }
        self.dialogs.push(Dialog::Picker(picker));
    }
}
