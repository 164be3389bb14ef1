//! `audit verify`, `backup`, `restore`, `doctor`, `rebuild`.

use super::call::Call;
use super::out::{self, Answer, Failure};
use crate::ops::Desk;
use crate::store::{FileFault, Store};
use crate::text::fill;
use serde_json::json;
use std::fmt::Write as _;
use std::path::Path;

/// A verified copy.
pub fn backup(call: &Call, path: &Path) -> Answer {
    let desk = call.existing()?;
    let (dockets, links) = desk.store.backup(path).map_err(|error| call.store(&error))?;
    out::print(&fill(call.words.backed_up, &[&path.display(), &dockets, &links]))?;
    // The copy is whole but for what is not whole here: that is said, paper by paper.
    for line in broken(call, &desk)? {
        let said = format!("{}\n", crate::text::safe::line(&fill(call.words.not_backed_up, &[&line])));
        let _ = std::io::Write::write_all(&mut std::io::stderr(), said.as_bytes());
    }
    Ok(())
}

/// Every paper whose file is missing or another: which of which case, and what to do.
fn broken(call: &Call, desk: &Desk) -> Result<Vec<String>, Failure> {
    let found = desk.broken_files().map_err(|error| call.store(&error))?;
    let number = |id: i64| match desk.store.line(id) {
        Ok(Some(line)) if !line.number.is_empty() => line.number,
        _ => format!("#{id}"),
    };
    let line = |(docket, name, fault): &(i64, String, FileFault)| {
        fill(call.words.files_broken, &[&number(*docket), &crate::text::papers::fault(call.lang, name, *fault)])
    };
    Ok(found.iter().map(line).collect())
}

/// A verified copy in the place of the database.
pub fn restore(call: &Call, path: &Path) -> Answer {
    let former = Store::restore(path, &call.database()).map_err(|error| call.store(&error))?;
    let former = former.map_or_else(|| "—".to_owned(), |former| former.display().to_string());
    out::print(&fill(call.words.restored, &[&path.display(), &former]))
}

/// All derived tables anew.
pub fn rebuild(call: &Call) -> Answer {
    let mut desk = call.existing()?;
    // Who asks for it looked at the clock.
    desk.trust_clock().map_err(|error| call.store(&error))?;
    let done = desk.rebuild(&mut |_| true).map_err(|error| call.store(&error))?;
    out::print(&fill(call.words.rebuilt, &[&done.unwrap_or(0)]))
}

/// Walks the log chain.
pub fn verify(call: &Call, as_json: bool) -> Answer {
    let desk = call.existing()?;
    let store = &desk.store;
    let answer = store.verify().map_err(|error| call.store(&error))?;
    let notices: Vec<String> = store.notices().iter().map(|notice| crate::text::desk::notice(call.lang, notice)).collect();
    if as_json {
        let (ok, links) = answer.as_ref().map_or((false, 0), |links| (true, *links));
        let broken = answer.as_ref().err().map(|broken| json!({ "link": broken.link, "what": broken.what }));
        out::print_json(&json!({ "ok": ok && notices.is_empty(), "links": links, "broken": broken, "notices": notices }))?;
        return if ok && notices.is_empty() { Ok(()) } else { Err(Failure { code: 1, lines: Vec::new() }) };
    }
    match answer {
        Ok(links) if notices.is_empty() => out::print(&fill(call.words.chain_ok, &[&links])),
        Ok(_) => Err(Failure { code: 1, lines: notices }),
        Err(broken) if broken.what == "officers" => Err(Failure::refused(call.words.chain_officers.to_owned())),
        Err(broken) => Err(Failure::refused(fill(call.words.chain_broken, &[&broken.link, &broken.what]))),
    }
}

/// Everything that can be looked at from inside.
pub fn doctor(call: &Call, as_json: bool) -> Answer {
    let desk = call.reading()?;
    let store = |error| call.store(&error);
    let integrity = desk.store.integrity().map_err(store)?;
    let chain = desk.store.verify().map_err(store)?;
    let mut notices: Vec<String> =
        desk.store.notices().iter().map(|notice| crate::text::desk::notice(call.lang, notice)).collect();
    notices
        .extend(desk.ahead().map(|ahead| fill(crate::text::desk::DeskWords::of(call.lang).clock_back, &[&desk.today, &ahead])));
    let profiles: Vec<(String, bool)> =
        desk.library.names().map(|name| (name.to_owned(), desk.library.profile(name).is_ok())).collect();
    let files = broken(call, &desk)?;
    let sound =
        files.is_empty() && integrity.is_empty() && chain.is_ok() && notices.is_empty() && profiles.iter().all(|(_, fine)| *fine);
    let value = json!({
        "database": call.database(), "exists": call.database().exists(), "dockets": desk.store.dockets().map_err(store)?, "links": desk.store.head().map_err(store)?.0,
        "integrity": integrity, "chain": chain.as_ref().err().map(|broken| format!("{} {}", broken.link, broken.what)), "notices": notices, "files": files,
        "profiles": profiles.iter().map(|(name, fine)| json!({ "name": name, "sound": fine })).collect::<Vec<_>>(),
        "calendar": desk.calendar.version(), "sqlite": crate::store::sqlite_version(), "terminal": std::env::var("TERM").unwrap_or_default(),
        "today": desk.today, "officer": desk.officer, "sound": sound,
    });
    if as_json {
        out::print_json(&value)?;
    } else {
        let mut text = String::new();
        for (key, value) in value.as_object().into_iter().flatten() {
            let _ = writeln!(text, "{key:<12} {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        }
        out::print(&crate::text::safe::lines(&text))?;
    }
    if sound { Ok(()) } else { Err(Failure { code: 1, lines: Vec::new() }) }
}
