//! Many at once: the form of an act on the marked, its preview, and doing it. What could not be done stays marked.

use super::entry::Entry;
use super::work::Work;
use super::{App, Choice, Dialog, Picker, Tone};
use crate::docket::{Fact, Kind};
use crate::law::{Cite, Derived};
use crate::ops::field::{self, Field, Shape};
use crate::ops::{BulkPreview, Deed, Override, Row, Verdict};
use crate::text::{bulk as words, fill, law as law_words, ops as ops_words};
use crate::tui::lines::Line;
use crate::tui::lines::explain;
use crate::tui::width::cut;

/// From here on a preview shows its progress, and Esc stops it.
const QUICK: usize = 200;
/// So many dockets are asked what is possible on them; of the others it is told in the preview.
const ASKED: usize = 200;

impl App {
    /// The dockets that an act works on, if it works on the marked ones.
    pub(super) fn many(&mut self) -> Option<Vec<i64>> {
        if self.focus == super::Pane::Talks && !self.tracker.marks.is_empty() {
            return Some(self.tracker.marks.iter().copied().collect());
        }
        if self.focus != super::Pane::Leads || self.leads.marks.is_empty() {
            return None;
        }
        self.end_range();
        // In the order of the list as far as it is read, so that the preview reads like the list.
        let shown: Vec<i64> = self.leads.rows.iter().map(|row| row.docket).filter(|id| self.leads.marks.contains(id)).collect();
        let known: std::collections::BTreeSet<i64> = shown.iter().copied().collect();
        let rest = self.leads.marks.iter().copied().filter(|id| !known.contains(id));
        Some(shown.iter().copied().chain(rest).collect())
    }

    /// The form of an act on the marked: of its kinds the one that most of them are at.
    pub(super) fn open_many(&mut self, ids: &[i64], kinds: &[Kind]) {
        let kind = match kinds {
            [one] => *one,
            _ => match self
                .steps_of(ids, kinds)
                .into_iter()
                .max_by_key(|(kind, count)| (*count, std::cmp::Reverse(place(kinds, *kind))))
            {
                Some((kind, _)) => kind,
                None => match kinds.first() {
                    Some(kind) => *kind,
                    None => return,
                },
            },
        };
        self.open_kind(ids, kind);
    }

    /// The form of a kind of fact on the marked.
    pub(super) fn open_kind(&mut self, ids: &[i64], kind: Kind) {
        let Some(id) = ids.first().copied() else { return };
        let Ok(Some(stored)) = self.desk.docket(id) else { return };
        let mut fields = field::fields(&self.desk.law_of(&stored).profile, &stored.docket, kind, self.desk.today);
        // A party is one docket's own.
        fields.retain(|field| field.key != "party");
        self.ask_signed(&stored, kind, None, &mut fields);
        self.offer_officers(&mut fields);
        if let Some(slot) = fields.iter_mut().find(|field| field.key == "with_cases") {
            // Several cases in one meeting name each other.
            let numbers = ids.iter().filter_map(|id| self.desk.store.line(*id).ok().flatten()).map(|line| line.number);
            slot.initial = numbers.collect::<Vec<_>>().join("、");
        }
        let marked = if self.focus == super::Pane::Talks { fill(self.mark_words().marked, &[&ids.len()]) } else { self.marked() };
        let title = format!("{} · {marked}", law_words::kind(self.lang, kind));
        self.open_form(title, fields, Entry::Many(kind));
        self.hint_many(kind);
    }

    /// Whoever is known to the database stands ready to be chosen; another name can be typed.
    pub(super) fn offer_officers(&mut self, fields: &mut [Field]) {
        let Some(field) = fields.iter_mut().find(|field| field.key == "officer") else { return };
        let officers = self.desk.officers();
        let Some(officers) = self.told(officers) else { return };
        field.shape = Shape::Offer(officers);
    }

    fn hint_many(&mut self, kind: Kind) {
        let text = self.mark_words();
        if kind == Kind::LeadAssigned
            && let Some(Dialog::Form(form, _)) = self.dialogs.last_mut()
        {
            form.hint.push(text.department_hint.to_owned());
        }
    }

    /// Which of some kinds of facts the marked are at, and how many.
    fn steps_of(&self, ids: &[i64], kinds: &[Kind]) -> Vec<(Kind, usize)> {
        let mut counts: Vec<(Kind, usize)> = Vec::new();
        for id in ids.iter().take(ASKED) {
            let Ok(Some((_, derived))) = self.desk.derived(*id) else { continue };
            let Some(kind) = step_at(&derived, kinds) else { continue };
            match counts.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => *count += 1,
                None => counts.push((kind, 1)),
            }
        }
        counts
    }

    /// What can be done on the marked, to choose from.
    pub(super) fn choose_many(&mut self, ids: &[i64]) {
        let text = self.mark_words();
        let mut counts: Vec<(Kind, usize)> = Vec::new();
        for id in ids.iter().take(ASKED) {
            let Ok(Some((_, derived))) = self.desk.derived(*id) else { continue };
            let mut seen: Vec<Kind> = Vec::new();
            for (group, step) in derived.next.all() {
                let kind = step.step.fact;
                if group < 2 && step.missing.is_empty() && !seen.contains(&kind) {
                    seen.push(kind);
                    match counts.iter_mut().find(|(known, _)| *known == kind) {
                        Some((_, count)) => *count += 1,
                        None => counts.push((kind, 1)),
                    }
                }
            }
        }
        for kind in [Kind::NoteAdded, Kind::LeadSnoozed] {
            counts.push((kind, ids.len()));
        }
        counts.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), kind.index()));
        let items = counts.into_iter().map(|(kind, count)| {
            let line = fill(text.able_of, &[&crate::tui::width::fit(law_words::kind(self.lang, kind), 28), &count]);
            (Line::plain(line), Choice::Many(kind))
        });
        let picker = Picker::new(fill(text.choose, &[&ids.len()]), items.collect());
        self.dialogs.push(Dialog::Picker(picker));
    }

    /// Looks what an act would do to the marked: at once, or with progress where there are many.
    pub(super) fn look_many(&mut self, deed: Deed) {
        let Some(ids) = self.many() else { return };
        let few = ids.len() <= QUICK;
        self.begin(Work::Look(ids, deed));
        if few {
            self.work(&mut |_, _| true);
        }
    }

    pub(super) fn preview_many(&mut self, ids: &[i64], deed: &Deed, progress: &mut dyn FnMut(usize, usize) -> bool) {
        match self.desk.preview_bulk(ids, deed, &mut |done| progress(done, ids.len())) {
            Ok(Some(preview)) => self.show_many(preview),
            Ok(None) => self.fail(&crate::ops::ActError::Cancelled),
            Err(error) => self.say(Tone::Error, ops_words::store(self.lang, &error)),
        }
    }

    fn show_many(&mut self, preview: BulkPreview) {
        let text = self.mark_words();
        let [able, asks, refused, idle] = preview.counts();
        let questions = preview.rows.iter().filter(|row| row.questions > 0).count();
        let mut above = vec![fill(text.counts, &[&preview.rows.len(), &able, &asks, &refused, &idle])];
        if self.marks_hidden() > 0 || questions > 0 {
            above.push(fill(text.beside, &[&self.marks_hidden(), &questions]));
        }
        above.push(if able == 0 { text.nothing_able } else { text.not_yet }.to_owned());
        let mut items: Vec<(Line, Choice)> = Vec::new();
        if able > 0 {
            items.push((Line::head(&fill(text.take, &[&able])), Choice::Bulk(false)));
        }
        if asks > 0 {
            items.push((Line::head(&fill(text.take_reasoned, &[&(able + asks)])), Choice::Bulk(true)));
        }
        let told = preview.rows.iter().filter(|row| {
            !matches!(row.verdict, Verdict::Able) || row.sleeps_past.is_some() || row.from.is_some() || row.questions > 0
        });
        items.extend(told.map(|row| (self.many_line(row), Choice::Why(row.docket))));
        let name = ops_words::command(self.lang, preview.deed.command());
        let mut picker = Picker::new(fill(text.preview, &[&name]), items);
        picker.above = above.iter().map(|line| crate::text::safe::line(line)).collect();
        self.wait_for(Work::Bulk(Box::new(preview), None));
        self.dialogs.push(Dialog::Picker(picker));
    }

    /// A docket of the preview: what becomes of it, why, and the article.
    fn many_line(&self, row: &Row) -> Line {
        let text = self.mark_words();
        let (mark, what, why, cites): (&str, &str, String, Vec<Cite>) = match &row.verdict {
            Verdict::Asks(guard) => (
                "?",
                text.asks,
                law_words::lacking(self.lang, &guard.missing.iter().chain(&guard.warns).cloned().collect::<Vec<_>>()),
                guard.cites(),
            ),
            Verdict::Refused(guard) => ("×", text.cannot, ops_words::guard(self.lang, guard), guard.cites()),
            Verdict::Idle(idle) => ("·", text.idle, words::idle(self.lang, *idle).to_owned(), Vec::new()),
            Verdict::Able => ("!", "", String::new(), Vec::new()),
        };
        let mut said: Vec<String> = Vec::new();
        // The article before the reason: on a narrow screen the sentence is cut, and Enter shows all of it.
        if !cites.is_empty() {
            said.push(law_words::cites(&self.desk.library, &cites));
        }
        if !what.is_empty() {
            said.push(fill(text.because, &[&what, &why]));
        }
        said.extend(row.sleeps_past.map(|day| fill(text.sleeps, &[&day])));
        said.extend(row.from.as_ref().map(|from| fill(text.taken_from, &[from])));
        if row.questions > 0 {
            said.push(format!("?{}", row.questions));
        }
        let line = format!("{mark} {} {} · {}", row.number, cut(&row.title, 20), said.join(" · "));
        Line { alarm: matches!(row.verdict, Verdict::Refused(_)), cites, ..Line::plain(line) }
    }

    /// Why a docket of the preview can or cannot be done: what its step asks, with the articles.
    pub(super) fn why_of(&mut self, id: i64) {
        let Some(Work::Bulk(preview, _)) = self.waiting() else { return };
        let Some(row) = preview.rows.iter().find(|row| row.docket == id).cloned() else { return };
        let kind = preview.deed.kind();
        let title = format!("{} {}", row.number, row.title);
        let Ok(Some(case)) = self.desk.case(id) else { return };
        let step = case.derived.next.all().map(|(_, step)| step).find(|step| step.step.fact == kind);
        let reading = match step {
            Some(step) if !matches!(row.verdict, Verdict::Idle(_)) => explain::step(&self.desk, self.lang, &case, step),
            _ => {
                let line = self.many_line(&row);
                explain::line(&self.desk, self.lang, &line)
            }
        };
        self.read(title, reading);
    }

    /// The preview is taken: at once, or after a name and a reason.
    pub(super) fn take_many(&mut self, reasoned: bool) {
        let Some(Work::Bulk(preview, _)) = self.waiting() else { return };
        if reasoned {
            let [_, asks, ..] = preview.counts();
            let title = fill(self.mark_words().otherwise, &[&asks]);
            let fields = [("by_role", Shape::Text), ("reason", Shape::Long)];
            let fields = fields.into_iter().map(|(key, shape)| Field::new(key, shape, true)).collect();
            return self.open_form(title, fields, Entry::ManyOtherwise);
        }
        self.run_many(None);
    }

    /// Does it: at once, or with progress where there are many.
    pub(super) fn run_many(&mut self, otherwise: Option<Override>) {
        let Some(Work::Bulk(_, decision)) = self.waiting_mut() else { return };
        *decision = otherwise;
        self.dialogs.clear();
        self.resume();
        let Some(Work::Bulk(preview, _)) = self.waiting() else { return };
        if preview.rows.len() <= QUICK {
            self.work(&mut |_, _| true);
        }
    }

    pub(super) fn do_many(
        &mut self,
        preview: &BulkPreview,
        otherwise: Option<&Override>,
        progress: &mut dyn FnMut(usize, usize) -> bool,
    ) {
        let text = self.mark_words();
        let whole = preview.rows.len();
        match self.desk.bulk(preview, otherwise, &mut |done| progress(done, whole)) {
            Ok(bulk) if bulk.done.dockets.is_empty() => self.say(Tone::Refused, text.all_changed),
            Ok(bulk) => {
                self.drop_many(preview.deed.kind());
                let count = bulk.done.dockets.len();
                let done: std::collections::BTreeSet<i64> = bulk.done.dockets.iter().copied().collect();
                self.use_marks(&bulk.done.dockets, bulk.done.link);
                self.tracker.marks.retain(|id| !done.contains(id));
                self.settle(&bulk.done);
                let mut said = fill(text.done, &[&ops_words::command(self.lang, &bulk.done.command), &count]);
                if !self.leads.marks.is_empty() {
                    said.push_str(&fill(text.left, &[&self.leads.marks.len()]));
                }
                if !bulk.changed.is_empty() {
                    let numbers = preview.rows.iter().filter(|row| bulk.changed.contains(&row.docket));
                    let numbers: Vec<&str> = numbers.take(5).map(|row| row.number.as_str()).collect();
                    said.push_str(&fill(text.changed, &[&bulk.changed.len(), &numbers.join(" ")]));
                }
                said.push_str(text.undo);
                self.say(Tone::Done, said);
            }
            Err(error) => self.fail(&error),
        }
    }

    fn drop_many(&mut self, kind: Kind) {
        self.drop_draft(&Entry::Many(kind));
        self.drop_draft(&Entry::ManyOtherwise);
    }

    /// A form on the marked was sent.
    pub(super) fn send_many(&mut self, fact: Fact) {
        self.look_many(Deed::Record(fact));
    }

    /// Taking or giving back: the marked, or the one at hand; one key, no form.
    pub(super) fn hand(&mut self, deed: Deed) {
        if self.many().is_some() {
            return self.look_many(deed);
        }
        let Some(id) = self.current() else {
            let text = self.words().no_docket;
            return self.say(Tone::Info, text);
        };
        let from = self.desk.docket(id).ok().flatten().and_then(|stored| self.desk.fact_of(&stored, &deed).ok());
        let from = from.and_then(|fact| fact.data.text("from").map(str::to_owned));
        match self.desk.deed(id, &deed) {
            Ok(done) => {
                self.settle(&done);
                let (text, number) = (self.mark_words(), done.numbers.join(" "));
                let said = match (&deed, from) {
                    (Deed::Release, None) => fill(text.given_back, &[&number]),
                    (Deed::Release, Some(from)) => fill(text.given_back_from, &[&number, &from]),
                    (_, None) => fill(text.mine_now, &[&number]),
                    (_, Some(from)) => fill(text.mine_from, &[&number, &from]),
                };
                self.say(Tone::Done, said + text.undo);
            }
            Err(crate::ops::ActError::Idle(idle)) => self.say(Tone::Info, words::idle(self.lang, idle)),
            Err(error) => self.fail(&error),
        }
    }
}

/// Of some kinds of facts the one that a docket is at: what is asked before what is allowed, the later step before the earlier.
pub(super) fn step_at(derived: &Derived, kinds: &[Kind]) -> Option<Kind> {
    let open =
        derived.next.all().filter(|(group, step)| *group < 2 && step.missing.is_empty() && kinds.contains(&step.step.fact));
    open.min_by_key(|(group, step)| (*group, std::cmp::Reverse(place(kinds, step.step.fact)))).map(|(_, step)| step.step.fact)
}

fn place(kinds: &[Kind], kind: Kind) -> usize {
    kinds.iter().rposition(|known| *known == kind).unwrap_or(0)
}
