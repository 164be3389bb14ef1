//! The dockets into which leads may go: those offered, and those found by what is typed.

use super::Together;
use crate::ops::related::Related;
use crate::store::{InboxRow, StoreError};
use crate::text::fill;
use crate::text::merge::Words;
use crate::tui::app::{App, Choice, Dialog};
use crate::tui::lines::{self, Line};

/// Leads whose related dockets are looked up for the choice of a target.
const LOOKED_UP: usize = 5;
/// Dockets that typed words find.
const FOUND: usize = 20;

impl App {
    /// The targets that are offered: related dockets first, then the leads themselves, the earliest first, then a new one.
    pub(super) fn targets(&self, leads: &[i64]) -> Result<Vec<(Line, Choice)>, StoreError> {
        let mut related: Vec<Related> = Vec::new();
        for id in leads.iter().take(LOOKED_UP) {
            for one in self.desk.related(*id)? {
                let known = related.iter().any(|known| known.line.docket == one.line.docket);
                if !one.line.ended && !known && !leads.contains(&one.line.docket) {
                    related.push(one);
                }
            }
        }
        related.sort_by_key(|one| std::cmp::Reverse(one.score));
        let law = self.desk.office_law();
        let into = |id: i64| Choice::Together(Together::Into(id));
        let mut items: Vec<(Line, Choice)> =
            related.iter().map(|one| (lines::related(self.lang, &law, one), into(one.line.docket))).collect();
        if leads.len() > 1 {
            let own = leads.iter().map(|id| self.desk.store.line(*id)).collect::<Result<Vec<_>, _>>()?;
            let mut own: Vec<InboxRow> = own.into_iter().flatten().filter(|row| !row.ended).collect();
            own.sort_by(|a, b| (!a.is_case, &a.received, a.docket).cmp(&(!b.is_case, &b.received, b.docket)));
            own.truncate(LOOKED_UP);
            items.extend(own.iter().map(|row| (self.row_line("*", row), into(row.docket))));
            let new = fill(Words::of(self.lang).merge_new, &[&leads.len()]);
            items.push((Line::head(&new), Choice::Together(Together::New)));
        }
        Ok(items)
    }

    fn row_line(&self, mark: &str, row: &InboxRow) -> Line {
        let say = Words::of(self.lang);
        let what = if row.is_case { say.case } else { say.lead };
        let ended = if row.ended { format!("（{}）", say.ended) } else { String::new() };
        let received = row.received.as_deref().unwrap_or("—");
        let text = format!("{mark} {what}{ended} {} {received} {} · {}", row.number, row.party, row.title);
        Line { faint: row.ended, ..Line::plain(text) }
    }

    /// What was typed finds offered targets, and any docket by its number or by words about it.
    pub(super) fn find_target(&mut self) {
        let Some(Dialog::Picker(picker)) = self.dialogs.last() else { return };
        let typed = picker.typed.trim().to_lowercase();
        let hit = |(line, _): &&(Line, Choice)| line.text.to_lowercase().contains(&typed);
        let mut items: Vec<(Line, Choice)> = self.merging.offered.iter().filter(hit).cloned().collect();
        if !typed.is_empty() {
            let mut ids: Vec<i64> = self.desk.store.find(&typed).ok().flatten().into_iter().collect();
            ids.extend(self.desk.store.search(&typed, FOUND).unwrap_or_default());
            for id in ids {
                let choice = Choice::Together(Together::Into(id));
                let lone = self.merging.leads.as_slice() == [id];
                if !lone
                    && items.iter().all(|(_, known)| *known != choice)
                    && let Ok(Some(row)) = self.desk.store.line(id)
                {
                    items.push((self.row_line(" ", &row), choice));
                }
            }
        }
        if let Some(Dialog::Picker(picker)) = self.dialogs.last_mut() {
            picker.items = items;
        }
    }
}
