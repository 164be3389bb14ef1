//! Corrections where a thing is seen: a fact is taken back and the same recorded as it should read, in one act; what the
//! docket was registered with is amended. Nothing is overwritten; who, when and why stay on file.

use super::act::{ActError, Done, Override};
use super::bulk::stand_by;
use super::desk::Desk;
use super::field::{self, BY_HEAD, Field, Shape};
use super::moving::{Cause, MovePreview};
use crate::docket::{Attributes, COMMON_KEYS, Docket, Fact, FactId, HEADS, Kind, Party, yuan};
use crate::law::Missing;
use crate::store::{StoreError, StoredDocket};
use serde_json::{Map, Value, json};

/// Why something cannot be corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fixed {
    /// It does not count any more.
    Gone,
    /// Nothing would be another.
    Same,
    /// A record of the program, or one that stands on several dockets.
    Program,
    /// Positions are only added to.
    Position,
    /// An approval is corrected by whoever recorded it.
    Approval(String),
    /// A party that facts name: its name, and the kind of the first such fact.
    Party(String, Kind),
}

/// Facts that undo and the acts on several dockets manage themselves.
const fn by_program(kind: Kind) -> bool {
    use Kind as K;
    matches!(kind, K::ProfileMoved | K::DatesKept | K::LeadMerged | K::LeadJoined | K::FactWithdrawn | K::DocketAmended)
}

/// What the person in charge decides.
const fn approval(kind: Kind) -> bool {
    use Kind as K;
    matches!(
        kind,
        K::FilingApproved
            | K::FilingReturned
            | K::NonfilingApproved
            | K::NonfilingReturned
            | K::MeetingApproved
            | K::MeetingReturned
            | K::MandateApproved
            | K::MandateReturned
            | K::RestorationConsented
            | K::RestorationReturned
            | K::DesignationReturned
            | K::ExtensionApproved
    )
}

/// What no form changes: what a file is, what was taken over from another docket, which stage was ticked off, what an
/// exception was made from.
fn fixed(kind: Kind, key: &str) -> bool {
    let of_file = matches!(kind, Kind::PaperFiled | Kind::EvidenceRecorded) && matches!(key, "file" | "name" | "size");
    of_file
        || matches!(key, "id" | "member" | "by" | "by_role" | "override_of")
        || kind == Kind::ProgressEntered && matches!(key, "stage" | "reached")
}

/// A value of a fact as a form shows it.
fn typed(shape: &Shape, value: &Value) -> String {
    match (shape, value) {
        (Shape::Plan(_), value) if value.is_array() => field::plan::typed(value).unwrap_or_else(|| value.to_string()),
        (Shape::Money, value) => value.as_i64().map_or_else(String::new, yuan),
        (Shape::Many(_), Value::Array(items)) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","),
        (_, Value::Array(items)) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("、")
        }
        (_, Value::String(text)) => text.clone(),
        (_, Value::Null) => String::new(),
        (_, other) => other.to_string(),
    }
}

/// The fields whose text is another than it was, with what was typed; what is asked beside them stays.
#[must_use]
pub fn changed(fields: Vec<Field>, texts: Vec<String>) -> (Vec<Field>, Vec<String>) {
    let pairs = fields.into_iter().zip(texts);
    pairs.filter(|(field, text)| field.key == WHY || field.initial.trim() != text.trim()).unzip()
}

/// The field that asks why.
pub const WHY: &str = "why";

impl Desk {
    /// A fact that may be corrected.
    pub fn correctable<'s>(&self, stored: &'s StoredDocket, id: FactId) -> Result<&'s Fact, Fixed> {
        let state = stored.docket.state();
        let fact = state.live.iter().find(|fact| fact.id == id).copied().ok_or(Fixed::Gone)?;
        match fact.kind {
            kind if by_program(kind) => Err(Fixed::Program),
            Kind::PositionStated => Err(Fixed::Position),
            kind if approval(kind) && fact.by != self.officer => Err(Fixed::Approval(fact.by.clone())),
            // What was consented to stays as it was read: another proposal is another consent.
            _ => match self.law_of(stored).consent_on(&state, fact) {
                Some(consent) if consent.by != self.officer => Err(Fixed::Approval(consent.by.clone())),
                _ => Ok(fact),
            },
        }
    }

    /// The form of a fact as it stands, and why it is another.
    #[must_use]
    pub fn fields_of(&self, stored: &StoredDocket, fact: &Fact) -> Vec<Field> {
        let law = self.law_of(stored);
        let mut fields = field::fields(&law.profile, &stored.docket, fact.kind, self.today);
        fields.retain(|field| !fixed(fact.kind, field.key));
        for slot in &mut fields {
            slot.initial = match slot.key {
                "on" => fact.on.to_string(),
                BY_HEAD => heads(fact).any(|key| fact.data.get(key).is_some()).to_string(),
                key => fact.data.get(key).map_or_else(String::new, |value| typed(&slot.shape, value)),
            };
        }
        // What came with a file or beside a form, and is shown, is put right as well.
        for (key, value) in fact.data.0.iter().filter(|(_, value)| value.is_string()) {
            let key = COMMON_KEYS.iter().chain(fact.kind.keys()).map(|(known, _)| *known).find(|known| known == key);
            if let Some(key) = key.filter(|key| !fixed(fact.kind, key) && fields.iter().all(|field| field.key != *key)) {
                fields.push(Field::new(key, Shape::Text, false).with_initial(typed(&Shape::Text, value)));
            }
        }
        fields.push(Field::new(WHY, Shape::Text, true));
        fields
    }

    /// The act that puts a fact right: it is taken back with the reason, the same with other values takes its place. The
    /// new one is judged where it stands, by what was on file before it; what the old one lacked already is not asked again.
    pub fn correction(
        &self,
        stored: &StoredDocket,
        id: FactId,
        fields: &[Field],
        values: &[(&'static str, Value)],
    ) -> Result<Cause, ActError> {
        let old = self.correctable(stored, id).map_err(ActError::Fixed)?;
        let why = word(values, WHY);
        let mut next = Fact { id: 0, at: 0, by: self.officer.clone(), withdraws: None, ..old.clone() };
        for field in fields.iter().filter(|field| field.key != WHY) {
            let value = values.iter().find(|(key, _)| *key == field.key).map(|(_, value)| value.clone());
            match (field.key, value) {
                // Heads that are closed again are no longer said.
                (BY_HEAD, Some(Value::Bool(false))) => heads(old).for_each(|key| next.data.set(key, Value::Null)),
                (BY_HEAD, _) => {}
                ("on", value) => next.on = value.and_then(|day| day.as_str()?.parse().ok()).unwrap_or(old.on),
                (key, value) => next.data.set(key, value.unwrap_or(Value::Null)),
            }
        }
        if (next.on, &next.data) == (old.on, &old.data) {
            return Err(ActError::Fixed(Fixed::Same));
        }
        let law = self.law_of(stored);
        let at = |fact: &Fact| law.guard(&before(&stored.docket, old, fact), fact, fact.on.min(self.today));
        let (was, mut now) = (at(old), at(&next));
        let news = |found: &[Missing], known: &[Missing]| found.iter().any(|one| known.iter().all(|old| old.label != one.label));
        if now.wrong_state.is_some() && was.wrong_state.is_none() || news(&now.missing, &was.missing) {
            return Err(ActError::Refused(Box::new(now)));
        }
        if news(&now.warns, &was.warns) {
            now.missing.clear();
            stand_by(&mut next, &now, &Override { by: self.officer.clone(), reason: why.to_owned() });
        }
        let gone = Fact { by: self.officer.clone(), ..Fact::withdrawing(id, self.today).with("reason", why) };
        Ok(Cause::Facts { docket: stored.docket.id, facts: vec![gone, next], command: "fact.corrected" })
    }

    /// The act that takes a single fact back, with the reason.
    pub fn retraction(&self, stored: &StoredDocket, id: FactId, why: &str) -> Result<Cause, ActError> {
        self.correctable(stored, id).map_err(ActError::Fixed)?;
        let gone = Fact { by: self.officer.clone(), ..Fact::withdrawing(id, self.today).with("reason", why) };
        Ok(Cause::Facts { docket: stored.docket.id, facts: vec![gone], command: "fact.withdrawn" })
    }

    /// The form of what a docket was registered with.
    #[must_use]
    pub fn amend_fields(&self, stored: &StoredDocket) -> Vec<Field> {
        let law = self.law_of(stored);
        let own = |key: &str| Attributes::NAMES.contains(&key);
        let mut fields = field::lead_fields(&law.profile, self.today);
        fields.retain(|field| own(field.key));
        let at = fields.iter().position(|field| field.key == "damage_cents").map_or(fields.len(), |at| at + 1);
        fields.insert(at, Field::new("costs_cents", Shape::Money, false));
        let note = fields.len().saturating_sub(1);
        for key in ["province_requires_start", "liability_disputed", "facts_simple", "effect_small"] {
            fields.insert(note, Field::new(key, Shape::Flag, false));
        }
        let restorable = field::choices(&law.profile, "restorable").map_or(Shape::Text, Shape::Choice);
        fields.insert(note, Field::new("restorable", restorable, false));
        fields.insert(note, Field::new("prior_damage_on", Shape::Day, false));
        let state = stored.docket.state();
        let known = serde_json::to_value(&*state.attributes).unwrap_or_default();
        for slot in &mut fields {
            slot.required = slot.key == "title" && !state.attributes.title.is_empty();
            slot.initial = match slot.key {
                "parties" => state.attributes.parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join("、"),
                key => known.get(key).map_or_else(String::new, |value| typed(&slot.shape, value)),
            };
        }
        fields.push(Field::new(WHY, Shape::Text, false));
        fields
    }

    /// The act that amends what a docket was registered with. A party that facts name stays.
    pub fn amendment(
        &self,
        stored: &StoredDocket,
        fields: &[Field],
        values: &[(&'static str, Value)],
    ) -> Result<Cause, ActError> {
        let state = stored.docket.state();
        let mut changes = Map::new();
        for field in fields.iter().filter(|field| field.key != WHY) {
            let value = values.iter().find(|(key, _)| *key == field.key).map(|(_, value)| value.clone());
            let value = match (field.key, value) {
                ("parties", value) => {
                    let text = value.as_ref().and_then(Value::as_str).unwrap_or_default();
                    let parties = named(text, &state.attributes.parties);
                    // The one party of a docket is named by no fact, and signed all the same.
                    let alone = state.live.iter().all(|fact| fact.party().is_none());
                    if let Some(party) = state.attributes.parties.first()
                        && alone
                        && parties.len() < state.attributes.parties.len()
                        && state.has(Kind::AgreementSigned)
                    {
                        return Err(ActError::Fixed(Fixed::Party(party.name.clone(), Kind::AgreementSigned)));
                    }
                    for party in &state.attributes.parties {
                        let named = state.live.iter().find(|fact| fact.party() == Some(&party.name));
                        if let Some(fact) = named.filter(|_| parties.iter().all(|known| known.name != party.name)) {
                            return Err(ActError::Fixed(Fixed::Party(party.name.clone(), fact.kind)));
                        }
                    }
                    json!(parties)
                }
                (_, Some(value)) => value,
                (_, None) => default_of(field.key),
            };
            changes.insert(field.key.to_owned(), value);
        }
        if changes.is_empty() {
            return Err(ActError::Fixed(Fixed::Same));
        }
        let mut fact = Fact { by: self.officer.clone(), ..Fact::new(Kind::DocketAmended, self.today) };
        fact.data.set("attributes", Value::Object(changes));
        fact.data.set("reason", word(values, WHY));
        Ok(Cause::Facts { docket: stored.docket.id, facts: vec![fact], command: Kind::DocketAmended.name() })
    }

    /// What a correction moves; none of it is written.
    pub fn look(&self, revision: i64, cause: &Cause) -> Result<MovePreview, ActError> {
        let preview = self.what_moves(cause, &mut |_| true)?.ok_or(ActError::Cancelled)?;
        match preview.dockets.first() {
            Some((docket, have)) if *have != revision => {
                Err(StoreError::Stale { docket: *docket, have: *have, expected: revision }.into())
            }
            _ => Ok(preview),
        }
    }

    /// Writes a correction that was looked at: its reason stands in it already.
    pub fn take_correction(&mut self, preview: &MovePreview) -> Result<Done, ActError> {
        self.take(preview, "", &mut |_| true)
    }
}

/// What an attribute is that nobody knows.
fn default_of(key: &str) -> Value {
    let empty = serde_json::to_value(Attributes::default()).unwrap_or_default();
    empty.get(key).cloned().unwrap_or(Value::Null)
}

fn word<'v>(values: &'v [(&'static str, Value)], key: &str) -> &'v str {
    values.iter().find(|(known, _)| *known == key).and_then(|(_, value)| value.as_str()).unwrap_or_default()
}

/// The heads that the form of a fact opens and closes.
fn heads(fact: &Fact) -> impl Iterator<Item = &'static str> {
    HEADS.into_iter().filter(|key| field::folded(fact.kind, key))
}

/// Names as typed; whoever was known keeps code and kind.
fn named(text: &str, known: &[Party]) -> Vec<Party> {
    let names = text.split(['、', ',', '，', ';', '；']).map(str::trim).filter(|name| !name.is_empty());
    let party = |name: &str| known.iter().find(|party| party.name == name).cloned();
    names.map(|name| party(name).unwrap_or_else(|| Party { name: name.to_owned(), ..Party::default() })).collect()
}

/// The docket as it stood before a fact, without the one that is put right.
fn before(docket: &Docket, old: &Fact, fact: &Fact) -> Docket {
    let live = docket.state().live;
    let earlier = live.into_iter().filter(|known| known.id != old.id && (known.on, known.id) < (fact.on, old.id));
    Docket { facts: earlier.cloned().collect(), ..docket.clone() }
}
