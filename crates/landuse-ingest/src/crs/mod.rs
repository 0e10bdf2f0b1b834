//! Coordinate reference systems, and polygons taken from one to another.

mod crs;
mod definition;
mod ellipsoid;
mod extent_guess;
mod reproject;

pub use crs::{Crs, CrsError, Plane};
pub use ellipsoid::Ellipsoid;
pub use extent_guess::ExtentGuess;
pub(crate) use reproject::{reproject, reproject_vertices};
