//! The calendar pane: the day gone to, the span drawn around it with its load, and one window of the agenda.

mod scroll;

use super::entry::Entry;
use super::{App, Choice, Dialog, Picker, first_of, last_of};
use crate::docket::{Day, Stage};
use crate::law::OWN;
use crate::ops::OfficeDuty;
use crate::ops::agenda::{self, Band};
use crate::ops::field::{Field, Shape as FieldShape};
use crate::store::{DeadlineRow, Part, Wanted};
use crate::text::calendar::CalendarWords;
use crate::text::{fill, law as words};
use crate::tui::lines::Line;
use chrono::{Datelike, Days, Months};
use std::collections::{BTreeMap, BTreeSet};

/// Rows read at a time.
const PAGE: usize = 200;

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
