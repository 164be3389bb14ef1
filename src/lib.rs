//! sunpei (损赔): a terminal workbench for eco-environmental damage compensation (生态环境损害赔偿).
//!
//! ```text
//!        main
//!       /    \
//!     cli     tui        what an officer types and sees
//!       \    /   \
//!        ops      text   what an officer can do · every word a person reads
//!       /   \
//!   store   papers       the only SQL · files that come in and go out
//!       \   /
//!        law             what the facts mean: profile, calendar, deadlines and their proof, next steps
//!         |
//!       docket           what happened: dated facts and their fold into a state
//! ```
//!
//! Arrows run down only; `tests/architecture.rs` reads the `use` lines and fails on one that runs back.
//! `docket` and `law` are pure: no file, no clock, no SQL, no screen.

pub mod cli;
pub mod docket;
pub mod law;
pub mod ops;
pub mod papers;
pub mod store;
pub mod text;
pub mod tui;
