//! What is told about a day once it is found: its clock, its status, and the lines for people.

use super::calendar::Which;
use super::checker::Checker;
use super::proof::{Checked, Facts, Found, at, day, int, list, maybe_day, same, text};
use chrono::NaiveDate;
use serde_json::Value;

impl Checker<'_> {
    /// Used up, left out, left: told in working days or in calendar days until the answer, the end or today.
    pub fn clock(
        &self,
        one: &Value,
        found: &Found,
        start: NaiveDate,
        due: NaiveDate,
        today: NaiveDate,
        facts: &Facts<'_>,
    ) -> Checked {
        let clock = at(one, "clock")?;
        let until = day(clock, "until")?;
        let met = maybe_day(one, "met_on")?;
        let floor = text(one, "nature")? == "floor";
        let open = matches!(text(one, "status")?, "pending" | "paused" | "overdue");
        same!("answered", at(one, "met_fact")?.is_null(), met.is_none());
        if let Some(met) = met {
            same!("day of the answer", day(facts.get(int(one, "met_fact")?)?, "on")?, met);
        }
        let right = match met {
            Some(met) => until == met || (until < met && facts.happened(until)),
            None if open && !floor => until == today,
            None => until == today || facts.happened(until),
        };
        if !right {
            return Err(format!("told until {until}"));
        }
        let works = text(clock, "unit")? == "working-days";
        if let Some(way) = at(one, "way")?.as_object() {
            same!("unit of the clock", works, way.get("unit").and_then(Value::as_str) == Some("working-days"));
        }
        let between = |after: NaiveDate, to: NaiveDate, skip: bool| {
            let days = after.iter_days().skip(1).take_while(|day| *day <= to);
            days.filter(|day| {
                let out = found.pauses.iter().any(|pause| pause.holds(*day));
                (out == skip || !skip) && (!works || self.calendar.worked(Which::Files, *day))
            })
            .count() as i64
        };
        let paused = between(start, until, true);
        same!("paused", int(clock, "paused")?, paused);
        same!("consumed", int(clock, "consumed")?, (between(start, until, false) - paused).max(0));
        let left = if until <= due { between(until, due, false) } else { -between(due, until, false) };
        same!("left", int(clock, "left")?, left);
        let total = found.total.unwrap_or_else(|| between(start, due, false) - between(start, due, true));
        same!("total", int(clock, "total")?, total);
        Ok(())
    }

    pub fn status(&self, one: &Value, due: NaiveDate, today: NaiveDate) -> Checked {
        if text(one, "nature")? == "floor" {
            return Ok(());
        }
        let (status, met) = (text(one, "status")?, maybe_day(one, "met_on")?);
        let right = match status {
            "met" => met.is_some_and(|met| met <= due),
            "met-late" => met.is_some_and(|met| met > due),
            "overdue" => met.is_none() && due < today,
            "pending" | "paused" => met.is_none(),
            "dropped" => true,
            _ => false,
        };
        if right { Ok(()) } else { Err(format!("status {status}, answered {met:?}, due {due}, today {today}")) }
    }

    /// The lines for people name the same days and numbers, in the same order.
    pub fn lines(&self, one: &Value, wanted: &[(Vec<String>, Vec<String>)]) -> Checked {
        let lines: Vec<&str> = list(one, "proof")?.iter().filter_map(Value::as_str).collect();
        same!("lines", lines.len(), wanted.len() + 1);
        for (line, (days, words)) in lines.iter().zip(wanted) {
            let mut plain = (*line).to_owned();
            for word in words.iter().filter(|word| word.chars().any(|c| !c.is_ascii_digit())) {
                if !plain.contains(word.as_str()) {
                    return Err(format!("“{line}” does not say {word}"));
                }
                plain = plain.replacen(word.as_str(), " ", 1);
            }
            let mut parts: Vec<&str> =
                plain.split(|c: char| !(c.is_ascii_digit() || c == '-')).filter(|part| !part.is_empty()).collect();
            let said: Vec<String> = parts.iter().filter(|part| part.len() == 10).map(|part| (*part).to_owned()).collect();
            same!(format!("days of “{line}”"), said, *days);
            for word in words.iter().filter(|word| word.chars().all(|c| c.is_ascii_digit())) {
                let place = parts.iter().position(|part| part == word).ok_or_else(|| format!("“{line}” does not say {word}"))?;
                parts.remove(place);
            }
        }
        let last = lines.last().copied().unwrap_or_default();
        if last.contains(&self.versions.0) && last.contains(&self.versions.1) { Ok(()) } else { Err(format!("“{last}”")) }
    }
}
