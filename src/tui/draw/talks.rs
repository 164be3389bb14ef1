//! The negotiation pane: the views with their counts, one line a negotiation as wide as there is room, or one
//! negotiation from inside.

use super::{boxed, listing, put, style};
use crate::ops::view::TalkView;
use crate::text::{fill, talks as words};
use crate::tui::app::App;
use crate::tui::lines::talk_in;
use crate::tui::width::cells;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

pub(super) fn talks(app: &App, buffer: &mut Buffer, area: Rect, focused: bool) {
    let (text, tracker) = (words::Words::of(app.lang), &app.tracker);
    if let Some(inside) = &tracker.inside {
        let row = &inside.talk.row;
        let round = if row.round > 0 { format!(" · {}", fill(text.round, &[&(row.round + 1)])) } else { String::new() };
        let inner = boxed(buffer, area, &format!("4 {} {} · {}{round}", text.tracker, row.number, row.party), focused);
        return listing(buffer, inner, &inside.lines, focused, "");
    }
    let filter = if tracker.text.is_empty() { String::new() } else { format!(" · {}", fill(text.filter, &[&tracker.text])) };
    let title = format!("4 {} · {} {} · {}{filter}", text.tracker, app.talks_name(tracker.view), tracker.keys.len(), text.by_due);
    let inner = boxed(buffer, area, &title, focused);
    let strip = u16::from(inner.height > 3);
    if strip > 0 {
        put(buffer, inner, 0, &views(app, usize::from(inner.width)), Style::default().add_modifier(Modifier::DIM));
    }
    let body = Rect { y: inner.y + strip, height: inner.height.saturating_sub(strip), ..inner };
    if tracker.keys.is_empty() {
        let none = if tracker.shown() == TalkView::Open && tracker.text.is_empty() { text.none_open } else { text.none_here };
        return put(buffer, body, 0, &format!(" {none}"), Style::default().add_modifier(Modifier::DIM));
    }
    let height = usize::from(body.height);
    let top = app.talks.window.first(app.talks.at, height, app.talks.lines.len());
    for (at, line) in app.talks.lines.iter().enumerate().skip(top).take(height) {
        let Some(row) = tracker.row(at) else { continue };
        let selected = focused && at == app.talks.at;
        let gutter = match (selected, tracker.marks.contains(&row.docket)) {
            (true, _) => ">",
            (false, true) => "*",
            (false, false) => " ",
        };
        let said = talk_in(&app.desk, app.lang, row, usize::from(body.width).saturating_sub(1));
        put(buffer, body, (at - top) as u16, &format!("{gutter}{said}"), style(line, selected));
    }
}

/// The views with their counts; the one shown in brackets. Empty ones give way where there is no room.
fn views(app: &App, room: usize) -> String {
    let tracker = &app.tracker;
    let one = |at: usize| {
        let count = tracker.counts.get(at).copied().unwrap_or(0);
        let name = format!("{} {count}", app.talks_name(at));
        (count > 0 || at == tracker.view, if at == tracker.view { format!("[{name}]") } else { name })
    };
    let mut all: Vec<(bool, String)> = (0..tracker.views()).map(one).collect();
    let join = |all: &[(bool, String)], only: bool| {
        let some = all.iter().filter(|(there, _)| *there || !only).map(|(_, name)| name.as_str());
        format!(" {}", some.collect::<Vec<_>>().join(" "))
    };
    let whole = join(&all, false);
    if cells(&whole) <= room {
        return whole;
    }
    // The view shown is never what has no room.
    let mut before = tracker.view;
    while before > 0 && cells(&join(&all, true)) > room {
        all.remove(0);
        before -= 1;
    }
    join(&all, true)
}
