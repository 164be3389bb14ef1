//! Reading a time limit and a step.

use super::fields::{Fields, Reader};
use super::shapes::{UNITS, by_rest};
use crate::docket::tree::{FaultKind, Node, nearest};
use crate::docket::{Kind, Stage};
use crate::law::answer::{Force, Label, Nature};
use crate::law::cond::Cond;
use crate::law::period::{Cover, Length, Pause, Period, Reading, ReadingChange, Repeat, Rest, Roll, StartRule, Unit};
use crate::law::step::{Need, Step};
use std::sync::Arc;

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
            whole: self.flag(fields, "whole", false),
            warn: self.ints(fields, "warn"),
            by: self.owed_by(fields),
            to: self.owner(fields, "to"),
            effort: self.int(fields, "effort"),
            effort_label: self.named(fields, "effort_zh", "effort_en"),
            begun_by: self.selects(fields, "begun_by"),
            in_force_from: from.or(first),
            in_force_to: self.day(fields, "in_force_to"),
            earlier: Vec::new(),
            moved_by: self.selects(fields, "moved_by"),
            readings: self.readings(fields),
            origins: self.origins(fields),
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
    pub fn named(&mut self, fields: &mut Fields<'_>, zh: &'static str, en: &'static str) -> Option<Label> {
        let chinese = self.text(fields, zh);
        let english = self.text(fields, en);
        chinese.map(|zh| Label { en: english.unwrap_or_else(|| zh.clone()), zh })
    }

    fn ints(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Vec<i64> {
        let Some((layer, entry)) = fields.take(key) else { return Vec::new() };
        let numbers: Vec<i64> = entry.node.list().unwrap_or_default().iter().filter_map(Node::int).collect();
        if entry.node.list().is_none_or(|items| items.len() != numbers.len()) {
            self.wrong(layer, entry, "ints");
        }
        numbers
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
                let label = self.label(&mut inner, "zh", "en");
                let cites = self.cites(&mut inner);
                self.finish(&inner);
                let own = self.people().iter().find(|item| item.key == side);
                let side_label = own.map(|item| item.label.clone()).unwrap_or_default();
                Some(Pause { from: from?, to: to?, side, side_label, label, cites })
            })
            .collect()
    }

    /// What pays what: the accounts of a docket know instalments and payments, and nothing else.
    fn cover(&mut self, fields: &mut Fields<'_>) -> Option<Cover> {
        let (layer, node) = self.tables(fields, "cover").into_iter().next()?;
        let mut inner = Fields::of(layer, node);
        let (owed, paid) = (self.select(&mut inner, "owed"), self.select(&mut inner, "paid"));
        self.required(&mut inner, "key");
        self.finish(&inner);
        let (owed, paid) = (owed?, paid?);
        for (own, known) in [(&owed, Kind::PaymentDue), (&paid, Kind::PaymentMade)] {
            if own.kind != known {
                let (name, near) = (own.kind.name().to_owned(), vec![known.name().to_owned()]);
                self.fault(layer, node, FaultKind::UnknownName { what: "fact", name, near });
            }
        }
        Some(Cover { owed, paid })
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
            deemed: self.flag(fields, "deemed", false),
            by: self.owed_by(fields),
            period: self.text(fields, "period"),
            task: self.text(fields, "task"),
            awaits: self.flag(fields, "awaits", false),
            remind: self.int(fields, "remind"),
            routine: self.flag(fields, "routine", false),
            each_stage: self.flag(fields, "each_stage", false),
            after: self.kinds(fields, "after"),
            answers: self.kinds(fields, "answers"),
            returns: self.flag(fields, "returns", false),
            another: self.text(fields, "another").map(|zh| {
                let en = self.text(fields, "another_en").unwrap_or_else(|| zh.clone());
                Label { zh, en }
            }),
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
        fields.take("another_en");
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
                let consent = self.flag(&mut inner, "consent", false);
                let asked = self.flag(&mut inner, "asked", false);
                let fills = self.kinds(&mut inner, "fills");
                let applies = self.cond(&mut inner, "applies");
                let cites = self.cites(&mut inner);
                self.finish(&inner);
                Need { label, cond, force, applies, fills, overridable, consent, asked, cites }
            })
            .collect()
    }
}
