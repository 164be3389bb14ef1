//! The negotiation pane: its list, and a negotiation from inside.

use super::{App, FilterLine, Listing, Pane, Tone};
use crate::ops::query::Query;
use crate::ops::talk::Talk;
use crate::ops::view::{Known, NegotiationRow, OwnTalks, TalkKey, TalkView};
use crate::text::query as query_words;
use crate::tui::lines::{self, Line, Target};
use std::collections::BTreeSet;

/// Negotiations worked out about the selection, each way: more than any screen is high.
const ABOUT: usize = 64;

/// The tracker, and the negotiation that is opened in it.
#[derive(Debug, Default)]
pub struct Tracker {
    /// The places of all that the filter finds.
    pub(super) all: Vec<TalkKey>,
    /// What was worked out before.
    pub(super) known: Known,
    /// The places of the view, by what is due.
    pub keys: Vec<TalkKey>,
    /// Those about the selection, worked out.
    pub rows: Vec<NegotiationRow>,
    /// The place of the first of these in the view, and the one behind the last.
    from: usize,
    to: usize,
    /// How many each view holds.
    pub counts: Vec<usize>,
    /// The view, as a place in [`TalkView::ALL`], and behind them among the officer's own.
    pub view: usize,
    /// The officer's own views.
    pub own: Vec<OwnTalks>,
    /// What is searched for.
    pub text: String,
    /// The search line is being typed.
    pub typing: bool,
    /// The search line.
    pub line: FilterLine,
    /// What of the text could be read.
    pub asked: Query,
    /// Marked dockets: several cases in one meeting.
    pub marks: BTreeSet<i64>,
    /// The one that is opened.
    pub inside: Option<Inside>,
}

/// A negotiation that is opened.
#[derive(Debug)]
pub struct Inside {
    /// What is known about it.
    pub talk: Talk,
    /// Its lines.
    pub lines: Listing,
}

impl Tracker {
    /// The negotiation at a place of the view, where it is worked out.
    #[must_use]
    pub fn row(&self, at: usize) -> Option<&NegotiationRow> {
        let key = self.keys.get(at)?;
        self.rows.iter().find(|row| row.docket == key.docket && row.track().unwrap_or_default() == key.party)
    }

    /// The officer's own view at a place.
    #[must_use]
    pub fn own_at(&self, view: usize) -> Option<&OwnTalks> {
        self.own.get(view.checked_sub(TalkView::ALL.len())?)
    }

    /// How many views there are.
    #[must_use]
    pub fn views(&self) -> usize {
        TalkView::ALL.len() + self.own.len()
    }

    /// The view shown; of an own one that within which it filters.
    #[must_use]
    pub fn shown(&self) -> TalkView {
        let own = self.own_at(self.view).map(|own| own.view);
        own.or_else(|| TalkView::ALL.get(self.view).copied()).unwrap_or_default()
    }
}

impl App {
    /// The lines with the selection: of the tracker, or of the negotiation that is opened.
    pub(super) fn talk_lines(&self) -> &Listing {
        self.tracker.inside.as_ref().map_or(&self.talks, |inside| &inside.lines)
    }

    pub(super) fn talk_lines_mut(&mut self) -> &mut Listing {
        self.tracker.inside.as_mut().map_or(&mut self.talks, |inside| &mut inside.lines)
    }

    /// What the filter asks.
    pub(super) fn talk_query(&self) -> Query {
        let caret = self.tracker.typing.then(|| self.tracker.line.edit.place());
        self.desk.query(&self.tracker.text, caret, query_words::words(self.lang))
    }

    /// Reads the tracker and the opened negotiation anew.
    pub(super) fn reload_talks(&mut self) {
        let query = self.talk_query();
        // While it is typed it is said beside the line.
        if let Some(issue) = query.issues.first().filter(|_| !self.tracker.typing) {
            let text = query_words::issue(self.lang, issue);
            self.say(Tone::Info, text);
        }
        self.tracker.asked = query.clone();
        let read = self.desk.talk_keys(&query, &mut self.tracker.known);
        if let Some(keys) = self.told(read) {
            self.tracker.all = keys;
            if !self.tracker.typing {
                self.count_talks();
            }
            self.sift_talks();
        }
        if let Some((docket, party)) = self.opened() {
            self.open_talk(docket, party.as_deref());
        }
    }

    /// Of all that were read, those of the view; the selection stays on its negotiation.
    pub(super) fn sift_talks(&mut self) {
        let (officer, all) = (self.desk.officer.as_str(), &self.tracker.all);
        let view = self.tracker.shown();
        let keys: Vec<TalkKey> = all.iter().filter(|key| view.has(key, officer)).cloned().collect();
        let before = self.talks.at;
        let selected = self.tracker.keys.get(before);
        let same = |key: &TalkKey| selected.is_some_and(|known| (known.docket, &known.party) == (key.docket, &key.party));
        let found = keys.iter().position(same).unwrap_or(before);
        let blank = |key: &TalkKey| Line { target: Some(Target::Docket(key.docket)), ..Line::default() };
        self.talks.lines = keys.iter().map(blank).collect();
        self.talks.at = found.min(keys.len().saturating_sub(1));
        self.talks.window.shift(before, self.talks.at, keys.len());
        self.tracker.keys = keys;
        self.tracker.rows.clear();
        self.fill_talks();
    }

    /// Works out what stands about the selection, unless it stands there.
    pub(super) fn fill_talks(&mut self) {
        let (at, count) = (self.talks.at, self.tracker.keys.len());
        let (first, last) = (at.saturating_sub(ABOUT / 2), (at + ABOUT / 2).min(count));
        if !self.tracker.rows.is_empty() && self.tracker.from <= first && last <= self.tracker.to {
            return;
        }
        let (from, to) = (at.saturating_sub(ABOUT), (at + ABOUT).min(count));
        let Some(keys) = self.tracker.keys.get(from..to).map(<[TalkKey]>::to_vec) else { return };
        let read = self.desk.talk_rows(&keys, &mut self.tracker.known);
        let Some(rows) = self.told(read) else { return };
        (self.tracker.rows, self.tracker.from, self.tracker.to) = (rows, from, to);
        for at in from..to {
            let line = self.tracker.row(at).map(|row| lines::negotiation(&self.desk, self.lang, row));
            if let (Some(line), Some(place)) = (line, self.talks.lines.get_mut(at)) {
                *place = line;
            }
        }
    }

    fn opened(&self) -> Option<(i64, Option<String>)> {
        let row = &self.tracker.inside.as_ref()?.talk.row;
        Some((row.docket, row.track().map(str::to_owned)))
    }

    /// The negotiation that acts work on: its docket and liable party.
    pub(super) fn talk_at(&self) -> Option<(i64, Option<String>)> {
        self.opened().or_else(|| {
            let key = self.tracker.keys.get(self.talks.at)?;
            Some((key.docket, Some(key.party.clone()).filter(|party| !party.is_empty())))
        })
    }

    /// Opens a negotiation, or reads it anew where it is open already.
    pub(super) fn open_talk(&mut self, docket: i64, party: Option<&str>) {
        let read = self.desk.talk(docket, party);
        let Some(found) = self.told(read) else { return };
        let Some(talk) = found else {
            self.tracker.inside = None;
            return;
        };
        let mut lines = match self.tracker.inside.take() {
            Some(inside) if inside.talk.row.docket == docket && inside.talk.row.track() == party => inside.lines,
            _ => Listing::default(),
        };
        lines.put(lines::talk(&self.desk, self.lang, &talk));
        self.tracker.inside = Some(Inside { talk, lines });
    }

    /// The negotiation of the shown docket with a party, in its own pane.
    pub(super) fn enter_talk_of(&mut self, party: Option<&str>) {
        let Some(id) = self.case.as_ref().map(|case| case.stored.docket.id) else { return };
        self.open_talk(id, party);
        self.focus = Pane::Talks;
    }

    /// Enter: opens the selected negotiation; inside, does what the line stands for.
    pub(super) fn enter_talk(&mut self) {
        if self.tracker.inside.is_none() {
            if let Some((docket, party)) = self.talk_at() {
                self.open_talk(docket, party.as_deref());
                self.show(docket);
            }
            return;
        }
        match self.talk_lines().current().and_then(|line| line.target.clone()) {
            Some(Target::Step { id, party }) => self.open_step(&id, party.as_deref()),
            Some(Target::Deadline { .. }) => self.open_proof(),
            Some(Target::Record { kind, with }) => self.record_talk(&[kind], &with),
            Some(Target::Docket(id)) => self.show(id),
            Some(Target::Tasks(step)) => self.list_tasks(&step),
            _ => self.open_steps(),
        }
    }

    /// Esc: out of the negotiation, then the marks go, then the filter; whether there was anything to leave.
    pub(super) fn leave_talk(&mut self) -> bool {
        if self.tracker.inside.take().is_some() {
            return true;
        }
        if !self.tracker.marks.is_empty() {
            self.tracker.marks.clear();
            return true;
        }
        let floor = self.talks_floor();
        let filtered = self.tracker.text != floor;
        if filtered {
            self.tracker.text = floor;
            self.reload_talks();
        }
        filtered
    }

    /// The next view; inside, the next section.
    pub(super) fn turn_talks(&mut self, by: isize) {
        if let Some(inside) = &mut self.tracker.inside {
            let heads = inside.lines.lines.iter().enumerate().filter(|(_, line)| line.head).map(|(at, _)| at);
            let at = inside.lines.at;
            let next =
                if by > 0 { heads.into_iter().find(|head| *head > at) } else { heads.into_iter().rfind(|head| *head < at) };
            inside.lines.at = next.unwrap_or(if by > 0 { at } else { 0 });
            inside.lines.window.begin(inside.lines.at);
            return;
        }
        let count = self.tracker.views() as isize;
        self.show_talks((self.tracker.view as isize + by).rem_euclid(count) as usize);
    }
}
