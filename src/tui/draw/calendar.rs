//! The pane of deadlines: the month grid beside the agenda.

use super::{boxed, listing, put};
use crate::docket::Day;
use crate::law::calendar::DayKind;
use crate::text::desk as words;
use crate::tui::app::{App, last_of};
use crate::tui::width::{cut, fit, right};
use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// The month grid, Monday first with week numbers, beside the agenda.
pub(super) fn calendar(app: &App, buffer: &mut Buffer, area: Rect, focused: bool) {
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
