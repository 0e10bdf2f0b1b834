//! The project file: what to compute, from which files, with which choices.
//!
//! | what | where |
//! |---|---|
//! | the file as it is written | `raw` |
//! | every choice, parsed and validated once | [`Plan`] |
//! | messages in the words of a project file | [`in_words_of_a_project`] |

mod choices;
mod keys;
mod levels;
mod plan;
pub(crate) mod raw;
mod scenarios;
mod sources;
mod uncertainty;
mod zoning;

pub use keys::{advice, in_words_of_a_project};
pub use levels::{LevelLabel, LevelPlan};
pub use plan::Plan;
pub use raw::Language;
pub(crate) use sources::{read_legend, refuse_unknown_classes};
pub use uncertainty::UncertaintyPlan;
