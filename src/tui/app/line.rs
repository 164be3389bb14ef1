//! The selected line whole: what a narrow pane cuts or has no column for.

use super::{App, Pane, Tone, Touch};
use crate::text::fill;
use crate::tui::lines::Line;
use crate::tui::lines::explain::Reading;

impl App {
    /// Shows the selected line whole, in whatever list it stands.
    pub(super) fn open_line(&mut self) {
        let listing = match self.focus {
            Pane::Leads => return self.open_lead_line(),
            Pane::Case => &self.case_lines,
            Pane::Calendar => &self.agenda,
            Pane::Talks => self.talk_lines(),
            Pane::Watch => &self.watched.lines,
            Pane::Approvals => &self.queue.lines,
        };
        let Some(line) = listing.current().cloned() else {
            let text = self.list_words().no_line;
            return self.say(Tone::Info, text);
        };
        let mut reading: Reading = std::iter::once(line.text.trim().to_owned()).collect();
        if let Some(id) = self.current() {
            let row = self.desk.store.line(id);
            let Some(row) = self.told(row) else { return };
            let fields = row.map(|row| crate::tui::row::fields(&self.desk, self.lang, &row)).unwrap_or_default();
            reading.lines.push(Line::default());
            reading.lines.extend(fields);
        }
        let title = self.list_words().whole_line;
        self.read(title, reading);
    }

    fn open_lead_line(&mut self) {
        let Some(row) = self.leads.rows.get(self.leads.at) else {
            let text = self.list_words().no_line;
            return self.say(Tone::Info, text);
        };
        let mut reading = Reading { lines: crate::tui::row::fields(&self.desk, self.lang, row), ..Reading::default() };
        if let Some(touch) = self.leads.touched.get(&row.docket) {
            let text = if *touch == Touch::Gone { self.list_words().gone } else { self.list_words().touched };
            reading.lines.insert(0, Line { alarm: true, ..Line::plain(text) });
        }
        let title = fill("{0} · {1}", &[&self.list_words().whole_line, &row.number]);
        self.read(title, reading);
    }
}
