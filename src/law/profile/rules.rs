//! Reading a time limit and a step.

use super::fields::{Fields, Reader};
use crate::docket::tree::{FaultKind, Node, nearest};
use crate::docket::{Kind, Stage};
use crate::law::answer::{Force, Label, Nature};
use crate::law::cond::Cond;
use crate::law::period::{Cover, Length, MonthDay, Pause, Period, Reading, ReadingChange, Repeat, Roll, StartRule, Unit};
use crate::law::step::{Need, Step};

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
    ("after-statutory-rest", Roll::AfterStatutory),
    ("previous-working-day", Roll::PreviousWorking),
];
const STARTS: &[(&str, StartRule)] =
    &[("earliest", StartRule::Earliest), ("latest", StartRule::Latest), ("newest", StartRule::Newest), ("each", StartRule::Each)];
const NATURES: &[(&str, Nature)] = &[
    ("ceiling", Nature::Ceiling),
    ("floor", Nature::Floor),
    ("advisory", Nature::Advisory),
    ("deemed", Nature::Deemed),
    ("information", Nature::Information),
];

impl Reader<'_> {
    /// A time limit.
    pub fn period(&mut self, fields: &mut Fields<'_>) -> Period {
        let id = self.required(fields, "id");
        let label = self.label(fields, "zh", "en");
        let length = self.length(fields);
        if length.is_none() {
            self.missing(fields, "length");
        }
        let (cites, from) = (self.cites(fields), self.day(fields, "in_force_from"));
        let first = cites.first().and_then(|cite| self.library.in_force_from(&cite.at));
        let attested = self.text(fields, "attested").map(|zh| {
            let en = self.text(fields, "attested_en").unwrap_or_else(|| zh.clone());
            Label { zh, en }
        });
        fields.take("attested_en");
        let period = Period {
            id,
            label,
            origin: self.origin(fields.layer()),
            office: self.flag(fields, "office", false),
            hidden: self.flag(fields, "hidden", false),
            start: self.selects(fields, "start"),
            start_rule: self.word(fields, "start_rule", STARTS, StartRule::Earliest),
            length: length.unwrap_or(Length::Stated(Vec::new())),
            before: self.word(fields, "direction", &[("after", false), ("before", true)], false),
            nature: self.word(fields, "nature", NATURES, Nature::Ceiling),
            force: self.force(fields, Force::Must),
            first_day_counted: self.flag(fields, "first_day_counted", false),
            roll: self.word(fields, "roll", ROLLS, Roll::NextWorking),
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
            extension: self.int(fields, "extension_by").map(|by| (by, self.int(fields, "extension_times").unwrap_or(1) as u32)),
            warn: self.ints(fields, "warn"),
            by: self.text(fields, "by").unwrap_or_else(|| "department".into()),
            to: self.text(fields, "to").unwrap_or_default(),
            effort: self.int(fields, "effort"),
            in_force_from: from.or(first),
            in_force_to: self.day(fields, "in_force_to"),
            moved_by: self.selects(fields, "moved_by"),
            readings: self.readings(fields),
            attested,
            cites,
        };
        fields.take("extension_times");
        // `note` is for readers of the file.
        fields.take("note");
        self.finish(fields);
        period
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
        if let Some(count) = self.int(fields, "length") {
            fields.take("stated_by");
            fields.take("on_days");
            if count <= 0 {
                if let Some((layer, entry)) = fields.take("length") {
                    self.wrong(layer, entry, "positive");
                }
                return None;
            }
            return Some(Length::Count(count, unit));
        }
        let stated = self.selects(fields, "stated_by");
        let days = self.month_days(fields, "on_days");
        if !stated.is_empty() {
            return Some(Length::Stated(stated));
        }
        (!days.is_empty()).then_some(Length::Yearly(days))
    }

    /// Days of the year as `MM-DD`, `MM-last`, or a ten-day period's last day: `MM-first`, `MM-middle`.
    fn month_days(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Vec<MonthDay> {
        let mut days = Vec::new();
        for (layer, node, text) in self.texts(fields, key) {
            let parsed = text.split_once('-').and_then(|(month, day)| {
                let month: u32 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
                let day = match day {
                    "last" => 0,
                    // 上旬 ends on the 10th, 中旬 on the 20th: by the calendar, not by law.
                    "first" => 10,
                    "middle" => 20,
                    number => number.parse().ok().filter(|day| (1..=31).contains(day))?,
                };
                Some(MonthDay { month, day })
            });
            match parsed {
                Some(day) => days.push(day),
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
                if from.is_none() || to.is_none() {
                    self.missing(&inner, "from, to");
                }
                let pause = Pause {
                    from: from?,
                    to: to?,
                    side: self.text(&mut inner, "side").unwrap_or_else(|| "none".into()),
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
                    self.missing(&inner, "first_day_counted, roll, pause, start, length, on_days");
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
            "roll" => ReadingChange::Roll(self.word(inner, "roll", ROLLS, Roll::None)),
            "pause" => ReadingChange::Pauses(self.pauses(inner)),
            "start" => {
                let selects = self.selects(inner, "start");
                ReadingChange::Start(selects, self.word(inner, "start_rule", STARTS, StartRule::Earliest))
            }
            "length" => {
                let count = self.int(inner, "length").unwrap_or(1);
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
            fact: fact.unwrap_or(Kind::NoteAdded),
            from,
            when: self.cond(fields, "when"),
            force: self.force(fields, Force::May),
            must_when: self.cond(fields, "must_when"),
            by: self.text(fields, "by").unwrap_or_else(|| "department".into()),
            period: self.text(fields, "period"),
            task: self.text(fields, "task"),
            offers: self
                .text(fields, "offers")
                .map(|list| (list, self.text(fields, "offer_key").unwrap_or_else(|| "ground".into()))),
            since,
            per_party: self.flag(fields, "per_party", false),
            papers: self.texts(fields, "papers").into_iter().map(|(_, _, key)| key.into()).collect(),
            asks: self.asked_keys(fields, fact),
            needs: self.needs(fields),
            cites: self.cites(fields),
        };
        fields.take("offer_key");
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
                    let near = nearest(text, Stage::ALL.iter().map(|stage| stage.name()));
                    self.fault(layer, node, FaultKind::UnknownName { what: "stage", name: text.to_owned(), near });
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
