//! Drawing triage: one lead with all it says, what is known, the outcomes with their digits and articles.

use super::{boxed, put};
use crate::ops::triage::{TriageView, Way};
use crate::text::{fill, law as words, ops as ops_words, routing, triage as text};
use crate::tui::app::{App, Triage};
use crate::tui::lines::{Line, countdown, to_meet};
use crate::tui::width::{cells, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// From this height on the sitting has a frame.
const FRAMED: u16 = 8;
/// Rows of the story that the list of outcomes leaves at least.
const TOLD: usize = 5;

/// The whole of it, above the bottom line. What has to be decided and how far the sitting is never fall off: what is told
/// about the lead scrolls in the room that is left, and the outcomes take one line each only where there is room.
pub(super) fn triage(app: &App, buffer: &mut Buffer, area: Rect, sitting: &Triage) {
    let say = text::Words::of(app.lang);
    let (done, whole) = sitting.progress();
    let pace = sitting.pace((app.desk.clock)()).map_or_else(String::new, |pace| format!(" · {}", fill(say.pace, &[&pace])));
    let number = sitting.view.as_ref().map_or_else(String::new, |view| format!(" · {}", view.case.number));
    let title = format!("{} {}{pace}{number}", say.title, fill(say.progress, &[&done, &whole]));
    let inner = if area.height < FRAMED || area.width < 30 {
        put(buffer, area, 0, &title, super::style(&Line::head(""), false));
        Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
    } else {
        boxed(buffer, area, &title, true)
    };
    let Some(view) = &sitting.view else {
        for (row, line) in wrap(say.all_done, usize::from(inner.width).saturating_sub(1)).iter().enumerate() {
            put(buffer, inner, row as u16, &format!(" {line}"), super::Style::default());
        }
        return;
    };
    let room = usize::from(inner.height);
    let width = usize::from(inner.width).saturating_sub(1);
    let ways = ways(app, view, width, room);
    let told: Vec<Line> = told(app, sitting, view).iter().flat_map(|line| wrapped(line, width)).collect();
    let story = room.saturating_sub(ways.len());
    // The line that says how much is left takes one row of them.
    let whole = told.len() <= story;
    let shown = if whole { story } else { story.saturating_sub(1) };
    sitting.last.set(told.len().saturating_sub(shown));
    let top = sitting.top.min(sitting.last.get());
    let below = told.len().saturating_sub(top + shown);
    let mut lines: Vec<Line> = told.into_iter().skip(top).take(shown).collect();
    if !whole && story > 0 {
        let more = if below > 0 { fill(say.more, &[&below]) } else { say.end.to_owned() };
        lines.push(Line { faint: true, ..Line::plain(more) });
    }
    for (row, line) in lines.iter().chain(&ways).enumerate() {
        put(buffer, inner, row as u16, &format!(" {}", line.text), super::style(line, false));
    }
}

fn wrapped(line: &Line, width: usize) -> Vec<Line> {
    // A closing mark may hang over the edge.
    wrap(&line.text, width.saturating_sub(2)).into_iter().map(|text| Line { text, ..line.clone() }).collect()
}

/// Everything the lead says, and what is known before anything is asked: what a hurried eye must not miss comes first.
fn told(app: &App, sitting: &Triage, view: &TriageView) -> Vec<Line> {
    let law = app.desk.law_of(&view.case.stored);
    let state = view.case.stored.docket.state();
    let it = &state.attributes;
    let channel = law.profile.item("channel", &it.channel);
    let channel = channel.map_or(it.channel.as_str(), |item| words::label(app.lang, &item.label));
    let words_of = app.words();
    let mut lines = vec![Line::head(&it.title)];
    let damage = crate::tui::lines::damage(app.lang, &state);
    lines.push(Line::plain(format!(
        "{} {}   {} {damage}   {} {channel}   {}",
        words_of.parties,
        state.parties().join("、"),
        words_of.damage,
        words_of.channel,
        it.place.as_deref().unwrap_or_default()
    )));
    lines.extend(first_due(app, view));
    let (loud, quiet): (Vec<Line>, Vec<Line>) = known(app, sitting, view).into_iter().partition(|line| line.alarm);
    lines.extend(loud);
    for question in crate::tui::lines::questions(app.lang, &view.case.stored.questions) {
        lines.push(Line { alarm: true, ..Line::plain(format!("? {question}")) });
    }
    lines.extend(it.note.lines().map(Line::plain));
    lines.extend(quiet);
    lines
}

/// The deadline that comes first.
fn first_due(app: &App, view: &TriageView) -> Option<Line> {
    let desk = &app.desk;
    let open = view.case.derived.deadlines.iter().filter(|one| one.status.is_open() && !one.rule.hidden && one.binding());
    let one = open.min_by_key(|one| one.by())?;
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
    Some(Line { alarm: late, ..Line::plain(text) })
}

/// The law's questions with what is known of each.
fn known(app: &App, sitting: &Triage, view: &TriageView) -> Vec<Line> {
    let say = text::Words::of(app.lang);
    let law = app.desk.law_of(&view.case.stored);
    let yes = |it: bool| if it { say.yes } else { say.no };
    let alarm = |text: String| Line { alarm: true, ..Line::plain(text) };
    let mut lines = vec![Line::head(say.known)];
    for (sign, name, is) in [
        ("red_line", say.red_line, sitting.changed.red_line),
        ("protected_area", say.protected_area, sitting.changed.protected_area),
        ("province_requires_start", say.required_start, sitting.changed.province_requires_start),
    ] {
        let said = view.signs.iter().find(|(known, _)| known == sign);
        let said = said.map_or_else(String::new, |(_, word)| format!(" · {}", fill(say.points_to, &[&fill(say.says, &[word])])));
        lines.push(Line { alarm: is || !said.is_empty(), ..Line::plain(format!(" {name} {}{said}", yes(is))) });
    }
    for (sign, say_of) in [("repaired", say.repaired), ("no_damage", say.no_damage_said)] {
        if let Some((_, word)) = view.signs.iter().find(|(known, _)| known == sign) {
            lines.push(alarm(format!(" {}", fill(say_of, &[&fill(say.says, &[word])]))));
        }
    }
    if let Some(repeat) = app.desk.rule("repeat.look-back") {
        let again = view.exceptions.iter().any(|one| matches!(one.compared, Some(crate::law::Compared::Days(_))));
        let label = words::label(app.lang, &repeat.label);
        lines.push(Line { alarm: again, ..Line::plain(format!(" {label} {}{}", yes(again), say.looked_up)) });
    }
    for prior in view.case.stored.priors.iter().take(2) {
        lines.push(alarm(format!(" {}: {} {} {} {}", app.words().prior, prior.day, prior.party, prior.number, prior.title)));
    }
    for one in &view.exceptions {
        let said = format!("{} · {}", words::missing(app.lang, one), words::cites(&app.desk.library, &one.cites));
        lines.push(alarm(format!(" {}", fill(say.exception, &[&said]))));
    }
    lines.extend(crate::tui::lines::likely(app.lang, &view.case).into_iter().take(1));
    if view.minor {
        lines.push(Line::plain(format!(" {}", say.within_figure)));
    }
    // What it seems to repeat comes first, then the surest.
    let mut related: Vec<_> = view.case.related.iter().collect();
    related.sort_by_key(|one| view.same != Some(one.line.docket));
    for one in related.iter().take(3) {
        let same = view.same == Some(one.line.docket);
        let line = crate::tui::lines::related(app.lang, &law, one);
        let head = if same { say.same } else { app.words().related };
        lines.push(Line { alarm: same, ..Line::plain(format!(" {head}{}", line.text)) });
    }
    if related.len() > 3 {
        lines.push(Line::plain(format!(" {}", fill(say.related_more, &[&(related.len() - 3)]))));
    }
    if let Some(department) = &view.department {
        let name = routing::department(app.lang, &law.profile, department);
        lines.push(Line::plain(format!(" {}", fill(if sitting.route { say.department } else { say.no_department }, &[&name]))));
    }
    lines
}

/// The outcomes with their digits; the recommended one is marked, what the law does not allow is dim and says why.
fn ways(app: &App, view: &TriageView, width: usize, room: usize) -> Vec<Line> {
    let say = text::Words::of(app.lang);
    let listed = room >= Way::ALL.len() + 1 + TOLD;
    let mut lines = Vec::new();
    if listed {
        lines.push(Line::head(say.asks));
    }
    let mut brief: Vec<String> = Vec::new();
    for (place, (way, short)) in Way::ALL.into_iter().zip(say.short.split(' ')).enumerate() {
        let recommended = view.recommended == Some(way);
        let number =
            view.same.and_then(|id| view.case.related.iter().find(|one| one.line.docket == id)).map(|one| &one.line.number);
        let name = match (way, number) {
            (Way::Merge, Some(number)) => fill(say.merge, &[number]),
            _ => text::way(app.lang, way).to_owned(),
        };
        let against = view.against(way);
        let none = against.is_some() || way == Way::Merge && view.same.is_none();
        let mark = if recommended {
            ">"
        } else if none {
            "×"
        } else {
            " "
        };
        brief.push(if none { format!("×{short}") } else { short.to_owned() });
        if !listed && !recommended {
            continue;
        }
        let cites =
            words::cites(&app.desk.library, &against.map_or_else(|| app.desk.triage_cites(view, way), crate::law::Guard::cites));
        let why = against.map_or_else(String::new, |one| format!(" — {}", ops_words::guard(app.lang, one)));
        let word = if recommended { fill(say.recommended_mark, &[&say.recommended]) } else { String::new() };
        let cites = if cites.is_empty() { cites } else { format!(" · {cites}") };
        lines.push(Line {
            head: recommended,
            faint: none,
            ..Line::plain(format!("{mark}{} {name}{word}{why}{cites}", place + 1))
        });
    }
    if !listed {
        lines.extend(packed(&brief, width).into_iter().map(Line::plain));
        let most = room.saturating_sub(1).max(1);
        if lines.len() > most {
            // No room for names: the recommended digit, and that there are seven.
            let place = Way::ALL.into_iter().position(|way| view.recommended == Some(way));
            let short = place.and_then(|at| say.short.split(' ').nth(at)).map(|short| format!(">{short} ")).unwrap_or_default();
            lines = vec![Line::plain(format!("{short}1-7"))];
        }
    }
    lines
}

/// Words in lines that hold them whole.
fn packed(words: &[String], room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if cells(line) + 1 + cells(word) <= room => line.push_str(&format!(" {word}")),
            _ => lines.push(word.clone()),
        }
    }
    lines
}
