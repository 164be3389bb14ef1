//! Approvals in words: the queue, a proposal as the paper that is decided on, and what stands about it in the case pane.

use super::case::Page;
use super::explain::Reading;
use super::{Line, Target};
use crate::docket::{Day, Fact, yuan};
use crate::law::Cite;
use crate::ops::Desk;
use crate::ops::approve::Proposal;
use crate::ops::register;
use crate::store::ApprovalRow;
use crate::text::approvals::Words;
use crate::text::desk::{DeskWords, field};
use crate::text::{Lang, fill, law as words};
use crate::tui::width::{fit, right};

/// The queue under its headings: what came back to the officer, what is theirs to decide, what waits for others.
pub fn queue(desk: &Desk, lang: Lang, heads: &[String], rows: &[ApprovalRow]) -> Vec<Line> {
    let say = Words::of(lang);
    let mine = |row: &ApprovalRow| row.by == desk.officer || row.officer == desk.officer;
    let band = |row: &ApprovalRow| match row.returned {
        true if mine(row) => 0,
        false if desk.is_mine_to_decide(heads, row) => 1,
        false => 2,
        true => 3,
    };
    let mut lines = Vec::new();
    for (at, name) in [say.returned, say.mine, say.waiting, say.others].into_iter().enumerate() {
        let own: Vec<&ApprovalRow> = rows.iter().filter(|row| band(row) == at).collect();
        if !own.is_empty() {
            // They stand by how long they have waited.
            let days = own.first().map_or(0, |row| waited(desk, row));
            let head = fill(name, &[&own.len()]);
            let head = if days > 0 { fill(say.oldest, &[&head, &days]) } else { head };
            lines.push(Line { alarm: at == 0, ..Line::head(&head) });
            lines.extend(own.into_iter().map(|row| one(desk, lang, row)));
        }
    }
    lines
}

/// Days since it was proposed, or came back.
fn waited(desk: &Desk, row: &ApprovalRow) -> i64 {
    row.since.parse::<Day>().map_or(0, |day| (desk.today - day).num_days().max(0))
}

fn one(desk: &Desk, lang: Lang, row: &ApprovalRow) -> Line {
    let law = desk.office_law();
    let step = law.profile.steps.iter().find(|step| *step.id == *row.step);
    let what = step.and_then(|step| step.answers.first()).map_or(row.step.as_str(), |kind| words::kind(lang, *kind));
    let cites = step.map(|step| step.cites.clone()).unwrap_or_default();
    let days = waited(desk, row);
    let party = if row.party.is_empty() { String::new() } else { format!("{} ", row.party) };
    let (mark, days) = (if row.returned { "!" } else { " " }, fill(Words::of(lang).row, &[&days]));
    let own = row.number.rsplit('〕').next().unwrap_or(&row.number);
    let cited = words::cites(&desk.library, &cites);
    // What is cut on a narrow screen stands last.
    let text =
        format!("{} {} {} {} {party}{} · {cited}", right(&days, 5), fit(own, 8), fit(what, 16), fit(&row.by, 8), row.title);
    let target = Target::Approval { docket: row.docket, step: row.step.clone(), party: row.party.clone() };
    Line { target: Some(target), cites, ..Line::plain(format!("{mark} {text}")) }
}

/// A proposal as it is put before whoever decides: who proposes what, on which docket, on which ground, what its step asks
/// and what of it is on file, the papers, and the articles verbatim.
pub fn paper(desk: &Desk, lang: Lang, one: &Proposal) -> Reading {
    let (say, text, law) = (Words::of(lang), DeskWords::of(lang), desk.law_of(&one.stored));
    let state = one.stored.docket.state();
    let mut lines = vec![Line::head(&format!("{} · {}", words::kind(lang, one.fact.kind), one.row.number))];
    let number = one.fact.paper().map_or_else(String::new, |paper| fill(say.paper, &[&paper]));
    lines.push(Line::plain(fill(say.proposed, &[&one.fact.on, &one.fact.by, &number])));
    if let Some(back) = &one.returned {
        lines.push(Line { alarm: true, ..Line::plain(sent_back(lang, back)) });
    }
    lines.push(Line::head(say.docket));
    lines.push(Line::plain(format!("  {}", state.attributes.title)));
    let stage = state.stage().map_or("", |stage| words::stage(lang, stage));
    let place = state.attributes.place.as_deref().unwrap_or_default();
    lines.push(Line::plain(format!(
        "  {stage} · {place} · {} {}",
        text.officer,
        if one.row.officer.is_empty() { "—" } else { &one.row.officer }
    )));
    lines.push(Line::plain(format!(
        "  {} {} · {} {}",
        text.parties,
        state.parties().join("、"),
        text.damage,
        super::damage(lang, &state)
    )));
    lines.push(Line::head(say.grounds));
    let before = lines.len();
    let mut cites: Vec<Cite> = Vec::new();
    for (key, value) in one.fact.data.0.iter().filter(|(key, _)| *key != "paper") {
        let list = law.profile.choices.get(&format!("{}.{key}", one.fact.kind.name()));
        let item = list.and_then(|list| law.profile.item(list, value.as_str()?));
        cites.extend(item.iter().flat_map(|item| item.cites.iter().cloned()));
        let value = match value {
            _ if item.is_some() => item.map_or("", |item| words::label(lang, &item.label)).to_owned(),
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Bool(yes) => (if *yes { text.yes } else { text.no }).to_owned(),
            serde_json::Value::Number(cents) if key.ends_with("_cents") => cents.as_i64().map_or_else(String::new, yuan),
            other => other.to_string(),
        };
        let cited = item.map_or_else(String::new, |item| format!(" · {}", words::cites(&desk.library, &item.cites)));
        // A long text is read whole, line by line.
        let mut rows = value.lines();
        lines.push(Line::plain(fill(say.item, &[&field(lang, key), &rows.next().unwrap_or_default()]) + &cited));
        lines.extend(rows.map(|row| Line::plain(format!("    {row}"))));
    }
    if lines.len() == before {
        lines.push(Line { faint: true, ..Line::plain(say.nothing_more) });
    }
    let guard = law.guard(&one.stored.docket, &desk.consent_to(one), desk.today);
    for (sign, list) in [(say.lacks, &guard.missing), (say.warns, &guard.warns)] {
        if !list.is_empty() {
            lines.push(Line { alarm: true, ..Line::plain(fill(sign, &[&words::lacking(lang, list)])) });
        }
    }
    if guard.allows() && guard.warns.is_empty() {
        lines.push(Line::plain(say.clear));
    }
    let papers = register::papers(&law, &state);
    if !papers.is_empty() {
        lines.push(Line::head(say.attached));
        lines.extend(papers.iter().map(|paper| Line::plain(format!("  {} {} {}", paper.dated, paper.title, paper.number))));
    }
    cites.extend(one.step.needs.iter().flat_map(|need| need.cites.iter().cloned()));
    cites.extend(one.step.cites.iter().cloned());
    let mut reading = super::explain::articles(desk, lang, &cites);
    reading.law += lines.len() + 1;
    lines.push(Line::default());
    lines.append(&mut reading.lines);
    Reading { lines, ..reading }
}

/// When, by whom and why it was sent back.
pub fn sent_back(lang: Lang, back: &Fact) -> String {
    fill(Words::of(lang).sent_back, &[&back.on, &who(back), &reason(lang, back)])
}

/// Who decided: whoever signed, else whoever recorded it.
fn who(fact: &Fact) -> &str {
    fact.data.text("by_role").unwrap_or(&fact.by)
}

fn reason(lang: Lang, back: &Fact) -> String {
    let said = ["reason", "note"].into_iter().find_map(|key| back.data.text(key));
    said.unwrap_or(Words::of(lang).no_reason).to_owned()
}

/// What waits for a decision in a docket, and what came back, with the reason: it stands before everything else.
pub fn standing(page: &Page<'_>) -> Vec<Line> {
    let (lang, say, today) = (page.lang, Words::of(page.lang), page.desk.today);
    let line = |one: &crate::law::Approval<'_>| {
        let what = words::kind(lang, one.proposal.kind);
        let party = one.party.as_deref().map_or_else(String::new, |party| format!(" {party}"));
        let what = format!("{what}{party}");
        let (alarm, text) = match one.returned {
            Some(back) => (true, fill(say.stands_back, &[&what, &back.on, &who(back), &reason(lang, back)])),
            None => {
                let (on, by) = (one.proposal.on, &one.proposal.by);
                (false, fill(say.stands_waiting, &[&what, &on, by, &(today - on).num_days().max(0)]))
            }
        };
        let target = Target::Approval {
            docket: page.view.stored.docket.id,
            step: one.step.id.to_string(),
            party: one.party.clone().unwrap_or_default(),
        };
        Line { alarm, target: Some(target), cites: one.step.cites.clone(), ..Line::plain(text) }
    };
    page.law.approvals(page.state, today).iter().map(line).collect()
}
