//! The filter language of the lists: `key:value` terms and words become conditions, and what cannot be read is named with
//! its place. Names of keys, flags and days come from `text` as [`Words`]; values from the profile and the database.

mod complete;
mod days;
mod token;
mod values;

pub use complete::{Completion, Offer};

use super::desk::Desk;
use crate::docket::{Day, Phase, Stage};
use crate::law::Profile;
use crate::law::calendar::Calendar;
use crate::store::{Column, Condition, Filter, Flag, Term};
use std::ops::Range;
use token::{Piece, Token};

/// What a term asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// Something that is so: a flag.
    Is,
    /// Where the lead came from.
    Channel,
    /// The department.
    Department,
    /// Where the damage is.
    Place,
    /// The liable party.
    Party,
    /// Who has it.
    Officer,
    /// The state, or the place on the stage rail.
    Stage,
    /// What is damaged.
    Medium,
    /// What it is about.
    Matter,
    /// The number for people.
    Number,
    /// The title alone.
    Title,
    /// What is due next.
    Due,
    /// The day of the lead.
    Received,
    /// Put aside until.
    Snoozed,
    /// The amount.
    Amount,
}

impl Key {
    /// The column that it asks about.
    #[must_use]
    pub const fn column(self) -> Option<Column> {
        Some(match self {
            Self::Is => return None,
            Self::Channel => Column::Channel,
            Self::Department => Column::Department,
            Self::Place => Column::Place,
            Self::Party => Column::Party,
            Self::Officer => Column::Officer,
            Self::Stage => Column::Stage,
            Self::Medium => Column::Medium,
            Self::Matter => Column::Matter,
            Self::Number => Column::Number,
            Self::Title => Column::Title,
            Self::Due => Column::Due,
            Self::Received => Column::Received,
            Self::Snoozed => Column::Snoozed,
            Self::Amount => Column::Damage,
        })
    }
}

/// A stretch of days with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each is its name
pub enum Span {
    Today,
    Tomorrow,
    Yesterday,
    ThisWeek,
    NextWeek,
    LastWeek,
    ThisMonth,
    NextMonth,
    LastMonth,
    ThisYear,
    LastYear,
}

/// What something is called, in both languages; the first name is the one that is offered.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// In Chinese.
    pub zh: &'static [&'static str],
    /// In English.
    pub en: &'static [&'static str],
}

impl Names {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &'static str> {
        self.zh.iter().chain(self.en).copied()
    }

    fn first(&self, english: bool) -> &'static str {
        let names = if english { self.en } else { self.zh };
        names.first().copied().unwrap_or_default()
    }

    fn is(&self, folded: &str) -> bool {
        self.all().any(|name| name == folded)
    }
}

/// The words of the language. Both languages are read always; one of them is offered.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// Whether English is offered.
    pub english: bool,
    /// Keys.
    pub keys: &'static [(Key, Names)],
    /// Flags.
    pub flags: &'static [(Flag, Names)],
    /// Stretches of days.
    pub spans: &'static [(Span, Names)],
    /// Nothing is said.
    pub nothing: Names,
    /// The asking officer.
    pub me: Names,
    /// It is so.
    pub yes: Names,
    /// It is not so.
    pub no: Names,
    /// Units of calendar days, weeks and working days.
    pub units: [Names; 3],
    /// Letters behind an amount in yuan, and what they multiply by.
    pub multipliers: &'static [(&'static str, i64)],
    /// What stands between the ends of a range, beside `..`.
    pub between: &'static [&'static str],
    /// Examples of days that lie ahead, of days gone by, and of amounts.
    pub examples: [Names; 3],
    /// What a state is called, in Chinese and English.
    pub stage: fn(Stage) -> [&'static str; 2],
    /// What a place on the stage rail is called.
    pub phase: fn(Phase) -> [&'static str; 2],
}

/// What is wrong with a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// No such key.
    Key,
    /// The list has no such value.
    Value(Key),
    /// Neither a day nor a stretch of days.
    Day(Key),
    /// Not an amount.
    Amount,
    /// No such flag.
    Flag,
    /// Neither yes nor no.
    YesNo,
    /// Nothing stands behind the colon.
    Empty,
    /// A range that ends before it begins.
    Range,
}

/// A term that cannot be read. It is left out of the filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// What.
    pub wrong: Wrong,
    /// Where: bytes of the text.
    pub at: Range<usize>,
    /// What stands there.
    pub typed: String,
    /// What may have been meant.
    pub near: Vec<String>,
}

/// A text that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// What its terms ask.
    pub conditions: Vec<Condition>,
    /// Words that have to be said about a docket.
    pub text: String,
    /// What could not be read.
    pub issues: Vec<Issue>,
}

impl Query {
    /// Narrows a filter down.
    #[must_use]
    pub fn onto(&self, mut filter: Filter) -> Filter {
        filter.conditions.extend(self.conditions.iter().cloned());
        filter.text = [filter.text.as_str(), self.text.as_str()].join(" ").trim().to_owned();
        filter
    }
}

/// What a text is read against.
pub struct Scope<'s> {
    /// The words of the language.
    pub words: &'s Words,
    /// The lists of values.
    pub profile: &'s Profile,
    /// Working days.
    pub calendar: &'s Calendar,
    /// The day of asking.
    pub today: Day,
    /// Values of a column in the database that begin with, hold or sound like a text.
    pub known: &'s dyn Fn(Column, &str) -> Vec<String>,
}

impl Desk {
    /// Reads a filter as typed. While it is typed, `caret` (in bytes) says where: the unfinished term there is left out
    /// and is no issue.
    #[must_use]
    pub fn query(&self, text: &str, caret: Option<usize>, words: &Words) -> Query {
        let law = self.office_law();
        let known = |column, typed: &str| self.known(column, typed);
        parse(text, caret, &self.scope(words, &law.profile, &known))
    }

    /// What may stand at the caret (in bytes) of a filter, best first.
    #[must_use]
    pub fn complete(&self, text: &str, caret: usize, words: &Words) -> Vec<Completion> {
        let law = self.office_law();
        let known = |column, typed: &str| self.known(column, typed);
        complete::complete(text, caret, &self.scope(words, &law.profile, &known))
    }

    fn scope<'s>(&'s self, words: &'s Words, profile: &'s Profile, known: &'s dyn Fn(Column, &str) -> Vec<String>) -> Scope<'s> {
        Scope { words, profile, calendar: &self.calendar, today: self.today, known }
    }

    fn known(&self, column: Column, typed: &str) -> Vec<String> {
        // A list that cannot be read offers nothing: the error shows when the filter itself is asked.
        self.store.values(column, typed, 20).unwrap_or_default()
    }
}

/// Reads a text. See [`Desk::query`].
#[must_use]
pub fn parse(text: &str, caret: Option<usize>, scope: &Scope<'_>) -> Query {
    let mut query = Query::default();
    let mut words: Vec<String> = Vec::new();
    for token in token::tokens(text) {
        let typing = caret.is_some_and(|caret| token.at.start < caret && caret <= token.at.end);
        match read(&token, scope) {
            Ok(Read::Words(said)) if token.not => {
                query.conditions.push(Condition { not: true, any: vec![Term::Words(said)] });
            }
            Ok(Read::Words(said)) => words.push(said),
            Ok(Read::Asked(mut condition)) => {
                condition.not ^= token.not;
                query.conditions.push(condition);
            }
            Err(_) if typing => {}
            Err(issue) => query.issues.push(issue),
        }
    }
    query.text = words.join(" ");
    query
}

enum Read {
    Words(String),
    Asked(Condition),
}

fn read(token: &Token, scope: &Scope<'_>) -> Result<Read, Issue> {
    let Some(key) = &token.key else {
        let said: String = token.pieces.iter().map(|piece| piece.text.as_str()).collect();
        let flag = (!token.quoted()).then(|| flag(&said.to_lowercase(), scope)).flatten();
        return Ok(match flag {
            Some(flag) => Read::Asked(Condition::of(Term::Flag(flag))),
            None => Read::Words(said),
        });
    };
    let folded = key.text.to_lowercase();
    let empty = || Issue { wrong: Wrong::Empty, at: token.at.clone(), typed: key.text.clone(), near: Vec::new() };
    let known = scope.words.keys.iter().find(|(_, names)| names.is(&folded)).map(|(key, _)| *key);
    let Some(known) = known else {
        let Some(flag) = flag(&folded, scope) else {
            let names = scope.words.keys.iter().map(|(_, names)| names.first(scope.words.english).to_owned());
            let near = values::nearest(&folded, names.collect());
            return Err(Issue { wrong: Wrong::Key, at: key.at.clone(), typed: key.text.clone(), near });
        };
        let Some(piece) = token.pieces.first() else { return Err(empty()) };
        let said = piece.text.to_lowercase();
        let not = match (scope.words.yes.is(&said), scope.words.no.is(&said)) {
            (true, _) => false,
            (_, true) => true,
            _ => {
                let near = [scope.words.yes, scope.words.no].map(|names| names.first(scope.words.english).to_owned()).to_vec();
                return Err(Issue { wrong: Wrong::YesNo, at: piece.at.clone(), typed: piece.text.clone(), near });
            }
        };
        return Ok(Read::Asked(Condition { not, any: vec![Term::Flag(flag)] }));
    };
    let pieces = if known == Key::Amount { token::joined(&token.pieces) } else { token.pieces.clone() };
    if pieces.is_empty() {
        return Err(empty());
    }
    let mut any = Vec::new();
    for piece in &pieces {
        any.extend(value(known, piece, scope)?);
    }
    Ok(Read::Asked(Condition { not: false, any }))
}

fn value(key: Key, piece: &Piece, scope: &Scope<'_>) -> Result<Vec<Term>, Issue> {
    let issue = |wrong, near| Issue { wrong, at: piece.at.clone(), typed: piece.text.clone(), near };
    let folded = piece.text.to_lowercase();
    let Some(column) = key.column() else {
        return flag(&folded, scope).map(|flag| vec![Term::Flag(flag)]).ok_or_else(|| {
            let names = scope.words.flags.iter().map(|(_, names)| names.first(scope.words.english).to_owned());
            issue(Wrong::Flag, values::nearest(&folded, names.collect()))
        });
    };
    if !piece.quoted && scope.words.nothing.is(&folded) {
        return Ok(vec![Term::Nothing(column)]);
    }
    match key {
        Key::Due | Key::Received | Key::Snoozed => days::read(key, column, piece, scope),
        Key::Amount => days::amount(piece, scope),
        Key::Party => Ok(vec![Term::Party(piece.text.clone())]),
        Key::Place | Key::Number | Key::Title => Ok(vec![Term::Has(column, piece.text.clone())]),
        Key::Officer if scope.words.me.is(&folded) => Ok(vec![Term::Flag(Flag::Mine)]),
        Key::Officer => Ok(values::officers(&piece.text, scope)),
        _ => values::listed(key, column, &folded, scope)
            .ok_or_else(|| issue(Wrong::Value(key), values::nearest(&folded, values::labels(key, scope)))),
    }
}

fn flag(folded: &str, scope: &Scope<'_>) -> Option<Flag> {
    scope.words.flags.iter().find(|(_, names)| names.is(folded)).map(|(flag, _)| *flag)
}
