//! `[[goal]]`: which input would reach a result.

mod compute;
mod csv;
mod request;

pub use compute::AnsweredGoal;
pub(super) use request::ANALYSIS;
