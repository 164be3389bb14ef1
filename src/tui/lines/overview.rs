//! The overview: where the case stands on the main track and beside it, what is due, what comes next.

use super::case::Page;
use super::{Line, Target, checklist, damage, deadline, questions, rail, step, tasks, together};
use crate::docket::{EarlyTrack, Fact, Kind, SupervisionTrack, Track};
use crate::law::{CheckState, Deadline, NextStep, beside};
use crate::ops::register;
use crate::text::case as own;
use crate::text::desk::DeskWords;
use crate::text::dossier::{self, Words};
use crate::text::{clock, fill, law as words, routing};
use crate::tui::app::Pane;
use crate::tui::command::key_for;
use crate::tui::width::cut;
use std::sync::Arc;

/// Its lines. What the first look asks for comes first and short: where it stands, what was done last, what the law wants,
/// what is due, what is missing; everything that is said at length stands below.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    let (desk, lang, view, law, state) = (page.desk, page.lang, page.view, page.law, page.state);
    let text = DeskWords::of(lang);
    let mut lines = standing(page);
    lines.extend(last(page));
    steps(page, text.must, &view.derived.next.must, false, &mut lines);
    let (open, over): (Vec<&Deadline>, Vec<&Deadline>) =
        view.derived.deadlines.iter().filter(|one| !one.rule.hidden).partition(|one| one.status.is_open());
    let dated = |one: &&Deadline| deadline(desk, lang, &view.stored.docket, one);
    let (near, far) = open.split_at(open.len().min(NEAR));
    if !near.is_empty() {
        let more = if far.is_empty() { String::new() } else { fill(page.say.nearest, &[&near.len(), &open.len()]) };
        lines.push(Line::head(&format!("{}{more}", text.deadlines)));
        lines.extend(near.iter().map(dated));
    }
    lacking(page, &mut lines);
    for line in &mut lines {
        line.brief = true;
    }
    if !far.is_empty() {
        lines.push(Line::head(page.say.further));
        lines.extend(far.iter().map(dated));
    }
    if !state.attributes.note.is_empty() {
        lines.push(Line { target: Some(Target::Attribute("note")), ..Line::plain(&state.attributes.note) });
    }
    lines.extend(together(lang, view, state));
    for question in questions(lang, &view.stored.questions) {
        lines.push(Line { alarm: true, ..Line::plain(format!("? {question}")) });
    }
    checks(page, &mut lines);
    steps(page, text.may, &view.derived.next.may, true, &mut lines);
    steps(page, text.blocked, &view.derived.next.blocked, true, &mut lines);
    clocks(page, &open, &mut lines);
    if !over.is_empty() {
        lines.push(Line::head(page.say.answered));
        lines.extend(over.iter().map(dated));
    }
    lines.push(Line::head(text.routing));
    for said in routing::lines(lang, &law.profile, &view.derived.routing) {
        let fact = said.by.and_then(|kind| state.last(kind));
        let target = fact.map(|fact| Target::Value { fact: fact.id, key: "department" });
        let line = Line::plain(format!("  {}", routing::line(&desk.library, &said)));
        lines.push(Line { target, cites: said.cites.clone(), ..line });
    }
    if !view.derived.warnings.is_empty() {
        lines.push(Line::head(text.warnings));
        for warning in &view.derived.warnings {
            let line =
                format!("  {} {}", words::warning(lang, warning), words::cites_or_silence(lang, &desk.library, &warning.cites));
            lines.push(Line { cites: warning.cites.clone(), ..Line::plain(line) });
        }
    }
    for prior in &view.stored.priors {
        let line = format!("{}: {} {} {} {}", text.prior, prior.day, prior.party, prior.number, prior.title);
        lines.push(Line { target: Some(Target::Docket(prior.docket)), ..Line::plain(line) });
    }
    lines.extend(together::likely(lang, view));
    lines.extend(together::maybe(lang, law, view));
    lines
}

/// Where it stands: the main track and what runs beside it, who has it, what it is about, who is liable and how far each is.
fn standing(page: &Page<'_>) -> Vec<Line> {
    let (desk, lang, view, state) = (page.desk, page.lang, page.view, page.state);
    let text = DeskWords::of(lang);
    let it = &state.attributes;
    let stage = state.stage().map_or("", |stage| words::stage(lang, stage));
    let mut lines = vec![Line::head(&rail(lang, state))];
    lines.extend(super::approvals::standing(page));
    lines.extend(parallel(page));
    let officer = if view.officer.is_empty() { "—" } else { &view.officer };
    let assigned = match state.last(Kind::LeadAssigned) {
        Some(fact) => Target::Value { fact: fact.id, key: "officer" },
        None => Target::Record { kind: Kind::LeadAssigned, with: Vec::new() },
    };
    lines.push(Line { target: Some(assigned), ..Line::plain(format!("{stage} · {} {officer}", text.officer)) });
    let channel =
        page.law.profile.item("channel", &it.channel).map_or(it.channel.as_str(), |item| words::label(lang, &item.label));
    let channel = if channel.is_empty() { String::new() } else { format!("{} {channel}", text.channel) };
    let about: Vec<&str> = [it.title.as_str(), &channel].into_iter().filter(|part| !part.is_empty()).collect();
    if !about.is_empty() {
        lines.push(Line { target: Some(Target::Attribute("title")), ..Line::plain(about.join(" · ")) });
    }
    lines.extend(together::went(lang, view));
    lines.extend(tasks::waiting(desk, lang, view, state));
    lines.push(Line { target: Some(Target::Attribute("parties")), ..Line::plain(format!("{} {}", text.parties, liable(page))) });
    let said = format!("{} {}", text.damage, damage(lang, state));
    let amount = crate::law::damage(state).and_then(|one| one.fact);
    let amount = amount.map_or(Target::Attribute("damage_cents"), |fact| Target::Value { fact, key: "damage_cents" });
    lines.push(Line { target: Some(amount), ..Line::plain(said) });
    lines
}

/// The liable parties; each with its own stage where they stand at several.
fn liable(page: &Page<'_>) -> String {
    let tracks = &page.state.tracks;
    let apart = tracks.len() > 1 && tracks.iter().any(|track| track.stage != tracks.first().and_then(|first| first.stage));
    let named: Vec<String> = if apart {
        let one = |track: &Track<'_>| {
            let stage = track.stage.map_or("", |stage| words::stage(page.lang, stage));
            format!("{} [{stage}]", track.party.unwrap_or(page.say.unnamed))
        };
        tracks.iter().map(one).collect()
    } else {
        page.state.parties().into_iter().map(str::to_owned).collect()
    };
    if named.is_empty() { page.say.unnamed.to_owned() } else { named.join("、") }
}

/// Time limits that the first look shows: the nearest ones.
const NEAR: usize = 3;

/// Cells of a line about what was done last: one row of a narrow screen.
const ROW: usize = 76;

/// What was said and done last, as far as it has happened; the timeline has all of it.
fn last(page: &Page<'_>) -> Vec<Line> {
    let mut done: Vec<&Fact> = page.state.live.iter().copied().filter(|fact| fact.on <= page.desk.today).collect();
    done.sort_by_key(|fact| std::cmp::Reverse((fact.on, fact.id)));
    let say = |fact: &&Fact| {
        let text = format!("{} {}", page.say.latest, super::told(page.lang, page.law, fact));
        let target = if fact.kind == Kind::PaperFiled { Target::Paper(fact.id) } else { Target::Fact(fact.id) };
        Line { target: Some(target), ..Line::plain(cut(&text, ROW)) }
    };
    done.iter().take(2).map(say).collect()
}

/// Steps by group. The key stands before each; without one Enter on the line opens its form. What is looked back at has none.
fn steps(page: &Page<'_>, head: &str, steps: &[NextStep], listed: bool, lines: &mut Vec<Line>) {
    if !steps.is_empty() {
        lines.push(Line::head(head));
        for one in steps {
            let line = step(page.desk, page.lang, page.law, one);
            let key = if page.view.past { None } else { key_for(one.step.fact, Pane::Case) };
            let key = key.unwrap_or(" ");
            lines.push(Line { text: format!(" {key} {}", line.text.trim_start()), ..line });
            if listed {
                checklist(page.desk, page.lang, one, lines);
            } else {
                counted(page, one, lines);
            }
        }
    }
}

/// How much of a checklist stands; its items stand further down.
fn counted(page: &Page<'_>, one: &NextStep, lines: &mut [Line]) {
    let told = one.checks.iter().filter(|check| check.state != CheckState::Asked);
    let (met, all) = told.fold((0, 0), |(met, all), check| (met + usize::from(check.state == CheckState::Met), all + 1));
    if let Some(line) = lines.last_mut().filter(|_| all > 0) {
        line.text.push_str(&fill(page.say.checked, &[&met, &all]));
    }
}

/// What the steps that are owed need, item by item.
fn checks(page: &Page<'_>, lines: &mut Vec<Line>) {
    for one in &page.view.derived.next.must {
        let mut own = Vec::new();
        checklist(page.desk, page.lang, one, &mut own);
        if !own.is_empty() {
            let party = one.party.as_deref().map_or_else(String::new, |party| format!(" {party}"));
            lines.push(Line::head(&fill(page.say.needs, &[&format!("{}{party}", words::label(page.lang, &one.step.label))])));
            lines.append(&mut own);
        }
    }
}

/// How far each time limit has run.
fn clocks(page: &Page<'_>, open: &[&Deadline], lines: &mut Vec<Line>) {
    let mut own = Vec::new();
    for one in open {
        let target = Target::deadline(page.view.stored.docket.id, one);
        let party = one.party.as_deref().map_or_else(String::new, |party| format!(" {party}"));
        let mut name = format!(" · {}{party}", words::label(page.lang, &one.rule.label));
        for said in clock::running(page.lang, one, &page.law.calendar, 20) {
            let text = format!("    {said}{}", std::mem::take(&mut name));
            own.push(Line { faint: true, target: Some(target.clone()), ..Line::plain(text) });
        }
    }
    if !own.is_empty() {
        lines.push(Line::head(page.say.clocks));
        lines.append(&mut own);
    }
}

/// The papers of the steps that are owed, or that ask for a checklist, and that are not there yet: Enter takes the first one in.
fn lacking(page: &Page<'_>, lines: &mut Vec<Line>) {
    let next = &page.view.derived.next;
    let asked = next.must.iter().chain(next.may.iter().filter(|one| one.step.checklist));
    // A step of several parties that lacks the same is one line.
    let mut found: Vec<(&str, Vec<&str>, Vec<Arc<str>>)> = Vec::new();
    for one in asked {
        let forms = register::lacking(page.law, page.state, &one.step);
        if forms.is_empty() {
            continue;
        }
        let label = words::label(page.lang, &one.step.label);
        let party = one.party.as_deref();
        match found.iter_mut().find(|(step, _, known)| *step == label && *known == forms) {
            Some((_, parties, _)) => parties.extend(party),
            None => found.push((label, party.into_iter().collect(), forms)),
        }
    }
    let line = |(label, parties, forms): &(&str, Vec<&str>, Vec<Arc<str>>)| {
        let step = format!("{label} {}", parties.join("、"));
        let said =
            format!("  {}", fill(Words::of(page.lang).lacking, &[&step.trim_end(), &dossier::forms(page.lang, page.law, forms)]));
        let target = forms.first().map(|form| Target::Absent(form.to_string()));
        Line { target, ..Line::plain(said) }
    };
    let mut found: Vec<Line> = found.iter().map(line).collect();
    if !found.is_empty() {
        let say = Words::of(page.lang);
        let take = if page.view.past { "" } else { say.lacking_take };
        lines.push(Line::head(&format!("{}{take}", say.lacking_head)));
        lines.append(&mut found);
    }
}

/// What runs beside the main track: early restoration, supervision, procedures of others.
fn parallel(page: &Page<'_>) -> Option<Line> {
    let state = page.state;
    let mut said: Vec<String> = Vec::new();
    if state.early != EarlyTrack::None {
        said.push(fill(page.say.early, &[&own::early(page.lang, state.early)]));
    }
    if state.supervision != SupervisionTrack::None {
        said.push(fill(page.say.supervised, &[&own::supervision(page.lang, state.supervision)]));
    }
    for fact in beside::linked(state) {
        let word = |key: &str| super::timeline::word(page.lang, page.law, fact, key);
        said.push([word("procedure"), word("state")].iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" "));
    }
    if let Some(fact) = state.last(crate::docket::Kind::CourtNoticeReceived) {
        said.push(fill(page.say.suit_beside, &[&fact.on]));
    }
    let beside =
        [Kind::CourtNoticeReceived, Kind::CaseLinked, Kind::SupervisionOpened, Kind::MajorMarked, Kind::RestorationConsented];
    let target = beside.into_iter().find_map(|kind| state.last(kind)).map(|fact| Target::Fact(fact.id));
    (!said.is_empty()).then(|| Line { target, ..Line::plain(fill(page.say.beside, &[&said.join(" · ")])) })
}
