//! The compensation that zones pay and receive, and how much it depends on open choices.

mod balance;
mod class;
mod error;
mod options;
mod preset;
mod runaway;
mod scheme;
mod sensitivity;

pub use balance::{Balance, BalancedSide};
pub use class::CompensationClass;
pub(crate) use class::high_payment;
pub use error::CompensationError;
pub use options::{CompensationOptions, IntensityReference, PayerSplit};
pub(crate) use preset::gdp_per_person_1e4_yuan;
pub use preset::{CompensationPreset, PresetDoubt};
pub use runaway::{Runaway, RunawayTerm};
pub use scheme::{Compensation, MeanEmissionsFrom, ZoneCompensation};
pub(crate) use scheme::{SchemeYear, SchemeZone, compensate_years};
pub(crate) use sensitivity::sensitivity_of_years;
pub use sensitivity::{Alternatives, Sensitivity, ZoneSensitivity};
