//! Other inputs beside the base: scenarios, goals and uncertainty.

mod amended;
mod case;
pub mod scenario;
pub mod uncertainty;

pub(crate) use amended::{Amendment, ratio};
pub use case::{Case, CaseError, Scheme};
