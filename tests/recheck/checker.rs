//! A second reckoning of every date, from the exported proof and the files of the calendar alone: days are walked one by
//! one. Knows JSON and days, nothing of the program it checks.

use super::calendar::{Calendar, Which, plus};
use super::proof::{
    Checked, Facts, Found, Head, Pause, Roll, Steps, Way, as_day, at, day, int, list, maybe_day, months, same, text, yes,
};
use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use std::collections::BTreeMap;

/// What stands in the proof against what is counted again.
pub struct Checker<'c> {
    pub calendar: &'c Calendar,
    /// The versions of profile and calendar that the proof has to name.
    pub versions: (String, String),
    /// Rules that estimate their work: how many working days, and the kinds of fact that begin it.
    pub efforts: Vec<(String, i64, Vec<String>)>,
}

impl Checker<'_> {
    /// Everything that does not hold, in one answer of `docket check`.
    pub fn check(&self, answer: &Value) -> Vec<String> {
        self.check_first(answer, usize::MAX)
    }

    /// The same about the first few time limits alone; how all are numbered is looked at in any case.
    pub fn check_first(&self, answer: &Value, count: usize) -> Vec<String> {
        let mut wrong = Vec::new();
        let facts = match Facts::read(answer) {
            Ok(facts) => facts,
            Err(error) => return vec![error],
        };
        let deadlines = list(answer, "deadlines").unwrap_or_default();
        for (place, one) in deadlines.iter().enumerate().take(count) {
            let rule = one.get("rule").and_then(Value::as_str).unwrap_or("?");
            if let Err(error) = self.deadline(answer, &facts, one) {
                wrong.push(format!("{place} {rule}: {error}"));
            }
        }
        wrong.extend(self.together(answer, deadlines).err());
        wrong
    }

    /// Occurrences are numbered without a gap.
    fn together(&self, answer: &Value, deadlines: &[Value]) -> Checked {
        same!("versions", self.named(answer)?, self.versions);
        let mut groups: BTreeMap<(&str, i64), BTreeMap<&str, Vec<Option<i64>>>> = BTreeMap::new();
        for one in deadlines {
            let party = one.get("party").and_then(Value::as_str).unwrap_or("");
            let group = groups.entry((text(one, "rule")?, int(one, "round")?)).or_default();
            group.entry(party).or_default().push(one.get("n").and_then(Value::as_i64));
        }
        for (key, group) in groups {
            let whole = |mut numbers: Vec<Option<i64>>| {
                numbers.sort_unstable();
                numbers == [None] || numbers == (1..=numbers.len() as i64).map(Some).collect::<Vec<_>>()
            };
            // Numbered for each party, or over all of them.
            if !group.values().all(|numbers| whole(numbers.clone())) && !whole(group.values().flatten().copied().collect()) {
                return Err(format!("{key:?}: numbered {group:?}"));
            }
        }
        Ok(())
    }

    fn named(&self, value: &Value) -> Checked<(String, String)> {
        let versions = at(value, "versions")?;
        Ok((text(versions, "profile")?.to_owned(), text(versions, "calendar")?.to_owned()))
    }

    fn deadline(&self, answer: &Value, facts: &Facts<'_>, one: &Value) -> Checked {
        let today = day(answer, "today")?;
        same!("versions", self.named(one)?, self.versions);
        let mut steps = Steps { left: list(one, "steps")?.iter(), lines: Vec::new() };
        let (Some(due), Some(start)) = (maybe_day(one, "due")?, maybe_day(one, "start")?) else {
            return self.unknown(facts, one, steps);
        };
        let party = one.get("party").and_then(Value::as_str);
        let round = if yes(one, "per_round")? { facts.round(int(one, "start_fact")?, party)? } else { 0 };
        same!("round", int(one, "round")?, round);
        let found = if at(one, "way")?.is_null() {
            self.given(facts, one, start, today, &mut steps)?
        } else {
            self.counted(facts, one, start, today, &mut steps)?
        };
        same!("due", due, found.due);
        same!("safe", day(one, "safe")?, found.safe);
        same!("latest", maybe_day(one, "latest")?, found.latest);
        same!("provisional", yes(one, "provisional")?, found.latest.is_some());
        if found.latest.is_some() {
            let step = steps.take("provisional")?;
            same!("earliest", Some(day(step, "earliest")?), Some(found.safe));
            same!("latest of the step", Some(day(step, "latest")?), found.latest);
            steps.line(&[found.safe, found.latest.unwrap_or(found.safe)], Vec::new());
        }
        same!("result", day(steps.take("result")?, "due")?, due);
        steps.line(&[due], Vec::new());
        if steps.peek() == Some("deemed") {
            same!("day after which silence counts", day(steps.take("deemed")?, "after")?, due);
            steps.line(&[due], Vec::new());
        }
        same!("steps after the result", steps.left.len(), 0);
        self.clock(one, &found, start, due, today, facts)?;
        self.status(one, due, today)?;
        self.effort(one, facts)?;
        self.lines(one, &steps.lines)
    }

    /// A clock that nothing has started yet has no day at all; one that is open until a fact has a start alone.
    fn unknown(&self, facts: &Facts<'_>, one: &Value, mut steps: Steps<'_>) -> Checked {
        for key in ["due", "safe", "latest", "way"] {
            same!(key, at(one, key)?, &Value::Null);
        }
        same!("provisional", yes(one, "provisional")?, false);
        same!("until", at(at(one, "clock")?, "until")?, &Value::Null);
        for key in ["alternatives", "readings", "pauses"] {
            same!(key, list(one, key)?.len(), 0);
        }
        match maybe_day(one, "start")? {
            Some(start) => {
                let head = self.head(facts, &mut steps)?;
                same!("start", (start, int(one, "start_fact")?), (head.day, head.fact));
                let party = one.get("party").and_then(Value::as_str);
                let round = if yes(one, "per_round")? { facts.round(head.fact, party)? } else { 0 };
                same!("round", int(one, "round")?, round);
                same!("met and its fact", at(one, "met_on")?.is_null(), at(one, "met_fact")?.is_null());
                if let Some(met) = maybe_day(one, "met_on")? {
                    same!("day of the answer", day(facts.get(int(one, "met_fact")?)?, "on")?, met);
                }
            }
            None => {
                same!("status", text(one, "status")?, "unknown-start");
                for key in ["start_fact", "met_on", "met_fact"] {
                    same!(key, at(one, key)?, &Value::Null);
                }
            }
        }
        same!("steps", steps.left.len(), 0);
        let clock = at(one, "clock")?;
        for key in ["total", "consumed", "paused", "left"] {
            same!(key, int(clock, key)?, 0);
        }
        self.lines(one, &steps.lines)
    }

    /// The day from which it is counted, and the facts and days of the calendar that gave it.
    fn head(&self, facts: &Facts<'_>, steps: &mut Steps<'_>) -> Checked<Head> {
        let step = steps.take("start")?;
        let first = day(step, "on")?;
        self.trigger(facts, step, first, steps)?;
        let mut head = Head { day: first, fact: int(step, "fact")?, turned: None, until: None, length: None };
        while let Some(name @ ("also" | "reset" | "calendar" | "version" | "until" | "field")) = steps.peek() {
            let step = steps.take(name)?;
            match name {
                "also" | "reset" => {
                    let (on, id) = (day(step, "on")?, int(step, "fact")?);
                    same!("kind", text(step, "kind")?, text(facts.get(id)?, "kind")?);
                    facts.names(id, on)?;
                    if (on > head.day) != (name == "reset") {
                        return Err(format!("{name} on {on} beside {}", head.day));
                    }
                    if name == "reset" {
                        (head.day, head.fact) = (on, id);
                    }
                    steps.line(&[on], vec![id.to_string()]);
                }
                "calendar" => {
                    let (on, month, n) = (day(step, "on")?, int(step, "month")?, int(step, "n")?);
                    let last = at(step, "day")?.as_str() == Some("last") && plus(on, 1).day() == 1;
                    let fits = i64::from(on.month()) == month && (last || at(step, "day")?.as_i64() == Some(i64::from(on.day())));
                    if !fits || on < head.day || n < 1 {
                        return Err(format!("{on} is not day {n} of the calendar from {} on", head.day));
                    }
                    head.turned = Some(on);
                    let mut words = vec![month.to_string(), n.to_string()];
                    words.extend(at(step, "day")?.as_i64().map(|day| day.to_string()));
                    steps.line(&[on], words);
                }
                "version" => {
                    let (from, to) = (maybe_day(step, "in_force_from")?, maybe_day(step, "in_force_to")?);
                    let days: Vec<NaiveDate> = from.into_iter().chain(to).collect();
                    steps.line(&days, Vec::new());
                }
                "until" => {
                    head.until = maybe_day(step, "on")?;
                    let id = at(step, "fact")?.as_i64();
                    same!("the end and its fact", head.until.is_some(), id.is_some());
                    same!("something that would end it", list(step, "kinds")?.is_empty(), false);
                    if let (Some(on), Some(id)) = (head.until, id) {
                        facts.names(id, on)?;
                        let kind = text(facts.get(id)?, "kind")?;
                        if !list(step, "kinds")?.iter().any(|known| known.as_str() == Some(kind)) {
                            return Err(format!("{kind} does not end it"));
                        }
                    }
                    steps.line(&Vec::from_iter(head.until), Vec::from_iter(id.map(|id| id.to_string())));
                }
                _ => {
                    let (id, key) = (at(step, "fact")?.as_i64(), text(step, "key")?);
                    head.length = at(step, "count")?.as_i64();
                    if let Some(id) = id {
                        let fact = facts.get(id)?;
                        same!("kind", text(step, "kind")?, text(fact, "kind")?);
                        same!("length in the paper", at(fact, "data")?.get(key).and_then(Value::as_i64), head.length);
                    }
                    let numbers = id.into_iter().chain(head.length);
                    steps.line(&[], numbers.map(|number| number.to_string()).collect());
                }
            }
        }
        Ok(head)
    }

    fn counted(
        &self,
        facts: &Facts<'_>,
        one: &Value,
        start: NaiveDate,
        today: NaiveDate,
        steps: &mut Steps<'_>,
    ) -> Checked<Found> {
        let head = self.head(facts, steps)?;
        let way = self.way(facts, at(one, "way")?, today, head.turned)?;
        same!("start of the way", way.start, head.turned.unwrap_or(head.day));
        if start != head.day && Some(start) != head.turned {
            return Err(format!("start {start}"));
        }
        same!("fact of the way", (way.fact, int(one, "start_fact")?), (head.fact, head.fact));
        let step = steps.take("length")?;
        if let Some(stated) = head.length {
            same!("length that a paper says", int(step, "count")?, stated);
        }
        same!("unit", text(step, "unit")?, way.unit);
        same!("direction", yes(step, "before")?, way.before);
        let mut length = int(step, "count")?;
        steps.line(&[], vec![length.to_string()]);
        length += self.extensions(facts, one, Some(&way.unit), None, steps)?.0;
        same!("length", way.count, length);
        if way.unit == "hours" {
            let step = steps.take("rounded")?;
            same!("hours", (int(step, "hours")?, int(step, "days")?), (way.count, self.units(&way)));
            steps.line(&[], vec![way.count.to_string(), self.units(&way).to_string()]);
        }
        if !way.before {
            let step = steps.take("first-day")?;
            same!("first day", day(step, "on")?, plus(way.after(), 1));
            same!("first day counted", yes(step, "event_counted")?, way.first_day_counted);
            steps.line(&[plus(way.after(), 1)], Vec::new());
        }
        let (last, due) = self.reckon(&way, Which::Files);
        let counted = self.pieces(&way, steps)?;
        let (begin, length) = if way.before { (way.end(), -way.count) } else { (way.after(), way.count) };
        let whole = match way.unit.as_str() {
            "months" => Some(months(begin, length)),
            "years" => Some(months(begin, length * 12)),
            _ => None,
        };
        if let Some(short) = whole.filter(|end| end.day() != begin.day()) {
            same!("end of the month", day(steps.take("month-end")?, "on")?, short);
            steps.line(&[short], Vec::new());
        }
        let (more, at_last) = self.extensions(facts, one, None, Some((counted, way.before)), steps)?;
        same!("extensions", more, way.more.iter().map(|(count, _)| count).sum::<i64>());
        same!("last day after the extensions", at_last, Some(last));
        self.rolled(last, due, &way.roll, steps)?;
        let mut safe = due;
        let mut others = Vec::new();
        if way.roll.0 == "both" && last != due {
            others.push(("last-day-stays".to_owned(), last, true));
            safe = safe.min(last);
        }
        for reading in list(one, "readings")? {
            let other = self.way(facts, at(reading, "way")?, today, head.turned)?;
            let day = day(reading, "due")?;
            let changed: Vec<&str> = way.differences(&other);
            same!("what a reading changes", changed, vec![text(reading, "changes")?]);
            let name = format!("reading {}", text(reading, "reading")?);
            same!(name, (self::day(reading, "last")?, day), self.reckon(&other, Which::Files));
            if day != due && others.iter().all(|(known, ..)| Some(known.as_str()) != text(reading, "reading").ok()) {
                others.push((text(reading, "reading")?.to_owned(), day, yes(reading, "safe")?));
            }
            if yes(reading, "safe")? {
                safe = safe.min(day);
            }
        }
        same!("alternatives", self.alternatives(one)?, others);
        let bounds = [Which::Most, Which::Least].map(|which| self.reckon(&way, which).1);
        let (low, high) = (bounds[0].min(bounds[1]).min(due), bounds[0].max(bounds[1]).max(due));
        let works = way.works() || way.more.iter().any(|(_, unit)| unit == "working-days");
        let rests = match (works, way.roll.0.as_str()) {
            (true, _) => Some((way.start.min(last).min(low), way.start.max(high))),
            (false, "none") => None,
            (false, _) => Some((last.min(low), high)),
        };
        let open =
            rests.is_some_and(|(from, to)| from.iter_days().take_while(|day| *day <= to).any(|day| !self.calendar.firm(day)));
        let latest = open.then_some(high);
        if open {
            safe = safe.min(low);
        }
        let total = (matches!(way.unit.as_str(), "working-days" | "calendar-days") && way.more.is_empty()).then_some(way.count);
        Ok(Found { due, safe, latest, total, pauses: way.pauses })
    }

    /// A day that is not counted: a paper states it, a fact ends it, the calendar has it.
    fn given(&self, facts: &Facts<'_>, one: &Value, start: NaiveDate, today: NaiveDate, steps: &mut Steps<'_>) -> Checked<Found> {
        let pauses = self.pauses(facts, list(one, "pauses")?, today)?;
        same!("readings", list(one, "readings")?.len(), 0);
        let mut found = Found { due: start, safe: start, latest: None, total: None, pauses };
        let mut last = if steps.peek() == Some("stated") {
            self.stated(facts, one, start, &found.pauses, steps)?
        } else {
            let head = self.head(facts, steps)?;
            same!("start", (start, int(one, "start_fact")?), (head.day, head.fact));
            head.until.or(head.turned).ok_or("neither a day of the calendar nor a fact that ends it")?
        };
        last = self.extensions(facts, one, None, Some((last, false)), steps)?.1.unwrap_or(last);
        let step = steps.left.as_slice().first().ok_or("no last day")?;
        let roll: Roll = (text(step, "roll")?.to_owned(), at(step, "rest")?.as_str().map(str::to_owned));
        found.due = self.roll(last, &roll, Which::Files);
        self.rolled(last, found.due, &roll, steps)?;
        found.safe = last.min(found.due);
        let both = roll.0 == "both" && last != found.due;
        let others = if both { vec![("last-day-stays".to_owned(), last, true)] } else { Vec::new() };
        same!("alternatives", self.alternatives(one)?, others);
        if roll.0 != "none" && !self.calendar.firm(last) {
            let bounds = [Which::Most, Which::Least].map(|which| self.roll(last, &roll, which));
            found.safe = found.safe.min(bounds[0]).min(bounds[1]);
            found.latest = Some(found.due.max(bounds[0]).max(bounds[1]));
        }
        Ok(found)
    }

    /// The day of a paper, and every paused day before the end moves the end by one.
    fn stated(
        &self,
        facts: &Facts<'_>,
        one: &Value,
        start: NaiveDate,
        pauses: &[Pause],
        steps: &mut Steps<'_>,
    ) -> Checked<NaiveDate> {
        let step = steps.take("stated")?;
        let (stated, id) = (day(step, "on")?, int(step, "fact")?);
        self.trigger(facts, step, stated, steps)?;
        // A paper starts nothing but by its own day: another day that it names is not that.
        same!("start", start, day(facts.get(int(one, "start_fact")?)?, "on")?);
        let made = day(facts.get(id)?, "on")?;
        let (mut last, mut at) = (stated, made);
        while at < last {
            at = plus(at, 1);
            last = plus(last, i64::from(pauses.iter().any(|pause| pause.holds(at))));
        }
        let mut out = made;
        while steps.peek() == Some("pause") {
            let step = steps.take("pause")?;
            let (from, to) = (day(step, "from")?, day(step, "to")?);
            self.pause_step(step, pauses, to, (to - from).num_days() + 1)?;
            if from <= out || !pauses.iter().any(|pause| pause.holds(from)) || to > last {
                return Err(format!("pause {from} to {to}"));
            }
            steps.line(&[from, to], vec![((to - from).num_days() + 1).to_string()]);
            out = to;
        }
        Ok(last)
    }

    fn trigger(&self, facts: &Facts<'_>, step: &Value, on: NaiveDate, steps: &mut Steps<'_>) -> Checked {
        let id = int(step, "fact")?;
        let fact = facts.get(id)?;
        same!("kind", text(step, "kind")?, text(fact, "kind")?);
        facts.names(id, on)?;
        let paper = at(fact, "data")?.get("paper").cloned().unwrap_or(Value::Null);
        same!("paper", at(step, "paper")?, &paper);
        let mut words = vec![id.to_string()];
        words.extend(paper.as_str().map(str::to_owned));
        steps.line(&[on], words);
        Ok(())
    }

    /// Approved extensions: those of the rule's own unit are added to the length, others run on from the last day.
    fn extensions(
        &self,
        facts: &Facts<'_>,
        one: &Value,
        unit: Option<&str>,
        from: Option<(NaiveDate, bool)>,
        steps: &mut Steps<'_>,
    ) -> Checked<(i64, Option<NaiveDate>)> {
        let (mut longer, mut last) = (0, from.map(|(last, _)| last));
        while steps.peek() == Some("extension") {
            let step = steps.take("extension")?;
            let (count, id, of, to) = (int(step, "count")?, int(step, "fact")?, text(step, "unit")?, maybe_day(step, "to")?);
            let fact = facts.get(id)?;
            if text(fact, "kind")? == "extension.approved" {
                same!("rule of the extension", text(at(fact, "data")?, "rule")?, text(one, "rule")?);
                let most = at(fact, "data")?.get("days").and_then(Value::as_i64);
                if count < 0 || most.is_some_and(|most| count > most.max(0)) {
                    return Err(format!("extended by {count}, approved {most:?}"));
                }
            }
            if let Some(unit) = unit {
                same!("unit of the extension", of, unit);
            }
            if let (Some(at), Some((_, before))) = (last, from) {
                last = Some(self.forward(at, if before { -count } else { count }, of, Which::Files));
            }
            same!("day after the extension", to, last);
            longer += count;
            if int(step, "tier")? < 1 {
                return Err("no such tier".to_owned());
            }
            steps.line(&Vec::from_iter(to), vec![count.to_string(), id.to_string()]);
        }
        Ok((longer, last))
    }

    fn way(&self, facts: &Facts<'_>, value: &Value, today: NaiveDate, turned: Option<NaiveDate>) -> Checked<Way> {
        let more = |one: &Value| Ok((int(one, "count")?, text(one, "unit")?.to_owned()));
        let way = Way {
            fact: int(value, "fact")?,
            start: day(value, "start")?,
            count: int(value, "count")?,
            unit: text(value, "unit")?.to_owned(),
            more: list(value, "more")?.iter().map(more).collect::<Checked<_>>()?,
            before: yes(value, "before")?,
            first_day_counted: yes(value, "first_day_counted")?,
            roll: (text(value, "roll")?.to_owned(), at(value, "rest")?.as_str().map(str::to_owned)),
            pauses: self.pauses(facts, list(value, "pauses")?, today)?,
        };
        if turned != Some(way.start) {
            facts.names(way.fact, way.start)?;
        }
        Ok(way)
    }

    /// Each pause begins and ends with a fact; one that nothing has ended runs until today.
    fn pauses(&self, facts: &Facts<'_>, values: &[Value], today: NaiveDate) -> Checked<Vec<Pause>> {
        let mut found = Vec::new();
        for value in values {
            let pause = Pause {
                after: day(value, "after")?,
                until: day(value, "until")?,
                open: yes(value, "open")?,
                facts: (int(value, "from_fact")?, at(value, "to_fact")?.as_i64()),
            };
            facts.names(pause.facts.0, pause.after)?;
            same!("open pause", pause.open, at(value, "to_fact")?.is_null());
            match pause.facts.1 {
                None => {
                    same!("end of an open pause", pause.until, today.max(pause.after));
                }
                Some(end) => facts.names(end, pause.until)?,
            }
            found.push(pause);
        }
        Ok(found)
    }

    /// The counted and the paused stretches follow each other without a gap, and hold what they say.
    fn pieces(&self, way: &Way, steps: &mut Steps<'_>) -> Checked<NaiveDate> {
        let last = self.count(way, Which::Files);
        let mut at = if way.before { last } else { plus(way.after(), 1) };
        let mut sum = 0;
        while let Some(name @ ("count" | "pause")) = steps.peek() {
            let step = steps.take(name)?;
            let (from, to, said) = (day(step, "from")?, day(step, "to")?, int(step, "count")?);
            // Days that would not count anyway need no stretch of their own.
            while !way.before && at < from && !way.paused(at) && !self.counts(way, Which::Files, at) {
                at = plus(at, 1);
            }
            same!("first day of a stretch", from, at);
            let days: Vec<NaiveDate> = from.iter_days().take_while(|day| *day <= to).collect();
            let count = days.iter().filter(|day| self.counts(way, Which::Files, **day)).count() as i64;
            same!("units of a stretch", said, count);
            if let Some(wrong) = days.iter().find(|day| !way.before && way.paused(**day) != (name == "pause")) {
                return Err(format!("{wrong} stands in a stretch of kind {name}"));
            }
            steps.line(&[from, to], vec![said.to_string()]);
            if name == "count" {
                sum += said;
                same!("unit of a stretch", text(step, "unit")?, if way.works() { "working-days" } else { "calendar-days" });
                self.special(step, way.works().then_some((from, to)), steps)?;
            } else {
                self.pause_step(step, &way.pauses, to, count)?;
            }
            at = plus(to, 1);
        }
        let back = || last.iter_days().take_while(|day| *day < way.end()).filter(|day| self.counts(way, Which::Files, *day));
        let (units, end) = if way.before { (back().count() as i64, way.end()) } else { (self.units(way), plus(last, 1)) };
        same!("sum of the stretches", sum, units);
        same!("end of the stretches", at, end);
        Ok(last)
    }

    fn pause_step(&self, step: &Value, pauses: &[Pause], to: NaiveDate, count: i64) -> Checked {
        same!("days left out", int(step, "count")?, count);
        same!("open", yes(step, "open")?, pauses.iter().any(|pause| pause.open && pause.until == to));
        Ok(())
    }

    /// The rest days and make-up days of a stretch, in runs of one name.
    fn special(&self, step: &Value, span: Option<(NaiveDate, NaiveDate)>, steps: &mut Steps<'_>) -> Checked {
        let mut wanted: Vec<(NaiveDate, NaiveDate, bool, String, Option<String>)> = Vec::new();
        for day in span.into_iter().flat_map(|(from, to)| from.iter_days().take_while(move |day| *day <= to)) {
            let Some(named) = self.calendar.named(day) else { continue };
            let (works, notice) = (!named.rest, self.calendar.notice(named));
            match wanted.last_mut() {
                Some(run) if plus(run.1, 1) == day && run.2 == works && run.3 == named.name && run.4 == notice => run.1 = day,
                _ => wanted.push((day, day, works, named.name.clone(), notice)),
            }
        }
        let mut found = Vec::new();
        for one in list(step, "special")? {
            let notice = at(one, "notice")?.as_str().map(str::to_owned);
            found.push((day(one, "from")?, day(one, "to")?, yes(one, "working")?, text(one, "name")?.to_owned(), notice));
        }
        same!("days by name", found, wanted);
        for (from, to, _, name, notice) in wanted {
            let days = if from == to { vec![from] } else { vec![from, to] };
            steps.line(&days, std::iter::once(name).chain(notice).collect());
        }
        Ok(())
    }

    fn rolled(&self, last: NaiveDate, due: NaiveDate, rule: &Roll, steps: &mut Steps<'_>) -> Checked {
        let step = steps.take("last-day")?;
        same!("last day", day(step, "on")?, last);
        same!("last day worked", yes(step, "working")?, self.calendar.worked(Which::Files, last));
        same!("roll", (text(step, "roll")?, at(step, "rest")?.as_str()), (rule.0.as_str(), rule.1.as_deref()));
        steps.line(&[last], Vec::new());
        if due == last {
            return Ok(());
        }
        let step = steps.take("roll")?;
        same!("roll", (day(step, "from")?, day(step, "to")?, text(step, "rule")?), (last, due, rule.0.as_str()));
        if let Some(rest) = &rule.1 {
            let days: Vec<Option<NaiveDate>> = list(step, "rest_days")?.iter().map(as_day).collect();
            let all = last.iter_days().take_while(|day| *day < due);
            let wanted: Vec<Option<NaiveDate>> = all.filter(|day| self.rests(*day, Some(rest), Which::Files)).map(Some).collect();
            same!("rest days", days, wanted);
        }
        steps.line(&[last, due], Vec::new());
        self.special(step, Some((last.min(due), last.max(due))), steps)?;
        if rule.0 == "both" {
            steps.line(&[last], Vec::new());
        }
        Ok(())
    }

    fn alternatives(&self, one: &Value) -> Checked<Vec<(String, NaiveDate, bool)>> {
        list(one, "alternatives")?
            .iter()
            .map(|other| Ok((text(other, "reading")?.to_owned(), day(other, "due")?, yes(other, "safe")?)))
            .collect()
    }
}
