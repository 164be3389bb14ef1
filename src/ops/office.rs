//! What is the office's own and no docket's: yearly and quarterly duties of the profile, and their answers. Its facts stand
//! in one docket that no list shows, so that the log, undo and the check of the log hold for them as for all others.

use super::act::{ActError, Done};
use super::desk::Desk;
use crate::docket::{Data, Day, Docket, Fact, FactId, Kind, office_day};
use crate::law::{Deadline, Nature, Status};
use crate::store::{Entry, OFFICE, StoreError, StoredDocket, Target};

/// The setting that holds the day from which the office answers for its duties.
const SINCE: &str = "since";

/// How an occurrence of a duty was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyAnswer {
    /// The fact.
    pub fact: FactId,
    /// The day on which it was done.
    pub on: Day,
    /// The number of the paper.
    pub number: String,
    /// What else was said.
    pub note: String,
    /// Who recorded it.
    pub by: String,
}

/// An occurrence of a duty of the office.
#[derive(Debug, Clone)]
pub struct OfficeDuty {
    /// Which one, as [`crate::law::Occurrence::key`] says it.
    pub key: String,
    /// Its days and its proof, with its status on the day of asking.
    pub deadline: Deadline,
    /// How it was answered.
    pub answer: Option<DutyAnswer>,
}

impl OfficeDuty {
    /// The last day.
    #[must_use]
    pub fn due(&self) -> Option<Day> {
        self.deadline.due
    }

    /// The day that lists go by.
    #[must_use]
    pub fn safe(&self) -> Option<Day> {
        self.deadline.by()
    }
}

/// Whether passing the last day makes it late.
const fn nags(nature: Nature) -> bool {
    matches!(nature, Nature::Ceiling | Nature::Deemed)
}

impl Desk {
    /// The docket of the office itself, once something was recorded on it.
    pub fn office_docket(&self) -> Result<Option<StoredDocket>, StoreError> {
        let Some(id) = self.store.of_fingerprint(OFFICE)? else { return Ok(None) };
        self.store.docket(id)
    }

    /// Records facts of the office itself: one act, taken back as any other.
    pub fn record_office(&mut self, facts: &[Fact], command: &str, summary: &str) -> Result<Done, ActError> {
        loop {
            let target = match self.store.of_fingerprint(OFFICE)? {
                Some(id) => Target::Existing { id, revision: self.store.revision(id)? },
                None => Target::New {
                    docket: Box::new(Docket { profile: OFFICE.to_owned(), ..Docket::default() }),
                    profile_version: String::new(),
                    fingerprint: OFFICE.to_owned(),
                    questions: "[]".to_owned(),
                },
            };
            let entry = Entry { target, facts: facts.to_vec() };
            match self.write(&self.batch(command, summary, vec![entry]), &mut |_| true) {
                // Facts of the office do not rest on each other: what another officer recorded meanwhile stands beside it.
                Err(ActError::Store(StoreError::Stale { .. } | StoreError::Doubled(_))) => {}
                done => return done,
            }
        }
    }

    /// The day from which the office answers for its duties: when it was set up, else when the first thing was recorded.
    fn since(&self) -> Result<Day, StoreError> {
        if let Some(day) = self.store.setting(SINCE)?.and_then(|day| day.parse().ok()) {
            return Ok(day);
        }
        Ok(self.store.link(1)?.map_or(self.today, |first| office_day(first.at).min(self.today)))
    }

    /// Keeps that day, once.
    pub(super) fn keep_since(&mut self) -> Result<(), StoreError> {
        let day = self.since()?;
        let (moment, unit) = ((self.clock)(), self.office.unit.clone());
        self.store.keep_ident(moment, &unit)?;
        if self.store.setting(SINCE)?.is_none() {
            self.store.set_setting(SINCE, &day.to_string())?;
        }
        Ok(())
    }

    /// The duties of the office as they stand, answered ones included: of each rule everything since the office was set
    /// up until the next one that is ahead. What was missed stays until it is answered.
    pub fn office_record(&self) -> Result<Vec<OfficeDuty>, StoreError> {
        let (law, since, stored) = (self.office_law(), self.since()?, self.office_docket()?);
        let docket = stored.map(|stored| stored.docket).unwrap_or_default();
        let state = docket.state();
        let answered = |rule: &str, key: &str| {
            let is = |data: &Data| data.text("rule") == Some(rule) && data.text("occurrence") == Some(key);
            let fact = state.live.iter().find(|fact| fact.kind == Kind::DutyAnswered && is(&fact.data))?;
            let word = |key| fact.data.text(key).unwrap_or_default().to_owned();
            let (number, note, by) = (word("number"), word("note"), fact.by.clone());
            // The day that it was answered against stays, whatever the rules become.
            Some((DutyAnswer { fact: fact.id, on: fact.on, number, note, by }, fact.data.day("due")))
        };
        let mut found: Vec<OfficeDuty> = Vec::new();
        for period in law.profile.periods.iter().filter(|period| period.office && period.enabled && !period.hidden) {
            for mut one in law.occurrences(period, since) {
                let answer = answered(&period.id, &one.key);
                if let Some(kept) = answer.as_ref().and_then(|(_, kept)| *kept) {
                    (one.deadline.due, one.deadline.safe, one.deadline.provisional) = (Some(kept), Some(kept), false);
                }
                let due = one.deadline.due.unwrap_or(self.today);
                let answer = answer.map(|(answer, _)| answer);
                one.deadline.met = answer.as_ref().map(|answer| (answer.on, answer.fact));
                one.deadline.status = match &answer {
                    Some(answer) if answer.on <= due => Status::Met,
                    Some(_) => Status::MetLate,
                    None if due < self.today && nags(period.nature) => Status::Overdue,
                    None => Status::Pending,
                };
                let ahead = answer.is_none() && due >= self.today;
                // An advice that has passed is over.
                if answer.is_some() || ahead || nags(period.nature) {
                    found.push(OfficeDuty { key: one.key, deadline: one.deadline, answer });
                }
                if ahead {
                    break;
                }
            }
        }
        found.extend(law.own_dates(&state, self.today).into_iter().filter_map(|one| {
            let answer = one.met.map(|(on, fact)| {
                let told = state.live.iter().find(|known| known.id == fact);
                let word = |key| told.and_then(|fact| fact.data.text(key)).unwrap_or_default().to_owned();
                let by = told.map_or_else(String::new, |fact| fact.by.clone());
                DutyAnswer { fact, on, number: word("paper"), note: word("note"), by }
            });
            let key = one.n.map(|n| n.to_string()).unwrap_or_default();
            (one.status != Status::Dropped).then_some(OfficeDuty { key, deadline: one, answer })
        }));
        found.sort_by_key(|duty| (duty.safe(), duty.deadline.rule.id.clone()));
        Ok(found)
    }

    /// The duties that stand open, earliest first.
    pub fn office_duties(&self) -> Result<Vec<OfficeDuty>, StoreError> {
        Ok(self.office_record()?.into_iter().filter(|duty| duty.answer.is_none()).collect())
    }

    /// Records that an occurrence of a duty was done on a day; taken back as any other act.
    pub fn answer_duty(&mut self, duty: &OfficeDuty, on: Day, number: &str, note: &str) -> Result<Done, ActError> {
        let rule = &duty.deadline.rule.id;
        let mut fact = Fact::new(Kind::DutyAnswered, on).with("rule", &**rule).with("occurrence", duty.key.as_str());
        fact = fact.with("number", number).with("note", note);
        if let Some(due) = duty.due() {
            fact = fact.with("due", due.to_string());
        }
        let summary = format!("{rule} {}", duty.key);
        self.record_office(&[fact], Kind::DutyAnswered.name(), &summary)
    }
}
