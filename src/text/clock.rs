//! A time limit's clock as a bar and in words: what is used, paused and left; beside it the clock of what stops it, and
//! the clocks of readings that were not chosen.

use super::desk::DeskWords;
use super::{Lang, fill, law};
use crate::law::calendar::Calendar;
use crate::law::period::{Pause, ReadingChange, Unit};
use crate::law::proof::Gap;
use crate::law::{Clock, Deadline};

crate::words! {
    /// Words of clocks.
    pub struct Words {
        clock: "已用 {0} · 暂停 {1} · 剩余 {2}（{3}）" | "used {0} · paused {1} · left {2} ({3})",
        over: "已用 {0} · 暂停 {1} · 超出 {2}（{3}）" | "used {0} · paused {1} · over by {2} ({3})",
        working: "工作日" | "working days",
        calendar: "自然日" | "calendar days",
        open: "‖ {0}：自 {1} 起已 {2} 日，未结束" | "‖ {0}: since {1}, {2} days, not ended",
        ended: "‖ {0}：{1} 至 {2}，{3} 日" | "‖ {0}: {1} to {2}, {3} days",
        once: "‖ 重叠的 {0} 日只扣除一次" | "‖ {0} days of these overlap and are left out once",
        otherwise: "{0} 另一读法，到期 {1}：{2}" | "{0} another reading, due {1}: {2}",
    }
}

/// Consumed, paused and left in so many cells, in text for every terminal: what is there has one cell at least.
fn cells(clock: Clock, room: i64) -> String {
    let parts = [clock.consumed.max(0), clock.paused.max(0), clock.left.max(0)];
    let whole = parts.iter().sum::<i64>().max(1);
    let mut shown = parts.map(|days| if days == 0 { 0 } else { ((days * room + whole / 2) / whole).max(1) });
    // What rounding leaves over, or took too much, is the longest part's.
    let longest = (0..parts.len()).max_by_key(|at| parts.get(*at).copied()).unwrap_or(2);
    let others: i64 = shown.iter().enumerate().filter(|(at, _)| *at != longest).map(|(_, cells)| cells).sum();
    if let Some(slot) = shown.get_mut(longest) {
        *slot = (room - others).max(0);
    }
    let signs = ["▓", "░", "·"];
    signs.iter().zip(shown).map(|(sign, cells)| sign.repeat(usize::try_from(cells).unwrap_or(0))).collect()
}

/// The bar with how many days are left, for a list.
pub fn bar(clock: Clock, room: i64, lang: Lang) -> String {
    let text = DeskWords::of(lang);
    let end = if clock.left < 0 { fill(text.overdue, &[&-clock.left]) } else { fill(text.left, &[&clock.left]) };
    format!("{} {end}", cells(clock, room))
}

/// A clock in words: used up, paused, left.
pub fn said(lang: Lang, clock: Clock) -> String {
    let text = Words::of(lang);
    let unit = if clock.unit == Unit::Working { text.working } else { text.calendar };
    let sentence = if clock.left < 0 { text.over } else { text.clock };
    fill(sentence, &[&clock.consumed, &clock.paused, &clock.left.abs(), &unit])
}

/// The pauses as the facts give them, each with its own days: the clock that runs while this one stands.
fn pauses(lang: Lang, one: &Deadline, clock: Clock, gaps: &[Gap], rules: &[Pause]) -> Vec<String> {
    let text = Words::of(lang);
    let (Some((start, _)), Some(until)) = (one.start, clock.until) else { return Vec::new() };
    let (mut lines, mut sum) = (Vec::new(), 0);
    for gap in gaps.iter().filter(|gap| gap.until > start && gap.after < until) {
        let label = rules.get(gap.pause).map_or("", |pause| law::label(lang, &pause.label));
        let days = (gap.until.min(until) - gap.after.max(start)).num_days();
        sum += days;
        lines.push(if gap.open {
            fill(text.open, &[&label, &gap.after, &days])
        } else {
            fill(text.ended, &[&label, &gap.after, &gap.until, &days])
        });
    }
    if clock.unit == Unit::Calendar && sum > clock.paused {
        lines.push(fill(text.once, &[&(sum - clock.paused)]));
    }
    lines
}

/// The clock as a bar and in words, and what stops it; the same of a reading that gives another day: of every one, or
/// only of those that stop the clock otherwise. Nothing where no day is known.
fn told(lang: Lang, one: &Deadline, calendar: &Calendar, room: i64, all: bool) -> Vec<String> {
    if one.due.is_none() || one.start.is_none() {
        return Vec::new();
    }
    let mut lines = vec![format!("{}  {}", cells(one.clock, room), said(lang, one.clock))];
    let gaps = one.proof.way.as_ref().map_or(&one.proof.pauses, |way| &way.pauses);
    lines.extend(pauses(lang, one, one.clock, gaps, &one.rule.pauses));
    lines.extend(super::planning::effort(lang, one));
    let Some(until) = one.clock.until else { return lines };
    for other in one.proof.readings.iter().filter(|other| Some(other.due) != one.due) {
        let reading = one.rule.readings.iter().find(|known| known.id == other.reading);
        let rules = match reading.map(|reading| &reading.change) {
            Some(ReadingChange::Pauses(rules)) => rules.as_slice(),
            _ if all => &[],
            _ => continue,
        };
        let clock = other.clock(calendar, until);
        lines.push(fill(Words::of(lang).otherwise, &[&cells(clock, room), &other.due, &said(lang, clock)]));
        lines.extend(pauses(lang, one, clock, &other.way.pauses, rules));
    }
    lines
}

/// The clock with what stops it, under the reading that holds and under those that stop it otherwise.
#[must_use]
pub fn running(lang: Lang, one: &Deadline, calendar: &Calendar, room: i64) -> Vec<String> {
    told(lang, one, calendar, room, false)
}

/// The same with the clocks of all readings that give another day.
#[must_use]
pub fn lines(lang: Lang, one: &Deadline, calendar: &Calendar, room: i64) -> Vec<String> {
    told(lang, one, calendar, room, true)
}
