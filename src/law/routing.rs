//! Who handles a docket and whose claim it is: the departments that the routing table points to, and the right-holder.
//! Every match is shown with its reason; which of several departments leads is a government's decision, not this table's.

use super::answer::{Deadline, Label, Warning};
use super::cond::Context;
use super::engine::Law;
use super::profile::{Area, Item, Jurisdiction, Profile, Route};
use crate::docket::{Attributes, Day, Docket, Fact, Kind, State};
use std::sync::Arc;

/// Why a route is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Its matter was written down.
    Matter,
    /// What is said about the docket holds one of its words.
    Word(Arc<str>),
    /// Its condition holds.
    Condition,
}

/// A department with the routes that lead to it.
#[derive(Debug, Clone)]
pub struct Suggested {
    /// The department, a value of the list `department` (of `organ` for a task beside the handling).
    pub department: Arc<str>,
    /// The routes, each with its reason.
    pub routes: Vec<(Arc<Route>, Why)>,
}

/// The right-holder that the rules point to.
#[derive(Debug, Clone)]
pub struct RightHolder {
    /// The rule.
    pub rule: Arc<Jurisdiction>,
    /// The government by name, where the place of the result is in one area of the profile.
    pub government: Option<Label>,
    /// The rule asks for a place, and no area of the profile is named yet.
    pub place_missing: bool,
}

/// A written designation on file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Designation {
    /// The department.
    pub department: String,
    /// It leads several departments.
    pub lead: bool,
    /// It may sign the legal documents.
    pub signing: bool,
    /// The paper.
    pub paper: String,
}

/// What routing and jurisdiction say about a docket.
#[derive(Debug, Clone, Default)]
pub struct Routing {
    /// The departments that may have to handle it, in the order of the table, every match.
    pub departments: Vec<Suggested>,
    /// Other organs with a task here.
    pub tasks: Vec<Suggested>,
    /// The right-holder.
    pub right_holder: Option<RightHolder>,
    /// The newest written designation; one that names the lead goes before others.
    pub designated: Option<Designation>,
    /// The areas that the places of the result lie in.
    pub areas: Vec<Arc<Area>>,
}

impl Routing {
    /// A lead department has to be designated and is not yet.
    #[must_use]
    pub fn needs_lead(&self) -> bool {
        self.departments.len() > 1 && !self.designated.as_ref().is_some_and(|one| one.lead)
    }

    /// The department to take over in one key: the designated one, or the only one that matches.
    #[must_use]
    pub fn department(&self) -> Option<&str> {
        if let Some(designated) = &self.designated {
            return Some(&designated.department);
        }
        match self.departments.as_slice() {
            [only] => Some(&only.department),
            _ => None,
        }
    }

    /// The attributes with what is suggested in the places that are empty; what was written stays.
    #[must_use]
    pub fn accept(&self, attributes: &Attributes) -> Attributes {
        let mut taken = attributes.clone();
        if taken.department.is_none() {
            taken.department = self.department().map(str::to_owned);
        }
        if let ([only], None) = (self.departments.as_slice(), &taken.matter)
            && let [(route, _)] = only.routes.as_slice()
        {
            taken.matter = Some(route.matter.to_string());
        }
        if let Some(found) = &self.right_holder
            && !found.place_missing
        {
            taken.right_holder = found.rule.right_holder.to_string();
        }
        taken
    }
}

impl Law {
    /// Routing and jurisdiction of a docket.
    #[must_use]
    pub fn routing(&self, state: &State<'_>, deadlines: &[Deadline], today: Day) -> Routing {
        let context =
            Context { state, profile: &self.profile, calendar: &self.calendar, deadlines, fact: None, today, party: None };
        let (tasks, departments): (Vec<Suggested>, Vec<Suggested>) = (matches(&context, true), matches(&context, false));
        let areas = areas(&self.profile, &state.attributes);
        let right_holder = right_holder(&context, &areas);
        Routing { departments, tasks, right_holder, designated: designated(state), areas }
    }

    /// Routing of a lead that is not recorded yet.
    #[must_use]
    pub fn routing_of(&self, attributes: &Attributes, today: Day) -> Routing {
        let docket = Docket { attributes: attributes.clone(), ..Docket::default() };
        self.routing(&docket.state(), &[], today)
    }
}

/// A rule that rests on what is on file points to another right-holder than the one written down.
pub(super) fn right_holder_differs(state: &State<'_>, routing: &Routing) -> Option<Warning> {
    let rule = &routing.right_holder.as_ref()?.rule;
    let written = &state.attributes.right_holder;
    if rule.when.is_none() || **written == *rule.right_holder {
        return None;
    }
    let values = vec![written.clone(), rule.right_holder.to_string()];
    Some(Warning { code: "right-holder-differs", fact: None, values, label: Some(rule.label.clone()), cites: rule.cites.clone() })
}

/// How many departments the table points to.
pub(super) fn department_count(context: &Context<'_, '_>) -> usize {
    matches(context, false).len()
}

fn matches(context: &Context<'_, '_>, tasks: bool) -> Vec<Suggested> {
    let it = &context.state.attributes;
    let text = said(it);
    let mut found: Vec<Suggested> = Vec::new();
    for route in context.profile.routes.iter().filter(|route| route.task == tasks) {
        let Some(why) = why(route, context, it, &text) else { continue };
        for department in &route.departments {
            match found.iter_mut().find(|known| known.department == *department) {
                Some(known) => known.routes.push((route.clone(), why.clone())),
                None => found.push(Suggested { department: department.clone(), routes: vec![(route.clone(), why.clone())] }),
            }
        }
    }
    found
}

fn why(route: &Route, context: &Context<'_, '_>, it: &Attributes, text: &str) -> Option<Why> {
    if it.matter.as_deref() == Some(&*route.matter) {
        return Some(Why::Matter);
    }
    if let Some(word) = route.words.iter().find(|word| text.contains(&***word)) {
        return Some(Why::Word(word.clone()));
    }
    route.when.as_ref().is_some_and(|cond| context.holds(cond) == Some(true)).then_some(Why::Condition)
}

/// Everything said about a docket in which a word may point to a department.
fn said(it: &Attributes) -> String {
    let places = it.place.iter().chain(&it.places).map(String::as_str);
    [it.title.as_str(), it.note.as_str()].into_iter().chain(places).collect::<Vec<_>>().join("\n")
}

/// The areas of the profile that the places of the result lie in, each once.
pub(super) fn areas(profile: &Profile, it: &Attributes) -> Vec<Arc<Area>> {
    let places: Vec<&str> = it.place.iter().chain(&it.places).map(String::as_str).collect();
    let inside = |area: &&Arc<Area>| places.iter().any(|place| named_at(profile, area, place).is_some());
    profile.areas.iter().filter(inside).cloned().collect()
}

/// Where a place first names an area. The first of its words is its own name; a district that stands behind another city
/// (西安市新城区) is that city's.
fn named_at(profile: &Profile, area: &Area, place: &str) -> Option<usize> {
    let ends_a_city = |before: &str| endings(profile).any(|item| before.ends_with(&*item.label.zh));
    let first = |(n, word): (usize, &Arc<str>)| {
        let at = place.find(&**word)?;
        let before = place.get(..at).unwrap_or_default().trim_end();
        (n == 0 || !ends_a_city(before)).then_some(at)
    };
    area.words.iter().enumerate().filter_map(first).min()
}

/// What the names of provinces, cities and leagues end in: the profile's list `place-ending`.
fn endings(profile: &Profile) -> impl Iterator<Item = &Item> {
    profile.lists.get("place-ending").into_iter().flatten()
}

/// What a place names first that lies outside the region: a value of the profile's list `outside`.
pub(super) fn outside<'p>(profile: &'p Profile, place: &str) -> Option<&'p Item> {
    let here = profile.areas.iter().filter_map(|area| named_at(profile, area, place)).min();
    let there = |item: &'p Item| {
        let province = endings(profile).filter(|item| &*item.key == "province");
        let short = province.filter_map(|ending| item.label.zh.strip_suffix(&*ending.label.zh));
        let short = short.filter(|short| place.starts_with(short)).map(|_| 0).next();
        Some((place.find(&*item.label.zh).or(short)?, item))
    };
    let found = profile.lists.get("outside").into_iter().flatten().filter_map(there).min_by_key(|(at, _)| *at);
    found.filter(|(at, _)| here.is_none_or(|here| *at < here)).map(|(_, item)| item)
}

fn right_holder(context: &Context<'_, '_>, areas: &[Arc<Area>]) -> Option<RightHolder> {
    let holds = |rule: &&Arc<Jurisdiction>| rule.when.as_ref().is_none_or(|cond| context.holds(cond) == Some(true));
    let rule = context.profile.jurisdictions.iter().find(holds)?.clone();
    let government = match areas {
        [only] if rule.by_place => Some(only.government.clone()),
        _ => None,
    };
    Some(RightHolder { place_missing: rule.by_place && areas.is_empty(), rule, government })
}

fn designated(state: &State<'_>) -> Option<Designation> {
    let all: Vec<&Fact> = state.newest_first(Kind::DepartmentDesignated).map(|(_, fact)| fact).collect();
    let fact = all.iter().find(|fact| fact.data.flag("lead") == Some(true)).or(all.first())?;
    Some(Designation {
        department: fact.data.text("department").unwrap_or_default().to_owned(),
        lead: fact.data.flag("lead") == Some(true),
        signing: fact.data.flag("signing") == Some(true),
        paper: fact.paper().unwrap_or_default().to_owned(),
    })
}
