//! The papers of a docket, one line each, and what is not on record yet.

use super::case::Page;
use super::{Line, Target};
use crate::ops::register;
use crate::text::desk::DeskWords;
use crate::text::{fill, law as words, papers as text};

/// The register, under how many there are; nothing for a docket without papers.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    let (lang, law) = (page.lang, page.law);
    let (papers, absent) = register::of(law, &page.view.stored.docket);
    let mut lines = Vec::new();
    if papers.is_empty() && absent.is_empty() {
        return lines;
    }
    let said = DeskWords::of(lang);
    let take = if page.view.past { "" } else { said.papers_take };
    lines.push(Line::head(&format!("{}{take}", fill(said.papers_head, &[&papers.len(), &absent.len()]))));
    for paper in &papers {
        let form = text::form(lang, &law.profile, paper.kind, &paper.form);
        let way = law.profile.item("way", &paper.way).map_or("", |item| words::label(lang, &item.label));
        let received = paper.received.map_or_else(String::new, |day| fill(said.paper_received, &[&day]));
        let holder = if paper.holder.is_empty() { String::new() } else { fill(said.paper_holder, &[&paper.holder]) };
        // Looked at when it is opened: reading every file for a picture would be too much.
        let parts = [form, &paper.title, &paper.number, way, &received, &holder, &text::file(lang, paper, None)];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let line = format!("  {} {}", paper.dated, parts.join(" · "));
        lines.push(Line { target: Some(Target::Paper(paper.fact)), ..Line::plain(line) });
    }
    for one in &absent {
        let form = text::form(lang, &law.profile, crate::docket::Kind::PaperFiled, &one.form);
        let line = fill(said.paper_absent, &[&form, &one.on, &words::kind(lang, one.kind)]);
        lines.push(Line { faint: true, target: Some(Target::Absent(one.form.clone())), ..Line::plain(format!("  {line}")) });
    }
    lines
}
