//! What moves: what is changed is chosen and written down, what it moves is shown, and taken with a reason.

use super::entry::Entry;
use super::work::{RULES, Work};
use super::{App, Choice, Dialog, Pane, Picker, Tone};
use crate::docket::Day;
use crate::law::Law;
use crate::law::calendar::Year;
use crate::ops::field::{Field, Shape};
use crate::ops::moving::{Cause, Change, MovePreview, Shift, Side, keep_year};
use crate::ops::{ActError, Desk};
use crate::store::{StoreError, StoredDocket};
use crate::text::moving::MovingWords;
use crate::text::{fault, fill, law as words};
use crate::tui::lines::{self, Line, explain};
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

/// The most bytes of a year's file.
const MOST: u64 = 1 << 20;

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// The date of a fact of a docket.
    Date(i64),
    /// Of this fact.
    DateOf(i64, i64),
    /// A pause of a docket.
    Pause(i64),
    /// This one of those that its rules know.
    PauseOf(i64, usize),
    /// A year's rest days.
    Year,
    /// The version of the rules: of a docket, or of all open ones.
    Profile(Option<i64>),
}

type Values = [(&'static str, Value)];

fn text_of<'v>(values: &'v Values, key: &str) -> &'v str {
    let value = values.iter().find(|(known, _)| *known == key).and_then(|(_, value)| value.as_str());
    value.unwrap_or_default()
}

impl App {
    fn moving_words(&self) -> &'static MovingWords {
        MovingWords::of(self.lang)
    }

    pub(super) fn number_of(&self, id: i64) -> String {
        self.desk.store.line(id).ok().flatten().map(|line| line.number).unwrap_or_default()
    }

    /// Asks what is changed: on the docket with the keys, or on all open ones.
    pub(super) fn open_moves(&mut self) {
        let text = self.moving_words();
        let mut items: Vec<(Line, Changed)> = Vec::new();
        let here = self.current();
        let number = here.map(|id| self.number_of(id)).unwrap_or_default();
        if let Some(id) = here {
            items.push((Line::plain(fill(text.date, &[&number])), Changed::Date(id)));
            items.push((Line::plain(fill(text.pause, &[&number])), Changed::Pause(id)));
        }
        items.push((Line::plain(text.year), Changed::Year));
        // The case pane is about its case, every other pane about all of them.
        let only = here.filter(|_| self.focus == Pane::Case);
        let rules = if only.is_some() { fill(text.profile_on, &[&number]) } else { text.profile.to_owned() };
        items.push((Line::plain(rules), Changed::Profile(only)));
        let items = items.into_iter().map(|(line, changed)| (line, Choice::Change(changed))).collect();
        self.dialogs.push(Dialog::Picker(Picker::new(text.what, items)));
    }

    /// What is changed was chosen: which one of them, or its form.
    pub(super) fn open_change(&mut self, changed: Changed) {
        match changed {
            Changed::Date(id) => self.open_dates(id),
            Changed::DateOf(id, fact) => self.open_redate(id, fact),
            Changed::Pause(id) => self.open_pauses(id),
            Changed::PauseOf(id, at) => {
                let from = Field::new("pause_from", Shape::Day, true).with_initial(self.desk.today.to_string());
                let fields = vec![from, Field::new("pause_until", Shape::Day, false)];
                self.open_form(self.moving_words().which_pause.to_owned(), fields, Entry::Pause(id, at));
            }
            Changed::Year => {
                let fields = vec![Field::new("path_of", Shape::Text, true)];
                self.open_form(self.moving_words().path.to_owned(), fields, Entry::Year);
            }
            Changed::Profile(only) => self.open_profiles(only),
        }
    }

    fn open_dates(&mut self, id: i64) {
        let Some((stored, law)) = self.docket_to_change(id) else { return };
        let line = |fact: &crate::docket::Fact| Line::plain(lines::told(self.lang, &law, fact));
        let facts = Desk::dated(&stored.docket).into_iter();
        let items = facts.map(|one| (line(&one.fact), Choice::Change(Changed::DateOf(id, one.fact.id)))).collect();
        self.choose_of(self.moving_words().which_fact, self.moving_words().no_facts, items);
    }

    fn open_redate(&mut self, id: i64, fact: i64) {
        let Some((stored, law)) = self.docket_to_change(id) else { return };
        let Some(one) = Desk::dated(&stored.docket).into_iter().find(|one| one.fact.id == fact) else { return };
        let initial = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let fields = one.keys.iter().map(|(key, day)| Field::new(key, Shape::Day, *key == "on").with_initial(initial(*day)));
        let title = lines::told(self.lang, &law, &one.fact);
        self.open_form(title, fields.collect(), Entry::Redate(id, fact));
    }

    fn open_pauses(&mut self, id: i64) {
        let Some((_, law)) = self.docket_to_change(id) else { return };
        let (text, lang) = (self.moving_words(), self.lang);
        let items = Desk::stops(&law).into_iter().enumerate().map(|(at, stop)| {
            let rules = stop.rules.iter().filter_map(|id| law.profile.period(id)).map(|rule| words::label(lang, &rule.label));
            let rules = rules.collect::<Vec<_>>().join(lang.pick("、", ", "));
            let (from, to) = (words::kind(lang, stop.pause.from.kind), words::kind(lang, stop.pause.to.kind));
            let line = fill(text.stops, &[&words::label(lang, &stop.pause.label), &from, &to, &rules]);
            let line = Line { cites: stop.pause.cites.clone(), ..Line::plain(line) };
            (line, Choice::Change(Changed::PauseOf(id, at)))
        });
        let items = items.collect();
        self.choose_of(text.which_pause, text.no_pauses, items);
    }

    fn choose_of(&mut self, title: &str, none: &str, items: Vec<(Line, Choice)>) {
        if items.is_empty() {
            return self.say(Tone::Info, none);
        }
        self.dialogs.push(Dialog::Picker(Picker::new(title, items)));
    }

    fn open_profiles(&mut self, only: Option<i64>) {
        let now = self.desk.office_law().versions().0.to_owned();
        let _ = self.desk.store.set_setting(RULES, &now);
        let library = self.desk.library.clone();
        let own = Choice::Preview(self.desk.office.profile.clone(), only);
        let mut items: Vec<(Line, Choice)> = Vec::new();
        for name in library.names() {
            let line = match library.profile(name) {
                Ok(profile) => format!("{name}  {}  {}", profile.version, words::label(self.lang, &profile.title)),
                Err(_) => continue,
            };
            items.push((Line::plain(line), Choice::Preview(name.to_owned(), only)));
        }
        items.sort_by_key(|(_, choice)| *choice != own);
        let title = self.moving_words().to;
        self.dialogs.push(Dialog::Picker(Picker::new(title, items)));
    }

    fn docket_to_change(&mut self, id: i64) -> Option<(StoredDocket, Arc<Law>)> {
        let found = self.desk.to_change(id);
        self.told(found)?
    }

    // ---- What was written down ----------------------------------------------------------------------------------

    /// The form is left, and what moves is looked at.
    fn look(&mut self, cause: Cause, entry: &Entry) {
        self.drop_draft(entry);
        self.dialogs.pop();
        self.begin(Work::Preview(Box::new(cause)));
    }

    pub(super) fn look_at_profile(&mut self, name: &str, only: Option<i64>) {
        match self.desk.to_profile(name, only) {
            Ok(cause) => self.begin(Work::Preview(Box::new(cause))),
            Err(error) => self.say(Tone::Error, crate::text::ops::open(self.lang, &error)),
        }
    }

    pub(super) fn send_redate(&mut self, id: i64, fact: i64, fields: &[Field], values: &Values, entry: &Entry) {
        let Some((stored, _)) = self.docket_to_change(id) else { return };
        let day = |field: &Field| (field.key, text_of(values, field.key).parse().ok());
        let days: Vec<(&'static str, Option<Day>)> = fields.iter().map(day).collect();
        match self.desk.redate(&stored, fact, &days) {
            Some(cause) => self.look(cause, entry),
            None => self.object(self.moving_words().same),
        }
    }

    pub(super) fn send_pause(&mut self, id: i64, at: usize, values: &Values, entry: &Entry) {
        let Some((_, law)) = self.docket_to_change(id) else { return };
        let stop = Desk::stops(&law).into_iter().nth(at);
        let day = |key: &str| text_of(values, key).parse::<Day>().ok();
        let (Some(stop), Some(from)) = (stop, day("pause_from")) else { return };
        let until = day("pause_until");
        if until.is_some_and(|until| until < from) {
            return self.object(self.moving_words().turned);
        }
        let cause = self.desk.pause(id, &stop, from, until);
        self.look(cause, entry);
    }

    pub(super) fn send_year(&mut self, values: &Values, entry: &Entry) {
        let text = self.moving_words();
        let path = text_of(values, "path_of").to_owned();
        if self.years.is_none() {
            return self.object(text.no_folder);
        }
        let content = match read(Path::new(&path)) {
            Ok(content) => content,
            Err(error) => return self.object(&fill(text.not_read, &[&path, &fault::unread(self.lang, &error)])),
        };
        let year = Year::parse(&path, &content);
        match year.and_then(|year| Ok((year, self.desk.calendar.add(&path, &content)?))) {
            Ok((year, calendar)) => {
                self.look(Cause::Year { year: Box::new(year), calendar: Arc::new(calendar) }, entry);
            }
            Err(faults) => {
                let said: Vec<String> = faults.iter().flat_map(|one| fault::lines(self.lang, one)).take(4).collect();
                self.object(&said.join(" "));
            }
        }
    }

    /// What is wrong stands in the form, which stays.
    pub(super) fn object(&mut self, why: &str) {
        self.say(Tone::Error, why);
        self.beside(crate::text::safe::line(why), Vec::new());
    }

    // ---- What moves ---------------------------------------------------------------------------------------------

    pub(super) fn look_what_moves(&mut self, cause: &Cause, progress: &mut dyn FnMut(usize, usize) -> bool) {
        let whole = self.desk.store.open_ids().map_or(0, |ids| ids.len());
        match self.desk.what_moves(cause, &mut |done| progress(done, whole)) {
            Ok(Some(preview)) => self.show_moves(preview),
            Ok(None) => {
                let text = crate::text::ops::act(self.lang, &ActError::Cancelled);
                self.say(Tone::Info, text);
            }
            Err(error) => self.fail(&error.into()),
        }
    }

    /// What moves, line by line; the last line takes it.
    pub(super) fn show_moves(&mut self, preview: MovePreview) {
        let (text, shifts) = (self.moving_words(), &preview.shifts);
        let [moved, added, dropped] = Change::ALL.map(|change| shifts.count(change));
        let mut above: Vec<String> = preview.from.iter().map(|(pin, count)| fill(text.from, &[&pin.version, count])).collect();
        above.push(fill(text.counts, &[&shifts.dockets, &moved, &added, &dropped, &shifts.unchanged]));
        above.extend(preview.warnings.iter().map(|one| fill(text.warned, &[&words::warning(self.lang, one)])));
        let mut items: Vec<(Line, Choice)> =
            shifts.rows.iter().enumerate().map(|(at, row)| (self.moves_line(row), Choice::Moved(at))).collect();
        let (title, take) = match &preview.cause {
            Cause::Profile { to, .. } => (fill(text.title_profile, &[&to.version]), fill(text.take, &[&preview.dockets.len()])),
            Cause::Year { year, .. } => (fill(text.title_year, &[&year.year]), fill(text.take_year, &[&year.year])),
            Cause::Facts { docket, command, .. } => {
                // A correction has its reason with it.
                let (title, take) = match *command {
                    "date.changed" => (text.title_date, text.take),
                    "pause.inserted" => (text.title_pause, text.take),
                    _ => (text.title_correction, text.take_put_right),
                };
                (fill(title, &[&self.number_of(*docket)]), fill(take, &[&preview.dockets.len()]))
            }
        };
        if preview.dockets.is_empty() && !matches!(preview.cause, Cause::Year { .. }) {
            above.push(fill(text.none, &[&preview.already, &preview.to.version]));
        } else {
            above.push(text.how.to_owned());
            items.push((Line::head(&take), Choice::Move));
        }
        let mut picker = Picker::new(crate::text::safe::line(&title), items);
        picker.above = above.iter().map(|line| crate::text::safe::line(line)).collect();
        self.wait_for(Work::Move(Box::new(preview), String::new()));
        self.dialogs.push(Dialog::Picker(picker));
    }

    fn moves_line(&self, row: &Shift) -> Line {
        let text = self.moving_words();
        let day = |side: &Option<Side>| match side {
            Some((Some(due), _, provisional)) => format!("{}{due}", if *provisional { "~" } else { "" }),
            _ => "—".to_owned(),
        };
        let what = match row.change {
            Change::Moved => text.moved,
            Change::Added => text.added,
            Change::Dropped => text.dropped,
        };
        let by = match row.by {
            Some(0) => format!(" {}", text.firm),
            Some(days) if days > 0 => format!(" {}", fill(text.later, &[&days])),
            Some(days) => format!(" {}", fill(text.earlier, &[&-days])),
            None => String::new(),
        };
        let rule = &row.deadline.rule;
        let line = format!(
            "{what} {} → {}{by}  {} {} {} · {}",
            day(&row.before),
            day(&row.after),
            row.number,
            words::label(self.lang, &rule.label),
            row.deadline.party.as_deref().unwrap_or_default(),
            words::cites(&self.desk.library, &rule.cites),
        );
        Line { cites: rule.cites.clone(), faint: row.change == Change::Dropped, ..Line::plain(line) }
    }

    /// The proof of a line of what moves.
    pub(super) fn open_moved(&mut self, at: usize) {
        let Some(Work::Move(preview, _)) = self.waiting() else { return };
        let found = preview.shifts.rows.get(at).map(|row| self.desk.moved_deadline(preview, row));
        let Some(found) = found else { return };
        if let Some(Some((stored, one))) = self.told(found) {
            let reading = explain::proof(&self.desk, self.lang, &stored, &one);
            self.read(words::label(self.lang, &one.rule.label).to_owned(), reading);
        }
    }

    /// Taking it asks for the reason; what moves stays below.
    pub(super) fn open_reason(&mut self) {
        let fields = vec![Field::new("reason", Shape::Text, true)];
        self.open_form(self.moving_words().reason.to_owned(), fields, Entry::Moves);
    }

    pub(super) fn send_reason(&mut self, values: &Values, entry: &Entry) {
        let why = text_of(values, "reason").to_owned();
        if let Some(Work::Move(_, reason)) = self.waiting_mut() {
            *reason = why;
        }
        self.drop_draft(entry);
        self.dialogs.clear();
        self.resume();
    }

    pub(super) fn take_moves(&mut self, preview: &MovePreview, reason: &str, progress: &mut dyn FnMut(usize, usize) -> bool) {
        let text = self.moving_words();
        let whole = preview.dockets.len();
        let mut file = None;
        if let Cause::Year { year, .. } = &preview.cause {
            if self.desk.store.is_read_only() {
                return self.fail(&StoreError::ReadOnly.into());
            }
            let Some(folder) = self.years.clone() else { return self.say(Tone::Error, text.no_folder) };
            match keep_year(&folder, year) {
                Ok(kept) => file = Some(kept),
                Err(error) => {
                    return self.say(Tone::Error, fill(text.not_kept, &[&folder.display(), &fault::system(self.lang, &error)]));
                }
            }
        }
        match self.desk.take(preview, reason, &mut |done| progress(done, whole.max(done))) {
            Ok(_) => {
                self.refresh();
                let said = match &preview.cause {
                    Cause::Year { year, .. } => {
                        let path = file.map_or_else(String::new, |kept| kept.path.display().to_string());
                        fill(text.done_year, &[&year.year, &preview.shifts.rows.len(), &path])
                    }
                    _ => fill(text.done, &[&whole]),
                };
                self.say(Tone::Done, said);
            }
            Err(error) => {
                if let Some(kept) = file {
                    kept.give_up();
                }
                self.fail(&error);
            }
        }
    }
}

/// A file of bounded size.
fn read(path: &Path) -> std::io::Result<String> {
    use std::io::Read as _;
    let mut text = String::new();
    let read = std::fs::File::open(path)?.take(MOST + 1).read_to_string(&mut text)?;
    if read as u64 > MOST { Err(std::io::ErrorKind::FileTooLarge.into()) } else { Ok(text) }
}
