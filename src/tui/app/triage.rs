//! Triage: one lead after the other, each decided by a key; what is known stands there before anything is asked.

use super::entry::Entry;
use super::{App, Dialog, Tone};
use crate::docket::{Attributes, Fact, Kind};
use crate::ops::triage::{TriageView, Way};
use crate::store::Filter;
use crate::text::{fill, law as words, ops as ops_words, triage as text};
use crate::tui::key::Key;
use crate::tui::lines::explain;
use std::cell::Cell;
use std::collections::BTreeSet;

/// Leads that one sitting takes in at most.
const MOST: usize = 10_000;
/// Lines that a page key scrolls.
const STEP: isize = 5;

/// Acts of a sitting whose links are kept by number; older ones are only counted.
const KEPT: usize = 300;

/// A sitting.
#[derive(Debug)]
pub struct Triage {
    /// The leads, in the order of the list.
    queue: Vec<i64>,
    /// The one shown.
    at: usize,
    /// Those decided today, in order, each with the link of its act.
    done: Vec<(i64, i64)>,
    /// All acts of today's sittings, also those taken back: a redo at the desk counts again.
    links: Vec<i64>,
    /// Decided before those.
    before: usize,
    /// Decided since it was opened.
    here: usize,
    /// Not decided yet.
    left: usize,
    /// The lead shown; none when all are decided.
    pub view: Option<TriageView>,
    /// Its attributes with what the officer changed.
    pub changed: Attributes,
    /// The suggested department is taken over.
    pub route: bool,
    /// The first line shown of what is told about the lead.
    pub top: usize,
    /// The last value of `top` that still fills the room, told by the picture.
    pub last: Cell<usize>,
    /// When it began, in seconds.
    began: i64,
}

impl Triage {
    /// How many are decided, of how many.
    pub fn progress(&self) -> (usize, usize) {
        let done = self.before + self.done.len();
        (done, done + self.left)
    }

    /// Seconds a lead, once one is decided.
    pub fn pace(&self, now: i64) -> Option<i64> {
        let done = i64::try_from(self.here).ok().filter(|done| *done > 0)?;
        Some((now - self.began).max(0) / done)
    }

    fn decided(&self) -> BTreeSet<i64> {
        self.done.iter().map(|(docket, _)| *docket).collect()
    }

    fn shown(&self) -> Option<i64> {
        self.queue.get(self.at).copied()
    }
}

impl App {
    /// Begins with the marked leads, else with those of the view that are not decided; where it was left today.
    pub(super) fn open_triage(&mut self) {
        let marked: Vec<i64> = self.leads.marks.iter().copied().collect();
        let queue = if marked.is_empty() {
            let filter = Filter { is_case: Some(false), ..self.filter(self.leads.view) };
            let page = self.desk.store.page(&filter, None, MOST);
            let Some(rows) = self.told(page) else { return };
            let open =
                rows.into_iter().filter(|row| !row.ended && matches!(row.stage.as_str(), "" | "lead_registered" | "checking"));
            open.map(|row| row.docket).collect()
        } else {
            marked
        };
        let (before, links, last) = self.kept_place();
        let standing = links.iter().filter(|link| self.desk.store.stands(**link).unwrap_or(false));
        let lead = |link: &i64| {
            let facts = self.desk.store.link_facts(*link).ok()?;
            // Of a merge, the lead that went in.
            let merged = facts.iter().find(|(_, fact)| fact.kind == Kind::LeadMerged);
            Some((merged.or(facts.first())?.0, *link))
        };
        let done: Vec<(i64, i64)> = standing.filter_map(lead).collect();
        if queue.is_empty() && done.is_empty() {
            let text = text::Words::of(self.lang).nothing;
            return self.say(Tone::Info, text);
        }
        let at = queue.iter().position(|id| *id == last).unwrap_or(0);
        let began = (self.desk.clock)();
        let (view, changed, last) = (None, Attributes::default(), Cell::new(usize::MAX));
        let (here, left, top) = (0, 0, 0);
        self.triage = Some(Triage { queue, at, done, links, before, here, left, view, changed, route: true, top, last, began });
        self.triage_turn(0, 1);
    }

    fn place_key(&self) -> String {
        format!("triage {}", self.desk.officer)
    }

    /// What is kept of today: how many older acts, the links of the others, and the lead shown last.
    fn kept_place(&self) -> (usize, Vec<i64>, i64) {
        let kept = self.desk.store.setting(&self.place_key()).ok().flatten().unwrap_or_default();
        let mut words = kept.split(' ');
        if words.next() != Some(self.desk.today.to_string().as_str()) {
            return (0, Vec::new(), 0);
        }
        let mut number = || words.next().and_then(|word| word.parse::<i64>().ok()).unwrap_or(0);
        let (before, last) = (usize::try_from(number()).unwrap_or(0), number());
        let links = words.next().unwrap_or_default().split(',').filter_map(|word| word.parse::<i64>().ok());
        (before, links.collect(), last)
    }

    pub(super) fn keep_triage(&mut self) {
        let Some(triage) = &mut self.triage else { return };
        if triage.links.len() > KEPT {
            // Counted from now on; its lead is not in the queue again.
            let old: BTreeSet<i64> = triage.links.drain(..KEPT / 2).collect();
            let gone: BTreeSet<i64> =
                triage.done.iter().filter(|(_, link)| old.contains(link)).map(|(docket, _)| *docket).collect();
            triage.done.retain(|(_, link)| !old.contains(link));
            let here = triage.shown();
            triage.queue.retain(|id| !gone.contains(id));
            triage.at = here.and_then(|id| triage.queue.iter().position(|known| *known == id)).unwrap_or(triage.queue.len());
            triage.before += gone.len();
        }
        let links: Vec<String> = triage.links.iter().map(i64::to_string).collect();
        let (before, at) = (triage.before, triage.shown().unwrap_or(0));
        let place = format!("{} {before} {at} {}", self.desk.today, links.join(","));
        let _ = self.desk.store.set_setting(&self.place_key(), &place);
    }

    /// Reads the lead that is its turn.
    fn triage_show(&mut self) {
        let Some(triage) = &self.triage else { return };
        let id = triage.shown();
        let view = id.map(|id| self.desk.triage(id));
        let view = view.and_then(|read| self.told(read).flatten());
        if let Some(id) = id {
            self.show(id);
        }
        if let Some(triage) = &mut self.triage {
            triage.changed =
                view.as_ref().map(|view| view.case.stored.docket.state().attributes.into_owned()).unwrap_or_default();
            let decided = triage.decided();
            triage.left = triage.queue.iter().filter(|id| !decided.contains(id)).count();
            (triage.route, triage.top, triage.view) = (true, 0, view);
        }
        self.keep_triage();
    }

    /// The nearest lead that is not decided, from `first` steps on and round again.
    fn triage_turn(&mut self, first: usize, by: isize) {
        if let Some(triage) = &mut self.triage {
            let (count, decided) = (triage.queue.len(), triage.decided());
            let place = |step: usize| {
                let step = (step % count.max(1)) as isize * by;
                (triage.at as isize + step).rem_euclid(count.max(1) as isize) as usize
            };
            let open = |at: &usize| triage.queue.get(*at).is_some_and(|id| !decided.contains(id));
            triage.at = (first..first + count).map(place).find(open).unwrap_or(count);
        }
        self.triage_show();
    }

    /// An act of the sitting is written: the next lead opens at once.
    pub(super) fn triage_done(&mut self, docket: i64, link: i64) {
        let Some(triage) = &mut self.triage else { return };
        if triage.shown() == Some(docket) {
            triage.done.push((docket, link));
            triage.links.push(link);
            triage.here += 1;
            self.leads.marks.remove(&docket);
            self.triage_turn(1, 1);
        }
    }

    /// A key of the sitting.
    pub(super) fn triage_key(&mut self, key: Key) {
        let said = std::mem::take(&mut self.said);
        self.status = None;
        match key.folded() {
            Key::Esc | Key::Char('q') => {
                self.keep_triage();
                let here = self.triage.take().and_then(|triage| triage.shown());
                self.refresh();
                if let Some(id) = here {
                    self.leads.select(id);
                }
                self.reload_case();
            }
            Key::Char('?') | Key::F(1) => {
                let say = text::Words::of(self.lang);
                let lines = say.help.split('\n').map(str::to_owned).collect();
                self.read(say.title, lines);
            }
            Key::Char('u') => self.triage_back(),
            Key::Char(' ' | 'j') | Key::Down => self.triage_turn(1, 1),
            Key::Char('k') | Key::Up => self.triage_turn(1, -1),
            Key::PageDown | Key::Ctrl('d') => self.triage_scroll(1),
            Key::PageUp | Key::Ctrl('u') => self.triage_scroll(-1),
            Key::Char('o') => {
                self.keep_triage();
                self.triage = None;
                self.zoom(super::Pane::Case);
            }
            Key::Char('l') | Key::F(2) => self.triage_articles(said),
            Key::Char('e') => {
                if let Some(id) = self.triage.as_ref().and_then(Triage::shown) {
                    self.open_first_proof(id);
                }
            }
            Key::Char('r') => self.triage_change(|it| it.red_line = !it.red_line),
            Key::Char('p') => self.triage_change(|it| it.protected_area = !it.protected_area),
            Key::Char('R') => self.open_related(),
            Key::Char('m') => self.open_merge(),
            Key::Char('s') => self.triage_change(|it| it.province_requires_start = !it.province_requires_start),
            Key::Char('d') => {
                if let Some(triage) = &mut self.triage {
                    triage.route = !triage.route;
                }
            }
            Key::Enter => match self.triage.as_ref().and_then(|triage| triage.view.as_ref()).map(|view| view.recommended) {
                Some(Some(way)) => self.triage_take(way),
                Some(None) => {
                    let text = text::Words::of(self.lang).look_first;
                    self.say(Tone::Info, text);
                }
                None => {}
            },
            Key::Char(c) => {
                let place = c.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1));
                if let Some(way) = place.and_then(|place| Way::ALL.get(place)) {
                    self.triage_take(*way);
                } else if !c.is_ascii() {
                    let text = self.words().input_method;
                    self.say(Tone::Info, text);
                }
            }
            _ => {}
        }
    }

    fn triage_change(&mut self, change: impl Fn(&mut Attributes)) {
        let Some(Triage { view: Some(view), changed, .. }) = &mut self.triage else { return };
        change(changed);
        self.desk.weigh(view, changed);
    }

    fn triage_scroll(&mut self, by: isize) {
        let Some(triage) = &mut self.triage else { return };
        let last = triage.last.get();
        triage.top = triage.top.min(last).saturating_add_signed(by * STEP).min(last);
    }

    /// Takes the last outcome of the sitting back and shows its lead.
    fn triage_back(&mut self) {
        let say = text::Words::of(self.lang);
        let Some((docket, link)) = self.triage.as_ref().and_then(|triage| triage.done.last().copied()) else {
            return self.say(Tone::Info, say.nothing_done);
        };
        match self.desk.store.last_done(&self.desk.officer) {
            // Something else was done since: taking that back here would be a surprise.
            Ok(last) if last.as_ref().is_none_or(|last| last.n != link) => {
                let what = last.map_or_else(String::new, |last| ops_words::command(self.lang, &last.command));
                return self.say(Tone::Refused, fill(say.not_the_last, &[&what]));
            }
            Ok(_) => {}
            Err(error) => return self.say(Tone::Error, ops_words::store(self.lang, &error)),
        }
        match self.desk.undo() {
            Ok(done) => {
                if let Some(triage) = &mut self.triage {
                    triage.done.pop();
                    triage.here = triage.here.saturating_sub(1);
                    if !triage.queue.contains(&docket) {
                        // Decided in an earlier sitting: it comes back to where this one stands.
                        triage.queue.insert(triage.at.min(triage.queue.len()), docket);
                    }
                    triage.at = triage.queue.iter().position(|id| *id == docket).unwrap_or(triage.at);
                }
                self.triage_show();
                let said = fill(self.words().undone, &[&ops_words::command(self.lang, &done.command), &done.numbers.join(" ")]);
                self.say(Tone::Done, said);
            }
            Err(error) => self.fail(&error),
        }
    }

    fn triage_articles(&mut self, said: Vec<crate::law::Cite>) {
        let Some(view) = self.triage.as_ref().and_then(|triage| triage.view.as_ref()) else { return };
        let mut cites = said;
        if cites.is_empty() {
            let way = view.recommended.unwrap_or(Way::Damage);
            cites = self.desk.triage_cites(view, way);
        }
        let reading = explain::articles(&self.desk, self.lang, &cites);
        self.read(words::cites(&self.desk.library, &cites), reading);
    }

    /// An outcome: written at once, or its form first; or why the law does not allow it.
    fn triage_take(&mut self, way: Way) {
        let say = text::Words::of(self.lang);
        let Some(triage) = &self.triage else { return };
        let Some(view) = &triage.view else { return };
        if way == Way::Merge && view.same.is_none() {
            // Nothing says the same: which it belongs to is chosen.
            return self.open_merge();
        }
        if let Some(guard) = view.against(way).cloned() {
            return self.refuse(&ops_words::guard(self.lang, &guard), guard.cites());
        }
        let (docket, revision) = (view.case.stored.docket.id, view.case.stored.revision);
        let facts = self.desk.triage_facts(view, way, &triage.changed, triage.route);
        let Some(kind) = way.kinds().last().copied() else { return };
        if let (Way::Merge, Some(same)) = (way, view.same) {
            return self.triage_merge(docket, same, facts);
        }
        if !way.asks() {
            return self.send(docket, revision, facts, kind.name(), None, &Entry::Triage { docket });
        }
        let fields = self.desk.triage_fields(view, way, say.in_its_papers);
        let mut hint = Vec::new();
        if way == Way::Reject {
            let said = |one: &crate::law::Missing| {
                format!("{} · {}", words::missing(self.lang, one), words::cites(&self.desk.library, &one.cites))
            };
            hint.extend(view.exceptions.iter().map(|one| format!("× {}", said(one))));
        }
        let title = format!("{} · {}", words::kind(self.lang, kind), view.case.number);
        self.open_form(title, fields, Entry::Fact { docket, revision, kind, party: None, before: facts });
        if let Some(Dialog::Form(form, _)) = self.dialogs.last_mut() {
            form.briskly();
            form.hint = hint;
        }
    }

    /// The lead goes into the docket that it repeats; what the officer changed about it goes before.
    fn triage_merge(&mut self, lead: i64, same: i64, facts: Vec<Fact>) {
        let plan = self.desk.plan_merge(&[lead], Some(same));
        let Some(mut plan) = self.told(plan) else { return };
        plan.before = facts.into_iter().filter(|fact| fact.kind != Kind::LeadMerged).collect();
        match self.desk.merge(&plan) {
            Ok(done) => {
                self.settle(&done);
                self.triage_done(lead, done.link);
            }
            Err(error) => self.fail(&error),
        }
    }
}
