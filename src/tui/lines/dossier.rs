//! The end of the case and its dossier: what closing wants, what is to be entered in the reporting system, the table of
//! contents.

use super::case::Page;
use super::{Line, Target};
use crate::docket::{Kind, Stage};
use crate::law::{Check, CheckState};
use crate::ops::dossier::{self, Entry, Group};
use crate::text::dossier::{self as paper, Words};
use crate::text::{fill, law as words, papers as text};
use crate::tui::width::fit;

/// What belongs here.
const KINDS: &[Kind] = &[Kind::CaseTerminated, Kind::CaseClosed, Kind::TypicalMarked, Kind::DossierArchived];

/// Its lines. A lead has no dossier yet: only how it ended, if it did.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    let mut lines = page.plain(KINDS);
    if page.state.stage().is_none_or(Stage::is_lead) {
        return lines;
    }
    closing(page, &mut lines);
    entries(page, &mut lines);
    contents(page, &mut lines);
    lines
}

/// What closing wants, ticked by the facts; what is open with the act that fills it, where Enter goes.
fn closing(page: &Page<'_>, lines: &mut Vec<Line>) {
    let say = Words::of(page.lang);
    let checks = dossier::closing(page.law, page.state, &page.view.derived.deadlines, page.desk.today);
    if checks.is_empty() {
        if !page.state.stage().is_none_or(Stage::is_ended) {
            lines.push(Line { faint: true, ..Line::plain(say.closing_from) });
        }
        return;
    }
    let asked = || checks.iter().filter(|check| !check.idle);
    let met = asked().filter(|check| check.state == CheckState::Met).count();
    lines.push(Line::head(&fill(say.closing, &[&met, &asked().count()])));
    lines.extend(checks.iter().map(|check| wanted(page, check)));
}

fn wanted(page: &Page<'_>, check: &Check) -> Line {
    let say = Words::of(page.lang);
    let what = words::label(page.lang, &check.label);
    let sign = if check.idle { say.idle } else { words::check(check.state) };
    let cites = words::cites_or_silence(page.lang, &page.desk.library, &check.cites);
    let mut line = Line { cites: check.cites.clone(), ..Line::plain(format!("  {sign} {what}")) };
    if check.idle {
        line.text.push_str(say.idle_said);
        return Line { faint: true, ..line };
    }
    if check.state == CheckState::Met {
        // The fact that shows it, where one does; Enter looks at it.
        let shown = check.fills.iter().filter_map(|kind| page.state.last(*kind)).max_by_key(|fact| fact.on);
        if let Some(fact) = shown {
            line.text.push_str(&fill(say.shown_by, &[&fact.on, &words::kind(page.lang, fact.kind)]));
            line.target = Some(Target::Fact(fact.id));
        }
        line.text.push_str(&fill(say.by_article, &[&cites]));
        return Line { faint: true, ..line };
    }
    line.text.push_str(&fill(say.by_article, &[&cites]));
    // What can be done comes before what is blocked: there Enter says what it waits for.
    let mut open = page.view.derived.next.all().map(|(_, step)| step);
    if let Some(step) = open.find(|step| check.fills.contains(&step.step.fact)) {
        line.text.push_str(&fill(say.fill, &[&words::label(page.lang, &step.step.label)]));
        line.target = Some(Target::Step { id: step.step.id.to_string(), party: step.party.clone() });
    } else if let Some(kind) = check.fills.iter().find(|kind| !page.state.has(**kind)) {
        line.text.push_str(&fill(say.fill_later, &[&words::kind(page.lang, *kind)]));
    } else if check.fills.is_empty() {
        line.text.push_str(say.fill_open);
    }
    line
}

/// The stages to be entered in the reporting system, and what was entered.
fn entries(page: &Page<'_>, lines: &mut Vec<Line>) {
    let say = Words::of(page.lang);
    // A region whose text knows no reporting system has no such step.
    let Some(step) = page.law.profile.steps.iter().find(|step| step.each_stage) else { return };
    let open = page.state.unentered();
    let cited = words::cites(&page.desk.library, &step.cites);
    let head = if open.is_empty() { say.entries_done.to_owned() } else { fill(say.entries, &[&open.len(), &cited]) };
    // Enter on the heading: one entry for all that waits, with its number and day.
    let all = (!open.is_empty()).then(|| Target::Step { id: step.id.to_string(), party: None });
    lines.push(Line { target: all, cites: step.cites.clone(), ..Line::head(&head) });
    for passage in open {
        let days = (page.desk.today - passage.on).num_days().max(0);
        let line = fill(say.entry, &[&words::stage(page.lang, passage.stage), &passage.on, &days]);
        let target = Target::Entry { stage: passage.stage, on: passage.on };
        lines.push(Line { target: Some(target), cites: step.cites.clone(), ..Line::plain(line) });
    }
    for fact in page.state.all(Kind::ProgressEntered) {
        let stage = fact.data.text("stage").and_then(Stage::parse);
        let what = stage.map_or(say.ticked_all, |stage| words::stage(page.lang, stage));
        let reached = fact.data.text("reached").unwrap_or_default();
        let number = fact.data.text("number").map_or_else(String::new, |number| fill(say.ticked_number, &[&number]));
        let line = fill(say.ticked, &[&what, &reached, &fact.on]) + &number;
        lines.push(Line { faint: true, target: Some(Target::Fact(fact.id)), ..Line::plain(line) });
    }
}

/// The table of contents by its groups.
fn contents(page: &Page<'_>, lines: &mut Vec<Line>) {
    let (lang, say) = (page.lang, Words::of(page.lang));
    let contents = dossier::contents(page.law, &page.view.stored.docket, &page.view.carried);
    let step = page.law.profile.steps.iter().find(|step| step.fact == Kind::DossierArchived);
    let cites = step.map(|step| step.cites.clone()).unwrap_or_default();
    let cited = words::cites(&page.desk.library, &cites);
    let head = fill(say.contents, &[&contents.count(), &contents.missing(), &paper::pages(lang, &contents), &cited]);
    lines.push(Line { cites, ..Line::head(&head) });
    for group in &contents.groups {
        lines.push(group_head(page, group));
        lines.extend(group.entries.iter().map(|entry| row(page, entry)));
        for one in &group.absent {
            let form = text::form(lang, &page.law.profile, Kind::PaperFiled, &one.form);
            let line = fill(say.missing, &[&form, &one.on, &words::kind(lang, one.kind)]);
            lines.push(Line { target: Some(Target::Absent(one.form.clone())), ..Line::plain(line) });
        }
    }
}

fn group_head(page: &Page<'_>, group: &Group) -> Line {
    let say = Words::of(page.lang);
    let cites = group.item.as_ref().map(|item| item.cites.clone()).unwrap_or_default();
    let bare = group.entries.is_empty() && group.absent.is_empty();
    let state = match (group.waits, bare) {
        (true, _) => say.group_waits,
        (false, true) => say.group_empty,
        (false, false) => "",
    };
    let line = Line::plain(format!(" ■ {}{state}", paper::name(page.lang, group)));
    Line { faint: bare && !group.waits, cites, ..line }
}

fn row(page: &Page<'_>, entry: &Entry) -> Line {
    // What lies in the folder today says nothing about a day gone by.
    let lost = page.desk.lost(&entry.paper).filter(|_| !page.view.past);
    let [n, what, number, day, at, kept] = paper::cells(page.lang, page.law, entry, lost);
    let text = format!("  {} {} {} {day} {} {kept}", fit(&n, 3), fit(&what, 28), fit(&number, 16), fit(&at, 7));
    Line { target: Some(Target::Paper(entry.paper.fact)), alarm: lost.is_some(), ..Line::plain(text) }
}
