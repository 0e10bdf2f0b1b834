//! `inequality`: how unequally emissions are spread (Gini, Theil).

mod compute;
mod csv;
mod request;
mod show;

pub use compute::{Against, Inequality};
pub(super) use request::ANALYSIS;
