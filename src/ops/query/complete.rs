//! What may stand at the caret of a filter: keys, flags, values of lists, values that the database knows, examples.

use super::{Key, Scope, token, values};
use crate::store::{Column, begins_so};
use std::ops::Range;

/// What kind of thing is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// A key, with its colon.
    Key,
    /// Something that is so.
    Flag,
    /// A value.
    Value,
    /// A way to write a day or an amount.
    Example,
}

/// Something that may stand at the caret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the text that it replaces.
    pub at: Range<usize>,
    /// What is put there.
    pub insert: String,
    /// The same in the other language, or empty.
    pub meaning: String,
    /// What it is.
    pub offer: Offer,
}

/// How many are offered at most.
const MOST: usize = 20;

pub(super) fn complete(text: &str, caret: usize, scope: &Scope<'_>) -> Vec<Completion> {
    let here = token::tokens(text).into_iter().find(|token| token.at.start <= caret && caret <= token.at.end);
    let mut found = match here {
        None => names("", caret..caret, scope),
        Some(token) => match &token.key {
            None if token.quoted() => Vec::new(),
            None => {
                let typed: String = token.pieces.iter().map(|piece| piece.text.as_str()).collect();
                names(&typed.to_lowercase(), token.last, scope)
            }
            Some(key) if caret <= key.at.end => names(&key.text.to_lowercase(), key.at.start..token.begin, scope),
            Some(key) => {
                let piece = token.pieces.iter().find(|piece| piece.at.start <= caret && caret <= piece.at.end);
                let at = piece.map_or_else(|| token.last.clone(), |piece| piece.at.clone());
                let typed = piece.map(|piece| piece.text.to_lowercase()).unwrap_or_default();
                of_key(&key.text.to_lowercase(), &typed, &at, scope)
            }
        },
    };
    found.truncate(MOST);
    found
}

/// Keys and flags that begin with what was typed.
fn names(typed: &str, at: Range<usize>, scope: &Scope<'_>) -> Vec<Completion> {
    let english = scope.words.english;
    let fits = |names: &super::Names| {
        names.all().any(|name| name.starts_with(typed)) || names.zh.iter().any(|name| begins_so(name, typed))
    };
    let keys = scope.words.keys.iter().filter(|(_, names)| fits(names)).map(|(_, names)| Completion {
        at: at.clone(),
        insert: format!("{}:", names.first(english)),
        meaning: names.first(!english).to_owned(),
        offer: Offer::Key,
    });
    let flags = scope.words.flags.iter().filter(|(_, names)| fits(names)).map(|(_, names)| Completion {
        at: at.clone(),
        insert: names.first(english).to_owned(),
        meaning: names.first(!english).to_owned(),
        offer: Offer::Flag,
    });
    keys.chain(flags).collect()
}

/// Values of a key that begin with what was typed.
fn of_key(key: &str, typed: &str, at: &Range<usize>, scope: &Scope<'_>) -> Vec<Completion> {
    let english = scope.words.english;
    let offer = |insert: &str, meaning: &str, offer| Completion {
        at: at.clone(),
        insert: quoted(insert),
        meaning: meaning.to_owned(),
        offer,
    };
    let of_names = |all: &mut dyn Iterator<Item = &super::Names>, kind| -> Vec<Completion> {
        let fits = |names: &&super::Names| {
            names.all().any(|name| name.starts_with(typed)) || names.zh.iter().any(|name| begins_so(name, typed))
        };
        all.filter(fits).map(|names| offer(names.first(english), names.first(!english), kind)).collect()
    };
    let Some((key, _)) = scope.words.keys.iter().find(|(_, names)| names.is(key)) else {
        return of_names(&mut [scope.words.yes, scope.words.no].iter(), Offer::Value);
    };
    let [ahead, gone, amounts] = &scope.words.examples;
    let examples = |names: &super::Names| -> Vec<Completion> {
        let list = if english { names.en } else { names.zh };
        list.iter().filter(|name| name.starts_with(typed)).map(|name| offer(name, "", Offer::Example)).collect()
    };
    let known = |column: Column| -> Vec<Completion> {
        (scope.known)(column, typed).iter().map(|value| offer(value, "", Offer::Value)).collect()
    };
    let spans = || of_names(&mut scope.words.spans.iter().map(|(_, names)| names), Offer::Value);
    let mut found = match key {
        Key::Is => of_names(&mut scope.words.flags.iter().map(|(_, names)| names), Offer::Flag),
        Key::Due | Key::Snoozed => examples(ahead).into_iter().chain(spans()).collect(),
        Key::Received => examples(gone).into_iter().chain(spans()).collect(),
        Key::Amount => examples(amounts),
        Key::Place => known(Column::Place),
        Key::Party => known(Column::Party),
        // Every line has its own, and no index holds them from one to the next.
        Key::Number | Key::Title => Vec::new(),
        Key::Officer => of_names(&mut [scope.words.me].iter(), Offer::Value).into_iter().chain(known(Column::Officer)).collect(),
        Key::Channel | Key::Department | Key::Stage | Key::Medium | Key::Matter => {
            let all = values::list(*key, scope);
            let (first, rest): (Vec<_>, Vec<_>) = all.iter().partition(|value| values::begins(value, typed));
            let held = rest.into_iter().filter(|value| value.zh.contains(typed) || value.en.to_lowercase().contains(typed));
            let said = |value: &values::Value| if english { value.zh.clone() } else { value.en.clone() };
            first.into_iter().chain(held).map(|value| offer(value.offered(english), &said(value), Offer::Value)).collect()
        }
    };
    if key.column().is_some() {
        found.extend(of_names(&mut [scope.words.nothing].iter(), Offer::Value));
    }
    found
}

/// A value as it is typed: in quotes where it holds a blank or a sign.
fn quoted(value: &str) -> String {
    let plain = |c: char| !c.is_whitespace() && !matches!(token::fold(c), ',' | '"');
    if value.chars().all(plain) { value.to_owned() } else { format!("\"{}\"", value.replace('"', "")) }
}
