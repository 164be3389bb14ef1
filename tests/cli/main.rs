//! The binary by running it: its contract with scripts, bad input, and the steps of the READMEs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)] // a test may fail loudly

mod bad;
#[path = "../common/mod.rs"]
mod common;
mod contract;
mod readme;
