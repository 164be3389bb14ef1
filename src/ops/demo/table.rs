//! A meeting of an invented office as it is written down at the table: who came, the nine steps with their hours, who signed.

use super::Cast;
use crate::docket::{Day, Fact, Kind};

/// The hours of the nine steps.
const HOURS: [&str; 9] = ["09:00", "09:05", "09:10", "09:30", "09:45", "10:00", "10:20", "10:30", "11:40"];

/// A meeting that is over: attended, held in nine steps, signed.
pub(super) fn meeting(on: Day, cast: &Cast, officer: &str, note: bool) -> Vec<Fact> {
    let people =
        [(officer, "right-holder", ""), (&*cast.delegate, "liable-party", &*cast.authority), (&*cast.body, "appraiser", "")];
    let mut facts: Vec<Fact> = people
        .iter()
        .map(|(name, side, authority)| {
            let fact = Fact::new(Kind::MeetingAttended, on).with("name", *name).with("side", *side).with("checked", true);
            if authority.is_empty() { fact } else { fact.with("authority", *authority) }
        })
        .collect();
    let keys: Vec<String> = (1..=HOURS.len()).map(|n| n.to_string()).collect();
    for (key, hour) in keys.iter().zip(HOURS) {
        let fact = Fact::new(Kind::MeetingStep, on).with("step", key.clone()).with("time", hour);
        let objected = note && key == "6";
        facts.push(if objected {
            fact.with("objection", cast.objection.clone()).with("answer", cast.answer.clone())
        } else {
            fact
        });
    }
    let names: Vec<&str> = people.iter().map(|(name, ..)| *name).collect();
    facts.push(
        Fact::new(Kind::MeetingHeld, on)
            .with("attended", names.clone())
            .with("steps", keys.iter().map(String::as_str).collect::<Vec<_>>()),
    );
    facts.extend(names.into_iter().map(|name| Fact::new(Kind::MeetingSigned, on).with("name", name)));
    facts
}

/// The range that was approved before the first meeting.
pub(super) fn mandate(on: Day, cast: &Cast, amount: i64) -> Fact {
    Fact::new(Kind::MandateApproved, on).with("least_cents", amount / 5 * 4).with("approver", cast.approver.clone())
}
