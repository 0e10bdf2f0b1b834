//! What a tally reads: grids, legends, rasters and zones.

mod array;
mod grid;
mod legend;
mod raster;
mod zones;

pub(crate) use array::PyArrayRaster;
pub(crate) use grid::PyGrid;
pub(crate) use legend::{PyLegend, read_legend};
pub(crate) use raster::{PyRaster, stem};
pub(crate) use zones::PyZones;
