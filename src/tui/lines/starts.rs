//! Lines about what has to begin: the last day to start, the deadline behind it, and where too much would run at once.

use super::agenda::{countdown, days};
use super::{Folded, Line, Target};
use crate::docket::Day;
use crate::law::Label;
use crate::ops::Desk;
use crate::ops::planning::Collision;
use crate::store::{DeadlineRow, StoreError, Wanted};
use crate::text::planning::Words;
use crate::text::{Lang, fill, law as words, safe};
use crate::tui::width::fit;

/// Days ahead that are listed.
const WITHIN: u64 = 14;

/// More lines than these are folded.
const FOLDED: usize = 3;

/// What has to begin soon, with what collides before it. `unfolded` says whether a long list is opened; without it there
/// is no folding.
pub fn starts(desk: &Desk, lang: Lang, wanted: &Wanted, unfolded: Option<bool>) -> Result<Vec<Line>, StoreError> {
    let text = Words::of(lang);
    let (rows, collisions) = (desk.starts(wanted, WITHIN)?, desk.collisions(wanted)?);
    let mut lines = Vec::new();
    if rows.is_empty() && collisions.is_empty() {
        return Ok(lines);
    }
    lines.push(Line::head(&fill(text.head, &[&rows.len()])));
    // Of each the most urgent ones; one line for what is left of both.
    let shown = |all: usize| if unfolded == Some(false) && all > FOLDED + 1 { FOLDED } else { all };
    let (told, begun) = (shown(collisions.len()), shown(rows.len()));
    lines.extend(collisions.iter().take(told).map(|one| collision(desk, lang, one)));
    lines.extend(rows.iter().take(begun).map(|row| start(desk, lang, row)));
    let hidden = collisions.len() - told + rows.len() - begun;
    let fold = Some(Target::Fold(Folded::Starts));
    if hidden > 0 {
        lines.push(Line { target: fold, ..Line::plain(fill(text.more, &[&hidden])) });
    } else if unfolded == Some(true) && collisions.len().max(rows.len()) > FOLDED + 1 {
        lines.push(Line { target: fold, ..Line::plain(text.less) });
    }
    Ok(lines)
}

/// Too much at once: whose, when, how much of how much.
fn collision(desk: &Desk, lang: Lang, one: &Collision) -> Line {
    let law = desk.office_law();
    let label = |label: &Label| words::label(lang, label).to_owned();
    let department = law.profile.item("department", &one.who).filter(|_| one.department);
    let who = department.map_or_else(|| one.who.clone(), |item| label(&item.label));
    let (from, to) = (days(Some(one.from), None, desk.today), days(Some(one.to), None, desk.today));
    let said = fill(Words::of(lang).collide, &[&who, &from, &to, &one.most, &one.fits]);
    let target = Target::Collision { who: one.who.clone(), department: one.department };
    Line { alarm: true, target: Some(target), ..Line::plain(format!("!{said}")) }
}

/// A work that has to begin: by when, of which docket, for what, how long it takes, and until when.
pub fn start(desk: &Desk, lang: Lang, row: &DeadlineRow) -> Line {
    let text = Words::of(lang);
    let begin: Option<Day> = row.begin.as_ref().and_then(|day| day.parse().ok());
    let late = begin.is_some_and(|begin| begin < desk.today);
    let rule = desk.rule_of(row);
    let what = rule.as_ref().map_or(row.rule.as_str(), |rule| words::label(lang, &rule.label));
    let own = row.number.rsplit('〕').next().unwrap_or(&row.number);
    let due = row.safe.as_ref().and_then(|day| day.parse().ok());
    let room = if lang == Lang::Zh { 13 } else { 14 };
    let sign = if late { "!" } else { " " };
    let head =
        format!("{} {} {}", fit(&days(begin, None, desk.today), 11), fit(&countdown(desk, lang, begin), room), fit(own, 8));
    let tail = format!("{} {}", fill(text.needs, &[&row.effort]), fill(text.until, &[&days(due, None, desk.today)]));
    let line = format!("{sign}{head} {} {tail} {} {}", fit(what, 14), row.officer, row.title);
    let target =
        Target::Begin { docket: row.docket, rule: row.rule.clone(), party: row.party.clone(), n: row.n, round: row.round };
    let cites = rule.map(|rule| rule.cites.clone()).unwrap_or_default();
    Line { alarm: late, target: Some(target), cites, ..Line::plain(safe::line(&line)) }
}
