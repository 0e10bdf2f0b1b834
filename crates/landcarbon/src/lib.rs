//! The command line of landcarbon, and the facade of its libraries.
//!
//! [`landuse_ingest`] turns rasters and boundaries into hectares, [`carbon_core`] these and statistics into budgets, coefficients and
//! functional zones, [`zoning_export`] the result into tables and layers. This crate reads project files, calls the three, and tells
//! people what happens.

pub mod analyses;
pub mod analysis_tables;
pub mod bug;
pub mod cli;
pub mod commands;
pub mod console;
pub mod digest;
pub mod expect;
pub mod figures;
pub mod findings;
pub mod goal_table;
mod input_digests;
pub mod input_stamps;
pub mod interrupt;
mod land_reading;
pub mod land_tables;
pub mod land_use_style;
mod layers;
pub mod levels;
pub mod manifest;
pub mod measure;
pub mod output;
pub mod output_file;
pub mod output_folder;
mod placing;
pub mod project;
mod raster_grids;
pub mod raster_labels;
pub mod relative_path;
pub mod reproduction;
pub mod result_tables;
pub mod results;
pub mod rows_bar;
pub mod scenario_table;
pub mod space_tables;
pub mod statistics;
pub mod study;
pub mod summary;
pub mod supplement;
pub mod table;
pub mod tabled_study;
pub mod uncertainty_tables;
pub mod zoning_tables;

pub use carbon_core;
pub use landuse_ingest;
pub use zoning_export;
