//! What is typed and not sent: kept as it is typed, offered when its form opens again, and found by one key after the line
//! was lost.

use super::entry::Entry;
use super::{App, Choice, Dialog, Pane, Picker, Tone};
use crate::docket::{Kind, office_time};
use crate::ops::field::Field;
use crate::text::drafts::Words;
use crate::text::{fill, law as words};
use crate::tui::form::{Draft, Form};
use crate::tui::lines::Line;

/// A form that can be opened again from the name of its draft.
enum Kept {
    Fact(i64, Kind, Option<String>),
    Paper(i64, Kind),
    Correct(i64, i64),
    Retract(i64, i64),
    Amend(i64),
    NewLead,
}

impl Kept {
    /// Reads [`Entry::place`]; nothing for forms that only their own way leads to.
    fn of(place: &str) -> Option<Self> {
        let mut parts = place.splitn(4, ' ');
        let what = parts.next()?;
        if what == "lead.new" {
            return Some(Self::NewLead);
        }
        let docket = parts.next()?.parse().ok()?;
        let rest = parts.next().unwrap_or_default();
        let party = parts.next().filter(|party| !party.is_empty()).map(str::to_owned);
        match what {
            "fact" => Some(Self::Fact(docket, Kind::parse(rest)?, party)),
            "paper" => Some(Self::Paper(docket, Kind::parse(rest)?)),
            "correct" => Some(Self::Correct(docket, rest.parse().ok()?)),
            "retract" => Some(Self::Retract(docket, rest.parse().ok()?)),
            "amend" => Some(Self::Amend(docket)),
            _ => None,
        }
    }

    const fn docket(&self) -> Option<i64> {
        match self {
            Self::Fact(id, ..) | Self::Paper(id, _) | Self::Correct(id, _) | Self::Retract(id, _) | Self::Amend(id) => Some(*id),
            Self::NewLead => None,
        }
    }
}

impl App {
    /// Opens a form, with the draft of the last time if there is one.
    pub(super) fn open_form(&mut self, title: String, mut fields: Vec<Field>, entry: Entry) {
        self.name_heads(&mut fields);
        // A day to jump to is nothing to keep: what was typed wrong would stand in the way the next time.
        let kept = !matches!(entry, Entry::GoTo);
        let draft = self.desk.store.draft(&entry.place(), &self.desk.officer).ok().flatten().filter(|_| kept);
        let mut form = Form::new(title, fields);
        if let Some(draft) = draft.and_then(|text| Draft::read(&text)) {
            form.resume(&draft);
        }
        self.dialogs.push(Dialog::Form(Box::new(form), entry));
        self.sum_up();
    }

    /// Whether the form on top goes on with a draft, and its caret with it.
    pub(super) fn resumed(&self) -> bool {
        self.form().is_some_and(|form| form.resumed)
    }

    /// The form on top as if nothing had been typed.
    pub(super) fn begin_again(&mut self) {
        if let Some(Dialog::Form(form, _)) = self.dialogs.last_mut() {
            form.begin_again();
        }
        self.write_draft();
    }

    /// While many keys come at once, what is typed is written once behind them.
    pub(in crate::tui) fn hold_drafts(&mut self, hold: bool) {
        self.drafts.hold = hold;
        if !hold && std::mem::take(&mut self.drafts.waiting) {
            self.write_draft();
        }
    }

    /// Keeps what is being typed.
    pub(super) fn save_draft(&mut self) {
        if self.drafts.hold {
            self.drafts.waiting = true;
        } else {
            self.write_draft();
        }
    }

    /// Writes what is typed in the form on top.
    pub(super) fn write_draft(&mut self) {
        if let Some(Dialog::Form(form, entry)) = self.dialogs.last().filter(|open| !matches!(open, Dialog::Form(_, Entry::GoTo)))
        {
            let (place, text) = (entry.place(), form.draft().map_or_else(String::new, |draft| draft.text()));
            self.keep_draft(&place, &text);
        }
    }

    /// Every open form, at the end of the desk.
    pub(super) fn write_drafts(&mut self) {
        let open: Vec<(String, String)> = self
            .dialogs
            .iter()
            .filter_map(|dialog| match dialog {
                Dialog::Form(form, entry) => Some((entry.place(), form.draft()?.text())),
                _ => None,
            })
            .collect();
        for (place, text) in open {
            self.keep_draft(&place, &text);
        }
    }

    pub(super) fn drop_draft(&mut self, entry: &Entry) {
        self.keep_draft(&entry.place(), "");
    }

    fn keep_draft(&mut self, place: &str, text: &str) {
        let (by, at) = (self.desk.officer.clone(), (self.desk.clock)());
        let _ = self.desk.store.set_draft(place, &by, text, at);
    }

    /// The drafts of this officer that can be opened from here, the newest first.
    fn kept(&self) -> Vec<(String, Kept, i64)> {
        let drafts = self.desk.store.drafts(&self.desk.officer).unwrap_or_default();
        drafts.into_iter().filter_map(|(place, at)| Some((place.clone(), Kept::of(&place)?, at))).collect()
    }

    fn kept_line(&self, kept: &Kept, at: i64) -> String {
        let (say, lang) = (Words::of(self.lang), self.lang);
        let number = kept.docket().map(|id| self.number_of(id)).unwrap_or_default();
        let fact = |id: i64| self.desk.store.fact_kind(id).ok().flatten().map_or("", |kind| words::kind(lang, kind));
        let what = match kept {
            Kept::Fact(_, kind, party) => format!("{} {}", words::kind(lang, *kind), party.as_deref().unwrap_or_default()),
            Kept::Paper(_, kind) => words::kind(lang, *kind).to_owned(),
            Kept::Correct(_, id) => fill(say.correct, &[&fact(*id)]),
            Kept::Retract(_, id) => fill(say.retract, &[&fact(*id)]),
            Kept::Amend(_) => say.amend.to_owned(),
            Kept::NewLead => self.words().new_lead.to_owned(),
        };
        fill(say.line, &[&number, &what.trim_end(), &office_time(at)]).trim_start().to_owned()
    }

    /// Says at the start what was not finished the last time.
    pub(super) fn tell_drafts(&mut self) {
        let kept = self.kept();
        if let Some((_, newest, at)) = kept.first() {
            let line = self.kept_line(newest, *at);
            self.say(Tone::Info, fill(Words::of(self.lang).told, &[&kept.len(), &line]));
        }
    }

    /// What was typed and not sent, to go on with.
    pub(super) fn open_drafts(&mut self) {
        let say = Words::of(self.lang);
        let kept = self.kept();
        let items: Vec<(Line, Choice)> =
            kept.iter().map(|(place, kept, at)| (Line::plain(self.kept_line(kept, *at)), Choice::Draft(place.clone()))).collect();
        match items.len() {
            0 => self.say(Tone::Info, say.none),
            1 => self.open_draft(&kept.first().map(|(place, ..)| place.clone()).unwrap_or_default()),
            _ => self.dialogs.push(Dialog::Picker(Picker::new(say.title, items))),
        }
    }

    /// Opens the form of a draft.
    pub(super) fn open_draft(&mut self, place: &str) {
        let Some(kept) = Kept::of(place) else { return };
        if let Some(id) = kept.docket() {
            self.show(id);
            self.focus = Pane::Case;
        }
        match kept {
            Kept::Fact(id, kind, party) => self.open_fact(id, kind, party.as_deref()),
            Kept::Paper(_, Kind::PaperFiled) => self.open_paper_form(""),
            Kept::Paper(_, kind) => self.open_paper_of(kind, ""),
            Kept::Correct(_, fact) => self.open_fact_again(fact, ""),
            Kept::Retract(_, fact) => self.open_retraction_of(fact),
            Kept::Amend(_) => self.open_amendment("title"),
            Kept::NewLead => self.open_new_lead(),
        }
    }
}

/// Drafts while many keys come at once.
#[derive(Debug, Default)]
pub struct Drafts {
    /// They are written behind the last of the keys.
    hold: bool,
    /// Something waits to be written.
    waiting: bool,
}
