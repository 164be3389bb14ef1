//! Fields of forms: one table a kind of fact, from its keys and the profile's lists. A form is checked field by field
//! before it becomes a fact.

pub mod plan;
mod sums;
mod typed;

use crate::docket::{Attributes, Day, Docket, Fact, HEADS, Instalment, KeyShape, Kind, Party, instalments, yuan};
use crate::law::{Label, Profile, Step};
use crate::papers::ledger::coded;
use serde_json::{Map, Value, json};
use std::sync::Arc;
pub use sums::{BY_HEAD, Sums, add_up, sums};
pub use typed::{Typed, day, money, read, typed};

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
    /// Instalments and parts in kind, one a line; the words for heads and ways in kind.
    Plan(Vec<(Arc<str>, Label)>),
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
    /// Needed while another field has one of these values.
    pub needed: Option<(&'static str, Vec<Arc<str>>)>,
    /// A text that one key takes over while the field is empty.
    pub offered: String,
}

impl Field {
    /// An empty field, always shown.
    #[must_use]
    pub fn new(key: &'static str, shape: Shape, required: bool) -> Self {
        Self { key, shape, required, initial: String::new(), with: None, needed: None, offered: String::new() }
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
    /// `required`, `day`, `int`, `int-negative`, `int-zero`, `choice`, `ahead`, `received-early`; of an amount `money`, `money-comma`, `money-decimals`, `money-negative`, `money-range`,
    /// `money-large`; of amounts together `heads-over`, `heads-under`, `plan-over`, `plan-under`; of a plan's line
    /// `plan-day`, `plan-amount`, `plan-amounts`, `plan-early`.
    pub code: &'static str,
    /// The line of a plan, from 1; 0 elsewhere.
    pub line: usize,
    /// The amounts that it is about, to read.
    pub with: Vec<String>,
}

impl Issue {
    /// What is wrong with a field, without more.
    #[must_use]
    pub const fn new(key: &'static str, code: &'static str) -> Self {
        Self { key, code, line: 0, with: Vec::new() }
    }
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
            (KeyShape::Any, _) if *key == "payments" => Shape::Plan(Vec::new()),
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
                | (Kind::PaperHanded, "holder")
                | (Kind::NegotiationFailed | Kind::NonfilingProposed | Kind::CaseTerminated, "ground")
        ) || asked(profile, kind, key);
        let mut with = shown_with(profile, kind, key);
        if folded(kind, key) {
            // Who has the sum alone passes the heads by.
            if fields.iter().all(|field| field.key != BY_HEAD) {
                fields.push(Field::new(BY_HEAD, Shape::Flag, false));
            }
            with = Some((BY_HEAD, vec!["true".into()]));
        }
        let offered = match (kind, *key) {
            (Kind::PaymentMade, "amount_cents") => next_open(docket),
            _ => String::new(),
        };
        let needed = by_value(&profile.needed, kind, key);
        fields.push(Field { initial, with, needed, offered, ..Field::new(key, shape, required) });
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

/// What is open of the instalment that is paid next, where only one party pays.
fn next_open(docket: &Docket) -> String {
    let state = docket.state();
    let open = if state.tracks.len() > 1 { Vec::new() } else { instalments(&state).0 };
    open.iter().map(Instalment::open).find(|open| *open > 0).map_or_else(String::new, yuan)
}

/// Heads that a form shows when they are asked for; the costs stand beside what was appraised anyway.
#[must_use]
pub fn folded(kind: Kind, key: &str) -> bool {
    let own = matches!(kind, Kind::AgreementSigned | Kind::JudgmentEffective | Kind::AppraisalIssued);
    own && HEADS.contains(&key) && !(kind == Kind::AppraisalIssued && key == "costs_cents")
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
    by_value(&profile.shown, kind, key)
}

/// The other key of a kind, and its values, that a table of the profile names for a key.
fn by_value(table: &ByValue, kind: Kind, key: &str) -> Option<(&'static str, Vec<Arc<str>>)> {
    let (by, is) = table.get(&format!("{}.{key}", kind.name()))?;
    let by = kind.keys().iter().map(|(known, _)| *known).find(|known| **known == **by)?;
    Some((by, is.clone()))
}

/// Keys by the values of another key.
type ByValue = std::collections::BTreeMap<String, (Arc<str>, Vec<Arc<str>>)>;

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
        field("across_leagues", Shape::Flag, false),
        field("across_provinces", Shape::Flag, false),
        field("national_influence", Shape::Flag, false),
        field("criminal_case", Shape::Flag, false),
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

/// A fact of a kind from the values of its form.
#[must_use]
pub fn fact(kind: Kind, values: Vec<(&'static str, Value)>, today: Day) -> Fact {
    let mut fact = Fact::new(kind, today);
    for (key, value) in values.into_iter().filter(|(key, _)| *key != BY_HEAD) {
        if key == "on" {
            fact.on = value.as_str().and_then(|day| day.parse().ok()).unwrap_or(today);
        } else {
            fact.data.set(key, value);
        }
    }
    fact
}
