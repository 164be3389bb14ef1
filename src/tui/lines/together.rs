//! Lines about leads that belong together: what went into a docket, and where a lead went.

use super::{Line, Target};
use crate::docket::Kind;
use crate::docket::State;
use crate::ops::view::CaseView;
use crate::store::InboxRow;
use crate::text::merge::Words;
use crate::text::{Lang, fill};

/// Leads that are listed by name; more are counted.
const SHOWN: usize = 12;

/// Where a lead went, and which leads went into a docket; nothing for a docket that stands alone.
pub fn together(lang: Lang, view: &CaseView, state: &State<'_>) -> Vec<Line> {
    let say = Words::of(lang);
    let mut lines = Vec::new();
    let went = if view.into.len() > 1 { say.parted } else { say.went };
    lines.extend(view.into.iter().map(|row| Line { alarm: true, ..pointer(went, row, "") }));
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

/// A line that opens another docket.
fn pointer(what: &str, row: &InboxRow, on: &str) -> Line {
    let received = row.received.as_deref().unwrap_or("—");
    let text = format!("{what} {} {} · {received} {} {on}", row.number, row.title, row.party);
    Line { target: Some(Target::Docket(row.docket)), ..Line::plain(text.trim_end()) }
}
