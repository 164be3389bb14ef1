//! The last day of one clock: base, readings, exchange patterns of years not published.

use super::{Basis, Begin, Scope};
use crate::docket::{Day, Fact, FactId, Kind};
use crate::law::answer::{Alternative, Nature};
use crate::law::calendar::Calendar;
use crate::law::cond::Select;
use crate::law::count::{self, Gap, Piece};
use crate::law::extend::{Grant, grants};
use crate::law::period::{Length, MonthDay, Pause, Period, ReadingChange, Roll, Unit};
use crate::law::proof::{ProofStep, Tried, Way};
use std::borrow::Cow;

/// A day found; none where a clock is open until a fact, or where nobody has said how long it runs.
#[derive(Default)]
pub(in crate::law) struct Found {
    pub due: Option<Day>,
    pub safe: Option<Day>,
    pub latest: Option<Day>,
    pub provisional: bool,
    pub paused: bool,
    pub alternatives: Vec<Alternative>,
    pub way: Option<Way>,
    pub pauses: Vec<Gap>,
    pub readings: Vec<Tried>,
    pub steps: Vec<ProofStep>,
}

impl Way {
    /// The last day before and after the roll, with the pieces of the count.
    fn walk(&self, calendar: &Calendar) -> (Day, Day, Vec<Piece>) {
        let shift = i64::from(self.first_day_counted);
        if self.before {
            let end = count::plus(self.start, shift);
            let from = count::forward(calendar, end, -self.count, self.unit);
            let unit = if self.unit == Unit::Working { Unit::Working } else { Unit::Calendar };
            let to = count::plus(end, -1);
            let piece = Piece::Count { from, to, count: count::between(calendar, count::plus(from, -1), to, unit) };
            let last = self.more.iter().fold(from, |day, (count, unit)| count::forward(calendar, day, -count, *unit));
            return (last, count::roll(calendar, last, self.roll), vec![piece]);
        }
        let after = count::plus(self.start, -shift);
        let (last, pieces) = count::count(calendar, after, self.count, self.unit, &merged(&self.pauses));
        let last = self.more.iter().fold(last, |day, (count, unit)| count::forward(calendar, day, *count, *unit));
        (last, count::roll(calendar, last, self.roll), pieces)
    }

    fn due(&self, calendar: &Calendar) -> Day {
        self.walk(calendar).1
    }
}

impl<'d> Basis<'_, 'd> {
    /// The last day of a rule's clock.
    pub(super) fn due(&self, period: &Period, scope: Scope<'d>, begin: &Begin<'d>) -> Found {
        if let Some((day, by)) = self.moved(period, scope, begin.day) {
            return self.stated(period, scope, by, day, period.roll, false);
        }
        match &period.length {
            Length::Count(count, unit) => self.counted(period, scope, begin, *count, *unit),
            Length::Field(fields, usual, unit) => self.by_field(period, scope, begin, (fields, *usual, *unit)),
            Length::Stated(fields) => {
                let fact = begin.fact;
                let own = || fields.iter().find(|select| select.matches(fact)).and_then(|select| select.day(fact));
                match begin.part.map(|(_, due)| due).or_else(own) {
                    Some(day) => self.stated(period, scope, fact, day, period.roll, true),
                    None => Found { steps: begin.steps.clone(), ..Found::default() },
                }
            }
            Length::Until(ends) => self.until(period, scope, begin, ends),
            Length::Yearly(days) => match MonthDay::dates(days, count::plus(begin.day, 1)).next() {
                Some((on, rule)) => self.on_day(period, begin, rule, on, 1),
                None => Found { steps: begin.steps.clone(), ..Found::default() },
            },
        }
    }

    /// The date of a paper that takes the place of the count: of a fact that the rule names, or of a letter.
    fn moved(&self, period: &Period, scope: Scope<'d>, start: Day) -> Option<(Day, &'d Fact)> {
        let named = period.moved_by.iter().flat_map(|select| {
            self.chosen(select, scope).into_iter().filter_map(move |fact| Some((fact.on, select.day(fact)?, fact)))
        });
        let letters = self.letters(period, scope).into_iter().map(|(day, fact)| (fact.on, day, fact));
        let newest = named.chain(letters).filter(|(on, _, _)| *on >= start).max_by_key(|(on, _, fact)| (*on, fact.id));
        newest.map(|(_, day, fact)| (day, fact))
    }

    /// The dates that letters set for a rule which allows it, oldest first.
    pub(super) fn letters(&self, period: &Period, scope: Scope<'d>) -> Vec<(Day, &'d Fact)> {
        if period.letter.is_none() {
            return Vec::new();
        }
        let facts = self.chosen(&Select::kind(Kind::DateSet), scope).into_iter();
        let mine = facts.filter(|fact| fact.data.text("rule") == Some(&*period.id));
        mine.filter_map(|fact| Some((fact.data.day("due")?, fact))).collect()
    }

    /// As long as a paper says.
    fn by_field(
        &self,
        period: &Period,
        scope: Scope<'d>,
        begin: &Begin<'d>,
        (fields, usual, unit): (&[Select], Option<i64>, Unit),
    ) -> Found {
        let says = |select: &Select, fact: &Fact| select.day_key.as_ref().and_then(|key| fact.data.int(key)).filter(|n| *n > 0);
        let own = fields
            .iter()
            .filter(|select| select.matches(begin.fact))
            .find_map(|select| Some((select, begin.fact, says(select, begin.fact)?)));
        let papers = || {
            let all = fields.iter().flat_map(|select| self.undated(select, scope).into_iter().map(move |fact| (select, fact)));
            all.filter_map(|(select, fact)| Some((select, fact, says(select, fact)?)))
                .max_by_key(|(_, fact, _)| (fact.on, fact.id))
        };
        let found = own.or_else(papers);
        let count = found.map(|(_, _, count)| count).or(usual);
        let mut begin = begin.clone();
        if let Some(select) = found.map(|(select, ..)| select).or(fields.first()) {
            let (kind, key) = (select.kind, select.day_key.clone().unwrap_or_default());
            begin.steps.push(ProofStep::Field { kind, key, fact: found.map(|(_, fact, _)| fact.id), count });
        }
        match count {
            Some(count) => self.counted(period, scope, &begin, count, unit),
            None => Found { steps: begin.steps, ..Found::default() },
        }
    }

    /// The facts of a choice whose key is not a day.
    fn undated(&self, select: &Select, scope: Scope<'d>) -> Vec<&'d Fact> {
        let plain = Select { day_key: None, ..select.clone() };
        self.chosen(&plain, scope)
    }

    /// Open until a fact; then that fact's day.
    fn until(&self, period: &Period, scope: Scope<'d>, begin: &Begin<'d>, ends: &[Select]) -> Found {
        let dated = |select: &Select| -> Vec<(Day, i64)> {
            self.chosen(select, scope).into_iter().filter_map(|fact| Some((select.day(fact)?, fact.id))).collect()
        };
        let end = ends.iter().flat_map(dated).filter(|(day, id)| *day >= begin.day && *id != begin.fact.id).min();
        let mut steps = begin.steps.clone();
        steps.push(ProofStep::Until {
            kinds: ends.iter().map(|select| select.kind).collect(),
            fact: end.map(|(day, id)| (id, day)),
        });
        match end {
            Some((day, _)) => self.fixed(day, period.roll, steps),
            None => Found { steps, ..Found::default() },
        }
    }

    /// A day of the calendar.
    pub(super) fn on_day(&self, period: &Period, begin: &Begin<'d>, rule: MonthDay, on: Day, n: u32) -> Found {
        let mut steps = begin.steps.clone();
        steps.push(ProofStep::Calendar { rule, on, n });
        self.fixed(on, period.roll, steps)
    }

    /// A day that a paper states: pauses and approved extensions move it, the roll is the rule's.
    pub(super) fn stated(
        &self,
        period: &Period,
        scope: Scope<'d>,
        fact: &'d Fact,
        day: Day,
        roll: Roll,
        pausable: bool,
    ) -> Found {
        let mut steps =
            vec![ProofStep::Stated { kind: fact.kind, fact: fact.id, on: day, paper: fact.paper().map(str::to_owned) }];
        let pauses = if pausable { self.gaps(&period.pauses, scope) } else { Vec::new() };
        let gaps = merged(&pauses);
        let mut last = day;
        for gap in gaps.iter() {
            let (after, until) = (gap.after.max(fact.on), gap.until);
            if after < last && until > after {
                let days = (until - after).num_days();
                steps.push(ProofStep::Pause {
                    from: count::plus(after, 1),
                    to: until,
                    count: days,
                    open: gap.open,
                    pause: gap.pause,
                });
                last = count::plus(last, days);
            }
        }
        let own = if pausable { self.granted(period, scope) } else { Vec::new() };
        for grant in own {
            let unit = grant.unit.unwrap_or(Unit::Calendar);
            last = count::forward(self.calendar, last, grant.count, unit);
            let (count, fact, tier) = (grant.count, grant.fact.id, grant.tier + 1);
            steps.push(ProofStep::Extension { count, unit, fact, tier, to: Some(last) });
        }
        let paused = gaps.iter().any(|gap| gap.open && gap.after.max(fact.on) < last);
        drop(gaps);
        Found { paused, pauses, ..self.fixed(last, roll, steps) }
    }

    /// A last day that is not counted.
    fn fixed(&self, last: Day, roll: Roll, mut steps: Vec<ProofStep>) -> Found {
        let mut alternatives = Vec::new();
        let due = self.rolled(last, roll, &mut steps, &mut alternatives);
        let firm = roll == Roll::None || self.calendar.is_firm(last);
        let mut found =
            Found { due: Some(due), safe: Some(last.min(due)), provisional: !firm, alternatives, steps, ..Found::default() };
        if !firm {
            let (low, high) = self.range(|calendar| count::roll(calendar, last, roll));
            let (earliest, latest) = (low.min(last).min(due), high.max(due));
            (found.safe, found.latest) = (Some(earliest), Some(latest));
            found.steps.push(ProofStep::Provisional { earliest, latest });
        }
        found.steps.push(ProofStep::Result { due });
        found
    }

    /// The earliest and the latest day that the exchange patterns of the published years permit.
    fn range(&self, find: impl Fn(&Calendar) -> Day) -> (Day, Day) {
        let envelope = self.calendar.envelope();
        let (most, least) = (find(&envelope.most_working), find(&envelope.least_working));
        (most.min(least), most.max(least))
    }

    fn rolled(&self, last: Day, rule: Roll, steps: &mut Vec<ProofStep>, others: &mut Vec<Alternative>) -> Day {
        let due = count::roll(self.calendar, last, rule);
        steps.push(ProofStep::LastDay { on: last, rule });
        if due != last {
            steps.push(ProofStep::Roll { from: last, to: due, rule });
            if matches!(rule, Roll::Both(_)) {
                others.push(Alternative { reading: LAST_DAY_STAYS.into(), due: last, counts_for_safe: true });
            }
        }
        due
    }

    pub(super) fn counted(&self, period: &Period, scope: Scope<'d>, begin: &Begin<'d>, count: i64, unit: Unit) -> Found {
        let grants = self.granted(period, scope);
        let own = |grant: &Grant<'_>| grant.unit.is_none_or(|other| other == unit);
        let longer: i64 = grants.iter().filter(|grant| own(grant)).map(|grant| grant.count).fold(0, i64::saturating_add);
        let way = Way {
            fact: begin.fact.id,
            start: begin.day,
            count: count.saturating_add(longer),
            unit,
            more: grants.iter().filter(|grant| !own(grant)).filter_map(|grant| Some((grant.count, grant.unit?))).collect(),
            before: period.before,
            first_day_counted: period.first_day_counted,
            roll: period.roll,
            pauses: self.gaps(&period.pauses, scope),
        };
        let (last, _, pieces) = way.walk(self.calendar);
        let mut steps = Vec::with_capacity(6 + begin.steps.len() + pieces.len());
        steps.extend(begin.steps.iter().cloned());
        steps.push(ProofStep::Length { count, unit, before: period.before });
        for grant in grants.iter().filter(|grant| own(grant)) {
            let (count, fact, tier) = (grant.count, grant.fact.id, grant.tier + 1);
            steps.push(ProofStep::Extension { count, unit, fact, tier, to: None });
        }
        if unit == Unit::Hours {
            steps.push(ProofStep::Rounded { hours: way.count, days: count::days_of(way.count) });
        }
        if !way.before {
            let on = count::plus(begin.day, i64::from(!way.first_day_counted));
            steps.push(ProofStep::FirstDay { on, event_counted: way.first_day_counted });
        }
        let mut paused = false;
        let mut at = begin.day;
        for piece in pieces {
            match piece {
                Piece::Count { from, to, count } => {
                    let unit = if unit == Unit::Working { Unit::Working } else { Unit::Calendar };
                    steps.push(ProofStep::Count { from, to, count, unit });
                    at = if way.before { from } else { to };
                }
                Piece::Gap { gap, from, to, count } => {
                    paused |= gap.open;
                    steps.push(ProofStep::Pause { from, to, count, open: gap.open, pause: gap.pause });
                }
            }
        }
        let shift = i64::from(way.first_day_counted);
        let (from, long) = if way.before { (shift, -way.count) } else { (-shift, way.count) };
        if let Some(on) = count::shortened(count::plus(begin.day, from), long, unit) {
            steps.push(ProofStep::MonthEnd { on });
        }
        for grant in grants.iter().filter(|grant| !own(grant)) {
            let unit = grant.unit.unwrap_or(unit);
            at = count::forward(self.calendar, at, if way.before { -grant.count } else { grant.count }, unit);
            let (count, fact, tier) = (grant.count, grant.fact.id, grant.tier + 1);
            steps.push(ProofStep::Extension { count, unit, fact, tier, to: Some(at) });
        }
        let mut alternatives = Vec::new();
        let due = self.rolled(last, way.roll, &mut steps, &mut alternatives);
        let safe = if alternatives.is_empty() { due } else { last.min(due) };
        let mut found = Found { due: Some(due), safe: Some(safe), paused, alternatives, steps, ..Found::default() };
        if !self.brief {
            self.readings(period, scope, &way, due, &mut found);
            self.patterns(&way, last, due, &mut found);
        }
        found.way = Some(way);
        found.steps.push(ProofStep::Result { due });
        found
    }

    /// The days that other readings give, and the safe day over those that matter.
    fn readings(&self, period: &Period, scope: Scope<'d>, way: &Way, usual: Day, found: &mut Found) {
        for reading in &period.readings {
            let mut other = way.clone();
            match &reading.change {
                ReadingChange::FirstDayCounted(yes) => other.first_day_counted = *yes,
                ReadingChange::Roll(rule) => other.roll = *rule,
                ReadingChange::Pauses(pauses) => other.pauses = self.gaps(pauses, scope),
                ReadingChange::Start(selects, rule) => match self.starts(selects, *rule, scope).first() {
                    // A reset later than that start counts under either reading.
                    Some((day, fact)) if period.resets.is_empty() => (other.start, other.fact) = (*day, fact.id),
                    _ => continue,
                },
                ReadingChange::Length(count, unit) => (other.count, other.unit) = (*count, *unit),
                ReadingChange::Yearly(_) => continue,
            }
            let (last, due, _) = other.walk(self.calendar);
            let counts_for_safe = reading.safe && period.nature != Nature::Floor;
            if due != usual && found.alternatives.iter().all(|known| known.reading != reading.id) {
                found.alternatives.push(Alternative { reading: reading.id.clone(), due, counts_for_safe });
                if counts_for_safe {
                    found.safe = found.safe.min(Some(due));
                }
            }
            if other != *way {
                let (reading, changes) = (reading.id.clone(), reading.change.word());
                found.readings.push(Tried { reading, changes, counts_for_safe, way: other, last, due });
            }
        }
    }

    /// A day that rests on a year not published is provisional, with its range over the exchange patterns.
    fn patterns(&self, way: &Way, last: Day, due: Day, found: &mut Found) {
        let counted = std::iter::once(way.unit).chain(way.more.iter().map(|(_, unit)| *unit)).any(|unit| unit == Unit::Working);
        // Days that are not looked at cannot move it: the count's, or else those of the roll.
        let firm = match way.roll {
            _ if counted => self.calendar.is_firm_from(way.start.min(last).min(due), way.start.max(due)),
            Roll::None => true,
            _ => self.calendar.is_firm_from(last.min(due), last.max(due)),
        };
        if firm {
            return;
        }
        let (low, high) = self.range(|calendar| way.due(calendar));
        let (low, high) = (low.min(due), high.max(due));
        let earliest = found.safe.map_or(low, |safe| safe.min(low));
        found.provisional = true;
        (found.safe, found.latest) = (Some(earliest), Some(high));
        found.steps.push(ProofStep::Provisional { earliest, latest: high });
    }

    /// The approved extensions of a rule that count.
    fn granted(&self, period: &Period, scope: Scope<'d>) -> Vec<Grant<'d>> {
        if period.extension.is_empty() {
            return Vec::new();
        }
        let context = self.context(scope.party);
        grants(&period.extension, &period.id, &context, &|select| self.chosen(select, scope)).0
    }

    /// The intervals left out, as the facts give them; one that nothing has ended runs until today.
    pub(in crate::law) fn gaps(&self, pauses: &[Pause], scope: Scope<'d>) -> Vec<Gap> {
        let mut gaps = Vec::new();
        for (place, pause) in pauses.iter().enumerate() {
            let mut ends: Vec<(Day, FactId)> =
                self.chosen(&pause.to, scope).into_iter().filter_map(|fact| Some((pause.to.day(fact)?, fact.id))).collect();
            for fact in self.chosen(&pause.from, scope) {
                let Some(after) = pause.from.day(fact) else { continue };
                // Each end closes one beginning, in order.
                let end = ends.iter().position(|(end, _)| *end >= after).map(|at| ends.remove(at));
                let until = end.map_or(self.today, |(end, _)| end);
                let facts = (fact.id, end.map(|(_, by)| by));
                gaps.push(Gap { after, until: until.max(after), open: end.is_none(), pause: place, facts });
            }
        }
        // What happened after the answer does not move the day that was answered.
        if let Some(until) = self.until {
            gaps.retain(|gap| gap.after < until);
        }
        gaps
    }
}

/// Intervals as they are counted: sorted, and overlaps once.
pub(super) fn merged(pauses: &[Gap]) -> Cow<'_, [Gap]> {
    match pauses {
        [] => Cow::Borrowed(pauses),
        [one] if one.until > one.after || one.open => Cow::Borrowed(pauses),
        _ => Cow::Owned(count::merge(pauses)),
    }
}

/// The reading under which a last day on a rest day stays where it is.
const LAST_DAY_STAYS: &str = "last-day-stays";
