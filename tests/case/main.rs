//! A case, from its filing to the archive: its sections, its money and papers, who consents, who supervises, who else is at it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::items_after_statements)] // a test may fail loudly

mod approvals;
mod asof;
mod bad_case;
mod case_pane;
mod clash;
mod closing;
#[path = "../common/mod.rs"]
mod common;
mod doubts;
mod drafts;
mod forms;
mod lost_files;
mod mash;
mod money;
mod money_desk;
mod papers;
mod sections;
mod supervision;
