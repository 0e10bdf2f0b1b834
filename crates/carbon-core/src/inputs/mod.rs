//! The statistics that people give, and how they are reconciled into complete inputs.

mod error;
mod fuel;
mod fuel_table;
mod observation;
mod reconciliation;
mod set;
mod warning;

pub use error::{EnergyDisagreement, InputError, ValueAt, ZoneInYear};
pub use fuel::{Fuel, FuelError, FuelQuantity};
pub use fuel_table::{FuelEntry, FuelFactor, FuelTable, FuelTableError};
pub use observation::{
    AnnualStatistics, Observation, Place, Statistic, Statistics, Subject, Variable,
};
pub(crate) use reconciliation::{differ, refuse_impossible};
pub use set::{Inputs, RawInputs};
pub use warning::Warning;
