//! The pane of leads and cases: the bar of views, the head, one line a docket, and what waits in the lower border.

use super::{boxed, put, style};
use crate::store::{Column, InboxRow};
use crate::text::list::ListWords;
use crate::text::query::column as name;
use crate::text::{Lang, fill, safe};
use crate::tui::app::{App, Touch, arrow};
use crate::tui::columns::{at_right, layout};
use crate::tui::lines::{Line, late, mark};
use crate::tui::row::cell;
use crate::tui::width::{cells, cut, fit, right};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

pub(super) fn leads(app: &App, buffer: &mut Buffer, area: Rect, focused: bool) {
    let (text, dim) = (app.words(), Style::default().add_modifier(Modifier::DIM));
    let cases = app.leads.cases();
    let list = if cases { text.cases } else { text.leads };
    let found = if app.leads.text.is_empty() {
        String::new()
    } else {
        let more = if app.leads.complete() { "" } else { "+" };
        format!(" /{} {}{more}", app.leads.text.trim(), app.leads.rows.len())
    };
    let marked = app.marked();
    let marked = if marked.is_empty() { marked } else { format!(" · {marked}") };
    let view = app.view_name(app.leads.view);
    let title = format!("1 {list} · {view} {}{marked}{found}", app.leads.count(app.leads.view));
    let inner = boxed(buffer, area, &title, focused);
    waiting(app, buffer, area);
    if inner.height == 0 {
        return;
    }
    // Where the pane is low, its head gives way before its lines.
    let bar_rows = u16::from(inner.height > 2);
    let head_rows = u16::from(inner.height > 4);
    if bar_rows > 0 {
        put(buffer, inner, 0, &bar(app, inner.width.into()), dim);
    }
    let above = bar_rows + head_rows;
    let body = Rect { y: inner.y + above, height: inner.height - above, ..inner };
    let left = if app.lang == Lang::Zh { 8 } else { 10 };
    let room = usize::from(inner.width).saturating_sub(left + 5);
    let (columns, hidden) = layout(&app.leads.chosen(), room, cases, app.lang);
    if head_rows > 0 {
        let head = Rect { y: inner.y + bar_rows, height: 1, ..inner };
        put(buffer, head, 0, &heads(app, left, &columns), dim.add_modifier(Modifier::UNDERLINED));
        if hidden > 0 {
            let sign = format!("+{hidden}");
            let wide = (cells(&sign) as u16).min(head.width);
            put(buffer, Rect { x: head.right() - wide, width: wide, ..head }, 0, &sign, dim);
        }
    }
    if app.leads.rows.is_empty() {
        for (row, line) in empty(app).iter().enumerate() {
            put(buffer, body, row as u16, &format!(" {line}"), dim);
        }
        app.leads.window.first(0, body.height.into(), 0);
        return;
    }
    let law = app.desk.office_law();
    let height = usize::from(body.height);
    let start = app.leads.window.first(app.leads.at, height, app.leads.rows.len());
    for (row, lead) in app.leads.rows.iter().skip(start).take(height).enumerate() {
        let selected = focused && start + row == app.leads.at;
        let is_late = late(&lead.status, lead.due.as_deref(), "", app.desk.today);
        let touch = app.leads.touched.get(&lead.docket);
        let mut line = marks(app, lead, selected, is_late, touch.copied());
        // The countdown comes first and is never pushed out; the rest gives way from the right.
        line.push_str(&right(&cell(&app.desk, &law, app.lang, lead, Column::Due), left));
        line.push(if lead.questions > 0 { '?' } else { ' ' });
        for (column, wide) in &columns {
            let said = cell(&app.desk, &law, app.lang, lead, *column);
            line.push(' ');
            line.push_str(&match column {
                Column::Number => number(&said, *wide),
                column if at_right(*column) => right(&said, *wide),
                _ => fit(&said, *wide),
            });
        }
        let shown = Line { alarm: is_late, faint: lead.ended || touch == Some(&Touch::Gone), ..Line::default() };
        put(buffer, body, row as u16, line.trim_end(), style(&shown, selected));
    }
}

/// The four marks before a line: selected, marked, touched by somebody else, its state.
fn marks(app: &App, lead: &InboxRow, selected: bool, is_late: bool, touch: Option<Touch>) -> String {
    let gutter = if selected { ">" } else { " " };
    let marked = if app.leads.marks.contains(&lead.docket) { "*" } else { " " };
    let touched = match touch {
        Some(Touch::Changed) => "^",
        Some(Touch::Gone) => "-",
        None => " ",
    };
    format!("{gutter}{marked}{touched}{}", mark(&lead.status, is_late, lead.provisional))
}

/// A number keeps its end, which tells it from its neighbours.
fn number(text: &str, room: usize) -> String {
    if cells(text) <= room {
        return fit(text, room);
    }
    let tail = text.char_indices().map(|(at, _)| text.get(at..).unwrap_or_default());
    let kept = tail.into_iter().find(|tail| cells(tail) < room).unwrap_or_default();
    fit(&format!("…{kept}"), room)
}

/// The names of the columns, the one that the list is sorted by with its mark.
fn heads(app: &App, left: usize, columns: &[(Column, usize)]) -> String {
    let sort = app.leads.sort();
    let head = |column: Column, wide: usize| {
        let mark = if column == sort.column { arrow(sort) } else { "" };
        let said = format!("{}{mark}", cut(name(app.lang, column), wide.saturating_sub(cells(mark))));
        if at_right(column) || column == Column::Due { right(&said, wide) } else { fit(&said, wide) }
    };
    let mut line = format!("    {} ", head(Column::Due, left));
    for (column, wide) in columns {
        line.push(' ');
        line.push_str(&head(*column, *wide));
    }
    line
}

/// The bar of views with their counts: it begins so far on that the current one is in sight.
fn bar(app: &App, room: usize) -> String {
    let tab = |at: usize| {
        let (name, count) = (safe::line(&app.view_name(at)), app.leads.count(at));
        if at == app.leads.view { format!("[{name} {count}]") } else { format!("{name} {count}") }
    };
    let tabs: Vec<String> = (0..app.leads.views()).map(tab).collect();
    // Two cells at either end tell that there is more.
    let wide = |from: usize| tabs.iter().take(app.leads.view + 1).skip(from).map(|tab| cells(tab) + 1).sum::<usize>();
    let from = (0..=app.leads.view).find(|from| wide(*from) + if *from > 0 { 4 } else { 2 } <= room).unwrap_or(app.leads.view);
    let mut line = if from > 0 { "‹ ".to_owned() } else { String::new() };
    for (at, tab) in tabs.iter().enumerate().skip(from) {
        let last = at + 1 == tabs.len();
        if at > app.leads.view && cells(&line) + cells(tab) + if last { 0 } else { 2 } > room {
            line.push('›');
            break;
        }
        line.push_str(tab);
        line.push(' ');
    }
    line.trim_end().to_owned()
}

/// What waits stands in the lower border: nothing has to move for it.
fn waiting(app: &App, buffer: &mut Buffer, area: Rect) {
    let changed = app.leads.touched.len();
    let Some(text) = ListWords::of(app.lang).waiting(app.leads.held.len(), app.leads.cases(), changed) else { return };
    if area.height < 3 || area.width < 8 {
        return;
    }
    let text = cut(&format!(" {text} "), usize::from(area.width) - 4);
    let place = Rect { x: area.x + 2, y: area.bottom() - 1, width: cells(&text) as u16, height: 1 };
    put(buffer, place, 0, &text, Style::default().add_modifier(Modifier::BOLD));
}

/// What to do where nothing stands.
fn empty(app: &App) -> [String; 2] {
    let text = ListWords::of(app.lang);
    if !app.leads.text.is_empty() {
        return [fill(text.empty_filter, &[&safe::line(&app.leads.text)]), text.empty_filter_how.to_owned()];
    }
    if app.leads.counts.iter().all(|count| *count == 0) {
        return [text.empty_office.to_owned(), text.empty_office_how.to_owned()];
    }
    [fill(text.empty_view, &[&safe::line(&app.view_name(app.leads.view))]), text.empty_view_how.to_owned()]
}
