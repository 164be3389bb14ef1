//! What follows from the facts: stage, tracks, rounds, money. Made by the fold only; no setters.

use super::fold;
use super::plan::{Own, Planned};
use super::{Attributes, Cents, Day, Docket, Fact, FactId, Kind, Stage};
use std::borrow::Cow;

/// One step of the main track: which fact led into which state.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// The state entered.
    pub stage: Stage,
    /// The day it was entered.
    pub on: Day,
    /// The fact that led there.
    pub fact: FactId,
}

/// The main track of one liable party; a case without several parties has one track without a name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Track<'d> {
    /// The liable party, where there are several.
    pub party: Option<&'d str>,
    /// Its state; `None` before the first fact.
    pub stage: Option<Stage>,
    /// The notice has been served in this round.
    pub served: bool,
    /// The last agreement left a part open.
    pub partial: bool,
    /// The party agreed to negotiate in this round.
    pub accepted: bool,
    /// Restoration is owed, under way, done.
    pub restoration: Restoration,
    /// Money due and paid.
    pub money: Owed,
    /// The plans of the agreements in force.
    pub(super) plan: Vec<Planned<'d>>,
    /// The instalments that are facts of their own.
    pub(super) own: Vec<Own<'d>>,
    /// The round of negotiation: 0, then 1 after its renegotiation began.
    pub round: u32,
    /// Its early voluntary restoration.
    pub early: EarlyTrack,
}

/// How far the restoration after the agreement has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Restoration {
    /// Nothing to restore is known.
    #[default]
    None,
    /// The agreement names a day by which to restore.
    Owed,
    /// Works have begun.
    Begun,
    /// Evaluated as reached, or exempt.
    Done,
}

/// Money of one track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Owed {
    /// Agreed or adjudged.
    pub agreed: Cents,
    /// What of it is performed in kind, at its value.
    pub in_kind: Cents,
    /// The sum of the instalments that were set, in the agreement or each for itself.
    pub due: Cents,
    /// The sum of the payments.
    pub paid: Cents,
}

impl Owed {
    /// What has to be paid in all: the instalments, or else what was agreed in money.
    pub fn total(&self) -> Cents {
        if self.due > 0 { self.due } else { self.in_money() }
    }

    /// What was agreed or adjudged, without the value of what is performed in kind.
    pub fn in_money(&self) -> Cents {
        self.agreed.saturating_sub(self.in_kind).max(0)
    }
}

/// Early voluntary restoration, before the agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum EarlyTrack {
    /// Not asked for.
    #[default]
    None,
    /// The liable party asked to restore.
    Requested,
    /// Both sides confirmed the facts of the damage in writing.
    Confirmed,
    /// The right-holder's side consented.
    Consented,
    /// Works are under way.
    UnderWay,
    /// Works are done.
    Done,
}

/// Supervision of a major case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum SupervisionTrack {
    /// Not a major case.
    #[default]
    None,
    /// Marked as major.
    Marked,
    /// Put under supervision.
    Open,
    /// All supervised matters are finished.
    Finished,
    /// The closing report is sent.
    Reported,
}

/// The state of a docket after some of its facts.
#[derive(Debug, Clone)]
pub struct State<'d> {
    /// The docket it was made from.
    pub docket: &'d Docket,
    /// The attributes with all amendments.
    pub attributes: Cow<'d, Attributes>,
    /// The facts that count, by day and then by order of recording.
    pub live: Vec<&'d Fact>,
    /// One track a liable party.
    pub tracks: Vec<Track<'d>>,
    /// The states passed through.
    pub passages: Vec<Passage>,
    /// The states that the case, or of several liable parties any, has come to: what a reporting system is told.
    pub reached: Vec<Passage>,
    /// Early voluntary restoration, of the party that is furthest.
    pub early: EarlyTrack,
    /// Supervision.
    pub supervision: SupervisionTrack,
    /// The round of negotiation of the party that is furthest: 0, then 1 after the renegotiation began.
    pub round: u32,
    /// Failed evaluations so far.
    pub evaluations_failed: u32,
    /// An appraisal that is commissioned and not yet issued.
    pub appraising: bool,
    /// An appraisal, expert opinion or determination has been issued.
    pub appraised: bool,
    /// The investigation ended with the proposal to negotiate.
    pub concluded: bool,
    /// The latest amount of damage, and whether it was appraised.
    pub damage: Option<(Cents, bool)>,
    /// The last fact of each kind, as a place in `live` plus one; 0 is none.
    last: [u16; Kind::COUNT],
    /// The one before it, parallel to `live`.
    previous: Vec<u16>,
}

impl<'d> State<'d> {
    /// The state after all facts.
    #[must_use]
    pub fn of(docket: &'d Docket) -> Self {
        let mut state = Self::start(docket);
        for fact in fold::live(docket) {
            state.apply(fact);
        }
        state
    }

    /// The state before any fact; [`State::apply`] goes on from there.
    #[must_use]
    pub fn start(docket: &'d Docket) -> Self {
        Self {
            docket,
            attributes: Cow::Borrowed(&docket.attributes),
            live: Vec::with_capacity(docket.facts.len()),
            tracks: fold::tracks(docket),
            passages: Vec::new(),
            reached: Vec::new(),
            early: EarlyTrack::None,
            supervision: SupervisionTrack::None,
            round: 0,
            evaluations_failed: 0,
            appraising: false,
            appraised: false,
            concluded: false,
            damage: docket.attributes.damage_cents.map(|cents| (cents, !docket.attributes.estimated)),
            last: [0; Kind::COUNT],
            previous: Vec::with_capacity(docket.facts.len()),
        }
    }

    /// The facts that count, in the order of the fold.
    #[must_use]
    pub fn sequence(docket: &'d Docket) -> Vec<&'d Fact> {
        fold::live(docket)
    }

    /// Folds one more fact in.
    pub fn apply(&mut self, fact: &'d Fact) {
        if let Some(last) = self.last.get_mut(fact.kind.index()) {
            self.previous.push(*last);
            *last = u16::try_from(self.live.len() + 1).unwrap_or(u16::MAX);
        }
        let before = self.stage();
        let several = self.tracks.len() > 1;
        let tracks: Vec<Option<Stage>> = self.tracks.iter().filter(|_| several).map(|track| track.stage).collect();
        fold::apply(self, fact);
        self.live.push(fact);
        let after = self.stage();
        let passage = |stage| Passage { stage, on: fact.on, fact: fact.id };
        if let Some(stage) = after
            && after != before
        {
            self.passages.push(passage(stage));
        }
        if self.tracks.len() < 2 {
            self.reached.extend(after.filter(|_| after != before).map(passage));
            return;
        }
        // The first that comes to a state is told; who comes after, only where the party was there before and goes back.
        for (at, track) in self.tracks.iter().enumerate() {
            let was = tracks.get(at).copied().flatten();
            let Some(stage) = track.stage.filter(|stage| Some(*stage) != was) else { continue };
            let known = |one: &Passage| one.stage == stage && (one.fact == fact.id || was.is_none_or(|was| was < stage));
            if !self.reached.iter().any(known) {
                self.reached.push(passage(stage));
            }
        }
    }

    /// The state of the case: the least advanced of its tracks that have not ended.
    #[must_use]
    pub fn stage(&self) -> Option<Stage> {
        let open = self.tracks.iter().filter_map(|track| track.stage).filter(|stage| !stage.is_ended()).min();
        open.or_else(|| self.tracks.iter().filter_map(|track| track.stage).min())
    }

    /// The round of negotiation that a liable party is in; without a name, the furthest.
    #[must_use]
    pub fn round_of(&self, party: Option<&str>) -> u32 {
        self.tracks.iter().find(|track| party.is_some() && track.party == party).map_or(self.round, |track| track.round)
    }

    /// The round of negotiation in which a fact at a place of `live` falls for a liable party: its own renegotiations until
    /// then, and those that name nobody; without a name, the furthest.
    #[must_use]
    pub fn round_at(&self, place: usize, party: Option<&str>) -> u32 {
        if party.is_none() && self.tracks.len() > 1 {
            let named = self.tracks.iter().filter(|track| track.party.is_some());
            return named.map(|track| self.round_at(place, track.party)).max().unwrap_or(0);
        }
        let mine = |fact: &Fact| party.is_none() || fact.party().is_none() || fact.party() == party;
        let begun = self.newest_first(Kind::RenegotiationStarted).filter(|(at, fact)| *at <= place && mine(fact));
        u32::try_from(begun.count()).unwrap_or(u32::MAX)
    }

    /// Whether a fact falls in the round that the party asked about, or else its own, is in now.
    #[must_use]
    pub fn in_round(&self, place: usize, fact: &Fact, party: Option<&str>) -> bool {
        let whose = party.or(fact.party());
        self.round_at(place, whose) == self.round_of(whose)
    }

    /// The facts of a kind, oldest first.
    #[must_use]
    pub fn all(&self, kind: Kind) -> Vec<&'d Fact> {
        let mut found: Vec<_> = self.newest_first(kind).map(|(_, fact)| fact).collect();
        found.reverse();
        found
    }

    /// The facts of a kind with their place in `live`, newest first.
    pub fn newest_first(&self, kind: Kind) -> impl Iterator<Item = (usize, &'d Fact)> {
        let mut at = self.last.get(kind.index()).copied().unwrap_or(0);
        std::iter::from_fn(move || {
            let place = usize::from(at).checked_sub(1)?;
            at = self.previous.get(place).copied().unwrap_or(0);
            self.live.get(place).map(|fact| (place, *fact))
        })
    }

    /// How often a kind stands.
    #[must_use]
    pub fn count(&self, kind: Kind) -> usize {
        self.newest_first(kind).count()
    }

    /// Whether a kind stands.
    #[must_use]
    pub fn has(&self, kind: Kind) -> bool {
        self.last.get(kind.index()).is_some_and(|place| *place > 0)
    }

    /// The latest fact of a kind.
    #[must_use]
    pub fn last(&self, kind: Kind) -> Option<&'d Fact> {
        self.newest_first(kind).next().map(|(_, fact)| fact)
    }

    /// The first fact of a kind.
    #[must_use]
    pub fn first(&self, kind: Kind) -> Option<&'d Fact> {
        self.newest_first(kind).last().map(|(_, fact)| fact)
    }

    /// The names of the liable parties, as attributes and facts give them.
    #[must_use]
    pub fn parties(&self) -> Vec<&'d str> {
        fold::parties(self.docket)
    }

    /// The stages reached from the filing on that nobody has entered in the reporting system yet, oldest first. An entry
    /// that names no stage covers everything before it.
    #[must_use]
    pub fn unentered(&self) -> Vec<&Passage> {
        let place = |id| self.live.iter().position(|fact| fact.id == id);
        let covers = |entry: &Fact, passage: &Passage| match entry.data.text("stage") {
            None => true,
            Some(stage) => stage == passage.stage.name() && entry.data.day("reached").is_none_or(|day| day == passage.on),
        };
        let open = |passage: &&Passage| {
            let at = place(passage.fact);
            let mut entries = self.newest_first(Kind::ProgressEntered);
            passage.stage >= Stage::Filed && !entries.any(|(done, entry)| Some(done) > at && covers(entry, passage))
        };
        self.reached.iter().filter(open).collect()
    }
}

impl EarlyTrack {
    /// Its name in conditions and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Requested => "requested",
            Self::Confirmed => "confirmed",
            Self::Consented => "consented",
            Self::UnderWay => "under-way",
            Self::Done => "done",
        }
    }
}

impl SupervisionTrack {
    /// Its name in conditions and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Marked => "marked",
            Self::Open => "open",
            Self::Finished => "finished",
            Self::Reported => "reported",
        }
    }

    /// The track of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::None, Self::Marked, Self::Open, Self::Finished, Self::Reported].into_iter().find(|track| track.name() == name)
    }
}
