//! The negotiation tracker's lines: reply, meetings held of those allowed, the period as a bar.

use super::{Line, Target, countdown};
use crate::docket::yuan;
use crate::law::{Clock, Status};
use crate::ops::Desk;
use crate::ops::view::{NegotiationRow, Reply};
use crate::text::desk::DeskWords;
use crate::text::{Lang, fill, safe};
use crate::tui::width::fit;

/// Consumed, paused and left as a bar, in text for every terminal.
pub fn bar(clock: Clock, room: i64, lang: Lang) -> String {
    let text = DeskWords::of(lang);
    let whole = (clock.consumed + clock.paused + clock.left.max(0)).max(1);
    let part = |days: i64| usize::try_from((days.max(0) * room + whole / 2) / whole).unwrap_or(0);
    let (consumed, paused) = (part(clock.consumed), part(clock.paused));
    let left = usize::try_from(room).unwrap_or(0).saturating_sub(consumed + paused);
    let end = if clock.left < 0 { fill(text.overdue, &[&-clock.left]) } else { fill(text.left, &[&clock.left]) };
    format!("{}{}{} {end}", "▓".repeat(consumed), "░".repeat(paused), "·".repeat(left))
}

/// One negotiation in one line.
pub fn negotiation(desk: &Desk, lang: Lang, row: &NegotiationRow) -> Line {
    let text = DeskWords::of(lang);
    let reply = match row.reply {
        Reply::NoNotice => text.reply_none.to_owned(),
        Reply::NoReceipt => text.reply_no_receipt.to_owned(),
        Reply::Waiting => {
            let due = row.reply_due.as_ref().and_then(|due| due.due).map(|due| due.to_string());
            format!("{} {}", text.reply_waiting, countdown(lang, due.as_deref(), desk.today))
        }
        Reply::Accepted => text.reply_accepted.to_owned(),
        Reply::Refused => text.reply_refused.to_owned(),
        Reply::Partial => text.reply_partial.to_owned(),
    };
    let (held, allowed) = row.meetings;
    let allowed = usize::try_from(allowed).unwrap_or(0);
    let meetings = "●".repeat(held) + &"○".repeat(allowed.saturating_sub(held));
    let gap = match row.positions {
        (Some(high), Some(low)) => format!(" {}", fill(text.gap, &[&yuan(high - low)])),
        _ => String::new(),
    };
    let clock = row.period.as_ref().map_or_else(|| "—".to_owned(), |period| bar(period.clock, 10, lang));
    // The year and the office go before the docket's own number.
    let own = row.number.rsplit('〕').next().unwrap_or(&row.number);
    let small = row.period.as_ref().map_or_else(|| "—".to_owned(), |period| bar(period.clock, 6, lang));
    let narrow = format!("{} {} {} {meetings} {small}", fit(own, 7), fit(&row.party, 8), fit(&reply, 12));
    let (number, party, reply) = (fit(&row.number, 18), fit(&row.party, 14), fit(&reply, 16));
    let line = format!("{number} {party} {reply} {meetings} {clock}{gap}");
    let late = row.period.as_ref().is_some_and(|period| period.status == Status::Overdue)
        || row.reply_due.as_ref().is_some_and(|due| due.status == Status::Overdue);
    let target = row.period.as_ref().or(row.reply_due.as_ref()).map_or(Target::Docket(row.docket), |one| Target::Deadline {
        docket: row.docket,
        rule: one.rule.id.to_string(),
        party: one.party.clone().unwrap_or_default(),
        n: 0,
        round: i64::from(one.round),
    });
    let cites = row.period.as_ref().map(|period| period.rule.cites.clone()).unwrap_or_default();
    Line { alarm: late, target: Some(target), cites, narrow: Some(safe::line(&narrow)), ..Line::plain(line) }
}
