//! What an officer can do: one function an act, used by screen and command line alike. Law decides, the store keeps.

mod act;
pub mod agenda;
mod asof;
mod bulk;
mod day;
mod demo;
mod desk;
pub mod field;
mod hand;
mod import;
pub mod merge;
pub mod moving;
mod office;
pub mod pin;
pub mod query;
pub mod register;
pub mod related;
mod rows;
pub mod talk;
mod talks;
pub mod triage;
pub mod view;
mod views;
pub mod walk;
mod years;

pub use act::{ActError, Done, Override};
pub use bulk::{BulkDone, BulkPreview, Row, Verdict};
pub use demo::Demo;
pub use desk::{Clock, DEFAULT_PROFILE, Desk, Office, OpenError};
pub use hand::{Deed, Idle};
pub use import::{Choices, Diff, ImportDone, Known, Preview, Standing, Take};
pub use office::{DutyAnswer, OfficeDuty};
pub use rows::derive as derive_rows;
pub use views::{BUILT_IN, SavedView};
pub use years::TakenUp;
