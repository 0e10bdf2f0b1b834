//! The assessment: accounts, coefficients and functional zones of every zone and year.

mod account;
mod ancestor;
mod assess;
mod warning;

pub use account::{Account, Restated};
pub use ancestor::{WithinAncestor, within};
pub use assess::{AnnualAssessment, AssessError, Assessment, ZoneYear, assess};
pub use warning::Warning;
