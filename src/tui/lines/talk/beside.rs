//! Beside the table: the exchange before the first meeting, a joint appraisal and what it does to the period, the record
//! of performance offered to other organs; and the rounds that are over.

use super::Pen;
use crate::docket::Kind;
use crate::text::{fill, law as words};
use crate::tui::lines::told;

const KINDS: &[Kind] =
    &[Kind::ExchangeHeld, Kind::AppraisalCommissioned, Kind::AppraisalIssued, Kind::SupportRecorded, Kind::PerformanceOffered];

pub(super) fn beside(pen: &mut Pen<'_>) {
    pen.head(pen.say.s_beside);
    let mut facts: Vec<_> = KINDS.iter().flat_map(|kind| pen.talk.all(*kind)).collect();
    facts.sort_by_key(|fact| (fact.on, fact.id));
    if facts.is_empty() {
        pen.faint(format!("   {}", pen.say.nothing_beside));
    }
    for fact in &facts {
        pen.fact("·", fact);
    }
    // What an appraisal does to the period: nothing as it is read here, and what the other reading would give.
    if let Some(period) = &pen.talk.row.period {
        let other = period.alternatives.iter().find(|other| {
            let pauses = |reading: &&crate::law::period::Reading| reading.id == other.reading;
            let reading = period.rule.readings.iter().find(pauses);
            reading.is_some_and(|reading| matches!(reading.change, crate::law::period::ReadingChange::Pauses(_)))
        });
        if let Some(other) = other {
            let text = fill(pen.say.appraisal_pause, &[&other.due]);
            pen.line(format!("   {text} · {}", words::cites(&pen.desk.library, &period.rule.cites)));
        }
    }
    pen.steps(&[Kind::ExchangeHeld, Kind::AppraisalCommissioned, Kind::PerformanceOffered, Kind::SupportRecorded]);
    if pen.talk.earlier.is_empty() {
        return;
    }
    pen.head(pen.say.s_earlier);
    for (round, fact) in &pen.talk.earlier {
        let text = told(pen.lang, pen.law, fact);
        pen.faint(format!(" {} {text}", fill(pen.say.round, &[&(round + 1)])));
    }
}
