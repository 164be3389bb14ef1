//! `deadline show`: one deadline with its proof as a page.

use super::super::answer;
use super::super::args::PageFormat;
use super::super::call::Call;
use super::super::out::{Answer, Failure, print, print_json};
use crate::papers::fresh;
use crate::papers::proof::{About, page};
use crate::text::calendar::CalendarWords;
use crate::text::fill;
use serde_json::json;
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

/// Which deadline.
#[derive(Debug, Clone, Copy)]
pub struct Which<'a> {
    /// The docket, by number or id.
    pub id: &'a str,
    /// The rule.
    pub rule: &'a str,
    /// The liable party.
    pub party: Option<&'a str>,
    /// The occurrence.
    pub n: Option<u32>,
}

/// Prints it, or writes it into a new file.
pub fn run(call: &Call, which: &Which<'_>, format: PageFormat, out: Option<&Path>) -> Answer {
    let text = CalendarWords::of(call.lang);
    let desk = call.existing()?;
    let found = desk.store.find(which.id).map_err(|error| call.store(&error))?;
    let read = match found {
        Some(id) => desk.derived(id).map_err(|error| call.store(&error))?,
        None => None,
    };
    let Some((stored, derived)) = read else { return Err(Failure::refused(fill(call.words.no_docket, &[&which.id]))) };
    let law = desk.law_of(&stored);
    let shown: Vec<_> = derived.deadlines.iter().filter(|one| !one.rule.hidden).collect();
    let mut found: Vec<_> = shown
        .iter()
        .filter(|one| &*one.rule.id == which.rule)
        .filter(|one| which.party.is_none() || one.party.as_deref() == which.party)
        .filter(|one| which.n.is_none() || one.n == which.n)
        .collect();
    // Of several rounds the last one is meant.
    let last = found.iter().map(|one| one.round).max();
    found.retain(|one| Some(one.round) == last);
    let one = match found.as_slice() {
        [one] => **one,
        [] => {
            let mut ids: Vec<&str> = shown.iter().map(|one| &*one.rule.id).collect();
            ids.dedup();
            return Err(Failure::refused(fill(text.no_such, &[&which.id, &which.rule, &ids.join(", ")])));
        }
        several => return Err(Failure::refused(fill(text.several, &[&which.rule, &several.len()]))),
    };
    let line = desk.store.line(stored.docket.id).map_err(|error| call.store(&error))?.unwrap_or_default();
    let (unit, officer) = (&desk.office.unit, &desk.officer);
    let about = About { number: &line.number, title: &line.title, unit, officer, today: desk.today };
    let made = page(call.lang, &desk.library, &law, about, one);
    let value = || json!({ "page": made, "deadline": answer::deadline(call.lang, &law, one) });
    let docx = || made.docx().map_err(|error| Failure { code: 70, lines: vec![error.to_string()] });
    let Some(path) = out else {
        return match format {
            PageFormat::Text => print(&made.text()),
            PageFormat::Json => print_json(&value()),
            PageFormat::Docx if std::io::stdout().is_terminal() => Err(Failure::refused(text.to_terminal)),
            PageFormat::Docx => {
                std::io::stdout().lock().write_all(&docx()?).map_err(|error| Failure { code: 70, lines: vec![error.to_string()] })
            }
        };
    };
    let content = match format {
        PageFormat::Text => made.text().into_bytes(),
        PageFormat::Json => serde_json::to_string_pretty(&value()).unwrap_or_default().into_bytes(),
        PageFormat::Docx => docx()?,
    };
    fresh::whole(path, |mut file| file.write_all(&content)).map_err(|error| {
        Failure::refused(fill(text.not_saved, &[&path.display(), &crate::text::fault::system(call.lang, &error)]))
    })?;
    print(&fill(text.saved, &[&path.display()]))
}
