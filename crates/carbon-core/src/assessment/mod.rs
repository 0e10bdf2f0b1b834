//! The assessment: accounts, coefficients, functional zones and compensation of every zone and year.

mod ancestor;
mod annual;
mod assess;
mod compensate;

pub use ancestor::{WithinAncestor, within};
pub use annual::{AnnualAssessment, Assessment, ZoneYear};
pub use assess::{AssessError, assess};
pub use compensate::{compensate, sensitivity};
