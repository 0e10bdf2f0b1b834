//! Long tables: one row type each, and one writer for CSV, JSON and Parquet.
//!
//! The names of a row's fields are the headings of its table. A field in which a number is rounded says so with
//! `#[serde(serialize_with = …)]`: CSV and JSON have those decimals, Parquet keeps the double. `docs/formats.md` says what each column means.
//!
//! | rows | where |
//! |---|---|
//! | the formats, the writer | `format`, `write` |
//! | areas by class, and what became of the land | `hectares` |
//! | emissions and absorption by driver, the rate of compensation | `drivers` |
//! | how unequal emissions are | `inequality` |
//! | zonings, and how far they agree | `zonings` |
//! | neighbours, Moran's I, centres of gravity | `space` |
//! | coefficients within larger zones, downscaled statistics | `levels` |
//! | goals, sensitivity, expected values | `what_if` |
//! | probabilities, Sobol indices | `uncertainty` |
//! | intervals and scenarios, whose decimals are those of the quantity | `by_quantity` |
// The fields of rows are headings, which docs/formats.md explains.
#![allow(missing_docs)]

mod by_quantity;
mod drivers;
mod format;
mod hectares;
mod inequality;
mod levels;
mod space;
#[cfg(test)]
mod tests;
mod uncertainty;
mod what_if;
mod write;
mod zonings;

pub use by_quantity::{IntervalRow, ScenarioRow};
pub use drivers::{AbsorptionDriverRow, CompensationRateRow, DecouplingRow, DriverRow};
pub use format::{TableFormat, TableFormatError};
pub use hectares::{AreaRow, CrossedAreaRow};
pub use inequality::{InequalityRow, LorenzRow, TheilRow};
pub use levels::{DownscaledRow, WithinRow};
pub use space::{CentreRow, LocalMoranRow, MoranRow, NeighbourRow};
pub use uncertainty::{ProbabilityRow, SobolRow};
pub use what_if::{ExpectationRow, GoalRow, SensitivityRow};
pub use write::{LongTable, write_for_people, write_rows};
pub use zonings::{AdvantageRow, AgreementRow, DisagreementRow, SilhouetteRow, ZoningRow};

/// The id and the name that the whole region has among those of zones.
pub const REGION: &str = "region";
