//! Levels of zones: counties in cities, cities in a province.
//!
//! | what | where |
//! |---|---|
//! | which zone lies in which | [`Hierarchy`] of [`Level`]s |
//! | who may share out what, and by what | [`Downscaling`] |
//! | statistics at every level: given, summed, or *downscaled* | [`LevelStatistics`] |
//! | ECC and ESC of a zone within its city, its province | [`within`](crate::within) |
//!
//! A statistic counts where it is given. Above, it is the sum of the zones of the next level down; below, a zone's share of what
//! its parent has left, in proportion to population, GDP or another variable: the linear downscaling of van Vuuren, Lucas & Hilderink
//! 2007, *Global Environmental Change* 17, 114–130. A share is no observation and says so: [`Origin`].

mod allocation;
mod downscaling;
mod error;
mod hierarchy;
mod origin;
mod statistics;
mod table;

pub use downscaling::{ColumnValue, Downscaling, Topic, Weight, WeightError};
pub use error::LevelsError;
pub use hierarchy::{Hierarchy, HierarchyError, Level, UpperLevel};
pub use origin::Origin;
pub use statistics::{Contradiction, Figure, LevelStatistics};
