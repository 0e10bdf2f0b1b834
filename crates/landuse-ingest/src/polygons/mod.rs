//! Polygons of plane coordinates, and whether they enclose what they seem to.

mod crossings;
mod polygons;
mod validity;

pub use polygons::NotPolygons;
pub(crate) use polygons::{Rings, area, hectares, ring_at, rings, rings_of_parts, verify};
pub(crate) use validity::{GeosError, Validity, dissolve, judge};
