//! The papers of a docket, one line each, in any order and narrowed by words, and what is not on record yet.

use super::case::Page;
use super::{Line, Target};
use crate::law::Law;
use crate::ops::register::{self, Paper};
use crate::store::FileFault;
use crate::text::desk::DeskWords;
use crate::text::{Lang, dossier, fill, law as words, papers as text};
use crate::tui::find::fold;

/// In what order the papers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By their day.
    #[default]
    Day,
    /// By what kind of paper each is.
    Form,
    /// By who holds them.
    Holder,
}

impl Order {
    /// The next one.
    pub const fn next(self) -> Self {
        match self {
            Self::Day => Self::Form,
            Self::Form => Self::Holder,
            Self::Holder => Self::Day,
        }
    }
}

/// How the register is looked at.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// The order.
    pub order: Order,
    /// Words that have to be said of a paper.
    pub text: String,
}

/// What is said of a paper, part by part: its kind, name, number, way, receipt, holder, file.
fn parts(lang: Lang, law: &Law, paper: &Paper, lost: Option<FileFault>) -> Vec<String> {
    let said = DeskWords::of(lang);
    let form = text::form(lang, &law.profile, paper.kind, &paper.form);
    let way = law.profile.item("way", &paper.way).map_or("", |item| words::label(lang, &item.label));
    let received = paper.received.map_or_else(String::new, |day| fill(said.paper_received, &[&day]));
    let holder = match paper.held_since {
        _ if paper.holder.is_empty() => String::new(),
        Some(day) => fill(said.paper_handed, &[&paper.holder, &day]),
        None => fill(said.paper_holder, &[&paper.holder]),
    };
    // What it holds is looked at when it is opened: reading every file for a picture would be too much.
    let file = text::file(lang, paper, lost);
    let lead = if paper.lead.is_empty() { String::new() } else { fill(dossier::Words::of(lang).came_with, &[&paper.lead]) };
    let parts = [form.to_owned(), paper.title.clone(), paper.number.clone(), way.to_owned(), received, holder, lead, file];
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

/// The register, under how many there are; nothing for a docket without papers.
pub fn lines(page: &Page<'_>) -> Vec<Line> {
    let (lang, law, look) = (page.lang, page.law, page.papers);
    let (papers, absent) = register::of(law, &page.view.stored.docket, &page.view.carried);
    let mut lines = Vec::new();
    if papers.is_empty() && absent.is_empty() {
        return lines;
    }
    let said = DeskWords::of(lang);
    let asked = fold(&look.text);
    // What lies in the folder today says nothing about a day gone by.
    let lost = |paper: &Paper| page.desk.lost(paper).filter(|_| !page.view.past);
    let told = papers.iter().map(|paper| (paper, lost(paper)));
    let mut told: Vec<(&Paper, Vec<String>, bool)> =
        told.map(|(paper, lost)| (paper, parts(lang, law, paper, lost), lost.is_some())).collect();
    told.retain(|(paper, parts, _)| {
        let text = fold(&format!("{} {}", paper.dated, parts.join(" ")));
        asked.split_whitespace().all(|word| text.contains(word))
    });
    match look.order {
        Order::Day => {}
        Order::Form => told.sort_by_cached_key(|(paper, ..)| (paper.form.is_empty(), paper.form.clone())),
        Order::Holder => told.sort_by_cached_key(|(paper, ..)| (paper.holder.is_empty(), paper.holder.clone())),
    }
    let mut head = fill(said.papers_head, &[&papers.len(), &absent.len()]);
    if look.order != Order::Day {
        head.push_str(if look.order == Order::Form { said.papers_by_form } else { said.papers_by_holder });
    }
    if !asked.trim().is_empty() {
        head.push_str(&fill(said.papers_found, &[&look.text, &told.len()]));
    }
    // What can be done stands last: it is what a narrow window cuts.
    if !page.view.past {
        head.push_str(said.papers_take);
    }
    lines.push(Line::head(&head));
    for (paper, parts, alarm) in told {
        let line = format!("  {} {}", paper.dated, parts.join(" · "));
        lines.push(Line { target: Some(Target::Paper(paper.fact)), alarm, ..Line::plain(line) });
    }
    for one in &absent {
        let form = text::form(lang, &law.profile, crate::docket::Kind::PaperFiled, &one.form);
        let line = fill(said.paper_absent, &[&form, &one.on, &words::kind(lang, one.kind)]);
        lines.push(Line { faint: true, target: Some(Target::Absent(one.form.clone())), ..Line::plain(format!("  {line}")) });
    }
    lines
}
