//! Drawing a ledger on its way in: its columns with samples, or its rows with what would become of each.

use super::{boxed, first, put, style};
use crate::docket::yuan;
use crate::ops::Diff;
use crate::papers::ledger::{Field, How, Table};
use crate::text::intake::{self as words, Words};
use crate::text::{fill, law as law_words, safe};
use crate::tui::app::{App, Fate, Intake, Item, Room};
use crate::tui::lines::Line;
use crate::tui::width::{cells, cut, fit, right, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use serde_json::Value;

/// Lines below the list that say more about the selected row, at most.
const DETAIL: usize = 6;

/// The whole of it, above the bottom line.
pub(super) fn intake(app: &App, buffer: &mut Buffer, area: Rect, intake: &Intake) {
    let say = Words::of(app.lang);
    let name = intake.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let title = if intake.room == Room::Columns { say.columns_title } else { say.rows_title };
    let inner = boxed(buffer, area, &fill(title, &[&safe::line(&name)]), true);
    match intake.room {
        Room::Columns => columns(app, buffer, inner, intake),
        Room::Rows => rows(app, buffer, inner, intake),
    }
}

/// Lines from a row on; how many were written.
fn lines(buffer: &mut Buffer, area: Rect, from: usize, texts: &[(String, Style)]) -> usize {
    for (row, (text, style)) in texts.iter().enumerate() {
        put(buffer, area, (from + row) as u16, &format!(" {text}"), *style);
    }
    from + texts.len()
}

fn dim() -> Style {
    Style::default().add_modifier(Modifier::DIM)
}

// ---- Columns -------------------------------------------------------------------------------------------------------

fn columns(app: &App, buffer: &mut Buffer, area: Rect, intake: &Intake) {
    let say = Words::of(app.lang);
    let Some(table) = intake.shown_table() else { return };
    let head = lines(buffer, area, 0, &about(app, intake, table));
    let wide = usize::from(area.width).saturating_sub(1);
    // Letters, header, meaning, sureness; what is left is for the samples.
    let room = [3, (wide / 5).clamp(8, 24), 12, 18];
    let cell = |texts: [&str; 5]| {
        let fixed: String = texts.iter().zip(room).map(|(text, room)| fit(text, room) + " ").collect();
        let rest = wide.saturating_sub(cells(&fixed) + 1);
        format!("{fixed}{}", cut(texts.last().copied().unwrap_or_default(), rest))
    };
    put(
        buffer,
        area,
        head as u16,
        &format!(" {}", cell(["", say.head_column, say.head_field, say.head_sure, say.head_samples])),
        dim(),
    );
    let detail = detail_of_column(app, intake, table);
    let height = usize::from(area.height).saturating_sub(head + 1 + detail.len()).max(1);
    let top = first(intake.column, height);
    for (row, at) in (top..=table.columns.len()).take(height).enumerate() {
        let selected = at == intake.column;
        let gutter = if selected { ">" } else { " " };
        let (text, line) = match at.checked_sub(1).and_then(|at| table.columns.get(at)) {
            None => (format!("→ {}", say.go), Line { head: true, ..Line::default() }),
            Some(guess) => {
                let star = if guess.field.is_some_and(|field| Field::REQUIRED.contains(&field)) { "*" } else { "" };
                let field = guess.field.map_or(say.kept.to_owned(), |field| format!("{}{star}", field.say(app.lang)));
                let sure = guess.say(app.lang);
                let samples = guess.samples.join(" | ");
                let faint = guess.field.is_none();
                (cell([&guess.letters(), &guess.header, &field, sure, &samples]), Line { faint, ..Line::default() })
            }
        };
        put(buffer, area, (head + 1 + row) as u16, &format!("{gutter}{}", safe::line(&text)), style(&line, selected));
    }
    let below = usize::from(area.height).saturating_sub(detail.len());
    lines(buffer, area, below, &detail);
}

/// Which sheet, how it was found, what is hidden.
fn about(app: &App, intake: &Intake, table: &Table) -> Vec<(String, Style)> {
    let say = Words::of(app.lang);
    let sheet = intake.book.sheets.get(table.sheet);
    let name = sheet.map_or("", |sheet| sheet.name.as_str());
    let below = sheet.map_or(0, |sheet| sheet.rows.iter().filter(|row| row.number > table.header_row).count());
    let taken = if table.taken { say.sheet_taken } else { say.sheet_left };
    let hidden = if sheet.is_some_and(|sheet| sheet.hidden) { format!("({})", say.sheet_hidden) } else { String::new() };
    let name = safe::line(&format!("{name}{hidden}"));
    let line = fill(say.sheet, &[&(intake.table + 1), &intake.plan.tables.len(), &name, &table.header_row, &below, &taken]);
    let known = if table.is_saved() { say.as_last_time } else { say.new_shape };
    let mut found = vec![(line, Style::default().add_modifier(Modifier::BOLD)), (known.to_owned(), Style::default())];
    if intake.plan.hidden_rows > 0 {
        found.push((fill(say.hidden_rows, &[&intake.plan.hidden_rows]), Style::default()));
    }
    let filled = sheet.map_or(0, |sheet| sheet.filled);
    if filled > 0 {
        found.push((fill(say.merged, &[&filled]), Style::default()));
    }
    found
}

fn detail_of_column(app: &App, intake: &Intake, table: &Table) -> Vec<(String, Style)> {
    let say = Words::of(app.lang);
    let missing: Vec<&str> = table.missing().iter().map(|field| field.say(app.lang)).collect();
    let mut found = Vec::new();
    if let Some(guess) = intake.column.checked_sub(1).and_then(|at| table.columns.get(at)) {
        found.push((safe::line(&fill(say.samples, &[&guess.samples.join(" | ")])), Style::default()));
    }
    if missing.is_empty() {
        let all: Vec<&str> = Field::REQUIRED.iter().map(|field| field.say(app.lang)).collect();
        found.push((fill(say.required, &[&format!("{} ✓", all.join(say.and))]), dim()));
    } else {
        found
            .push((format!("× {}", fill(say.missing, &[&missing.join(say.and)])), Style::default().add_modifier(Modifier::BOLD)));
    }
    found
}

// ---- Rows ----------------------------------------------------------------------------------------------------------

fn rows(app: &App, buffer: &mut Buffer, area: Rect, intake: &Intake) {
    let say = Words::of(app.lang);
    let wide = usize::from(area.width).saturating_sub(2).max(2);
    let mut top: Vec<(String, Style)> = Vec::new();
    let all = intake.count_all();
    let mut tabs = vec![tab(0, say.all, all, intake.only.is_none())];
    for (at, fate) in Fate::ALL.into_iter().enumerate() {
        tabs.push(tab(at + 1, words::fate(app.lang, at).1, intake.count(fate), intake.only == Some(fate)));
    }
    top.push((tabs.join(" "), Style::default().add_modifier(Modifier::BOLD)));
    let saved = intake.plan.tables.iter().filter(|table| table.taken).all(Table::is_saved);
    let told = intake.plan.tables.iter().any(|table| table.columns.iter().any(|guess| guess.how == How::Told));
    let skipped = &intake.found.skipped;
    let past = skipped.before_header + skipped.blank + skipped.header + skipped.total + skipped.footer;
    let mut second = Vec::new();
    if saved && !told {
        second.push(say.as_last_time.to_owned());
    }
    if past > 0 {
        second.push(fill(
            say.skipped,
            &[&past, &skipped.before_header, &skipped.blank, &skipped.header, &skipped.total, &skipped.footer],
        ));
    }
    if intake.plan.hidden_rows > 0 {
        second.push(fill(say.hidden_rows, &[&intake.plan.hidden_rows]));
    }
    if intake.preview.routed > 0 {
        let on = if intake.route { say.routed_on } else { say.routed_off };
        second.push(fill(say.routed, &[&intake.preview.routed, &on]));
    }
    top.extend(second.iter().flat_map(|text| wrap(text, wide)).map(|text| (text, dim())));
    if intake.typing || !intake.text.is_empty() {
        top.push((format!("{}: {} ({})", app.words().find, safe::line(&intake.text), intake.shown.len()), Style::default()));
    }
    let height = usize::from(area.height);
    top.truncate(height / 2);
    let head = lines(buffer, area, 0, &top);
    let mut detail: Vec<(String, Style)> = intake.shown.get(intake.at).map(|item| detail(app, intake, *item)).unwrap_or_default();
    detail = detail.into_iter().flat_map(|(text, style)| wrap(&text, wide).into_iter().map(move |text| (text, style))).collect();
    let most = DETAIL.min(height.saturating_sub(head + 3));
    if detail.len() > most {
        detail.truncate(most);
        if let Some((text, _)) = detail.last_mut() {
            *text = cut(&format!("{text} …………"), wide.saturating_sub(1));
        }
    }
    let list = Rect { y: area.y + head as u16, height: height.saturating_sub(head + detail.len()) as u16, ..area };
    if intake.shown.is_empty() {
        put(buffer, list, 0, &format!(" {}", say.nothing), dim());
    }
    let from = first(intake.at, usize::from(list.height).max(1));
    for (row, item) in intake.shown.iter().skip(from).take(usize::from(list.height)).enumerate() {
        let selected = from + row == intake.at;
        let gutter = if selected { ">" } else { " " };
        let fate = intake.fate(*item);
        let line = Line { alarm: fate == Fate::Rejected, faint: fate == Fate::Doubled, ..Line::default() };
        put(buffer, list, row as u16, &format!("{gutter}{}", row_text(app, intake, *item, wide)), style(&line, selected));
    }
    lines(buffer, area, height.saturating_sub(detail.len()), &detail);
}

fn tab(digit: usize, name: &str, count: usize, here: bool) -> String {
    let text = format!("{} {name} {count}", digit + 1);
    if here { format!("[{text}]") } else { format!(" {text} ") }
}

fn row_text(app: &App, intake: &Intake, item: Item, wide: usize) -> String {
    let fate = intake.fate(item);
    let at = Fate::ALL.iter().position(|known| *known == fate).unwrap_or(0);
    let (letter, _) = words::fate(app.lang, at);
    let (_, row, title) = intake.head(item);
    let mut head = format!("{} {} ", fit(letter, 2), right(&row.to_string(), 6));
    let mut tail = String::new();
    if let Item::Draft(at) = item {
        if let Some(draft) = intake.found.drafts.get(at) {
            let day = draft.on.map_or_else(|| draft.on_text.clone(), |day| day.to_string());
            tail = format!(" {} {} {}", fit(&day, 10), fit(&draft.place, 8), fit(&draft.party, 12));
        }
        if fate == Fate::Changed {
            head.push_str(words::take(app.lang, intake.take(at)));
            head.push(' ');
        }
    }
    if wide < 60 {
        tail.clear();
    }
    let room = wide.saturating_sub(cells(&head) + cells(&tail));
    safe::line(&format!("{head}{}{tail}", fit(&safe::line(title), room)))
}

/// What there is to say about a row, in words.
fn detail(app: &App, intake: &Intake, item: Item) -> Vec<(String, Style)> {
    let say = Words::of(app.lang);
    let bold = Style::default().add_modifier(Modifier::BOLD);
    let (sheet, row, title) = intake.head(item);
    let place = if sheet.is_empty() { String::new() } else { format!("{sheet} ") };
    let head = safe::line(&format!("── {place}{} {title}", fill(say.row, &[&row])));
    let mut found = vec![(head, dim())];
    let mut add = |text: String, style: Style| found.push((safe::line(&text), style));
    match item {
        Item::Reject(at) => {
            for reason in intake.found.rejects.get(at).map(|reject| reject.reasons.as_slice()).unwrap_or_default() {
                add(format!("× {}", reason.say(app.lang)), bold);
            }
        }
        Item::Twice(at) => {
            if let Some(twice) = intake.found.doubled.get(at) {
                add(twice.say(app.lang), Style::default());
            }
        }
        Item::Draft(at) => {
            let Some((draft, known)) = intake.found.drafts.get(at).zip(intake.preview.rows.get(at)) else { return found };
            match intake.fate(item) {
                Fate::Doubled => add(fill(say.known, &[&known.number]), Style::default()),
                Fate::Changed => {
                    add(fill(say.changed, &[&known.number, &words::take(app.lang, intake.take(at))]), bold);
                    for diff in &known.diffs {
                        let [old, new] = [&diff.old, &diff.new].map(|value| value_text(app, diff, value));
                        add(fill(say.differs, &[&words::key(app.lang, diff.key), &old, &new]), Style::default());
                    }
                }
                _ => {}
            }
            for question in &draft.questions {
                add(format!("? {}", question.say(app.lang)), bold);
            }
        }
    }
    found
}

fn value_text(app: &App, diff: &Diff, value: &Value) -> String {
    let law = app.desk.office_law();
    let list = match diff.key {
        "channel" | "department" | "medium" => diff.key,
        _ => "",
    };
    let text = match value {
        Value::String(key) => {
            law.profile.item(list, key).map_or_else(|| key.clone(), |item| law_words::label(app.lang, &item.label).to_owned())
        }
        Value::Bool(yes) => if *yes { app.words().yes } else { app.words().no }.to_owned(),
        Value::Number(cents) => cents.as_i64().map_or_else(String::new, yuan),
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(Words::of(app.lang).and),
        _ => String::new(),
    };
    if text.is_empty() { Words::of(app.lang).empty.to_owned() } else { text }
}
