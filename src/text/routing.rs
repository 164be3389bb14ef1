//! Words of routing and jurisdiction: whose claim it is, which departments, why each, and what has to be designated.

use super::{Lang, fill, law as words};
use crate::docket::Kind;
use crate::law::routing::{Routing, Suggested, Why};
use crate::law::{Cite, Library, Profile};

/// One sentence with the articles it rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The sentence.
    pub text: String,
    /// The articles.
    pub cites: Vec<Cite>,
    /// Somebody still has to decide.
    pub open: bool,
    /// What it rests on: the kind of the fact that says so; none where it follows from the registration.
    pub by: Option<Kind>,
}

/// Everything about who handles a docket, one sentence a line.
#[must_use]
pub fn lines(lang: Lang, profile: &Profile, routing: &Routing) -> Vec<Said> {
    let mut said = Vec::new();
    said.extend(right_holder(lang, profile, routing));
    said.push(departments(lang, profile, routing));
    said.extend(lead(lang, profile, routing));
    said.push(designation(lang, profile, routing));
    said.extend(routing.tasks.iter().map(|task| Said {
        text: fill(lang.pick("{0}：{1}", "{0}: {1}"), &[&organ(lang, profile, &task.department), &matters(lang, task, false)]),
        cites: task_cites(task),
        open: false,
        by: None,
    }));
    said
}

/// The line with its articles behind it.
#[must_use]
pub fn line(library: &Library, said: &Said) -> String {
    if said.cites.is_empty() { said.text.clone() } else { format!("{} · {}", said.text, words::cites(library, &said.cites)) }
}

/// The name of a department.
#[must_use]
pub fn department(lang: Lang, profile: &Profile, key: &str) -> String {
    named(lang, profile, "department", key)
}

fn organ(lang: Lang, profile: &Profile, key: &str) -> String {
    named(lang, profile, "organ", key)
}

fn named(lang: Lang, profile: &Profile, list: &str, key: &str) -> String {
    profile.item(list, key).map_or_else(|| key.to_owned(), |item| words::label(lang, &item.label).to_owned())
}

fn join(lang: Lang, parts: &[String]) -> String {
    parts.join(lang.pick("、", ", "))
}

/// Why a route is taken, in a few words.
#[must_use]
pub fn why(lang: Lang, why: &Why) -> String {
    match why {
        Why::Matter => lang.pick("登记的事项", "the matter written down").to_owned(),
        Why::Word(word) => fill(lang.pick("含“{0}”", "says \"{0}\""), &[word]),
        Why::Condition => lang.pick("登记事项相符", "what is on file").to_owned(),
    }
}

fn matters(lang: Lang, one: &Suggested, reasons: bool) -> String {
    let all: Vec<String> = one
        .routes
        .iter()
        .map(|(route, reason)| {
            let label = words::label(lang, &route.label);
            if reasons { fill(lang.pick("{0}，{1}", "{0}: {1}"), &[&label, &why(lang, reason)]) } else { label.to_owned() }
        })
        .collect();
    all.join(lang.pick("；", "; "))
}

fn task_cites(one: &Suggested) -> Vec<Cite> {
    one.routes.iter().flat_map(|(route, _)| route.cites.clone()).collect()
}

fn right_holder(lang: Lang, profile: &Profile, routing: &Routing) -> Option<Said> {
    let found = routing.right_holder.as_ref()?;
    let name = match &found.government {
        Some(government) => words::label(lang, government).to_owned(),
        None => named(lang, profile, "right-holder", &found.rule.right_holder),
    };
    let mut text =
        fill(lang.pick("权利人 {0}（{1}）", "right-holder {0} ({1})"), &[&name, &words::label(lang, &found.rule.label)]);
    if found.place_missing {
        text.push_str(lang.pick("；损害后果发生地未写明盟市", "; which league or city the result lies in is not on file"));
    }
    Some(Said { text, cites: found.rule.cites.clone(), open: found.place_missing, by: None })
}

fn departments(lang: Lang, profile: &Profile, routing: &Routing) -> Said {
    if profile.routes.iter().all(|route| route.task) {
        let text = lang.pick("建议部门：本规则集没有分工表", "departments: this profile has no routing table").to_owned();
        return Said { text, cites: clause(profile.sharing.designation.as_ref()), ..Said::default() };
    }
    if routing.departments.is_empty() {
        let text = lang.pick("建议部门：分工表中没有相符的事项", "departments: nothing in the routing table matches").to_owned();
        return Said { text, cites: clause(profile.sharing.designation.as_ref()), open: true, by: None };
    }
    let all: Vec<String> = routing
        .departments
        .iter()
        .map(|one| {
            let name = department(lang, profile, &one.department);
            fill(lang.pick("{0}（{1}）", "{0} ({1})"), &[&name, &matters(lang, one, true)])
        })
        .collect();
    let text = fill(lang.pick("建议部门 {0}", "departments {0}"), &[&join(lang, &all)]);
    Said { text, cites: routing.departments.iter().flat_map(task_cites).collect(), ..Said::default() }
}

fn clause(clause: Option<&crate::law::profile::Clause>) -> Vec<Cite> {
    clause.map(|clause| clause.cites.clone()).unwrap_or_default()
}

/// Several departments: who leads, who cooperates.
fn lead(lang: Lang, profile: &Profile, routing: &Routing) -> Option<Said> {
    let sharing = &profile.sharing;
    let several = sharing.several.as_ref().filter(|_| routing.departments.len() > 1)?;
    if let Some(lead) = routing.designated.as_ref().filter(|one| one.lead) {
        let others: Vec<String> = routing
            .departments
            .iter()
            .filter(|one| *one.department != *lead.department)
            .map(|one| department(lang, profile, &one.department))
            .collect();
        let text = fill(
            lang.pick("牵头 {0}；配合 {1}", "lead {0}; cooperating {1}"),
            &[&department(lang, profile, &lead.department), &join(lang, &others)],
        );
        return Some(Said { text, cites: several.cites.clone(), open: false, by: Some(Kind::DepartmentDesignated) });
    }
    let mut text =
        fill(lang.pick("须指定牵头部门：{0}", "a lead has to be designated: {0}"), &[&words::label(lang, &several.label)]);
    let mut cites = several.cites.clone();
    if let Some(other) = &sharing.reform_lead {
        let name = sharing.reform_department.as_ref().map_or_else(String::new, |name| department(lang, profile, name));
        text.push_str(&fill(lang.pick("；{0}（{1}）", "; {0} ({1})"), &[&words::label(lang, &other.label), &name]));
        cites.extend(other.cites.iter().cloned());
    }
    Some(Said { text, cites, open: true, by: None })
}

fn designation(lang: Lang, profile: &Profile, routing: &Routing) -> Said {
    let cites = clause(profile.sharing.designation.as_ref());
    let Some(one) = &routing.designated else {
        return Said {
            text: lang.pick("书面指定 未记录", "designation in writing: none on file").to_owned(),
            cites,
            open: true,
            by: None,
        };
    };
    let signing = if one.signing {
        lang.pick("已授权签署", "may sign")
    } else {
        lang.pick("未记录签署授权", "no authority to sign on file")
    };
    let text = fill(
        lang.pick("书面指定 {0} {1}（{2}）", "designated in writing: {0} {1} ({2})"),
        &[&department(lang, profile, &one.department), &one.paper, &signing],
    );
    Said { text, cites, open: !one.signing, by: Some(Kind::DepartmentDesignated) }
}
