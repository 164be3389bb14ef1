//! Reads a year or an overlay from TOML or JSON, every fault at once with its place. A year without a notice's number
//! is never published, and one that looks invented is refused with the reason.

mod json;

use super::limits::Limits;
use super::overlay::Overlay;
use super::year::{Mark, Notice, Year};
use crate::docket::Day;
use crate::docket::tree::{Fault, FaultKind, MOST_FAULTS, Node, Source};
use chrono::Datelike;
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

/// The years that a file may be about.
const YEARS: RangeInclusive<i64> = 1900..=9999;

/// What a file holds.
pub(super) enum File {
    Year(Year),
    Overlay(Overlay),
}

/// One line of a file's days.
struct Line {
    span: Range<usize>,
    on: Day,
    to: Day,
    weekday: Option<i64>,
    rest: bool,
    name: String,
    statutory: Own,
}

/// Which days of a line are the festival's own.
enum Own {
    All,
    Some(Vec<Day>),
}

/// Reads a file.
pub(super) fn read(name: &str, text: &str) -> Result<File, Vec<Fault>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = Reader { source: Source { name, text }, faults: Vec::new() };
    let file = if text.trim_start().starts_with('{') {
        reader.json().map(File::Year)
    } else {
        let root = reader.source.parse()?;
        if root.get("office").is_some() { reader.overlay(&root).map(File::Overlay) } else { reader.year(&root).map(File::Year) }
    };
    match file {
        Some(file) if reader.faults.is_empty() => Ok(file),
        _ => Err(reader.faults),
    }
}

impl Year {
    /// Reads a year from TOML, or from JSON with `year`, `notices` and `days`; every fault at once.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Fault>> {
        match read(name, text)? {
            File::Year(year) => Ok(year),
            File::Overlay(_) => Err(vec![Source { name, text }.whole(FaultKind::Missing { key: "year".into() })]),
        }
    }
}

impl Overlay {
    /// Reads an overlay from TOML; every fault at once.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Fault>> {
        match read(name, text)? {
            File::Overlay(overlay) => Ok(overlay),
            File::Year(_) => Err(vec![Source { name, text }.whole(FaultKind::Missing { key: "office".into() })]),
        }
    }
}

struct Reader<'a> {
    source: Source<'a>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn at(&mut self, span: &Range<usize>, kind: FaultKind) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(self.source.fault(span, kind));
        }
    }

    fn say(&mut self, span: &Range<usize>, code: &'static str, values: Vec<String>) {
        self.at(span, FaultKind::Other { code, values });
    }

    fn whole(&mut self, code: &'static str, values: Vec<String>) {
        self.faults.push(self.source.whole(FaultKind::Other { code, values }));
    }

    fn shape(&mut self, node: &Node, key: &str, expected: &'static str) {
        self.at(&node.span, FaultKind::WrongShape { key: key.into(), expected, found: node.describe() });
    }

    fn keys(&mut self, node: &Node, allowed: &[&str]) {
        for entry in node.table().unwrap_or_default() {
            if !allowed.contains(&entry.key.as_str()) {
                let allowed = allowed.iter().map(|key| (*key).to_owned()).collect();
                self.at(&entry.span, FaultKind::UnknownKey { key: entry.key.clone(), allowed });
            }
        }
    }

    /// A value of a key, read by shape; a fault where it is there and has another shape.
    fn value<'n, T>(
        &mut self,
        node: &'n Node,
        key: &str,
        expected: &'static str,
        read: impl Fn(&'n Node) -> Option<T>,
    ) -> Option<T> {
        let inner = node.get(key)?;
        let value = read(inner);
        if value.is_none() {
            self.shape(inner, key, expected);
        }
        value
    }

    /// A text that has to be there.
    fn required(&mut self, node: &Node, key: &str) -> Option<String> {
        match node.get(key) {
            None => {
                self.at(&node.span, FaultKind::Missing { key: key.into() });
                None
            }
            Some(inner) => {
                if let Some(text) = inner.text().map(str::trim).filter(|text| !text.is_empty()) {
                    Some(text.to_owned())
                } else {
                    self.shape(inner, key, "text");
                    None
                }
            }
        }
    }

    fn list<'n>(&mut self, root: &'n Node, key: &str) -> &'n [Node] {
        let items = self.value(root, key, "list", |node| Some(node.list().unwrap_or(std::slice::from_ref(node))));
        let items = items.unwrap_or_default();
        for item in items.iter().filter(|item| item.table().is_none()) {
            self.shape(item, key, "table");
        }
        items
    }

    fn year(&mut self, root: &Node) -> Option<Year> {
        self.keys(root, &["year", "provisional", "notice", "day"]);
        let Some(node) = root.get("year") else {
            self.faults.push(self.source.whole(FaultKind::Missing { key: "year".into() }));
            return None;
        };
        let Some(number) = node.int().filter(|year| YEARS.contains(year)).and_then(|year| i32::try_from(year).ok()) else {
            self.shape(node, "year", "year");
            return None;
        };
        let provisional = self.value(root, "provisional", "bool", Node::flag) == Some(true);
        let mut year = Year { year: number, published: !provisional, notices: Vec::new(), days: BTreeMap::new() };
        for node in self.list(root, "notice") {
            self.keys(node, &["number", "date", "url"]);
            let number = self.required(node, "number");
            let date = self.value(node, "date", "day", Node::day);
            let url = self.value(node, "url", "text", Node::text).map(str::to_owned);
            if let Some(number) = number {
                self.notice(&node.span, &mut year, Notice { number, date, url });
            }
        }
        for node in self.list(root, "day") {
            if let Some(line) = self.line(node) {
                self.take(&line, Some(number), &mut year.days);
            }
        }
        self.looks(&year);
        Some(year)
    }

    fn overlay(&mut self, root: &Node) -> Option<Overlay> {
        self.keys(root, &["office", "source", "day"]);
        let (office, source) = (self.required(root, "office"), self.required(root, "source"));
        let mut days = BTreeMap::new();
        for node in self.list(root, "day") {
            if let Some(line) = self.line(node) {
                self.take(&line, None, &mut days);
            }
        }
        let mut rest: BTreeMap<i32, usize> = BTreeMap::new();
        for (day, _) in days.iter().filter(|(_, mark)| mark.rest) {
            *rest.entry(day.year()).or_default() += 1;
        }
        if let Some(most) = rest.into_values().max() {
            self.count_rest(most);
        }
        Some(Overlay { office: office?, source: source?, days })
    }

    fn line(&mut self, node: &Node) -> Option<Line> {
        node.table()?;
        self.keys(node, &["on", "to", "weekday", "kind", "name", "statutory"]);
        let name = self.required(node, "name");
        let rest = match node.get("kind").map(|kind| (kind, kind.text())) {
            Some((_, Some("rest" | "holiday"))) => Some(true),
            Some((_, Some("workday"))) => Some(false),
            Some((kind, _)) => {
                self.shape(kind, "kind", "rest-or-workday");
                None
            }
            None => {
                self.at(&node.span, FaultKind::Missing { key: "kind".into() });
                None
            }
        };
        let weekday = self.value(node, "weekday", "int", Node::int);
        let statutory = match node.get("statutory") {
            None => Own::Some(Vec::new()),
            Some(inner) => match (inner.flag(), inner.list()) {
                (Some(true), _) => Own::All,
                (Some(false), _) => Own::Some(Vec::new()),
                (None, Some(days)) if days.iter().all(|day| day.day().is_some()) => {
                    Own::Some(days.iter().filter_map(Node::day).collect())
                }
                _ => {
                    self.shape(inner, "statutory", "days");
                    Own::Some(Vec::new())
                }
            },
        };
        if node.get("on").is_none() {
            self.at(&node.span, FaultKind::Missing { key: "on".into() });
        }
        let on = self.value(node, "on", "day", Node::day)?;
        let to = if node.get("to").is_some() { self.value(node, "to", "day", Node::day)? } else { on };
        Some(Line { span: node.span.clone(), on, to, weekday, rest: rest?, name: name?, statutory })
    }

    fn notice(&mut self, span: &Range<usize>, year: &mut Year, notice: Notice) {
        // A year is announced in the year before or changed within itself.
        let near = year.year - 1..=year.year;
        let stated = notice.number.split_once('〔').and_then(|(_, rest)| rest.split_once('〕')?.0.parse::<i32>().ok());
        if let Some(other) = stated.into_iter().chain(notice.date.map(|date| date.year())).find(|other| !near.contains(other)) {
            self.say(span, "calendar-notice-year", vec![notice.number.clone(), other.to_string(), year.year.to_string()]);
        }
        year.notices.push(notice);
    }

    /// Takes a line's days; those of a year, or of the December before, where a year is given.
    fn take(&mut self, line: &Line, year: Option<i32>, days: &mut BTreeMap<Day, Mark>) {
        let Line { span, on, to, .. } = line;
        let length = (*to - *on).num_days();
        let most = Limits::get().most_days_at_once;
        if !(0..most).contains(&length) {
            return self.say(span, "calendar-range", vec![on.to_string(), to.to_string(), most.to_string()]);
        }
        let real = i64::from(on.weekday().number_from_monday());
        if let Some(stated) = line.weekday.filter(|stated| *stated != real) {
            self.say(span, "calendar-weekday", vec![on.to_string(), stated.to_string(), real.to_string()]);
        }
        let own: &[Day] = if let Own::Some(own) = &line.statutory { own } else { &[] };
        for outside in own.iter().filter(|day| !(on..=to).contains(day)) {
            self.say(span, "calendar-statutory-outside", vec![outside.to_string(), on.to_string(), to.to_string()]);
        }
        let all = matches!(line.statutory, Own::All);
        if !line.rest && (all || !own.is_empty()) {
            self.say(span, "calendar-statutory-workday", vec![on.to_string()]);
        }
        for day in on.iter_days().take_while(|day| day <= to) {
            let within = match year {
                Some(year) => day.year() == year || (day.year() == year - 1 && day.month() == 12),
                None => YEARS.contains(&i64::from(day.year())),
            };
            if !within {
                let year = year.map_or_else(|| format!("{}–{}", YEARS.start(), YEARS.end()), |year| year.to_string());
                self.say(span, "calendar-other-year", vec![day.to_string(), year]);
            }
            if !line.rest && !super::weekend(day) {
                self.say(span, "calendar-makeup-on-weekday", vec![day.to_string()]);
            }
            let mark = Mark { rest: line.rest, name: line.name.clone(), statutory: line.rest && (all || own.contains(&day)) };
            if days.insert(day, mark).is_some() {
                self.say(span, "calendar-double-day", vec![day.to_string()]);
            }
        }
    }

    fn count_rest(&mut self, rest: usize) {
        let most = Limits::get().most_rest_days;
        if rest > most {
            self.whole("calendar-too-many-rest-days", vec![rest.to_string(), most.to_string()]);
        }
    }

    /// What every year looks like, and what a published one does.
    fn looks(&mut self, year: &Year) {
        self.count_rest(year.days.values().filter(|mark| mark.rest).count());
        if !year.published {
            return;
        }
        if year.notices.is_empty() {
            self.whole("calendar-no-notice", vec![year.year.to_string()]);
        }
        if year.days.values().all(|mark| mark.rest) {
            self.whole("calendar-no-makeup", vec![year.year.to_string()]);
        }
        let own = year.days.iter().filter(|(day, mark)| mark.statutory && day.year() == year.year).count();
        if let Some((least, most)) = Limits::get().statutory(year.year).filter(|(least, most)| !(*least..=*most).contains(&own)) {
            self.whole("calendar-statutory-count", vec![own.to_string(), least.to_string(), most.to_string()]);
        }
    }
}
