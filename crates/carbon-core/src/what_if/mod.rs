//! Other inputs beside the base: scenarios, goals and uncertainty.

mod case;

mod case_numbers;

pub mod scenario;

pub mod goal;

mod level_cases;

pub mod uncertainty;

pub use case::{Case, CaseError, Scheme};
pub(crate) use case_numbers::{CaseNumbers, ratio};
pub use level_cases::LevelCases;
