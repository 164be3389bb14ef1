//! The calendar pane: the day gone to, the span drawn around it with its load, and one window of the agenda.

use super::entry::Entry;
use super::{App, Choice, Dialog, Listing, Picker, first_of, last_of};
use crate::docket::{Day, Stage};
use crate::law::{Deadline, OWN, Status};
use crate::ops::OfficeDuty;
use crate::ops::agenda::{self, Band};
use crate::ops::field::{Field, Shape as FieldShape};
use crate::store::{DeadlineRow, Part, Place, Span, Wanted};
use crate::text::calendar::CalendarWords;
use crate::text::{fill, law as words};
use crate::tui::lines::agenda::{Window, lines};
use crate::tui::lines::starts::starts;
use crate::tui::lines::{Folded, Line};
use chrono::{Datelike, Days, Months};
use std::collections::{BTreeMap, BTreeSet};

/// Rows read at a time.
const PAGE: usize = 200;

/// Rows kept at most: what is far from the selection is read again.
const WINDOW: usize = 3 * PAGE;

/// What is drawn beside the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A month.
    Month,
    /// A week, with what falls on each day.
    Week,
    /// Twelve months.
    Year,
}

/// The calendar pane.
#[derive(Debug)]
pub struct Calendar {
    /// The day gone to.
    pub day: Day,
    /// What is drawn around it.
    pub shape: Shape,
    /// Open deadlines a day, in the span drawn.
    pub load: BTreeMap<Day, usize>,
    /// Of the week drawn: rules with how many fall on a day.
    pub rules: BTreeMap<Day, Vec<(String, i64)>>,
    /// Whose and which deadlines.
    pub wanted: Wanted,
    /// How many deadlines each band holds.
    pub counts: Vec<(Band, i64)>,
    /// How many are late in all.
    pub late: i64,
    /// The office's own duties, where nothing narrows what is shown.
    duties: Vec<OfficeDuty>,
    /// What stands open without a date is listed, not only counted.
    pub unfolded: bool,
    /// What has to begin is listed whole.
    pub begins: bool,
    /// What stands between what is late and what is due: what has to begin, and what is to be done without a date.
    between: Vec<Line>,
    /// Days on which some work has to begin at the latest, in the span drawn.
    pub starts: BTreeSet<Day>,
    rows: Vec<(Part, DeadlineRow)>,
    /// Nothing before the window, nothing after it.
    whole: (bool, bool),
}

impl Calendar {
    pub(super) fn new(day: Day) -> Self {
        Self {
            day,
            shape: Shape::Month,
            load: BTreeMap::new(),
            rules: BTreeMap::new(),
            wanted: Wanted::default(),
            counts: Vec::new(),
            late: 0,
            duties: Vec::new(),
            unfolded: false,
            begins: false,
            between: Vec::new(),
            starts: BTreeSet::new(),
            rows: Vec::new(),
            whole: (true, false),
        }
    }

    /// The first and the last day drawn.
    pub fn span(&self) -> (Day, Day) {
        match self.shape {
            Shape::Month => (first_of(self.day), last_of(self.day)),
            Shape::Week => {
                let monday = self.day - Days::new(u64::from(self.day.weekday().num_days_from_monday()));
                (monday, monday + Days::new(6))
            }
            Shape::Year => {
                let day = |month, day| Day::from_ymd_opt(self.day.year(), month, day).unwrap_or(self.day);
                (day(1, 1), day(12, 31))
            }
        }
    }
}

impl App {
    /// What the grid shows: how much falls on each day.
    pub(super) fn reload_month(&mut self) {
        let (from, to) = self.calendar.span();
        let load = self.desk.store.load(&self.calendar.wanted, &from.to_string(), &to.to_string());
        let Some(load) = self.told(load) else { return };
        let counted = |(day, n): (String, i64)| Some((day.parse().ok()?, usize::try_from(n).ok()?));
        self.calendar.load = load.into_iter().filter_map(counted).collect();
        self.calendar.rules.clear();
        let begins = self.desk.store.starts(&self.calendar.wanted, Some(&from.to_string()), &to.to_string());
        let Some(begins) = self.told(begins) else { return };
        self.calendar.starts = begins.iter().filter_map(|row| row.begin.as_ref()?.parse().ok()).collect();
        let Some(duties) = self.read_duties() else { return };
        if self.calendar.shape == Shape::Week {
            for day in self.calendar.load.keys().copied().collect::<Vec<_>>() {
                let rules = self.desk.store.rules_on(&self.calendar.wanted, &day.to_string());
                let Some(rules) = self.told(rules) else { return };
                self.calendar.rules.insert(day, rules);
            }
        }
        for duty in duties {
            let Some(day) = duty.safe().filter(|day| (from..=to).contains(day)) else { continue };
            *self.calendar.load.entry(day).or_default() += 1;
            self.calendar.rules.entry(day).or_default().push((duty.deadline.rule.id.to_string(), 1));
        }
    }

    /// The duties of the office that stand open, where the calendar shows everything.
    fn read_duties(&mut self) -> Option<Vec<OfficeDuty>> {
        if self.calendar.wanted != Wanted::default() {
            return Some(Vec::new());
        }
        let duties = self.desk.office_duties();
        self.told(duties)
    }

    /// Reads the window of the agenda anew, from where it began; the selection follows its record.
    pub(super) fn reload_agenda(&mut self) {
        let wanted = &self.calendar.wanted;
        let all_late = [Span { part: Part::Late, from: None, until: None }];
        let today = self.desk.today.to_string();
        let late = self.desk.store.agenda_counts(&Wanted::default(), &today, &all_late, agenda::COUNTED);
        let counts = self.desk.agenda_counts(wanted);
        let from = self.calendar.rows.first().filter(|_| !self.calendar.whole.0);
        let from = from.map(|(part, row)| Place { place: row.place - 1, ..agenda::place(*part, row) });
        let most = self.calendar.rows.len().max(PAGE);
        let rows = self.desk.agenda(wanted, from.as_ref(), most);
        let duties = self.desk.office_duties();
        let (late, counts, rows, duties) = (self.told(late), self.told(counts), self.told(rows), self.told(duties));
        if let (Some(late), Some(counts), Some(rows), Some(mut duties)) = (late, counts, rows, duties) {
            let missed = duties.iter().filter(|duty| duty.deadline.status == Status::Overdue).count();
            self.calendar.late = late.iter().sum::<i64>() + missed as i64;
            if self.calendar.wanted != Wanted::default() {
                duties.clear();
            }
            self.calendar.counts = agenda::with_duties(counts, &duties, self.desk.today);
            self.calendar.duties = duties;
            self.calendar.whole.1 = rows.len() < most;
            self.reload_between();
            self.put_agenda(rows);
        }
    }

    /// What has to begin, and what stands open without a date.
    fn reload_between(&mut self) {
        let all = self.calendar.wanted == Wanted::default();
        let fold = Some(self.calendar.unfolded);
        let tasks = if all { crate::tui::lines::tasks::tasks(&self.desk, self.lang, fold) } else { Ok(Vec::new()) };
        let starts = starts(&self.desk, self.lang, &self.calendar.wanted, Some(self.calendar.begins));
        let mut between = self.told(starts).unwrap_or_default();
        between.extend(self.told(tasks).unwrap_or_default());
        self.calendar.between = between;
    }

    fn put_agenda(&mut self, rows: Vec<(Part, DeadlineRow)>) {
        self.calendar.rows = rows;
        let window = Window {
            rows: &self.calendar.rows,
            counts: &self.calendar.counts,
            whole: self.calendar.whole,
            duties: &self.calendar.duties,
            tasks: &self.calendar.between,
            whole_days: false,
        };
        let lines = lines(&self.desk, self.lang, window);
        self.agenda.put(lines);
        self.off_heading(1);
    }

    /// Opens or folds a list.
    pub(super) fn fold(&mut self, which: Folded) {
        match which {
            Folded::Tasks => self.calendar.unfolded = !self.calendar.unfolded,
            Folded::Starts => self.calendar.begins = !self.calendar.begins,
        }
        self.reload_between();
        let rows = std::mem::take(&mut self.calendar.rows);
        self.put_agenda(rows);
    }

    /// The deadline of the selected line, where its docket is the one shown.
    pub fn dated(&self) -> Option<&Deadline> {
        use crate::tui::lines::Target;
        if let Target::Duty { rule, key } = self.agenda.current()?.target.as_ref()? {
            let mine = |duty: &&OfficeDuty| *duty.deadline.rule.id == **rule && duty.key == *key;
            return self.calendar.duties.iter().find(mine).map(|duty| &duty.deadline);
        }
        let case = self.case.as_ref()?;
        let (Target::Deadline { docket, rule, party, n, round } | Target::Begin { docket, rule, party, n, round }) =
            self.agenda.current()?.target.as_ref()?
        else {
            return None;
        };
        let own = |one: &&Deadline| {
            *one.rule.id == **rule
                && one.party.as_deref().unwrap_or_default() == party
                && one.n.map_or(0, i64::from) == *n
                && i64::from(one.round) == *round
        };
        case.derived.deadlines.iter().filter(|_| case.stored.docket.id == *docket).find(own)
    }

    /// A heading is not selected: the next line in a direction is, else the nearest one.
    fn off_heading(&mut self, by: isize) {
        let is_line = |listing: &Listing, at: usize| listing.lines.get(at).is_some_and(|line| !line.head);
        let at = self.agenda.at;
        if is_line(&self.agenda, at) {
            return self.agenda.window.follow(at, self.agenda.lines.len());
        }
        let (before, after) = ((0..at).rev().find(|at| is_line(&self.agenda, *at)), {
            (at + 1..self.agenda.lines.len()).find(|at| is_line(&self.agenda, *at))
        });
        let found = if by < 0 { before.or(after) } else { after.or(before) };
        self.agenda.at = found.unwrap_or(0);
        // The first line of all stands below its heading.
        let seen = if self.agenda.at == 1 { 0 } else { self.agenda.at };
        self.agenda.window.follow(seen, self.agenda.lines.len());
    }

    /// The selection moves in the agenda; more is read where it nears an end of the window.
    pub(super) fn step_agenda(&mut self, by: isize) {
        let last = self.agenda.lines.len().saturating_sub(1) as isize;
        let wanted = &self.calendar.wanted;
        if by < -PAGE_JUMP && !self.calendar.whole.0 {
            self.begin_agenda();
        } else if by > PAGE_JUMP && !self.calendar.whole.1 {
            let rows = self.desk.agenda_before(wanted, None, PAGE);
            let Some(rows) = self.told(rows) else { return };
            self.calendar.whole = (rows.len() < PAGE, true);
            self.put_agenda(rows);
            self.agenda.at = self.agenda.lines.len().saturating_sub(1);
        } else {
            self.agenda.at = (self.agenda.at as isize).saturating_add(by).clamp(0, last.max(0)) as usize;
        }
        self.off_heading(by);
        self.read_agenda_on();
        // What is ahead is followed in the grid; what is late leaves the grid where it is.
        if let Some(day) = self.day_here().filter(|day| *day >= self.desk.today) {
            self.turn_to(day);
        }
    }

    fn begin_agenda(&mut self) {
        self.calendar.rows.clear();
        self.calendar.whole = (true, false);
        self.agenda = Listing::default();
        self.reload_agenda();
    }

    fn read_agenda_on(&mut self) {
        let (at, count) = (self.agenda.at, self.agenda.lines.len());
        if at + PAGE / 4 >= count && !self.calendar.whole.1 {
            let Some((part, row)) = self.calendar.rows.last() else { return };
            let more = self.desk.agenda(&self.calendar.wanted, Some(&agenda::place(*part, row)), PAGE);
            let Some(more) = self.told(more) else { return };
            self.calendar.whole.1 = more.len() < PAGE;
            let far = (self.calendar.rows.len() + more.len()).saturating_sub(WINDOW).min(at / 2);
            self.calendar.whole.0 &= far == 0;
            let rows = self.calendar.rows.drain(..).chain(more).skip(far).collect();
            self.put_agenda(rows);
        } else if at < PAGE / 4 && !self.calendar.whole.0 {
            let Some((part, row)) = self.calendar.rows.first() else { return };
            let before = self.desk.agenda_before(&self.calendar.wanted, Some(&agenda::place(*part, row)), PAGE);
            let Some(mut rows) = self.told(before) else { return };
            self.calendar.whole.0 = rows.len() < PAGE;
            rows.append(&mut self.calendar.rows);
            self.calendar.whole.1 &= rows.len() <= WINDOW;
            rows.truncate(WINDOW);
            self.put_agenda(rows);
        }
    }

    /// The day of the selected line.
    fn day_here(&self) -> Option<Day> {
        use crate::tui::lines::Target;
        let target = self.agenda.current()?.target.as_ref()?;
        if let Target::Duty { .. } = target {
            return self.duty_of(target)?.safe();
        }
        let Target::Deadline { docket, rule, party, n, round } = target else { return None };
        let row =
            self.calendar.rows.iter().map(|(_, row)| row).find(|row| {
                row.docket == *docket && row.rule == *rule && row.party == *party && row.n == *n && row.round == *round
            });
        row?.safe.as_ref()?.parse().ok()
    }

    /// The duty that a line stands for.
    pub(super) fn duty_of(&self, target: &crate::tui::lines::Target) -> Option<&OfficeDuty> {
        let crate::tui::lines::Target::Duty { rule, key } = target else { return None };
        self.calendar.duties.iter().find(|duty| *duty.deadline.rule.id == **rule && duty.key == *key)
    }

    /// The grid turns to a day.
    fn turn_to(&mut self, day: Day) {
        let before = self.calendar.span();
        self.calendar.day = day;
        if self.calendar.span() != before {
            self.reload_month();
        }
    }

    /// Goes to a day: the grid turns to it, the agenda selects what is due on it or next.
    pub(super) fn go_to(&mut self, day: Day) {
        self.turn_to(day);
        let place = agenda::day_place(day, self.desk.today);
        let wanted = &self.calendar.wanted;
        let (before, after) =
            (self.desk.agenda_before(wanted, Some(&place), PAGE / 2), self.desk.agenda(wanted, Some(&place), PAGE));
        let (Some(mut rows), Some(after)) = (self.told(before), self.told(after)) else { return };
        self.calendar.whole = (rows.len() < PAGE / 2, after.len() < PAGE);
        let first = after.first().or(rows.last()).cloned();
        rows.extend(after);
        self.put_agenda(rows);
        if let Some((_, row)) = first {
            let target = crate::tui::lines::agenda::target(&row);
            let found = self.agenda.lines.iter().position(|line| line.target.as_ref() == Some(&target));
            self.agenda.at = found.unwrap_or(self.agenda.at);
            self.agenda.window.follow(self.agenda.at, self.agenda.lines.len());
        }
        self.reload_case();
    }

    /// One day, or one page of what is drawn, forward or back.
    pub(super) fn turn_calendar(&mut self, by: i64, page: bool) {
        let day = self.calendar.day;
        let months = |count: u32| {
            let months = Months::new(count);
            if by > 0 { day.checked_add_months(months) } else { day.checked_sub_months(months) }
        };
        let days =
            |count: u64| if by > 0 { day.checked_add_days(Days::new(count)) } else { day.checked_sub_days(Days::new(count)) };
        let next = match (page, self.calendar.shape) {
            (false, Shape::Year) | (true, Shape::Month) => months(1),
            (false, _) => days(1),
            (true, Shape::Week) => days(7),
            (true, Shape::Year) => months(12),
        };
        // Years that a calendar can be asked about.
        let known = next.filter(|day| (1900..=9998).contains(&day.year()));
        self.go_to(known.unwrap_or(day));
    }

    /// Back to today, with what is late before it.
    pub(super) fn calendar_today(&mut self) {
        self.turn_to(self.desk.today);
        self.begin_agenda();
        self.reload_case();
    }

    /// Month, week, year.
    pub(super) fn next_shape(&mut self) {
        self.calendar.shape = match self.calendar.shape {
            Shape::Month => Shape::Week,
            Shape::Week => Shape::Year,
            Shape::Year => Shape::Month,
        };
        self.reload_month();
    }

    /// Asks for a day to go to.
    pub(super) fn open_go_to(&mut self) {
        let fields = vec![Field::new("on", FieldShape::Day, true)];
        let title = CalendarWords::of(self.lang).go_to.to_owned();
        self.open_form(title, fields, Entry::GoTo);
    }

    /// Asks which deadlines to show.
    pub(super) fn open_wanted(&mut self) {
        let text = CalendarWords::of(self.lang);
        let now = &self.calendar.wanted;
        let law = self.desk.office_law();
        let mut items: Vec<(Line, Choice)> = Vec::new();
        let mut add = |said: String, wanted: Wanted| {
            let sign = if wanted == *now { "●" } else { " " };
            items.push((Line::plain(format!("{sign} {said}")), Choice::Wanted(Box::new(wanted))));
        };
        add(text.show_all.to_owned(), Wanted::default());
        let whose = |officer, department| Wanted { officer, department, ..now.clone() };
        add(text.show_mine.to_owned(), whose(Some(self.desk.officer.clone()), None));
        for item in law.profile.lists.get("department").into_iter().flatten() {
            let label = words::label(self.lang, &item.label);
            add(fill(text.show_department, &[&label]), whose(None, Some(item.key.to_string())));
        }
        let mut seen: Vec<&str> = Vec::new();
        for period in law.profile.periods.iter().filter(|period| period.enabled && !period.hidden && !period.office) {
            if !seen.contains(&&*period.id) {
                seen.push(&period.id);
                let said = fill(text.show_rule, &[&words::label(self.lang, &period.label)]);
                add(said, Wanted { rule: Some(period.id.to_string()), ..now.clone() });
            }
        }
        let own = crate::text::planning::Words::of(self.lang).kind;
        add(fill(text.show_rule, &[&own]), Wanted { rule: Some(OWN.to_owned()), ..now.clone() });
        for stage in Stage::ALL.iter().filter(|stage| !stage.is_ended()) {
            let said = fill(text.show_stage, &[&words::stage(self.lang, *stage)]);
            add(said, Wanted { stage: Some(stage.name().to_owned()), ..now.clone() });
        }
        self.dialogs.push(Dialog::Picker(Picker::new(text.show, items)));
    }

    /// Shows other deadlines.
    pub(super) fn show_wanted(&mut self, wanted: Wanted) {
        self.calendar.wanted = wanted;
        self.begin_agenda();
        self.reload_month();
        self.reload_case();
    }
}

/// Further than any half page: to an end.
const PAGE_JUMP: isize = 1_000_000;
