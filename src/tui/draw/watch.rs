//! The list of major cases.

use super::{boxed, listing, put};
use crate::text::watch::Words;
use crate::text::{fill, safe};
use crate::tui::app::App;
use crate::tui::width::wrap;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

pub(super) fn watch(app: &App, buffer: &mut Buffer, area: Rect, focused: bool) {
    let say = Words::of(app.lang);
    let inner = boxed(buffer, area, &app.watched_title(), focused);
    if app.watched.lines.lines.is_empty() {
        let none = if app.watched.text.is_empty() {
            say.none.to_owned()
        } else {
            fill(say.none_found, &[&safe::line(&app.watched.text)])
        };
        for (row, text) in wrap(&none, usize::from(inner.width).saturating_sub(2)).iter().enumerate() {
            put(buffer, inner, row as u16, &format!(" {text}"), Style::default().add_modifier(Modifier::DIM));
        }
        return;
    }
    listing(buffer, inner, &app.watched.lines, focused, "");
}
