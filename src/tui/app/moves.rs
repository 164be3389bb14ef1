//! Moving about: panes, rows, views, marks, months, and the place kept for the next time.

use super::{App, Pane, moved};

impl App {
    pub(super) fn zoom(&mut self, pane: Pane) {
        self.focus = pane;
        self.full = true;
        self.left = None;
        self.reload_case();
    }

    pub(super) fn back(&mut self) {
        if self.focus == Pane::Talks && self.leave_talk() {
            return;
        }
        if let Some(pane) = self.left.take().filter(|_| self.focus == Pane::Case) {
            return self.zoom(pane);
        }
        if self.focus == Pane::Watch && !self.watched.text.is_empty() {
            // The list stands whole again.
            self.find_watched("");
        } else if matches!(self.focus, Pane::Watch | Pane::Approvals) {
            // It has no place among the four.
            self.focus = Pane::Leads;
            self.full = false;
            self.reload_case();
        } else if self.focus == Pane::Leads && self.ranging() {
            self.unmark();
        } else if self.focus == Pane::Leads && self.clear_filter(self.leads.selected()) {
            // The list stands whole again.
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
        if self.focus == Pane::Approvals {
            self.reload_approvals();
        }
        if self.focus == Pane::Watch {
            self.reload_watch();
        }
    }

    pub(super) fn step(&mut self, by: isize) {
        match self.focus {
            Pane::Leads => {
                self.leads.at = moved(self.leads.at, by, self.leads.rows.len());
                self.read_on();
                self.stretch();
                self.leads.window.follow(self.leads.at, self.leads.rows.len());
                self.reload_case();
            }
            Pane::Case => self.case_lines.step(by),
            Pane::Calendar => {
                self.step_agenda(by);
                self.reload_case();
            }
            Pane::Watch => {
                self.watched.lines.step(by);
                self.reload_case();
            }
            Pane::Approvals => {
                self.queue.lines.step(by);
                self.reload_approval();
                self.reload_case();
            }
            Pane::Talks => {
                self.talk_lines_mut().step(by);
                if self.tracker.inside.is_none() {
                    self.fill_talks();
                    self.reload_case();
                }
            }
        }
    }

    /// Half the height of the pane with the keys.
    pub(super) fn half(&self) -> isize {
        let window = match self.focus {
            Pane::Leads => &self.leads.window,
            Pane::Case => &self.case_lines.window,
            Pane::Calendar => &self.agenda.window,
            Pane::Talks => &self.talk_lines().window,
            Pane::Watch => &self.watched.lines.window,
            Pane::Approvals => &self.queue.lines.window,
        };
        window.half() as isize
    }

    /// Where the officer was, kept for the next time.
    pub fn keep_place(&mut self) {
        self.write_drafts();
        let place = format!(
            "{} {} {} {}",
            Pane::ALL.iter().position(|pane| *pane == self.focus).unwrap_or(0),
            self.leads.view,
            self.current().or(self.selected()).unwrap_or(0),
            self.leads.text
        );
        let key = format!("place {}", self.desk.officer);
        let _ = self.desk.store.set_setting(&key, &place);
        if let Some(case) = &self.case {
            let place = format!("{} {}", case.stored.docket.id, self.case_lines.at);
            let _ = self.desk.store.set_setting(&self.case_key(), &place);
        }
    }

    fn case_key(&self) -> String {
        format!("case place {}", self.desk.officer)
    }

    /// The docket and the line of it on which the officer was.
    fn restore_case(&mut self) {
        let Ok(Some(place)) = self.desk.store.setting(&self.case_key()) else { return };
        let Some((docket, at)) = place.split_once(' ') else { return };
        let (Ok(docket), Ok(at)) = (docket.parse::<i64>(), at.parse::<usize>()) else { return };
        self.show(docket);
        if self.case.as_ref().is_some_and(|case| case.stored.docket.id == docket) {
            self.case_lines.begin(at);
        }
    }

    fn ascii_key(&self) -> String {
        format!("ascii {}", self.desk.officer)
    }

    /// Whether this officer asked for frames and marks in ASCII.
    pub fn wants_ascii(&self) -> bool {
        self.desk.store.setting(&self.ascii_key()).ok().flatten().is_some_and(|kept| kept == "yes")
    }

    /// Frames and marks in ASCII, or in line characters again; kept for this officer.
    pub(super) fn turn_ascii(&mut self) {
        self.looks.ascii = !self.looks.ascii;
        let _ = self.desk.store.set_setting(&self.ascii_key(), if self.looks.ascii { "yes" } else { "no" });
    }

    pub(super) fn restore_place(&mut self) {
        let Ok(Some(place)) = self.desk.store.setting(&format!("place {}", self.desk.officer)) else { return };
        let mut words = place.splitn(4, ' ');
        let mut number = || words.next().and_then(|word| word.parse::<i64>().ok()).unwrap_or(0);
        let (pane, view, docket) = (number(), number(), number());
        let text = words.next().unwrap_or_default();
        self.focus = usize::try_from(pane).ok().and_then(|at| Pane::ALL.get(at)).copied().unwrap_or(Pane::Leads);
        let view = usize::try_from(view).ok().filter(|view| *view < self.leads.views()).unwrap_or(0);
        self.leads.places.insert(view, docket);
        let text = text.to_owned();
        self.ask(&text);
        self.show_view(view);
        self.restore_case();
        if docket > 0 && self.focus != Pane::Case {
            self.show(docket);
        }
    }
}
