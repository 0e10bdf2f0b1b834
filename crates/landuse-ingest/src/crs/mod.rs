//! Coordinate reference systems, and polygons taken from one to another.

mod crs;
mod datum_shift;
mod definition;
mod ellipsoid;
mod extent_guess;
mod reproject;

pub use crs::{Crs, CrsError, Plane};
pub(crate) use datum_shift::describe_missing_shift;
pub use ellipsoid::Ellipsoid;
pub use extent_guess::ExtentGuess;
pub use reproject::ReprojectError;
pub(crate) use reproject::{reproject, reproject_vertices};
