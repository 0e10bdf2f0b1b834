//! Rasters and boundaries read from files, and the hectares that follow from them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod aig;
mod bands;
mod boundaries;
mod conformance;
mod contiguity;
mod coverage;
mod damage;
mod encodings;
mod feature_table;
mod fields;
mod formats;
mod fuzzed;
mod geographic;
mod grids;

mod invariants;
mod layouts;
mod legends;
mod levels;
mod loads;
mod memory_cells;
mod numbers;
mod oracle;
mod overlays;
mod overview;
mod partial;
mod places;
mod plain_geojson;
mod projections;
mod rasters;
mod reference_systems;
mod support;
mod tiles;
mod transitions;
mod vrt;
mod zone_bytes;
mod zoo;
