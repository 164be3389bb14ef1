//! Lines about what stands open without a date, and about a lead that was put aside, sent or handed over.

use super::{Folded, Line, Target};
use crate::docket::{Day, Fact, Kind, Stage, State};
use crate::law::{Law, Step};
use crate::ops::Desk;
use crate::ops::view::CaseView;
use crate::store::{StoreError, TaskGroup, TaskRow};
use crate::text::tasks::Words;
use crate::text::{Lang, fill, law as words};

/// So many of one kind are listed one by one; more are one line.
const SINGLE: i64 = 5;

fn since(day: Option<&str>, today: Day) -> i64 {
    day.and_then(|day| day.parse::<Day>().ok()).map_or(0, |day| (today - day).num_days().max(0))
}

fn step<'l>(law: &'l Law, id: &str) -> Option<&'l Step> {
    law.profile.steps.iter().find(|step| *step.id == *id).map(std::sync::Arc::as_ref)
}

fn named(desk: &Desk, lang: Lang, id: &str) -> (String, Vec<crate::law::Cite>, Option<i64>) {
    let law = desk.office_law();
    let found = step(&law, id);
    let label = found.map_or(id, |step| words::label(lang, &step.label)).to_owned();
    (label, found.map(|step| step.cites.clone()).unwrap_or_default(), found.and_then(|step| step.remind))
}

/// More lines than these are folded to one.
const FOLDED: usize = 3;

/// What stands open without a date: one by one where there are few, a line for all of a kind where there are many.
/// `unfolded` says whether a list of many lines is opened; without it there is no folding.
pub fn tasks(desk: &Desk, lang: Lang, unfolded: Option<bool>) -> Result<Vec<Line>, StoreError> {
    let text = Words::of(lang);
    let mut lines = Vec::new();
    let groups = desk.store.task_groups()?;
    for group in &groups {
        if group.count <= SINGLE && !group.routine {
            let rows = desk.store.tasks(&group.step, SINGLE as usize)?;
            lines.extend(rows.iter().map(|row| one(desk, lang, &group.step, row)));
        } else {
            lines.push(many(desk, lang, group));
        }
    }
    match unfolded {
        Some(open) if lines.len() > FOLDED => {
            let count: i64 = groups.iter().map(|group| group.count).sum();
            let longest = groups.iter().map(|group| since(group.since.as_deref(), desk.today)).max().unwrap_or(0);
            let said = fill(if open { text.unfolded } else { text.folded }, &[&count, &longest]);
            let fold = Line { target: Some(Target::Fold(Folded::Tasks)), ..Line::plain(said) };
            if open {
                lines.insert(0, fold);
            } else {
                lines = vec![fold];
            }
        }
        _ if !lines.is_empty() => lines.insert(0, Line::head(text.head)),
        _ => {}
    }
    Ok(lines)
}

fn many(desk: &Desk, lang: Lang, group: &TaskGroup) -> Line {
    let (label, cites, _) = named(desk, lang, &group.step);
    let days = since(group.since.as_deref(), desk.today);
    let cited = words::cites(&desk.library, &cites);
    let line = fill(Words::of(lang).group, &[&group.count, &label, &days, &cited]);
    Line { target: Some(Target::Tasks(group.step.clone())), cites, faint: group.routine, ..Line::plain(line) }
}

/// One docket where a step stands open. Days and article come first: the rest may be cut on a narrow screen.
pub fn one(desk: &Desk, lang: Lang, id: &str, row: &TaskRow) -> Line {
    let text = Words::of(lang);
    let (label, cites, remind) = named(desk, lang, id);
    let days = since(row.since.as_deref(), desk.today);
    let told = remind.filter(|remind| days > *remind).map_or_else(String::new, |remind| fill(text.reminded, &[&remind]));
    let cited = words::cites(&desk.library, &cites);
    let stage = usize::try_from(row.n).ok().and_then(|n| n.checked_sub(1)).and_then(|at| Stage::ALL.get(at));
    let stage = stage.map_or("", |stage| words::stage(lang, *stage));
    let label = if stage.is_empty() { label } else { format!("{stage} {label}") };
    let own = [row.party.as_str(), row.officer.as_str(), row.title.as_str()];
    let own = own.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let line = fill(text.one, &[&days, &told, &cited, &row.number, &label]);
    Line { target: Some(Target::Docket(row.docket)), cites, ..Line::plain(format!("{line} · {own}")) }
}

/// Where a lead stands with others: put aside until when, sent for aggregation, handed over and to whom.
pub fn waiting(desk: &Desk, lang: Lang, view: &CaseView, state: &State<'_>) -> Vec<Line> {
    let text = Words::of(lang);
    let mut lines = Vec::new();
    let days = |fact: &Fact| (desk.today - fact.on).num_days().max(0);
    let after = |fact: &Fact, kind| state.last(kind).filter(|other| (other.on, other.id) > (fact.on, fact.id));
    let paper = |fact: &Fact| fact.paper().map_or_else(String::new, |paper| format!(" {paper}"));
    let ended = state.stage().is_some_and(Stage::is_ended);
    let put_aside = state.last(Kind::LeadSnoozed).and_then(|fact| Some((fact.id, fact.data.day("until")?)));
    if let Some((fact, until)) = put_aside.filter(|(_, day)| *day > desk.today && !ended) {
        let open = view.derived.deadlines.iter().filter(|one| one.status.is_open() && !one.rule.hidden);
        let past = open.filter_map(|one| one.due).min().filter(|due| *due < until);
        let target = Some(Target::Value { fact, key: "until" });
        lines.push(Line { target, ..Line::plain(fill(text.snoozed, &[&until])) });
        lines.extend(past.map(|due| Line { alarm: true, ..Line::plain(format!("! {}", fill(text.snoozed_past, &[&due]))) }));
    }
    let open = state.stage().is_none_or(|stage| stage.is_lead() && !stage.is_ended());
    if let Some(sent) = state.last(Kind::LeadSentToEcology).filter(|_| open) {
        let line = match after(sent, Kind::LeadReceipted) {
            Some(receipt) => fill(text.sent_receipted, &[&sent.on, &receipt.on, &paper(receipt)]),
            None => fill(text.sent, &[&sent.on, &days(sent)]),
        };
        let law = desk.law_of(&view.stored);
        let steps = law.profile.steps.iter().filter(|step| step.fact == Kind::LeadSentToEcology);
        let cites: Vec<_> = steps.flat_map(|step| step.cites.clone()).collect();
        let decides = fill(text.decides, &[&words::cites_or_silence(lang, &desk.library, &cites)]);
        lines.push(Line { cites: cites.clone(), target: Some(Target::Fact(sent.id)), ..Line::plain(line) });
        lines.push(Line { cites, faint: true, ..Line::plain(decides) });
    }
    if let Some(sent) = state.last(Kind::LeadTransferred).filter(|_| state.stage() == Some(Stage::Transferred)) {
        let to = sent.data.text("to").unwrap_or("—");
        let line = match after(sent, Kind::LeadReceipted) {
            Some(receipt) => fill(text.transferred_receipted, &[&sent.on, &to, &paper(sent), &receipt.on, &paper(receipt)]),
            None => fill(text.transferred, &[&sent.on, &to, &paper(sent), &days(sent)]),
        };
        lines.push(Line { target: Some(Target::Value { fact: sent.id, key: "to" }), ..Line::plain(line) });
        lines.push(Line { faint: true, ..Line::plain(text.transferred_keys) });
    }
    lines
}
