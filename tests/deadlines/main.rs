//! Days: the agenda and what stands in it, what moves it, and what of it goes out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)] // a test may fail loudly

mod agenda;
mod clocks;
#[path = "../common/mod.rs"]
mod common;
mod duties;
mod ics;
mod moving;
mod owndates;
mod safestart;
mod what_moves;
mod years;
