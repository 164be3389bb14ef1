//! Reading how long a time limit runs, on which days, how it grows, and what makes no sense in it.

use super::fields::{Fields, Reader};
use crate::docket::tree::FaultKind;
use crate::law::answer::{Label, Nature};
use crate::law::period::{Length, MonthDay, Override, Period, Rest, Roll, StartRule, Tier, Unit};
use std::sync::Arc;

pub const UNITS: &[(&str, Unit)] = &[
    ("calendar-days", Unit::Calendar),
    ("working-days", Unit::Working),
    ("months", Unit::Months),
    ("years", Unit::Years),
    ("hours", Unit::Hours),
];
const ROLLS: &[(&str, Roll)] = &[
    ("none", Roll::None),
    ("next-working-day", Roll::NextWorking),
    ("after-statutory-rest", Roll::AfterRest(Rest::NonWorking)),
    ("both", Roll::Both(Rest::NonWorking)),
    ("previous-working-day", Roll::PreviousWorking),
];
const LETTERS: &[(&str, Override)] =
    &[("once", Override::Once), ("for-good", Override::ForGood), ("as-stated", Override::AsStated)];

impl Reader<'_> {
    pub fn roll(&mut self, fields: &mut Fields<'_>, usual: Roll, rest: Rest) -> Roll {
        if !fields.has("roll") {
            fields.take("roll");
            return usual;
        }
        match self.word(fields, "roll", ROLLS, usual) {
            Roll::AfterRest(_) => Roll::AfterRest(rest),
            Roll::Both(_) => Roll::Both(rest),
            roll => roll,
        }
    }

    pub fn letter(&mut self, fields: &mut Fields<'_>) -> Option<Override> {
        fields.has("letter").then(|| self.word(fields, "letter", LETTERS, Override::AsStated)).or_else(|| {
            fields.take("letter");
            None
        })
    }

    /// The tiers of an extension: tables `extension`, or the short form of one tier.
    pub fn extensions(&mut self, fields: &mut Fields<'_>) -> Vec<Tier> {
        let (by, times) = (self.int(fields, "extension_by"), self.int(fields, "extension_times"));
        let mut tiers: Vec<Tier> = by
            .map(|add| Tier {
                label: Label::default(),
                by: Arc::default(),
                when: None,
                add,
                unit: None,
                times: usize::try_from(times.unwrap_or(1)).unwrap_or(1),
                fact: None,
                cites: Vec::new(),
            })
            .into_iter()
            .collect();
        for (layer, node) in self.tables(fields, "extension") {
            let mut inner = Fields::of(layer, node);
            let unit = inner.has("unit").then(|| self.word(&mut inner, "unit", UNITS, Unit::Calendar));
            inner.take("unit");
            let tier = Tier {
                label: self.named(&mut inner, "zh", "en").unwrap_or_default(),
                by: self.owner(&mut inner, "by"),
                when: self.cond(&mut inner, "when"),
                add: self.positive(&mut inner, "add"),
                unit,
                times: usize::try_from(self.positive(&mut inner, "times")).unwrap_or(0),
                fact: self.select(&mut inner, "fact"),
                cites: self.cites(&mut inner),
            };
            self.finish(&inner);
            tiers.push(tier);
        }
        tiers
    }

    /// What a rule must say to make sense, beyond the shape of its keys.
    pub fn sense(&mut self, fields: &mut Fields<'_>, period: &Period) {
        let counted = matches!(period.length, Length::Count(..) | Length::Field(..) | Length::Until(_));
        let begins = fields.has("start") || period.office && !period.start_on.is_empty();
        if counted && !begins {
            self.missing(fields, "start");
        }
        if period.nature == Nature::Deemed && period.outcome.is_none() {
            self.missing(fields, "outcome");
        }
        if !period.and_start.is_empty() && period.start_rule == StartRule::Each {
            self.odd(fields, "and_start", "rule-each-and-start");
        }
        if period.repeat.is_some() && !matches!(period.length, Length::Count(..) | Length::Yearly(_)) {
            self.odd(fields, "repeat", "rule-repeat-length");
        }
        if period.repeat.is_some() && !period.extension.is_empty() {
            self.odd(fields, "extension", "rule-repeat-extension");
        }
        if let (Some(from), Some(to)) = (period.in_force_from, period.in_force_to)
            && to < from
        {
            self.odd(fields, "in_force_to", "rule-ends-before-it-begins");
        }
    }

    pub fn length(&mut self, fields: &mut Fields<'_>) -> Option<Length> {
        let unit = self.word(fields, "unit", UNITS, Unit::Calendar);
        let count = fields.has("length").then(|| self.positive(fields, "length"));
        fields.take("length");
        let from = self.selects(fields, "length_from");
        let stated = self.selects(fields, "stated_by");
        let until = self.selects(fields, "until");
        let days = self.month_days(fields, "on_days");
        if !from.is_empty() {
            if from.iter().any(|select| select.day_key.is_none()) {
                self.odd(fields, "length_from", "rule-field-without-key");
            }
            return Some(Length::Field(from, count, unit));
        }
        if let Some(count) = count {
            return Some(Length::Count(count, unit));
        }
        if !stated.is_empty() {
            return Some(Length::Stated(stated));
        }
        if !until.is_empty() {
            return Some(Length::Until(until));
        }
        // No day at all, said so: a reminder whose days an office writes itself.
        (!days.is_empty() || fields.take("on_days").is_some()).then_some(Length::Yearly(days))
    }

    /// Days of the year: `MM-DD`, or the months named as `month`, `quarter.1`, `half-year.6`, with the day `DD`, `last`,
    /// or a ten-day period's last day: `first`, `middle`, `last`. `quarter-last` is the last day of every quarter.
    pub fn month_days(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Vec<MonthDay> {
        let mut days = Vec::new();
        for (layer, node, text) in self.texts(fields, key) {
            match month_days(text) {
                Some(found) => days.extend(found),
                None => self.fault(
                    layer,
                    node,
                    FaultKind::WrongShape { key: key.to_owned(), expected: "month-day", found: text.to_owned() },
                ),
            }
        }
        days
    }
}

/// The roll that a rule has without saying so: past 法定休假日 as the profile understands it.
pub fn by_rest(usual: Roll, rest: Rest) -> Roll {
    if rest == Rest::NonWorking { usual } else { Roll::AfterRest(rest) }
}

/// Days of the year from their text; none where it names no day.
fn month_days(text: &str) -> Option<Vec<MonthDay>> {
    let (months, day) = text.rsplit_once('-')?;
    let every = |step: u32, place: u32| (0..12 / step).map(|at| at * step + place).collect::<Vec<u32>>();
    let within =
        |text: &str, step: u32| text.parse().ok().filter(|place| (1..=step).contains(place)).map(|place| every(step, place));
    let months = match months.split_once('.') {
        Some(("quarter", place)) => within(place, 3)?,
        Some(("half-year", place)) => within(place, 6)?,
        Some(_) => return None,
        None => match (months, day) {
            ("month", _) => every(1, 1),
            ("quarter", "last") => every(3, 3),
            ("half-year", "last") => every(6, 6),
            ("year", "last") => vec![12],
            (month, _) => vec![month.parse().ok().filter(|month| (1..=12).contains(month))?],
        },
    };
    let day = match day {
        "last" => 0,
        // 上旬 ends on the 10th, 中旬 on the 20th, 下旬 with the month: by the calendar, not by law.
        "first" => 10,
        "middle" => 20,
        number => number.parse().ok().filter(|day| (1..=31).contains(day))?,
    };
    let days: Vec<MonthDay> = months.into_iter().map(|month| MonthDay { month, day }).collect();
    // A leap year has every day that any year has.
    days.iter().all(|day| day.on(2024).is_some()).then_some(days)
}
