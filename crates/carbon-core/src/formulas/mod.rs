//! Formulas 1–14, one file a formula or a group of them.

pub mod absorption;
pub mod budget;
pub mod compensation;
pub mod contribution;
pub mod emissions;
mod pearl;
mod price;

pub use pearl::{EngelOptions, EngelReading, PearlCurve};
pub use price::{PriceOptions, PriceRule};
