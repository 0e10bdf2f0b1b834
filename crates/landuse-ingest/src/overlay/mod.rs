//! Zones laid over grids: the cells they cover, and what these measure.

mod cost;
mod error;
mod overlay;
mod overlays;
mod placing;

pub use error::OverlayError;
pub use overlay::{Overlay, OverlayOptions};
pub use overlays::Overlays;
