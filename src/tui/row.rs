//! A line of the list in cells: what stands in each column, and all of it below each other.

use super::lines::{Line, countdown, to_meet};
use super::width::{cells, fit};
use crate::docket::{Stage, yuan};
use crate::law::Law;
use crate::ops::Desk;
use crate::store::{Column, InboxRow};
use crate::text::list::ListWords;
use crate::text::query::column as name;
use crate::text::{Lang, fill, law as words, safe};

/// What stands in a column of a line, safe for the terminal.
pub fn cell(desk: &Desk, law: &Law, lang: Lang, row: &InboxRow, column: Column) -> String {
    let label = |list: &str, key: &str| {
        law.profile.item(list, key).map_or_else(|| key.to_owned(), |item| words::label(lang, &item.label).to_owned())
    };
    let text = match column {
        Column::Due => countdown(lang, to_meet(row.safe.as_deref(), row.due.as_deref(), desk.today), desk.today),
        Column::Number => row.number.clone(),
        Column::Title => row.title.clone(),
        Column::Channel => label("channel", &row.channel),
        Column::Place => row.place.clone(),
        Column::Department => label("department", &row.department),
        Column::Stage => Stage::parse(&row.stage).map_or_else(String::new, |stage| words::stage(lang, stage).to_owned()),
        Column::Party => row.party.clone(),
        Column::Officer => row.officer.clone(),
        Column::Medium => label("medium", &row.medium),
        Column::Matter => label("matter", &row.matter),
        Column::Damage => row.damage_cents.map_or_else(String::new, yuan),
        Column::Received => row.received.clone().unwrap_or_default(),
        Column::Rule => desk.rule(&row.rule).map_or_else(|| row.rule.clone(), |rule| words::label(lang, &rule.label).to_owned()),
        Column::Questions if row.questions == 0 => String::new(),
        Column::Questions => row.questions.to_string(),
        Column::Snoozed => row.snoozed_until.clone().unwrap_or_default(),
        Column::RedLine => (if row.red_line { crate::text::desk::DeskWords::of(lang).yes } else { "" }).to_owned(),
    };
    safe::line(&text)
}

/// The whole line, one column below the other, in a fixed order.
pub fn fields(desk: &Desk, lang: Lang, row: &InboxRow) -> Vec<Line> {
    let text = ListWords::of(lang);
    let law = desk.office_law();
    let room = Column::ALL.iter().map(|column| cells(name(lang, *column))).max().unwrap_or(0) + 2;
    let field = |column: Column| {
        let said = cell(desk, &law, lang, row, column);
        let said = match (column, &row.due, &row.safe) {
            (Column::Due, Some(due), Some(safe)) if due != safe => fill(text.due_and_safe, &[&said, due, safe]),
            (Column::Due, Some(due), _) => fill(text.due_only, &[&said, due]),
            _ if said.is_empty() => "—".to_owned(),
            _ => said,
        };
        Line::plain(format!("{}{said}", fit(name(lang, column), room)))
    };
    Column::ALL.iter().copied().map(field).collect()
}
