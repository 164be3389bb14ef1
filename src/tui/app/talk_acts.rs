//! What is done in a negotiation: its commands, their forms, and why not yet.

use super::{App, Pane, Tone};
use crate::docket::{Fact, Kind};
use crate::law::{Missing, NextStep};
use crate::text::{ops as ops_words, talks as words};

/// What several cases may do together: meet, and what is written about it.
const TOGETHER: &[Kind] =
    &[Kind::ExchangeHeld, Kind::MeetingPlanned, Kind::MeetingAttended, Kind::MeetingStep, Kind::MeetingHeld, Kind::MeetingSigned];

/// The kinds of fact of an act, the later step before the earlier.
fn kinds(name: &str) -> &'static [Kind] {
    match name {
        "talk.issue" => &[Kind::NoticeIssued],
        "talk.serve" => &[Kind::NoticeServed],
        "talk.unserved" => &[Kind::NoticeServiceFailed],
        "talk.receive" => &[Kind::NoticeReceived],
        "talk.reply" => &[Kind::ReplyReceived],
        "talk.excuse" => &[Kind::ReplyExcused],
        "talk.plan" => &[Kind::MeetingPlanned],
        "talk.attend" => &[Kind::MeetingAttended],
        "talk.step" => &[Kind::MeetingStep],
        "talk.meeting" | "talk.uncounted" => &[Kind::MeetingHeld],
        "talk.consent" => &[Kind::MeetingApproved],
        "talk.sign" => &[Kind::MeetingSigned],
        "talk.position" => &[Kind::PositionStated],
        "talk.mandate" => &[Kind::MandateApproved],
        "talk.agree" => &[Kind::AgreementSigned],
        "talk.fail" => &[Kind::NegotiationFailed],
        "talk.renegotiate" => &[Kind::RenegotiationStarted],
        "talk.notify" => &[Kind::SuitProcuratorateNotified],
        "talk.sue" => &[Kind::SuitFiled],
        "talk.exchange" => &[Kind::ExchangeHeld],
        "talk.joint" => &[Kind::AppraisalCommissioned],
        "talk.performance" => &[Kind::PerformanceOffered],
        "talk.note" => &[Kind::NoteAdded],
        _ => &[],
    }
}

impl App {
    /// A command of the negotiation pane.
    pub(super) fn talk_command(&mut self, name: &str, argument: &str) {
        match name {
            "talk.next" => self.turn_talks(1),
            "talk.previous" => self.turn_talks(-1),
            "talk.views" => self.choose_talks(argument),
            "talk.filter" if self.tracker.inside.is_none() => self.open_talk_filter(argument),
            "talk.filter" => {}
            "talk.steps" => self.talk_steps(),
            "talk.mark" => self.mark_talk(),
            "talk.case" => {
                if let Some((docket, _)) = self.talk_at() {
                    self.show(docket);
                    self.focus = Pane::Case;
                }
            }
            "talk.consent" | "talk.mandate" => {
                let (Some((docket, party)), Some(consent)) = (self.talk_at(), kinds(name).first()) else {
                    return self.record_talk(kinds(name), &[]);
                };
                self.record_talk(&[self.desk.on_the_way(docket, *consent, party.as_deref())], &[]);
            }
            "talk.joint" => self.record_talk(kinds(name), &[("joint", "true".to_owned()), ("path", "full".to_owned())]),
            "talk.uncounted" => self.open_uncounted(),
            name => self.record_talk(kinds(name), &[]),
        }
    }

    fn mark_talk(&mut self) {
        let Some((docket, _)) = self.talk_at().filter(|_| self.tracker.inside.is_none()) else { return };
        if !self.tracker.marks.remove(&docket) {
            self.tracker.marks.insert(docket);
        }
        self.step(1);
        let text = crate::text::fill(self.mark_words().marked, &[&self.tracker.marks.len()]);
        self.say(Tone::Info, text);
    }

    /// An act on the negotiation: its form where the law allows it, else why not, with the articles.
    pub(super) fn record_talk(&mut self, kinds: &[Kind], with: &[(&'static str, String)]) {
        let (Some((docket, party)), Some(kind)) = (self.talk_at(), kinds.first()) else {
            let text = words::Words::of(self.lang).none_open;
            return self.say(Tone::Info, text);
        };
        if let Some(ids) = self.many().filter(|_| self.tracker.inside.is_none() && TOGETHER.contains(kind)) {
            return self.open_kind(&ids, *kind);
        }
        self.show(docket);
        let Some(case) = &self.case else { return };
        let mine = |step: &NextStep| step.step.fact == *kind && (step.party.is_none() || step.party == party);
        let found: Vec<NextStep> = case.derived.next.all().filter(|(_, step)| mine(step)).map(|(_, step)| step.clone()).collect();
        let open = |step: &&NextStep| step.missing.iter().all(Missing::overridable_here);
        if found.iter().find(open).is_some() {
            return self.open_fact_with(docket, *kind, party.as_deref(), with);
        }
        if let Some(step) = found.first() {
            return self.not_yet(step);
        }
        let mut fact = Fact::new(*kind, self.desk.today);
        if let Some(party) = party {
            fact = fact.with("party", party);
        }
        let guard = self.desk.law_of(&case.stored).guard(&case.stored.docket, &fact, self.desk.today);
        let why = if guard.allows() { self.words().no_step.to_owned() } else { ops_words::guard(self.lang, &guard) };
        self.refuse(&why, guard.cites());
    }

    /// A meeting that was held beyond the number without consent: on file as what it is.
    fn open_uncounted(&mut self) {
        let Some((docket, party)) = self.talk_at() else {
            let text = words::Words::of(self.lang).none_open;
            return self.say(Tone::Info, text);
        };
        self.show(docket);
        self.open_fact_with(docket, Kind::MeetingHeld, party.as_deref(), &[("counts", "false".to_owned())]);
    }

    /// The steps of this negotiation alone, to choose from.
    pub(super) fn talk_steps(&mut self) {
        let Some((docket, party)) = self.talk_at() else { return };
        self.show(docket);
        self.choose_step(|step| step.party.is_none() || party.is_none() || step.party == party);
    }

    /// Puts what is known into the fields of a fact of a negotiation, and offers to leave the party out where all may meet.
    pub(super) fn begin_talk(
        &self,
        id: i64,
        kind: Kind,
        party: Option<&str>,
        with: &[(&'static str, String)],
        fields: &mut [crate::ops::field::Field],
    ) {
        let known = self.desk.talk(id, party).ok().flatten();
        let begun = known.map(|talk| self.desk.begin(&talk, kind)).unwrap_or_default();
        for (key, value) in begun.iter().chain(with) {
            if let Some(slot) = fields.iter_mut().find(|field| field.key == *key) {
                slot.initial.clone_from(value);
            }
        }
        let party = fields.iter_mut().find(|field| field.key == "party" && !field.required);
        if let Some(crate::ops::field::Shape::Choice(list)) = party.map(|field| &mut field.shape) {
            let all: std::sync::Arc<str> = words::Words::of(self.lang).everyone.into();
            list.push(("".into(), crate::law::Label { zh: all.clone(), en: all }));
        }
    }
}
