//! The coefficients σ, θ and λ, and the presets that hold them.

mod coefficient;
mod presets;
mod set;

pub use coefficient::{Coefficient, CoefficientError, Provenance};
pub use set::{Coefficients, MixedBases};
