//! A case, section by section: the one table of sections, and what each of them is written with. A section is a file of its
//! own with one function from a [`Page`] to its lines; a section without lines is said to be empty in its heading.

use super::{Line, Target, agreement, appraisal, court, dossier, evidence, funds, log, money, negotiating, overview};
use super::{papers, parties, restoration, step, supervision, timeline, told};
use crate::docket::{Fact, Kind, Stage, State};
use crate::law::Law;
use crate::ops::Desk;
use crate::ops::view::CaseView;
use crate::text::case::Words;
use crate::text::{Lang, fill};

/// What a section is written with.
pub struct Page<'p> {
    /// The desk.
    pub desk: &'p Desk,
    /// The language.
    pub lang: Lang,
    /// The docket with what the law says about it.
    pub view: &'p CaseView,
    /// The law that it is under.
    pub law: &'p Law,
    /// Its state.
    pub state: &'p State<'p>,
    /// The words.
    pub say: &'static Words,
    /// How the register of papers is looked at.
    pub papers: &'p papers::Look,
}

/// A section: its name and its lines.
pub struct Section {
    /// Its name, out of the words.
    pub name: fn(&Words) -> &'static str,
    /// Its lines, without the heading.
    pub lines: fn(&Page<'_>) -> Vec<Line>,
    /// What belongs into it and how it comes there, said while nothing is recorded; empty where something always is.
    belongs: fn(&Words) -> &'static str,
}

macro_rules! sections {
    ($($name:ident $belongs:ident: $lines:path),* $(,)?) => {
        &[$(Section { name: |words| words.$name, lines: $lines, belongs: |words| words.$belongs }),*]
    };
}

/// The sections, in the order in which they stand.
pub const SECTIONS: &[Section] = sections![
    overview in_overview: overview::lines,
    parties in_parties: parties::lines,
    evidence in_evidence: evidence::lines,
    money in_money: money::lines,
    appraisal in_appraisal: appraisal::lines,
    negotiation in_negotiation: negotiating::lines,
    agreement in_agreement: agreement::lines,
    court in_court: court::lines,
    restoration in_restoration: restoration::lines,
    funds in_funds: funds::lines,
    supervision in_supervision: supervision::lines,
    papers in_papers: papers::lines,
    dossier in_dossier: dossier::lines,
    timeline in_timeline: timeline::lines,
    log in_log: log::lines,
];

/// A docket, from its rail to its log. A lead shows only the sections that hold something.
pub fn case(desk: &Desk, lang: Lang, view: &CaseView, papers: &papers::Look) -> Vec<Line> {
    let (law, state, say) = (desk.law_of(&view.stored), view.stored.docket.state(), Words::of(lang));
    let page = Page { desk, lang, view, law: &law, state: &state, say, papers };
    let lead = state.stage().is_none_or(Stage::is_lead);
    let mut lines: Vec<Line> = Vec::new();
    for (at, section) in SECTIONS.iter().enumerate() {
        let own = (section.lines)(&page);
        if own.is_empty() && lead {
            continue;
        }
        let name = (section.name)(say);
        let head = fill(if own.is_empty() { say.nothing } else { say.section }, &[&name]);
        // The overview begins with the rail: the pane's title names it.
        if at > 0 {
            let target = Some(Target::Section(at));
            lines.push(Line { target, faint: own.is_empty(), head: !own.is_empty(), ..Line::plain(head) });
        }
        let belongs = (section.belongs)(say);
        if !lead && !belongs.is_empty() && !own.iter().any(Line::is_entered) {
            lines.push(Line { faint: true, ..Line::plain(belongs) });
        }
        lines.extend(own);
    }
    if let Some(first) = lines.first_mut() {
        first.target = Some(Target::Section(0));
    }
    lines
}

/// Every fact of a docket, also where none of them counts any more.
pub fn history(desk: &Desk, lang: Lang, view: &CaseView) -> Vec<Line> {
    let (law, state, say) = (desk.law_of(&view.stored), view.stored.docket.state(), Words::of(lang));
    let look = papers::Look::default();
    timeline::lines(&Page { desk, lang, view, law: &law, state: &state, say, papers: &look })
}

impl Page<'_> {
    /// A fact in one line; Enter corrects it.
    pub fn fact(&self, fact: &Fact) -> Line {
        let text = told(self.lang, self.law, fact);
        Line { target: Some(Target::Fact(fact.id)), ..Line::plain(format!("  {text}")) }
    }

    /// The facts of some kinds that count, oldest first.
    pub fn facts(&self, kinds: &[Kind]) -> Vec<Line> {
        self.state.live.iter().filter(|fact| kinds.contains(&fact.kind)).map(|fact| self.fact(fact)).collect()
    }

    /// The open or blocked steps that record one of some kinds: the act, what is missing, its articles.
    pub fn steps(&self, kinds: &[Kind]) -> Vec<Line> {
        let mine = self.view.derived.next.all().filter(|(_, step)| kinds.contains(&step.step.fact));
        let line = |(group, one)| {
            let group = match group {
                0 => self.say.must,
                1 => self.say.may,
                _ => self.say.blocked,
            };
            let line = step(self.desk, self.lang, self.law, one);
            Line { text: format!("  → {group} {}", line.text.trim_start()), ..line }
        };
        mine.map(line).collect()
    }

    /// What stands of some kinds, and the steps that would add to it. A lead has all its steps in the overview: where
    /// nothing stands it has nothing here.
    pub fn plain(&self, kinds: &[Kind]) -> Vec<Line> {
        let mut lines = self.facts(kinds);
        if !lines.is_empty() || !self.state.stage().is_none_or(Stage::is_lead) {
            lines.extend(self.steps(kinds));
        }
        lines
    }
}
