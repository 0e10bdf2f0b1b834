//! What the model counts in: years, hectares, persons, coal equivalent, tonnes and money.

mod amounts;
mod money;
mod tonnes;

pub use amounts::{CoalEquivalent, Hectares, Measure, Persons, Year, YearError};
pub use money::{
    CarbonIntensity, CarbonPrice, Deflator, DeflatorError, EnergyIntensity, IntensityPrices, Yuan,
};
pub use tonnes::{CarbonBasis, CarbonBasisError, Tonnes};
