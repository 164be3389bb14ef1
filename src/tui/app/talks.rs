//! The negotiation pane: its views and filter, a negotiation from inside, and its acts.

use super::{App, Choice, Dialog, Listing, Pane, Picker, Tone};
use crate::docket::{Fact, Kind};
use crate::law::{Missing, NextStep};
use crate::ops::query::Query;
use crate::ops::talk::Talk;
use crate::ops::view::{Known, NegotiationRow, TalkKey, TalkView};
use crate::text::{ops as ops_words, query as query_words, talks as words};
use crate::tui::key::Key;
use crate::tui::lines::{self, Line, Target};
use std::collections::BTreeSet;

/// Negotiations worked out about the selection, each way: more than any screen is high.
const ABOUT: usize = 64;

/// The tracker, and the negotiation that is opened in it.
#[derive(Debug, Default)]
pub struct Tracker {
    /// The places of all that the filter finds.
    all: Vec<TalkKey>,
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
    /// The view, as a place in [`TalkView::ALL`].
    pub view: usize,
    /// What is searched for.
    pub text: String,
    /// The search line is being typed.
    pub typing: bool,
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

    /// The view shown.
    #[must_use]
    pub fn shown(&self) -> TalkView {
        TalkView::ALL.get(self.view).copied().unwrap_or_default()
    }
}

/// What several cases may do together: meet, and what is written about it.
const TOGETHER: &[Kind] =
    &[Kind::ExchangeHeld, Kind::MeetingPlanned, Kind::MeetingAttended, Kind::MeetingStep, Kind::MeetingHeld, Kind::MeetingSigned];

/// The kinds of fact of an act, the later step before the earlier.
fn kinds(name: &str) -> &'static [Kind] {
    match name {
        "talk.issue" => &[Kind::NoticeIssued],
        "talk.serve" => &[Kind::NoticeServed],
        "talk.unserved" => &[Kind::NoticeServiceFailed],
        "talk.receive" => &[Kind::NoticeReceived],
        "talk.reply" => &[Kind::ReplyReceived],
        "talk.excuse" => &[Kind::ReplyExcused],
        "talk.plan" => &[Kind::MeetingPlanned],
        "talk.attend" => &[Kind::MeetingAttended],
        "talk.step" => &[Kind::MeetingStep],
        "talk.meeting" | "talk.uncounted" => &[Kind::MeetingHeld],
        "talk.consent" => &[Kind::MeetingApproved],
        "talk.sign" => &[Kind::MeetingSigned],
        "talk.position" => &[Kind::PositionStated],
        "talk.mandate" => &[Kind::MandateApproved],
        "talk.agree" => &[Kind::AgreementSigned],
        "talk.fail" => &[Kind::NegotiationFailed],
        "talk.renegotiate" => &[Kind::RenegotiationStarted],
        "talk.notify" => &[Kind::SuitProcuratorateNotified],
        "talk.sue" => &[Kind::SuitFiled],
        "talk.exchange" => &[Kind::ExchangeHeld],
        "talk.joint" => &[Kind::AppraisalCommissioned],
        "talk.performance" => &[Kind::PerformanceOffered],
        "talk.note" => &[Kind::NoteAdded],
        _ => &[],
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
        let caret = self.tracker.typing.then_some(self.tracker.text.len());
        self.desk.query(&self.tracker.text, caret, query_words::words(self.lang))
    }

    /// Reads the tracker and the opened negotiation anew.
    pub(super) fn reload_talks(&mut self) {
        let query = self.talk_query();
        if let Some(issue) = query.issues.first() {
            let text = query_words::issue(self.lang, issue);
            self.say(Tone::Info, text);
        }
        let read = self.desk.talk_keys(&query, &mut self.tracker.known);
        if let Some(keys) = self.told(read) {
            self.tracker.all = keys;
            self.sift_talks();
        }
        if let Some((docket, party)) = self.opened() {
            self.open_talk(docket, party.as_deref());
        }
    }

    /// Of all that were read, those of the view; the selection stays on its negotiation.
    fn sift_talks(&mut self) {
        let (officer, all) = (self.desk.officer.as_str(), &self.tracker.all);
        let view = self.tracker.shown();
        let keys: Vec<TalkKey> = all.iter().filter(|key| view.has(key, officer)).cloned().collect();
        let count = |view: &TalkView| all.iter().filter(|key| view.has(key, officer)).count();
        self.tracker.counts = TalkView::ALL.iter().map(count).collect();
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
    fn open_talk(&mut self, docket: i64, party: Option<&str>) {
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
        let filtered = !self.tracker.text.is_empty();
        if filtered {
            self.tracker.text.clear();
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
        let count = TalkView::ALL.len() as isize;
        self.show_talks((self.tracker.view as isize + by).rem_euclid(count) as usize);
    }

    /// A view of the tracker, from its top.
    pub(super) fn show_talks(&mut self, view: usize) {
        self.tracker.inside = None;
        self.tracker.view = view;
        self.talks.at = 0;
        self.tracker.keys.clear();
        self.sift_talks();
        self.reload_case();
    }

    /// A key to the filter line.
    pub(super) fn talk_search_key(&mut self, key: Key) {
        match key {
            Key::Enter | Key::Tab => self.tracker.typing = false,
            Key::Esc => {
                self.tracker.typing = false;
                self.tracker.text.clear();
            }
            Key::Backspace => drop(self.tracker.text.pop()),
            Key::Ctrl('u') => self.tracker.text.clear(),
            Key::Char(c) => self.tracker.text.push(c),
            _ => {}
        }
        self.reload_talks();
        self.reload_case();
    }

    /// A command of the negotiation pane.
    pub(super) fn talk_command(&mut self, name: &str) {
        match name {
            "talk.next" => self.turn_talks(1),
            "talk.previous" => self.turn_talks(-1),
            "talk.views" => self.choose_talks(),
            "talk.filter" if self.tracker.inside.is_none() => self.tracker.typing = true,
            "talk.steps" => self.talk_steps(),
            "talk.mark" => self.mark_talk(),
            "talk.case" => {
                if let Some((docket, _)) = self.talk_at() {
                    self.show(docket);
                    self.focus = Pane::Case;
                }
            }
            "talk.consent" => {
                let first = self.talk_at().and_then(|(docket, _)| self.desk.proposes_first(docket, Kind::MeetingApproved));
                self.record_talk(&[first.unwrap_or(Kind::MeetingApproved)], &[]);
            }
            "talk.joint" => self.record_talk(kinds(name), &[("joint", "true".to_owned()), ("path", "full".to_owned())]),
            "talk.uncounted" => self.open_uncounted(),
            name => self.record_talk(kinds(name), &[]),
        }
    }

    fn mark_talk(&mut self) {
        let Some((docket, _)) = self.talk_at().filter(|_| self.tracker.inside.is_none()) else { return };
        if !self.tracker.marks.remove(&docket) {
            self.tracker.marks.insert(docket);
        }
        self.step(1);
        let text = crate::text::fill(self.mark_words().marked, &[&self.tracker.marks.len()]);
        self.say(Tone::Info, text);
    }

    /// An act on the negotiation: its form where the law allows it, else why not, with the articles.
    fn record_talk(&mut self, kinds: &[Kind], with: &[(&'static str, String)]) {
        let (Some((docket, party)), Some(kind)) = (self.talk_at(), kinds.first()) else {
            let text = words::Words::of(self.lang).none_open;
            return self.say(Tone::Info, text);
        };
        if let Some(ids) = self.many().filter(|_| self.tracker.inside.is_none() && TOGETHER.contains(kind)) {
            return self.open_kind(&ids, *kind);
        }
        self.show(docket);
        let Some(case) = &self.case else { return };
        let mine = |step: &NextStep| step.step.fact == *kind && (step.party.is_none() || step.party == party);
        let found: Vec<NextStep> = case.derived.next.all().filter(|(_, step)| mine(step)).map(|(_, step)| step.clone()).collect();
        let open = |step: &&NextStep| step.missing.iter().all(Missing::overridable_here);
        if found.iter().find(open).is_some() {
            return self.open_fact_with(docket, *kind, party.as_deref(), with);
        }
        if let Some(step) = found.first() {
            return self.not_yet(step);
        }
        let mut fact = Fact::new(*kind, self.desk.today);
        if let Some(party) = party {
            fact = fact.with("party", party);
        }
        let guard = self.desk.law_of(&case.stored).guard(&case.stored.docket, &fact, self.desk.today);
        let why = if guard.allows() { self.words().no_step.to_owned() } else { ops_words::guard(self.lang, &guard) };
        self.refuse(&why, guard.cites());
    }

    /// A meeting that was held beyond the number without consent: on file as what it is.
    fn open_uncounted(&mut self) {
        let Some((docket, party)) = self.talk_at() else {
            let text = words::Words::of(self.lang).none_open;
            return self.say(Tone::Info, text);
        };
        self.show(docket);
        self.open_fact_with(docket, Kind::MeetingHeld, party.as_deref(), &[("counts", "false".to_owned())]);
    }

    /// The steps of this negotiation alone, to choose from.
    pub(super) fn talk_steps(&mut self) {
        let Some((docket, party)) = self.talk_at() else { return };
        self.show(docket);
        let Some(case) = &self.case else { return };
        let law = self.desk.law_of(&case.stored);
        let names = [self.words().must, self.words().may, self.words().blocked];
        let mine = |step: &NextStep| step.party.is_none() || party.is_none() || step.party == party;
        let items: Vec<(Line, Choice)> = case
            .derived
            .next
            .all()
            .filter(|(_, step)| mine(step))
            .map(|(group, step)| {
                let mut line = lines::step(&self.desk, self.lang, &law, step);
                line.text = format!("{} {}", names.get(group).copied().unwrap_or_default(), line.text.trim_start());
                (line, Choice::Step(step.step.id.to_string(), step.party.clone()))
            })
            .collect();
        let title = format!("{} · {}", self.words().choose_step, case.number);
        self.dialogs.push(Dialog::Picker(Picker::new(title, items)));
    }

    /// Puts what is known into the fields of a fact of a negotiation, and offers to leave the party out where all may meet.
    pub(super) fn begin_talk(
        &self,
        id: i64,
        kind: Kind,
        party: Option<&str>,
        with: &[(&'static str, String)],
        fields: &mut [crate::ops::field::Field],
    ) {
        let known = self.desk.talk(id, party).ok().flatten();
        let begun = known.map(|talk| self.desk.begin(&talk, kind)).unwrap_or_default();
        for (key, value) in begun.iter().chain(with) {
            if let Some(slot) = fields.iter_mut().find(|field| field.key == *key) {
                slot.initial.clone_from(value);
            }
        }
        let party = fields.iter_mut().find(|field| field.key == "party" && !field.required);
        if let Some(crate::ops::field::Shape::Choice(list)) = party.map(|field| &mut field.shape) {
            let all: std::sync::Arc<str> = words::Words::of(self.lang).everyone.into();
            list.push(("".into(), crate::law::Label { zh: all.clone(), en: all }));
        }
    }
}
