//! Reading a time limit and a step.

use super::fields::{Fields, Reader};
use crate::docket::tree::{FaultKind, Node, nearest};
use crate::docket::{Kind, Stage};
use crate::law::answer::{Force, Label, Nature};
use crate::law::cond::Cond;
use crate::law::period::{
    Cover, Length, MonthDay, Override, Pause, Period, Reading, ReadingChange, Repeat, Rest, Roll, StartRule, Tier, Unit,
};
use crate::law::step::{Need, Step};
use std::sync::Arc;

const UNITS: &[(&str, Unit)] = &[
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
const STARTS: &[(&str, StartRule)] =
    &[("earliest", StartRule::Earliest), ("latest", StartRule::Latest), ("newest", StartRule::Newest), ("each", StartRule::Each)];
const NATURES: &[(&str, Nature)] = &[
    ("ceiling", Nature::Ceiling),
    ("floor", Nature::Floor),
    ("advisory", Nature::Advisory),
    ("deemed", Nature::Deemed),
    ("information", Nature::Information),
    ("risk", Nature::Risk),
];

impl Reader<'_> {
    /// A time limit.
    pub fn period(&mut self, fields: &mut Fields<'_>) -> Period {
        let id = self.required(fields, "id");
        let label = self.label(fields, "zh", "en");
        let length = self.length(fields);
        let written = ["length", "length_from", "stated_by", "until", "on_days"];
        if length.is_none() && !written.iter().any(|key| fields.has(key)) {
            self.odd(fields, "id", "rule-no-length");
        }
        let (cites, from) = (self.cites(fields), self.day(fields, "in_force_from"));
        let first = cites.first().and_then(|cite| self.library.in_force_from(&cite.at));
        let length = length.unwrap_or(Length::Stated(Vec::new()));
        let rest = self.word(fields, "statutory_rest", Rest::WORDS, self.rest);
        let usual = if matches!(length, Length::Until(_)) { Roll::None } else { by_rest(Roll::NextWorking, rest) };
        let period = Period {
            id,
            label,
            origin: self.origin(fields.layer()),
            office: self.flag(fields, "office", false),
            hidden: self.flag(fields, "hidden", false),
            start: self.selects(fields, "start"),
            start_rule: self.word(fields, "start_rule", STARTS, StartRule::Earliest),
            and_start: self.selects(fields, "and_start"),
            and_start_known: self.cond(fields, "and_start_known"),
            start_on: self.month_days(fields, "start_on"),
            length,
            before: self.word(fields, "direction", &[("after", false), ("before", true)], false),
            nature: self.word(fields, "nature", NATURES, Nature::Ceiling),
            force: self.force(fields, Force::Must),
            first_day_counted: self.flag(fields, "first_day_counted", false),
            roll: self.roll(fields, usual, rest),
            pauses: self.pauses(fields),
            resets: self.selects(fields, "resets"),
            satisfied_by: self.selects(fields, "satisfied_by"),
            cover: self.cover(fields),
            ends_with: self.selects(fields, "ends_with"),
            expects: self.selects(fields, "expects"),
            applies: self.cond(fields, "applies"),
            per_party: self.flag(fields, "per_party", false),
            per_round: self.flag(fields, "per_round", false),
            repeat: self.repeat(fields),
            extension: self.extensions(fields),
            letter: self.letter(fields),
            outcome: self.named(fields, "outcome", "outcome_en"),
            enabled: self.flag(fields, "enabled", true),
            warn: self.ints(fields, "warn"),
            by: self.owed_by(fields),
            to: self.owner(fields, "to"),
            effort: self.int(fields, "effort"),
            in_force_from: from.or(first),
            in_force_to: self.day(fields, "in_force_to"),
            earlier: Vec::new(),
            moved_by: self.selects(fields, "moved_by"),
            readings: self.readings(fields),
            origins: fields.origins().map(|(key, layer)| (key.into(), self.origin(layer))).collect(),
            attested: self.named(fields, "attested", "attested_en"),
            cites,
        };
        // `note` is for readers of the file.
        fields.take("note");
        self.sense(fields, &period);
        self.finish(fields);
        period
    }

    fn owed_by(&mut self, fields: &mut Fields<'_>) -> Arc<str> {
        let by = self.owner(fields, "by");
        if by.is_empty() { "department".into() } else { by }
    }

    /// A name with its translation, where there is one.
    fn named(&mut self, fields: &mut Fields<'_>, zh: &'static str, en: &'static str) -> Option<Label> {
        let chinese = self.text(fields, zh);
        let english = self.text(fields, en);
        chinese.map(|zh| Label { en: english.unwrap_or_else(|| zh.clone()), zh })
    }

    fn roll(&mut self, fields: &mut Fields<'_>, usual: Roll, rest: Rest) -> Roll {
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

    fn letter(&mut self, fields: &mut Fields<'_>) -> Option<Override> {
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
    fn sense(&mut self, fields: &mut Fields<'_>, period: &Period) {
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
        if let (Some(from), Some(to)) = (period.in_force_from, period.in_force_to)
            && to < from
        {
            self.odd(fields, "in_force_to", "rule-ends-before-it-begins");
        }
    }

    fn ints(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Vec<i64> {
        let Some((layer, entry)) = fields.take(key) else { return Vec::new() };
        let numbers: Vec<i64> = entry.node.list().unwrap_or_default().iter().filter_map(Node::int).collect();
        if entry.node.list().is_none_or(|items| items.len() != numbers.len()) {
            self.wrong(layer, entry, "ints");
        }
        numbers
    }

    fn length(&mut self, fields: &mut Fields<'_>) -> Option<Length> {
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
    fn month_days(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Vec<MonthDay> {
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

    fn pauses(&mut self, fields: &mut Fields<'_>) -> Vec<Pause> {
        let tables = self.tables(fields, "pause");
        tables
            .into_iter()
            .filter_map(|(layer, node)| {
                let mut inner = Fields::of(layer, node);
                let (from, to) = (self.select(&mut inner, "from"), self.select(&mut inner, "to"));
                for key in ["from", "to"] {
                    if !inner.has(key) {
                        self.missing(&inner, key);
                    }
                }
                let side = self.owner(&mut inner, "side");
                let pause = Pause {
                    from: from?,
                    to: to?,
                    side_label: self
                        .people()
                        .iter()
                        .find(|item| item.key == side)
                        .map(|item| item.label.clone())
                        .unwrap_or_default(),
                    side,
                    label: self.label(&mut inner, "zh", "en"),
                    cites: self.cites(&mut inner),
                };
                self.finish(&inner);
                Some(pause)
            })
            .collect()
    }

    fn cover(&mut self, fields: &mut Fields<'_>) -> Option<Cover> {
        let (layer, node) = self.tables(fields, "cover").into_iter().next()?;
        let mut inner = Fields::of(layer, node);
        let (owed, paid) = (self.select(&mut inner, "owed"), self.select(&mut inner, "paid"));
        let key = self.required(&mut inner, "key");
        self.finish(&inner);
        Some(Cover { owed: (owed?, key.clone()), paid: (paid?, key) })
    }

    fn repeat(&mut self, fields: &mut Fields<'_>) -> Option<Repeat> {
        let (layer, node) = self.tables(fields, "repeat").into_iter().next()?;
        let mut inner = Fields::of(layer, node);
        let repeat = Repeat { every_key: self.text(&mut inner, "every_key"), days_key: self.text(&mut inner, "days_key") };
        self.finish(&inner);
        Some(repeat)
    }

    fn readings(&mut self, fields: &mut Fields<'_>) -> Vec<Reading> {
        let mut readings = Vec::new();
        if self.flag(fields, "common_readings", true) {
            readings.clone_from(&self.common);
        }
        let tables = self.tables(fields, "reading");
        readings.extend(self.reading_tables(tables));
        readings
    }

    /// Readings written as tables.
    pub fn reading_tables(&mut self, tables: Vec<(usize, &Node)>) -> Vec<Reading> {
        tables
            .into_iter()
            .filter_map(|(layer, node)| {
                let mut inner = Fields::of(layer, node);
                let id = self.required(&mut inner, "id");
                let label = self.label(&mut inner, "zh", "en");
                let safe = self.flag(&mut inner, "safe", false);
                let change = self.change(&mut inner);
                if change.is_none() {
                    self.odd(&inner, "id", "reading-no-change");
                }
                self.finish(&inner);
                Some(Reading { id, label, change: change?, safe })
            })
            .collect()
    }

    fn change(&mut self, inner: &mut Fields<'_>) -> Option<ReadingChange> {
        let keys = ["first_day_counted", "roll", "pause", "start", "length", "on_days"];
        let key = keys.into_iter().find(|key| inner.take(key).is_some())?;
        Some(match key {
            "first_day_counted" => ReadingChange::FirstDayCounted(self.flag(inner, "first_day_counted", true)),
            "roll" => ReadingChange::Roll(self.roll(inner, Roll::None, self.rest)),
            "pause" => ReadingChange::Pauses(self.pauses(inner)),
            "start" => {
                let selects = self.selects(inner, "start");
                ReadingChange::Start(selects, self.word(inner, "start_rule", STARTS, StartRule::Earliest))
            }
            "length" => {
                let count = self.positive(inner, "length");
                ReadingChange::Length(count, self.word(inner, "unit", UNITS, Unit::Calendar))
            }
            _ => ReadingChange::Yearly(self.month_days(inner, "on_days")),
        })
    }

    /// A step.
    pub fn step(&mut self, fields: &mut Fields<'_>) -> Option<Step> {
        let id = self.required(fields, "id");
        let label = self.label(fields, "zh", "en");
        let fact = if let Some((layer, entry)) = fields.take("fact") {
            let name = entry.node.text().unwrap_or_default();
            let kind = Kind::parse(name);
            if kind.is_none() {
                let near = nearest(name, Kind::ALL.iter().map(|kind| kind.name()));
                self.fault(layer, &entry.node, FaultKind::UnknownName { what: "fact", name: name.to_owned(), near });
            }
            kind
        } else {
            self.missing(fields, "fact");
            None
        };
        let (from, since) = (self.stages(fields), self.kinds(fields, "since"));
        let command = self.text(fields, "command");
        let step = Step {
            command: command.unwrap_or_else(|| fact.map_or("", |kind| kind.name()).into()),
            id,
            label,
            origin: self.origin(fields.layer()),
            fact: fact.unwrap_or(Kind::NoteAdded),
            from,
            when: self.cond(fields, "when"),
            force: self.force(fields, Force::May),
            must_when: self.cond(fields, "must_when"),
            by: self.owed_by(fields),
            period: self.text(fields, "period"),
            task: self.text(fields, "task"),
            offers: fields
                .has("offers")
                .then(|| self.list_name(fields, "offers"))
                .map(|list| (list, self.text(fields, "offer_key").unwrap_or_else(|| "ground".into()))),
            since,
            per_party: self.flag(fields, "per_party", false),
            papers: self.texts(fields, "papers").into_iter().map(|(_, _, key)| key.into()).collect(),
            asks: self.asked_keys(fields, fact),
            needs: self.needs(fields),
            checklist: self.flag(fields, "checklist", false),
            effect: self.text(fields, "effect").map(|zh| {
                let en = self.text(fields, "effect_en").unwrap_or_else(|| zh.clone());
                Label { zh, en }
            }),
            cites: self.cites(fields),
        };
        fields.take("offers");
        fields.take("offer_key");
        fields.take("effect_en");
        // `note` is for readers of the file.
        fields.take("note");
        self.finish(fields);
        fact.map(|_| step)
    }

    fn asked_keys(&mut self, fields: &mut Fields<'_>, fact: Option<Kind>) -> Vec<std::sync::Arc<str>> {
        let mut keys = Vec::new();
        for (layer, node, name) in self.texts(fields, "asks") {
            if let Some(kind) = fact.filter(|kind| kind.key(name).is_none()) {
                let near = nearest(name, kind.keys().iter().map(|(key, _)| *key));
                self.fault(layer, node, FaultKind::UnknownName { what: "condition", name: name.to_owned(), near });
            }
            keys.push(name.into());
        }
        keys
    }

    fn kinds(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Vec<Kind> {
        self.selects(fields, key).into_iter().map(|select| select.kind).collect()
    }

    /// State names; `a..b` is every state from a to b in the order of the procedure, ended ones left out.
    fn stages(&mut self, fields: &mut Fields<'_>) -> Vec<Stage> {
        let mut stages = Vec::new();
        for (layer, node, text) in self.texts(fields, "from") {
            let range = text.split_once("..").map(|(a, b)| (Stage::parse(a), Stage::parse(b)));
            match (range, Stage::parse(text)) {
                (Some((Some(first), Some(last))), _) => {
                    stages.extend(Stage::ALL.iter().filter(|stage| **stage >= first && **stage <= last && !stage.is_ended()));
                }
                (None, Some(stage)) => stages.push(stage),
                _ => {
                    let (first, last) = text.split_once("..").unwrap_or((text, text));
                    let wrong = if Stage::parse(first).is_none() { first } else { last };
                    let near = nearest(wrong, Stage::ALL.iter().map(|stage| stage.name()));
                    self.fault(layer, node, FaultKind::UnknownName { what: "stage", name: wrong.to_owned(), near });
                }
            }
        }
        stages
    }

    fn needs(&mut self, fields: &mut Fields<'_>) -> Vec<Need> {
        let tables = self.tables(fields, "need");
        tables
            .into_iter()
            .map(|(layer, node)| {
                let mut inner = Fields::of(layer, node);
                let label = self.label(&mut inner, "zh", "en");
                let cond = self.cond(&mut inner, "is").unwrap_or_else(|| {
                    if inner.take("is").is_none() {
                        self.missing(&inner, "is");
                    }
                    Cond::All(Vec::new())
                });
                let force = self.force(&mut inner, Force::Must);
                let overridable = self.flag(&mut inner, "overridable", force != Force::Must);
                let cites = self.cites(&mut inner);
                self.finish(&inner);
                Need { label, cond, force, overridable, cites }
            })
            .collect()
    }
}

/// The roll that a rule has without saying so: past 法定休假日 as the profile understands it.
fn by_rest(usual: Roll, rest: Rest) -> Roll {
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
