//! Triage: one lead after the other, each decided by a key; what is known stands there before anything is asked.

use super::entry::Entry;
use super::{App, Tone};
use crate::docket::Attributes;
use crate::ops::field;
use crate::ops::triage::{TriageView, Way};
use crate::store::Filter;
use crate::text::{fill, law as words, ops as ops_words, triage as text};
use crate::tui::key::Key;
use crate::tui::lines::explain;

/// Leads that one sitting takes in at most.
const MOST: usize = 10_000;

/// A sitting.
#[derive(Debug)]
pub struct Triage {
    /// The leads, in the order of the list.
    queue: Vec<i64>,
    /// The one shown.
    at: usize,
    /// Those decided, in order.
    done: Vec<i64>,
    /// Decided in earlier sittings of the day.
    before: usize,
    /// The lead shown; none when all are decided.
    pub view: Option<TriageView>,
    /// Its attributes with what the officer changed.
    pub changed: Attributes,
    /// The suggested department is taken over.
    pub route: bool,
    /// When it began, in seconds.
    began: i64,
}

impl Triage {
    /// How many are decided, of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.before + self.done.len(), self.before + self.queue.len())
    }

    /// Seconds a lead, once one is decided.
    pub fn pace(&self, now: i64) -> Option<i64> {
        let done = i64::try_from(self.done.len()).ok().filter(|done| *done > 0)?;
        Some((now - self.began).max(0) / done)
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
        if queue.is_empty() {
            let text = text::Words::of(self.lang).nothing;
            return self.say(Tone::Info, text);
        }
        let (day, before, last) = self.kept_place();
        let before = if day == self.desk.today.to_string() { before } else { 0 };
        let at = queue.iter().position(|id| *id == last).unwrap_or(0);
        let began = (self.desk.clock)();
        let changed = Attributes::default();
        self.triage = Some(Triage { queue, at, done: Vec::new(), before, view: None, changed, route: true, began });
        self.triage_show();
    }

    fn place_key(&self) -> String {
        format!("triage {}", self.desk.officer)
    }

    fn kept_place(&self) -> (String, usize, i64) {
        let kept = self.desk.store.setting(&self.place_key()).ok().flatten().unwrap_or_default();
        let mut words = kept.split(' ');
        let day = words.next().unwrap_or_default().to_owned();
        let mut number = || words.next().and_then(|word| word.parse::<i64>().ok()).unwrap_or(0);
        (day, usize::try_from(number()).unwrap_or(0), number())
    }

    fn keep_triage(&mut self) {
        let Some(triage) = &self.triage else { return };
        let at = triage.queue.get(triage.at).copied().unwrap_or(0);
        let place = format!("{} {} {at}", self.desk.today, triage.progress().0);
        let _ = self.desk.store.set_setting(&self.place_key(), &place);
    }

    /// Reads the lead that is its turn.
    fn triage_show(&mut self) {
        let Some(triage) = &self.triage else { return };
        let id = triage.queue.get(triage.at).copied();
        let view = id.map(|id| self.desk.triage(id));
        let view = view.and_then(|read| self.told(read).flatten());
        if let Some(id) = id {
            self.show(id);
        }
        if let Some(triage) = &mut self.triage {
            triage.changed =
                view.as_ref().map(|view| view.case.stored.docket.state().attributes.into_owned()).unwrap_or_default();
            triage.route = true;
            triage.view = view;
        }
        self.keep_triage();
    }

    /// The next lead that is not decided, once round.
    fn triage_next(&mut self) {
        if let Some(triage) = &mut self.triage {
            let count = triage.queue.len();
            let open = |at: &usize| triage.queue.get(*at).is_some_and(|id| !triage.done.contains(id));
            let next = (1..=count).map(|step| (triage.at + step) % count).find(open);
            triage.at = next.unwrap_or(count);
        }
        self.triage_show();
    }

    /// An act of the sitting is written: the next lead opens at once.
    pub(super) fn triage_done(&mut self, docket: i64) {
        let Some(triage) = &mut self.triage else { return };
        if triage.queue.get(triage.at) == Some(&docket) {
            triage.done.push(docket);
            self.leads.marks.remove(&docket);
            self.triage_next();
        }
    }

    /// A key of the sitting.
    pub(super) fn triage_key(&mut self, key: Key) {
        let said = std::mem::take(&mut self.said);
        self.status = None;
        match key.folded() {
            Key::Esc | Key::Char('q') => {
                self.keep_triage();
                let here = self.triage.take().and_then(|triage| triage.queue.get(triage.at).copied());
                self.refresh();
                if let Some(at) = here.and_then(|id| self.leads.rows.iter().position(|row| row.docket == id)) {
                    self.leads.at = at;
                }
                self.reload_case();
            }
            Key::Char('?') | Key::F(1) => {
                let say = text::Words::of(self.lang);
                let lines = say.help.split('\n').map(str::to_owned).collect();
                self.read(say.title, lines);
            }
            Key::Char('u') => self.triage_back(),
            Key::Char(' ' | 'j') | Key::Down => self.triage_next(),
            Key::Char('k') | Key::Up => self.triage_previous(),
            Key::Char('o') => {
                self.keep_triage();
                self.triage = None;
                self.zoom(super::Pane::Case);
            }
            Key::Char('l') | Key::F(2) => self.triage_articles(said),
            Key::Char('r') => self.triage_change(|it| it.red_line = !it.red_line),
            Key::Char('p') => self.triage_change(|it| it.protected_area = !it.protected_area),
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
        if let Some(triage) = self.triage.as_mut().filter(|triage| triage.view.is_some()) {
            change(&mut triage.changed);
        }
    }

    fn triage_previous(&mut self) {
        if let Some(triage) = &mut self.triage {
            let count = triage.queue.len();
            let open = |at: &usize| triage.queue.get(*at).is_some_and(|id| !triage.done.contains(id));
            let before = (1..=count).map(|step| (triage.at + count * 2 - step) % count).find(open);
            triage.at = before.unwrap_or(triage.at);
        }
        self.triage_show();
    }

    /// Takes the last outcome of the sitting back and shows its lead.
    fn triage_back(&mut self) {
        let Some(last) = self.triage.as_ref().and_then(|triage| triage.done.last().copied()) else {
            let text = text::Words::of(self.lang).nothing_done;
            return self.say(Tone::Info, text);
        };
        match self.desk.undo() {
            Ok(done) => {
                if let Some(triage) = &mut self.triage {
                    triage.done.pop();
                    triage.at = triage.queue.iter().position(|id| *id == last).unwrap_or(triage.at);
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

    /// An outcome: written at once, or its form first.
    fn triage_take(&mut self, way: Way) {
        let Some(triage) = &self.triage else { return };
        let Some(view) = &triage.view else { return };
        if way == Way::Merge && view.same.is_none() {
            let text = text::Words::of(self.lang).no_same;
            return self.say(Tone::Info, text);
        }
        let (docket, revision) = (view.case.stored.docket.id, view.case.stored.revision);
        let facts = self.desk.triage_facts(view, way, &triage.changed, triage.route);
        let Some(kind) = way.kinds().last().copied() else { return };
        if way.asks() {
            let (minor, number) = (view.minor, view.case.number.clone());
            let law = self.desk.law_of(&view.case.stored);
            let mut fields = field::fields(&law.profile, &view.case.stored.docket, kind, self.desk.today);
            // What is known is filled in: it can be changed before it is sent.
            let known = [("ground", "markedly-minor"), ("branch", "amount")];
            for (key, value) in known.into_iter().filter(|_| minor && way == Way::Reject) {
                if let Some(field) = fields.iter_mut().find(|field| field.key == key) {
                    value.clone_into(&mut field.initial);
                }
            }
            let title = format!("{} · {number}", words::kind(self.lang, kind));
            return self.open_form(title, fields, Entry::Fact { docket, revision, kind, party: None, before: facts });
        }
        let command = kind.name();
        self.send(docket, revision, facts, command, None, &Entry::Triage { docket });
    }
}
