//! The last line: the keys that matter now, from the table of commands.

use super::acts::kinds;
use super::{App, Choice, Pane, Picker, Together};
use crate::text::list::ListWords;
use crate::tui::command::{self, Command};

/// In the list: before what can be done on the current docket, and after it.
const LIST: [&str; 7] = ["open", "triage", "filter", "views", "mark", "sort", "columns"];
const LIST_THEN: [&str; 4] = ["steps", "related", "line", "undo"];
/// With marks every act is about the marked.
const MARKED: [&str; 9] = ["steps", "merge", "lead.assign", "lead.take", "lead.snooze", "note.add", "mark.all", "export", "undo"];
/// In the case pane: before the acts that it is ready for, and after them.
const CASE: [&str; 2] = ["open", "section.next"];
const CASE_THEN: [&str; 9] = ["steps", "amend", "paper.file", "undo", "section", "proof", "article", "palette", "help"];
/// In the case pane without a case.
const NO_CASE: [&str; 5] = ["leads", "lead.new", "lead.import", "palette", "help"];
/// Where a filter or a view holds nothing.
const NOTHING: [&str; 4] = ["filter", "views", "view.next", "lead.import"];
/// In an office without leads.
const OFFICE: [&str; 3] = ["lead.import", "lead.new", "views"];
/// Acts that a docket may be ready for.
const READY: [&str; 5] = ["lead.check", "case.file", "case.reject", "lead.exclude", "lead.transfer"];

impl App {
    /// What the last line says where nothing is on top: key and word, the most wanted first, the way to all others last.
    #[must_use]
    pub fn hints(&self) -> String {
        if self.focus == Pane::Case {
            return self.case_hints();
        }
        if self.focus != Pane::Leads {
            let hints = command::hints(self.focus, self.lang);
            return hints.iter().map(|(key, word)| format!("{key} {word}")).collect::<Vec<_>>().join("  ");
        }
        let list = ListWords::of(self.lang);
        let mut said: Vec<String> = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        if self.ranging() {
            said.push(format!("V {}", list.keep));
            said.push(format!("Esc {}", list.drop_range));
        } else if !self.leads.text.is_empty() {
            said.push(format!("Esc {}", list.clear_filter));
        } else if !self.leads.marks.is_empty() {
            said.push(format!("Esc {}", list.clear_marks));
        }
        if self.offered.is_some() {
            names.push("task.next");
        }
        if !self.leads.marks.is_empty() {
            names.extend(MARKED);
        } else if !self.leads.rows.is_empty() {
            names.extend(LIST);
            names.extend(READY.into_iter().filter(|name| self.ready(name)).take(2));
            names.extend(LIST_THEN);
        } else if self.leads.text.is_empty() && self.leads.counts.iter().all(|count| *count == 0) {
            names.extend(OFFICE);
        } else {
            names.extend(NOTHING);
        }
        names.push("palette");
        names.push("help");
        let key = |row: &'static Command| row.keys.first().map(|key| format!("{key} {}", row.about(self.lang)));
        said.extend(names.into_iter().filter_map(command::named).filter_map(key));
        said.join("  ")
    }

    /// In the case pane: what belongs to the line, then what the case is ready for.
    fn case_hints(&self) -> String {
        let ready = READY.into_iter().filter(|name| self.ready(name)).take(3);
        let names: Vec<&str> =
            if self.case.is_some() { CASE.into_iter().chain(ready).chain(CASE_THEN).collect() } else { NO_CASE.to_vec() };
        let key = |row: &'static Command| row.keys.first().map(|key| format!("{key} {}", row.about(self.lang)));
        names.into_iter().filter_map(command::named).filter_map(key).collect::<Vec<_>>().join("  ")
    }

    /// Whether the docket in view is at the step of an act.
    fn ready(&self, name: &str) -> bool {
        let here = |id: i64| self.focus == Pane::Case || Some(id) == self.selected();
        let Some(case) = self.case.as_ref().filter(|case| here(case.stored.docket.id)) else { return false };
        let wanted = kinds(name);
        let mut steps = case.derived.next.all();
        steps.any(|(group, step)| group < 2 && step.missing.is_empty() && wanted.contains(&step.step.fact))
    }

    /// What the last line says while lines are chosen from.
    #[must_use]
    pub fn picker_hint(&self, picker: &Picker) -> String {
        let (text, list) = (self.words(), ListWords::of(self.lang));
        if picker.ticks {
            return list.columns_hint.to_owned();
        }
        if !self.desk.is_set_up() && self.dialogs.len() == 1 {
            return text.start_hint.to_owned();
        }
        let shown = picker.shown();
        let current = shown.get(picker.at);
        let mut said = vec![list.pick];
        match current {
            Some((_, Choice::Together(Together::Related(_)))) => said = vec![list.pick_open, list.pick_mark],
            Some((_, Choice::Why(_))) => said = vec![list.pick_why],
            None => said.clear(),
            _ => {}
        }
        if current.is_some_and(|(line, _)| !line.cites.is_empty()) {
            said.push(list.pick_article);
        }
        if picker.fixed && picker.last.get() > 0 {
            said.push(list.pick_page);
        }
        if !picker.fixed {
            said.push(list.pick_type);
        }
        said.push(list.pick_leave);
        said.join("  ")
    }
}
