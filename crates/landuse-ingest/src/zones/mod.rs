//! Zones: the polygons that land use is tallied over.

mod bytes;
mod contiguity;
mod dissolve;
mod error;
mod zones;

pub use bytes::ZoneBytesError;
pub use contiguity::{Contact, Contiguity};
pub use error::ZonesError;
pub use zones::{Zone, Zones};
