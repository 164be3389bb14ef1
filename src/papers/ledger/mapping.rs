//! Which column means what: by header, kept per office as TOML.

use super::clean::folded;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a column can mean; the names are those of a saved mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The office's own number of the row.
    Serial,
    /// A number under which the lead is known elsewhere: a petition's, a work order's.
    Number,
    /// What the lead is about.
    Title,
    /// Where it came from.
    Channel,
    /// The day it was found or received.
    On,
    /// Where.
    Place,
    /// The presumed liable party.
    Party,
    /// The unified social credit code of that party.
    Code,
    /// The department in charge.
    Department,
    /// The damaged medium.
    Medium,
    /// The estimated damage.
    Damage,
    /// Whether inside a red line or protected area.
    RedLine,
    /// How far it is, in the office's words.
    Status,
    /// Remarks.
    Note,
    /// Read past.
    Ignored,
}

impl Field {
    /// Every field, in the order of a ledger.
    pub const ALL: [Self; 15] = [
        Self::Serial,
        Self::Number,
        Self::Title,
        Self::Channel,
        Self::On,
        Self::Place,
        Self::Party,
        Self::Code,
        Self::Department,
        Self::Medium,
        Self::Damage,
        Self::RedLine,
        Self::Status,
        Self::Note,
        Self::Ignored,
    ];

    /// Without these no row is a lead.
    pub const REQUIRED: [Self; 1] = [Self::Title];

    /// The name in a saved mapping.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Serial => "serial",
            Self::Number => "number",
            Self::Title => "title",
            Self::Channel => "channel",
            Self::On => "on",
            Self::Place => "place",
            Self::Party => "party",
            Self::Code => "code",
            Self::Department => "department",
            Self::Medium => "medium",
            Self::Damage => "damage",
            Self::RedLine => "red_line",
            Self::Status => "status",
            Self::Note => "note",
            Self::Ignored => "ignored",
        }
    }
}

/// One column of a mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its header as it stands in the file.
    pub header: String,
    /// What it means.
    pub field: Field,
}

/// A mapping: `[[column]]` tables with `header` and `field`. Columns it does not name are kept as further words of the lead.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Its columns.
    #[serde(default, rename = "column")]
    pub columns: Vec<Column>,
}

/// Why a mapping file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MappingError {
    /// The file is not such TOML; the message has line and caret.
    #[error("{0}")]
    Syntax(String),
    /// Two columns mean the same.
    #[error("two columns mean {}", .0.code())]
    Twice(Field),
    /// No column is the title.
    #[error("no column is the title")]
    NoTitle,
}

impl Mapping {
    /// Reads a mapping file's text.
    pub fn from_toml(source: &str) -> Result<Self, MappingError> {
        let mapping: Self = toml::from_str(source).map_err(|error| MappingError::Syntax(error.to_string()))?;
        for field in Field::ALL.into_iter().filter(|field| *field != Field::Ignored) {
            if mapping.columns.iter().filter(|column| column.field == field).count() > 1 {
                return Err(MappingError::Twice(field));
            }
        }
        if mapping.columns.iter().all(|column| column.field != Field::Title) {
            return Err(MappingError::NoTitle);
        }
        Ok(mapping)
    }

    /// The text of a mapping file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self).unwrap_or_default()
    }

    /// What a header means under this mapping.
    pub(super) fn field_of(&self, header: &str) -> Option<Field> {
        let header = folded(header);
        self.columns.iter().find(|column| folded(&column.header) == header).map(|column| column.field)
    }
}
