//! The dossier part of `case show`: the papers that the next steps lack, what closing wants, what is to be entered in the
//! reporting system, and the table of contents by its groups.

use super::answer;
use super::call::Call;
use crate::docket::{Day, Stage};
use crate::law::{CheckState, Derived, Law, Library, NextStep};
use crate::ops::register::Paper;
use crate::ops::{dossier, register};
use crate::store::StoredDocket;
use crate::text::dossier::{self as text, Words};
use crate::text::{fill, law as words};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// The steps that are open or owed, with the papers that they lack.
fn lacking<'d>(law: &Law, stored: &StoredDocket, derived: &'d Derived) -> Vec<(&'d NextStep, Vec<std::sync::Arc<str>>)> {
    let state = stored.docket.state();
    let open = derived.next.must.iter().chain(&derived.next.may);
    let with = open.map(|step| (step, register::lacking(law, &state, &step.step)));
    with.filter(|(_, forms)| !forms.is_empty()).collect()
}

/// As data, beside what the law says.
pub fn value(
    call: &Call,
    law: &Law,
    stored: &StoredDocket,
    derived: &Derived,
    carried: &[Paper],
    today: Day,
    map: &mut Map<String, Value>,
) {
    let state = stored.docket.state();
    let steps = lacking(law, stored, derived).into_iter().map(|(step, forms)| {
        let forms: Vec<&str> = forms.iter().map(|form| &**form).collect();
        json!({ "command": &*step.step.command, "fact": step.step.fact.name(), "party": step.party, "papers": forms })
    });
    map.insert("papers_missing".into(), steps.collect());
    let checks = dossier::closing(law, &state, &derived.deadlines, today).into_iter().map(|check| {
        let fills: Vec<&str> = check.fills.iter().map(|kind| kind.name()).collect();
        let met = check.state == CheckState::Met;
        json!({ "what": words::label(call.lang, &check.label), "met": met, "applies": !check.idle, "fills": fills, "cite": answer::cites(&check.cites) })
    });
    map.insert("closing".into(), checks.collect());
    let asked = law.profile.steps.iter().any(|step| step.each_stage);
    let entries = if asked { state.unentered() } else { Vec::new() };
    let entries = entries.into_iter().map(|passage| json!({ "stage": passage.stage.name(), "reached": passage.on }));
    map.insert("to_be_entered".into(), entries.collect());
    let contents = dossier::contents(law, &stored.docket, carried);
    let groups = contents.groups.iter().map(|group| {
        let papers = group.entries.iter().map(|entry| {
            let paper = &entry.paper;
            json!({ "n": entry.n, "fact": paper.fact, "form": paper.form, "title": paper.title, "number": paper.number,
                "dated": paper.dated, "lead": (!paper.lead.is_empty()).then_some(&paper.lead), "page": entry.page, "pages": paper.pages })
        });
        let missing = group.absent.iter().map(|one| json!({ "form": one.form, "fact": one.kind.name(), "on": one.on }));
        json!({ "group": group.item.as_ref().map(|item| &*item.key), "title": text::name(call.lang, group),
            "papers": papers.collect::<Vec<_>>(), "missing": missing.collect::<Vec<_>>() })
    });
    map.insert("dossier".into(), json!({ "groups": groups.collect::<Vec<_>>(), "pages": contents.pages }));
}

/// As lines; empty for a lead.
pub fn report(
    call: &Call,
    library: &Library,
    law: &Law,
    stored: &StoredDocket,
    derived: &Derived,
    carried: &[Paper],
    today: Day,
) -> String {
    let (state, say) = (stored.docket.state(), Words::of(call.lang));
    let mut out = String::new();
    for (step, forms) in lacking(law, stored, derived) {
        let party = step.party.as_deref().map_or_else(String::new, |party| format!(" {party}"));
        let what = fill(say.lacking_plain, &[&text::forms(call.lang, law, &forms)]);
        let _ = writeln!(out, "{}{party} · {what}", words::label(call.lang, &step.step.label));
    }
    if state.stage().is_none_or(Stage::is_lead) {
        return crate::text::safe::lines(&out);
    }
    let checks = dossier::closing(law, &state, &derived.deadlines, today);
    if !checks.is_empty() {
        let asked = || checks.iter().filter(|check| !check.idle);
        let met = asked().filter(|check| check.state == CheckState::Met).count();
        let _ = writeln!(out, "\n{}", fill(say.closing, &[&met, &asked().count()]));
    }
    for check in &checks {
        let what = words::label(call.lang, &check.label);
        let (sign, idle) = if check.idle { (say.idle, say.idle_said) } else { (words::check(check.state), "") };
        let _ = writeln!(out, "  {sign} {what}{idle}  {}", words::cites(library, &check.cites));
    }
    if law.profile.steps.iter().any(|step| step.each_stage) {
        for passage in state.unentered() {
            let days = (today - passage.on).num_days().max(0);
            let _ = writeln!(out, "{}", fill(say.entry, &[&words::stage(call.lang, passage.stage), &passage.on, &days]));
        }
    }
    let contents = dossier::contents(law, &stored.docket, carried);
    let _ = writeln!(out, "\n{} · {}", say.title, text::pages(call.lang, &contents));
    for part in text::parts(call.lang, library, law, &contents, &[]) {
        let _ = writeln!(out, "{}", part.head);
        for row in &part.rows {
            let _ = writeln!(out, "  {}", row.join("  "));
        }
        for missing in &part.missing {
            let _ = writeln!(out, "  ! {missing}");
        }
    }
    crate::text::safe::lines(&out)
}
