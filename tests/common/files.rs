//! The files that lie beside the tests: life stories, negotiations, ledgers.

use std::path::{Path, PathBuf};
use sunpei::docket::{Docket, Kind, file};

/// A file or folder below `tests/`.
pub fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// A ledger of `tests/ledgers/`.
pub fn ledger(name: &str) -> PathBuf {
    beside("ledgers").join(name)
}

/// The text of a life story up to where its ends part.
pub fn story_text(name: &str) -> String {
    top(&format!("law/stories/{name}.toml"))
}

/// A life story up to where its ends part.
pub fn story(name: &str) -> Docket {
    docket(name, &story_text(name))
}

/// A life story up to a fact of a kind, that one left out.
pub fn until(name: &str, kind: Kind) -> Docket {
    let mut docket = story(name);
    let at = docket.facts.iter().position(|fact| fact.kind == kind).unwrap();
    docket.facts.truncate(at);
    docket
}

/// A scripted negotiation up to where its ends part.
pub fn negotiation(name: &str) -> Docket {
    docket(name, &top(&format!("law/negotiations/{name}.toml")))
}

/// The docket of a docket file.
pub fn docket(name: &str, text: &str) -> Docket {
    file::parse(name, text).unwrap_or_else(|faults| panic!("{name}: {faults:?}")).docket
}

fn top(name: &str) -> String {
    let text = std::fs::read_to_string(beside(name)).unwrap();
    text.split("\n# ==== ").next().unwrap().to_owned()
}

/// A file in a folder of its own, which is gone with the folder.
pub fn made(name: &str, bytes: impl AsRef<[u8]>) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}
