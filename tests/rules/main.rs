//! Rules as files: profiles good and bad, regions without a line of code, who handles what, and what is covered.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::needless_pass_by_value)] // a test may fail loudly

mod bad_profiles;
#[path = "../common/mod.rs"]
mod common;
mod coverage;
mod profiles;
mod regions;
mod routing;

use sunpei::docket::tree::Fault;
use sunpei::law::Library;

/// What is wrong with a profile among some files.
fn faults(files: &[(&str, &str)], name: &str) -> Vec<Fault> {
    Library::with_overrides(files.iter().copied()).profile(name).unwrap_err()
}
