//! Formulas 1–14, one file a formula or a group of them.

pub mod absorption;
pub mod budget;
pub mod compensation;
pub mod contribution;
pub mod emissions;
pub(crate) mod kernel;
mod option_error;
mod pearl;
mod price;

pub use compensation::CorrectedForm;
pub use option_error::OptionError;
pub(crate) use option_error::{check_not_negative, check_option, check_positive};
pub use pearl::{EngelOptions, EngelReading, PearlCurve};
pub use price::{PriceOptions, PriceRule};
