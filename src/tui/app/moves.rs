//! Moving about: panes, rows, views, marks, months, and the place kept for the next time.

use super::{App, Dialog, Leads, Pane};

impl App {
    pub(super) fn zoom(&mut self, pane: Pane) {
        self.focus = pane;
        self.full = true;
        self.reload_case();
    }

    pub(super) fn back(&mut self) {
        if self.focus == Pane::Talks && self.leave_talk() {
            return;
        }
        if self.focus == Pane::Leads && self.ranging() {
            self.unmark();
        } else if !self.leads.text.is_empty() && self.focus == Pane::Leads {
            self.leads.text.clear();
            self.reload_leads();
        } else if !self.leads.marks.is_empty() && self.focus == Pane::Leads {
            self.unmark();
        } else {
            self.full = false;
        }
    }

    pub(super) fn turn(&mut self, by: isize) {
        let at = Pane::ALL.iter().position(|pane| *pane == self.focus).unwrap_or(0) as isize;
        let next = (at + by).rem_euclid(Pane::ALL.len() as isize) as usize;
        self.focus = Pane::ALL.get(next).copied().unwrap_or(Pane::Leads);
    }

    pub(super) fn step(&mut self, by: isize) {
        let moved =
            |at: usize, count: usize| (at as isize).saturating_add(by).clamp(0, count.saturating_sub(1) as isize) as usize;
        match self.focus {
            Pane::Leads => {
                self.leads.at = moved(self.leads.at, self.leads.rows.len());
                self.read_on();
                self.stretch();
                self.reload_case();
            }
            Pane::Case => self.case_lines.at = moved(self.case_lines.at, self.case_lines.lines.len()),
            Pane::Calendar => {
                self.agenda.at = moved(self.agenda.at, self.agenda.lines.len());
                self.reload_case();
            }
            Pane::Talks => {
                let listing = self.talk_lines_mut();
                listing.at = moved(listing.at, listing.lines.len());
                if self.tracker.inside.is_none() {
                    self.reload_case();
                }
            }
        }
    }

    /// Where the officer was, kept for the next time.
    pub fn keep_place(&mut self) {
        for dialog in &self.dialogs {
            if let Dialog::Form(form, entry) = dialog {
                let content = serde_json::to_string(&form.content()).unwrap_or_default();
                let (by, at) = (self.desk.officer.clone(), (self.desk.clock)());
                let _ = self.desk.store.set_draft(&entry.place(), &by, &content, at);
            }
        }
        let place = format!(
            "{} {} {}",
            Pane::ALL.iter().position(|pane| *pane == self.focus).unwrap_or(0),
            self.leads.view,
            self.selected().unwrap_or(0)
        );
        let key = format!("place {}", self.desk.officer);
        let _ = self.desk.store.set_setting(&key, &place);
    }

    pub(super) fn restore_place(&mut self) {
        let Ok(Some(place)) = self.desk.store.setting(&format!("place {}", self.desk.officer)) else { return };
        let mut words = place.split(' ').map(|word| word.parse::<i64>().unwrap_or(0));
        let (pane, view, docket) = (words.next().unwrap_or(0), words.next().unwrap_or(0), words.next().unwrap_or(0));
        self.focus = usize::try_from(pane).ok().and_then(|at| Pane::ALL.get(at)).copied().unwrap_or(Pane::Leads);
        self.leads.view = usize::try_from(view).ok().filter(|view| *view < Leads::VIEWS.len()).unwrap_or(0);
        self.reload_leads();
        if let Some(at) = self.leads.rows.iter().position(|row| row.docket == docket) {
            self.leads.at = at;
        }
        if docket > 0 {
            self.show(docket);
        }
    }
}
