//! Rows into drafts or rejects. Every row is accounted for: taken, doubled, refused with reasons, or read past and counted.

use super::amount::{AmountFault, read_amount};
use super::clean::{clean, folded, has_wide_digits, narrow};
use super::draft::{codes, parties};
use super::{
    Book, Cell, CellKind, DayRead, Field, Guess, LeadDraft, LedgerError, Limits, Mapping, Plan, Progress, Question, Reason, Row,
    STRIDE, SheetNote, Table, Watch, Words, Work, read_day,
};
use crate::docket::{Day, credit_code_holds};
use chrono::Datelike as _;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// What a reading needs to know.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The day after which a date lies in the future.
    pub today: Day,
    /// Caps.
    pub limits: Limits,
    /// How ledgers say things.
    pub words: Words,
    /// A saved mapping.
    pub mapping: Option<Mapping>,
    /// Who reads the file.
    pub reader: super::Reader,
}

impl ReadOptions {
    /// The shipped words and caps, no saved mapping, read in this process.
    #[must_use]
    pub fn new(today: Day) -> Self {
        Self { today, limits: Limits::default(), words: Words::shipped(), mapping: None, reader: super::Reader::Here }
    }
}

/// A row that was not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// The place of its table in `Import::plan`.
    pub table: usize,
    /// Its sheet; empty for a text file.
    pub sheet: String,
    /// Its row in the file.
    pub row: u64,
    /// Its cells as they stood.
    pub cells: Vec<String>,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// A row that says the same as an earlier one; not taken twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubled {
    /// Its sheet; empty for a text file.
    pub sheet: String,
    /// Its row.
    pub row: u64,
    /// The title.
    pub title: String,
    /// The row that was taken.
    pub first_row: u64,
}

/// Rows read past, by why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Skipped {
    /// Titles, units and the like above the header.
    pub before_header: u64,
    /// Blank, or with nothing but a serial number.
    pub blank: u64,
    /// The header again.
    pub header: u64,
    /// Totals.
    pub total: u64,
    /// Closing lines: who filled it in, remarks on the form.
    pub footer: u64,
}

/// What a file comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Import {
    /// Leads to take, in the order of the file.
    pub drafts: Vec<LeadDraft>,
    /// Rows refused.
    pub rejects: Vec<Reject>,
    /// Rows that stand twice.
    pub doubled: Vec<Doubled>,
    /// Rows read past.
    pub skipped: Skipped,
    /// How it was read.
    pub plan: Plan,
}

impl Import {
    /// What became of each sheet.
    #[must_use]
    pub fn notes(&self) -> &[SheetNote] {
        &self.plan.notes
    }
}

/// Makes leads of the rows of a book as planned.
pub fn import(book: &Book, plan: &Plan, options: &ReadOptions, watch: Watch<'_>) -> Result<Import, LedgerError> {
    let mut out = Import { plan: plan.clone(), ..Import::default() };
    let mut seen: HashMap<String, u64> = HashMap::new();
    let total = plan
        .tables
        .iter()
        .filter(|table| table.taken)
        .filter_map(|table| book.sheets.get(table.sheet))
        .map(|sheet| sheet.rows.len() as u64)
        .sum();
    let mut done = 0;
    for (place, table) in plan.tables.iter().enumerate().filter(|(_, table)| table.taken) {
        let Some(sheet) = book.sheets.get(table.sheet) else { continue };
        out.skipped.blank += sheet.blank_rows;
        let reader = Reader { table, options, from_1904: book.from_1904 };
        let header = sheet.rows.iter().find(|row| row.number == table.header_row);
        for row in &sheet.rows {
            if u64::is_multiple_of(done, STRIDE) && !watch(Progress { work: Work::Understanding, done, total }) {
                return Err(LedgerError::Cancelled);
            }
            done += 1;
            match reader.kind(row, header) {
                RowKind::BeforeHeader => out.skipped.before_header += 1,
                RowKind::TheHeader => {}
                RowKind::Blank => out.skipped.blank += 1,
                RowKind::Header => out.skipped.header += 1,
                RowKind::Total => out.skipped.total += 1,
                RowKind::Footer => out.skipped.footer += 1,
                RowKind::Lead => match reader.draft(row) {
                    Ok(mut draft) => {
                        draft.sheet.clone_from(&sheet.name);
                        match seen.entry(draft.fingerprint()) {
                            Entry::Vacant(place) => {
                                place.insert(row.number);
                                out.drafts.push(draft);
                            }
                            Entry::Occupied(first) => out.doubled.push(Doubled {
                                sheet: draft.sheet,
                                row: row.number,
                                title: draft.title,
                                first_row: *first.get(),
                            }),
                        }
                    }
                    Err(reasons) => out.rejects.push(Reject {
                        table: place,
                        sheet: sheet.name.clone(),
                        row: row.number,
                        cells: row.cells.iter().map(|cell| cell.text.clone()).collect(),
                        reasons,
                    }),
                },
            }
        }
    }
    Ok(out)
}

enum RowKind {
    BeforeHeader,
    TheHeader,
    Blank,
    Header,
    Total,
    Footer,
    Lead,
}

struct Reader<'a> {
    table: &'a Table,
    options: &'a ReadOptions,
    from_1904: bool,
}

impl Reader<'_> {
    fn kind(&self, row: &Row, header: Option<&Row>) -> RowKind {
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

    fn draft(&self, row: &Row) -> Result<LeadDraft, Vec<Reason>> {
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
