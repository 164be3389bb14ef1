//! Drawing: reads the app, changes nothing. Four panes side by side where there is room, one pane below that, and no
//! panic at any size. Selection is a mark in the gutter and bold, every state also a letter.

mod approvals;
mod area;
mod calendar;
mod dialog;
mod field;
mod filter;
mod intake;
mod leads;
mod talks;
mod triage;
mod watch;

use super::app::entry::Entry;
use super::app::{App, Dialog, Leads, Listing, Pane, Tone};
use super::command;
use super::lines::Line;
use super::width::{cells, cut, fit, right, wrap};
use crate::law::calendar::DayKind;
use crate::store::View;
use crate::text::calendar::CalendarWords;
use crate::text::{desk as words, fill, law as law_words, safe};
use chrono::Datelike;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

/// From here on four panes stand side by side.
const WIDE: (u16, u16) = (110, 30);

/// Draws everything.
pub fn draw(app: &App, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.width < 20 || area.height < 5 {
        put(frame.buffer_mut(), area, 0, app.words().too_small, Style::default());
        return;
    }
    let buffer = frame.buffer_mut();
    put(buffer, area, 0, &top(app, area.width), Style::default().add_modifier(Modifier::BOLD));
    let body = Rect { y: area.y + 1, height: area.height - 2, ..area };
    if let Some(ledger) = &app.intake {
        intake::intake(app, buffer, body, ledger);
    } else if let Some(sitting) = &app.triage {
        triage::triage(app, buffer, body, sitting);
    } else if area.width >= WIDE.0
        && area.height >= WIDE.1
        && !app.full
        && !matches!(app.focus, Pane::Watch | Pane::Approvals)
        && (app.focus != Pane::Talks || app.tracker.inside.is_none())
    {
        let (left, upper) = (area.width * 54 / 100, body.height * 55 / 100);
        let at = |x: u16, y: u16, width: u16, height: u16| Rect { x: body.x + x, y: body.y + y, width, height };
        pane(app, buffer, Pane::Leads, at(0, 0, left, upper));
        pane(app, buffer, Pane::Case, at(left, 0, area.width - left, upper));
        pane(app, buffer, Pane::Calendar, at(0, upper, left, body.height - upper));
        pane(app, buffer, Pane::Talks, at(left, upper, area.width - left, body.height - upper));
    } else {
        pane(app, buffer, app.focus, body);
    }
    let last = Rect { y: area.bottom() - 1, height: 1, ..area };
    bottom(app, buffer, last);
    let caret = match app.dialogs.last() {
        Some(Dialog::Form(open, _)) => dialog::form(app, buffer, area, open),
        Some(Dialog::Picker(open)) => dialog::picker(app, buffer, area, open),
        Some(Dialog::Reader(open)) if open.plain => {
            dialog::plain(buffer, area, open);
            None
        }
        Some(Dialog::Reader(open)) => dialog::reader(buffer, area, open),
        None if app.tracker.typing => Some(filter::filter(app, &app.tracker.line, &app.tracker.asked, buffer, area)),
        None if app.leads.typing && app.triage.is_none() => {
            Some(filter::filter(app, &app.leads.line, &app.leads.asked, buffer, area))
        }
        None => None,
    };
    if app.status.is_some() && !app.dialogs.is_empty() {
        bottom(app, buffer, last);
    }
    if let Some((x, y)) = caret.filter(|(x, y)| *x < area.right() && *y < area.bottom()) {
        frame.set_cursor_position(Position { x, y });
    }
}

/// Writes one line of an area, cut to its width.
fn put(buffer: &mut Buffer, area: Rect, row: u16, text: &str, style: Style) {
    if row < area.height && area.width > 0 {
        buffer.set_stringn(area.x, area.y + row, fit(text, area.width as usize), area.width as usize, style);
    }
}

fn top(app: &App, width: u16) -> String {
    let text = app.words();
    let names = [(text.leads, (View::All, false)), (text.cases, (View::Open, true))];
    let count =
        |view: (View, bool)| Leads::VIEWS.iter().position(|known| *known == view).map_or(String::new(), |at| app.leads.count(at));
    let counts: Vec<String> =
        names.into_iter().enumerate().map(|(at, (name, view))| format!("{}{name} {}", at + 1, count(view))).collect();
    let overdue = app.calendar.late;
    let tasks: i64 = Leads::VIEWS
        .iter()
        .enumerate()
        .filter(|(_, (view, _))| *view == View::Tasks)
        .filter_map(|(at, _)| app.leads.counts.get(at))
        .sum();
    let tasks =
        if tasks == 0 { String::new() } else { format!(" {}", fill(crate::text::tasks::Words::of(app.lang).top, &[&tasks])) };
    let talks = app.tracker.counts.first().copied().unwrap_or(0);
    let panes = |calendar: &str, tasks: &str, negotiation: &str| {
        format!("{} │ 3{calendar} !{overdue}{tasks} │ 4{negotiation} {talks}", counts.join(" │ "))
    };
    let say = crate::text::approvals::Words::of(app.lang);
    let approvals = match app.queue.counts {
        (0, 0) => String::new(),
        (waiting, 0) => format!(" │ {}", fill(say.top, &[&waiting])),
        (waiting, back) => format!(" │ {}", fill(say.top_both, &[&waiting, &back])),
    };
    let aged = match app.queue.days {
        _ if approvals.is_empty() => String::new(),
        0 => approvals.clone(),
        days => fill(say.top_days, &[&approvals, &days]),
    };
    let watched = match app.watched.count {
        0 => String::new(),
        count => format!(" │ {}", fill(crate::text::watch::Words::of(app.lang).top, &[&count])),
    };
    let kind = match app.desk.calendar.day(app.desk.today) {
        DayKind::Rest { .. } | DayKind::Weekend => text.rest,
        DayKind::MakeUp { .. } => text.work,
        DayKind::Working => "",
    };
    let day = format!("{} {} {kind}", app.desk.today, words::weekday(app.lang, app.desk.today.weekday().number_from_monday()));
    let day = day.trim_end();
    let day = if app.fixed_day { fill(text.as_of, &[&day]) } else { day.to_owned() };
    // On a narrow screen the name of the desk makes room, then long names, what is supervised, the tasks, the approvals:
    // which day it is matters more.
    let bare = panes(text.calendar, &tasks, text.negotiation);
    let short = panes(text.calendar_short, &tasks, text.negotiation_short);
    let least = panes(text.calendar_short, "", text.negotiation_short);
    let ways = [
        format!("{} │ {bare}{watched}{aged}", text.desk),
        format!("{} │ {bare}{watched}{approvals}", text.desk),
        format!("{bare}{watched}{approvals}"),
        format!("{short}{watched}{approvals}"),
        format!("{short}{approvals}"),
        format!("{least}{approvals}"),
    ];
    let left = ways.into_iter().find(|left| cells(left) + cells(&day) < usize::from(width)).unwrap_or(least);
    let law = app.desk.office_law();
    let rules = law_words::label(app.lang, &law.profile.title);
    // A clock that was set back is told for as long as it is.
    let warned = app.desk.ahead().map(|ahead| format!(" {}", fill(text.clock_top, &[&ahead]))).unwrap_or_default();
    let whole = format!("{} {rules} {} {day}{warned}", app.desk.office.unit, app.desk.officer);
    let short = if warned.is_empty() { format!("{} {day}", app.desk.officer) } else { warned.trim_start().to_owned() };
    // The warning is never what has no room.
    let left = if warned.is_empty() { left } else { cut(&left, (width as usize).saturating_sub(cells(&warned))) };
    let room = (width as usize).saturating_sub(cells(&left) + 1);
    let bare = if warned.is_empty() { day } else { short.clone() };
    let said = [whole, short].into_iter().find(|said| cells(said) <= room).unwrap_or(bare);
    format!("{left} {}", right(&safe::line(&said), room))
}

fn bottom(app: &App, buffer: &mut Buffer, area: Rect) {
    let text = app.words();
    if let Some((tone, said)) = &app.status {
        let (mark, color) = match tone {
            Tone::Done => ("✓", Color::Green),
            Tone::Refused => ("×", Color::Yellow),
            Tone::Error => ("!", Color::Red),
            Tone::Info => ("·", Color::Reset),
        };
        // What does not fit grows upwards: nothing that is said is cut.
        let rows = wrap(said, usize::from(area.width).saturating_sub(4));
        let rows: Vec<&String> = rows.iter().take(usize::from(area.y)).collect();
        for (at, row) in rows.iter().enumerate() {
            let line = Rect { y: area.y + 1 - (rows.len() - at) as u16, ..area };
            (line.x..line.right()).for_each(|x| {
                if let Some(cell) = buffer.cell_mut(Position { x, y: line.y }) {
                    cell.reset();
                }
            });
            put(buffer, line, 0, &format!(" {} {row}", if at == 0 { mark } else { " " }), Style::default().fg(color));
        }
        return;
    }
    let hint = match app.dialogs.last() {
        Some(Dialog::Form(form, _)) if form.area.is_some() => text.long_hint.to_owned(),
        Some(Dialog::Form(_, Entry::GoTo)) => text.day_hint.to_owned(),
        Some(Dialog::Form(..)) => text.form_hint.to_owned(),
        Some(Dialog::Picker(picker)) => app.picker_hint(picker),
        Some(Dialog::Reader(open)) if open.plain => crate::text::out::Words::of(app.lang).plain_hint.to_owned(),
        Some(Dialog::Reader(open)) if !open.text.mark.is_empty() => text.asof_hint.to_owned(),
        Some(Dialog::Reader(open)) if open.page.is_some() => CalendarWords::of(app.lang).proof_hint.to_owned(),
        Some(Dialog::Reader(_)) => text.reader_hint.to_owned(),
        None if app.intake.is_some() => {
            app.intake.as_ref().map_or_else(String::new, |ledger| command::hints_in(ledger.scope(), app.lang))
        }
        None if app.triage.is_some() => crate::text::triage::Words::of(app.lang).hint.to_owned(),
        None => app.hints(),
    };
    put(
        buffer,
        area,
        0,
        &format!(" {}", hints(&hint, usize::from(area.width).saturating_sub(1))),
        Style::default().add_modifier(Modifier::DIM),
    );
}

/// The hints that fit, each whole; the last one, which leads out, goes before the others.
fn hints(all: &str, room: usize) -> String {
    let parts: Vec<&str> = all.split("  ").filter(|part| !part.is_empty()).collect();
    let Some((last, others)) = parts.split_last() else { return String::new() };
    let mut line = String::new();
    for part in others {
        // One that is too long does not keep out those behind it.
        if cells(&line) + cells(part) + 2 + cells(last) > room {
            continue;
        }
        line.push_str(part);
        line.push_str("  ");
    }
    line + last
}

/// A frame with a title; the inside.
fn boxed(buffer: &mut Buffer, area: Rect, title: &str, focused: bool) -> Rect {
    if area.width < 4 || area.height < 3 {
        return Rect { width: 0, height: 0, ..area };
    }
    let style =
        if focused { Style::default().add_modifier(Modifier::BOLD) } else { Style::default().add_modifier(Modifier::DIM) };
    let inner = area.width as usize - 2;
    let title = cut(&safe::line(title), inner.saturating_sub(2));
    let rest = inner.saturating_sub(cells(&title));
    buffer.set_stringn(area.x, area.y, format!("┌{title}{}┐", "─".repeat(rest)), area.width as usize, style);
    for y in area.y + 1..area.bottom() - 1 {
        buffer.set_stringn(area.x, y, "│", 1, style);
        buffer.set_stringn(area.right() - 1, y, "│", 1, style);
    }
    buffer.set_stringn(area.x, area.bottom() - 1, format!("└{}┘", "─".repeat(inner)), area.width as usize, style);
    Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
}

fn pane(app: &App, buffer: &mut Buffer, which: Pane, area: Rect) {
    let focused = app.focus == which && app.dialogs.is_empty();
    match which {
        Pane::Leads => leads::leads(app, buffer, area, focused),
        Pane::Case => {
            let title = app.case_title();
            let inner = boxed(buffer, area, &title, focused);
            listing(buffer, inner, &app.case_lines, focused, crate::text::case::Words::of(app.lang).how);
        }
        Pane::Calendar => calendar::calendar(app, buffer, area, focused),
        Pane::Talks => talks::talks(app, buffer, area, focused),
        Pane::Watch => watch::watch(app, buffer, area, focused),
        Pane::Approvals => approvals::approvals(app, buffer, area, focused),
    }
}

fn style(line: &Line, selected: bool) -> Style {
    let mut style = Style::default();
    if line.head || selected {
        style = style.add_modifier(Modifier::BOLD);
    }
    if line.alarm {
        style = style.fg(Color::Red);
    } else if line.head {
        style = style.fg(Color::Cyan);
    }
    if line.faint && !selected {
        style = style.add_modifier(Modifier::DIM);
    }
    if line.struck {
        style = style.add_modifier(Modifier::CROSSED_OUT);
    }
    style
}

/// The first row shown: the view moves by half its height when the selection leaves it, not by one.
fn first(at: usize, height: usize) -> usize {
    let half = (height / 2).max(1);
    if at < height { 0 } else { (at - height) / half * half + half }
}

fn listing(buffer: &mut Buffer, area: Rect, listing: &Listing, focused: bool, empty: &str) {
    let height = area.height as usize;
    if listing.lines.is_empty() {
        put(buffer, area, 0, &format!(" {empty}"), Style::default().add_modifier(Modifier::DIM));
        return;
    }
    // Two columns of frame: a pane over the whole width stands alone.
    let short = area.width + 2 < buffer.area.width;
    for (row, (at, text)) in listing.rows((area.width as usize).saturating_sub(1), height, short).into_iter().enumerate() {
        let Some(line) = listing.lines.get(at) else { continue };
        let selected = focused && at == listing.at;
        let gutter = if selected { ">" } else { " " };
        put(buffer, area, row as u16, &format!("{gutter}{text}"), style(line, selected));
    }
}
