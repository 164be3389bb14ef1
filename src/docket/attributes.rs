//! What a docket is. Unknown is not zero: an amount that nobody knows is `None`.

use super::{Cents, Day, Metric};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A person or an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartyKind {
    /// A legal person or another organisation.
    #[default]
    Organisation,
    /// A natural person.
    Person,
}

/// A liable party (赔偿义务人).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Party {
    /// Its name.
    pub name: String,
    /// Organisation or person.
    pub kind: PartyKind,
    /// Unified social credit code or identity number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub code: String,
}

/// The attributes of a docket, by the names of docket files and JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Attributes {
    /// The source of the lead.
    pub channel: String,
    /// A key of the profile's routing table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// The damaged medium.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium: Option<String>,
    /// The department in charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Where the result of the damage occurred.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Further places where the result occurred.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// The damage crosses a provincial border.
    pub across_provinces: bool,
    /// The damage crosses a border of leagues or cities, whatever places are named.
    pub across_leagues: bool,
    /// Of major influence nationwide.
    pub national_influence: bool,
    /// Inside an ecological red line.
    pub red_line: bool,
    /// Inside a protected area.
    pub protected_area: bool,
    /// The provincial right-holder holds that the claim must be started.
    pub province_requires_start: bool,
    /// The day of the same party's last damage by an unlawful act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prior_damage_on: Option<Day>,
    /// The amount of the damage without costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub damage_cents: Option<Cents>,
    /// Investigation and appraisal costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub costs_cents: Option<Cents>,
    /// The amount is an estimate.
    pub estimated: bool,
    /// The liable party disputes its liability.
    pub liability_disputed: bool,
    /// The facts of the damage are simple.
    pub facts_simple: bool,
    /// The adverse effect is small.
    pub effect_small: bool,
    /// `yes`, `partly` or `no`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restorable: Option<String>,
    /// A criminal case runs beside.
    pub criminal_case: bool,
    /// `region` or `league`.
    pub right_holder: String,
    /// Further days on which the same party caused damage.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prior_damage_days: Vec<Day>,
    /// Measured values by name: factor of excess, duration, pH, …; which names count is the profile's business.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub metrics: BTreeMap<String, Metric>,
    /// The liable parties.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// One line that says what it is about.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The number of the lead in the office's own ledger.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Everything else that was said when it came in.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Default for Attributes {
    fn default() -> Self {
        Self {
            channel: "other".to_owned(),
            matter: None,
            medium: None,
            department: None,
            place: None,
            places: Vec::new(),
            across_provinces: false,
            across_leagues: false,
            national_influence: false,
            red_line: false,
            protected_area: false,
            province_requires_start: false,
            prior_damage_on: None,
            damage_cents: None,
            costs_cents: None,
            estimated: false,
            liability_disputed: false,
            facts_simple: false,
            effect_small: false,
            restorable: None,
            criminal_case: false,
            right_holder: "league".to_owned(),
            prior_damage_days: Vec::new(),
            metrics: BTreeMap::new(),
            parties: Vec::new(),
            title: String::new(),
            number: String::new(),
            note: String::new(),
        }
    }
}

impl Attributes {
    /// Every name that `[attributes]` may carry.
    pub const NAMES: &'static [&'static str] = &[
        "channel",
        "matter",
        "medium",
        "department",
        "place",
        "places",
        "across_provinces",
        "across_leagues",
        "national_influence",
        "red_line",
        "protected_area",
        "province_requires_start",
        "prior_damage_on",
        "damage_cents",
        "costs_cents",
        "estimated",
        "liability_disputed",
        "facts_simple",
        "effect_small",
        "restorable",
        "criminal_case",
        "right_holder",
        "prior_damage_days",
        "metrics",
        "parties",
        "title",
        "number",
        "note",
    ];

    /// Reads them from a JSON object; the error says which key is wrong.
    pub fn from_map(map: Map<String, Value>) -> Result<Self, serde_json::Error> {
        serde_json::from_value(Value::Object(map))
    }

    /// The same attributes with the keys of `changes` put over them; a change that does not fit is left out.
    #[must_use]
    pub fn amended(&self, changes: &Map<String, Value>) -> Self {
        let Ok(Value::Object(mut map)) = serde_json::to_value(self) else { return self.clone() };
        for (key, value) in changes {
            map.insert(key.clone(), value.clone());
        }
        Self::from_map(map).unwrap_or_else(|_| self.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_fields() {
        let full = Attributes {
            matter: Some("x".into()),
            medium: Some("x".into()),
            department: Some("x".into()),
            place: Some("x".into()),
            places: vec!["x".into()],
            prior_damage_on: Day::from_ymd_opt(2026, 1, 1),
            damage_cents: Some(1),
            costs_cents: Some(1),
            restorable: Some("yes".into()),
            prior_damage_days: vec![Day::MIN],
            metrics: BTreeMap::from([("x".into(), Metric(1))]),
            parties: vec![Party::default()],
            title: "x".into(),
            number: "x".into(),
            note: "x".into(),
            ..Attributes::default()
        };
        let Ok(Value::Object(map)) = serde_json::to_value(&full) else { panic!("an object") };
        let mut written: Vec<_> = map.keys().map(String::as_str).collect();
        let mut named = Attributes::NAMES.to_vec();
        written.sort_unstable();
        named.sort_unstable();
        assert_eq!(written, named);
    }
}
