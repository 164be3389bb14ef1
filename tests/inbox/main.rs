//! Many leads: the lists and their filters, triage, bulk acts, merging and handing over, and lists going out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may fail loudly
#![allow(clippy::items_after_statements, clippy::string_slice)] // a helper stands beside its use; texts are the test's own

mod bulk;
#[path = "../common/mod.rs"]
mod common;
mod handover;
mod lines;
mod list;
mod merge;
mod out;
mod query;
mod together;
mod triage;
