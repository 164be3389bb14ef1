//! A region's rules, merged from its layers, each with its citation and origin.

mod chain;
mod fields;
mod group;
mod load;
mod routes;
mod rules;
mod shapes;

use super::answer::{Cite, Force, Label};
use super::cond::{Cond, Context, Select};
use super::period::{Period, Rest, Tier};
use super::step::Step;
use crate::docket::{Cents, Day};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The layer that wrote each key of a rule.
pub type Origins = BTreeMap<Arc<str>, Arc<str>>;

/// One value of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Item {
    /// Its key in files and JSON.
    pub key: Arc<str>,
    /// What it is called.
    pub label: Label,
    /// The layer that wrote it.
    pub origin: Arc<str>,
    /// What has to be on file with it (for grounds, paths, modes).
    pub asks: Vec<Label>,
    /// When it is offered; always without a condition.
    pub when: Option<Cond>,
    /// When the facts point to it: a person decides.
    pub suggest: Option<Cond>,
    /// Needs an opinion or reason in writing, and how strongly it is asked.
    pub opinion: Option<Force>,
    /// In the list of archive groups: the papers and kinds of evidence that belong to it.
    pub papers: Vec<Arc<str>>,
    /// In the lists of papers and reports: the program makes it. Those not ready leave their clauses open.
    pub ready: bool,
    /// The articles.
    pub cites: Vec<Cite>,
}

/// An amount of money that a rule compares with.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// What it is called.
    pub label: Label,
    /// The amount.
    pub cents: Cents,
    /// Where it differs by an attribute (the medium, say): the attribute, and the amount by its value.
    pub per: Option<(Arc<str>, Vec<(Arc<str>, i64)>)>,
    /// The amount holds where no other fits; else it is unknown there.
    pub usual: bool,
    /// Above this, loading the profile warns: the base layer's ceiling.
    pub ceiling: Option<Cents>,
    /// The layer that wrote it.
    pub origin: Arc<str>,
    /// The articles.
    pub cites: Vec<Cite>,
}

/// A count that is capped.
#[derive(Debug, Clone, PartialEq)]
pub struct Cap {
    /// What it is called.
    pub label: Label,
    /// How many are allowed.
    pub limit: i64,
    /// Where it differs by an attribute: the attribute, and the number by its value.
    pub per: Option<(Arc<str>, Vec<(Arc<str>, i64)>)>,
    /// How it may be raised, tier by tier.
    pub extension: Vec<Tier>,
    /// What is counted.
    pub counts: Select,
    /// Counted anew in each round of negotiation.
    pub per_round: bool,
    /// How strongly it speaks.
    pub force: Force,
    /// The layer that wrote it.
    pub origin: Arc<str>,
    /// The articles.
    pub cites: Vec<Cite>,
}

impl Limit {
    /// The amount for a docket.
    pub(super) fn cents_for(&self, context: &Context<'_, '_>) -> Option<Cents> {
        context.by_attribute(self.per.as_ref(), self.usual.then_some(self.cents))
    }
}

impl Cap {
    /// The number for a docket, without what has been granted on top.
    pub(super) fn limit_for(&self, context: &Context<'_, '_>) -> Option<i64> {
        context.by_attribute(self.per.as_ref(), Some(self.limit))
    }
}

/// The rank of the body whose rules a layer holds, national first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 国家
    National,
    /// 省、自治区、直辖市
    Province,
    /// 设区的市、盟
    City,
    /// 区、县、旗
    District,
    /// A department of one of them.
    Department,
}

impl Level {
    /// Every level with its word.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("national", Self::National),
        ("province", Self::Province),
        ("city", Self::City),
        ("district", Self::District),
        ("department", Self::Department),
    ];
}

/// A matter and who handles it.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// The key of the matter.
    pub matter: Arc<str>,
    /// What it is called.
    pub label: Label,
    /// The departments, values of the list `department`; of the list `organ` for a task.
    pub departments: Vec<Arc<str>>,
    /// Words in what is said about a docket that point to it.
    pub words: Vec<Arc<str>>,
    /// A condition that points to it as well.
    pub when: Option<Cond>,
    /// No department that handles the claim, but another organ with a task beside it.
    pub task: bool,
    /// The layer that wrote it.
    pub origin: Arc<str>,
    /// The articles.
    pub cites: Vec<Cite>,
}

/// Whose claim it is. The first rule whose condition holds decides.
#[derive(Debug, Clone, PartialEq)]
pub struct Jurisdiction {
    /// Its id.
    pub id: Arc<str>,
    /// What it says.
    pub label: Label,
    /// A value of the list `right-holder`.
    pub right_holder: Arc<str>,
    /// When; always without a condition.
    pub when: Option<Cond>,
    /// The government is that of the area in which the result occurred.
    pub by_place: bool,
    /// The layer that wrote it.
    pub origin: Arc<str>,
    /// The articles.
    pub cites: Vec<Cite>,
}

/// An area with a right-holder of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Its id.
    pub id: Arc<str>,
    /// Its government.
    pub government: Label,
    /// Words in a place that lie in it.
    pub words: Vec<Arc<str>>,
    /// The layer that wrote it.
    pub origin: Arc<str>,
    /// The articles.
    pub cites: Vec<Cite>,
}

/// A sentence of the law with its articles.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// What it says.
    pub label: Label,
    /// The layer that wrote it.
    pub origin: Arc<str>,
    /// The articles.
    pub cites: Vec<Cite>,
}

/// How the work is shared out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sharing {
    /// The designation in writing.
    pub designation: Option<Clause>,
    /// Several departments: who leads, who cooperates.
    pub several: Option<Clause>,
    /// The department that leads the reform may be designated instead.
    pub reform_lead: Option<Clause>,
    /// That department.
    pub reform_department: Option<Arc<str>>,
    /// Who may adjust the table.
    pub adjusted: Option<Clause>,
}

/// A region's rules.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Its name.
    pub name: Arc<str>,
    /// Its version.
    pub version: Arc<str>,
    /// Hash of the contents of all its layers.
    pub hash: Arc<str>,
    /// What it is called.
    pub title: Label,
    /// The layers, base first.
    pub layers: Vec<Arc<str>>,
    /// The rank of each layer that says so.
    pub levels: Vec<(Arc<str>, Level)>,
    /// What 法定休假日 means when a last day falls on it, where a rule says nothing else.
    pub rest: Rest,
    /// The layer that wrote each key of an amount, a count, or a step, by `limit ID`, `cap ID`, `step ID`.
    pub origins: BTreeMap<String, Origins>,
    /// The first day on which its text is law.
    pub in_force_from: Option<Day>,
    /// Time limits, by id.
    pub periods: Vec<Arc<Period>>,
    /// Steps, in the order of the procedure.
    pub steps: Vec<Arc<Step>>,
    /// Lists of values: `channel`, `ground`, `department`, `medium`, `way`, … by name.
    pub lists: BTreeMap<String, Vec<Item>>,
    /// Amounts in fen.
    pub limits: BTreeMap<String, Limit>,
    /// Counts that are capped.
    pub caps: BTreeMap<String, Cap>,
    /// Which list holds the values of an attribute (`channel`) or of a key (`notice.served.way`).
    pub choices: BTreeMap<String, Arc<str>>,
    /// Keys that a form shows only with certain values of another key of the fact: `nonfiling.proposed.proof` → the key
    /// `ground` and its values.
    pub shown: BTreeMap<String, (Arc<str>, Vec<Arc<str>>)>,
    /// Keys that a form marks as needed with certain values of another key, in the same shape.
    pub needed: BTreeMap<String, (Arc<str>, Vec<Arc<str>>)>,
    /// Matters and departments.
    pub routes: Vec<Arc<Route>>,
    /// How the work is shared out.
    pub sharing: Sharing,
    /// Whose claim it is, in the order in which the rules are asked.
    pub jurisdictions: Vec<Arc<Jurisdiction>>,
    /// Areas with a right-holder of their own.
    pub areas: Vec<Arc<Area>>,
    /// Clauses that need no carrier, by id.
    pub context_only: Vec<Arc<str>>,
    /// Clauses that something other than a citing rule carries.
    pub parts: Vec<Part>,
    /// What to know about the profile that does not stop it: limits above the base layer's ceiling.
    pub notices: Vec<Notice>,
}

/// Clauses carried by a part of the program that is not a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Kind and name: `list channel`, `fact lead.screened`, `key meeting.held.left`, `attribute red_line`,
    /// `cli audit verify`, `screen undo`.
    pub is: Arc<str>,
    /// The clauses, by id.
    pub carries: Vec<Arc<str>>,
}

/// Something to know about a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// A stable word.
    pub code: &'static str,
    /// What the sentence names.
    pub values: Vec<String>,
    /// The articles.
    pub cites: Vec<Cite>,
}

impl Profile {
    /// The time limit of an id.
    #[must_use]
    pub fn period(&self, id: &str) -> Option<&Arc<Period>> {
        self.periods.iter().find(|period| &*period.id == id)
    }

    /// The step of an id.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&Arc<Step>> {
        self.steps.iter().find(|step| &*step.id == id)
    }

    /// A value of a list.
    #[must_use]
    pub fn item(&self, list: &str, key: &str) -> Option<&Item> {
        self.lists.get(list)?.iter().find(|item| &*item.key == key)
    }

    /// Every citation with the place that carries it: `period check`, `step T-06`, `list channel`, …
    #[must_use]
    pub fn carriers(&self) -> Vec<(String, Cite)> {
        let mut found = Vec::new();
        let mut add = |place: String, cites: &[Cite]| found.extend(cites.iter().map(|cite| (place.clone(), cite.clone())));
        for period in &self.periods {
            for version in period.earlier.iter().chain([period]) {
                add(format!("period {}", period.id), &version.cites);
                for cites in
                    version.pauses.iter().map(|pause| &pause.cites).chain(version.extension.iter().map(|tier| &tier.cites))
                {
                    add(format!("period {}", period.id), cites);
                }
            }
        }
        for step in &self.steps {
            add(format!("step {}", step.id), &step.cites);
            for need in &step.needs {
                add(format!("step {}", step.id), &need.cites);
            }
        }
        for (name, items) in &self.lists {
            for item in items {
                if !is_to_come(name, item) {
                    add(format!("list {name} {}", item.key), &item.cites);
                }
            }
        }
        for (name, limit) in &self.limits {
            add(format!("limit {name}"), &limit.cites);
        }
        for (name, cap) in &self.caps {
            add(format!("cap {name}"), &cap.cites);
            for tier in &cap.extension {
                add(format!("cap {name}"), &tier.cites);
            }
        }
        for route in &self.routes {
            add(format!("route {}", route.matter), &route.cites);
        }
        for (key, clause) in self.sharing.all() {
            add(format!("routing {key}"), &clause.cites);
        }
        for rule in &self.jurisdictions {
            add(format!("jurisdiction {}", rule.id), &rule.cites);
        }
        for area in &self.areas {
            add(format!("area {}", area.id), &area.cites);
        }
        found
    }

    /// Every citation of a paper or report that the program does not make yet, with its place: `paper filing-form`, …
    #[must_use]
    pub fn to_come(&self) -> Vec<(String, Cite)> {
        let lists = self.lists.iter().flat_map(|(name, items)| items.iter().map(move |item| (name, item)));
        lists
            .filter(|(name, item)| is_to_come(name, item))
            .flat_map(|(name, item)| item.cites.iter().map(move |cite| (format!("{name} {}", item.key), cite.clone())))
            .collect()
    }
}

fn is_to_come(list: &str, item: &Item) -> bool {
    matches!(list, "paper" | "report") && !item.ready
}
