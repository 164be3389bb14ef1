//! The proof of a date as a page to save, print and put into the dossier (期限计算说明): whose, what, every step, the other
//! readings, the articles verbatim, and the versions that it rests on.

use super::page::Page;
use crate::docket::Day;
use crate::law::{Deadline, Law, Library, Status};
use crate::text::calendar::CalendarWords;
use crate::text::{Lang, clock, fill, law as words};

/// What the page is about, beside the deadline.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The docket's number.
    pub number: &'a str,
    /// The docket's title.
    pub title: &'a str,
    /// The office.
    pub unit: &'a str,
    /// Who makes it.
    pub officer: &'a str,
    /// The day on which it is made.
    pub today: Day,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, library: &Library, law: &Law, about: About<'_>, one: &Deadline) -> Page {
    let text = CalendarWords::of(lang);
    let mut page = Page { title: text.page_title.to_owned(), about: about.number.to_owned(), ..Page::default() };
    let name = words::label(lang, &one.rule.label);
    let occurrence = one.n.map_or_else(String::new, |n| format!(" {n}"));
    let party = one.party.as_deref().map_or_else(String::new, |party| format!(" {party}"));
    page.say(fill(text.page_docket, &[&about.number, &about.title]));
    page.say(fill(text.page_rule, &[&format!("{name}{occurrence}{party}"), &words::weight(lang, &one.rule)]));
    let day = |day: Option<Day>| day.map_or_else(|| "—".to_owned(), |day| day.to_string());
    let status = words::status(lang, one.status);
    page.say(fill(text.page_due, &[&day(one.due), &day(one.by()), &status]));
    if let (true, Some(latest)) = (one.provisional, one.latest) {
        page.say(fill(text.page_provisional, &[&day(one.by()), &latest]));
    }
    if let Some((met, fact)) = one.met {
        page.say(fill(text.page_met, &[&met, &fact]));
    }
    if one.status != Status::UnknownStart {
        for said in clock::lines(lang, one, &law.calendar, 40) {
            page.say(said);
        }
    }
    page.head(text.page_steps);
    for (at, line) in words::proof(lang, &one.proof, &one.rule, &law.calendar).iter().enumerate() {
        page.say(format!("{}. {line}", at + 1));
    }
    if !one.alternatives.is_empty() {
        page.head(text.page_readings);
        for other in &one.alternatives {
            let label = one.rule.readings.iter().find(|reading| reading.id == other.reading);
            let label = label.map_or(&*other.reading, |reading| words::label(lang, &reading.label));
            let safe = if other.counts_for_safe { text.page_safe } else { "" };
            page.say(format!("{} {label}{safe}", other.due));
        }
    }
    page.head(text.page_law);
    let mut shown: Vec<&str> = Vec::new();
    for cite in &one.rule.cites {
        if shown.contains(&cite.at.as_str()) {
            continue;
        }
        let Some(article) = library.article(&cite.at) else { continue };
        shown.push(&cite.at);
        page.say(format!("{}  {}", words::cite(library, cite), article.document));
        article.text.lines().for_each(|line| page.say(line));
    }
    page.head(text.page_versions);
    page.say(fill(text.page_by, &[&one.proof.profile, &one.proof.calendar]));
    page.say(fill(text.page_made, &[&about.today, &about.unit, &about.officer]));
    page
}
