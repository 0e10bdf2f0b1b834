//! The command line of landcarbon, and the facade of its libraries.
//!
//! [`landuse_ingest`] turns rasters and boundaries into hectares, [`carbon_core`] turns these and statistics into budgets,
//! coefficients and functional zones, [`zoning_export`] writes the result as tables and layers. This crate reads project files,
//! calls the three, and tells people what happens.
//!
//! | what | where |
//! |---|---|
//! | messages, progress, interrupts | [`terminal`] |
//! | files that are whole or not there, digests, tables that are read | [`files`] |
//! | the table of statistics | [`statistics`] |
//! | drivers, inequality, Moran's I, centres, other zonings, transitions, goals | [`analyses`] |
//! | the project file, parsed and validated | [`project`] |
//! | a project made of data: what they are, and what is asked | [`draft`] |
//! | a project with its inputs, levels, and what follows from them | [`study`] |
//! | the files of a run | [`outputs`] |
//! | arguments of the program | [`cli`] |
//! | what each command does | [`commands`] |
//!
//! The folders stand from bottom to top: each imports only from folders that stand before it.

pub mod terminal;

pub mod files;

pub mod statistics;

pub mod analyses;

pub mod project;

pub mod draft;

pub mod study;

pub mod outputs;

pub mod cli;

pub mod commands;

pub use carbon_core;
pub use landuse_ingest;
pub use zoning_export;
