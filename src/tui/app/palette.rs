//! The palette and the help: the command table as lines to choose from, with what each takes, and why not now.

use super::acts::{Standing, kinds};
use super::{App, Choice, Dialog, Pane, Picker, Tone};
use crate::law::Cite;
use crate::ops::Deed;
use crate::text::{fill, law as words, ops as ops_words, safe};
use crate::tui::command::{self, Command, Scope, TABLE};
use crate::tui::lines::Line;
use crate::tui::width::fit;

impl App {
    /// Help: the table of commands.
    pub(super) fn open_help(&mut self) {
        let items = self.commands();
        let title = self.words().help;
        self.dialogs.push(Dialog::Picker(Picker::new(title, items)));
    }

    /// The palette: the same table, with something typed already.
    pub(super) fn open_palette(&mut self, typed: &str) {
        let mut picker = Picker::new(self.words().commands, self.commands());
        typed.clone_into(&mut picker.typed);
        self.dialogs.push(Dialog::Picker(picker));
    }

    /// Runs a command that was chosen in the palette; what was typed after its name is its argument.
    pub(super) fn run_named(&mut self, name: &str, typed: &str) {
        let Some(row) = command::named(name) else { return };
        if let Scope::In(pane) = row.scope {
            // What works in one pane only goes there.
            self.focus = pane;
        } else if row.scope == Scope::Lists && !row.works(self.focus) {
            self.focus = Pane::Leads;
        }
        // What belongs to a ledger on its way in works only beside one.
        if let Some(intake) = &self.intake {
            return if row.scope == intake.scope() {
                self.intake_run(name);
            } else {
                self.say(Tone::Info, self.words().after_ledger);
            };
        }
        if matches!(row.scope, Scope::Columns | Scope::Rows) {
            let text = self.words().with_ledger;
            return self.say(Tone::Info, text);
        }
        let argument = row.found(typed).map(|(_, argument)| argument).unwrap_or_default();
        self.run_with(row, argument);
    }

    /// The commands as lines, those of this pane first.
    fn commands(&self) -> Vec<(Line, Choice)> {
        let mut rows: Vec<_> = TABLE.iter().collect();
        rows.sort_by_key(|row| !row.works(self.focus));
        rows.into_iter().map(|row| (self.command(row), Choice::Command(row.name))).collect()
    }

    fn command(&self, row: &Command) -> Line {
        let (keys, about) = (row.keys.join(" "), row.about(self.lang));
        let text = format!("{} {} {}", fit(&keys, 10), fit(about, 22), fit(&row.usage(self.lang), 16));
        match self.not_now(row) {
            Some((why, cites)) => {
                // The articles before the reason, which may be long and is cut.
                let articles =
                    if cites.is_empty() { String::new() } else { format!("{} ", words::cites(&self.desk.library, &cites)) };
                let narrow = Some(safe::line(&format!("{} {} × {articles}{why}", fit(&keys, 6), fit(about, 16))));
                Line { faint: true, cites, narrow, ..Line::plain(format!("{text} × {articles}{why}")) }
            }
            None => Line { faint: !row.works(self.focus), ..Line::plain(text.trim_end()) },
        }
    }

    /// Why a command cannot be done now, with its articles.
    fn not_now(&self, row: &Command) -> Option<(String, Vec<Cite>)> {
        let plain = |why: String| Some((why, Vec::new()));
        match row.name {
            "undo" if matches!(self.desk.store.last_done(&self.desk.officer), Ok(None)) => {
                plain(ops_words::act(self.lang, &crate::ops::ActError::NothingToUndo))
            }
            "redo" if matches!(self.desk.store.last_undone(&self.desk.officer), Ok(None)) => {
                plain(ops_words::act(self.lang, &crate::ops::ActError::NothingToRedo))
            }
            _ if row.scope != Scope::Docket => None,
            _ => {
                let Some(id) = self.current() else { return plain(self.words().no_docket.to_owned()) };
                if self.focus == Pane::Leads && !self.leads.marks.is_empty() {
                    return None;
                }
                let shown = self.case.as_ref().filter(|case| case.stored.docket.id == id)?;
                let deed = match row.name {
                    "lead.take" => Some(Deed::Take),
                    "lead.release" => Some(Deed::Release),
                    _ => None,
                };
                if let Some(Err(idle)) = deed.map(|deed| self.desk.fact_of(&shown.stored, &deed)) {
                    return plain(crate::text::bulk::idle(self.lang, idle).to_owned());
                }
                match self.standing(shown, kinds(row.name))? {
                    Standing::Open(..) => None,
                    Standing::Blocked(step) => {
                        let list = words::lacking(self.lang, &step.missing);
                        let cites = step.missing.iter().flat_map(|missing| missing.cites.clone()).collect();
                        Some((fill(self.words().missing, &[&list]), cites))
                    }
                    Standing::Refused(why, cites) => Some((why, cites)),
                }
            }
        }
    }

    /// A command that was asked for without what it takes: its name stands in the palette and waits for the rest.
    pub(super) fn ask_argument(&mut self, row: &Command) {
        self.open_palette(&format!("{} ", row.name));
        let text = fill(self.words().argument, &[&row.usage(self.lang)]);
        self.say(Tone::Info, text);
    }
}
