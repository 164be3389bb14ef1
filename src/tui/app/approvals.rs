//! The approvals: the queue, the paper of the proposal that is selected, consent by one key, return by one key and a reason.

use super::{App, Listing, Pane, Tone};
use crate::docket::{Fact, Kind};
use crate::ops::approve::Proposal;
use crate::ops::field::Field;
use crate::papers::table::Cell;
use crate::store::{ApprovalRow, StoreError, StoredDocket};
use crate::text::approvals::Words;
use crate::text::{fill, law as law_words};
use crate::tui::lines::explain::Reading;
use crate::tui::lines::{Line, Target, approvals as lines};

/// Proposals listed at most.
const MOST: usize = 500;

/// The queue of approvals.
#[derive(Debug, Default)]
pub struct Queue {
    /// The proposals, those that came back first.
    pub rows: Vec<ApprovalRow>,
    /// Their lines.
    pub lines: Listing,
    /// How many wait for the officer, and how many of the officer's own came back.
    pub counts: (i64, i64),
    /// For how many days the one that has waited longest for the officer has waited.
    pub days: i64,
    /// The paper of the selected one.
    pub paper: Reading,
    /// The docket that it was read from, and its revision.
    pub read: Option<(i64, i64)>,
    /// Who is in charge; nobody where the office names nobody.
    pub heads: Vec<String>,
}

impl App {
    fn approval_words(&self) -> &'static Words {
        Words::of(self.lang)
    }

    /// The queue over the whole screen.
    pub(super) fn open_approvals(&mut self) {
        self.zoom(Pane::Approvals);
        self.reload_approvals();
    }

    /// Counts what waits; reads the queue where it is looked at.
    pub(super) fn reload_approvals(&mut self) {
        let counts = self.desk.approvals_here();
        if let Some((counts, days)) = self.told(counts) {
            (self.queue.counts, self.queue.days) = (counts, days);
        }
        if self.focus != Pane::Approvals {
            return;
        }
        let read = self.desk.in_charge().and_then(|heads| Ok((heads, self.desk.approvals(MOST)?)));
        let Some((heads, rows)) = self.told(read) else { return };
        let mut list = lines::queue(&self.desk, self.lang, &heads, &rows);
        if rows.len() >= MOST {
            list.push(Line { faint: true, ..Line::plain(fill(self.approval_words().first, &[&MOST])) });
        }
        self.queue.lines.put(list);
        self.queue.heads = heads;
        self.queue.rows = rows;
        // A heading is no proposal: on to the next one.
        while self.approval_at().is_none() && self.queue.lines.at + 1 < self.queue.lines.lines.len() {
            self.queue.lines.step(1);
        }
        self.reload_approval();
    }

    /// The paper of the selected proposal.
    pub(super) fn reload_approval(&mut self) {
        let one = self.proposal_at();
        self.queue.read = one.as_ref().map(|one| (one.row.docket, one.stored.revision));
        self.queue.paper = one.map_or_else(Reading::default, |one| lines::paper(&self.desk, self.lang, &one));
    }

    /// The selected line of the queue.
    pub(super) fn approval_at(&self) -> Option<&ApprovalRow> {
        let Some(Target::Approval { docket, step, party }) = self.queue.lines.current()?.target.as_ref() else { return None };
        self.queue.rows.iter().find(|row| (row.docket, &row.step, &row.party) == (*docket, step, party))
    }

    fn proposal_at(&self) -> Option<Proposal> {
        self.desk.proposal(self.approval_at()?).ok().flatten()
    }

    /// The proposal that an act is about, read anew; else it is said why there is none.
    fn asked_proposal(&mut self) -> Option<Proposal> {
        let Some(row) = self.approval_at().cloned() else {
            self.say(Tone::Info, self.approval_words().pick);
            return None;
        };
        let read = self.desk.proposal(&row);
        let found = self.told(read)?;
        if found.is_none() {
            self.reload_approvals();
            self.say(Tone::Info, self.approval_words().gone);
        }
        found
    }

    /// Consents by one key. Where the officer is not the one to decide, or the consent asks for more, its form opens.
    pub(super) fn consent(&mut self) {
        let Some(one) = self.asked_proposal() else { return };
        if one.returned.is_some() {
            return self.say(Tone::Info, self.approval_words().back_already);
        }
        // Consent is to what was read: what stands there now is read first.
        if let Some((docket, expected)) = self.queue.read
            && (docket, expected) != (one.row.docket, one.stored.revision)
            && docket == one.row.docket
        {
            return self.fail(&StoreError::Stale { docket, have: one.stored.revision, expected }.into());
        }
        let at_once = self.desk.consents_at_once(&one);
        match self.told(at_once) {
            Some(true) => match self.desk.consent(&one) {
                Ok(done) => self.settle(&done),
                Err(error) => self.fail(&error),
            },
            Some(false) => {
                let fact = self.desk.consent_to(&one);
                let known: Vec<(&'static str, String)> = one
                    .step
                    .fact
                    .keys()
                    .iter()
                    .chain(crate::docket::COMMON_KEYS)
                    .filter_map(|(key, _)| Some((*key, crate::ops::field::typed(key, fact.data.get(key)?))))
                    .collect();
                self.show(one.row.docket);
                self.open_fact_with(one.row.docket, one.step.fact, one.party(), &known);
                self.tell_signed(&one);
            }
            None => {}
        }
    }

    /// Asks in the form of a decision who signed, where the officer is not the one to decide.
    pub(super) fn ask_signed(&mut self, stored: &StoredDocket, kind: Kind, party: Option<&str>, fields: &mut Vec<Field>) {
        let mut fact = Fact::new(kind, self.desk.today);
        fact.data.set("party", party.unwrap_or_default());
        let asked = self.desk.ask_signed(stored, &fact, fields);
        self.told(asked);
    }

    /// Sends it back; the form asks for the reason.
    pub(super) fn send_back(&mut self) {
        let Some(one) = self.asked_proposal() else { return };
        let Some(back) = one.back.clone().filter(|_| one.returned.is_none()) else {
            return self.say(Tone::Info, self.approval_words().back_already);
        };
        self.show(one.row.docket);
        self.open_fact_with(one.row.docket, back.fact, one.party(), &[]);
        self.tell_signed(&one);
    }

    /// Says beside the form why it asks who signed, or what else it asks for.
    fn tell_signed(&mut self, one: &Proposal) {
        let say = self.approval_words();
        let guard = self.desk.law_of(&one.stored).guard(&one.stored.docket, &self.desk.consent_to(one), self.desk.today);
        let text = if !self.desk.is_mine_to_decide(&self.queue.heads, &one.row) {
            say.signed.to_owned()
        } else if guard.missing.is_empty() {
            return;
        } else {
            fill(say.asks, &[&law_words::lacking(self.lang, &guard.missing)])
        };
        self.beside(text, one.step.cites.clone());
    }

    /// What came back is proposed again.
    pub(super) fn mend(&mut self) {
        if let Some(one) = self.asked_proposal() {
            self.mend_one(&one);
        }
    }

    /// Its form begins with what was proposed, and says why it came back.
    fn mend_one(&mut self, one: &Proposal) {
        let Some(back) = &one.returned else { return self.say(Tone::Info, self.approval_words().not_back) };
        self.show(one.row.docket);
        self.open_fact(one.row.docket, one.fact.kind, one.party());
        self.beside(lines::sent_back(self.lang, back), one.step.cites.clone());
    }

    /// Enter on what stands about a proposal in the case pane: what came back is mended, what waits is looked at in the queue.
    pub(super) fn enter_standing(&mut self, target: &Target) {
        let Target::Approval { docket, step, party } = target else { return };
        let row = ApprovalRow { docket: *docket, step: step.clone(), party: party.clone(), ..ApprovalRow::default() };
        let read = self.desk.proposal(&row);
        let Some(found) = self.told(read) else { return };
        match found {
            Some(mut one) if one.returned.is_some() => {
                one.row.by.clone_from(&one.fact.by);
                self.mend_one(&one);
            }
            Some(_) => {
                self.open_approvals();
                if let Some(at) = self.queue.lines.lines.iter().position(|line| line.target.as_ref() == Some(target)) {
                    self.queue.lines.at = at;
                    self.queue.lines.step(0);
                }
                self.reload_approval();
            }
            None => self.say(Tone::Info, self.approval_words().gone),
        }
    }

    /// The paper of the selected proposal over the whole screen.
    pub(super) fn read_approval(&mut self) {
        let Some(one) = self.asked_proposal() else { return };
        let reading = lines::paper(&self.desk, self.lang, &one);
        let title = format!("{} · {}", law_words::kind(self.lang, one.fact.kind), one.row.number);
        self.read(title, reading);
    }

    /// The header of the queue as a list.
    pub(super) fn approval_headers(&self) -> Vec<String> {
        let (say, own) = (self.approval_words(), crate::text::out::Words::of(self.lang));
        let names = [own.number, own.title, say.what, own.party, say.since, say.by, own.officer, say.state];
        names.into_iter().map(str::to_owned).collect()
    }

    /// The queue as a list.
    pub(super) fn approval_rows(&self) -> Vec<Vec<Cell>> {
        let (say, law) = (self.approval_words(), self.desk.office_law());
        let row = |row: &ApprovalRow| {
            let step = law.profile.steps.iter().find(|step| *step.id == *row.step);
            let what = step.and_then(|step| step.answers.first()).map_or("", |kind| law_words::kind(self.lang, *kind));
            vec![
                Cell::text(&row.number),
                Cell::text(&row.title),
                Cell::text(what),
                Cell::text(&row.party),
                Cell::day(Some(&row.since)),
                Cell::text(&row.by),
                Cell::text(&row.officer),
                Cell::text(if row.returned { say.back } else { say.open }),
            ]
        };
        self.queue.rows.iter().map(row).collect()
    }

    /// Enter: the docket of the selected proposal.
    pub(super) fn enter_approval(&mut self) {
        let Some(id) = self.approval_at().map(|row| row.docket) else { return };
        self.show(id);
        (self.focus, self.left) = (Pane::Case, Some(Pane::Approvals));
    }

    /// What the line above the queue says: who is in charge.
    pub fn heads_line(&self) -> String {
        let say = self.approval_words();
        if self.queue.heads.is_empty() { say.no_heads.to_owned() } else { fill(say.heads, &[&self.queue.heads.join("、")]) }
    }
}
