//! Fields of forms: one table a kind of fact, from its keys and the profile's lists. A form is checked field by field
//! before it becomes a fact.

use crate::docket::{AMOUNTS, Attributes, Day, Docket, Fact, KeyShape, Kind, Party, parse_yuan, yuan};
use crate::law::{Label, Profile, Step};
use crate::papers::ledger::{AmountFault, AmountRead, Words, coded, read_amount};
use chrono::{Datelike, Days};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// What a field takes.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// One line.
    Text,
    /// Several lines.
    Long,
    /// A day.
    Day,
    /// Yuan, kept as fen.
    Money,
    /// An integer.
    Int,
    /// Yes or no.
    Flag,
    /// Several days, with commas or blanks between them.
    Days,
    /// Several texts, with commas between them.
    List,
    /// One of a list.
    Choice(Vec<(Arc<str>, Label)>),
    /// One line; these stand ready, each with what is said beside it.
    Offer(Vec<(String, String)>),
    /// Some of a list.
    Many(Vec<(Arc<str>, Label)>),
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The key of the fact or attribute; `on` is the day.
    pub key: &'static str,
    /// What it takes.
    pub shape: Shape,
    /// Has to be filled in.
    pub required: bool,
    /// What stands there at first: the text as typed, or keys of a list with commas.
    pub initial: String,
    /// Shown only while another field has one of these values.
    pub with: Option<(&'static str, Vec<Arc<str>>)>,
    /// A text that one key takes over while the field is empty.
    pub offered: String,
}

impl Field {
    /// An empty field, always shown.
    #[must_use]
    pub fn new(key: &'static str, shape: Shape, required: bool) -> Self {
        Self { key, shape, required, initial: String::new(), with: None, offered: String::new() }
    }

    /// The same with a value.
    #[must_use]
    pub fn with_initial(self, initial: impl Into<String>) -> Self {
        Self { initial: initial.into(), ..self }
    }
}

/// What is wrong with a field, by a stable word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The key.
    pub key: &'static str,
    /// `required`, `day`, `int`, `choice`; of an amount `money`, `money-decimals`, `money-negative`, `money-range`,
    /// `money-large`.
    pub code: &'static str,
}

/// The fields of a kind of fact on a docket.
pub fn fields(profile: &Profile, docket: &Docket, kind: Kind, today: Day) -> Vec<Field> {
    let mut fields = vec![Field::new("on", Shape::Day, true).with_initial(today.to_string())];
    let parties = docket.state().parties().into_iter().map(str::to_owned).collect::<Vec<_>>();
    if parties.len() > 1 && per_party(profile, kind) {
        let list = parties.iter().map(|name| (Arc::from(name.as_str()), plain(name))).collect();
        fields.push(Field::new("party", Shape::Choice(list), !together(kind)));
    }
    for (key, shape) in kind.keys().iter().filter(|(key, _)| !told_by_the_file(kind, key)) {
        // Who stayed away or left is one of the sides; a file may say it in any words.
        let of =
            if matches!(*key, "absent" | "left") { "position.stated.side".to_owned() } else { format!("{}.{key}", kind.name()) };
        let list = choices(profile, &of);
        let shape = match (shape, list) {
            (KeyShape::Text | KeyShape::Any, Some(list)) => Shape::Choice(list),
            (KeyShape::Texts, Some(list)) => Shape::Many(list),
            (KeyShape::Day, _) => Shape::Day,
            (KeyShape::Cents, _) => Shape::Money,
            (KeyShape::Int, _) => Shape::Int,
            (KeyShape::Bool, _) => Shape::Flag,
            (KeyShape::Days, _) => Shape::Days,
            (KeyShape::Texts, None) => Shape::List,
            (KeyShape::Any, _) => Shape::Text,
            (KeyShape::Text, None)
                if matches!(
                    *key,
                    "minutes"
                        | "statement"
                        | "objection"
                        | "answer"
                        | "opinion"
                        | "findings"
                        | "presider_note"
                        | "unrecoverable"
                        | "works"
                        | "progress"
                        | "next"
                ) =>
            {
                Shape::Long
            }
            (KeyShape::Text, None) => Shape::Text,
        };
        let initial = match (&shape, *key) {
            (Shape::Choice(list), _) if list.len() == 1 => list.first().map_or(String::new(), |(key, _)| key.to_string()),
            _ => String::new(),
        };
        let required = matches!(
            (kind, *key),
            (Kind::CheckConcluded, "result")
                | (Kind::LeadTransferred, "to")
                | (Kind::LeadSnoozed, "until")
                | (Kind::NegotiationFailed | Kind::NonfilingProposed | Kind::CaseTerminated, "ground")
        ) || asked(profile, kind, key);
        let with = shown_with(profile, kind, key);
        fields.push(Field { initial, with, ..Field::new(key, shape, required) });
    }
    if !matches!(kind, Kind::NoteAdded) {
        let with = shown_with(profile, kind, "paper");
        fields.push(Field { with, ..Field::new("paper", Shape::Text, asked(profile, kind, "paper")) });
    }
    fields.push(Field::new("note", Shape::Long, kind == Kind::NoteAdded));
    // A late reply is excused by its reason alone.
    let (answer, asked) = (is_return(profile, kind), kind == Kind::ReplyExcused || asked(profile, kind, "reason"));
    if asked || asks_opinion(profile, kind) {
        let shape = if answer { Shape::Text } else { Shape::Long };
        let with = shown_with(profile, kind, "reason");
        fields.push(Field { with, ..Field::new("reason", shape, asked) });
    }
    fields
}

/// Whom a docket was taken from is read in the file, not asked.
fn told_by_the_file(kind: Kind, key: &str) -> bool {
    matches!((kind, key), (Kind::LeadAssigned | Kind::LeadReleased, "from") | (Kind::ProgressEntered, "stage" | "reached"))
}

/// Whether a kind sends a proposal back: its reason is one line, and the first thing asked.
fn is_return(profile: &Profile, kind: Kind) -> bool {
    profile.steps.iter().any(|step| step.fact == kind && step.returns)
}

/// Whether a value that this kind records has to be reasoned, and no other key takes the reasons. What stands in
/// principle asks for its reason when it is met.
fn asks_opinion(profile: &Profile, kind: Kind) -> bool {
    let opinions = |list: &str| profile.lists.get(list).is_some_and(|items| items.iter().any(|item| item.opinion.is_some()));
    let mine = |step: &Step| step.fact == kind && step.offers.as_ref().is_some_and(|(list, _)| opinions(list));
    kind.keys().iter().all(|(key, _)| *key != "opinion") && profile.steps.iter().any(|step| mine(step))
}

/// The key, and its values, with which the profile shows another key of the same fact.
fn shown_with(profile: &Profile, kind: Kind, key: &str) -> Option<(&'static str, Vec<Arc<str>>)> {
    let (by, is) = profile.shown.get(&format!("{}.{key}", kind.name()))?;
    let by = kind.keys().iter().map(|(known, _)| *known).find(|known| **known == **by)?;
    Some((by, is.clone()))
}

fn plain(name: &str) -> Label {
    Label { zh: name.into(), en: name.into() }
}

fn asked(profile: &Profile, kind: Kind, key: &str) -> bool {
    profile.steps.iter().any(|step| step.fact == kind && step.asks.iter().any(|asked| **asked == *key))
}

/// Whether all parties of a case may be in it at once: a meeting, and what is written about it.
fn together(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::ExchangeHeld
            | Kind::MandateApproved
            | Kind::MeetingPlanned
            | Kind::MeetingAttended
            | Kind::MeetingStep
            | Kind::MeetingHeld
            | Kind::MeetingSigned
    )
}

fn per_party(profile: &Profile, kind: Kind) -> bool {
    profile.steps.iter().any(|step| step.fact == kind && step.per_party)
}

/// The values of a key or attribute, if a list of the profile holds them.
#[must_use]
pub fn choices(profile: &Profile, of: &str) -> Option<Vec<(Arc<str>, Label)>> {
    let items = profile.lists.get(&**profile.choices.get(of)?)?;
    (!items.is_empty()).then(|| items.iter().map(|item| (item.key.clone(), item.label.clone())).collect())
}

/// The fields of a lead written by hand.
#[must_use]
pub fn lead_fields(profile: &Profile, today: Day) -> Vec<Field> {
    let list = |of: &str| choices(profile, of).map_or(Shape::Text, Shape::Choice);
    let field = Field::new;
    vec![
        field("title", Shape::Text, true),
        Field::new("on", Shape::Day, true).with_initial(today.to_string()),
        field("channel", list("channel"), true),
        field("place", Shape::Text, false),
        field("parties", Shape::Text, false),
        field("code", Shape::Text, false),
        field("matter", list("matter"), false),
        field("department", list("department"), false),
        field("right_holder", list("right_holder"), false),
        field("medium", list("medium"), false),
        field("damage_cents", Shape::Money, false),
        field("estimated", Shape::Flag, false),
        field("red_line", Shape::Flag, false),
        field("protected_area", Shape::Flag, false),
        field("organ", Shape::Text, false),
        field("reference", Shape::Text, false),
        field("level", list("lead.received.level"), false),
        field("note", Shape::Long, false),
    ]
}

/// The fact that a lead came in, from the values of its form; none without its day.
#[must_use]
pub fn lead_fact(values: &[(&'static str, Value)]) -> Option<Fact> {
    let day = values.iter().find(|(key, _)| *key == "on").and_then(|(_, value)| value.as_str()?.parse().ok())?;
    let own = |key: &str| Kind::LeadReceived.keys().iter().any(|(known, _)| *known == key);
    let values = values.iter().filter(|(key, _)| own(key));
    Some(values.fold(Fact::new(Kind::LeadReceived, day), |fact, (key, value)| fact.with(key, value.clone())))
}

/// The attributes of a lead from the values of its form.
#[must_use]
pub fn lead(values: Vec<(&'static str, Value)>) -> Attributes {
    let mut map = Map::new();
    let code = values.iter().find(|(key, _)| *key == "code").and_then(|(_, value)| value.as_str()).unwrap_or_default().to_owned();
    for (key, value) in values.into_iter().filter(|(key, _)| Attributes::NAMES.contains(key)) {
        if key == "parties" {
            let names = value.as_str().unwrap_or_default().split(['、', ',', '，', ';', '；']).map(str::trim);
            let named = names.filter(|name| !name.is_empty());
            let parties: Vec<Party> = named.map(|name| Party { name: name.to_owned(), ..Party::default() }).collect();
            map.insert(key.to_owned(), json!(coded(parties, &code)));
        } else {
            map.insert(key.to_owned(), value);
        }
    }
    let mut attributes = Attributes::from_map(map).unwrap_or_default();
    // Codes of nobody in particular are kept in words.
    if !code.is_empty() && attributes.parties.iter().all(|party| party.code.is_empty()) {
        let note = [attributes.note.as_str(), code.as_str()];
        attributes.note = note.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
    }
    attributes
}

/// What a word for a day stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// So many days from today.
    Days(i64),
    /// So many working days from today.
    Working(i64),
    /// A day.
    On(Day),
}

/// A day as typed: `2026-5-6`, `20260506`, `5-6`, `6`; `words` reads everything that is not figures (`+3`, `+10w`, 今天).
pub fn day(
    typed: &str,
    today: Day,
    calendar: &crate::law::calendar::Calendar,
    words: &dyn Fn(&str, Day) -> Option<Typed>,
) -> Option<Day> {
    let text = typed.trim();
    match words(text, today) {
        Some(Typed::Days(days)) => return shift(today, days),
        Some(Typed::Working(days)) => return Some(calendar.add_working(today, days)),
        Some(Typed::On(day)) => return Some(day),
        None => {}
    }
    if text.len() == 8 && text.chars().all(|c| c.is_ascii_digit()) {
        return Day::parse_from_str(text, "%Y%m%d").ok().filter(|day| (1900..=9999).contains(&day.year()));
    }
    // The signs between the figures may be any that is no letter of ours; what does not begin with a figure is no date.
    if text.chars().any(|c| c.is_ascii_alphabetic()) || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::parse);
    let parts: Vec<u32> = parts.collect::<Result<_, _>>().ok()?;
    let day = match parts.as_slice() {
        [year, month, day] => Day::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day),
        [month, day] => Day::from_ymd_opt(today.year(), *month, *day),
        [day] => Day::from_ymd_opt(today.year(), today.month(), *day),
        _ => None,
    };
    day.filter(|day| (1900..=9999).contains(&day.year()))
}

fn shift(day: Day, by: i64) -> Option<Day> {
    let days = Days::new(by.unsigned_abs());
    if by >= 0 { day.checked_add_days(days) } else { day.checked_sub_days(days) }
}

/// Yuan as typed, with 万 or 亿 behind it, as fen; else the code of what is wrong with it.
pub fn money(typed: &str) -> Result<i64, &'static str> {
    let text = typed.trim();
    let cents = match parse_yuan(text) {
        Some(cents) => cents,
        None => match read_amount(text, 1, Words::built_in()) {
            AmountRead { fault: Some(AmountFault::Decimals), .. } => return Err("money-decimals"),
            AmountRead { fault: Some(AmountFault::Negative), .. } => return Err("money-negative"),
            AmountRead { fault: Some(AmountFault::Range), .. } => return Err("money-range"),
            AmountRead { fault: None, cents: Some(cents), .. } => cents,
            _ if digits(text) => return Err("money-large"),
            _ => return Err("money"),
        },
    };
    if AMOUNTS.contains(&cents) { Ok(cents) } else { Err("money-large") }
}

/// A number that is only too long to be an amount: with its first figure alone it is one.
fn digits(text: &str) -> bool {
    let mut seen = 0;
    let short: String = text
        .chars()
        .filter(|c| {
            seen += usize::from(c.is_numeric());
            !c.is_numeric() || seen == 1
        })
        .collect();
    seen > 15 && read_amount(&short, 1, Words::built_in()).cents.is_some()
}

/// The parts of a list as typed; days may have blanks between them, names hold some.
fn parts(text: &str, blanks: bool) -> impl Iterator<Item = &str> {
    let between = move |c: char| matches!(c, '、' | ',' | '，' | ';' | '；') || blanks && c.is_whitespace();
    text.split(between).map(str::trim).filter(|part| !part.is_empty())
}

/// Reads what was typed into values; every field that cannot be read is an issue.
pub fn read(
    fields: &[Field],
    typed: &[String],
    day_of: &dyn Fn(&str) -> Option<Day>,
) -> Result<Vec<(&'static str, Value)>, Vec<Issue>> {
    let (mut values, mut issues) = (Vec::new(), Vec::new());
    for (field, text) in fields.iter().zip(typed) {
        let text = text.trim();
        if text.is_empty() {
            if field.required {
                issues.push(Issue { key: field.key, code: "required" });
            }
            continue;
        }
        let value = match &field.shape {
            Shape::Text | Shape::Long | Shape::Offer(_) => Some(json!(text)),
            Shape::Day => day_of(text).map(|day| json!(day)),
            Shape::Days => parts(text, true).map(day_of).collect::<Option<Vec<_>>>().map(|days| json!(days)),
            Shape::List => Some(json!(parts(text, false).collect::<Vec<_>>())),
            Shape::Money => match money(text) {
                Ok(cents) => Some(json!(cents)),
                Err(code) => {
                    issues.push(Issue { key: field.key, code });
                    continue;
                }
            },
            Shape::Int => text.parse::<i64>().ok().map(|number| json!(number)),
            Shape::Flag => Some(json!(text == "true")),
            Shape::Choice(list) => list.iter().find(|(key, _)| &**key == text).map(|(key, _)| json!(&**key)),
            Shape::Many(list) => {
                let keys: Vec<&str> = text.split(',').filter(|key| list.iter().any(|(known, _)| &**known == *key)).collect();
                Some(json!(keys))
            }
        };
        if let Some(value) = value {
            values.push((field.key, value));
        } else {
            let code = match field.shape {
                Shape::Day | Shape::Days => "day",
                Shape::Int => "int",
                _ => "choice",
            };
            issues.push(Issue { key: field.key, code });
        }
    }
    if issues.is_empty() { Ok(values) } else { Err(issues) }
}

/// A value of a fact as it would be typed.
#[must_use]
pub fn typed(key: &str, value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(cents) if key.ends_with("_cents") => cents.as_i64().map_or_else(String::new, yuan),
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A fact of a kind from the values of its form.
#[must_use]
pub fn fact(kind: Kind, values: Vec<(&'static str, Value)>, today: Day) -> Fact {
    let mut fact = Fact::new(kind, today);
    for (key, value) in values {
        if key == "on" {
            fact.on = value.as_str().and_then(|day| day.parse().ok()).unwrap_or(today);
        } else {
            fact.data.set(key, value);
        }
    }
    fact
}
