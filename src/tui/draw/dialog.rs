//! Drawing dialogs: a form with its caret, a list to choose from, a text to read.

use super::{area, boxed, field, first, put, style};
use crate::ops::field::{Field, Shape};
use crate::text::{desk as words, drafts, fields as field_words, fill, law as law_words, safe, triage};
use crate::tui::app::{App, Picker, Reader};
use crate::tui::form::Form;
use crate::tui::lines::{Line, Target};
use crate::tui::width::{cells, fit, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

/// Room for a dialog: one column more is blanked on both sides, so that no half of a wide character stays.
fn room(buffer: &mut Buffer, area: Rect, title: &str, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width.saturating_sub(4)).max(4), height.min(area.height.saturating_sub(2)).max(3));
    let place = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    over(buffer, area, place, title)
}

/// A frame over what stands there; the inside.
pub(super) fn over(buffer: &mut Buffer, area: Rect, place: Rect, title: &str) -> Rect {
    for y in place.y..place.bottom() {
        let from = place.x.saturating_sub(1).max(area.x);
        let to = (place.right() + 1).min(area.right());
        // A border that runs behind the frame goes on up to it.
        let border = |buffer: &Buffer, x: u16| {
            let beyond = buffer.cell(Position { x, y }).filter(|_| x >= area.x && x < area.right());
            beyond.filter(|cell| matches!(cell.symbol(), "─" | "┌" | "┐" | "└" | "┘")).map(ratatui::buffer::Cell::style)
        };
        let (left, right) = (border(buffer, from.wrapping_sub(1)), border(buffer, to));
        for x in from..to {
            if let Some(cell) = buffer.cell_mut(Position { x, y }) {
                let behind = if x < place.x { left } else { right.filter(|_| x >= place.right()) };
                cell.reset();
                if let Some(style) = behind {
                    cell.set_symbol("─").set_style(style);
                }
            }
        }
    }
    boxed(buffer, place, title, true)
}

pub(super) fn form(app: &App, buffer: &mut Buffer, area: Rect, form: &Form) -> Option<(u16, u16)> {
    let fields: Vec<(usize, &Field)> = form.fields.iter().enumerate().filter(|(at, _)| form.visible(*at)).collect();
    let width = 84u16.min(area.width.saturating_sub(4));
    let tail = tail(app, form, usize::from(width).saturating_sub(4));
    let typed_room = usize::from(width).saturating_sub(6 + field::LABEL);
    // Long text has more room while it is written.
    let tall = |at: usize, field: &Field| match field.shape {
        Shape::Long | Shape::Plan(_) if at == form.at => area::ROWS,
        _ => field::rows(app, form, at, field, typed_room).len().max(1),
    };
    let height = fields.iter().map(|(at, field)| tall(*at, field)).sum::<usize>() + tail.len();
    let inner = room(buffer, area, &form.title, width, height as u16 + 2);
    let label_room = field::LABEL;
    let mut caret = None;
    let (mut row, mut cut) = (0u16, 0);
    // What is said below stands whole as far as the field with the caret has room; fields above it give way.
    let place = fields.iter().position(|(at, _)| *at == form.at).unwrap_or(0);
    let least = fields.get(place).map_or(1, |(at, field)| tall(*at, field));
    let below = tail.len().min(usize::from(inner.height).saturating_sub(least));
    let room_for_fields = usize::from(inner.height) - below;
    let mut from = place;
    let mut used = least;
    while from > 0 && used + fields.get(from - 1).map_or(1, |(at, field)| tall(*at, field)) <= room_for_fields {
        from -= 1;
        used += fields.get(from).map_or(1, |(at, field)| tall(*at, field));
    }
    let whole = inner;
    let inner = Rect { height: room_for_fields as u16, ..whole };
    for (at, field) in fields.into_iter().skip(from) {
        let here = at == form.at;
        let gutter = if here { ">" } else { " " };
        let star = if form.needs(at) { "*" } else { " " };
        let issue = field::issue(form, at, field);
        let issue = issue.map(|issue| {
            if field::below(app, form, at, field, issue, typed_room) {
                field_words::Words::of(app.lang).issue_below.to_owned()
            } else {
                field_words::issue(app.lang, issue)
            }
        });
        let shown = field::rows(app, form, at, field, typed_room);
        let (shown, further) = shown.split_first().map_or((String::new(), &[] as &[String]), |(one, more)| (one.clone(), more));
        let in_line =
            here && !matches!(field.shape, Shape::Choice(_) | Shape::Many(_) | Shape::Flag | Shape::Long | Shape::Plan(_));
        let (shown, offset) = if in_line { window(&shown, form.caret, typed_room) } else { (shown, 0) };
        let line = format!("{gutter}{star}{} {}", fit(words::field(app.lang, field.key), label_room), safe::line(&shown));
        let line = issue.as_ref().map_or(line.clone(), |issue| format!("{} ← {issue}", line.trim_end()));
        let look = style(&Line { alarm: issue.is_some(), ..Line::default() }, here);
        put(buffer, inner, row, &line, look);
        for (below, part) in further.iter().enumerate() {
            let line = format!("{:1$}{2}", "", 3 + label_room, safe::line(part));
            put(buffer, inner, row + 1 + below as u16, &line, look);
        }
        let x = inner.x + 3 + label_room as u16;
        if let (true, Some(area)) = (here, &form.area) {
            let place = Rect { x, width: inner.width.saturating_sub(3 + label_room as u16), ..inner };
            let (shown, down, right) = area::rows(area, typed_room);
            for (below, part) in shown.iter().enumerate() {
                put(buffer, place, row + below as u16, &safe::line(part), Style::default().add_modifier(Modifier::BOLD));
            }
            caret = Some((x + right as u16, inner.y + row + down as u16));
        } else if here {
            caret = Some((x + offset as u16, inner.y + row));
        }
        row += tall(at, field) as u16;
        cut += usize::from(usize::from(row) > room_for_fields);
    }
    more(app, buffer, whole, from, cut);
    let start = (row as usize).min(room_for_fields) as u16;
    for (at, (line, style)) in tail.iter().take(below).enumerate() {
        let cut = at + 1 == below && below < tail.len();
        put(buffer, whole, start + at as u16, if cut { "  …" } else { line }, *style);
    }
    caret
}

/// How many fields a small window hides, in the frame below.
fn more(app: &App, buffer: &mut Buffer, inside: Rect, above: usize, below: usize) {
    let say = field_words::Words::of(app.lang);
    let said = [(above, say.more_above), (below, say.more_below)].into_iter().filter(|(count, _)| *count > 0);
    let said: Vec<String> = said.map(|(count, text)| fill(text, &[&count])).collect();
    if !said.is_empty() && inside.width > 2 {
        let bold = Style::default().add_modifier(Modifier::BOLD);
        let text = format!(" {} ", said.join(" · "));
        buffer.set_stringn(inside.x + 1, inside.bottom(), text, usize::from(inside.width).saturating_sub(2), bold);
    }
}

/// What stands below the fields: suggestions, the values of the list with the caret, what the law says.
fn tail(app: &App, form: &Form, room: usize) -> Vec<(String, Style)> {
    let dim = Style::default().add_modifier(Modifier::DIM);
    let mut lines: Vec<(String, Style)> = Vec::new();
    // A refusal comes first: it is never cut before a list of values.
    for refusal in &form.refusal {
        let wrapped = wrap(refusal, room.saturating_sub(2));
        lines.extend(wrapped.into_iter().map(|line| (format!("× {line}"), Style::default().fg(Color::Yellow))));
    }
    for said in field::told_below(app, form, room.saturating_sub(2 + field::LABEL)) {
        let wrapped = wrap(&said, room.saturating_sub(2));
        lines.extend(wrapped.into_iter().map(|line| (format!("× {line}"), Style::default().fg(Color::Yellow))));
    }
    // A label that its column cuts is read whole where the caret is.
    let label = form.fields.get(form.at).map_or("", |field| words::field(app.lang, field.key));
    if cells(label) > field::LABEL {
        lines.extend(wrap(label, room).into_iter().map(|line| (format!("  {line}"), dim)));
    }
    let empty = form.content().get(form.at).is_some_and(String::is_empty);
    if let Some(field) = form.fields.get(form.at).filter(|field| empty && !field.offered.is_empty()) {
        let offered = fill(triage::Words::of(app.lang).offered, &[&safe::line(&field.offered)]);
        lines.extend(wrap(&offered, room).into_iter().take(3).map(|line| (format!("  {line}"), dim)));
    }
    lines.extend(values(app, form, room).into_iter().map(|line| (format!("  {line}"), dim)));
    let say = drafts::Words::of(app.lang);
    let again = if form.resumed {
        say.resumed
    } else if form.blank() {
        say.blank
    } else if form.issues.is_empty() && form.refusal.is_empty() {
        ""
    } else {
        say.anew
    };
    if !again.is_empty() {
        lines.extend(wrap(again, room).into_iter().map(|line| (line, dim)));
    }
    lines.extend(form.hint.iter().flat_map(|hint| wrap(hint, room)).map(|line| (line, dim)));
    lines
}

/// The values of the list field with the caret, each with its digit, and with its tick where several are taken.
fn values(app: &App, form: &Form, room: usize) -> Vec<String> {
    if let Some(Shape::Offer(list)) = form.fields.get(form.at).map(|field| &field.shape) {
        let named = list.iter().take(9).enumerate().map(|(at, (name, role))| {
            let role = if role.is_empty() { String::new() } else { format!("（{role}）") };
            format!("{} {}{}", at + 1, safe::line(name), safe::line(&role))
        });
        return wrap(&named.collect::<Vec<_>>().join("  "), room);
    }
    let (list, many) = match form.fields.get(form.at).map(|field| &field.shape) {
        Some(Shape::Plan(list)) => {
            let named: Vec<&str> = list.iter().map(|(_, label)| law_words::label(app.lang, label)).collect();
            return wrap(&fill(field_words::Words::of(app.lang).plan_hint, &[&named.join(" ")]), room);
        }
        Some(Shape::Choice(list)) => (list, false),
        Some(Shape::Many(list)) => (list, true),
        _ => return Vec::new(),
    };
    let chosen: Vec<&str> = form.typed.get(form.at).map(|typed| typed.split(',').collect()).unwrap_or_default();
    let named = |(at, (key, label)): (usize, &(std::sync::Arc<str>, crate::law::Label))| {
        let digit = if at < 9 { (at + 1).to_string() } else { " ".to_owned() };
        let tick = match (many, chosen.contains(&&**key)) {
            (false, _) => " ",
            (true, true) => "✓",
            (true, false) => "·",
        };
        format!("{digit}{tick}{}", law_words::label(app.lang, label))
    };
    // A value stays whole: lines break between values.
    let mut lines: Vec<String> = Vec::new();
    for value in list.iter().enumerate().map(named) {
        match lines.last_mut() {
            Some(line) if cells(line) + 2 + cells(&value) <= room => line.push_str(&format!("  {value}")),
            _ => lines.push(value),
        }
    }
    lines.iter().flat_map(|line| wrap(line, room)).collect()
}

/// The part of a text that shows its caret, which stands before mark `caret`, in `room` cells; and the caret's cell in it.
/// What was left out at the beginning is marked.
pub(super) fn window(text: &str, caret: usize, room: usize) -> (String, usize) {
    let marks: Vec<&str> = unicode_segmentation::UnicodeSegmentation::graphemes(text, true).collect();
    let caret = caret.min(marks.len());
    let width = |from: usize| marks.get(from..caret).map_or(0, |part| part.iter().map(|mark| cells(mark)).sum::<usize>());
    if width(0) < room {
        return (text.to_owned(), width(0));
    }
    let from = (0..caret).find(|from| width(*from) + 1 < room).unwrap_or(caret);
    (format!("…{}", marks.get(from..).unwrap_or_default().concat()), width(from) + 1)
}

pub(super) fn picker(app: &App, buffer: &mut Buffer, area: Rect, picker: &Picker) -> Option<(u16, u16)> {
    let shown = picker.shown();
    let wide = usize::from(100u16.min(area.width.saturating_sub(4)).max(4)).saturating_sub(2);
    let told: Vec<String> = picker.above.iter().flat_map(|line| wrap(line, wide.saturating_sub(1))).collect();
    // Lines that are ticked are not searched, a preview neither: there is nothing to type.
    let typed = u16::from(!picker.ticks && !picker.fixed);
    // The selected line is there whole, in as many rows as it takes; the others end where the room ends.
    let fitting = |line: &Line| {
        line.narrow.clone().filter(|_| cells(&line.text) > wide.saturating_sub(2).max(1)).unwrap_or_else(|| line.text.clone())
    };
    let whole = shown.get(picker.at).map_or_else(Vec::new, |(line, _)| wrap(&fitting(line), wide.saturating_sub(2).max(1)));
    let further = whole.len().saturating_sub(1);
    let height = shown.len() + told.len() + 3 + usize::from(typed) + further;
    let inner = room(buffer, area, &picker.title, 100, u16::try_from(height).unwrap_or(u16::MAX));
    let mut caret = None;
    if typed > 0 {
        let (shown, offset) =
            window(&picker.typed, usize::MAX, usize::from(inner.width).saturating_sub(cells(app.words().find) + 3));
        put(buffer, inner, 0, &format!("{}: {shown}", app.words().find), Style::default());
        caret = Some((inner.x + (cells(app.words().find) + 2 + offset) as u16, inner.y));
    }
    let body = usize::from(inner.height.saturating_sub(typed));
    let above = told.len().min(body.saturating_sub(shown.len().clamp(1, 3)));
    let cut = above > 0 && above < told.len();
    let part = if cut { above - 1 } else { above };
    picker.last.set(told.len() - part);
    let from = picker.top.min(picker.last.get());
    for (row, line) in told.iter().skip(from).take(part).enumerate() {
        put(buffer, inner, row as u16 + typed, line, Style::default());
    }
    if cut {
        let rest = told.len() - part - from;
        let more = if rest > 0 { fill(crate::text::list::ListWords::of(app.lang).more_above, &[&rest]) } else { String::new() };
        put(buffer, inner, part as u16 + typed, &more, Style::default().add_modifier(Modifier::DIM));
    }
    let rows = body.saturating_sub(above + further).max(1);
    picker.rows.set(rows);
    let top = first(picker.at, rows);
    let mut y = above as u16 + typed;
    if shown.is_empty() && !picker.typed.is_empty() {
        let none = fill(crate::text::list::ListWords::of(app.lang).empty_filter, &[&picker.typed]);
        put(buffer, inner, y, &format!("  {none}"), Style::default().add_modifier(Modifier::DIM));
    }
    for (row, (line, _)) in shown.iter().skip(top).take(rows).enumerate() {
        let selected = top + row == picker.at;
        if selected && further > 0 {
            for (part, text) in whole.iter().enumerate() {
                put(buffer, inner, y, &format!("{} {text}", if part == 0 { ">" } else { " " }), style(line, true));
                y += 1;
            }
        } else {
            put(buffer, inner, y, &format!("{} {}", if selected { ">" } else { " " }, fitting(line)), style(line, selected));
            y += 1;
        }
    }
    caret
}

/// Lines without a frame, from the left edge on: what is selected by hand is the text alone.
pub(super) fn plain(buffer: &mut Buffer, area: Rect, reader: &Reader) {
    let area = Rect { height: area.height.saturating_sub(1), ..area };
    for y in area.y..area.bottom() {
        for x in area.x..area.right() {
            if let Some(cell) = buffer.cell_mut(Position { x, y }) {
                cell.reset();
            }
        }
    }
    let rows: Vec<String> = reader.text.lines.iter().flat_map(|line| wrap(&line.text, usize::from(area.width))).collect();
    let body = usize::from(area.height).saturating_sub(1);
    put(buffer, area, 0, &reader.title, Style::default().add_modifier(Modifier::DIM));
    reader.last.set(rows.len().saturating_sub(body));
    let top = reader.top.min(reader.last.get());
    for (at, row) in rows.iter().skip(top).take(body).enumerate() {
        put(buffer, area, at as u16 + 1, row, Style::default());
    }
}

/// A text to read; a row that holds words relied on has a mark in the gutter, the words are underlined.
pub(super) fn reader(buffer: &mut Buffer, area: Rect, reader: &Reader) -> Option<(u16, u16)> {
    let width = 96u16.min(area.width.saturating_sub(4));
    let mut rows: Vec<(String, Style, Vec<(usize, usize)>)> = Vec::new();
    // What every row says is said on those of a wrapped line too.
    let mark = &reader.text.mark;
    let wide = usize::from(width).saturating_sub(5 + cells(mark));
    let mut heads = Vec::new();
    // Of a case the sections alone, not the headings within them.
    let section = |line: &Line| matches!(line.target, Some(Target::Section(_)));
    let sections = reader.text.lines.iter().any(section);
    for (at, line) in reader.text.lines.iter().enumerate() {
        if if sections { section(line) } else { line.head } {
            heads.push(rows.len());
        }
        let text = line.narrow.as_ref().filter(|_| cells(&line.text) > wide).unwrap_or(&line.text);
        let spans = if at < reader.text.law { Vec::new() } else { spans(text, &reader.text.quotes) };
        let mut from = 0;
        for row in wrap(text, wide) {
            let to = from + row.len();
            let here = spans.iter().filter(|(start, end)| *start < to && *end > from);
            let here = here.map(|(start, end)| (start.max(&from) - from, end.min(&to) - from)).collect();
            let row = if mark.is_empty() { row } else { format!("{mark}{row}") };
            rows.push((row, style(line, false), here));
            from = to;
        }
    }
    reader.heads.replace(heads);
    let inner = room(buffer, area, &reader.title, width, u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(2));
    reader.last.set(rows.len().saturating_sub(inner.height as usize));
    let top = reader.top.min(reader.last.get());
    for (at, (row, style, spans)) in rows.iter().skip(top).take(inner.height as usize).enumerate() {
        let gutter = if spans.is_empty() { " " } else { "▎" };
        put(buffer, inner, at as u16, &format!("{gutter}{row}"), *style);
        for (start, end) in spans {
            let before = row.get(..*start).map_or(0, cells) as u16 + 1;
            let wide = row.get(*start..*end).map_or(0, cells) as u16;
            let place = Rect { x: inner.x + before, y: inner.y + at as u16, width: wide, height: 1 };
            buffer.set_style(place.intersection(inner), Style::default().add_modifier(Modifier::UNDERLINED));
        }
    }
    None
}

/// Where the words relied on stand in a line, in bytes.
fn spans(line: &str, quotes: &[String]) -> Vec<(usize, usize)> {
    let parts = quotes.iter().flat_map(|quote| quote.lines()).filter(|part| !part.is_empty());
    parts.flat_map(|part| line.match_indices(part).map(|(at, found)| (at, at + found.len()))).collect()
}
