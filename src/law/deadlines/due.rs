//! The last day of one clock: base, readings, exchange patterns of years not published.

use super::{Basis, Scope};
use crate::docket::{Day, Fact, Kind};
use crate::law::answer::{Alternative, Nature};
use crate::law::calendar::Calendar;
use crate::law::count::{self, Gap, Piece};
use crate::law::period::{Length, Pause, Period, ReadingChange, Roll, Unit};
use crate::law::proof::ProofStep;

/// A day found.
pub(in crate::law) struct Found {
    pub due: Day,
    pub safe: Day,
    pub latest: Option<Day>,
    pub provisional: bool,
    pub paused: bool,
    pub alternatives: Vec<Alternative>,
    pub gaps: Vec<Gap>,
    pub steps: Vec<ProofStep>,
}

/// What a reading may change about a count.
#[derive(Clone)]
pub(in crate::law) struct Way {
    pub start: Day,
    pub count: i64,
    pub unit: Unit,
    pub before: bool,
    pub first_day_counted: bool,
    pub roll: Roll,
    pub gaps: Vec<Gap>,
}

impl Way {
    /// The last day before and after the roll, with the pieces of the count.
    fn walk(&self, calendar: &Calendar) -> (Day, Day, Vec<Piece>) {
        let shift = i64::from(self.first_day_counted);
        if self.before {
            let last = count::forward(calendar, count::plus(self.start, shift), -self.count, self.unit);
            return (last, count::roll(calendar, last, self.roll), Vec::new());
        }
        let after = count::plus(self.start, -shift);
        let (last, pieces) = count::count(calendar, after, self.count, self.unit, &self.gaps);
        (last, count::roll(calendar, last, self.roll), pieces)
    }

    fn due(&self, calendar: &Calendar) -> Day {
        self.walk(calendar).1
    }
}

impl<'d> Basis<'_, 'd> {
    /// The last day of a rule's clock that a fact started.
    pub(in crate::law) fn due(&self, period: &Period, scope: Scope<'d>, start: Day, fact: &'d Fact) -> Option<Found> {
        let moved = period.moved_by.iter().flat_map(|select| {
            self.chosen(select, scope).into_iter().filter_map(move |fact| Some((fact.on, select.day(fact)?, fact)))
        });
        if let Some((_, day, by)) = moved.filter(|(on, _, _)| *on >= start).max_by_key(|(on, _, fact)| (*on, fact.id)) {
            return Some(self.stated(period, scope, day, by, false));
        }
        match &period.length {
            Length::Count(count, unit) => Some(self.counted(period, scope, start, fact, *count, *unit)),
            Length::Stated(fields) => {
                let day = fields.iter().find(|select| select.matches(fact)).and_then(|select| select.day(fact))?;
                Some(self.stated(period, scope, day, fact, true))
            }
            Length::Yearly(_) => None,
        }
    }

    /// A day that a paper states: pauses and approved extensions move it, the roll is the rule's.
    fn stated(&self, period: &Period, scope: Scope<'d>, day: Day, fact: &'d Fact, pausable: bool) -> Found {
        let mut steps =
            vec![ProofStep::Stated { kind: fact.kind, fact: fact.id, on: day, paper: fact.paper().map(str::to_owned) }];
        let gaps = if pausable { self.gaps(&period.pauses, scope) } else { Vec::new() };
        let mut last = day;
        for gap in &gaps {
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
        for (days, by) in self.extensions(period) {
            last = count::plus(last, days);
            steps.push(ProofStep::Extension { count: days, unit: Unit::Calendar, fact: by });
        }
        let due = self.rolled(last, period.roll, &mut steps);
        let firm = period.roll == Roll::None || self.calendar.is_firm(last);
        let paused = gaps.iter().any(|gap| gap.open && gap.after.max(fact.on) < last);
        let mut found =
            Found { due, safe: last.min(due), latest: None, provisional: !firm, paused, alternatives: Vec::new(), gaps, steps };
        if !firm {
            let envelope = self.calendar.envelope();
            let latest = count::roll(&envelope.least_working, last, period.roll);
            found.latest = Some(latest);
            found.steps.push(ProofStep::Provisional { earliest: found.safe, latest });
        }
        found.steps.push(ProofStep::Result { due });
        found
    }

    fn rolled(&self, last: Day, rule: Roll, steps: &mut Vec<ProofStep>) -> Day {
        let due = count::roll(self.calendar, last, rule);
        steps.push(ProofStep::LastDay { on: last });
        if due != last {
            steps.push(ProofStep::Roll { from: last, to: due, rule });
        }
        due
    }

    fn counted(&self, period: &Period, scope: Scope<'d>, start: Day, fact: &'d Fact, count: i64, unit: Unit) -> Found {
        let extensions = self.extensions(period);
        let longer: i64 = extensions.iter().map(|(days, _)| days).sum();
        let way = Way {
            start,
            count: count.saturating_add(longer),
            unit,
            before: period.before,
            first_day_counted: period.first_day_counted,
            roll: period.roll,
            gaps: self.gaps(&period.pauses, scope),
        };
        let (last, _, pieces) = way.walk(self.calendar);
        let mut steps = Vec::with_capacity(6 + pieces.len());
        steps.push(ProofStep::Start { kind: fact.kind, fact: fact.id, on: start, paper: fact.paper().map(str::to_owned) });
        steps.push(ProofStep::Length { count, unit, before: period.before });
        for (days, by) in extensions {
            steps.push(ProofStep::Extension { count: days, unit, fact: by });
        }
        if !way.before {
            let on = count::plus(start, i64::from(!way.first_day_counted));
            steps.push(ProofStep::FirstDay { on, event_counted: way.first_day_counted });
        }
        let mut paused = false;
        for piece in pieces {
            match piece {
                Piece::Count { from, to, count } => {
                    let unit = if unit == Unit::Working { Unit::Working } else { Unit::Calendar };
                    steps.push(ProofStep::Count { from, to, count, unit });
                }
                Piece::Gap { gap, from, to, count } => {
                    paused |= gap.open;
                    steps.push(ProofStep::Pause { from, to, count, open: gap.open, pause: gap.pause });
                }
            }
        }
        let due = self.rolled(last, way.roll, &mut steps);
        let mut found =
            Found { due, safe: due, latest: None, provisional: false, paused, alternatives: Vec::new(), gaps: Vec::new(), steps };
        self.readings(period, scope, &way, &mut found);
        self.patterns(&way, last, &mut found);
        found.gaps = way.gaps;
        found.steps.push(ProofStep::Result { due });
        found
    }

    /// The days that other readings give, and the safe day over those that matter.
    fn readings(&self, period: &Period, scope: Scope<'d>, way: &Way, found: &mut Found) {
        for reading in &period.readings {
            let mut other = way.clone();
            match &reading.change {
                ReadingChange::FirstDayCounted(yes) => other.first_day_counted = *yes,
                ReadingChange::Roll(rule) => other.roll = *rule,
                ReadingChange::Pauses(pauses) => other.gaps = self.gaps(pauses, scope),
                ReadingChange::Start(selects, rule) => match self.starts(selects, *rule, scope).first() {
                    Some((day, _)) => other.start = *day,
                    None => continue,
                },
                ReadingChange::Length(count, unit) => (other.count, other.unit) = (*count, *unit),
                ReadingChange::Yearly(_) => continue,
            }
            let due = other.due(self.calendar);
            if due != found.due {
                found.alternatives.push(Alternative { reading: reading.id.clone(), due, counts_for_safe: reading.safe });
                if reading.safe && period.nature != Nature::Floor {
                    found.safe = found.safe.min(due);
                }
            }
        }
    }

    /// A day that rests on a year not published is provisional, with its range over the exchange patterns.
    fn patterns(&self, way: &Way, last: Day, found: &mut Found) {
        let counted = way.unit == Unit::Working;
        let envelope = self.calendar.envelope();
        let latest = way.due(&envelope.least_working);
        let rests = |from: Day, to: Day| {
            // Uncertain days come at the end of what is published, so the far end decides.
            let mut day = to;
            while day >= from && day > count::plus(to, -400) {
                if !self.calendar.is_firm(day) {
                    return true;
                }
                day = count::plus(day, -1);
            }
            false
        };
        let (low, high) = (way.start.min(last), latest.max(found.due));
        let uncertain =
            if counted { !self.calendar.is_firm(high) || rests(low, high) } else { way.roll != Roll::None && rests(last, high) };
        if !uncertain {
            return;
        }
        let mut earliest = way.due(&envelope.most_working).min(found.due);
        earliest = earliest.min(found.safe);
        found.provisional = true;
        found.safe = earliest;
        found.latest = Some(latest.max(found.due));
        found.steps.push(ProofStep::Provisional { earliest, latest: latest.max(found.due) });
    }

    /// Approved extensions of a rule: by how much, and the facts; no more than the rule allows.
    fn extensions(&self, period: &Period) -> Vec<(i64, i64)> {
        let Some((most, times)) = period.extension else { return Vec::new() };
        self.state
            .all(Kind::ExtensionApproved)
            .into_iter()
            .filter(|fact| fact.data.text("rule") == Some(&*period.id))
            .take(times as usize)
            .map(|fact| (fact.data.int("days").unwrap_or(most).clamp(0, most), fact.id))
            .collect()
    }

    /// The intervals left out, merged; one that nothing has ended runs until today.
    pub(in crate::law) fn gaps(&self, pauses: &[Pause], scope: Scope<'d>) -> Vec<Gap> {
        let mut gaps = Vec::new();
        for (place, pause) in pauses.iter().enumerate() {
            let mut ends: Vec<Day> = self.chosen(&pause.to, scope).into_iter().filter_map(|fact| pause.to.day(fact)).collect();
            for fact in self.chosen(&pause.from, scope) {
                let Some(after) = pause.from.day(fact) else { continue };
                // Each end closes one beginning, in order.
                let end = ends.iter().position(|end| *end >= after).map(|at| ends.remove(at));
                let until = end.unwrap_or(self.today);
                gaps.push(Gap { after, until: until.max(after), open: end.is_none(), pause: place });
            }
        }
        // What happened after the answer does not move the day that was answered.
        if let Some(until) = self.until {
            gaps.retain(|gap| gap.after < until);
        }
        if gaps.is_empty() { gaps } else { count::merge(gaps) }
    }
}
