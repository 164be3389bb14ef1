//! The dossier on the desk: its table of contents to read and save, and what was entered in the reporting system.

use super::{App, Pane, Tone};
use crate::docket::{Fact, Kind};
use crate::ops::dossier;
use crate::ops::view::CaseView;
use crate::papers::page::Page;
use crate::papers::proof::About;
use crate::text::dossier::{self as text, Words};
use crate::text::{fill, law as words};
use crate::tui::lines::{self, SECTIONS, Target};

impl App {
    /// Ticks a stage off as entered in the reporting system: the selected one, else the oldest that waits. On marked cases
    /// every stage of each.
    pub(super) fn tick_entry(&mut self) {
        if let Some(ids) = self.many() {
            return self.open_many(&ids, &[Kind::ProgressEntered]);
        }
        let say = Words::of(self.lang);
        let chosen = match self.case_lines.current().and_then(|line| line.target.clone()) {
            Some(Target::Entry { stage, on }) if self.focus == Pane::Case => Some((stage, on)),
            _ => None,
        };
        let Some(id) = self.current() else {
            let none = self.words().no_docket;
            return self.say(Tone::Info, none);
        };
        let read = self.desk.docket(id);
        let Some(stored) = self.told(read).flatten() else { return };
        let state = stored.docket.state();
        let open = state.unentered();
        let waits = self.desk.law_of(&stored).profile.steps.iter().any(|step| step.each_stage);
        let first = open.first().map(|passage| (passage.stage, passage.on));
        let Some((stage, on)) = chosen.or(first).filter(|_| waits) else { return self.say(Tone::Info, say.tick_none) };
        let left = open.len().saturating_sub(1);
        let fact = Fact::new(Kind::ProgressEntered, self.desk.today).with("stage", stage.name()).with("reached", on.to_string());
        drop(state);
        match self.desk.record(id, stored.revision, vec![fact], Kind::ProgressEntered.name(), None) {
            Ok(done) => {
                self.settle(&done);
                let said = fill(say.tick_done, &[&done.numbers.join(" "), &words::stage(self.lang, stage), &on, &left]);
                self.say(Tone::Done, said);
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Everything about the docket at hand on one page, section by section, for whoever takes it over: to read and to save.
    pub(super) fn open_handover(&mut self) {
        if let Some(id) = self.current() {
            self.show(id);
        }
        let Some(case) = &self.case else {
            let none = self.words().no_docket;
            return self.say(Tone::Info, none);
        };
        let (say, law) = (crate::text::case::Words::of(self.lang), self.desk.law_of(&case.stored));
        let mut page = Page { title: say.handover.to_owned(), stem: "handover", about: case.number.clone(), ..Page::default() };
        page.say(fill(say.handover_of, &[&case.number, &case.stored.docket.attributes.title]));
        let (name, version) = (words::label(self.lang, &law.profile.title), law.versions().0);
        page.say(fill(say.handover_by, &[&self.desk.office.unit, &self.desk.officer, &self.desk.today, &name, &version]));
        // On paper no key can be pressed.
        let case = CaseView { past: true, ..case.clone() };
        for line in lines::case(&self.desk, self.lang, &case, &lines::Look::default()) {
            match line.target {
                Some(Target::Section(at)) => {
                    page.head(SECTIONS.get(at).map_or("", |section| (section.name)(say)));
                    // The first section has no heading of its own: its line is the rail.
                    if at == 0 {
                        page.say(line.text);
                    }
                }
                _ => page.say(line.text),
            }
        }
        let reading = page.text().lines().map(str::to_owned).collect();
        let title = format!("{} · {}", page.title, case.number);
        self.read_page(title, reading, page);
    }

    /// The table of contents of the docket at hand, to read and to save.
    pub(super) fn open_contents(&mut self) {
        if let Some(id) = self.current() {
            self.show(id);
        }
        let Some(case) = &self.case else {
            let none = self.words().no_docket;
            return self.say(Tone::Info, none);
        };
        let law = self.desk.law_of(&case.stored);
        let about = About {
            number: &case.number,
            title: &case.stored.docket.attributes.title,
            unit: &self.desk.office.unit,
            officer: &self.desk.officer,
            today: self.desk.today,
        };
        let contents = dossier::contents(&law, &case.stored.docket, &case.carried);
        // A file that vanished is told with its paper, on its row and below; the table goes on without it.
        let faults = self.desk.faults(contents.papers());
        let lost: Vec<_> = faults.iter().flatten().map(|(paper, fault)| (paper.fact, *fault)).collect();
        let parts = text::parts(self.lang, &self.desk.library, &law, &contents, &lost);
        let mut page = crate::papers::dossier::page(self.lang, about, &parts, &text::pages(self.lang, &contents));
        match faults {
            Ok(faults) => {
                for (paper, fault) in faults {
                    page.say(format!("! {}", crate::text::papers::fault(self.lang, paper.name(), fault)));
                }
            }
            Err(error) => page.say(format!("! {}", crate::text::ops::store(self.lang, &error))),
        }
        let reading = page.text().lines().map(str::to_owned).collect();
        let title = format!("{} · {}", page.title, case.number);
        self.read_page(title, reading, page);
    }
}
