//! The liable parties, each with its own service, reply, positions, agreement and performance.

use super::case::Page;
use super::negotiation::{marks, reply};
use super::{Line, Target};
use crate::docket::plan::whole;
use crate::docket::{Accounts, Fact, Kind, PartyKind, Restoration, Stage, Track, yuan};
use crate::ops::view::NegotiationRow;
use crate::text::clock::bar;
use crate::text::{case as own, fill, law as words};

/// Their lines. A lead names its party in the overview.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    if page.state.stage().is_none_or(Stage::is_lead) && page.state.tracks.len() < 2 {
        return Vec::new();
    }
    let talks = page.desk.negotiation(&page.view.stored, &page.view.derived);
    let accounts = Accounts::of(page.state);
    let mut lines = Vec::new();
    for track in &page.state.tracks {
        let name = track.party.or_else(|| page.state.parties().first().copied()).unwrap_or(page.say.unnamed);
        lines.push(who(page, track, name));
        let talk = talks.iter().find(|row| row.track() == track.party);
        lines.extend(talk.map(|row| talk_line(page, track, row)));
        lines.extend(title(page, track));
        let own = accounts.of_party(track.party);
        if track.restoration != Restoration::None || own.due.is_some() || own.paid.is_some() {
            let (due, paid) = (own.due.unwrap_or(0), own.paid.unwrap_or(0));
            let restored = own::restoration(page.lang, track.restoration);
            let text = fill(page.say.performs, &[&restored, &yuan(due), &yuan(paid), &yuan((due - paid).max(0))]);
            let paid = own_fact(page, track, &[Kind::PaymentMade, Kind::PaymentDue]);
            let target = match paid {
                Some(fact) => Target::Value { fact: fact.id, key: "amount_cents" },
                None => Target::Record { kind: Kind::PaymentDue, with: with_party(track) },
            };
            lines.push(Line { target: Some(target), ..Line::plain(format!("    {text}")) });
        }
    }
    lines
}

/// What a form about a track begins with.
fn with_party(track: &Track<'_>) -> Vec<(&'static str, String)> {
    track.party.map(|party| ("party", party.to_owned())).into_iter().collect()
}

/// The last fact of some kinds that is about a track, or about all together; the first kind before the others.
fn own_fact<'p>(page: &Page<'p>, track: &Track<'_>, kinds: &[Kind]) -> Option<&'p Fact> {
    let mine = |fact: &&&Fact| track.party.is_none() || fact.party().is_none() || fact.party() == track.party;
    let last = |kind: &Kind| page.state.live.iter().filter(mine).rfind(|fact| fact.kind == *kind).copied();
    kinds.iter().find_map(last)
}

/// Name, what it is, where it stands.
fn who(page: &Page<'_>, track: &Track<'_>, name: &str) -> Line {
    let known = page.state.attributes.parties.iter().find(|party| party.name == name);
    let kind = known.map_or("", |party| match party.kind {
        PartyKind::Organisation => page.say.organisation,
        PartyKind::Person => page.say.person,
    });
    let code = known.map_or("", |party| party.code.as_str());
    let stage = track.stage.map_or_else(String::new, |stage| format!("[{}]", words::stage(page.lang, stage)));
    let round = if track.round > 0 { fill(page.say.round, &[&(track.round + 1)]) } else { String::new() };
    let parts = [name, kind, code, &stage, &round].into_iter().filter(|part| !part.is_empty());
    let text = parts.collect::<Vec<_>>().join(" · ");
    Line { target: Some(Target::Attribute("parties")), ..Line::plain(format!("  {text}")) }
}

/// Service, reply, meetings, the period, the amounts of both sides; Enter opens the negotiation.
fn talk_line(page: &Page<'_>, track: &Track<'_>, row: &NegotiationRow) -> Line {
    let mut parts = vec![reply(page.desk, page.lang, row), format!("{} {}", page.say.meetings, marks(row))];
    parts.extend(row.period.as_ref().filter(|one| one.status.is_open()).map(|one| bar(one.clock, 8, page.lang)));
    let amount = |name: &str, cents: Option<i64>| cents.map(|cents| format!("{name} {}", yuan(cents)));
    parts.extend(amount(page.say.ours, row.positions.0));
    parts.extend(amount(page.say.offered, row.positions.1));
    let target = Target::Talk(track.party.map(str::to_owned));
    Line { alarm: row.late(page.desk.today), target: Some(target), ..Line::plain(format!("    {}", parts.join(" · "))) }
}

/// The agreement or the judgment, and whether it is confirmed.
fn title(page: &Page<'_>, track: &Track<'_>) -> Option<Line> {
    let mine = |fact: &&&Fact| track.party.is_none() || fact.party().is_none() || fact.party() == track.party;
    let of = |kinds: &[Kind]| page.state.live.iter().filter(mine).rfind(|fact| kinds.contains(&fact.kind)).copied();
    let fact = of(&[Kind::AgreementSigned, Kind::JudgmentEffective])?;
    let cents = whole(fact).map_or_else(String::new, |cents| format!(" {}", fill(page.say.amount, &[&yuan(cents)])));
    let joint = if track.party.is_some() && fact.party().is_none() { page.say.joint } else { "" };
    let court = of(&[Kind::ConfirmationApplied, Kind::ConfirmationGranted, Kind::ConfirmationRefused, Kind::EnforcementApplied]);
    let court = court.filter(|other| (other.on, other.id) > (fact.on, fact.id));
    let court = court.map_or_else(String::new, |other| format!(" · {} {}", other.on, words::kind(page.lang, other.kind)));
    let text = format!("    {} {}{cents}{joint}{court}", fact.on, words::kind(page.lang, fact.kind));
    Some(Line { target: Some(Target::Value { fact: fact.id, key: "amount_cents" }), ..Line::plain(text) })
}
