//! Other inputs beside the base: scenarios, goals and uncertainty.

mod case;

mod amended;

pub mod scenario;

pub mod goal;

mod level_cases;

pub mod uncertainty;

pub(crate) use amended::{Amendment, ratio};
pub use case::{Case, CaseError, Scheme};
pub use level_cases::LevelCases;
