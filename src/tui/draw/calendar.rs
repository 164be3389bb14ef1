//! The pane of deadlines: a month, a week or a year beside the agenda, or above it where the room is narrow.

use super::{boxed, listing, put};
use crate::docket::Day;
use crate::law::OWN;
use crate::law::calendar::DayKind;
use crate::ops::agenda::Band;
use crate::store::Wanted;
use crate::text::calendar::{CalendarWords, band};
use crate::text::planning::Words as Plan;
use crate::text::{clock, desk as words, fill, law as law_words, safe};
use crate::tui::app::{App, Shape, last_of};
use crate::tui::width::{cells, cut, fit, right, wrap};
use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// Cells of a day in the month: mark, two of the number, load, two of the letter.
const CELL: u16 = 6;
/// Cells of the grid with its week numbers.
const GRID: u16 = 3 + 7 * CELL;

/// The grid beside the agenda.
pub(super) fn calendar(app: &App, buffer: &mut Buffer, area: Rect, focused: bool) {
    let inner = boxed(buffer, area, &title(app), focused);
    let wide = inner.width >= 100;
    let (grid, agenda) = if wide {
        let width = GRID.min(inner.width);
        (Rect { width, ..inner }, Rect { x: inner.x + width + 1, width: inner.width - width - 1, ..inner })
    } else {
        let wanted = match app.calendar.shape {
            Shape::Month => 1 + weeks(app.calendar.day),
            Shape::Week => 7,
            Shape::Year if inner.width >= TWO_MONTHS => 7,
            Shape::Year => 13,
        };
        let height = wanted.min(inner.height / 2);
        (Rect { height, ..inner }, Rect { y: inner.y + height, height: inner.height - height, ..inner })
    };
    let agenda = detail(app, buffer, (grid, agenda), wide);
    match app.calendar.shape {
        Shape::Month => month(app, buffer, grid),
        Shape::Week => week(app, buffer, grid),
        Shape::Year => year(app, buffer, grid),
    }
    let text = CalendarWords::of(app.lang);
    let empty = if app.calendar.wanted == Wanted::default() { app.words().no_deadlines } else { text.nothing };
    listing(buffer, agenda, &app.agenda, focused, empty);
}

/// Rows of the grid, and one left free, before the selected deadline is told below it.
const ABOVE: u16 = 9;

/// The clock of the selected deadline: below the grid where it stands beside the agenda, else in the last row of it.
/// What is left for the agenda.
fn detail(app: &App, buffer: &mut Buffer, (grid, agenda): (Rect, Rect), wide: bool) -> Rect {
    let Some(one) = app.dated() else { return agenda };
    let rows = if wide { grid.height.saturating_sub(if app.calendar.shape == Shape::Year { 16 } else { ABOVE }) } else { 1 };
    // Beside the agenda the bar has a row of its own.
    let room = i64::from(if wide { grid.width } else { 20 });
    let mut said = clock::running(app.lang, one, &app.desk.calendar, room);
    if wide {
        said.insert(0, format!("{} · {}", law_words::label(app.lang, &one.rule.label), law_words::weight(app.lang, &one.rule)));
        let lines = said.iter().flat_map(|line| wrap(&safe::line(line), grid.width as usize)).take(rows.into());
        for (at, line) in lines.enumerate() {
            put(buffer, grid, grid.height - rows + at as u16, line.trim_start(), dim());
        }
        return agenda;
    }
    match said.first() {
        Some(line) if agenda.height > 5 => {
            put(buffer, agenda, agenda.height - 1, &format!(" {}", safe::line(line)), dim());
            Rect { height: agenda.height - 1, ..agenda }
        }
        _ => agenda,
    }
}

/// The span, what is shown, and how much of it is late, due today, due this week.
fn title(app: &App) -> String {
    let (text, calendar) = (CalendarWords::of(app.lang), &app.calendar);
    let day = calendar.day;
    let span = match calendar.shape {
        Shape::Month => format!("{}-{:02}", day.year(), day.month()),
        Shape::Week => format!("{}-W{:02}", day.iso_week().year(), day.iso_week().week()),
        Shape::Year => day.year().to_string(),
    };
    let mut parts = vec![format!("3 {} {span}", app.words().calendar)];
    let law = app.desk.office_law();
    if let Some(officer) = &calendar.wanted.officer {
        parts.push(if *officer == app.desk.officer { text.mine.to_owned() } else { officer.clone() });
    }
    if let Some(key) = &calendar.wanted.department {
        parts.push(
            law.profile.item("department", key).map_or(key.clone(), |item| law_words::label(app.lang, &item.label).to_owned()),
        );
    }
    if app.calendar.wanted.rule.as_deref() == Some(OWN) {
        parts.push(Plan::of(app.lang).kind.to_owned());
    } else if let Some(rule) = app.calendar.wanted.rule.as_ref() {
        parts.push(app.desk.rule(rule).map_or(rule.clone(), |rule| law_words::label(app.lang, &rule.label).to_owned()));
    }
    if let Some(stage) = calendar.wanted.stage.as_ref().and_then(|stage| crate::docket::Stage::parse(stage)) {
        parts.push(law_words::stage(app.lang, stage).to_owned());
    }
    if parts.len() == 1 {
        parts.push(text.all.to_owned());
    }
    let shown = [Band::Late, Band::Today, Band::Week];
    let counts = calendar.counts.iter().filter(|(of, _)| shown.contains(of));
    parts.push(counts.map(|(of, count)| format!("{} {count}", band(app.lang, *of))).collect::<Vec<_>>().join("  "));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// How many weeks a month touches.
fn weeks(day: Day) -> u16 {
    let (first, last) = (crate::tui::app::first_of(day), last_of(day));
    ((first.weekday().num_days_from_monday() + last.day()).div_ceil(7)) as u16
}

/// How much is due, by one character and one colour.
fn ramp(load: usize) -> (&'static str, Color) {
    match load {
        0 => (" ", Color::Reset),
        1..=2 => (".", Color::Green),
        3..=5 => (":", Color::Green),
        6..=10 => ("+", Color::Yellow),
        _ => ("#", Color::Red),
    }
}

fn dim() -> Style {
    Style::default().add_modifier(Modifier::DIM)
}

fn month(app: &App, buffer: &mut Buffer, area: Rect) {
    let (first, last) = (crate::tui::app::first_of(app.calendar.day), last_of(app.calendar.day));
    let heads: String = (1..=7).map(|day| fit(&right(words::weekday(app.lang, day), 3), CELL as usize)).collect();
    put(buffer, area, 0, &format!("   {heads}"), dim());
    let before = first.weekday().num_days_from_monday();
    for day in first.iter_days().take_while(|day| *day <= last) {
        let place = before + day.day() - 1;
        let (row, column) = ((place / 7) as u16 + 1, (place % 7) as u16);
        if row >= area.height {
            return;
        }
        if column == 0 || day == first {
            put(buffer, Rect { width: 3.min(area.width), ..area }, row, &format!("{:>2}", day.iso_week().week()), dim());
        }
        let x = 3 + column * CELL;
        if x + CELL <= area.width {
            cell(app, buffer, Rect { x: area.x + x, y: area.y + row, width: CELL, height: 1 }, day);
        }
    }
}

/// A day: today in brackets, the day gone to behind `>`, its load by a ramp, a rest or make-up day by its letter.
fn cell(app: &App, buffer: &mut Buffer, area: Rect, day: Day) {
    let (sign, color) = ramp(app.calendar.load.get(&day).copied().unwrap_or(0));
    let today = day == app.desk.today;
    let open = match () {
        () if today => "[",
        () if day == app.calendar.day => ">",
        () => " ",
    };
    let kind = app.desk.calendar.day(day);
    let tail = if today { "]" } else { letter(app, day, kind) };
    let mut style = Style::default().fg(color);
    if today || day == app.calendar.day {
        style = style.add_modifier(Modifier::BOLD);
    } else if !kind.is_working() {
        style = style.add_modifier(Modifier::DIM);
    }
    put(buffer, area, 0, &format!("{open}{:>2}{sign}{tail}", day.day()), style);
}

/// Off, worked by exchange, or the last day on which some work has to begin.
fn letter(app: &App, day: Day, kind: DayKind<'_>) -> &'static str {
    let text = CalendarWords::of(app.lang);
    match kind {
        DayKind::MakeUp { .. } => text.make_up,
        DayKind::Rest { .. } => text.rest,
        _ if app.calendar.starts.contains(&day) => Plan::of(app.lang).mark,
        DayKind::Working | DayKind::Weekend => "",
    }
}

/// Seven days, one a line, with what falls on each.
fn week(app: &App, buffer: &mut Buffer, area: Rect) {
    let (from, to) = app.calendar.span();
    for (row, day) in from.iter_days().take_while(|day| *day <= to).enumerate() {
        let load = app.calendar.load.get(&day).copied().unwrap_or(0);
        let (sign, color) = ramp(load);
        let today = day == app.desk.today;
        let (open, close) = match () {
            () if today => ("[", "]"),
            () if day == app.calendar.day => (">", " "),
            () => (" ", " "),
        };
        let rules = app.calendar.rules.get(&day).map(Vec::as_slice).unwrap_or_default();
        let said = rules.iter().map(|(rule, count)| {
            let label = app.desk.rule(rule).map_or(rule.clone(), |rule| law_words::label(app.lang, &rule.label).to_owned());
            format!("{label} {count}")
        });
        let head = format!(
            "{open}{} {}{close}{}",
            words::weekday(app.lang, day.weekday().number_from_monday()),
            day.format("%m-%d"),
            fit(letter(app, day, app.desk.calendar.day(day)), 2)
        );
        let count = if load > 0 { load.to_string() } else { String::new() };
        let line = format!("{head} {sign} {} {}", right(&count, 4), said.collect::<Vec<_>>().join("  "));
        let mut style = Style::default().fg(color);
        if today || day == app.calendar.day {
            style = style.add_modifier(Modifier::BOLD);
        } else if !app.desk.calendar.is_working(day) {
            style = style.add_modifier(Modifier::DIM);
        }
        put(buffer, area, row as u16, &cut(&safe::line(&line), area.width as usize), style);
    }
}

/// Cells of a month of the year view: its name, 31 days, its sum.
const MONTH: u16 = 5 + 31 + 5;
/// From here on two months stand side by side.
const TWO_MONTHS: u16 = 2 * MONTH - 6;

/// Twelve months, one a line, a character a day: its load, else whether it is off or worked by exchange.
fn year(app: &App, buffer: &mut Buffer, area: Rect) {
    let text = CalendarWords::of(app.lang);
    let columns: u16 = if area.height < 13 && area.width >= TWO_MONTHS { 2 } else { 1 };
    let rows = 12 / columns;
    let ruler: String =
        (1..=31).map(|day| if day == 1 || day % 5 == 0 { (day % 10).to_string() } else { " ".to_owned() }).collect();
    // Where not all months have room, those from the one gone to.
    let room = area.height.saturating_sub(1);
    let skip = if room < rows { (app.calendar.day.month0() as u16 % rows).min(rows - room) } else { 0 };
    let width = area.width / columns;
    for month in 1..=12u16 {
        let (column, row) = ((month - 1) / rows, (month - 1) % rows);
        let x = area.x + column * width;
        let place = Rect { x, width: width.min(area.right() - x), ..area };
        put(buffer, place, 0, &format!("     {ruler}"), dim());
        let Some(row) = row.checked_sub(skip).map(|row| row + 1).filter(|row| *row < area.height) else { continue };
        let first = Day::from_ymd_opt(app.calendar.day.year(), u32::from(month), 1).unwrap_or(app.calendar.day);
        let here = first.month() == app.calendar.day.month();
        let now = (first.year(), first.month()) == (app.desk.today.year(), app.desk.today.month());
        let mark = if here { ">" } else { " " };
        put(buffer, place, row, &format!("{mark}{}", right(&fill(text.month, &[&month]), 4)), bold(here));
        let mut sum = 0;
        for day in first.iter_days().take_while(|day| day.month() == first.month()) {
            let load = app.calendar.load.get(&day).copied().unwrap_or(0);
            sum += load;
            let (sign, color) = ramp(load);
            let sign = match app.desk.calendar.day(day) {
                _ if load > 0 => sign,
                DayKind::Rest { .. } => "-",
                DayKind::MakeUp { .. } => "=",
                _ => " ",
            };
            let sign = if now && day == app.desk.today && load == 0 { "|" } else { sign };
            let x = 5 + day.day0() as u16;
            if x < place.width {
                let at = Rect { x: place.x + x, width: 1, ..place };
                put(buffer, at, row, sign, bold(day == app.desk.today).fg(color));
            }
        }
        let sum = if sum > 0 { sum.to_string() } else { String::new() };
        if place.width >= MONTH {
            put(buffer, Rect { x: place.x + 36, width: place.width - 36, ..place }, row, &cut(&right(&sum, 5), 5), dim());
        }
    }
    if columns == 1 && area.height > 14 && cells(text.legend) <= area.width as usize {
        put(buffer, area, 14, text.legend, dim());
    }
}

fn bold(yes: bool) -> Style {
    if yes { Style::default().add_modifier(Modifier::BOLD) } else { Style::default() }
}
