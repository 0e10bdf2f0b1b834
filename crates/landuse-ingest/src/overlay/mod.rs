//! Zones laid over grids: the cells they cover, and what these measure.

mod error;
mod overlay;
mod overlays;
mod region_plane;

pub use error::OverlayError;
pub use overlay::Overlay;
pub use overlays::{Overlays, TallyError};
pub use region_plane::RegionPlane;
