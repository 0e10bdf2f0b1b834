//! What a region is made of: zones, land classes, and the hectares of each.

mod land_class;
mod land_coverage;
mod land_use;
mod transition;
mod zone;

pub use land_class::{LandClass, LandClassError};
pub use land_coverage::{LandCoverage, UnclassifiedLand, UnclassifiedZone};
pub use land_use::{HectaresRow, LandUseError, LandUseTable, LedgerClass};
pub use transition::TransitionRow;
pub use zone::{Zone, ZoneId};
