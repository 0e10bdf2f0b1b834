//! Zones: the polygons that land use is tallied over.

mod bytes;
mod contiguity;
mod dissolve;
mod zones;

pub use crate::overlay::OverlayError;
pub use bytes::ZoneBytesError;
pub use contiguity::{Contact, Contiguity};
pub(crate) use zones::PlacedZones;
pub use zones::{OverlayOptions, Zone, Zones};
