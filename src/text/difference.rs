//! What changes from one profile to another, in words: rule by rule, facet by facet, with origin and article.

use super::Lang;
use super::facet::{Facet, Facets};
use crate::law::period::Period;
use crate::law::profile::Item;
use crate::law::step::Step;
use crate::law::{Cite, Profile};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The groups that differences stand in, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The profile as a whole.
    Head,
    /// Time limits.
    Periods,
    /// Steps and what they need.
    Steps,
    /// Values of lists.
    Lists,
    /// Amounts.
    Limits,
    /// Capped counts.
    Caps,
    /// Departments, right-holders, areas.
    Routes,
}

impl Group {
    /// The word of JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Head => "profile",
            Self::Periods => "periods",
            Self::Steps => "steps",
            Self::Lists => "lists",
            Self::Limits => "limits",
            Self::Caps => "caps",
            Self::Routes => "routes",
        }
    }

    /// The heading.
    #[must_use]
    pub const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Head => lang.pick("规则集", "Profile"),
            Self::Periods => lang.pick("期限", "Time limits"),
            Self::Steps => lang.pick("步骤和条件", "Steps and what they need"),
            Self::Lists => lang.pick("列表", "Lists"),
            Self::Limits => lang.pick("数额", "Amounts"),
            Self::Caps => lang.pick("次数", "Counts"),
            Self::Routes => lang.pick("管辖与分工", "Jurisdiction and departments"),
        }
    }
}

/// What happens to a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It says something else.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

impl Turn {
    /// The word of JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

/// One difference.
#[derive(Debug, Clone)]
pub struct Difference {
    /// Where it stands.
    pub group: Group,
    /// The rule's id; for a list, the list and the key.
    pub id: String,
    /// What the rule is called.
    pub title: String,
    /// What happens to it.
    pub turn: Turn,
    /// What of it: a stable word and its name; of a rule that comes or goes, none.
    pub facet: Option<(&'static str, String)>,
    /// As it is said in the first; empty where nothing is.
    pub before: String,
    /// As it is said in the second.
    pub after: String,
    /// The layer that wrote it.
    pub origin: String,
    /// The articles.
    pub cites: Vec<Cite>,
}

/// A rule in words.
struct Said {
    id: String,
    title: String,
    facets: Vec<Facet>,
    /// What it needs, by name.
    needs: Vec<(String, String)>,
    origin: Arc<str>,
    cites: Vec<Cite>,
    /// Everything that the rule holds, origin and articles aside: what no facet tells shows here.
    all: String,
}

/// Everything that differs.
#[must_use]
pub fn differences(lang: Lang, before: &Profile, after: &Profile) -> Vec<Difference> {
    let (left, right) = (rules(lang, before), rules(lang, after));
    let mut found = Vec::new();
    for ((group, old), (_, new)) in left.iter().zip(&right) {
        for was in old {
            match new.iter().find(|now| now.id == was.id) {
                Some(now) => compare(lang, *group, was, now, &mut found),
                None => found.push(whole(*group, was, Turn::Removed)),
            }
        }
        let fresh = new.iter().filter(|now| old.iter().all(|was| was.id != now.id));
        found.extend(fresh.map(|now| whole(*group, now, Turn::Added)));
    }
    found
}

/// A rule that comes or goes, with the first thing that it says.
fn whole(group: Group, rule: &Said, turn: Turn) -> Difference {
    let brief = rule.facets.iter().find(|(key, _, text)| *key != "title" && !text.is_empty() && *text != rule.title);
    let brief = brief.map(|(.., text)| text.clone()).unwrap_or_default();
    let (before, after) = if turn == Turn::Added { (String::new(), brief) } else { (brief, String::new()) };
    let (id, title, origin) = (rule.id.clone(), rule.title.clone(), rule.origin.to_string());
    Difference { group, id, title, turn, facet: None, before, after, origin, cites: rule.cites.clone() }
}

fn compare(lang: Lang, group: Group, was: &Said, now: &Said, found: &mut Vec<Difference>) {
    let known = found.len();
    let mut add = |facet: &'static str, name: String, before: &str, after: &str| {
        found.push(Difference {
            group,
            id: now.id.clone(),
            title: now.title.clone(),
            turn: Turn::Changed,
            facet: Some((facet, name)),
            before: before.to_owned(),
            after: after.to_owned(),
            origin: now.origin.to_string(),
            cites: now.cites.clone(),
        });
    };
    for ((key, name, before), (.., after)) in was.facets.iter().zip(&now.facets) {
        if before != after {
            add(key, (*name).to_owned(), before, after);
        }
    }
    for (name, asked) in &was.needs {
        match now.needs.iter().find(|(known, _)| known == name) {
            Some((_, then)) if then == asked => {}
            Some((_, then)) => add("need", name.clone(), asked, then),
            None => add("need", name.clone(), asked, ""),
        }
    }
    for (name, asked) in now.needs.iter().filter(|(name, _)| was.needs.iter().all(|(known, _)| known != name)) {
        add("need", name.clone(), "", asked);
    }
    let (before, after) = (articles(&was.cites), articles(&now.cites));
    if before != after {
        add("cite", lang.pick("依据", "articles").to_owned(), &before, &after);
    }
    if was.all != now.all && found.len() == known {
        // Nothing that differs is passed over in silence.
        let name = lang.pick("其他内容", "something else").to_owned();
        found.push(Difference { facet: Some(("other", name)), ..whole(group, now, Turn::Changed) });
    }
}

fn articles(cites: &[Cite]) -> String {
    let mut at: Vec<&str> = cites.iter().map(|cite| cite.at.as_str()).collect();
    at.sort_unstable();
    at.dedup();
    at.join(" ")
}

/// What a list of the profile holds.
fn list_name(lang: Lang, list: &str) -> &str {
    match list {
        "right-holder" => lang.pick("赔偿权利人", "right-holder"),
        "organ" => lang.pick("其他机关", "organ"),
        "place-ending" => lang.pick("地名的结尾", "ending of a place name"),
        "exclusion" => lang.pick("不纳入的途径", "way of exclusion"),
        "ground" => lang.pick("不予立案的情形", "ground of non-filing"),
        "minor-factor" => lang.pick("显著轻微的考虑因素", "factor of markedly minor"),
        "performance" => lang.pick("履责方式", "way of performance"),
        "failure" => lang.pick("磋商不成的情形", "ground of failure"),
        "agreement-part" => lang.pick("协议内容", "part of the agreement"),
        "meeting-step" => lang.pick("会议程序", "step of a meeting"),
        "exemption" => lang.pick("不组织评估的情形", "ground of exemption"),
        "major" => lang.pick("重大案件", "major case"),
        "compensation-head" => lang.pick("赔偿范围", "head of compensation"),
        "owner" => lang.pick("由谁", "owner"),
        "report" => lang.pick("报表", "report"),
        "evidence" => lang.pick("证据", "evidence"),
        other => super::desk::field(lang, other),
    }
}

/// A time limit without who wrote it and where it stands.
fn bare_period(one: &Period) -> Period {
    let earlier = one.earlier.iter().map(|version| Arc::new(bare_period(version))).collect();
    Period { origin: Arc::default(), origins: BTreeMap::new(), cites: Vec::new(), earlier, ..one.clone() }
}

fn rules(lang: Lang, profile: &Profile) -> Vec<(Group, Vec<Said>)> {
    let say = Facets { lang, profile };
    let name = |label: &crate::law::Label| super::law::label(lang, label).to_owned();
    let said = |id: &str, title: String, facets, origin: &Arc<str>, cites: &[Cite]| Said {
        id: id.to_owned(),
        title,
        facets,
        needs: Vec::new(),
        origin: origin.clone(),
        cites: cites.to_vec(),
        all: String::new(),
    };
    let own = profile.layers.last().cloned().unwrap_or_default();
    let head = vec![said("", name(&profile.title), say.head(), &own, &[])];
    let periods = profile.periods.iter().map(|one| Said {
        all: format!("{:?}", bare_period(one)),
        ..said(&one.id, name(&one.label), say.period(one), &one.origin, &one.cites)
    });
    let steps = profile.steps.iter().map(|one| Said {
        needs: say.needs(one),
        all: format!("{:?}", Step { origin: Arc::default(), cites: Vec::new(), ..Step::clone(one) }),
        ..said(&one.id, name(&one.label), say.step(one), &one.origin, &one.cites)
    });
    let lists = profile.lists.iter().filter(|(list, _)| *list != "matter").flat_map(|(list, items)| {
        items.iter().map(move |one| {
            let title = format!("{} {}", list_name(lang, list), name(&one.label));
            let bare = Item { origin: Arc::default(), cites: Vec::new(), ..one.clone() };
            let all = format!("{bare:?}");
            Said { all, ..said(&format!("{list} {}", one.key), title, say.item(one), &one.origin, &one.cites) }
        })
    });
    // Which list holds the values of a key, and when a form shows it.
    let keys = profile.choices.iter().map(|(of, list)| (format!("choice {of}"), of, list_name(lang, list).to_owned()));
    let shown =
        profile.shown.iter().map(|(of, (by, values))| (format!("shown {of}"), of, format!("{by}: {}", values.join(", "))));
    let keys = keys
        .chain(shown)
        .map(|(id, of, text)| said(&id, of.clone(), vec![("list", lang.pick("列表", "list"), text)], &Arc::default(), &[]));
    let limits = profile.limits.iter().map(|(id, one)| said(id, name(&one.label), say.limit(one), &one.origin, &one.cites));
    let caps = profile.caps.iter().map(|(id, one)| said(id, name(&one.label), say.cap(one), &one.origin, &one.cites));
    let mut routes: Vec<Said> = profile
        .jurisdictions
        .iter()
        .map(|one| said(&format!("jurisdiction {}", one.id), name(&one.label), say.jurisdiction(one), &one.origin, &one.cites))
        .collect();
    routes.extend(profile.routes.iter().map(|one| said(&one.matter, name(&one.label), say.route(one), &one.origin, &one.cites)));
    let areas = profile.areas.iter();
    routes.extend(
        areas.map(|one| said(&format!("area {}", one.id), name(&one.government), say.area(one), &one.origin, &one.cites)),
    );
    routes.extend(profile.sharing.all().map(|(key, clause)| {
        let text = vec![("text", lang.pick("内容", "text"), name(&clause.label))];
        said(&format!("routing {key}"), name(&clause.label), text, &clause.origin, &clause.cites)
    }));
    vec![
        (Group::Head, head),
        (Group::Periods, periods.collect()),
        (Group::Steps, steps.collect()),
        (Group::Lists, lists.chain(keys).collect()),
        (Group::Limits, limits.collect()),
        (Group::Caps, caps.collect()),
        (Group::Routes, routes),
    ]
}
