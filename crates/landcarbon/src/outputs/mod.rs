//! What a run writes: maps, figures, tables, the report and the list of all of them.

pub mod csv;
pub mod figures;
pub mod land_use_style;
mod layers;
pub mod manifest;
pub mod run;
pub mod summary;
pub mod supplement;
