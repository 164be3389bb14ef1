//! The tracker's lines: reply, meetings held of those allowed, the period as a bar, the amounts, what is next. What a
//! line has no room for is left out from the right, never the period.

use super::{Line, Target, countdown};
use crate::law::{Deadline, Status};
use crate::ops::Desk;
use crate::ops::view::{NegotiationRow, Reply};
use crate::text::clock::bar;
use crate::text::desk::DeskWords;
use crate::text::talks::{Words, short};
use crate::text::{Lang, fill, law as law_words, safe};
use crate::tui::width::{cells, fit};

/// How the notice was answered, with the days that are left.
pub fn reply(desk: &Desk, lang: Lang, row: &NegotiationRow) -> String {
    let text = DeskWords::of(lang);
    match row.reply {
        Reply::NoNotice => text.reply_none.to_owned(),
        Reply::NotServed => text.reply_not_served.to_owned(),
        Reply::NoReceipt => text.reply_no_receipt.to_owned(),
        Reply::Waiting => {
            let due = row.reply_due.as_ref().and_then(|due| due.due).map(|due| due.to_string());
            format!("{} {}", text.reply_waiting, countdown(lang, due.as_deref(), desk.today))
        }
        Reply::Accepted => text.reply_accepted.to_owned(),
        Reply::Refused => text.reply_refused.to_owned(),
        Reply::Partial => text.reply_partial.to_owned(),
    }
}

/// Meetings held of those allowed, as marks.
pub fn marks(row: &NegotiationRow) -> String {
    let (held, allowed) = row.meetings;
    let allowed = usize::try_from(allowed).unwrap_or(0);
    // More than fit are said as a number.
    if held > 6 {
        return format!("●×{held}");
    }
    "●".repeat(held) + &"○".repeat(allowed.saturating_sub(held))
}

/// The period as a bar; once it is answered, how.
fn period(lang: Lang, period: Option<&Deadline>, room: i64) -> String {
    match period {
        None => "—".to_owned(),
        Some(one) if matches!(one.status, Status::Met | Status::MetLate | Status::Dropped) => {
            format!("{} {}", "▓".repeat(usize::try_from(room).unwrap_or(0)), law_words::status(lang, one.status))
        }
        Some(one) => bar(one.clock, room, lang),
    }
}

/// What is next, and by when; in few cells where there is no room.
pub fn coming(desk: &Desk, lang: Lang, row: &NegotiationRow, tight: bool) -> String {
    let Some(next) = &row.next else { return String::new() };
    let short = if tight { crate::text::talks::coming(lang, next.kind) } else { None };
    let label = short.unwrap_or_else(|| law_words::label(lang, &next.label));
    match (next.due, next.elapsed) {
        (Some(due), _) => format!("{label} {}", countdown(lang, Some(&due.to_string()), desk.today)),
        (None, Some(days)) => format!("{label} {}", fill(DeskWords::of(lang).elapsed, &[&days])),
        (None, None) => label.to_owned(),
    }
}

/// One negotiation in one line of `room` cells.
pub fn talk_in(desk: &Desk, lang: Lang, row: &NegotiationRow, room: usize) -> String {
    let text = Words::of(lang);
    let late = row.late(desk.today);
    let paused = row.period.as_ref().is_some_and(|one| one.status == Status::Paused);
    let mark = match () {
        () if late => "!",
        () if !row.grounds.is_empty() => "?",
        () if paused => "‖",
        () => " ",
    };
    let wide = room >= 100;
    // The year and the office go before the docket's own number.
    let own = row.number.rsplit('〕').next().unwrap_or(&row.number);
    let number = if wide { fit(&row.number, 18) } else { fit(own, 7) };
    let tight = |said: String| if wide { said } else { said.replace(text.tight, "").replace(text.tight_elapsed, "") };
    let (party, said) =
        (fit(&row.party, if wide { 12 } else { 8 }), fit(&tight(reply(desk, lang, row)), if wide { 14 } else { 12 }));
    let round = if row.round > 0 {
        format!("{} ", fill(if wide { text.round } else { text.round_tight }, &[&(row.round + 1)]))
    } else {
        String::new()
    };
    let clock = period(lang, row.period.as_ref(), if wide { 10 } else { 5 });
    let mut line = format!("{mark}{number} {party} {said} {} {}", marks(row), fit(&tight(clock), if wide { 17 } else { 14 }));
    let more = |line: &mut String, part: String, least: usize| {
        let left = room.saturating_sub(cells(line) + 1);
        if !part.is_empty() && left >= cells(&part).min(least) {
            line.push(' ');
            line.push_str(&fit(&part, cells(&part).min(left)));
        }
    };
    let amounts = match row.positions {
        (Some(high), Some(low)) if wide => format!(
            "{}{} {}{} {}",
            text.ours,
            short(lang, high),
            text.theirs,
            short(lang, low),
            fill(text.gap, &[&short(lang, high - low)])
        ),
        (Some(high), Some(low)) => fill(text.gap, &[&short(lang, high - low)]),
        (Some(high), None) => format!("{}{}", text.ours, short(lang, high)),
        (None, Some(low)) => format!("{}{}", text.theirs, short(lang, low)),
        (None, None) => String::new(),
    };
    more(&mut line, fit(&amounts, if wide { 24 } else { 10 }), 5);
    more(&mut line, tight(format!("{round}{}", coming(desk, lang, row, !wide))), 8);
    safe::line(&line)
}

/// One negotiation as a line that a key acts on.
pub fn negotiation(desk: &Desk, lang: Lang, row: &NegotiationRow) -> Line {
    let target = row
        .period
        .as_ref()
        .or(row.reply_due.as_ref())
        .map_or(Target::Docket(row.docket), |one| Target::deadline(row.docket, one));
    let cites = row.period.as_ref().map(|period| period.rule.cites.clone()).unwrap_or_default();
    let faint = row.stage.is_some_and(|stage| stage >= crate::docket::Stage::AgreementSigned);
    let late = row.late(desk.today) && !faint;
    Line { alarm: late, target: Some(target), cites, faint, ..Line::plain(talk_in(desk, lang, row, 118)) }
}
