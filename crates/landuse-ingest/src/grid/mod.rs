//! Grids of cells in the plane of a coordinate reference system.

mod grid;

pub use grid::{Grid, GridDifference, GridError};
