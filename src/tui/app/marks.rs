//! Marks: by key, by range, by pattern, by filter; and how many of them the list does not show.

use super::entry::Entry;
use super::{App, Pane, Tone};
use crate::ops::field::{Field, Shape};
use crate::store::InboxRow;
use crate::text::bulk::Words;
use crate::text::{fill, law as law_words};
use std::collections::BTreeSet;

/// What is known about the marks beside which they are.
#[derive(Debug, Default)]
pub struct Marking {
    /// A range is being marked: where it began, and what was marked before.
    anchor: Option<(i64, BTreeSet<i64>)>,
    /// Marked dockets that view and filter do not hold.
    hidden: usize,
    /// The log link of the last act on marked dockets, and those whose marks it used up.
    used: Option<(i64, Vec<i64>)>,
}

impl App {
    pub(super) fn mark_words(&self) -> &'static Words {
        Words::of(self.lang)
    }

    /// What the title of the list says about marks: how many, and how many of them it does not show.
    pub fn marked(&self) -> String {
        let (text, count) = (self.mark_words(), self.leads.marks.len());
        let range = if self.leads.marking.anchor.is_some() { format!(" {}", text.range) } else { String::new() };
        let said = match self.leads.marking.hidden {
            _ if count == 0 => String::new(),
            0 => fill(text.marked, &[&count]),
            hidden => fill(text.hidden, &[&count, &hidden]),
        };
        format!("{said}{range}").trim().to_owned()
    }

    /// How many marked dockets are outside of view and filter.
    pub(super) fn marks_hidden(&self) -> usize {
        self.leads.marking.hidden
    }

    /// An act uses up the marks of these dockets; taken back, they are marked again.
    pub(super) fn use_marks(&mut self, dockets: &[i64], link: i64) {
        let used: Vec<i64> = dockets.iter().copied().filter(|id| self.leads.marks.remove(id)).collect();
        self.leads.marking.used = (!used.is_empty()).then_some((link, used));
    }

    /// The act of a link was taken back: what it was about is marked as it was.
    pub(super) fn marks_back(&mut self, link: i64) {
        if let Some((_, used)) = self.leads.marking.used.take_if(|(of, _)| *of == link) {
            self.leads.marks.extend(used);
        }
    }

    /// Counts anew which marks the list does not show.
    pub(super) fn count_marks(&mut self) {
        let marks: Vec<i64> = self.leads.marks.iter().copied().collect();
        let shown = if marks.is_empty() { Ok(0) } else { self.desk.store.within(&self.filter(self.leads.view), &marks) };
        if let Some(shown) = self.told(shown) {
            self.leads.marking.hidden = marks.len().saturating_sub(shown);
        }
    }

    /// Marks the selected line, or takes its mark away, and goes on.
    pub(super) fn mark(&mut self) {
        if self.end_range() {
            return;
        }
        if let Some(id) = self.selected() {
            if !self.leads.marks.remove(&id) {
                self.leads.marks.insert(id);
            }
            self.step(1);
            self.tell_marks();
        }
    }

    fn tell_marks(&mut self) {
        self.count_marks();
        let said = self.marked();
        let text = if said.is_empty() { self.mark_words().cleared.to_owned() } else { said };
        self.say(Tone::Info, text);
    }

    /// Begins a range at the selected line, or keeps the one that was begun.
    pub(super) fn mark_range(&mut self) {
        if self.end_range() {
            return;
        }
        let text = self.mark_words();
        let Some(id) = self.selected() else { return self.say(Tone::Info, text.none) };
        self.leads.marking.anchor = Some((id, self.leads.marks.clone()));
        self.stretch();
        self.say(Tone::Info, text.range_on);
    }

    /// A range that was begun is kept; whether there was one.
    pub(super) fn end_range(&mut self) -> bool {
        let ended = self.leads.marking.anchor.take().is_some();
        if ended {
            self.count_marks();
            let text = format!("{} · {}", self.mark_words().range_kept, self.marked());
            self.say(Tone::Done, text);
        }
        ended
    }

    /// The range reaches to the selected line.
    pub(super) fn stretch(&mut self) {
        let Some((anchor, before)) = &self.leads.marking.anchor else { return };
        let Some(from) = self.leads.rows.iter().position(|row| row.docket == *anchor) else { return };
        let (first, last) = (from.min(self.leads.at), from.max(self.leads.at));
        let mut marks = before.clone();
        marks.extend(self.leads.rows.iter().skip(first).take(last - first + 1).map(|row| row.docket));
        self.leads.marks = marks;
        self.count_marks();
    }

    /// One step back: the range, then the marks; whether there was one to take.
    pub(super) fn unmark(&mut self) -> bool {
        let text = self.mark_words();
        if let Some((_, before)) = self.leads.marking.anchor.take() {
            self.leads.marks = before;
            self.count_marks();
            self.say(Tone::Info, text.range_dropped);
            return true;
        }
        let any = !self.leads.marks.is_empty();
        if any {
            self.leads.marks.clear();
            self.tell_marks();
        }
        any
    }

    /// Whether a range is being marked.
    pub(super) fn ranging(&self) -> bool {
        self.leads.marking.anchor.is_some()
    }

    /// Marks everything that view and filter hold, shown or not; when all of it is marked, takes these marks away.
    pub(super) fn mark_all(&mut self) {
        self.leads.marking.anchor = None;
        let ids = self.desk.store.ids(&self.filter(self.leads.view));
        let Some(ids) = self.told(ids) else { return };
        let ids: BTreeSet<i64> = ids.into_iter().collect();
        let text = self.mark_words();
        let all = ids.iter().all(|id| self.leads.marks.contains(id));
        let said = match (ids.is_empty(), all) {
            (true, _) => return self.say(Tone::Info, text.none),
            (_, true) => text.all_off,
            (_, false) => text.all_on,
        };
        if all {
            self.leads.marks.retain(|id| !ids.contains(id));
        } else {
            self.leads.marks.extend(&ids);
        }
        self.count_marks();
        self.say(Tone::Info, fill(said, &[&ids.len()]));
    }

    /// Asks for the text by which to mark.
    pub(super) fn open_pattern(&mut self) {
        self.end_range();
        let title = self.mark_words().pattern.to_owned();
        self.open_form(title, vec![Field::new("pattern", Shape::Text, true)], Entry::Pattern);
        let hint = self.mark_words().pattern_hint.to_owned();
        if let Some(super::Dialog::Form(form, _)) = self.dialogs.last_mut() {
            form.hint = vec![hint];
        }
    }

    /// Marks every line of view and filter that holds a text.
    pub(super) fn mark_pattern(&mut self, typed: &str) {
        let wanted = typed.trim().to_lowercase();
        let rows = self.desk.store.page(&self.filter(self.leads.view), None, usize::MAX);
        let Some(rows) = self.told(rows) else { return };
        let found: Vec<i64> = rows.iter().filter(|row| self.line_text(row).contains(&wanted)).map(|row| row.docket).collect();
        self.leads.marks.extend(&found);
        self.count_marks();
        let said = fill(self.mark_words().pattern_found, &[&typed.trim(), &found.len()]);
        self.say(Tone::Info, format!("{said} · {}", self.marked()));
        self.focus = Pane::Leads;
    }

    /// What a line can say, in the words of the screen.
    fn line_text(&self, row: &InboxRow) -> String {
        let law = self.desk.office_law();
        let label = |list: &str, key: &str| {
            law.profile.item(list, key).map_or(key.to_owned(), |item| law_words::label(self.lang, &item.label).to_owned())
        };
        let stage = crate::docket::Stage::parse(&row.stage).map_or("", |stage| law_words::stage(self.lang, stage));
        let parts = [
            row.number.as_str(),
            &row.title,
            &row.place,
            &row.party,
            &row.officer,
            &label("channel", &row.channel),
            &label("department", &row.department),
            &label("medium", &row.medium),
            stage,
            row.due.as_deref().unwrap_or_default(),
            row.received.as_deref().unwrap_or_default(),
        ];
        parts.join("\t").to_lowercase()
    }
}
