//! Questions, reasons and refusals as sentences; the words are those of `text`.

use super::{Doubled, Ended, Field, FileKind, Guess, IoKind, LedgerError, MappingError, Question, Reason, SheetNote};
use crate::docket::yuan;
use crate::text::ledger::{Ledger, field_name, kind_name, limit_name, sureness};
use crate::text::{Lang, fill};

impl Field {
    /// Its name for people.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        field_name(lang, self.code())
    }
}

impl FileKind {
    /// What it is, for people.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        let code = match self {
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Text => "text",
            Self::Html => "html",
            Self::Xml => "xml",
            Self::Zip => "zip",
            Self::Xlsb => "xlsb",
            Self::Ole => "ole",
            Self::Pdf => "pdf",
            Self::Picture => "picture",
            Self::Binary => "binary",
        };
        kind_name(lang, code)
    }
}

impl Question {
    /// Its sentence, shown beside the lead.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let words = Ledger::of(lang);
        match self {
            Self::ChannelUnknown { text } => fill(words.channel_unknown, &[text]),
            Self::ChannelMissing => words.channel_missing.to_owned(),
            Self::DepartmentUnknown { text } => fill(words.department_unknown, &[text]),
            Self::MediumUnknown { text } => fill(words.medium_unknown, &[text]),
            Self::YesNoUnknown { text } => fill(words.yes_no_unknown, &[text]),
            Self::DateMissing => words.date_missing.to_owned(),
            Self::DateUnreadable { text } => fill(words.date_unreadable, &[text]),
            Self::DateNoDay { text } => fill(words.date_no_day, &[text]),
            Self::DateNoYear { text, day } => fill(words.date_no_year, &[text, day]),
            Self::DateStretch { text } => fill(words.date_stretch, &[text]),
            Self::DateFuture { day } => fill(words.date_future, &[day]),
            Self::DateSerial { text, day } => fill(words.date_serial, &[text, day]),
            Self::AmountUnreadable { text } => fill(words.amount_unreadable, &[text]),
            Self::AmountRange { text } => fill(words.amount_range, &[text]),
            Self::AmountNegative { text } => fill(words.amount_negative, &[text]),
            Self::AmountAbsurd { text, cents } => fill(words.amount_absurd, &[text, &yuan(*cents)]),
            Self::AmountDecimals { text, cents } => fill(words.amount_decimals, &[text, &yuan(*cents)]),
            Self::TitleLong { characters } => fill(words.title_long, &[characters]),
            Self::Control { field } => fill(words.control, &[&field.say(lang)]),
            Self::Formula { field } => fill(words.formula, &[&field.say(lang)]),
            Self::FullWidth { field } => fill(words.full_width, &[&field.say(lang)]),
            Self::CodeUnsure { text } => fill(words.code_unsure, &[text]),
            Self::CodeCount { text } => fill(words.code_count, &[text]),
            Self::Encoding => words.encoding.to_owned(),
        }
    }
}

impl Reason {
    /// Its sentence, shown beside the row.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let words = Ledger::of(lang);
        match self {
            Self::TitleMissing => words.title_missing.to_owned(),
            Self::DateImpossible { text } => fill(words.date_impossible, &[text]),
            Self::DateOutOfRange { text } => fill(words.date_out_of_range, &[text]),
            Self::CellTooLong { header, characters } => fill(words.cell_too_long, &[header, characters]),
        }
    }
}

impl Doubled {
    /// Its sentence.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        fill(Ledger::of(lang).doubled, &[&self.first_row])
    }
}

impl SheetNote {
    /// Its sentence.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let words = Ledger::of(lang);
        match self {
            Self::Ledger { sheet, header_row, rows } => fill(words.sheet_ledger, &[sheet, header_row, rows]),
            Self::Hidden { sheet } => fill(words.sheet_hidden, &[sheet]),
            Self::NoHeader { sheet, rows } => fill(words.sheet_no_header, &[sheet, rows]),
        }
    }
}

impl Guess {
    /// How sure its meaning is, and by what.
    #[must_use]
    pub fn say(&self, lang: Lang) -> &'static str {
        sureness(lang, self.how, self.sure)
    }
}

impl LedgerError {
    /// What is wrong, and what to do.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let words = Ledger::of(lang);
        match self {
            Self::Io { kind: IoKind::Missing, .. } => words.io_missing.to_owned(),
            Self::Io { kind: IoKind::Forbidden, .. } => words.io_forbidden.to_owned(),
            Self::Io { cause, .. } => fill(words.io, &[cause]),
            Self::Changed => words.changed.to_owned(),
            Self::Unclosed { line } => fill(words.unclosed, &[line]),
            Self::Swallowed { line, until } => fill(words.swallowed, &[line, until]),
            Self::Reader { how: Ended::Time } => words.reader_time.to_owned(),
            Self::Reader { how: Ended::Broke } => words.reader_broke.to_owned(),
            Self::Reader { how: Ended::NotStarted } => words.reader_not_started.to_owned(),
            Self::NotAFile => words.not_a_file.to_owned(),
            Self::Empty => words.empty.to_owned(),
            Self::NotAsNamed { named, found } => fill(words.not_as_named, &[named, &found.say(lang)]),
            Self::NotALedger { found } => fill(words.not_a_ledger, &[&found.say(lang)]),
            Self::Password => words.password.to_owned(),
            Self::Broken { cause } => fill(words.broken, &[cause]),
            Self::TooMuch { what, found, cap } => {
                let said = match what.as_str() {
                    "ratio" | "entries" => words.too_packed,
                    "columns" => words.too_wide,
                    _ => words.too_much,
                };
                fill(said, &[&limit_name(lang, what), found, cap])
            }
            Self::NoHeader => words.no_header.to_owned(),
            Self::MappingDoesNotFit { missing } => fill(words.mapping_does_not_fit, &[&missing.join(words.between)]),
            Self::Cancelled => words.cancelled.to_owned(),
        }
    }
}

impl MappingError {
    /// What is wrong, and what to do.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let words = Ledger::of(lang);
        match self {
            Self::Syntax(cause) => fill(words.mapping_syntax, &[cause]),
            Self::Twice(field) => fill(words.mapping_twice, &[&field.say(lang)]),
            Self::NoTitle => words.mapping_no_title.to_owned(),
        }
    }
}
