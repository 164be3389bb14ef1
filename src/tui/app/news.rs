//! What others write while somebody reads: counts follow at once, the list does not move. Leads that arrived wait until they
//! are taken in; a line that somebody else changed or took away stays where it is, with a mark.

use super::leads::{COUNTED, PAGE};
use super::{App, Tone, Touch};
use crate::text::fill;
use std::collections::{BTreeMap, BTreeSet};

/// Lines at the end of the list by which it is found again, though some of them may have left it.
const LAST: usize = 20;

impl App {
    /// Other writers have written: whether anything on the screen changes by it.
    pub(super) fn news(&mut self, version: i64) -> bool {
        self.seen = version;
        let before = (
            self.leads.counts.clone(),
            self.leads.held.len(),
            self.leads.touched.clone(),
            self.agenda.lines.clone(),
            self.talks.lines.clone(),
            self.case_lines.lines.clone(),
            self.calendar.load.clone(),
            (self.queue.counts, self.queue.lines.lines.clone(), self.watched.lines.lines.clone()),
        );
        self.recount();
        self.compare_leads();
        self.reload_beside();
        let after = (
            &self.leads.counts,
            self.leads.held.len(),
            &self.leads.touched,
            &self.agenda.lines,
            &self.talks.lines,
            &self.case_lines.lines,
            &self.calendar.load,
        );
        let beside = &before.7;
        let queue = (self.queue.counts, &self.queue.lines.lines, &self.watched.lines.lines) != (beside.0, &beside.1, &beside.2);
        queue || after != (&before.0, before.1, &before.2, &before.3, &before.4, &before.5, &before.6)
    }

    /// Holds the list as it stands against the database: what arrived waits, what changed is marked in its place.
    fn compare_leads(&mut self) {
        let filter = self.filter(self.leads.view);
        let mut wanted = self.leads.rows.len().max(PAGE) + self.leads.held.len() + PAGE;
        let shown: BTreeSet<i64> = self.leads.rows.iter().map(|row| row.docket).collect();
        let last: BTreeSet<i64> = self.leads.rows.iter().rev().take(LAST).map(|row| row.docket).collect();
        let (fresh, until) = loop {
            let page = self.desk.store.page(&filter, None, wanted);
            let Some(fresh) = self.told(page) else { return };
            if self.leads.complete && fresh.len() < wanted {
                let all = fresh.len();
                break (fresh, all);
            }
            // Behind the last known line of a list that was not read to its end stand lines that were always there.
            if let Some(at) = fresh.iter().rposition(|row| last.contains(&row.docket)) {
                break (fresh, at + 1);
            }
            if fresh.len() < wanted {
                let known = fresh.iter().rposition(|row| shown.contains(&row.docket)).map_or(0, |at| at + 1);
                break (fresh, known);
            }
            if wanted >= COUNTED {
                // So much has come before it that its end is out of reach.
                let all = fresh.len();
                break (fresh, all);
            }
            wanted = wanted.saturating_mul(4).min(COUNTED);
        };
        self.leads.held = fresh.iter().take(until).map(|row| row.docket).filter(|id| !shown.contains(id)).collect();
        let mut now: BTreeMap<i64, _> = fresh.into_iter().map(|row| (row.docket, row)).collect();
        for at in 0..self.leads.rows.len() {
            let Some((id, revision)) = self.leads.rows.get(at).map(|row| (row.docket, row.revision)) else { break };
            let listed = now.remove(&id);
            let touch = if listed.is_some() { Touch::Changed } else { Touch::Gone };
            let line = match listed {
                Some(line) => Some(line),
                None => {
                    let line = self.desk.store.line(id);
                    let Some(line) = self.told(line) else { return };
                    line
                }
            };
            match (line, self.leads.rows.get_mut(at)) {
                (Some(line), Some(row)) => {
                    if line.revision != revision {
                        self.leads.touched.insert(id, touch);
                    } else if let Some(kept) = self.leads.touched.get_mut(&id) {
                        // It came back, or left meanwhile.
                        *kept = touch;
                    }
                    *row = line;
                }
                // Taken back whole.
                _ => drop(self.leads.touched.insert(id, Touch::Gone)),
            }
        }
    }

    /// Takes in what waits, and reads everything anew.
    pub(super) fn take_news(&mut self) {
        let (arrived, touched) = (self.leads.held.len(), self.leads.touched.len());
        self.leads.forget_news();
        self.refresh();
        if arrived + touched > 0 {
            let text = fill(self.list_words().news_taken, &[&arrived, &touched]);
            self.say(Tone::Done, text);
        }
    }
}
