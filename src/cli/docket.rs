//! `docket check`: what the law says about a docket written as a file. No database.

use super::answer;
use super::args::{DocketCommand, Format};
use super::call::{Call, DEFAULT_PROFILE};
use super::out::{Answer, csv, print, print_json, table};
use crate::docket::{Day, Docket, Kind, file, yuan};
use crate::law::beside;
use crate::law::{CheckState, Deadline, Derived, Law, Library, NextStep, Status};
use crate::text::{fill, law as words, routing};
use std::fmt::Write as _;
use std::path::Path;

/// Runs it.
pub fn run(call: &Call, command: &DocketCommand) -> Answer {
    let DocketCommand::Check { file, print } = command;
    check(call, file, call.only(*print, &[Format::Table, Format::Json, Format::Csv])?)
}

fn check(call: &Call, path: &Path, format: Format) -> Answer {
    let text = call.read(path)?;
    let read = file::parse(&path.display().to_string(), &text).map_err(|faults| call.faults(&faults))?;
    let today = call.today.or(read.today).unwrap_or_else(|| call.today());
    let mut library = call.library()?;
    // A docket that was moved is judged by the profile it was moved to, where that is here.
    let state = read.docket.state();
    let moved = state.last(Kind::ProfileMoved).and_then(|fact| fact.data.text("to"));
    let moved = moved.filter(|name| library.names().any(|known| known == *name));
    let named = moved.or(Some(read.docket.profile.as_str())).filter(|name| !name.is_empty());
    let name = call.globals.profile.as_deref().or(named).unwrap_or(DEFAULT_PROFILE);
    let law = call.law(&mut library, name)?;
    let derived = law.derive(&read.docket, today);
    match format {
        Format::Json => print_json(&answer::derived(call.lang, &law, &read.docket, &derived, today)),
        Format::Csv => print(&deadlines_csv(call, &derived)),
        _ => print(&report(call, &library, &law, &read.docket, &derived, today)),
    }
}

/// The answer of the law for people.
pub fn report(call: &Call, library: &Library, law: &Law, docket: &Docket, derived: &Derived, today: Day) -> String {
    let text = call.words;
    let stage = derived.stage.map_or(text.none, |stage| words::stage(call.lang, stage));
    let mut out = format!("{}  {stage}   {}  {today}   {}\n", text.stage, text.as_of, law.versions().0);
    for track in docket.state().tracks.iter().filter(|track| track.party.is_some()) {
        let stage = track.stage.map_or(text.none, |stage| words::stage(call.lang, stage));
        let _ = writeln!(out, "  {}  {stage}", track.party.unwrap_or_default());
    }
    aside(call, law, docket, &mut out);
    out.push_str(&super::money::report(call.lang, library, law, &docket.state(), today));
    let _ = writeln!(out, "\n{}", text.deadlines);
    let shown: Vec<&Deadline> = derived.deadlines.iter().filter(|deadline| !deadline.rule.hidden).collect();
    if shown.is_empty() {
        let _ = writeln!(out, "  {}", text.none);
    } else {
        out.push_str(&deadlines(call, library, &shown));
    }
    for (title, steps) in [(text.must, &derived.next.must), (text.may, &derived.next.may), (text.blocked, &derived.next.blocked)]
    {
        let _ = writeln!(out, "\n{title}");
        if steps.is_empty() {
            let _ = writeln!(out, "  {}", text.none);
        }
        for step in steps {
            out.push_str(&next(call, library, law, step));
        }
    }
    let _ = writeln!(out, "\n{}", text.routing);
    for said in routing::lines(call.lang, &law.profile, &derived.routing) {
        let _ = writeln!(out, "  {}", routing::line(library, &said));
    }
    if !derived.warnings.is_empty() {
        let _ = writeln!(out, "\n{}", text.warnings);
    }
    for warning in &derived.warnings {
        let cites = words::cites_or_silence(call.lang, library, &warning.cites);
        let _ = writeln!(out, "  {}  {}  {cites}", warning.code, words::warning(call.lang, warning));
    }
    // Names and notes of the file are text from outside.
    crate::text::safe::lines(&out)
}

/// The sign of a deadline: colour is never the only one.
pub fn sign(status: Status, provisional: bool) -> &'static str {
    match status {
        Status::Overdue => "!",
        Status::Paused => "‖",
        Status::Met => "✓",
        Status::MetLate => "✓!",
        Status::UnknownStart => "?",
        Status::Dropped => "-",
        Status::Pending if provisional => "~",
        Status::Pending => "",
    }
}

fn deadlines(call: &Call, library: &Library, shown: &[&Deadline]) -> String {
    let text = call.words;
    let day = |day: Option<Day>| day.map_or("-".to_owned(), |day| day.to_string());
    let rows: Vec<Vec<String>> = shown
        .iter()
        .map(|one| {
            let mut title = words::label(call.lang, &one.rule.label).to_owned();
            if let Some(n) = one.n {
                let _ = write!(title, " {n}");
            }
            if let Some(party) = &one.party {
                let _ = write!(title, " · {party}");
            }
            vec![
                sign(one.status, one.provisional).to_owned(),
                day(one.due),
                if one.safe == one.due { String::new() } else { day(one.safe) },
                title,
                words::status(call.lang, one.status).to_owned(),
                words::weight(call.lang, &one.rule).to_owned(),
                words::cites_or_silence(call.lang, library, &one.rule.cites),
            ]
        })
        .collect();
    table(&["", text.due, text.safe, text.title, text.status, text.weight, text.cite], &rows)
}

fn deadlines_csv(call: &Call, derived: &Derived) -> String {
    let day = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
    let rows: Vec<Vec<String>> = derived
        .deadlines
        .iter()
        .filter(|one| !one.rule.hidden)
        .map(|one| {
            vec![
                one.rule.id.to_string(),
                words::label(call.lang, &one.rule.label).to_owned(),
                one.party.clone().unwrap_or_default(),
                one.n.map_or(String::new(), |n| n.to_string()),
                day(one.due),
                day(one.safe),
                one.status.name().to_owned(),
                answer::cites(&one.rule.cites).join(" "),
            ]
        })
        .collect();
    csv(&["rule", "title", "party", "n", "due", "safe", "status", "cite"], &rows)
}

/// The claim by its heads, and linked procedures.
fn aside(call: &Call, law: &Law, docket: &Docket, out: &mut String) {
    let state = docket.state();
    if let Some(claim) = beside::claim(&law.profile, &state) {
        let _ = writeln!(out, "\n{}", call.words.claim);
        for (head, cents) in &claim.items {
            let _ = writeln!(out, "  {}  {}", words::label(call.lang, head), yuan(*cents));
        }
        let _ = writeln!(out, "  {}  {}", call.words.claim_total, yuan(claim.total));
    }
    let linked = beside::linked(&state);
    if !linked.is_empty() {
        let _ = writeln!(out, "\n{}", call.words.linked);
    }
    for fact in linked {
        let word = |key: &str| fact.data.text(key).unwrap_or_default().to_owned();
        let procedure = word("procedure");
        let item = law.profile.item("procedure", &procedure);
        let procedure = item.map_or(procedure, |item| words::label(call.lang, &item.label).to_owned());
        let _ = writeln!(out, "  {procedure}  {}  {}  {}  {}", word("number"), word("organ"), word("state"), fact.on);
    }
}

fn next(call: &Call, library: &Library, law: &Law, step: &NextStep) -> String {
    let mut line = format!("  {}", words::label(call.lang, &step.step.label));
    if let Some(party) = &step.party {
        let _ = write!(line, " · {party}");
    }
    if let Some(due) = step.due {
        let _ = write!(line, "  {due}");
    }
    if let Some(days) = step.elapsed_days {
        let _ = write!(line, "  {}", fill(call.words.elapsed, &[&days]));
    }
    let _ = writeln!(line, "  {}", words::cites_or_silence(call.lang, library, &step.step.cites));
    for missing in &step.missing {
        let what = fill(call.words.missing, &[&words::missing(call.lang, missing)]);
        let _ = writeln!(line, "    {what}  {}", words::cites(library, &missing.cites));
    }
    if let (Some((list, _)), false) = (&step.step.offers, step.suggests.is_empty()) {
        let items = step.suggests.iter().filter_map(|key| law.profile.item(list, key));
        let items: Vec<&str> = items.map(|item| words::label(call.lang, &item.label)).collect();
        let _ = writeln!(line, "    {}", fill(call.words.suggested, &[&items.join("、")]));
    }
    for warn in &step.warns {
        let _ = writeln!(line, "    {}  {}", words::missing(call.lang, warn), words::cites(library, &warn.cites));
    }
    if let Some(effect) = &step.step.effect {
        let _ = writeln!(line, "    {}", words::label(call.lang, effect));
    }
    // What is said with the fact itself is the form's business.
    for check in step.checks.iter().filter(|check| check.state != CheckState::Asked) {
        let what = words::label(call.lang, &check.label);
        let _ = writeln!(line, "    {} {what}  {}", words::check(check.state), words::cites(library, &check.cites));
    }
    let papers = words::papers(call.lang, &law.profile, &step.step);
    if !papers.is_empty() {
        let _ = writeln!(line, "    {}", fill(call.words.papers, &[&papers]));
    }
    line
}
