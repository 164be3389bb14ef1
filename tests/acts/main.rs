//! Every passage of the life cycle is an act at the desk, with its form, its guard, its article and its undo: each arrow of
//! the state machine is found in lives and cases and taken at the desk; the ways of real cases are typed into forms.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may fail loudly

#[path = "../common/mod.rs"]
mod common;
mod passages;
mod walk;
mod ways;

use common::desk;
use std::path::Path;
use sunpei::docket::{Day, Docket};
use sunpei::ops::Desk;

/// Who is in charge at the desks of these walks.
const HEAD: &str = "王局";

/// A desk at which somebody is in charge.
fn desk_with_head(today: Day) -> Desk {
    let mut desk = desk::desk(&today.to_string());
    desk.name_officer(HEAD, Some("负责人"), None).unwrap();
    desk
}

/// A file's docket, or one for each of its ends.
fn dockets(path: &Path) -> Vec<Docket> {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    let mut parts = text.split("\n# ==== ");
    let top = parts.next().unwrap().split("\n[expect]\n").next().unwrap().to_owned();
    let ends: Vec<String> =
        parts.map(|end| end.split("[expect]\n").next().unwrap().split_once('\n').unwrap().1.to_owned()).collect();
    let texts = if ends.is_empty() { vec![top] } else { ends.iter().map(|end| format!("{top}\n{end}")).collect() };
    texts.iter().map(|text| common::files::docket(&name, text)).collect()
}
