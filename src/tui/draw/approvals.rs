//! The approvals: the queue above, the paper of the selected proposal below it.

use super::{boxed, listing, put, style};
use crate::text::approvals::Words;
use crate::text::safe;
use crate::tui::app::App;
use crate::tui::width::wrap;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Rows of the queue at least, where the paper stands below it.
const LEAST: u16 = 5;

pub(super) fn approvals(app: &App, buffer: &mut Buffer, area: Rect, focused: bool) {
    let (say, queue) = (Words::of(app.lang), &app.queue);
    let inner = boxed(buffer, area, &format!("7 {}", say.title), focused);
    let dim = Style::default().add_modifier(Modifier::DIM);
    // Whole: it ends with what to do where nobody is in charge. The queue keeps half of the pane.
    let heads = wrap(&safe::line(&app.heads_line()), usize::from(inner.width).saturating_sub(2));
    let tall = u16::try_from(heads.len()).unwrap_or(u16::MAX).min((inner.height / 2).max(1)).min(inner.height);
    for (row, text) in heads.iter().take(usize::from(tall)).enumerate() {
        put(buffer, inner, row as u16, &format!(" {text}"), dim);
    }
    let body = Rect { y: inner.y + tall, height: inner.height - tall, ..inner };
    if queue.lines.lines.is_empty() {
        for (row, text) in wrap(say.none, usize::from(body.width).saturating_sub(2)).iter().enumerate() {
            put(buffer, body, row as u16, &format!(" {text}"), dim);
        }
        return;
    }
    let rows = u16::try_from(queue.lines.lines.len()).unwrap_or(u16::MAX);
    let upper = if body.height < 2 * LEAST { body.height } else { rows.clamp(LEAST, body.height / 2) };
    listing(buffer, Rect { height: upper, ..body }, &queue.lines, focused, "");
    let lower = Rect { y: body.y + upper, height: body.height - upper, ..body };
    if lower.height == 0 {
        return;
    }
    put(buffer, lower, 0, &"─".repeat(usize::from(lower.width)), dim);
    let room = usize::from(lower.width).saturating_sub(2);
    let wrapped = queue.paper.lines.iter().flat_map(|line| wrap(&line.text, room).into_iter().map(move |row| (row, line)));
    for (row, (text, line)) in wrapped.take(usize::from(lower.height) - 1).enumerate() {
        put(buffer, lower, row as u16 + 1, &format!(" {text}"), style(line, false));
    }
}
