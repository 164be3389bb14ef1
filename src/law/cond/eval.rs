//! Whether a condition holds: yes, no, or unknown.

use super::against::off_by;
use super::value::Val;
use super::{Cond, Op, Select, Term};
use crate::docket::{Day, Fact, Kind, State, Track};
use crate::law::answer::{Deadline, Status};
use crate::law::calendar::Calendar;
use crate::law::extend::grants;
use crate::law::profile::{Cap, Profile};
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
            Cond::Spent(id, consent) => self.reached(id, |cap| {
                let consents = Select::kind(*consent);
                let each = self.chosen(&consents, cap.per_round).map(|fact| fact.data.int("count"));
                let granted = each.fold(0_i64, |sum, count| sum.saturating_add(count.map_or(i64::MAX, |count| count.max(0))));
                Some(cap.limit_for(self)?.saturating_add(granted))
            }),
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
    pub(super) fn tracks(&self) -> impl Iterator<Item = &'a Track<'d>> {
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
    pub(super) fn count_within(&self, rule: &str) -> Option<i64> {
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
