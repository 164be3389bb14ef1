//! Why: the proof of a date, what a step asks and what of it is on file, and the articles verbatim below each.

use super::Line;
use crate::docket::Kind;
use crate::law::{CheckState, Cite, Cond, Deadline, Derived, Force, Law, Need, NextStep};
use crate::ops::Desk;
use crate::ops::view::CaseView;
use crate::store::StoredDocket;
use crate::text::desk::DeskWords;
use crate::text::{Lang, clock, fill, law as words};

/// A text to read, and the words in it that are relied on.
#[derive(Debug, Default)]
pub struct Reading {
    /// The lines.
    pub lines: Vec<Line>,
    /// The line from which the articles stand.
    pub law: usize,
    /// The words of the articles that are relied on.
    pub quotes: Vec<String>,
    /// What stands before every row.
    pub mark: String,
}

impl FromIterator<String> for Reading {
    fn from_iter<I: IntoIterator<Item = String>>(lines: I) -> Self {
        Self { lines: lines.into_iter().map(Line::plain).collect(), ..Self::default() }
    }
}

impl Reading {
    fn say(&mut self, text: impl AsRef<str>) {
        self.lines.push(Line::plain(text));
    }

    /// The articles of some citations, each once, whole and verbatim; what is relied on is kept to be marked.
    fn articles(&mut self, desk: &Desk, lang: Lang, cites: &[Cite]) {
        let mut shown: Vec<&str> = Vec::new();
        self.law = self.lines.len();
        for cite in cites {
            if !cite.quote.is_empty() && !self.quotes.contains(&cite.quote) {
                self.quotes.push(cite.quote.clone());
            }
            if shown.contains(&cite.at.as_str()) {
                continue;
            }
            let Some(article) = desk.library.article(&cite.at) else { continue };
            shown.push(&cite.at);
            self.say("");
            let head = format!("{} {}  {}", DeskWords::of(lang).article, words::cite(&desk.library, cite), article.document);
            self.lines.push(Line::head(&head));
            article.text.lines().for_each(|line| self.say(line));
        }
        if shown.is_empty() {
            self.say("");
            self.say(DeskWords::of(lang).silent);
        }
    }
}

/// The articles alone.
pub fn articles(desk: &Desk, lang: Lang, cites: &[Cite]) -> Reading {
    let mut reading = Reading::default();
    reading.articles(desk, lang, cites);
    reading.lines.remove(0);
    reading
}

/// The proof of a deadline with the other readings and the articles below it.
pub fn proof(desk: &Desk, lang: Lang, stored: &StoredDocket, one: &Deadline) -> Reading {
    proof_by(desk, lang, &desk.law_of(stored), one)
}

/// The same under a law that is known.
pub fn proof_by(desk: &Desk, lang: Lang, law: &Law, one: &Deadline) -> Reading {
    let text = DeskWords::of(lang);
    let mut reading = Reading::default();
    reading.lines.push(Line::head(&format!("{} · {}", words::label(lang, &one.rule.label), words::weight(lang, &one.rule))));
    if let Some(attested) = &one.rule.attested {
        reading.say(words::label(lang, attested));
    }
    for line in words::proof(lang, &one.proof, &one.rule, &law.calendar) {
        reading.say(line);
    }
    if one.status != crate::law::Status::UnknownStart {
        for said in clock::lines(lang, one, &law.calendar, 40) {
            reading.say(said);
        }
    }
    if !one.alternatives.is_empty() {
        reading.lines.push(Line::head(text.readings));
        for other in &one.alternatives {
            let label = one.rule.readings.iter().find(|reading| reading.id == other.reading);
            let label = label.map_or(&*other.reading, |reading| words::label(lang, &reading.label));
            let safe = if other.counts_for_safe { text.counts_for_safe } else { "" };
            reading.say(format!("{} {label}{safe}", other.due));
        }
    }
    reading.articles(desk, lang, &one.rule.cites);
    reading
}

/// What a step asks, what of it is on file, what could be done about the rest, and the articles.
pub fn step(desk: &Desk, lang: Lang, case: &CaseView, one: &NextStep) -> Reading {
    let (text, derived) = (DeskWords::of(lang), &case.derived);
    let law = desk.law_of(&case.stored);
    let mut reading = Reading::default();
    let force = words::force(lang, one.step.force);
    reading.lines.push(Line::head(&format!("{} · {force} · {}", words::label(lang, &one.step.label), one.step.id)));
    if let Some(due) = one.due {
        reading.say(fill(text.due_at, &[&due]));
        // The date is proved where it stands.
        let own =
            case.derived.deadlines.iter().filter(|own| one.step.period.as_ref() == Some(&own.rule.id) && own.status.is_open());
        if let Some(own) = own.into_iter().find(|own| own.by() == Some(due) || own.due == Some(due)) {
            for line in words::proof(lang, &own.proof, &own.rule, &law.calendar) {
                reading.say(format!("  {line}"));
            }
        }
    } else if let Some(days) = one.elapsed_days {
        reading.say(fill(text.elapsed, &[&days]));
    }
    if let Some(effect) = &one.step.effect {
        reading.say(words::label(lang, effect));
    }
    if !one.step.needs.is_empty() {
        reading.lines.push(Line::head(text.needs));
    }
    for need in &one.step.needs {
        let lacks = |list: &[crate::law::Missing]| list.iter().any(|missing| missing.label == need.label);
        let open = one.checks.iter().any(|check| check.label == need.label && check.state == CheckState::Open);
        let (mark, alarm) = match () {
            () if lacks(&one.missing) => ("×", true),
            () if lacks(&one.warns) => ("!", false),
            () if need.cond.asks_fact() => ("·", false),
            () if open => ("○", false),
            () => ("✓", false),
        };
        let when = if mark == "·" { text.asked_in_form } else { "" };
        let room = if need.overridable && !need.consent && need.force == Force::Must { text.may_be_decided } else { "" };
        let line = format!(
            " {mark} {} · {} · {}{when}{room}",
            words::label(lang, &need.label),
            words::force(lang, need.force),
            words::cites_or_silence(lang, &desk.library, &need.cites)
        );
        reading.lines.push(Line { alarm, ..Line::plain(line) });
        if matches!(mark, "×" | "!") {
            for way in ways(derived, need) {
                reading.say(fill(text.way, &[&words::label(lang, &way.step.label)]));
            }
        }
    }
    let mut cites: Vec<Cite> = one.step.needs.iter().flat_map(|need| &need.cites).chain(&one.step.cites).cloned().collect();
    if let Some((list, _)) = &one.step.offers {
        let items = law.profile.lists.get(&**list).map(Vec::as_slice).unwrap_or_default();
        reading.lines.push(Line::head(text.values));
        for item in items {
            let mark = if one.offers.contains(&item.key) { "✓" } else { "·" };
            let asks = words::labels(lang, &item.asks);
            let asks = if asks.is_empty() { asks } else { format!(" — {}", fill(text.asks, &[&asks])) };
            let cite = words::cites(&desk.library, &item.cites);
            reading.say(format!(" {mark} {} · {cite}{asks}", words::label(lang, &item.label)));
            cites.extend(item.cites.iter().cloned());
        }
    }
    reading.articles(desk, lang, &cites);
    reading
}

/// Steps open now that put on file what a need asks for.
fn ways<'d>(derived: &'d Derived, need: &Need) -> Vec<&'d NextStep> {
    let mut kinds: Vec<Kind> = Vec::new();
    need.cond.walk(&mut |cond| {
        if let Cond::Has(select, _) = cond {
            kinds.push(select.kind);
        }
    });
    let open = derived.next.must.iter().chain(&derived.next.may).filter(|step| step.missing.is_empty());
    open.filter(|step| kinds.contains(&step.step.fact)).collect()
}

/// A line, whole, with its articles.
pub fn line(desk: &Desk, lang: Lang, line: &Line) -> Reading {
    let mut reading = Reading::default();
    reading.say(line.text.trim());
    reading.articles(desk, lang, &line.cites);
    reading
}
