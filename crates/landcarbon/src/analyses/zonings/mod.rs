//! `[[zoning.other]]`: zonings to compare with that of the project.

mod compute;
mod csv;
mod entry;
mod request;
mod show;

pub use entry::RuleEntry;
pub(crate) use entry::{built_in_rule, pairs};
pub(super) use request::ANALYSIS;
