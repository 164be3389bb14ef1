//! The filter line on the last row, what may follow above it, and what could not be read beside it.

use super::dialog::{over, window};
use super::put;
use crate::ops::query::Query;
use crate::text::list::ListWords;
use crate::text::{query, safe};
use crate::tui::app::{App, FilterLine};
use crate::tui::width::{cells, fit};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// Candidates shown at once.
const SHOWN: usize = 8;

/// Draws it; the caret's place.
pub(super) fn filter(app: &App, line: &FilterLine, asked: &Query, buffer: &mut Buffer, area: Rect) -> (u16, u16) {
    let place = Rect { y: area.bottom() - 1, height: 1, ..area };
    let head = format!(" {} ", app.words().find);
    let room = usize::from(area.width).saturating_sub(cells(&head) + 1);
    let (shown, offset) = window(line.edit.text(), line.edit.caret(), room);
    let shown = safe::line(&shown);
    put(buffer, place, 0, &format!("{head}{shown}"), Style::default());
    // Beside it: what could not be read, else what the keys do.
    let used = (cells(&head) + cells(&shown)).min(usize::from(place.width)) as u16 + 2;
    let beside = Rect { x: place.x + used, width: place.width.saturating_sub(used), ..place };
    match asked.issues.first() {
        Some(issue) => {
            put(buffer, beside, 0, &format!("← {}", query::issue(app.lang, issue)), Style::default().fg(Color::Yellow));
        }
        None if beside.width > 20 => {
            put(buffer, beside, 0, ListWords::of(app.lang).line_hint, Style::default().add_modifier(Modifier::DIM));
        }
        None => {}
    }
    let caret = place.x + (cells(&head) + offset) as u16;
    offers(app, line, buffer, area, caret);
    (caret, place.y)
}

/// The candidates in a frame above the line, where the term begins.
fn offers(app: &App, line: &FilterLine, buffer: &mut Buffer, area: Rect, caret: u16) {
    let Some(first) = line.offers.first() else { return };
    let wide = line.offers.iter().map(|offer| cells(&offer.insert)).max().unwrap_or(0);
    let aside = line.offers.iter().map(|offer| cells(&offer.meaning)).max().unwrap_or(0);
    let title = ListWords::of(app.lang).offers;
    let width = (wide + aside + 4).max(cells(title) + 2) as u16 + 2;
    let rows = line.offers.len().min(SHOWN).min(usize::from(area.height).saturating_sub(4));
    if rows == 0 || area.width < width + 2 {
        return;
    }
    let typed = line.edit.text().get(first.at.start..line.edit.place()).map_or(0, cells) as u16;
    let x = caret.saturating_sub(typed + 2).clamp(area.x + 1, area.right() - width - 1);
    let height = rows as u16 + 2;
    let inner = over(buffer, area, Rect { x, y: area.bottom() - 1 - height, width, height }, title);
    let at = line.chosen.unwrap_or(0);
    let from = (at + 1).saturating_sub(rows);
    for (row, (place, offer)) in line.offers.iter().enumerate().skip(from).take(rows).enumerate() {
        let chosen = line.chosen == Some(place);
        let text = format!("{} {}  {}", if chosen { ">" } else { " " }, fit(&safe::line(&offer.insert), wide), offer.meaning);
        let style = if chosen { Style::default().add_modifier(Modifier::BOLD) } else { Style::default() };
        put(buffer, inner, row as u16, &text, style);
    }
}
