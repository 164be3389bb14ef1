//! Lines about leads that belong together: what went into a docket, and where a lead went.

use super::{Line, Target};
use crate::docket::{Kind, State};
use crate::law::Law;
use crate::ops::related::Related;
use crate::ops::view::CaseView;
use crate::store::InboxRow;
use crate::text::merge::{self as words, Words};
use crate::text::{Lang, fill};

/// Leads that are listed by name; more are counted.
const SHOWN: usize = 12;

/// Which leads went into a docket; nothing for a docket that stands alone.
pub fn together(lang: Lang, view: &CaseView, state: &State<'_>) -> Vec<Line> {
    let say = Words::of(lang);
    let mut lines = Vec::new();
    if !view.members.is_empty() {
        lines.push(Line::head(&fill(say.members, &[&view.members.len()])));
        let joined = state.all(Kind::LeadJoined);
        for row in view.members.iter().take(SHOWN) {
            let on = joined.iter().find(|fact| fact.data.int("member") == Some(row.docket)).map(|fact| fact.on.to_string());
            lines.push(pointer("  ", row, &on.unwrap_or_default()));
        }
        if view.members.len() > SHOWN {
            lines.push(Line::plain(format!("    {}", fill(say.more, &[&(view.members.len() - SHOWN)]))));
        }
    }
    lines
}

/// Where a lead went, if it went into others.
pub fn went(lang: Lang, view: &CaseView) -> impl Iterator<Item = Line> + '_ {
    let say = Words::of(lang);
    let what = if view.into.len() > 1 { say.parted } else { say.went };
    view.into.iter().map(move |row| Line { alarm: true, ..pointer(what, row, "") })
}

/// Related dockets that the case pane lists; the others are a key away.
const LISTED: usize = 5;

/// The dockets that may belong to it, the surest first.
pub fn maybe(lang: Lang, law: &Law, view: &CaseView) -> Vec<Line> {
    let say = Words::of(lang);
    let mut lines: Vec<Line> = Vec::new();
    if !view.related.is_empty() {
        lines.push(Line::head(say.related));
        lines.extend(view.related.iter().take(LISTED).map(|one| related(lang, law, one)));
    }
    if view.related.len() > LISTED {
        lines.push(Line::plain(format!("  {}", fill(say.related_more, &[&(view.related.len() - LISTED)]))));
    }
    lines
}

/// Earlier damage of what is likely the same party: a question to a person, no repeat of the law's.
pub fn likely(lang: Lang, view: &CaseView) -> Vec<Line> {
    let line = |prior: &crate::store::Prior| {
        let text = format!("? {}: {} {} {}", Words::of(lang).likely_prior, prior.day, prior.number, prior.title);
        Line { target: Some(Target::Docket(prior.docket)), alarm: true, ..Line::plain(text) }
    };
    view.stored.likely.iter().take(3).map(line).collect()
}

/// A docket that may belong to another: how sure, which, and why.
pub fn related(lang: Lang, law: &Law, one: &Related) -> Line {
    let say = Words::of(lang);
    let row = &one.line;
    let ended = if row.ended { format!("（{}）", say.ended) } else { String::new() };
    let what = if row.is_case { say.case } else { say.lead };
    let (dots, why) = (words::dots(one.strength), words::reasons(lang, &law.profile, one));
    // Why stands before the title: it is what is looked for, and the title may be long.
    let text = format!(" {dots} {what}{ended} {} {why} · {}", row.number, row.title);
    Line { target: Some(Target::Docket(row.docket)), faint: row.ended, ..Line::plain(text) }
}

/// A line that opens another docket.
fn pointer(what: &str, row: &InboxRow, on: &str) -> Line {
    let received = row.received.as_deref().unwrap_or("—");
    let text = format!("{what} {} {} · {received} {} {on}", row.number, row.title, row.party);
    Line { target: Some(Target::Docket(row.docket)), ..Line::plain(text.trim_end()) }
}
