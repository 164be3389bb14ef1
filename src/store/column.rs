//! The columns of the lists: what can be shown, sorted by and filtered, and the places from which a list is read on.

use super::InboxRow;
use crate::docket::Stage;
use pinyin::ToPinyin;
use rusqlite::types::Value;

macro_rules! columns {
    ($($(#[$meta:meta])* $variant:ident = $code:literal of $sql:literal),* $(,)?) => {
        /// A column of the lists of leads and cases.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Column { $( $(#[$meta])* $variant ),* }

        impl Column {
            /// Every column, in the order of a wide screen.
            pub const ALL: &'static [Column] = &[$(Column::$variant),*];

            /// Its name in settings and on the command line.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Column::$variant => $code),* }
            }

            /// The column of `inbox` that holds it.
            pub(super) const fn shown(self) -> &'static str {
                match self { $(Column::$variant => $sql),* }
            }
        }
    };
}

columns! {
    /// What is due next, as the days left.
    Due = "due" of "safe",
    /// Number for people; 9 comes before 10.
    Number = "number" of "number",
    /// One line.
    Title = "title" of "title",
    /// Where the lead came from: a key.
    Channel = "channel" of "channel",
    /// Where the damage is.
    Place = "place" of "place",
    /// Key or text.
    Department = "department" of "department",
    /// The state, in the order of the procedure.
    Stage = "stage" of "stage",
    /// The liable parties.
    Party = "party" of "party",
    /// Who has it.
    Officer = "officer" of "officer",
    /// What is damaged: a key.
    Medium = "medium" of "medium",
    /// What it is about: a key of the routing table.
    Matter = "matter" of "matter",
    /// The amount.
    Damage = "damage" of "damage_cents",
    /// The day of the lead.
    Received = "received" of "received",
    /// The rule of what is due next.
    Rule = "rule" of "rule",
    /// How many questions are open.
    Questions = "questions" of "questions",
    /// Put aside until.
    Snoozed = "snoozed" of "snoozed_until",
    /// Inside a red line.
    RedLine = "red-line" of "red_line",
}

/// What stands in a column where nothing is said: it comes last, whichever way the list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Void {
    Null,
    Empty,
    NoDue,
    Zero,
}

impl Column {
    /// The column of a name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.code() == code)
    }

    pub(super) const fn void(self) -> Void {
        match self {
            Self::Due => Void::NoDue,
            Self::Damage | Self::Received | Self::Snoozed => Void::Null,
            Self::Questions | Self::RedLine => Void::Zero,
            _ => Void::Empty,
        }
    }

    /// What a row is sorted by; `None` where nothing is said.
    fn key(self, row: &InboxRow) -> Option<Value> {
        let text = |text: &str| (!text.is_empty()).then(|| Value::Text(text.to_owned()));
        let number = |number: i64| (number != 0).then_some(Value::Integer(number));
        let said =
            |said: &str| text(&sort_key(self.shown(), said).unwrap_or_else(|| said.to_owned())).filter(|_| !said.is_empty());
        match self {
            Self::Due => row.safe.clone().map(Value::Text),
            Self::Number => said(&row.number),
            Self::Title => said(&row.title),
            Self::Channel => said(&row.channel),
            Self::Place => said(&row.place),
            Self::Department => said(&row.department),
            Self::Stage => said(&row.stage),
            Self::Party => said(&row.party),
            Self::Officer => said(&row.officer),
            Self::Medium => said(&row.medium),
            Self::Matter => said(&row.matter),
            Self::Damage => row.damage_cents.map(Value::Integer),
            Self::Received => row.received.clone().map(Value::Text),
            Self::Rule => said(&row.rule),
            Self::Questions => number(row.questions),
            Self::Snoozed => row.snoozed_until.clone().map(Value::Text),
            Self::RedLine => number(i64::from(row.red_line)),
        }
    }
}

/// How a list is sorted: by what is due, unless somebody says otherwise. Equal lines follow in the order in which they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By which column.
    pub column: Column,
    /// Largest and latest first.
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self { column: Column::Due, descending: false }
    }
}

impl Sort {
    /// Reads `place` or `damage:desc`, as [`Sort::code`] writes them.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let (column, way) = code.split_once(':').unwrap_or((code, "asc"));
        let descending = match way {
            "asc" => false,
            "desc" => true,
            _ => return None,
        };
        Column::parse(column).map(|column| Self { column, descending })
    }

    /// Its name in settings and on the command line.
    #[must_use]
    pub fn code(self) -> String {
        format!("{}{}", self.column.code(), if self.descending { ":desc" } else { "" })
    }
}

/// A place in a sorted list, behind one line: the list is read on from there.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor {
    pub(super) key: Option<Value>,
    pub(super) docket: i64,
}

impl Cursor {
    /// The place behind a line of a list sorted so.
    #[must_use]
    pub fn behind(row: &InboxRow, sort: Sort) -> Self {
        Self { key: sort.column.key(row), docket: row.docket }
    }
}

/// What a word of a column is sorted by, where that is not the word itself: numbers as people count, stages in the order of
/// the procedure, names of people, bodies and places by how they sound, as a dictionary has them.
pub(super) fn sort_key(column: &str, word: &str) -> Option<String> {
    match column {
        "number" => Some(number_key(word)),
        "stage" => Some(format!("{:03}", Stage::ALL.iter().position(|stage| stage.name() == word).unwrap_or(999))),
        "title" | "place" | "department" | "party" | "officer" => Some(sound_key(word)),
        _ => None,
    }
}

/// So many characters of a word decide where it stands.
const TELLING: usize = 12;

/// The pinyin of a word's first characters, then these themselves: what sounds alike stands together, word by word.
fn sound_key(word: &str) -> String {
    let mut out = String::with_capacity(word.len() * 2);
    for c in word.chars().take(TELLING) {
        match c.to_pinyin() {
            Some(sound) => {
                out.push_str(sound.plain());
                out.push(' ');
            }
            None => out.extend(c.to_lowercase()),
        }
    }
    out.push('\u{1}');
    out.extend(word.chars().take(TELLING));
    out
}

/// A number for people as it is sorted: runs of digits are padded, so that 9 comes before 10.
#[must_use]
pub(super) fn number_key(number: &str) -> String {
    let mut out = String::with_capacity(number.len() + 16);
    let mut digits = String::new();
    for c in number.chars().map(Some).chain([None]) {
        if let Some(digit) = c.filter(char::is_ascii_digit) {
            digits.push(digit);
            continue;
        }
        if !digits.is_empty() {
            let plain = digits.trim_start_matches('0');
            // How many digits there are comes first: any run may be as long as it likes.
            out.push_str(&format!("{:02}{plain}", plain.len().min(99)));
            digits.clear();
        }
        out.extend(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_sorted_as_people_count() {
        let mut numbers = ["赤环损〔2026〕10号", "赤环损〔2026〕9号", "26-0412", "26-10000", "26-9999", "赤环损〔2025〕100号"];
        numbers.sort_by_key(|number| number_key(number));
        assert_eq!(numbers, ["26-0412", "26-9999", "26-10000", "赤环损〔2025〕100号", "赤环损〔2026〕9号", "赤环损〔2026〕10号"]);
        assert_eq!(number_key(""), "");
    }

    #[test]
    fn names_are_sorted_by_sound() {
        let mut names = ["王芳", "赵敏", "西安", "李明", "先锋", "阿鲁科尔沁旗", "王方", "红山区", "A厂", "3号坑", "王"];
        names.sort_by_key(|name| sound_key(name));
        assert_eq!(names, ["3号坑", "阿鲁科尔沁旗", "A厂", "红山区", "李明", "王", "王方", "王芳", "西安", "先锋", "赵敏"]);
    }

    #[test]
    fn sorts_are_read_as_they_are_written() {
        for column in Column::ALL {
            for descending in [false, true] {
                let sort = Sort { column: *column, descending };
                assert_eq!(Sort::parse(&sort.code()), Some(sort));
            }
        }
        for bad in ["", "x", "due:up", "due:", ":desc"] {
            assert_eq!(Sort::parse(bad), None, "{bad}");
        }
    }
}
