//! What the facts mean: profile, calendar, deadlines and their proof, next steps, guards, routing, clauses.
//! Pure: today is a value, the calendar is a value, every number and article comes from a profile.

mod answer;
mod approvals;
mod asked;
pub mod beside;
pub mod calendar;
pub mod cond;
mod count;
pub mod coverage;
mod deadlines;
mod duty;
mod earlier;
mod engine;
mod extend;
mod guard;
mod judge;
pub mod library;
pub mod names;
mod papers;
pub mod period;
pub mod planning;
pub mod profile;
pub mod proof;
pub mod routing;
pub mod shelf;
pub mod step;
mod tasks;
mod threshold;

pub use answer::{
    Alternative, Check, CheckState, Citation, Cite, Clock, Deadline, Derived, Effort, Force, Label, Missing, Nature, Next,
    NextStep, Status, Warning,
};
pub use approvals::Approval;
pub use cond::{Cond, Select};
pub use count::{forward as sum, rests};
pub use deadlines::{Hidden, OWN, kept_day, own_key};
pub use duty::Occurrence;
pub use engine::Law;
pub use guard::{Guard, Unmet};
pub use library::Library;
pub use profile::Profile;
pub use routing::Routing;
pub use step::{Need, Step};
pub use tasks::Task;
pub use threshold::{Basis, Compared, Damage, Threshold, costs, damage};
