//! `centres`: where the weight of the region lies, and where it moves.

mod compute;
mod csv;
mod request;
mod show;

pub use compute::{CentresOf, Centrography};
pub(super) use request::ANALYSIS;
