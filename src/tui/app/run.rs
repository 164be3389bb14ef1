//! Where a key goes, and what each command of the table does.

use super::{App, Dialog, Pane, Tone, own};
use crate::ops::Deed;
use crate::tui::command::{self, Command};
use crate::tui::key::Key;

impl App {
    /// A key: to the dialog on top, to the search line, or to a command.
    pub fn key(&mut self, key: Key) {
        if !self.dialogs.is_empty() {
            self.dialog_key(key);
            return;
        }
        if self.intake.is_some() {
            return self.intake_key(key);
        }
        if self.triage.is_some() {
            return self.triage_key(key);
        }
        if self.leads.typing {
            self.filter_key(key);
            return;
        }
        if self.tracker.typing {
            return self.talk_search_key(key);
        }
        self.status = None;
        let said = std::mem::take(&mut self.said);
        let key = key.folded();
        match command::find(&key.name(), self.focus) {
            Some(row) if row.name == "article" => self.open_article(said),
            Some(row) => self.run(row),
            None => {
                if let Key::Char(c) = key
                    && !c.is_ascii()
                {
                    let text = self.words().input_method;
                    self.say(Tone::Info, text);
                }
            }
        }
    }

    /// Pasted text goes into the field with the caret; elsewhere it does nothing.
    pub fn paste(&mut self, text: &str) {
        match self.dialogs.last_mut() {
            Some(Dialog::Form(form, _)) => {
                form.paste(text);
                self.save_draft();
                self.suggest();
            }
            Some(Dialog::Picker(picker)) if picker.fixed => {}
            Some(Dialog::Picker(picker)) => picker.typed.extend(text.chars().filter(|c| !c.is_control())),
            None if self.intake.is_some() => self.intake_paste(text),
            None if self.leads.typing => self.filter_paste(text),
            None if self.tracker.typing => self.talk_paste(text),
            _ => {
                let text = self.words().no_paste;
                self.say(Tone::Info, text);
            }
        }
    }

    /// Runs a command of the table.
    pub fn run(&mut self, command: &'static Command) {
        self.run_with(command, "");
    }

    /// Runs a command with what it takes.
    pub fn run_with(&mut self, command: &'static Command, argument: &str) {
        if argument.is_empty() && command.takes.is_some_and(|takes| takes.required) {
            return self.ask_argument(command);
        }
        match command.name {
            "quit" => {
                self.keep_place();
                self.quit = true;
            }
            "down" => self.step(1),
            "up" => self.step(-1),
            "page.down" if self.focus == Pane::Case => self.case_lines.turn(self.half()),
            "page.up" if self.focus == Pane::Case => self.case_lines.turn(-self.half()),
            "page.down" => self.step(self.half()),
            "page.up" => self.step(-self.half()),
            "top" => self.step(isize::MIN / 2),
            "bottom" => self.step(isize::MAX / 2),
            "pane.next" => self.turn(1),
            "pane.previous" => self.turn(-1),
            "leads" => self.zoom(Pane::Leads),
            "case" => self.zoom(Pane::Case),
            "calendar" => self.zoom(Pane::Calendar),
            "negotiation" => self.zoom(Pane::Talks),
            "supervision" => self.open_watch(),
            "watch.extra" => self.extra_report(),
            "approvals" => self.open_approvals(),
            "approval.consent" => self.consent(),
            "approval.return" => self.send_back(),
            "approval.read" => self.read_approval(),
            "approval.mend" => self.mend(),
            "watch.group" => self.turn_watched(),
            "watch.find" => self.find_watched(argument),
            "full" => self.full = true,
            "desk" => self.full = false,
            "back" => self.back(),
            "refresh" => self.take_news(),
            "filter" => self.open_filter(argument),
            "view.next" => self.view(1),
            "view.previous" => self.view(-1),
            "amend" => self.open_correction(),
            "party.add" => self.open_parties(argument),
            "fact.withdraw" => self.open_retraction(),
            "section.next" => self.turn_section(1),
            "section.previous" => self.turn_section(-1),
            "section" => self.open_sections(argument),
            "timeline" => self.open_timeline(argument),
            "handover" => self.open_handover(),
            "mark" => self.mark(),
            "mark.range" => self.mark_range(),
            "mark.all" => self.mark_all(),
            "mark.pattern" if argument.is_empty() => self.open_pattern(),
            "mark.pattern" => self.mark_pattern(argument),
            "task.next" => self.next_task(),
            "lead.take" => self.hand(Deed::Take),
            "lead.release" if self.many().is_none() && self.handed_over().is_some() => {
                if let Some(id) = self.handed_over() {
                    self.open_return(id);
                }
            }
            "lead.release" => self.hand(Deed::Release),
            "page.later" => self.turn_calendar(1, true),
            "page.earlier" => self.turn_calendar(-1, true),
            "day.next" => self.turn_calendar(1, false),
            "day.previous" => self.turn_calendar(-1, false),
            "today" => self.calendar_today(),
            "goto" => self.open_go_to(),
            "duty.answer" => match self.own_here() {
                Some(date) => self.open_own_change(&date, own::Change::Answer),
                None => self.open_duty(),
            },
            "deadlines.show" => self.open_wanted(),
            "deadlines.shape" => self.next_shape(),
            "help" => self.open_help(),
            "palette" => self.open_palette(""),
            "open" => self.enter(),
            "line" => self.open_line(),
            "views" => self.open_views(argument),
            "save" if self.focus == Pane::Talks => self.save_talks(argument),
            "forget" if self.focus == Pane::Talks => self.forget_talks(argument),
            "save" => self.save_view(argument),
            "forget" => self.forget_view(argument),
            "columns" => self.open_columns(),
            "sort" => self.open_sort(argument),
            "proof" => self.open_why(),
            "article" => self.open_article(Vec::new()),
            "lead.new" => self.open_new_lead(),
            "lead.import" => self.open_import(),
            "paper.file" => self.open_paper_form(""),
            "paper.hand" => self.hand_paper(),
            "papers.sort" => self.sort_papers(),
            "papers.find" => self.find_papers(command, argument),
            "drafts" => self.open_drafts(),
            "docket.withdraw" => self.withdraw_docket(argument),
            "withdrawn" => self.open_withdrawn(argument),
            "asof" => self.open_as_of(argument),
            "steps" => self.open_steps(),
            "moves" => self.open_moves(),
            "triage" => self.open_triage(),
            "ascii" => self.turn_ascii(),
            "clock.trust" => self.trust_clock(),
            "date.add" => self.open_own_date(),
            "date.change" => self.open_own(),
            "effort" => self.open_effort(),
            "fits" => self.set_fits(argument),
            "export" => self.open_export(),
            "copy.table" => self.open_copy(),
            "copy.number" => self.copy_number(),
            name if name.starts_with("talk.") => self.talk_command(name, argument),
            "progress.tick" => self.tick_entry(),
            "dossier" => self.open_contents(),
            "related" => self.open_related(),
            "merge" => self.open_merge(),
            "apart" => self.open_apart(),
            "series" => self.open_series(argument),
            "undo" => self.undo(),
            "redo" => self.redo(),
            name => self.act(name),
        }
    }
}
