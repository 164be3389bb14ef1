//! Drawing triage: one lead with all it says, what is known, the outcomes with their digits and articles.

use super::{boxed, put};
use crate::ops::triage::{TriageView, Way};
use crate::text::{fill, law as words, routing, safe, triage as text};
use crate::tui::app::{App, Triage};
use crate::tui::lines::{Line, countdown, to_meet};
use crate::tui::width::wrap;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The whole of it, above the bottom line.
pub(super) fn triage(app: &App, buffer: &mut Buffer, area: Rect, sitting: &Triage) {
    let say = text::Words::of(app.lang);
    let (done, whole) = sitting.progress();
    let pace = sitting.pace((app.desk.clock)()).map_or_else(String::new, |pace| format!(" · {}", fill(say.pace, &[&pace])));
    let number = sitting.view.as_ref().map_or_else(String::new, |view| format!(" · {}", view.case.number));
    let inner = boxed(buffer, area, &format!("{} {}{pace}{number}", say.title, fill(say.progress, &[&done, &whole])), true);
    let Some(view) = &sitting.view else {
        put(buffer, inner, 0, &format!(" {}", say.all_done), super::Style::default());
        return;
    };
    let (head, mut known, ways) = (head(app, view), known(app, sitting, view), ways(app, view));
    let room = usize::from(inner.height);
    // What has to be decided is never pushed out: a long story and what is known give way, their ends are on the docket (o).
    let rest = room.saturating_sub(ways.len());
    known.truncate(rest.saturating_sub(3));
    let story = rest.saturating_sub(known.len()).max(1);
    let width = usize::from(inner.width).saturating_sub(1);
    let mut told: Vec<Line> = head.iter().flat_map(|line| wrapped(line, width)).collect();
    if told.len() > story {
        told.truncate(story.saturating_sub(1).max(1));
        if story > 1 {
            told.push(Line::plain("  …"));
        }
    }
    let lines = told.into_iter().chain(known).chain(ways);
    for (row, line) in lines.take(room).enumerate() {
        put(buffer, inner, row as u16, &format!(" {}", line.text), super::style(&line, false));
    }
}

fn wrapped(line: &Line, width: usize) -> Vec<Line> {
    wrap(&line.text, width).into_iter().map(|text| Line { text, ..line.clone() }).collect()
}

/// Everything the lead says.
fn head(app: &App, view: &TriageView) -> Vec<Line> {
    let desk = &app.desk;
    let law = desk.law_of(&view.case.stored);
    let state = view.case.stored.docket.state();
    let it = &state.attributes;
    let label = |list: &str, key: &str| {
        law.profile.item(list, key).map_or_else(|| key.to_owned(), |item| words::label(app.lang, &item.label).to_owned())
    };
    let words_of = app.words();
    let mut lines = vec![Line::head(&it.title)];
    let damage = crate::tui::lines::damage(app.lang, &state);
    lines.push(Line::plain(format!(
        "{} {}   {} {damage}   {} {}   {}",
        words_of.parties,
        state.parties().join("、"),
        words_of.damage,
        words_of.channel,
        label("channel", &it.channel),
        it.place.as_deref().unwrap_or_default()
    )));
    let open = view.case.derived.deadlines.iter().filter(|one| one.status.is_open() && !one.rule.hidden && one.binding());
    let first = open.min_by_key(|one| one.by());
    if let Some(one) = first {
        let (safe, due) = (one.safe.map(|day| day.to_string()), one.due.map(|day| day.to_string()));
        let due = to_meet(safe.as_deref(), due.as_deref(), desk.today);
        let late = one.due.is_some_and(|due| due < desk.today);
        let text = format!(
            "{} {} {} · {}",
            words::label(app.lang, &one.rule.label),
            due.unwrap_or("—"),
            countdown(app.lang, due, desk.today),
            words::cites(&desk.library, &one.rule.cites)
        );
        lines.push(Line { alarm: late, ..Line::plain(text) });
    }
    lines.extend(it.note.lines().map(Line::plain));
    for question in crate::tui::lines::questions(app.lang, &view.case.stored.questions) {
        lines.push(Line { alarm: true, ..Line::plain(format!("? {question}")) });
    }
    lines
}

/// What is known before anything is asked.
fn known(app: &App, sitting: &Triage, view: &TriageView) -> Vec<Line> {
    let say = text::Words::of(app.lang);
    let yes = |it: bool| if it { say.yes } else { say.no };
    let mut lines = vec![Line::head(say.known)];
    for (sign, name, is) in [
        ("red_line", say.red_line, sitting.changed.red_line),
        ("protected_area", say.protected_area, sitting.changed.protected_area),
    ] {
        let said = view.signs.iter().find(|(known, _)| known == sign);
        let said = said.map_or_else(String::new, |(_, word)| format!(" · {}", fill(say.points_to, &[&fill(say.says, &[word])])));
        lines.push(Line { alarm: is || !said.is_empty(), ..Line::plain(format!(" {name} {}{said}", yes(is))) });
    }
    if let Some((_, word)) = view.signs.iter().find(|(sign, _)| sign == "repaired") {
        lines.push(Line { alarm: true, ..Line::plain(format!(" {}", fill(say.repaired, &[&fill(say.says, &[word])]))) });
    }
    for prior in view.case.stored.priors.iter().take(2) {
        let line = format!(" {}: {} {} {} {}", app.words().prior, prior.day, prior.party, prior.number, prior.title);
        lines.push(Line { alarm: true, ..Line::plain(line) });
    }
    if view.minor {
        lines.push(Line::plain(format!(" {}", say.within_figure)));
    }
    for (number, title, why, id) in view.case.related.iter().take(3) {
        let why = if *why == "title" { app.words().same_title } else { app.words().same_party };
        let head = if view.same == Some(*id) { say.same } else { app.words().related };
        lines.push(Line { alarm: view.same == Some(*id), ..Line::plain(format!(" {head}: {number} {title} · {why}")) });
    }
    if let Some(department) = &view.department {
        let law = app.desk.law_of(&view.case.stored);
        let name = routing::department(app.lang, &law.profile, department);
        lines.push(Line::plain(format!(" {}", fill(if sitting.route { say.department } else { say.no_department }, &[&name]))));
    }
    lines.iter().map(|line| Line { text: safe::line(&line.text), ..line.clone() }).collect()
}

/// The outcomes with their digits; the recommended one is marked.
fn ways(app: &App, view: &TriageView) -> Vec<Line> {
    let say = text::Words::of(app.lang);
    let mut lines = vec![Line::head(say.asks)];
    for (place, way) in Way::ALL.into_iter().enumerate() {
        let recommended = view.recommended == Some(way);
        let name = match (way, view.same) {
            (Way::Merge, Some(id)) => {
                let number = view.case.related.iter().find(|(.., known)| *known == id).map_or("", |(number, ..)| number.as_str());
                fill(say.merge, &[&number])
            }
            _ => text::way(app.lang, way).to_owned(),
        };
        let cites = words::cites(&app.desk.library, &app.desk.triage_cites(view, way));
        let mark = if recommended { ">" } else { " " };
        let word = if recommended { format!("（{}）", say.recommended) } else { String::new() };
        let cites = if cites.is_empty() { cites } else { format!(" · {cites}") };
        let faint = way == Way::Merge && view.same.is_none();
        lines.push(Line { head: recommended, faint, ..Line::plain(format!("{mark}{} {name}{word}{cites}", place + 1)) });
    }
    lines
}
