//! Triage: one lead, what is known about it before anything is asked, the outcomes the law allows, and the one that the
//! known facts point to. Nothing is decided here: an outcome is facts that the officer accepts.

use super::Desk;
use super::view::CaseView;
use crate::docket::{Attributes, Docket, Fact, Kind};
use crate::law::Cite;
use crate::papers::ledger::Words;
use crate::store::StoreError;
use serde_json::json;

/// What becomes of a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Damage was caused: filing is proposed.
    Damage,
    /// No damage was found: non-filing is proposed.
    NoDamage,
    /// Damage, but a ground not to start.
    Reject,
    /// Repaired already: not screened.
    Exclude,
    /// The same as another docket.
    Merge,
    /// Somebody else's.
    Transfer,
    /// Later.
    Snooze,
}

impl Way {
    /// In the order of their digits.
    pub const ALL: [Way; 7] =
        [Self::Damage, Self::NoDamage, Self::Reject, Self::Exclude, Self::Merge, Self::Transfer, Self::Snooze];

    /// The facts it records without asking further, in order; the last of them is what its form asks about.
    #[must_use]
    pub const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Damage => &[Kind::CheckConcluded, Kind::FilingProposed],
            Self::NoDamage | Self::Reject => &[Kind::CheckConcluded, Kind::NonfilingProposed],
            Self::Exclude => &[Kind::ScopeExcluded],
            Self::Merge => &[Kind::LeadMerged],
            Self::Transfer => &[Kind::LeadTransferred],
            Self::Snooze => &[Kind::LeadSnoozed],
        }
    }

    /// Whether a form asks for more.
    #[must_use]
    pub const fn asks(self) -> bool {
        matches!(self, Self::Reject | Self::Exclude | Self::Transfer | Self::Snooze)
    }
}

/// A lead with what is known about it.
#[derive(Debug, Clone)]
pub struct TriageView {
    /// The docket and what the law says.
    pub case: CaseView,
    /// What its words point to: the sign, and the word that says so.
    pub signs: Vec<(String, String)>,
    /// The docket that it seems to repeat.
    pub same: Option<i64>,
    /// Its amount is within what is markedly minor, and no exception is known.
    pub minor: bool,
    /// The department that the routing table names, if it is one and none is written down.
    pub department: Option<String>,
    /// What the known facts point to; nothing where a person has to look first.
    pub recommended: Option<Way>,
}

impl Desk {
    /// A lead for triage.
    pub fn triage(&self, id: i64) -> Result<Option<TriageView>, StoreError> {
        let Some(case) = self.case(id)? else { return Ok(None) };
        let state = case.stored.docket.state();
        let it = &state.attributes;
        let text = [it.title.as_str(), it.place.as_deref().unwrap_or_default(), it.note.as_str()].join("\n");
        let found = Words::built_in().signs(&text).into_iter().map(|(sign, word)| (sign.to_owned(), word.to_owned()));
        // What is written down already need not be pointed to.
        let said = |sign: &str| (sign == "red_line" && it.red_line) || (sign == "protected_area" && it.protected_area);
        let signs: Vec<(String, String)> = found.filter(|(sign, _)| !said(sign)).collect();
        let mut same = None;
        for (_, _, why, other) in &case.related {
            if same.is_none() && *why == "title" && self.repeats(&case, *other)? {
                same = Some(*other);
            }
        }
        let named = it.department.as_deref().unwrap_or_default();
        let department = case.derived.routing.department().filter(|_| named.is_empty()).map(str::to_owned);
        let minor = self.minor(&case.stored.docket);
        let repaired = signs.iter().any(|(sign, _)| sign == "repaired");
        let recommended = if same.is_some() {
            Some(Way::Merge)
        } else if repaired {
            Some(Way::Exclude)
        } else if minor {
            Some(Way::Reject)
        } else {
            state.damage.filter(|(cents, _)| *cents > 0).map(|_| Way::Damage)
        };
        drop(state);
        Ok(Some(TriageView { case, signs, same, minor, department, recommended }))
    }

    /// Whether a lead says the same as an open docket that came in no later: place and parties too, not the title alone.
    /// The later one goes into the earlier, so that no time limit begins anew.
    fn repeats(&self, case: &CaseView, other: i64) -> Result<bool, StoreError> {
        let Some(line) = self.store.line(other)?.filter(|line| !line.ended) else { return Ok(false) };
        let Some(own) = self.store.line(case.stored.docket.id)? else { return Ok(false) };
        let earlier = (&line.received, other) < (&own.received, case.stored.docket.id);
        Ok(earlier && line.place == own.place && line.party == own.party)
    }

    /// Whether the law would let a markedly minor non-filing pass on what is known: asked of the law itself.
    fn minor(&self, docket: &Docket) -> bool {
        let today = self.today;
        let proposed = Fact::new(Kind::NonfilingProposed, today)
            .with("ground", "markedly-minor")
            .with("branch", "amount")
            .with("no_compensation_needed", true);
        let facts = [
            Fact::new(Kind::CheckConcluded, today).with("result", "damage"),
            proposed,
            Fact::new(Kind::NonfilingApproved, today),
        ];
        let mut docket = docket.clone();
        let known = docket.state().damage.is_some();
        for fact in facts {
            let id = docket.facts.iter().map(|known| known.id).max().unwrap_or(0).saturating_add(1);
            docket.facts.push(Fact { id, ..fact });
        }
        known && self.law(&docket.profile).guard(&docket, &Fact::new(Kind::NonfilingDecided, today), today).allows()
    }

    /// The facts of an outcome that needs no form, or those that go before its form; attributes that the officer changed
    /// come first.
    #[must_use]
    pub fn triage_facts(&self, view: &TriageView, way: Way, changed: &Attributes, route: bool) -> Vec<Fact> {
        let today = self.today;
        let mut facts = Vec::new();
        let state = view.case.stored.docket.state();
        let mut changes = serde_json::Map::new();
        for (key, was, now) in [
            ("red_line", state.attributes.red_line, changed.red_line),
            ("protected_area", state.attributes.protected_area, changed.protected_area),
        ] {
            if was != now {
                changes.insert(key.to_owned(), json!(now));
            }
        }
        if !changes.is_empty() {
            facts.push(Fact::new(Kind::DocketAmended, today).with("attributes", serde_json::Value::Object(changes)));
        }
        if let (true, Some(department), Way::Damage) = (route, &view.department, way) {
            facts.push(Fact::new(Kind::LeadAssigned, today).with("department", department.as_str()));
        }
        match way {
            Way::Damage => {
                facts.push(Fact::new(Kind::CheckConcluded, today).with("result", "damage"));
                facts.push(Fact::new(Kind::FilingProposed, today));
            }
            Way::NoDamage => {
                facts.push(Fact::new(Kind::CheckConcluded, today).with("result", "no-damage"));
                facts.push(Fact::new(Kind::NonfilingProposed, today).with("ground", "no-damage"));
            }
            Way::Reject => facts.push(Fact::new(Kind::CheckConcluded, today).with("result", "damage")),
            Way::Merge => facts.extend(view.same.map(|id| Fact::new(Kind::LeadMerged, today).with("into", id))),
            Way::Exclude | Way::Transfer | Way::Snooze => {}
        }
        facts
    }

    /// The articles of an outcome, from the steps that record it.
    #[must_use]
    pub fn triage_cites(&self, view: &TriageView, way: Way) -> Vec<Cite> {
        let law = self.law_of(&view.case.stored);
        let mut cites: Vec<Cite> = Vec::new();
        for kind in way.kinds() {
            let step = law.profile.steps.iter().find(|step| step.fact == *kind);
            cites.extend(step.iter().flat_map(|step| step.cites.iter().cloned()));
        }
        cites
    }
}
