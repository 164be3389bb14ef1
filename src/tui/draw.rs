//! Drawing: reads the app, changes nothing. Four panes side by side where there is room, one pane below that, and no
//! panic at any size. Selection is a mark in the gutter and bold, every state also a letter.

mod dialog;
mod triage;

use super::app::{App, Dialog, Leads, Listing, Pane, Tone, last_of};
use super::command;
use super::lines::{Line, countdown, late, mark, to_meet};
use super::width::{cells, cut, fit, right};
use crate::docket::Day;
use crate::law::calendar::DayKind;
use crate::store::View;
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
    if let Some(sitting) = &app.triage {
        triage::triage(app, buffer, body, sitting);
    } else if area.width >= WIDE.0 && area.height >= WIDE.1 && !app.full {
        let (left, upper) = (area.width * 54 / 100, body.height * 55 / 100);
        let at = |x: u16, y: u16, width: u16, height: u16| Rect { x: body.x + x, y: body.y + y, width, height };
        pane(app, buffer, Pane::Leads, at(0, 0, left, upper));
        pane(app, buffer, Pane::Case, at(left, 0, area.width - left, upper));
        pane(app, buffer, Pane::Calendar, at(0, upper, left, body.height - upper));
        pane(app, buffer, Pane::Talks, at(left, upper, area.width - left, body.height - upper));
    } else {
        pane(app, buffer, app.focus, body);
    }
    bottom(app, buffer, Rect { y: area.bottom() - 1, height: 1, ..area });
    let caret = match app.dialogs.last() {
        Some(Dialog::Form(open, _)) => dialog::form(app, buffer, area, open),
        Some(Dialog::Picker(open)) => dialog::picker(app, buffer, area, open),
        Some(Dialog::Reader(open)) => dialog::reader(buffer, area, open),
        None if app.leads.typing => {
            Some((area.x + 1 + cells(app.words().find) as u16 + 1 + cells(&app.leads.text) as u16, area.bottom() - 1))
        }
        None => None,
    };
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
    let overdue = app.agenda.lines.iter().filter(|line| line.alarm).count();
    let left = format!(
        "{} │ {} │ 3{} !{overdue} │ 4{} {}",
        text.desk,
        counts.join(" │ "),
        text.calendar,
        text.negotiation,
        app.talks.lines.len()
    );
    let kind = match app.desk.calendar.day(app.desk.today) {
        DayKind::Rest { .. } | DayKind::Weekend => text.rest,
        DayKind::MakeUp { .. } => text.work,
        DayKind::Working => "",
    };
    let day = format!("{} {} {kind}", app.desk.today, words::weekday(app.lang, app.desk.today.weekday().number_from_monday()));
    let day = if app.fixed_day { fill(text.as_of, &[&day]) } else { day };
    let law = app.desk.office_law();
    let rules = law_words::label(app.lang, &law.profile.title);
    let whole = format!("{} {rules} {} {day}", app.desk.office.unit, app.desk.officer);
    let short = format!("{} {day}", app.desk.officer);
    let room = (width as usize).saturating_sub(cells(&left) + 1);
    let said = if cells(&whole) <= room { whole } else { short };
    format!("{left} {}", right(&safe::line(&said), room))
}

fn bottom(app: &App, buffer: &mut Buffer, area: Rect) {
    let text = app.words();
    if app.leads.typing && app.dialogs.is_empty() {
        put(buffer, area, 0, &format!(" {} {}", text.find, app.leads.text), Style::default());
        return;
    }
    if let Some((tone, said)) = &app.status {
        let (mark, color) = match tone {
            Tone::Done => ("✓", Color::Green),
            Tone::Refused => ("×", Color::Yellow),
            Tone::Error => ("!", Color::Red),
            Tone::Info => ("·", Color::Reset),
        };
        put(buffer, area, 0, &format!(" {mark} {said}"), Style::default().fg(color));
        return;
    }
    let hint = match app.dialogs.last() {
        Some(Dialog::Form(form, _)) if form.area.is_some() => text.long_hint.to_owned(),
        Some(Dialog::Form(..)) => text.form_hint.to_owned(),
        Some(Dialog::Picker(_)) if !app.desk.is_set_up() => text.start_hint.to_owned(),
        Some(Dialog::Picker(_)) => text.picker_hint.to_owned(),
        Some(Dialog::Reader(_)) => text.reader_hint.to_owned(),
        None if app.triage.is_some() => crate::text::triage::Words::of(app.lang).hint.to_owned(),
        None => {
            command::hints(app.focus, app.lang).iter().map(|(key, word)| format!("{key} {word}")).collect::<Vec<_>>().join("  ")
        }
    };
    put(buffer, area, 0, &format!(" {hint}"), Style::default().add_modifier(Modifier::DIM));
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
    let text = app.words();
    let focused = app.focus == which && app.dialogs.is_empty();
    match which {
        Pane::Leads => leads(app, buffer, area, focused),
        Pane::Case => {
            let title = app.case.as_ref().map_or(text.no_case.to_owned(), |case| format!("2 {} {}", text.case, case.number));
            let inner = boxed(buffer, area, &title, focused);
            listing(buffer, inner, &app.case_lines, focused, "");
        }
        Pane::Calendar => calendar(app, buffer, area, focused),
        Pane::Talks => {
            let inner = boxed(buffer, area, &format!("4 {}", text.negotiation), focused);
            listing(buffer, inner, &app.talks, focused, text.no_talks);
        }
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
    let top = first(listing.at, height.max(1));
    // One layout for all: rows of two widths would not align.
    let wide = listing.lines.iter().all(|line| line.narrow.is_none() || cells(&line.text) < area.width as usize);
    for (row, line) in listing.lines.iter().skip(top).take(height).enumerate() {
        let selected = focused && top + row == listing.at;
        let gutter = if selected { ">" } else { " " };
        let text = line.narrow.as_ref().filter(|_| !wide).unwrap_or(&line.text);
        put(buffer, area, row as u16, &format!("{gutter}{text}"), style(line, selected));
    }
}

fn leads(app: &App, buffer: &mut Buffer, area: Rect, focused: bool) {
    let text = app.words();
    let (view, is_case) = Leads::VIEWS.get(app.leads.view).copied().unwrap_or((View::All, false));
    let name = if is_case { text.cases } else { text.leads };
    let count = app.leads.count(app.leads.view);
    let found = if app.leads.text.is_empty() {
        String::new()
    } else {
        let more = if app.leads.complete() { "" } else { "+" };
        format!(" /{} {}{more}", app.leads.text, app.leads.rows.len())
    };
    let inner = boxed(buffer, area, &format!("1 {name} · {} {count}{found}", words::view(app.lang, view)), focused);
    if inner.height == 0 {
        return;
    }
    let bar = Leads::VIEWS.iter().enumerate().map(|(at, (view, is_case))| {
        let name = words::view(app.lang, *view);
        let name = if *is_case { format!("{}{name}", text.cases) } else { name.to_owned() };
        let count = app.leads.count(at);
        if at == app.leads.view { format!("[{name} {count}]") } else { format!("{name} {count}") }
    });
    put(buffer, inner, 0, &bar.collect::<Vec<_>>().join(" "), Style::default().add_modifier(Modifier::DIM));
    let body = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
    if app.leads.rows.is_empty() {
        put(buffer, body, 0, &format!(" {}", text.nothing), Style::default().add_modifier(Modifier::DIM));
        return;
    }
    let law = app.desk.office_law();
    let height = body.height as usize;
    let start = first(app.leads.at, height.max(1));
    for (row, lead) in app.leads.rows.iter().skip(start).take(height).enumerate() {
        let selected = focused && start + row == app.leads.at;
        let is_late = late(&lead.status, lead.due.as_deref(), "", app.desk.today);
        let label = |list: &str, key: &str| {
            law.profile.item(list, key).map_or(key.to_owned(), |item| law_words::label(app.lang, &item.label).to_owned())
        };
        let gutter = if selected { ">" } else { " " };
        let marked = if app.leads.marks.contains(&lead.docket) { "*" } else { " " };
        let left = countdown(app.lang, to_meet(lead.safe.as_deref(), lead.due.as_deref(), app.desk.today), app.desk.today);
        let asks = if lead.questions > 0 { "?" } else { " " };
        // The countdown comes first and is never pushed out; the rest gives way from the right.
        let head = format!(
            "{gutter}{marked}{}{} {} {asks}",
            mark(&lead.status, is_late, lead.provisional),
            right(&left, 9),
            fit(&lead.number, if is_case { 20 } else { 8 })
        );
        let room = (body.width as usize).saturating_sub(cells(&head));
        let mut tail = String::new();
        if room > 44 {
            tail = format!(" {} {}", fit(&lead.place, 12), fit(&label("department", &lead.department), 8));
        }
        let third = if is_case { stage(app, &lead.stage).to_owned() } else { label("channel", &lead.channel) };
        let middle = room.saturating_sub(cells(&tail) + 9);
        let line = format!("{head}{} {}{tail}", fit(&third, 8), fit(&safe::line(&lead.title), middle));
        let shown = Line { alarm: is_late, faint: lead.ended, ..Line::default() };
        put(buffer, body, row as u16, &safe::line(&line), style(&shown, selected));
    }
}

fn stage(app: &App, name: &str) -> &'static str {
    crate::docket::Stage::parse(name).map_or("", |stage| law_words::stage(app.lang, stage))
}

/// The month grid, Monday first with week numbers, beside the agenda.
fn calendar(app: &App, buffer: &mut Buffer, area: Rect, focused: bool) {
    let text = app.words();
    let title = format!("3 {} {}-{:02}", text.calendar, app.month.year(), app.month.month());
    let inner = boxed(buffer, area, &title, focused);
    let grid = 34.min(inner.width);
    let wide = inner.width >= 70;
    let (month, agenda) = if wide {
        (Rect { width: grid, ..inner }, Rect { x: inner.x + grid + 1, width: inner.width - grid - 1, ..inner })
    } else {
        let height = 7.min(inner.height / 2);
        (Rect { height, ..inner }, Rect { y: inner.y + height, height: inner.height - height, ..inner })
    };
    let heads: Vec<String> = (1..=7).map(|day| right(words::weekday(app.lang, day), 4)).collect();
    put(buffer, month, 0, &format!("   {}", heads.concat()), Style::default().add_modifier(Modifier::DIM));
    let mut day = app.month;
    let last = last_of(app.month);
    let mut row = 1;
    while day <= last && row < month.height {
        let mut line = format!("{:>2} ", day.iso_week().week());
        let monday = day.weekday().number_from_monday();
        line.push_str(&"    ".repeat(monday as usize - 1));
        for _ in monday..=7 {
            if day > last {
                break;
            }
            line.push_str(&cell(app, day));
            match day.succ_opt() {
                Some(next) => day = next,
                None => return,
            }
        }
        put(buffer, month, row, &line, Style::default());
        row += 1;
    }
    listing(buffer, agenda, &app.agenda, focused, text.no_deadlines);
}

/// A day in four cells: today in brackets, a rest or make-up day by its letter, else how much is due by a ramp.
fn cell(app: &App, day: Day) -> String {
    let text = app.words();
    let number = day.day();
    let load = app.load.get(&day).copied().unwrap_or(0);
    let ramp = match load {
        0 => " ",
        1..=2 => ".",
        3..=5 => ":",
        6..=10 => "+",
        _ => "#",
    };
    if day == app.desk.today {
        return format!("[{number:>2}]");
    }
    let letter = match app.desk.calendar.day(day) {
        DayKind::MakeUp { .. } => text.work,
        DayKind::Rest { .. } => text.rest,
        _ => "",
    };
    let letter = cut(letter, 2);
    if letter.is_empty() || load > 0 { format!("{number:>3}{ramp}") } else { fit(&format!("{number:>2}{letter}"), 4) }
}
