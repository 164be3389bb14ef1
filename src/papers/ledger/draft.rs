//! A lead as a row says it, before it is believed; what must be asked about it, and why a row is refused.

use super::Field;
use super::clean::{folded, narrow};
use crate::docket::{Attributes, Cents, Day, Party};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// What an officer should look at; the lead is taken all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[allow(missing_docs)] // the fields are the words of the sentence
pub enum Question {
    /// The channel is none we know: taken as `other`.
    ChannelUnknown { text: String },
    /// No channel: taken as `other`.
    ChannelMissing,
    /// The department is none we know: kept as written.
    DepartmentUnknown { text: String },
    /// The medium is none we know: kept in words.
    MediumUnknown { text: String },
    /// Neither yes nor no.
    YesNoUnknown { text: String },
    /// No date.
    DateMissing,
    /// A date that cannot be read; left empty.
    DateUnreadable { text: String },
    /// A year or a month without a day; left empty.
    DateNoDay { text: String },
    /// A month and a day without their year; read as this day.
    DateNoYear { text: String, day: Day },
    /// Two dates, from one to the other; left empty.
    DateStretch { text: String },
    /// A date after today.
    DateFuture { day: Day },
    /// A bare number, read as Excel's count of days.
    DateSerial { text: String, day: Day },
    /// An amount that cannot be read; left empty.
    AmountUnreadable { text: String },
    /// From one amount to another; left empty.
    AmountRange { text: String },
    /// An amount below zero; left empty.
    AmountNegative { text: String },
    /// An amount so large, or written so, that it is asked about; taken.
    AmountAbsurd { text: String, cents: Cents },
    /// An amount finer than a fen; rounded.
    AmountDecimals { text: String, cents: Cents },
    /// A unified social credit code whose check character does not hold; taken as written.
    CodeUnsure { text: String },
    /// Not as many codes as parties; kept in the note.
    CodeCount { text: String },
    /// A title longer than a line of a form.
    TitleLong { characters: usize },
    /// Control or direction characters, shown as marks.
    Control { field: Field },
    /// A formula or an error of a formula; kept as text.
    Formula { field: Field },
    /// Full-width digits, read as digits.
    FullWidth { field: Field },
    /// Bytes not in the file's encoding.
    Encoding,
}

/// Why a row cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[allow(missing_docs)] // the fields are the words of the sentence
pub enum Reason {
    /// Nothing says what it is about.
    TitleMissing,
    /// A day that the calendar does not have.
    DateImpossible { text: String },
    /// Before 1900 or after 9999.
    DateOutOfRange { text: String },
    /// A cell with more characters than any cell may have.
    CellTooLong { header: String, characters: usize },
}

/// A lead as a row says it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LeadDraft {
    /// The sheet it stands in; empty for a text file.
    pub sheet: String,
    /// Its row in the file, from 1.
    pub row: u64,
    /// The office's own number.
    pub serial: String,
    /// The number under which it is known elsewhere.
    #[serde(default)]
    pub number: String,
    /// What it is about.
    pub title: String,
    /// A channel of docket files; `other` where unknown.
    pub channel: String,
    /// The channel as written.
    pub channel_text: String,
    /// The day it was found or received; `None` where the ledger does not say one.
    pub on: Option<Day>,
    /// The date as written.
    pub on_text: String,
    /// Where.
    pub place: String,
    /// The presumed liable party.
    pub party: String,
    /// Its unified social credit code; several like the parties.
    #[serde(default)]
    pub code: String,
    /// A department of docket files, or as written where unknown.
    pub department: String,
    /// The department as written.
    pub department_text: String,
    /// A medium of docket files.
    pub medium: Option<String>,
    /// The medium as written.
    pub medium_text: String,
    /// The estimated damage in fen; unknown is not zero.
    pub damage_cents: Option<Cents>,
    /// The amount as written.
    pub damage_text: String,
    /// The amount is about that much.
    pub estimated: bool,
    /// Whether inside a red line or protected area.
    pub red_line: Option<bool>,
    /// That as written.
    pub red_line_text: String,
    /// How far it is, in the office's words.
    pub status: String,
    /// The header over that.
    #[serde(default)]
    pub status_header: String,
    /// Remarks.
    pub note: String,
    /// Columns that mean none of these: header and text.
    pub extra: Vec<(String, String)>,
    /// Cells as they stood where cleaning changed more than blanks: header and text.
    pub original: Vec<(String, String)>,
    /// What should be looked at.
    pub questions: Vec<Question>,
}

impl LeadDraft {
    /// The same for two rows that say the same in all mapped columns but the serial number, however written: SHA-256 in hex.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let day = self.on.map_or_else(|| folded(&self.on_text), |day| day.to_string());
        let amount = match self.damage_cents {
            Some(cents) => format!("{cents}{}", if self.estimated { "~" } else { "" }),
            None => folded(&self.damage_text),
        };
        let red_line = self.red_line.map_or(self.red_line_text.as_str(), |yes| if yes { "1" } else { "0" });
        let mut hash = Sha256::new();
        for value in [
            &self.title,
            &self.channel_text,
            &day,
            &self.place,
            &self.party,
            &self.department_text,
            &self.medium_text,
            &amount,
            red_line,
            &self.status,
            &self.note,
        ] {
            hash.update(folded(value).as_bytes());
            hash.update([0x1F]);
        }
        // Ledgers without that column keep the fingerprints they always had.
        if !self.number.is_empty() {
            hash.update(folded(&self.number).as_bytes());
            hash.update([0x1E]);
        }
        if !self.code.is_empty() {
            hash.update(folded(&self.code).as_bytes());
            hash.update([0x1D]);
        }
        hash.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// The attributes of the docket that this lead opens; status and further columns go into the note.
    #[must_use]
    pub fn attributes(&self) -> Attributes {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let status = text(&self.status).map(|status| format!("{}: {status}", self.status_header));
        let extra = self.extra.iter().map(|(header, text)| format!("{header}: {text}"));
        let note: Vec<String> = text(&self.note).into_iter().chain(status).chain(extra).collect();
        Attributes {
            channel: self.channel.clone(),
            medium: self.medium.clone(),
            department: text(&self.department),
            place: text(&self.place),
            red_line: self.red_line.unwrap_or_default(),
            damage_cents: self.damage_cents,
            estimated: self.estimated,
            parties: coded(parties(&self.party), &self.code),
            title: self.title.clone(),
            number: self.number.clone(),
            note: note.join("\n"),
            ..Attributes::default()
        }
    }
}

/// The unified social credit codes that one cell names, in upper case and without the blanks and lines that people write into them.
#[must_use]
pub fn codes(text: &str) -> Vec<String> {
    let one = |text: &str| -> String {
        let letters = text.chars().map(narrow).filter(|letter| !letter.is_whitespace() && *letter != '-');
        letters.map(|letter| letter.to_ascii_uppercase()).collect()
    };
    text.split(['、', '；', ';', ',', '，']).map(one).filter(|code| !code.is_empty()).collect()
}

/// Gives each party its unified social credit code; where they are not as many, none.
#[must_use]
pub fn coded(mut parties: Vec<Party>, text: &str) -> Vec<Party> {
    let codes = codes(text);
    if codes.len() == parties.len() {
        for (party, code) in parties.iter_mut().zip(codes) {
            party.code = code;
        }
    }
    parties
}

/// The parties that one cell names: each is liable for itself and has its own clocks.
#[must_use]
pub fn parties(text: &str) -> Vec<Party> {
    let names = text.split(['、', '；', ';']).map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| Party { name: name.to_owned(), ..Party::default() }).collect()
}
