//! The rows of long tables that are of no analysis, one file a topic.

pub mod level_tables;
pub mod result_tables;
pub mod scenario_table;
pub mod uncertainty_tables;
