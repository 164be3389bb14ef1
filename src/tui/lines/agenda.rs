//! The agenda's lines: a heading a band, one line a deadline in columns. What matters least stands last and is cut first.

use super::{Line, Target, late, mark, to_meet};
use crate::docket::Day;
use crate::law::proof::Gap;
use crate::law::{Deadline, Status};
use crate::ops::Desk;
use crate::ops::OfficeDuty;
use crate::ops::agenda::{Band, COUNTED, with_duties};
use crate::store::{DeadlineRow, Part, StoreError, Wanted};
use crate::text::calendar::{CalendarWords, band};
use crate::text::desk::DeskWords;
use crate::text::planning::Words as Plan;
use crate::text::{Lang, fill, law as words, safe};
use crate::tui::width::{cells, cut, fit};
use chrono::Datelike;

/// A window of the agenda.
#[derive(Debug, Clone, Copy)]
pub struct Window<'a> {
    /// The rows, in order.
    pub rows: &'a [(Part, DeadlineRow)],
    /// How many each band holds.
    pub counts: &'a [(Band, i64)],
    /// Nothing before, nothing after.
    pub whole: (bool, bool),
    /// The office's own duties that stand among them.
    pub duties: &'a [OfficeDuty],
    /// What stands open without a date: after what is late, before what is due.
    pub tasks: &'a [Line],
    /// Days with their year, whatever year it is: for lines that are read alone.
    pub whole_days: bool,
}

/// Both countdowns, in calendar and in working days.
pub fn countdown(desk: &Desk, lang: Lang, day: Option<Day>) -> String {
    let text = CalendarWords::of(lang);
    let Some(day) = day else { return "—".to_owned() };
    let (days, working) = ((day - desk.today).num_days(), desk.calendar.working_between(desk.today, day));
    match days {
        0 => DeskWords::of(lang).today.to_owned(),
        days if days < 0 => fill(text.both_late, &[&-days, &-working]),
        days => fill(text.both_left, &[&days, &working]),
    }
}

/// The lines of a window, with a heading where a band begins.
pub fn lines(desk: &Desk, lang: Lang, window: Window<'_>) -> Vec<Line> {
    let mut found: Vec<(Band, String, Line)> = window
        .rows
        .iter()
        .map(|(part, row)| {
            let day = row.safe.clone().unwrap_or_default();
            (Band::of(*part, row, desk.today), day, line(desk, lang, row, window.whole_days))
        })
        .collect();
    if !window.duties.is_empty() {
        let first = found.first().map(|(band, day, _)| (*band, day.clone()));
        let last = found.last().map(|(band, day, _)| (*band, day.clone()));
        for duty in window.duties {
            let day = duty.safe().map(|day| day.to_string()).unwrap_or_default();
            let place = (Band::of_duty(duty, desk.today), day);
            let after = window.whole.0 || first.as_ref().is_some_and(|first| *first <= place);
            let before = window.whole.1 || last.as_ref().is_some_and(|last| place <= *last);
            if after && before {
                found.push((place.0, place.1, duty_line(desk, lang, duty, window.whole_days)));
            }
        }
        found.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    }
    let mut lines = Vec::with_capacity(found.len() + window.tasks.len() + 8);
    let mut current = None;
    // Shown where the window holds the place between what is late and what is due.
    let mut tasks = window.whole.0 || found.first().is_some_and(|(band, ..)| *band == Band::Late);
    for (of, _, line) in found {
        if tasks && of != Band::Late {
            lines.extend_from_slice(window.tasks);
            tasks = false;
        }
        if current != Some(of) {
            let count = window.counts.iter().find(|(known, _)| *known == of).map_or(0, |(_, count)| *count);
            let count = match usize::try_from(count) {
                Ok(0) | Err(_) => String::new(),
                Ok(count) if count < COUNTED => count.to_string(),
                Ok(_) => format!("{}+", COUNTED - 1),
            };
            let head = Line::head(&format!("{} {count}", band(lang, of)));
            lines.push(Line { alarm: of == Band::Late, ..head });
            current = Some(of);
        }
        lines.push(line);
    }
    if tasks && window.whole.1 {
        lines.extend_from_slice(window.tasks);
    }
    lines
}

/// The first lines of the whole agenda, for those who read it line by line.
pub fn first(desk: &Desk, lang: Lang, limit: usize) -> Result<Vec<Line>, StoreError> {
    let wanted = Wanted::default();
    let (rows, duties) = (desk.agenda(&wanted, None, limit)?, desk.office_duties()?);
    let counts = with_duties(desk.agenda_counts(&wanted)?, &duties, desk.today);
    let whole = (true, rows.len() < limit);
    let mut tasks = super::starts::starts(desk, lang, &wanted, None)?;
    tasks.extend(super::tasks::tasks(desk, lang, None)?);
    let window = Window { rows: &rows, counts: &counts, whole, duties: &duties, tasks: &tasks, whole_days: true };
    let mut found = Vec::new();
    for line in lines(desk, lang, window) {
        let stopped = match &line.target {
            Some(Target::Deadline { docket, rule, party, n, round }) => clocks(desk, lang, *docket, (rule, party, *n, *round))?,
            _ => Vec::new(),
        };
        found.push(line);
        found.extend(stopped);
    }
    Ok(found)
}

/// The clock of a deadline that was stopped, or stands still: where no other pane shows it.
fn clocks(desk: &Desk, lang: Lang, docket: i64, of: (&str, &str, i64, i64)) -> Result<Vec<Line>, StoreError> {
    let Some((_, derived)) = desk.derived(docket)? else { return Ok(Vec::new()) };
    let which = |one: &&Deadline| {
        let n = one.n.map_or(0, i64::from);
        (&*one.rule.id, one.party.as_deref().unwrap_or_default(), n, i64::from(one.round)) == of
    };
    let found = derived.deadlines.iter().find(which).filter(|one| stopped(one));
    let said = found.map(|one| crate::text::clock::running(lang, one, &desk.calendar, 40)).unwrap_or_default();
    Ok(said.into_iter().map(|said| Line::plain(format!("    {said}"))).collect())
}

/// Whether a clock was stopped, under the reading that holds or another one.
fn stopped(one: &Deadline) -> bool {
    let stands = |gaps: &[Gap]| gaps.iter().any(|gap| one.start.is_some_and(|(start, _)| gap.until > start));
    let other = one.proof.readings.iter().any(|other| Some(other.due) != one.due && stands(&other.way.pauses));
    one.clock.paused > 0 || one.status == Status::Paused || other
}

/// The day to meet, and the day it may be at the latest where that is another one; the year where it is not this one.
pub fn days(from: Option<Day>, to: Option<Day>, today: Day) -> String {
    let Some(from) = from else { return "—".to_owned() };
    let head = if from.year() == today.year() { from.format("%m-%d") } else { from.format("%y-%m-%d") };
    match to.filter(|to| *to > from) {
        None => head.to_string(),
        Some(to) if (to.year(), to.month()) == (from.year(), from.month()) => format!("{head}…{}", to.format("%d")),
        Some(to) => format!("{head}…{}", to.format("%m-%d")),
    }
}

fn line(desk: &Desk, lang: Lang, row: &DeadlineRow, whole_days: bool) -> Line {
    let is_late = late(&row.status, row.due.as_deref(), &row.nature, desk.today);
    let period = desk.rule_of(row);
    let period = period.as_ref();
    let title = period.map_or(row.rule.as_str(), |period| words::label(lang, &period.label));
    // The number of an occurrence stays where the name has to be cut.
    let what = |room: usize| {
        let number = if row.n > 0 { format!(" {}", row.n) } else { String::new() };
        let party = if row.party.is_empty() { String::new() } else { format!(" {}", row.party) };
        fit(&format!("{}{number}{party}", cut(title, room.saturating_sub(cells(&number)))), room)
    };
    let weight = period.map_or("", |period| words::weight(lang, period));
    let cites = period.map(|period| period.cites.clone()).unwrap_or_default();
    let cite = cites.first().map_or_else(String::new, |cite| words::cite(&desk.library, cite));
    let law = desk.office_law();
    let owner = law.profile.item("owner", &row.owner).map_or(row.owner.as_str(), |item| words::label(lang, &item.label));
    let day = |text: Option<&str>| text.and_then(|day| day.parse::<Day>().ok());
    let meet = day(to_meet(row.safe.as_deref(), row.due.as_deref(), desk.today));
    let last = if row.provisional { row.latest.as_deref().or(row.due.as_deref()) } else { row.due.as_deref() };
    // What is late counts from the day that was missed.
    let (meet, last) = if is_late { (day(row.due.as_deref()), None) } else { (meet, day(last)) };
    let sign = match mark(&row.status, is_late, row.provisional) {
        " " if near(row, meet, desk.today) => "*",
        sign => sign,
    };
    let begin = day(row.begin.as_deref()).map(|begin| days(Some(begin), None, desk.today));
    let begin = begin.map_or_else(String::new, |begin| format!("{} ", fill(Plan::of(lang).at, &[&begin])));
    // The year and the office go before the docket's own number.
    let own = row.number.rsplit('〕').next().unwrap_or(&row.number);
    let when = match meet {
        Some(day) if whole_days => day.to_string(),
        meet => days(meet, last, desk.today),
    };
    let left = countdown(desk, lang, meet);
    let counted = lang_room(lang);
    let text = format!(
        "{sign}{} {} {} {} {} {} {} {}",
        fit(&when, 11),
        fit(&left, counted),
        fit(own, 8),
        what(20),
        fit(weight, if lang == Lang::Zh { 6 } else { 9 }),
        fit(&cite, 9),
        fit(owner, 8),
        format_args!("{begin}{}", row.title)
    );
    let what = what(if lang == Lang::Zh { 14 } else { 18 });
    let brief = format!("{sign}{} {} {} {what} {begin}{cite} {weight} {owner}", fit(&when, 11), fit(&left, counted), fit(own, 7));
    Line { alarm: is_late, target: Some(target(row)), cites, narrow: Some(safe::line(&brief)), ..Line::plain(text) }
}

/// Whether an own date is as near as it was asked to warn.
fn near(row: &DeadlineRow, day: Option<Day>, today: Day) -> bool {
    let warns = row.warn.split_whitespace().filter_map(|days| days.parse::<i64>().ok()).max();
    day.zip(warns).is_some_and(|(day, warns)| (0..=warns).contains(&(day - today).num_days()))
}

/// What a row stands for.
pub fn target(row: &DeadlineRow) -> Target {
    Target::Deadline { docket: row.docket, rule: row.rule.clone(), party: row.party.clone(), n: row.n, round: row.round }
}

/// Cells of a countdown.
const fn lang_room(lang: Lang) -> usize {
    match lang {
        Lang::Zh => 13,
        Lang::En => 14,
    }
}

/// A duty of the office: when, how far, whose, which and of what year, how strongly, by which articles.
fn duty_line(desk: &Desk, lang: Lang, duty: &OfficeDuty, whole_days: bool) -> Line {
    let (one, text) = (&duty.deadline, CalendarWords::of(lang));
    let is_late = one.status == Status::Overdue;
    // What is late counts from the day that was missed.
    let meet = if is_late { one.due } else { one.by().filter(|day| *day >= desk.today).or(one.due) };
    let last = if is_late { None } else { one.latest.max(one.due) };
    let when = match meet {
        Some(day) if whole_days => day.to_string(),
        meet => days(meet, last, desk.today),
    };
    let sign = mark(one.status.name(), is_late, one.provisional);
    let head = format!("{sign}{} {} {}", fit(&when, 11), fit(&countdown(desk, lang, meet), lang_room(lang)), fit(text.office, 8));
    let what = format!("{} {}", words::label(lang, &one.rule.label), duty.key);
    let weight = words::weight(lang, &one.rule);
    let line = format!("{head} {what} {weight} {}", words::cites(&desk.library, &one.rule.cites));
    let target = Target::Duty { rule: one.rule.id.to_string(), key: duty.key.clone() };
    Line { alarm: is_late, target: Some(target), cites: one.rule.cites.clone(), ..Line::plain(line) }
}
