//! The compensation that zones pay and receive, and how much it depends on open choices.

mod class;
mod error;
mod options;
mod scheme;
mod sensitivity;

pub use class::CompensationClass;
pub use error::CompensationError;
pub use options::{CompensationOptions, CorrectedForm, IntensityReference, PayerSplit};
pub(crate) use options::{from_zero, legal, positive};
pub(crate) use scheme::median;
pub use scheme::{
    Balance, BalancedSide, Compensation, MeanEmissionsFrom, ZoneCompensation, compensate,
};
pub use sensitivity::{Alternatives, Sensitivity, ZoneSensitivity, sensitivity};
