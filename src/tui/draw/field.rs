//! A field of a form as it stands on its rows, and what is wrong with it where that takes more words than stand beside it.

use crate::ops::field::{Field, Issue, Shape};
use crate::text::{desk as words, fields as field_words, law as law_words};
use crate::tui::app::App;
use crate::tui::form::Form;
use crate::tui::width::{cells, wrap};

/// Cells of a label.
pub const LABEL: usize = 20;

/// Rows of long text without the caret.
const ROWS: usize = 3;

/// The rows of a field: long text without the caret has as many as it fills, and says when there are more.
pub fn rows(app: &App, form: &Form, at: usize, field: &Field, room: usize) -> Vec<String> {
    let shown = value(app, form, at, field);
    if at == form.at || !matches!(field.shape, Shape::Long | Shape::Plan(_)) {
        return vec![shown];
    }
    let mut rows = wrap(&shown, room);
    if rows.len() > ROWS {
        rows.truncate(ROWS);
        if let Some(last) = rows.last_mut() {
            while cells(last) >= room && last.pop().is_some() {}
            last.push('…');
        }
    }
    rows
}

/// What stands in a field.
fn value(app: &App, form: &Form, at: usize, field: &Field) -> String {
    let (text, here) = (app.words(), at == form.at);
    let value = form.typed.get(at).map_or("", String::as_str);
    match &field.shape {
        Shape::Choice(list) => {
            let label = list.iter().find(|(key, _)| **key == *value).map_or("", |(_, label)| law_words::label(app.lang, label));
            let hint = if here { text.choice_hint } else { "" };
            format!("‹{label}› {hint}")
        }
        Shape::Many(list) => {
            let chosen: Vec<&str> = value.split(',').collect();
            let ticked: Vec<&str> = list
                .iter()
                .filter(|(key, _)| chosen.contains(&&**key))
                .map(|(_, label)| law_words::label(app.lang, label))
                .collect();
            let count = format!("{}/{}", ticked.len(), list.len());
            if here { format!("{count} {}", text.many_hint) } else { format!("{count} {}", ticked.join("、")) }
        }
        Shape::Flag => {
            let word = match value {
                "true" => text.yes,
                "false" => text.no,
                _ => "",
            };
            let hint = if here { text.flag_hint } else { "" };
            format!("‹{word}› {hint}")
        }
        Shape::Plan(_) => value.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("；"),
        Shape::Long if !here => value.trim_end().to_owned(),
        _ => value.lines().next().unwrap_or("").to_owned(),
    }
}

/// What is wrong with a field; nothing where what was missing has been typed since.
pub fn issue<'f>(form: &'f Form, at: usize, field: &Field) -> Option<&'f Issue> {
    form.issues.iter().find(|issue| issue.key == field.key && stands(form, at, issue))
}

fn stands(form: &Form, at: usize, issue: &Issue) -> bool {
    issue.code != "required" || form.content().get(at).is_none_or(|text| text.trim().is_empty())
}

/// Whether what is wrong takes more words than stand beside what was typed.
pub fn below(app: &App, form: &Form, at: usize, field: &Field, issue: &Issue, room: usize) -> bool {
    let beside = cells(value(app, form, at, field).trim_end()) + 3 + cells(&field_words::issue(app.lang, issue));
    issue.line > 0 || !issue.with.is_empty() || beside > room
}

/// What is wrong with the fields that stands below them, with their labels.
pub fn told_below(app: &App, form: &Form, room: usize) -> Vec<String> {
    let told = form.issues.iter().filter_map(|issue| {
        let at = form.fields.iter().position(|field| field.key == issue.key)?;
        let field = form.fields.get(at).filter(|_| stands(form, at, issue))?;
        let said = || [words::field(app.lang, field.key), &field_words::issue(app.lang, issue)].join(app.lang.pick("：", ": "));
        below(app, form, at, field, issue, room).then(said)
    });
    told.collect()
}
