//! One row of a table: what kind of row it is, and the lead that it says.

use super::super::amount::{AmountFault, read_amount};
use super::super::clean::{clean, folded, has_wide_digits, narrow};
use super::super::draft::{codes, parties};
use super::super::{Cell, CellKind, DayRead, Field, Guess, LeadDraft, Question, Reason, Row, Table, read_day};
use super::ReadOptions;
use crate::docket::{Day, credit_code_holds};
use chrono::Datelike as _;

/// What a row is.
pub(super) enum RowKind {
    BeforeHeader,
    TheHeader,
    Blank,
    Header,
    Total,
    Footer,
    Lead,
}

/// What the rows of a table are read with.
pub(super) struct Reader<'a> {
    pub(super) table: &'a Table,
    pub(super) options: &'a ReadOptions,
    pub(super) from_1904: bool,
}

impl Reader<'_> {
    pub(super) fn kind(&self, row: &Row, header: Option<&Row>) -> RowKind {
        let words = &self.options.words;
        if row.number < self.table.header_row {
            return RowKind::BeforeHeader;
        }
        if row.number == self.table.header_row {
            return RowKind::TheHeader;
        }
        let filled: Vec<(usize, &Cell)> = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank()).collect();
        let serial = self.table.column(Field::Serial);
        if filled.iter().all(|(index, _)| Some(*index) == serial) {
            let total = filled.first().is_some_and(|(_, cell)| words.is_total(&cell.text));
            return if total { RowKind::Total } else { RowKind::Blank };
        }
        let same = |(index, cell): &&(usize, &Cell)| {
            header.and_then(|header| header.cells.get(*index)).is_some_and(|own| folded(&own.text) == folded(&cell.text))
        };
        let equal = filled.iter().filter(same).count();
        if equal >= 2 && equal * 10 >= filled.len() * 8 {
            return RowKind::Header;
        }
        let Some((first, cell)) = filled.first() else { return RowKind::Blank };
        let title = self.table.column(Field::Title);
        // A total fills few columns and names neither day nor party; a lead whose title begins like one does.
        let names =
            |field: Field| self.table.column(field).is_some_and(|index| filled.iter().skip(1).any(|(own, _)| *own == index));
        let lead_like = names(Field::On) || names(Field::Party) || names(Field::Channel);
        let told =
            words.is_total(&cell.text) || filled.iter().any(|(index, cell)| Some(*index) == title && words.is_total(&cell.text));
        if told && !lead_like {
            return RowKind::Total;
        }
        if filled.len() <= 2 && !lead_like && (Some(*first) != title || filled.len() == 1) && words.is_footer(&cell.text) {
            return RowKind::Footer;
        }
        RowKind::Lead
    }

    pub(super) fn draft(&self, row: &Row) -> Result<LeadDraft, Vec<Reason>> {
        let mut draft = LeadDraft { row: row.number, channel: "other".to_owned(), ..LeadDraft::default() };
        let mut reasons = Vec::new();
        if row.garbled {
            draft.questions.push(Question::Encoding);
        }
        for guess in &self.table.columns {
            let Some(cell) = row.cells.get(guess.index).filter(|cell| !cell.is_blank()) else { continue };
            let characters = cell.text.chars().count();
            if characters > self.options.limits.cell_chars {
                reasons.push(Reason::CellTooLong { header: guess.header.clone(), characters });
                continue;
            }
            self.take(&mut draft, &mut reasons, guess, cell);
        }
        for (index, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
            if self.table.columns.iter().all(|guess| guess.index != index) {
                draft.extra.push((format!("{}", index + 1), clean(&cell.text).text));
            }
        }
        if draft.title.is_empty() && !reasons.iter().any(|reason| matches!(reason, Reason::CellTooLong { .. })) {
            reasons.insert(0, Reason::TitleMissing);
        }
        self.ask_codes(&mut draft);
        let mapped = |field: Field| self.table.column(field).is_some();
        if draft.channel_text.is_empty() && mapped(Field::Channel) {
            draft.questions.push(Question::ChannelMissing);
        }
        if draft.on_text.is_empty() {
            draft.questions.push(Question::DateMissing);
        }
        if reasons.is_empty() { Ok(draft) } else { Err(reasons) }
    }

    /// Codes that cannot be right, or cannot be told whose they are, are asked about.
    fn ask_codes(&self, draft: &mut LeadDraft) {
        let codes = codes(&draft.code);
        if !codes.is_empty() && codes.len() != parties(&draft.party).len() {
            let header =
                self.table.columns.iter().find(|guess| guess.field == Some(Field::Code)).map(|guess| guess.header.clone());
            draft.extra.push((header.unwrap_or_default(), draft.code.clone()));
            draft.questions.push(Question::CodeCount { text: draft.code.clone() });
        }
        let wrong = codes.into_iter().filter(|code| !credit_code_holds(code));
        draft.questions.extend(wrong.map(|text| Question::CodeUnsure { text }));
    }

    fn take(&self, draft: &mut LeadDraft, reasons: &mut Vec<Reason>, guess: &Guess, cell: &Cell) {
        let words = &self.options.words;
        let cleaned = clean(&cell.text);
        let field = guess.field.unwrap_or(Field::Note);
        if guess.field != Some(Field::Ignored) {
            if cleaned.control {
                draft.questions.push(Question::Control { field });
                draft.original.push((guess.header.clone(), cell.text.clone()));
            }
            if is_formula(&cleaned.text) {
                draft.questions.push(Question::Formula { field });
            }
        }
        let text = cleaned.text;
        let known = if words.is_blank(&text) { String::new() } else { text.clone() };
        match guess.field {
            None => draft.extra.push((guess.header.clone(), text)),
            Some(Field::Ignored) => {}
            Some(Field::Serial) => draft.serial = text,
            Some(Field::Number) => draft.number = known,
            Some(Field::Title) => {
                let characters = text.chars().count();
                if characters > self.options.limits.title_long {
                    draft.questions.push(Question::TitleLong { characters });
                }
                draft.title = text;
            }
            Some(Field::Channel) => {
                match words.channel(&text) {
                    Some(channel) => draft.channel = channel.to_owned(),
                    None if !known.is_empty() => draft.questions.push(Question::ChannelUnknown { text: known.clone() }),
                    None => {}
                }
                draft.channel_text = known;
            }
            Some(Field::On) if known.is_empty() => {}
            Some(Field::On) => self.take_day(draft, reasons, cell, text),
            Some(Field::Place) => draft.place = known,
            Some(Field::Party) => draft.party = known,
            Some(Field::Code) => draft.code = known,
            Some(Field::Department) => {
                draft.department_text.clone_from(&known);
                draft.department = if let Some(department) = words.department(&text) {
                    department.to_owned()
                } else {
                    if !known.is_empty() {
                        draft.questions.push(Question::DepartmentUnknown { text: known.clone() });
                    }
                    known
                };
            }
            Some(Field::Medium) => {
                draft.medium = words.medium(&text).map(str::to_owned);
                if draft.medium.is_none() && !known.is_empty() {
                    draft.questions.push(Question::MediumUnknown { text: known.clone() });
                }
                draft.medium_text = known;
            }
            Some(Field::Damage) if known.is_empty() => {}
            Some(Field::Damage) => self.take_amount(draft, cell, text),
            Some(Field::RedLine) => {
                draft.red_line = words.yes_no(&text);
                draft.red_line_text.clone_from(&known);
                if draft.red_line.is_none() && !known.is_empty() {
                    draft.extra.push((guess.header.clone(), known.clone()));
                    draft.questions.push(Question::YesNoUnknown { text: known });
                }
            }
            Some(Field::Status) => {
                draft.status_header.clone_from(&guess.header);
                draft.status = known;
            }
            Some(Field::Note) => draft.note = known,
        }
    }

    fn take_day(&self, draft: &mut LeadDraft, reasons: &mut Vec<Reason>, cell: &Cell, text: String) {
        let read = match cell.kind {
            CellKind::Day(day) => DayRead::Day(day),
            _ => read_day(&text, self.from_1904, &self.options.words),
        };
        match read {
            DayRead::Day(day) => draft.on = Some(day),
            DayRead::Serial(day) => {
                draft.on = Some(day);
                if cell.kind == CellKind::Text {
                    draft.questions.push(Question::DateSerial { text: text.clone(), day });
                }
            }
            DayRead::NoYear { month, day } => match self.in_year(month, day) {
                Some(day) => {
                    draft.on = Some(day);
                    draft.questions.push(Question::DateNoYear { text: text.clone(), day });
                }
                None => reasons.push(Reason::DateImpossible { text: text.clone() }),
            },
            DayRead::Stretch => draft.questions.push(Question::DateStretch { text: text.clone() }),
            DayRead::NoDay => draft.questions.push(Question::DateNoDay { text: text.clone() }),
            DayRead::Unreadable => draft.questions.push(Question::DateUnreadable { text: text.clone() }),
            DayRead::Impossible => reasons.push(Reason::DateImpossible { text: text.clone() }),
            DayRead::OutOfRange => reasons.push(Reason::DateOutOfRange { text: text.clone() }),
        }
        if let Some(day) = draft.on.filter(|day| *day > self.options.today) {
            draft.questions.push(Question::DateFuture { day });
        }
        if has_wide_digits(&text) {
            draft.questions.push(Question::FullWidth { field: Field::On });
        }
        draft.on_text = text;
    }

    /// A day without its year: of the year that the sheet names, else the last such day that is not to come.
    fn in_year(&self, month: u32, day: u32) -> Option<Day> {
        let this = self.options.today.year();
        let years: Vec<i32> = self.table.year.map_or_else(|| (this - 8..=this).rev().collect(), |year| vec![year]);
        let mut days = years.into_iter().filter_map(|year| Day::from_ymd_opt(year, month, day));
        days.find(|day| self.table.year.is_some() || *day <= self.options.today)
    }

    fn take_amount(&self, draft: &mut LeadDraft, cell: &Cell, text: String) {
        let plain = if cell.kind == CellKind::Number { without_noise(&text) } else { text.clone() };
        let read = read_amount(&plain, self.table.unit, &self.options.words);
        draft.damage_cents = read.cents;
        draft.estimated = read.estimated;
        let cents = read.cents.unwrap_or_default();
        let question = match read.fault {
            Some(AmountFault::Unreadable) => Some(Question::AmountUnreadable { text: text.clone() }),
            Some(AmountFault::Range) => Some(Question::AmountRange { text: text.clone() }),
            Some(AmountFault::Negative) => Some(Question::AmountNegative { text: text.clone() }),
            Some(AmountFault::Exponent) => Some(Question::AmountAbsurd { text: text.clone(), cents }),
            _ if cents >= self.options.limits.amount_asked => Some(Question::AmountAbsurd { text: text.clone(), cents }),
            Some(AmountFault::Decimals) => Some(Question::AmountDecimals { text: text.clone(), cents }),
            None => None,
        };
        draft.questions.extend(question);
        if has_wide_digits(&text) {
            draft.questions.push(Question::FullWidth { field: Field::Damage });
        }
        draft.damage_text = text;
    }
}

/// What a binary fraction adds far behind the fen is none of the amount's.
fn without_noise(text: &str) -> String {
    match text.split_once('.') {
        Some((_, part)) if part.len() > 8 => text.parse::<f64>().map_or_else(
            |_| text.to_owned(),
            |number| {
                let short = format!("{number:.6}");
                short.trim_end_matches('0').trim_end_matches('.').to_owned()
            },
        ),
        _ => text.to_owned(),
    }
}

fn is_formula(text: &str) -> bool {
    let first = text.chars().next().map(narrow);
    matches!(first, Some('=' | '@')) || ["#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"].contains(&text)
}
