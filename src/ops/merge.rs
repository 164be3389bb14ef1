//! Leads that belong together: put into one docket, taken apart again exactly, and one lead divided into several dockets.
//! A merge is a pair of facts, one on each side; taking it apart withdraws them, at any later time.

mod apart;
mod made;
mod series;

pub use apart::{Apart, ApartPlan, Stays};
pub use made::Proposal;
pub use series::{MOST, Part, SeriesPlan, by_number, by_party};

use super::act::{ActError, Done};
use super::desk::Desk;
use super::pin::pin;
use super::rows;
use crate::docket::{Day, Fact, Kind, Stage, State};
use crate::law::names::fold;
use crate::store::{Entry, InboxRow, StoreError, StoredDocket, Target};
use serde_json::Value;

/// Why a docket cannot take part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bar {
    /// It would go into itself.
    Itself,
    /// It went into another docket already.
    Merged {
        /// The docket that it went into.
        into: i64,
        /// Its number.
        number: String,
    },
    /// The docket to merge into went into one of these leads.
    Circle,
    /// It has ended.
    Ended(Stage),
    /// It has been filed: a case is no lead any more.
    Filed,
    /// It is under another region profile.
    Profile(String),
    /// All of it was taken back.
    Gone,
    /// One lead alone makes no new docket.
    Alone,
    /// It did not go into another docket, and nothing went into it.
    Apart,
    /// More or fewer parts than a series can have.
    Parts,
}

/// A docket of a plan.
#[derive(Debug, Clone)]
pub struct Side {
    /// As it was read.
    pub stored: StoredDocket,
    /// Its line.
    pub line: InboxRow,
}

/// What the sides say differently about one attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The attribute.
    pub key: &'static str,
    /// Number of the docket and what it says, raw; those that say nothing left out.
    pub says: Vec<(String, String)>,
}

/// What a merge would do; nothing is written.
#[derive(Debug, Clone)]
pub struct MergePlan {
    /// The docket that the leads go into; a new one where there is none.
    pub target: Option<Side>,
    /// The leads that go into it.
    pub members: Vec<Side>,
    /// Those that cannot, and why.
    pub barred: Vec<(InboxRow, Bar)>,
    /// Why nothing at all can go there.
    pub bar: Option<Bar>,
    /// The earlier day that the time limit of the check goes by from then on.
    pub since: Option<Day>,
    /// Liable parties of the leads that the target does not know, in the order of the leads.
    pub parties: Vec<String>,
    /// They become parties of the target for as long as their lead is in it.
    pub unite: bool,
    /// What they say differently; the target's own word stands.
    pub differs: Vec<Difference>,
    /// Facts that go before it on its first lead, in the same act.
    pub before: Vec<Fact>,
}

impl MergePlan {
    /// Whether the liable parties of the leads are most likely to go with them: the target is a lead itself, and not all
    /// of them are another spelling of one that it has. The parties of a case have their notices already.
    #[must_use]
    pub fn likely_united(&self) -> bool {
        let Some(target) = self.target.as_ref().filter(|side| !side.line.is_case) else { return false };
        let state = target.stored.docket.state();
        let own: Vec<String> = state.parties().into_iter().map(fold).collect();
        self.parties.iter().any(|name| !own.contains(&fold(name)))
    }

    /// Why nothing would be written, if so.
    #[must_use]
    pub fn hindrance(&self) -> Option<Bar> {
        let first = || self.barred.first().map_or(Bar::Gone, |(_, bar)| bar.clone());
        self.bar.clone().or_else(|| self.members.is_empty().then(first))
    }
}

/// The dockets that a merged lead went into.
#[must_use]
pub fn into(state: &State<'_>) -> Vec<i64> {
    if state.stage() != Some(Stage::Merged) {
        return Vec::new();
    }
    let said = state.last(Kind::LeadMerged).and_then(|fact| fact.data.get("into"));
    let number = |value: &Value| value.as_i64().or_else(|| value.as_str()?.parse().ok());
    match said {
        Some(Value::Array(list)) => list.iter().filter_map(number).collect(),
        Some(one) => number(one).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The leads that went into a docket.
#[must_use]
pub fn members(state: &State<'_>) -> Vec<i64> {
    let mut found: Vec<i64> = state.all(Kind::LeadJoined).iter().filter_map(|fact| fact.data.int("member")).collect();
    found.dedup();
    found
}

/// The day a lead came in, as its lines say it.
pub(super) fn received(state: &State<'_>) -> Option<Day> {
    let first = [Kind::LeadDiscovered, Kind::LeadReceived].into_iter().filter_map(|kind| state.first(kind));
    first.map(|fact| fact.on).min()
}

impl Desk {
    /// A docket with its line, without what is looked up in others.
    pub(super) fn side(&self, id: i64) -> Result<Option<Side>, StoreError> {
        let Some(stored) = self.store.docket(id)? else { return Ok(None) };
        Ok(self.store.line(id)?.map(|line| Side { stored, line }))
    }

    /// The dockets that a docket ended up in, over all steps; itself where it was not merged.
    pub fn ends_in(&self, id: i64) -> Result<Vec<i64>, StoreError> {
        let (mut open, mut seen, mut found) = (vec![id], Vec::new(), Vec::new());
        while let Some(id) = open.pop() {
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            let next = self.store.docket(id)?.map(|stored| into(&stored.docket.state())).unwrap_or_default();
            if next.is_empty() {
                found.push(id);
            }
            open.extend(next);
        }
        found.reverse();
        Ok(found)
    }

    /// What putting leads into a docket, or into a new one, would do.
    pub fn plan_merge(&self, ids: &[i64], target: Option<i64>) -> Result<MergePlan, StoreError> {
        let target_side = target.map(|id| self.side(id)).transpose()?.flatten();
        let mut plan = MergePlan {
            target: None,
            members: Vec::new(),
            barred: Vec::new(),
            bar: None,
            since: None,
            parties: Vec::new(),
            unite: false,
            differs: Vec::new(),
            before: Vec::new(),
        };
        if let Some(id) = target {
            plan.bar = match &target_side {
                None => Some(Bar::Gone),
                Some(side) => self.bar_of_target(side, id, ids)?,
            };
        }
        let mut profile = target_side.as_ref().map(|side| pin(&side.stored).profile);
        for id in ids {
            let Some(side) = self.side(*id)? else { continue };
            let own = pin(&side.stored).profile;
            let bar = if target == Some(*id) {
                Some(Bar::Itself)
            } else if let Some(bar) = self.bar_of_member(&side)? {
                Some(bar)
            } else {
                (*profile.get_or_insert_with(|| own.clone()) != own).then_some(Bar::Profile(own))
            };
            match bar {
                Some(bar) => plan.barred.push((side.line, bar)),
                None => plan.members.push(side),
            }
        }
        if target.is_none() && plan.members.len() < 2 {
            plan.bar = plan.barred.first().map(|(_, bar)| bar.clone()).or(Some(Bar::Alone));
        }
        if let Some(side) = &target_side {
            let now = received(&side.stored.docket.state());
            let first = plan.members.iter().filter(|member| earlier(side, member));
            let first = first.filter_map(|member| received(&member.stored.docket.state())).min();
            plan.since = first.filter(|day| now.is_none_or(|now| *day < now));
            for name in plan.members.iter().flat_map(|member| unknown(side, member)) {
                if !plan.parties.contains(&name) {
                    plan.parties.push(name);
                }
            }
        }
        plan.differs = differences(&target_side.iter().chain(&plan.members).collect::<Vec<_>>());
        plan.target = target_side;
        Ok(plan)
    }

    fn bar_of_target(&self, side: &Side, id: i64, ids: &[i64]) -> Result<Option<Bar>, StoreError> {
        let state = side.stored.docket.state();
        if !into(&state).is_empty() {
            let ends = self.ends_in(id)?;
            if ends.iter().any(|end| ids.contains(end)) {
                return Ok(Some(Bar::Circle));
            }
            return self.merged(&ends).map(Some);
        }
        Ok(state.stage().filter(|stage| stage.is_ended()).map(Bar::Ended))
    }

    fn bar_of_member(&self, side: &Side) -> Result<Option<Bar>, StoreError> {
        let state = side.stored.docket.state();
        let into = into(&state);
        if !into.is_empty() {
            return self.merged(&into).map(Some);
        }
        Ok(match state.stage() {
            _ if state.live.is_empty() => Some(Bar::Gone),
            // Before the order of the stages: a lead that is not filed has ended, a case that ended was filed.
            _ if state.has(Kind::CaseFiled) => Some(Bar::Filed),
            Some(stage) if stage.is_ended() => Some(Bar::Ended(stage)),
            Some(stage) if !stage.is_lead() => Some(Bar::Filed),
            _ => None,
        })
    }

    fn merged(&self, into: &[i64]) -> Result<Bar, StoreError> {
        let id = into.first().copied().unwrap_or(0);
        let number = self.store.line(id)?.map_or_else(|| id.to_string(), |line| line.number);
        Ok(Bar::Merged { into: id, number })
    }

    /// Puts the leads of a plan into its docket: one transaction, one undo step. What was recorded on one of them since
    /// the plan stops all of it.
    pub fn merge(&mut self, plan: &MergePlan) -> Result<Done, ActError> {
        if let Some(bar) = plan.hindrance() {
            return Err(ActError::Merge(bar));
        }
        let Some(target) = &plan.target else { return Err(ActError::Merge(Bar::Alone)) };
        let id = target.stored.docket.id;
        let mut facts = Vec::new();
        for member in &plan.members {
            let brings = if plan.unite { unknown(target, member) } else { Vec::new() };
            let joined = self.joined(member);
            facts.push(if brings.is_empty() { joined } else { joined.with("parties", brings) });
            // From here on the time limit goes by the lead that came first, and begins no second time; those between come
            // too, so that it still does when the first is taken out again.
            if earlier(target, member) {
                facts.extend(came_in(member));
            }
        }
        let mut entries = Vec::with_capacity(plan.members.len() + 1);
        for (at, member) in plan.members.iter().enumerate() {
            let mut own = if at == 0 { plan.before.clone() } else { Vec::new() };
            own.push(self.goes_into(Value::from(id)));
            entries.push(entry(member, own));
        }
        entries.push(entry(target, facts));
        let summary = format!("{} → {}", plan.members.len(), target.line.number);
        self.write(&self.batch("lead.merge", summary, entries), &mut |_| true)
    }

    /// The fact on a lead that went into others.
    fn goes_into(&self, into: Value) -> Fact {
        Fact::new(Kind::LeadMerged, self.today).with("into", into)
    }

    /// The fact on the docket that a lead went into: what it said stays findable there.
    fn joined(&self, member: &Side) -> Fact {
        let docket = &member.stored.docket;
        let state = docket.state();
        let said = rows::text(&self.law_of(&member.stored), docket, &state);
        Fact::new(Kind::LeadJoined, self.today)
            .with("member", docket.id)
            .with("number", member.line.number.as_str())
            .with("title", member.line.title.as_str())
            .with("received", received(&state).map(|day| day.to_string()))
            .with("said", said)
    }
}

/// The attributes that are compared, in the order of the form.
const DIFFER: [&str; 8] = ["channel", "place", "parties", "matter", "medium", "department", "officer", "damage_cents"];

/// What some dockets say differently; what only one of them says is no difference.
fn differences(sides: &[&Side]) -> Vec<Difference> {
    let mut found = Vec::new();
    for key in DIFFER {
        let says: Vec<(String, String)> = sides
            .iter()
            .map(|side| (side.line.number.clone(), value(side, key)))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        if says.iter().any(|(_, value)| says.first().is_some_and(|(_, first)| first != value)) {
            found.push(Difference { key, says });
        }
    }
    found
}

/// What a docket says about an attribute.
fn value(side: &Side, key: &str) -> String {
    let state = side.stored.docket.state();
    let it = &state.attributes;
    match key {
        "channel" => it.channel.clone(),
        "place" => it.place.clone().unwrap_or_default(),
        "parties" => state.parties().join("、"),
        "matter" => it.matter.clone().unwrap_or_default(),
        "medium" => it.medium.clone().unwrap_or_default(),
        "department" => side.line.department.clone(),
        "officer" => side.line.officer.clone(),
        "damage_cents" => state.damage.map_or_else(String::new, |(cents, _)| cents.to_string()),
        _ => String::new(),
    }
}

/// The liable parties of a lead that a docket does not know by name or code.
fn unknown(target: &Side, member: &Side) -> Vec<String> {
    let (own, more) = (target.stored.docket.state(), member.stored.docket.state());
    let known = own.parties();
    let coded = |name: &str| {
        let code = more.attributes.parties.iter().find(|party| party.name == name).map_or("", |party| party.code.as_str());
        !code.is_empty() && own.attributes.parties.iter().any(|party| party.code == code)
    };
    let names = more.parties().into_iter().filter(|name| !known.contains(name) && !coded(name));
    names.map(str::to_owned).collect()
}

/// Whether a lead came in before the docket that it goes into, whose check still runs.
fn earlier(target: &Side, member: &Side) -> bool {
    let (state, other) = (target.stored.docket.state(), member.stored.docket.state());
    if state.has(Kind::CheckConcluded) || state.stage().is_some_and(|stage| !stage.is_lead()) {
        return false;
    }
    let own = state.live.iter().filter(|fact| matches!(fact.kind, Kind::LeadDiscovered | Kind::LeadReceived));
    let own = own.filter(|fact| fact.data.int("member").is_none()).map(|fact| fact.on).min();
    received(&other).is_some_and(|day| own.is_none_or(|own| day < own))
}

/// The facts by which a lead came in, as facts of the docket that it goes into.
fn came_in(member: &Side) -> Vec<Fact> {
    let state = member.stored.docket.state();
    let kinds = [Kind::LeadDiscovered, Kind::LeadReceived];
    kinds.into_iter().flat_map(|kind| state.all(kind)).map(|fact| copy(fact, member.stored.docket.id)).collect()
}

/// A fact of a lead as a fact of another docket.
fn copy(fact: &Fact, member: i64) -> Fact {
    Fact { id: 0, withdraws: None, ..fact.clone() }.with("member", member)
}

fn entry(side: &Side, facts: Vec<Fact>) -> Entry {
    Entry { target: Target::Existing { id: side.stored.docket.id, revision: side.stored.revision }, facts }
}
