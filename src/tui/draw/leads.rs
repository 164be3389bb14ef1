//! The pane of leads and cases: views, and one line a docket.

use super::{boxed, first, put, style};
use crate::store::View;
use crate::text::{desk as words, law as law_words, safe};
use crate::tui::app::{App, Leads};
use crate::tui::lines::{Line, countdown, late, mark, to_meet};
use crate::tui::width::{cells, fit, right};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

pub(super) fn leads(app: &App, buffer: &mut Buffer, area: Rect, focused: bool) {
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
    let marked = app.marked();
    let marked = if marked.is_empty() { marked } else { format!(" · {marked}") };
    let inner = boxed(buffer, area, &format!("1 {name} · {} {count}{marked}{found}", words::view(app.lang, view)), focused);
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
