//! The agenda: the window of rows that is read, and the selection that moves in it.

use super::PAGE;
use crate::law::{Deadline, Status};
use crate::ops::OfficeDuty;
use crate::ops::agenda;
use crate::store::{DeadlineRow, Part, Place, Span, Wanted};
use crate::tui::app::{App, Listing};
use crate::tui::lines::agenda::{Window, lines};
use crate::tui::lines::starts::starts;
use crate::tui::lines::{Folded, Target};

/// Rows kept at most: what is far from the selection is read again.
const WINDOW: usize = 3 * PAGE;

/// Further than any half page: to an end.
const PAGE_JUMP: isize = 1_000_000;

impl App {
    /// Reads the window of the agenda anew, from where it began; the selection follows its record.
    pub(in crate::tui::app) fn reload_agenda(&mut self) {
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

    pub(super) fn put_agenda(&mut self, rows: Vec<(Part, DeadlineRow)>) {
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
    pub(in crate::tui::app) fn fold(&mut self, which: Folded) {
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
    pub(in crate::tui::app) fn step_agenda(&mut self, by: isize) {
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

    pub(super) fn begin_agenda(&mut self) {
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
}
