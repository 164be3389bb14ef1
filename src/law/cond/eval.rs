//! Whether a condition holds: yes, no, or unknown.

use super::against::off_by;
use super::{Cond, Op, Select, StateTerm, Term};
use crate::docket::{Day, Fact, Kind, MICRO, Metric, Restoration, Stage, State, Track, decimal};
use crate::law::answer::{Deadline, Status};
use crate::law::calendar::Calendar;
use crate::law::extend::grants;
use crate::law::guard::open_tasks;
use crate::law::profile::{Cap, Profile};
use crate::law::routing;
use serde_json::Value;
use std::sync::Arc;

/// Everything a condition may look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a, 'd> {
    /// The state, before the fact if one is being recorded.
    pub state: &'a State<'d>,
    /// The rules.
    pub profile: &'a Profile,
    /// Working and rest days.
    pub calendar: &'a Calendar,
    /// The deadlines computed so far.
    pub deadlines: &'a [Deadline],
    /// The fact being recorded.
    pub fact: Option<&'a Fact>,
    /// The day of asking.
    pub today: Day,
    /// The liable party asked about.
    pub party: Option<&'a str>,
}

pub(super) enum Val<'v> {
    Unknown,
    Flag(bool),
    Number(i64),
    Micros(i64),
    Word(&'v str),
    Owned(String),
    Json(&'v Value),
}

/// Whether a value of a fact says a word; a missing one says nothing.
pub fn says(value: Option<&Value>, word: &str) -> bool {
    match value {
        Some(value) if word == Select::SAID => match value {
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => !items.is_empty(),
            other => !matches!(other, Value::Bool(false) | Value::Null),
        },
        Some(Value::String(text)) => text == word,
        Some(Value::Array(items)) => items.iter().any(|item| says(Some(item), word)),
        Some(Value::Bool(yes)) => word == if *yes { "true" } else { "false" },
        Some(Value::Number(number)) => number.as_i64().is_some() && number.as_i64() == word.parse().ok(),
        _ => false,
    }
}

impl<'a, 'd> Context<'a, 'd> {
    /// Whether a condition holds; `None` where it rests on something unknown.
    #[must_use]
    pub fn holds(&self, cond: &Cond) -> Option<bool> {
        match cond {
            Cond::All(items) => self.fold(items, false),
            Cond::Any(items) => self.fold(items, true),
            Cond::Not(inner) => self.holds(inner).map(|yes| !yes),
            Cond::Has(select, here) => Some(self.chosen(select, *here).any(|fact| select.day(fact).is_some())),
            Cond::Latest(select) => {
                let mut newest = self.state.newest_first(select.kind).map(|(_, fact)| fact);
                Some(newest.find(|fact| self.concerns(fact)).is_some_and(|fact| select.matches(fact)))
            }
            Cond::Follows(first, second) => {
                let place = |kind| self.state.newest_first(kind).find(|(_, fact)| self.concerns(fact)).map(|(place, _)| place);
                Some(place(*first).is_some_and(|first| place(*second).is_none_or(|second| second < first)))
            }
            Cond::Repeats(kind, key) => {
                let own = self.fact.and_then(|fact| fact.data.get(key));
                let newest = self.state.newest_first(*kind).map(|(_, fact)| fact).find(|fact| self.concerns(fact));
                Some(own.is_none() || newest.is_none_or(|newest| newest.data.get(key) == own))
            }
            Cond::Same(kind, keys) => Some(self.fact.is_some_and(|fact| self.same(fact, *kind, keys))),
            Cond::Before(kind) => {
                let first = self.chosen(&Select::kind(*kind), true).map(|known| known.on).min();
                Some(self.fact.zip(first).is_some_and(|(fact, first)| fact.on < first))
            }
            Cond::OffBy(left, right, times) => {
                let (left, right) = (self.value(left).number(), self.value(right).number());
                Some(left.zip(right).is_some_and(|(left, right)| off_by(left, right, i128::from(*times))))
            }
            Cond::WrongUnit(times, kinds, terms) => Some(self.wrong_unit(*times, kinds, terms)),
            Cond::Among(names) => Some(self.among(names)),
            Cond::Compare(left, op, right) => self.compare(left, *op, right),
            Cond::In(term, words) => match self.value(term) {
                Val::Unknown => self.silent(term),
                value => Some(words.iter().any(|word| value.is(word))),
            },
            Cond::Truth(term) => match self.value(term) {
                Val::Flag(yes) => Some(yes),
                Val::Json(value) => value.as_bool(),
                _ => self.silent(term),
            },
            Cond::Known(term) => Some(!matches!(self.value(term), Val::Unknown)),
            Cond::Contains(term, word) => match self.value(term) {
                Val::Json(value) => Some(says(Some(value), word)),
                Val::Unknown => self.silent(term),
                value => Some(value.is(word)),
            },
            Cond::Passed(rule) => Some(self.of_rule(rule).any(|deadline| deadline.status == Status::Overdue)),
            Cond::Over(rule) => Some(self.of_rule(rule).any(|deadline| deadline.due.is_some_and(|due| due < self.today))),
            Cond::Within(term, rule) => self.within(term, rule),
            Cond::After(term, rule) => {
                let text = self.value(term).text();
                // A day, or a day with its hour.
                let day: Option<Day> = text.as_deref().and_then(|text| text.get(..10)).and_then(|day| day.parse().ok());
                let due = self.of_rule(rule).find_map(|deadline| deadline.due);
                day.zip(due).map(|(day, due)| day > due)
            }
            Cond::Differ(one, other) => {
                let day = |rule: &str| self.of_rule(rule).find_map(|deadline| deadline.due);
                day(one).zip(day(other)).map(|(one, other)| one != other)
            }
            Cond::Capped(id) => self.reached(id, |cap| cap.limit_for(self)),
            Cond::Exhausted(id) => self.reached(id, |cap| Some(cap.limit_for(self)?.saturating_add(self.granted(id, cap)))),
        }
    }

    /// Whether a fact of a kind says in some keys what the one being recorded says.
    fn same(&self, fact: &Fact, kind: Kind, keys: &[Arc<str>]) -> bool {
        let alike = |known: &Fact, key: &Arc<str>| match &**key {
            "on" => known.on == fact.on,
            key => known.data.get(key).is_some() && known.data.get(key) == fact.data.get(key),
        };
        let mut all = self.state.newest_first(kind).map(|(_, known)| known).filter(|known| self.concerns(known));
        all.any(|known| keys.iter().all(|key| alike(known, key)))
    }

    fn reached(&self, id: &str, limit: impl Fn(&Cap) -> Option<i64>) -> Option<bool> {
        let cap = self.profile.caps.get(id)?;
        let count = self.chosen(&cap.counts, cap.per_round).count();
        Some(i64::try_from(count).unwrap_or(i64::MAX) >= limit(cap)?)
    }

    /// What has been granted on top of a cap.
    fn granted(&self, id: &str, cap: &Cap) -> i64 {
        // The approval being recorded is not one yet.
        let context = Context { fact: None, ..*self };
        let mine = |select: &Select| -> Vec<&'d Fact> {
            let mut facts: Vec<&'d Fact> = context.chosen(select, cap.per_round).collect();
            facts.reverse();
            facts
        };
        let (counted, _) = grants(&cap.extension, id, &context, &mine);
        counted.iter().map(|grant| grant.count).fold(0, i64::saturating_add)
    }

    /// A value that depends on an attribute: the one for it, else the common one.
    pub(in crate::law) fn by_attribute(&self, per: Option<&(Arc<str>, Vec<(Arc<str>, i64)>)>, usual: Option<i64>) -> Option<i64> {
        let Some((name, values)) = per else { return usual };
        let own = self.attribute(name).text();
        let found = own.and_then(|own| values.iter().find(|(key, _)| **key == *own));
        found.map(|(_, value)| *value).or(usual)
    }

    /// What the fact being recorded does not say, it says no to; everything else unknown stays unknown.
    fn silent(&self, term: &Term) -> Option<bool> {
        (matches!(term, Term::Fact(_)) && self.fact.is_some()).then_some(false)
    }

    /// Three-valued and/or: `absorbing` decides alone.
    fn fold(&self, items: &[Cond], absorbing: bool) -> Option<bool> {
        let mut unknown = false;
        for item in items {
            match self.holds(item) {
                Some(value) if value == absorbing => return Some(absorbing),
                Some(_) => {}
                None => unknown = true,
            }
        }
        if unknown { None } else { Some(!absorbing) }
    }

    /// The facts of a choice that concern the party asked about, newest first; `here`: of the current round.
    pub fn chosen<'s>(&'s self, select: &'s Select, here: bool) -> impl Iterator<Item = &'d Fact> + 's {
        self.state.newest_first(select.kind).filter_map(move |(place, fact)| {
            let mine = self.concerns(fact);
            let now = !here || self.state.in_round(place, fact, self.party);
            (mine && now && select.matches(fact)).then_some(fact)
        })
    }

    pub(super) fn concerns(&self, fact: &Fact) -> bool {
        self.party.is_none() || fact.party().is_none() || fact.party() == self.party
    }

    fn of_rule<'s>(&'s self, rule: &'s str) -> impl Iterator<Item = &'a Deadline> + 's {
        self.deadlines.iter().filter(move |deadline| {
            &*deadline.rule.id == rule
                && deadline.round == self.state.round_of(self.party.or(deadline.party.as_deref()))
                && (self.party.is_none() || deadline.party.is_none() || deadline.party.as_deref() == self.party)
        })
    }

    /// The track of the party asked about, or all.
    fn tracks(&self) -> impl Iterator<Item = &'a Track<'d>> {
        let own = self.state.tracks.iter().any(|track| self.party.is_some() && track.party == self.party);
        let party = self.party;
        self.state.tracks.iter().filter(move |track| !own || track.party == party)
    }

    fn compare(&self, left: &Term, op: Op, right: &Term) -> Option<bool> {
        let (left, right) = (self.value(left), self.value(right));
        let order = if let (Some(left), Some(right)) = (left.number(), right.number()) {
            left.cmp(&right)
        } else {
            if matches!(left, Val::Unknown) || matches!(right, Val::Unknown) {
                return None;
            }
            let equal = right.text().is_some_and(|word| left.is(&word));
            let day = |value: &Val<'_>| value.text().and_then(|text| text.parse::<Day>().ok());
            match (op, day(&left).zip(day(&right))) {
                (Op::Eq, _) => return Some(equal),
                (Op::Ne, _) => return Some(!equal),
                (_, Some((left, right))) => left.cmp(&right),
                (_, None) => return None,
            }
        };
        Some(match op {
            Op::Eq => order.is_eq(),
            Op::Ne => order.is_ne(),
            Op::Lt => order.is_lt(),
            Op::Le => order.is_le(),
            Op::Gt => order.is_gt(),
            Op::Ge => order.is_ge(),
        })
    }

    pub(super) fn value(&self, term: &'a Term) -> Val<'a>
    where
        'd: 'a,
    {
        match term {
            Term::Number(number) => Val::Micros(*number),
            Term::Metric(name) => self.state.attributes.metrics.get(&**name).map_or(Val::Unknown, |metric| Val::Micros(metric.0)),
            Term::CountWithin(rule) => self.count_within(rule).map_or(Val::Unknown, Val::Number),
            Term::Word(word) => Val::Word(word),
            Term::Newest(kind, key) => {
                let mut all = self.state.newest_first(*kind).map(|(_, fact)| fact);
                let newest = all.find(|fact| self.concerns(fact)).and_then(|fact| fact.data.get(key));
                newest.map_or(Val::Unknown, Val::Json)
            }
            Term::Limit(name) => {
                self.profile.limits.get(&**name).and_then(|limit| limit.cents_for(self)).map_or(Val::Unknown, Val::Number)
            }
            Term::End(rule, key) => self.end(rule, key).map_or(Val::Unknown, |day| Val::Owned(day.to_string())),
            Term::Cap(name) => {
                self.profile.caps.get(&**name).and_then(|cap| cap.limit_for(self)).map_or(Val::Unknown, Val::Number)
            }
            Term::Count(select, here) => Val::Number(i64::try_from(self.chosen(select, *here).count()).unwrap_or(i64::MAX)),
            // Who stands behind the fact is no key of it.
            Term::Fact(key) if &**key == "by" && self.fact.is_some_and(|fact| !fact.by.is_empty()) => {
                self.fact.map_or(Val::Unknown, |fact| Val::Word(&fact.by))
            }
            Term::Fact(key) => match self.fact.and_then(|fact| fact.data.get(key)) {
                None | Some(Value::Null) => Val::Unknown,
                Some(value) => Val::Json(value),
            },
            Term::State(term) => self.state_value(*term),
            Term::Attribute(name) => self.attribute(name),
        }
    }

    fn state_value(&self, term: StateTerm) -> Val<'a> {
        let state = self.state;
        match term {
            StateTerm::Stage => {
                let own = state.tracks.iter().find(|track| self.party.is_some() && track.party == self.party);
                let stage = own.map_or_else(|| state.stage(), |track| track.stage);
                stage.map_or(Val::Word("none"), |stage| Val::Word(stage.name()))
            }
            StateTerm::Round => Val::Number(i64::from(state.round_of(self.party))),
            StateTerm::Early => {
                let own = state.tracks.iter().find(|track| self.party.is_some() && track.party == self.party);
                Val::Word(own.map_or(state.early, |track| track.early).name())
            }
            StateTerm::Supervision => Val::Word(state.supervision.name()),
            StateTerm::ProgressOpen => Val::Flag(!state.unentered().is_empty()),
            StateTerm::FactAnswers => match self.fact {
                Some(fact) => Val::Number(fact.data.0.values().filter(|value| value.is_boolean()).count() as i64),
                None => Val::Unknown,
            },
            StateTerm::Departments => Val::Number(routing::department_count(self) as i64),
            StateTerm::Areas => Val::Number(routing::areas(self.profile, &state.attributes).len() as i64),
            StateTerm::MaySign => {
                let own = state.attributes.department.as_deref();
                let mine = |fact: &Fact| fact.data.text("department").is_none_or(|named| own.is_none_or(|own| own == named));
                let signs = |fact: &Fact| fact.data.flag("signing") == Some(true) && mine(fact);
                Val::Flag(state.all(Kind::DepartmentDesignated).into_iter().any(signs))
            }
            StateTerm::Damage => state.damage.map_or(Val::Unknown, |(cents, _)| Val::Number(cents)),
            StateTerm::DamageAppraised => state.damage.map_or(Val::Unknown, |(_, appraised)| Val::Flag(appraised)),
            StateTerm::Appraising => Val::Flag(state.appraising),
            StateTerm::Appraised => Val::Flag(state.appraised),
            StateTerm::Agreed => Val::Number(self.tracks().map(|track| track.money.agreed).fold(0, i64::saturating_add)),
            StateTerm::Open => Val::Number(
                self.tracks().map(|track| track.money.due.saturating_sub(track.money.paid).max(0)).fold(0, i64::saturating_add),
            ),
            StateTerm::Unpaid => {
                let each = self.tracks().map(unpaid).fold(0, i64::saturating_add);
                Val::Number(if self.party.is_none() { each.min(shared(state).unwrap_or(each)) } else { each })
            }
            StateTerm::EvaluationsFailed => {
                let failed = Select::kind(Kind::EvaluationFailed);
                Val::Number(i64::try_from(self.chosen(&failed, false).count()).unwrap_or(i64::MAX))
            }
            StateTerm::RestorationOpen => Val::Flag(self.tracks().any(|track| match track.restoration {
                Restoration::Owed | Restoration::Begun => true,
                Restoration::None => track.money.paid <= 0 && track.stage.is_some_and(|stage| !stage.is_ended()),
                Restoration::Done => false,
            })),
            StateTerm::TasksOpen => Val::Number(i64::try_from(open_tasks(self)).unwrap_or(i64::MAX)),
            StateTerm::ReportOpen => Val::Flag(changed_since(state, &[Kind::SupervisionReported, Kind::SupervisionOpened])),
            StateTerm::Parties => Val::Number(i64::try_from(state.parties().len()).unwrap_or(i64::MAX)),
        }
    }

    fn attribute(&self, name: &Arc<str>) -> Val<'a> {
        let it = &self.state.attributes;
        let word = |value: &Option<String>| value.clone().map_or(Val::Unknown, Val::Owned);
        match &**name {
            "channel" => Val::Owned(it.channel.clone()),
            "right_holder" => Val::Owned(it.right_holder.clone()),
            "matter" => word(&it.matter),
            "medium" => word(&it.medium),
            "department" => word(&it.department),
            "place" => word(&it.place),
            "restorable" => {
                let appraised = self.state.last(Kind::AppraisalIssued).and_then(|fact| fact.data.text("restorable"));
                appraised.map_or_else(|| word(&it.restorable), Val::Word)
            }
            "red_line" => Val::Flag(it.red_line),
            "protected_area" => Val::Flag(it.protected_area),
            "province_requires_start" => Val::Flag(it.province_requires_start),
            "estimated" => Val::Flag(it.estimated),
            "liability_disputed" => Val::Flag(it.liability_disputed),
            "facts_simple" => Val::Flag(it.facts_simple),
            "effect_small" => Val::Flag(it.effect_small),
            "criminal_case" => Val::Flag(it.criminal_case),
            "across_provinces" => Val::Flag(it.across_provinces),
            "across_leagues" => Val::Flag(it.across_leagues),
            "national_influence" => Val::Flag(it.national_influence),
            "costs_cents" => it.costs_cents.map_or(Val::Unknown, Val::Number),
            "prior_damage_on" => it.prior_damage_on.map_or(Val::Unknown, |day| Val::Owned(day.to_string())),
            _ => Val::Unknown,
        }
    }

    /// Whether a day lies in the look-back of a rule: not earlier than its length before the docket's first day.
    fn within(&self, term: &Term, rule: &str) -> Option<bool> {
        let [day, from, to] = self.compared(term, rule)?;
        Some(day >= from && day <= to)
    }

    /// The day looked at, and the first and last day of the look-back.
    pub(in crate::law) fn compared(&self, term: &Term, rule: &str) -> Option<[Day; 3]> {
        let day: Day = self.value(term).text()?.parse().ok()?;
        let (from, to) = self.look_back(rule)?;
        Some([day, from, to])
    }

    /// How many of the same party's earlier damages lie in the look-back of a rule.
    fn count_within(&self, rule: &str) -> Option<i64> {
        let (from, to) = self.look_back(rule)?;
        let it = &self.state.attributes;
        let mut days: Vec<Day> = it.prior_damage_days.iter().copied().chain(it.prior_damage_on).collect();
        days.sort_unstable();
        days.dedup();
        i64::try_from(days.into_iter().filter(|day| *day >= from && *day <= to).count()).ok()
    }

    /// The days of a look-back, both included.
    fn look_back(&self, rule: &str) -> Option<(Day, Day)> {
        let period = self.profile.period(rule)?;
        let first = period.start.iter().filter_map(|select| self.chosen(select, false).last()).map(|fact| fact.on).min();
        let first = first.or_else(|| self.state.live.first().map(|fact| fact.on)).or(self.fact.map(|fact| fact.on))?;
        Some((crate::law::count::back(first, &period.length)?, first))
    }
}

/// What a party has not paid: its instalments, and the whole amount agreed or adjudged where nothing is restored.
fn unpaid(track: &Track<'_>) -> i64 {
    let title = if track.restoration == Restoration::None { track.money.agreed } else { 0 };
    track.money.due.max(title).saturating_sub(track.money.paid).max(0)
}

/// What is open of a title that names no party: one sum that several parties pay together, whoever pays which part.
fn shared(state: &State<'_>) -> Option<i64> {
    let all = |kind| state.all(kind).into_iter().filter_map(|fact| Some((fact, fact.data.cents("amount_cents")?)));
    let sum = |kind| all(kind).map(|(_, cents)| cents).fold(0, i64::saturating_add);
    let mut titles: Vec<(&Fact, i64)> = all(Kind::AgreementSigned).chain(all(Kind::JudgmentEffective)).collect();
    titles.sort_by_key(|(fact, _)| (fact.on, fact.id));
    if titles.is_empty() || titles.iter().any(|(fact, _)| fact.party().is_some()) {
        return None;
    }
    // A part that was agreed stays beside what follows.
    let (title, _) = titles.iter().fold((0_i64, 0_i64), |(_, before), (fact, cents)| {
        let whole = cents.saturating_add(before);
        (whole, if fact.data.flag("partial") == Some(true) { whole } else { 0 })
    });
    Some(title.max(sum(Kind::PaymentDue)).saturating_sub(sum(Kind::PaymentMade)).max(0))
}

/// Whether the state changed, from the filing on, after the last of some facts: a later entry covers the earlier changes.
fn changed_since(state: &State<'_>, kinds: &[Kind]) -> bool {
    let place = |id| state.live.iter().position(|fact| fact.id == id);
    let changed =
        state.passages.iter().rev().find(|passage| passage.stage >= Stage::Filed).and_then(|passage| place(passage.fact));
    let said = kinds.iter().filter_map(|kind| state.newest_first(*kind).next()).map(|(place, _)| place).max();
    changed.is_some() && changed > said
}

impl Val<'_> {
    /// In millionths, so that measured values and counts compare exactly.
    pub(super) fn number(&self) -> Option<i128> {
        let whole = |number: i64| i128::from(number) * i128::from(MICRO);
        match self {
            Self::Number(number) => Some(whole(*number)),
            Self::Micros(number) => Some(i128::from(*number)),
            Self::Json(Value::String(text)) => decimal(text).map(i128::from),
            Self::Json(Value::Number(number)) => {
                number.as_i64().map(whole).or_else(|| decimal(&number.to_string()).map(i128::from))
            }
            Self::Word(word) => decimal(word).map(i128::from),
            _ => None,
        }
    }

    fn text(&self) -> Option<String> {
        match self {
            Self::Word(word) => Some((*word).to_owned()),
            Self::Owned(word) => Some(word.clone()),
            Self::Number(number) => Some(number.to_string()),
            Self::Micros(number) => Some(Metric(*number).to_string()),
            Self::Flag(yes) => Some(yes.to_string()),
            Self::Json(Value::String(text)) => Some(text.clone()),
            Self::Json(value) => Some(value.to_string()),
            Self::Unknown => None,
        }
    }

    fn is(&self, word: &str) -> bool {
        match self {
            Self::Word(own) => *own == word,
            Self::Owned(own) => own == word,
            Self::Number(number) => number.to_string() == word,
            Self::Micros(number) => Metric(*number).to_string() == word,
            Self::Flag(yes) => yes.to_string() == word,
            Self::Json(value) => says(Some(value), word),
            Self::Unknown => false,
        }
    }
}
