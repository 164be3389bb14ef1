//! The sections of the case pane: from one to the next, to one by its name, to a line by what it holds.

use super::{App, Choice, Dialog, Picker, Tone};
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
        self.case_lines.at = at.min(self.case_lines.lines.len().saturating_sub(1));
        self.case_lines.window.begin(self.case_lines.at);
    }

    /// Goes to the section of a name, or asks which section or line.
    pub(super) fn open_sections(&mut self, typed: &str) {
        if self.case.is_none() {
            let text = self.words().no_docket;
            return self.say(Tone::Info, text);
        }
        let say = Words::of(self.lang);
        let heads: Vec<(usize, usize)> = self.section_heads().collect();
        let head = |(section, at): &(usize, usize)| {
            let name = SECTIONS.get(*section).map_or("", |section| (section.name)(say));
            (Line::head(name), Choice::CaseLine(*at))
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
