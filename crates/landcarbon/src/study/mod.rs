//! A plan with its inputs opened, and what follows from them.
//!
//! | what | where |
//! |---|---|
//! | all inputs of a plan, by level of zones | [`open`] → [`Study`] |
//! | what each level can answer | [`verify`] → [`Questions`] |
//! | the land use of each level | [`read_land`] → [`LevelLand`] |
//! | everything that is asked for | [`compute`] → [`Findings`] |
//! | the same from tables that a program holds | [`assess_tables`] |

mod case;
mod compute;
pub mod expect;
mod feasibility;
mod findings;
mod input_digests;
mod levels;
pub mod measure;
mod open;
mod raster_grids;
mod read_land;
#[expect(
    clippy::module_inception,
    reason = "the study itself stands beside what is done with it"
)]
mod study;
mod tabled;
mod verify;
mod without_effect;

pub use compute::compute;
pub use feasibility::{Omission, Questions};
pub use findings::{DrawnUncertainty, Findings, LevelFindings, LevelResults};
pub use input_digests::input_files;
pub use open::open;
pub use read_land::{LevelLand, lay_zones, read_land, sample_rows};
pub use study::{Study, StudyLevel};
pub use tabled::{StudyTables, assess_tables};
pub use verify::{level_warnings, refuse_implausible, verify};
