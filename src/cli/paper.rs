//! `paper`: the register of papers of a docket, taking a file in, and getting it out again.

use super::args::{Format, Paper as PaperCommand};
use super::call::Call;
use super::out::{self, Answer, Failure};
use crate::docket::{Fact, Kind};
use crate::law::Profile;
use crate::ops::Desk;
use crate::ops::register::{self, Absent, Paper};
use crate::store::{FileFault, StoredDocket};
use crate::text::{fill, law as words, papers as text};
use serde_json::{Value, json};
use std::fs::File;
use std::os::unix::fs::OpenOptionsExt;

/// Runs it.
pub fn run(call: &Call, command: &PaperCommand) -> Answer {
    match command {
        PaperCommand::List { id, print } => list(call, id, call.only(*print, &[Format::Table, Format::Json, Format::Csv])?),
        PaperCommand::Add { id, file, form, number, dated, holder } => {
            let mut desk = call.writing()?;
            let stored = docket(call, &desk, id)?;
            let mut fact = Fact::new(Kind::PaperFiled, desk.today);
            if let Some(form) = form {
                fact.data.set("form", known_form(call, &desk.law_of(&stored).profile, form)?);
            }
            fact.data.set("number", number.clone().unwrap_or_default());
            fact.data.set("holder", holder.clone().unwrap_or_default());
            if let Some(dated) = dated {
                fact.data.set("dated", call.day(dated)?.to_string());
            }
            let done = desk
                .file_paper(stored.docket.id, stored.revision, fact, Some(file), &mut |_| true)
                .map_err(|error| call.act(&error))?;
            let id = done.facts.first().copied().unwrap_or(0);
            out::print(&fill(call.words.paper_kept, &[&file.display(), &id]))
        }
        PaperCommand::Get { id, paper, to } => {
            let desk = call.existing()?;
            let stored = docket(call, &desk, id)?;
            let carried = desk.carried(&stored).map_err(|error| call.store(&error))?;
            let (papers, _) = register::of(&desk.law_of(&stored), &stored.docket, &carried);
            let found = papers.iter().find(|one| one.fact == *paper && !one.file.is_empty());
            let Some(found) = found else { return Err(Failure::refused(fill(call.words.no_paper, &[&id, &paper]))) };
            let path = match desk.paper_file(found).map_err(|error| call.store(&error))? {
                Ok(path) => path,
                Err(fault) => return Err(Failure::refused(text::fault(call.lang, &found.title, fault))),
            };
            // Under a name that nobody uses: what is there is never written over.
            let copied = File::options().create_new(true).write(true).mode(0o600).open(to).and_then(|mut out| {
                let copied = File::open(&path).and_then(|mut from| std::io::copy(&mut from, &mut out));
                copied.and_then(|_| out.sync_all()).inspect_err(|_| drop(std::fs::remove_file(to)))
            });
            copied.map_err(|error| {
                Failure::refused(fill(call.words.cannot_write, &[&to.display(), &crate::text::fault::system(call.lang, &error)]))
            })?;
            out::print(&fill(call.words.paper_out, &[&found.title, &to.display()]))
        }
    }
}

fn docket(call: &Call, desk: &Desk, name: &str) -> Result<StoredDocket, Failure> {
    let found = desk.store.find(name).map_err(|error| call.store(&error))?;
    let stored = found.map(|id| desk.docket(id)).transpose().map_err(|error| call.store(&error))?.flatten();
    stored.ok_or_else(|| Failure::refused(fill(call.words.no_docket, &[&name])))
}

/// The key of a form, given by key or by its label.
fn known_form(call: &Call, profile: &Profile, typed: &str) -> Result<String, Failure> {
    let items = profile.lists.get("paper").map(Vec::as_slice).unwrap_or_default();
    let found = items.iter().find(|item| *item.key == *typed || words::label(call.lang, &item.label) == typed);
    let known = || items.iter().map(|item| item.key.to_string()).collect::<Vec<_>>().join(", ");
    found.map(|item| item.key.to_string()).ok_or_else(|| Failure::usage(fill(call.words.no_form, &[&typed, &known()])))
}

fn list(call: &Call, name: &str, format: Format) -> Answer {
    let desk = call.existing()?;
    let stored = docket(call, &desk, name)?;
    let law = desk.law_of(&stored);
    let profile = law.profile.clone();
    let carried = desk.carried(&stored).map_err(|error| call.store(&error))?;
    let (papers, absent) = register::of(&law, &stored.docket, &carried);
    let mut faults: Vec<Option<FileFault>> = Vec::with_capacity(papers.len());
    for paper in &papers {
        let has = !paper.file.is_empty() || paper.reference().is_some();
        let checked = has.then(|| desk.paper_file(paper)).transpose().map_err(|error| call.store(&error))?;
        let checked = checked.and_then(Result::err);
        faults.push(checked);
    }
    let form = |paper: &Paper| text::form(call.lang, &profile, paper.kind, &paper.form).to_owned();
    if format == Format::Json {
        let held = papers.iter().zip(&faults).map(|(paper, fault)| value(paper, *fault, &form(paper)));
        let lacking = absent.iter().map(|one: &Absent| {
            json!({ "form": one.form, "title": text::form(call.lang, &profile, Kind::PaperFiled, &one.form), "fact": one.kind.name(), "on": one.on })
        });
        return out::print_json(&json!({ "papers": held.collect::<Vec<_>>(), "absent": lacking.collect::<Vec<_>>() }));
    }
    let header = ["id", call.words.kind, call.words.name, call.words.number, call.words.day, call.words.held_by, call.words.file];
    let rows: Vec<Vec<String>> = papers
        .iter()
        .zip(&faults)
        .map(|(paper, fault)| {
            vec![
                paper.fact.to_string(),
                form(paper),
                paper.title.clone(),
                paper.number.clone(),
                paper.dated.to_string(),
                paper.holder.clone(),
                text::file(call.lang, paper, *fault),
            ]
        })
        .collect();
    if format == Format::Csv {
        return out::print(&out::csv(&header, &rows));
    }
    let mut said = out::table(&header, &rows);
    for one in &absent {
        let title = text::form(call.lang, &profile, Kind::PaperFiled, &one.form);
        said.push_str(&fill(call.words.paper_absent, &[&title, &one.on, &words::kind(call.lang, one.kind)]));
        said.push('\n');
    }
    out::print(&crate::text::safe::lines(&said))
}

fn value(paper: &Paper, fault: Option<FileFault>, form: &str) -> Value {
    let state = match fault {
        None => "whole",
        Some(FileFault::Missing) => "missing",
        Some(FileFault::Changed) => "changed",
        Some(FileFault::Unreadable) => "unreadable",
        Some(FileFault::Away) => "away",
    };
    json!({
        "id": paper.fact, "fact": paper.kind.name(), "form": paper.form, "kind": form, "title": paper.title, "number": paper.number, "dated": paper.dated,
        "reference": paper.reference().map(|_| state), "pages": paper.pages, "way": paper.way, "received_on": paper.received, "holder": paper.holder, "held_since": paper.held_since, "lead": (!paper.lead.is_empty()).then_some(&paper.lead), "kept_at": paper.kept_at,
        "file": (!paper.file.is_empty()).then(|| json!({ "hash": paper.file, "size": paper.size, "state": state })),
    })
}
