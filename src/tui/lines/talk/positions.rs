//! Positions round by round, both sides side by side: amounts by head, works, what each moved; then gap, midpoint and a
//! chart in text.

use super::Pen;
use crate::docket::{Kind, yuan};
use crate::ops::talk::{HEADS, Position, WORKS};
use crate::text::desk::field;
use crate::text::fill;
use crate::tui::lines::Line;
use crate::tui::width::fit;

/// Cells of one side; both and the number of the round fit a line of 76.
const SIDE: usize = 35;
/// Cells of the chart.
const CHART: i64 = 40;

pub(super) fn positions(pen: &mut Pen<'_>) {
    pen.head(pen.say.s_positions);
    mandate(pen);
    let talk = pen.talk;
    let [ours, theirs] = &talk.positions;
    if ours.is_empty() && theirs.is_empty() {
        pen.faint(format!("   {}", pen.say.no_position));
    }
    for round in 0..ours.len().max(theirs.len()) {
        let (left, right) = (side(pen, pen.say.ours, ours.get(round)), side(pen, pen.say.theirs, theirs.get(round)));
        for row in 0..left.len().max(right.len()) {
            let cell = |rows: &[String]| fit(rows.get(row).map_or("", String::as_str), SIDE);
            let number = if row == 0 { (round + 1).to_string() } else { String::new() };
            let text = format!(" {} {} {}", fit(&number, 2), cell(&left), cell(&right));
            pen.lines.push(Line { faint: row > 0, ..Line::plain(text) });
        }
    }
    if let Some((gap, middle)) = talk.gap() {
        let text =
            if gap < 0 { fill(pen.say.crossed, &[&yuan(-gap)]) } else { fill(pen.say.gap_line, &[&yuan(gap), &yuan(middle)]) };
        pen.line(format!("   {text}"));
        let whole = |side: &[Position]| -> i64 { side.iter().filter_map(|one| one.moved).fold(0, i64::saturating_add) };
        pen.line(format!("   {}", fill(pen.say.moved, &[&arrow(pen, whole(ours)), &arrow(pen, whole(theirs))])));
    }
    chart(pen);
    pen.steps(&[Kind::PositionStated, Kind::MandateProposed, Kind::MandateApproved]);
}

fn mandate(pen: &mut Pen<'_>) {
    let (least, most) = pen.talk.row.mandate;
    if least.is_none() && most.is_none() {
        return pen.faint(format!("   {} {}", pen.say.mandate, pen.say.no_mandate));
    }
    let end = |cents: Option<i64>| cents.map_or_else(|| pen.say.open_end.to_owned(), yuan);
    let mut text = format!("   {} {}", pen.say.mandate, fill(pen.say.range, &[&end(least), &end(most)]));
    if let Some(fact) = pen.talk.all(Kind::MandateApproved).last() {
        let more = ["approver", "paper", "works"].into_iter().filter_map(|key| fact.data.text(key));
        text.push_str(&more.fold(format!(" · {}", fact.on), |all, one| format!("{all} {one}")));
    }
    pen.line(text);
    if let Some(cents) = pen.talk.row.positions.1 {
        let within = least.is_none_or(|least| cents >= least) && most.is_none_or(|most| cents <= most);
        let said = if within { pen.say.inside } else { pen.say.outside };
        pen.lines.push(Line { alarm: !within, ..Line::plain(format!("   {} {} {said}", pen.say.theirs, yuan(cents))) });
    }
}

/// One position of a side: day and amount, then its heads and works.
fn side(pen: &Pen<'_>, name: &str, position: Option<&Position>) -> Vec<String> {
    let Some(one) = position else { return Vec::new() };
    let day = one.fact.on.format("%m-%d");
    let amount = one.cents.map_or_else(|| "—".to_owned(), yuan);
    let moved = match (one.cents, one.moved) {
        (None, _) => String::new(),
        (_, None) => pen.say.first.to_owned(),
        (_, Some(moved)) => arrow(pen, moved),
    };
    let accepts = if one.fact.data.flag("accepts") == Some(true) { pen.say.accepts } else { "" };
    let mut rows = vec![format!("{name} {day} {amount} {moved} {accepts}")];
    let head = |key: &&str| one.fact.data.cents(key).map(|cents| format!("  {} {}", field(pen.lang, key), yuan(cents)));
    rows.extend(HEADS.iter().filter_map(head));
    let sum = HEADS.iter().filter_map(|key| one.fact.data.cents(key)).reduce(i64::saturating_add);
    if let Some(sum) = sum.filter(|sum| one.cents.is_some_and(|cents| cents != *sum)) {
        rows.push(format!("  {}", fill(pen.say.heads_differ, &[&yuan(sum)])));
    }
    for key in WORKS {
        let Some(text) = one.fact.data.text(key) else { continue };
        let label = field(pen.lang, key);
        rows.extend(text.lines().enumerate().map(|(at, line)| format!("  {} {line}", if at == 0 { label } else { "" })));
    }
    rows
}

fn arrow(pen: &Pen<'_>, moved: i64) -> String {
    match moved {
        0 => pen.say.still.to_owned(),
        moved if moved > 0 => fill(pen.say.up, &[&yuan(moved)]),
        moved => fill(pen.say.down, &[&yuan(-moved)]),
    }
}

/// Each amount on one scale, in the order of the table.
fn chart(pen: &mut Pen<'_>) {
    let [ours, theirs] = &pen.talk.positions;
    let all = || ours.iter().chain(theirs).filter_map(|one| one.cents);
    let (Some(low), Some(high)) = (all().min(), all().max()) else { return };
    if low == high || all().count() < 3 {
        return;
    }
    let place = |cents: i64| {
        let wide = i128::from(high) - i128::from(low);
        let at = (i128::from(cents) - i128::from(low)) * i128::from(CHART - 1) / wide.max(1);
        usize::try_from(at).unwrap_or(0)
    };
    let middle = pen.talk.gap().map(|(_, middle)| place(middle.clamp(low, high)));
    pen.faint(format!("   {}", pen.say.marks));
    for round in 0..ours.len().max(theirs.len()) {
        let mut cells = vec!['·'; usize::try_from(CHART).unwrap_or(0)];
        let mut put = |at: Option<usize>, mark: char| {
            if let Some(cell) = at.and_then(|at| cells.get_mut(at)) {
                *cell = mark;
            }
        };
        put(middle, '│');
        let at = |side: &[Position]| side.get(round).and_then(|one| one.cents).map(place);
        let (left, right) = (at(theirs), at(ours));
        put(left, '○');
        put(right, if left == right { '◎' } else { '●' });
        let chart: String = cells.into_iter().collect();
        pen.line(format!(" {} {chart}", fit(&(round + 1).to_string(), 2)));
    }
    pen.faint(format!("    {} … {}", yuan(low), yuan(high)));
}
