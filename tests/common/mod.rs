//! What the test files share: a desk, keys in and the screen out, the files that lie beside, the binary as an office runs it.

#![allow(dead_code)] // each test binary uses its part
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may fail loudly

pub mod desk;
pub mod expect;
pub mod files;
pub mod keys;
pub mod office;
pub mod terminal;
pub mod told;
