//! The assessment: accounts, coefficients, functional zones and compensation of every zone and year.

mod ancestor;
mod assess;
mod compensate;

pub use ancestor::{WithinAncestor, within};
pub use assess::{AnnualAssessment, AssessError, Assessment, ZoneYear, assess};
pub use compensate::{compensate, sensitivity};
