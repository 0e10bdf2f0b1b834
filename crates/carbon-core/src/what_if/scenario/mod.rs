//! Scenarios: runs with other inputs beside the base.

mod apply;
mod change;
mod comparison;
mod error;

pub use apply::Scenario;
pub(crate) use change::Input;
pub use change::{Amount, Change, ChangeError, Changed};
pub use comparison::{Comparison, Difference, FunctionChange};
pub use error::ScenarioError;
