//! Zones laid over grids: the cells they cover, and what these measure.

mod error;
mod overlay;
mod overlays;
mod placing;
mod region_plane;

pub use error::OverlayError;
pub use overlay::{Overlay, OverlayOptions};
pub use overlays::Overlays;
pub use region_plane::RegionPlane;
