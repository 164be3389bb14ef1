//! The words and marks of a condition, read one after another; what is not expected says where it stands.

use super::{CondError, Parsed};

/// A piece of a condition.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Word(String),
    Mark(&'static str),
}

/// The pieces, and the place of the next one.
pub(super) struct Reader {
    tokens: Vec<(usize, Token)>,
    pub(super) place: usize,
    end: usize,
}

const MARKS: &[&str] = &["<=", ">=", "!=", "==", "≤", "≥", "≠", "<", ">", "=", "(", ")", "{", "}", "[", "]", ",", "@"];

impl Reader {
    pub(super) fn new(text: &str) -> Parsed<Self> {
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..) {
            let Some(first) = rest.chars().next() else { break };
            if first.is_whitespace() {
                at += first.len_utf8();
            } else if let Some(mark) = MARKS.iter().find(|mark| rest.starts_with(**mark)) {
                tokens.push((at, Token::Mark(mark)));
                at += mark.len();
            } else {
                let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_')).collect();
                if word.is_empty() {
                    return Err(CondError { at, expected: "condition", found: first.to_string(), near: Vec::new() });
                }
                tokens.push((at, Token::Word(word.clone())));
                at += word.len();
            }
        }
        Ok(Self { tokens, place: 0, end: text.len() })
    }

    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.place).map(|(_, token)| token)
    }

    pub(super) fn fail<T>(&self, expected: &'static str) -> Parsed<T> {
        let (at, found) = match self.tokens.get(self.place) {
            Some((at, Token::Word(word))) => (*at, word.clone()),
            Some((at, Token::Mark(mark))) => (*at, (*mark).to_owned()),
            None => (self.end, String::new()),
        };
        Err(CondError { at, expected, found, near: Vec::new() })
    }

    pub(super) fn unknown<T>(&self, name: &str, near: Vec<String>) -> Parsed<T> {
        let at = self.tokens.get(self.place.saturating_sub(1)).map_or(self.end, |(at, _)| *at);
        Err(CondError { at, expected: "name", found: name.to_owned(), near })
    }

    pub(super) fn mark(&mut self, mark: &'static str) -> bool {
        let hit = self.peek() == Some(&Token::Mark(mark));
        self.place += usize::from(hit);
        hit
    }

    pub(super) fn need(&mut self, mark: &'static str) -> Parsed<()> {
        if self.mark(mark) { Ok(()) } else { self.fail(mark) }
    }

    pub(super) fn word(&mut self) -> Parsed<String> {
        if let Some(Token::Word(word)) = self.peek() {
            let word = word.clone();
            self.place += 1;
            Ok(word)
        } else {
            self.fail("word")
        }
    }

    pub(super) fn keyword(&mut self, keyword: &str) -> bool {
        let hit = matches!(self.peek(), Some(Token::Word(word)) if word == keyword);
        self.place += usize::from(hit);
        hit
    }

    pub(super) fn end(&self) -> Parsed<()> {
        if self.peek().is_none() { Ok(()) } else { self.fail("end") }
    }
}
