//! The overview: where the case stands on the main track and beside it, what is due, what comes next.

use super::case::Page;
use super::{Line, Target, checklist, damage, deadline, questions, rail, step, tasks, together};
use crate::docket::{EarlyTrack, SupervisionTrack};
use crate::law::{NextStep, beside};
use crate::ops::register;
use crate::text::case as own;
use crate::text::desk::DeskWords;
use crate::text::dossier::{self, Words};
use crate::text::{clock, fill, law as words, routing};
use crate::tui::app::Pane;
use crate::tui::command::key_for;

/// Its lines.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    let (desk, lang, view, law, state) = (page.desk, page.lang, page.view, page.law, page.state);
    let text = DeskWords::of(lang);
    let it = &state.attributes;
    let stage = state.stage().map_or("", |stage| words::stage(lang, stage));
    let mut lines = vec![Line::head(&rail(lang, state))];
    lines.extend(super::approvals::standing(page));
    lines.extend(parallel(page));
    lines.push(Line::plain(format!("{stage} · {} {}", text.officer, if view.officer.is_empty() { "—" } else { &view.officer })));
    let registered = |key| Some(Target::Attribute(key));
    lines.push(Line { target: registered("title"), ..Line::plain(&it.title) });
    lines.extend(tasks::waiting(desk, lang, view, state));
    let damage = damage(lang, state);
    let channel = law.profile.item("channel", &it.channel).map_or(it.channel.as_str(), |item| words::label(lang, &item.label));
    let parties = state.parties().join("、");
    let said = format!("{} {parties}   {} {damage}   {} {channel}", text.parties, text.damage, text.channel);
    lines.push(Line { target: registered("parties"), ..Line::plain(said) });
    if !it.note.is_empty() {
        lines.push(Line { target: registered("note"), ..Line::plain(&it.note) });
    }
    lines.extend(together(lang, view, state));
    for question in questions(lang, &view.stored.questions) {
        lines.push(Line { alarm: true, ..Line::plain(format!("? {question}")) });
    }
    steps(page, text.must, &view.derived.next.must, &mut lines);
    if !view.derived.deadlines.is_empty() {
        lines.push(Line::head(text.deadlines));
        for one in view.derived.deadlines.iter().filter(|one| !one.rule.hidden) {
            lines.push(deadline(desk, lang, &view.stored.docket, one));
            let clocks = if one.status.is_open() { clock::running(lang, one, &law.calendar, 20) } else { Vec::new() };
            lines.extend(clocks.into_iter().map(|said| Line { faint: true, ..Line::plain(format!("    {said}")) }));
        }
    }
    lacking(page, &mut lines);
    steps(page, text.may, &view.derived.next.may, &mut lines);
    steps(page, text.blocked, &view.derived.next.blocked, &mut lines);
    lines.push(Line::head(text.routing));
    for said in routing::lines(lang, &law.profile, &view.derived.routing) {
        lines.push(Line { cites: said.cites.clone(), ..Line::plain(format!("  {}", routing::line(&desk.library, &said))) });
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

fn steps(page: &Page<'_>, head: &str, steps: &[NextStep], lines: &mut Vec<Line>) {
    if !steps.is_empty() {
        lines.push(Line::head(head));
        for one in steps {
            // The key before it; without one Enter on the line opens its form. What is looked back at has none.
            let line = step(page.desk, page.lang, page.law, one);
            let key = if page.view.past { None } else { key_for(one.step.fact, Pane::Case) };
            let key = key.unwrap_or(" ");
            lines.push(Line { text: format!(" {key} {}", line.text.trim_start()), ..line });
            checklist(page.desk, page.lang, one, lines);
        }
    }
}

/// The papers of the steps that are owed, or that ask for a checklist, and that are not there yet: Enter takes the first one in.
fn lacking(page: &Page<'_>, lines: &mut Vec<Line>) {
    let next = &page.view.derived.next;
    let asked = next.must.iter().chain(next.may.iter().filter(|one| one.step.checklist));
    let mut found = Vec::new();
    for one in asked {
        let forms = register::lacking(page.law, page.state, &one.step);
        let Some(first) = forms.first() else { continue };
        let party = one.party.as_deref().map_or_else(String::new, |party| format!(" {party}"));
        let step = format!("{}{party}", words::label(page.lang, &one.step.label));
        let said = format!("  {}", fill(Words::of(page.lang).lacking, &[&step, &dossier::forms(page.lang, page.law, &forms)]));
        found.push(Line { target: Some(Target::Absent(first.to_string())), ..Line::plain(said) });
    }
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
    (!said.is_empty()).then(|| Line::plain(fill(page.say.beside, &[&said.join(" · ")])))
}
