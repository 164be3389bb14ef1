//! Triage: one lead, what is known about it before anything is asked, the outcomes the law allows, and the one that the
//! known facts point to. Nothing is decided here: an outcome is facts that the officer accepts.

use super::Desk;
use super::field::{self, Field};
use super::related::Reason;
use super::view::CaseView;
use crate::docket::{Attributes, Docket, Fact, Kind};
use crate::law::{Cite, Guard, Missing};
use crate::papers::ledger::Words;
use crate::store::StoreError;
use chrono::Days;
use serde_json::json;

/// Days that a lead is put aside for where nothing else is said.
const ASIDE: u64 = 7;

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
    /// What stands against a markedly minor non-filing, each with its article: the exceptions that hold.
    pub exceptions: Vec<Missing>,
    /// Outcomes that the law does not allow now, with what stands in the way.
    pub blocked: Vec<(Way, Guard)>,
    /// What the known facts point to; nothing where a person has to look first.
    pub recommended: Option<Way>,
}

impl TriageView {
    /// What stands in the way of an outcome.
    #[must_use]
    pub fn against(&self, way: Way) -> Option<&Guard> {
        self.blocked.iter().find(|(known, _)| *known == way).map(|(_, guard)| guard)
    }
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
        for one in &case.related {
            if same.is_none() && one.has(&Reason::Title) && self.repeats(&case, one.line.docket)? {
                same = Some(one.line.docket);
            }
        }
        let named = it.department.as_deref().unwrap_or_default();
        let department = case.derived.routing.department().filter(|_| named.is_empty()).map(str::to_owned);
        drop(state);
        let (minor, exceptions, blocked) = (false, Vec::new(), Vec::new());
        let mut view = TriageView { case, signs, same, minor, department, exceptions, blocked, recommended: None };
        let known = view.case.stored.docket.state().attributes.into_owned();
        self.weigh(&mut view, &known);
        Ok(Some(view))
    }

    /// Asks the law again: what the officer changed may make another outcome the one to recommend.
    pub fn weigh(&self, view: &mut TriageView, changed: &Attributes) {
        let mut docket = view.case.stored.docket.clone();
        if let Some(fact) = self.amended(view, changed) {
            push(&mut docket, fact);
        }
        let law = self.law(&docket.profile);
        let today = self.today;
        (view.minor, view.exceptions) = self.minor(&docket);
        let mut blocked = Vec::new();
        for way in Way::ALL {
            let mut facts = self.triage_facts(view, way, changed, false);
            // A form asks for the rest: only the state can stand in its way.
            facts.extend(way.kinds().last().filter(|_| way.asks()).map(|kind| Fact::new(*kind, today)));
            let mut docket = docket.clone();
            for fact in facts.into_iter().filter(|fact| fact.kind != Kind::DocketAmended) {
                let guard = law.guard(&docket, &fact, today);
                if if way.asks() { guard.wrong_state.is_some() } else { !guard.overridable() } {
                    blocked.push((way, guard));
                    break;
                }
                push(&mut docket, fact);
            }
        }
        view.blocked = blocked;
        let sign = |sign: &str| view.signs.iter().any(|(known, _)| known == sign);
        let damage = docket.state().damage.filter(|(cents, _)| *cents > 0).map(|_| Way::Damage);
        let pointed = [
            view.same.map(|_| Way::Merge),
            sign("repaired").then_some(Way::Exclude),
            sign("no_damage").then_some(Way::NoDamage),
            view.minor.then_some(Way::Reject),
            damage,
        ];
        view.recommended = pointed.into_iter().flatten().find(|way| view.against(*way).is_none());
    }

    /// Whether a lead says the same as an open docket that came in no later: place and parties too, not the title alone.
    /// The later one goes into the earlier, so that no time limit begins anew.
    fn repeats(&self, case: &CaseView, other: i64) -> Result<bool, StoreError> {
        let Some(line) = self.store.line(other)?.filter(|line| !line.ended) else { return Ok(false) };
        let Some(own) = self.store.line(case.stored.docket.id)? else { return Ok(false) };
        let earlier = (&line.received, other) < (&own.received, case.stored.docket.id);
        Ok(earlier && line.place == own.place && line.party == own.party)
    }

    /// Whether the law would let a markedly minor non-filing pass on what is known, and what is said against one: asked
    /// of the law itself.
    fn minor(&self, docket: &Docket) -> (bool, Vec<Missing>) {
        let (today, law) = (self.today, self.law(&docket.profile));
        let proposed = Fact::new(Kind::NonfilingProposed, today)
            .with("ground", "markedly-minor")
            .with("branch", "amount")
            .with("no_compensation_needed", true);
        let mut docket = docket.clone();
        let known = docket.state().damage.is_some();
        if !docket.state().has(Kind::CheckConcluded) {
            push(&mut docket, Fact::new(Kind::CheckConcluded, today).with("result", "damage"));
        }
        let against = law.guard(&docket, &proposed, today).missing;
        push(&mut docket, proposed);
        push(&mut docket, Fact::new(Kind::NonfilingApproved, today));
        (known && law.guard(&docket, &Fact::new(Kind::NonfilingDecided, today), today).allows(), against)
    }

    /// What the officer changed, as a fact.
    fn amended(&self, view: &TriageView, changed: &Attributes) -> Option<Fact> {
        let state = view.case.stored.docket.state();
        let mut changes = serde_json::Map::new();
        for (key, was, now) in [
            ("red_line", state.attributes.red_line, changed.red_line),
            ("protected_area", state.attributes.protected_area, changed.protected_area),
            ("province_requires_start", state.attributes.province_requires_start, changed.province_requires_start),
        ] {
            if was != now {
                changes.insert(key.to_owned(), json!(now));
            }
        }
        let fact = Fact::new(Kind::DocketAmended, self.today).with("attributes", serde_json::Value::Object(changes.clone()));
        (!changes.is_empty()).then_some(fact)
    }

    /// The facts of an outcome that needs no form, or those that go before its form; attributes that the officer changed
    /// come first.
    #[must_use]
    pub fn triage_facts(&self, view: &TriageView, way: Way, changed: &Attributes, route: bool) -> Vec<Fact> {
        let today = self.today;
        let mut facts: Vec<Fact> = self.amended(view, changed).into_iter().collect();
        if let (true, Some(department), Way::Damage) = (route, &view.department, way) {
            facts.push(Fact::new(Kind::LeadAssigned, today).with("department", department.as_str()));
        }
        // A check that is concluded is not concluded again.
        let open = !view.case.stored.docket.state().has(Kind::CheckConcluded);
        let result = match way {
            Way::Damage | Way::Reject => Some("damage"),
            Way::NoDamage => Some("no-damage"),
            _ => None,
        };
        facts.extend(result.filter(|_| open).map(|result| Fact::new(Kind::CheckConcluded, today).with("result", result)));
        match way {
            Way::Damage => facts.push(Fact::new(Kind::FilingProposed, today)),
            Way::NoDamage => facts.push(Fact::new(Kind::NonfilingProposed, today).with("ground", "no-damage")),
            Way::Merge => facts.extend(view.same.map(|id| Fact::new(Kind::LeadMerged, today).with("into", id))),
            Way::Reject | Way::Exclude | Way::Transfer | Way::Snooze => {}
        }
        facts
    }

    /// The form of an outcome with what is known filled in; `offered` is what a text may be taken from, the first that is
    /// not empty.
    #[must_use]
    pub fn triage_fields(&self, view: &TriageView, way: Way, offered: &str) -> Vec<Field> {
        let Some(kind) = way.kinds().last() else { return Vec::new() };
        let (stored, law) = (&view.case.stored, self.law_of(&view.case.stored));
        let state = stored.docket.state();
        let it = &state.attributes;
        let mut fields = field::fields(&law.profile, &stored.docket, *kind, self.today);
        let said = [it.note.trim(), offered].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        let repaired = view.signs.iter().find(|(sign, _)| sign == "repaired").and_then(|(_, word)| sentence(&it.note, word));
        let heading = law.suggested(&state, "minor-factor", self.today).into_iter().next().unwrap_or_default();
        let label =
            |key: &str| law.profile.item("department", key).map_or_else(|| key.to_owned(), |item| item.label.zh.to_string());
        let due =
            view.case.derived.deadlines.iter().filter(|one| one.status.is_open()).filter_map(crate::law::Deadline::by).min();
        let aside = self.today.checked_add_days(Days::new(ASIDE)).unwrap_or(self.today);
        let until = due.filter(|due| *due > self.today).map_or(aside, |due| due.min(aside));
        let mut opinion = Vec::new();
        if let Some(items) = law.profile.choices.get("nonfiling.proposed.ground").and_then(|list| law.profile.lists.get(&**list))
        {
            opinion = items.iter().filter(|item| item.opinion.is_some()).map(|item| item.key.clone()).collect();
        }
        for field in &mut fields {
            match (way, field.key) {
                (Way::Reject, "ground") if view.minor => "markedly-minor".clone_into(&mut field.initial),
                (Way::Reject, "branch") => (if view.minor { "amount" } else { "no-effect" }).clone_into(&mut field.initial),
                (Way::Reject, "heading") => heading.clone_into(&mut field.initial),
                (Way::Reject, "findings") => it.note.trim().clone_into(&mut field.initial),
                // Asked where the ground rests on it; a note says the rest.
                (Way::Reject, "opinion") => field.with = Some(("ground", std::mem::take(&mut opinion))),
                (Way::Snooze, "until") => field.initial = until.to_string(),
                (Way::Transfer, "to") => {
                    let named = it.department.as_deref().or_else(|| view.case.derived.routing.department());
                    field.initial = named.map(label).unwrap_or_default();
                }
                _ => {}
            }
            field.offered = match (way, field.key) {
                (Way::Exclude, "proof") => repaired.clone().unwrap_or_else(|| offered.to_owned()),
                (Way::Reject, "opinion" | "findings") => said.to_owned(),
                (Way::Reject, "proof" | "permit" | "benchmark") => offered.to_owned(),
                _ => String::new(),
            };
        }
        fields
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

/// A fact on a docket that is only looked at.
fn push(docket: &mut Docket, fact: Fact) {
    let id = docket.facts.iter().map(|known| known.id).max().unwrap_or(0).saturating_add(1);
    docket.facts.push(Fact { id, ..fact });
}

/// The sentence that holds a word.
fn sentence(text: &str, word: &str) -> Option<String> {
    let ends = ['。', '；', ';', '\n'];
    text.split(ends).find(|part| part.contains(word)).map(|part| part.trim().to_owned())
}
