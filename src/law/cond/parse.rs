//! Reading a condition or a choice of facts from its text; an error says where.

mod reader;

use super::{Cond, Names, Op, Select, StateTerm, Term};
use crate::docket::tree::nearest;
use crate::docket::{Attributes, Kind, decimal};
use reader::{Reader, Token};
use std::sync::Arc;

/// What is wrong in a condition, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CondError {
    /// Byte offset in the text.
    pub at: usize,
    /// A stable word: what was expected, or `name` for an unknown name, `fact` for an unknown kind of fact.
    pub expected: &'static str,
    /// What stands there.
    pub found: String,
    /// Names that may have been meant.
    pub near: Vec<String>,
}

type Parsed<T> = Result<T, CondError>;

impl Cond {
    /// Reads a condition.
    pub fn parse(text: &str) -> Parsed<Self> {
        let mut reader = Reader::new(text)?;
        let cond = reader.any()?;
        reader.end()?;
        Ok(cond)
    }
}

impl Select {
    /// Reads a choice of facts.
    pub fn parse(text: &str) -> Parsed<Self> {
        let mut reader = Reader::new(text)?;
        let select = reader.select()?;
        reader.end()?;
        Ok(select)
    }

    /// Every fact of a kind.
    #[must_use]
    pub fn kind(kind: Kind) -> Self {
        Self { kind, filter: Vec::new(), day_key: None }
    }
}

const OPS: &[(&str, Op)] = &[
    ("<=", Op::Le),
    ("≤", Op::Le),
    (">=", Op::Ge),
    ("≥", Op::Ge),
    ("!=", Op::Ne),
    ("≠", Op::Ne),
    ("==", Op::Eq),
    ("<", Op::Lt),
    (">", Op::Gt),
];
/// What gives a yes or no.
const CALLS: &[&str] = &[
    "has",
    "here",
    "latest",
    "follows",
    "repeats",
    "same",
    "before",
    "off_by",
    "wrong_unit",
    "among",
    "passed",
    "over",
    "after",
    "differ",
    "capped",
    "exhausted",
    "spent",
    "known",
    "within",
    "contains",
];
/// What gives a number.
const COUNTS: &[&str] = &["count", "here_count", "count_within", "newest", "end"];

impl Reader {
    fn any(&mut self) -> Parsed<Cond> {
        let mut items = vec![self.all()?];
        while self.keyword("or") {
            items.push(self.all()?);
        }
        Ok(one_or(items, Cond::Any))
    }

    fn all(&mut self) -> Parsed<Cond> {
        let mut items = vec![self.not()?];
        while self.keyword("and") {
            items.push(self.not()?);
        }
        Ok(one_or(items, Cond::All))
    }

    fn not(&mut self) -> Parsed<Cond> {
        if self.keyword("not") {
            return Ok(Cond::Not(Box::new(self.not()?)));
        }
        if self.mark("(") {
            let inner = self.any()?;
            self.need(")")?;
            return Ok(inner);
        }
        self.atom()
    }

    fn atom(&mut self) -> Parsed<Cond> {
        let name = self.word()?;
        if self.peek() == Some(&Token::Mark("(")) && !COUNTS.contains(&name.as_str()) {
            self.place += 1;
            let cond = match name.as_str() {
                "has" => Cond::Has(self.select()?, false),
                "here" => Cond::Has(self.select()?, true),
                "latest" => Cond::Latest(self.select()?),
                "follows" => {
                    let first = self.select()?.kind;
                    self.need(",")?;
                    Cond::Follows(first, self.select()?.kind)
                }
                "repeats" => {
                    let kind = self.select()?.kind;
                    self.need(",")?;
                    Cond::Repeats(kind, self.word()?.into())
                }
                "same" => {
                    let kind = self.select()?.kind;
                    let mut keys = Vec::new();
                    while self.mark(",") {
                        keys.push(if self.keyword("on") { "on".into() } else { self.key(kind)? });
                    }
                    Cond::Same(kind, keys)
                }
                "before" => Cond::Before(self.select()?.kind),
                "off_by" => {
                    let one = self.word()?;
                    let one = self.term(&one)?;
                    self.need(",")?;
                    let other = self.word()?;
                    let other = self.term(&other)?;
                    self.need(",")?;
                    match self.word()?.parse() {
                        Ok(times) => Cond::OffBy(one, other, times),
                        Err(_) => return self.fail("number"),
                    }
                }
                "wrong_unit" => self.wrong_unit()?,
                "among" => self.among()?,
                "passed" => Cond::Passed(self.word()?.into()),
                "over" => Cond::Over(self.word()?.into()),
                "capped" => Cond::Capped(self.word()?.into()),
                "exhausted" => Cond::Exhausted(self.word()?.into()),
                "spent" => {
                    let cap = self.word()?.into();
                    self.need(",")?;
                    Cond::Spent(cap, self.select()?.kind)
                }
                "differ" => {
                    let one = self.word()?.into();
                    self.need(",")?;
                    Cond::Differ(one, self.word()?.into())
                }
                "known" => {
                    let word = self.word()?;
                    Cond::Known(self.term(&word)?)
                }
                "within" => {
                    let word = self.word()?;
                    let term = self.term(&word)?;
                    self.need(",")?;
                    Cond::Within(term, self.word()?.into())
                }
                "after" => {
                    let word = self.word()?;
                    let term = self.term(&word)?;
                    self.need(",")?;
                    Cond::After(term, self.word()?.into())
                }
                "contains" => {
                    let word = self.word()?;
                    let term = self.term(&word)?;
                    self.need(",")?;
                    Cond::Contains(term, self.word()?.into())
                }
                _ => {
                    self.place -= 1;
                    return self.unknown(&name, nearest(&name, CALLS.iter().chain(COUNTS).copied()));
                }
            };
            self.need(")")?;
            return Ok(cond);
        }
        let left = self.term(&name)?;
        if self.keyword("in") {
            self.need("[")?;
            let mut words = vec![self.word()?.into()];
            while self.mark(",") {
                words.push(self.word()?.into());
            }
            self.need("]")?;
            return Ok(Cond::In(left, words));
        }
        for (mark, op) in OPS.iter().copied() {
            if self.mark(mark) {
                let word = self.word()?;
                let right = self.value(&word)?;
                return Ok(Cond::Compare(left, op, right));
            }
        }
        Ok(Cond::Truth(left))
    }

    /// The right side of a comparison: a number, a limit, a count, or a word.
    fn value(&mut self, word: &str) -> Parsed<Term> {
        if let Some(number) = decimal(word) {
            return Ok(Term::Number(number));
        }
        if matches!(word, "count" | "here_count" | "newest" | "end")
            || ["limit.", "cap.", "fact.", "metric."].iter().any(|start| word.starts_with(start))
        {
            return self.term(word);
        }
        Ok(Term::Word(word.into()))
    }

    fn term(&mut self, name: &str) -> Parsed<Term> {
        if name == "count" || name == "here_count" {
            self.need("(")?;
            let select = self.select()?;
            self.need(")")?;
            return Ok(Term::Count(select, name == "here_count"));
        }
        if name == "newest" {
            self.need("(")?;
            let kind = self.select()?.kind;
            self.need(",")?;
            let key = self.key(kind)?;
            self.need(")")?;
            return Ok(Term::Newest(kind, key));
        }
        if name == "end" {
            self.need("(")?;
            let rule = self.word()?.into();
            self.need(",")?;
            let key = self.word()?.into();
            self.need(")")?;
            return Ok(Term::End(rule, key));
        }
        if name == "count_within" {
            self.need("(")?;
            let rule = self.word()?;
            self.need(")")?;
            return Ok(Term::CountWithin(rule.into()));
        }
        if let Some(key) = name.strip_prefix("fact.") {
            return Ok(Term::Fact(key.into()));
        }
        if let Some(key) = name.strip_prefix("metric.") {
            return Ok(Term::Metric(key.into()));
        }
        if let Some(key) = name.strip_prefix("limit.") {
            return Ok(Term::Limit(key.into()));
        }
        if let Some(key) = name.strip_prefix("cap.") {
            return Ok(Term::Cap(key.into()));
        }
        if let Some((_, term)) = StateTerm::ALL.iter().find(|(known, _)| *known == name) {
            return Ok(Term::State(*term));
        }
        if Attributes::NAMES.contains(&name) {
            return Ok(Term::Attribute(name.into()));
        }
        let known = Attributes::NAMES.iter().copied().chain(StateTerm::ALL.iter().map(|(known, _)| *known));
        self.unknown(name, nearest(name, known))
    }

    fn select(&mut self) -> Parsed<Select> {
        let name = self.word()?;
        let Some(kind) = Kind::parse(&name) else {
            let near = nearest(&name, Kind::ALL.iter().map(|kind| kind.name()));
            return self.unknown(&name, near).map_err(|error: CondError| CondError { expected: "fact", ..error });
        };
        let mut select = Select::kind(kind);
        if self.mark("{") {
            loop {
                let key = self.key(kind)?;
                if matches!(self.peek(), Some(Token::Mark("," | "}"))) {
                    select.filter.push((key, true, Select::SAID.into()));
                } else {
                    let equal = !self.mark("!=");
                    if equal {
                        self.need("=")?;
                    }
                    select.filter.push((key, equal, self.word()?.into()));
                }
                if !self.mark(",") {
                    break;
                }
            }
            self.need("}")?;
        }
        if self.mark("@") {
            select.day_key = Some(self.key(kind)?);
        }
        Ok(select)
    }

    /// Times, then kinds of facts and terms in any order.
    fn wrong_unit(&mut self) -> Parsed<Cond> {
        let Ok(times) = self.word()?.parse() else { return self.fail("number") };
        let (mut kinds, mut terms) = (Vec::new(), Vec::new());
        while self.mark(",") {
            let word = self.word()?;
            match Kind::parse(&word) {
                Some(kind) => kinds.push(kind),
                None => terms.push(self.term(&word)?),
            }
        }
        Ok(Cond::WrongUnit(times, kinds, terms))
    }

    /// A key of the fact; then `on`, other keys of it, and lists as `kind@key`.
    fn among(&mut self) -> Parsed<Cond> {
        let own = |word: &str| word.strip_prefix("fact.").map(Arc::from);
        let Some(key) = own(&self.word()?) else { return self.fail("fact.") };
        let mut names = Names { key, same_day: false, own: Vec::new(), lists: Vec::new() };
        while self.mark(",") {
            if self.keyword("on") {
                names.same_day = true;
            } else if let Some(Token::Word(word)) = self.peek()
                && let Some(key) = own(word)
            {
                names.own.push(key);
                self.place += 1;
            } else {
                let select = self.select()?;
                let Some(key) = select.day_key else { return self.fail("@") };
                names.lists.push((select.kind, key));
            }
        }
        Ok(Cond::Among(names))
    }

    fn key(&mut self, kind: Kind) -> Parsed<Arc<str>> {
        let key = self.word()?;
        if kind.key(&key).is_none() {
            return self.unknown(&key, nearest(&key, kind.keys().iter().map(|(key, _)| *key)));
        }
        Ok(key.into())
    }
}

fn one_or(mut items: Vec<Cond>, many: fn(Vec<Cond>) -> Cond) -> Cond {
    if items.len() == 1
        && let Some(only) = items.pop()
    {
        return only;
    }
    many(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_language() {
        let cond = Cond::parse("has(check.concluded{result=damage}) and not (red_line or damage_cents <= limit.minor)").unwrap();
        assert!(matches!(cond, Cond::All(items) if items.len() == 2));
        assert!(matches!(
            Cond::parse("here_count(meeting.held) >= cap.meetings").unwrap(),
            Cond::Compare(Term::Count(_, true), Op::Ge, Term::Cap(_))
        ));
        let select = Select::parse("appraisal.commissioned{path!=expert,path!=determination}@agreement_on").unwrap();
        assert_eq!(select.filter.len(), 2);
    }

    #[test]
    fn says_where_it_is_wrong() {
        let error = Cond::parse("has(check.conclude)").unwrap_err();
        assert_eq!((error.at, error.near.first().map(String::as_str)), (4, Some("check.concluded")));
        assert_eq!(Cond::parse("red_line and").unwrap_err().expected, "word");
        assert_eq!(Cond::parse("redline").unwrap_err().near[0], "red_line");
        assert_eq!(Cond::parse("a ; b").unwrap_err().at, 2);
    }
}
