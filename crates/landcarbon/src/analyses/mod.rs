//! What a project asks beyond budgets. Each analysis has a folder:
//!
//! | what | where |
//! |---|---|
//! | the keys of the project file, and what cannot be answered | `request` |
//! | the numbers, as plain data in the order of the assessment's zones and years | `compute` |
//! | what layers, figures and the report show | `show` |
//!
//! [`registry`] lists the analyses. All other folders take them from there, by no name.

mod context;
mod settings;
mod signed_bars;
mod tables;

mod centres;
mod compensation_rate;
mod decoupling;
mod drivers;
mod goals;
mod inequality;
mod moran;
mod transitions;
mod zonings;

pub mod registry;

pub use centres::{CentresOf, Centrography};
pub use context::{Context, Expected};
pub use goals::AnsweredGoal;
pub use inequality::{Against, Inequality};
pub use moran::{Autocorrelation, MoranOf, NeighboursOf};
pub use registry::{Analyses, Requests};
pub use settings::{Sections, Settings};
pub use tables::Put;
pub use zonings::RuleEntry;
pub(crate) use zonings::{built_in_rule, pairs};
