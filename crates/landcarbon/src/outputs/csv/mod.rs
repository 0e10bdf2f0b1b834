//! The long tables, one file a topic.

pub mod analysis_tables;
pub mod goal_table;
pub mod land_tables;
pub mod level_tables;
pub mod result_tables;
pub mod scenario_table;
pub mod space_tables;
pub mod uncertainty_tables;
pub mod zoning_tables;
